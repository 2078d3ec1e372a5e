//! How words read so far are spelt: canonical letters and shape, remembered, since a text uses the same few
//! thousand syllables over and over. Kept by thread, in a table of fixed size where a newer word takes an older one's
//! place: what a word is spelt like depends on nothing else.

use std::cell::RefCell;

use super::Shape;
use crate::catalog::topics::word_hash;
use crate::vi::normalize::{append_canonical, is_uppercase};

/// Longest word remembered, in bytes; the longest syllable has eleven.
const BYTES: usize = 16;
/// Words remembered. News has some four thousand spellings of syllables.
const WORDS: usize = 1 << 13;

/// A word as printed, and how it is spelt; of no use where `len` is 0.
#[derive(Clone, Copy)]
struct Entry {
    printed: [u8; BYTES],
    canonical: [u8; BYTES],
    len: u8,
    shape: Shape,
    hash: u64,
}

/// The words remembered.
pub(super) struct Spellings(Vec<Entry>);

thread_local! {
    static SPELLINGS: RefCell<Spellings> = const { RefCell::new(Spellings(Vec::new())) };
}

/// Lends the words that this thread remembers.
pub(super) fn with<T>(work: impl FnOnce(&mut Spellings) -> T) -> T {
    SPELLINGS.with_borrow_mut(work)
}

impl Spellings {
    /// Appends the canonical spelling of a word; what shape its letters have, and the spelling's hash.
    pub(super) fn append(&mut self, run: &str, out: &mut String) -> (Shape, u64) {
        let from = out.len();
        let Some(printed) = padded(run) else {
            append_canonical(run, out);
            return (shape(run), word_hash(&out[from..]));
        };
        if self.0.is_empty() {
            let (empty, shape) = ([0; BYTES], Shape::Other);
            let unknown = Entry { printed: empty, canonical: empty, len: 0, shape, hash: 0 };
            self.0.resize(WORDS, unknown);
        }
        let entry = &mut self.0[place(printed)];
        if entry.printed != printed || entry.len == 0 {
            append_canonical(run, out);
            let (shape, hash) = (shape(run), word_hash(&out[from..]));
            if let Some(canonical) = padded(&out[from..]) {
                let len = u8::try_from(out.len() - from).unwrap_or_default();
                *entry = Entry { printed, canonical, len, shape, hash };
            }
            return (shape, hash);
        }
        // What was text when it was remembered is text now.
        out.push_str(
            std::str::from_utf8(&entry.canonical[..usize::from(entry.len)]).unwrap_or(run),
        );
        (entry.shape, entry.hash)
    }
}

/// The bytes of a word with zeros behind; none for one that is too long.
fn padded(run: &str) -> Option<[u8; BYTES]> {
    let mut bytes = [0; BYTES];
    bytes.get_mut(..run.len())?.copy_from_slice(run.as_bytes());
    Some(bytes)
}

fn place(printed: [u8; BYTES]) -> usize {
    let whole = u128::from_le_bytes(printed);
    #[expect(clippy::cast_possible_truncation, reason = "its halves")]
    let mixed =
        (whole as u64 ^ ((whole >> 64) as u64).rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(mixed >> 51).unwrap_or_default() % WORDS
}

fn shape(run: &str) -> Shape {
    let mut letters = run.chars();
    let Some(first) = letters.next() else { return Shape::Other };
    let (mut lower, mut upper) = (false, false);
    for c in letters {
        let capital = is_uppercase(c);
        upper |= capital;
        // Small letters first: hardly any character is anything else.
        if !capital && !c.is_ascii_lowercase() {
            if c.is_ascii_digit() || (!c.is_ascii() && !c.is_alphabetic() && c.is_numeric()) {
                return Shape::Other;
            }
            lower |= c.is_lowercase();
        } else {
            lower |= !capital;
        }
    }
    match (first.is_lowercase(), is_uppercase(first), lower, upper) {
        (true, _, _, false) => Shape::Lower,
        (_, true, _, false) => Shape::Title,
        (_, true, false, true) => Shape::Upper,
        _ if run.contains(['\'', '’']) => Shape::Title,
        _ => Shape::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vi::normalize::canonical;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_is_spelt_alike_whether_it_is_remembered_or_not(words in proptest::collection::vec("[a-zA-ZÀ-ỹ0-9]{1,20}", 1..40)) {
            let mut spellings = Spellings(Vec::new());
            for word in words.iter().chain(&words) {
                let mut out = String::new();
                let spelt = spellings.append(word, &mut out);
                prop_assert_eq!(spelt, (shape(word), word_hash(&canonical(word))));
                prop_assert_eq!(out, canonical(word));
            }
        }
    }
}
