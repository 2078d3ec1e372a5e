//! Words as numbers, so that a text is compared with ten thousand names without making a string of any word.
//!
//! Ten letters of six bits and a tone fill 63 bits of a word's number, which holds all syllables and
//! nearly all abbreviations. Longer and foreign words are numbered by a hash of their forms, marked by the
//! last bit. Comparing strings was the other way: making the forms cost more than all reading of names.

use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use xxhash_rust::xxh3::xxh3_64;

use super::words::is_apostrophe;
use crate::vi::alphabet::{Letter, bare, code_of};
use crate::vi::normalize::canonical;

/// Most letters a number holds.
const LETTERS: u32 = 10;
const BITS: u32 = 6;
const TONE_AT: u32 = LETTERS * BITS;
const LETTERS_ONLY: u64 = (1 << TONE_AT) - 1;
/// Marks the number of a word that is longer or foreign.
const HASHED: u64 = 1 << 63;
/// The first digit's code: behind the 33 letters, all counted from 1.
const DIGITS: u64 = 34;

/// A word's two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Codes {
    /// Of its canonical form: equal for one spelling in any case and either tone style.
    pub(super) exact: u64,
    /// Of its letters without marks.
    pub(super) fold: u64,
}

/// A letter of Vietnamese or a digit, as what it adds to a word's numbers: bits 0-5 to the exact one, 6-11 to
/// the one without marks, 12-15 [`LOW`] and the like, from 16 on, each in a byte that a word's letters are added
/// up in, its tone, 1 if it has one, and 1. 0 is neither letter nor digit.
pub(super) type Glyph = u64;

/// A small letter.
const LOW: Glyph = 1 << 12;
/// Printed with a letter that only looks alike.
const RESPELT: Glyph = 1 << 13;
/// A capital or a digit.
const CAPITAL: Glyph = 1 << 14;
/// `i` or `q`, which canonical spelling may write `y` with.
const SPELT_WITH_Y: Glyph = 1 << 15;
/// Where the sums begin.
const SUMS: u32 = 16;
const ONE: Glyph = 1 << (SUMS + 16);
/// A word with more bytes does not fit; with fewer no sum overflows.
const MOST_BYTES: usize = 30;

const I_CODE: u8 = code_of('i');
const Q_CODE: u8 = code_of('q');

const FIRST_END: usize = 0x1C0;
const SECOND: usize = 0x1EA0;
const SECOND_END: usize = 0x1F00;
static FIRST_GLYPHS: [Glyph; FIRST_END] = glyphs(0);
static SECOND_GLYPHS: [Glyph; SECOND_END - SECOND] = glyphs(SECOND);

const fn glyphs<const N: usize>(start: usize) -> [Glyph; N] {
    let (mut all, mut at) = ([0; N], 0);
    while at < N {
        all[at] = glyph_of(start + at);
        at += 1;
    }
    all
}

const fn glyph_of(code_point: usize) -> Glyph {
    if code_point >= '0' as usize && code_point <= '9' as usize {
        let code = DIGITS + (code_point - '0' as usize) as u64;
        return code | (code << BITS) | CAPITAL | ONE;
    }
    let letter = Letter::of_code_point(code_point);
    if !letter.exists() {
        return 0;
    }
    let size = if letter.is_capital() { CAPITAL } else { LOW };
    let respelt = if letter.is_respelt() { RESPELT } else { 0 };
    let tone = letter.tone() as Glyph;
    let sums = (tone << SUMS) | (((tone > 0) as Glyph) << (SUMS + 8)) | ONE;
    let code = letter.code() as Glyph + 1;
    let y = matches!(letter.code(), I_CODE | Q_CODE);
    let flags = size | respelt | if y { SPELT_WITH_Y } else { 0 };
    code | ((bare(letter.code()) as Glyph + 1) << BITS) | flags | sums
}

/// The letter or digit at `at` of a text in UTF-8, and its length.
#[inline]
pub(super) fn glyph(bytes: &[u8], at: usize) -> (Glyph, usize) {
    match bytes.get(at) {
        Some(&b @ 0..0x80) => (FIRST_GLYPHS[usize::from(b)], 1),
        Some(&b) => long_glyph(usize::from(b), bytes, at),
        None => (0, 0),
    }
}

#[inline]
fn long_glyph(first: usize, bytes: &[u8], at: usize) -> (Glyph, usize) {
    let next = |n: usize| bytes.get(at + n).map_or(0, |&b| usize::from(b & 0x3F));
    match first {
        0xC3..=0xC6 => (FIRST_GLYPHS[((first & 0x1F) << 6) | next(1)], 2),
        0xE1 => match ((next(1) << 6) | next(2)).wrapping_sub(SECOND - 0x1000) {
            n @ 0..0x60 => (SECOND_GLYPHS[n], 3),
            _ => (0, 0),
        },
        _ => (0, 0),
    }
}

/// Takes the letters of a word one by one.
#[derive(Clone, Copy, Default)]
pub(super) struct Packer {
    letters: u64,
    fold: u64,
    sums: u64,
    flags: Glyph,
}

impl Packer {
    #[inline]
    pub(super) fn take(&mut self, glyph: Glyph) {
        self.letters = (self.letters << BITS) | (glyph & 63);
        self.fold = (self.fold << BITS) | ((glyph >> BITS) & 63);
        self.sums = self.sums.wrapping_add(glyph >> SUMS);
        self.flags |= glyph;
    }

    /// Whether no letter was a small one.
    pub(super) fn shouted(&self) -> bool {
        self.flags & LOW == 0
    }

    /// The numbers of a word of so many bytes; none for one that does not fit.
    #[inline]
    pub(super) fn codes(&self, bytes: usize) -> Option<Codes> {
        let (tone, toned) = (self.sums & 0xFF, (self.sums >> 8) & 0xFF);
        let fits = bytes <= MOST_BYTES && self.sums >> 16 <= u64::from(LETTERS);
        if !fits || toned > 1 || self.flags & RESPELT != 0 {
            return None;
        }
        Some(Codes { exact: self.with_y(toned > 0) | (tone << TONE_AT), fold: self.fold })
    }

    /// The letters with `y` for the `i` that canonical spelling writes so: `kĩ`, `quí`.
    #[inline]
    fn with_y(&self, toned: bool) -> u64 {
        const I: u64 = I_CODE as u64 + 1;
        const Y: u64 = code_of('y') as u64 + 1;
        const Q: u64 = Q_CODE as u64 + 1;
        if self.flags & SPELT_WITH_Y == 0 {
            return self.letters;
        }
        let count = count(self.letters);
        let at = |n: u32| (self.letters >> (n * BITS)) & 63;
        let place = match count {
            2 if toned && at(0) == I && before_y(at(1)) => 0,
            3.. if at(count - 1) == Q && at(count - 3) == I => count - 3,
            _ => return self.letters,
        };
        self.letters ^ ((I ^ Y) << (place * BITS))
    }
}

/// Whether `i` alone behind this letter is also written `y`.
const fn before_y(code: u64) -> bool {
    const fn bit(c: char) -> u64 {
        1 << (code_of(c) as u64 + 1)
    }
    const SET: u64 = bit('h') | bit('k') | bit('l') | bit('m') | bit('s') | bit('t');
    SET >> code & 1 == 1
}

/// The numbers of a word of any kind, and its form without marks where the number does not hold it.
pub(super) fn codes(raw: &str) -> (Codes, Option<Box<str>>) {
    if let Some(codes) = packed(raw) {
        return (codes, None);
    }
    let fold = unmarked(raw);
    let canon: String = canonical(raw).chars().filter(|c| !is_apostrophe(*c)).collect();
    let own = packed(&fold).map(|codes| codes.fold);
    let codes = Codes { exact: exact(&canon), fold: own.unwrap_or_else(|| hashed(&fold)) };
    (codes, own.is_none().then(|| fold.into_boxed_str()))
}

/// The number of a canonical form.
pub(super) fn exact(canon: &str) -> u64 {
    packed(canon).map_or_else(|| hashed(canon), |codes| codes.exact)
}

/// The number of a form without marks.
pub(super) fn fold(plain: &str) -> u64 {
    packed(plain).map_or_else(|| hashed(plain), |codes| codes.fold)
}

fn packed(text: &str) -> Option<Codes> {
    let (bytes, mut at, mut packer) = (text.as_bytes(), 0, Packer::default());
    while at < bytes.len() {
        let (glyph, len) = glyph(bytes, at);
        if glyph == 0 {
            return None;
        }
        packer.take(glyph);
        at += len;
    }
    packer.codes(at)
}

fn hashed(text: &str) -> u64 {
    xxh3_64(text.as_bytes()) | HASHED
}

/// The letters of a number without marks; empty for a hash.
pub(super) fn spell(fold: u64) -> String {
    let letter = |n: u32| match (fold >> (n * BITS)) & 63 {
        0 => None,
        code if code >= DIGITS => Some((b'0' + low(code - DIGITS)) as char),
        code => Some((b'a' + low(code - 1)) as char),
    };
    if fold & HASHED != 0 {
        return String::new();
    }
    (0..LETTERS).rev().filter_map(letter).collect()
}

/// Whether a glyph is a capital or a digit.
pub(super) fn is_capital(glyph: Glyph) -> bool {
    glyph & CAPITAL != 0
}

/// Whether a word with this number is all digits.
pub(super) fn is_number(fold: u64) -> bool {
    let digit = |n: u32| matches!((fold >> (n * BITS)) & 63, 0 | DIGITS..);
    fold & HASHED == 0 && (0..LETTERS).all(digit)
}

/// A number below 64 as a byte.
fn low(n: u64) -> u8 {
    u8::try_from(n & 63).unwrap_or_default()
}

/// Whether two words are the same but for a tone.
pub(super) fn toneless_equal(a: u64, b: u64) -> bool {
    if (a | b) & HASHED != 0 {
        return a == b;
    }
    a & LETTERS_ONLY == b & LETTERS_ONLY
}

/// Whether one letter put in, left out or replaced makes one of the other; a tone goes with its vowel. Words
/// of two letters are too short to tell.
pub(super) fn one_edit(a: u64, b: u64) -> bool {
    let (a_tone, b_tone) = (a >> TONE_AT, b >> TONE_AT);
    let (a, b) = (a & LETTERS_ONLY, b & LETTERS_ONLY);
    let (short, long) = if a < b { (a, b) } else { (b, a) };
    let (fewer, more) = (count(short), count(long));
    if fewer < 3 || more - fewer > 1 || (a_tone | b_tone) >= HASHED >> TONE_AT {
        return false;
    }
    if short == long {
        return true;
    }
    // The last letter in which they differ: all before it must be equal.
    let at = (short ^ long).trailing_zeros() / BITS * BITS;
    if fewer < more {
        return a_tone == b_tone && short >> at == long >> at >> BITS;
    }
    let vowels = is_vowel(low(short >> at)) && is_vowel(low(long >> at));
    short >> at >> BITS == long >> at >> BITS && (a_tone == b_tone || vowels)
}

/// How many letters a number holds.
fn count(letters: u64) -> u32 {
    (u64::BITS - letters.leading_zeros()).div_ceil(BITS)
}

fn is_vowel(code: u8) -> bool {
    const fn bit(c: char) -> u64 {
        1 << (code_of(c) as u64 + 1)
    }
    const SET: u64 = bit('a')
        | bit('ă')
        | bit('â')
        | bit('e')
        | bit('ê')
        | bit('i')
        | bit('o')
        | bit('ô')
        | bit('ơ')
        | bit('u')
        | bit('ư')
        | bit('y');
    SET >> code & 1 == 1
}

/// One number of the numbers of several words in order.
pub(super) fn together(codes: impl Iterator<Item = u64>) -> u64 {
    codes.fold(0, |all, code| (all.rotate_left(23) ^ code).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Spreads numbers over a table. The keys are the catalogue's, so no text can make them collide.
pub(super) type Spread = BuildHasherDefault<Mix>;

/// See [`Spread`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    #[inline]
    fn write_u64(&mut self, n: u64) {
        let mixed = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Lower-case letters without marks and apostrophes, `đ` as `d`, nothing else changed: keys spell a name as it is written, so the
/// folding of queries, which joins `i` and `y`, is not for them.
pub(crate) fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut push = |c: char| match c {
        'đ' | 'Đ' => plain.push('d'),
        c if is_combining_mark(c) || is_apostrophe(c) => {}
        c => plain.extend(c.to_lowercase()),
    };
    for c in text.chars() {
        if c.is_ascii() { push(c) } else { decompose_canonical(c, &mut push) }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(raw: &str) -> Codes {
        codes(raw).0
    }

    #[test]
    fn one_number_stands_for_all_spellings_of_a_word() {
        for (a, b) in [("Uỷ", "ủy"), ("KĨ", "kỹ"), ("qui", "quy"), ("Hoà", "hòa"), ("đảng", "ĐẢNG")]
        {
            assert_eq!(of(a).exact, of(b).exact, "{a} {b}");
        }
        for (a, b) in [("ủy", "uy"), ("tỉnh", "tính"), ("ban", "bàn"), ("đà", "da"), ("tai", "tay")]
        {
            assert_ne!(of(a).exact, of(b).exact, "{a} {b}");
        }
        assert_eq!(of("qui").fold, fold("qui"));
        assert_ne!(of("qui").fold, of("quy").fold);
    }

    #[test]
    fn a_letter_off_is_near() {
        let near = |a: &str, b: &str| one_edit(of(a).exact, of(b).exact);
        assert!(near("quan", "qyan") && near("quan", "quản") && near("chính", "chín"));
        assert!(near("tỉnh", "tẻnh") && near("đảng", "đản"));
        assert!(!near("ủy", "uy") && !near("quan", "quyết") && !near("đảng", "bang"));
    }

    proptest! {
        #[test]
        fn numbers_tell_words_apart_as_their_forms_do(
            a in "[a-cđhikquyàáạảâầớữ0-2É’\u{301}]{1,12}",
            b in "[a-cđhikquyàáạảâầớữ0-2É’\u{301}]{1,12}",
        ) {
            prop_assert_eq!(unmarked(&a) == unmarked(&b), of(&a).fold == of(&b).fold);
            if canonical(&a) == canonical(&b) {
                prop_assert_eq!(of(&a).exact, of(&b).exact);
            }
        }

        #[test]
        fn numbers_without_marks_read_back(raw in "[a-zđàệ0-9]{1,14}") {
            let (codes, long) = codes(&raw);
            prop_assert_eq!(long.map_or_else(|| spell(codes.fold), String::from), unmarked(&raw));
        }
    }
}
