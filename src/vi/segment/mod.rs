//! Words of a text: which neighbouring syllables make one word.
//!
//! ```text
//! text ─scan→ phrases of syllables ─features→ scores of words and joins ─decode→ the best cut
//! ```
//!
//! Vietnamese writes a blank after every syllable, and about two in five syllables of news belong to words of two to
//! four. The index needs no words (pairs of syllables serve ranking better); triggers, suggestions and
//! facets of words would. They are best served by a cut that a word typed alone shares with the word in its sentence,
//! so that is asked of a segmenter here beside the usual F1.
//!
//! The cut is the exact best of all, by a sum of weights of features; a feature is a hash, and its weight
//! stands in a table. What decides most is a lexicon learnt from raw news: of syllables in a row, how often they occur
//! and how often they were a word there (see [`model`] and, for where both come from, the module `train`).
//!
//! Measured on the development part of `UD_Vietnamese-VTB` (5,497 occurrences of longer words), trained on its part
//! `train`; agreement is the share of those words whose cut in their sentence is their cut alone,
//! as printed and typed in small letters:
//!
//! | | F1 | agreement | in small letters |
//! |---|---|---|---|
//! | what ships | 93.45 | 96.3 % | 96.9 % |
//! | joins that know more of their neighbours | -0.2 | +0.3 | +0.3 |
//! | joins that know their two syllables alone | -0.2 | +0.6 | +0.5 |
//! | words judged alone, joins not at all | -0.2 | +0.2 | +0.2 |
//! | joins alone, words not at all | -0.2 | -0.5 | -0.8 |
//! | words that see their neighbours | -0.2 | 0 | -0.3 |
//! | trained without small letters | 0 | -0.1 | -0.2 |
//! | values of the lexicon in seven shares and two frequencies | -0.2 | -0.2 | -0.1 |
//! | trained with a lexicon that has seen the sentences | -0.2 | +0.9 | +0.5 |
//!
//! The rows below the first are differences, by one set of lexicons; 0.1 is chance. What ships was taken for its
//! F1 among those well above 95 % agreement.
//!
//! Agreement in sentences in small letters is 99.3 %, and F1 there 92.67. What ships is trained
//! on both parts; of models trained alike on three quarters of them, each scored on the fourth, F1 is 94.21 and the
//! agreement 97.5 % and 97.8 %. It has 0.57 MB.

pub(crate) mod decode;
pub(crate) mod features;
pub(crate) mod model;
pub(crate) mod scan;
pub(crate) mod syllable;
/// Whether the lexicon that the model was made with (`data/SOURCES.md`) knows two canonical syllables as a word.
///
/// ```
/// use tracuu::vi::is_known_word;
/// assert!(is_known_word("chi", "bộ"));
/// assert!(!is_known_word("bộ", "chi"));
/// ```
pub fn is_known_word(first: &str, second: &str) -> bool {
    let [first, second] = [first, second].map(syllable::id_of);
    MODEL.value(extend(extend(0, first), second)) > 0
}

#[cfg(test)]
mod tests;

use decode::Decoder;
use features::{Tables as _, extend};
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
