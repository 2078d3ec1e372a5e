//! `tracuu export`: the articles of the index as JSON Lines.

use std::io::Write as _;

use super::select::Narrow;
use super::{Global, Outcome, stdout};
use crate::output::ArticleRecord;
use crate::search::Searcher;

/// Write the articles as JSON Lines, which `ingest` reads back unchanged
///
/// In the order of their ids. Exit code 0: some, 1: none passes the filters.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    narrow: Narrow,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let filters = args.narrow.filters(&searcher)?;
    let mut out = stdout();
    let mut outcome = Outcome::NothingFound;
    let by = &index.manifest().catalog;
    for article in searcher.all(&filters)? {
        let (article, is_current) = article?;
        let record = ArticleRecord::new(&article);
        let record = if is_current { record.labelled_by(&by.topics, &by.rest) } else { record };
        serde_json::to_writer(&mut out, &record)?;
        writeln!(out)?;
        outcome = Outcome::Done;
    }
    out.flush()?;
    Ok(outcome)
}
