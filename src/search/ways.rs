//! The ways to read what is asked, in the order in which they are tried.
//!
//! Apart from searching because the choice is a rule of its own: an article must hold all of a short query, or all but
//! one word where hardly any holds all, and a fifth of a long one; what was typed is taken as it stands before it is
//! taken more widely. The alternative, one query for all ways with weights, cannot say how it read what was asked.

use super::analysis::{Ask, Asked};
use super::lower::Reading;
use super::matching::Least;
use super::vocabulary::Vocabulary;
use crate::query::Hold;
use crate::vi::fold;

/// One way to read what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) least: Least,
    pub(super) reading: Reading,
    /// Whether an abbreviation in capitals must be printed so.
    pub(super) capitals: bool,
    /// Whether what is quoted must stand there as a phrase.
    pub(super) quotes: bool,
    /// How many articles it must find to be the answer, if another way is left.
    pub(super) enough: usize,
}

impl Way {
    /// A way that takes quotes as they are and letters of any case.
    pub(super) const fn new(least: Least, reading: Reading) -> Self {
        Self { least, reading, capitals: false, quotes: true, enough: 1 }
    }

    /// Nothing is asked of the text.
    pub(super) const FILTERS: Self = Self::new(Least::None, Reading::Exact);
}

/// The ways to read what is asked of so many articles; never none.
pub(super) fn of(
    asked: &Asked,
    vocabulary: Vocabulary<'_>,
    articles: u64,
) -> tantivy::Result<Vec<Way>> {
    use {
        Least::{All, Fifth, Most, One},
        Reading::Exact,
    };
    let way = Way::new;
    if asked.asks.is_empty() {
        return Ok(vec![Way::FILTERS]);
    }
    let readings = readings(asked, vocabulary)?;
    let any = way(One, readings[0]);
    if asked.is_long() {
        let part = way(Fifth, readings[0]);
        let apart = asked.is_partly_quoted().then_some(Way { quotes: false, ..any });
        return Ok([part, any].into_iter().chain(apart).collect());
    }
    let reading =
        if asked.asks.iter().all(|ask| ask.capitals.is_some()) { Exact } else { readings[0] };
    let capitals = asked.has_capitals().then_some(Way { capitals: true, ..way(All, reading) });
    let enough = enough(asked, articles);
    let most = Way { enough, ..way(Most, readings[0]) };
    let all = readings.into_iter().map(|reading| Way { enough, ..way(All, reading) });
    Ok(capitals.into_iter().chain(all).chain([most, any]).collect())
}

/// The ways to read what is asked where it was said how much of it must be held: none of them asks for less.
pub(super) fn told(
    asked: &Asked,
    vocabulary: Vocabulary<'_>,
    hold: Hold,
) -> tantivy::Result<Vec<Way>> {
    if asked.asks.is_empty() {
        return Ok(vec![Way::FILTERS]);
    }
    let least = if hold == Hold::Any { Least::One } else { Least::Every };
    let readings = readings(asked, vocabulary)?;
    let in_capitals = Way { capitals: true, ..Way::new(least, readings[0]) };
    let capitals = (hold != Hold::Any && asked.has_capitals()).then_some(in_capitals);
    Ok(capitals
        .into_iter()
        .chain(readings.into_iter().map(|reading| Way::new(least, reading)))
        .collect())
}

/// The readings of what is asked, in the order in which they are tried.
fn readings(asked: &Asked, vocabulary: Vocabulary<'_>) -> tantivy::Result<Vec<Reading>> {
    Ok(match asked.is_unaccented() {
        true => vec![Reading::Unaccented],
        false if lacks_accents(asked, vocabulary)? => vec![Reading::Mixed],
        false => vec![Reading::Exact, Reading::Mixed],
    })
}

/// How many articles must hold so much of a short query. Of four words and more, what only a few articles hold whole
/// they hold by accident: of nine headlines that lost other articles on their subject so, none was held by ten of 628.
/// In a small archive few is all there is, in a part of an archive too.
fn enough(asked: &Asked, articles: u64) -> usize {
    let single = |ask: &&Ask| ask.parts.len() == 1 && !ask.required && ask.capitals.is_none();
    if articles < FEW_ARTICLES || asked.asks.iter().filter(single).count() < SEVERAL {
        return 1;
    }
    usize::try_from(articles / SHARE).map_or(PAGE, |few| few.min(PAGE))
}

/// From so many words on an article may hold all by accident.
const SEVERAL: usize = 4;

/// Articles that answer a query well enough, but where they are more than one in so many.
const PAGE: usize = 10;
const SHARE: u64 = 20;

/// Fewer than these can be looked through by hand.
const FEW_ARTICLES: u64 = 100;

/// Whether the unmarked syllables of a query that has marks elsewhere were meant to have some: one of
/// them stands nowhere as typed, or hardly beside its neighbours, where one with marks does.
fn lacks_accents(asked: &Asked, vocabulary: Vocabulary<'_>) -> tantivy::Result<bool> {
    let mut parts = Vec::new();
    for ask in &asked.asks {
        let as_typed = ask.as_typed || ask.whole.is_some();
        parts.extend(ask.parts.iter().map(|text| Part { text, as_typed }));
    }
    let usual = if asked.is_long() { USUAL_IN_LONG } else { USUAL_PAIR };
    let doubtful = (0..parts.len()).filter(|at| parts[*at].may_lack_accents());
    for at in doubtful.take(MOST_DOUBTFUL) {
        if (Syllable { parts: &parts, at, vocabulary }).is_strange(usual)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Syllables of a query that are looked at: half of one tells what the other half is.
const MOST_DOUBTFUL: usize = 16;

/// Articles with a pair of syllables from which on it is no accident. In a long query, of which a fifth will do, less
/// is gained by reading one widely, and foreign names are more.
const USUAL_PAIR: usize = 40;
const USUAL_IN_LONG: usize = 3;

/// How many times as many articles must hold a pair with marks.
const TIMES_THE_PAIR: usize = 10;

/// A syllable of a query.
struct Part<'a> {
    text: &'a String,
    as_typed: bool,
}

impl Part<'_> {
    fn may_lack_accents(&self) -> bool {
        !self.as_typed && Reading::Mixed.folds(self.text)
    }

    /// What it may stand for.
    fn forms(&self, vocabulary: Vocabulary<'_>) -> tantivy::Result<Vec<String>> {
        if self.may_lack_accents() {
            vocabulary.readings(&fold(self.text))
        } else {
            Ok(vec![self.text.clone()])
        }
    }
}

/// The syllable at a place of a query.
struct Syllable<'a> {
    parts: &'a [Part<'a>],
    at: usize,
    vocabulary: Vocabulary<'a>,
}

impl Syllable<'_> {
    /// Whether it is in no article or hardly beside its neighbours, though a reading of it with marks is.
    fn is_strange(&self, usual: usize) -> tantivy::Result<bool> {
        let this = &self.parts[self.at];
        let readings = this.forms(self.vocabulary)?;
        if self.vocabulary.frequency(this.text)? == 0 {
            return Ok(!readings.is_empty());
        }
        let others = [self.at.wrapping_sub(1), self.at + 1];
        let others = || others.into_iter().filter(|other| *other < self.parts.len());
        let mut typed = 0;
        for other in others() {
            let form = std::slice::from_ref(self.parts[other].text);
            typed += self.beside(std::slice::from_ref(this.text), other, form, usual)?;
        }
        if typed >= usual {
            return Ok(false);
        }
        let wanted = TIMES_THE_PAIR * (typed + 1);
        let sure = |other: &usize| usual == USUAL_PAIR || !self.parts[*other].may_lack_accents();
        for other in others().filter(sure) {
            let forms = self.parts[other].forms(self.vocabulary)?;
            if self.beside(&readings, other, &forms, wanted)? >= wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// In how many articles some form of it stands beside some form of another.
    fn beside(
        &self,
        these: &[String],
        other: usize,
        forms: &[String],
        enough: usize,
    ) -> tantivy::Result<usize> {
        let pair = if other < self.at { [forms, these] } else { [these, forms] };
        self.vocabulary.side_by_side(pair[0], pair[1], enough)
    }
}
