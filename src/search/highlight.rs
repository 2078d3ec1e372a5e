//! Where in a text the words of a query stand: byte ranges, never markup. Each printer marks them in
//! its own way.
//!
//! A text of the usual length is read whole. Of a long one its beginning is, and around what
//! [`super::passages`] finds further on: reading all of a megabyte takes longer than the search.

use std::ops::Range;
use std::sync::OnceLock;

use super::Way;
use super::analysis::{Ask, Asked, is_unmarked};
use super::lower::Reading;
use super::passages::{Passages, Sought};
use crate::vi::syllable::{Syllable, lookup, readings};
use crate::vi::{self, TokenKind, fold};

/// How much of a text is read from its beginning, in bytes; four articles in five thousand are longer.
pub(super) const READ_WHOLE: usize = 16 << 10;

/// What a place answered by another form of its word counts against the form typed: an abbreviation's words, or
/// marks that were not typed.
const OTHER_FORM: f32 = 0.8;

/// A stretch of text that answers the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Which of the things asked for it is.
    pub(super) ask: usize,
}

/// A place of the text where something asked for stands whole.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    /// From its first byte to its last.
    pub(super) range: Range<usize>,
    /// The numbers of its syllables; those of stretches read apart lie far apart.
    pub(super) positions: Range<usize>,
    /// Which of the things asked for it is.
    pub(super) ask: usize,
    /// Which of the query's places it answers, see [`Highlighter::weights`].
    pub(super) places: Range<usize>,
    /// How well: 1 as typed.
    pub(super) credit: f32,
}

/// What of a text answers the query.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marked {
    /// Syllables, ascending; none twice.
    pub(super) marks: Vec<Mark>,
    /// Things asked for, by their first byte.
    pub(super) matches: Vec<Match>,
}

/// A syllable of a text that the query names, and where it stands.
struct Found {
    /// The number of the syllable among those the query names.
    name: usize,
    range: Range<usize>,
    position: usize,
    /// Whether it stands there as typed.
    exact: bool,
}

/// Syllables in a row that answer something.
struct Row {
    ask: usize,
    names: Vec<usize>,
    places: Range<usize>,
    /// Whether it stands for what was typed.
    is_other: bool,
}

/// Numbered syllables, sorted: a query has few, and comparing costs less than hashing.
#[derive(Default)]
struct Names(Vec<(String, usize)>);

impl Names {
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.place(name).ok().map(|at| self.0[at].1)
    }

    /// The number of a syllable, `next` if it is new.
    fn number(&mut self, name: String, next: usize) -> usize {
        match self.place(&name) {
            Ok(at) => self.0[at].1,
            Err(at) => {
                self.0.insert(at, (name, next));
                next
            }
        }
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Which syllables of the table the query names: nine tokens in ten are told by one bit.
struct Wanted(Vec<u64>);

impl Wanted {
    fn none() -> Self {
        Self(vec![0; Syllable::COUNT.div_ceil(64)])
    }

    fn add(&mut self, syllable: Syllable) {
        self.0[usize::from(syllable.id() / 64)] |= 1 << (syllable.id() % 64);
    }

    #[inline]
    fn has(&self, syllable: Syllable) -> bool {
        self.0[usize::from(syllable.id() / 64)] & (1 << (syllable.id() % 64)) != 0
    }
}

/// What to look for in a text.
pub(super) struct Highlighter {
    /// Syllables looked for as they are, numbered.
    exact: Names,
    /// Syllables looked for by their folded form, numbered on.
    folded: Names,
    wanted: Wanted,
    rows: Vec<Row>,
    /// The rows that each numbered syllable begins.
    begun: Vec<Vec<usize>>,
    weights: Vec<f32>,
    /// How to find passages of a long text; made when the first one is met.
    passages: OnceLock<Passages>,
}

impl Highlighter {
    /// What the asks look for, each read in this way.
    pub(super) fn new(asked: &Asked, way: Way) -> Self {
        let mut highlighter = Self {
            exact: Names::default(),
            folded: Names::default(),
            wanted: Wanted::none(),
            rows: Vec::new(),
            begun: Vec::new(),
            weights: Vec::new(),
            passages: OnceLock::new(),
        };
        let mut starts = Vec::with_capacity(asked.asks.len() + 1);
        for (n, ask) in asked.asks.iter().enumerate() {
            starts.push(highlighter.weights.len());
            highlighter.ask(n, ask, (asked, way));
        }
        starts.push(highlighter.weights.len());
        for group in asked.groups(way.reading) {
            let places = starts[group.asks.start]..starts[group.asks.end];
            for other in &group.others {
                let row = (group.asks.start, places.clone());
                highlighter.add(row, &other.parts, Reading::Exact, true);
            }
        }
        highlighter
    }

    /// Adds the rows of one ask, and its places: one for each of its parts.
    fn ask(&mut self, n: usize, ask: &Ask, (asked, way): (&Asked, Way)) {
        let first = self.weights.len();
        if let Some(capitals) = ask.capitals.as_ref().filter(|_| way.capitals) {
            self.weights.push(weight(capitals.trim_start_matches('^'), Reading::Exact));
            let row = (n, first..first + 1);
            return self.add(row, std::slice::from_ref(capitals), Reading::Exact, false);
        }
        let reading = ask.reading(way.reading);
        self.weights.extend(ask.parts.iter().map(|part| weight(part, reading)));
        let places = first..self.weights.len();
        if asked.is_long() && !(ask.required && way.quotes) {
            for (place, part) in places.clone().zip(ask.each_part()) {
                self.add((n, place..place + 1), &part.parts, reading, false);
            }
        }
        self.add((n, places), &ask.parts, reading, false);
    }

    fn add(
        &mut self,
        (ask, places): (usize, Range<usize>),
        parts: &[String],
        reading: Reading,
        is_other: bool,
    ) {
        let mut names = Vec::with_capacity(parts.len());
        for part in parts {
            let next = self.exact.len() + self.folded.len();
            names.push(if reading.folds(part) {
                readings(part).for_each(|syllable| self.wanted.add(syllable));
                self.folded.number(fold(part), next)
            } else {
                if let Some(syllable) = lookup(part) {
                    self.wanted.add(syllable);
                }
                self.exact.number(part.clone(), next)
            });
        }
        self.begun.resize_with(self.exact.len() + self.folded.len(), Vec::new);
        if let Some(first) = names.first() {
            self.begun[*first].push(self.rows.len());
            self.rows.push(Row { ask, names, places, is_other });
        }
    }

    /// What each part of the query weighs, in its order: the rarer a syllable, the more.
    pub(super) fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// What of `text` answers the query.
    pub(super) fn marked(&self, text: &str) -> Marked {
        let mut marked = Marked::default();
        if text.len() <= READ_WHOLE {
            self.read(text, 0..text.len(), &mut marked);
        } else if !self.rows.is_empty() {
            let passages = self.passages.get_or_init(|| Passages::new(&self.sought()));
            for stretch in passages.stretches(text, READ_WHOLE) {
                self.read(text, stretch, &mut marked);
            }
        }
        marked.marks.sort_by_key(|mark| mark.range.start);
        marked.marks.dedup_by_key(|mark| mark.range.start);
        marked.matches.sort_by_key(|one| (one.range.start, one.range.end));
        marked
    }

    /// The syllables to look for in a long text, with what each weighs.
    fn sought(&self) -> Vec<Sought<'_>> {
        let name = |number: usize| {
            let of = |names: &'_ Names| names.0.iter().position(|(_, n)| *n == number);
            match (of(&self.exact), of(&self.folded)) {
                (Some(at), _) => Some((self.exact.0[at].0.as_str(), false)),
                (None, Some(at)) => Some((self.folded.0[at].0.as_str(), true)),
                (None, None) => None,
            }
        };
        let parts = self.rows.iter().flat_map(|row| {
            row.names.iter().enumerate().map(move |(n, name)| (row.places.start + n, row, *name))
        });
        let sought = parts.filter_map(|(place, row, number)| {
            let (text, is_folded) = name(number)?;
            let place = place.min(row.places.end - 1);
            Some(Sought { text, is_folded, place, weight: self.weights[place] })
        });
        sought.collect()
    }

    /// Adds what answers in a stretch of the text.
    fn read(&self, text: &str, stretch: Range<usize>, marked: &mut Marked) {
        // Nothing that stands in two stretches is side by side.
        let apart = marked.matches.last().map_or(0, |last| last.positions.end + 1_000);
        let found = self.found(&text[stretch.clone()], (stretch.start, apart));
        for start in 0..found.len() {
            for row in self.begun[found[start].name].iter().map(|row| &self.rows[*row]) {
                let Some(parts) = in_a_row(&row.names, &found[start..]) else { continue };
                let (Some(first), Some(last)) = (parts.first(), parts.last()) else { continue };
                let exact = !row.is_other && parts.iter().all(|part| part.exact);
                marked.matches.push(Match {
                    range: first.range.start..last.range.end,
                    positions: first.position..last.position + 1,
                    ask: row.ask,
                    places: row.places.clone(),
                    credit: if exact { 1.0 } else { OTHER_FORM },
                });
                let marks =
                    parts.iter().map(|part| Mark { range: part.range.clone(), ask: row.ask });
                marked.marks.extend(marks);
            }
        }
    }

    /// The syllables of `text` that the query names, moved by an offset and a position; one that it names both ways
    /// stands twice.
    fn found(&self, text: &str, (offset, apart): (usize, usize)) -> Vec<Found> {
        let mut found = Vec::new();
        let mut forms = vi::forms(text);
        while forms.advance() {
            if forms.syllable().is_some_and(|syllable| !self.wanted.has(syllable))
                || matches!(forms.kind(), TokenKind::Whole)
            {
                continue;
            }
            let printed = forms.text();
            let exact = self.exact.find(printed).map(|name| (name, true));
            let folded = (!self.folded.is_empty()).then(|| self.folded.find(forms.folded()));
            let folded = folded.flatten().map(|name| (name, is_unmarked(printed)));
            found.extend(exact.into_iter().chain(folded).map(|(name, exact)| Found {
                name,
                range: offset + forms.from()..offset + forms.to(),
                position: apart + forms.position(),
                exact,
            }));
        }
        found
    }

    /// The ranges to highlight in a text, ascending, neighbours together.
    pub(super) fn ranges(&self, text: &str) -> Vec<[usize; 2]> {
        let ranges = joined(text, &self.marked(text).marks).into_iter();
        ranges.map(|range| [range.start, range.end]).collect()
    }
}

/// What a part of a query weighs: how many times rarer than a word of every other sentence it is, as a logarithm, by
/// the table of syllables; of what is in no table a number of two digits is common and everything else rare. The
/// index would tell better, and take a look-up a word and segment.
fn weight(part: &str, reading: Reading) -> f32 {
    const COMMON: f32 = 18.0;
    const RARE: f32 = 4.0;
    let class = if reading.folds(part) {
        readings(part).map(Syllable::frequency).max()
    } else {
        lookup(part).map(Syllable::frequency)
    };
    let unknown = if part.len() < 3 { 15.0 } else { RARE };
    let log = class.map_or(unknown, |class| f32::from(class) / 4.0);
    (COMMON - log).max(0.5)
}

/// The row's syllables at the beginning of `found`, one position after the other; its first one stands there.
fn in_a_row<'a>(row: &[usize], found: &'a [Found]) -> Option<Vec<&'a Found>> {
    let first = found.first()?;
    let mut rest = found.iter();
    let mut stretch = Vec::new();
    for (name, position) in row.iter().zip(first.position..).skip(1) {
        let fits = |part: &&Found| part.position == position && part.name == *name;
        let here = rest.by_ref().take_while(|part| part.position <= position).find(fits)?;
        if stretch.is_empty() {
            stretch.reserve(row.len());
            stretch.push(first);
        }
        stretch.push(here);
    }
    if row.len() == 1 {
        stretch.push(first);
    }
    Some(stretch)
}

/// The ranges of marks, joined where only a blank parts them, or within one thing asked for, such as
/// `05-CT/TW`, the mark that is printed in it.
pub(super) fn joined(text: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for mark in marks {
        let joins = |last: &Range<usize>| match text.get(last.end..mark.range.start) {
            Some("" | " ") => true,
            Some("-" | "–" | "/" | "." | "&") => before == Some(mark.ask),
            _ => false,
        };
        match ranges.last_mut() {
            Some(last) if joins(last) => last.end = mark.range.end,
            _ => ranges.push(mark.range.clone()),
        }
        before = Some(mark.ask);
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Equivalents;
    use crate::query::parse;
    use crate::search::matching::Least;

    fn marked<'t>(query: &str, reading: Reading, text: &'t str) -> Vec<&'t str> {
        let asked = Asked::new(&parse(query).unwrap(), &Equivalents::embedded()).unwrap();
        let way = Way { capitals: asked.has_capitals(), ..Way::new(Least::All, reading) };
        let ranges = Highlighter::new(&asked, way).ranges(text).into_iter();
        ranges.map(|[start, end]| &text[start..end]).collect()
    }

    #[test]
    fn words_are_marked_wherever_they_stand_and_neighbours_together() {
        let text = "Dân vận khéo: vận động dân.";
        assert_eq!(marked("dân vận", Reading::Exact, text), ["Dân vận", "vận", "dân"]);
    }

    #[test]
    fn a_phrase_is_marked_only_as_a_whole() {
        let text = "Vận dân, dân vận, dân\nvận.";
        assert_eq!(marked("\"dân vận\"", Reading::Exact, text), ["dân vận"]);
    }

    #[test]
    fn a_reading_without_accents_marks_every_accented_form() {
        let text = "Khối thi đua khởi động, không khô.";
        assert_eq!(marked("khoi", Reading::Unaccented, text), ["Khối", "khởi"]);
        assert!(marked("khoi", Reading::Exact, text).is_empty());
        assert_eq!(marked("khoi đua", Reading::Mixed, text), ["Khối", "đua khởi"]);
    }

    #[test]
    fn the_words_of_an_abbreviation_are_marked_side_by_side_only() {
        let text = "UBKT là Uỷ ban kiểm tra; ủy ban khác, kiểm tra khác.";
        assert_eq!(marked("UBKT", Reading::Unaccented, text), ["UBKT", "Uỷ ban kiểm tra"]);
    }

    #[test]
    fn an_abbreviation_is_marked_for_its_words_and_in_capitals_only_where_those_were_typed() {
        let text = "Ủy ban, UBKT; kiểm tra.";
        assert_eq!(marked("ủy ban kiểm tra", Reading::Exact, text), ["Ủy ban", "UBKT", "kiểm tra"]);
        assert_eq!(marked("TU", Reading::Exact, "Tu nghiệp ở TU"), ["TU"]);
    }

    #[test]
    fn overlapping_rows_mark_a_syllable_once() {
        let text = "tra tra tra";
        assert_eq!(marked("\"tra tra\" tra", Reading::Exact, text), ["tra tra tra"]);
    }

    #[test]
    fn decomposed_text_is_marked_at_its_own_bytes() {
        let text = "Da\u{302}n va\u{323}\u{302}n";
        assert_eq!(marked("dân vận", Reading::Exact, text), [text]);
    }
}
