//! The lines of a page as a reader sees them, each with what its markup says of it.
//!
//! All lines of the page are made once, with the place each stands at; what is the article's is then
//! a question of places. The other way, to cut the page down to an article first, loses the title, the
//! date and the lead that stand around it.

use super::marks::{Marked, Role};
use super::tree::{NodeId, Tree, block, one_line};
use crate::date::scan::without_stamps;
use crate::ingest::page::phrases::{Kind, Words};

/// A line.
#[derive(Clone, Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "what markup says of a line are independent facts"
)]
pub(super) struct Block {
    /// Its text.
    pub(super) text: String,
    /// Its first piece of text.
    pub(super) node: NodeId,
    /// The element that makes it a line.
    pub(super) home: NodeId,
    /// Letters of it that are in links.
    linked: usize,
    /// Letters of it.
    letters: usize,
    /// Whether all of it is bold or it is a heading.
    pub(super) strong: bool,
    /// The heading's level, 1 to 6; 0 for another line.
    pub(super) level: u8,
    /// Whether it is marked as the text under a picture.
    pub(super) caption: bool,
    /// Whether a picture stands between it and the line before.
    pub(super) pictured: bool,
    /// Whether it is centred, in italics or at the right.
    pub(super) apart: bool,
    /// The nearest element around it that is marked as nothing of the article.
    pub(super) dropped: Option<NodeId>,
    /// How many words it has.
    pub(super) words: usize,
    /// Whether it is the summary of another article, under its linked title.
    pub(super) teaser: bool,
}

impl Block {
    /// Whether nearly all of it is in links.
    pub(super) fn is_link(&self) -> bool {
        self.linked * 10 >= self.letters * 8
    }

    /// Ends as a sentence does.
    pub(super) fn stop(&self) -> bool {
        let end = self.text.trim_end_matches([' ', '"', '”', '’', '\'', ')', '»', ']', '/']);
        end.ends_with(['.', '!', '?', '…', ':', ';'])
    }

    /// Whether it is a paragraph rather than a headline, a button or a link.
    pub(super) fn prose(&self) -> bool {
        let long = self.words >= 30 || (self.words >= 12 && self.stop());
        long && self.linked * 2 < self.letters
    }

    /// What it adds to the text of an article.
    pub(super) fn mass(&self) -> usize {
        if self.prose() && !self.caption && !self.teaser { self.text.len() } else { 0 }
    }
}

/// What the elements around a piece of text say of it.
#[derive(Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "as of a line")]
struct Around {
    end: NodeId,
    home: NodeId,
    linked: bool,
    strong: bool,
    level: u8,
    caption: bool,
    apart: bool,
    pre: bool,
    dropped: Option<NodeId>,
}

/// The lines of a page.
pub(super) fn blocks(tree: &Tree, marked: &[Marked]) -> Vec<Block> {
    let mut reader =
        Reader { tree, marked, next: 0, open: vec![Around::default()], ..Reader::new(tree) };
    let mut at = 0;
    while at < tree.ids().end {
        at = reader.step(at);
    }
    reader.flush();
    let mut blocks = reader.blocks;
    teasers(tree, &mut blocks);
    blocks
}

/// Finds the summaries of other articles, a paragraph alone under a linked title, and readers' comments, a
/// paragraph above buttons to answer it, where there are several.
fn teasers(tree: &Tree, blocks: &mut [Block]) {
    const TITLE: usize = 4;
    const LONGEST: usize = 600;
    const SEVERAL: usize = 3;
    let beside = |left: &Block, right: &Block| {
        let around = |block: &Block| tree.node(block.home).parent;
        around(left) == around(right)
    };
    let linked = |head: &Block| head.is_link() && head.words >= TITLE;
    // The last paragraph that is no link, and whether a linked title stands over it.
    let mut before: Option<(usize, bool)> = None;
    for i in 1..blocks.len() {
        let (head, text) = (&blocks[i - 1], &blocks[i]);
        if !text.prose() {
            continue;
        }
        let titled = linked(head) && head.home != text.home;
        let next = blocks.get(i + 1).is_none_or(|next| !(next.prose() && beside(text, next)));
        // A paragraph below a box of links goes on with the text above that box.
        let goes_on = before.is_some_and(|(at, titled)| !titled && beside(text, &blocks[at]));
        let teaser = titled && text.text.len() <= LONGEST && next && !goes_on;
        before = Some((i, titled));
        blocks[i].teaser = teaser;
    }
    let said = |i: &usize| blocks[*i].prose() && blocks.get(i + 1).is_some_and(answers);
    let comments: Vec<usize> = (0..blocks.len()).filter(said).collect();
    if comments.len() >= SEVERAL {
        for i in comments {
            blocks[i].teaser = true;
        }
    }
}

/// A row of two buttons or more, perhaps with a date: what stands under a comment.
fn answers(line: &Block) -> bool {
    const LONGEST: usize = 12;
    if line.words > LONGEST {
        return false;
    }
    let parts = Words::new(&without_stamps(&line.text)).cover(&[Kind::Chrome]);
    parts.is_some_and(|parts| parts.len() >= 2)
}

struct Reader<'a> {
    tree: &'a Tree,
    marked: &'a [Marked],
    next: usize,
    open: Vec<Around>,
    line: Block,
    raw: String,
    /// Whether all pieces of the line so far are bold.
    plain: bool,
    pictured: bool,
    blocks: Vec<Block>,
}

impl<'a> Reader<'a> {
    fn new(tree: &'a Tree) -> Self {
        Self {
            tree,
            marked: &[],
            next: 0,
            open: Vec::new(),
            line: Block::default(),
            raw: String::new(),
            plain: false,
            pictured: false,
            blocks: Vec::new(),
        }
    }

    /// Reads the node at a place; the next place.
    fn step(&mut self, at: NodeId) -> NodeId {
        while self.open.len() > 1 && self.open.last().is_some_and(|around| around.end <= at) {
            if let Some(around) = self.open.pop()
                && around.home != self.around().home
            {
                self.flush();
            }
        }
        let node = self.tree.node(at);
        if node.name.is_empty() {
            self.piece(at, &node.text);
            return at + 1;
        }
        match node.name.as_str() {
            "script" | "style" | "noscript" | "template" | "head" | "svg" | "iframe" | "select"
            | "textarea" | "object" => return self.tree.end(at),
            "br" => self.flush(),
            "img" | "picture" | "video" | "amp-img" => self.pictured = true,
            _ => {}
        }
        if hidden(self.tree, at) {
            return self.tree.end(at);
        }
        self.enter(at);
        at + 1
    }

    fn around(&self) -> Around {
        self.open.last().copied().unwrap_or_default()
    }

    fn enter(&mut self, at: NodeId) {
        let node = self.tree.node(at);
        let mut around = Around { end: self.tree.end(at), ..self.around() };
        if block(&node.name) {
            self.flush();
            around.home = at;
        }
        match node.name.as_str() {
            "a" => around.linked |= node.attr("href").is_some(),
            "b" | "strong" => around.strong = true,
            "em" | "i" | "center" => around.apart = true,
            "figcaption" => around.caption = true,
            "pre" => around.pre = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                around.level = node.name.as_bytes()[1] - b'0';
                around.strong = true;
            }
            _ => {}
        }
        around.apart |= aligned(self.tree, at);
        while let Some(mark) = self.marked.get(self.next).filter(|mark| mark.node <= at) {
            self.next += 1;
            if mark.node == at {
                around.caption |= mark.role == Role::Caption;
                if mark.role == Role::Drop {
                    around.dropped = Some(at);
                }
            }
        }
        self.open.push(around);
    }

    fn piece(&mut self, at: NodeId, text: &str) {
        let around = self.around();
        if around.pre {
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    self.flush();
                }
                self.part(at, line, around);
            }
        } else {
            self.part(at, text, around);
        }
    }

    fn part(&mut self, at: NodeId, text: &str, around: Around) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        if self.raw.trim().is_empty() {
            self.line = Block {
                node: at,
                home: around.home,
                level: around.level,
                caption: around.caption,
                apart: around.apart,
                dropped: around.dropped,
                pictured: self.pictured,
                ..Block::default()
            };
            self.plain = false;
        }
        self.raw.push_str(text);
        self.line.letters += letters;
        self.line.linked += if around.linked { letters } else { 0 };
        self.plain |= letters > 0 && !around.strong;
        self.line.apart &= around.apart || letters == 0;
    }

    /// Ends the line.
    fn flush(&mut self) {
        let text = one_line(&std::mem::take(&mut self.raw));
        if text.is_empty() {
            return;
        }
        let mut line = std::mem::take(&mut self.line);
        self.pictured = false;
        line.strong = !self.plain;
        line.words = text.split_whitespace().count();
        line.text = text;
        match self.blocks.last_mut() {
            Some(before) if continues(before, &line) => join(before, &line),
            _ => self.blocks.push(line),
        }
    }
}

/// Whether a line goes on where a line break inside a sentence has cut it.
fn continues(before: &Block, line: &Block) -> bool {
    before.home == line.home
        && !before.stop()
        && line.text.starts_with(char::is_lowercase)
        && before.is_link() == line.is_link()
        && !line.pictured
}

fn join(before: &mut Block, line: &Block) {
    before.text.push(' ');
    before.text.push_str(&line.text);
    before.letters += line.letters;
    before.linked += line.linked;
    before.words += line.words;
    before.strong &= line.strong;
    before.apart &= line.apart;
}

/// Whether an element is not shown; one that holds a good part of the page is shown by a script.
fn hidden(tree: &Tree, at: NodeId) -> bool {
    if tree.subtree(at).len() * 4 > tree.ids().len() {
        return false;
    }
    let style = tree.attr(at, "style").unwrap_or_default();
    let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    tree.attr(at, "hidden").is_some() || plain.to_ascii_lowercase().contains("display:none")
}

fn aligned(tree: &Tree, at: NodeId) -> bool {
    let right = |value: &str| {
        let value = value.to_ascii_lowercase();
        value.contains("right") || value.contains("center")
    };
    let style = tree.attr(at, "style").unwrap_or_default();
    let of_style = style
        .split_once("text-align")
        .is_some_and(|(_, rest)| right(rest.split(';').next().unwrap_or_default()));
    of_style || tree.attr(at, "align").is_some_and(right)
}
