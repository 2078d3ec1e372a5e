//! From terms and filters to the engine's query.

use std::ops::{Bound, Range};

use tantivy::Searcher;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Term};

use super::Matching;
use super::analysis::{Ask, Asked, Group, is_unmarked, may_be_marked};
use super::readings::{self, ReadingsQuery};
use crate::article::{Method, TopicWeight, UnitKey, UnitRole};
use crate::date::DateRange;
use crate::index::schema::{Fields, TITLE_WEIGHT};
use crate::index::{any_unit_term, day_number, topic_term, unit_term};
use crate::query::{Filters, UnitScope};
use crate::vi::fold;

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

/// What an equal row weighs against the one typed.
const EQUIVALENT_WEIGHT: f32 = 0.5;

type Queries = Vec<Box<dyn Query>>;

/// Makes engine queries over one view of the index.
#[derive(Clone, Copy)]
pub(super) struct Lowering<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: Fields,
    pub(super) reading: Reading,
    /// Whether an abbreviation in capitals must be printed so.
    pub(super) capitals: bool,
    /// Whether what is quoted must stand there as a phrase.
    pub(super) quotes: bool,
}

impl Lowering<'_> {
    /// Articles that hold as much of what is asked as the matching says.
    pub(super) fn text(
        &self,
        asked: &Asked,
        matching: Matching,
    ) -> tantivy::Result<Box<dyn Query>> {
        let asks = 0..asked.asks.len();
        let all = matching != Matching::Any;
        let wanted = Wanted { asks, groups: asked.groups(self.reading), all };
        let clauses = self.clauses(asked, &wanted)?;
        if matching != Matching::Most {
            return Ok(boolean(
                clauses.into_iter().map(|clause| (clause.occur, clause.query)).collect(),
            ));
        }
        // What stands for several words has their weight, so it must be there, and some of the others.
        let missing = asked.asks.len() / 3;
        let single = clauses.iter().filter(|clause| clause.asks == 1).count();
        let clauses = clauses.into_iter().map(|clause| match clause.asks {
            1 => (Occur::Should, clause.query),
            _ => (Occur::Must, clause.query),
        });
        let enough = single.saturating_sub(missing);
        Ok(Box::new(BooleanQuery::with_minimum_required_clauses(clauses.collect(), enough)))
    }

    /// A clause for every ask, or for the outermost group it belongs to.
    fn clauses(&self, asked: &Asked, wanted: &Wanted<'_>) -> tantivy::Result<Vec<Clause>> {
        let mut clauses = Vec::new();
        let (mut at, mut groups) = (wanted.asks.start, wanted.groups);
        while at < wanted.asks.end {
            if let Some((group, rest)) = groups.split_first().filter(|(g, _)| g.asks.start == at) {
                let inside = rest.partition_point(|inner| inner.asks.start < group.asks.end);
                let inner =
                    Wanted { asks: group.asks.clone(), groups: &rest[..inside], all: wanted.all };
                let query = self.grouped(asked, group, &inner)?;
                clauses.push(Clause { asks: group.asks.len(), occur: occur(wanted.all), query });
                (at, groups) = (group.asks.end, &rest[inside..]);
            } else {
                clauses.extend(self.clause(asked, &asked.asks[at], wanted.all)?);
                at += 1;
            }
        }
        Ok(clauses)
    }

    /// The asks of a group as typed, or what is equal to them, whichever counts for more.
    fn grouped(
        &self,
        asked: &Asked,
        group: &Group,
        inner: &Wanted<'_>,
    ) -> tantivy::Result<Box<dyn Query>> {
        let typed = self.clauses(asked, inner)?.into_iter();
        let mut ways = vec![boolean(typed.map(|clause| (clause.occur, clause.query)).collect())];
        let exact = Self { reading: Reading::Exact, ..*self };
        for other in &group.others {
            ways.push(Box::new(BoostQuery::new(union(exact.leaves(other)?), EQUIVALENT_WEIGHT)));
        }
        Ok(Box::new(DisjunctionMaxQuery::new(ways)))
    }

    fn clause(&self, asked: &Asked, ask: &Ask, all: bool) -> tantivy::Result<Vec<Clause>> {
        let clause = |occur, query| Clause { asks: 1, occur, query };
        if all || (ask.required && self.quotes) {
            return Ok(vec![clause(Occur::Must, union(self.leaves(ask)?))]);
        }
        let leaves = if asked.is_long() { self.loose_leaves(ask)? } else { self.leaves(ask)? };
        Ok(leaves.into_iter().map(|leaf| clause(Occur::Should, leaf)).collect())
    }

    /// Everything that answers one ask, in either field.
    fn leaves(&self, ask: &Ask) -> tantivy::Result<Queries> {
        let mut leaves: Queries = Vec::new();
        for (field, weight) in [(self.fields.title, TITLE_WEIGHT), (self.fields.body, 1.0)] {
            leaves.push(Box::new(BoostQuery::new(self.in_field(ask, field)?, weight)));
        }
        Ok(leaves)
    }

    /// The same where any word will do: the parts of a unit or of a phrase by themselves, or all of it
    /// together, whichever counts for more.
    fn loose_leaves(&self, ask: &Ask) -> tantivy::Result<Queries> {
        let together = self.leaves(ask)?;
        if ask.parts.len() < 2 {
            return Ok(together);
        }
        let mut parts = Vec::new();
        for part in ask.each_part() {
            parts.extend(self.leaves(&part)?);
        }
        let either = DisjunctionMaxQuery::new(vec![union(parts), union(together)]);
        Ok(vec![Box::new(either)])
    }

    fn in_field(&self, ask: &Ask, field: Field) -> tantivy::Result<Box<dyn Query>> {
        let as_read = Self { reading: ask.reading(self.reading), ..*self };
        let one = |term| as_read.row(field, std::slice::from_ref(term));
        if let Some(capitals) = ask.capitals.as_ref().filter(|_| self.capitals) {
            return one(capitals);
        }
        let mut leaves = vec![as_read.row(field, &ask.parts)?];
        for term in ask.whole.iter().chain(&ask.capitals) {
            leaves.push(one(term)?);
        }
        if leaves.len() == 1 {
            return Ok(leaves.swap_remove(0));
        }
        // An article that holds a unit's whole, and with it its parts, is no better for holding both.
        Ok(Box::new(DisjunctionMaxQuery::new(leaves)))
    }

    /// Parts side by side.
    fn row(&self, field: Field, parts: &[String]) -> tantivy::Result<Box<dyn Query>> {
        let reading = self.reading;
        let term = |part: &String| Term::from_field_text(field, part);
        if parts.iter().any(|part| reading.folds(part)) {
            let mut slots = Vec::with_capacity(parts.len());
            for part in parts {
                slots.push(if reading.folds(part) {
                    readings::of(self.searcher, field, &fold(part))?
                } else {
                    vec![term(part)]
                });
            }
            return Ok(Box::new(ReadingsQuery::new(field, slots)));
        }
        Ok(match parts {
            [part] => Box::new(TermQuery::new(term(part), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new(parts.iter().map(term).collect())),
        })
    }

    /// What an article must be, unscored; nothing where anything will do.
    pub(super) fn must(&self, filters: &Filters) -> Option<Box<dyn Query>> {
        let mut all = self.filters(filters);
        match all.len() {
            0 => None,
            1 => all.pop(),
            _ => Some(Box::new(BooleanQuery::intersection(all))),
        }
    }

    /// Adds the filters to a query; they do not score.
    pub(super) fn filtered(&self, query: Box<dyn Query>, filters: &Filters) -> Box<dyn Query> {
        let mut clauses = vec![(Occur::Must, query)];
        for filter in self.filters(filters) {
            clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(filter, 0.0))));
        }
        if clauses.len() == 1 {
            return clauses.swap_remove(0).1;
        }
        Box::new(BooleanQuery::new(clauses))
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

/// Some asks, the groups among them, and whether all of them must be there.
struct Wanted<'a> {
    asks: Range<usize>,
    groups: &'a [Group],
    all: bool,
}

/// What answers one ask or the asks of a group.
struct Clause {
    asks: usize,
    occur: Occur,
    query: Box<dyn Query>,
}

fn occur(all: bool) -> Occur {
    if all { Occur::Must } else { Occur::Should }
}

/// All clauses as one query. Beside what must be there, the others only add to the score.
fn boolean(mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    if clauses.len() == 1 {
        return clauses.swap_remove(0).1;
    }
    Box::new(BooleanQuery::new(clauses))
}

/// Articles with this value of a field of keys.
fn key(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

fn union(mut queries: Queries) -> Box<dyn Query> {
    if queries.len() == 1 { queries.swap_remove(0) } else { Box::new(BooleanQuery::union(queries)) }
}
