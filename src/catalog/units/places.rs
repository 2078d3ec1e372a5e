//! Provinces, districts and communes before and after 1 July 2025, and their keys.
//!
//! The key of a place is derived from its name (see [`Places::key`]), never written in the data. Names
//! are slices of the files; only slugs are made at load, from syllables folded once each.

use std::collections::{HashMap, HashSet};

use super::words::{Word, split, unmarked};
use crate::article::UnitKey;
use crate::catalog::table;

const BEFORE: &str = include_str!("../../../corpus/catalog/places-before.txt");
const AFTER: &str = include_str!("../../../corpus/catalog/places-after.txt");
const FORMER: &str = include_str!("../../../corpus/catalog/places-former.txt");
const MERGE: &str = include_str!("../../../corpus/catalog/province-merge.tsv");
const ALIASES: &str = include_str!("../../../corpus/catalog/place-aliases.tsv");

/// 1 July 2025 as `yyyymmdd`: the day the district level ended and 23 provinces were founded.
pub(crate) const REFORM: u32 = 2025_07_01;
/// The day before, `yyyymmdd`.
const EVE: u32 = 2025_06_30;
/// A day before all others, `yyyymmdd`.
pub(crate) const EVER: u32 = 0;
/// A day after all others, `yyyymmdd`.
pub(crate) const STILL: u32 = u32::MAX;

/// The rank and kind of a place, as its level word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `tỉnh`
    Province,
    /// `thành phố`, under the centre or under a province
    City,
    /// `quận`
    UrbanDistrict,
    /// `huyện`
    District,
    /// `thị xã`
    Town,
    /// `phường`
    Ward,
    /// `xã`
    Commune,
    /// `thị trấn`
    Township,
    /// `đặc khu`
    SpecialZone,
}

impl Level {
    const WORDS: [(Self, &'static str, &'static str); 9] = [
        (Self::Province, "Tỉnh ", "tinh"),
        (Self::City, "Thành phố ", "thanh-pho"),
        (Self::UrbanDistrict, "Quận ", "quan"),
        (Self::District, "Huyện ", "huyen"),
        (Self::Town, "Thị xã ", "thi-xa"),
        (Self::Ward, "Phường ", "phuong"),
        (Self::Commune, "Xã ", "xa"),
        (Self::Township, "Thị trấn ", "thi-tran"),
        (Self::SpecialZone, "Đặc khu ", "dac-khu"),
    ];

    /// The level word as a slug, such as `thanh-pho`.
    pub fn slug(self) -> &'static str {
        Self::WORDS.iter().find(|(level, ..)| *level == self).map_or("", |(_, _, slug)| slug)
    }

    /// The level with this slug.
    pub(crate) fn from_slug(slug: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(.., own)| *own == slug).map(|(level, ..)| *level)
    }

    /// Splits a full name into level and own name.
    fn split(full: &str) -> Option<(Self, &str)> {
        Self::WORDS.iter().find_map(|(level, word, _)| Some((*level, full.strip_prefix(word)?)))
    }
}

/// Index of a place in [`Places`].
pub(crate) type PlaceId = u32;

/// One place.
#[derive(Debug)]
pub(crate) struct Place {
    /// Full name with the level word.
    pub(crate) full: &'static str,
    /// Name without it.
    pub(crate) own: &'static str,
    pub(crate) level: Level,
    pub(crate) parent: Option<PlaceId>,
    /// First day, `yyyymmdd`.
    pub(crate) from: u32,
    /// Last day, `yyyymmdd`.
    pub(crate) until: u32,
    /// Keys of its successors, as a list field; empty where unknown.
    pub(crate) into: &'static str,
    /// For a province merged on 1 July 2025, its successor.
    pub(crate) merged: Option<PlaceId>,
    code: &'static str,
    plain: String,
    /// Its slug, where that is more than `plain`.
    changed: Option<String>,
}

impl Place {
    /// Its part of the key.
    fn slug(&self) -> &str {
        self.changed.as_ref().unwrap_or(&self.plain)
    }

    /// Whether it existed on a day.
    pub(crate) fn stands(&self, day: u32) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// All places.
#[derive(Debug, Default)]
pub(crate) struct Places {
    list: Vec<Place>,
    by_name: Vec<(u64, PlaceId)>,
    by_slug: Vec<(u64, PlaceId)>,
    aliases: HashMap<String, PlaceId>,
    succeeded: Vec<PlaceId>,
    openings: HashSet<String>,
}

impl Places {
    /// Those compiled in.
    pub(super) fn embedded() -> Self {
        let mut loader = Loader::default();
        loader.read(BEFORE, Era::Before);
        loader.read(FORMER, Era::Former);
        loader.merge();
        loader.read(AFTER, Era::After);
        loader.finish()
    }

    /// The place with this index.
    pub(crate) fn get(&self, id: PlaceId) -> &Place {
        &self.list[id as usize]
    }

    /// All indices.
    pub(crate) fn ids(&self) -> impl Iterator<Item = PlaceId> + '_ {
        (0..).take(self.list.len())
    }

    /// Whether a province's name begins with this folded word.
    pub(crate) fn opens_province(&self, fold: &str) -> bool {
        self.openings.contains(fold)
    }

    /// Those whose successors are known.
    pub(crate) fn succeeded(&self) -> &[PlaceId] {
        &self.succeeded
    }

    /// The place's key: its province's, its district's and its own slug. The slug is its name without the
    /// level word, unless a number is left or a sibling of the same time has it too: then the level word
    /// stays, and the official code is appended where that is not enough. A place founded on 1 July
    /// 2025 whose key was taken gets `@2025`.
    pub(crate) fn key(&self, id: PlaceId) -> UnitKey {
        let mut path: Vec<&str> = self.lineage(id).map(|id| self.get(id).slug()).collect();
        path.push("vn");
        path.reverse();
        // Slugs hold a-z, 0-9, `-` and `@` only and are at most three deep, so the key is well formed.
        UnitKey::parse(&path.join("/")).unwrap_or_else(|_| super::root())
    }

    /// The place with this key.
    pub(crate) fn by_key(&self, key: &UnitKey) -> Option<PlaceId> {
        let mut parent = None;
        for slug in key.as_str().strip_prefix("vn/")?.split('/') {
            parent = Some(self.child(parent, slug)?);
        }
        parent
    }

    /// The place and those above it, nearest first.
    pub(crate) fn lineage(&self, id: PlaceId) -> impl Iterator<Item = PlaceId> + '_ {
        std::iter::successors(Some(id), |id| self.get(*id).parent)
    }

    /// The province a place lies in.
    pub(crate) fn province(&self, id: PlaceId) -> PlaceId {
        self.lineage(id).last().unwrap_or(id)
    }

    /// Whether `id` is `above` or lies in it.
    pub(crate) fn within(&self, id: PlaceId, above: PlaceId) -> bool {
        self.lineage(id).any(|place| place == above)
    }

    /// The places with exactly these words as own name. Those spelt so come alone; where there are none,
    /// or with `folded`, those equal but for the marks.
    pub(crate) fn named(&self, words: &[Word], folded: bool) -> Vec<PlaceId> {
        let canon: Vec<&str> = words.iter().map(Word::canon).collect();
        let alias = self.aliases.get(&canon.join(" "));
        let alias = alias.into_iter().flat_map(|id| std::iter::once(*id).chain(self.get(*id).merged));
        let plain = super::words::slug(words);
        let hash = fnv(&[&plain]);
        let from = self.by_name.partition_point(|(h, _)| *h < hash);
        let same = self.by_name[from..].iter().take_while(|(h, _)| *h == hash).map(|(_, id)| *id);
        let like: Vec<PlaceId> = same.filter(|id| self.get(*id).plain == plain).collect();
        let exact = like.iter().copied().filter(|id| spelt(self.get(*id).own, &canon));
        let exact: Vec<PlaceId> = alias.chain(exact).collect();
        match folded {
            true if exact.is_empty() || words.iter().all(|w| w.canon() == w.fold()) => exact.into_iter().chain(like).collect(),
            _ => exact,
        }
    }

    fn child(&self, parent: Option<PlaceId>, slug: &str) -> Option<PlaceId> {
        let hash = child_hash(parent, slug);
        let from = self.by_slug.partition_point(|(h, _)| *h < hash);
        let same = self.by_slug[from..].iter().take_while(|(h, _)| *h == hash);
        same.map(|(_, id)| *id).find(|id| {
            let place = self.get(*id);
            place.parent == parent && place.slug() == slug
        })
    }
}

fn spelt(own: &str, canon: &[&str]) -> bool {
    let words = split(own);
    words.len() == canon.len() && words.iter().zip(canon).all(|(a, b)| a.canon() == *b)
}

fn fnv(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

fn child_hash(parent: Option<PlaceId>, slug: &str) -> u64 {
    fnv(&[slug]).wrapping_add(u64::from(parent.map_or(0, |p| p + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

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
            let Some((code, full)) = fields.next().and_then(|f| f.split_once(' ')) else { continue };
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
            full, own, level, parent, from, until, into, code,
            merged: None, changed: None, plain,
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
        for row in table::rows(MERGE) {
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
        let mut all: Vec<(u64, usize)> = (0..list.len()).map(|id| (sibling_hash(&list[id]), id)).collect();
        all.sort_unstable();
        let shared = all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
        for id in shared.flatten().map(|(_, id)| *id).collect::<Vec<_>>() {
            let place = &mut self.places.list[id];
            place.changed = Some(step(place));
        }
    }

    /// Appends `@2025` to a place of the new time whose key an older one has.
    fn mark_refounded(&mut self) {
        let list = &mut self.places.list;
        let old = list.iter().filter(|p| p.from < REFORM);
        let old: HashSet<u64> = old.map(|p| child_hash(p.parent, p.slug())).collect();
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
        for row in table::rows(ALIASES) {
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
        (_, until) if until < 2025_03_01 => 0,
        _ => 1,
    }
}

fn span(era: Era, ended: Option<(&'static str, &'static str)>) -> (u32, u32, &'static str) {
    match (era, ended) {
        (Era::After, _) => (REFORM, STILL, ""),
        (_, Some((day, into))) => (EVER, super::day_number(day).unwrap_or(EVE), into),
        _ => (EVER, EVE, ""),
    }
}
