//! Normalising text and syllables (first draft).
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stored text: NFC, control characters out, white space to blanks (line feeds kept).
pub fn clean(text: &str) -> String {
    text.nfc()
        .map(|c| if c != '\n' && c.is_whitespace() { ' ' } else { c })
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

/// The canonical form of one run: NFC, lower case, one tone placement.
pub fn canonical(run: &str) -> String {
    run.nfc().collect::<String>().to_lowercase()
}

/// The folded form of a canonical token: marks off, đ to d.
pub fn fold(token: &str) -> String {
    token.nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}
