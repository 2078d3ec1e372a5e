//! Text as it is stored, and runs of letters as they are compared.
//!
//! [`clean`] is all that ingestion may do to a source: the reader sees `Đảng uỷ` where the paper
//! wrote so. [`canonical`] is what tokens hold: one spelling for all printed forms of a syllable.
//! The old tone style was taken (`hòa`, `ủy`) because newspapers print it in 97 % or more of
//! the syllables where the styles differ (27 million words of news from 2017 to 2025).

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::alphabet::Letter;
use super::characters::{is_apostrophe, is_blank, is_ignorable, is_latin, look_alike, narrow};
use super::run::Run;

/// A source's text as it is stored: NFC; lines end in `\n` (`\r\n`, `\r`, U+2028 and U+2029 become one);
/// every run of white space within a line is one U+0020, none stands at either end of a line;
/// control characters and invisible ones (zero width, soft hyphen, byte order mark, direction marks
/// and overrides) are left out. Empty lines stay, as do case, marks and tone style. Idempotent.
///
/// ```
/// use tracuu::vi::normalize::clean;
/// assert_eq!(clean("\u{FEFF}Đa\u{309}ng\u{A0} uỷ \r\n\tHọp"), "Đảng uỷ\nHọp");
/// ```
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    let mut after_return = false;
    let visible = text.chars().filter_map(move |c| {
        let second_half = std::mem::replace(&mut after_return, c == '\r') && c == '\n';
        match c {
            _ if second_half => None,
            '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
            _ if is_ignorable(c) => None,
            '\n' => Some(c),
            _ if c.is_whitespace() => Some(' '),
            _ => (!c.is_control()).then_some(c),
        }
    });
    let mut push = |c: char| {
        if is_blank(c) {
            blank = true;
            return;
        }
        if blank && c != '\n' && !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    };
    // Composing costs half of it all, and nearly every source is composed.
    if text.chars().all(is_composed) {
        visible.for_each(&mut push);
    } else {
        visible.nfc().for_each(&mut push);
    }
    out
}

/// Whether a text is what [`clean`] would make of it, told by characters that surely stay; a no says nothing.
fn is_clean(text: &str) -> bool {
    let mut before = '\n';
    for c in text.chars() {
        let stays = match c {
            '!'..='~' | '\u{C0}'..='\u{2FF}' | '\u{1EA0}'..='\u{1EF9}' => true,
            ' ' => !matches!(before, ' ' | '\n'),
            '\n' => before != ' ',
            '«' | '»' | '–' | '—' | '‘' | '’' | '“' | '”' | '•' | '…' => true,
            _ => false,
        };
        if !stays {
            return false;
        }
        before = c;
    }
    before != ' '
}

/// Whether NFC leaves a character and its neighbours alone: letters of Latin script below the combining
/// marks, those of Vietnamese, usual punctuation. A no says nothing.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..='\u{2FF}' | '\u{1EA0}'..='\u{1EF9}' | '\u{2002}'..='\u{2027}' | '\u{2030}'..='\u{205E}'
        | '\u{FEFF}')
}

/// One run of letters (a syllable, a word, an abbreviation) in canonical spelling: lower case NFC
/// with the tone where the old style writes it and `y` for `i` where both are in use. Doubled and stray
/// marks are mended, look-alikes of other scripts, full-width letters, `Ð` and `ð` replaced, apostrophes
/// and invisible characters left out. What is not a possible syllable keeps its letters. Idempotent.
///
/// ```
/// use tracuu::vi::normalize::canonical;
/// assert_eq!(canonical("UỶ"), "ủy");
/// assert_eq!(canonical("Hòan"), "hoàn");
/// assert_eq!(canonical("kĩ"), "kỹ");
/// assert_eq!(canonical("Café"), "café");
/// ```
pub fn canonical(run: &str) -> String {
    let mut out = String::with_capacity(run.len());
    write_canonical(run, &mut out, usize::MAX);
    out
}

/// Appends the canonical spelling of a run, see [`canonical()`].
pub fn append_canonical(run: &str, out: &mut String) {
    write_canonical(run, out, usize::MAX);
}

/// Whether a character is a letter of any script: [`char::is_alphabetic`], quicker for those of Vietnamese.
#[inline]
pub fn is_alphabetic(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (Letter::of(c).is_some() || c.is_alphabetic()))
}

/// Whether a character is a letter or a digit of any script: [`char::is_alphanumeric`], quicker for the
/// letters of Vietnamese.
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (Letter::of(c).is_some() || c.is_alphanumeric()))
}

/// The next run of letters and digits at or behind byte `from`, which must be a boundary of characters.
pub fn next_run(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    // Whether a letter or digit stands at a place, and its bytes.
    let step = |at: usize| -> (bool, usize) {
        match (Letter::at(bytes, at), bytes[at]) {
            ((letter, len), _) if letter.exists() => (true, len),
            (_, byte) if byte.is_ascii() => (byte.is_ascii_digit(), 1),
            _ => text[at..]
                .chars()
                .next()
                .map_or((false, 1), |c| (c.is_alphanumeric(), c.len_utf8())),
        }
    };
    let mut start = from;
    let (mut is_run, mut len) = (false, 0);
    while start < bytes.len() && !is_run {
        start += len;
        if start < bytes.len() {
            (is_run, len) = step(start);
        }
    }
    let mut end = start + len;
    while is_run && end < bytes.len() {
        (is_run, len) = step(end);
        end += if is_run { len } else { 0 };
    }
    (start < bytes.len()).then_some(start..end)
}

/// Whether a character is a capital: [`char::is_uppercase`], quicker for the letters of Vietnamese.
#[inline]
pub fn is_uppercase(c: char) -> bool {
    match Letter::of(c) {
        Some(letter) => letter.is_capital(),
        None => c.is_uppercase(),
    }
}

/// Appends the canonical spelling of `run`; may stop once `limit` bytes are written.
pub(super) fn write_canonical(run: &str, out: &mut String, limit: usize) {
    if write_plainly(run, out).is_some() {
        return;
    }
    if let Some(run) = Run::parse(run) {
        return run.write_canonical(out);
    }
    let start = out.len();
    write_foreign(run, out, limit);
    if let Some(run) = Run::parse(&out[start..]) {
        out.truncate(start);
        run.write_canonical(out);
    }
}

/// Appends a run that is spelt canonically but for a capital at its beginning, as nearly all are; none where
/// it may be spelt otherwise.
fn write_plainly(text: &str, out: &mut String) -> Option<()> {
    let mut run = Run::EMPTY;
    let scanned = run.scan(text.as_bytes(), 0).filter(|scanned| scanned.len == text.len())?;
    let first = run.first();
    let canonical = if scanned.marked { run.is_canonical(scanned)? } else { first.lower() != 'q' };
    if !canonical {
        return None;
    }
    if first.is_capital() {
        out.push(first.lower());
        out.push_str(&text[first.lower().len_utf8()..]);
    } else {
        out.push_str(text);
    }
    Some(())
}

/// A run with letters that Vietnamese lacks: NFC, lower case, marks that compose with nothing dropped. What
/// such a mark kept apart may compose once it is gone, hence the last NFC.
fn write_foreign(run: &str, out: &mut String, limit: usize) {
    let start = out.len();
    let latin = run.chars().map(narrow).nfd().any(is_latin);
    let letters = run
        .chars()
        .map(narrow)
        .filter(|&c| !is_ignorable(c) && !is_apostrophe(c))
        .nfc()
        .map(|c| if latin { look_alike(c) } else { c })
        .nfc()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36F}'))
        .nfc()
        .map(|c| if c == 'µ' { 'μ' } else { c });
    for c in letters {
        if out.len() - start >= limit {
            return;
        }
        out.push(simple_lower(c));
    }
}

/// The first character of the lower case of `c`: never one that needs a combining mark (`İ` → `i`).
fn simple_lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_quick_ways_answer_as_the_slow_ones(text in "[a-zA-Zđàáạằộừ \n.,–“\u{301}\u{A0}\u{200B}]{0,24}") {
            if is_clean(&text) {
                prop_assert_eq!(&clean(&format!("{text}\u{200B}")), &text);
            }
            for run in text.split(|c: char| !is_alphabetic(c)).filter(|run| !run.is_empty()) {
                let mut quick = String::new();
                if write_plainly(run, &mut quick).is_some() {
                    let mut slow = String::new();
                    Run::parse(run).unwrap().write_canonical(&mut slow);
                    prop_assert_eq!(quick, slow);
                }
            }
        }

        #[test]
        fn classes_of_characters_are_those_of_unicode(c in any::<char>()) {
            prop_assert_eq!(is_alphabetic(c), c.is_alphabetic());
            prop_assert_eq!(is_alphanumeric(c), c.is_alphanumeric());
        }
    }
}
