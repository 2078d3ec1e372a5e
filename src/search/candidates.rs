//! The first phase: the best articles by BM25, a few more than are wanted.
//!
//! Three ways to the same articles. Where one word is one term and nothing else is asked, the engine prunes a flat
//! union of term scorers, and whether the articles match is looked at afterwards. Where words are several or stand for
//! many terms, scores are summed into an array, which beats pruning. Where a word's articles must pass a filter, or few
//! match, all that do are scored. The engine's own collector is not used: it drops equal scores at
//! its threshold, and its block maxima hold for a segment's own average length only.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering as Atomically};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};

use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, SegmentOrdinal, SegmentReader};

use super::order::UNDATED;
use super::rank::{Model, STEP, compared, rounded};
use super::slots::Sought;
use crate::query::Sort;

/// How many are kept, and which come first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    pub(super) limit: usize,
    pub(super) sort: Sort,
}

/// An article by its rough score or its date; greater is better.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// See [`Sort::key`].
    key: i64,
    score: f32,
    published: i64,
    /// Rank of its id in the segment.
    id: u64,
    pub(super) doc: DocId,
}

impl Candidate {
    /// The score as it is compared.
    pub(super) fn score(&self) -> f32 {
        compared(self.score)
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.key, self.published, other.id, other.doc).cmp(&(
            other.key,
            other.published,
            self.id,
            self.doc,
        ))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Candidate {}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

/// Articles of each segment, in no order, and whether there are no more.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    pub(super) segments: Vec<(SegmentOrdinal, Vec<Candidate>)>,
    pub(super) all: bool,
}

impl Candidates {
    /// What the segments' best have that is as good as the `limit`th of all.
    pub(super) fn of(segments: Vec<Fruit>, Cut { limit, .. }: Cut) -> Self {
        let found: usize = segments.iter().map(|(_, found)| found.len()).sum();
        let mut keys: Vec<i64> =
            segments.iter().flat_map(|(_, found)| found).map(|c| c.key).collect();
        // The last key of those wanted; what is as good stays, and dates and ids decide later.
        let least = (found > limit).then(|| {
            keys.sort_unstable_by_key(|key| std::cmp::Reverse(*key));
            keys[limit - 1]
        });
        let good = |c: &Candidate| least.is_none_or(|least| c.key >= least.saturating_sub(1));
        let of_one = |found: Vec<Candidate>| found.into_iter().filter(good).collect();
        let segments = segments.into_iter().map(|(ord, found)| (ord, of_one(found))).collect();
        Self { segments, all: found < limit }
    }

    /// The first of what a query finds, by the score that the engine gives them.
    pub(super) fn by_engine(
        searcher: &Searcher,
        query: &dyn Query,
        cut: Cut,
    ) -> tantivy::Result<Self> {
        Ok(Self::of(searcher.search(query, &Exhaustive(cut))?, cut))
    }
}

/// Keeps the best of a segment.
pub(super) struct Keeper {
    cut: Cut,
    best: BTreeSet<Candidate>,
    published: Column<i64>,
    ids: Option<StrColumn>,
}

impl Keeper {
    pub(super) fn new(segment: &SegmentReader, cut: Cut) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            cut,
            best: BTreeSet::new(),
            published: columns.i64("published")?,
            ids: columns.str("id")?,
        })
    }

    pub(super) fn into_best(self) -> Vec<Candidate> {
        self.best.into_iter().collect()
    }

    /// The key that an article must have at least.
    fn least(&self) -> Option<i64> {
        self.best.first().filter(|_| self.best.len() >= self.cut.limit).map(|worst| worst.key)
    }

    /// Whether a score leaves a place among the best so far open.
    pub(super) fn may_take(&self, score: f32) -> bool {
        self.cut.sort != Sort::Score || self.least().is_none_or(|least| rounded(score) >= least)
    }

    /// Takes a document in, if it is among the best so far.
    pub(super) fn offer(&mut self, doc: DocId, score: f32) {
        let Cut { limit, sort } = self.cut;
        // Dates are read of no more articles than need be.
        if !self.may_take(score) {
            return;
        }
        let least = self.least();
        let published = self.published.first(doc).unwrap_or(UNDATED);
        let key = sort.key(score, published);
        let newer = |worst: &Candidate| (key, published) >= (worst.key, worst.published);
        if least.is_some() && !self.best.first().is_some_and(newer) {
            return;
        }
        let id = self.ids.as_ref().and_then(|ids| ids.term_ords(doc).next()).unwrap_or(u64::MAX);
        self.best.insert(Candidate { key, score, published, id, doc });
        if self.best.len() > limit {
            self.best.pop_first();
        }
    }
}

/// The engine's view of an index, and what is asked of it.
#[derive(Clone, Copy)]
pub(super) struct FirstPhase<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: [Field; 2],
    pub(super) sought: &'a Sought,
    pub(super) model: &'a Model,
}

impl FirstPhase<'_> {
    /// The best `limit` of all articles that hold any word, by pruning; every slot must be one term.
    pub(super) fn pruned(&self, limit: usize) -> tantivy::Result<Candidates> {
        let cut = Cut { limit, sort: Sort::Score };
        let collector = Pruned {
            cut,
            average: self.averages()?,
            least: AtomicU32::new(0),
            fields: self.fields,
        };
        let found = self.searcher.search(&BooleanQuery::new(self.leaves()), &collector)?;
        Ok(Candidates::of(found, cut))
    }

    /// The first of the articles that match and pass `must`.
    pub(super) fn matching(
        &self,
        must: Option<Box<dyn Query>>,
        cut: Cut,
    ) -> tantivy::Result<Candidates> {
        let unscored = |query| (Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0)) as _);
        let held = self.sought.query(self.fields);
        let mut clauses: Vec<_> = held.into_iter().chain(must).map(unscored).collect();
        clauses.extend(self.leaves());
        Candidates::by_engine(self.searcher, &BooleanQuery::new(clauses), cut)
    }

    fn leaves(&self) -> Vec<(Occur, Box<dyn Query>)> {
        let mut leaves: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (slot, known) in self.sought.slots.iter().zip(&self.model.slots) {
            for (field, terms) in slot.terms.iter().enumerate() {
                let fields = self.model.fields[field];
                let weight = fields * known.weight * known.idf / known.own[field];
                for term in terms {
                    let leaf = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
                    let leaf = BoostQuery::new(Box::new(leaf), weight);
                    leaves.push((Occur::Should, Box::new(leaf)));
                }
            }
        }
        leaves
    }

    /// Average lengths of the fields.
    pub(super) fn averages(&self) -> tantivy::Result<[f32; 2]> {
        let mut averages = [0.0; 2];
        for (average, field) in averages.iter_mut().zip(self.fields) {
            let mut tokens = 0;
            for segment in self.searcher.segment_readers() {
                tokens += segment.inverted_index(field)?.total_num_tokens();
            }
            *average = mean(tokens, documents(self.searcher));
        }
        Ok(averages)
    }
}

/// Documents of the index as the engine's statistics count them.
pub(super) fn documents(searcher: &Searcher) -> u64 {
    searcher.segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum()
}

#[expect(clippy::cast_precision_loss, reason = "an average length")]
fn mean(tokens: u64, documents: u64) -> f32 {
    tokens as f32 / documents.max(1) as f32
}

/// Collects by pruning.
struct Pruned {
    cut: Cut,
    fields: [Field; 2],
    average: [f32; 2],
    /// Bits of the score that the best of some segment all have: what has less is none of the best of all.
    least: AtomicU32,
}

impl Pruned {
    /// By how much the engine's block maxima may be too low: a segment chooses them by its own average length, and
    /// the ratio of the averages bounds what that changes of any score.
    fn slack(&self, segment: &SegmentReader) -> tantivy::Result<f32> {
        let mut slack = 1.0_f32;
        for (field, average) in self.fields.into_iter().zip(self.average) {
            let tokens = segment.inverted_index(field)?.total_num_tokens();
            let own = mean(tokens, u64::from(segment.max_doc()));
            if own > 0.0 && average > 0.0 {
                slack = slack.max(own / average).max(average / own);
            }
        }
        Ok(slack)
    }

    fn least(&self) -> f32 {
        f32::from_bits(self.least.load(Atomically::Relaxed))
    }
}

impl Collector for Pruned {
    type Fruit = Vec<Fruit>;
    type Child = Nothing;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Nothing> {
        Ok(Nothing(ordinal))
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<Fruit> {
        let slack = self.slack(segment)?;
        let mut keeper = Keeper::new(segment, self.cut)?;
        let alive = segment.alive_bitset();
        // Two steps less, so that a score that is equal but for its last digits is looked at.
        let lowered = |least: f32| (least - 2.0 * STEP) / slack;
        let mut callback = |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                keeper.offer(doc, score);
            }
            #[expect(clippy::cast_precision_loss, reason = "a score in steps")]
            if let Some(least) = keeper.least() {
                self.least.fetch_max((least as f32 * STEP).to_bits(), Atomically::Relaxed);
            }
            lowered(self.least())
        };
        weight.for_each_pruning(lowered(self.least()), segment, &mut callback)?;
        Ok((ordinal, keeper.into_best()))
    }
}

type Fruit = (SegmentOrdinal, Vec<Candidate>);

/// A collector that does its work a segment at a time has none that takes documents one by one.
struct Nothing(SegmentOrdinal);

impl SegmentCollector for Nothing {
    type Fruit = Fruit;

    fn collect(&mut self, _: DocId, _: f32) {}

    fn harvest(self) -> Fruit {
        (self.0, Vec::new())
    }
}

/// Collects the first of all that are found.
struct Exhaustive(Cut);

struct SegmentKeeper {
    ordinal: SegmentOrdinal,
    keeper: Keeper,
}

impl SegmentCollector for SegmentKeeper {
    type Fruit = Fruit;

    fn collect(&mut self, doc: DocId, score: f32) {
        self.keeper.offer(doc, score);
    }

    fn harvest(self) -> Fruit {
        (self.ordinal, self.keeper.into_best())
    }
}

impl Collector for Exhaustive {
    type Fruit = Vec<Fruit>;
    type Child = SegmentKeeper;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentKeeper> {
        Ok(SegmentKeeper { ordinal, keeper: Keeper::new(segment, self.0)? })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn score_then_the_newer_then_the_smaller_id_come_first() {
        let candidate = |key, published, id| Candidate { key, score: 0.0, published, id, doc: 0 };
        let best_first = [
            candidate(2, i64::MIN, 9),
            candidate(1, 20, 5),
            candidate(1, 10, 3),
            candidate(1, 10, 4),
            candidate(1, i64::MIN, 1),
            candidate(0, 30, 0),
        ];
        assert!(best_first.windows(2).all(|two| two[0] > two[1]));
    }
}
