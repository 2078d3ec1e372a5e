//! A page read once: its nodes, marks, lines and what its head says, for all who look for a part of the
//! article in it.

use super::blocks::{Block, blocks};
use super::content::{self, Content};
use super::linked::Linked;
use super::marks::{Marked, Role, marked};
use super::meta::Meta;
use super::tree::{NodeId, Tree};
use crate::catalog::Outlets;
use crate::ingest::Context;
use crate::vi::fold::fold_char;

/// Most elements of one kind that are looked at, and most values of one name in the head.
pub(super) const MOST: usize = 50;

/// A page.
pub(super) struct View<'a> {
    pub(super) tree: Tree,
    pub(super) marked: Vec<Marked>,
    pub(super) blocks: Vec<Block>,
    pub(super) meta: Meta,
    pub(super) linked: Linked,
    /// The element that holds the article.
    pub(super) content: Option<Content>,
    span: (NodeId, NodeId),
    pub(super) context: Context<'a>,
}

impl<'a> View<'a> {
    pub(super) fn new(markup: &str, context: Context<'a>) -> Self {
        let tree = Tree::read(markup);
        let marked = marked(&tree);
        let mut blocks = blocks(&tree, &marked);
        content::keep_most(&tree, &marked, &mut blocks, 0);
        let content = content::find(&tree, &marked, &blocks);
        if let Some(content) = content {
            content::keep_most(&tree, &marked, &mut blocks, content.node);
        }
        let (meta, linked) = (Meta::read(&tree), Linked::read(&tree));
        let span = (0, tree.ids().end);
        let mut view = Self { tree, marked, blocks, meta, linked, content, span, context };
        if let Some(content) = content {
            let text = view.lines(content.node).iter().find(|block| block.prose());
            view.span =
                (text.map_or(content.node, |block| block.node), view.tree.end(content.node));
        }
        view
    }

    pub(super) fn outlets(&self) -> &'a Outlets {
        self.context.catalog.outlets()
    }

    /// The elements of a role, in the order of the page.
    pub(super) fn of(&self, role: Role) -> impl Iterator<Item = &Marked> {
        self.marked.iter().filter(move |mark| mark.role == role)
    }

    /// The lines in an element.
    pub(super) fn lines(&self, node: NodeId) -> &[Block] {
        let place = |id: NodeId| self.blocks.partition_point(|block| block.node < id);
        &self.blocks[place(node)..place(self.tree.end(node))]
    }

    /// Whether an element lies in one that is nothing of the article.
    pub(super) fn aside(&self, node: NodeId) -> bool {
        self.lines(node).iter().all(|block| block.dropped.is_some())
    }

    /// The first node of the article's text, and the first behind it; the whole page where none is known.
    pub(super) fn span(&self) -> (NodeId, NodeId) {
        self.span
    }
}

/// At most so many bytes of a text's beginning.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&i| text.is_char_boundary(i));
    &text[..end.unwrap_or(0)]
}

/// Letters and digits of a text without case and marks: by which two printings of it are the same.
pub(super) fn compact(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    lower.filter(|c| c.is_alphanumeric()).map(fold_char).collect()
}

/// A text that is compared with several others: what it takes is made once.
pub(super) struct Folded {
    /// The text without what differs between printings.
    pub(super) compact: String,
    /// Its words so, in the order of their letters.
    words: Vec<String>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let mut words: Vec<String> = text.split_whitespace().map(compact).collect();
        words.retain(|word| !word.is_empty());
        let compact = words.concat();
        words.sort_unstable();
        Self { compact, words }
    }

    /// How alike two texts are: the share of words that both have, in hundredths of the longer one's.
    pub(super) fn likeness(&self, other: &Self) -> usize {
        let longer = self.words.len().max(other.words.len()).max(1);
        let (mut common, mut rest) = (0, other.words.as_slice());
        for word in &self.words {
            rest = &rest[rest.partition_point(|other| other < word)..];
            if rest.first() == Some(word) {
                common += 1;
                rest = &rest[1..];
            }
        }
        common * 100 / longer
    }
}
