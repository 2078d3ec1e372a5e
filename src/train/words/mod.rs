//! Makes the model of the word segmenter from a treebank and raw text.
//!
//! ```text
//! treebank ─sentences→ phrases with gold cuts ─┐
//! raw text ─read→ syllables ─mutual information→ values ─perceptron→ tagger ─cuts the raw text→ lexicon
//!                                                  └──────────────── twice ─────────────────────┘
//! ```
//!
//! [`train`] is all of it; [`score`] measures a model on sentences it has not seen. The same inputs
//! give the same bytes: numbers are whole wherever a sum is taken, logarithms are rounded to a few levels,
//! seeds are fixed, and nothing depends on the number of threads. Apart from `vi`, because no program that
//! cuts text needs it: only the feature `train` compiles it.
//!
//! The lexicon is learnt and not taken from a dictionary: those at hand have no licence, or one that does
//! not let them be shipped, and a dictionary does not say how often its words are words in running text.

mod cross;
mod evaluate;
mod file;
mod lexicon;
mod perceptron;
mod raw;
#[cfg(test)]
mod tests;
mod treebank;

pub use cross::{cross_validate, train};
pub use evaluate::{Report, score};
pub use raw::Raw;
pub use treebank::{Sentence, sentences};
