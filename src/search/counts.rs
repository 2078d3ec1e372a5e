//! How often each value stands in a column of texts, among the articles that pass some filters. No article is read
//! back.
//!
//! A value counts once an article, however often it stands there, so that a list's number and the total of a filter on
//! its values are the same.

use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::AllQuery;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::Searcher;
use crate::error::Result;
use crate::query::Filters;

/// How often a value stands in a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Occurrences {
    /// Articles that have it.
    pub(super) articles: u64,
    /// Times it stands in them.
    pub(super) times: u64,
}

/// Counts the values of a column of texts.
pub(super) struct Counts {
    pub(super) column: &'static str,
}

pub(super) struct SegmentCounts {
    values: Option<StrColumn>,
    counts: Vec<Occurrences>,
    of_one: Vec<u64>,
}

impl SegmentCollector for SegmentCounts {
    type Fruit = HashMap<String, Occurrences>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(values) = &self.values else { return };
        self.of_one.clear();
        self.of_one.extend(values.term_ords(doc));
        self.of_one.sort_unstable();
        for same in self.of_one.chunk_by(|a, b| a == b) {
            let count = usize::try_from(same[0]).ok().and_then(|ord| self.counts.get_mut(ord));
            if let Some(count) = count {
                count.articles += 1;
                count.times += same.len() as u64;
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Some(values) = &self.values else { return HashMap::new() };
        let counted = (0..).zip(&self.counts).filter(|(_, count)| count.articles > 0);
        counted
            .map(|(ord, count)| {
                let mut name = String::new();
                // A value that cannot be read counts under the empty name.
                let _ = values.ord_to_str(ord, &mut name);
                (name, *count)
            })
            .collect()
    }
}

impl Collector for Counts {
    type Fruit = HashMap<String, Occurrences>;
    type Child = SegmentCounts;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounts> {
        let values = segment.fast_fields().str(self.column)?;
        let terms = values.as_ref().map_or(0, |values| values.num_terms());
        Ok(SegmentCounts {
            values,
            counts: vec![Occurrences::default(); terms],
            of_one: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut all = HashMap::new();
        for (name, count) in segments.into_iter().flatten() {
            let sum: &mut Occurrences = all.entry(name).or_default();
            sum.articles += count.articles;
            sum.times += count.times;
        }
        Ok(all)
    }
}

impl Searcher<'_> {
    /// The values of a column in the articles that pass the filters, with how often.
    pub(super) fn values_of(
        &self,
        column: &'static str,
        filters: &Filters,
    ) -> Result<HashMap<String, Occurrences>> {
        self.among(filters, &Counts { column })
    }

    /// Collects the articles that pass the filters; all, and notes of copies with them, where there are none.
    pub(super) fn among<C: Collector>(&self, filters: &Filters, collector: &C) -> Result<C::Fruit> {
        let found = if filters.is_empty() {
            self.snapshot.search(&AllQuery, collector)
        } else {
            self.snapshot.search(&self.lowering().filters_only(filters), collector)
        };
        found.map_err(|cause| self.failed(cause))
    }
}
