//! The phrases of which names of units are made, and how a phrase is found in a text.
//!
//! Phrases are looked up by their first word, so the cost of a text does not grow with their number.

use std::collections::HashMap;
use std::ops::BitOr;

use super::codes::{self, Codes, Spread, one_edit, toneless_equal};
use super::words::{First, Gap, Word, split};
use crate::catalog::{data, table};

/// What a phrase is in a name; see the head of `organs.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    SelfOrgan,
    Organ,
    OfBody,
    Committee,
    Party,
    Khoi,
    Level,
    Centre,
    Office,
    Filler,
    Short,
    Plural,
    Bearer,
    Former,
    Document,
    Joint,
    Post,
    Merger,
    Stop,
    /// A family's name; its id is `common` or `rarer`.
    Surname,
    Secretary,
    Appoint,
    Person,
    Steering,
    Cell,
    /// A cell of a body.
    Branch,
    /// Words that go on a body's name.
    Tail,
    /// A word that is never a slip of another.
    Sound,
    /// People sent by a unit.
    Delegation,
    Epithet,
    Abroad,
    Numeral,
    Issuer,
    /// A whole name out of `units.tsv`.
    Fixed,
    /// A body that is no Party unit; its phrase has a [`Class`].
    Body,
    /// The first words of such a body's name.
    Opener,
}

/// Some kinds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kinds(u64);

impl Kinds {
    const fn bit(kind: Kind) -> u64 {
        1 << kind as u32
    }

    /// Whether some kind is in both.
    const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether a kind is one of them.
    pub(crate) const fn hold(self, kind: Kind) -> bool {
        self.0 & Self::bit(kind) != 0
    }
}

impl From<Kind> for Kinds {
    fn from(kind: Kind) -> Self {
        Self(Self::bit(kind))
    }
}

impl<T: Into<Kinds>> BitOr<T> for Kind {
    type Output = Kinds;

    fn bitor(self, other: T) -> Kinds {
        Kinds::from(self) | other
    }
}

impl<T: Into<Kinds>> BitOr<T> for Kinds {
    type Output = Kinds;

    fn bitor(self, other: T) -> Kinds {
        Kinds(self.0 | other.into().0)
    }
}

/// Where the committee of a body that is no Party unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// Directly under its place, the level word in its key.
    Above,
    /// Directly under its place.
    Direct,
    /// Among the agencies, the level word in its key.
    Justice,
    /// Among the agencies.
    Agency,
    /// Among the agencies; since 2025 under the people's committee.
    Government,
    /// A mass organisation.
    Union,
    /// A mass organisation of the whole country.
    NationalUnion,
    /// A central body.
    Ministry,
    /// A company.
    Business,
    /// A company of the whole country.
    Group,
    /// A part of the army.
    Army,
}

/// How closely a text has to follow a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// An article's: marks and capitals count.
    Article,
    /// A filter's: a word without marks stands for any.
    Filter,
}

/// How an abbreviation must stand in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Abbreviation {
    /// In capitals.
    Capitals,
    /// With a capital at its beginning: `Tp`.
    Mixed,
}

impl Abbreviation {
    fn of(raw: &str) -> Option<Self> {
        let capitals = raw.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        let mixed = (raw == "Tp").then_some(Self::Mixed);
        capitals.then_some(Self::Capitals).or(mixed)
    }

    fn fits(self, word: &Word) -> bool {
        match self {
            Self::Capitals => word.shouted,
            Self::Mixed => word.capital,
        }
    }
}

#[derive(Debug)]
struct PhraseWord {
    codes: Codes,
    /// None for a word in full.
    abbreviation: Option<Abbreviation>,
    comma: bool,
    /// It begins `trung ương`, which has abbreviations.
    centre: bool,
}

/// A phrase and what it is.
#[derive(Debug)]
pub(crate) struct Phrase {
    words: Vec<PhraseWord>,
    pub(crate) kind: Kind,
    pub(crate) id: &'static str,
    /// What a body or the opener of one is.
    pub(crate) class: Option<Class>,
}

impl Phrase {
    /// Whether its first word is an abbreviation.
    pub(crate) fn abbreviated(&self) -> bool {
        self.words.first().is_some_and(|w| w.abbreviation.is_some())
    }
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'p> {
    pub(crate) phrase: &'p Phrase,
    /// Index of the word after it.
    pub(crate) end: usize,
    /// Found by the fallbacks: a tone left out, one letter wrong.
    pub(crate) approximate: bool,
}

/// The first words of a phrase, which nearly every text that does not follow it fails at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start {
    first: u64,
    /// None for a phrase of one word.
    second: Option<u64>,
    /// The second word may be other than written: a letter wrong, or an abbreviation.
    loose: Option<Loose>,
}

/// See [`Start::loose`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loose {
    Letter,
    Abbreviation,
}

impl Start {
    fn of(words: &[PhraseWord]) -> Option<Self> {
        let second = words.get(1);
        let loose = match second {
            Some(second) if second.centre => Some(Loose::Abbreviation),
            _ => (words.len() >= Closeness::Edit.least()).then_some(Loose::Letter),
        };
        let second = second.map(|word| word.codes.exact);
        Some(Self { first: words.first()?.codes.exact, second, loose })
    }

    /// Whether the text may follow; only a no is sure.
    #[inline]
    fn fits(&self, word: &Word, next: Option<&Word>) -> bool {
        let (Some(second), Some(next)) = (self.second, next) else {
            return self.second.is_none() && self.first == word.codes.exact;
        };
        toneless_equal(second, next.codes.exact)
            || next.gap == Gap::Open
            || match self.loose {
                None => false,
                Some(Loose::Letter) => one_edit(second, next.codes.exact),
                Some(Loose::Abbreviation) => next.capital,
            }
    }
}

/// What begins with one folded word.
#[derive(Debug, Default)]
struct Opening {
    phrases: Vec<Phrase>,
    kinds: Kinds,
    /// How the phrases go on that begin a unit's name or are a level word.
    starts: Vec<Start>,
    /// A province's name begins with it.
    province: bool,
}

/// All phrases by the folded form of their first word.
#[derive(Debug)]
pub(crate) struct Phrases {
    firsts: HashMap<u64, First, Spread>,
    /// By [`First`]; the first is empty.
    openings: Vec<Opening>,
    labels: HashMap<&'static str, &'static str>,
}

impl Default for Phrases {
    fn default() -> Self {
        let openings = vec![Opening::default()];
        Self { firsts: HashMap::default(), openings, labels: HashMap::new() }
    }
}

impl Phrases {
    /// Those of `organs.tsv`.
    pub(super) fn embedded() -> Self {
        let mut all = Self::default();
        for row in table::rows(data::ORGANS) {
            if let ["label", id, label] = row[..] {
                all.labels.insert(id, label);
            } else if let [kind, id, phrases] = row[..]
                && let Some((kind, class)) = kind_named(kind, id)
            {
                table::list(phrases).for_each(|text| all.put(text, (kind, class), id));
            }
        }
        all.add_surnames();
        all
    }

    /// Where a name ends and a person's begins is told by the surname.
    fn add_surnames(&mut self) {
        let mut id = "common";
        for row in table::rows(data::SURNAMES) {
            match row[0] {
                "rarer" => id = "rarer",
                name => self.add(name, Kind::Surname, id),
            }
        }
    }

    /// Adds one phrase.
    pub(super) fn add(&mut self, text: &str, kind: Kind, id: &'static str) {
        self.put(text, (kind, None), id);
    }

    fn put(&mut self, text: &str, (kind, class): (Kind, Option<Class>), id: &'static str) {
        let mut words: Vec<PhraseWord> = split(text).iter().map(|w| phrase_word(text, w)).collect();
        for at in 1..words.len() {
            let is = |at: usize, canon| words[at].codes.exact == codes::exact(canon);
            words[at - 1].centre = is(at - 1, "trung") && is(at, "ương");
        }
        let Some(first) = words.first() else { return };
        let opening = self.opening(first.codes.fold);
        opening.kinds = opening.kinds | kind;
        let start = Start::of(&words).filter(|start| !opening.starts.contains(start));
        opening.starts.extend(start.filter(|_| beginnings().hold(kind)));
        let list = &mut opening.phrases;
        let at = list.partition_point(|p| p.words.len() >= words.len());
        list.insert(at, Phrase { words, kind, id, class });
    }

    /// Every phrase.
    pub(super) fn all(&self) -> impl Iterator<Item = &Phrase> {
        self.openings.iter().flat_map(|opening| &opening.phrases)
    }

    /// Notes that a province's name begins with a word, given by its folded form's number.
    pub(super) fn add_province(&mut self, fold: u64) {
        self.opening(fold).province = true;
    }

    fn opening(&mut self, fold: u64) -> &mut Opening {
        let first = *self.firsts.entry(fold).or_insert_with(|| {
            self.openings.push(Opening::default());
            First(u16::try_from(self.openings.len() - 1).unwrap_or(First::NONE.0))
        });
        &mut self.openings[usize::from(first.0)]
    }

    /// What begins with a folded word, given by its number.
    #[inline]
    pub(super) fn first(&self, fold: u64) -> First {
        self.firsts.get(&fold).copied().unwrap_or(First::NONE)
    }

    /// How an organ or a level's committee is named, by its id.
    pub(super) fn label(&self, id: &str) -> Option<&'static str> {
        self.labels.get(id).copied()
    }

    #[inline]
    fn opened_by(&self, word: &Word) -> &Opening {
        let first =
            if word.first == First::UNKNOWN { self.first(word.codes.fold) } else { word.first };
        &self.openings[usize::from(first.0)]
    }

    /// Whether a unit's name or a level word may begin at `at`; only a no is sure.
    #[inline]
    pub(crate) fn begins(&self, words: &[Word], at: usize) -> bool {
        let Some(word) = words.get(at) else { return false };
        let starts = &self.opened_by(word).starts;
        !starts.is_empty() && starts.iter().any(|start| start.fits(word, words.get(at + 1)))
    }

    /// Whether a province's name may begin with a word.
    #[inline]
    pub(crate) fn opens_province(&self, word: &Word) -> bool {
        self.opened_by(word).province
    }

    /// The longest phrase of some kinds at `at`, exact ones first.
    pub(crate) fn find(
        &self,
        (words, at): (&[Word], usize),
        reading: Reading,
        kinds: Kinds,
    ) -> Option<Found<'_>> {
        let opening = self.opened_by(words.get(at)?);
        if !opening.kinds.meet(kinds) {
            return None;
        }
        let found = |close: Closeness| {
            opening.phrases.iter().filter(|p| kinds.hold(p.kind)).find_map(|phrase| {
                follow(&phrase.words, (words, at), (reading, close)).map(|end| Found {
                    phrase,
                    end,
                    approximate: close != Closeness::Exact,
                })
            })
        };
        let exact = found(Closeness::Exact);
        if exact.is_some_and(|found| found.end > at + 1) {
            return exact;
        }
        let close = found(Closeness::Toneless).or_else(|| found(Closeness::Edit));
        close.filter(|close| exact.is_none() || close.end > at + 3).or(exact)
    }

    /// The longest Khối phrase that goes on at `at` after a first word that was read already.
    pub(crate) fn khoi_rest(
        &self,
        words: &[Word],
        at: usize,
        reading: Reading,
    ) -> Option<Found<'_>> {
        let khoi = self.first(codes::fold("khoi"));
        let list = &self.openings[usize::from(khoi.0)].phrases;
        list.iter().filter(|p| p.kind == Kind::Khoi && p.words.len() > 1).find_map(|phrase| {
            follow(&phrase.words[1..], (words, at), (reading, Closeness::Exact)).map(|end| Found {
                phrase,
                end,
                approximate: false,
            })
        })
    }
}

/// What a unit's name or a place's begins with.
fn beginnings() -> Kinds {
    use Kind::{
        Branch, Cell, Committee, Fixed, Level, OfBody, Organ, Party, Secretary, SelfOrgan, Short,
        Steering,
    };
    let kinds = Branch | Cell | Committee | Fixed | Level | OfBody | Organ | Party | Secretary;
    kinds | SelfOrgan | Short | Steering
}

fn kind_named(kind: &str, id: &str) -> Option<(Kind, Option<Class>)> {
    let kind = match kind {
        "self" => Kind::SelfOrgan,
        "organ" => Kind::Organ,
        "of-body" => Kind::OfBody,
        "committee" => Kind::Committee,
        "party" => Kind::Party,
        "khoi" => Kind::Khoi,
        "level" => Kind::Level,
        "centre" => Kind::Centre,
        "office" => Kind::Office,
        "filler" => Kind::Filler,
        "short" => Kind::Short,
        "plural" => Kind::Plural,
        "bearer" => Kind::Bearer,
        "former" => Kind::Former,
        "document" => Kind::Document,
        "joint" => Kind::Joint,
        "post" => Kind::Post,
        "merger" => Kind::Merger,
        "stop" => Kind::Stop,
        "secretary" => Kind::Secretary,
        "appoint" => Kind::Appoint,
        "person" => Kind::Person,
        "steering" => Kind::Steering,
        "cell" => Kind::Cell,
        "branch" => Kind::Branch,
        "sound" => Kind::Sound,
        "tail" => Kind::Tail,
        "delegation" => Kind::Delegation,
        "abroad" => Kind::Abroad,
        "epithet" => Kind::Epithet,
        "numeral" => Kind::Numeral,
        "issuer" => Kind::Issuer,
        "opener" => return Some((Kind::Opener, Some(class_named(id)?))),
        body => return Some((Kind::Body, Some(class_named(body)?))),
    };
    Some((kind, None))
}

fn class_named(name: &str) -> Option<Class> {
    Some(match name {
        "above" => Class::Above,
        "direct" => Class::Direct,
        "justice" => Class::Justice,
        "agency" => Class::Agency,
        "government" => Class::Government,
        "ministry" => Class::Ministry,
        "union" => Class::Union,
        "national-union" => Class::NationalUnion,
        "business" => Class::Business,
        "group" => Class::Group,
        "army" => Class::Army,
        _ => return None,
    })
}

fn phrase_word(text: &str, word: &Word) -> PhraseWord {
    let raw = &text[word.start..word.end];
    PhraseWord {
        codes: word.codes,
        abbreviation: Abbreviation::of(raw),
        centre: false,
        comma: word.gap == Gap::Comma || (word.gap == Gap::Hard && text.starts_with(',')),
    }
}

/// How far a text may be from a phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closeness {
    Exact,
    /// One word of several may lack its tone or bear another.
    Toneless,
    /// One word of three or more may differ by one letter.
    Edit,
}

impl Closeness {
    /// Fewest words of a phrase that may be followed so.
    fn least(self) -> usize {
        match self {
            Self::Exact => 1,
            Self::Toneless => 2,
            Self::Edit => 4,
        }
    }
}

/// The index after the phrase where the text follows it from `at` on.
fn follow(
    phrase: &[PhraseWord],
    (words, at): (&[Word], usize),
    (reading, close): (Reading, Closeness),
) -> Option<usize> {
    if phrase.len() < close.least() || (close != Closeness::Exact && reading == Reading::Filter) {
        return None;
    }
    let (mut next, mut part, mut slips) = (at, 0, 0);
    while let Some(wanted) = phrase.get(part) {
        let inside = if next > at { gloss(words, next) } else { next };
        let word = words.get(inside)?;
        if inside == next && next > at && !joined(word.gap, wanted) {
            return None;
        }
        next = inside;
        if let Some(taken) = wanted.centre.then(|| centre_abbreviated(&words[next..])).flatten() {
            (next, part) = (next + taken, part + 2);
            continue;
        }
        if !same(wanted, word, reading) {
            slips += 1;
            if slips > 1 || !near(wanted, word, close) {
                return None;
            }
        }
        (next, part) = (next + 1, part + 1);
    }
    Some(next)
}

/// The index after an abbreviation in brackets, as in `Ủy ban Kiểm tra (UBKT) Tỉnh ủy`; else `at`.
pub(crate) fn gloss(words: &[Word], at: usize) -> usize {
    if words.get(at).is_none_or(|word| word.gap != Gap::Open) {
        return at;
    }
    let closed = |next: &usize| words.get(*next).is_some_and(|word| word.gap == Gap::Close);
    (at + 1..at + 5).find(closed).unwrap_or(at)
}

fn joined(gap: Gap, wanted: &PhraseWord) -> bool {
    matches!(gap, Gap::Soft | Gap::Dash | Gap::Dot) || (gap == Gap::Comma && wanted.comma)
}

fn same(wanted: &PhraseWord, word: &Word, reading: Reading) -> bool {
    match reading {
        Reading::Article => {
            wanted.codes.exact == word.codes.exact
                && wanted.abbreviation.is_none_or(|kind| kind.fits(word))
        }
        Reading::Filter => {
            wanted.codes.exact == word.codes.exact
                || (word.unmarked() && wanted.codes.fold == word.codes.fold)
        }
    }
}

fn near(wanted: &PhraseWord, word: &Word, close: Closeness) -> bool {
    match close {
        _ if wanted.abbreviation.is_some() => false,
        Closeness::Exact => false,
        Closeness::Toneless => toneless_equal(wanted.codes.exact, word.codes.exact),
        Closeness::Edit => one_edit(wanted.codes.exact, word.codes.exact),
    }
}

/// How many words at the front abbreviate `trung ương`: `TW`, `TƯ`, `T.Ư`.
fn centre_abbreviated(words: &[Word]) -> Option<usize> {
    match words {
        [word, ..] if word.shouted && (word.is("tw") || word.is("tư")) => Some(1),
        [t, u, ..] if u.gap == Gap::Dot && t.is("t") && u.is("ư") => Some(2),
        _ => None,
    }
}
