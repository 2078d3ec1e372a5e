//! Whatever can be collected over all articles that answer a request: counts by value, counts over time, words.
//!
//! One way in for all of them. Which articles match never depends on ranking, so nothing here asks how they are ordered.

use tantivy::collector::{Collector, Count};
use tantivy::query::ExistsQuery;

use super::slots::Sought;
use super::ways::Way;
use super::{Chosen, Counted, Searcher};
use crate::error::Result;
use crate::query::{Limit, Request, Selection};

impl Searcher<'_> {
    /// Collects the articles that answer a query and pass the filters: all articles where there is neither.
    pub(super) fn over<C: Collector>(
        &self,
        asked: Selection<'_>,
        collector: C,
    ) -> Result<(Counted, C::Fruit)> {
        let Selection { query, filters, .. } = asked;
        let both = (Count, collector);
        if !query.is_empty() {
            return self.over_matching(asked, &both.1);
        }
        let (total, fruit) = if filters.is_empty() {
            // What has no id is a note, and no article.
            let articles = ExistsQuery::new("id".to_owned(), false);
            self.snapshot.search(&articles, &both).map_err(|cause| self.failed(cause))?
        } else {
            self.among(filters, &both)?
        };
        let sought = Sought::default();
        Ok((Chosen { way: Way::FILTERS, sought, total }.counted(None), fruit))
    }

    fn over_matching<C: Collector>(
        &self,
        Selection { query, filters, hold }: Selection<'_>,
        collector: &C,
    ) -> Result<(Counted, C::Fruit)> {
        let request = Request::new(query.clone(), filters.clone(), Limit::default())?.held(hold);
        let question = &self.question(&request)?;
        let understood = self.understood(question)?;
        let fruit = self.found(&understood.chosen.sought, question, collector)?;
        Ok((understood.counted(), fruit))
    }
}
