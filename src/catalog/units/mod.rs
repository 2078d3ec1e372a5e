//! Party units: the places they belong to, the central bodies, their keys, names and history.
//!
//! A unit's key is its path from the centre down. Units of places are not listed: every province,
//! district and commune is one, its key derived by rule; `units.tsv` holds what no rule derives. A name is
//! read by one grammar, for articles and for filters alike, so that both find the same key.

pub(crate) mod bodies;
pub(crate) mod grammar;
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
use phrases::{Kind, Phrases};
use places::{EVER, PlaceId, Places, STILL};
use words::Begins;

pub use places::Level;

/// What the catalogue knows of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitEntry {
    /// Its key.
    pub key: UnitKey,
    /// Its name, such as `Đảng bộ thành phố Hà Nội`.
    pub name: String,
    /// The level of the place whose unit it is; none for other units.
    pub level: Option<Level>,
    /// Its first day, where known.
    pub from: Option<NaiveDate>,
    /// Its last day; none while it stands, or where unknown.
    pub until: Option<NaiveDate>,
    /// What took its place.
    pub successors: Vec<UnitKey>,
    /// What it came out of.
    pub predecessors: Vec<UnitKey>,
}

/// A row of `units.tsv`.
#[derive(Debug)]
struct Row {
    name: &'static str,
    from: u32,
    until: u32,
    successors: &'static str,
}

/// The units known beforehand.
#[derive(Debug, Default)]
pub struct Units {
    rows: HashMap<&'static str, Row>,
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
        let mut units =
            Self { rows: HashMap::new(), places: Places::embedded(), phrases: Phrases::embedded() };
        let own = own.into_iter().flat_map(OwnCatalog::units).cloned();
        for row in table::rows(data::UNITS).chain(own) {
            let [key, name, aliases, from, until, successors] = padded(&row);
            for text in std::iter::once(name).chain(table::list(aliases)) {
                units.phrases.add(text, Kind::Fixed, key);
            }
            let from = day_number(from).unwrap_or(EVER);
            let until = day_number(until).unwrap_or(STILL);
            units.rows.insert(key, Row { name, from, until, successors });
        }
        units
    }

    /// What the catalogue knows of the unit with this key: units of places and those of `units.tsv`, with
    /// their organs. None for a unit of another kind, whose key only articles give.
    pub fn get(&self, key: &UnitKey) -> Option<UnitEntry> {
        let place = self.places.by_key(key);
        let row = self.rows.get(key.as_str());
        if place.is_none() && row.is_none() {
            return None;
        }
        let (mut from, mut until) = row.map_or((EVER, STILL), |row| (row.from, row.until));
        if let Some(place) = place.map(|id| self.places.get(id)) {
            (from, until) = (from.max(place.from), until.min(place.until));
        }
        Some(UnitEntry {
            key: key.clone(),
            name: self.name_of(key)?,
            level: place.map(|id| self.places.get(id).level),
            from: date(from),
            until: date(until),
            successors: self.successors(key),
            predecessors: self.predecessors(key),
        })
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
        let unit = key.parent().filter(|_| key.organ().is_some())?;
        self.organ_name(key.organ()?, &unit)
    }

    /// The keys of what took a unit's place, as far as known.
    pub fn successors(&self, key: &UnitKey) -> Vec<UnitKey> {
        let row = self.rows.get(key.as_str()).map_or("", |row| row.successors);
        let place = self.places.by_key(key).map(|id| self.places.get(id));
        let listed = table::list(row).chain(table::list(place.map_or("", |p| p.into)));
        let merged = place.and_then(|p| p.merged).map(|id| self.places.key(id));
        listed.filter_map(|key| UnitKey::parse(key).ok()).chain(merged).collect()
    }

    /// The keys of what a unit came out of, as far as known.
    pub fn predecessors(&self, key: &UnitKey) -> Vec<UnitKey> {
        let rows = self.rows.iter().filter(|(_, row)| names_key(row.successors, key));
        let own = self.places.by_key(key);
        let places = self.places.succeeded().iter().copied().filter(|id| {
            let place = self.places.get(*id);
            names_key(place.into, key) || (own.is_some() && place.merged == own)
        });
        let mut found: Vec<UnitKey> =
            rows.filter_map(|(key, _)| UnitKey::parse(key).ok()).collect();
        found.extend(places.map(|id| self.places.key(id)));
        found.sort();
        found
    }

    /// What can begin with a folded word.
    pub(crate) fn begins(&self, fold: &str) -> Begins {
        Begins { name: self.phrases.begins(fold), province: self.places.opens_province(fold) }
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

fn names_key(list: &'static str, key: &UnitKey) -> bool {
    table::list(list).any(|entry| entry == key.as_str())
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
