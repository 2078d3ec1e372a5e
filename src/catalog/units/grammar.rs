//! The grammar of a unit's name: organ, head, body, place.
//!
//! `Ban Thường vụ | Huyện ủy | Trần Văn Thời`, `Ủy ban Kiểm tra | Đảng ủy | Khối các cơ quan | tỉnh X`.
//! A parse says what stands in the text only; which place `tỉnh` alone means is for the reader, who has the
//! context.

use super::Units;
use super::phrases::{Class, Found, Kind, Phrases, Reading, gloss};
use super::places::{Level, PlaceId, Places};
use super::words::{Gap, Word, slug};

/// Longest own name of a place, in words.
const NAME_WORDS: usize = 6;

/// What kind of unit a name names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// One that `units.tsv` lists.
    Fixed(&'static str),
    /// A place's own committee.
    Committee,
    /// The committee of a Khối, by slug; empty where only `Khối` is written.
    Khoi(String),
    /// The committee of a body.
    Body {
        /// The body's slug.
        slug: String,
        /// What it is.
        class: Class,
        /// The organ is the body's own, such as `đảng đoàn`.
        of_body: bool,
        /// Only `Đảng ủy, Giám đốc …` names the body.
        implied: bool,
    },
    /// `Đảng ủy Cơ quan` without the body.
    Office,
    /// An organ without its unit.
    Organ,
}

/// The place a name gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// None.
    None,
    /// The centre.
    Centre,
    /// A level word alone: `tỉnh`.
    Level(Level),
    /// A name, with its level word where it is written.
    Named(Named),
}

/// A place as named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The level word before it.
    pub(crate) level: Option<Level>,
    /// The places of that name; none where the catalogue has none.
    pub(crate) ids: Vec<PlaceId>,
    /// The name as in a key.
    pub(crate) slug: String,
    /// A place named right behind it that it lies in: `, tỉnh X`.
    pub(crate) within: Vec<PlaceId>,
}

/// A name of a unit found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Index of its first word.
    pub(crate) start: usize,
    /// Index after its last.
    pub(crate) end: usize,
    /// Organ with a key of its own.
    pub(crate) organ: Option<String>,
    pub(crate) what: What,
    pub(crate) place: Where,
    /// Found by a fallback.
    pub(crate) approximate: bool,
}

/// Reads names in a text's words.
#[derive(Clone, Copy)]
pub(crate) struct Grammar<'a> {
    pub(crate) units: &'a Units,
    pub(crate) words: &'a [Word],
    pub(crate) reading: Reading,
}

/// A place found, and the index after it.
type Placed = (Where, usize);

impl<'a> Grammar<'a> {
    /// The name that begins at `at`, if one does.
    pub(crate) fn name(&self, at: usize) -> Option<Name> {
        if let Some(name) = self.fixed(at).or_else(|| self.steering(at)) {
            return Some(name);
        }
        if let Some(name) = self.secretary(at) {
            return Some(name);
        }
        let (organ, head, approximate) = self.organs(at);
        let mut name = self.after_organs((at, head), organ)?;
        name.approximate |= approximate;
        Some(name)
    }

    /// A place named at `at`, and the index after it: with its level word, or a province alone.
    pub(crate) fn place(&self, at: usize, wanted: Option<Level>) -> Option<Placed> {
        self.levelled(at).or_else(|| self.bare(at, wanted))
    }

    /// The phrase at `at` of one of some kinds.
    pub(crate) fn find(&self, at: usize, fits: impl Fn(Kind) -> bool) -> Option<Found<'a>> {
        self.phrases().find((self.words, at), self.reading, fits)
    }

    fn phrases(&self) -> &'a Phrases {
        self.units.phrases()
    }

    fn places(&self) -> &'a Places {
        self.units.places()
    }

    fn fixed(&self, at: usize) -> Option<Name> {
        let found = self.find(at, |kind| kind == Kind::Fixed)?;
        let (end, approximate) = (found.end, found.approximate);
        let what = What::Fixed(found.phrase.id);
        Some(Name { start: at, end, organ: None, what, place: Where::None, approximate })
    }

    /// The organ before a head, the head's index, and whether a fallback was needed.
    fn organs(&self, at: usize) -> (Option<&'static str>, usize, bool) {
        let (mut organ, mut next, mut approximate) = (None, at, false);
        while let Some(found) = self.find(next, |kind| matches!(kind, Kind::SelfOrgan | Kind::Organ)) {
            if found.phrase.kind == Kind::Organ {
                organ = organ.or(Some(found.phrase.id));
            }
            approximate |= found.approximate;
            next = self.gloss(found.end);
            if next > at + 12 || (next == found.end && !self.follows(next)) {
                break;
            }
        }
        (organ, next, approximate)
    }

    fn gloss(&self, at: usize) -> usize {
        gloss(self.words, at)
    }

    fn closes(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.gap == Gap::Close)
    }

    /// `Bí thư tỉnh X`, `Phó bí thư Y`: the place stands for its committee.
    fn secretary(&self, at: usize) -> Option<Name> {
        let title = self.find(at, |kind| kind == Kind::Secretary)?;
        let start = title.end;
        let (place, end) = self.place(start, None).filter(|_| self.follows(start))?;
        let (what, organ, approximate) = (What::Committee, None, title.approximate);
        matches!(place, Where::Named(_)).then(|| Name { start, end, organ, what, place, approximate })
    }

    /// `Ban Chỉ đạo Chương trình số 06-CTr/ĐUK`: an organ of the document's issuer, named after it.
    fn steering(&self, at: usize) -> Option<Name> {
        let head = self.find(at, |kind| kind == Kind::Steering)?;
        let document = self.find(head.end, |kind| kind == Kind::Document)?;
        let numbered = self.words.get(document.end).is_some_and(|w| w.canon() == "số");
        let number = document.end + usize::from(numbered);
        let [digits, kind, body, ..] = self.words.get(number..)? else { return None };
        let issuer = self.find(number + 2, |kind| kind == Kind::Issuer)?.phrase.id;
        let whole = digits.number() && kind.gap == Gap::Soft && body.gap == Gap::Slash;
        let (what, place) = match (issuer, Level::from_slug(issuer)) {
            ("khoi", _) => (What::Khoi(String::new()), Where::None),
            (_, Some(level)) => (What::Committee, Where::Level(level)),
            _ => (What::Committee, Where::Centre),
        };
        let organ = Some(format!("ban-chi-dao-{}-{}", kind.fold(), digits.fold()));
        whole.then(|| Name { start: at, end: number + 3, organ, what, place, approximate: false })
    }

    fn follows(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| matches!(word.gap, Gap::Soft | Gap::Dot))
    }

    fn after_organs(&self, (at, head): (usize, usize), organ: Option<&'static str>) -> Option<Name> {
        let heads = |kind| {
            matches!(kind, Kind::Committee | Kind::Party | Kind::Short | Kind::OfBody | Kind::Centre)
        };
        let near = head == at || self.follows(head) || self.closes(head);
        let found = near.then(|| self.find(head, heads)).flatten();
        let parsed = found.and_then(|found| match found.phrase.kind {
            Kind::Committee => Some(self.committee(found)),
            Kind::Party => self.party(found.end),
            Kind::Short => self.short(found),
            Kind::OfBody => self.of_body(found.end),
            _ if head > at => Some((What::Committee, Where::Centre, found.end)),
            _ => None,
        });
        let name = |what, place, end, approximate| {
            let organ = match found.map(|f| f.phrase) {
                Some(phrase) if phrase.kind == Kind::OfBody => Some(phrase.id.to_owned()),
                _ => organ.map(str::to_owned),
            };
            Name { start: at, end, organ, what, place, approximate }
        };
        match (parsed, found) {
            (Some((what, place, end)), Some(found)) => Some(name(what, place, end, found.approximate)),
            (None, Some(found)) if found.phrase.kind == Kind::OfBody => {
                Some(name(What::Organ, Where::None, found.end, found.approximate))
            }
            (None, None) if organ.is_some() => self.organ_alone(at, head, organ),
            _ => None,
        }
    }

    /// `UBKT`, `Ủy ban Kiểm tra` without a unit: short for one that the text has named in full.
    fn organ_alone(&self, at: usize, end: usize, organ: Option<&'static str>) -> Option<Name> {
        let generic = self.find(end, |kind| kind == Kind::Plural).is_some();
        (self.words[at].capital && !generic && organ != Some("vp") && organ != Some("bto")).then_some(
            Name {
                start: at,
                end,
                organ: organ.map(str::to_owned),
                what: What::Organ,
                place: Where::None,
                approximate: false,
            },
        )
    }

    /// `Tỉnh ủy …`, `Huyện ủy …`
    fn committee(&self, found: Found<'_>) -> (What, Where, usize) {
        let level = Level::from_slug(found.phrase.id);
        let end = found.end;
        let named = self.levelled(end).filter(|(place, _)| matches!(place, Where::Named(_)));
        let placed = named.or_else(|| self.bare(end, level)).filter(|_| self.follows(end));
        match (placed, level) {
            (Some((place, end)), _) => (What::Committee, place, end),
            (None, Some(level)) => (What::Committee, Where::Level(level), end),
            (None, None) => (What::Committee, Where::None, end),
        }
    }

    /// What follows `Đảng ủy`, `Đảng bộ`.
    fn party(&self, at: usize) -> Option<(What, Where, usize)> {
        if self.words.get(at)?.gap == Gap::Comma {
            return self.filled(at).or_else(|| self.implied(at));
        }
        if !self.follows(at) {
            return None;
        }
        if let Some(khoi) = self.find(at, |kind| kind == Kind::Khoi) {
            return Some(self.khoi(khoi));
        }
        if let Some(office) = self.find(at, |kind| kind == Kind::Office) {
            return Some(self.office(office.end));
        }
        if let Some((slug, class, place, end)) = self.body(at) {
            let what = What::Body { slug, class, of_body: false, implied: false };
            return Some((what, place, end));
        }
        let whole = self.find(at, |kind| kind == Kind::Committee);
        if let Some(found) = whole {
            return Some(self.committee(found));
        }
        let placed = self.place(at, None).map(|(place, end)| (What::Committee, place, end));
        placed.or_else(|| self.filled(at))
    }

    /// `và nhân dân tỉnh X`
    fn filled(&self, at: usize) -> Option<(What, Where, usize)> {
        let filler = self.find(at, |kind| kind == Kind::Filler)?;
        let (place, end) = self.place(filler.end, None).filter(|_| self.follows(filler.end))?;
        Some((What::Committee, place, end))
    }

    fn khoi(&self, found: Found<'_>) -> (What, Where, usize) {
        let slug = if found.phrase.id == "khoi" { "" } else { found.phrase.id };
        let (place, end) = self.trailing(found.end);
        (What::Khoi(slug.to_owned()), place, end)
    }

    /// `ĐUK`, `ĐUCQ`
    fn short(&self, found: Found<'_>) -> Option<(What, Where, usize)> {
        if found.phrase.id == "co-quan" {
            return Some(self.office(found.end));
        }
        if let Some(rest) = self.follows(found.end).then(|| self.phrases().khoi_rest(self.words, found.end, self.reading)).flatten() {
            return Some(self.khoi(rest));
        }
        let (place, end) = self.trailing(found.end);
        Some((What::Khoi(String::new()), place, end))
    }

    /// `Đảng ủy Cơ quan …`
    fn office(&self, at: usize) -> (What, Where, usize) {
        match self.body(at).filter(|_| self.follows(at)) {
            Some((slug, class, place, end)) => {
                let slug = format!("co-quan-{slug}");
                (What::Body { slug, class, of_body: false, implied: false }, place, end)
            }
            None => (What::Office, Where::None, at),
        }
    }

    /// `Đảng đoàn …`, `Ban cán sự đảng …`, and `Đảng đoàn, Thường trực …`.
    fn of_body(&self, at: usize) -> Option<(What, Where, usize)> {
        let near = if self.words.get(at)?.gap == Gap::Comma {
            self.find(at, |kind| kind == Kind::SelfOrgan)?.end
        } else {
            at
        };
        let (slug, class, place, end) = self.body(near).filter(|_| self.follows(near))?;
        Some((What::Body { slug, class, of_body: true, implied: false }, place, end))
    }

    /// `Bí thư Đảng ủy, Giám đốc Sở …`: the body of the second title is that of the first.
    fn implied(&self, at: usize) -> Option<(What, Where, usize)> {
        let post = self.find(at, |kind| kind == Kind::Post)?;
        let (slug, class, place, end) = self.body(post.end).filter(|_| self.follows(post.end))?;
        let commune = matches!(&place, Where::Level(level) | Where::Named(Named { level: Some(level), .. })
            if *level >= Level::Ward);
        let what = match class {
            Class::Above if commune => What::Committee,
            Class::Above if slug == "hdnd" => return None,
            _ => What::Body { slug, class, of_body: false, implied: true },
        };
        Some((what, place, end.min(at)))
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
        if next.is_some_and(|word| word.gap == Gap::Soft && word.fold() == "uy" && word.canon() != "uy") {
            return None;
        }
        let short = found.phrase.abbreviated();
        let near = next.is_some_and(|w| matches!(w.gap, Gap::Soft | Gap::Dot) || (short && w.gap == Gap::Stop));
        if let Some((named, end)) = near.then(|| self.named(found.end, Some(level))).flatten() {
            return Some((Where::Named(named), end));
        }
        (!short || level == Level::City).then_some((Where::Level(level), found.end))
    }

    /// A name without its level word: a province, or a place of the wanted level.
    fn bare(&self, at: usize, wanted: Option<Level>) -> Option<Placed> {
        if wanted.is_none() && !self.words.get(at)?.form.begins.province {
            return None;
        }
        let longest = self.longest(at);
        let person = self.reading == Reading::Article && self.find(at, |kind| kind == Kind::Person).is_some();
        if person && wanted.is_none() {
            return None;
        }
        (1..=longest).rev().find_map(|n| {
            let words = &self.words[at..at + n];
            let ids = self.ids(words);
            let ids: Vec<PlaceId> = ids.into_iter().filter(|id| {
                let place = self.places().get(*id);
                match wanted {
                    Some(level) => group(level, place.parent.is_none()).contains(&place.level),
                    None => place.parent.is_none(),
                }
            }).collect();
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
                && (*n == 0 || matches!(word.gap, Gap::Soft | Gap::Dot))
        };
        words.iter().enumerate().take(NAME_WORDS).take_while(inside).count()
    }

    /// Reads the place behind a place: `, tỉnh X`, `(TP Y)`, `, X`.
    fn placed_in(&self, mut named: Named, at: usize) -> Named {
        let near = self.words.get(at).is_some_and(|word| word.gap != Gap::Stop);
        let level = self.find(at, |kind| kind == Kind::Level).map(|found| (found.end, Level::from_slug(found.phrase.id)));
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
        (_, top) => if top { &[] } else { &[Level::Ward, Level::Commune, Level::Township, Level::SpecialZone] },
    }
}
