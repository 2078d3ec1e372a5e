//! UTF-8 that was taken for windows-1252 or Latin-1 and written as UTF-8 again: `Äáº£ng` for `Đảng`.
//!
//! Every character that was beyond ASCII has become two to four, each of which stands for a byte; bytes that
//! make a character again are put together. What does not is left as it stands and counted: a program in
//! between may have thrown away a control character or made a space of a no-break space, and what was there
//! is not guessed.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::WINDOWS_1252;

/// What windows-1252 has at 80 to 9F, with the bytes.
static SPECIALS: LazyLock<HashMap<char, u8>> = LazyLock::new(|| {
    let read = |byte: u8| WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
    (0x80..0xA0).filter_map(|byte| Some((read(byte)?, byte))).collect()
});

/// The byte beyond ASCII that a character stands for, in windows-1252 or in Latin-1.
fn byte_of(c: char) -> Option<u8> {
    match c {
        '\0'..='\x7F' => None,
        '\u{80}'..='\u{FF}' => u8::try_from(c).ok(),
        _ => SPECIALS.get(&c).copied(),
    }
}

/// The text with one layer taken away, and how many characters could not be put together.
pub(super) fn peel(text: &str) -> (String, usize) {
    let (mut whole, mut left) = (String::with_capacity(text.len()), 0);
    let mut rest = text.chars();
    while let Some(c) = rest.clone().next() {
        if let Some((character, len)) = character(rest.as_str()) {
            whole.push(character);
            rest.nth(len - 1);
        } else {
            left += usize::from(byte_of(c).is_some());
            whole.push(c);
            rest.next();
        }
    }
    (whole, left)
}

/// The character that the first characters of `text` are the bytes of, and how many they are.
fn character(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut chars = text.chars();
    bytes[0] = byte_of(chars.next()?)?;
    let len = match bytes[0] {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    for byte in &mut bytes[1..len] {
        *byte = byte_of(chars.next()?)?;
    }
    let character = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    (character != '\u{FFFD}').then_some((character, len))
}
