//! One passage read from left to right: honorifics, titles with their units, names.
//!
//! Titles stand before a name (`Bí thư Đảng ủy xã Trần Văn Thử`), behind it (`ông Trần Văn Thử, Bí thư
//! Đảng ủy xã`) or both, in chains separated by commas. So two things are carried along: titles that wait
//! for a name, and the name that further titles would belong to.

use std::ops::Range;

use super::names::Names;
use crate::article::PersonTitle;
use crate::catalog::NameWord;
use crate::ingest::metadata::words::{Gap, Shape};

/// Most words of the unit behind a title.
const UNIT: usize = 18;
/// Most words in brackets between a name and its title.
const BRACKET: usize = 6;

/// How sure it is that a name is a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Proof {
    /// Something else bears the name here: `đường Trần Văn Thử`.
    Called,
    /// It counts only if the same name is sure elsewhere.
    Repeat,
    /// Nothing beside it says so, but it looks like nothing else.
    Alone,
    /// An honorific or a title says so.
    Sure,
}

/// A name seen.
#[derive(Clone, Debug)]
pub(super) struct Sighting {
    /// The words of the name.
    pub name: Range<usize>,
    /// How sure it is.
    pub proof: Proof,
    /// Titles beside it.
    pub titles: Vec<PersonTitle>,
}

/// Reads the names of a passage; a name of one word is a short form.
pub(super) fn read(names: Names<'_>) -> Vec<Sighting> {
    let mut reader =
        Reader { names, at: 0, seen: Vec::new(), waiting: Vec::new(), until: None, bearer: None };
    while reader.at < reader.names.words.list().len() {
        reader.step();
    }
    reader.seen
}

struct Reader<'a> {
    names: Names<'a>,
    at: usize,
    seen: Vec<Sighting>,
    /// Titles that wait for a name, and the word behind the last of them.
    waiting: Vec<PersonTitle>,
    until: Option<usize>,
    /// The word behind the last name and its titles, if more titles may follow.
    bearer: Option<usize>,
}

/// A title with its unit.
struct Office {
    title: PersonTitle,
    end: usize,
    /// A name right behind it.
    name: Option<Range<usize>>,
}

impl Reader<'_> {
    fn step(&mut self) {
        self.skip_bracket();
        if self.at >= self.names.words.list().len() || self.names.is_plain(self.at) {
            self.at += 1;
            return;
        }
        if let Some(office) = self.office(self.at) {
            return self.take_office(office);
        }
        let address = [NameWord::Honorific, NameWord::Academic];
        if let Some(end) = self.names.phrase(self.at, &address).filter(|_| !self.is_place()) {
            return self.address(end, false);
        }
        if let Some(end) = self.names.phrase(self.at, &[NameWord::Status]) {
            return self.address(end, true);
        }
        match self.names.bare(self.at) {
            Some(name) => self.bare(name),
            None => self.at += 1,
        }
    }

    fn gap(&self, at: usize) -> Option<Gap> {
        self.names.words.list().get(at).map(|word| word.gap)
    }

    /// `Bà Rịa` begins with an honorific and is a place.
    fn is_place(&self) -> bool {
        self.names.phrase(self.at, &[NameWord::Place]).is_some_and(|end| end > self.at + 1)
    }

    /// Goes over `(SN 1964)` behind a name, so that a title behind it still belongs to the name.
    fn skip_bracket(&mut self) {
        if self.bearer != Some(self.at) || self.gap(self.at) != Some(Gap::Open) {
            return;
        }
        if self.office(self.at).is_some() {
            return;
        }
        let inside = self.at + 1..=self.at + BRACKET;
        if let Some(end) = inside.into_iter().find(|at| self.closes(*at)) {
            self.bearer = Some(end);
            self.at = end;
        }
    }

    fn closes(&self, at: usize) -> bool {
        let Some(word) = self.names.words.list().get(at) else { return false };
        let last = self.names.words.list()[at - 1].span.end;
        self.names.words.between(last..word.span.start).contains(')')
    }

    /// An honorific, degree or status that ended before word `end`, and the name behind it.
    fn address(&mut self, end: usize, strict: bool) {
        if self.waits(self.at) {
            self.until = Some(end);
        }
        let start = self.at;
        self.at = end;
        let near = matches!(self.gap(end), Some(Gap::Blank | Gap::Dot | Gap::Quote));
        if !near && self.gap(end) != Some(Gap::Colon) || self.office(end).is_some() {
            return;
        }
        match self.names.addressed(end, strict) {
            Some(name) => self.name(name, Proof::Sure),
            None if near && !strict => self.short(start, end),
            None => {}
        }
    }

    /// A given name alone, or with a middle name: `ông Thử`, `bà Thu Thử`.
    fn short(&mut self, start: usize, at: usize) {
        let run = self.names.run(at);
        if (1..=3).contains(&run.len()) && start < at {
            self.at = run.end;
            self.seen.push(Sighting { name: run, proof: Proof::Repeat, titles: Vec::new() });
        }
    }

    /// Whether titles wait for a name that begins at a word: they never do beyond the end of their sentence.
    fn waits(&self, at: usize) -> bool {
        self.until == Some(at) && !matches!(self.gap(at), Some(Gap::Stop | Gap::Semicolon))
    }

    /// Records a name with the titles that waited for it.
    fn name(&mut self, name: Range<usize>, proof: Proof) {
        let waited = self.waits(name.start);
        self.until = None;
        let titles = if waited { std::mem::take(&mut self.waiting) } else { Vec::new() };
        self.waiting.clear();
        self.at = name.end;
        self.bearer = Some(name.end);
        self.seen.push(Sighting { name, proof, titles });
    }

    fn bare(&mut self, name: Range<usize>) {
        if self.names.is_called(&name) {
            self.at = name.end;
            self.seen.push(Sighting { name, proof: Proof::Called, titles: Vec::new() });
            return;
        }
        let listed = self.bearer.is_some_and(|end| self.goes_on(end, name.start));
        let titled = matches!(self.gap(name.end), Some(Gap::Comma | Gap::Dash | Gap::Open))
            && self.office(name.end).is_some();
        let proof = match () {
            () if titled || listed || self.names.is_aged(&name) => Proof::Sure,
            () if self.names.stands_alone(&name) => Proof::Alone,
            () => Proof::Repeat,
        };
        self.name(name, proof);
    }

    /// Whether a name at `at` goes on a list of names that ended before word `end`.
    fn goes_on(&self, end: usize, at: usize) -> bool {
        let sure =
            self.seen.last().is_some_and(|last| last.proof == Proof::Sure && last.name.end == end);
        let and = end + 1 == at && self.names.words.phrase(end..at) == "và";
        sure && (end == at && self.gap(at) == Some(Gap::Comma) || and)
    }

    fn take_office(&mut self, office: Office) {
        let joined = |end: usize| self.joins(end);
        let belongs = self.bearer.is_some_and(joined) && office.name.is_none();
        let chained = self.until.is_some_and(joined);
        self.at = office.end;
        if belongs {
            self.bearer = Some(office.end);
            if let Some(last) = self.seen.last_mut() {
                last.titles.push(office.title);
            }
            return;
        }
        if !chained {
            self.waiting.clear();
        }
        self.waiting.push(office.title);
        self.until = Some(office.end);
        self.bearer = None;
        if let Some(name) = office.name {
            self.until = Some(name.start);
            self.name(name, Proof::Sure);
        }
    }

    /// Whether the title at the reader's place follows on what ended before word `end`.
    fn joins(&self, end: usize) -> bool {
        let between = self.names.words.phrase(end..self.at);
        let mark = self.gap(end).is_some_and(|gap| gap <= Gap::Open);
        mark && (end == self.at || matches!(between, "là" | "kiêm" | "và" | "hiện là"))
    }

    /// A title at word `at`, its unit and the name behind.
    fn office(&self, at: usize) -> Option<Office> {
        let (end, title) = self.title(at)?;
        let (unit_end, name) = self.unit(end);
        let named = self.is_unit(end..unit_end);
        let unit = named.then(|| self.names.words.printed(end..unit_end).to_owned());
        let end = if named || name.is_some() { unit_end } else { end };
        Some(Office { title: PersonTitle { title, unit, key: None }, end, name })
    }

    /// Whether words behind a title name a body: a capital begins them, or a word that a name follows.
    fn is_unit(&self, range: Range<usize>) -> bool {
        let list = self.names.words.list();
        let kinds = [NameWord::Locality, NameWord::Wide, NameWord::Namesake, NameWord::Body];
        !range.is_empty()
            && (list[range.start].shape != Shape::Lower
                || self.names.phrase(range.start, &kinds).is_some())
    }

    /// A title with what it carries before and behind it.
    fn title(&self, at: usize) -> Option<(usize, String)> {
        let mut parts: Vec<String> = Vec::new();
        let mut at = at;
        let base = loop {
            if let Some(end) = self.names.phrase(at, &[NameWord::Title]) {
                break end;
            }
            let end = self.names.phrase(at, &[NameWord::Prefix])?;
            if self.gap(end)? > Gap::Dot || parts.len() > 2 {
                return None;
            }
            parts.push(self.names.words.phrase(at..end).to_owned());
            at = end;
        };
        let other = self.names.phrase(at, &[NameWord::Body, NameWord::Place]);
        if other.is_some_and(|end| end > base) {
            return None;
        }
        parts.push(self.names.known.title(self.names.words.phrase(at..base))?.to_owned());
        let mut end = base;
        while self.gap(end) == Some(Gap::Blank) && parts.len() < 6 {
            let Some(next) = self.names.phrase(end, &[NameWord::Suffix]) else { break };
            parts.push(self.names.words.phrase(end..next).to_owned());
            end = next;
        }
        let mut title = parts.join(" ");
        if title.starts_with("phó ") {
            title.replace_range(..1, "P");
        }
        Some((end, title))
    }

    /// The word behind the unit that begins at word `start`, and the name there.
    fn unit(&self, start: usize) -> (usize, Option<Range<usize>>) {
        let list = self.names.words.list();
        let ends = [NameWord::End, NameWord::Honorific, NameWord::Title, NameWord::Prefix];
        let mut at = start;
        while at < list.len() && at - start < UNIT && list[at].gap <= Gap::Tight {
            let capital = matches!(list[at].shape, Shape::Title | Shape::Upper);
            if capital && let Some(name) = self.names.titled(at, start) {
                return (name.start, Some(name));
            }
            if let Some(end) = self.names.phrase(at, &[NameWord::Whole]) {
                at = end;
                continue;
            }
            let address = [NameWord::Honorific, NameWord::Stop];
            let glued = address.iter().all(|kind| self.names.phrase(at, &[*kind]).is_some());
            if glued
                || self
                    .names
                    .phrase(at, &ends)
                    .is_some_and(|end| !capital || end > at + 1 && at > start)
            {
                break;
            }
            at += 1;
        }
        let joins = |word: usize| matches!(self.names.words.phrase(word..word + 1), "và" | "của");
        while at > start && joins(at - 1) {
            at -= 1;
        }
        (at, None)
    }
}
