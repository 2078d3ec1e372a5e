//! Words of a text: which neighbouring syllables make one word.

pub(crate) mod decode;
pub(crate) mod features;
pub(crate) mod model;
pub(crate) mod scan;
pub(crate) mod syllable;
#[cfg(test)]
mod tests;

use decode::Decoder;
use model::MODEL;
use scan::{Phrase, Scanner};
use syllable::Reader;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its first byte in the text.
    pub from: usize,
    /// The byte after its last one.
    pub to: usize,
    /// How many syllables it has, 1 to 4. They are parted by white space.
    pub syllables: usize,
}

/// Cuts text into words. One of them serves any number of texts, and keeps its buffers.
#[derive(Clone, Debug, Default)]
pub struct Segmenter {
    reader: Reader,
    phrase: Phrase,
    decoder: Decoder,
    words: Vec<Word>,
}

impl Segmenter {
    /// Writes `line` to `out` with the syllables of each word joined by `_` in place of the white space
    /// between them, and nothing else changed.
    ///
    /// ```
    /// use tracuu::vi::Segmenter;
    /// let mut out = String::new();
    /// Segmenter::default().join("Chi bộ  họp, bàn công\u{A0} tác.", &mut out);
    /// assert_eq!(out, "Chi_bộ  họp, bàn công_tác.");
    /// ```
    pub fn join(&mut self, line: &str, out: &mut String) {
        out.reserve(line.len());
        let mut written = 0;
        let mut scanner = Scanner::new(line);
        while scanner.next(&mut self.reader, &mut self.phrase) {
            let mut places = self.phrase.places.iter();
            for &syllables in self.decoder.cut(&self.phrase.syllables, &MODEL) {
                let word = places.by_ref().take(usize::from(syllables));
                word.reduce(|left, right| {
                    out.push_str(&line[written..left.to]);
                    out.push('_');
                    written = right.from;
                    right
                });
            }
        }
        out.push_str(&line[written..]);
    }

    /// The words of a text, first to last: every run of letters belongs to exactly one. What is not
    /// letters belongs to none, but for the white space inside.
    ///
    /// ```
    /// use tracuu::vi::Segmenter;
    /// let text = "Hội nghị: 20 đảng viên";
    /// let mut segmenter = Segmenter::default();
    /// let words = segmenter.words(text).iter().map(|word| &text[word.from..word.to]);
    /// assert_eq!(words.collect::<Vec<_>>(), ["Hội nghị", "đảng viên"]);
    /// ```
    pub fn words(&mut self, text: &str) -> &[Word] {
        self.words.clear();
        let mut scanner = Scanner::new(text);
        while scanner.next(&mut self.reader, &mut self.phrase) {
            let mut rest = self.phrase.places.as_slice();
            for &syllables in self.decoder.cut(&self.phrase.syllables, &MODEL) {
                let syllables = usize::from(syllables);
                let (word, after) = rest.split_at(syllables);
                rest = after;
                self.words.push(Word { from: word[0].from, to: word[syllables - 1].to, syllables });
            }
        }
        &self.words
    }
}
