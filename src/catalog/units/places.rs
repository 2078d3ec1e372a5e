//! Provinces, districts and communes before and after 1 July 2025, and their keys.
//!
//! The key of a place is derived from its name (see [`Places::key`]), never written in the data. Names
//! are slices of the files; only slugs are made at load, from syllables folded once each.

mod load;

use std::collections::{HashMap, HashSet};

use super::words::{Word, split};
use crate::article::UnitKey;

/// A day as `yyyymmdd`.
pub(crate) const fn ymd(year: u32, month: u32, day: u32) -> u32 {
    year * 10_000 + month * 100 + day
}

/// 1 July 2025 as `yyyymmdd`: the day the district level ended and 23 provinces were founded.
pub(crate) const REFORM: u32 = ymd(2025, 7, 1);
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
        let canon: Vec<&str> = words.iter().map(Word::canon).collect();
        let alias = self.aliases.get(&canon.join(" "));
        let alias =
            alias.into_iter().flat_map(|id| std::iter::once(*id).chain(self.get(*id).merged));
        let plain = super::words::slug(words);
        let hash = fnv(&[&plain]);
        let from = self.by_name.partition_point(|(h, _)| *h < hash);
        let same = self.by_name[from..].iter().take_while(|(h, _)| *h == hash).map(|(_, id)| *id);
        let like: Vec<PlaceId> = same.filter(|id| self.get(*id).plain == plain).collect();
        let digits = words.iter().all(Word::number);
        let exact = like.iter().copied().filter(|id| digits || spelt(self.get(*id).own, &canon));
        let exact: Vec<PlaceId> = alias.chain(exact).collect();
        let loose = folded && (exact.is_empty() || words.iter().all(|w| w.canon() == w.fold()));
        if loose { exact.into_iter().chain(like).collect() } else { exact }
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
    fnv(&[slug])
        .wrapping_add(u64::from(parent.map_or(0, |p| p + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}
