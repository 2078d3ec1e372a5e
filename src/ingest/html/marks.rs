//! The marks by which pages name the parts of an article: the table `page-marks.tsv`, a role and a
//! selector a row.
//!
//! A selector names one element by its own tag and attributes, so a page is matched in one pass and
//! without a style sheet engine. What a mark names is only a candidate: `[class*=share]` may as well be
//! on the page's outermost element, so its user looks at what the element holds.

use std::sync::LazyLock;

use super::tree::{Node, NodeId, Tree};
use crate::catalog::data;

/// What a mark says about its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The article's text.
    Content,
    /// The article with what stands around it.
    Wide,
    /// The headline.
    Title,
    /// The first paragraph, where it stands apart.
    Lead,
    /// Who wrote it.
    Author,
    /// When it was published.
    Date,
    /// The path of sections.
    Section,
    /// The line above the headline.
    Kicker,
    /// The text under a picture.
    Caption,
    /// A list of tags.
    Tags,
    /// Nothing of the article.
    Drop,
}

impl Role {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "content" => Self::Content,
            "content-wide" => Self::Wide,
            "title" => Self::Title,
            "lead" => Self::Lead,
            "author" => Self::Author,
            "date" => Self::Date,
            "section" => Self::Section,
            "kicker" => Self::Kicker,
            "caption" => Self::Caption,
            "tags" => Self::Tags,
            "drop" => Self::Drop,
            _ => return None,
        })
    }
}

/// A row of the table.
struct Mark {
    role: Role,
    selector: Selector,
}

static MARKS: LazyLock<Vec<Mark>> = LazyLock::new(|| {
    let rows = data::PAGE_MARKS.lines().filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(role, selector)| {
        Some(Mark { role: Role::named(role)?, selector: Selector::read(selector)? })
    })
    .collect()
});

/// An element that bears a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked {
    /// The element.
    pub(super) node: NodeId,
    /// What it is said to be.
    pub(super) role: Role,
    /// The row of the table: within a role the smaller is trusted more.
    pub(super) rank: usize,
}

/// The marked elements of a page in its order, each once a role, with its best rank.
pub(super) fn marked(tree: &Tree) -> Vec<Marked> {
    let mut found: Vec<Marked> = Vec::new();
    for id in tree.ids() {
        let node = tree.node(id);
        if node.name.is_empty() {
            continue;
        }
        let own = found.len();
        for (rank, mark) in MARKS.iter().enumerate() {
            let known = found[own..].iter().any(|known| known.role == mark.role);
            if !known && mark.selector.fits(node) {
                found.push(Marked { node: id, role: mark.role, rank });
            }
        }
    }
    found
}

/// A selector of one element.
#[derive(Debug, Default, PartialEq, Eq)]
struct Selector {
    tag: String,
    tests: Vec<Test>,
}

/// A condition on an attribute.
#[derive(Debug, PartialEq, Eq)]
struct Test {
    attribute: String,
    how: How,
    value: String,
}

/// How an attribute's value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    There,
    Equal,
    Word,
    Part,
    Start,
    End,
}

impl Selector {
    /// Reads `tag.class#id[attribute*=value]`; none where the text is something else.
    fn read(text: &str) -> Option<Self> {
        let mut text = text.trim().to_ascii_lowercase();
        let mut selector = Self::default();
        let name = text.find(['.', '#', '[']).unwrap_or(text.len());
        selector.tag = text.drain(..name).collect();
        while let Some(mark) = text.chars().next() {
            if mark == '[' {
                let inner = text.get(1..text.find(']')?)?.to_owned();
                selector.tests.push(Test::read(&inner)?);
                text.drain(..inner.len() + 2);
                continue;
            }
            let end = text[1..].find(['.', '#', '[']).map_or(text.len(), |at| at + 1);
            let (attribute, how) =
                if mark == '.' { ("class", How::Word) } else { ("id", How::Equal) };
            let value = text.get(1..end)?.to_owned();
            selector.tests.push(Test { attribute: attribute.to_owned(), how, value });
            text.drain(..end);
        }
        (!selector.tag.is_empty() || !selector.tests.is_empty()).then_some(selector)
    }

    fn fits(&self, node: &Node) -> bool {
        (self.tag.is_empty() || self.tag == node.name) && self.tests.iter().all(|t| t.fits(node))
    }
}

impl Test {
    fn read(inner: &str) -> Option<Self> {
        let Some((left, value)) = inner.split_once('=') else {
            let attribute = inner.to_owned();
            return (!inner.is_empty()).then_some(Self {
                attribute,
                how: How::There,
                value: String::new(),
            });
        };
        let (attribute, how) = match left.as_bytes().last()? {
            b'*' => (&left[..left.len() - 1], How::Part),
            b'^' => (&left[..left.len() - 1], How::Start),
            b'$' => (&left[..left.len() - 1], How::End),
            b'~' => (&left[..left.len() - 1], How::Word),
            _ => (left, How::Equal),
        };
        Some(Self { attribute: attribute.to_owned(), how, value: value.to_owned() })
    }

    fn fits(&self, node: &Node) -> bool {
        let Some(value) = node.attr(&self.attribute) else { return false };
        let (value, wanted) = (value.as_bytes(), self.value.as_bytes());
        let same = |part: &[u8]| part.eq_ignore_ascii_case(wanted);
        match self.how {
            How::There => true,
            How::Equal => same(value.trim_ascii()),
            How::Word => value.split(u8::is_ascii_whitespace).any(same),
            // A word of the value begins so: classes stand in any order.
            How::Start => value
                .split(u8::is_ascii_whitespace)
                .any(|word| word.get(..wanted.len()).is_some_and(same)),
            How::End => value.len() >= wanted.len() && same(&value[value.len() - wanted.len()..]),
            How::Part => value.windows(wanted.len()).any(same),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let rows = data::PAGE_MARKS.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        assert_eq!(MARKS.len(), rows.count());
    }

    #[test]
    fn a_selector_is_a_tag_and_what_its_attributes_hold() {
        let tree = Tree::read("<p class='a-tin b' id=x data-role=Content>text</p>");
        let p = tree.node(tree.first("p").unwrap());
        for fits in
            ["p", ".b", "#x", "p.b#x", "[data-role=content]", "[class*=-ti]", "[id]", "[class^=a-]"]
        {
            assert!(Selector::read(fits).unwrap().fits(p), "{fits}");
        }
        for other in ["div", ".a", "#b", "p.c", "[data-role]x.y", "[class$=tin]", "[class^=tin]"] {
            assert!(!Selector::read(other).is_some_and(|s| s.fits(p)), "{other}");
        }
    }
}
