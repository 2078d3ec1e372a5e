//! What raw text says of syllables in a row: values of a lexicon.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::raw::Raw;
use crate::vi::segment::decode::Decoder;
use crate::vi::segment::features::{MAX_SYLLABLES, Tables, extend};
use crate::vi::segment::syllable::Syllable;

/// Values from 1 by key.
pub(super) type Lexicon = HashMap<u64, u8, Keys>;

type Keys = BuildHasherDefault<KeyHasher>;

/// Keys are hashes already.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(extend(self.0, u32::from(byte)));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key ^ (key >> 32);
    }
}

/// Pairs seen fewer times say nothing, and those seen fewer than the second have values of their own.
const RARE_PAIR: (u32, u32) = (4, 20);

/// Levels of mutual information.
const LEVELS: u8 = 20;

/// The first values, before there is a tagger: pointwise mutual information of pairs, in steps of two
/// thirds of a nat from -2; in steps twice as large for rare pairs.
#[expect(clippy::cast_precision_loss, reason = "counts below 2^52")]
pub(super) fn mutual_information(raw: &Raw) -> Lexicon {
    let mut singles: HashMap<u32, u32> = HashMap::new();
    let mut pairs: HashMap<u64, (u32, [u32; 2]), Keys> = HashMap::default();
    for phrase in raw.phrases() {
        for syllable in phrase {
            *singles.entry(syllable.id).or_default() += 1;
        }
        for pair in phrase.windows(2) {
            let ids = [pair[0].id, pair[1].id];
            pairs.entry(key(pair)).or_insert((0, ids)).0 += 1;
        }
    }
    pairs.retain(|_, (count, _)| *count >= RARE_PAIR.0);
    let total = raw.len() as f64;
    let value = |(count, [a, b]): (u32, [u32; 2])| {
        let expected = f64::from(singles[&a]) * f64::from(singles[&b]) / total;
        let level = level((f64::from(count) / expected).ln());
        if count < RARE_PAIR.1 { 1 + LEVELS + level / 2 } else { 1 + level }
    };
    pairs.into_iter().map(|(key, pair)| (key, value(pair))).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
fn level(nats: f64) -> u8 {
    (1.5 * (nats + 2.0)).round().clamp(0.0, f64::from(LEVELS - 1)) as u8
}

/// Steps of the share in which syllables in a row are a word.
const STEPS: u32 = 5;
/// A word was cut so at least this often, and in one of so many of its occurrences.
const MIN_WORDS: u32 = 3;
const MIN_SHARE: u32 = 10;
/// A single syllable occurs at least this often: of nearly all there is something to say.
const MIN_SINGLE: u32 = 20;
/// The most decades of frequency above a hundred that are told apart.
const MAX_DECADES: u32 = 5;

/// How often syllables in a row occur, and how often as a word.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    words: u32,
    all: u32,
    single: bool,
}

impl Counts {
    /// The fifth of its occurrences up to which it is a word; five more values for each decade of frequency.
    fn value(self) -> Option<u8> {
        let known =
            if self.single { self.all >= MIN_SINGLE } else { self.words * MIN_SHARE >= self.all };
        let step = (STEPS * self.words).div_ceil(self.all.max(1)).min(STEPS);
        let decades = (self.all / 10).checked_ilog10().unwrap_or(0).min(MAX_DECADES);
        u8::try_from(step + STEPS * decades).ok().filter(|_| known)
    }
}

/// The values a tagger's cut of raw text gives.
pub(super) fn learn(raw: &Raw, tagger: &impl Tables) -> Lexicon {
    let mut decoder = Decoder::default();
    let mut counts: HashMap<u64, Counts, Keys> = HashMap::default();
    for phrase in raw.phrases() {
        let mut rest = phrase;
        for &len in decoder.cut(phrase, tagger) {
            let (word, after) = rest.split_at(usize::from(len));
            rest = after;
            let count = counts.entry(key(word)).or_default();
            count.words += 1;
            count.single = len == 1;
        }
    }
    counts.retain(|_, count| count.words >= MIN_WORDS);
    for phrase in raw.phrases() {
        for at in 0..phrase.len() {
            let mut key = 0;
            for syllable in phrase[at..].iter().take(MAX_SYLLABLES) {
                key = extend(key, syllable.id);
                if let Some(count) = counts.get_mut(&key) {
                    count.all += 1;
                }
            }
        }
    }
    counts.into_iter().filter_map(|(key, count)| Some((key, count.value()?))).collect()
}

fn key(syllables: &[Syllable]) -> u64 {
    syllables.iter().fold(0, |key, syllable| extend(key, syllable.id))
}
