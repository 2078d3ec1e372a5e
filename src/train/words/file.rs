//! The file of a model, as `vi` reads it.

use super::lexicon::Lexicon;
use super::perceptron::BITS;
use crate::vi::segment::model::{MAGIC, MAX_VALUE, TAIL, address};

/// Of so many slots so many hold a word. Seven of ten would save 0.12 MB and cost 9 % of the time of cutting text.
const LOAD: (usize, usize) = (10, 5);

/// The bytes of a model.
pub(super) fn write(weights: &[i8], lexicon: &Lexicon) -> Vec<u8> {
    let slots = slots(lexicon);
    let mut file = MAGIC.to_vec();
    file.extend(BITS.to_le_bytes());
    file.extend(u32::try_from(slots.len()).unwrap_or(u32::MAX).to_le_bytes());
    file.extend(weights.iter().map(|weight| weight.cast_unsigned()));
    file.extend(slots.iter().flat_map(|slot| slot.to_le_bytes()));
    file
}

/// The slots of a lexicon. Put in from the greatest hash to the smallest, so that what stands before a word on
/// its way is greater than it, and what comes after is smaller.
fn slots(lexicon: &Lexicon) -> Vec<u32> {
    let mut count = lexicon.len() * LOAD.0 / LOAD.1 + TAIL + 1;
    loop {
        if let Some(slots) = fit(lexicon, count) {
            return slots;
        }
        count += 1;
    }
}

/// None if a word would need the last slot.
fn fit(lexicon: &Lexicon, count: usize) -> Option<Vec<u32>> {
    let mut entries = lexicon
        .iter()
        .map(|(&key, &value)| (address(key, count), value.min(MAX_VALUE)))
        .collect::<Vec<_>>();
    entries.sort_unstable_by(|left, right| right.cmp(left));
    let mut slots = vec![0; count];
    for ((print, home), value) in entries {
        let free = slots[home..].iter().position(|&slot| slot == 0)?;
        slots[home + free] = (print * u32::from(MAX_VALUE + 1)) | u32::from(value);
    }
    (slots.last() == Some(&0)).then_some(slots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vi::segment::features::Tables;
    use crate::vi::segment::model::Model;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_lexicon_reads_back_and_nothing_else(keys in prop::collection::btree_set(any::<u64>(), 0..300)) {
            let value = |key: u64| u8::try_from(key % 31 + 1).unwrap();
            let lexicon = keys.iter().map(|&key| (key, value(key))).collect::<Lexicon>();
            let file = write(&vec![-3; 1 << BITS], &lexicon);
            let model = Model::read(&file);
            for &key in &keys {
                prop_assert_eq!(model.value(key), value(key));
                prop_assert!(keys.contains(&(key ^ 1)) || model.value(key ^ 1) == 0);
            }
        }
    }
}
