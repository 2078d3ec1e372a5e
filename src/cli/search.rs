//! `tracuu search`: ranked hits with snippets.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use super::facets::once_each;
use super::select::Select;
use super::{Global, Outcome, batch, stdout};
use crate::output::{Answer, Format, HitRecord, write_facets_below, write_hits};
use crate::query::{Limit, Request};
use crate::search::{
    By, Counted, Facet, FacetsWanted, Keys, Matching, ReadAs, Reading, Response, Searcher,
    Suggestion,
};

const EXAMPLES: &str = "Examples:
  tracuu search 'kiểm tra, giám sát' --year 2019..2021
  tracuu search '\"dân vận khéo\" da nang'
  tracuu search --unit 'Hà Nội' --topic 'Công tác dân vận' --format jsonl
  tracuu search 'chuyển đổi số' --facets unit,topic,year";

/// Search for articles
///
/// An article is found when it holds all words of a query of up to six syllables (the parts of
/// `05-CT/TW` count as three), or any word of a longer one; if none holds all, any word will do. Of
/// five or six, two thirds will do where an article that lacks a word answers better than all others.
/// A query without any accent stands for every accented form of its words; one typed as Telex or VNI
/// keys is read back; an abbreviation finds its words, and they find it. The answer says how it was
/// read, and what may have been meant by a misspelt word.
///
/// Exit code 0: found, 1: nothing found, 2: the query or a filter is wrong, 10: no index, 11: made by
/// another version, 13: damaged.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
    /// Most hits to print, 1 to 1000
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Print near copies of an article as hits of their own
    #[arg(long)]
    expand: bool,
    /// How to print: for reading, as one JSON value, or one JSON value a hit (with --batch, json and
    /// jsonl print one answer a line) [default: text, with --batch jsonl]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Also count all articles that match by these fields, with commas between: unit, topic, outlet, person, doc,
    /// year, month; the ten first values of each
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    facets: Vec<By>,
    /// Answer each line of FILE (`-` for standard input): a query, whose id is then the line's number,
    /// or {"qid": …, "query": …}; a bad line is answered with its error
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    batch: Option<PathBuf>,
}

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Json, Self::Jsonl]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let name = match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        };
        Some(clap::builder::PossibleValue::new(name))
    }
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let limit = Limit::new(args.limit)?;
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    if let Some(file) = &args.batch {
        let asker = batch::Asker {
            searcher: &searcher,
            filters: args.select.filters(&searcher)?,
            limit,
            expand: args.expand,
            facets: args.facets(),
        };
        return batch::search(file, &asker, args.format.unwrap_or(Format::Jsonl), global.style());
    }
    let request = args.select.request(&searcher, limit)?.expanded(args.expand);
    let (response, took_ms) = timed(&searcher, &request)?;
    let facets = facets_of(&searcher, &request, &args.facets())?;
    let mut out = stdout();
    match args.format.unwrap_or(Format::Text) {
        Format::Text => {
            global.say(format_args!("{}", summary(&response, took_ms)));
            write_hits(&mut out, &response.hits, global.style())?;
            write_facets_below(&mut out, &facets, global.style())?;
        }
        Format::Json => {
            let answer = Answer::new(&request.query, &response, took_ms).with_facets(&facets);
            serde_json::to_writer(&mut out, &answer)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            global.say(format_args!("{}", summary(&response, took_ms)));
            for hit in &response.hits {
                serde_json::to_writer(&mut out, &HitRecord::new(hit).alone())?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(if response.hits.is_empty() { Outcome::NothingFound } else { Outcome::Done })
}

/// Values of each field that are counted beside hits.
const VALUES: usize = 10;

impl Args {
    /// What to count beside the hits.
    fn facets(&self) -> FacetsWanted {
        FacetsWanted { by: once_each(&self.facets), limit: VALUES, ..FacetsWanted::default() }
    }
}

/// Counts over all articles that match, where any are wanted.
pub(super) fn facets_of(
    searcher: &Searcher<'_>,
    request: &Request,
    wanted: &FacetsWanted,
) -> crate::Result<Vec<Facet>> {
    if wanted.by.is_empty() {
        return Ok(Vec::new());
    }
    Ok(searcher.facets(&request.query, &request.filters, wanted)?.facets)
}

/// The answer and the milliseconds it took.
pub(super) fn timed(searcher: &Searcher<'_>, request: &Request) -> crate::Result<(Response, f64)> {
    let start = Instant::now();
    let response = searcher.search(request)?;
    let took_ms = (start.elapsed().as_secs_f64() * 1e6).round() / 1e3;
    Ok((response, took_ms))
}

/// How many were found, and by which reading, in a line; below it what may have been meant.
pub(super) fn summary(response: &Response, took_ms: f64) -> String {
    let (shown, total) = (response.hits.len(), response.total.value);
    let first = if shown < total { format!(", the first {shown}") } else { String::new() };
    let mut lines = format!("{}{first} ({took_ms:.1} ms)", described(&response.counted()));
    for Suggestion { query, total } in &response.suggestions {
        let _ = write!(lines, "\ndid you mean: {query} ({total})");
    }
    lines
}

/// How many were found, and by which reading.
pub(super) fn described(counted: &Counted) -> String {
    let total = counted.total;
    let articles = if total == 1 { "article" } else { "articles" };
    let matching = match counted.matching {
        Matching::All => " with all words",
        Matching::Part => " with part of the words",
        Matching::Any => " with any of the words",
        Matching::Filters => "",
    };
    let quotes = if counted.quotes_apart { ", the quoted ones apart" } else { "" };
    let reading = match counted.reading {
        Reading::Exact => "",
        Reading::Unaccented => ", read without accents",
        Reading::Mixed => ", the unaccented words read with any accent",
    };
    let read_as = counted.read_as.as_ref().map_or_else(String::new, read_as);
    format!("{total} {articles}{matching}{quotes}{reading}{read_as}")
}

fn read_as(read: &ReadAs) -> String {
    let keys = match read.keys {
        Keys::Telex => "Telex",
        Keys::Vni => "VNI",
    };
    format!(", read from {keys} keys as: {}", read.query)
}
