//! Which element holds the article: by the marks of publishers, or else by where the paragraphs are.
//!
//! A mark is believed as far as the element holds text: the same class names stand on the cards of a
//! list of articles. Where no mark holds, the element is taken whose children have the most text; an
//! ancestor further up gets less of it the further it is, so that the page as a whole does not win.

use std::collections::HashMap;

use super::blocks::Block;
use super::marks::{Marked, Role};
use super::tree::{NodeId, Tree};

/// Least text of an article, in bytes.
pub(super) const LEAST: usize = 200;

/// The element that holds the article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Content {
    /// The element.
    pub(super) node: NodeId,
    /// Whether a mark names it rather than the text it holds.
    pub(super) marked: bool,
}

/// How much text of paragraphs lies in any element: sums over the lines before each.
pub(super) struct Masses<'a> {
    blocks: &'a [Block],
    sums: Vec<usize>,
}

impl<'a> Masses<'a> {
    pub(super) fn new(blocks: &'a [Block], counts: impl Fn(&Block) -> bool) -> Self {
        let mut sums = vec![0];
        for block in blocks {
            let last = sums.last().copied().unwrap_or(0);
            sums.push(last + if counts(block) { block.mass() } else { 0 });
        }
        Self { blocks, sums }
    }

    /// The text in an element, in bytes.
    pub(super) fn of(&self, tree: &Tree, node: NodeId) -> usize {
        let at = |id: NodeId| self.sums[self.blocks.partition_point(|block| block.node < id)];
        at(tree.end(node)) - at(node)
    }
}

/// Takes back the mark of being nothing of the article from lines in elements that hold most of the text
/// of `within`, the headline, or what is marked as the article: a part of a class name, as in
/// `category-share`, says little.
pub(super) fn keep_most(tree: &Tree, marked: &[Marked], blocks: &mut [Block], within: NodeId) {
    let mut kept: HashMap<NodeId, bool> = HashMap::new();
    {
        let masses = Masses::new(blocks, |_| true);
        let total = masses.of(tree, within);
        for node in blocks.iter().filter_map(|block| block.dropped) {
            kept.entry(node).or_insert_with(|| {
                let inner = tree.holds(within, node) && node != within;
                let around = tree.holds(node, within);
                around
                    || (inner && masses.of(tree, node) * 2 > total)
                    || is_article(tree, marked, node)
            });
        }
    }
    for block in blocks {
        block.dropped = block.dropped.filter(|node| !kept[node]);
    }
}

/// Whether an element holds a headline or text that is marked as the article's.
fn is_article(tree: &Tree, marked: &[Marked], node: NodeId) -> bool {
    let from = marked.partition_point(|mark| mark.node < node);
    let mut inside = marked[from..].iter().take_while(|mark| mark.node < tree.end(node));
    inside.any(|mark| mark.role == Role::Content) || tree.named(node, "h1").next().is_some()
}

/// The element that holds the article, if the page has one.
pub(super) fn find(tree: &Tree, marked: &[Marked], blocks: &[Block]) -> Option<Content> {
    let masses = Masses::new(blocks, |block| block.dropped.is_none());
    let dense = densest(tree, blocks).map(|node| widened(tree, &masses, node));
    let least = dense.map_or(LEAST, |node| masses.of(tree, node) * 3 / 10).max(LEAST);
    let by_mark = |node| Content { node, marked: true };
    let wide = || {
        let wide = best(tree, marked, &masses, (Role::Wide, least))?;
        let inner = dense.filter(|&node| tree.holds(wide, node));
        let most = |&node: &NodeId| masses.of(tree, node) * 10 >= masses.of(tree, wide) * 8;
        Some(by_mark(inner.filter(most).unwrap_or(wide)))
    };
    best(tree, marked, &masses, (Role::Content, least))
        .map(by_mark)
        .or_else(wide)
        .or_else(|| {
            let node = dense.filter(|&node| masses.of(tree, node) >= LEAST)?;
            Some(Content { node, marked: false })
        })
        .or_else(|| best(tree, marked, &masses, (Role::Content, 1)).map(by_mark))
        .or_else(|| pictures(tree, marked, blocks).map(by_mark))
}

/// The marked element of an article that has hardly more than pictures and the texts under them.
fn pictures(tree: &Tree, marked: &[Marked], blocks: &[Block]) -> Option<NodeId> {
    const FEWEST: usize = 2;
    let own = marked.iter().filter(|mark| mark.role == Role::Content);
    let held = own.filter(|mark| {
        let place = |id: NodeId| blocks.partition_point(|block| block.node < id);
        let inside = &blocks[place(mark.node)..place(tree.end(mark.node))];
        inside.iter().filter(|block| block.caption).take(FEWEST).count() == FEWEST
    });
    held.min_by_key(|mark| mark.rank).map(|mark| mark.node)
}

/// The element with the most trusted mark of a role that holds at least so much text; of several with
/// one mark the one with the most, the innermost of equals.
fn best(
    tree: &Tree,
    marked: &[Marked],
    masses: &Masses<'_>,
    (role, least): (Role, usize),
) -> Option<NodeId> {
    let own = marked.iter().filter(|mark| mark.role == role);
    let held =
        own.map(|mark| (mark, masses.of(tree, mark.node))).filter(|(_, mass)| *mass >= least);
    let key = |(mark, mass): &(&Marked, usize)| (std::cmp::Reverse(mark.rank), *mass, mark.node);
    held.max_by_key(key).map(|(mark, _)| mark.node)
}

/// The element whose children have the most text.
fn densest(tree: &Tree, blocks: &[Block]) -> Option<NodeId> {
    /// How far up a paragraph counts, and for how much less at each step.
    const WEIGHTS: [usize; 4] = [12, 6, 4, 3];
    let mut scores: HashMap<NodeId, usize> = HashMap::new();
    for block in blocks.iter().filter(|block| block.dropped.is_none() && block.mass() > 0) {
        let inner = matches!(
            tree.node(block.home).name.as_str(),
            "p" | "li" | "blockquote" | "pre" | "h2" | "h3" | "h4"
        );
        let around = std::iter::once(block.home).chain(tree.around(block.home));
        for (node, weight) in around.skip(usize::from(inner)).zip(WEIGHTS) {
            *scores.entry(node).or_default() += weight * block.mass();
        }
    }
    scores.into_iter().max_by_key(|(node, score)| (*score, *node)).map(|(node, _)| node)
}

/// The nearest element around one that has much more text: an article in several sections.
fn widened(tree: &Tree, masses: &Masses<'_>, node: NodeId) -> NodeId {
    const REACH: usize = 3;
    let own = masses.of(tree, node);
    let around = tree.around(node).take(REACH);
    let inside = around.take_while(|&at| !matches!(tree.node(at).name.as_str(), "body" | "html"));
    let wider: Vec<NodeId> = inside.filter(|&at| masses.of(tree, at) * 10 >= own * 16).collect();
    wider.first().copied().unwrap_or(node)
}
