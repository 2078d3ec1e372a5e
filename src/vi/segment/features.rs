//! What speaks for and against a word: the features, the same in training and in use.
//!
//! A cut of a phrase scores the sum of its words and of the gaps inside them. A word is judged by
//! itself alone (who it is, what the lexicon says of it and of its parts, how it is printed); a gap also sees
//! two syllables before it and one after. Only these few neighbours make a word in its sentence differ from
//! the word typed alone; words that see their neighbours too gain nothing and agree less (see [`super`]).

use super::syllable::Syllable;

/// Most syllables of a word.
pub(crate) const MAX_SYLLABLES: usize = 4;

/// The numbers a cut is made with.
pub(crate) trait Tables {
    /// Whether joins are judged by [`Starts::wide`] too.
    const WIDE: bool = false;

    /// What the lexicon says of the syllables with this key; 0 where it does not know them.
    fn value(&self, key: u64) -> u8;

    /// What the lexicon says of each of some keys; may be faster than to ask one after the other.
    #[inline]
    fn values(&self, keys: [u64; MAX_SYLLABLES]) -> [u8; MAX_SYLLABLES] {
        keys.map(|key| self.value(key))
    }

    /// The weight of a feature.
    fn weight(&self, feature: Feature) -> i32;
}

/// Something that may be the case, as a hash of it. Few enough are ever the case in training that
/// collisions are left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Feature(u64);

impl Feature {
    #[inline]
    fn new(template: u64, what: u64) -> Self {
        Self((what ^ template.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(GOLDEN))
    }

    /// Its place in a table of `1 << bits` weights.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "below 1 << bits")]
    pub(crate) fn slot(self, bits: u32) -> usize {
        (self.0 >> (u64::BITS - bits)) as usize
    }
}

/// Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4).
pub(crate) const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The key of one more syllable; of none it is 0.
#[inline]
pub(crate) fn extend(key: u64, id: u32) -> u64 {
    (key.rotate_left(5) ^ u64::from(id)).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// A syllable of a phrase with all that features ask about it and the words that begin with it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Start {
    /// Keys of the first 1 to 4 syllables, 0 where the phrase ends before.
    key: [u64; MAX_SYLLABLES],
    /// What the lexicon says of each.
    value: [u8; MAX_SYLLABLES],
    print: u8,
    id: u32,
}

impl Start {
    #[inline]
    fn key(&self, len: usize) -> u64 {
        self.key[len - 1]
    }

    #[inline]
    fn value(&self, len: usize) -> u64 {
        u64::from(self.value[len - 1])
    }

    #[inline]
    fn print(&self) -> u64 {
        u64::from(self.print)
    }
}

/// What stands beside a phrase.
const OUTSIDE: Start =
    Start { key: [0; MAX_SYLLABLES], value: [0; MAX_SYLLABLES], print: 8, id: 0 };

/// How many syllables a gap sees before the one on its left, and after that one.
const BEFORE: usize = 2;
const AFTER: usize = 2;

/// A phrase made ready.
#[derive(Clone, Debug, Default)]
pub(crate) struct Starts(Vec<Start>);

impl Starts {
    /// Fills in the syllables of a phrase, and what is beside them.
    pub(crate) fn fill(&mut self, phrase: &[Syllable], tables: &impl Tables) {
        self.0.clear();
        self.0.resize(BEFORE, OUTSIDE);
        for (at, syllable) in phrase.iter().enumerate() {
            let mut start = Start { print: syllable.print.bits(), id: syllable.id, ..OUTSIDE };
            let mut key = 0;
            for (n, next) in phrase[at..].iter().take(MAX_SYLLABLES).enumerate() {
                key = extend(key, next.id);
                start.key[n] = key;
            }
            start.value = tables.values(start.key);
            self.0.push(start);
        }
        self.0.resize(self.0.len() + AFTER, OUTSIDE);
    }

    /// The features of a join of syllable `at` and the next.
    #[inline]
    pub(crate) fn join(&self, at: usize, mut add: impl FnMut(Feature)) {
        let Some([far, before, left, right, after]) = self.0.get(at..at + BEFORE + AFTER + 1)
        else {
            return;
        };
        let mut add = |template: u64, what: u64| add(Feature::new(template, what));
        let prints = set([left.print(), right.print()]);
        add(0, left.key(2));
        add(1, prints);
        add(2, (prints << 32) | u64::from(left.id));
        add(3, (left.value(2) << 32) | u64::from(right.id));
        add(4, set([before.print(), left.print(), right.print(), after.print()]));
        add(5, set([before.value(2), left.value(2), right.value(2)]));
        add(6, set([before.value(3), left.value(2), left.value(3)]));
        add(7, set([far.value(4), before.value(4), left.value(4), left.value(2)]));
    }

    /// More features of a join, which know the syllables on either side. With them raw text is cut better, but a word
    /// typed alone is not cut as in its sentence: they serve to learn a lexicon and are then left out.
    pub(crate) fn wide(&self, at: usize, mut add: impl FnMut(Feature)) {
        let Some([far, before, left, right, after]) = self.0.get(at..at + BEFORE + AFTER + 1)
        else {
            return;
        };
        let mut add = |template: u64, what: u64| add(Feature::new(template, what));
        let prints = [far, before, left, right, after].map(Start::print);
        add(256, before.key(2));
        add(257, right.key(2));
        add(258, set(prints));
        add(259, set([left.value(2), left.value(1), right.value(1)]));
        add(260, set([before.value(2), left.value(2)]));
        add(261, set([left.value(2), right.value(2)]));
        add(262, (left.value(2) << 32) | u64::from(left.id));
    }

    /// The features of the word of `len` syllables that begins with syllable `at`.
    #[inline]
    pub(crate) fn word(&self, at: usize, len: usize, mut add: impl FnMut(Feature)) {
        let at = at + BEFORE;
        let Some(word) = self.0.get(at..at + len) else { return };
        let mut add = |template: u64, what: u64| {
            add(Feature::new(template * 8 + len as u64, what));
        };
        let value = word[0].value(len);
        let prints = word.iter().fold(0, |all, part| (all << 8) | part.print());
        add(8, 0);
        add(9, word[0].key(len));
        add(10, value);
        add(11, prints);
        add(12, (value << 32) | prints);
        if len > 2 {
            add(13, set([value, word[0].value(len - 1), word[1].value(len - 1)]));
        }
    }
}

/// Small numbers as one.
#[inline]
fn set<const N: usize>(parts: [u64; N]) -> u64 {
    parts.into_iter().fold(0, |all, part| (all << 8) | part)
}
