//! A request: what is asked of the text, what the article must be, and how many are wanted.

use serde::{Deserialize, Serialize};

use super::ast::Query;
use super::page::{Cursor, Sort};
use crate::article::{Has, Method, OutletId, TopicId, UnitKey, UnitRole};
use crate::date::DateRange;
use crate::error::{Error, ErrorKind, Result};

/// What a unit must be in an article for a filter on it. By default anything: whatever its role, however it was
/// found, itself or one under it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitScope {
    /// Roles of which it must have one; any where there are none.
    pub roles: Vec<UnitRole>,
    /// Methods by one of which it must have been found; any where there are none.
    pub methods: Vec<Method>,
    /// Whether only the unit itself counts, and nothing under it.
    pub alone: bool,
}

impl UnitScope {
    /// Whether anything will do.
    pub fn is_open(&self) -> bool {
        self.roles.is_empty() && self.methods.is_empty() && !self.alone
    }
}

/// What an article must be to be found. Several values of one kind are alternatives; different kinds
/// must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filters {
    /// Units, each with what lies under it.
    pub units: Vec<UnitKey>,
    /// What the units must be in the article; if there are none, what some unit must be.
    pub units_as: UnitScope,
    /// Topics that are primary or secondary in the article.
    pub topics: Vec<TopicId>,
    /// Whether topics that are only mentioned count too.
    pub mentions: bool,
    /// Outlets.
    pub outlets: Vec<OutletId>,
    /// Persons, by name as the index has it.
    pub persons: Vec<String>,
    /// Cited documents, as [`crate::article::Document::key`] names them.
    pub documents: Vec<String>,
    /// Sections, as the index has them.
    pub sections: Vec<String>,
    /// Those who wrote the article or asked its questions, by name as the index has it.
    pub authors: Vec<String>,
    /// What it must have; unlike the values of other kinds, all of it.
    pub has: Vec<Has>,
    /// Days of publication. An article whose date is a month or a year is found when all of it lies
    /// in the range; one without a date only by an open range.
    pub dates: DateRange,
}

impl Filters {
    /// Whether every article passes.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
            && self.units_as.is_open()
            && self.topics.is_empty()
            && self.outlets.is_empty()
            && self.persons.is_empty()
            && self.documents.is_empty()
            && self.sections.is_empty()
            && self.authors.is_empty()
            && self.has.is_empty()
            && self.dates.is_open()
    }
}

/// How many hits are wanted: 1 to 1,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(usize);

impl Limit {
    /// Most hits of one request. More than that at a time is allocated before the first is found.
    pub const MAX: usize = 1_000;

    /// A number of hits.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] when it is 0 or more than [`Self::MAX`].
    pub fn new(hits: usize) -> Result<Self> {
        if (1..=Self::MAX).contains(&hits) {
            return Ok(Self(hits));
        }
        let message = format!("a limit of `{hits}` is not between 1 and {}", Self::MAX);
        Err(Error::new(ErrorKind::Query, message))
    }

    /// The number.
    pub fn get(self) -> usize {
        self.0
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(10)
    }
}

/// How much of what is asked an article must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hold {
    /// All of a short query or a part of a long one, and less where that finds nothing.
    #[default]
    Usual,
    /// Every word, be the query as long as it may.
    All,
    /// Any word, and all that is quoted.
    Any,
}

/// What is asked, without which of the articles that match are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// What is asked of the text.
    pub query: &'a Query,
    /// What the article must be.
    pub filters: &'a Filters,
    /// How much of the query it must hold.
    pub hold: Hold,
}

impl<'a> From<&'a Request> for Selection<'a> {
    fn from(request: &'a Request) -> Self {
        Self { query: &request.query, filters: &request.filters, hold: request.hold }
    }
}

impl<'a> From<(&'a Query, &'a Filters)> for Selection<'a> {
    fn from((query, filters): (&'a Query, &'a Filters)) -> Self {
        Self { query, filters, hold: Hold::Usual }
    }
}

/// One question to the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is asked of the text; may be empty where there are filters.
    pub query: Query,
    /// What the article must be.
    pub filters: Filters,
    /// How much of the query an article must hold.
    pub hold: Hold,
    /// How many hits are wanted.
    pub limit: Limit,
    /// Whether near copies of an article are hits of their own. They always count as articles that match.
    pub expand: bool,
    /// Which hits come first.
    pub sort: Sort,
    /// Whether being new adds to a score, a little.
    pub recent: bool,
    /// Whether each hit says why it has its score.
    pub explain: bool,
    /// Where the page before ended; the first page where there was none.
    pub after: Option<Cursor>,
}

impl Request {
    /// A request for the best, near copies being one hit.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] when it asks nothing at all.
    pub fn new(query: Query, filters: Filters, limit: Limit) -> Result<Self> {
        if query.is_empty() && filters.is_empty() {
            let message = "nothing is asked: give words, or a filter such as --unit or --year";
            return Err(Error::new(ErrorKind::Query, message));
        }
        if query.only_leaves_out() && filters.is_empty() {
            let message =
                "the query only says what is left out: add words, or a field such as has:title";
            return Err(Error::new(ErrorKind::Query, message));
        }
        Ok(Self {
            query,
            filters,
            hold: Hold::default(),
            limit,
            expand: false,
            sort: Sort::default(),
            recent: false,
            explain: false,
            after: None,
        })
    }

    /// The same request with near copies as hits of their own, if `expand`.
    #[must_use]
    pub fn expanded(self, expand: bool) -> Self {
        Self { expand, ..self }
    }

    /// The same request, of whose query an article must hold so much.
    #[must_use]
    pub fn held(self, hold: Hold) -> Self {
        Self { hold, ..self }
    }

    /// The same request in another order.
    #[must_use]
    pub fn sorted(self, sort: Sort) -> Self {
        Self { sort, ..self }
    }

    /// The same request with newer articles preferred among those that answer alike, if `recent`.
    #[must_use]
    pub fn recent(self, recent: bool) -> Self {
        Self { recent, ..self }
    }

    /// The same request with each hit's score explained, if `explain`.
    #[must_use]
    pub fn explained(self, explain: bool) -> Self {
        Self { explain, ..self }
    }

    /// The same request for the hits behind a page of it, or from the first on.
    #[must_use]
    pub fn after(self, after: Option<Cursor>) -> Self {
        Self { after, ..self }
    }

    /// What tells its cursors from those of other requests: of all that decides what is found and in which order.
    pub fn stamp(&self) -> u32 {
        let Self { query, filters, hold, limit: _, expand, sort, recent, explain: _, after: _ } =
            self;
        let filters = serde_json::to_string(filters).unwrap_or_default();
        let asked = format!("{query}\n{filters}\n{hold:?} {expand} {recent} {}", sort.name());
        let [.., a, b, c, d] = xxhash_rust::xxh3::xxh3_64(asked.as_bytes()).to_be_bytes();
        u32::from_be_bytes([a, b, c, d])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_lies_between_its_ends() {
        let limits = [0, 1, Limit::MAX, Limit::MAX + 1, usize::MAX];
        assert_eq!(limits.map(|n| Limit::new(n).is_ok()), [false, true, true, false, false]);
    }

    #[test]
    fn something_must_be_asked() {
        let request = |query: &str, filters| {
            Request::new(super::super::parse(query).unwrap(), filters, Limit::default())
        };
        let year = Filters { dates: DateRange::years("2021").unwrap(), ..Filters::default() };
        assert_eq!(request("", Filters::default()).unwrap_err().kind(), ErrorKind::Query);
        assert!(request("", year).is_ok());
        assert!(request("x", Filters::default()).is_ok());
    }
}
