//! The ways to read what is asked, in the order in which they are tried.
//!
//! Apart from searching because the choice is a rule of its own: an article must hold all of a short
//! query and any word of a long one; what was typed is taken as it stands before it is taken more
//! widely. The alternative, one query for all ways with weights, cannot say how it read what was asked.

use super::Matching;
use super::analysis::{Asked, is_unmarked};
use super::lower::Reading;
use super::vocabulary::Vocabulary;
use crate::vi::fold;

/// One way to read what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) matching: Matching,
    pub(super) reading: Reading,
    /// Whether an abbreviation in capitals must be printed so.
    pub(super) capitals: bool,
    /// Whether what is quoted must stand there as a phrase.
    pub(super) quotes: bool,
}

impl Way {
    /// Whether the parts of what is asked answer each by themselves: in a long query. In a short one
    /// that nothing answers whole, a symbol stays a symbol: `14-QĐ/TW` is not any article with `TW`.
    pub(super) fn is_loose(self, asked: &Asked) -> bool {
        self.matching == Matching::Any && asked.is_long()
    }

    /// The way for a headline, if all of one was asked for and it may be that. An article that holds all of so many
    /// words may do so by accident, and the one meant may lack some.
    pub(super) fn widened(self, asked: &Asked) -> Option<Self> {
        let may_be = self.matching == Matching::All && !self.capitals && asked.may_be_headline();
        may_be.then_some(Self { matching: Matching::Most, ..self })
    }
}

/// The ways to read what is asked; never none.
pub(super) fn of(asked: &Asked, vocabulary: Vocabulary<'_>) -> tantivy::Result<Vec<Way>> {
    use {
        Matching::{All, Any, Filters},
        Reading::{Exact, Mixed, Unaccented},
    };
    let way = |matching, reading| Way { matching, reading, capitals: false, quotes: true };
    if asked.asks.is_empty() {
        return Ok(vec![way(Filters, Exact)]);
    }
    let readings = match asked.unaccented {
        true => vec![Unaccented],
        false if lacks_accents(asked, vocabulary)? => vec![Mixed],
        false => vec![Exact, Mixed],
    };
    let any = way(Any, readings[0]);
    if asked.is_long() {
        let title = asked.is_partly_quoted().then_some(Way { quotes: false, ..any });
        return Ok([any].into_iter().chain(title).collect());
    }
    let reading =
        if asked.asks.iter().all(|ask| ask.capitals.is_some()) { Exact } else { readings[0] };
    let capitals = asked.has_capitals().then_some(Way { capitals: true, ..way(All, reading) });
    let all = readings.into_iter().map(|reading| way(All, reading));
    Ok(capitals.into_iter().chain(all).chain([any]).collect())
}

/// Whether the unmarked syllables of a query that has marks elsewhere were meant to have some: one of
/// them stands nowhere as typed, or beside none of its neighbours, where one with marks does.
fn lacks_accents(asked: &Asked, vocabulary: Vocabulary<'_>) -> tantivy::Result<bool> {
    let parts: Vec<String> = asked.asks.iter().flat_map(|ask| &ask.parts).cloned().collect();
    for at in 0..parts.len() {
        if Reading::Mixed.folds(&parts[at])
            && (vocabulary.frequency(&parts[at])? == 0 || is_strange(&parts, at, vocabulary)?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Articles with a pair of syllables from which on it is no accident.
const USUAL: usize = 3;

/// How many more articles must hold a pair with marks than hold it as typed.
const CLEARLY_MORE: usize = 10;

/// Whether the unmarked syllable at `at` hardly ever stands beside its neighbours, though a reading of
/// it with marks does beside an accented one.
fn is_strange(parts: &[String], at: usize, vocabulary: Vocabulary<'_>) -> tantivy::Result<bool> {
    let form = |at: usize| std::slice::from_ref(&parts[at]);
    let count = |this: &[String], other: usize, enough| {
        let pair = if other < at { [form(other), this] } else { [this, form(other)] };
        vocabulary.side_by_side(pair[0], pair[1], enough)
    };
    let neighbours = [at.wrapping_sub(1), at + 1].into_iter().filter(|other| *other < parts.len());
    let mut typed = 0;
    for other in neighbours.clone() {
        typed += count(form(at), other, USUAL)?;
        if typed >= USUAL {
            return Ok(false);
        }
    }
    let readings = vocabulary.readings(&fold(&parts[at]))?;
    let wanted = CLEARLY_MORE * (typed + 1);
    for other in neighbours.filter(|other| !is_unmarked(&parts[*other])) {
        if count(&readings, other, wanted)? >= wanted {
            return Ok(true);
        }
    }
    Ok(false)
}
