//! Where in a text the words of a query stand: byte ranges, never markup. Each printer marks them in
//! its own way.

use std::collections::HashSet;
use std::ops::Range;

use super::Way;
use super::analysis::Asked;
use super::lower::Reading;
use crate::vi::{self, TokenKind, fold};

/// A syllable of a text that the query names, and where it stands.
struct Found {
    /// The number of the syllable among those the query names.
    name: usize,
    range: Range<usize>,
    position: usize,
}

/// A stretch of text that answers the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Number of the syllable among all of the text.
    pub(super) position: usize,
    /// Which of the things asked for it is.
    pub(super) ask: usize,
}

/// Numbered syllables, sorted: a query has few, and comparing costs less than hashing every syllable
/// of every hit.
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

/// What to look for in a text.
#[derive(Default)]
pub(super) struct Highlighter {
    /// Syllables looked for as they are, numbered.
    exact: Names,
    /// Syllables looked for by their folded form, numbered on.
    folded: Names,
    /// Rows of numbered syllables, each with the ask it answers; most have one syllable.
    rows: Vec<(usize, Vec<usize>)>,
}

impl Highlighter {
    /// What the asks look for, each read in this way.
    pub(super) fn new(asked: &Asked, way: Way) -> Self {
        let mut highlighter = Self::default();
        for (n, ask) in asked.asks.iter().enumerate() {
            if let Some(capitals) = ask.capitals.as_ref().filter(|_| way.capitals) {
                highlighter.add(n, std::slice::from_ref(capitals), Reading::Exact);
                continue;
            }
            let reading = ask.reading(way.reading);
            if way.is_loose(asked) && !(ask.required && way.quotes) {
                ask.each_part().for_each(|part| highlighter.add(n, &part.parts, reading));
            }
            highlighter.add(n, &ask.parts, reading);
        }
        for group in asked.groups(way.reading) {
            for other in &group.others {
                highlighter.add(group.asks.start, &other.parts, Reading::Exact);
            }
        }
        highlighter
    }

    fn add(&mut self, ask: usize, parts: &[String], reading: Reading) {
        let mut row = Vec::with_capacity(parts.len());
        for part in parts {
            let next = self.exact.len() + self.folded.len();
            row.push(if reading.folds(part) {
                self.folded.number(fold(part), next)
            } else {
                self.exact.number(part.clone(), next)
            });
        }
        self.rows.push((ask, row));
    }

    /// The syllables of `text` that the query names; one that it names both ways stands twice.
    fn found(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        let (mut tokens, mut token) = (vi::tokens(text), vi::Token::default());
        while tokens.advance(&mut token) {
            if !token.kind.is_part() && token.kind != TokenKind::CaseMark {
                continue;
            }
            let exact = self.exact.find(&token.text);
            let folded = (!self.folded.is_empty()).then(|| self.folded.find(&fold(&token.text)));
            found.extend(exact.into_iter().chain(folded.flatten()).map(|name| Found {
                name,
                range: token.from..token.to,
                position: token.position,
            }));
        }
        found
    }

    /// The marks in `text`, ascending by their first byte; no syllable is marked twice.
    pub(super) fn marks(&self, text: &str) -> Vec<Mark> {
        let found = self.found(text);
        let mut seen = HashSet::new();
        let mut marks = Vec::new();
        for start in 0..found.len() {
            for (ask, row) in &self.rows {
                let Some(stretch) = in_a_row(row, &found[start..]) else { continue };
                let fresh = stretch.into_iter().filter(|part| seen.insert(part.range.start));
                marks.extend(fresh.map(|part| Mark {
                    range: part.range.clone(),
                    position: part.position,
                    ask: *ask,
                }));
            }
        }
        marks.sort_by_key(|mark| mark.range.start);
        marks
    }
}

/// The row's syllables at the beginning of `found`, one position after the other.
fn in_a_row<'a>(row: &[usize], found: &'a [Found]) -> Option<Vec<&'a Found>> {
    let start = found.first()?.position;
    let mut rest = found.iter();
    let mut stretch = Vec::with_capacity(row.len());
    for (name, position) in row.iter().zip(start..) {
        let fits = |part: &&Found| part.position == position && part.name == *name;
        let here = rest.by_ref().take_while(|part| part.position <= position).find(fits);
        stretch.push(here?);
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
    use crate::search::Matching;

    fn marked<'t>(query: &str, reading: Reading, text: &'t str) -> Vec<&'t str> {
        let asked = Asked::new(&parse(query).unwrap(), &Equivalents::embedded()).unwrap();
        let way = Way { capitals: asked.has_capitals(), ..Way::new(Matching::All, reading) };
        let marks = Highlighter::new(&asked, way).marks(text);
        joined(text, &marks).into_iter().map(|range| &text[range]).collect()
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
