//! Provinces, districts and communes before and after 1 July 2025, and their keys.
//!
//! The key of a place is derived from its name (see [`Places::key`]), never written in the data. Names
//! are slices of the files; a place is found by the number of its name's words ([`super::codes`]), and no
//! string is made until a key is asked for: loading them all takes two milliseconds.

mod ground;
mod load;

use std::collections::HashMap;
use std::sync::OnceLock;

use super::codes::{Spread, fold, together, unmarked};
use super::words::Word;
use crate::article::UnitKey;

/// A day as `yyyymmdd`.
pub(crate) const fn ymd(year: u32, month: u32, day: u32) -> u32 {
    year * 10_000 + month * 100 + day
}

/// 1 July 2025 as `yyyymmdd`: the day the district level ended and 23 provinces were founded.
pub(crate) const REFORM: u32 = ymd(2025, 7, 1);
/// The day before, `yyyymmdd`.
const EVE: u32 = ymd(2025, 6, 30);
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
    /// The commonest first.
    const WORDS: [(Self, &'static str, &'static str); 9] = [
        (Self::Commune, "Xã ", "xa"),
        (Self::Ward, "Phường ", "phuong"),
        (Self::Province, "Tỉnh ", "tinh"),
        (Self::City, "Thành phố ", "thanh-pho"),
        (Self::UrbanDistrict, "Quận ", "quan"),
        (Self::District, "Huyện ", "huyen"),
        (Self::Town, "Thị xã ", "thi-xa"),
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

/// Behind the slug of a place founded on 1 July 2025 whose key was taken.
const REFOUNDED: &str = "@2025";

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
    /// The number of its own name, exact and without marks.
    exact: u64,
    fold: u64,
    /// The next place of the same name without marks.
    namesake: Option<PlaceId>,
    /// What its slug holds beside its name.
    marks: Marks,
}

/// What a slug holds beside the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks {
    /// The level word before it.
    level: bool,
    /// The official code behind it.
    code: bool,
    /// `@2025` behind all.
    refounded: bool,
}

impl Place {
    /// Its part of the key.
    fn slug(&self) -> String {
        let mut slug = String::with_capacity(self.own.len() + 16);
        if self.marks.level {
            slug.push_str(self.level.slug());
            slug.push('-');
        }
        push_plain(self.own, &mut slug);
        if self.marks.code {
            slug.push('-');
            slug.push_str(self.code);
        }
        if self.marks.refounded {
            slug.push_str(REFOUNDED);
        }
        slug
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
    /// The first place of each name without marks, by its number.
    by_name: HashMap<u64, PlaceId, Spread>,
    /// Places by the number of an alias.
    aliases: HashMap<u64, PlaceId, Spread>,
    succeeded: Vec<PlaceId>,
    /// First words of provinces' names without marks, by their numbers.
    openings: Vec<u64>,
    grounds: OnceLock<ground::Grounds>,
}

impl Places {
    /// The place with this index.
    pub(crate) fn get(&self, id: PlaceId) -> &Place {
        &self.list[id as usize]
    }

    /// All indices.
    pub(crate) fn ids(&self) -> impl Iterator<Item = PlaceId> + '_ {
        (0..).take(self.list.len())
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    /// First words of provinces' names without marks, by their numbers.
    pub(super) fn openings(&self) -> &[u64] {
        &self.openings
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
        let mut path: Vec<String> = self.lineage(id).map(|id| self.get(id).slug()).collect();
        path.push("vn".to_owned());
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

    /// Whether `id` lies in one of some places, or its province was merged into one.
    pub(crate) fn lies_in(&self, id: PlaceId, above: &[PlaceId]) -> bool {
        let merged = self.get(self.province(id)).merged;
        above
            .iter()
            .any(|above| *above != id && (self.within(id, *above) || merged == Some(*above)))
    }

    /// The places with exactly these words as own name. Those spelt so come alone; where there are none,
    /// or with `folded`, those equal but for the marks.
    pub(crate) fn named(&self, words: &[Word], folded: bool) -> Vec<PlaceId> {
        let spelt = together(words.iter().map(|word| word.codes.exact));
        let alias = self.aliases.get(&spelt);
        // The successor bears an alias too where it bears the name.
        let heir = |id: PlaceId| {
            let heir = self.get(id).merged;
            heir.filter(|heir| self.get(*heir).fold == self.get(id).fold)
        };
        let alias = alias.into_iter().flat_map(|id| std::iter::once(*id).chain(heir(*id)));
        let like = || self.namesakes(together(words.iter().map(|word| word.codes.fold)));
        let digits = words.iter().all(Word::number);
        let exact = like().filter(|id| digits || self.get(*id).exact == spelt);
        let mut exact: Vec<PlaceId> = alias.chain(exact).collect();
        // Spellings that are one in canonical form (`Qui`, `Quy`) are not two places.
        exact.sort_unstable();
        exact.dedup();
        let loose = folded && (exact.is_empty() || words.iter().all(Word::unmarked));
        if loose { exact.into_iter().chain(like()).collect() } else { exact }
    }

    /// The places of a name without marks, given by its number.
    fn namesakes(&self, name: u64) -> impl Iterator<Item = PlaceId> + '_ {
        let first = self.by_name.get(&name).copied();
        std::iter::successors(first, |id| self.get(*id).namesake)
    }

    fn child(&self, parent: Option<PlaceId>, slug: &str) -> Option<PlaceId> {
        let bare = slug.strip_suffix(REFOUNDED).unwrap_or(slug);
        let below = |name: &str| {
            let own = name.split('-').map(fold);
            let mut all = self.namesakes(together(own)).filter(|id| self.get(*id).parent == parent);
            all.find(|id| self.get(*id).slug() == slug)
        };
        let levelled = || {
            Level::WORDS.iter().find_map(|(.., level)| bare.strip_prefix(level)?.strip_prefix('-'))
        };
        let coded = |name: &str| name.rsplit_once('-').and_then(|(name, _)| below(name));
        below(bare).or_else(|| coded(bare)).or_else(|| {
            let name = levelled()?;
            below(name).or_else(|| coded(name))
        })
    }
}

/// Appends a name without marks, joined by `-`.
fn push_plain(own: &str, slug: &mut String) {
    let start = slug.len();
    for syllable in own.split(|c: char| c.is_whitespace() || matches!(c, '-' | '.')) {
        let plain = unmarked(syllable);
        if slug.len() > start && !plain.is_empty() {
            slug.push('-');
        }
        slug.extend(plain.chars().filter(char::is_ascii_alphanumeric));
    }
}
