//! Articles in which words stand to one another as a rule says. Filters only: nothing is scored.
//!
//! Which articles hold the words is told from the postings at once; where the words stand in them is looked at when the
//! search comes to them, so that what another condition leaves out costs nothing.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, TantivyError};

use super::positions::{Rule, Stretch, in_a_row};

/// Syllables in a row, each a choice of terms.
pub(super) type Row = Vec<Vec<Term>>;

/// Articles in whose field every side stands, each a choice of rows, as the rule says. One side need only be there.
#[derive(Clone, Debug)]
pub(super) struct NearQuery {
    pub(super) field: Field,
    pub(super) sides: Vec<Vec<Row>>,
    pub(super) rule: Rule,
}

impl Query for NearQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(NearWeight(self.clone())))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.sides.iter().flatten().flatten().flatten().for_each(|term| visitor(term, true));
    }
}

struct NearWeight(NearQuery);

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let NearQuery { field, sides, rule } = &self.0;
        let index = reader.inverted_index(*field)?;
        let sides = sides.iter().map(|side| Side::open(&index, side));
        let sides = sides.collect::<tantivy::Result<Vec<Side>>>()?;
        let held = sides.iter().map(|side| side.documents.clone());
        let candidates = held.reduce(|a, b| common(&a, &b)).unwrap_or_default();
        let mut scorer = NearScorer { candidates, cursor: 0, sides, rule: *rule };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            let message = format!("document {doc} does not match");
            return Err(TantivyError::InvalidArgument(message));
        }
        Ok(Explanation::new("words near one another", 0.0))
    }
}

/// A side in one segment.
struct Side {
    rows: Vec<OpenRow>,
    /// The documents that hold all words of some row, ascending.
    documents: Vec<DocId>,
}

/// The postings of each slot's terms.
struct OpenRow(Vec<Vec<SegmentPostings>>);

impl Side {
    fn open(index: &InvertedIndexReader, rows: &[Row]) -> tantivy::Result<Self> {
        let mut side = Self { rows: Vec::new(), documents: Vec::new() };
        for row in rows {
            let mut slots = Vec::with_capacity(row.len());
            let mut documents: Option<Vec<DocId>> = None;
            for terms in row {
                let held = holding(index, terms)?;
                documents = Some(documents.map_or_else(|| held.clone(), |all| common(&all, &held)));
                let option = IndexRecordOption::WithFreqsAndPositions;
                let postings = terms.iter().map(|term| index.read_postings(term, option));
                let postings = postings.collect::<std::io::Result<Vec<_>>>()?;
                slots.push(postings.into_iter().flatten().collect());
            }
            side.rows.push(OpenRow(slots));
            side.documents.extend(documents.unwrap_or_default());
        }
        side.documents.sort_unstable();
        side.documents.dedup();
        Ok(side)
    }

    /// Where the side stands in a document; documents must ascend.
    fn stretches(&mut self, doc: DocId) -> Vec<Stretch> {
        let mut found: Vec<Stretch> = Vec::new();
        for OpenRow(slots) in &mut self.rows {
            let places: Vec<Vec<u32>> =
                slots.iter_mut().map(|postings| positions(postings, doc)).collect();
            found.extend(in_a_row(&places));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The documents that hold any of the terms, ascending.
fn holding(index: &InvertedIndexReader, terms: &[Term]) -> tantivy::Result<Vec<DocId>> {
    let mut documents = Vec::new();
    for term in terms {
        if let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? {
            while postings.doc() != TERMINATED {
                documents.push(postings.doc());
                postings.advance();
            }
        }
    }
    documents.sort_unstable();
    documents.dedup();
    Ok(documents)
}

/// What stands in both of two ascending lists.
fn common(a: &[DocId], b: &[DocId]) -> Vec<DocId> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long;
    let mut both = Vec::with_capacity(short.len());
    for doc in short {
        rest = &rest[rest.partition_point(|other| other < doc)..];
        if rest.first() == Some(doc) {
            both.push(*doc);
        }
    }
    both
}

/// The positions of any of the terms in a document, ascending.
fn positions(postings: &mut [SegmentPostings], doc: DocId) -> Vec<u32> {
    let (mut all, mut one) = (Vec::new(), Vec::new());
    for postings in postings.iter_mut() {
        if postings.doc() < doc {
            postings.seek(doc);
        }
        if postings.doc() == doc {
            postings.positions(&mut one);
            all.extend_from_slice(&one);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

struct NearScorer {
    candidates: Vec<DocId>,
    cursor: usize,
    sides: Vec<Side>,
    rule: Rule,
}

impl NearScorer {
    /// Goes on to the first candidate from here on in which the rule holds.
    fn settle(&mut self) {
        while let Some(doc) = self.candidates.get(self.cursor).copied() {
            let sides: Vec<Vec<Stretch>> =
                self.sides.iter_mut().map(|side| side.stretches(doc)).collect();
            if self.rule.holds(&sides) {
                return;
            }
            self.cursor += 1;
        }
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        self.cursor = (self.cursor + 1).min(self.candidates.len());
        self.settle();
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.cursor += self.candidates[self.cursor..].partition_point(|doc| *doc < target);
            self.settle();
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.candidates.get(self.cursor).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.candidates.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        0.0
    }
}
