//! The words of a passage: canonical syllables with their place in the stored text, the shape of their
//! letters and what stands before them.
//!
//! The canonical syllables stand in one string with single blanks between them, so a phrase of any length
//! is a slice of it and is compared without building anything.

mod spelling;

use std::ops::Range;

use crate::article::LineRole;
use crate::ingest::Passage;
use crate::vi::normalize::next_run;
use spelling::Spellings;

/// Whether a line of this role is the article's own text, captions included.
pub(super) fn is_text(role: LineRole) -> bool {
    matches!(
        role,
        LineRole::Kicker
            | LineRole::Title
            | LineRole::Lead
            | LineRole::Body
            | LineRole::Heading
            | LineRole::Question
            | LineRole::Answer
            | LineRole::Caption
    )
}

/// The shape of a word's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `đảng`.
    Lower,
    /// `Đảng`, and single capitals such as the `Y` of a name.
    Title,
    /// `UBND`.
    Upper,
    /// With digits, or capitals inside.
    Other,
}

/// What stands between a word and the one before it, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// White space, or nothing.
    Blank,
    /// A quotation mark.
    Quote,
    /// A dot inside an abbreviation: `TP. Huế`, `PGS.TS`.
    Dot,
    /// A hyphen, slash or another mark without blanks around it.
    Tight,
    /// A dash with a blank beside it.
    Dash,
    /// A comma.
    Comma,
    /// A closing bracket.
    Close,
    /// An opening bracket.
    Open,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// The end of a sentence.
    Stop,
}

impl Gap {
    /// Whether a phrase never runs across it.
    pub(super) fn parts(self) -> bool {
        self >= Self::Close
    }
}

/// A word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Bytes in the passage's text.
    pub span: Range<usize>,
    /// The shape of its letters.
    pub shape: Shape,
    /// What stands before it; [`Gap::Stop`] for the first.
    pub gap: Gap,
    /// Number of the stretch it stands in, counted from 0: stretches end where [`Gap::parts`].
    pub stretch: usize,
    canonical: Range<usize>,
    hash: u64,
}

/// The words of one text.
#[derive(Clone, Debug)]
pub(super) struct Words<'t> {
    text: &'t str,
    canonical: String,
    list: Vec<Word>,
}

impl<'t> Words<'t> {
    /// The words of a passage; none where [`is_text`] says that nothing is read from it.
    pub(super) fn of_passage(passage: &'t Passage) -> Self {
        Self::of(if is_text(passage.role) { &passage.text } else { "" })
    }

    /// Reads `text`, which is stored text: NFC, without control characters.
    pub(super) fn of(text: &'t str) -> Self {
        let mut words = Self {
            text,
            canonical: String::with_capacity(text.len()),
            list: Vec::with_capacity(text.len() / 5),
        };
        spelling::with(|spellings| {
            let mut end = 0;
            while let Some(mut run) = next_run(text, end) {
                while let Some(c) =
                    text[run.end..].chars().next().filter(|c| joins(text, run.end, *c))
                {
                    let behind = run.end + c.len_utf8();
                    run.end = next_run(text, behind).map_or(behind, |next| next.end);
                }
                words.push(end, run.clone(), spellings);
                end = run.end;
            }
        });
        words
    }

    fn push(&mut self, before: usize, span: Range<usize>, spellings: &mut Spellings) {
        let run = &self.text[span.clone()];
        let (gap, stretch) = match self.list.last() {
            None => (Gap::Stop, 0),
            Some(last) => {
                let gap = gap(&self.text[before..span.start], last, self.text, run);
                (gap, last.stretch + usize::from(gap.parts()))
            }
        };
        if !self.list.is_empty() {
            self.canonical.push(' ');
        }
        let from = self.canonical.len();
        let (shape, hash) = spellings.append(run, &mut self.canonical);
        let canonical = from..self.canonical.len();
        self.list.push(Word { span, shape, gap, stretch, canonical, hash });
    }

    /// All words in order.
    pub(super) fn list(&self) -> &[Word] {
        &self.list
    }

    /// The canonical syllables, separated by single blanks.
    pub(super) fn canonical(&self) -> &str {
        &self.canonical
    }

    /// Where each canonical syllable begins, and its hash.
    pub(super) fn hashes(&self) -> impl Iterator<Item = (usize, u64)> {
        self.list.iter().map(|word| (word.canonical.start, word.hash))
    }

    /// The canonical syllables of some words, separated by single blanks; empty for none.
    pub(super) fn phrase(&self, range: Range<usize>) -> &str {
        match self.list.get(range) {
            Some([first, .., last]) => &self.canonical[first.canonical.start..last.canonical.end],
            Some([only]) => &self.canonical[only.canonical.clone()],
            _ => "",
        }
    }

    /// The stored text of some words with what stands between them; empty for none.
    pub(super) fn printed(&self, range: Range<usize>) -> &'t str {
        match self.list.get(range) {
            Some([first, .., last]) => &self.text[first.span.start..last.span.end],
            Some([only]) => &self.text[only.span.clone()],
            _ => "",
        }
    }

    /// The stored text between two bytes of it; empty where they are no boundaries.
    pub(super) fn between(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default()
    }

    /// The number of the word that holds a byte of [`Self::canonical`].
    pub(super) fn at(&self, byte: usize) -> usize {
        self.list.partition_point(|word| word.canonical.end <= byte)
    }
}

/// Whether a mark inside a word belongs to it: `H'Rin`, `M’Nông`.
fn joins(text: &str, at: usize, mark: char) -> bool {
    matches!(mark, '\'' | '’')
        && text[..at].chars().next_back().is_some_and(char::is_alphabetic)
        && text[at + mark.len_utf8()..].chars().next().is_some_and(char::is_uppercase)
}

/// What the marks between two words amount to.
fn gap(marks: &str, last: &Word, text: &str, next: &str) -> Gap {
    if marks == " " {
        return Gap::Blank;
    }
    let blank = marks.starts_with(char::is_whitespace) || marks.ends_with(char::is_whitespace);
    marks
        .chars()
        .map(|mark| match mark {
            '.' if abbreviates(last, text, next, blank) => Gap::Dot,
            '.' | '!' | '?' | '…' | '\n' => Gap::Stop,
            ':' => Gap::Colon,
            ';' => Gap::Semicolon,
            '(' | '[' | '{' => Gap::Open,
            ')' | ']' | '}' => Gap::Close,
            ',' => Gap::Comma,
            '-' | '–' | '—' | '−' | '‐' | '‑' if blank => Gap::Dash,
            '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' => Gap::Quote,
            c if c.is_whitespace() => Gap::Blank,
            _ => Gap::Tight,
        })
        .max()
        .unwrap_or(Gap::Blank)
}

/// Whether a dot after the last word shortens it instead of ending a sentence: `TP. Huế`, `H.Phú`,
/// `PGS.TS`. A dot with nothing around it ends a sentence only where a capital follows small letters.
fn abbreviates(last: &Word, text: &str, next: &str, blank: bool) -> bool {
    const LONGEST: usize = 4;
    let capital = next.starts_with(char::is_uppercase);
    let short = text[last.span.clone()].chars().count() <= LONGEST;
    match last.shape {
        Shape::Upper => short && capital,
        Shape::Title if text[last.span.clone()].chars().count() <= 2 => capital,
        Shape::Title | Shape::Lower => !blank && !capital,
        Shape::Other => !blank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gaps(text: &str) -> Vec<Gap> {
        Words::of(text).list().iter().map(|word| word.gap).collect()
    }

    #[test]
    fn a_phrase_is_a_slice_of_the_canonical_text() {
        let words = Words::of("Đảng uỷ, KHỐI (các cơ quan)");
        assert_eq!(words.phrase(0..3), words.canonical().split(" các").next().expect("text"));
        assert_eq!(words.printed(0..3), "Đảng uỷ, KHỐI");
        assert_eq!(words.phrase(2..9), "");
        assert_eq!(words.at(words.canonical().find("quan").expect("found")), 5);
    }

    #[test]
    fn gaps_tell_sentences_from_abbreviations() {
        use Gap::{Blank, Comma, Dash, Dot, Open, Stop};
        assert_eq!(gaps("TP. Huế hôm nay. Sau đó"), [Stop, Dot, Blank, Blank, Stop, Blank]);
        assert_eq!(
            gaps("PGS.TS Lò Thị - xã A, (B"),
            [Stop, Dot, Blank, Blank, Dash, Blank, Comma.max(Open)]
        );
        assert_eq!(gaps("đảng viên mới.Công tác"), [Stop, Blank, Blank, Stop, Blank]);
    }

    #[test]
    fn shapes_are_those_of_names_and_abbreviations() {
        use Shape::{Lower, Other, Title, Upper};
        let words = Words::of("ông Y H’Rin UBND iPhone 5G");
        let shapes: Vec<Shape> = words.list().iter().map(|word| word.shape).collect();
        assert_eq!(shapes, [Lower, Title, Title, Upper, Other, Other]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_every_word_lies_in_it(text in any::<String>()) {
            let words = Words::of(&text);
            let mut end = 0;
            for (n, word) in words.list().iter().enumerate() {
                prop_assert!(word.span.start >= end && word.span.end > word.span.start);
                prop_assert_eq!(words.printed(n..n + 1), &text[word.span.clone()]);
                end = word.span.end;
            }
        }
    }
}
