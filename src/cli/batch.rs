//! Many queries from a file, answered in order; a bad one is answered with its error and the rest
//! goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use serde_json::Value;

use super::search::{facets_of, summary, timed};
use super::{Outcome, stdout};
use crate::error::{Error, ErrorKind, Result};
use crate::output::{Answer, Format, Style, visible, write_facets_below, write_hits};
use crate::query::{self, Filters, Limit, Request};
use crate::search::{Facet, FacetsWanted, Response, Searcher};

/// What every query of a batch shares.
pub(super) struct Asker<'a> {
    pub(super) searcher: &'a Searcher<'a>,
    pub(super) filters: Filters,
    pub(super) limit: Limit,
    pub(super) expand: bool,
    pub(super) facets: FacetsWanted,
}

impl Asker<'_> {
    fn request(&self, question: &Question) -> Result<Request> {
        let text =
            question.query.as_ref().map_err(|reason| Error::new(ErrorKind::Query, reason))?;
        let request = Request::new(query::parse(text)?, self.filters.clone(), self.limit)?;
        Ok(request.expanded(self.expand))
    }

    fn answer(&self, question: &Question) -> Result<Answered> {
        let request = self.request(question)?;
        let (response, took_ms) = timed(self.searcher, &request)?;
        let facets = facets_of(self.searcher, &request, &self.facets)?;
        Ok(Answered { request, response, facets, took_ms })
    }
}

/// A question with its answer and the milliseconds it took.
struct Answered {
    request: Request,
    response: Response,
    facets: Vec<Facet>,
    took_ms: f64,
}

/// A line of the batch.
struct Question {
    qid: Value,
    query: std::result::Result<String, String>,
}

impl Question {
    /// `{"qid": …, "query": "…"}`, or the query itself; then the line's number is its id.
    fn read(line: &str, number: usize) -> Self {
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(mut fields)) => Self {
                qid: fields.remove("qid").unwrap_or_else(|| number.into()),
                query: match fields.remove("query") {
                    Some(Value::String(query)) => Ok(query),
                    Some(_) => Err("`query` is not a text".to_owned()),
                    None => Err("there is no `query`".to_owned()),
                },
            },
            Err(_) if line.starts_with('{') => Self {
                qid: number.into(),
                query: Err("the line begins as an object and is none".to_owned()),
            },
            _ => Self { qid: number.into(), query: Ok(line.to_owned()) },
        }
    }
}

/// The questions of a file, blank lines left out. A line that is not UTF-8 is a bad question.
fn questions(file: &Path) -> Result<impl Iterator<Item = io::Result<Question>>> {
    let input: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let opened = File::open(file).map_err(|cause| {
            let message = format!("the batch {} cannot be read: {cause}", file.display());
            Error::new(ErrorKind::Query, message).because(cause)
        })?;
        Box::new(BufReader::new(opened))
    };
    let lines = (1..).zip(input.split(b'\n'));
    Ok(lines.filter_map(|(number, line)| {
        let line = match line {
            Ok(line) => line,
            Err(cause) => return Some(Err(cause)),
        };
        // Some editors put a byte order mark before the first line.
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line);
        Some(Ok(match std::str::from_utf8(line).map(str::trim) {
            Ok("") => return None,
            Ok(text) => Question::read(text, number),
            Err(_) => {
                Question { qid: number.into(), query: Err("the line is not UTF-8".to_owned()) }
            }
        }))
    }))
}

/// Answers every question of a file, a line each, or for reading.
pub(super) fn search(
    file: &Path,
    asker: &Asker<'_>,
    format: Format,
    style: Style,
) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    let mut found = false;
    for question in questions(file)? {
        let question = question?;
        let answered = asker.answer(&question);
        found |= answered.as_ref().is_ok_and(|answered| !answered.response.hits.is_empty());
        match answered {
            Err(error) if error.kind() != ErrorKind::Query => return Err(error.into()),
            answered if format == Format::Text => {
                write_for_reading(&mut out, &question, answered, style)?;
            }
            Err(error) => {
                let text = question.query.unwrap_or_default();
                write_line(&mut out, &Answer::failed(text, &error).to_question(&question.qid))?;
            }
            Ok(Answered { request, response, facets, took_ms }) => {
                let answer = Answer::new(&request.query, &response, took_ms).with_facets(&facets);
                write_line(&mut out, &answer.to_question(&question.qid))?;
            }
        }
    }
    out.flush()?;
    Ok(if found { Outcome::Done } else { Outcome::NothingFound })
}

fn write_for_reading(
    out: &mut impl Write,
    question: &Question,
    answered: Result<Answered>,
    style: Style,
) -> io::Result<()> {
    match answered {
        Err(error) => writeln!(out, "# {}: {error}", question.qid)?,
        Ok(Answered { request, response, facets, took_ms }) => {
            let summary = summary(&response, took_ms).replace('\n', "\n# ");
            writeln!(
                out,
                "# {}: {} - {summary}",
                question.qid,
                visible(&request.query.to_string())
            )?;
            write_hits(out, &response.hits, style)?;
            write_facets_below(out, &facets, style)?;
        }
    }
    writeln!(out)
}

fn write_line(out: &mut impl Write, answer: &Answer<'_>) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    Ok(writeln!(out)?)
}

/// Prints how many articles answer each question of a file: its id, a tab and the number, or `-` where
/// the question is bad.
pub(super) fn count(file: &Path, asker: &Asker<'_>) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    let mut found = false;
    for question in questions(file)? {
        let question = question?;
        let qid = match &question.qid {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match asker.request(&question).and_then(|request| asker.searcher.count(&request)) {
            Ok(counted) => {
                found |= counted.total > 0;
                writeln!(out, "{qid}\t{}", counted.total)?;
            }
            Err(error) if error.kind() == ErrorKind::Query => {
                super::note(format_args!("tracuu: {qid}: {error}"));
                writeln!(out, "{qid}\t-")?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    out.flush()?;
    Ok(if found { Outcome::Done } else { Outcome::NothingFound })
}
