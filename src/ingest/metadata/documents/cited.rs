//! The citations in a text: at each number, a symbol or a number named by its type; and charters by name.

use super::around::{Before, before, behind, term};
use crate::article::{Document, Method};
use crate::catalog::DocumentTypes;

/// Calls `found` for every citation in `text`, in order, the charters last.
pub(super) fn find(text: &str, types: &DocumentTypes, found: &mut impl FnMut(Document)) {
    let mut at = 0;
    while let Some(digit) = text[at..].find(|c: char| c.is_ascii_digit()) {
        at += digit;
        let end = at + text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let next = Some(at).filter(|at| begins(&text[..*at])).and_then(|at| {
            let (document, end) =
                by_symbol(text, at, types).or_else(|| in_words(text, at..end, types))?;
            found(document);
            Some(end)
        });
        at = next.unwrap_or(end);
    }
    charters(text, found);
}

/// Whether a number may begin here: not inside a date, an address or another number.
fn begins(head: &str) -> bool {
    let mut back = head.chars().rev();
    match back.next() {
        None => true,
        Some(':' | ',') => !back.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_whitespace() || "([“\"'‘«".contains(c),
    }
}

fn by_symbol(text: &str, at: usize, types: &DocumentTypes) -> Option<(Document, usize)> {
    let symbol = types.symbol_at(text, at)?;
    let before = before(text, at, types);
    let behind = behind(text, symbol.span.end);
    let start = before.as_ref().map_or(at, |before| before.start);
    let kind = before.map(|before| before.kind).or(symbol.kind);
    let document = Document {
        symbol: Some(symbol.text),
        kind: kind.map(str::to_owned),
        number: Some(symbol.number),
        issuer: behind.issuer.or_else(|| symbol.issuer.map(str::to_owned)),
        date: behind.date,
        raw: text[start..behind.end].to_owned(),
        side: None,
        method: Method::Explicit,
        lines: Vec::new(),
    };
    Some((document, symbol.span.end))
}

/// `Quy định số 37`, `Chỉ thị 05`, `Nghị quyết Trung ương 4 (khóa XII)`.
fn in_words(
    text: &str,
    digits: std::ops::Range<usize>,
    types: &DocumentTypes,
) -> Option<(Document, usize)> {
    const DIGITS: usize = 4;
    let before = before(text, digits.start, types)?;
    if digits.len() > DIGITS || !ends(&text[digits.end..], &before) {
        return None;
    }
    let plenum = before.plenum;
    let mut behind = behind(text, digits.end);
    if plenum {
        behind.end = term(text, digits.end);
        behind.issuer = Some("Ban Chấp hành Trung ương".to_owned());
    }
    let number = text[digits.clone()].parse().ok().filter(|_| !plenum);
    let document = Document {
        symbol: None,
        kind: Some(before.kind.to_owned()),
        number,
        issuer: behind.issuer,
        date: behind.date,
        raw: text[before.start..behind.end].to_owned(),
        side: None,
        method: Method::Explicit,
        lines: Vec::new(),
    };
    Some((document, digits.end))
}

/// Whether what follows a number lets it be a document's: after `số` anything but a longer number; without
/// it, only what never follows a count (`Kế hoạch 5 năm`).
fn ends(rest: &str, before: &Before) -> bool {
    let mut next = rest.chars();
    match next.next() {
        None => true,
        Some('.' | ',') => !next.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) if c.is_alphanumeric() || "/-–%".contains(c) => false,
        Some(_) if before.numbered || before.plenum => true,
        Some(c) if c.is_whitespace() => {
            let word = rest.split_whitespace().next().unwrap_or_default();
            let goes_on = ["của", "ngày", "về", "và", "đã", "được", "ra", "gắn", "khóa", "khoá"];
            before.capital && (goes_on.contains(&word) || word.starts_with(['(', '-', '–']))
        }
        Some(_) => before.capital,
    }
}

/// `Điều lệ Đảng`, the one document cited by its name alone.
fn charters(text: &str, found: &mut impl FnMut(Document)) {
    for (at, name) in text.match_indices("iều lệ ") {
        let (head, tail) = (&text[..at], &text[at + name.len()..]);
        let Some(first) = head.chars().next_back().filter(|c| matches!(c, 'Đ' | 'đ')) else {
            continue;
        };
        let party = ["Đảng", "đảng"].into_iter().find(|party| tail.starts_with(party));
        let Some(end) = party.map(|party| at + name.len() + party.len()) else { continue };
        if text[end..].starts_with(char::is_alphanumeric) {
            continue;
        }
        found(Document {
            symbol: None,
            kind: Some("điều lệ".to_owned()),
            number: None,
            issuer: None,
            date: None,
            raw: text[at - first.len_utf8()..end].to_owned(),
            side: None,
            method: Method::Explicit,
            lines: Vec::new(),
        });
    }
}
