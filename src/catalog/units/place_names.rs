//! Names of places as they stand in a name of a unit: with a level word, a level word alone, a bare name, and
//! the place behind that says where it lies.

use super::grammar::{Grammar, Named, Where};
use super::phrases::{Kind, Reading};
use super::places::{Level, PlaceId, ymd};
use super::words::{Gap, Word, slug};

/// Longest own name of a place, in words.
const NAME_WORDS: usize = 6;
/// Longest name of a place that the catalogue does not have, in words.
const MOST_UNKNOWN: usize = 4;
/// Most words in capitals looked at: a place's name and a person's behind it.
const MOST_CAPITALS: usize = 10;

/// A province that ended before is found by `tỉnh` or `Tỉnh ủy` only, and only where others are named: some of China
/// bear the same names. `yyyymmdd`.
pub(crate) const LONG_AGO: u32 = ymd(2000, 1, 1);

/// A place found, and the index after it.
type Placed = (Where, usize);

impl Grammar<'_> {
    /// A place named at `at`, and the index after it: with its level word, or a province alone.
    pub(crate) fn place(&self, at: usize) -> Option<Placed> {
        self.levelled(at).or_else(|| self.bare(at))
    }

    /// The place behind a name, if one follows, and the index after it.
    pub(super) fn trailing(&self, at: usize) -> Placed {
        if let Some(placed) = self.bracketed(at) {
            return placed;
        }
        let next = self.gloss(at);
        if next == at && !self.follows(at) {
            return (Where::None, at);
        }
        if let Some(found) = self.find(next, Kind::Centre) {
            return (Where::Centre, found.end);
        }
        self.place(next).unwrap_or((Where::None, at))
    }

    /// `(tỉnh X)`
    fn bracketed(&self, at: usize) -> Option<Placed> {
        self.words.get(at).filter(|word| word.gap == Gap::Open)?;
        let (place, _) = self.place(at)?;
        matches!(place, Where::Named(_)).then_some((place, at))
    }

    /// A level word, with or without a name.
    pub(super) fn levelled(&self, at: usize) -> Option<Placed> {
        let found = self.find(at, Kind::Level)?;
        let level = Level::from_slug(found.phrase.id)?;
        let start = self.behind_epithet(found.end);
        let next = self.words.get(start);
        if next.is_some_and(|word| word.gap == Gap::Soft && word.folds_to("uy") && !word.is("uy")) {
            return None;
        }
        let short = found.phrase.abbreviated();
        let near = next.is_some_and(|w| {
            matches!(w.gap, Gap::Soft | Gap::Dot) || (short && w.gap == Gap::Stop)
        });
        if let Some(placed) = near.then(|| self.named(start, level)).flatten() {
            return Some(placed);
        }
        (!short || level == Level::City).then_some((Where::Level(level), found.end))
    }

    /// The index of the name in `xã miền núi X`; `at` where no name follows such words.
    fn behind_epithet(&self, at: usize) -> usize {
        let found = self.find(at, Kind::Epithet).filter(|_| self.follows(at));
        let named = found.filter(|found| {
            let next = self.words.get(found.end);
            !self.words[at].capital && next.is_some_and(|w| w.capital && w.gap == Gap::Soft)
        });
        named.map_or(at, |found| found.end)
    }

    /// The place behind `Huyện ủy`: the level word is in the head.
    pub(super) fn behind_head(&self, at: usize, level: Level) -> Option<Placed> {
        self.listed(at, level, exactly).or_else(|| self.unknown(at, level))
    }

    /// A province's name without its level word.
    fn bare(&self, at: usize) -> Option<Placed> {
        let word = self.words.get(at)?;
        let person = self.reading == Reading::Article && self.find(at, Kind::Person).is_some();
        if person || !self.units.opens_province(word) {
            return None;
        }
        (1..=self.longest(at)).rev().find_map(|n| {
            let words = &self.words[at..at + n];
            // Names of provinces of long ago are those of rivers and people too.
            let recent = |id: &PlaceId| self.top(*id) && self.places().get(*id).until > LONG_AGO;
            let ids = self.ids(words).into_iter().filter(recent).collect();
            let named = Named { level: None, ids, slug: slug(words), within: None };
            (!named.ids.is_empty()).then_some((Where::Named(named), at + n))
        })
    }

    /// The name behind a level word.
    fn named(&self, at: usize, level: Level) -> Option<Placed> {
        self.listed(at, level, alike).or_else(|| self.unknown(at, level))
    }

    /// The longest name of a known place at `at` that is not the beginning of a longer name.
    fn listed(&self, at: usize, level: Level, fits: fn(Level, Level) -> bool) -> Option<Placed> {
        (1..=self.longest(at)).rev().find_map(|n| {
            let words = &self.words[at..at + n];
            let ids = self.ids(words).into_iter();
            let fits = |id: &PlaceId| {
                fits(level, self.places().get(*id).level)
                    && (level != Level::Province || self.top(*id))
            };
            let ids: Vec<PlaceId> = ids.filter(fits).collect();
            if ids.is_empty() || !(ids.iter().any(|id| self.top(*id)) || self.whole(at, n)) {
                return None;
            }
            let named = Named { level: Some(level), ids, slug: slug(words), within: None };
            Some((Where::Named(self.placed_in(named, at + n)), at + n))
        })
    }

    fn top(&self, id: PlaceId) -> bool {
        self.places().get(id).parent.is_none()
    }

    fn ids(&self, words: &[Word]) -> Vec<PlaceId> {
        self.places().named(words, self.reading == Reading::Filter || words.len() > 1)
    }

    /// Whether `n` words are all of a name: no further word goes on it, or a person's or a province's name.
    fn whole(&self, at: usize, n: usize) -> bool {
        let rest = self.run_of_capitals(at).saturating_sub(n);
        let end = at + n;
        self.reading == Reading::Filter
            || rest == 0
            || self.words[at..end].iter().all(Word::number)
            || self.words[at..=end].iter().all(|word| word.shouted)
            || self.words[end].gap != Gap::Soft
            || ((2..=5).contains(&rest) && self.surname(end).is_some())
            || self.bare(end).is_some()
    }

    /// A name that the catalogue does not have. One with a surname behind a title may be the person's.
    fn unknown(&self, at: usize, level: Level) -> Option<Placed> {
        let first = self.words.get(at)?;
        let run = self.run_of_capitals(at);
        let top = matches!(level, Level::Province | Level::City);
        if run == 0 || self.reading == Reading::Filter || first.shouted && !first.number() {
            return None;
        }
        let (titled, surname) = (self.titled(at), self.surname(at));
        let n = self.unsigned_place(at, run).filter(|_| titled).unwrap_or(run);
        let words = &self.words[at..at + n];
        let slug = if n > MOST_UNKNOWN || (n == 1 && !first.number()) {
            String::new()
        } else {
            slug(words)
        };
        let named = Named { level: Some(level), ids: Vec::new(), slug, within: None };
        let named = self.placed_in(named, at + n);
        if named.within.is_some() {
            return Some((Where::Named(named), at + n));
        }
        let middle = self.words.get(at + 1).is_some_and(|w| w.is("văn") || w.is("thị"));
        let person = match surname {
            Some("common") => n > 2 || titled,
            Some(_) => titled || middle,
            None => false,
        };
        match (top, person) {
            (true, _) => None,
            (false, true) => Some((Where::Perhaps(named), at)),
            (false, false) => Some((Where::Named(named), at + n)),
        }
    }

    /// How many of the words before a person's name are a place's: `Mây Biếc | Trần Văn Mẫu`.
    fn unsigned_place(&self, at: usize, run: usize) -> Option<usize> {
        let person = |n: &usize| self.surname(at + n) == Some("common") && run - n <= 5;
        (2..run.saturating_sub(1)).find(person)
    }

    /// How sure a surname the word at `at` is: `common` or `rarer`; none where it is no surname.
    pub(super) fn surname(&self, at: usize) -> Option<&'static str> {
        let found = self.find(at, Kind::Surname)?;
        self.words[at].capital.then_some(found.phrase.id)
    }

    /// Whether a person's title stands shortly before `at`.
    pub(super) fn titled(&self, at: usize) -> bool {
        let titles = Kind::Bearer | Kind::Post | Kind::Secretary;
        (at.saturating_sub(10)..at).any(|at| self.find(at, titles).is_some())
    }

    /// How many words in capitals stand together at `at`, up to a phrase that begins something new.
    fn run_of_capitals(&self, at: usize) -> usize {
        let words = self.words.get(at..).unwrap_or_default();
        let inside = |(n, word): &(usize, &Word)| {
            word.capital && (*n == 0 || (word.gap == Gap::Soft && !self.breaks(at + n)))
        };
        words.iter().enumerate().take(MOST_CAPITALS).take_while(inside).count()
    }

    /// Whether a head, an organ or a title of two words or more begins here.
    fn breaks(&self, at: usize) -> bool {
        use Kind::{
            Bearer, Committee, Fixed, OfBody, Organ, Party, Post, Secretary, SelfOrgan, Steering,
        };
        let kinds = Bearer | Committee | Fixed | OfBody | Organ | Party | Post | Secretary;
        self.find(at, kinds | SelfOrgan | Steering)
            .is_some_and(|found| found.end > at + 1 && !found.approximate)
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

    /// Reads the places behind a place: `, tỉnh X`, `(TP Y)`, `(huyện Z, X)`. Levels rise, so it ends soon.
    fn placed_in(&self, mut named: Named, at: usize) -> Named {
        let gap = self.words.get(at).map_or(Gap::Hard, |word| word.gap);
        let far = matches!(gap, Gap::Stop | Gap::Hard | Gap::Close | Gap::Slash);
        if far || (!named.ids.is_empty() && named.ids.iter().all(|id| self.top(*id))) {
            return named;
        }
        let Some(above) = self.above(at, named.level) else { return named };
        let inside: Vec<PlaceId> =
            named.ids.iter().copied().filter(|id| self.places().lies_in(*id, &above.ids)).collect();
        // `huyện X, Y và Z` lists places, unless X lies in Y or brackets say that it does.
        let listed = above.level.is_none() && gap == Gap::Comma && !named.ids.is_empty();
        if !(listed && inside.is_empty()) {
            (named.ids, named.within) = (inside, Some(Box::new(above)));
        }
        named
    }

    /// A place above one of a level.
    fn above(&self, at: usize, below: Option<Level>) -> Option<Named> {
        let found = self.find(at, Kind::Level);
        let level = found.and_then(|found| Level::from_slug(found.phrase.id));
        let placed = match (found, level.zip(below)) {
            (Some(found), Some((Level::City, Level::City))) => self.bare(found.end),
            (Some(_), Some((level, below))) if !higher(level, below) => None,
            (Some(_), _) => self.levelled(at),
            (None, _) => self.bare(at).filter(|(_, end)| self.words.get(*end).is_none_or(ends)),
        };
        match placed {
            Some((Where::Named(above), _)) => Some(above),
            _ => None,
        }
    }
}

/// Whether a word does not go on the name before it.
fn ends(word: &Word) -> bool {
    !(word.capital && word.gap == Gap::Soft)
}

/// Whether places of one level may lie in some of another.
fn higher(above: Level, below: Level) -> bool {
    let city = above == Level::City && rank(below) == 1 && below != Level::City;
    rank(above) < rank(below) || city
}

/// 0 for a province, 1 for what stands between it and a commune, 2 for a commune.
pub(crate) fn rank(level: Level) -> u8 {
    match level {
        Level::Province => 0,
        Level::City | Level::UrbanDistrict | Level::District | Level::Town => 1,
        _ => 2,
    }
}

/// Whether a level word may name a place of another level: ranks change, names stay.
pub(crate) fn alike(written: Level, own: Level) -> bool {
    rank(written) == rank(own) || (written == Level::Province && own == Level::City)
}

/// Whether a head such as `Huyện ủy` may be that of a place of a level.
fn exactly(written: Level, own: Level) -> bool {
    match written {
        Level::Province => matches!(own, Level::Province | Level::City),
        Level::City => own == Level::City,
        written => rank(written) == rank(own),
    }
}
