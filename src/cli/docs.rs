//! `tracuu docs`: the documents that articles cite.

use clap::Subcommand;

use super::list::{Kind, List, Order, Profiles};
use super::{Global, Outcome};
use crate::output::{Format, write_document};
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
        let symbols = searcher.document(symbol)?.into_iter();
        let profiles = symbols.map(|symbol| searcher.document_profile(&symbol, *limit));
        let profiles = profiles.collect::<crate::Result<Vec<_>>>()?;
        let kind = Profiles { one: "document-profile", all: "documents", write: write_document };
        return kind.print(&profiles, *format, global);
    }
    let mut all = searcher.documents(&args.list.filters(&searcher)?)?;
    let (types, known) = (catalog.documents(), catalog.known_documents());
    all.retain(|document| {
        let read = types.symbol_at(&document.symbol, 0);
        let words = read.and_then(|read| Some(format!("{} {}", read.kind?, read.number)));
        let title = known.known(&document.symbol).map_or("", |known| known.title);
        args.list.takes(&[&document.symbol, words.as_deref().unwrap_or_default(), title])
    });
    if args.list.sort == Order::Name {
        all.sort_by_cached_key(|document| sort_key(&document.symbol));
    }
    let row = |document: &DocumentCount| {
        let counts = [document.articles, document.citations].map(|n| n.to_string());
        counts.into_iter().chain([document.symbol.clone()]).collect()
    };
    args.list.print(&all, &Kind { one: "document", all: "documents", row }, global)
}
