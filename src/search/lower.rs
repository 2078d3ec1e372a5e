//! From filters to the engine's query.

use std::ops::Bound;

use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Term};

use super::analysis::{is_unmarked, may_be_marked};
use crate::article::{Method, TopicWeight, UnitKey, UnitRole};
use crate::date::DateRange;
use crate::index::schema::Fields;
use crate::index::{any_unit_term, day_number, topic_term, unit_term};
use crate::query::{Filters, UnitScope};

/// How the query's syllables are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// Each as typed.
    Exact,
    /// None has an accent: each stands for every accented form of it.
    Unaccented,
    /// Those without an accent stand for every accented form, the others for themselves.
    Mixed,
}

impl Reading {
    /// Whether a part stands for every accented form of it.
    pub(super) fn folds(self, part: &str) -> bool {
        is_unmarked(part)
            && may_be_marked(part)
            && match self {
                Self::Exact => false,
                Self::Unaccented | Self::Mixed => true,
            }
    }
}

type Queries = Vec<Box<dyn Query>>;

/// Makes engine queries of filters.
#[derive(Clone, Copy)]
pub(super) struct Lowering {
    pub(super) fields: Fields,
}

impl Lowering {
    /// What an article must be, unscored; nothing where anything will do.
    pub(super) fn must(&self, filters: &Filters) -> Option<Box<dyn Query>> {
        let mut all = self.filters(filters);
        match all.len() {
            0 => None,
            1 => all.pop(),
            _ => Some(Box::new(BooleanQuery::intersection(all))),
        }
    }

    /// Filters alone: articles with a topic asked for score by its weight, others nothing.
    pub(super) fn filters_only(&self, filters: &Filters) -> Box<dyn Query> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = self
            .filters(filters)
            .into_iter()
            .map(|filter| (Occur::Must, Box::new(ConstScoreQuery::new(filter, 0.0)) as _))
            .collect();
        let weights = [TopicWeight::Primary, TopicWeight::Secondary, TopicWeight::Mention];
        for (weight, score) in weights.into_iter().zip([2.0, 1.0, 0.0]) {
            for topic in &filters.topics {
                let term = key(self.fields.topic, &topic_term(topic.as_str(), weight));
                clauses.push((Occur::Should, Box::new(ConstScoreQuery::new(term, score))));
            }
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn filters(&self, filters: &Filters) -> Queries {
        let fields = self.fields;
        let units = filters.units.iter().flat_map(|unit| self.unit(unit, &filters.units_as));
        let mut units: Queries = units.collect();
        if filters.units.is_empty() && !filters.units_as.is_open() {
            let terms = ways(&filters.units_as).map(any_unit_term);
            units.extend(terms.map(|term| key(fields.unit_as, &term)));
        }
        let outlets =
            filters.outlets.iter().map(|outlet| key(fields.outlet, outlet.as_str())).collect();
        let weights = [TopicWeight::Primary, TopicWeight::Secondary, TopicWeight::Mention];
        let weights = &weights[..if filters.mentions { 3 } else { 2 }];
        let topics = filters
            .topics
            .iter()
            .flat_map(|topic| weights.iter().map(|w| topic_term(topic.as_str(), *w)))
            .map(|term| key(fields.topic, &term))
            .collect();
        let any = |field, names: &[String]| names.iter().map(|name| key(field, name)).collect();
        let persons = any(fields.person, &filters.persons);
        let documents = any(fields.document, &filters.documents);
        let sections = any(fields.section, &filters.sections);
        let authors = any(fields.author, &filters.authors);
        let kinds: [Queries; 7] = [units, outlets, topics, persons, documents, sections, authors];
        let mut all: Queries =
            kinds.into_iter().filter(|kind| !kind.is_empty()).map(union).collect();
        all.extend(filters.has.iter().map(|has| key(fields.has, has.as_str())));
        all.extend(self.dates(filters.dates));
        all
    }

    /// Articles with a unit in one of the roles wanted, found by one of the methods.
    fn unit(&self, unit: &UnitKey, scope: &UnitScope) -> Queries {
        if scope.is_open() {
            return vec![key(self.fields.unit, unit.as_str())];
        }
        let terms = ways(scope).map(|way| unit_term(way, unit, scope.alone));
        terms.map(|term| key(self.fields.unit_as, &term)).collect()
    }

    /// The whole of what the date covers must lie in the range.
    fn dates(&self, range: DateRange) -> Queries {
        let from = range.from.map(|day| {
            let first = Term::from_field_i64(self.fields.first_day, day_number(day));
            RangeQuery::new(Bound::Included(first), Bound::Unbounded)
        });
        let to = range.to.map(|day| {
            let last = Term::from_field_i64(self.fields.last_day, day_number(day));
            RangeQuery::new(Bound::Unbounded, Bound::Included(last))
        });
        from.into_iter().chain(to).map(|range| Box::new(range) as _).collect()
    }
}

/// The roles and methods of which one must be a unit's.
fn ways(scope: &UnitScope) -> impl Iterator<Item = (UnitRole, Method)> {
    use {Method as M, UnitRole as R};
    let or_all = |some: &[R]| match some {
        [] => vec![R::Primary, R::Superior, R::Predecessor, R::Mentioned],
        some => some.to_vec(),
    };
    let methods = match &scope.methods[..] {
        [] => vec![M::Explicit, M::Inferred, M::Catalog, M::Corrected],
        some => some.to_vec(),
    };
    let roles = or_all(&scope.roles).into_iter();
    roles.flat_map(move |role| methods.clone().into_iter().map(move |method| (role, method)))
}

/// Articles with this value of a field of keys.
fn key(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

fn union(mut queries: Queries) -> Box<dyn Query> {
    if queries.len() == 1 { queries.swap_remove(0) } else { Box::new(BooleanQuery::union(queries)) }
}
