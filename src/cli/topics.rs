//! `tracuu topics`: the topics and how many articles each has.

use std::cmp::Reverse;

use super::list::{Kind, List, Order};
use super::{Global, Outcome};
use crate::search::{Searcher, TopicCount};
use crate::vi::sort_key;

/// List the topics with their articles: primary, secondary, only mentioned
///
/// A filter on a topic finds those of which it is primary or secondary, and the others with --mentions.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    list: List,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let mut all = searcher.topics(&args.list.filters(&searcher)?)?;
    all.retain(|topic| args.list.takes(&[topic.id.as_str(), &topic.label]));
    match args.list.sort {
        Order::Count => all.sort_by_key(|t| Reverse((t.primary + t.secondary, t.mention))),
        Order::Name => all.sort_by_cached_key(|topic| sort_key(&topic.label)),
    }
    let row = |topic: &TopicCount| {
        let counts = [topic.primary, topic.secondary, topic.mention].map(|n| n.to_string());
        let names = [topic.id.to_string(), topic.label.clone()];
        counts.into_iter().chain(names).collect()
    };
    args.list.print(&all, &Kind { one: "topic", all: "topics", row }, global)
}
