//! How well a model cuts: F1 over words, and whether a word typed alone is cut as in its sentence.
//!
//! The second is what a search needs: a query has no sentence around it.

use std::collections::HashMap;

use super::treebank::Sentence;
use crate::vi::segment::decode::Decoder;
use crate::vi::segment::features::Tables;
use crate::vi::segment::model::Model;
use crate::vi::segment::scan::{Phrase, Scanner};
use crate::vi::segment::syllable::Reader;

/// Counts over sentences; the figures are made of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Words of the treebank, white space between them.
    pub gold: usize,
    /// Words of the model, counted likewise.
    pub found: usize,
    /// Words that both have.
    pub right: usize,
    /// Words of the treebank of two or more syllables.
    pub long: usize,
    /// How many of them are cut in their sentence as they are alone, printed alike.
    pub agreed: usize,
    /// How many are cut in their sentence as they are alone in small letters.
    pub agreed_lower: usize,
    /// How many are one word there and there.
    pub whole: usize,
}

impl Report {
    /// The harmonic mean of precision and recall over words, in per cent.
    pub fn f1(&self) -> f64 {
        percent(2 * self.right, self.gold + self.found)
    }

    /// In per cent of the longer words: [`Self::agreed`], [`Self::agreed_lower`], [`Self::whole`].
    pub fn agreement(&self) -> [f64; 3] {
        [self.agreed, self.agreed_lower, self.whole].map(|count| percent(count, self.long))
    }

    /// Adds the counts of other sentences.
    pub fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
        self.long += other.long;
        self.agreed += other.agreed;
        self.agreed_lower += other.agreed_lower;
        self.whole += other.whole;
    }
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn percent(part: usize, of: usize) -> f64 {
    100.0 * part as f64 / of.max(1) as f64
}

/// Scores the model in the bytes of a file; without them, the model that is shipped.
///
/// # Panics
///
/// When the bytes are no model.
pub fn score(model: Option<&[u8]>, sentences: &[Sentence]) -> Report {
    match model {
        Some(file) => evaluate(sentences, &Model::read(file)),
        None => evaluate(sentences, &crate::vi::segment::model::MODEL),
    }
}

pub(super) fn evaluate<'a>(
    sentences: impl IntoIterator<Item = &'a Sentence>,
    tables: &impl Tables,
) -> Report {
    let mut cutter = Cutter {
        tables,
        reader: Reader::default(),
        phrase: Phrase::default(),
        decoder: Decoder::default(),
    };
    let mut alone = HashMap::new();
    let mut report = Report::default();
    for sentence in sentences {
        let cut = cutter.blanks(&sentence.text);
        count_words(sentence, &cut, &mut report);
        for word in &sentence.words {
            let text = &sentence.text[word.clone()];
            if !text.contains(' ') {
                continue;
            }
            let inside = cut.iter().filter(|(at, _)| word.contains(at));
            let inside = inside.map(|(_, parted)| *parted).collect::<Vec<_>>();
            let mut cut_alone = |text: &str| -> Vec<bool> {
                let cut = alone.entry(text.to_owned()).or_insert_with(|| {
                    cutter.blanks(text).into_iter().map(|(_, parted)| parted).collect()
                });
                Vec::clone(cut)
            };
            let lower = cut_alone(&text.to_lowercase());
            report.long += 1;
            report.agreed += usize::from(cut_alone(text) == inside);
            report.agreed_lower += usize::from(lower == inside);
            report.whole += usize::from(!lower.contains(&true) && lower == inside);
        }
    }
    report
}

/// Counts words that are alike: whose ends are, and between them nothing is parted.
fn count_words(sentence: &Sentence, cut: &[(usize, bool)], report: &mut Report) {
    let mut same = true;
    let end = (sentence.text.len(), true);
    for &(at, found) in cut.iter().chain([&end]) {
        let gold = sentence.words.binary_search_by_key(&at, |word| word.end).is_ok();
        report.gold += usize::from(gold);
        report.found += usize::from(found);
        report.right += usize::from(gold && found && same);
        same = if gold && found { true } else { same && !gold && !found };
    }
}

struct Cutter<'a, T> {
    tables: &'a T,
    reader: Reader,
    phrase: Phrase,
    decoder: Decoder,
}

impl<T: Tables> Cutter<'_, T> {
    /// The blanks of a text, and whether each is between words.
    fn blanks(&mut self, text: &str) -> Vec<(usize, bool)> {
        let mut blanks =
            text.match_indices(' ').map(|(at, _)| (at, true)).collect::<Vec<(usize, bool)>>();
        let mut scanner = Scanner::new(text);
        while scanner.next(&mut self.reader, &mut self.phrase) {
            let mut at = 0;
            for &len in self.decoder.cut(&self.phrase.syllables, self.tables) {
                for place in &self.phrase.places[at..at + usize::from(len) - 1] {
                    if let Ok(found) = blanks.binary_search_by_key(&place.to, |&(at, _)| at) {
                        blanks[found].1 = false;
                    }
                }
                at += usize::from(len);
            }
        }
        blanks
    }
}
