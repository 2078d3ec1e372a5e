//! One passage: the numbers and years of terms, and the body beside each.

use std::ops::Range;

use crate::article::{Tenure, TenureBody, Unit, UnitKey};
use crate::catalog::{TenureWord, Tenures, term_number};
use crate::ingest::metadata::persons::offices::Known;
use crate::ingest::metadata::words::{Gap, Shape, Words};

/// Most words between a term and the body before it.
const NEAR: usize = 12;
/// Most words between a number and the years of one term.
const YEARS: usize = 14;
/// Most terms that share one word: `khóa XI, XII và XIII`.
const SHARED: usize = 4;

/// A term as one place names it.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub years: Option<String>,
    number: Option<u32>,
    body: Option<TenureBody>,
    unit: Option<UnitKey>,
    raw: String,
}

impl Term {
    /// Whether it does not say whose it is, or which.
    pub(super) fn is_open(&self) -> bool {
        self.body.is_none() || self.number.is_none()
    }

    pub(super) fn is(&self, other: &Tenure) -> bool {
        let same =
            self.number == other.number && self.body == other.body && self.unit == other.unit;
        same && (self.number.is_some() || self.years == other.years)
    }

    /// Whether it may be the same as one that is told.
    pub(super) fn joins(&self, other: &Tenure) -> bool {
        let years = self.years.is_none() || other.years.is_none() || self.years == other.years;
        let bodies = self.body.is_none() || self.body == other.body && self.unit == other.unit;
        match self.number {
            Some(_) => years && bodies && self.number == other.number,
            None => bodies && self.years.is_some() && self.years == other.years,
        }
    }

    pub(super) fn tenure(self, line: u32) -> Tenure {
        Tenure {
            number: self.number,
            years: self.years,
            body: self.body,
            unit: self.unit,
            raw: self.raw,
            lines: vec![line],
        }
    }
}

/// Whose a term is.
#[derive(Clone, Debug)]
struct Owner {
    body: Option<TenureBody>,
    unit: Option<UnitKey>,
}

/// Where a term stands: from the word that announces it to behind its number.
struct Sight {
    words: Range<usize>,
    numbers: Vec<u32>,
    years: Option<String>,
    /// Whether a congress is counted, whose body may stand behind it.
    congress: bool,
}

/// Reads one passage.
pub(super) struct Reader<'a> {
    pub words: &'a Words<'a>,
    pub known: &'a Tenures,
    pub names: &'a Known<'a>,
    pub units: &'a [Unit],
}

impl Reader<'_> {
    /// The terms of the passage, which is line `line`.
    pub(super) fn terms(&self, line: u32) -> Vec<Term> {
        let mut terms = Vec::new();
        for sight in self.sights() {
            let Some(owner) = self.owner(&sight, line) else { continue };
            let raw = self.words.printed(sight.words.clone());
            let numbers = sight.numbers.iter().copied().map(Some);
            let any = if sight.numbers.is_empty() { vec![None] } else { numbers.collect() };
            terms.extend(any.into_iter().map(|number| Term {
                years: sight.years.clone(),
                number,
                body: owner.body,
                unit: owner.unit.clone(),
                raw: raw.to_owned(),
            }));
        }
        terms
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.words.phrase(at..at + 1) == word
    }

    fn gap(&self, at: usize) -> Gap {
        self.words.list().get(at).map_or(Gap::Stop, |word| word.gap)
    }

    /// The terms announced in the passage; years beside a number are its own.
    fn sights(&self) -> Vec<Sight> {
        let mut sights: Vec<Sight> = Vec::new();
        let mut at = 0;
        while at < self.words.list().len() {
            let sight = self.numbered(at).or_else(|| self.years(at));
            let Some(sight) = sight else {
                at += 1;
                continue;
            };
            at = sight.words.end;
            match sights.last_mut() {
                Some(last) if self.is_one(last, &sight) => {
                    last.years = last.years.take().or(sight.years);
                    last.numbers = std::mem::take(&mut last.numbers);
                    last.numbers.extend(sight.numbers);
                    last.congress |= sight.congress;
                }
                _ => sights.push(sight),
            }
        }
        sights
    }

    /// Whether years and a number beside each other are of one term.
    fn is_one(&self, last: &Sight, next: &Sight) -> bool {
        let between = last.words.end..next.words.start;
        let apart = last.numbers.is_empty() == next.numbers.is_empty();
        let marks = (between.start..=next.words.start).all(|at| self.gap(at) < Gap::Semicolon);
        let other = between.clone().any(|at| self.is(at, "khóa") || self.is(at, "đại"));
        !apart && marks && !other && between.len() <= YEARS && self.phrase_in(between).is_none()
    }

    /// `khóa XI, XII`, `Đại hội XIII`, `lần thứ XVII`.
    fn numbered(&self, at: usize) -> Option<Sight> {
        let (start, congress) = match self.words.phrase(at..at + 1) {
            "khóa" if self.is(at + 1, "thứ") => (at + 2, false),
            "khóa" => (at + 1, false),
            "hội" if at > 0 && self.is(at - 1, "đại") && self.is(at + 1, "lần") => {
                return None;
            }
            "hội" if at > 0 && self.is(at - 1, "đại") => (at + 1, true),
            "thứ" if at > 0 && self.is(at - 1, "lần") && self.congress(at) => (at + 1, true),
            _ => return None,
        };
        let first = if congress { at - 1 } else { at };
        let digits = !self.is(at, "hội");
        let mut numbers = vec![self.number(start, digits)?];
        let mut end = start + 1;
        while numbers.len() < SHARED {
            let next = end + usize::from(self.is(end, "và"));
            let joined = next > end || self.gap(end) == Gap::Comma;
            let Some(number) = self.number(next, false).filter(|_| joined) else { break };
            numbers.push(number);
            end = next + 1;
        }
        Some(Sight { words: first..end, numbers, years: None, congress })
    }

    /// Whether a congress is named before the word `thứ` at `at`, in its clause.
    fn congress(&self, at: usize) -> bool {
        let from = at.saturating_sub(NEAR + 4);
        let near = (from..at).rev().take_while(|word| self.gap(*word + 1) < Gap::Semicolon);
        near.into_iter().any(|word| word > 0 && self.is(word, "hội") && self.is(word - 1, "đại"))
    }

    /// A Roman numeral in capitals, or with `digits` a number of two figures.
    fn number(&self, at: usize, digits: bool) -> Option<u32> {
        const MOST: u32 = 40;
        let word = self.words.list().get(at)?;
        if word.gap > Gap::Blank && word.gap < Gap::Comma {
            return None;
        }
        let text = self.words.phrase(at..at + 1);
        let goes_on = self.gap(at + 1) == Gap::Tight;
        let number = match word.shape {
            Shape::Upper | Shape::Title => term_number(text),
            Shape::Other if digits && !goes_on => text.parse().ok(),
            Shape::Other | Shape::Lower => None,
        };
        number.filter(|number| (1..MOST).contains(number))
    }

    /// `nhiệm kỳ 2020-2025`.
    fn years(&self, at: usize) -> Option<Sight> {
        const LONGEST: u32 = 6;
        if !(self.is(at, "nhiệm") && self.is(at + 1, "kỳ")) {
            return None;
        }
        let year = |at: usize| -> Option<u32> {
            self.words.phrase(at..at + 1).parse().ok().filter(|year| (1930..2100).contains(year))
        };
        let (first, last) = (year(at + 2)?, year(at + 3)?);
        let joined = matches!(self.gap(at + 3), Gap::Tight | Gap::Dash);
        let years =
            (joined && last > first && last - first <= LONGEST).then(|| format!("{first}-{last}"));
        Some(Sight { words: at..at + 4, numbers: Vec::new(), years: Some(years?), congress: false })
    }

    /// Whose a term is; none where it is no term of office.
    fn owner(&self, sight: &Sight, line: u32) -> Option<Owner> {
        let behind = self.behind(sight.words.end);
        let before = self.before(sight.words.start);
        if before.as_ref().is_some_and(|(word, _)| *word == TenureWord::Course) {
            return None;
        }
        let body = match (sight.congress, before, behind) {
            (true, before, behind) => behind.or(before),
            (false, Some((TenureWord::Party, at)), Some(behind)) if at.len() < 2 => Some(behind),
            (false, before, behind) => before.or(behind),
        };
        let Some((word, at)) = body else {
            let digits = self.words.list()[sight.words.end - 1].shape == Shape::Other;
            let plain = digits && sight.years.is_none();
            return (!plain).then_some(Owner { body: None, unit: None });
        };
        Some(self.told(word, at, sight, line))
    }

    fn told(&self, word: TenureWord, at: Range<usize>, sight: &Sight, line: u32) -> Owner {
        let body = match word {
            TenureWord::Party | TenureWord::Centre => TenureBody::Party,
            TenureWord::Assembly => TenureBody::NationalAssembly,
            TenureWord::Council => TenureBody::PeoplesCouncil,
            TenureWord::Union | TenureWord::Course => TenureBody::Union,
        };
        let unit = match word {
            TenureWord::Centre => UnitKey::parse("vn/tw").ok(),
            TenureWord::Party => self.unit(&at, line),
            TenureWord::Council if at.end <= sight.words.start => {
                self.names.named(self.words.printed(at.start..sight.words.start))
            }
            _ => None,
        };
        Owner { body: Some(body), unit }
    }

    /// The nearest body before word `end`, in its clause.
    fn before(&self, end: usize) -> Option<(TenureWord, Range<usize>)> {
        let mut from = end;
        while from > 0 && end - from < NEAR && self.goes_back(from, end) {
            from -= 1;
        }
        self.phrase_in(from..end)
    }

    /// Whether the clause goes on before word `at`: an opening bracket only right before the term.
    fn goes_back(&self, at: usize, end: usize) -> bool {
        match self.gap(at) {
            Gap::Open => at == end,
            gap => gap < Gap::Close,
        }
    }

    /// The last and longest phrase in some words.
    fn phrase_in(&self, words: Range<usize>) -> Option<(TenureWord, Range<usize>)> {
        let longest = self.known.longest();
        for end in (words.start + 1..=words.end).rev() {
            for start in end.saturating_sub(longest).max(words.start)..end {
                if let Some(word) = self.known.get(self.words.phrase(start..end)) {
                    return Some((word, start..end));
                }
            }
        }
        None
    }

    /// The body right behind word `at`, perhaps after `của`.
    fn behind(&self, at: usize) -> Option<(TenureWord, Range<usize>)> {
        let of = self.is(at, "của");
        let start = at + usize::from(of);
        let near = self.gap(at) <= Gap::Quote || of && self.gap(at) == Gap::Close;
        let ends = (start + 1..=start + self.known.longest()).rev();
        let found = |end: usize| Some((self.known.get(self.words.phrase(start..end))?, start..end));
        ends.filter(|_| near).find_map(found)
    }

    /// The Party unit whose printed name holds these words of the line, the longest.
    fn unit(&self, at: &Range<usize>, line: u32) -> Option<UnitKey> {
        let list = self.words.list();
        let span = list[at.start].span.start..list[at.end - 1].span.end;
        let text = self.words.between(0..list.last()?.span.end);
        let holds = |mention: &str| {
            text.match_indices(mention).any(|(from, _)| {
                let to = from + mention.len();
                from < span.end && to > span.start && to >= span.end
            })
        };
        let units = self.units.iter().filter(|unit| unit.lines.contains(&line));
        let mentions = units.flat_map(|unit| unit.mentions.iter().map(move |m| (m, &unit.key)));
        let (_, key) = mentions.filter(|(m, _)| holds(m)).max_by_key(|(m, _)| m.len())?;
        if key.organ().is_some() { key.parent() } else { Some(key.clone()) }
    }
}
