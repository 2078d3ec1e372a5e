//! `tracuu eval`: how well an index answers judged queries, and how well its articles were read.

mod gold;
mod judged;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::place::{read_small, unreadable};
use super::{Global, Outcome, stdout};
use crate::error::{Error, ErrorKind, Result};
use crate::output::{EvalRecord, GoldScores, JudgedFile, write_eval};
use crate::search::Searcher;

/// Score the answers to judged queries, and what was read of articles
///
/// Of queries, means over each file: nDCG@10 and MRR@10, success@1 (the first hit is relevant) and recall@100. A near
/// copy counts at the rank of the hit that names it, the twenty newest ones. Of gold, field by field: what of the title,
/// the day, the outlet and the section is right, and the F1 of sets of bylines, units (primary ones, and all), topics
/// (primary and secondary), documents and persons. A field that a line of gold lacks is not scored.
///
/// A line of judged queries is {"qid": "q1", "query": "dân vận khéo", "relevant": ["na-lau"]}, one of gold {"id":
/// "na-lau", "title": …, "published": {"iso": "2021-03-05"}, "outlet": {"id": …}, "section": […], "bylines": […], "units":
/// [{"key": …, "role": "primary"}], "topics": {"primary": […], "secondary": […]}, "documents": [{"symbol": …}],
/// "persons": [{"name": …}]}, with `file`, the name of its source, in place of `id`.
///
/// Exit code 0: scored, 2: a file cannot be used.
#[derive(Debug, clap::Args)]
#[expect(clippy::doc_link_with_quotes, reason = "a list of JSON is no link")]
pub(super) struct Args {
    /// Judged queries, a JSON object a line; given again, more of them
    #[arg(long, value_name = "FILE")]
    queries: Vec<PathBuf>,
    /// What is true of articles, a JSON object a line; given again, more of it
    #[arg(long, value_name = "FILE", required_unless_present = "queries")]
    gold: Vec<PathBuf>,
    /// What `--format json` printed before: print the differences too
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Also every query with its scores, and every difference from gold
    #[arg(long)]
    each: bool,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ReportFormat,
}

/// How scores are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ReportFormat {
    /// For reading
    Text,
    /// One JSON value
    Json,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let before = args.against.as_deref().map(report).transpose()?;
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let mut queries: Vec<JudgedFile> = Vec::new();
    for file in &args.queries {
        queries.push(judged::score(file, &searcher)?);
    }
    let mut gold: Vec<GoldScores> = Vec::new();
    for file in &args.gold {
        gold.push(gold::score(file, &searcher)?);
    }
    if !args.each {
        for file in &mut queries {
            file.each.clear();
        }
        for file in &mut gold {
            file.misses.clear();
        }
    }
    let record = EvalRecord::new(&queries, &gold, before.as_ref());
    let mut out = stdout();
    match args.format {
        ReportFormat::Text => write_eval(&mut out, &record, global.style())?,
        ReportFormat::Json => {
            serde_json::to_writer(&mut out, &record)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// What an earlier run printed.
fn report(file: &Path) -> Result<Value> {
    let shown = file.display().to_string();
    let text = read_small(file).map_err(|cause| unreadable("report", &shown, &cause))?;
    let value: Option<Value> = serde_json::from_str(&text).ok();
    value.filter(|value| value["schema"] == crate::output::EVAL_SCHEMA).ok_or_else(|| {
        let message = format!("{shown} is not what `tracuu eval --format json` prints");
        Error::new(ErrorKind::Query, message)
    })
}

/// The objects on the lines of a file, with the numbers of the lines.
fn objects(what: &str, file: &Path) -> Result<Vec<(usize, Value)>> {
    let shown = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|cause| unreadable(what, &shown, &cause))?;
    let lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let object = |(number, line)| match serde_json::from_str::<Value>(line) {
        Ok(value) if value.is_object() => Ok((number, value)),
        _ => Err(wrong(file, number, "is no JSON object")),
    };
    lines.map(object).collect()
}

fn wrong(file: &Path, line: usize, why: &str) -> Error {
    Error::new(ErrorKind::Query, format!("{}:{line} {why}", file.display()))
}
