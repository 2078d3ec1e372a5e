//! Raw text, kept as the syllables of its phrases.

use crate::vi::segment::scan::{Phrase, Scanner};
use crate::vi::segment::syllable::{Reader, Syllable};

/// Text without gold cuts, in eight bytes a syllable.
#[derive(Debug, Default)]
pub struct Raw {
    reader: Reader,
    phrase: Phrase,
    syllables: Vec<Syllable>,
    /// Where each phrase ends.
    ends: Vec<usize>,
}

impl Raw {
    /// Adds a line of text.
    pub fn add(&mut self, line: &str) {
        let mut scanner = Scanner::new(line);
        while scanner.next(&mut self.reader, &mut self.phrase) {
            self.syllables.extend_from_slice(&self.phrase.syllables);
            self.ends.push(self.syllables.len());
        }
    }

    /// How many syllables it has.
    pub fn len(&self) -> usize {
        self.syllables.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.syllables.is_empty()
    }

    pub(super) fn phrases(&self) -> impl Iterator<Item = &[Syllable]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, &to)| &self.syllables[from..to])
    }
}
