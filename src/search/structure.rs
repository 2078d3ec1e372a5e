//! What must hold beside a query's loose text, as one engine query that scores nothing.
//!
//! The loose text ranks and decides how it was meant (`ways`); operators, fields, near words and dates only say which
//! articles count. So they are lowered once, apart from every way to read the text: a word without accents stands for
//! all its readings where the whole query has no accent, otherwise for itself.

use std::cell::RefCell;
use std::collections::HashMap;

use tantivy::query::{
    BooleanQuery, ConstScoreQuery, EmptyQuery, ExistsQuery, Occur, Query as EngineQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Term};

use super::analysis::{Ask, Asked, Group, is_unmarked, may_be_marked};
use super::expand::Expander;
use super::near::{NearQuery, Row};
use super::positions::Rule;
use super::{Reading, Searcher, readings};
use crate::error::{Error, ErrorKind, Result};
use crate::query::limits::{MAX_NAMES, MAX_PATTERNS};
use crate::query::{Clause, Filters, Is, Near, Query, TextField, UnitScope};
use crate::vi::fold;

/// What a request asks besides its loose text.
pub(super) struct Needs {
    /// The request's own filters with those of the query.
    pub(super) filters: Filters,
    /// What else must hold.
    pub(super) constraint: Option<Box<dyn EngineQuery>>,
    /// The words that what must hold asks for, as loose text: articles score for them.
    pub(super) wanted: Query,
    /// Words that prefixes and misspelt words stand for, to be marked in what is found.
    pub(super) shown: Vec<String>,
}

impl Searcher<'_> {
    /// What a query asks besides its loose text, with the filters beside it.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] when a name stands for nothing or for several things, a day is counted from a today that
    /// nobody gave, or no day lies in a range.
    pub(super) fn needs(&self, query: &Query, filters: &Filters) -> Result<Needs> {
        bounded(query)?;
        let structure = Structure::new(self, query);
        let mut needs = Needs {
            filters: filters.clone(),
            constraint: None,
            wanted: query.wanted(),
            shown: Vec::new(),
        };
        let mut all = Parts::default();
        for own in structure.filters(&query.clauses)? {
            if !absorbed(&mut needs.filters, &own)? {
                all.must.extend(structure.lowered(&own));
            }
        }
        for clause in query.constraints().filter(|clause| !matches!(clause, Clause::Is(_))) {
            structure.clause(clause, &mut all)?;
        }
        needs.constraint = (!all.is_empty()).then(|| all.joined());
        needs.shown = structure.shown.into_inner();
        Ok(needs)
    }
}

/// Refuses a query for which too much of the index would have to be looked through.
fn bounded(query: &Query) -> Result<()> {
    let over = |message: String| Err(Error::new(ErrorKind::Query, message));
    let names = query.count(&|clause| {
        use Is::{Date, Has, UnitMethod, UnitRole};
        matches!(clause, Clause::Is(is) if !matches!(is, Date(_) | Has(_) | UnitRole(_) | UnitMethod(_)))
    });
    if names > MAX_NAMES {
        return over(format!(
            "the query has {names} names of units, persons and the like, more than {MAX_NAMES}"
        ));
    }
    let patterns = query.count(&|clause| matches!(clause, Clause::Prefix(_) | Clause::Fuzzy(_)));
    if patterns > MAX_PATTERNS {
        return over(format!(
            "the query has {patterns} words with `*` or `~1`, more than {MAX_PATTERNS}"
        ));
    }
    Ok(())
}

/// Takes filters of one kind into others that have none of the kind; otherwise both must hold by themselves.
fn absorbed(filters: &mut Filters, own: &Filters) -> Result<bool> {
    let free = |own: usize, theirs: usize| own == 0 || theirs == 0;
    let is_free = free(own.units.len() + usize::from(!own.units_as.is_open()), {
        filters.units.len() + usize::from(!filters.units_as.is_open())
    }) && free(own.topics.len(), filters.topics.len())
        && free(own.outlets.len(), filters.outlets.len())
        && free(own.persons.len(), filters.persons.len())
        && free(own.documents.len(), filters.documents.len())
        && free(own.sections.len(), filters.sections.len())
        && free(own.authors.len(), filters.authors.len());
    if !is_free {
        return Ok(false);
    }
    let own = own.clone();
    if !own.units.is_empty() || !own.units_as.is_open() {
        (filters.units, filters.units_as) = (own.units, own.units_as);
    }
    filters.topics.extend(own.topics);
    filters.outlets.extend(own.outlets);
    filters.persons.extend(own.persons);
    filters.documents.extend(own.documents);
    filters.sections.extend(own.sections);
    filters.authors.extend(own.authors);
    filters.has.extend(own.has);
    filters.dates = filters.dates.and(own.dates)?;
    Ok(true)
}

type Queries = Vec<Box<dyn EngineQuery>>;

/// What must hold, and what must not.
#[derive(Default)]
struct Parts {
    must: Queries,
    must_not: Queries,
}

impl Parts {
    fn is_empty(&self) -> bool {
        self.must.is_empty() && self.must_not.is_empty()
    }

    /// All of it at once; nothing asked finds nothing.
    fn joined(mut self) -> Box<dyn EngineQuery> {
        if self.must_not.is_empty() {
            return match self.must.len() {
                0 => Box::new(EmptyQuery),
                1 => self.must.swap_remove(0),
                _ => Box::new(BooleanQuery::intersection(self.must)),
            };
        }
        if self.must.is_empty() {
            self.must.push(every_article());
        }
        let must = self.must.into_iter().map(|query| (Occur::Must, query));
        let not = self.must_not.into_iter().map(|query| (Occur::MustNot, query));
        Box::new(BooleanQuery::new(must.chain(not).collect()))
    }
}

/// Articles, and no notes of what is none.
pub(super) fn every_article() -> Box<dyn EngineQuery> {
    let held = ExistsQuery::new("id".to_owned(), false);
    Box::new(ConstScoreQuery::new(Box::new(held), 0.0))
}

fn union(mut queries: Queries) -> Box<dyn EngineQuery> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.swap_remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

/// Makes engine queries of one query's clauses.
struct Structure<'a> {
    searcher: &'a Searcher<'a>,
    /// The fields of text that are looked into.
    fields: Vec<Field>,
    /// Whether no word of the query has an accent.
    unaccented: bool,
    /// What syllables without accents stand for, as far as it was asked.
    readings: RefCell<HashMap<(Field, String), Vec<Term>>>,
    shown: RefCell<Vec<String>>,
}

impl<'a> Structure<'a> {
    fn new(searcher: &'a Searcher<'a>, query: &Query) -> Self {
        let fields = searcher.index.fields();
        let marked = |c: char| c.is_alphabetic() && !c.is_ascii();
        Self {
            searcher,
            fields: vec![fields.title, fields.body],
            unaccented: !query.texts().iter().any(|text| text.contains(marked)),
            readings: RefCell::default(),
            shown: RefCell::default(),
        }
    }

    fn engine<T>(&self, result: tantivy::Result<T>) -> Result<T> {
        result.map_err(|cause| self.searcher.failed(cause))
    }

    /// All that a query asks.
    fn query(&self, query: &Query) -> Result<Box<dyn EngineQuery>> {
        let mut all = Parts::default();
        for own in self.filters(&query.clauses)? {
            all.must.extend(self.lowered(&own));
        }
        all.must.extend(self.text(&query.loose())?);
        for clause in query.constraints() {
            self.clause(clause, &mut all)?;
        }
        Ok(all.joined())
    }

    fn clause(&self, clause: &Clause, all: &mut Parts) -> Result<()> {
        let must = match clause {
            Clause::Words(_) | Clause::Phrase(_) | Clause::Is(_) => return Ok(()),
            Clause::Not(query) => {
                all.must_not.push(self.query(query)?);
                return Ok(());
            }
            Clause::Sloppy { text, slop } => self.sloppy(text, *slop)?,
            Clause::Prefix(text) => {
                let words = self.expander().prefix(text, self.unaccented);
                self.one_of(self.engine(words)?)
            }
            Clause::Fuzzy(text) => self.one_of(self.engine(self.expander().almost(text))?),
            Clause::Near(near) => self.near(near)?,
            Clause::In(field, query) => self.within(*field).query_into(query, self)?,
            Clause::Saved { query, .. } => self.query(query)?,
            Clause::All(queries) => {
                let queries = queries.iter().map(|query| self.query(query));
                Box::new(BooleanQuery::intersection(queries.collect::<Result<_>>()?))
            }
            Clause::Any(queries) => {
                union(queries.iter().map(|query| self.query(query)).collect::<Result<_>>()?)
            }
        };
        all.must.push(must);
        Ok(())
    }

    /// The same with one field of text.
    fn within(&self, field: TextField) -> Self {
        let fields = self.searcher.index.fields();
        let field = match field {
            TextField::Title => fields.title,
            TextField::Body => fields.body,
        };
        Self {
            searcher: self.searcher,
            fields: vec![field],
            unaccented: self.unaccented,
            readings: self.readings.clone(),
            shown: RefCell::default(),
        }
    }

    /// A query to the fields here, whose words are shown by another.
    fn query_into(self, query: &Query, shown_by: &Self) -> Result<Box<dyn EngineQuery>> {
        let lowered = self.query(query)?;
        shown_by.shown.borrow_mut().extend(self.shown.into_inner());
        Ok(lowered)
    }

    fn expander(&self) -> Expander<'a> {
        let fields = self.searcher.index.fields();
        Expander { searcher: &self.searcher.snapshot, fields: [fields.title, fields.body] }
    }

    fn one_of(&self, words: Vec<String>) -> Box<dyn EngineQuery> {
        let each = |field: &Field| {
            words.iter().map(|word| Term::from_field_text(*field, word)).collect::<Vec<_>>()
        };
        let terms = self.fields.iter().flat_map(each).map(holding).collect();
        self.shown.borrow_mut().extend(words);
        union(terms)
    }

    /// Every word and phrase of a text.
    fn text(&self, query: &Query) -> Result<Queries> {
        let equivalents = self.searcher.catalog.equivalents();
        let asked = Asked::new(query, equivalents)?;
        let reading = if self.unaccented { Reading::Unaccented } else { Reading::Exact };
        let (mut at, mut groups) = (0, asked.groups(reading));
        let mut all = Queries::new();
        while at < asked.asks.len() {
            let next = groups.iter().position(|group| group.asks.start >= at);
            groups = next.map_or(&[][..], |next| &groups[next..]);
            if let Some(group) = groups.first().filter(|group| group.asks.start == at) {
                all.push(self.grouped(&asked, group)?);
                at = group.asks.end;
            } else {
                all.push(self.ask(&asked.asks[at])?);
                at += 1;
            }
        }
        Ok(all)
    }

    /// All asks of a group, or something that is equal to them.
    fn grouped(&self, asked: &Asked, group: &Group) -> Result<Box<dyn EngineQuery>> {
        let typed = asked.asks[group.asks.clone()].iter().map(|ask| self.ask(ask));
        let mut ways: Queries =
            vec![Box::new(BooleanQuery::intersection(typed.collect::<Result<_>>()?))];
        for other in &group.others {
            let mut other = other.clone();
            other.as_typed = true;
            ways.push(self.ask(&other)?);
        }
        Ok(union(ways))
    }

    /// The parts of an ask in a row, or its whole, in any of the fields.
    fn ask(&self, ask: &Ask) -> Result<Box<dyn EngineQuery>> {
        let mut ways = Queries::new();
        for field in &self.fields {
            let row = self.row(*field, ask)?;
            ways.push(in_a_row(*field, row));
            ways.extend(
                ask.whole.iter().map(|whole| holding(Term::from_field_text(*field, whole))),
            );
        }
        Ok(union(ways))
    }

    fn row(&self, field: Field, ask: &Ask) -> Result<Row> {
        ask.parts.iter().map(|part| self.slot(field, part, ask.as_typed)).collect()
    }

    /// The terms that a syllable stands for in a field.
    fn slot(&self, field: Field, part: &str, as_typed: bool) -> Result<Vec<Term>> {
        if as_typed || !self.unaccented || !is_unmarked(part) || !may_be_marked(part) {
            return Ok(vec![Term::from_field_text(field, part)]);
        }
        let key = (field, fold(part));
        if let Some(known) = self.readings.borrow().get(&key) {
            return Ok(known.clone());
        }
        let terms = self.engine(readings::of(&self.searcher.snapshot, field, &key.1))?;
        self.readings.borrow_mut().insert(key, terms.clone());
        Ok(terms)
    }

    fn near(&self, near: &Near) -> Result<Box<dyn EngineQuery>> {
        let rule = Rule::Near { distance: near.distance, ordered: near.ordered };
        let side = |field: Field, texts: &Vec<String>| {
            texts
                .iter()
                .map(|text| self.row(field, &Ask::phrase(text)))
                .collect::<Result<Vec<Row>>>()
        };
        self.in_fields(rule, |field| near.sides.iter().map(|texts| side(field, texts)).collect())
    }

    fn sloppy(&self, text: &str, slop: u32) -> Result<Box<dyn EngineQuery>> {
        let phrase = Ask::phrase(text);
        self.in_fields(Rule::Slop(slop), |field| {
            let slots = self.row(field, &phrase)?.into_iter();
            Ok(slots.map(|slot| vec![vec![slot]]).collect())
        })
    }

    fn in_fields(
        &self,
        rule: Rule,
        sides: impl Fn(Field) -> Result<Vec<Vec<Row>>>,
    ) -> Result<Box<dyn EngineQuery>> {
        let mut ways = Queries::new();
        for field in self.fields.iter().copied() {
            let sides = sides(field)?;
            ways.push(Box::new(NearQuery { field, sides, rule }));
        }
        Ok(union(ways))
    }

    /// What the clauses say that an article must be, each by itself; what units must be is said of every unit.
    fn filters(&self, clauses: &[Clause]) -> Result<Vec<Filters>> {
        let is = clauses.iter().filter_map(|clause| match clause {
            Clause::Is(is) => Some(is),
            _ => None,
        });
        let mut scope = UnitScope::default();
        let mut all = Vec::new();
        for is in is {
            match is {
                Is::UnitRole(role) => scope.roles.push(*role),
                Is::UnitMethod(method) => scope.methods.push(*method),
                other => all.push(self.filter(other)?),
            }
        }
        let mut units = all.iter_mut().filter(|filters| !filters.units.is_empty()).peekable();
        if units.peek().is_none() && !scope.is_open() {
            all.push(Filters { units_as: scope, ..Filters::default() });
        } else {
            units.for_each(|filters| filters.units_as = scope.clone());
        }
        Ok(all)
    }

    fn filter(&self, is: &Is) -> Result<Filters> {
        let (names, none) = (self.searcher, Filters::default());
        Ok(match is {
            Is::Unit(name) => Filters { units: names.unit(name)?, ..none },
            Is::Topic(name) => Filters { topics: vec![names.topic(name)?], ..none },
            Is::Outlet(name) => Filters { outlets: vec![names.outlet(name)?], ..none },
            Is::Section(name) => Filters { sections: names.section(name)?, ..none },
            Is::Author(name) => Filters { authors: names.author(name)?, ..none },
            Is::Person(name) => Filters { persons: names.person(name)?, ..none },
            Is::Document(name) => Filters { documents: names.document(name)?, ..none },
            Is::Has(has) => Filters { has: vec![*has], ..none },
            Is::Date(when) if when.is_relative() => {
                let message =
                    format!("`{when}` is counted from today, which the request does not say");
                return Err(Error::new(ErrorKind::Query, message));
            }
            // No day of it is counted from the day given here.
            Is::Date(when) => Filters { dates: when.range(chrono::NaiveDate::MIN)?, ..none },
            Is::UnitRole(_) | Is::UnitMethod(_) => none,
        })
    }

    fn lowered(&self, filters: &Filters) -> Option<Box<dyn EngineQuery>> {
        self.searcher.lowering().must(filters)
    }
}

/// Articles whose field has this term.
fn holding(term: Term) -> Box<dyn EngineQuery> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// Articles in whose field the slots stand side by side.
fn in_a_row(field: Field, mut row: Row) -> Box<dyn EngineQuery> {
    match row.len() {
        0 => Box::new(EmptyQuery),
        1 => union(row.swap_remove(0).into_iter().map(holding).collect()),
        _ => Box::new(NearQuery { field, sides: vec![vec![row]], rule: Rule::Slop(0) }),
    }
}

#[cfg(test)]
mod tests;
