//! Abbreviations of Party and administration, for queries: `ĐUK` also asks for `đảng ủy khối`, and the
//! other way round.
//!
//! Articles keep what they print; only queries are widened, so a wrong reading costs a hit far down the
//! list and never a stored word. What is also a plain syllable (`TU`, `AN`) or stands for many things
//! (`CT`) is listed but not expanded by itself.

use std::collections::HashMap;

use super::data;
use super::table::{list, rows};
use crate::vi::fold;
use crate::vi::normalize::canonical;

/// What an abbreviation stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The abbreviation as printed, such as `ĐUK`.
    pub abbreviation: &'static str,
    /// What it stands for, as canonical syllables separated by single blanks.
    pub phrase: &'static str,
    /// Whether it is too ambiguous to be expanded by itself.
    pub ambiguous: bool,
}

impl Expansion {
    /// The canonical syllables of the phrase.
    pub fn syllables(&self) -> impl Iterator<Item = &'static str> {
        self.phrase.split(' ')
    }
}

/// The abbreviations, found by themselves, without accents, or by what they stand for.
#[derive(Debug)]
pub struct Abbreviations {
    by_token: HashMap<String, Vec<Expansion>>,
    by_folded: HashMap<String, Vec<Expansion>>,
    by_phrase: HashMap<&'static str, Vec<&'static str>>,
    longest: usize,
}

impl Abbreviations {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        let mut known = Self {
            by_token: HashMap::new(),
            by_folded: HashMap::new(),
            by_phrase: HashMap::new(),
            longest: 0,
        };
        for row in rows(data::ABBREVIATIONS) {
            if let [abbreviation, scope, readings] = row[..] {
                let ambiguous = scope == "ambiguous";
                for phrase in list(readings) {
                    known.add(Expansion { abbreviation, phrase, ambiguous });
                }
            }
        }
        known
    }

    fn add(&mut self, expansion: Expansion) {
        let token = canonical(expansion.abbreviation);
        self.by_folded.entry(fold(&token)).or_default().push(expansion);
        self.by_token.entry(token).or_default().push(expansion);
        if !expansion.ambiguous {
            self.longest = self.longest.max(expansion.syllables().count());
            self.by_phrase.entry(expansion.phrase).or_default().push(expansion.abbreviation);
        }
    }

    /// What a canonical token stands for, commonest first, ambiguous ones included and marked.
    ///
    /// ```
    /// # use tracuu::catalog::Abbreviations;
    /// let known = Abbreviations::embedded();
    /// assert_eq!(known.expansions("đuk")[0].phrase, "đảng ủy khối");
    /// assert_eq!(known.expansions_folded("duk")[0].phrase, "đảng ủy khối");
    /// assert_eq!(known.abbreviations_of("đảng ủy khối"), ["ĐUK"]);
    /// assert!(known.expansions("tu").iter().all(|expansion| expansion.ambiguous));
    /// ```
    pub fn expansions(&self, token: &str) -> &[Expansion] {
        self.by_token.get(token).map_or(&[], Vec::as_slice)
    }

    /// What a token typed without accents may stand for, ambiguous ones included and marked.
    pub fn expansions_folded(&self, token: &str) -> &[Expansion] {
        self.by_folded.get(token).map_or(&[], Vec::as_slice)
    }

    /// The unambiguous abbreviations, as printed, of canonical syllables separated by single blanks.
    pub fn abbreviations_of(&self, phrase: &str) -> &[&'static str] {
        self.by_phrase.get(phrase).map_or(&[], Vec::as_slice)
    }

    /// Most syllables of a phrase that [`Self::abbreviations_of`] knows.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_canonical_and_rows_understood() {
        let known = Abbreviations::embedded();
        assert_eq!(
            known.by_token.len(),
            rows(data::ABBREVIATIONS).count(),
            "a row twice or not understood"
        );
        for expansion in known.by_token.values().flatten() {
            for syllable in expansion.syllables() {
                assert_eq!(syllable, canonical(syllable), "{}", expansion.abbreviation);
            }
        }
    }

    #[test]
    fn several_readings_are_all_given() {
        let known = Abbreviations::embedded();
        let phrases: Vec<_> = known.expansions("tccs").iter().map(|e| e.phrase).collect();
        assert_eq!(phrases, ["tạp chí cộng sản", "tổ chức cơ sở", "tổ chức cơ sở đảng"]);
    }

    #[test]
    fn the_way_back_knows_every_unambiguous_reading() {
        let known = Abbreviations::embedded();
        assert_eq!(known.abbreviations_of("tổ chức cơ sở đảng"), ["TCCS", "TCCSĐ"]);
        assert!(known.abbreviations_of("chỉ thị").is_empty());
        assert!(known.longest() >= 6);
    }

    #[test]
    fn an_unknown_token_has_no_reading() {
        let known = Abbreviations::embedded();
        assert!(known.expansions("xyz").is_empty() && known.expansions_folded("").is_empty());
    }
}
