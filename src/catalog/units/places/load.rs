//! Reads the lists of places, and derives what their keys are made of.

use std::collections::{HashMap, HashSet};

use super::super::day_number;
use super::super::words::{split, unmarked};
use super::{EVER, Level, Place, PlaceId, Places, REFORM, STILL, child_hash, fnv, ymd};
use crate::article::UnitKey;
use crate::catalog::{data, table};

/// The day before, `yyyymmdd`.
const EVE: u32 = ymd(2025, 6, 30);
/// The day of the list of districts and communes, `yyyymmdd`.
const LISTED: u32 = ymd(2025, 3, 1);
impl Places {
    /// Those compiled in.
    pub(in crate::catalog::units) fn embedded() -> Self {
        let mut loader = Loader::default();
        loader.read(data::PLACES_BEFORE, Era::Before);
        loader.read(data::PLACES_FORMER, Era::Former);
        loader.merge();
        loader.read(data::PLACES_AFTER, Era::After);
        loader.finish()
    }
}

/// Which list a line is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Era {
    Before,
    Former,
    After,
}

/// Reads the files into a list in which parents stand before their children.
#[derive(Default)]
struct Loader {
    places: Places,
    provinces: HashMap<(&'static str, bool), PlaceId>,
    folded: HashMap<&'static str, String>,
}

impl Loader {
    fn read(&mut self, text: &'static str, era: Era) {
        let mut stack: [Option<PlaceId>; 3] = [None; 3];
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let depth = line.bytes().take_while(|b| *b == b' ').count().min(2);
            let mut fields = line.trim_start_matches(' ').split('\t');
            let Some((code, full)) = fields.next().and_then(|f| f.split_once(' ')) else {
                continue;
            };
            let parent = depth.checked_sub(1).and_then(|above| stack[above]);
            let ended = fields.next().map(|day| (day, fields.next().unwrap_or("")));
            let known = self.provinces.get(&(code, era == Era::After)).filter(|_| depth == 0);
            stack[depth] = match (known, ended) {
                (Some(id), None) => Some(*id),
                _ => self.add((code, full), parent, span(era, ended)),
            };
            if let (0, Some(id)) = (depth, stack[depth]) {
                self.provinces.insert((code, era == Era::After), id);
            }
        }
    }

    fn add(
        &mut self,
        (code, full): (&'static str, &'static str),
        parent: Option<PlaceId>,
        (from, until, into): (u32, u32, &'static str),
    ) -> Option<PlaceId> {
        let (level, own) = Level::split(full)?;
        let plain = self.plain(own);
        let until = if parent.is_none() && until == EVE { STILL } else { until };
        let id = PlaceId::try_from(self.places.list.len()).ok()?;
        self.places.list.push(Place {
            full,
            own,
            level,
            parent,
            from,
            until,
            into,
            code,
            merged: None,
            changed: None,
            plain,
        });
        Some(id)
    }

    /// The name unaccented, joined by `-`.
    fn plain(&mut self, own: &'static str) -> String {
        let mut slug = String::with_capacity(own.len());
        for syllable in own.split(|c: char| c.is_whitespace() || matches!(c, '-' | '.')) {
            let fold = self.folded.entry(syllable).or_insert_with(|| {
                unmarked(syllable).chars().filter(char::is_ascii_alphanumeric).collect()
            });
            if !slug.is_empty() && !fold.is_empty() {
                slug.push('-');
            }
            slug.push_str(fold);
        }
        slug
    }

    /// Ends the provinces that were merged and founds those they went into; one that was kept stands in
    /// both lists as one place.
    fn merge(&mut self) {
        for row in table::rows(data::PROVINCE_MERGE) {
            let [new, name, old, _, how] = row[..] else { continue };
            let Some(before) = self.provinces.get(&(old, false)).copied() else { continue };
            let after = match (how, self.provinces.get(&(new, true))) {
                ("kept", _) => Some(before),
                (_, Some(known)) => Some(*known),
                _ => self.add((new, name), None, (REFORM, STILL, "")),
            };
            let Some(after) = after else { continue };
            self.provinces.insert((new, true), after);
            if after != before {
                let place = &mut self.places.list[before as usize];
                (place.until, place.merged) = (EVE, Some(after));
            }
        }
    }

    fn finish(mut self) -> Places {
        for id in 0..self.places.list.len() {
            let place = &self.places.list[id];
            if place.plain.bytes().all(|b| b.is_ascii_digit()) {
                self.places.list[id].changed = Some(with_level(place));
            }
        }
        self.tell_siblings_apart(with_level);
        self.tell_siblings_apart(with_code);
        self.mark_refounded();
        self.index();
        self.places
    }

    /// Puts the level word, or the code, back where siblings of the same time share a slug.
    fn tell_siblings_apart(&mut self, step: fn(&Place) -> String) {
        let list = &self.places.list;
        let mut all: Vec<(u64, usize)> =
            (0..list.len()).map(|id| (sibling_hash(&list[id]), id)).collect();
        all.sort_unstable();
        let shared = all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
        for id in shared.flatten().map(|(_, id)| *id).collect::<Vec<_>>() {
            let place = &mut self.places.list[id];
            place.changed = Some(step(place));
        }
    }

    /// Appends `@2025` to a place of the new time whose key an older one has.
    fn mark_refounded(&mut self) {
        let list = &self.places.list;
        let upper = |p: &&Place| p.parent.is_none_or(|above| list[above as usize].parent.is_none());
        // A commune of the old time lies in a district, so it cannot have the key of one of the new.
        let old = list.iter().filter(upper).filter(|p| p.from < REFORM);
        let old: HashSet<u64> = old.map(|p| child_hash(p.parent, p.slug())).collect();
        let list = &mut self.places.list;
        for place in list.iter_mut().filter(|p| p.from >= REFORM) {
            if old.contains(&child_hash(place.parent, place.slug())) {
                place.changed = Some(format!("{}@2025", place.slug()));
            }
        }
    }

    fn index(&mut self) {
        let ids = || (0..).zip(&self.places.list);
        let by_name = ids().map(|(id, p)| (fnv(&[&p.plain]), id)).collect();
        let by_slug = ids().map(|(id, p)| (child_hash(p.parent, p.slug()), id)).collect();
        let succeeded = ids().filter(|(_, p)| p.merged.is_some() || !p.into.is_empty());
        self.places.succeeded = succeeded.map(|(id, _)| id).collect();
        (self.places.by_name, self.places.by_slug) = (by_name, by_slug);
        self.places.by_name.sort_unstable();
        self.places.by_slug.sort_unstable();
        let provinces = self.places.list.iter().filter(|p| p.parent.is_none());
        let first = |name: &str| name.split('-').next().unwrap_or_default().to_owned();
        self.places.openings = provinces.map(|p| first(&p.plain)).collect();
        for row in table::rows(data::PLACE_ALIASES) {
            let [key, names] = row[..] else { continue };
            let place = UnitKey::parse(key).ok().and_then(|key| self.places.by_key(&key));
            for name in table::list(names).filter(|_| place.is_some()) {
                let words = split(name);
                self.places.openings.extend(words.first().map(|w| w.fold().to_owned()));
                let canon: Vec<String> = words.iter().map(|w| w.canon().to_owned()).collect();
                self.places.aliases.extend(place.map(|id| (canon.join(" "), id)));
            }
        }
    }
}

fn with_level(place: &Place) -> String {
    format!("{}-{}", place.level.slug(), place.plain)
}

fn with_code(place: &Place) -> String {
    format!("{}-{}", place.slug(), place.code)
}

fn sibling_hash(place: &Place) -> u64 {
    child_hash(place.parent, place.slug()).wrapping_add(era_of(place))
}

/// Siblings are compared within one time: today's lists, or what had ended before them.
fn era_of(place: &Place) -> u64 {
    match (place.from, place.until) {
        (REFORM.., _) => 2,
        (_, until) if until < LISTED => 0,
        _ => 1,
    }
}

fn span(era: Era, ended: Option<(&'static str, &'static str)>) -> (u32, u32, &'static str) {
    match (era, ended) {
        (Era::After, _) => (REFORM, STILL, ""),
        (_, Some((day, into))) => (EVER, day_number(day).unwrap_or(EVE), into),
        _ => (EVER, EVE, ""),
    }
}
