//! `tracuu similar`: more like an article.

use std::io::Write as _;

use super::select::Narrow;
use super::table::timed;
use super::{Global, Outcome, stdout};
use crate::article::ArticleId;
use crate::error::{Error, ErrorKind};
use crate::output::{Format, SimilarHitRecord, SimilarRecord, write_similar};
use crate::query::Limit;
use crate::search::Searcher;

/// Find articles like one, and say which words made them similar
///
/// An article is similar when it holds the words that stand in the other often and in few articles of the index. Near
/// copies are left out: `show` lists those.
///
/// Exit code 0: some were found, 1: none, or there is no article with this id, 2: a filter is wrong.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The article's id, as `search` prints it
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    narrow: Narrow,
    /// Most articles to print, 1 to 1000
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// How to print: for reading, as one JSON value, or one JSON value an article
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let limit = Limit::new(args.limit)?;
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let filters = args.narrow.filters(&searcher)?;
    let id = ArticleId::parse(&args.id)
        .map_err(|cause| Error::new(ErrorKind::Query, cause.to_string()).because(cause))?;
    let (found, took_ms) = timed(|| searcher.similar(&id, &filters, limit))?;
    let Some(similar) = found else {
        global.say(format_args!("tracuu: there is no article `{}`", args.id));
        return Ok(Outcome::NothingFound);
    };
    let mut out = stdout();
    match args.format {
        Format::Json => {
            serde_json::to_writer(&mut out, &SimilarRecord::new(&similar, took_ms))?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for hit in &similar.hits {
                serde_json::to_writer(&mut out, &SimilarHitRecord::new(hit).alone())?;
                writeln!(out)?;
            }
        }
        Format::Text => {
            let title = similar.article.title.as_deref().unwrap_or("(no title)");
            let terms: Vec<&str> = similar.terms.iter().map(|term| term.term.as_str()).collect();
            global.say(format_args!("like: {title}\nby: {} ({took_ms:.1} ms)", terms.join(", ")));
            write_similar(&mut out, &similar, global.style())?;
        }
    }
    out.flush()?;
    Ok(if similar.hits.is_empty() { Outcome::NothingFound } else { Outcome::Done })
}
