//! Sentences with their words, from a treebank in the CoNLL-U format
//! (<https://universaldependencies.org/format.html>).

use std::ops::Range;

use crate::vi::segment::scan::{Phrase, Scanner};
use crate::vi::segment::syllable::{Reader, Syllable};

/// A sentence, one blank between its words.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub(super) text: String,
    /// The bytes of each word.
    pub(super) words: Vec<Range<usize>>,
}

/// The sentences of a CoNLL-U file.
pub fn sentences(file: &str) -> Vec<Sentence> {
    let blocks = file.split("\n\n").map(|block| Sentence::new(block.lines().filter_map(form)));
    blocks.filter(|sentence| !sentence.words.is_empty()).collect()
}

/// The second field of a line whose first is a whole number: the form of a word.
fn form(line: &str) -> Option<&str> {
    let (id, rest) = line.split_once('\t')?;
    let number = id.bytes().all(|byte| byte.is_ascii_digit());
    rest.split('\t').next().filter(|_| number)
}

impl Sentence {
    /// The sentence of these words; white space inside a word becomes one blank.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut sentence = Self::default();
        for word in words {
            if !sentence.text.is_empty() {
                sentence.text.push(' ');
            }
            let from = sentence.text.len();
            let parts = word.split_whitespace().collect::<Vec<_>>();
            sentence.text.push_str(&parts.join(" "));
            sentence.words.push(from..sentence.text.len());
        }
        sentence
    }

    /// The same in small letters.
    #[must_use]
    pub fn lower(&self) -> Self {
        let words = self.words.iter().map(|word| self.text[word.clone()].to_lowercase());
        Self::new(words.collect::<Vec<_>>().iter().map(String::as_str))
    }

    /// Its phrases with their gold cut.
    pub(super) fn examples(&self, reader: &mut Reader) -> Vec<Example> {
        let mut examples = Vec::new();
        let mut phrase = Phrase::default();
        let mut scanner = Scanner::new(&self.text);
        while scanner.next(reader, &mut phrase) {
            let parted = |at| self.words.binary_search_by_key(&at, |word| word.end).is_ok();
            let gaps = phrase.places.windows(2).map(|gap| parted(gap[0].to));
            let parted = gaps.collect::<Vec<_>>();
            examples.push(Example { syllables: phrase.syllables.clone(), parted });
        }
        examples
    }
}

/// A phrase and its gold cut.
#[derive(Clone, Debug)]
pub(super) struct Example {
    pub(super) syllables: Vec<Syllable>,
    /// Whether each gap is between words.
    pub(super) parted: Vec<bool>,
}
