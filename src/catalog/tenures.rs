//! Words beside terms of office: whose `khóa XIII` it is.
//!
//! The nation, a city, a Khối and the National Assembly count their terms apart, so a number says nothing
//! without the body beside it. Only the words are here; which unit a Party organisation is, the article says.

use std::collections::HashMap;

use super::data;
use super::table::rows;

/// What a phrase beside a term says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TenureWord {
    /// A Party organisation: `đảng bộ`.
    Party,
    /// The Party of the nation: `toàn quốc`.
    Centre,
    /// The National Assembly.
    Assembly,
    /// A people's council; a place follows.
    Council,
    /// A mass organisation.
    Union,
    /// No term that is kept: a course of study, a president's.
    Course,
}

/// Words beside terms of office.
#[derive(Debug)]
pub struct Tenures {
    phrases: HashMap<&'static str, TenureWord>,
    longest: usize,
}

impl Tenures {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        let phrases: HashMap<&str, TenureWord> = rows(data::TENURES)
            .filter_map(|row| match row[..] {
                [kind, phrase] => Some((phrase, kind_of(kind)?)),
                _ => None,
            })
            .collect();
        let longest = phrases.keys().map(|phrase| phrase.split(' ').count()).max().unwrap_or(0);
        Self { phrases, longest }
    }

    /// What canonical syllables with single blanks say.
    pub fn get(&self, phrase: &str) -> Option<TenureWord> {
        self.phrases.get(phrase).copied()
    }

    /// Most syllables of a phrase.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

fn kind_of(word: &str) -> Option<TenureWord> {
    Some(match word {
        "party" => TenureWord::Party,
        "centre" => TenureWord::Centre,
        "assembly" => TenureWord::Assembly,
        "council" => TenureWord::Council,
        "union" => TenureWord::Union,
        "course" => TenureWord::Course,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vi::normalize::canonical;

    #[test]
    fn every_row_is_understood_and_canonical() {
        let known = Tenures::embedded();
        assert_eq!(known.phrases.len(), rows(data::TENURES).count());
        for phrase in known.phrases.keys() {
            assert!(phrase.split(' ').all(|syllable| canonical(syllable) == syllable), "{phrase}");
        }
        assert_eq!(known.get("quốc hội"), Some(TenureWord::Assembly));
    }
}
