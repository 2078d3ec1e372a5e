//! Queries typed as Telex or VNI keys with the input method off: `ddangr uyr` is read as `đảng ủy`.
//!
//! No single word decides: `virus` reads as `víu`, `test` as `tét`. A query is keys when more of its words
//! can only be keys than can be nothing of the kind, and when the index does not know them as typed.
//! On 1,935 headlines without accents the rule takes none for keys, on the same as Telex 97 in 100. What it
//! would read but the index contradicts is offered as a suggestion.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::vocabulary::Vocabulary;
use crate::query::{Edit, Query};
use crate::vi::keys::{telex, vni};
use crate::vi::syllable::{Syllable, is_bare_form, lookup, readings};
use crate::vi::{self, fold};

/// A way to type Vietnamese on a keyboard of plain letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keys {
    /// Letters for marks: `ddangr`.
    Telex,
    /// Digits for marks: `d9ang3`.
    Vni,
}

/// A query read back from keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) keys: Keys,
    pub(super) query: Query,
    /// Whether the index knows all of it as typed: then it is only a suggestion.
    pub(super) known: bool,
}

/// How often a syllable must be in use for keys to be read as it.
const IN_USE: u32 = 20;

/// In how many titles and bodies a word must stand to be known.
const KNOWN: u64 = 5;

/// Reads a query back, if it is keys.
pub(super) fn read(query: &Query, vocabulary: Vocabulary<'_>) -> tantivy::Result<Option<Typed>> {
    if query.clauses.iter().any(|clause| !clause.text().is_ascii()) {
        return Ok(None);
    }
    let runs = runs(query);
    let texts: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
    let (keys, read) = match telex_of(&texts) {
        Some(read) => (Keys::Telex, read),
        None => match vni_of(&texts) {
            Some(read) => (Keys::Vni, read),
            None => return Ok(None),
        },
    };
    let mut known = true;
    for run in &runs {
        known = known && is_known(&run.text, vocabulary)?;
    }
    let edits: Vec<Edit> =
        runs.iter().zip(read).filter_map(|(run, read)| run.edit(read?)).collect();
    Ok(Some(Typed { keys, query: query.edited(&edits), known }))
}

/// A run of letters and digits of a query, in small letters, and where it stands.
struct Run {
    clause: usize,
    range: Range<usize>,
    text: String,
}

impl Run {
    fn edit(&self, text: String) -> Option<Edit> {
        (text != self.text).then(|| Edit { clause: self.clause, range: self.range.clone(), text })
    }
}

fn runs(query: &Query) -> Vec<Run> {
    let mut runs = Vec::new();
    for (clause, part) in query.clauses.iter().enumerate() {
        let text = part.text();
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
        {
            let from = word.as_ptr().addr() - text.as_ptr().addr();
            let range = from..from + word.len();
            runs.push(Run { clause, range, text: word.to_ascii_lowercase() });
        }
    }
    runs
}

/// What each word is read as, if together they are Telex; none for a word that stays as it is.
fn telex_of(words: &[&str]) -> Option<Vec<Option<String>>> {
    let letters = |word: &&&str| word.bytes().all(|b| b.is_ascii_alphabetic());
    let kinds: Vec<Kind> = words.iter().filter(letters).map(|word| Kind::of(word)).collect();
    let count = |kind| kinds.iter().filter(|other| **other == kind).count();
    let decisive = count(Kind::Decisive);
    let telex = decisive > count(Kind::Odd) && 5 * decisive >= kinds.len();
    telex.then(|| words.iter().map(|word| better(word)).collect())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A syllable without its marks.
    Plain,
    /// No such syllable, but one when read as keys.
    Decisive,
    /// Neither.
    Odd,
}

impl Kind {
    fn of(word: &str) -> Self {
        if is_plain(word) {
            Self::Plain
        } else if telex(word).is_some_and(|read| is_in_use(&read)) {
            Self::Decisive
        } else {
            Self::Odd
        }
    }
}

fn is_plain(word: &str) -> bool {
    is_bare_form(word) && readings(word).len() > 0
}

fn is_in_use(syllable: &str) -> bool {
    lookup(syllable).is_some_and(|known| known.seen(IN_USE))
}

/// What a word of a Telex query is read as; none where the letters as they stand are the commoner syllable
/// (`xoong` is not `xông`).
fn better(word: &str) -> Option<String> {
    let read = telex(word)?;
    let frequency = |syllable: &str| lookup(syllable).map(Syllable::frequency);
    (frequency(&read) > frequency(word)).then_some(read)
}

/// What each word is read as, if two of them or more are VNI and fewer are anything odd. One such word could
/// as well be a code: `a1`, `b52`.
fn vni_of(words: &[&str]) -> Option<Vec<Option<String>>> {
    let read: Vec<Option<String>> =
        words.iter().map(|word| vni(word).filter(|read| is_in_use(read))).collect();
    let decisive = read.iter().flatten().count();
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let odd = |word: &str| !is_number(word) && !is_plain(word);
    let odd = words.iter().zip(&read).filter(|(word, read)| read.is_none() && odd(word)).count();
    (decisive >= 2 && decisive > odd).then_some(read)
}

/// Whether the index holds a word as typed, or what it may be without its marks.
fn is_known(word: &str, vocabulary: Vocabulary<'_>) -> tantivy::Result<bool> {
    let Some(first) = vi::tokens(word).next() else { return Ok(true) };
    if vocabulary.frequency(&first.text)? >= KNOWN {
        return Ok(true);
    }
    let mut sum = 0;
    for reading in vocabulary.readings(&fold(&first.text))? {
        sum += vocabulary.frequency(&reading)?;
    }
    Ok(sum >= KNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telex_read(text: &str) -> Option<String> {
        let words: Vec<&str> = text.split(' ').collect();
        let read = telex_of(&words)?;
        let word = |(word, read): (&&str, Option<String>)| read.unwrap_or((*word).to_owned());
        Some(words.iter().zip(read).map(word).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn telex_is_read_where_most_words_can_be_nothing_else() {
        for (typed, read) in [
            ("ddangr uyr khoois", "đảng ủy khối"),
            ("kieemr tra giams sats", "kiểm tra giám sát"),
            ("ddangr boj", "đảng bọ"),
            ("nghij quyeets trung uwowng 2021", "nghị quyết trung ương 2021"),
        ] {
            assert_eq!(telex_read(typed).as_deref(), Some(read), "{typed}");
        }
    }

    #[test]
    fn words_without_accents_and_foreign_ones_are_no_telex() {
        for typed in ["kiem tra giam sat", "dang uy khoi", "facebook marketing online", "2021", ""]
        {
            assert_eq!(telex_read(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_commoner_of_two_readings_is_kept() {
        assert_eq!(better("xoong"), None);
        assert_eq!(better("ddoong").as_deref(), Some("đông"));
    }

    #[test]
    fn vni_needs_two_words() {
        let read = |typed: &str| vni_of(&typed.split(' ').collect::<Vec<_>>());
        let words = |words: [&str; 2]| Some(words.map(|word| Some(word.to_owned())).to_vec());
        assert_eq!(read("d9ang3 bo65"), words(["đảng", "bộ"]));
        for typed in ["d9ang3", "covid19 u23", "b52 a1 k10", "2021 2022"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
