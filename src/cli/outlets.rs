//! `tracuu outlets`: the outlets and how many articles each has.

use super::list::{Kind, List, Order};
use super::{Global, Outcome};
use crate::search::{OutletCount, Searcher};
use crate::vi::sort_key;

/// List the outlets with their articles
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    list: List,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let mut all = searcher.outlets(&args.list.filters(&searcher)?)?;
    all.retain(|outlet| args.list.takes(&[&outlet.id, &outlet.name]));
    if args.list.sort == Order::Name {
        all.sort_by_cached_key(|outlet| sort_key(&outlet.name));
    }
    let row = |outlet: &OutletCount| {
        vec![outlet.articles.to_string(), outlet.id.clone(), outlet.name.clone()]
    };
    args.list.print(&all, &Kind { one: "outlet", all: "outlets", row }, global)
}
