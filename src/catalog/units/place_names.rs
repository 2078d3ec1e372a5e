//! Names of places as they stand in a name of a unit: with a level word, a level word alone, a bare name, and
//! the place behind that says where it lies.

use super::grammar::{Grammar, Named, Where};
use super::phrases::{Kind, Reading};
use super::places::{Level, PlaceId};
use super::words::{Gap, Word, slug};

/// Longest own name of a place, in words.
const NAME_WORDS: usize = 6;

/// A place found, and the index after it.
type Placed = (Where, usize);

impl Grammar<'_> {
    /// A place named at `at`, and the index after it: with its level word, or a province alone.
    pub(crate) fn place(&self, at: usize, wanted: Option<Level>) -> Option<Placed> {
        self.levelled(at).or_else(|| self.bare(at, wanted))
    }

    /// The place behind a name, if one follows, and the index after it.
    pub(super) fn trailing(&self, at: usize) -> Placed {
        let next = self.gloss(at);
        if next == at && !self.follows(at) {
            return (Where::None, at);
        }
        if let Some(found) = self.find(next, |kind| kind == Kind::Centre) {
            return (Where::Centre, found.end);
        }
        self.place(next, None).unwrap_or((Where::None, at))
    }

    /// A level word, with or without a name.
    pub(super) fn levelled(&self, at: usize) -> Option<Placed> {
        let found = self.find(at, |kind| kind == Kind::Level)?;
        let level = Level::from_slug(found.phrase.id)?;
        let next = self.words.get(found.end);
        if next.is_some_and(|word| {
            word.gap == Gap::Soft && word.fold() == "uy" && word.canon() != "uy"
        }) {
            return None;
        }
        let short = found.phrase.abbreviated();
        let near = next.is_some_and(|w| {
            matches!(w.gap, Gap::Soft | Gap::Dot) || (short && w.gap == Gap::Stop)
        });
        if let Some((named, end)) = near.then(|| self.named(found.end, Some(level))).flatten() {
            return Some((Where::Named(named), end));
        }
        (!short || level == Level::City).then_some((Where::Level(level), found.end))
    }

    /// A name without its level word: a province, or a place of the wanted level.
    pub(super) fn bare(&self, at: usize, wanted: Option<Level>) -> Option<Placed> {
        if wanted.is_none() && !self.words.get(at)?.form.begins.province {
            return None;
        }
        let longest = self.longest(at);
        let person = self.reading == Reading::Article
            && self.find(at, |kind| kind == Kind::Person).is_some();
        if person && wanted.is_none() {
            return None;
        }
        (1..=longest).rev().find_map(|n| {
            let words = &self.words[at..at + n];
            let ids = self.ids(words);
            let ids: Vec<PlaceId> = ids
                .into_iter()
                .filter(|id| {
                    let place = self.places().get(*id);
                    match wanted {
                        Some(level) => group(level, place.parent.is_none()).contains(&place.level),
                        None => place.parent.is_none(),
                    }
                })
                .collect();
            let named = Named { level: wanted, ids, slug: slug(words), within: Vec::new() };
            (!named.ids.is_empty()).then(|| (Where::Named(self.placed_in(named, at + n)), at + n))
        })
    }

    /// The longest name of a place of a level at `at`, or a name the catalogue does not have.
    fn named(&self, at: usize, level: Option<Level>) -> Option<(Named, usize)> {
        let known = (1..=self.longest(at)).rev().find_map(|n| {
            let words = &self.words[at..at + n];
            let fits = |id: &PlaceId| level.is_none_or(|l| alike(l, self.places().get(*id).level));
            let ids: Vec<PlaceId> = self.ids(words).into_iter().filter(fits).collect();
            let named = Named { level, ids, slug: slug(words), within: Vec::new() };
            (!named.ids.is_empty()).then_some((named, at + n))
        });
        let (named, end) = known.or_else(|| self.unknown(at, level))?;
        Some((self.placed_in(named, end), end))
    }

    fn ids(&self, words: &[Word]) -> Vec<PlaceId> {
        self.places().named(words, self.reading == Reading::Filter || words.len() > 1)
    }

    /// A commune's or district's name that the catalogue does not have: one or two capitalised words.
    fn unknown(&self, at: usize, level: Option<Level>) -> Option<(Named, usize)> {
        let level = level.filter(|level| !matches!(level, Level::Province | Level::City))?;
        let n = self.longest(at).min(2);
        let words = &self.words[at..at + n];
        let alone = n == 1 && !words.first()?.number();
        (n > 0 && !alone && self.reading == Reading::Article).then(|| {
            let slug = slug(words);
            (Named { level: Some(level), ids: Vec::new(), slug, within: Vec::new() }, at + n)
        })
    }

    /// How many words at `at` could be one name: capitalised ones without marks between them.
    fn longest(&self, at: usize) -> usize {
        let words = self.words.get(at..).unwrap_or_default();
        let inside = |(n, word): &(usize, &Word)| {
            (word.capital || self.reading == Reading::Filter)
                && (*n == 0 || matches!(word.gap, Gap::Soft | Gap::Dash | Gap::Dot))
        };
        words.iter().enumerate().take(NAME_WORDS).take_while(inside).count()
    }

    /// Reads the place behind a place: `, tỉnh X`, `(TP Y)`, `, X`.
    fn placed_in(&self, mut named: Named, at: usize) -> Named {
        let near = self.words.get(at).is_some_and(|word| word.gap != Gap::Stop);
        let level = self
            .find(at, |kind| kind == Kind::Level)
            .map(|found| (found.end, Level::from_slug(found.phrase.id)));
        let (from, level) = level.map_or((at, None), |(end, level)| (end, level));
        let top = |id: &PlaceId| self.places().get(*id).parent.is_none();
        if !near || (!named.ids.is_empty() && named.ids.iter().all(top)) {
            return named;
        }
        let longest = self.longest(from);
        let fits = |id: &PlaceId| {
            let place = self.places().get(*id);
            level.map_or(place.parent.is_none(), |level| alike(level, place.level))
        };
        let above = (1..=longest).rev().find_map(|n| {
            let ids = self.ids(&self.words[from..from + n]).into_iter().filter(fits);
            let ids: Vec<PlaceId> = ids.collect();
            (!ids.is_empty()).then_some(ids)
        });
        let above = above.unwrap_or_default();
        let inside = |id: &PlaceId| above.iter().any(|a| a != id && self.places().within(*id, *a));
        if named.ids.is_empty() || named.ids.iter().any(inside) {
            named.ids.retain(inside);
            named.within = above;
        }
        named
    }
}

/// Whether a level word may name a place of another level: ranks change, names stay.
pub(crate) fn alike(written: Level, own: Level) -> bool {
    let rank = |level| match level {
        Level::Province => 0,
        Level::City | Level::UrbanDistrict | Level::District | Level::Town => 1,
        _ => 2,
    };
    rank(written) == rank(own) || (written == Level::Province && own == Level::City)
}

fn group(level: Level, top: bool) -> &'static [Level] {
    match (level, top) {
        (Level::Province, true) => &[Level::Province, Level::City],
        (Level::City, true) => &[Level::City],
        (Level::Province, false) => &[],
        (Level::City, false) => &[Level::City],
        (Level::UrbanDistrict | Level::District | Level::Town, true) => &[],
        (Level::UrbanDistrict | Level::District | Level::Town, false) => {
            &[Level::UrbanDistrict, Level::District, Level::Town, Level::City]
        }
        (_, top) => {
            if top {
                &[]
            } else {
                &[Level::Ward, Level::Commune, Level::Township, Level::SpecialZone]
            }
        }
    }
}
