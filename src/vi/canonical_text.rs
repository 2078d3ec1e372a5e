//! A text in canonical spelling with the way back to the printed one.
//!
//! Names of units and triggers of topics are searched in the canonical text, all at once, and located in
//! the printed one. A map by parts is enough for that and much smaller than one by bytes.

use std::ops::Range;

use super::scan::Scanner;
use super::token::Token;

/// The parts of a text, joined by one blank, or by `\n` where a line of the text ends between them, so
/// that no phrase is found across lines.
///
/// ```
/// use tracuu::vi::CanonicalText;
/// let printed = "Họp Đảng uỷ xã";
/// let canonical = CanonicalText::new(printed);
/// assert_eq!(canonical.text(), "họp đảng ủy xã");
/// let at = canonical.text().find("đảng ủy").unwrap();
/// let found = at..at + "đảng ủy".len();
/// assert!(canonical.is_whole(&found));
/// assert_eq!(&printed[canonical.source(found)], "Đảng uỷ");
/// ```
#[derive(Clone, Debug, Default)]
pub struct CanonicalText {
    text: String,
    parts: Vec<Part>,
}

/// A part: where it begins in the canonical text, and what it covers of the source.
#[derive(Clone, Copy, Debug)]
struct Part {
    start: usize,
    from: usize,
    to: usize,
}

impl CanonicalText {
    /// Reads `source`.
    pub fn new(source: &str) -> Self {
        let mut canonical = Self { text: String::with_capacity(source.len()), parts: Vec::new() };
        let mut scanner = Scanner::default();
        let (mut token, mut next) = (Token::default(), 0);
        while scanner.next(source, &mut token).is_some() {
            if token.kind.is_part() {
                if !canonical.text.is_empty() {
                    canonical.text.push(if token.position > next { '\n' } else { ' ' });
                }
                let start = canonical.text.len();
                canonical.parts.push(Part { start, from: token.from, to: token.to });
                canonical.text.push_str(&token.text);
                next = token.position + 1;
            }
        }
        canonical
    }

    /// The canonical text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many parts there are.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether there is no part.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The numbers of the parts that a range of bytes of [`Self::text`] touches, counted from 0.
    pub fn parts(&self, range: Range<usize>) -> Range<usize> {
        let first = self.parts.partition_point(|part| part.start <= range.start).saturating_sub(1);
        let last = self.parts.partition_point(|part| part.start < range.end);
        first..last.max(first)
    }

    /// Whether a range of bytes of [`Self::text`] begins where a part begins and ends where one ends: what
    /// is left to check when a phrase was found.
    pub fn is_whole(&self, range: &Range<usize>) -> bool {
        let border = |byte: Option<&u8>| matches!(byte, None | Some(b' ' | b'\n'));
        let bytes = self.text.as_bytes();
        range.start < range.end
            && border(range.start.checked_sub(1).and_then(|before| bytes.get(before)))
            && border(bytes.get(range.end))
    }

    /// The range of bytes of the source that the parts touched by `range` of [`Self::text`] cover, from
    /// the first byte of the first to the last byte of the last; empty where no part is touched.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        match self.parts.get(self.parts(range)) {
            Some([first, .., last]) => first.from..last.to,
            Some([only]) => only.from..only.to,
            _ => 0..0,
        }
    }
}
