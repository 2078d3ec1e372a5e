//! VIQR: Vietnamese in ASCII, marks written after their letters (`DDa?ng u?y`).
//!
//! Every mark is also punctuation, a bracket or an operator, so nothing is asked for as much as here: no
//! letter beyond ASCII in the whole text, marks inside words, many different syllables, hardly a word
//! with a mark that is none, and a good part of all words with marks. A text of a line or two is left
//! as it is. Tags and addresses are copied.

use super::evidence::Evidence;
use super::table::VIQR;

/// Different syllables asked for.
const DISTINCT: usize = 12;
/// Of 100 words with marks so many must be syllables.
const SHARE: usize = 90;
/// One word in so many must have a mark; in Vietnamese three in four do.
const ONE_MARKED_IN: usize = 3;
/// Different marks inside words asked for, of the eight.
const INNER_MARKS: usize = 4;

/// The text of `coded` where it surely is VIQR.
pub(super) fn read(coded: &str) -> Option<String> {
    if !can_be(coded) {
        return None;
    }
    let text = decode(coded);
    let evidence = Evidence::of(&text);
    let words = coded.split(|c: char| !c.is_alphanumeric() && !is_mark(c));
    let words = words.filter(|word| word.starts_with(|c: char| c.is_alphabetic())).count();
    let sure = evidence.distinct() >= DISTINCT
        && evidence.holds(SHARE)
        && evidence.syllables * ONE_MARKED_IN >= words;
    sure.then_some(text)
}

/// A quick look: marks inside words, several kinds of them, and no letter beyond ASCII.
fn can_be(coded: &str) -> bool {
    if coded.chars().any(|c| !c.is_ascii() && c.is_alphabetic()) {
        return false;
    }
    let (mut inner, mut kinds) = (0usize, 0u8);
    for three in coded.as_bytes().windows(3) {
        if is_vowel(three[0]) && (three[2].is_ascii_alphabetic() || is_mark(three[2].into())) {
            let kind = MARKS.iter().position(|&mark| mark == three[1]);
            inner += usize::from(kind.is_some());
            kinds |= kind.map_or(0, |kind| 1 << kind);
        }
    }
    inner >= DISTINCT && kinds.count_ones() as usize >= INNER_MARKS
}

const MARKS: &[u8; 8] = b"^(+'`?~.";

fn is_mark(c: char) -> bool {
    u8::try_from(c).is_ok_and(|byte| MARKS.contains(&byte))
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn decode(coded: &str) -> String {
    let mut text = String::with_capacity(coded.len());
    let mut in_tag = false;
    for piece in coded.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>'))
    {
        let copied = in_tag || is_address(piece) || piece.contains("\\\\");
        if copied {
            text.push_str(piece)
        } else {
            text.push_str(&VIQR.decode(piece))
        }
        in_tag = piece.ends_with('<') || (in_tag && !piece.ends_with('>'));
    }
    text
}

fn is_address(piece: &str) -> bool {
    ["://", "www.", "@"].iter().any(|sign| piece.contains(sign))
}
