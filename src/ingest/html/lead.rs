//! The lead, where it stands apart from the text: marked, or what the head says the article is about, or
//! a bold paragraph between headline and text.

use std::collections::HashSet;

use super::marks::Role;
use super::tree::NodeId;
use super::view::{Folded, MOST, View, beginning};

/// A lead and the element it is printed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    /// Its text.
    pub(super) text: String,
    /// The element.
    pub(super) node: NodeId,
}

/// Longest lead, in words.
const LONGEST: usize = 200;
/// Shortest lead, in words.
const SHORTEST: usize = 6;

/// The lead of a page whose headline stands at `title`.
pub(super) fn read(view: &View<'_>, title: Option<NodeId>) -> Option<Lead> {
    let title = title.map(|title| view.tree.end(title) - 1);
    marked(view, title).or_else(|| told(view, title)).or_else(|| between(view, title))
}

/// The marked lead that stands between the headline and the end of the text, nearest to its begin.
fn marked(view: &View<'_>, title: Option<NodeId>) -> Option<Lead> {
    let (text, end) = view.span();
    let content = view.content.map_or(end, |content| content.node);
    let inner = |node: NodeId| view.content.is_some_and(|c| view.tree.holds(node, c.node));
    let reach = |node: NodeId| {
        let begins = title.is_none_or(|title| node > title);
        let early =
            node <= text.max(content) || view.lines(node).first().is_some_and(|l| l.node <= text);
        begins && early && !inner(node)
    };
    let found = view.of(Role::Lead).filter(|mark| reach(mark.node) && !view.aside(mark.node));
    let read = found.take(MOST).filter_map(|mark| Some((mark, of(view, mark.node)?)));
    let described = descriptions(view);
    let key = |(mark, lead): &(&super::marks::Marked, Lead)| {
        let own = Folded::new(&lead.text);
        let like = described.iter().map(|told| told.likeness(&own) / 20).max().unwrap_or(0);
        (like, std::cmp::Reverse(mark.rank))
    };
    read.max_by_key(key).map(|(_, lead)| lead)
}

/// The lines of an element as a lead, links and what is nothing of the article left out.
fn of(view: &View<'_>, node: NodeId) -> Option<Lead> {
    let own = view.lines(node).iter();
    let lines: Vec<&super::blocks::Block> =
        own.filter(|l| l.dropped.is_none() && !l.is_link() && !l.caption).collect();
    if lines.iter().map(|line| line.words).sum::<usize>() > LONGEST {
        return None;
    }
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let text = texts.join(" ");
    let count = text.split_whitespace().count();
    (SHORTEST..=LONGEST).contains(&count).then_some(Lead { text, node })
}

/// What the head says the article is about.
fn descriptions(view: &View<'_>) -> Vec<Folded> {
    /// Longest description that is compared, in bytes, and most of one name.
    const SIZE: usize = 4 << 10;
    const FIRST: usize = 8;
    let names = ["og:description", "description", "twitter:description"];
    let told = names.into_iter().flat_map(|name| view.meta.all(name).take(FIRST));
    let told: HashSet<&str> = told.map(|text| beginning(text, SIZE)).collect();
    let long = |text: &&str| text.split_whitespace().count() >= SHORTEST;
    told.into_iter().filter(long).map(Folded::new).collect()
}

/// The line above the text that is what the head says.
fn told(view: &View<'_>, title: Option<NodeId>) -> Option<Lead> {
    let (text, _) = view.span();
    let described: Vec<String> = descriptions(view).into_iter().map(|told| told.compact).collect();
    let above = view.blocks.iter().filter(|line| line.node < text && line.words >= SHORTEST);
    let above = above.filter(|line| title.is_none_or(|title| line.node > title) && !line.is_link());
    let same = |line: &&super::blocks::Block| {
        let own = super::view::compact(&line.text);
        described.iter().any(|told| {
            let told = told.get(..told.len().saturating_sub(3)).unwrap_or(told);
            own.len() >= 20
                && (told.contains(&own) || (told.len() * 3 >= own.len() && own.contains(told)))
        })
    };
    let line = above.filter(|line| !line.caption && line.dropped.is_none()).find(same)?;
    Some(Lead { text: line.text.clone(), node: line.home })
}

/// A paragraph that stands alone between headline and text.
fn between(view: &View<'_>, title: Option<NodeId>) -> Option<Lead> {
    let content = view.content?.node;
    let title = title.filter(|&title| title < content && !view.tree.holds(content, title))?;
    let lines = view.blocks.iter().filter(|line| line.node > title && line.node < content);
    let mut prose = lines.filter(|line| {
        line.dropped.is_none()
            && line.words <= LONGEST
            && !line.caption
            && !line.is_link()
            && (line.prose() || (line.words >= 12 && line.strong))
    });
    let first = prose.next()?;
    prose.next().is_none().then(|| Lead { text: first.text.clone(), node: first.home })
}
