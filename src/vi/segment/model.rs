//! The model: weights of features and a lexicon, used where the compiler put them.
//!
//! The file is laid out to be read in place: a header of 16 bytes, the weights a byte each, the lexicon
//! in slots of four bytes. A slot holds 27 bits of a hash and 5 bits of value: an unknown word passes
//! for a known one about once in a hundred million times. A trie would be exact but several times as
//! large and slow.

use super::features::{Feature, GOLDEN, MAX_SYLLABLES, Tables};

/// The model that is shipped; `src/vi/data/SOURCES.md` says what it was made from.
pub(crate) static MODEL: Model<'static> = Model::read(include_bytes!("../data/words.bin"));

/// What a model file begins with: name and version of the layout and of the features.
pub(crate) const MAGIC: [u8; 8] = *b"TCWORDS1";

/// Bytes before the weights: [`MAGIC`], the binary logarithm of the number of weights and the number of
/// slots of the lexicon, each in four bytes, the lowest first.
pub(crate) const HEADER: usize = 16;

/// The greatest value the lexicon can hold.
pub(crate) const MAX_VALUE: u8 = (1 << VALUE_BITS) - 1;
const VALUE_BITS: u32 = 5;

/// A model in the bytes of its file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model<'a> {
    bits: u32,
    weights: &'a [u8],
    slots: &'a [[u8; 4]],
}

impl<'a> Model<'a> {
    /// Reads a file. For the compiler: a file that is no model ends the build.
    ///
    /// # Panics
    ///
    /// When the header, the size or the last slot, which is free so that a search ends, is not as it should be.
    pub(crate) const fn read(file: &'a [u8]) -> Self {
        let (header, tables) = file.split_at(HEADER);
        let mut i = 0;
        while i < MAGIC.len() {
            assert!(header[i] == MAGIC[i], "a model begins with its magic bytes");
            i += 1;
        }
        let bits = number(header, MAGIC.len());
        assert!(bits >= 1 && bits < 32, "the number of weights is not a power of two");
        let (weights, slots) = tables.split_at(1 << bits);
        let (slots, rest) = slots.as_chunks();
        assert!(rest.is_empty() && slots.len() == number(header, MAGIC.len() + 4) as usize);
        assert!(slots.len() > TAIL, "the lexicon has no slots");
        assert!(u32::from_le_bytes(slots[slots.len() - 1]) == 0, "the last slot is not free");
        Self { bits, weights, slots }
    }
}

const fn number(header: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
}

/// Slots at the end where no search begins, so that those which begin shortly before find room.
pub(crate) const TAIL: usize = 64;

/// What a slot holds of a key above the value, and where its search begins in a lexicon of `slots` slots, which are more
/// than [`TAIL`].
#[inline]
pub(crate) fn address(key: u64, slots: usize) -> (u32, usize) {
    let mixed = (key ^ (key >> 29)).wrapping_mul(GOLDEN);
    let home = ((mixed >> 32) * (slots - TAIL) as u64) >> 32;
    #[expect(clippy::cast_possible_truncation, reason = "below the number of slots, the low half")]
    let (home, print) = (home as usize, (mixed as u32 >> VALUE_BITS).max(1));
    (print, home)
}

impl Model<'_> {
    /// Goes on with a search from `home`, whose slot holds `slot`. The slots of a search hold ever smaller
    /// hashes (Amble and Knuth, Ordered hash tables, 1974), so that a search for what is not there ends early, and
    /// before the end of the table.
    #[inline]
    fn find(&self, print: u32, home: usize, mut slot: u32) -> u8 {
        let mut at = home;
        while slot >> VALUE_BITS > print {
            at += 1;
            slot = self.slots.get(at).map_or(0, |&slot| u32::from_le_bytes(slot));
        }
        if slot >> VALUE_BITS == print { slot.to_le_bytes()[0] & MAX_VALUE } else { 0 }
    }
}

impl Tables for Model<'_> {
    #[inline]
    fn value(&self, key: u64) -> u8 {
        let (print, home) = address(key, self.slots.len());
        self.find(print, home, u32::from_le_bytes(self.slots[home]))
    }

    /// The first slots are read before any is looked at: they lie far apart, and the machine waits for all at once.
    #[inline]
    fn values(&self, keys: [u64; MAX_SYLLABLES]) -> [u8; MAX_SYLLABLES] {
        let searches = keys.map(|key| {
            let (print, home) = address(key, self.slots.len());
            (print, home, u32::from_le_bytes(self.slots[home]))
        });
        searches.map(|(print, home, slot)| self.find(print, home, slot))
    }

    #[inline]
    fn weight(&self, feature: Feature) -> i32 {
        i32::from(self.weights[feature.slot(self.bits)].cast_signed())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHIPPED: &[u8] = include_bytes!("../data/words.bin");

    #[test]
    fn the_shipped_model_is_small_and_full() {
        assert!(SHIPPED.len() <= 600_000, "{} bytes", SHIPPED.len());
        assert_eq!(SHIPPED.len(), HEADER + MODEL.weights.len() + 4 * MODEL.slots.len());
        let known = MODEL.slots.iter().filter(|slot| **slot != [0; 4]).count();
        assert!(known > 20_000 && known < MODEL.slots.len());
        assert_eq!(MODEL.value(0), 0, "beyond the end of a phrase there is nothing");
        assert!(MODEL.weights.iter().filter(|&&weight| weight != 0).count() > 10_000);
    }

    #[test]
    #[should_panic(expected = "magic")]
    fn another_file_is_no_model() {
        Model::read(&[0; 64]);
    }

    proptest! {
        #[test]
        fn any_key_can_be_asked_for(key in any::<u64>()) {
            for key in [key, u64::MAX, 0, key << 32, key >> 32] {
                prop_assert!(MODEL.value(key) <= MAX_VALUE);
                prop_assert_eq!(MODEL.values([key, 1, 0, key]), [key, 1, 0, key].map(|key| MODEL.value(key)));
                let (print, home) = address(key, MODEL.slots.len());
                prop_assert!(home + TAIL < MODEL.slots.len() && print > 0);
            }
        }

        #[test]
        fn a_search_begins_before_the_tail(key in any::<u64>(), slots in TAIL + 1..200_000) {
            prop_assert!(address(key, slots).1 + TAIL < slots);
        }
    }
}
