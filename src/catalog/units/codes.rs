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

/// Takes the letters of a word one by one.
#[derive(Clone, Copy, Default)]
pub(super) struct Packer {
    letters: u64,
    fold: u64,
    count: u32,
    tone: u8,
    toned: u8,
    respelt: bool,
}

impl Packer {
    #[inline]
    pub(super) fn letter(&mut self, letter: Letter) {
        self.letters = (self.letters << BITS) | (u64::from(letter.code()) + 1);
        self.fold = (self.fold << BITS) | (u64::from(bare(letter.code())) + 1);
        self.count += 1;
        self.respelt |= letter.is_respelt();
        if letter.tone() > 0 {
            (self.tone, self.toned) = (letter.tone(), self.toned.saturating_add(1));
        }
    }

    #[inline]
    pub(super) fn digit(&mut self, digit: u8) {
        let code = DIGITS + u64::from(digit - b'0');
        (self.letters, self.fold) = ((self.letters << BITS) | code, (self.fold << BITS) | code);
        self.count += 1;
    }

    /// The numbers; none for a word that does not fit.
    #[inline]
    pub(super) fn codes(&self) -> Option<Codes> {
        if self.count > LETTERS || self.toned > 1 || self.respelt {
            return None;
        }
        let exact = self.with_y() | (u64::from(self.tone) << TONE_AT);
        Some(Codes { exact, fold: self.fold })
    }

    /// The letters with `y` for the `i` that canonical spelling writes so: `kĩ`, `quí`.
    fn with_y(&self) -> u64 {
        const I: u64 = code_of('i') as u64 + 1;
        const Y: u64 = code_of('y') as u64 + 1;
        const Q: u64 = code_of('q') as u64 + 1;
        let at = |n: u32| (self.letters >> (n * BITS)) & 63;
        let place = match self.count {
            2 if self.toned > 0 && at(0) == I && before_y(at(1)) => 0,
            3.. if at(self.count - 1) == Q && at(self.count - 3) == I => self.count - 3,
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
    while let Some(byte) = bytes.get(at) {
        match Letter::at(bytes, at) {
            (_, 0) if byte.is_ascii_digit() => {
                packer.digit(*byte);
                at += 1;
            }
            (_, 0) => return None,
            (letter, len) => {
                packer.letter(letter);
                at += len;
            }
        }
    }
    packer.codes()
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
    const LETTERS_ONLY: u64 = (1 << TONE_AT) - 1;
    if (a | b) & HASHED != 0 {
        return a == b;
    }
    a & LETTERS_ONLY == b & LETTERS_ONLY
}

/// Whether one letter put in, left out or replaced makes one of the other; a tone goes with its vowel. Words
/// of two letters are too short to tell.
pub(super) fn one_edit(a: u64, b: u64) -> bool {
    if (a | b) & HASHED != 0 {
        return false;
    }
    let ((a, tone), (b, other)) = (letters(a), letters(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 3 || long.len() - short.len() > 1 {
        return false;
    }
    let front = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
    if front == long.len() {
        return true;
    }
    let skip = usize::from(short.len() == long.len());
    let same = short.len() >= front + skip && short[front + skip..] == long[front + 1..];
    same && (tone == other || (skip == 1 && is_vowel(short[front]) && is_vowel(long[front])))
}

fn letters(exact: u64) -> (Vec<u8>, u64) {
    let all = (0..LETTERS).rev().map(|n| low(exact >> (n * BITS)));
    (all.filter(|code| *code > 0).collect(), exact >> TONE_AT)
}

fn is_vowel(code: u8) -> bool {
    crate::vi::alphabet::is_vowel(code.saturating_sub(1))
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
