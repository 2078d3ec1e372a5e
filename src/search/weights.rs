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

/// What being new is worth where that is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recency {
    /// The most, as a share of the rest of the score.
    pub share: f32,
    /// Days in which it is halved.
    pub half_life: f32,
}

/// Half of it is gone after a year, as the programmes of Party work go by years. An article whose words answer better by
/// a fifth stays before any newer one, so that it chooses among what answers alike and brings up nothing poor. Chosen,
/// not tuned: no judged query says that it asks for what is new.
pub const RECENCY: Recency = Recency { share: 0.2, half_life: 365.0 };

impl Recency {
    /// What it adds to the rest of a score, by how long before the newest article one was published, in seconds.
    #[expect(clippy::cast_precision_loss, reason = "an age in seconds")]
    pub fn part(self, rest: f32, age: i64) -> f32 {
        let days = age.max(0) as f32 / 86_400.0;
        self.share * rest * (-days / self.half_life).exp2()
    }
}

const ACCENTED: Weights =
    Weights { pairs: 1.9, title_pair: 2.0, window: 0.8, first: 0.25, candidates: 100 };
const MIXED: Weights = Weights { candidates: 200, ..ACCENTED };
const UNACCENTED: Weights =
    Weights { pairs: 3.0, title_pair: 2.0, window: 1.0, first: 0.4, candidates: 500 };

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    #[test]
    fn recency_is_halved_by_age_and_never_more_than_its_share() {
        let part = |days: i64| RECENCY.part(10.0, days * DAY);
        assert!((part(0) - 2.0).abs() < 1e-6);
        assert!((part(365) - 1.0).abs() < 1e-6);
        assert!((part(730) - 0.5).abs() < 1e-6);
        // What is dated after the newest article is as new as that.
        assert!((part(-5) - part(0)).abs() < 1e-6);
        assert!((0..20_000).step_by(100).all(|days| part(days) >= part(days + 100)));
    }

    #[test]
    fn what_answers_better_by_its_share_stays_first_however_old() {
        let total = |rest: f32, age| rest + RECENCY.part(rest, age);
        for rest in [0.5, 3.0, 40.0] {
            assert!(total(rest * (1.0 + RECENCY.share), i64::MAX) >= total(rest, 0));
            assert!(total(rest, 3650 * DAY) < total(rest, 30 * DAY));
        }
    }
}
