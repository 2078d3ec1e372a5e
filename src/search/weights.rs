//! The weights of ranking: data, tuned on judged queries by `examples/tune_ranking.rs`.
//!
//! Apart from the function they weigh, so that another archive can be given others without another program.

use super::lower::Reading;

/// What each part of a score weighs against BM25, and how many articles are looked at closely.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weights {
    /// Of neighbouring pairs.
    pub pairs: f32,
    /// How many pairs in a body one in the title is worth.
    pub title_pair: f32,
    /// Of the densest window.
    pub window: f32,
    /// Of what stands first.
    pub first: f32,
    /// How many of the best by BM25 the second phase orders.
    pub candidates: usize,
}

impl Weights {
    /// The weights for a query read so.
    pub fn of(reading: Reading) -> Self {
        match reading {
            Reading::Exact => ACCENTED,
            Reading::Unaccented => UNACCENTED,
            Reading::Mixed => MIXED,
        }
    }
}

const ACCENTED: Weights =
    Weights { pairs: 1.7, title_pair: 2.0, window: 0.8, first: 0.3, candidates: 100 };
const MIXED: Weights = Weights { candidates: 200, ..ACCENTED };
const UNACCENTED: Weights =
    Weights { pairs: 3.0, title_pair: 2.0, window: 1.0, first: 0.4, candidates: 500 };
