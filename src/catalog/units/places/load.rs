//! Reads the lists of places, and finds out what their keys hold beside their names.

use std::collections::HashMap;

use super::super::codes::{Spread, together};
use super::super::day_number;
use super::super::words::{each, split};
use super::{EVE, EVER, Level, Marks, Place, PlaceId, Places, REFORM, STILL, ymd};
use crate::article::UnitKey;
use crate::catalog::{data, table};

/// The day of the list of districts and communes, `yyyymmdd`.
const LISTED: u32 = ymd(2025, 3, 1);
/// Longest name, in words.
const MOST: usize = 8;

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
}

impl Loader {
    fn read(&mut self, text: &'static str, era: Era) {
        self.places.list.reserve(text.len() / 30);
        let mut stack: [Option<PlaceId>; 3] = [None; 3];
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let depth = line.bytes().take_while(|b| *b == b' ').count().min(2);
            let (line, rest) = match era {
                Era::Former => line.split_once('\t').map_or((line, None), |(l, r)| (l, Some(r))),
                _ => (line, None),
            };
            let Some((code, full)) = line.trim_start_matches(' ').split_once(' ') else { continue };
            let parent = depth.checked_sub(1).and_then(|above| stack[above]);
            let ended = rest.map(|rest| rest.split_once('\t').unwrap_or((rest, "")));
            let known = || self.provinces.get(&(code, era == Era::After)).copied();
            stack[depth] = match ((depth == 0).then(known).flatten(), ended) {
                (Some(id), None) => Some(id),
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
        let (exact, fold, marks) = numbers(own);
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
            exact,
            fold,
            namesake: None,
            marks,
        });
        Some(id)
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
        self.chain_namesakes();
        self.tell_siblings_apart(|marks| marks.level = true);
        self.tell_siblings_apart(|marks| marks.code = true);
        self.mark_refounded();
        self.index();
        self.places
    }

    fn chain_namesakes(&mut self) {
        let Places { list, by_name, .. } = &mut self.places;
        let count = PlaceId::try_from(list.len()).unwrap_or(PlaceId::MAX);
        by_name.reserve(list.len());
        for (place, id) in list.iter_mut().rev().zip((0..count).rev()) {
            place.namesake = by_name.insert(place.fold, id);
        }
    }

    /// Puts the level word, or the code, back where siblings of the same time share a slug.
    fn tell_siblings_apart(&mut self, step: fn(&mut Marks)) {
        let list = &mut self.places.list;
        let mut seen: HashMap<u64, usize, Spread> = HashMap::default();
        seen.reserve(list.len());
        let mut shared = Vec::new();
        for (id, place) in list.iter().enumerate() {
            if let Some(other) = seen.insert(sibling(place), id) {
                shared.extend([other, id]);
            }
        }
        for id in shared {
            step(&mut list[id].marks);
        }
    }

    /// Appends `@2025` to a place of the new time whose key an older one has.
    fn mark_refounded(&mut self) {
        for id in 0..self.places.list.len() {
            let place = &self.places.list[id];
            if place.from >= REFORM && self.taken(place) {
                self.places.list[id].marks.refounded = true;
            }
        }
    }

    /// Whether an older place has the key. A commune of the old time lies in a district, so it cannot.
    fn taken(&self, place: &Place) -> bool {
        let places = &self.places;
        let upper = |old: &Place| old.parent.is_none_or(|above| places.get(above).parent.is_none());
        places.namesakes(place.fold).map(|id| places.get(id)).any(|old| {
            let (a, b) = (slug(old), slug(place));
            old.from < REFORM && old.parent == place.parent && a == b && upper(old)
        })
    }

    fn index(&mut self) {
        let ids = || (0..).zip(&self.places.list);
        let succeeded = ids().filter(|(_, p)| p.merged.is_some() || !p.into.is_empty());
        self.places.succeeded = succeeded.map(|(id, _)| id).collect();
        let provinces = self.places.list.iter().filter(|p| p.parent.is_none());
        let first = |name: &str| split(name).first().map(|word| word.codes.fold);
        self.places.openings = provinces.filter_map(|p| first(p.own)).collect();
        for row in table::rows(data::PLACE_ALIASES) {
            let [key, names] = row[..] else { continue };
            let place = UnitKey::parse(key).ok().and_then(|key| self.places.by_key(&key));
            for name in table::list(names).filter(|_| place.is_some()) {
                let words = split(name);
                self.places.openings.extend(words.first().map(|word| word.codes.fold));
                let name = together(words.iter().map(|word| word.codes.exact));
                self.places.aliases.extend(place.map(|id| (name, id)));
            }
        }
    }
}

/// The numbers of a name, and whether its slug needs the level word from the first: a number does.
fn numbers(own: &str) -> (u64, u64, Marks) {
    let (mut words, mut number) = ([[0; 2]; MOST], true);
    let mut count = 0;
    each(own, |word| {
        number &= word.number();
        if let Some(place) = words.get_mut(count) {
            *place = [word.codes.exact, word.codes.fold];
            count += 1;
        }
    });
    let all = |n: usize| together(words[..count].iter().map(|codes| codes[n]));
    (all(0), all(1), Marks { level: number, ..Marks::default() })
}

/// What a slug is made of but for the name.
fn slug(place: &Place) -> (Option<Level>, &'static str) {
    let level = place.marks.level.then_some(place.level);
    (level, if place.marks.code { place.code } else { "" })
}

/// One number for all places of one slug among siblings of one time.
fn sibling(place: &Place) -> u64 {
    let level = if place.marks.level { 1 + place.level as u64 } else { 0 };
    let parent = place.parent.map_or(0, |above| 1 + u64::from(above));
    together([parent, u64::from(era_of(place)), level, place.fold].into_iter())
}

/// Siblings are compared within one time: today's lists, or what had ended before them.
fn era_of(place: &Place) -> u8 {
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
