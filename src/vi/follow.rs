//! What follows a run or a number, as far as it tells that nothing is joined to it.
//!
//! The fast ways of the scanner ask here, and only a sure yes counts: where the answer is no, the slower ways
//! look again and decide.

use super::characters::is_blank;

/// Whether nothing that could make a unit of it follows a run that ends at `end`.
#[inline]
pub(super) fn stands_alone(bytes: &[u8], end: usize) -> bool {
    let Some(&next) = bytes.get(end) else { return true };
    match AFTER[usize::from(next)] {
        After::Alone => true,
        After::Joined => false,
        After::JoinedUnlessBlank => matches!(bytes.get(end + 1), None | Some(b' ' | b'\n')),
        After::Punctuation => matches!(bytes[end..], [_, 0x80, 0x9C | 0x9D | 0xA6, ..]),
    }
}

/// What a byte after a run of letters says.
#[derive(Clone, Copy)]
enum After {
    Alone,
    Joined,
    JoinedUnlessBlank,
    /// The first byte of “, ” and …, which join nothing, and of dashes and apostrophes.
    Punctuation,
}

static AFTER: [After; 256] = {
    let mut all = [After::Joined; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        all[byte as usize] = match byte {
            b'-' | b'/' | b'&' | b'.' | b'\'' | b'@' | b'_' | b'+' | b':' => {
                After::JoinedUnlessBlank
            }
            b'0'..=b'9' => After::Joined,
            _ => After::Alone,
        };
        byte += 1;
    }
    all[0xE2] = After::Punctuation;
    all
};

/// Whether what follows digits surely belongs to another token. A no says nothing.
pub(super) fn number_ends(rest: &[u8]) -> bool {
    match rest {
        [] | [b'\n' | b')' | b';' | b'"' | b'!' | b'?', ..] => true,
        [b',' | b'.' | b':', next @ ..] => matches!(next, [] | [b' ' | b'\n', ..]),
        [b' ', b'-' | b'%', ..] => false,
        [b' ', b'!'..=b'~' | 0xC3..=0xC6 | 0xE1, ..] => true,
        _ => false,
    }
}

/// The end of a percent sign that follows `end`, after one blank at most.
pub(super) fn percent_end(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let sign = rest.strip_prefix(is_blank).unwrap_or(rest).strip_prefix('%')?;
    Some(text.len() - sign.len())
}
