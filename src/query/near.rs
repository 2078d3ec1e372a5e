//! `NEAR` and `PRE` between the parts of a row: what stands right beside them are the sides.

use super::ast::{Clause, Near, Query};
use super::limits::{MAX_DISTANCE, MAX_PHRASE, MAX_SIDES};
use super::mistake::Warning;
use super::parse::{Item, Part, Read, ends_of_syllables};
use crate::vi::normalize::is_alphanumeric;

/// The parts of a row with every chain of `NEAR` as one clause.
pub(super) fn joined(items: Vec<Item>, warnings: &mut Vec<Warning>) -> Read<Vec<Part>> {
    let mut parts = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        let mut chain: Option<Chain> = None;
        while let Some(next) = items.peek()
            && let Part::Near { distance, ordered } = next.part
        {
            let range = next.range.clone();
            items.next();
            let near = Near { sides: Vec::new(), distance, ordered };
            let chain = match &mut chain {
                Some(chain) => chain,
                None => chain.insert(Chain::new(near.clone(), &item)?),
            };
            chain.agree(&near, &range, warnings);
            let Some(side) = items.next() else { break };
            chain.add(&side)?;
        }
        parts.push(match chain {
            Some(Chain(near)) if near.sides.len() > 1 => Part::Clause(Clause::Near(near)),
            _ => item.part,
        });
    }
    Ok(parts)
}

struct Chain(Near);

impl Chain {
    fn new(near: Near, first: &Item) -> Read<Self> {
        let mut chain = Self(near);
        chain.add(first)?;
        Ok(chain)
    }

    /// Takes the narrower of two operators of one chain.
    fn agree(&mut self, other: &Near, range: &std::ops::Range<usize>, warnings: &mut Vec<Warning>) {
        let Near { distance, ordered, .. } = &mut self.0;
        if other.distance > MAX_DISTANCE {
            let message = format!("the distance is {MAX_DISTANCE} at most, which is taken");
            warnings.push(Warning::new(range.clone(), message));
        } else if (*distance, *ordered) != (other.distance, other.ordered) {
            let message = "the operators of one chain differ; the narrowest counts for all of it";
            warnings.push(Warning::new(range.clone(), message));
        }
        *distance = other.distance.min(*distance).min(MAX_DISTANCE);
        *ordered |= other.ordered;
    }

    fn add(&mut self, item: &Item) -> Read<()> {
        let refused = |message: String| Err(Warning::new(item.range.clone(), message).into());
        let Some(side) = side(&item.part) else {
            return refused(
                "beside `NEAR` stand words, a phrase, or phrases joined by `OR` in brackets"
                    .to_owned(),
            );
        };
        if side.iter().any(|text| ends_of_syllables(text).len() > MAX_PHRASE) {
            return refused(format!(
                "a side of `NEAR` has at most {MAX_PHRASE} syllables; quote those meant"
            ));
        }
        self.0.sides.push(side);
        if self.0.sides.len() > MAX_SIDES {
            return refused(format!("`NEAR` joins at most {MAX_SIDES} sides"));
        }
        Ok(())
    }
}

fn side(part: &Part) -> Option<Vec<String>> {
    match part {
        Part::Clause(clause) => phrase(clause).map(|text| vec![text]),
        Part::Group(Query { clauses }) => match &clauses[..] {
            [Clause::Any(queries)] => queries.iter().map(of_query).collect(),
            [clause] => phrase(clause).map(|text| vec![text]),
            _ => None,
        },
        Part::Near { .. } => None,
    }
}

fn of_query(query: &Query) -> Option<String> {
    if let [clause] = &query.clauses[..] { phrase(clause) } else { None }
}

fn phrase(clause: &Clause) -> Option<String> {
    let spoken = clause.is_loose() && clause.text().contains(is_alphanumeric);
    spoken.then(|| clause.text().to_owned())
}
