//! `tracuu count`: how many articles answer a query.

use std::io::Write as _;
use std::path::PathBuf;

use super::search::described;
use super::select::Select;
use super::{Global, Outcome, batch, stdout};
use crate::query::Limit;
use crate::search::{FacetsWanted, Searcher};

/// Count the articles that `search` would find
///
/// Exit code 0: some, 1: none.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
    /// Count for each line of FILE (`-` for standard input) and print its id, a tab and the number
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "query_file"])]
    batch: Option<PathBuf>,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let limit = Limit::default();
    if let Some(file) = &args.batch {
        let filters = args.select.filters(&searcher)?;
        return batch::count(
            file,
            &batch::Asker {
                searcher: &searcher,
                reader: args.select.reader(global),
                filters,
                limit,
                shape: &|request| request.held(args.select.hold()),
                facets: FacetsWanted::default(),
            },
            global,
        );
    }
    let counted = searcher.count(&args.select.request((&searcher, global), limit)?)?;
    global.say(format_args!("{}", described(&counted, global.lang())));
    let mut out = stdout();
    writeln!(out, "{}", counted.total)?;
    out.flush()?;
    Ok(if counted.total == 0 { Outcome::NothingFound } else { Outcome::Done })
}
