//! From names to keys: a name says what is written, the article says which place it means.
//!
//! A level word alone (`Tỉnh ủy`, `Đảng ủy xã`) means the nearest place of that level above it; the
//! province the article keeps naming comes before a passing one, the outlet's province comes last. A short
//! form (`Đảng ủy Khối`) means the one full name of its kind, or nothing.

use std::collections::HashMap;

use super::scan::{Manner, Mention, Sight};
use crate::article::{LineRole, UnitKey};
use crate::catalog::Units;
use crate::catalog::units::grammar::{Named, What, Where};
use crate::catalog::units::keys::{Spot, join, with_organ};
use crate::catalog::units::place_names::alike;
use crate::catalog::units::places::{Level, PlaceId, Places, REFORM};

/// How many words on a place still speaks for a level word alone.
const AHEAD: usize = 7;

/// How many places up or down are looked at for the nearest, which keeps time linear in the text.
const REACH: usize = 40;

/// A mention whose unit is known.
#[derive(Debug)]
pub(super) struct Settled<'s, 't> {
    pub(super) key: UnitKey,
    pub(super) mention: &'s Mention<'t>,
    /// Its own words gave the key; else its context.
    pub(super) full: bool,
}

/// What the article gives beside the name.
pub(super) struct Surroundings<'a> {
    pub(super) units: &'a Units,
    /// The day of publication, `yyyymmdd`.
    pub(super) day: u32,
    /// The outlet's province on that day.
    pub(super) outlet: Option<PlaceId>,
    home: Option<PlaceId>,
    /// Whether most places named lie in `home`.
    steady: bool,
    /// The places settled on, with their sights' indices, in order.
    placed: Vec<(usize, PlaceId)>,
    /// Places named a few words after a level word alone, by the sight's index.
    ahead: HashMap<usize, PlaceId>,
}

impl<'a> Surroundings<'a> {
    /// Those of an article with these sights.
    pub(super) fn new(
        units: &'a Units,
        sights: &[Sight<'_>],
        (day, outlet): (u32, Option<PlaceId>),
    ) -> Self {
        let mut around = Self {
            units,
            day,
            outlet,
            home: None,
            steady: false,
            placed: Vec::new(),
            ahead: HashMap::new(),
        };
        around.find_home(sights);
        for (at, sight) in sights.iter().enumerate() {
            if let Sight::Place(named, _) = sight {
                let place = around.choose(named, at);
                around.placed.extend(place.map(|place| (at, place)));
            }
        }
        around.look_ahead(sights);
        around
    }

    /// `Tỉnh ủy và Ủy ban Kiểm tra Tỉnh ủy X`: a level word alone takes the place of the next one, where that
    /// is of the same level and few words on.
    fn look_ahead(&mut self, sights: &[Sight<'_>]) {
        let mut next: Option<(&Mention<'_>, Level, PlaceId)> = None;
        for (at, sight) in sights.iter().enumerate().rev() {
            let Sight::Unit(mention) = sight else { continue };
            next = match &mention.name.place {
                Where::Named(named) => {
                    self.choose(named, at).map(|id| (mention, self.places().get(id).level, id))
                }
                Where::Level(level) => next.filter(|(later, own, _)| {
                    let gap = later.name.start.saturating_sub(mention.name.end);
                    later.line == mention.line && gap <= AHEAD && own == level
                }),
                _ => None,
            }
            .map(|(_, level, id)| (mention, level, id));
            if let (Where::Level(_), Some((_, _, id))) = (&mention.name.place, next) {
                self.ahead.insert(at, id);
            }
        }
    }

    /// The key of each mention that has one, in order.
    pub(super) fn settle<'s, 't>(&self, sights: &'s [Sight<'t>]) -> Vec<Settled<'s, 't>> {
        let mut settled: Vec<(usize, Settled<'s, 't>)> = Vec::new();
        let mut short = Vec::new();
        for (at, sight) in sights.iter().enumerate() {
            let Sight::Unit(mention) = sight else { continue };
            match self.key(mention, at) {
                Some((key, full)) => settled.push((at, Settled { key, mention, full })),
                None => short.push((at, mention)),
            }
        }
        let mut known: Vec<UnitKey> = settled
            .iter()
            .filter(|(_, one)| one.mention.manner != Manner::Merged)
            .map(|(_, one)| one.key.clone())
            .collect();
        known.sort();
        known.dedup();
        let mut forms = HashMap::new();
        for (at, mention) in short {
            let form = (std::mem::discriminant(&mention.name.what), mention.name.organ.as_deref());
            let one = forms.entry(form).or_insert_with(|| the_one(&known, mention));
            let key = one.and_then(|key| full_form(key, mention));
            settled.extend(key.map(|key| (at, Settled { key, mention, full: false })));
        }
        settled.sort_by_key(|(at, _)| *at);
        settled.into_iter().map(|(_, settled)| settled).collect()
    }

    fn places(&self) -> &'a Places {
        self.units.places()
    }

    fn key(&self, mention: &Mention<'_>, at: usize) -> Option<(UnitKey, bool)> {
        let name = &mention.name;
        if let What::Fixed(key) = name.what {
            return Some((UnitKey::parse(key).ok()?, true));
        }
        let full = matches!(name.place, Where::Named(_) | Where::Centre);
        let key = match &name.place {
            Where::Named(named) if named.ids.is_empty() => self.unlisted(named, at)?,
            place => self.units.key(&name.what, self.spot(place, &name.what, at)?, self.day)?,
        };
        match &name.organ {
            Some(organ) if keyed(mention) => Some((with_organ(&key, organ)?, full)),
            _ => Some((key, full)),
        }
    }

    fn spot(&self, place: &Where, what: &What, at: usize) -> Option<Spot> {
        let id = match place {
            Where::Centre => return Some(Spot::Centre),
            Where::Named(named) => self.choose(named, at)?,
            Where::Level(level) => {
                self.ahead.get(&at).copied().or_else(|| self.nearest(*level, at))?
            }
            Where::None if matches!(what, What::Committee) => return None,
            Where::None => self.province(at)?,
        };
        Some(Spot::Place(id))
    }

    /// The key of a place the catalogue does not have: under the nearest place it can lie in.
    fn unlisted(&self, named: &Named, at: usize) -> Option<UnitKey> {
        let level = named.level?;
        let within = named.within.first().copied();
        let above = if level >= Level::Ward && self.day < REFORM {
            within.or_else(|| {
                self.nearest_where(at, |p| {
                    alike(Level::District, self.places().get(p).level)
                        && self.places().get(p).parent.is_some()
                })
            })
        } else {
            within.or_else(|| self.province(at))
        };
        join(&self.places().key(above?), &[&named.slug])
    }

    /// The place a name means at this point.
    fn choose(&self, named: &Named, at: usize) -> Option<PlaceId> {
        let standing: Vec<PlaceId> = named
            .ids
            .iter()
            .copied()
            .filter(|id| self.places().get(*id).stands(self.day))
            .collect();
        let ids = if standing.is_empty() { named.ids.clone() } else { standing };
        let same = named.level.map_or_else(Vec::new, |level| {
            ids.iter().copied().filter(|id| self.places().get(*id).level == level).collect()
        });
        let ids = if same.is_empty() { ids } else { same };
        if let [one] = ids[..] {
            return Some(one);
        }
        if let Some(top) = ids.iter().find(|id| self.places().get(**id).parent.is_none()) {
            return Some(*top);
        }
        let above = self.above(at).chain(self.home).chain(self.outlet);
        above.into_iter().find_map(|known| {
            let mut held = ids.iter().filter(|id| {
                self.places().lineage(known).any(|above| self.places().within(**id, above))
            });
            held.next().filter(|_| held.next().is_none()).copied()
        })
    }

    /// The places settled before a sight, nearest first.
    fn above(&self, at: usize) -> impl Iterator<Item = PlaceId> + '_ {
        let before = self.placed.partition_point(|(sight, _)| *sight < at);
        self.placed[..before].iter().rev().take(REACH).map(|(_, place)| *place)
    }

    /// The places settled after a sight, nearest first.
    fn below(&self, at: usize) -> impl Iterator<Item = PlaceId> + '_ {
        let before = self.placed.partition_point(|(sight, _)| *sight < at);
        self.placed[before..].iter().take(REACH).map(|(_, place)| *place)
    }

    fn nearest(&self, level: Level, at: usize) -> Option<PlaceId> {
        match level {
            Level::Province | Level::City => self.nearest_top(level, at),
            level => self.nearest_where(at, |id| self.places().get(id).level == level),
        }
    }

    /// `tỉnh`, `thành phố`: the province the article is about, if it is one, else the nearest.
    fn nearest_top(&self, level: Level, at: usize) -> Option<PlaceId> {
        let fits = |id: &PlaceId| self.places().get(*id).level == level;
        if let Some(home) = self.home.filter(|home| self.steady && fits(home)) {
            return Some(home);
        }
        let own = |id: PlaceId| self.places().lineage(id).find(fits);
        let nearest = self.above(at).find_map(own);
        let later = || self.below(at).find_map(own);
        let home = self.home.filter(fits).or(self.outlet.filter(fits));
        nearest.or(home).or_else(later)
    }

    fn nearest_where(&self, at: usize, fits: impl Fn(PlaceId) -> bool) -> Option<PlaceId> {
        let own = |id: PlaceId| self.places().lineage(id).find(|id| fits(*id));
        let later = || self.below(at).find_map(own);
        self.above(at).find_map(own).or_else(later)
    }

    fn province(&self, at: usize) -> Option<PlaceId> {
        let steady = self.home.filter(|_| self.steady);
        let nearest = || self.above(at).next().map(|id| self.places().province(id));
        steady.or_else(nearest).or(self.home).or(self.outlet)
    }

    /// The province most of the places named lie in, title and lead counting more.
    fn find_home(&mut self, sights: &[Sight<'_>]) {
        let mut weights: HashMap<PlaceId, u32> = HashMap::new();
        for sight in sights {
            let Sight::Place(named, role) = sight else { continue };
            let ids: Vec<PlaceId> = named
                .ids
                .iter()
                .copied()
                .filter(|id| self.places().get(*id).stands(self.day))
                .collect();
            let top = ids.iter().find(|id| self.places().get(**id).parent.is_none());
            let only = if let [one] = ids[..] { Some(one) } else { top.copied() };
            if let Some(id) = only {
                *weights.entry(self.places().province(id)).or_default() += weight(*role);
            }
        }
        let total: u32 = weights.values().sum();
        let best = weights.into_iter().max_by_key(|(id, weight)| (*weight, u32::MAX - id));
        self.steady = best.is_some_and(|(_, weight)| weight * 10 >= total * 6);
        self.home = best.map(|(id, _)| id).or(self.outlet);
    }
}

fn weight(role: LineRole) -> u32 {
    match role {
        LineRole::Title | LineRole::Kicker => 4,
        LineRole::Lead => 2,
        _ => 1,
    }
}

/// Whether the organ of a mention is a unit of its own. One of a Khối's or a body's committee is where the
/// article leads with it; elsewhere it is named for its committee.
fn keyed(mention: &Mention<'_>) -> bool {
    use LineRole::{Kicker, Lead, Title};
    match &mention.name.what {
        What::Khoi(_) | What::Office | What::Body { of_body: false, .. } => {
            let steering =
                mention.name.organ.as_ref().is_some_and(|o| o.starts_with("ban-chi-dao"));
            steering || matches!(mention.role, Title | Kicker | Lead)
        }
        _ => true,
    }
}

/// The one unit among those named in full that a short form can mean.
fn the_one<'k>(known: &'k [UnitKey], mention: &Mention<'_>) -> Option<&'k UnitKey> {
    let mut fits = known.iter().filter(|key| match &mention.name.what {
        What::Khoi(_) => key.organ().is_none() && last(key).starts_with("khoi-"),
        What::Office => key.organ().is_none() && last(key).starts_with("co-quan-"),
        What::Organ => key.organ() == mention.name.organ.as_deref(),
        _ => false,
    });
    fits.next().filter(|_| fits.next().is_none())
}

/// Its key with the organ of the short form.
fn full_form(key: &UnitKey, mention: &Mention<'_>) -> Option<UnitKey> {
    match (&mention.name.what, &mention.name.organ) {
        (What::Khoi(_) | What::Office, Some(organ)) if keyed(mention) => with_organ(key, organ),
        _ => Some(key.clone()),
    }
}

fn last(key: &UnitKey) -> &str {
    key.as_str().rsplit('/').next().unwrap_or_default()
}
