//! How well an article answers a query: one pure function of where the words stand in it.
//!
//! BM25 finds the best few hundred articles; among those, and only there, neighbouring pairs, the densest window and
//! early mention decide the order. Measured over 15 sets of judged queries this is worth what an index of pairs is
//! (0.7875 against 0.7817 mean nDCG@10), which takes six times the time to build. Positions may come from the index or
//! from the stored text: an engine that gives none is ranked by the same function.

use super::weights::Weights;

/// BM25's saturation and its weight of the length: values from 0.6 to 2.2 and 0.3 to 0.9 gave at most 0.4 points of
/// nDCG on one set and lost more on another.
pub(super) const K1: f32 = 1.2;
pub(super) const B: f32 = 0.75;

/// Positions of the densest window.
const WINDOW: u32 = 30;

/// Positions of the body that are its beginning.
const BEGINNING: u32 = 60;

/// The slots of a query as the function sees them.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    /// In the order asked.
    pub(super) slots: Vec<SlotModel>,
    /// The slots typed, in their order; nothing where another clause begins.
    pub(super) sequence: Vec<Option<usize>>,
    /// What a match in the title and in the body weighs.
    pub(super) fields: [f32; 2],
    /// Average lengths of title and body, in words.
    pub(super) averages: [f32; 2],
    pub(super) weights: Weights,
}

/// What is known of a slot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SlotModel {
    /// How much a match counts.
    pub(super) weight: f32,
    /// Its rarity, in either field: BM25's idf in bodies. Many articles have no title, so that in titles every word is
    /// rare; counted by that, titles cost short questions three points.
    pub(super) idf: f32,
    /// Its rarity in the title and in the body, by which the engine scores it.
    pub(super) own: [f32; 2],
}

/// BM25's idf, with the logarithm of one more: `ln(1 + (N - n + 0.5) / (n + 0.5))`.
#[expect(clippy::cast_precision_loss, reason = "counts of articles")]
pub(super) fn idf(holding: u64, articles: u64) -> f32 {
    let (n, all) = (holding as f32, articles.max(holding) as f32);
    (1.0 + (all - n + 0.5) / (n + 0.5)).ln()
}

/// BM25's length norm: `k1 (1 - b + b length / average)`.
#[expect(clippy::cast_precision_loss, reason = "a length in words")]
pub(super) fn norm(length: u32, average: f32) -> f32 {
    K1 * (1.0 - B + B * length as f32 / average.max(1.0))
}

fn saturated(times: f32, norm: f32) -> f32 {
    if times > 0.0 { (1.0 + K1) * times / (times + norm) } else { 0.0 }
}

/// A field of an article.
#[derive(Clone, Debug)]
pub(super) struct Text<'a> {
    /// Ascending positions of each slot.
    pub(super) positions: Vec<&'a [u32]>,
    /// See [`norm`].
    pub(super) norm: f32,
}

/// Scores closer than this differ by the order of their sums alone.
pub(super) const STEP: f32 = 1e-4;

/// Such steps in a score of one.
const STEPS: f32 = 1e4;

/// The score without the last digits, which depend on the order in which the engine happens to add: so that two
/// articles that are equal to a query stay in one order whatever segments they stand in.
pub(super) fn rounded(score: f32) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a score is no larger than some thousands")]
    let steps = (score / STEP).round() as i64;
    steps
}

/// The score as it is compared and printed.
#[expect(clippy::cast_precision_loss, reason = "a score in steps")]
pub(super) fn compared(score: f32) -> f32 {
    rounded(score) as f32 / STEPS
}

/// What a score is made of; the sum is the score.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Score {
    /// BM25 over title and body, summed over the words in the order asked.
    pub bm25: f32,
    /// Words that stand side by side as asked.
    pub pairs: f32,
    /// The most of what was asked that stands within thirty syllables.
    pub window: f32,
    /// What stands in the headline or at the beginning.
    pub first: f32,
    /// Being new, where that was asked for: a share of the rest, which the newest article of the index has whole.
    pub recent: f32,
}

impl Score {
    /// The score.
    pub fn total(&self) -> f32 {
        self.bm25 + self.pairs + self.window + self.first + self.recent
    }

    /// The score as it is compared: to four decimals.
    pub fn compared(&self) -> f32 {
        compared(self.total())
    }
}

impl Model {
    /// The norms of a field by the number that the engine keeps for a length.
    pub(super) fn norms(&self, field: usize, length: impl Fn(u8) -> u32) -> [f32; 256] {
        let mut norms = [0.0; 256];
        for (norm_of, number) in norms.iter_mut().zip(0..=u8::MAX) {
            *norm_of = norm(length(number), self.averages[field]);
        }
        norms
    }

    /// The most that a slot in a field can add.
    pub(super) fn most(&self, slot: usize, field: usize) -> f32 {
        let SlotModel { weight, idf, .. } = self.slots[slot];
        self.fields[field] * weight * idf * (1.0 + K1)
    }

    /// BM25 alone: the first phase.
    pub(super) fn bm25(&self, texts: &[Text<'_>; 2]) -> f32 {
        let mut sum = 0.0;
        for slot in 0..self.slots.len() {
            for (field, text) in texts.iter().enumerate() {
                sum += self.share(slot, (field, text));
            }
        }
        sum
    }

    /// What a slot in a field adds to BM25.
    #[expect(clippy::cast_precision_loss, reason = "how often a word stands in an article")]
    pub(super) fn share(&self, slot: usize, (field, text): (usize, &Text<'_>)) -> f32 {
        let times = text.positions[slot].len() as f32;
        self.most(slot, field) * times / (times + text.norm)
    }

    /// All of it: the second phase. Nothing in it is negative.
    pub(super) fn score(&self, texts: &[Text<'_>; 2]) -> Score {
        let Weights { pairs, window, first, .. } = self.weights;
        let [title, body] = texts;
        Score {
            bm25: self.bm25(texts),
            pairs: pairs * self.pairs(title, body),
            window: window * self.window(title).max(self.window(body)),
            first: first * self.first(title, body),
            recent: 0.0,
        }
    }

    /// How much a slot counts for where it stands: its rarity in bodies.
    pub(super) fn worth(&self, slot: usize) -> f32 {
        self.slots[slot].idf * self.slots[slot].weight.min(1.0)
    }

    /// Sums, saturated, how often each pair of neighbours stands side by side. A flat weight does better than any made
    /// of the syllables' rarity, and as well as the rarity of the pair itself.
    fn pairs(&self, title: &Text<'_>, body: &Text<'_>) -> f32 {
        self.neighbours().map(|pair| self.pair(pair, (title, body)).worth).sum()
    }

    /// The slots typed side by side.
    pub(super) fn neighbours(&self) -> impl Iterator<Item = (usize, usize)> {
        self.sequence.windows(2).filter_map(|two| Some((two[0]?, two[1]?)))
    }

    /// How often two slots stand side by side, and what that is worth.
    #[expect(clippy::cast_precision_loss, reason = "how often a pair stands in an article")]
    pub(super) fn pair(
        &self,
        (a, b): (usize, usize),
        (title, body): (&Text<'_>, &Text<'_>),
    ) -> Pair {
        let times = |text: &Text<'_>| in_a_row(text.positions[a], text.positions[b]);
        let times = [times(title), times(body)];
        let weighed = times[1] as f32 + self.weights.title_pair * times[0] as f32;
        Pair { times, worth: saturated(weighed, body.norm) }
    }

    fn window(&self, text: &Text<'_>) -> f32 {
        self.densest(text).worth
    }

    /// The stretch of [`WINDOW`] positions in which the distinct slots are worth most together.
    pub(super) fn densest(&self, text: &Text<'_>) -> Stretch {
        let mut places: Vec<(u32, usize)> = Vec::new();
        for (slot, positions) in text.positions.iter().enumerate() {
            places.extend(positions.iter().map(|position| (*position, slot)));
        }
        places.sort_unstable();
        let mut held = vec![0_u32; self.slots.len()];
        let (mut best, mut now, mut from) = (Stretch::default(), 0.0_f32, 0);
        for (position, slot) in &places {
            while places[from].0 + WINDOW <= *position {
                let gone = places[from].1;
                held[gone] -= 1;
                if held[gone] == 0 {
                    now -= self.worth(gone);
                }
                from += 1;
            }
            if held[*slot] == 0 {
                now += self.worth(*slot);
            }
            held[*slot] += 1;
            if now > best.worth {
                best = Stretch { from: places[from].0, to: *position, worth: now };
            }
        }
        best
    }

    /// What the slots in the title or at the beginning of the body are worth.
    fn first(&self, title: &Text<'_>, body: &Text<'_>) -> f32 {
        self.early((title, body)).map(|slot| self.worth(slot)).sum()
    }

    /// The slots in the title or at the beginning of the body.
    pub(super) fn early(
        &self,
        (title, body): (&Text<'_>, &Text<'_>),
    ) -> impl Iterator<Item = usize> {
        (0..self.slots.len()).filter(move |slot| {
            !title.positions[*slot].is_empty()
                || body.positions[*slot].first().is_some_and(|position| *position < BEGINNING)
        })
    }
}

/// Two slots side by side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// How often in the title and in the body.
    pub(super) times: [usize; 2],
    pub(super) worth: f32,
}

/// A part of a field, by its first and its last position.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stretch {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) worth: f32,
}

/// How often a position of `second` comes right after one of `first`; both ascend.
pub(super) fn in_a_row(first: &[u32], second: &[u32]) -> usize {
    let (mut a, mut b, mut times) = (0, 0, 0);
    while let (Some(before), Some(after)) = (first.get(a), second.get(b)) {
        match (before + 1).cmp(after) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                times += 1;
                a += 1;
                b += 1;
            }
        }
    }
    times
}
