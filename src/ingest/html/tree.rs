//! A web page as a flat list of nodes in the order of the page: each knows its parent and where its
//! subtree ends, so that walking, asking what lies inside what, and comparing places take no recursion
//! and no pointers.
//!
//! Of a page whose markup would take time out of proportion to its size, the tags are left out and only the
//! text is kept.

use std::ops::Range;

use dom_query::{Document, NodeData, NodeRef};

use super::markup;
use super::view::beginning;
use crate::vi::normalize::clean;

/// Elements whose text is none of the page.
const CODE: [&str; 2] = ["script", "style"];

/// Longest text, in bytes, that is asked of one element: elements may lie in each other hundreds deep.
const TEXT: usize = 64 << 10;

/// Longest class or id that is looked at, in bytes.
const TOKENS: usize = 2 << 10;

/// A node's place in its [`Tree`].
pub(super) type NodeId = usize;

/// An element, a piece of text or a comment.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The element's name in small letters; empty for text.
    pub(super) name: String,
    /// Its attributes.
    attrs: Vec<(String, String)>,
    /// The text of a piece of text, as it stands in the page.
    pub(super) text: String,
    /// The element around it; the root is its own.
    pub(super) parent: NodeId,
    /// The first node behind its subtree.
    end: NodeId,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The address a browser noted when it saved the page.
    pub(super) saved_from: Option<String>,
}

impl Tree {
    /// Reads a page's markup.
    pub(super) fn read(page: &str) -> Self {
        let document = markup::document(page).unwrap_or_else(|| Document::from(without_tags(page)));
        let mut tree = Self::default();
        tree.fill(document.root());
        tree
    }

    /// Takes over a document without recursion.
    fn fill(&mut self, root: NodeRef<'_>) {
        let mut open: Vec<NodeId> = Vec::new();
        let mut at = Some(root);
        while let Some(node) = at {
            let id = self.push(&node, open.last().copied().unwrap_or(0));
            open.push(id);
            if let Some(child) = node.first_child() {
                at = Some(child);
                continue;
            }
            at = self.close(node, &mut open);
        }
    }

    /// Closes a node and those around it that end with it; the next one in the page's order.
    fn close<'a>(&mut self, node: NodeRef<'a>, open: &mut Vec<NodeId>) -> Option<NodeRef<'a>> {
        let mut node = node;
        loop {
            if let Some(id) = open.pop() {
                self.nodes[id].end = self.nodes.len();
            }
            if open.is_empty() {
                return None;
            }
            match node.next_sibling() {
                Some(next) => return Some(next),
                None => node = node.parent()?,
            }
        }
    }

    fn push(&mut self, node: &NodeRef<'_>, parent: NodeId) -> NodeId {
        let mut made = Node { parent, ..Node::default() };
        let mut saved = None;
        node.query(|inner| match &inner.data {
            NodeData::Element(element) => {
                made.name = element.name.local.to_ascii_lowercase().to_string();
                let attrs = element.attrs.iter();
                made.attrs = attrs
                    .map(|a| attribute(&a.name.local.to_ascii_lowercase(), &a.value))
                    .collect();
            }
            NodeData::Text { contents } => made.text = contents.to_string(),
            NodeData::Comment { contents } => saved = saved_from(contents),
            _ => {}
        });
        if self.saved_from.is_none() {
            self.saved_from = saved;
        }
        self.nodes.push(made);
        self.nodes.len() - 1
    }

    /// A node.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// All nodes, in order.
    pub(super) fn ids(&self) -> Range<NodeId> {
        0..self.nodes.len()
    }

    /// A node and all in it.
    pub(super) fn subtree(&self, id: NodeId) -> Range<NodeId> {
        id..self.end(id)
    }

    /// The first node behind a subtree.
    pub(super) fn end(&self, id: NodeId) -> NodeId {
        self.nodes[id].end
    }

    /// Whether `inner` is `outer` or lies in it.
    pub(super) fn holds(&self, outer: NodeId, inner: NodeId) -> bool {
        self.subtree(outer).contains(&inner)
    }

    /// The elements around a node, the nearest first, without the root.
    pub(super) fn around(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(self.nodes[id].parent), |&at| Some(self.nodes[at].parent))
            .take_while(|&at| at != 0)
    }

    /// The elements of a subtree with a name.
    pub(super) fn named(&self, within: NodeId, name: &str) -> impl Iterator<Item = NodeId> {
        self.subtree(within).filter(move |&id| self.nodes[id].name == name)
    }

    /// The first element of a name.
    pub(super) fn first(&self, name: &str) -> Option<NodeId> {
        self.named(0, name).next()
    }

    /// An attribute of an element.
    pub(super) fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        self.nodes[id].attr(name)
    }

    /// The text in an element on one line, scripts and styles left out, as far as [`TEXT`].
    pub(super) fn text(&self, id: NodeId) -> String {
        let mut raw = String::new();
        let mut at = id;
        while at < self.end(id) && raw.len() < TEXT {
            let node = &self.nodes[at];
            if matches!(node.name.as_str(), "script" | "style" | "noscript" | "template") {
                at = self.end(at);
                continue;
            }
            if node.name == "br" || block(&node.name) {
                raw.push(' ');
            }
            raw.push_str(&node.text);
            at += 1;
        }
        one_line(&raw)
    }
}

impl Node {
    /// An attribute of an element.
    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn attribute(name: &str, value: &str) -> (String, String) {
    let short = matches!(name, "class" | "id" | "type" | "rel" | "itemtype");
    let most = if short { TOKENS } else { value.len() };
    (name.to_owned(), beginning(value, most).to_owned())
}

/// Cleaned text without line breaks.
pub(super) fn one_line(text: &str) -> String {
    let text = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    super::tidy(&text).to_owned()
}

/// Whether an element begins a line of its own.
pub(super) fn block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "button"
            | "select"
            | "option"
    )
}

/// The address in a browser's note: `saved from url=(0051)https://…`.
fn saved_from(comment: &str) -> Option<String> {
    let (_, rest) = comment.split_once("saved from url=(")?;
    let (_, url) = rest.split_once(')')?;
    Some(url.trim().to_owned()).filter(|url| url.starts_with("http"))
}

/// The text between the tags, a line for each piece, scripts and styles left out.
fn without_tags(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut inside: Option<&str> = None;
    for piece in markup.split('<') {
        let tag: String = piece.chars().take(8).map(|c| c.to_ascii_lowercase()).collect();
        if inside.is_some_and(|name| tag.strip_prefix('/').is_some_and(|t| t.starts_with(name))) {
            inside = None;
        }
        inside = inside.or_else(|| CODE.into_iter().find(|name| tag.starts_with(name)));
        let shown = piece.split_once('>').map_or("", |(_, shown)| shown);
        if inside.is_none() && !shown.trim().is_empty() {
            text.push_str("<p>");
            text.push_str(shown);
        }
    }
    text
}
