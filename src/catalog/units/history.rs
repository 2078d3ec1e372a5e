//! What a unit is known by, since when, until when, what became of it and what it came out of.
//!
//! Places and `units.tsv` give days and successors of their own. For the rest there are rules, applied when
//! somebody asks and never at load: rows of `unit-rules.tsv` for what all provinces have; the official code, which
//! each commune of 1 July 2025 has from one of its parts, so that the same code is the same ground; and that what
//! a merged province had, its successor has. A list of every pair was the other way; nobody could check it.

use super::grammar::What;
use super::keys::{REGROUPED, Spot};
use super::phrases::{Class, Kind};
use super::place_names::rank;
use super::places::{EVER, Level, PlaceId, STILL};
use super::{Units, date, day_number, root};
use crate::article::UnitKey;
use crate::catalog::{data, table};

/// What is known of a unit, and whence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitSource {
    /// A row of the catalogue or of a user's own.
    Listed,
    /// A province, district or commune: its key follows from its name.
    Place,
    /// A rule: an organ of a known unit, a committee that all provinces have.
    Derived,
}

/// What the catalogue knows of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitEntry {
    /// Its key.
    pub key: UnitKey,
    /// Its name, such as `Đảng bộ thành phố Hà Nội`.
    pub name: String,
    /// Whence it is known.
    pub source: UnitSource,
    /// The level of the place whose unit it is; none for other units.
    pub level: Option<Level>,
    /// Its first day, where known.
    pub from: Option<chrono::NaiveDate>,
    /// Its last day; none while it stands, or where unknown.
    pub until: Option<chrono::NaiveDate>,
    /// What took its place; see [`Units::successors`].
    pub successors: Vec<UnitKey>,
    /// What it came out of; see [`Units::predecessors`].
    pub predecessors: Vec<UnitKey>,
}

/// A row of `unit-rules.tsv`.
#[derive(Debug)]
pub(super) struct Rule {
    /// For districts too, not for provinces alone.
    upper: bool,
    part: &'static str,
    name: &'static str,
    from: u32,
    until: u32,
    into: &'static str,
}

impl Rule {
    /// Those compiled in.
    pub(super) fn embedded() -> Vec<Self> {
        let rule = |row: Vec<&'static str>| {
            let field = |n: usize| row.get(n).copied().unwrap_or("");
            Self {
                upper: field(0) == "upper",
                part: field(1),
                name: field(2),
                from: day_number(field(3)).unwrap_or(EVER),
                until: day_number(field(4)).unwrap_or(STILL),
                into: field(5),
            }
        };
        table::rows(data::UNIT_RULES).map(rule).collect()
    }
}

impl Units {
    /// What the catalogue knows of the unit with this key. None for a unit that only articles name.
    ///
    /// ```
    /// use tracuu::article::UnitKey;
    /// use tracuu::catalog::{Catalog, UnitSource};
    /// let catalog = Catalog::embedded();
    /// let key = UnitKey::parse("vn/an-giang/khoi-cac-co-quan").unwrap();
    /// let khoi = catalog.units().get(&key).unwrap();
    /// assert_eq!(khoi.source, UnitSource::Derived);
    /// assert_eq!(khoi.name, "Đảng bộ Khối các cơ quan tỉnh An Giang");
    /// assert_eq!(khoi.successors[0].as_str(), "vn/an-giang/cac-co-quan-dang");
    /// ```
    pub fn get(&self, key: &UnitKey) -> Option<UnitEntry> {
        let (from, until) = self.span(key);
        Some(UnitEntry {
            key: key.clone(),
            name: self.name_of(key)?,
            source: self.source(key),
            level: self.places().by_key(key).map(|id| self.places().get(id).level),
            from: date(from),
            until: date(until),
            successors: self.successors(key),
            predecessors: self.predecessors(key),
        })
    }

    fn source(&self, key: &UnitKey) -> UnitSource {
        match (self.rows.contains_key(key.as_str()), self.places().by_key(key)) {
            (true, _) => UnitSource::Listed,
            (false, Some(_)) => UnitSource::Place,
            (false, None) => UnitSource::Derived,
        }
    }

    /// The name that the rules give a unit.
    pub(super) fn ruled_name(&self, key: &UnitKey) -> Option<String> {
        let (place, rule) = self.rule(key).filter(|(_, rule)| !rule.name.is_empty())?;
        Some(format!("{} {}", rule.name, self.place_name(place)))
    }

    /// First and last day, `yyyymmdd`: the unit's own, and no longer than what it stands in.
    fn span(&self, key: &UnitKey) -> (u32, u32) {
        let (mut from, mut until) = (EVER, STILL);
        for key in key.lineage() {
            let row = self.rows.get(key.as_str()).map(|row| (row.from, row.until));
            let place = self.places().by_key(&key).map(|id| self.places().get(id));
            let place = place.map(|place| (place.from, place.until));
            let rule = self.rule(&key).map(|(_, rule)| (rule.from, rule.until));
            for (first, last) in [row, place, rule.filter(|_| row.is_none())].into_iter().flatten()
            {
                (from, until) = (from.max(first), until.min(last));
            }
        }
        (from, until)
    }

    /// What took a unit's place, as far as known: the successors nearest in time, not theirs. Ordered by key.
    /// A unit that stands has none.
    pub fn successors(&self, key: &UnitKey) -> Vec<UnitKey> {
        let mut found = self.own_successors(key);
        if found.is_empty() && !self.rows.contains_key(key.as_str()) {
            found.extend(self.regrouped(key));
        }
        if found.is_empty() {
            found.extend(self.moved(key));
        }
        found.sort();
        found.dedup();
        found
    }

    fn own_successors(&self, key: &UnitKey) -> Vec<UnitKey> {
        let row = self.rows.get(key.as_str());
        let mut found = keys(row.map_or("", |row| row.successors));
        if let Some(id) = self.places().by_key(key) {
            let place = self.places().get(id);
            found.extend(keys(place.into));
            let new = place.merged.into_iter().chain(self.places().grounds_after(id));
            found.extend(new.map(|id| self.places().key(id)));
        }
        if let (None, Some((place, rule))) = (row, self.rule(key)) {
            found.extend(table::list(rule.into).filter_map(|part| self.part_of(place, part)));
        }
        found
    }

    /// An agency's committee under the committees that were set up in February 2025.
    fn regrouped(&self, key: &UnitKey) -> Option<UnitKey> {
        let (above, slug) = key.as_str().rsplit_once('/').filter(|_| key.organ().is_none())?;
        let (base, khoi) = above.rsplit_once('/')?;
        let base = UnitKey::parse(base).ok()?;
        if !["khoi-cac-co-quan", "khoi-doanh-nghiep", "khoi-co-quan-va-doanh-nghiep"]
            .contains(&khoi)
        {
            return None;
        }
        let spot = match self.places().by_key(&base) {
            Some(id) if self.places().get(id).parent.is_none() => self.spot(id),
            None if base.as_str() == "vn/tw" => Spot::Centre,
            _ => return None,
        };
        let class = self.class_of(slug)?;
        let what = What::Body { slug: slug.to_owned(), class, of_body: false, implied: false };
        Self::key(&what, &spot, REGROUPED)
    }

    /// What kind of body a slug names.
    fn class_of(&self, slug: &str) -> Option<Class> {
        self.phrases()
            .class_of(slug)
            .or_else(|| slug.starts_with("so-").then_some(Class::Government))
    }

    /// The same unit of the province that its own went into.
    fn moved(&self, key: &UnitKey) -> Vec<UnitKey> {
        let Some((id, rest)) = self.province_of(key).filter(|(_, rest)| !rest.is_empty()) else {
            return Vec::new();
        };
        let place = self.places().get(id);
        if self.span(key).1 < place.until {
            return Vec::new();
        }
        let into = keys(place.into).into_iter().filter_map(|key| self.places().by_key(&key));
        let new = place
            .merged
            .into_iter()
            .chain(into)
            .filter(|new| self.places().get(*new).parent.is_none());
        new.filter_map(|new| self.carried(&rest, id, new)).collect()
    }

    /// The province, and what of the key stands behind it; none for places and what stands below districts.
    fn province_of(&self, key: &UnitKey) -> Option<(PlaceId, String)> {
        let near = key.lineage().find_map(|above| self.places().by_key(&above))?;
        let own = self.places().key(near);
        let top = self.places().get(near).parent.is_none();
        top.then(|| (near, key.as_str()[own.as_str().len()..].to_owned()))
    }

    /// Part of a key below one province as it stands below another: level words change.
    fn carried(&self, rest: &str, from: PlaceId, to: PlaceId) -> Option<UnitKey> {
        let (old, new) = (self.places().get(from).level.slug(), self.places().get(to).level.slug());
        let level = format!("-{old}");
        let segment = |part: &str| match part.split_once('#') {
            Some((body, organ)) => format!("{}#{organ}", relevelled(body, &level, new)),
            None => relevelled(part, &level, new),
        };
        let rest: Vec<String> = rest.split('/').map(segment).collect();
        UnitKey::parse(&format!("{}{}", self.places().key(to), rest.join("/"))).ok()
    }

    /// What a unit came out of, as far as known: the predecessors nearest in time, not theirs. Ordered by
    /// key. The other way round of [`Self::successors`].
    pub fn predecessors(&self, key: &UnitKey) -> Vec<UnitKey> {
        let rows = self
            .rows
            .iter()
            .filter(|(_, row)| table::list(row.successors).any(|k| k == key.as_str()));
        let mut all: Vec<UnitKey> = rows.filter_map(|(key, _)| UnitKey::parse(key).ok()).collect();
        if let Some(id) = self.places().by_key(key) {
            let places = self.places().succeeded().iter().copied().filter(|old| {
                let old = self.places().get(*old);
                old.merged == Some(id) || table::list(old.into).any(|k| k == key.as_str())
            });
            all.extend(
                places.chain(self.places().grounds_before(id)).map(|id| self.places().key(id)),
            );
        }
        all.extend(self.ruled_predecessors(key));
        all.extend(Self::before_regrouping(key));
        all.extend(self.moved_from(key));
        all.retain(|old| old != key && self.successors(old).contains(key));
        all.sort();
        all.dedup();
        all
    }

    fn ruled_predecessors(&self, key: &UnitKey) -> Vec<UnitKey> {
        let Some((place, part)) = self.part(key) else { return Vec::new() };
        let level = self.places().get(place).level.slug();
        let into =
            |rule: &&Rule| table::list(rule.into).any(|into| into.replace('*', level) == part);
        self.rules.iter().filter(into).filter_map(|rule| self.part_of(place, rule.part)).collect()
    }

    fn before_regrouping(key: &UnitKey) -> Vec<UnitKey> {
        let Some((above, slug)) = key.as_str().rsplit_once('/') else { return Vec::new() };
        let bases = [above.rsplit_once('/').map_or("", |(base, _)| base), above];
        let old = bases.iter().flat_map(|base| {
            ["khoi-cac-co-quan", "khoi-doanh-nghiep"].map(|khoi| format!("{base}/{khoi}/{slug}"))
        });
        old.filter_map(|key| UnitKey::parse(&key).ok()).collect()
    }

    fn moved_from(&self, key: &UnitKey) -> Vec<UnitKey> {
        let Some((id, rest)) = self.province_of(key).filter(|(_, rest)| !rest.is_empty()) else {
            return Vec::new();
        };
        let own = self.places().key(id);
        let old = self.places().succeeded().iter().copied().filter(|old| {
            let old = self.places().get(*old);
            old.merged == Some(id) || table::list(old.into).any(|into| into == own.as_str())
        });
        old.filter_map(|old| self.carried(&rest, id, old)).collect()
    }

    /// The rule for a key, and the place it is applied to.
    fn rule(&self, key: &UnitKey) -> Option<(PlaceId, &Rule)> {
        let (place, part) = self.part(key)?;
        let entry = self.places().get(place);
        let (top, upper) = (entry.parent.is_none(), rank(entry.level) < 2);
        let fits = |rule: &&Rule| {
            (top || (rule.upper && upper))
                && rule.part.replace('*', entry.level.slug()) == part
                && rule.until >= entry.from
        };
        self.rules.iter().find(fits).map(|rule| (place, rule))
    }

    /// A key as a place and what stands behind it: an organ, or one level and perhaps an organ.
    fn part<'k>(&self, key: &'k UnitKey) -> Option<(PlaceId, &'k str)> {
        let text = key.as_str();
        let path = text.split('#').next().unwrap_or_default();
        let organ = Some(path.len()).filter(|at| *at < text.len());
        [organ, path.rfind('/')].into_iter().flatten().find_map(|at| {
            let place = UnitKey::parse(&text[..at]).ok()?;
            Some((self.places().by_key(&place)?, &text[at..]))
        })
    }

    /// The unit that a rule's part names in a place.
    fn part_of(&self, place: PlaceId, part: &str) -> Option<UnitKey> {
        let part = part.replace('*', self.places().get(place).level.slug());
        UnitKey::parse(&format!("{}{part}", self.places().key(place))).ok()
    }

    /// The places and listed units directly under a unit, ordered by key. A listed unit whose own parent is not
    /// known stands under the nearest above that is. Units that only articles name are not among them.
    pub fn children(&self, key: &UnitKey) -> Vec<UnitKey> {
        let place = self.places().by_key(key);
        let below = self.places().ids().filter(|id| self.places().get(*id).parent == place);
        let below = below.filter(|_| place.is_some() || *key == root());
        let mut all: Vec<UnitKey> = below.map(|id| self.places().key(id)).collect();
        let rows = self.rows.keys().filter_map(|row| UnitKey::parse(row).ok());
        all.extend(rows.filter(|row| self.known_above(row).as_ref() == Some(key)));
        all.sort();
        all.dedup();
        all
    }

    fn known_above(&self, key: &UnitKey) -> Option<UnitKey> {
        key.lineage().skip(1).find(|above| *above == root() || self.lists(above))
    }

    /// Other names that the catalogue reads as this unit: those of its row, or other spellings of its place.
    pub fn aliases(&self, key: &UnitKey) -> Vec<&str> {
        if let Some(row) = self.rows.get(key.as_str()) {
            return table::list(row.aliases).collect();
        }
        let rows = table::rows(data::PLACE_ALIASES);
        let own = rows.filter(|row| row.first() == Some(&key.as_str()));
        own.flat_map(|row| table::list(row.get(1).copied().unwrap_or(""))).collect()
    }
}

impl super::phrases::Phrases {
    /// What kind of body a slug of the catalogue names.
    pub(super) fn class_of(&self, slug: &str) -> Option<Class> {
        self.all().find(|phrase| phrase.kind == Kind::Body && phrase.id == slug)?.class
    }
}

fn relevelled(part: &str, level: &str, new: &str) -> String {
    match part.strip_suffix(level) {
        Some(body) => format!("{body}-{new}"),
        None => part.to_owned(),
    }
}

fn keys(list: &'static str) -> Vec<UnitKey> {
    table::list(list).filter_map(|key| UnitKey::parse(key).ok()).collect()
}
