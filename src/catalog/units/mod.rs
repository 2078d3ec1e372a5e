//! Party units: the places they belong to, the central bodies, their keys, names and history.
//!
//! A unit's key is its path from the centre down. Units of places are not listed: every province,
//! district and commune is one, its key derived by rule; `units.tsv` holds what no rule derives. A name is
//! read by one grammar, for articles and for filters alike, so that both find the same key.

pub(crate) mod bodies;
mod codes;
pub(crate) mod grammar;
mod history;
pub(crate) mod keys;
pub(crate) mod phrases;
pub(crate) mod place_names;
pub(crate) mod places;
mod resolve;
#[cfg(test)]
mod tests;
pub(crate) mod words;

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::article::UnitKey;
use crate::catalog::{OwnCatalog, data, table};
use history::Rule;
use phrases::{Kind, Phrases};
use places::{EVER, PlaceId, Places, STILL};
use words::Word;

pub use history::{UnitEntry, UnitSource};
pub use places::Level;

/// A row of `units.tsv`.
#[derive(Debug)]
struct Row {
    name: &'static str,
    aliases: &'static str,
    from: u32,
    until: u32,
    successors: &'static str,
}

impl Row {
    /// A user's row for a unit that the catalogue lists: what it leaves open stays.
    fn over(self, known: &Self) -> Self {
        let or = |own: &'static str, known| if own.is_empty() { known } else { own };
        Self {
            name: self.name,
            aliases: or(self.aliases, known.aliases),
            from: if self.from == EVER { known.from } else { self.from },
            until: if self.until == STILL { known.until } else { self.until },
            successors: or(self.successors, known.successors),
        }
    }
}

/// The units known beforehand.
#[derive(Debug, Default)]
pub struct Units {
    rows: HashMap<&'static str, Row>,
    rules: Vec<Rule>,
    places: Places,
    phrases: Phrases,
}

impl Units {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        Self::with(None)
    }

    /// The same with a user's.
    pub(super) fn with(own: Option<&OwnCatalog>) -> Self {
        let (places, phrases) = (Places::embedded(), Phrases::embedded());
        let mut units = Self { rows: HashMap::new(), rules: Rule::embedded(), places, phrases };
        let own = own.into_iter().flat_map(OwnCatalog::units).cloned();
        for row in table::rows(data::UNITS).chain(own) {
            let [key, name, aliases, from, until, successors] = padded(&row);
            for text in std::iter::once(name).chain(table::list(aliases)) {
                units.phrases.add(text, Kind::Fixed, key);
            }
            let from = day_number(from).unwrap_or(EVER);
            let until = day_number(until).unwrap_or(STILL);
            let row = Row { name, aliases, from, until, successors };
            let row = match units.rows.remove(key) {
                Some(known) => row.over(&known),
                None => row,
            };
            units.rows.insert(key, row);
        }
        for word in units.places.openings() {
            units.phrases.add_province(*word);
        }
        units
    }

    /// Whether the catalogue lists the unit itself.
    pub(crate) fn lists(&self, key: &UnitKey) -> bool {
        self.rows.contains_key(key.as_str()) || self.places.by_key(key).is_some()
    }

    /// The name of the unit with this key: the catalogue's, a place's `Đảng bộ …`, or an organ before
    /// its unit's name. None for a unit that only articles name.
    pub fn name_of(&self, key: &UnitKey) -> Option<String> {
        if let Some(row) = self.rows.get(key.as_str()) {
            return Some(row.name.to_owned());
        }
        if let Some(id) = self.places.by_key(key) {
            return Some(format!("Đảng bộ {}", self.place_name(id)));
        }
        self.ruled_name(key).or_else(|| {
            let unit = key.parent().filter(|_| key.organ().is_some())?;
            self.organ_name(key.organ()?, &unit)
        })
    }

    /// The words of a text.
    pub(crate) fn words(&self, text: &str) -> Vec<Word> {
        words::words(text, |fold| self.phrases.first(fold))
    }

    /// Whether a unit's name or a level word may begin at `at`; only a no is sure.
    pub(crate) fn begins(&self, words: &[Word], at: usize) -> bool {
        self.phrases.begins(words, at)
    }

    /// Whether a province's name may begin with a word.
    pub(crate) fn opens_province(&self, word: &Word) -> bool {
        self.phrases.opens_province(word)
    }

    /// The places.
    pub(crate) fn places(&self) -> &Places {
        &self.places
    }

    /// The phrases.
    fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// A place's name with its level word, the places above it, and a note where it took an older one's name.
    fn place_name(&self, id: PlaceId) -> String {
        let mut name = lower_first(self.places.get(id).full);
        for above in self.places.lineage(id).skip(1) {
            name.push_str(", ");
            name.push_str(&lower_first(self.places.get(above).full));
        }
        if self.places.key(id).as_str().contains('@') {
            name.push_str(" (từ 1/7/2025)");
        }
        name
    }

    /// `Ban Tổ chức Tỉnh ủy An Giang`, `Ủy ban Kiểm tra Đảng ủy Khối …`.
    fn organ_name(&self, organ: &str, unit: &UnitKey) -> Option<String> {
        let organ = self.phrases.label(organ)?;
        let Some(id) = self.places.by_key(unit) else {
            return Some(format!("{organ} {}", self.name_of(unit)?));
        };
        let level = self.places.get(id).level;
        let name = self.place_name(id);
        Some(match self.phrases.label(level.slug()) {
            Some(word) => {
                let levels = if level.slug().contains('-') { 2 } else { 1 };
                let own: Vec<&str> = name.split(' ').skip(levels).collect();
                format!("{organ} {word} {}", own.join(" "))
            }
            None => format!("{organ} Đảng ủy {name}"),
        })
    }
}

/// The key above all others.
pub(crate) fn root() -> UnitKey {
    UnitKey::parse("vn").unwrap_or_else(|_| unreachable!("`vn` is a key"))
}

/// `2025-07-01` as `20250701`.
pub(crate) fn day_number(text: &str) -> Option<u32> {
    text.parse::<NaiveDate>().ok().map(number_of)
}

/// A day as `yyyymmdd`.
pub(crate) fn number_of(day: NaiveDate) -> u32 {
    places::ymd(day.year().unsigned_abs(), day.month(), day.day())
}

fn date(number: u32) -> Option<NaiveDate> {
    let year = i32::try_from(number / 10_000).ok()?;
    (number != EVER && number != STILL)
        .then(|| NaiveDate::from_ymd_opt(year, number / 100 % 100, number % 100))?
}

fn padded(row: &[&'static str]) -> [&'static str; 6] {
    std::array::from_fn(|at| row.get(at).copied().unwrap_or(""))
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
