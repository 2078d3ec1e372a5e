//! Text as it is stored, and runs of letters as they are compared.
//!
//! [`clean`] is all that ingestion may do to a source: the reader sees `Đảng uỷ` where the paper
//! wrote so. [`canonical`] is what tokens hold: one spelling for all printed forms of a syllable.
//! The old tone style was taken (`hòa`, `ủy`) because newspapers print it in 97 % of the syllables
//! where the styles differ.

use unicode_normalization::UnicodeNormalization;

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
    for c in visible.nfc() {
        if is_blank(c) {
            blank = true;
            continue;
        }
        if blank && c != '\n' && !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
    out
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

/// Appends the canonical spelling of `run`; may stop once `limit` bytes are written.
pub(super) fn write_canonical(run: &str, out: &mut String, limit: usize) {
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

/// A run with letters that Vietnamese lacks: NFC, lower case, marks that compose with nothing dropped.
fn write_foreign(run: &str, out: &mut String, limit: usize) {
    let start = out.len();
    let latin = run.chars().any(|c| is_latin(narrow(c)));
    let letters = run
        .chars()
        .map(narrow)
        .filter(|&c| !is_ignorable(c) && !is_apostrophe(c))
        .nfc()
        .map(|c| if latin { look_alike(c) } else { c })
        .nfc()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36F}'))
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
