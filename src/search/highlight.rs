//! Where in a text the words of a query stand: byte ranges, never markup. Each printer marks them in
//! its own way.

use std::collections::HashSet;
use std::ops::Range;

use super::analysis::{Asked, folded};
use super::lower::Reading;
use crate::vi::{self, fold};

/// A syllable to be found.
#[derive(Clone, Debug)]
enum Shape {
    /// As it is.
    Exact(String),
    /// Whatever folds to it.
    Folded(String),
}

impl Shape {
    fn fits(&self, part: &Part) -> bool {
        match self {
            Self::Exact(text) => *text == part.exact,
            Self::Folded(text) => *text == part.folded,
        }
    }
}

/// A syllable of a text, in the forms in which it can be asked for.
struct Part {
    exact: String,
    folded: String,
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

/// What to look for in a text.
pub(super) struct Highlighter {
    /// Rows of syllables, each with the number of the ask it answers; most have one syllable.
    rows: Vec<(usize, Vec<Shape>)>,
    folds: bool,
}

impl Highlighter {
    pub(super) fn new(asked: &Asked, reading: Reading) -> Self {
        let shape = |part: &String| {
            if reading.folds(part) {
                Shape::Folded(folded(part))
            } else {
                Shape::Exact(part.clone())
            }
        };
        let mut rows = Vec::new();
        for (n, ask) in asked.asks.iter().enumerate() {
            rows.push((n, ask.parts.iter().map(shape).collect()));
            for expansion in &ask.expansions {
                rows.push((n, expansion.iter().cloned().map(Shape::Exact).collect()));
            }
        }
        let folds = rows.iter().any(|(_, row): &(_, Vec<Shape>)| {
            row.iter().any(|shape| matches!(shape, Shape::Folded(_)))
        });
        Self { rows, folds }
    }

    /// The marks in `text`, ascending by their first byte.
    pub(super) fn marks(&self, text: &str) -> Vec<Mark> {
        let parts: Vec<Part> = vi::tokens(text)
            .filter(|token| token.kind.is_part())
            .map(|token| Part {
                folded: if self.folds { fold(&token.text) } else { String::new() },
                range: token.from..token.to,
                exact: token.text,
                position: token.position,
            })
            .collect();
        let mut seen = HashSet::new();
        let mut marks = Vec::new();
        for start in 0..parts.len() {
            for (ask, row) in &self.rows {
                if fits(row, &parts[start..]) {
                    let marked = parts[start..start + row.len()].iter();
                    let fresh = marked.filter(|part| seen.insert(part.range.start));
                    marks.extend(fresh.map(|part| Mark {
                        range: part.range.clone(),
                        position: part.position,
                        ask: *ask,
                    }));
                }
            }
        }
        marks.sort_by_key(|mark| mark.range.start);
        marks
    }
}

/// Whether the row stands at the beginning of the parts, without a gap in positions.
fn fits(row: &[Shape], parts: &[Part]) -> bool {
    row.len() <= parts.len()
        && row.iter().zip(parts).all(|(shape, part)| shape.fits(part))
        && parts[..row.len()].windows(2).all(|two| two[1].position == two[0].position + 1)
}

/// The ranges of marks, those that only blanks part joined.
pub(super) fn joined(text: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match ranges.last_mut() {
            Some(last)
                if mark.range.start >= last.end
                    && text[last.end..mark.range.start].chars().all(|c| c == ' ') =>
            {
                last.end = mark.range.end;
            }
            _ => ranges.push(mark.range.clone()),
        }
    }
    ranges
}
