//! A text as words that can be compared with names: each with its numbers, what separates it from the word
//! before, and what can begin with it.
//!
//! Names of units and places are compared word by word, since a name is printed with blanks, hyphens,
//! dots or `&` between the same words.

use std::borrow::Cow;

use super::codes::{self, Codes, Packer};
use crate::vi::normalize::is_alphanumeric;

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing before, or a mark that ends a name: a colon, quote, line.
    Hard,
    /// White space, `&`, an apostrophe, or a hyphen without blanks.
    Soft,
    /// A hyphen or dash between blanks.
    Dash,
    /// A dot without a blank after it, as in `TP.HCM`.
    Dot,
    /// A dot with a blank after it: an abbreviation's, or a sentence's end.
    Stop,
    /// A comma.
    Comma,
    /// A slash.
    Slash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
}

/// What is known of the names that begin with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct First(pub(super) u16);

impl First {
    /// Nothing begins with it.
    pub(super) const NONE: Self = Self(0);
    /// Not looked up yet.
    pub(super) const UNKNOWN: Self = Self(u16::MAX);
}

/// One word.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// First byte in the text.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// Begins with a capital.
    pub(crate) capital: bool,
    /// In capitals throughout, digits too.
    pub(crate) shouted: bool,
    /// What can begin with it.
    pub(super) first: First,
    pub(super) codes: Codes,
    /// Its form without marks, where the number does not hold it.
    long: Option<Box<str>>,
}

impl Word {
    /// Whether its canonical form (lower case, one tone placement) is `canon`.
    pub(crate) fn is(&self, canon: &str) -> bool {
        self.codes.exact == codes::exact(canon)
    }

    /// Whether its form without marks is `plain`.
    pub(crate) fn folds_to(&self, plain: &str) -> bool {
        self.codes.fold == codes::fold(plain)
    }

    /// Whether it has no mark.
    pub(crate) fn unmarked(&self) -> bool {
        self.codes.exact == self.codes.fold
    }

    /// The form without marks.
    pub(crate) fn fold(&self) -> Cow<'_, str> {
        match &self.long {
            Some(long) => Cow::Borrowed(long),
            None => Cow::Owned(codes::spell(self.codes.fold)),
        }
    }

    /// Whether it is all digits.
    pub(crate) fn number(&self) -> bool {
        self.long.is_none() && codes::is_number(self.codes.fold)
    }
}

/// The words of `text`, in order; `first` says of a word's form without marks what begins with it.
pub(crate) fn words(text: &str, first: impl Fn(u64) -> First) -> Vec<Word> {
    let mut all = Vec::with_capacity(text.len() / 5);
    each(text, |mut word| {
        word.first = first(word.codes.fold);
        all.push(word);
    });
    all
}

/// The words of one short text.
pub(crate) fn split(text: &str) -> Vec<Word> {
    words(text, |_| First::UNKNOWN)
}

/// Hands on the words of `text`, in order.
#[inline]
pub(super) fn each(text: &str, mut take: impl FnMut(Word)) {
    let (bytes, mut at, mut rest) = (text.as_bytes(), 0, 0);
    while at < bytes.len() {
        let blank = bytes[at] == b' ';
        let Some((word, end)) = (!blank).then(|| word_at(text, at)).flatten() else {
            at = after(text, at);
            continue;
        };
        let gap = match &bytes[rest..at] {
            b" " => Gap::Soft,
            _ => gap(&text[rest..at], rest == 0),
        };
        (at, rest) = (end, word.end);
        take(Word { gap, ..word });
    }
}

/// The word that begins at `at`, and where to go on; what stands before it is not read.
#[inline]
fn word_at(text: &str, at: usize) -> Option<(Word, usize)> {
    let (bytes, mut end, mut packer) = (text.as_bytes(), at, Packer::default());
    loop {
        let (glyph, len) = codes::glyph(bytes, end);
        if glyph == 0 {
            break;
        }
        packer.take(glyph);
        end += len;
    }
    if matches!(bytes.get(end), Some(b'\'' | 0x80..)) {
        return odd_word(text, at);
    }
    if end == at {
        return None;
    }
    let Some(codes) = packer.codes(end - at) else { return odd_word(text, at) };
    let (start, gap, first) = (at, Gap::Hard, First::UNKNOWN);
    let (capital, shouted) = (codes::is_capital(codes::glyph(bytes, at).0), packer.shouted());
    Some((Word { start, end, gap, capital, shouted, first, codes, long: None }, end))
}

/// A word with other signs than letters of Vietnamese and digits in it, or right behind it.
#[cold]
fn odd_word(text: &str, at: usize) -> Option<(Word, usize)> {
    let first = text[at..].chars().next().filter(|c| is_word(*c))?;
    let inside = |c: char| is_word(c) || is_apostrophe(c);
    let end = text[at..].find(|c| !inside(c)).map_or(text.len(), |len| at + len);
    let raw = text[at..end].trim_end_matches(is_apostrophe);
    let (codes, long) = codes::codes(raw);
    let word = Word {
        start: at,
        end: at + raw.len(),
        gap: Gap::Hard,
        capital: first.is_uppercase() || first.is_ascii_digit(),
        shouted: raw.chars().all(|c| !c.is_lowercase()),
        first: First::UNKNOWN,
        codes,
        long,
    };
    Some((word, end))
}

/// The index after the character at `at`.
fn after(text: &str, at: usize) -> usize {
    let mut end = at + 1;
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

/// The words without marks joined by `-`: how a name stands in a key.
pub(crate) fn slug(words: &[Word]) -> String {
    let folds: Vec<Cow<'_, str>> = words.iter().map(Word::fold).collect();
    folds.join("-")
}

fn is_word(c: char) -> bool {
    is_alphanumeric(c) || ('\u{300}'..='\u{323}').contains(&c)
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn gap(between: &str, first: bool) -> Gap {
    if first && between.is_empty() {
        return Gap::Hard;
    }
    let mut found = Gap::Soft;
    for c in between.chars() {
        found = match (c, found) {
            ('.', Gap::Soft) => Gap::Dot,
            (c, Gap::Dot) if c.is_whitespace() => Gap::Stop,
            (',', Gap::Soft) => Gap::Comma,
            ('-' | '–', Gap::Soft) if between.len() > c.len_utf8() => Gap::Dash,
            ('/', Gap::Soft) => Gap::Slash,
            ('(', Gap::Soft) => Gap::Open,
            (')', Gap::Soft) => Gap::Close,
            (',', Gap::Close) => Gap::Close,
            (c, found) if c.is_whitespace() || matches!(c, '-' | '–' | '&' | '\'' | '’') => {
                found
            }
            _ => return Gap::Hard,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(text: &str) -> Vec<Gap> {
        split(text).iter().map(|w| w.gap).collect()
    }

    #[test]
    fn words_carry_what_separates_them() {
        use Gap::{Comma, Dash, Dot, Hard, Open, Slash, Soft, Stop};
        assert_eq!(gaps("TP.HCM"), [Hard, Dot]);
        assert_eq!(gaps("TP. Vinh, H.A"), [Hard, Stop, Comma, Dot]);
        assert_eq!(gaps("CQ&DN - x (y)"), [Hard, Soft, Dash, Open]);
        assert_eq!(gaps("05-CT/TW"), [Hard, Soft, Slash]);
    }

    #[test]
    fn forms_drop_case_tone_style_and_apostrophes() {
        let words = split("Ia H’Drai uỷ Đảng");
        assert_eq!(slug(&words), "ia-hdrai-uy-dang");
        assert!(words[3].is("đảng") && words[2].is("ủy") && !words[2].is("uy"));
    }

    #[test]
    fn offsets_point_into_the_text() {
        let text = "  Đảng ủy, x.";
        for word in split(text) {
            assert!(text.get(word.start..word.end).is_some_and(|t| !t.is_empty()));
        }
    }
}
