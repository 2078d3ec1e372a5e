//! A text as words that can be compared with names: each with its place in the text, its canonical
//! form, its form without accents, and what separates it from the word before.
//!
//! Names of units and places are compared word by word, since a name is printed with blanks, hyphens,
//! dots or `&` between the same words. Forms are kept once per text: syllables repeat.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::vi::normalize::{canonical, is_alphanumeric};

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

/// A word's forms for comparing.
#[derive(Debug)]
pub(crate) struct Form {
    raw: Box<str>,
    canon: OnceCell<String>,
    toneless: OnceCell<String>,
    /// Lower case without any mark.
    pub(crate) fold: String,
    /// What a name can begin with it; see [`Begins`].
    pub(crate) begins: Begins,
}

/// What can begin with a word, so that a reader may pass over the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Begins {
    /// A unit's name or a level word.
    pub(crate) name: bool,
    /// A province's name.
    pub(crate) province: bool,
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
    /// Its forms.
    pub(crate) form: Rc<Form>,
}

impl Word {
    /// Lower case, one tone placement. Made when first asked for: most words are never compared.
    pub(crate) fn canon(&self) -> &str {
        self.form.canon.get_or_init(|| {
            canonical(&self.form.raw).chars().filter(|c| !is_apostrophe(*c)).collect()
        })
    }

    /// The canonical form without tone marks.
    pub(crate) fn toneless(&self) -> &str {
        self.form.toneless.get_or_init(|| toneless(self.canon()))
    }

    /// The form without marks.
    pub(crate) fn fold(&self) -> &str {
        &self.form.fold
    }

    /// Whether it is in capitals throughout, digits too.
    pub(crate) fn shouted(&self) -> bool {
        self.form.raw.chars().all(|c| !c.is_lowercase())
    }

    /// Whether it is all digits.
    pub(crate) fn number(&self) -> bool {
        self.fold().bytes().all(|b| b.is_ascii_digit())
    }
}

/// Splits texts into words, keeping the forms seen.
pub(crate) struct Splitter<'t, F> {
    forms: HashMap<&'t str, Rc<Form>, Seed>,
    begins: F,
}

impl<'t, F: Fn(&str) -> Begins> Splitter<'t, F> {
    /// A splitter that asks `begins` about each folded word once.
    pub(crate) fn new(begins: F) -> Self {
        Self { forms: HashMap::default(), begins }
    }

    /// The words of `text`, in order.
    pub(crate) fn split(&mut self, text: &'t str) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len() / 6);
        let mut rest = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if !is_word(c) {
                continue;
            }
            let mut end = start + c.len_utf8();
            while let Some((at, c)) = chars.next_if(|(_, c)| is_word(*c) || is_apostrophe(*c)) {
                end = at + c.len_utf8();
            }
            let raw = text[start..end].trim_end_matches(is_apostrophe);
            words.push(Word {
                start,
                end: start + raw.len(),
                gap: gap(&text[rest..start], rest == 0),
                capital: c.is_uppercase() || c.is_ascii_digit(),
                form: self.form(raw),
            });
            rest = start + raw.len();
        }
        words
    }

    fn form(&mut self, raw: &'t str) -> Rc<Form> {
        if let Some(form) = self.forms.get(raw) {
            return Rc::clone(form);
        }
        Rc::clone(self.forms.entry(raw).or_insert({
            let fold = unmarked(raw);
            let begins = (self.begins)(&fold);
            let (canon, toneless) = (OnceCell::new(), OnceCell::new());
            Rc::new(Form { raw: raw.into(), canon, toneless, fold, begins })
        }))
    }
}

/// Lower-case letters without marks and apostrophes, `đ` as `d`, nothing else changed: keys spell a name as it is written, so the
/// folding of queries, which joins `i` and `y`, is not for them.
pub(crate) fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut push = |c: char| match c {
        'đ' | 'Đ' => plain.push('d'),
        c if is_combining_mark(c) || is_apostrophe(c) => {}
        c => plain.extend(c.to_lowercase()),
    };
    for c in text.chars() {
        if c.is_ascii() { push(c) } else { decompose_canonical(c, &mut push) }
    }
    plain
}

/// Without tone marks, the vowels' own marks kept.
pub(crate) fn toneless(canon: &str) -> String {
    let tone = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    canon.nfd().filter(|c| !tone(c)).nfc().collect()
}

/// Hashes words with XXH3, several times as fast on syllables as the standard map's own hash. The seed is
/// drawn anew each time, so that no text can be written whose words collide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seed(u64);

impl Default for Seed {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0_u8))
    }
}

impl BuildHasher for Seed {
    type Hasher = WordHash;

    fn build_hasher(&self) -> WordHash {
        WordHash(self.0)
    }
}

/// The hash of what was written so far.
pub(crate) struct WordHash(u64);

impl Hasher for WordHash {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    /// The mark that ends a text adds nothing, as keys are single texts.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The words of one short text.
pub(crate) fn split(text: &str) -> Vec<Word> {
    Splitter::new(|_| Begins { name: true, province: true }).split(text)
}

/// The words without marks joined by `-`: how a name stands in a key.
pub(crate) fn slug(words: &[Word]) -> String {
    let folds: Vec<&str> = words.iter().map(Word::fold).collect();
    folds.join("-")
}

fn is_word(c: char) -> bool {
    is_alphanumeric(c) || ('\u{300}'..='\u{323}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
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
        assert_eq!(words[3].canon(), "đảng");
    }

    #[test]
    fn offsets_point_into_the_text() {
        let text = "  Đảng ủy, x.";
        for word in split(text) {
            assert!(text.get(word.start..word.end).is_some_and(|t| !t.is_empty()));
        }
    }
}
