//! A line of a page and what can be said of it alone.

use std::cell::OnceCell;

use super::phrases::{Kind, Words};
use crate::date::Precision;
use crate::date::scan::{Stamp, no_day, stamps, without_stamps};

/// Longest line, in bytes, whose words are looked at: longer ones are paragraphs.
const SHORT: usize = 600;
/// Marks between a date and what is printed beside it.
const SEPARATORS: [char; 7] = [',', '-', '–', '—', '|', '(', ')'];

/// What stands beside dates.
const BESIDE: [Kind; 5] =
    [Kind::DateWord, Kind::Section, Kind::Chrome, Kind::Account, Kind::Updated];

/// A line that is not blank.
pub(super) struct PageLine {
    /// Its number on the page, counted from 1.
    pub(super) number: u32,
    /// Its text, cleaned, without surrounding white space.
    pub(super) text: String,
    /// How many words it has, between blanks.
    pub(super) count: usize,
    /// Its words, once asked for; none for a line longer than `SHORT`.
    words: OnceCell<Words>,
    /// Whether it ends as a sentence does.
    pub(super) stop: bool,
}

impl PageLine {
    /// A line of cleaned text.
    pub(super) fn new(number: u32, text: &str) -> Self {
        let end = text.trim_end_matches([' ', '"', '”', '’', '\'', ')', '»']);
        Self {
            number,
            count: text.split_whitespace().count(),
            words: OnceCell::new(),
            stop: end.ends_with(['.', '!', '?', '…']),
            text: text.to_owned(),
        }
    }

    /// Its words; none for a line longer than `SHORT`.
    pub(super) fn words(&self) -> &Words {
        let read =
            || if self.text.len() <= SHORT { Words::new(&self.text) } else { Words::default() };
        self.words.get_or_init(read)
    }

    /// A paragraph rather than a headline, caption or button.
    pub(super) fn prose(&self) -> bool {
        self.count >= 40 || (self.stop && self.count >= 14)
    }

    /// A paragraph that is more than one short sentence that asks or exclaims, as headlines do.
    pub(super) fn paragraph(&self) -> bool {
        const HEADLINE: usize = 32;
        if !self.prose() {
            return false;
        }
        let inner = self.text.trim_end_matches(['.', '!', '?', '…', ' ', '"', '”', '\'']);
        let full = self.text.trim_end_matches(['"', '”', '\'', ')']);
        let exclaims = self.count <= HEADLINE
            && !inner.contains(". ")
            && (!full.ends_with('.') || full.ends_with(".."));
        !exclaims
    }

    /// Ends with a question mark.
    pub(super) fn asks(&self) -> bool {
        self.text.trim_end_matches(['"', '”', ' ', ')']).ends_with('?')
    }

    /// Whether a sentence ends inside it: a stop between a small letter and a capital, as before a byline
    /// run on behind the last sentence.
    pub(super) fn full_stop(&self) -> bool {
        self.text.match_indices(['.', '!', '?', '…']).any(|(at, mark)| {
            let before = &self.text[..at];
            let word = before.ends_with(['"', '”', ')'])
                || before.chars().rev().take(2).all(char::is_lowercase);
            let after = self.text[at + mark.len()..].trim_start_matches([' ', '"', '”', '“', ')']);
            word && after.starts_with(char::is_uppercase)
        })
    }

    /// Opens like an item of a list.
    pub(super) fn item(&self) -> bool {
        self.text.starts_with(['-', '+', '*', '•', '–', '●', '▪', '‐', '—'])
            || self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Has the shape of another article's headline: some words, no stop, no list mark.
    pub(super) fn headline(&self) -> bool {
        (6..=30).contains(&self.count)
            && !self.item()
            && !self.text.ends_with(['.', ':', ';', ','])
            && self.text.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '\''))
    }

    /// All its letters are capitals.
    pub(super) fn capitals(&self) -> bool {
        self.text.chars().any(char::is_alphabetic) && !self.text.chars().any(char::is_lowercase)
    }

    /// A bare address.
    pub(super) fn address(&self) -> bool {
        (self.text.starts_with("http://") || self.text.starts_with("https://"))
            && !self.text.contains(char::is_whitespace)
    }

    /// A stray letter, a counter, marks without a word.
    pub(super) fn stray(&self) -> bool {
        let words = self.words().folded();
        self.text.len() <= SHORT
            && (self.text.chars().count() <= 2
                || words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit())))
    }

    /// Buttons, menu entries, account names, counters.
    pub(super) fn chrome(&self) -> bool {
        let kinds = [Kind::Chrome, Kind::Account, Kind::Box, Kind::Section];
        let parts = self.words().cover(&kinds).unwrap_or_default();
        parts.iter().any(|part| matches!(part.kind, Kind::Chrome | Kind::Account))
            && !self.words().is(Kind::Box)
    }

    /// Menu entries run together on one line.
    pub(super) fn menu(&self) -> bool {
        const ENTRIES: usize = 4;
        let parts = self.words().parts(&[Kind::Chrome, Kind::Section, Kind::Home]);
        let covered: usize = parts.iter().map(|part| part.words.len()).sum();
        parts.len() >= ENTRIES && !self.stop && covered * 10 >= self.words().len() * 7
    }

    /// What a site says of itself, its accounts and its readers: `Theo dõi Báo A trên B`, `Hotline: …`.
    pub(super) fn own_furniture(&self) -> bool {
        const LONGEST: usize = 14;
        let words = self.words();
        let said = words.starts(Kind::ChromeStart);
        self.count <= LONGEST
            && said
                .is_some_and(|_| words.ends(Kind::ChromeEnd).is_some() || self.text.contains(':'))
    }

    /// Whether it is a date line but for the date, which is no day of the calendar: `Ngày đăng: 31/02/2021`.
    pub(super) fn no_day(&self) -> bool {
        const LONGEST: usize = 18;
        if self.count > LONGEST {
            return false;
        }
        let Some(span) = no_day(&self.text) else { return false };
        let rest = [&self.text[..span.start], " ", &self.text[span.end..]].concat();
        Words::new(&rest).cover(&BESIDE).is_some()
    }

    /// A mark that the name on the next line belongs to: `Bài, ảnh:`.
    pub(super) fn signing(&self) -> bool {
        self.text.ends_with(':') && self.words().is(Kind::BylineStart)
    }

    /// A date line told by its place alone, below the title: one full date and few other words.
    pub(super) fn dated(&self) -> bool {
        const LONGEST: usize = 16;
        const BESIDE: usize = 8;
        if self.count > LONGEST || self.stop || self.words().hold(Kind::Event) {
            return false;
        }
        let others = without_stamps(&self.text).split_whitespace().count();
        others <= BESIDE && stamps(&self.text).len() == 1
    }

    /// A link to another article, told by the mark or the word before it: `>> …`, `Xem thêm: …`.
    pub(super) fn link(&self) -> bool {
        const LONGEST: usize = 40;
        const LEAST: usize = 3;
        const HEAD: usize = 6;
        let marked = self.text.starts_with(['>', '»', '►', '▶', '☞', '→', '⇒']);
        let named = || {
            let (head, rest) = self.text.split_once(':')?;
            let head = Words::new(head);
            let known = head.len() <= HEAD && head.ends(Kind::Box).is_some();
            Some(known && rest.split_whitespace().count() >= LEAST)
        };
        self.count <= LONGEST && (marked || named() == Some(true))
    }

    /// Tags, each behind its mark.
    pub(super) fn hashtags(&self) -> bool {
        self.text.starts_with('#') && !self.text.starts_with("# ") && self.count <= 30
    }

    /// A keyword below an article: a few words in small letters, no stop.
    pub(super) fn keyword(&self) -> bool {
        const LONGEST: usize = 8;
        self.count <= LONGEST
            && self.text.starts_with(char::is_lowercase)
            && self.text.ends_with(char::is_alphanumeric)
    }

    /// The full date on it, where all else is what stands beside dates, or a place or a paper before or
    /// behind the date: `Phú Mây, ngày 5 tháng 4 năm 2021`, `BTM - 15:20 ngày 5/4/2021`.
    pub(super) fn dateline(&self) -> Option<Stamp> {
        const LONGEST: usize = 18;
        if self.count > LONGEST || self.text.ends_with('.') {
            return None;
        }
        let found = stamps(&self.text);
        let [stamp] = found.as_slice() else { return None };
        let before = self.text[..stamp.span.start].trim_end();
        let before = before.strip_suffix("ngày").unwrap_or(before).trim_end();
        let after = self.text[stamp.span.end..].trim_start();
        let spelt = self.text[stamp.span.clone()].contains(" năm ");
        let sure = spelt || stamp.weekday.is_some() || stamp.at.precision() > Precision::Day;
        let apart = (before.is_empty() || before.ends_with(SEPARATORS))
            && (after.is_empty() || after.starts_with(SEPARATORS));
        let mut pieces = [before, after].into_iter().flat_map(|part| part.split(SEPARATORS));
        (apart && pieces.all(|piece| beside(piece.trim(), sure))).then(|| stamp.clone())
    }

    /// The full dates on it, where it holds nothing else but what stands beside dates; `byline`
    /// says whether the rest of it may be a name.
    pub(super) fn date(&self, byline: impl Fn(&str) -> bool) -> Option<Stamp> {
        if self.count > 30 || self.words().len() == 0 {
            return None;
        }
        let found = stamps(&self.text);
        let first = found.first()?.clone();
        let stands = |piece: &str| Words::new(piece).cover(&BESIDE).is_some() || byline(piece);
        let bare = stands(&without_stamps(&self.text));
        (bare || beside_dates(&self.text).all(stands)).then_some(first)
    }
}

/// What stands on a line beside its full dates, in pieces: `Lê An | 05/04/2021 - 12 lượt xem`.
pub(in crate::ingest) fn beside_dates(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    let mut between: Vec<&str> = Vec::new();
    for stamp in stamps(text) {
        between.push(&text[at..stamp.span.start]);
        at = stamp.span.end;
    }
    between.push(&text[at..]);
    let apart = between.into_iter().flat_map(|part| part.split(['|', '•', '·', '\t', '–', '—']));
    let pieces = apart.flat_map(|part| part.split(" - ")).flat_map(|part| part.split("  "));
    let marks = |c: char| c.is_whitespace() || matches!(c, '-' | ',' | ':' | '/' | '(' | ')' | '|');
    pieces.map(move |piece| piece.trim_matches(marks)).filter(|piece| !piece.is_empty())
}

/// Whether a text may stand beside a date: words for dates, a short name with capitals, or, beside a date
/// that is surely one of publication, a name with a small word or two in it.
fn beside(piece: &str, sure: bool) -> bool {
    const LONGEST: usize = 6;
    let small = |word: &&str| !word.starts_with(char::is_uppercase);
    let words = piece.split_whitespace();
    piece.is_empty()
        || (piece.starts_with(char::is_uppercase)
            && words.clone().count() <= LONGEST
            && words.filter(small).count() <= 2 * usize::from(sure))
        || Words::new(piece).cover(&BESIDE).is_some()
}
