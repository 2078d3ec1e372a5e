//! Training from beginning to end, and what it would give on sentences not seen.
//!
//! A lexicon learnt by a tagger that has seen a sentence knows its words too well: weights trained with it
//! trust it more than they should (0.2 points of F1 less). So sentences are dealt into parts, and
//! each part is trained on with a lexicon learnt from the others.

use std::panic::resume_unwind;
use std::thread;

use super::evaluate::{Report, evaluate};
use super::file;
use super::lexicon::{Lexicon, learn, mutual_information};
use super::perceptron::{self, Item, Learnt};
use super::raw::Raw;
use super::treebank::{Example, Sentence};
use crate::vi::segment::syllable::Reader;

/// Parts of the treebank.
const PARTS: usize = 4;

/// How often a lexicon is learnt; a third time does not help.
const ROUNDS: usize = 2;

/// Trains a model on sentences and raw text: the bytes of its file.
///
/// Every sentence is also trained on in small letters, as queries are typed and as much of the net is written.
pub fn train(sentences: &[Sentence], raw: &Raw) -> Vec<u8> {
    let parts = Parts::new(sentences);
    let lexicons = parts.lexicons(raw);
    let weights = parts.weights(&lexicons, None, false);
    file::write(&weights, &lexicons[PARTS])
}

/// An estimate of a model's score on sentences it has not seen, with all of `sentences` and `raw` trained on: every
/// part is cut by weights and a lexicon that come from the other parts. A little low, for those are
/// fewer.
pub fn cross_validate(sentences: &[Sentence], raw: &Raw) -> Report {
    let parts = Parts::new(sentences);
    let lexicons = parts.lexicons(raw);
    let mut report = Report::default();
    for (part, lexicon) in lexicons[..PARTS].iter().enumerate() {
        let weights = parts.weights(&lexicons, Some(part), false);
        let numbered = sentences.iter().enumerate();
        let unseen = numbered.filter(|(number, _)| part_of(*number, sentences.len()) == part);
        let unseen = unseen.map(|(_, sentence)| sentence);
        report.add(&evaluate(unseen, &Learnt::<false> { lexicon, weights: &weights }));
    }
    report
}

/// The part of a sentence. Neighbours share one, for they may be of one article and share its words.
fn part_of(number: usize, sentences: usize) -> usize {
    number * PARTS / sentences
}

/// The examples of each part.
struct Parts(Vec<Vec<Example>>);

impl Parts {
    fn new(sentences: &[Sentence]) -> Self {
        let mut parts = vec![Vec::new(); PARTS];
        let mut reader = Reader::default();
        for (number, sentence) in sentences.iter().enumerate() {
            let part = &mut parts[part_of(number, sentences.len())];
            part.extend(sentence.examples(&mut reader));
            part.extend(sentence.lower().examples(&mut reader));
        }
        Self(parts)
    }

    /// For each part a lexicon learnt without it, and one learnt with all.
    fn lexicons(&self, raw: &Raw) -> Vec<Lexicon> {
        let mut lexicons = vec![mutual_information(raw); PARTS + 1];
        for _ in 0..ROUNDS {
            lexicons = thread::scope(|scope| {
                let lexicons = &lexicons;
                let learn = |part| {
                    let weights = self.weights(lexicons, Some(part), true);
                    learn(raw, &Learnt::<true> { lexicon: &lexicons[part], weights: &weights })
                };
                let threads = (0..=PARTS).map(|part| scope.spawn(move || learn(part)));
                let threads = threads.collect::<Vec<_>>();
                threads
                    .into_iter()
                    .map(|thread| thread.join().unwrap_or_else(|cause| resume_unwind(cause)))
                    .collect()
            });
        }
        lexicons
    }

    /// Weights trained on all parts but one, each with its lexicon.
    fn weights(&self, lexicons: &[Lexicon], without: Option<usize>, wide: bool) -> Vec<i8> {
        let parts = self.0.iter().zip(lexicons).enumerate();
        let used = parts.filter(|(part, _)| Some(*part) != without);
        let items = used.flat_map(|(_, (examples, lexicon))| {
            examples.iter().map(|example| Item::new(example, lexicon, wide))
        });
        perceptron::train(&items.collect::<Vec<_>>())
    }
}
