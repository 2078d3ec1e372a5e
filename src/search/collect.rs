//! The best articles in an order that never depends on where they stand: score, then the newer, then
//! the id. The engine's own collector breaks ties by document address, which changes from one build
//! of an index to the next. Of near copies only the best is kept, unless all are wanted; all are counted.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap, HashSet};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// Collects the best `limit` documents and counts all.
pub(super) struct Best {
    pub(super) limit: usize,
    /// Whether near copies are documents of their own.
    pub(super) expand: bool,
}

impl Best {
    /// The best `limit` documents, whatever copies there are.
    pub(super) fn all(limit: usize) -> Self {
        Self { limit, expand: true }
    }
}

/// The score without the last digits, which depend on the order in which the engine happens to add: so
/// that two articles that are equal to a query stay in one order whatever segments they stand in.
fn comparable(score: Score) -> Score {
    (score * 1e4).round() / 1e4
}

/// The best documents, best first, and how many matched in all.
#[derive(Default)]
pub(super) struct Found {
    pub(super) best: Vec<(Score, DocAddress)>,
    pub(super) total: usize,
}

/// A candidate; greater is better. `id` is the rank of the article's id inside its segment.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    score: Score,
    published: i64,
    id: u64,
    doc: DocId,
    group: u64,
}

impl Candidate {
    fn by_score_and_date(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(self.published.cmp(&other.published))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.by_score_and_date(other).then(other.id.cmp(&self.id)).then(other.doc.cmp(&self.doc))
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

pub(super) struct SegmentBest {
    ordinal: SegmentOrdinal,
    limit: usize,
    best: BTreeSet<Candidate>,
    /// The candidate of each group; of no use where copies are documents of their own.
    groups: Option<HashMap<u64, Candidate>>,
    total: usize,
    published: Column<i64>,
    group: Column<u64>,
    ids: Option<StrColumn>,
}

impl SegmentBest {
    fn candidate(&self, doc: DocId, score: Score) -> Candidate {
        let id = self.ids.as_ref().and_then(|ids| ids.term_ords(doc).next()).unwrap_or(u64::MAX);
        let published = self.published.first(doc).unwrap_or(i64::MIN);
        let group = if self.groups.is_some() { self.group.first(doc) } else { None };
        Candidate { score, published, id, doc, group: group.unwrap_or_default() }
    }

    /// Takes a candidate in, in place of a worse one of its group if there is one.
    fn insert(&mut self, candidate: Candidate) {
        if let Some(groups) = &mut self.groups {
            let same = groups.get(&candidate.group).copied();
            if same.is_some_and(|same| same >= candidate) {
                return;
            }
            if let Some(worse) = same {
                self.best.remove(&worse);
            }
            groups.insert(candidate.group, candidate);
        }
        self.best.insert(candidate);
        if self.best.len() > self.limit
            && let Some(worst) = self.best.pop_first()
            && let Some(groups) = &mut self.groups
        {
            groups.remove(&worst.group);
        }
    }
}

pub(super) struct SegmentFound {
    ordinal: SegmentOrdinal,
    candidates: Vec<Candidate>,
    total: usize,
    ids: Option<StrColumn>,
}

impl SegmentCollector for SegmentBest {
    type Fruit = SegmentFound;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        let score = comparable(score);
        let full = self.best.len() == self.limit;
        if full && self.best.first().is_some_and(|worst| score < worst.score) {
            return;
        }
        self.insert(self.candidate(doc, score));
    }

    fn harvest(self) -> SegmentFound {
        let candidates = self.best.into_iter().collect();
        SegmentFound { ordinal: self.ordinal, candidates, total: self.total, ids: self.ids }
    }
}

impl Collector for Best {
    type Fruit = Found;
    type Child = SegmentBest;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentBest> {
        let columns = segment.fast_fields();
        Ok(SegmentBest {
            ordinal,
            limit: self.limit,
            best: BTreeSet::new(),
            groups: (!self.expand).then(HashMap::new),
            total: 0,
            published: columns.i64("published")?,
            group: columns.u64("group")?,
            ids: columns.str("id")?,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<SegmentFound>) -> tantivy::Result<Found> {
        let total = segments.iter().map(|segment| segment.total).sum();
        let mut all: Vec<(usize, Candidate)> = segments
            .iter()
            .enumerate()
            .flat_map(|(n, segment)| segment.candidates.iter().map(move |c| (n, *c)))
            .collect();
        // Ids are read only where score and date leave the order open.
        let id = |(n, candidate): &(usize, Candidate)| segments[*n].id_of(candidate);
        all.sort_by(|a, b| b.1.by_score_and_date(&a.1).then_with(|| id(a).cmp(&id(b))));
        let mut groups = HashSet::new();
        all.retain(|(_, candidate)| self.expand || groups.insert(candidate.group));
        all.truncate(self.limit);
        let address = |n: usize, doc| DocAddress::new(segments[n].ordinal, doc);
        let best = all.iter().map(|(n, c)| (c.score, address(*n, c.doc))).collect();
        Ok(Found { best, total })
    }
}

impl SegmentFound {
    fn id_of(&self, candidate: &Candidate) -> String {
        let mut id = String::new();
        if let Some(ids) = &self.ids {
            // An id that cannot be read sorts first; the article itself will fail to load and say so.
            let _ = ids.ord_to_str(candidate.id, &mut id);
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn score_then_the_newer_then_the_smaller_id_come_first() {
        let candidate = |score, published, id| Candidate { score, published, id, doc: 0, group: 0 };
        let best_first = [
            candidate(2.0, i64::MIN, 9),
            candidate(1.0, 20, 5),
            candidate(1.0, 10, 3),
            candidate(1.0, 10, 4),
            candidate(1.0, i64::MIN, 1),
            candidate(0.0, 30, 0),
        ];
        assert!(best_first.windows(2).all(|two| two[0] > two[1]));
    }
}
