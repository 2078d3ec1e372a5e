//! Places as an article has them: the catalogue's, and those it names that the catalogue does not have.
//!
//! An unknown commune or district stands under the place the article puts it in and is from then on a
//! place as any other, so that `Đảng ủy xã` alone can mean it.

use std::collections::HashMap;

use crate::article::UnitKey;
use crate::catalog::Units;
use crate::catalog::units::keys::{Spot, join};
use crate::catalog::units::place_names::rank;
use crate::catalog::units::places::{Level, PlaceId};

/// A place: a catalogue's index, or beyond them one of the article's own.
pub(super) type Site = PlaceId;

/// A place the catalogue does not have.
#[derive(Debug)]
struct Unlisted {
    key: UnitKey,
    level: Level,
    above: Site,
    unplaced: bool,
}

/// The places of an article.
#[derive(Debug)]
pub(super) struct Sites<'a> {
    units: &'a Units,
    unlisted: Vec<Unlisted>,
    /// Their indices by key.
    by_key: HashMap<UnitKey, Site>,
    /// What names of places mean in this article, once it has said so.
    bound: HashMap<(String, u8), Site>,
}

impl<'a> Sites<'a> {
    /// The catalogue's.
    pub(super) fn new(units: &'a Units) -> Self {
        Self { units, unlisted: Vec::new(), by_key: HashMap::new(), bound: HashMap::new() }
    }

    /// Adds an unknown place under another; none where the name gives no key.
    ///
    /// `unplaced` says that `above` is the nearest known ancestor and may not be the parent.
    pub(super) fn add(
        &mut self,
        (slug, level): (&str, Level),
        above: Site,
        unplaced: bool,
    ) -> Option<Site> {
        let key = join(&self.key(above), &[slug]).filter(|_| !slug.is_empty())?;
        if let Some(site) = self.by_key.get(&key) {
            return Some(*site);
        }
        let site = Site::try_from(self.units.places().count() + self.unlisted.len()).ok()?;
        self.by_key.insert(key.clone(), site);
        self.unlisted.push(Unlisted { key, level, above, unplaced });
        Some(site)
    }

    /// Notes what a name of a rank means.
    pub(super) fn bind(&mut self, slug: &str, level: Level, site: Site) {
        self.bound.entry((slug.to_owned(), rank(level))).or_insert(site);
    }

    /// The district whose name ends a slug, if the article has named it, and the slug before it.
    pub(super) fn ends_in_district<'s>(&self, slug: &'s str) -> Option<(&'s str, Site)> {
        let cuts = slug.match_indices('-').map(|(at, _)| at);
        let mut ends = cuts.map(|at| (&slug[..at], &slug[at + 1..]));
        ends.find_map(|(body, name)| Some((body, self.bound(name, Level::District)?)))
    }

    /// What a name of a rank means, if the article has said so.
    pub(super) fn bound(&self, slug: &str, level: Level) -> Option<Site> {
        self.bound.get(&(slug.to_owned(), rank(level))).copied()
    }

    /// The place's key.
    pub(super) fn key(&self, site: Site) -> UnitKey {
        match self.own(site) {
            Some(own) => own.key.clone(),
            None => self.units.places().key(site),
        }
    }

    /// Its level.
    pub(super) fn level(&self, site: Site) -> Level {
        self.own(site).map_or_else(|| self.units.places().get(site).level, |own| own.level)
    }

    /// Whether it is a province.
    pub(super) fn top(&self, site: Site) -> bool {
        self.above(site).is_none()
    }

    /// The place and those above it, nearest first.
    pub(super) fn lineage(&self, site: Site) -> impl Iterator<Item = Site> + '_ {
        std::iter::successors(Some(site), |site| self.above(*site))
    }

    /// The province it lies in.
    pub(super) fn province(&self, site: Site) -> PlaceId {
        self.lineage(site).last().unwrap_or(site)
    }

    /// Whether two places lie in one province, or in two of which one went into the other.
    pub(super) fn neighbours(&self, one: Site, other: Site) -> bool {
        let (a, b) = (self.province(one), self.province(other));
        let merged = |id: PlaceId| self.units.places().get(id).merged;
        a == b || merged(a) == Some(b) || merged(b) == Some(a)
    }

    /// Where a unit of the place stands.
    pub(super) fn spot(&self, site: Site) -> Spot {
        match self.own(site) {
            Some(own) => Spot::Place { key: own.key.clone(), level: own.level, top: false },
            None => self.units.spot(site),
        }
    }

    /// Whether it stands under an ancestor that need not be its parent.
    pub(super) fn unplaced(&self, site: Site) -> bool {
        self.own(site).is_some_and(|own| own.unplaced)
    }

    fn above(&self, site: Site) -> Option<Site> {
        match self.own(site) {
            Some(own) => Some(own.above),
            None => self.units.places().get(site).parent,
        }
    }

    fn own(&self, site: Site) -> Option<&Unlisted> {
        self.unlisted.get((site as usize).checked_sub(self.units.places().count())?)
    }
}
