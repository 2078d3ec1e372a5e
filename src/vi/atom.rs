//! The smallest pieces a token is made of: a run of letters, a number, a time, dotted initials.

use super::characters::{
    continues, digit, is_apostrophe, is_capital, is_ignorable, is_letter, is_mark, narrow,
    small_digit,
};
use super::normalize::{canonical, write_canonical};
use super::token::MAX_BYTES;

/// Most groups of a number and initials of a name that are read as one.
const MAX_GROUPS: usize = 32;

/// A piece of the text, `from..to` in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: AtomKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtomKind {
    /// A run of letters.
    Letters,
    /// `N.V.Đ`: capitals with dots between.
    Initials,
    /// `TƯ`: trung ương, not the syllable `tư`.
    Central,
    /// Digits alone.
    Digits,
    /// `12.500`, `1,5`: with the byte of the decimal sign, or beyond the text.
    Number(usize),
    /// `15h30`, `15:30`, `8h`.
    Time,
}

impl Atom {
    /// The atom that begins at `at`, where a letter or a digit stands.
    pub(super) fn read(text: &str, at: usize) -> Self {
        let first = text[at..].chars().next();
        if first.and_then(digit).is_some() {
            Self::number(text, at)
        } else {
            Self::letters(text, at)
        }
    }

    /// Letters or initials.
    pub(super) fn letters(text: &str, at: usize) -> Self {
        let to = run_end(text, at);
        if let Some(to) = initials_end(text, at, to) {
            return Self { from: at, to, kind: AtomKind::Initials };
        }
        let run = &text[at..to];
        if let Some(second) = city_abbreviation(run) {
            return Self { from: at, to: at + second, kind: AtomKind::Letters };
        }
        let central = is_central(run);
        Self { from: at, to, kind: if central { AtomKind::Central } else { AtomKind::Letters } }
    }

    /// Digits alone, above or below the line too.
    pub(super) fn digits(text: &str, at: usize) -> Self {
        let small = text[at..].chars().next().is_some_and(|c| small_digit(c).is_some());
        let to = if small { small_digits_end(text, at) } else { digits_end(text, at).0 };
        Self { from: at, to, kind: AtomKind::Digits }
    }

    /// A number, a time, or digits alone.
    pub(super) fn number(text: &str, at: usize) -> Self {
        let (end, len) = digits_end(text, at);
        let atom = |to, kind| Self { from: at, to, kind };
        if let Some(to) = time_end(text, at, end, len) {
            return atom(to, AtomKind::Time);
        }
        let dots = Groups::read(text, end, '.');
        let commas = Groups::read(text, end, ',');
        let zero = len == 1 && text[at..end].starts_with('0');
        if len <= 3 && !zero && (dots.thousands() || commas.thousands()) {
            let to = dots.end.max(commas.end);
            let decimals = Groups::read(text, to, if dots.count > 0 { ',' } else { '.' });
            if decimals.count == 1 {
                return atom(decimals.end, AtomKind::Number(to));
            }
            return atom(to, AtomKind::Number(usize::MAX));
        }
        if commas.count == 1 || (dots.count == 1 && (dots.last <= 2 || zero)) {
            return atom(dots.end.max(commas.end), AtomKind::Number(end));
        }
        atom(end, AtomKind::Digits)
    }

    pub(super) fn is_letters(self) -> bool {
        matches!(self.kind, AtomKind::Letters | AtomKind::Initials | AtomKind::Central)
    }

    /// Its printed text.
    pub(super) fn slice(self, text: &str) -> &str {
        &text[self.from..self.to]
    }

    /// Appends its exact text; may stop once [`MAX_BYTES`] are written.
    pub(super) fn write(self, text: &str, out: &mut String) {
        let run = self.slice(text);
        match self.kind {
            AtomKind::Letters => write_canonical(run, out, MAX_BYTES),
            AtomKind::Central => out.push_str("tw"),
            AtomKind::Initials => write_initials(run, out),
            AtomKind::Digits => write_digits(run, out),
            AtomKind::Number(decimal) => write_number(run, decimal.saturating_sub(self.from), out),
            AtomKind::Time => write_time(run, out),
        }
    }
}

/// Where the run of letters that begins at `at` ends: past its marks and invisible characters.
pub(super) fn run_end(text: &str, at: usize) -> usize {
    let mut rest = text[at..].char_indices();
    while let Some((i, c)) = rest.next() {
        let inside = is_apostrophe(c) && begins(rest.as_str(), is_letter);
        if !inside && !continues(c) {
            return at + i;
        }
    }
    text.len()
}

/// Whether the first visible character of `rest` fits.
pub(super) fn begins(rest: &str, fits: impl Fn(char) -> bool) -> bool {
    rest.chars().find(|&c| !is_ignorable(c)).is_some_and(fits)
}

/// Past the invisible characters at `at`.
pub(super) fn skip_ignorable(text: &str, at: usize) -> usize {
    let rest = text[at..].trim_start_matches(is_ignorable);
    text.len() - rest.len()
}

/// Where the digits at `at` end, and how many they are.
fn digits_end(text: &str, at: usize) -> (usize, usize) {
    let mut len = 0;
    for (i, c) in text[at..].char_indices() {
        if digit(c).is_some() {
            len += 1;
        } else if !is_ignorable(c) {
            return (at + i, len);
        }
    }
    (text.len(), len)
}

fn small_digits_end(text: &str, at: usize) -> usize {
    let rest = text[at..].trim_start_matches(|c| small_digit(c).is_some() || is_ignorable(c));
    text.len() - rest.len()
}

/// The groups of digits after a number, each behind the same separator.
#[derive(Default)]
struct Groups {
    count: usize,
    /// Digits of the last group.
    last: usize,
    all_of_three: bool,
    end: usize,
}

impl Groups {
    fn read(text: &str, at: usize, separator: char) -> Self {
        let mut groups = Self { all_of_three: true, ..Self::default() };
        let mut at = at;
        while groups.count < MAX_GROUPS && text[at..].starts_with(separator) {
            let start = skip_ignorable(text, at + separator.len_utf8());
            let (end, len) = digits_end(text, start);
            if len == 0 {
                break;
            }
            groups.all_of_three &= len == 3;
            (groups.count, groups.last, groups.end, at) = (groups.count + 1, len, end, end);
        }
        groups
    }

    fn thousands(&self) -> bool {
        self.count > 0 && self.all_of_three
    }
}

/// The end of a time whose hour is the `len` digits in `at..end`: `15h30`, `15:30`, `8h`.
fn time_end(text: &str, at: usize, end: usize, len: usize) -> Option<usize> {
    let hour = value(&text[at..end]).filter(|&hour| len <= 2 && hour <= 24)?;
    let sign = text[end..].chars().next().filter(|&c| matches!(c, 'h' | 'H' | ':'))?;
    let start = skip_ignorable(text, end + sign.len_utf8());
    let (to, digits) = digits_end(text, start);
    let minutes = digits == 2 && value(&text[start..to]).is_some_and(|minute| minute < 60);
    let goes_on = |rest: &str| begins(rest, |c| is_letter(c) || digit(c).is_some() || is_mark(c));
    let colon_follows = || {
        let rest = &text[to..];
        rest.starts_with(':') && begins(&rest[1..], |c| digit(c).is_some())
    };
    if minutes && hour < 25 && !goes_on(&text[to..]) && !(sign == ':' && colon_follows()) {
        return Some(to);
    }
    (sign != ':' && digits == 0 && !goes_on(&text[start..])).then_some(start)
}

/// The value of the first four digits; none if there is no digit.
fn value(run: &str) -> Option<u32> {
    let digits = run.chars().filter_map(|c| digit(c)?.to_digit(10)).take(4);
    digits.fold(None, |value, digit| Some(value.unwrap_or(0) * 10 + digit))
}

/// The end of dotted initials whose first letter is the run `at..end`; at least two.
fn initials_end(text: &str, at: usize, end: usize) -> Option<usize> {
    let (mut count, mut start, mut end) = (0, at, end);
    let mut last = None;
    while count < MAX_GROUPS && is_initial(&text[start..end]) {
        count += 1;
        last = Some(end);
        let Some(rest) = text[end..].strip_prefix('.') else { break };
        if !begins(rest, is_letter) {
            break;
        }
        start = skip_ignorable(text, end + 1);
        end = run_end(text, start);
    }
    last.filter(|_| count > 1)
}

/// Whether the run is one capital letter.
fn is_initial(run: &str) -> bool {
    let mut letters = run.chars().filter(|&c| is_letter(c));
    letters.next().is_some_and(is_capital) && letters.next().is_none()
}

/// `TPHCM` in any case is `TP` and `HCM`: the byte where `HCM` begins.
fn city_abbreviation(run: &str) -> Option<usize> {
    let may_be = run.len() <= 32 && run.starts_with(['T', 't', 'Ｔ', 'ｔ']) && has_letters(run, 5);
    if !may_be || canonical(run) != "tphcm" {
        return None;
    }
    run.char_indices().filter(|&(_, c)| is_letter(c)).nth(2).map(|(i, _)| i)
}

/// Whether the run is `TƯ` in capitals.
fn is_central(run: &str) -> bool {
    run.len() <= 32
        && has_letters(run, 2)
        && run.chars().filter(|&c| is_letter(c)).all(is_capital)
        && canonical(run) == "tư"
}

/// Whether a run has `n` letters: quicker to know than its spelling.
fn has_letters(run: &str, n: usize) -> bool {
    run.chars().filter(|&c| is_letter(c)).take(n + 1).count() == n
}

/// The initials as one word, spelt as it would be without the dots: `U.Ỷ` is `ủy`.
fn write_initials(run: &str, out: &mut String) {
    let start = out.len();
    for initial in run.split('.') {
        write_canonical(initial, out, MAX_BYTES);
    }
    match out.split_off(start) {
        central if central == "tư" => out.push_str("tw"),
        word => write_canonical(&word, out, MAX_BYTES),
    }
}

/// Digits; two lose a leading zero (`05` is `5`).
fn write_digits(run: &str, out: &mut String) {
    let start = out.len();
    out.extend(run.chars().filter_map(|c| digit(c).or(small_digit(c))).take(MAX_BYTES));
    if out.len() == start + 2 && out[start..].starts_with('0') {
        out.remove(start);
    }
}

/// Digits without the separators of groups, a comma at `decimal`.
fn write_number(run: &str, decimal: usize, out: &mut String) {
    for (i, c) in run.char_indices() {
        out.extend(digit(c).or((i == decimal).then_some(',')));
    }
}

fn write_time(run: &str, out: &mut String) {
    let mut parts = run.split(['h', 'H', ':']);
    write_digits(parts.next().unwrap_or_default(), out);
    out.push('h');
    out.extend(parts.next().unwrap_or_default().chars().filter_map(digit));
}

/// How a run is cased.
#[derive(Default, Clone, Copy, Debug)]
pub(super) struct Casing {
    /// Letters, marks not counted.
    pub(super) letters: usize,
    /// How many of them are capitals.
    pub(super) capitals: usize,
}

impl Casing {
    pub(super) fn of(run: &str) -> Self {
        let mut casing = Self::default();
        for c in run.chars().map(narrow).filter(|&c| is_letter(c)) {
            casing.letters += 1;
            casing.capitals += usize::from(is_capital(c));
        }
        casing
    }

    pub(super) fn is_all_capitals(self) -> bool {
        self.letters > 0 && self.letters == self.capitals
    }
}
