//! The encodings that bytes tell by themselves: byte order marks, zeros where UTF-16 has them, and what
//! can be text at all.
//!
//! Without a mark UTF-16 is told by what ASCII becomes in it: every second byte zero. Vietnamese keeps
//! two thirds of its characters in ASCII, so half of the pairs are asked for. Zeros in the other place say
//! nothing against it, since the low byte of a combining grave is one. A binary file of 16-bit numbers can do
//! the same, so every pair must also be a character that text holds. UTF-16 without much ASCII and without
//! a mark (Chinese, Korean) is not told.

use super::Encoding;

/// Bytes looked at.
const HEAD: usize = 8 << 10;
/// Pairs of bytes below which zeros say nothing.
const FEWEST_PAIRS: usize = 4;
/// Of this many pairs at least one is ASCII in text of an alphabet with marks.
const ONE_ASCII_IN: usize = 2;
/// Of this many bytes at most one is a control character in text.
const ONE_CONTROL_IN: usize = 100;

/// Whether the beginning of an input can be text in any encoding that [`super::decode`] reads.
///
/// It tells text from programs, pictures and archives: it says nothing of which text it is. `head` may
/// be cut anywhere, 8 KB are plenty; an empty one can be text.
pub(in crate::ingest) fn is_text(head: &[u8]) -> bool {
    let control = |b: &&u8| matches!(**b, 1..=8 | 14..=26 | 28..=31 | 127);
    let plain =
        || !head.contains(&0) && head.iter().filter(control).count() * ONE_CONTROL_IN <= head.len();
    utf16(head).is_some() || plain()
}

/// UTF-16, by its byte order mark or by the zeros of ASCII; none for anything else.
///
/// `head` may be cut anywhere and 8 KB are plenty.
pub(in crate::ingest) fn utf16(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xFF, 0xFE, 0, 0, ..] => None,
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        _ => [Encoding::Utf16Le, Encoding::Utf16Be].into_iter().find(|&order| fits(head, order)),
    }
}

/// Whether every pair of bytes in this order is a character of text, and enough of them ASCII.
fn fits(head: &[u8], order: Encoding) -> bool {
    let (pairs, _) = head[..head.len().min(HEAD)].as_chunks();
    let units = || pairs.iter().map(|&pair| unit(pair, order));
    let written = |unit: u16| !matches!(unit, 0..=8 | 11 | 14..=31 | 127..=159 | 0xFFFE..);
    pairs.len() >= FEWEST_PAIRS
        && pairs.as_flattened().contains(&0)
        && units().all(written)
        && units().filter(|&unit| unit < 0x80).count() * ONE_ASCII_IN >= pairs.len()
}

fn unit(pair: [u8; 2], order: Encoding) -> u16 {
    if order == Encoding::Utf16Be { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
}

/// The text of UTF-16 in this order, without a byte order mark.
///
/// # Errors
/// Which byte begins half a character.
pub(super) fn decode_utf16(bytes: &[u8], order: Encoding) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks();
    let name = order.name();
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    for read in char::decode_utf16(pairs.iter().map(|&pair| unit(pair, order))) {
        let c = read.map_err(|_| {
            format!("is not {name}: bytes {at} and {} are half a pair of surrogates", at + 1)
        })?;
        if at > 0 || c != '\u{FEFF}' {
            text.push(c);
        }
        at += 2 * c.len_utf16();
    }
    if rest.is_empty() {
        Ok(text)
    } else {
        Err(format!("is not {name}: byte {at}, the last, is half a character"))
    }
}
