//! Words around persons' names: titles, honorifics, surnames, and what only looks like a name.
//!
//! A Vietnamese sentence does not mark where a name ends (`Tổng Bí thư Trần Văn Thử Ban Bí thư đã họp`)
//! and writes places and organisations with the same capitals, so names are told by the words beside them.
//! All phrases stand in one map: one look at a syllable says whether a phrase begins there at all.

use super::data;
use super::quick::{QuickMap, QuickSet};
use super::table::rows;
use crate::vi::normalize::canonical;

/// What a phrase is beside a name. A phrase may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum NameWord {
    /// An office: `bí thư`.
    Title = 1,
    /// What a title may carry before it: `nguyên`, `phó`.
    Prefix = 1 << 1,
    /// What a title may carry behind it: `thường trực`.
    Suffix = 1 << 2,
    /// A form of address: `đồng chí`.
    Honorific = 1 << 3,
    /// Who somebody is: `đảng viên`, `đại tá`.
    Status = 1 << 4,
    /// A degree: `TS`.
    Academic = 1 << 5,
    /// The name of a place follows: `xã`.
    Locality = 1 << 6,
    /// What bears a person's name follows: `đường`, `giải`.
    Namesake = 1 << 7,
    /// Who made the article follows: `ảnh`.
    Credit = 1 << 8,
    /// An organisation or a new sentence begins.
    Body = 1 << 9,
    /// Never part of a name.
    Stop = 1 << 10,
    /// The unit behind a title has ended.
    End = 1 << 11,
    /// A place.
    Place = 1 << 12,
    /// The name of a province, all of which are known, or nothing follows: `tỉnh`.
    Wide = 1 << 13,
    /// A place that no name of three syllables or more ends in: `Hà Nội`.
    After = 1 << 14,
    /// Stands in small letters inside a foreign name: `al`.
    Particle = 1 << 15,
    /// Belongs to the name of a body although a word of it would end one: `tài nguyên`.
    Whole = 1 << 16,
    /// Somebody is asked, and named next: `trao đổi với`.
    Interview = 1 << 17,
}

/// How sure a surname is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surname {
    /// One of those that most people bear.
    Common,
    /// Another; many of them are also ordinary words.
    Rarer,
}

/// What begins with a syllable.
#[derive(Clone, Copy, Debug, Default)]
pub struct Head {
    longest: usize,
    kinds: u32,
    surname: Option<Surname>,
}

impl Head {
    /// Most syllables of a phrase that begins so; 0 where none does.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether a phrase of one of `kinds` begins so.
    pub fn may_begin(&self, kinds: &[NameWord]) -> bool {
        kinds.iter().any(|kind| self.kinds & *kind as u32 != 0)
    }

    /// Whether nothing that matters beside a name begins so.
    pub fn is_plain(&self) -> bool {
        self.kinds == 0 && self.surname.is_none()
    }

    /// Whether the syllable is a surname.
    pub fn surname(&self) -> Option<Surname> {
        self.surname
    }
}

/// Words around persons' names.
#[derive(Debug)]
pub struct Persons {
    phrases: QuickMap<String, u32>,
    titles: QuickMap<String, &'static str>,
    /// Surnames and first syllables of phrases.
    heads: QuickMap<String, Head>,
    namesakes: QuickSet<String>,
}

impl Persons {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        let mut known = Self {
            phrases: QuickMap::default(),
            titles: QuickMap::default(),
            heads: QuickMap::default(),
            namesakes: rows(data::NAMESAKES).map(|row| syllables(row[0])).collect(),
        };
        for row in rows(data::TITLES).chain(rows(data::NAME_CONTEXT)) {
            if let [kind, phrase, ref form @ ..] = row[..]
                && let Some(kind) = kind_of(kind)
            {
                known.add(kind, phrase, form.first().copied().unwrap_or(phrase));
            }
        }
        let mut surname = Surname::Common;
        for row in rows(data::SURNAMES) {
            match row[0] {
                "rarer" => surname = Surname::Rarer,
                name => {
                    known.heads.entry(canonical(name)).or_default().surname = Some(surname);
                }
            }
        }
        known
    }

    fn add(&mut self, kind: NameWord, phrase: &'static str, form: &'static str) {
        let key = syllables(phrase);
        let parts = key.split(' ').count();
        if let Some(head) = key.split(' ').next() {
            let head = self.heads.entry(head.to_owned()).or_default();
            head.longest = parts.max(head.longest);
            head.kinds |= kind as u32;
        }
        if kind == NameWord::Title {
            self.titles.insert(key.clone(), form);
        }
        *self.phrases.entry(key).or_default() |= kind as u32;
    }

    /// What begins with a canonical syllable. Highland names begin with `H'` or `K'`.
    pub fn head(&self, syllable: &str) -> Head {
        let mut head = self.heads.get(syllable).copied().unwrap_or_default();
        if ["h'", "k'", "h’", "k’"].iter().any(|mark| syllable.starts_with(mark)) {
            head.surname = Some(Surname::Rarer);
        }
        head
    }

    /// Whether a phrase of canonical syllables is one of `kinds`.
    pub fn is(&self, phrase: &str, kinds: &[NameWord]) -> bool {
        let known = self.phrases.get(phrase).copied().unwrap_or_default();
        kinds.iter().any(|kind| known & *kind as u32 != 0)
    }

    /// The usual form of a title in canonical syllables: `uvtv` is `Ủy viên Ban Thường vụ`.
    pub fn title(&self, phrase: &str) -> Option<&'static str> {
        self.titles.get(phrase).copied()
    }

    /// Whether streets and schools bear this name, in canonical syllables.
    pub fn is_namesake(&self, name: &str) -> bool {
        self.namesakes.contains(name)
    }
}

fn kind_of(word: &str) -> Option<NameWord> {
    Some(match word {
        "title" => NameWord::Title,
        "prefix" => NameWord::Prefix,
        "suffix" => NameWord::Suffix,
        "honorific" => NameWord::Honorific,
        "status" => NameWord::Status,
        "academic" => NameWord::Academic,
        "locality" => NameWord::Locality,
        "namesake" => NameWord::Namesake,
        "credit" => NameWord::Credit,
        "body" => NameWord::Body,
        "stop" => NameWord::Stop,
        "end" => NameWord::End,
        "place" => NameWord::Place,
        "wide" => NameWord::Wide,
        "after" => NameWord::After,
        "particle" => NameWord::Particle,
        "whole" => NameWord::Whole,
        "interview" => NameWord::Interview,
        _ => return None,
    })
}

/// A phrase as canonical syllables and single blanks.
fn syllables(phrase: &str) -> String {
    phrase.split_whitespace().map(canonical).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        for row in rows(data::TITLES).chain(rows(data::NAME_CONTEXT)) {
            assert!(row.len() >= 2 && kind_of(row[0]).is_some(), "{row:?}");
        }
        assert!(Persons::embedded().head("nguyễn").surname().is_some());
    }

    #[test]
    fn titles_have_one_form() {
        let known = Persons::embedded();
        assert_eq!(known.title("uvtv"), Some("Ủy viên Ban Thường vụ"));
        assert_eq!(known.title("bí thư"), Some("Bí thư"));
        assert_eq!(known.title("dân vận"), None);
    }

    #[test]
    fn surnames_know_how_sure_they_are() {
        let known = Persons::embedded();
        assert_eq!(known.head("nguyễn").surname(), Some(Surname::Common));
        assert_eq!(known.head("giàng").surname(), Some(Surname::Rarer));
        assert_eq!(known.head("h’rin").surname(), Some(Surname::Rarer));
        assert_eq!(known.head("khéo").surname(), None);
    }

    #[test]
    fn a_phrase_may_be_several_things() {
        let known = Persons::embedded();
        assert!(known.is("bác", &[NameWord::Status]) && known.is("bác", &[NameWord::Namesake]));
        assert!(known.head("ủy").longest() >= 4 && known.head("zz").longest() == 0);
        assert!(known.is_namesake("hồ chí minh"));
    }
}
