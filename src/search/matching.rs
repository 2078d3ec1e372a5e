//! What an article must hold to match: of few words all, of many most.
//!
//! One rule, asked of positions for the articles at hand and of the engine for all there are. It counts things asked
//! for and never looks at scores, so that what matches does not depend on how it is ranked.

use serde::{Deserialize, Serialize};
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::rank::Text;
use super::readings::ReadingsQuery;
use super::slots::{Row, Sought, Unit};

/// What an article had to hold to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Matching {
    /// All that was asked.
    All,
    /// So many of the words as [`Needed`] says: the query is long, or hardly any article holds all of them.
    Part,
    /// Any word, and all that was quoted, but in a headline: no article holds more.
    Any,
    /// Nothing was asked of the text.
    Filters,
}

impl Matching {
    /// Whether less than all that was asked had to be held.
    pub(super) fn is_less(self) -> bool {
        matches!(self, Self::Part | Self::Any)
    }
}

/// How much of what was asked an article had to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needed {
    /// So many of the things asked,
    pub held: usize,
    /// of so many that count: words that say little (`là`, `gì`) do not where others are asked for.
    pub of: usize,
}

/// How much of what is asked an article must hold, by the number of things asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Least {
    All,
    /// All, the words that say little too.
    Every,
    /// All but one.
    Most,
    /// A fifth, and of six things or more at least two. The article that answers a question may lack all but its
    /// rarest words: asking for three in ten lost 1.6 points of nDCG@10 on 516 of them, a fifth less than 0.1.
    Fifth,
    One,
    /// Nothing is asked of the text.
    None,
}

impl Least {
    pub(super) fn matching(self) -> Matching {
        match self {
            Self::All | Self::Every => Matching::All,
            Self::Most | Self::Fifth => Matching::Part,
            Self::One => Matching::Any,
            Self::None => Matching::Filters,
        }
    }

    /// How many of so many things.
    pub(super) fn of(self, things: usize) -> Needed {
        let held = match self {
            Self::All | Self::Every => things,
            Self::Most => things.saturating_sub(1).max(1),
            Self::Fifth => things.div_ceil(5).max(if things < 6 { 1 } else { 2 }),
            Self::One => 1,
            Self::None => 0,
        };
        Needed { held: held.min(things), of: things }
    }
}

impl Unit {
    /// Whether it stands in any of the fields.
    fn is_in(&self, texts: &[Text<'_>; 2]) -> bool {
        self.rows.iter().any(|row| texts.iter().any(|text| text.holds(row)))
    }
}

impl Sought {
    /// Whether an article matches, by where the slots stand in it.
    pub(super) fn is_held(&self, texts: &[Text<'_>; 2]) -> bool {
        self.held(texts).is_some_and(|held| held >= self.needed.held)
    }

    /// How many of the units that count stand in an article; none where one that must is missing.
    pub(super) fn held(&self, texts: &[Text<'_>; 2]) -> Option<usize> {
        let mut held = 0;
        for unit in &self.units {
            if unit.light {
                continue;
            }
            let is_in = unit.is_in(texts);
            if unit.required && !is_in {
                return None;
            }
            held += usize::from(is_in);
        }
        Some(held)
    }

    /// The articles that match, as the engine finds them, unscored; nothing where nothing must be held.
    pub(super) fn query(&self, fields: [Field; 2]) -> Option<Box<dyn Query>> {
        let counted = || self.units.iter().filter(|unit| !unit.light);
        let required = counted().filter(|unit| unit.required).count();
        let all = self.needed.held == self.needed.of;
        let clauses: Vec<(Occur, Box<dyn Query>)> = counted()
            .map(|unit| {
                let occur = if all || unit.required { Occur::Must } else { Occur::Should };
                (occur, self.unit(unit, fields))
            })
            .collect();
        if clauses.is_empty() {
            return None;
        }
        Some(Box::new(match self.needed.held.saturating_sub(required) {
            least if least > 0 && !all => {
                BooleanQuery::with_minimum_required_clauses(clauses, least)
            }
            _ => BooleanQuery::new(clauses),
        }))
    }

    fn unit(&self, unit: &Unit, fields: [Field; 2]) -> Box<dyn Query> {
        let mut ways = Vec::new();
        for row in &unit.rows {
            for (n, field) in fields.into_iter().enumerate() {
                ways.extend(self.row(row, (n, field)));
            }
        }
        match ways.len() {
            0 => Box::new(EmptyQuery),
            1 => ways.swap_remove(0),
            _ => Box::new(BooleanQuery::union(ways)),
        }
    }

    /// The slots of a row side by side in a field; nothing where one of them is nowhere.
    fn row(&self, row: &Row, (n, field): (usize, Field)) -> Option<Box<dyn Query>> {
        let slots: Vec<_> = row.iter().map(|slot| &self.slots[*slot].terms[n]).collect();
        if slots.iter().any(|terms| terms.is_empty()) {
            return None;
        }
        let single = slots.iter().all(|terms| terms.len() == 1);
        Some(match &slots[..] {
            [terms] if single => {
                Box::new(TermQuery::new(terms[0].clone(), IndexRecordOption::Basic))
            }
            _ if single => {
                Box::new(PhraseQuery::new(slots.iter().map(|terms| terms[0].clone()).collect()))
            }
            _ => Box::new(ReadingsQuery::new(field, slots.into_iter().cloned().collect())),
        })
    }
}
