//! What the model sees of a syllable: who it is, and how it is printed.
//!
//! A syllable is its canonical spelling, so tone style, Unicode form and case change nothing but the [`Print`].
//! The spelling is hashed and never kept: the tables hold fingerprints, not text.

use crate::vi::characters::{is_capital, is_letter};
use crate::vi::normalize::append_canonical;
use crate::vi::syllable::is_syllable;

/// A run of letters as the model sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Syllable {
    /// A hash of its canonical spelling.
    pub(crate) id: u32,
    pub(crate) print: Print,
}

/// How a run is printed. Bits 0 and 1 its case, bit 2 whether Vietnamese has such a syllable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Print(u8);

impl Print {
    const CASE: u8 = 3;
    const TITLE: u8 = 1;
    const CAPITALS: u8 = 2;
    const FIRST: u8 = 3;
    const FOREIGN: u8 = 4;

    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// A capital at the beginning of a sentence says less than one inside.
    #[must_use]
    pub(crate) fn first(self) -> Self {
        if self.0 & Self::CASE == Self::TITLE { Self(self.0 | Self::FIRST) } else { self }
    }
}

/// Reads runs, and remembers the last ones: news of any length is made of few.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reader {
    /// A direct-mapped table, made when first needed.
    known: Vec<Known>,
    spelling: String,
}

/// A run of at most sixteen bytes, padded with zeros, and what it was read as.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    run: u128,
    syllable: Syllable,
}

/// Entries of the table, 32 bytes each: 256 KB, which a second-level cache holds. Half as many cost 5 % of the time.
const KNOWN: usize = 1 << 13;

impl Reader {
    /// Reads the run `text[from..to]`.
    #[inline]
    pub(crate) fn read(&mut self, text: &str, from: usize, to: usize) -> Syllable {
        let Some(run) = pack(text.as_bytes(), from, to) else {
            return self.parse(&text[from..to]);
        };
        if self.known.is_empty() {
            self.known.resize(KNOWN, Known::default());
        }
        #[expect(clippy::cast_possible_truncation, reason = "both halves are mixed")]
        let mixed = ((run as u64) ^ ((run >> 64) as u64).rotate_left(29))
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let slot = (mixed >> 51) as usize % KNOWN;
        if self.known[slot].run != run {
            self.known[slot] = Known { run, syllable: self.parse(&text[from..to]) };
        }
        self.known[slot].syllable
    }

    #[cold]
    fn parse(&mut self, run: &str) -> Syllable {
        self.spelling.clear();
        append_canonical(run, &mut self.spelling);
        Syllable { id: hash(self.spelling.as_bytes()), print: print(run) }
    }
}

/// The bytes of a run as one number; none of a run longer than that.
#[inline]
fn pack(bytes: &[u8], from: usize, to: usize) -> Option<u128> {
    let len = to - from;
    if len > 16 {
        return None;
    }
    if let Some(wide) = bytes.get(from..from + 16) {
        let wide = u128::from_le_bytes(wide.try_into().ok()?);
        return Some(wide & (u128::MAX >> (8 * (16 - len).min(15))));
    }
    let mut wide = [0; 16];
    wide[..len].copy_from_slice(&bytes[from..to]);
    Some(u128::from_le_bytes(wide))
}

fn print(run: &str) -> Print {
    let mut letters = run.chars().filter(|&c| is_letter(c));
    let case = match (letters.next().is_some_and(is_capital), letters.next().map(is_capital)) {
        (true, Some(true)) => Print::CAPITALS,
        (true, _) => Print::TITLE,
        (false, _) => 0,
    };
    Print(if is_syllable(run) { case } else { case | Print::FOREIGN })
}

/// What the model knows a canonical spelling by.
pub(crate) fn id_of(canonical: &str) -> u32 {
    hash(canonical.as_bytes())
}

/// FNV-1a in 64 bits, its upper half after one more product.
fn hash(bytes: &[u8]) -> u32 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}
