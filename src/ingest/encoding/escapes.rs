//! Characters behind escapes: `\u00a7` in JSON, `&#167;` and `&sect;` in HTML.
//!
//! Programs that write ASCII only put every other character so, and legacy text behind them is not seen by
//! its bytes. Opening such an escape changes nothing of what the JSON or the page says, so it is done
//! to the markup itself, and what was opened is kept only where it turned out to be legacy text. Escapes of ASCII
//! stay: a quotation mark or a `<` would mean something else.

/// Longest name of a character of Latin-1 in HTML, with `&` and `;`.
const LONGEST_NAME: usize = 8;

/// The names that HTML 4.01, section 24.2.1, has for U+00A0 to U+00FF, in their order.
const NAMES: &str = include_str!("entities.txt");

/// An ASCII text with its escapes opened; none if it has none.
pub(super) fn opened(text: &str) -> Option<String> {
    if !text.is_ascii() || !text.contains("\\u") && !text.contains('&') {
        return None;
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '&']) {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, len) = json(rest).or_else(|| html(rest)).unzip();
        match c.filter(|c| !c.is_ascii()) {
            Some(c) => whole.push(c),
            None => whole.push_str(&rest[..len.unwrap_or(escaped(rest))]),
        }
        rest = &rest[len.unwrap_or(escaped(rest))..];
    }
    whole.push_str(rest);
    (whole.len() != text.len()).then_some(whole)
}

/// Bytes of what begins here and is no escape of a character: an escaped backslash is two.
fn escaped(rest: &str) -> usize {
    if rest.starts_with("\\\\") { 2 } else { 1 }
}

/// The character of an escape of four hexadecimal digits, and its length. Halves of a pair stay.
fn json(rest: &str) -> Option<(char, usize)> {
    let digits = rest.strip_prefix("\\u")?.get(..4)?;
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 6))
}

/// The character of a numeric or named reference, and its length.
fn html(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(LONGEST_NAME).position(|byte| byte == b';')?;
    let name = rest[..end].strip_prefix('&')?;
    let code = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => digits.parse().ok()?,
        },
        None => 0xA0 + u32::try_from(NAMES.lines().position(|one| one == name)?).ok()?,
    };
    Some((char::from_u32(code)?, end + 1))
}
