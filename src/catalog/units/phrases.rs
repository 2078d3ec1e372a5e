//! The phrases of which names of units are made, and how a phrase is found in a text.
//!
//! Phrases are looked up by their first word, so the cost of a text does not grow with their number.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::words::{Gap, Seed, Word, split, toneless};
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
    Epithet,
    Abroad,
    Numeral,
    Issuer,
    /// A whole name out of `units.tsv`.
    Fixed,
    Body(Class),
    Opener(Class),
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

#[derive(Debug)]
struct PhraseWord {
    canon: String,
    fold: String,
    toneless: OnceLock<String>,
    abbreviation: bool,
    comma: bool,
}

/// A phrase and what it is.
#[derive(Debug)]
pub(crate) struct Phrase {
    words: Vec<PhraseWord>,
    pub(crate) kind: Kind,
    pub(crate) id: &'static str,
}

impl PhraseWord {
    /// The canonical form without tone marks. Made when first asked for: few phrases are nearly met.
    fn toneless(&self) -> &str {
        self.toneless.get_or_init(|| toneless(&self.canon))
    }
}

impl Phrase {
    /// Whether its first word is an abbreviation.
    pub(crate) fn abbreviated(&self) -> bool {
        self.words.first().is_some_and(|w| w.abbreviation)
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

/// All phrases by the folded form of their first word.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    by_first: HashMap<String, Vec<Phrase>, Seed>,
    labels: HashMap<&'static str, &'static str>,
}

impl Phrases {
    /// Those of `organs.tsv`.
    pub(super) fn embedded() -> Self {
        let mut all = Self::default();
        for row in table::rows(data::ORGANS) {
            if let ["label", id, label] = row[..] {
                all.labels.insert(id, label);
            } else if let [kind, id, phrases] = row[..]
                && let Some(kind) = kind_named(kind, id)
            {
                table::list(phrases).for_each(|text| all.add(text, kind, id));
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
        let words: Vec<PhraseWord> = split(text).iter().map(|w| phrase_word(text, w)).collect();
        if let Some(first) = words.first() {
            let list = self.by_first.entry(first.fold.clone()).or_default();
            let at = list.partition_point(|p| p.words.len() >= words.len());
            list.insert(at, Phrase { words, kind, id });
        }
    }

    /// How an organ or a level's committee is named, by its id.
    pub(super) fn label(&self, id: &str) -> Option<&'static str> {
        self.labels.get(id).copied()
    }

    /// Whether a unit's name or a level word begins with this folded word.
    pub(super) fn begins(&self, fold: &str) -> bool {
        use Kind::{
            Cell, Committee, Fixed, Level, OfBody, Organ, Party, Secretary, SelfOrgan, Short,
            Steering,
        };
        let kinds = [
            Cell, Committee, Fixed, Level, OfBody, Organ, Party, Secretary, SelfOrgan, Short,
            Steering,
        ];
        self.by_first
            .get(fold)
            .is_some_and(|all| all.iter().any(|phrase| kinds.contains(&phrase.kind)))
    }

    /// The longest phrase at `at` whose kind `fits`, exact ones first.
    pub(crate) fn find(
        &self,
        (words, at): (&[Word], usize),
        reading: Reading,
        fits: impl Fn(Kind) -> bool,
    ) -> Option<Found<'_>> {
        let list = self.by_first.get(words.get(at)?.fold())?;
        let found = |close: Closeness| {
            list.iter().filter(|p| fits(p.kind)).find_map(|phrase| {
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
        let list = self.by_first.get("khoi")?;
        list.iter().filter(|p| p.kind == Kind::Khoi && p.words.len() > 1).find_map(|phrase| {
            follow(&phrase.words[1..], (words, at), (reading, Closeness::Exact)).map(|end| Found {
                phrase,
                end,
                approximate: false,
            })
        })
    }
}

fn kind_named(kind: &str, id: &str) -> Option<Kind> {
    Some(match kind {
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
        "abroad" => Kind::Abroad,
        "epithet" => Kind::Epithet,
        "numeral" => Kind::Numeral,
        "issuer" => Kind::Issuer,
        "opener" => Kind::Opener(class_named(id)?),
        body => Kind::Body(class_named(body)?),
    })
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
        canon: word.canon().to_owned(),
        fold: word.fold().to_owned(),
        toneless: OnceLock::new(),
        abbreviation: raw.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) || raw == "Tp",
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

/// The index after the phrase where the text follows it from `at` on.
fn follow(
    phrase: &[PhraseWord],
    (words, at): (&[Word], usize),
    (reading, close): (Reading, Closeness),
) -> Option<usize> {
    let least = match close {
        Closeness::Exact => 1,
        Closeness::Toneless => 2,
        Closeness::Edit => 4,
    };
    if phrase.len() < least || (close != Closeness::Exact && reading == Reading::Filter) {
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
        if let Some(taken) = centre_abbreviated(&phrase[part..], &words[next..]) {
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
        Reading::Article => wanted.canon == word.canon() && (!wanted.abbreviation || word.capital),
        Reading::Filter => {
            wanted.canon == word.canon()
                || (word.canon() == word.fold() && wanted.fold == word.fold())
        }
    }
}

fn near(wanted: &PhraseWord, word: &Word, close: Closeness) -> bool {
    match close {
        _ if wanted.abbreviation => false,
        Closeness::Exact => false,
        Closeness::Toneless => wanted.fold == word.fold() && wanted.toneless() == word.toneless(),
        Closeness::Edit => one_edit(&wanted.canon, word.canon()),
    }
}

/// How many words at the front abbreviate `trung ương` where the phrase has it: `TW`, `TƯ`, `T.Ư`.
fn centre_abbreviated(phrase: &[PhraseWord], words: &[Word]) -> Option<usize> {
    let [first, second, ..] = phrase else { return None };
    if first.canon != "trung" || second.canon != "ương" {
        return None;
    }
    match words {
        [word, ..] if matches!(word.canon(), "tw" | "tư") && word.capital => Some(1),
        [t, u, ..] if t.canon() == "t" && u.canon() == "ư" && u.gap == Gap::Dot => Some(2),
        _ => None,
    }
}

/// Whether one letter put in, left out or replaced makes one of the other.
pub(crate) fn one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 3 || long.len() - short.len() > 1 {
        return false;
    }
    let front = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let skip = usize::from(short.len() == long.len());
    short.len() >= front + skip && short[front + skip..] == long[front + 1..]
}
