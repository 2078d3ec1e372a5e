//! The citations in a text: at each number, a symbol or a number named by its type; and charters by name.

use std::ops::Range;

use super::around::{Before, before, behind, known_body, terms};
use crate::article::{Document, DocumentSide, Method};
use crate::catalog::{DocumentTypes, Issuer};

/// A document as one place cites it.
pub(super) struct Citation {
    pub document: Document,
    /// What is known of the body named beside it.
    pub issuer: Option<Issuer>,
    /// The plenum that passed it, and in which term where that is said.
    pub plenum: Option<(u32, Option<u32>)>,
}

impl Citation {
    fn of(document: Document) -> Self {
        Self { document, issuer: None, plenum: None }
    }
}

/// A document of which nothing but the words is known.
fn blank(kind: Option<&str>, raw: &str) -> Document {
    Document {
        symbol: None,
        resolved: None,
        kind: kind.map(str::to_owned),
        number: None,
        issuer: None,
        date: None,
        side: None,
        method: Method::Explicit,
        raw: raw.to_owned(),
        lines: Vec::new(),
    }
}

/// Calls `found` for every citation in `text`, in order, the charters last.
pub(super) fn find(text: &str, types: &DocumentTypes, found: &mut impl FnMut(Citation)) {
    let mut at = 0;
    while let Some(digit) = text.as_bytes()[at..].iter().position(u8::is_ascii_digit) {
        at += digit;
        let end = at + text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let next = begins(&text[..at]).then(|| {
            by_symbol(text, at, types, found).or_else(|| in_words(text, at..end, types, found))
        });
        at = next.flatten().unwrap_or(end);
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

/// A citation by symbol, and the byte behind the symbol.
fn by_symbol(
    text: &str,
    at: usize,
    types: &DocumentTypes,
    found: &mut impl FnMut(Citation),
) -> Option<usize> {
    let symbol = types.symbol_at(text, at)?;
    let before = before(text, at, types);
    let behind = behind(text, symbol.span.end, types);
    let start = before.as_ref().map_or(at, |before| before.start);
    let kind = before.map(|before| before.kind).or(symbol.kind);
    found(Citation::of(Document {
        symbol: Some(symbol.text),
        number: Some(symbol.number),
        issuer: behind.issuer.or_else(|| symbol.issuer.map(str::to_owned)),
        date: behind.date,
        side: symbol.side,
        ..blank(kind, &text[start..behind.end])
    }));
    Some(symbol.span.end)
}

/// `Quy định số 37`, `Chỉ thị 05`, `Nghị quyết Trung ương 4 (khóa XI, XII)`, which is two; the byte behind
/// the number.
fn in_words(
    text: &str,
    digits: Range<usize>,
    types: &DocumentTypes,
    found: &mut impl FnMut(Citation),
) -> Option<usize> {
    const DIGITS: usize = 4;
    let before = before(text, digits.start, types).filter(|_| digits.len() <= DIGITS)?;
    let number: u32 = text[digits.clone()].parse().ok()?;
    let year =
        (1945..2100).contains(&number) && !before.numbered && types.goes_by_year(before.kind);
    if !year && !cites(&text[digits.end..], number, &before, types) {
        return None;
    }
    if before.plenum {
        plenums(text, (digits.end, number), &before, found);
        return Some(digits.end);
    }
    let behind = behind(text, digits.end, types);
    let issuer = behind.issuer.as_deref().and_then(|name| known_body(name, types));
    let document = Document {
        number: Some(number).filter(|_| !year),
        date: behind.date,
        side: issuer.map(|issuer| issuer.side).or_else(|| types.side_of(before.kind)),
        ..blank(Some(before.kind), &text[before.start..behind.end])
    };
    let document = Document { issuer: behind.issuer, ..document };
    found(Citation { document, issuer, plenum: None });
    Some(digits.end)
}

/// The resolution of a plenum, once for each term that is named; `number` is the plenum's, ending at `end`.
fn plenums(
    text: &str,
    (end, number): (usize, u32),
    before: &Before,
    found: &mut impl FnMut(Citation),
) {
    let (terms, end) = terms(text, end);
    let document = Document {
        issuer: Some("Ban Chấp hành Trung ương".to_owned()),
        side: Some(DocumentSide::Party),
        ..blank(Some(before.kind), &text[before.start..end])
    };
    let mut terms: Vec<Option<u32>> = terms.into_iter().map(Some).collect();
    if terms.is_empty() {
        terms.push(None);
    }
    for term in terms {
        let issuer = Some(Issuer { side: DocumentSide::Party, central: true });
        found(Citation { document: document.clone(), issuer, plenum: Some((number, term)) });
    }
}

/// Whether a number behind a type is a document's: never a year, nor where only symbols cite the type.
fn cites(rest: &str, number: u32, before: &Before, types: &DocumentTypes) -> bool {
    let year = (1945..2100).contains(&number) && !before.numbered;
    !year && (before.plenum || !types.needs_symbol(before.kind)) && ends(rest, number, before)
}

/// Whether what follows a number lets it be a document's: after `số` anything but a longer number; without
/// it, only what never follows a count (`Kế hoạch 5 năm`).
fn ends(rest: &str, number: u32, before: &Before) -> bool {
    const GOES_ON: [&str; 18] = [
        "của", "về", "và", "đã", "được", "ra", "gắn", "khóa", "khoá", "này", "có", "với", "do",
        "nêu", "vừa", "cũng", "Bộ", "Ban",
    ];
    // `Không thay quyết định 6. Không nên …` counts reasons.
    let sure = before.capital || before.numbered || before.plenum || number > 9;
    let mut next = rest.chars();
    match next.next() {
        None => sure,
        Some('.' | ',') => sure && !next.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) if c.is_alphanumeric() || "/-–%+".contains(c) => false,
        Some(_) if before.numbered || before.plenum => true,
        Some(c) if c.is_whitespace() => {
            let mut words = rest.split_whitespace();
            let word = words.next().unwrap_or_default();
            let day = words.next().is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()));
            let goes_on = GOES_ON.contains(&word) || word == "ngày" && day;
            before.capital && (goes_on || word.starts_with(['(', '-', '–']))
        }
        Some(_) => before.capital,
    }
}

/// `Điều lệ Đảng`, the one document cited by its name alone.
fn charters(text: &str, found: &mut impl FnMut(Citation)) {
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
        found(Citation::of(Document {
            side: Some(DocumentSide::Party),
            ..blank(Some("điều lệ"), &text[at - first.len_utf8()..end])
        }));
    }
}
