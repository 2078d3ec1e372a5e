//! The tables of codes, and reading a text by one of them: the longest code first, what no code is stays.
//!
//! A table is of characters, not of bytes: text in a legacy font comes as bytes of 8 bits and as the
//! Latin-1 characters of those bytes inside UTF-8, and reading the first as windows-1252 gives the second.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

/// Most characters of a code.
const LONGEST: usize = 3;

type Code = [char; LONGEST];

/// Codes of one character set, padded with NUL, and the letters they stand for.
pub(super) struct Table(HashMap<Code, char>);

static TCVN3: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tcvn3.tsv")));
pub(super) static VNI: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("vni.tsv")));
pub(super) static VIQR: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("viqr.tsv")));

/// What windows-1258 has in other places than windows-1252, combining marks among it.
static WINDOWS_1258_CHANGES: LazyLock<Table> = LazyLock::new(|| {
    let change = |byte: u8| {
        let byte = [byte];
        let read = |encoding: &'static encoding_rs::Encoding| {
            encoding
                .decode_without_bom_handling(&byte)
                .0
                .chars()
                .next()
                .filter(|&c| c != '\u{FFFD}')
        };
        let (old, new) = (read(WINDOWS_1252)?, read(WINDOWS_1258)?);
        (old != new).then_some(([old, '\0', '\0'], new))
    };
    Table((0x80..=0xFF).filter_map(change).collect())
});

impl Table {
    /// Reads a data file; a line that is not a code and a letter is no row of the table, and the test of
    /// the tables finds it.
    fn read(file: &str) -> Self {
        Self(rows(file).collect())
    }

    /// The text that `coded` stands for.
    pub(super) fn decode(&self, coded: &str) -> String {
        let mut text = String::with_capacity(coded.len() + coded.len() / 4);
        let mut rest = coded.chars();
        loop {
            let mut ahead = rest.clone();
            let Some(first) = ahead.next() else { return text };
            let mut code =
                [first, ahead.next().unwrap_or_default(), ahead.next().unwrap_or_default()];
            let (letter, len) = self.longest(&mut code).unwrap_or((first, 1));
            text.push(letter);
            rest.nth(len - 1);
        }
    }

    /// The letter of the longest code that `ahead` begins with, and the length of the code.
    fn longest(&self, ahead: &mut Code) -> Option<(char, usize)> {
        for len in (1..=LONGEST).rev() {
            if let Some(&letter) = self.0.get(ahead) {
                return Some((letter, len));
            }
            ahead[len - 1] = '\0';
        }
        None
    }
}

/// The text of TCVN3, given as the characters that windows-1252 has for its bytes.
///
/// The set has no capitals with tones; a line in capitals is typed with small ones (`CéNG HOµ`) and shown
/// in a font of capitals. A word of two capitals or more whose only small letters are such is made capital.
pub(super) fn tcvn3(coded: &str) -> String {
    let text = TCVN3.decode(coded);
    let mut whole = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let typed_so = word.chars().filter(|c| c.is_uppercase()).nth(1).is_some()
            && !word.contains(|c: char| c.is_ascii_lowercase());
        if typed_so {
            whole.extend(word.chars().flat_map(char::to_uppercase))
        } else {
            whole.push_str(word)
        }
    }
    whole
}

/// The text of windows-1258, given as the characters that windows-1252 has for its bytes; in NFC.
pub(super) fn windows_1258(coded: &str) -> String {
    WINDOWS_1258_CHANGES.decode(coded).nfc().collect()
}

/// The rows of a data file, in its order.
pub(super) fn rows(file: &str) -> impl Iterator<Item = (Code, char)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (hex, letter) = line.split_once('\t')?;
        let mut code = Code::default();
        for (place, byte) in code.iter_mut().zip(hex.split(' ')) {
            *place = char::from(u8::from_str_radix(byte, 16).ok()?);
        }
        Some((code, letter.chars().next()?))
    })
}
