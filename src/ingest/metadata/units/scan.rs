//! Finds what the passages name: units, and the places that tell which unit a short name means.

use crate::article::LineRole;
use crate::catalog::Units;
use crate::catalog::units::grammar::{Grammar, Name, Named, What, Where};
use crate::catalog::units::phrases::{Kind, Reading};
use crate::catalog::units::words::{Gap, Word};
use crate::ingest::Passage;

/// Something named, in order of appearance.
#[derive(Debug)]
pub(super) enum Sight<'t> {
    /// A place; one of several in a list where the flag is set.
    Place(Named, LineRole, bool),
    /// A unit.
    Unit(Mention<'t>),
}

/// A unit's name in a passage.
#[derive(Debug)]
pub(super) struct Mention<'t> {
    pub(super) name: Name,
    /// As printed.
    pub(super) raw: &'t str,
    /// Its end from the organ on that has a key of its own: without `Thường trực`.
    pub(super) organ: &'t str,
    /// Its end from the committee's own word on: without `Ban Thường vụ`, `Ủy ban Kiểm tra`.
    pub(super) unit: &'t str,
    /// It names the unit itself: no cell of it, no place, nothing beside it as in `Đảng bộ và nhân dân X`.
    pub(super) itself: bool,
    pub(super) line: u32,
    pub(super) role: LineRole,
    pub(super) manner: Manner,
    /// It opens its passage.
    pub(super) opening: bool,
}

/// How a unit is named, which says how much the article is about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// For itself.
    Plain,
    /// In a person's title: `Bí thư …`.
    Borne,
    /// In a title the person is given now: `làm Bí thư …`.
    Given,
    /// In a title the person had before: `nguyên Bí thư …`.
    Former,
    /// As what sent people: `Đoàn công tác của …`.
    Sent,
    /// As the issuer of a document.
    Cited,
    /// As what another unit came out of.
    Merged,
}

/// Words of levels and committees, without marks, that stand between `các` and a common noun.
const LISTED: [&str; 9] = ["tinh", "thanh", "quan", "huyen", "thi", "uy", "va", "dang", "bo"];

/// What the passages name, in order, and the words of the title.
pub(super) fn sights<'t>(units: &Units, passages: &'t [Passage]) -> Vec<Sight<'t>> {
    let mut all = Vec::new();
    for passage in passages.iter().filter(|p| told(p.role) || places_only(p.role)) {
        let words = units.words(&passage.text);
        let grammar = Grammar { units, words: &words, reading: Reading::Article };
        let from = all.len();
        Scan { grammar, passage }.into_sights(&mut all);
        if places_only(passage.role) {
            let mut at = 0;
            all.retain(|sight| {
                at += 1;
                at <= from || matches!(sight, Sight::Place(..))
            });
        }
    }
    all
}

/// Whether a line of this role says no more than where the article belongs: a date line, tags.
fn places_only(role: LineRole) -> bool {
    matches!(role, LineRole::Date | LineRole::Tags)
}

/// Whether a line of this role speaks of the article's matter.
fn told(role: LineRole) -> bool {
    use LineRole::{Address, Boilerplate, Byline, Date, Related, Section, Tags};
    !matches!(role, Address | Boilerplate | Byline | Date | Related | Section | Tags)
}

struct Scan<'a, 't> {
    grammar: Grammar<'a>,
    passage: &'t Passage,
}

impl<'t> Scan<'_, 't> {
    fn into_sights(self, all: &mut Vec<Sight<'t>>) {
        let mut at = 0;
        while let Some(word) = self.words().get(at) {
            let begins = self.grammar.units.begins(self.words(), at);
            at = if begins || (word.capital && self.grammar.units.opens_province(word)) {
                self.step((at, begins), all)
            } else {
                at + 1
            };
        }
    }

    /// Reads what begins at a word; the index to go on at.
    fn step(&self, (at, begins): (usize, bool), all: &mut Vec<Sight<'t>>) -> usize {
        let name = if begins { self.grammar.name(at) } else { None };
        if let Some(name) = name {
            let end = name.end.max(at + 1);
            if let Where::Named(place) = &name.place {
                all.push(Sight::Place(place.clone(), self.passage.role, false));
            }
            if !self.generic(&name) {
                let merged = self.goes_on(&name, all);
                all.push(Sight::Unit(self.mention(name, merged)));
            }
            return end;
        }
        let alone = self.words()[at].capital && (at == 0 || !self.in_name(at));
        let placed = if begins || alone { self.grammar.place(at) } else { None };
        match placed {
            Some((Where::Named(place), end)) if alone || place.level.is_some() => {
                let listed = self.grammar.follows(at) && self.ends_at(Kind::Numeral, at, 2);
                all.push(Sight::Place(place, self.passage.role, listed));
                end
            }
            _ => at + 1,
        }
    }

    fn words(&self) -> &[Word] {
        self.grammar.words
    }

    /// Whether the word goes on a name in capitals: `Trần Thái Bình`.
    fn in_name(&self, at: usize) -> bool {
        let (before, word) = (&self.words()[at - 1], &self.words()[at]);
        before.capital && !before.number() && word.gap == Gap::Soft
    }

    /// Whether it is a common noun: `các huyện ủy`, `tỉnh ủy viên`.
    fn generic(&self, name: &Name) -> bool {
        let member = self.words().get(name.end).is_some_and(|w| w.is("viên") && w.gap == Gap::Soft);
        let bare = !matches!(name.place, Where::Named(_) | Where::Centre);
        member
            || self.no_name(name)
            || self.membership(name)
            || self.abroad(name)
            || (bare && !matches!(name.what, What::Fixed(_)) && self.plural(name.start))
    }

    /// `Bộ Chính trị Đảng Cộng sản Cuba`, `Ban Bí thư Trung ương Đoàn`: a central body's name goes on with whose it is.
    fn abroad(&self, name: &Name) -> bool {
        let central = matches!(name.what, What::Fixed(_)) || name.place == Where::Centre;
        let named = self.words().get(name.end).is_some_and(|word| {
            word.capital && matches!(word.gap, Gap::Soft | Gap::Dot | Gap::Dash)
        });
        let found = || self.grammar.find(name.end, Kind::Abroad);
        central && named && found().is_some_and(|found| !self.grammar.vietnam(found.end))
    }

    /// Whether it only looks like a listed unit: small letters throughout (`cán bộ chính trị`), the end of a symbol
    /// (`12/QĐ-BCT`), another word (`Trung ương đang`).
    fn no_name(&self, name: &Name) -> bool {
        let words = self.words().get(name.start..name.end).unwrap_or_default();
        let Some(first) = words.first().filter(|_| matches!(name.what, What::Fixed(_))) else {
            return false;
        };
        let symbol = words.len() == 1 && self.passage.text[..first.start].ends_with(['-', '/']);
        let sound = |at: usize| self.grammar.find(at, Kind::Sound).is_some();
        let other = name.approximate && (name.start..name.end).any(sound);
        symbol || other || !words.iter().any(|word| word.capital)
    }

    /// `Ủy viên Bộ Chính trị`, `Bí thư Trung ương Đảng`: a rank of the person, no word about the body.
    fn membership(&self, name: &Name) -> bool {
        let highest = |key: &str| matches!(key, "vn/tw" | "vn/tw#bct" | "vn/tw#bbt");
        let central = match name.what {
            What::Fixed(key) => highest(key),
            What::Committee => name.place == Where::Centre && name.organ.is_none(),
            _ => false,
        };
        let own = (name.start.saturating_sub(3)..name.start).find(|at| {
            let own = self.grammar.find(*at, Kind::SelfOrgan);
            own.is_some_and(|own| own.end == name.start)
        });
        central && self.ends_at(Kind::Bearer, own.unwrap_or(name.start), 4)
    }

    /// Whether a word such as `các` stands before, with nothing but level and committee words between.
    fn plural(&self, start: usize) -> bool {
        let from = start.saturating_sub(8);
        let mut at = start;
        while at > from {
            at -= 1;
            if self.ends_at(Kind::Plural, at + 1, 2) {
                return true;
            }
            let word = &self.words()[at];
            let listed = LISTED.iter().any(|plain| word.folds_to(plain));
            if !listed || matches!(self.words()[at + 1].gap, Gap::Hard | Gap::Stop) {
                return false;
            }
        }
        false
    }

    /// Whether it goes on a list of what was merged: `hợp nhất A và B`, but not `sáp nhập A vào B`.
    fn goes_on(&self, name: &Name, all: &[Sight<'_>]) -> bool {
        let units = |sight: &Sight<'_>| match sight {
            Sight::Unit(last) if last.line == self.passage.line => {
                Some((last.manner, last.name.end))
            }
            _ => None,
        };
        let last = all.iter().rev().take(2).find_map(units);
        last.is_some_and(|(manner, end)| {
            let between = self.words().get(end..name.start).unwrap_or_default();
            manner == Manner::Merged && between.len() < 2 && between.iter().all(|w| w.is("và"))
        })
    }

    fn mention(&self, name: Name, merged: bool) -> Mention<'t> {
        let (first, last) =
            (&self.words()[name.start], &self.words()[name.end.max(name.start + 1) - 1]);
        let manner = if merged { Manner::Merged } else { self.manner(name.start, name.end) };
        let (keyed, head) = self.grammar.heads(&name);
        let from = |at: usize| &self.passage.text[self.words()[at].start..last.end];
        Mention {
            raw: &self.passage.text[first.start..last.end],
            organ: from(keyed),
            unit: from(head),
            itself: self.grammar.heads_unit(head) && !self.of_the_people(name.start, name.end),
            line: self.passage.line,
            role: self.passage.role,
            manner,
            opening: name.start == 0,
            name,
        }
    }

    fn manner(&self, start: usize, end: usize) -> Manner {
        let borne = self.borne(start) || self.of_the_people(start, end);
        let of = start > 0 && self.words()[start - 1].is("của");
        if self.ends_at(Kind::Merger, start, 4) {
            Manner::Merged
        } else if borne && self.before(Kind::Appoint, start, 5) {
            Manner::Given
        } else if borne && (self.before(Kind::Former, start, 6) || self.past(end)) {
            Manner::Former
        } else if self.ends_at(Kind::Delegation, start, 5)
            || (of && self.before(Kind::Delegation, start, 8))
        {
            Manner::Sent
        } else if of && self.before(Kind::Document, start, 14) {
            Manner::Cited
        } else if borne {
            Manner::Borne
        } else {
            Manner::Plain
        }
    }

    /// Whether a person's title goes over into the name: `Bí thư | Đảng ủy X`, `Phó trưởng ban | thường trực Ban X`.
    fn borne(&self, start: usize) -> bool {
        let ban = |at: &usize| {
            self.words()[*at].folds_to("ban") && self.words()[start].folds_to("thuong")
        };
        let title = start.checked_sub(1).filter(ban).unwrap_or(start);
        self.ends_at(Kind::Bearer, title, 4)
    }

    /// `Đảng bộ, chính quyền và nhân dân X`: all who live there, no word about the committee.
    fn of_the_people(&self, start: usize, end: usize) -> bool {
        let words = self.words().get(start..end).unwrap_or_default();
        words.windows(2).any(|pair| pair[0].is("nhân") && pair[1].is("dân"))
            && words.iter().any(|word| word.is("và"))
    }

    /// `… cũ` behind a name.
    fn past(&self, end: usize) -> bool {
        self.words().get(end).is_some_and(|word| word.is("cũ") && word.gap == Gap::Soft)
    }

    /// Whether a phrase of a kind ends right before `end`.
    fn ends_at(&self, kind: Kind, end: usize, most: usize) -> bool {
        (end.saturating_sub(most)..end)
            .any(|at| self.grammar.find(at, kind).is_some_and(|found| found.end == end))
    }

    /// Whether a phrase of a kind stands before, in the same sentence.
    fn before(&self, kind: Kind, start: usize, most: usize) -> bool {
        let from = start.saturating_sub(most);
        let mut at = start;
        while at > from && !matches!(self.words()[at].gap, Gap::Hard | Gap::Stop) {
            at -= 1;
            if self.grammar.find(at, kind).is_some() {
                return true;
            }
        }
        false
    }
}
