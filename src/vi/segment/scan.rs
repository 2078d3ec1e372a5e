//! Where the syllables of a text stand, and which of them may make words together.
//!
//! The tokens of [`crate::vi::tokens`] would do as well, but they cost three times as much, for spellings of
//! numbers, symbols and dates that no word contains. A *phrase* is what lies between two things that
//! no word crosses: punctuation, digits, line ends, and letters that touch without a blank.

use super::syllable::{Reader, Syllable};
use crate::vi::alphabet::Letter;
use crate::vi::atom::run_end;
use crate::vi::characters::{is_blank, is_letter};

/// A place of the text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// Walks over the phrases of a text.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Whether the next syllable begins a sentence.
    first: bool,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, first: true }
    }

    /// Fills `phrase` with the syllables of the next phrase; false if there is none.
    pub(crate) fn next(&mut self, reader: &mut Reader, phrase: &mut Phrase) -> bool {
        phrase.places.clear();
        phrase.syllables.clear();
        if !self.skip_others() {
            return false;
        }
        loop {
            let to = self.letters_end();
            phrase.places.push(Place { from: self.at, to });
            let syllable = reader.read(self.text, self.at, to);
            let first = std::mem::take(&mut self.first);
            let print = if first { syllable.print.first() } else { syllable.print };
            phrase.syllables.push(Syllable { print, ..syllable });
            self.at = to;
            if !self.skip_blanks() {
                return true;
            }
        }
    }

    /// Moves to the next letter that begins a run; false at the end of the text.
    fn skip_others(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if Letter::at(bytes, self.at).0.exists() {
                return true;
            }
            if byte < 0x80 {
                self.first |= matches!(byte, b'.' | b'!' | b'?' | b':' | b'"' | b'\n');
                self.at += 1;
                continue;
            }
            let Some(c) = self.text[self.at..].chars().next() else { break };
            if is_letter(c) {
                return true;
            }
            self.first |= matches!(c, '“' | '”' | '…' | '–' | '—' | '•');
            self.at += c.len_utf8();
        }
        false
    }

    /// Where the run of letters ends that begins here.
    fn letters_end(&self) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        loop {
            match Letter::at(bytes, at) {
                (_, 0) => break,
                (_, len) => at += len,
            }
        }
        match bytes.get(at) {
            Some(&byte) if byte >= 0x80 || byte == b'\'' => run_end(self.text, self.at),
            _ => at,
        }
    }

    /// Moves over the blanks between two runs; false, and nowhere, if it is not so.
    fn skip_blanks(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let at = self.at;
        if bytes.get(at) == Some(&b' ') && Letter::at(bytes, at + 1).0.exists() {
            self.at = at + 1;
            return true;
        }
        let rest = &self.text[at..];
        let after = rest.trim_start_matches(joins);
        let begins = after.len() < rest.len() && after.chars().next().is_some_and(is_letter);
        if begins {
            self.at = self.text.len() - after.len();
        }
        begins
    }
}

/// White space that ends neither a line nor, as tabs do, a column.
fn joins(c: char) -> bool {
    is_blank(c)
        && !matches!(c, '\t' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Syllables with nothing but blanks between them, and where they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrase {
    pub(crate) places: Vec<Place>,
    pub(crate) syllables: Vec<Syllable>,
}
