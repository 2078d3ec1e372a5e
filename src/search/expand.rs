//! The words of the index that a prefix or a misspelt word stands for: the commonest, and never more than a fixed
//! number, so that no query grows with the index.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::Searcher;
use tantivy::schema::Field;
use tantivy_fst::Automaton;
use unicode_normalization::UnicodeNormalization;

use crate::query::limits::MAX_EXPANSIONS;
use crate::vi::fold::fold_char;
use crate::vi::normalize::{canonical, is_alphanumeric};

/// Letters accepted one by one.
trait Letters {
    type State: Clone;
    fn start(&self) -> Self::State;
    fn step(&self, state: &Self::State, letter: char) -> Self::State;
    fn is_match(&self, state: &Self::State) -> bool;
    fn can_match(&self, state: &Self::State) -> bool;
}

/// Terms whose letters are accepted, byte by byte.
struct ByBytes<L>(L);

#[derive(Clone)]
struct Place<S> {
    /// None where the bytes so far are no text.
    letters: Option<S>,
    /// Bytes of the letter under way.
    bytes: [u8; 4],
    len: usize,
}

impl<L: Letters> Automaton for ByBytes<L> {
    type State = Place<L::State>;

    fn start(&self) -> Self::State {
        Place { letters: Some(self.0.start()), bytes: [0; 4], len: 0 }
    }

    fn is_match(&self, place: &Self::State) -> bool {
        place.len == 0 && place.letters.as_ref().is_some_and(|state| self.0.is_match(state))
    }

    fn can_match(&self, place: &Self::State) -> bool {
        place.letters.as_ref().is_some_and(|state| self.0.can_match(state))
    }

    fn accept(&self, place: &Self::State, byte: u8) -> Self::State {
        let mut next = place.clone();
        let Some(state) = next.letters.as_ref().filter(|_| next.len < 4) else {
            return Place { letters: None, bytes: [0; 4], len: 0 };
        };
        next.bytes[next.len] = byte;
        next.len += 1;
        match std::str::from_utf8(&next.bytes[..next.len]) {
            Ok(text) => {
                let state = text.chars().fold(state.clone(), |state, c| self.0.step(&state, c));
                Place { letters: Some(state), bytes: [0; 4], len: 0 }
            }
            Err(error) if error.error_len().is_none() => next,
            Err(_) => Place { letters: None, bytes: [0; 4], len: 0 },
        }
    }
}

/// Words that begin with these letters, marks aside.
struct Beginning(Vec<char>);

impl Letters for Beginning {
    /// Letters met, or none where one is another.
    type State = Option<usize>;

    fn start(&self) -> Self::State {
        Some(0)
    }

    fn step(&self, met: &Self::State, letter: char) -> Self::State {
        let met = (*met)?;
        match self.0.get(met) {
            None => Some(met),
            Some(wanted) if *wanted == fold_char(letter) => Some(met + 1),
            Some(_) => None,
        }
    }

    fn is_match(&self, met: &Self::State) -> bool {
        *met == Some(self.0.len())
    }

    fn can_match(&self, met: &Self::State) -> bool {
        met.is_some()
    }
}

/// Words that are these letters but for one that differs, is missing or is too many.
struct Almost(Vec<char>);

impl Letters for Almost {
    /// How many changes make the first so many of the letters what was met: a row of the usual table.
    type State = Vec<u8>;

    fn start(&self) -> Self::State {
        (0..=self.0.len()).map(|n| u8::try_from(n).unwrap_or(u8::MAX)).collect()
    }

    fn step(&self, before: &Self::State, letter: char) -> Self::State {
        let mut row = Vec::with_capacity(before.len());
        row.push(before[0].saturating_add(1));
        for (n, wanted) in self.0.iter().enumerate() {
            let same = before[n].saturating_add(u8::from(*wanted != letter));
            let other = before[n + 1].min(row[n]).saturating_add(1);
            row.push(same.min(other));
        }
        row
    }

    fn is_match(&self, row: &Self::State) -> bool {
        row.last().is_some_and(|changes| *changes <= 1)
    }

    fn can_match(&self, row: &Self::State) -> bool {
        row.iter().any(|changes| *changes <= 1)
    }
}

/// Reads words out of the dictionaries of the fields.
#[derive(Clone, Copy)]
pub(super) struct Expander<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: [Field; 2],
}

impl Expander<'_> {
    /// The words that begin so; whatever their marks if `bare`. A tone counts wherever in its syllable it stands, so
    /// that `hoà` begins `hoàn`.
    pub(super) fn prefix(&self, typed: &str, bare: bool) -> tantivy::Result<Vec<String>> {
        let small = typed.to_lowercase();
        let letters = small.chars().map(fold_char).collect();
        let forms = [toneless(&small), toneless(&canonical(&small))];
        let begins = |word: &str| {
            let (letters, tone) = toneless(word);
            forms.iter().any(|(wanted, own)| letters.starts_with(wanted) && *own == tone)
        };
        self.words(Beginning(letters), |word| bare || begins(word))
    }

    /// The words that are so but for one letter or mark.
    pub(super) fn almost(&self, typed: &str) -> tantivy::Result<Vec<String>> {
        self.words(Almost(canonical(typed).chars().collect()), |_| true)
    }

    fn words<L: Letters>(
        &self,
        letters: L,
        wanted: impl Fn(&str) -> bool,
    ) -> tantivy::Result<Vec<String>> {
        let automaton = ByBytes(letters);
        let mut counts: HashMap<String, u64> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            for field in self.fields {
                let index = segment.inverted_index(field)?;
                let mut stream = index.terms().search(&automaton).into_stream()?;
                while stream.advance() {
                    let Ok(word) = std::str::from_utf8(stream.key()) else { continue };
                    if word.chars().all(is_alphanumeric) && wanted(word) {
                        *counts.entry(word.to_owned()).or_default() +=
                            u64::from(stream.value().doc_freq);
                    }
                }
            }
        }
        let mut words: Vec<(Reverse<u64>, String)> =
            counts.into_iter().map(|(word, count)| (Reverse(count), word)).collect();
        words.sort_unstable();
        words.truncate(MAX_EXPANSIONS);
        Ok(words.into_iter().map(|(_, word)| word).collect())
    }
}

/// A word's letters without its tone, and the tone.
fn toneless(word: &str) -> (String, Option<char>) {
    let mut tone = None;
    let is_tone = |c: char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let letters = word.nfd().filter(|c| {
        let found = is_tone(*c);
        tone = if found { Some(*c) } else { tone };
        !found
    });
    let letters = letters.nfc().collect::<String>();
    (letters, tone)
}
