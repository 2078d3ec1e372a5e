//! A page's markup read by a browser's algorithm, as far as that takes time proportional to the page.
//!
//! html5ever mends whatever a page gets wrong, but looks through the open elements at most tags, copies
//! elements that are left open into each paragraph behind them, and compares each attribute of a tag with
//! those before it. All of these are quadratic for a page that is made to be. To guess the nesting from the
//! tags alone is no guard: which end tag closes what is most of that algorithm. So the steps themselves are
//! counted where it asks for an element's name or compares two, and the page is given to it in pieces, so
//! that it can be stopped between them. Only attributes are counted before, since it reads a tag as a whole.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use dom_query::{Document, NodeId};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, ParseOpts, QualName, parse_document};

/// Deepest nesting that is read as markup, in elements: as deep as browsers go.
const DEEPEST: usize = 512;

/// Steps that any page may take, and how many more for each byte: newspapers' pages take less than ten a byte.
const STEPS: (usize, usize) = (1 << 22, 64);

/// Bytes of names and attributes that any page may make, and how many more for each byte of it.
const MADE: (usize, usize) = (1 << 20, 4);

/// Most comparisons of attributes of one tag with each other, summed over the tags.
const COMPARED: usize = 1 << 26;

/// How often the attributes of `html` and `body` may be told again.
const AGAIN: usize = 64;

/// Bytes given to the algorithm at once.
const PIECE: usize = 4 << 10;

/// Reads a page; none where that would take time out of proportion to its size.
pub(super) fn document(markup: &str) -> Option<Document> {
    if attributes(markup) > COMPARED {
        return None;
    }
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = parse_document(Counted::new(), options);
    let mut rest = markup;
    while !rest.is_empty() {
        let end = (PIECE.min(rest.len())..=rest.len()).find(|&i| rest.is_char_boundary(i));
        let (piece, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        parser.process(StrTendril::from(piece));
        if parser.tokenizer.sink.sink.exceeds(markup.len()) {
            return None;
        }
    }
    Some(parser.finish())
}

/// A document under construction, and what its construction takes.
struct Counted {
    document: Document,
    /// Names asked for and elements compared.
    steps: Cell<usize>,
    /// Bytes of the names and attributes of the elements made.
    made: Cell<usize>,
    /// How deep each node lies, the document first.
    depths: RefCell<Vec<usize>>,
    /// How deep the latest one lies, and the deepest.
    latest: Cell<usize>,
    deepest: Cell<usize>,
    /// How often attributes were told again.
    again: Cell<usize>,
}

impl Counted {
    fn new() -> Self {
        Self {
            document: Document::default(),
            steps: Cell::new(0),
            made: Cell::new(0),
            depths: RefCell::new(vec![0]),
            latest: Cell::new(0),
            deepest: Cell::new(0),
            again: Cell::new(0),
        }
    }

    /// Whether it takes more than a page of `size` bytes may.
    fn exceeds(&self, size: usize) -> bool {
        let over = |count: usize, (base, each): (usize, usize)| count > base + each * size;
        self.deepest.get() > DEEPEST || over(self.steps.get(), STEPS) || over(self.made.get(), MADE)
    }

    fn step(&self, count: usize) {
        self.steps.set(self.steps.get().saturating_add(count));
    }

    fn depth(&self, node: Handle) -> usize {
        self.depths.borrow()[node.at]
    }

    fn place(&self, node: Handle, depth: usize) {
        self.depths.borrow_mut()[node.at] = depth;
        self.latest.set(depth);
        self.deepest.set(self.deepest.get().max(depth));
    }

    /// A node that was made, not placed yet.
    fn fresh(&self, id: NodeId) -> Handle {
        let mut depths = self.depths.borrow_mut();
        depths.push(0);
        Handle { id, at: depths.len() - 1 }
    }

    /// Places a node; what the document is to take.
    fn placed(&self, child: NodeOrText<Handle>, depth: usize) -> NodeOrText<NodeId> {
        match child {
            NodeOrText::AppendNode(node) => {
                self.place(node, depth);
                NodeOrText::AppendNode(node.id)
            }
            NodeOrText::AppendText(text) => NodeOrText::AppendText(text),
        }
    }
}

/// A node of the document and where its depth is noted.
#[derive(Clone, Copy)]
struct Handle {
    id: NodeId,
    at: usize,
}

impl TreeSink for Counted {
    type Handle = Handle;
    type Output = Document;
    type ElemName<'a> = <Document as TreeSink>::ElemName<'a>;

    fn finish(self) -> Document {
        self.document
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: self.document.get_document(), at: 0 }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Self::ElemName<'a> {
        self.step(1);
        self.document.elem_name(&target.id)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let size = attrs.iter().map(|a| a.name.local.len() + a.value.len()).sum::<usize>();
        self.made.set(self.made.get() + name.local.len() + size);
        // An element that formats is compared with all such that are open.
        self.step(1 + attrs.len() * self.latest.get());
        self.fresh(self.document.create_element(name, attrs, flags))
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.fresh(self.document.create_comment(text))
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.fresh(self.document.create_pi(target, data))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let child = self.placed(child, self.depth(*parent) + 1);
        self.document.append(&parent.id, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        before: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let depth = self.depth(*element).max(self.depth(*before) + 1);
        let child = self.placed(child, depth);
        self.document.append_based_on_parent_node(&element.id, &before.id, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.document.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let contents = self.fresh(self.document.get_template_contents(&target.id));
        self.place(contents, self.depth(*target) + 1);
        contents
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        self.step(1);
        x.id == y.id
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.document.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let child = self.placed(child, self.depth(*sibling));
        self.document.append_before_sibling(&sibling.id, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        self.again.set(self.again.get() + 1);
        if self.again.get() <= AGAIN {
            self.document.add_attrs_if_missing(&target.id, attrs);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.document.remove_from_parent(&target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.document.reparent_children(&node.id, &new_parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        self.document.is_mathml_annotation_xml_integration_point(&handle.id)
    }
}

/// At most how many pairs of attributes stand in one tag, summed over all places where a tag may begin. What
/// begins inside a comment, a script or a value is no tag, but to know that takes the whole algorithm; a page
/// where following all of them takes many times its length counts as too many.
fn attributes(markup: &str) -> usize {
    const AGAIN: usize = 16;
    let bytes = markup.as_bytes();
    let mut left = AGAIN * bytes.len() + (1 << 20);
    let mut pairs: usize = 0;
    for (at, _) in markup.match_indices('<') {
        let name = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/'));
        if !bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (count, length) = in_tag(&bytes[name..]);
        pairs = pairs.saturating_add(count * count);
        if length > left {
            return usize::MAX;
        }
        left -= length;
    }
    pairs
}

/// At most how many attributes a tag has, and where it ends, by the states of a browser's tokenizer.
fn in_tag(tag: &[u8]) -> (usize, usize) {
    #[derive(Clone, Copy)]
    enum At {
        Name,
        Between,
        Attribute,
        Named,
        Equals,
        Bare,
        Quoted(u8),
    }
    let (mut at, mut count) = (At::Name, 0);
    for (i, &byte) in tag.iter().enumerate() {
        let blank = byte.is_ascii_whitespace();
        at = match at {
            At::Quoted(quote) if byte == quote => At::Between,
            At::Quoted(_) => at,
            _ if byte == b'>' => return (count, i),
            At::Equals if blank => At::Equals,
            At::Equals if matches!(byte, b'"' | b'\'') => At::Quoted(byte),
            At::Equals | At::Bare if !blank => At::Bare,
            At::Attribute | At::Named if byte == b'=' => At::Equals,
            At::Name | At::Attribute if !blank && byte != b'/' => at,
            At::Attribute | At::Named if blank => At::Named,
            _ if blank || byte == b'/' => At::Between,
            _ => {
                count += 1;
                At::Attribute
            }
        };
    }
    (count, tag.len())
}
