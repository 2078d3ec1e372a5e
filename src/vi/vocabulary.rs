//! The syllables that are in use, each with its number, its spellings and how often it is written.
//!
//! The grammar ([`super::syllable::is_syllable`]) says what can be a syllable: 17,248 forms. Fewer than half are ever
//! written, a thousand of them make up nine tenths of any text, and a list of those answers more in one look-up:
//! which syllable a printed run is, its canonical and its folded text, and whether it is rare. The table is made
//! from `data/syllables.tsv` by `examples/make_syllables.rs` and used where it lies in the program; nothing is
//! built at start-up. A hash map would be, and a perfect hash would save a comparison of one slot in twenty.
//!
//! Layout of `data/syllables.bin`, numbers in little-endian order:
//!
//! | what | how many | of |
//! |---|---|---|
//! | numbers of syllables, of spellings, bytes of texts, bytes of folded texts | 4 | 2 bytes |
//! | slots: number of a spelling plus one, 0 where none is | [`SLOTS`] | 2 bytes |
//! | spellings: key, lengths of text and fold (4 bits each), id, places of text and of fold | | 16 bytes |
//! | number of its canonical spelling | a syllable | 2 bytes |
//! | class of frequency | a syllable | 1 byte |
//! | canonical texts, then folded texts | | UTF-8 |
//!
//! Syllables are numbered in the order of their folded texts, so those that fold alike stand side by side.
//! Spellings and texts lie in the order of frequency: the thousand that matter then fit in a processor's nearest
//! memory.

use std::num::NonZeroU64;
use std::ops::Range;

use super::fold::fold;
use super::normalize::canonical;

/// Checked in; see the module's comment.
pub(crate) const TABLE: &[u8] = include_bytes!("data/syllables.bin");

/// What the table is made from; only the test that compares them reads it.
#[cfg(test)]
pub(crate) const LIST: &str = include_str!("data/syllables.tsv");

/// Slots of the hash table, a power of two; about half are taken.
pub(crate) const SLOTS: usize = 1 << 14;

/// Most bytes of a spelling: `nghiễng`.
pub(crate) const KEY_BYTES: usize = 9;

const KEY: u128 = (1 << (8 * KEY_BYTES)) - 1;

const SLOTS_AT: usize = 8;
const RECORDS_AT: usize = SLOTS_AT + 2 * SLOTS;
const NUMBERS_AT: usize = RECORDS_AT + 16 * number(2);
const CLASSES_AT: usize = NUMBERS_AT + 2 * number(0);
const TEXTS_AT: usize = CLASSES_AT + number(0);
const FOLDS_AT: usize = TEXTS_AT + number(4);
const END: usize = FOLDS_AT + number(6);

static SLOT: &[[u8; 2]] = part(SLOTS_AT, RECORDS_AT).as_chunks().0;
static SPELLINGS: &[[u8; 16]] = part(RECORDS_AT, NUMBERS_AT).as_chunks().0;
static NUMBERS: &[[u8; 2]] = part(NUMBERS_AT, CLASSES_AT).as_chunks().0;
static CLASSES: &[u8] = part(CLASSES_AT, TEXTS_AT);
static TEXTS: &str = text(part(TEXTS_AT, FOLDS_AT));
static FOLDS: &str = text(part(FOLDS_AT, END));

const _: () = assert!(TABLE.len() == END && number(2) < SLOTS, "data/syllables.bin is damaged");

const fn number(at: usize) -> usize {
    TABLE[at] as usize | (TABLE[at + 1] as usize) << 8
}

const fn part(from: usize, to: usize) -> &'static [u8] {
    TABLE.split_at(to).0.split_at(from).1
}

const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("data/syllables.bin is damaged"),
    }
}

/// A syllable that is in use; [`lookup`] finds it.
///
/// ```
/// use tracuu::vi::syllable::lookup;
/// let syllable = lookup("UỶ").unwrap();
/// assert_eq!((syllable.canonical(), syllable.folded()), ("ủy", "uy"));
/// assert!(syllable.seen(20) && lookup("uy") != Some(syllable));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(u16);

impl Syllable {
    /// How many there are.
    pub const COUNT: usize = number(0);

    /// All of them, by their numbers.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator + Clone {
        Self::range(0..Self::COUNT)
    }

    /// The syllable with this number; none beyond [`Self::COUNT`].
    pub fn from_id(id: u16) -> Option<Self> {
        (usize::from(id) < Self::COUNT).then_some(Self(id))
    }

    /// Its number, below [`Self::COUNT`]: good within one version of the program, not to be stored.
    pub fn id(self) -> u16 {
        self.0
    }

    /// Its canonical spelling.
    pub fn canonical(self) -> &'static str {
        self.spelling().map_or("", Spelling::canonical)
    }

    /// Its folded text, see [`fold`].
    pub fn folded(self) -> &'static str {
        self.spelling().map_or("", Spelling::folded)
    }

    /// How often it is written: four times the binary logarithm of its number of occurrences in 26 million
    /// syllables of news (`data/SOURCES.md`), rounded down: 0 once, 17 twenty times, 75 half a million.
    pub fn frequency(self) -> u8 {
        CLASSES[usize::from(self.0)]
    }

    /// Whether it was written `times` times or more there, as exactly as [`Self::frequency`] tells (up to 20 %
    /// short of `times`; twenty is exact).
    pub fn seen(self, times: u32) -> bool {
        self.frequency() >= class_of(times)
    }

    fn spelling(self) -> Option<Spelling> {
        numbered(NUMBERS[usize::from(self.0)])
    }

    fn range(
        ids: Range<usize>,
    ) -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator + Clone {
        #[expect(clippy::cast_possible_truncation, reason = "the table counts them in two bytes")]
        (ids.start as u16..ids.end as u16).map(Self)
    }
}

/// The syllable that a run of letters is, printed in any case, tone style or Unicode form; none if it is not
/// in use.
///
/// ```
/// use tracuu::vi::syllable::lookup;
/// assert_eq!(lookup("Hoà"), lookup("hòa"));
/// assert_eq!(lookup("kĩ").unwrap().canonical(), "kỹ");
/// assert!(lookup("video").is_none() && lookup("").is_none());
/// ```
pub fn lookup(run: &str) -> Option<Syllable> {
    let plain = |run: &str| find(key_of(run.as_bytes())?).map(Spelling::syllable);
    plain(run).or_else(|| plain(&canonical(run)))
}

/// The syllables that a form without marks may stand for, by their numbers: all that fold to what it folds to.
///
/// ```
/// use tracuu::vi::syllable::readings;
/// let texts: Vec<_> = readings("tuyt").map(|syllable| syllable.canonical()).collect();
/// assert_eq!(texts, ["tuýt"]);
/// assert!(readings("dang").len() > 10 && readings("fan").len() == 0);
/// ```
pub fn readings(
    bare: &str,
) -> impl ExactSizeIterator<Item = Syllable> + DoubleEndedIterator + Clone + use<> {
    let bare = fold(bare);
    let from = first(|folded| folded < bare.as_str());
    let to = first(|folded| folded <= bare.as_str());
    Syllable::range(from..to)
}

/// The number of the first syllable whose folded text is not `before`.
fn first(before: impl Fn(&str) -> bool) -> usize {
    NUMBERS.partition_point(|&n| numbered(n).is_some_and(|spelling| before(spelling.folded())))
}

fn numbered(number: [u8; 2]) -> Option<Spelling> {
    let record = SPELLINGS.get(usize::from(u16::from_le_bytes(number)))?;
    Spelling::new(u128::from_le_bytes(*record))
}

/// What a printed spelling leads to: a record of the table without its key. Never 0, as no syllable is empty, so
/// that one or none fits in a register.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling(NonZeroU64);

#[expect(clippy::cast_possible_truncation, reason = "fields of a few bits")]
impl Spelling {
    #[inline]
    fn new(record: u128) -> Option<Self> {
        NonZeroU64::new((record >> (8 * KEY_BYTES)) as u64).map(Self)
    }

    #[inline]
    pub(super) fn syllable(self) -> Syllable {
        Syllable((self.0.get() >> 8) as u16)
    }

    #[inline]
    pub(super) fn canonical(self) -> &'static str {
        let from = usize::from((self.0.get() >> 24) as u16);
        &TEXTS[from..from + (self.lengths() & 15)]
    }

    #[inline]
    pub(super) fn folded(self) -> &'static str {
        let from = usize::from((self.0.get() >> 40) as u16);
        &FOLDS[from..from + (self.lengths() >> 4)]
    }

    #[inline]
    fn lengths(self) -> usize {
        usize::from(self.0.get() as u8)
    }
}

/// The spelling with this key; none if no syllable in use is spelt so.
#[inline]
pub(super) fn find(key: u128) -> Option<Spelling> {
    let mut slot = slot_of(key);
    loop {
        let number = usize::from(u16::from_le_bytes(SLOT[slot]));
        let record = u128::from_le_bytes(*SPELLINGS.get(number.checked_sub(1)?)?);
        if (record ^ key) & KEY == 0 {
            return Spelling::new(record);
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// The bytes of a run in small letters as a number; none if they are too many for a spelling.
pub(crate) fn key_of(run: &[u8]) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..run.len())?.copy_from_slice(run);
    Some(u128::from_le_bytes(bytes)).filter(|_| run.len() <= KEY_BYTES)
}

/// The slot where the search for a key begins: Fibonacci hashing, as for the rhymes.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the halves of a key")]
pub(crate) const fn slot_of(key: u128) -> usize {
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    let (low, high) = (key as u64, (key >> 64) as u64);
    let mixed = (low ^ high.wrapping_mul(GOLDEN)).wrapping_mul(GOLDEN);
    (mixed >> (u64::BITS - SLOTS.ilog2())) as usize
}

/// Four times the binary logarithm of a count, rounded down; 0 for none.
pub(crate) fn class_of(count: u32) -> u8 {
    let fourth = u128::from(count).pow(4);
    u8::try_from(fourth.checked_ilog2().unwrap_or_default()).unwrap_or(u8::MAX)
}
