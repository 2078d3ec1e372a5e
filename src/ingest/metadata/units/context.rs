//! From names to keys: a name says what is written, the article says which place it means.
//!
//! A level word alone (`Tỉnh ủy`, `Đảng ủy xã`) means the nearest place of that level above it; the
//! province the article keeps naming comes before a passing one, the outlet's province comes last. A short
//! form (`Đảng ủy Khối`) means the one full name of its kind, or nothing.

use std::collections::{HashMap, HashSet};

use super::scan::{Manner, Mention, Sight};
use super::sites::{Site, Sites};
use crate::article::{LineRole, UnitKey};
use crate::catalog::Units;

use crate::catalog::units::grammar::{Named, What, Where};
use crate::catalog::units::keys::{Spot, join, with_organ};
use crate::catalog::units::phrases::Class;
use crate::catalog::units::place_names::{LONG_AGO, rank};
use crate::catalog::units::places::{Level, PlaceId, Places, REFORM};
use crate::catalog::units::root;

/// How many words on a place still speaks for a level word alone.
const AHEAD: usize = 7;

/// How many words behind a cell's name its committee may stand.
const NEAR: usize = 4;

/// How many places up or down are looked at for the nearest, which keeps time linear in the text.
const REACH: usize = 40;

/// A mention whose unit is known.
#[derive(Debug)]
pub(super) struct Settled<'s, 't> {
    pub(super) key: UnitKey,
    pub(super) mention: &'s Mention<'t>,
    /// Its own words gave the key; else its context.
    pub(super) full: bool,
    /// The key hangs under the nearest ancestor that is known.
    pub(super) unplaced: bool,
}

/// A key, whether the name's own words gave it, and whether it could not be placed.
type Found = (UnitKey, bool, bool);

/// What the article gives beside the name.
pub(super) struct Surroundings<'a> {
    units: &'a Units,
    /// The day of publication, `yyyymmdd`.
    day: u32,
    /// The outlet's province on that day.
    outlet: Option<PlaceId>,
    /// The province the article is about.
    home: Option<PlaceId>,
    /// Whether most places named lie in `home`.
    steady: bool,
    /// Provinces named, and the outlet's.
    provinces: HashSet<PlaceId>,
    sites: Sites<'a>,
    /// What each sight's name means, by its index.
    chosen: Vec<Option<Site>>,
    /// The places settled on, with their sights' indices, in order.
    placed: Vec<(usize, Site)>,
    /// Places named a few words after a level word alone, by the sight's index.
    ahead: HashMap<usize, Site>,
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
            provinces: outlet.into_iter().collect(),
            sites: Sites::new(units),
            chosen: vec![None; sights.len()],
            placed: Vec::new(),
            ahead: HashMap::new(),
        };
        around.find_home(sights);
        around.bind_explicit(sights);
        around.place_all(sights);
        around.look_ahead(sights);
        around
    }

    /// A name that says where it lies says so for all of its kind in the article.
    fn bind_explicit(&mut self, sights: &[Sight<'_>]) {
        for sight in sights {
            if let Sight::Place(named, ..) = sight
                && named.within.is_some()
            {
                self.bind(named, 0);
            }
        }
    }

    fn place_all(&mut self, sights: &[Sight<'_>]) {
        for (at, sight) in sights.iter().enumerate() {
            if let Sight::Place(named, _, listed) = sight {
                let site = self.bind(named, at);
                self.placed.extend(site.filter(|_| !listed).map(|site| (at, site)));
                self.chosen[at] = site;
            }
        }
        for (at, sight) in sights.iter().enumerate() {
            let Sight::Unit(mention) = sight else { continue };
            self.chosen[at] = match &mention.name.place {
                // A unit's place is the sight before it.
                Where::Named(_) => at.checked_sub(1).and_then(|before| self.chosen[before]),
                Where::Perhaps(named) => {
                    named.level.and_then(|level| self.sites.bound(&named.slug, level))
                }
                _ => None,
            };
        }
    }

    /// What a name means at a sight, noted for later ones.
    fn bind(&mut self, named: &Named, at: usize) -> Option<Site> {
        let bound = named.level.and_then(|level| self.sites.bound(&named.slug, level));
        if named.within.is_none() && bound.is_some() {
            return bound;
        }
        let site = match &named.within {
            Some(within) => {
                let above = self.bind(within, at)?;
                self.choose_in(named, above)
            }
            None if named.ids.is_empty() => self.unlisted(named, at),
            None => self.choose(named, at),
        }?;
        if let Some(level) = named.level {
            self.sites.bind(&named.slug, level, site);
        }
        Some(site)
    }

    /// The place of a name in one named with it.
    fn choose_in(&mut self, named: &Named, above: Site) -> Option<Site> {
        let known = self.fitting(named).into_iter().find(|id| {
            self.sites.lineage(*id).any(|site| site == above) || self.sites.neighbours(*id, above)
        });
        known.or_else(|| self.sites.add((&named.slug, named.level?), above, false))
    }

    /// An unknown place under the place it can lie in, where the article makes that clear.
    fn unlisted(&mut self, named: &Named, at: usize) -> Option<Site> {
        let level = named.level?;
        let province = self.province(at);
        let district = |site: &Site| !self.sites.top(*site) && rank(self.sites.level(*site)) == 1;
        let own = |site: Site| self.sites.lineage(site).find(district);
        let commune = rank(level) == 2 && self.day < REFORM;
        let above = if commune {
            let here = |site: &Site| province.is_none_or(|top| self.sites.neighbours(*site, top));
            self.above(at).filter_map(own).find(here).or(province)
        } else {
            province
        };
        let above = above?;
        self.sites.add((&named.slug, level), above, commune && self.sites.top(above))
    }

    /// `Tỉnh ủy và Ủy ban Kiểm tra Tỉnh ủy X`: a level word alone takes the place of the next one, where that
    /// is of the same level and few words on.
    fn look_ahead(&mut self, sights: &[Sight<'_>]) {
        let mut next: Option<(&Mention<'_>, Level, Site)> = None;
        for (at, sight) in sights.iter().enumerate().rev() {
            let Sight::Unit(mention) = sight else { continue };
            next = match &mention.name.place {
                Where::Named(_) => {
                    self.chosen[at].map(|site| (mention, self.sites.level(site), site))
                }
                Where::Level(level) => next.filter(|(later, own, _)| {
                    let gap = later.name.start.saturating_sub(mention.name.end);
                    later.line == mention.line && gap <= AHEAD && own == level
                }),
                _ => None,
            }
            .map(|(_, level, site)| (mention, level, site));
            if let (Where::Level(_), Some((_, _, site))) = (&mention.name.place, next) {
                self.ahead.insert(at, site);
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
                Some((key, full, unplaced)) => {
                    settled.push((at, Settled { key, mention, full, unplaced }));
                }
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
            let unplaced = false;
            settled.extend(key.map(|key| (at, Settled { key, mention, full: false, unplaced })));
        }
        settled.extend(Self::branches(sights, &settled));
        settled.sort_by_key(|(at, _)| *at);
        settled.into_iter().map(|(_, settled)| settled).collect()
    }

    fn places(&self) -> &'a Places {
        self.units.places()
    }

    /// Cells of bodies stand under the committee named last before them, or next behind them.
    fn branches<'s, 't>(
        sights: &'s [Sight<'t>],
        settled: &[(usize, Settled<'s, 't>)],
    ) -> Vec<(usize, Settled<'s, 't>)> {
        let above = |(_, one): &&(usize, Settled<'s, 't>)| {
            one.key.organ().is_none() && one.key.as_str() != "vn/tw"
        };
        let committees: Vec<_> =
            settled.iter().filter(above).map(|(at, one)| (*at, &one.key, one.mention)).collect();
        let mut found = Vec::new();
        for (at, sight) in sights.iter().enumerate() {
            let Sight::Unit(mention) = sight else { continue };
            let What::Branch { slug, .. } = &mention.name.what else { continue };
            if mention.name.place != Where::None {
                continue;
            }
            let next = committees.partition_point(|(other, ..)| *other < at);
            let (before, behind) =
                (next.checked_sub(1).and_then(|n| committees.get(n)), committees.get(next));
            let belongs = behind.filter(|(_, _, other)| follows(mention, other));
            let near = belongs.or(before).or(behind);
            let key = near.and_then(|(_, key, _)| join(key, &[slug]));
            let key = key.map(|key| (key, false)).or_else(|| Some((join(&root(), &[slug])?, true)));
            let settled = |(key, unplaced)| Settled { key, mention, full: true, unplaced };
            found.extend(key.map(settled).map(|one| (at, one)));
        }
        found
    }

    fn key(&self, mention: &Mention<'_>, at: usize) -> Option<Found> {
        let name = &mention.name;
        if let What::Fixed(key) = name.what {
            return Some((UnitKey::parse(key).ok()?, true, false));
        }
        if matches!((&name.what, &name.place), (What::Branch { .. }, Where::None)) {
            return None;
        }
        let full = matches!(name.place, Where::Named(_) | Where::Centre);
        let (what, spot, unplaced) = self.stands(mention, at)?;
        let key = Units::key(&what, &spot, self.day)?;
        match &name.organ {
            Some(organ) if keyed(mention) => Some((with_organ(&key, organ)?, full, unplaced)),
            _ => Some((key, full, unplaced)),
        }
    }

    /// What a name names, where that stands, and whether it could not be placed.
    fn stands(&self, mention: &Mention<'_>, at: usize) -> Option<(What, Spot, bool)> {
        let name = &mention.name;
        if let (What::Body { slug, class, of_body, implied }, Where::None) =
            (&name.what, &name.place)
            && let Some((body, site)) = self.sites.ends_in_district(slug)
        {
            let slug = if *class == Class::Business { slug } else { body }.to_owned();
            let what = What::Body { slug, class: *class, of_body: *of_body, implied: *implied };
            return Some((what, self.sites.spot(site), false));
        }
        if let Some(site) = self.site(mention, at) {
            return Some((name.what.clone(), self.sites.spot(site), self.sites.unplaced(site)));
        }
        let spot = match &name.place {
            Where::Centre => return Some((name.what.clone(), Spot::Centre, false)),
            Where::Named(named) => self.under_nearest(named, at)?,
            Where::None if opened(&name.what) => {
                Spot::Place { key: root(), level: Level::Province, top: false }
            }
            _ => return None,
        };
        Some((name.what.clone(), spot, true))
    }

    /// A place that bears a name of several, or one that nothing tells about, under the province the article
    /// is about. Districts are all known, so an unknown one is abroad.
    fn under_nearest(&self, named: &Named, at: usize) -> Option<Spot> {
        let known = rank(named.level?) == 1 && !named.ids.is_empty();
        let level = named.level.filter(|level| rank(*level) == 2 || known)?;
        let above = self.province(at).map_or_else(root, |top| self.sites.key(top));
        let plain = join(&above, &[&named.slug]).filter(|_| !named.slug.is_empty())?;
        let taken = self.places().by_key(&plain).is_some();
        let levelled = || join(&above, &[&format!("{}-{}", level.slug(), named.slug)]);
        let key = if taken { levelled()? } else { plain };
        Some(Spot::Place { key, level, top: false })
    }

    /// The place of a unit, as far as the name or the article says.
    fn site(&self, mention: &Mention<'_>, at: usize) -> Option<Site> {
        let nearest = |level| self.ahead.get(&at).copied().or_else(|| self.nearest(level, at));
        match &mention.name.place {
            Where::Centre => None,
            Where::Named(_) => self.chosen[at],
            Where::Perhaps(named) => self.chosen[at].or_else(|| nearest(named.level?)),
            Where::Level(level) => nearest(*level),
            Where::None if matches!(mention.name.what, What::Committee) => None,
            Where::None => self.province(at),
        }
    }

    /// The places of a name that stood on the day and have the level written, as far as any do.
    fn fitting(&self, named: &Named) -> Vec<PlaceId> {
        let some = |ids: Vec<PlaceId>, fits: &dyn Fn(PlaceId) -> bool| {
            let few: Vec<PlaceId> = ids.iter().copied().filter(|id| fits(*id)).collect();
            if few.is_empty() { ids } else { few }
        };
        let ids = some(named.ids.clone(), &|id| self.places().get(id).stands(self.day));
        match named.level {
            Some(level) => some(ids, &|id| self.places().get(id).level == level),
            None => ids,
        }
    }

    /// The known place a name means at this point: a province; the one place of that name in the provinces
    /// the article names; the only one of the name, but a commune only where no other province is named.
    fn choose(&self, named: &Named, at: usize) -> Option<PlaceId> {
        let ids = self.fitting(named);
        if let Some(top) = ids.iter().find(|id| self.sites.top(**id)) {
            let recent = |id: &PlaceId| self.places().get(*id).until > LONG_AGO;
            return Some(*top).filter(|top| recent(top) || self.provinces.iter().any(recent));
        }
        let here = |id: &PlaceId| self.provinces.iter().any(|top| self.sites.neighbours(*id, *top));
        let near: Vec<PlaceId> = ids.iter().copied().filter(here).collect();
        match (&near[..], &ids[..]) {
            ([one], _) => return Some(*one),
            ([], [one]) if rank(self.places().get(*one).level) == 2 => {
                return self.provinces.is_empty().then_some(*one);
            }
            ([], [one]) => return Some(*one),
            _ => {}
        }
        self.nearest_of(&ids, at)
    }

    /// The only one of some places that lies in the district, or the province, of the nearest place.
    fn nearest_of(&self, ids: &[PlaceId], at: usize) -> Option<PlaceId> {
        let mut tried = Vec::new();
        let near = self.above(at).chain(self.home).chain(self.outlet);
        for above in near.flat_map(|near| self.sites.lineage(near)) {
            if tried.contains(&above) {
                continue;
            }
            tried.push(above);
            let mut held = ids.iter().filter(|id| self.sites.lineage(**id).any(|s| s == above));
            if let (Some(one), None) = (held.next(), held.next()) {
                return Some(*one);
            }
        }
        None
    }

    /// The places settled before a sight, nearest first.
    fn above(&self, at: usize) -> impl Iterator<Item = Site> + '_ {
        let before = self.placed.partition_point(|(sight, _)| *sight < at);
        self.placed[..before].iter().rev().take(REACH).map(|(_, place)| *place)
    }

    /// The places settled after a sight, nearest first.
    fn below(&self, at: usize) -> impl Iterator<Item = Site> + '_ {
        let before = self.placed.partition_point(|(sight, _)| *sight < at);
        self.placed[before..].iter().take(REACH).map(|(_, place)| *place)
    }

    fn nearest(&self, level: Level, at: usize) -> Option<Site> {
        match level {
            Level::Province | Level::City => self.nearest_top(level, at),
            level => self.nearest_where(at, |site| self.sites.level(site) == level),
        }
    }

    /// `tỉnh`, `thành phố`: the province the article is about, if it is one, else the nearest.
    fn nearest_top(&self, level: Level, at: usize) -> Option<Site> {
        let fits = |site: &Site| self.sites.level(*site) == level;
        if let Some(home) = self.home.filter(|home| self.steady && fits(home)) {
            return Some(home);
        }
        let own = |site: Site| self.sites.lineage(site).find(fits);
        let nearest = self.above(at).find_map(own);
        let later = || self.below(at).find_map(own);
        let home = self.home.filter(fits).or(self.outlet.filter(fits));
        nearest.or(home).or_else(later)
    }

    fn nearest_where(&self, at: usize, fits: impl Fn(Site) -> bool) -> Option<Site> {
        let own = |site: Site| self.sites.lineage(site).find(|site| fits(*site));
        let later = || self.below(at).find_map(own);
        self.above(at).find_map(own).or_else(later)
    }

    fn province(&self, at: usize) -> Option<PlaceId> {
        let steady = self.home.filter(|_| self.steady);
        let nearest = || self.above(at).next().map(|site| self.sites.province(site));
        steady.or_else(nearest).or(self.home).or(self.outlet)
    }

    /// The province most of the places named lie in, title and lead counting more, a province's own name
    /// more than a district's. Names of communes repeat, so they tell nothing.
    fn find_home(&mut self, sights: &[Sight<'_>]) {
        let mut weights: HashMap<PlaceId, u32> = HashMap::new();
        for sight in sights {
            let Sight::Place(named, role, _) = sight else { continue };
            if named.level.is_some_and(|level| rank(level) == 2) {
                continue;
            }
            let ids = self.fitting(named);
            let top = ids.iter().copied().find(|id| self.sites.top(*id));
            let district = |id: PlaceId| rank(self.places().get(id).level) == 1;
            if let Some(id) = top {
                self.provinces.insert(id);
                *weights.entry(id).or_default() += 2 * weight(*role);
            } else if let [one] = ids[..]
                && district(one)
            {
                *weights.entry(self.sites.province(one)).or_default() += weight(*role);
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

/// Whether a committee is named right behind a cell: `Chi bộ X, Đảng ủy Y`.
fn follows(cell: &Mention<'_>, committee: &Mention<'_>) -> bool {
    let between = committee.name.start.checked_sub(cell.name.end);
    committee.line == cell.line && between.is_some_and(|words| words <= NEAR)
}

/// Whether it is a body of many of its kind, told apart by its own name: it can be named without a place.
fn opened(what: &What) -> bool {
    let many = |class: &Class| matches!(class, Class::Business | Class::Agency | Class::Government);
    matches!(what, What::Body { class, of_body: false, .. } if many(class))
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
