//! Tokens without marks: what a query typed without accents is compared by.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::alphabet::{Letter, bare};
use super::characters::is_latin;
use super::vocabulary;

/// The folded form of an exact token: marks off, `đ` → `d`, and `y` for an `i` that is also written y
/// (`ki`, `hi`, `li`, `mi`, `si`, `ti`, `qui`, `quit` …), with a tone or without. ASCII for every possible
/// syllable; letters of other scripts stay. Each run of letters of a whole (`20-nđ-cp`) is folded by
/// itself. Idempotent.
///
/// ```
/// use tracuu::vi::fold;
/// assert_eq!(fold("đường"), "duong");
/// assert_eq!(fold("15-2021-nđ-cp"), "15-2021-nd-cp");
/// assert_eq!(fold("ti"), fold("tỷ"));
/// ```
pub fn fold(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    write_folded(token, &mut out);
    out
}

/// The letter that a letter folds to, taken alone: without the meeting of `i` and `y`, which depends on
/// the letters around it. Letters of other scripts stay.
///
/// ```
/// use tracuu::vi::fold::fold_char;
/// assert_eq!((fold_char('ộ'), fold_char('đ'), fold_char('é')), ('o', 'd', 'e'));
/// ```
pub fn fold_char(c: char) -> char {
    match Letter::of(c) {
        Some(letter) => (b'a' + bare(letter.code())) as char,
        None if is_latin(c) => [c].into_iter().nfd().next().unwrap_or(c),
        None => c,
    }
}

/// Appends the folded form of `token`.
pub(super) fn write_folded(token: &str, out: &mut String) {
    match vocabulary::key_of(token.as_bytes()).and_then(vocabulary::find) {
        Some(spelling) => out.push_str(spelling.folded()),
        None => write_folded_letters(token, out),
    }
}

/// Appends the folded form of `token`, letter by letter: what the table of syllables is made by.
pub(crate) fn write_folded_letters(token: &str, out: &mut String) {
    let (bytes, mut at, mut start) = (token.as_bytes(), 0, out.len());
    while at < bytes.len() {
        let (letter, len) = Letter::at(bytes, at);
        if len > 0 {
            out.push(char::from(b'a' + bare(letter.code())));
            at += len;
            continue;
        }
        let Some(c) = token[at..].chars().next() else { break };
        if c.is_ascii() {
            merge_i(out, start);
            out.push(c);
            start = out.len();
        } else if is_latin(c) {
            out.extend([c].into_iter().nfd().filter(|c| !is_combining_mark(*c)));
        } else {
            out.push(c);
        }
        at += c.len_utf8();
    }
    merge_i(out, start);
}

/// Writes y for i in the run that begins at `start` where canonical spelling knows both.
fn merge_i(out: &mut String, start: usize) {
    let at = match out.as_bytes().get(start..).unwrap_or_default() {
        [b'h' | b'k' | b'l' | b'm' | b's' | b't', b'i'] => start + 1,
        [b'q', b'u', b'i'] | [b'q', b'u', b'i', b't' | b'p' | b'n'] => start + 2,
        [b'q', b'u', b'i', b'c' | b'n', b'h'] => start + 2,
        _ => return,
    };
    out.replace_range(at..=at, "y");
}
