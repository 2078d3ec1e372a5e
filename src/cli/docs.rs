//! `tracuu docs`: the documents that articles cite.

use std::io::Write as _;

use clap::Subcommand;

use super::list::{Kind, List, Order};
use super::{Global, Outcome, stdout};
use crate::output::{Format, ListRecord, write_document};
use crate::search::{DocumentCount, Searcher};
use crate::vi::sort_key;

/// List the documents that articles cite: articles, citations, symbol
///
/// `docs show SYMBOL` prints what is known of one, and the articles that cite it first and most.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(flatten)]
    list: List,
    #[command(subcommand)]
    show: Option<Show>,
}

#[derive(Debug, Subcommand)]
enum Show {
    /// Show one cited document, and the articles that cite it first and most
    Show {
        /// Its symbol, or the words for it: `05-CT/TW`, `chỉ thị 05`
        #[arg(value_name = "SYMBOL")]
        symbol: String,
        /// Most articles of each kind
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: usize,
        /// How to print: for reading, or as one JSON value
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    if let Some(Show::Show { symbol, limit, format }) = &args.show {
        let mut out = stdout();
        for symbol in searcher.document(symbol)? {
            let profile = searcher.document_profile(&symbol, *limit)?;
            match format {
                Format::Text => write_document(&mut out, &profile, global.style())?,
                Format::Json | Format::Jsonl => {
                    let record = ListRecord::one("tracuu/document-profile@1", &profile);
                    serde_json::to_writer(&mut out, &record)?;
                    writeln!(out)?;
                }
            }
        }
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut all = searcher.documents(&args.list.filters(&searcher)?)?;
    all.retain(|document| args.list.takes(&[&document.symbol]));
    if args.list.sort == Order::Name {
        all.sort_by_cached_key(|document| sort_key(&document.symbol));
    }
    let row = |document: &DocumentCount| {
        let counts = [document.articles, document.citations].map(|n| n.to_string());
        counts.into_iter().chain([document.symbol.clone()]).collect()
    };
    args.list.print(&all, &Kind { one: "document", all: "documents", row }, global)
}
