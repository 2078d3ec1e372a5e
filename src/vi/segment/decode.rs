//! The best cut of a phrase, exactly.
//!
//! A tagger that decides gap after gap from left to right is as quick, but one wrong cut leads to
//! the next, and the decisions it has made before a word depend on the sentence.

use super::features::{MAX_SYLLABLES, Starts, Tables};
use super::syllable::Syllable;

/// Cuts phrases by the numbers of a model.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decoder {
    starts: Starts,
    search: Search,
}

impl Decoder {
    /// The syllables of each word of a phrase.
    pub(crate) fn cut<T: Tables>(&mut self, phrase: &[Syllable], tables: &T) -> &[u8] {
        self.starts.fill(phrase, tables);
        let starts = &self.starts;
        let join = |at| {
            let mut score = 0;
            starts.join(at, |feature| score += tables.weight(feature));
            if T::WIDE {
                starts.wide(at, |feature| score += tables.weight(feature));
            }
            score
        };
        let word = |at, len| {
            let mut score = 0;
            starts.word(at, len, |feature| score += tables.weight(feature));
            score
        };
        self.search.best(phrase.len(), join, word)
    }
}

/// The best path over words of at most [`MAX_SYLLABLES`], whatever they score.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    joins: Vec<i32>,
    /// By number of syllables: the best score of a cut of so many, and the length of its last word.
    best: Vec<(i32, u8)>,
    lengths: Vec<u8>,
}

impl Search {
    /// The lengths of the words of the best cut of `count` syllables: a word scores `word(at, len)` and
    /// `join(at)` for every gap inside. Of equal cuts the one with the shorter last word.
    pub(crate) fn best(
        &mut self,
        count: usize,
        join: impl FnMut(usize) -> i32,
        mut word: impl FnMut(usize, usize) -> i32,
    ) -> &[u8] {
        self.joins.clear();
        self.joins.extend((0..count.saturating_sub(1)).map(join));
        self.best.clear();
        self.best.resize(count + 1, (i32::MIN, 1));
        self.best[0].0 = 0;
        for at in 0..count {
            let mut before = self.best[at].0;
            for len in 1..=MAX_SYLLABLES.min(count - at) {
                if len > 1 {
                    before = before.saturating_add(self.joins[at + len - 2]);
                }
                let score = before.saturating_add(word(at, len));
                let end = &mut self.best[at + len];
                if score >= end.0 {
                    *end = (score, u8::try_from(len).unwrap_or(1));
                }
            }
        }
        self.lengths.clear();
        let mut at = count;
        while at > 0 {
            let len = self.best[at].1;
            self.lengths.push(len);
            at -= usize::from(len);
        }
        self.lengths.reverse();
        &self.lengths
    }
}
