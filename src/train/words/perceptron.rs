//! The weights: an averaged structured perceptron with a margin (Collins, Discriminative training methods
//! for hidden Markov models, 2002).
//!
//! It works in whole numbers, so that every machine finds the same weights. A gradient method on the
//! probability of the cut would need logarithms, whose last bits differ from machine to machine.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::treebank::Example;
use crate::vi::segment::decode::Search;
use crate::vi::segment::features::{Feature, MAX_SYLLABLES, Starts, Tables};

/// The binary logarithm of the number of weights.
pub(super) const BITS: u32 = 17;
const EPOCHS: usize = 8;
/// Runs in different orders, averaged.
const RUNS: u64 = 5;
/// By how much a gold cut has to be better for each gap that the other has wrong.
const MARGIN: i32 = 4;
/// One weight in so many is greater than the greatest that a byte can say.
const CUT_OFF: usize = 2_000;

/// A lexicon with the weights that were trained with it.
#[derive(Clone, Copy)]
pub(super) struct Learnt<'a, const WIDE: bool> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) weights: &'a [i8],
}

impl<const WIDE: bool> Tables for Learnt<'_, WIDE> {
    const WIDE: bool = WIDE;

    fn value(&self, key: u64) -> u8 {
        self.lexicon.get(&key).copied().unwrap_or(0)
    }

    fn weight(&self, feature: Feature) -> i32 {
        self.weights.get(feature.slot(BITS)).map_or(0, |&weight| i32::from(weight))
    }
}

/// An example with the features of all its words and joins worked out.
pub(super) struct Item {
    /// Places of weights.
    slots: Vec<u32>,
    /// The parts of `slots` of each join, and of the words of each length at each syllable.
    joins: Vec<Range<usize>>,
    words: Vec<[Range<usize>; MAX_SYLLABLES]>,
    parted: Vec<bool>,
    gold: Vec<u8>,
}

impl Item {
    pub(super) fn new(example: &Example, lexicon: &Lexicon, wide: bool) -> Self {
        let mut starts = Starts::default();
        starts.fill(&example.syllables, &Learnt::<false> { lexicon, weights: &[] });
        let mut slots = Vec::new();
        let joins = (0..example.parted.len())
            .map(|at| {
                collect(&mut slots, |add| {
                    starts.join(at, &mut *add);
                    if wide {
                        starts.wide(at, add);
                    }
                })
            })
            .collect();
        let words = (0..example.syllables.len())
            .map(|at| {
                let fits = |len: usize| at + len <= example.syllables.len();
                [1, 2, 3, 4].map(|len| {
                    collect(&mut slots, |add| {
                        if fits(len) {
                            starts.word(at, len, add);
                        }
                    })
                })
            })
            .collect();
        let (parted, gold) = (example.parted.clone(), lengths(&example.parted));
        Self { slots, joins, words, parted, gold }
    }

    /// The cut that is best by `weights` when wrong gaps are favoured by [`MARGIN`].
    fn cut<'s>(&self, weights: &[i32], search: &'s mut Search) -> &'s [u8] {
        let sum = |part: &Range<usize>| -> i32 {
            self.slots[part.clone()].iter().map(|&slot| weights[slot as usize]).sum()
        };
        search.best(
            self.words.len(),
            |at| sum(&self.joins[at]) + if self.parted[at] { MARGIN } else { -MARGIN },
            |at, len| sum(&self.words[at][len - 1]),
        )
    }

    /// The places of the weights that a cut sums up.
    fn slots_of(&self, cut: &[u8]) -> impl Iterator<Item = usize> {
        let mut at = 0;
        let parts = cut.iter().flat_map(move |&len| {
            let (from, len) = (at, usize::from(len));
            at += len;
            let joins = self.joins[from..at - 1].iter();
            joins.chain(std::iter::once(&self.words[from][len - 1]))
        });
        parts.flat_map(|part| &self.slots[part.clone()]).map(|&slot| slot as usize)
    }
}

/// Appends the slots of what `emit` gives; where they stand.
fn collect(slots: &mut Vec<u32>, emit: impl FnOnce(&mut dyn FnMut(Feature))) -> Range<usize> {
    let from = slots.len();
    emit(&mut |feature| slots.extend(u32::try_from(feature.slot(BITS))));
    from..slots.len()
}

/// The lengths of the words between parted gaps; longer ones than a word may be are cut.
fn lengths(parted: &[bool]) -> Vec<u8> {
    let mut lengths = vec![1];
    for &parted in parted {
        match lengths.last_mut() {
            Some(last) if !parted && usize::from(*last) < MAX_SYLLABLES => *last += 1,
            _ => lengths.push(1),
        }
    }
    lengths
}

/// Trains weights on items.
pub(super) fn train(items: &[Item]) -> Vec<i8> {
    let mut total = vec![0; 1 << BITS];
    for seed in 1..=RUNS {
        Run::new(items, seed).add_to(&mut total);
    }
    quantise(&total)
}

/// One run over the items, in an order of its own.
struct Run {
    weights: Vec<i32>,
    /// Each change of a weight times the step it was made in, which averages over all steps at the end.
    moments: Vec<i64>,
    steps: i64,
}

impl Run {
    fn new(items: &[Item], seed: u64) -> Self {
        let mut run = Self { weights: vec![0; 1 << BITS], moments: vec![0; 1 << BITS], steps: 1 };
        let mut order = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut items = items.iter().filter(|item| !item.joins.is_empty()).collect::<Vec<_>>();
        let mut search = Search::default();
        for _ in 0..EPOCHS {
            order.shuffle(&mut items);
            for item in &items {
                run.learn(item, &mut search);
            }
        }
        run
    }

    fn learn(&mut self, item: &Item, search: &mut Search) {
        let cut = item.cut(&self.weights, search);
        if cut != item.gold {
            self.change(item.slots_of(&item.gold), 1);
            self.change(item.slots_of(cut), -1);
        }
        self.steps += 1;
    }

    fn change(&mut self, slots: impl Iterator<Item = usize>, by: i32) {
        for slot in slots {
            self.weights[slot] += by;
            self.moments[slot] += self.steps * i64::from(by);
        }
    }

    /// Adds the averages of the weights, in 1024ths.
    fn add_to(&self, total: &mut [i64]) {
        for ((total, &weight), &moment) in total.iter_mut().zip(&self.weights).zip(&self.moments) {
            *total += (i64::from(weight) * self.steps - moment) * 1024 / self.steps;
        }
    }
}

/// Weights in a byte each, those beyond the range cut off.
fn quantise(weights: &[i64]) -> Vec<i8> {
    let mut sizes = weights.iter().map(|weight| weight.abs()).collect::<Vec<_>>();
    sizes.retain(|&size| size > 0);
    sizes.sort_unstable();
    let greatest = sizes.len().checked_sub(sizes.len() / CUT_OFF + 1).map_or(1, |at| sizes[at]);
    let most = i64::from(i8::MAX);
    let byte =
        |&weight: &i64| i8::try_from((weight * most / greatest).clamp(-most, most)).unwrap_or(0);
    weights.iter().map(byte).collect()
}

/// Marsaglia's xorshift with 64 bits (Xorshift RNGs, 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 33) % limit.max(1) as u64).unwrap_or(0)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
