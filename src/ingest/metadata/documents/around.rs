//! What stands around a document's number: the type before it, date, issuer and term behind it.

use chrono::NaiveDate;

use crate::catalog::{DocumentTypes, Issuer, term_number};
use crate::date::day;
use crate::vi::normalize::{canonical, is_alphanumeric};

/// Most words of a type's name with what may stand between it and the number.
const WORDS_BEFORE: usize = 7;
/// Most words of an issuer.
const ISSUER_WORDS: usize = 12;

/// The type named before a number.
pub(super) struct Before {
    /// Byte where the type's name begins.
    pub start: usize,
    /// The name of the type.
    pub kind: &'static str,
    /// Whether the name begins with a capital.
    pub capital: bool,
    /// Whether `số` stands before the number.
    pub numbered: bool,
    /// Whether the number is that of a plenum: `Nghị quyết Trung ương 4`.
    pub plenum: bool,
}

/// Reads backwards from the number at byte `at`.
pub(super) fn before(text: &str, at: usize, types: &DocumentTypes) -> Option<Before> {
    if !may_name(&text[..at], types) {
        return None;
    }
    let mut words = last_words(&text[..at], WORDS_BEFORE);
    let numbered = words.last().is_some_and(|(_, word)| *word == "số");
    if numbered {
        words.pop();
    } else if text[..at].trim_end().ends_with(':') {
        return None;
    }
    let plenum = centre(&mut words, types);
    let phrase: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
    let kind = types.name_at_end(&phrase.join(" "))?;
    let first = words.len() - kind.split(' ').count();
    let start = words[first].0;
    let capital = text[start..].starts_with(char::is_uppercase);
    Some(Before { start, kind, capital, numbered, plenum })
}

/// Whether the last word may be that of a type with what stands between it and a number.
fn may_name(head: &str, types: &DocumentTypes) -> bool {
    let last = last_words(head, 1).pop();
    last.is_some_and(|(_, word)| {
        types.may_end_name(&word) || matches!(&*word, "số" | "ương" | "tư") || word.ends_with("tw")
    })
}

/// The last words as byte and canonical syllable, none of them beyond a mark that ends a phrase.
fn last_words(head: &str, most: usize) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut end = head.trim_end_matches([' ', ':']).len();
    while words.len() < most && end > 0 {
        let start = head[..end]
            .rfind(|c: char| !is_alphanumeric(c))
            .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
        if start == end {
            break;
        }
        words.push((start, canonical(&head[start..end])));
        end = head[..start].trim_end_matches(' ').len();
    }
    words.reverse();
    words
}

/// Takes `Trung ương` and `Hội nghị Trung ương` from the end; makes `NQTW` the type it stands for.
fn centre(words: &mut Vec<(usize, String)>, types: &DocumentTypes) -> bool {
    let ends = |words: &[(usize, String)], phrase: &str| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        words.len() >= parts.len()
            && words[words.len() - parts.len()..].iter().zip(parts).all(|((_, w), p)| w == p)
    };
    for phrase in ["hội nghị trung ương", "hội nghị tw", "trung ương", "tw", "tư"] {
        if ends(words, phrase) {
            words.truncate(words.len() - phrase.split(' ').count());
            return true;
        }
    }
    let glued =
        words.last().and_then(|(at, word)| Some((*at, word.strip_suffix("tw")?.to_owned())));
    let Some((at, kind)) = glued.and_then(|(at, code)| Some((at, types.by_code(&code)?.name)))
    else {
        return false;
    };
    words.pop();
    words.extend(kind.split(' ').map(|part| (at, part.to_owned())));
    true
}

/// What stands behind a symbol or number.
pub(super) struct Behind {
    /// Its date.
    pub date: Option<NaiveDate>,
    /// Who issued it, as printed.
    pub issuer: Option<String>,
    /// The byte after a date that stands right behind it; else where reading began.
    pub end: usize,
}

/// Reads forwards from byte `end`.
pub(super) fn behind(text: &str, end: usize, types: &DocumentTypes) -> Behind {
    let mut behind = Behind { date: None, issuer: None, end };
    let mut rest = &text[end..];
    if let Some((date, after)) = dated(rest) {
        behind.date = Some(date);
        behind.end = text.len() - after.len();
        rest = after;
    }
    if let Some((issuer, after)) = issuer(rest, types) {
        behind.issuer = Some(issuer.to_owned());
        behind.date = behind.date.or_else(|| dated(after).map(|(date, _)| date));
    }
    behind
}

/// A date announced by `ngày`, and the text behind it.
fn dated(text: &str) -> Option<(NaiveDate, &str)> {
    let text = text.trim_start_matches([' ', ',', '(']);
    let text = ["ban hành ", "ký "].iter().find_map(|w| text.strip_prefix(w)).unwrap_or(text);
    let text = text.strip_prefix("ngày")?.trim_start();
    let (date, text) = number(text)?;
    let (month, text) = number(between(text, "tháng")?)?;
    let (year, text) = number(between(text, "năm")?)?;
    Some((day(i32::try_from(year).ok()?, month, date)?, text))
}

/// What follows a mark of a date: `/`, `-`, `.` or the word.
fn between<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(['/', '-', '.', '–']);
    rest.or_else(|| text.trim_start().strip_prefix(word).map(str::trim_start))
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().take(5).take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&end).then(|| Some((text[..end].parse().ok()?, &text[end..])))?
}

/// The body behind `của`, up to a mark or a word that goes on with the sentence, and the text behind it.
/// Without `của`, the name must be a known body's.
fn issuer<'t>(text: &'t str, types: &DocumentTypes) -> Option<(&'t str, &'t str)> {
    const GOES_ON: [&str; 20] = [
        "về", "đã", "được", "là", "ngày", "khóa", "khoá", "với", "tại", "trong", "cho", "có",
        "nhằm", "để", "gắn", "số", "nhiệm", "vào", "nêu", "quy",
    ];
    let text = match text.trim_start_matches([' ', ',', ')']).strip_prefix("của ") {
        Some(body) => body.trim_start(),
        None => text.strip_prefix(' ').filter(|text| known_body(text, types).is_some())?,
    };
    if !text.starts_with(char::is_uppercase) {
        return None;
    }
    let (mut end, mut at) = (0, 0);
    for word in text.split(' ').take(ISSUER_WORDS) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let capital_next =
            text[(at + word.len() + 1).min(text.len())..].starts_with(char::is_uppercase);
        if bare.is_empty()
            || word.starts_with(['(', '“', '"'])
            || GOES_ON.contains(&bare)
            || bare == "và" && !capital_next
        {
            break;
        }
        end = at + bare.len();
        if bare.len() < word.len() {
            break;
        }
        at += word.len() + 1;
    }
    Some((&text[..end], &text[end..]))
}

/// What is known of the body whose name begins a text.
pub(super) fn known_body(text: &str, types: &DocumentTypes) -> Option<Issuer> {
    const WORDS: usize = 5;
    text.starts_with(char::is_uppercase).then_some(())?;
    let words = text
        .split(' ')
        .take(WORDS)
        .map(|word| canonical(word.trim_end_matches(|c: char| !is_alphanumeric(c))));
    types.issuer(&words.collect::<Vec<_>>().join(" "))
}

/// Terms of office behind a plenum, and the byte behind them: ` (khóa XI, XII)`, `, khóa 12`.
pub(super) fn terms(text: &str, end: usize) -> (Vec<u32>, usize) {
    const MOST: usize = 4;
    let mut terms = Vec::new();
    let (mut at, mut last, mut named) = (end, end, false);
    for word in text[end..].split_inclusive([' ', ',', '(']) {
        let bare = word.trim_matches([' ', ',', '(', ')', '.', ';', ':', '”', '"']);
        at += word.len();
        match canonical(bare).as_str() {
            "" | "và" if terms.len() < MOST => {}
            "khóa" => named = true,
            bare if named => {
                let number = bare.parse().ok().filter(|term| *term < 40);
                let Some(term) = number.or_else(|| term_number(bare)) else { break };
                terms.push(term);
                let close = word.find(')').map(|close| close + 1);
                let printed =
                    word.len() - word.trim_end_matches(|c: char| !is_alphanumeric(c)).len();
                last = at - word.len() + close.unwrap_or(word.len() - printed);
                if close.is_some() || word.ends_with(['.', ';', ':']) {
                    break;
                }
            }
            _ => break,
        }
    }
    (terms, last)
}
