//! `tracuu stats`: what is in the index.

use std::io::Write as _;

use super::{Global, Outcome, stdout};
use crate::output::{Format, StatsRecord, write_stats};
use crate::search::Searcher;

/// Say what is in the index: articles, years, outlets, units, topics, what is missing
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How to print: for reading, or as one JSON value
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let stats = Searcher::new(&index, &catalog)?.stats()?;
    let mut out = stdout();
    match args.format {
        Format::Text => write_stats(&mut out, &stats, global.style())?,
        Format::Json | Format::Jsonl => {
            serde_json::to_writer(&mut out, &StatsRecord::new(&stats))?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
