//! The grammar of a unit's name: organ, head, body, place.
//!
//! `Ban Thường vụ | Huyện ủy | Trần Văn Thời`, `Ủy ban Kiểm tra | Đảng ủy | Khối các cơ quan | tỉnh X`.
//! A parse says what stands in the text only; which place `tỉnh` alone means is for the reader, who has the
//! context.

use super::Units;
use super::phrases::{Class, Found, Kind, Kinds, Phrases, Reading, gloss};
use super::places::{Level, PlaceId, Places};
use super::words::{Gap, Word};

/// Longest name of a hamlet or street, in words.
const CELL_WORDS: usize = 5;

/// The slug of people's councils.
const COUNCIL: &str = "hdnd";

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
    /// The cell of a body.
    Branch {
        /// The body's slug.
        slug: String,
        /// What it is.
        class: Class,
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
    /// A level word, and behind it what may be its name or a person's: `Bí thư Đảng ủy xã | Đinh Văn Mẫu`.
    /// The unit's name ends before it.
    Perhaps(Named),
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
    /// The place named right behind it that it lies in: `, tỉnh X`.
    pub(crate) within: Option<Box<Named>>,
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

impl<'a> Grammar<'a> {
    /// The name that begins at `at`, if one does.
    pub(crate) fn name(&self, at: usize) -> Option<Name> {
        if let Some(name) = self.fixed(at).or_else(|| self.steering(at)) {
            return Some(name);
        }
        if let Some(name) = self.secretary(at).or_else(|| self.cell(at)).or_else(|| self.branch(at))
        {
            return Some(name);
        }
        let (organ, head, approximate) = self.organs(at);
        let mut name = self.after_organs((at, head), organ)?;
        name.approximate |= approximate;
        Some(name)
    }

    /// The phrase at `at` of one of some kinds.
    pub(crate) fn find(&self, at: usize, kinds: impl Into<Kinds>) -> Option<Found<'a>> {
        self.phrases().find((self.words, at), self.reading, kinds.into())
    }

    fn phrases(&self) -> &'a Phrases {
        self.units.phrases()
    }

    pub(super) fn places(&self) -> &'a Places {
        self.units.places()
    }

    fn fixed(&self, at: usize) -> Option<Name> {
        let found = self.find(at, Kind::Fixed)?;
        let (end, approximate) = (found.end, found.approximate);
        let what = What::Fixed(found.phrase.id);
        Some(Name { start: at, end, organ: None, what, place: Where::None, approximate })
    }

    /// The organ before a head, the head's index, and whether a fallback was needed.
    fn organs(&self, at: usize) -> (Option<&'static str>, usize, bool) {
        let (mut organ, mut next, mut approximate) = (None, at, false);
        while let Some(found) = self.find(next, Kind::SelfOrgan | Kind::Organ) {
            if found.phrase.kind == Kind::Organ {
                // `Văn phòng Ủy ban Kiểm tra Tỉnh ủy`: the one next to the committee is its organ.
                organ = Some(found.phrase.id);
            }
            approximate |= found.approximate;
            next = self.gloss(found.end);
            if next > at + 12 || (next == found.end && !self.follows(next)) {
                break;
            }
        }
        (organ, next, approximate)
    }

    /// Where a name begins without the organs before it: behind those that have no key, and behind all.
    pub(crate) fn heads(&self, name: &Name) -> (usize, usize) {
        if matches!(name.what, What::Fixed(_)) {
            return (name.start, name.start);
        }
        let own = self.find(name.start, Kind::SelfOrgan);
        let keyed = own.map_or(name.start, |own| self.gloss(own.end));
        let (_, head, _) = self.organs(name.start);
        let inside = |at: usize| if at < name.end { at } else { name.start };
        (inside(keyed), inside(head))
    }

    /// Whether a committee's or an organ's name begins at `at`.
    pub(crate) fn heads_unit(&self, at: usize) -> bool {
        let kinds = heads() | Kind::Organ | Kind::Fixed | Kind::Steering;
        self.find(at, kinds).is_some()
    }

    pub(super) fn gloss(&self, at: usize) -> usize {
        gloss(self.words, at)
    }

    fn closes(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.gap == Gap::Close)
    }

    /// `Bí thư tỉnh X`, `Phó bí thư Y`: the place stands for its committee.
    fn secretary(&self, at: usize) -> Option<Name> {
        let title = self.find(at, Kind::Secretary)?;
        let start = title.end;
        let (place, end) = self.place(start).filter(|_| self.follows(start))?;
        let (what, organ, approximate) = (What::Committee, None, title.approximate);
        matches!(place, Where::Named(_)).then(|| Name {
            start,
            end,
            organ,
            what,
            place,
            approximate,
        })
    }

    /// `Chi bộ thôn A, xã B`: the cell is no unit of its own and speaks for its commune.
    fn cell(&self, at: usize) -> Option<Name> {
        let head = self.find(at, Kind::Cell).filter(|head| !head.approximate)?;
        let own = |n: &usize| {
            let word = self.words.get(head.end + n);
            word.is_some_and(|w| {
                w.gap == Gap::Soft && self.find(head.end + n, Kind::Level).is_none()
            })
        };
        let start = head.end + (0..CELL_WORDS).take_while(own).count();
        let joined = |w: &Word| matches!(w.gap, Gap::Soft | Gap::Comma | Gap::Open);
        let (place, end) =
            self.levelled(start).filter(|_| self.words.get(start).is_some_and(joined))?;
        let commune =
            matches!(&place, Where::Named(named) if named.level.is_some_and(|l| l >= Level::Ward));
        let (what, approximate) = (What::Committee, false);
        commune.then_some(Name { start: at, end, organ: None, what, place, approximate })
    }

    /// `Chi bộ Ban Tổ chức`: a unit below the committee it belongs to.
    fn branch(&self, at: usize) -> Option<Name> {
        let head = self.find(at, Kind::Branch).filter(|head| !head.approximate)?;
        let proper = self.words.get(head.end)?.capital && self.follows(head.end);
        let (slug, class, place, end) = self.body(head.end).filter(|_| proper)?;
        let what = What::Branch { slug, class };
        Some(Name { start: at, end, organ: None, what, place, approximate: false })
    }

    /// `Ban Chỉ đạo Chương trình số 09-CTr/ĐUK`: an organ of the document's issuer, named after it.
    fn steering(&self, at: usize) -> Option<Name> {
        let head = self.find(at, Kind::Steering)?;
        let document = self.find(head.end, Kind::Document)?;
        let numbered = self.words.get(document.end).is_some_and(|w| w.is("số"));
        let number = document.end + usize::from(numbered);
        let [digits, kind, body, ..] = self.words.get(number..)? else { return None };
        let issuer = self.find(number + 2, Kind::Issuer)?.phrase.id;
        let whole = digits.number() && kind.gap == Gap::Soft && body.gap == Gap::Slash;
        let (what, place) = match (issuer, Level::from_slug(issuer)) {
            ("khoi", _) => (What::Khoi(String::new()), Where::None),
            (_, Some(level)) => (What::Committee, Where::Level(level)),
            _ => (What::Committee, Where::Centre),
        };
        let organ = Some(format!("ban-chi-dao-{}-{}", kind.fold(), digits.fold()));
        whole.then(|| Name { start: at, end: number + 3, organ, what, place, approximate: false })
    }

    pub(crate) fn follows(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| matches!(word.gap, Gap::Soft | Gap::Dot))
    }

    fn after_organs(
        &self,
        (at, head): (usize, usize),
        organ: Option<&'static str>,
    ) -> Option<Name> {
        let near = head == at || self.follows(head) || self.closes(head);
        let Some(found) = near.then(|| self.find(head, heads())).flatten() else {
            return organ.and_then(|_| self.organ_alone(at, head, organ));
        };
        let of_body = found.phrase.kind == Kind::OfBody;
        let (what, place, end) = match self.behind(found, head > at) {
            Some(parsed) => parsed,
            None if of_body => (What::Organ, Where::None, found.end),
            None => return None,
        };
        let organ = if of_body { Some(found.phrase.id) } else { organ }.map(str::to_owned);
        Some(Name { start: at, end, organ, what, place, approximate: found.approximate })
    }

    /// What a head and the words behind it name; the centre alone only behind an organ.
    fn behind(&self, head: Found<'_>, organ: bool) -> Option<(What, Where, usize)> {
        match head.phrase.kind {
            Kind::Committee => Some(self.committee(head)),
            Kind::Party if head.phrase.id == "delegate" => {
                self.party(head.end).filter(not_of_a_place)
            }
            Kind::Party => self.party(head.end),
            Kind::Short => Some(self.short(head)),
            Kind::OfBody => self.of_body(head.end),
            _ => organ.then_some((What::Committee, Where::Centre, head.end)),
        }
    }

    /// `UBKT`, `Ủy ban Kiểm tra` without a unit: short for one that the text has named in full.
    fn organ_alone(&self, at: usize, end: usize, organ: Option<&'static str>) -> Option<Name> {
        let generic = self.find(end, Kind::Plural).is_some();
        (self.words[at].capital && !generic && organ != Some("vp") && organ != Some("bto"))
            .then_some(Name {
                start: at,
                end,
                organ: organ.map(str::to_owned),
                what: What::Organ,
                place: Where::None,
                approximate: false,
            })
    }

    /// `Tỉnh ủy …`, `Huyện ủy …`
    fn committee(&self, found: Found<'_>) -> (What, Where, usize) {
        let level = Level::from_slug(found.phrase.id);
        let end = found.end;
        let named = self.levelled(end).filter(|(place, _)| !matches!(place, Where::Level(_)));
        let placed = named.or_else(|| self.behind_head(end, level?)).filter(|_| self.follows(end));
        match (placed, level) {
            (Some((place, end)), _) => (What::Committee, place, end),
            (None, Some(level)) => (What::Committee, Where::Level(level), end),
            (None, None) => (What::Committee, Where::None, end),
        }
    }

    /// What follows `Đảng ủy`, `Đảng bộ`.
    fn party(&self, at: usize) -> Option<(What, Where, usize)> {
        if matches!(self.words.get(at)?.gap, Gap::Comma | Gap::Dash) {
            return self.filled(at).or_else(|| self.implied(at));
        }
        if !self.follows(at) {
            return None;
        }
        if let Some(khoi) = self.find(at, Kind::Khoi) {
            return Some(self.khoi(khoi));
        }
        if let Some(office) = self.find(at, Kind::Office) {
            return Some(self.office(office.end));
        }
        if let Some((slug, class, place, end)) = self.body(at) {
            // A people's council has no committee: `Đảng ủy - HĐND - UBND xã X`.
            if slug == COUNCIL {
                return Some((What::Committee, place, end));
            }
            let what = What::Body { slug, class, of_body: false, implied: false };
            return Some((what, place, end));
        }
        let whole = self.find(at, Kind::Committee);
        if let Some(found) = whole {
            return Some(self.committee(found));
        }
        let placed = self.place(at).map(|(place, end)| (What::Committee, place, end));
        placed.or_else(|| self.filled(at))
    }

    /// `và nhân dân tỉnh X`
    fn filled(&self, at: usize) -> Option<(What, Where, usize)> {
        let filler = self.find(at, Kind::Filler)?;
        let (place, end) = self.place(filler.end).filter(|_| self.follows(filler.end))?;
        Some((What::Committee, place, end))
    }

    fn khoi(&self, found: Found<'_>) -> (What, Where, usize) {
        let slug = if found.phrase.id == "khoi" { "" } else { found.phrase.id };
        match self.trailing(found.end) {
            (Where::None, end) if !slug.is_empty() => {
                let longer = self.further_word(end).map(|(word, place, end)| {
                    (What::Khoi(format!("{slug}-{}", word.fold())), place, end)
                });
                longer.unwrap_or((What::Khoi(slug.to_owned()), Where::None, end))
            }
            (place, end) => (What::Khoi(slug.to_owned()), place, end),
        }
    }

    /// One more word of a Khối's name before its place: `Khối Doanh nghiệp nhỏ | tỉnh X`.
    fn further_word(&self, at: usize) -> Option<(&Word, Where, usize)> {
        let word = self.words.get(at).filter(|word| word.gap == Gap::Soft && !word.capital)?;
        if self.find(at, Kind::Stop | Kind::Level | Kind::Joint).is_some() {
            return None;
        }
        match self.trailing(at + 1) {
            (Where::None, _) => None,
            (place, end) => Some((word, place, end)),
        }
    }

    /// `ĐUK`, `ĐUCQ`
    fn short(&self, found: Found<'_>) -> (What, Where, usize) {
        if found.phrase.id == "co-quan" {
            return self.office(found.end);
        }
        let rest = self.phrases().khoi_rest(self.words, found.end, self.reading);
        if let Some(rest) = rest.filter(|_| self.follows(found.end)) {
            return self.khoi(rest);
        }
        let (place, end) = self.trailing(found.end);
        (What::Khoi(String::new()), place, end)
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
            self.find(at, Kind::SelfOrgan)?.end
        } else {
            at
        };
        let (slug, class, place, end) = self.body(near).filter(|_| self.follows(near))?;
        Some((What::Body { slug, class, of_body: true, implied: false }, place, end))
    }

    /// `Bí thư Đảng ủy, Giám đốc Sở …`: the body of the second title is that of the first.
    fn implied(&self, at: usize) -> Option<(What, Where, usize)> {
        let post = self.find(at, Kind::Post)?;
        let (slug, class, place, end) = self.body(post.end).filter(|_| self.follows(post.end))?;
        let commune = matches!(&place, Where::Level(level)
            | Where::Named(Named { level: Some(level), .. })
            | Where::Perhaps(Named { level: Some(level), .. })
            if *level >= Level::Ward);
        let what = match class {
            Class::Above | Class::Union if commune => What::Committee,
            // Without a place it may be anybody's.
            Class::Above if slug == COUNCIL || place == Where::None => return None,
            // The company a person heads is often not the one whose committee is meant.
            Class::Business | Class::Group => return None,
            _ => What::Body { slug, class, of_body: false, implied: true },
        };
        Some((what, place, end.min(at)))
    }
}

/// Whether a head that may mean a delegate stands before what only committees have.
fn not_of_a_place((what, ..): &(What, Where, usize)) -> bool {
    match what {
        What::Khoi(_) | What::Office => true,
        What::Body { slug, .. } => slug.starts_with("co-quan-"),
        _ => false,
    }
}

/// What a unit's own name begins with.
fn heads() -> Kinds {
    Kind::Committee | Kind::Party | Kind::Short | Kind::OfBody | Kind::Centre
}
