//! A request with the names in its query resolved: what its text asks, and what must hold whatever the text finds.

use tantivy::query::Query as EngineQuery;

use super::Searcher;
use super::analysis::Asked;
use super::order::Page;
use super::structure::Needs;
use crate::error::{Error, ErrorKind, Result};
use crate::query::{Clause, Cursor, Filters, Query, Request};

/// A request as the searcher answers it.
pub(super) struct Question<'a> {
    pub(super) query: &'a Query,
    /// The filters, those of the query among them.
    pub(super) filters: Filters,
    /// How it is to be answered.
    pub(super) told: &'a Request,
    /// Which of the articles that match are wanted.
    pub(super) page: Page,
    /// What else must hold; it does not score.
    pub(super) constraint: Option<Box<dyn EngineQuery>>,
    /// The words that this asks for, for which articles score.
    pub(super) wanted: Asked,
    /// Words that prefixes and the like stand for.
    shown: Vec<String>,
}

/// Words of prefixes that are marked in what is found: the commonest.
const MOST_SHOWN: usize = 128;

impl Question<'_> {
    /// The same question with so many hits wanted.
    pub(super) fn of(mut self, hits: usize) -> Self {
        self.page.hits = hits;
        self
    }
}

impl Searcher<'_> {
    /// A request with the names in its query resolved.
    pub(super) fn question<'a>(&self, request: &'a Request) -> Result<Question<'a>> {
        let Request { query, limit, expand, sort, after, .. } = request;
        if let Some(cursor) = after.as_ref().filter(|after| !after.is_of(request.stamp())) {
            return Err(of_another(cursor));
        }
        let page = Page { hits: limit.get(), sort: *sort, expand: *expand };
        let Needs { filters, constraint, wanted, mut shown } =
            self.needs(query, &request.filters)?;
        shown.truncate(MOST_SHOWN);
        let wanted = self.asked(&wanted)?;
        Ok(Question { query, filters, told: request, page, constraint, wanted, shown })
    }

    /// What is marked in an article that answers a query in some way: its loose text and what its constraints want.
    pub(super) fn marked(&self, query: &Query, question: &Question<'_>) -> Option<Asked> {
        if query.is_loose() {
            return None;
        }
        let mut all = query.loose();
        all.clauses.extend(query.wanted().clauses);
        all.clauses.extend(question.shown.iter().cloned().map(Clause::Words));
        // Of more words than a query may have those of the loose text are marked.
        self.asked(&all).ok()
    }
}

fn of_another(cursor: &Cursor) -> Error {
    let message = format!(
        "the cursor `{cursor}` belongs to another request: give the same query, filters and order, or no --after"
    );
    Error::new(ErrorKind::Query, message)
}
