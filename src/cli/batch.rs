//! Many queries from a file, answered in order; a bad one is answered with its error and the rest goes on.
//!
//! Lines are read ahead on a thread of their own, a few hundred at most, and those that are there are answered at
//! once, on all cores. So a file of thousands is answered at full speed, and a program that writes one question and
//! waits has its answer before it writes the next.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rayon::prelude::*;
use serde_json::Value;

use super::formats::{Form, HitForm, write_json};
use super::search::{facets_of, summary, timed};
use super::select::Reader;
use super::{Global, Outcome, stdout};
use crate::error::{Error, ErrorKind, Result};
use crate::output::{Answer, HitWriter, visible, write_facets_below, write_hits};
use crate::query::{Filters, Limit, Request};
use crate::search::{Facet, FacetsWanted, Response, Searcher};

/// What every query of a batch shares.
pub(super) struct Asker<'a> {
    pub(super) searcher: &'a Searcher<'a>,
    pub(super) reader: Reader<'a>,
    pub(super) filters: Filters,
    pub(super) limit: Limit,
    /// How else each request is answered.
    pub(super) shape: &'a (dyn Fn(Request) -> Request + Sync),
    pub(super) facets: FacetsWanted,
}

impl Asker<'_> {
    fn request(&self, question: &Question) -> Result<Request> {
        let text =
            question.query.as_ref().map_err(|reason| Error::new(ErrorKind::Query, reason))?;
        let query = self.reader.query_of(&question.id(), text)?;
        Ok((self.shape)(Request::new(query, self.filters.clone(), self.limit)?))
    }

    fn answer(&self, question: &Question) -> Result<Answered> {
        let request = self.request(question)?;
        let (response, took_ms) = timed(self.searcher, &request)?;
        let facets = facets_of(self.searcher, &request, &self.facets)?;
        Ok(Answered { request, response, facets, took_ms })
    }

    /// Questions that are answered at once: as many as keep the cores busy, and no more hits than a page or two of
    /// the largest answer has.
    fn at_once(&self) -> usize {
        (Limit::MAX / self.limit.get()).clamp(rayon::current_num_threads(), QUEUE)
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
    /// Fields that mean nothing.
    unknown: Vec<String>,
}

impl Question {
    fn new(qid: Value, query: std::result::Result<String, String>) -> Self {
        Self { qid, query, unknown: Vec::new() }
    }

    fn bad(number: usize, reason: &str) -> Self {
        Self::new(number.into(), Err(reason.to_owned()))
    }

    /// `{"qid": …, "query": "…"}`, or the query itself; then the line's number is its id.
    fn read(line: &str, number: usize) -> Self {
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(mut fields)) => {
                let qid = fields.remove("qid").unwrap_or_else(|| number.into());
                let query = match fields.remove("query") {
                    Some(Value::String(query)) => Ok(query),
                    Some(_) => Err("`query` is not a text".to_owned()),
                    None => Err("there is no `query`".to_owned()),
                };
                let unknown = fields.into_iter().map(|(name, _)| name).collect();
                Self { qid, query, unknown }
            }
            Err(_) if line.starts_with('{') => {
                Self::bad(number, "the line begins as an object and is none")
            }
            _ => Self::new(number.into(), Ok(line.to_owned())),
        }
    }

    /// The question of a line; none of a blank one.
    fn of_line(line: &[u8], number: usize) -> Option<Self> {
        // Some editors put a byte order mark before the first line.
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        match std::str::from_utf8(line).map(str::trim) {
            Ok("") => None,
            Ok(text) => Some(Self::read(text, number)),
            Err(_) => Some(Self::bad(number, "the line is not UTF-8")),
        }
    }

    /// Its id as a word.
    fn id(&self) -> String {
        match &self.qid {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// Lines that are read ahead at most.
const QUEUE: usize = 256;

/// Longest line, in bytes; sixty times what a query may have.
const LONGEST: u64 = 1 << 20;

/// The questions of a file, in order.
struct Questions {
    coming: Receiver<io::Result<Question>>,
    told: HashSet<String>,
}

impl Questions {
    fn of(file: &Path) -> Result<Self> {
        let opened = (file != Path::new("-")).then(|| File::open(file)).transpose();
        let opened = opened.map_err(|cause| {
            let message = format!("the batch {} cannot be read: {cause}", file.display());
            Error::new(ErrorKind::Query, message).because(cause)
        })?;
        let (send, coming) = sync_channel(QUEUE);
        // Not waited for at the end: it may be in the middle of a read that nobody answers.
        std::thread::spawn(move || match opened {
            Some(file) => send_lines(BufReader::new(file), &send),
            None => send_lines(io::stdin().lock(), &send),
        });
        Ok(Self { coming, told: HashSet::new() })
    }

    /// The next questions that are there, `most` at most; none at the end. Waits for the first only.
    fn next(&mut self, most: usize, global: &Global) -> io::Result<Vec<Question>> {
        let first = self.coming.recv().into_iter();
        let coming = first.chain(std::iter::from_fn(|| self.coming.try_recv().ok()));
        let questions = coming.take(most).collect::<io::Result<Vec<_>>>()?;
        for question in &questions {
            self.tell_unknown(question, global);
        }
        Ok(questions)
    }

    /// Names fields that mean nothing, each once.
    fn tell_unknown(&mut self, question: &Question, global: &Global) {
        const NAMED: usize = 10;
        for name in &question.unknown {
            if self.told.len() < NAMED && self.told.insert(name.clone()) {
                let id = question.id();
                let said = global.lang().say("batch.unknown", &[("qid", &id), ("name", name)]);
                global.say(format_args!("tracuu: {said}"));
            }
        }
    }
}

fn send_lines(mut input: impl BufRead, to: &SyncSender<io::Result<Question>>) {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let question = match read_line(&mut input, &mut line) {
            Ok(Line::End) => return,
            Ok(Line::Whole) => Question::of_line(&line, number).map(Ok),
            Ok(Line::TooLong) => Some(Ok(Question::bad(number, "the line is longer than 1 MB"))),
            Err(cause) => Some(Err(cause)),
        };
        // Nobody listens any more where sending fails.
        if question.is_some_and(|question| to.send(question).is_err()) {
            return;
        }
    }
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// Reads a line of at most [`LONGEST`] bytes; the rest of a longer one is passed over.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    if input.by_ref().take(LONGEST).read_until(b'\n', line)? == 0 {
        return Ok(Line::End);
    }
    if line.ends_with(b"\n") || (line.len() as u64) < LONGEST {
        return Ok(Line::Whole);
    }
    input.skip_until(b'\n')?;
    Ok(Line::TooLong)
}

/// Answers every question of a file, a line each, hit by hit, or for reading.
pub(super) fn search(
    file: &Path,
    asker: &Asker<'_>,
    form: Form,
    global: &Global,
) -> anyhow::Result<Outcome> {
    let mut questions = Questions::of(file)?;
    let mut printer = Printer::new(form, global);
    let mut out = stdout();
    printer.begin(&mut out)?;
    let mut found = false;
    loop {
        let asked = questions.next(asker.at_once(), global)?;
        if asked.is_empty() {
            break;
        }
        let answers: Vec<_> = asked.par_iter().map(|question| asker.answer(question)).collect();
        for (question, answered) in asked.iter().zip(answers) {
            found |= answered.as_ref().is_ok_and(|answered| !answered.response.hits.is_empty());
            printer.print(&mut out, question, answered)?;
        }
        out.flush()?;
    }
    out.flush()?;
    Ok(if found { Outcome::Done } else { Outcome::NothingFound })
}

/// How answers are printed.
enum Kind {
    Answers,
    ForReading,
    Hits(HitWriter),
}

struct Printer<'a> {
    kind: Kind,
    global: &'a Global,
}

impl<'a> Printer<'a> {
    fn new(form: Form, global: &'a Global) -> Self {
        let kind = match form {
            Form::Answer => Kind::Answers,
            Form::Hits(hit) if hit.is_text() => Kind::ForReading,
            Form::Hits(hit) => Kind::Hits(HitForm::writer(hit, global).for_many()),
        };
        Self { kind, global }
    }

    fn begin(&mut self, out: &mut dyn Write) -> Result<()> {
        match &mut self.kind {
            Kind::Hits(writer) => writer.begin(out),
            Kind::Answers | Kind::ForReading => Ok(()),
        }
    }

    fn print(
        &mut self,
        out: &mut dyn Write,
        question: &Question,
        answered: Result<Answered>,
    ) -> anyhow::Result<()> {
        match (answered, &mut self.kind) {
            (Err(error), _) if error.kind() != ErrorKind::Query => return Err(error.into()),
            (Err(error), Kind::Answers) => {
                let text = question.query.clone().unwrap_or_default();
                write_json(out, &Answer::failed(text, &error).to_question(&question.qid))?;
            }
            (Err(error), Kind::ForReading) => writeln!(out, "# {}: {error}\n", question.qid)?,
            (Err(error), Kind::Hits(_)) => tell_bad(question, &error, self.global),
            (Ok(Answered { request, response, facets, took_ms }), Kind::Answers) => {
                let answer = Answer::new(&request.query, &response, took_ms).with_facets(&facets);
                write_json(out, &answer.to_question(&question.qid))?;
            }
            (Ok(answered), Kind::ForReading) => {
                write_for_reading(out, question, &answered, self.global)?;
            }
            (Ok(answered), Kind::Hits(writer)) => {
                writer.answer(out, &question.qid, &answered.response.hits)?;
            }
        }
        Ok(())
    }
}

fn write_for_reading(
    out: &mut dyn Write,
    question: &Question,
    Answered { request, response, facets, took_ms }: &Answered,
    global: &Global,
) -> io::Result<()> {
    let summary = summary(response, *took_ms, global.lang()).replace('\n', "\n# ");
    writeln!(out, "# {}: {} - {summary}", question.qid, visible(&request.query.to_string()))?;
    write_hits(out, &response.hits, global.style())?;
    write_facets_below(out, facets, global.style())?;
    writeln!(out)
}

/// Names a bad question where its answer has no place in what is printed.
fn tell_bad(question: &Question, error: &Error, global: &Global) {
    let said = global.lang().translated(&error.to_string());
    super::note(format_args!("tracuu: {}: {said}", question.id()));
}

/// Prints how many articles answer each question of a file: its id, a tab and the number, or `-` where
/// the question is bad.
pub(super) fn count(file: &Path, asker: &Asker<'_>, global: &Global) -> anyhow::Result<Outcome> {
    let mut questions = Questions::of(file)?;
    let mut out = stdout();
    let mut found = false;
    loop {
        let asked = questions.next(QUEUE, global)?;
        if asked.is_empty() {
            break;
        }
        let count = |question| asker.searcher.count(&asker.request(question)?);
        let counts: Vec<_> = asked.par_iter().map(count).collect();
        for (question, counted) in asked.iter().zip(counts) {
            let total = match counted {
                Ok(counted) => {
                    found |= counted.total > 0;
                    counted.total.to_string()
                }
                Err(error) if error.kind() == ErrorKind::Query => {
                    tell_bad(question, &error, global);
                    "-".to_owned()
                }
                Err(error) => return Err(error.into()),
            };
            let id = question.id().replace(['\t', '\n', '\r'], " ");
            writeln!(out, "{id}\t{total}")?;
        }
        out.flush()?;
    }
    out.flush()?;
    Ok(if found { Outcome::Done } else { Outcome::NothingFound })
}
