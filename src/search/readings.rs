//! Unaccented syllables: the accented terms that fold to them, and a query over their union.
//!
//! `khoi` asks for *khối*, *khôi*, *khởi*, *khơi* … at once, scored as one term: BM25 over the summed
//! frequencies and the number of articles that hold any of them. That is what a folded field would
//! give, without the field. A union of term queries would score each reading by its own rarity and put
//! the rarest, least likely reading on top.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::Postings;
use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, Searcher, SegmentReader, TERMINATED};
use tantivy_fst::Automaton;

use crate::vi::fold;
use crate::vi::fold::fold_char;

/// The terms of `field` in any segment that fold to `folded`, in the order of the dictionary.
pub(super) fn of(searcher: &Searcher, field: Field, folded: &str) -> tantivy::Result<Vec<Term>> {
    let texts = texts(searcher, field, folded)?;
    Ok(texts.iter().map(|text| Term::from_field_text(field, text)).collect())
}

/// The texts of those terms.
pub(super) fn texts(
    searcher: &Searcher,
    field: Field,
    folded: &str,
) -> tantivy::Result<Vec<String>> {
    let shape = FoldedShape(folded.chars().collect());
    let mut texts = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().search(&shape).into_stream()?;
        while stream.advance() {
            texts.extend(std::str::from_utf8(stream.key()).map(str::to_owned));
        }
    }
    Ok(texts.into_iter().filter(|text| fold(text) == folded).collect())
}

/// Accepts the terms whose letters fold one by one to the given ones. `i` and `y` stand for each other
/// here, because folding lets them meet after some onsets; the caller compares the folded whole.
struct FoldedShape(Vec<char>);

#[derive(Clone, Copy)]
struct Place {
    /// Letters accepted; past the end of the shape when the term cannot match.
    letters: usize,
    /// Bytes of the letter under way.
    bytes: [u8; 4],
    len: usize,
}

impl FoldedShape {
    const DEAD: usize = usize::MAX;

    fn admits(&self, at: usize, letter: char) -> bool {
        let found = fold_char(letter);
        self.0.get(at).is_some_and(|wanted| {
            found == *wanted || matches!((found, *wanted), ('i', 'y') | ('y', 'i'))
        })
    }
}

impl Automaton for FoldedShape {
    type State = Place;

    fn start(&self) -> Place {
        Place { letters: 0, bytes: [0; 4], len: 0 }
    }

    fn is_match(&self, place: &Place) -> bool {
        place.len == 0 && place.letters == self.0.len()
    }

    fn can_match(&self, place: &Place) -> bool {
        place.letters != Self::DEAD
    }

    fn accept(&self, place: &Place, byte: u8) -> Place {
        let dead = Place { letters: Self::DEAD, bytes: [0; 4], len: 0 };
        let mut next = *place;
        if next.len == 4 || next.letters >= self.0.len() {
            return dead;
        }
        next.bytes[next.len] = byte;
        next.len += 1;
        match std::str::from_utf8(&next.bytes[..next.len]) {
            Ok(text) => match text.chars().next() {
                Some(letter) if self.admits(next.letters, letter) => {
                    Place { letters: next.letters + 1, bytes: [0; 4], len: 0 }
                }
                _ => dead,
            },
            // Part of a letter; a byte that can open none is no part of a term either.
            Err(error) if error.error_len().is_none() => next,
            Err(_) => dead,
        }
    }
}

/// Articles that hold, side by side, one of each slot's terms. One slot is a union, several a phrase.
#[derive(Clone, Debug)]
pub(super) struct ReadingsQuery {
    field: Field,
    slots: Vec<Vec<Term>>,
}

impl ReadingsQuery {
    /// Each slot holds the alternatives at its position.
    pub(super) fn new(field: Field, slots: Vec<Vec<Term>>) -> Self {
        Self { field, slots }
    }
}

/// Documents and how often they match, ascending.
type Frequencies = Arc<Vec<(DocId, u32)>>;

impl Query for ReadingsQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = scoring.searcher().ok_or_else(|| {
            tantivy::TantivyError::InvalidArgument("readings need a searcher".to_owned())
        })?;
        let mut segments = HashMap::new();
        let mut holding = vec![0_u64; self.slots.len()];
        for segment in searcher.segment_readers() {
            let matches = self.matches(segment, &mut holding)?;
            segments.insert(segment.segment_id(), Arc::new(matches));
        }
        let weights = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                let docs = statistics_provider.total_num_docs()?;
                let tokens = statistics_provider.total_num_tokens(self.field)?;
                #[expect(clippy::cast_precision_loss, reason = "an average length")]
                let average = tokens as Score / docs.max(1) as Score;
                let of = |df| Bm25Weight::for_one_term_without_explain(df, docs, average);
                holding.into_iter().map(of).collect()
            }
            EnableScoring::Disabled { .. } => Vec::new(),
        };
        Ok(Box::new(ReadingsWeight { field: self.field, segments, weights }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        let positions = self.slots.len() > 1;
        self.slots.iter().flatten().for_each(|term| visitor(term, positions));
    }
}

impl ReadingsQuery {
    /// The matches in a segment; adds to `holding` how many documents hold each slot.
    fn matches(
        &self,
        segment: &SegmentReader,
        holding: &mut [u64],
    ) -> tantivy::Result<Vec<(DocId, u32)>> {
        let index = segment.inverted_index(self.field)?;
        let mut unions = Vec::with_capacity(self.slots.len());
        for (slot, holding) in self.slots.iter().zip(holding) {
            let union = union(&index, slot, segment.max_doc())?;
            *holding += union.len() as u64;
            unions.push(union);
        }
        match unions.len() {
            0 => Ok(Vec::new()),
            1 => Ok(unions.swap_remove(0)),
            _ => self.in_a_row(&index, &common(&unions)),
        }
    }

    /// How often the slots stand in a row in each candidate.
    fn in_a_row(
        &self,
        index: &InvertedIndexReader,
        candidates: &[DocId],
    ) -> tantivy::Result<Vec<(DocId, u32)>> {
        let mut slots = Vec::with_capacity(self.slots.len());
        for slot in &self.slots {
            slots.push(positions(index, slot, candidates)?);
        }
        let in_a_row = |n: usize| {
            let follows = |start: u32| {
                (0..).zip(&slots).all(|(gap, slot)| slot[n].binary_search(&(start + gap)).is_ok())
            };
            slots[0][n].iter().filter(|start| follows(**start)).count()
        };
        let counted = candidates.iter().enumerate().map(|(n, doc)| (*doc, in_a_row(n)));
        Ok(counted
            .filter(|(_, times)| *times > 0)
            .map(|(doc, times)| (doc, u32::try_from(times).unwrap_or(u32::MAX)))
            .collect())
    }
}

/// The documents that hold any of the terms, with summed frequencies.
fn union(
    index: &InvertedIndexReader,
    terms: &[Term],
    max_doc: DocId,
) -> tantivy::Result<Vec<(DocId, u32)>> {
    let mut sums = vec![0_u32; max_doc as usize];
    for term in terms {
        let Some(mut postings) = index.read_postings(term, IndexRecordOption::WithFreqs)? else {
            continue;
        };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            sums[doc as usize] += postings.term_freq();
            doc = postings.advance();
        }
    }
    Ok((0..).zip(sums).filter(|(_, sum)| *sum > 0).collect())
}

/// The documents in every union.
fn common(unions: &[Vec<(DocId, u32)>]) -> Vec<DocId> {
    let (first, rest) = unions.split_first().map_or((&[][..], &[][..]), |(f, r)| (&f[..], r));
    let in_all =
        |doc: DocId| rest.iter().all(|u| u.binary_search_by_key(&doc, |(d, _)| *d).is_ok());
    first.iter().map(|(doc, _)| *doc).filter(|doc| in_all(*doc)).collect()
}

/// For each candidate, the ascending positions of any of the terms.
fn positions(
    index: &InvertedIndexReader,
    terms: &[Term],
    candidates: &[DocId],
) -> tantivy::Result<Vec<Vec<u32>>> {
    let mut found = vec![Vec::new(); candidates.len()];
    let mut buffer = Vec::new();
    for term in terms {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let Some(mut postings) = index.read_postings(term, option)? else { continue };
        for (places, candidate) in found.iter_mut().zip(candidates) {
            if postings.doc() < *candidate {
                postings.seek(*candidate);
            }
            if postings.doc() == *candidate {
                postings.positions(&mut buffer);
                places.extend_from_slice(&buffer);
            }
        }
    }
    for places in &mut found {
        places.sort_unstable();
    }
    Ok(found)
}

struct ReadingsWeight {
    field: Field,
    segments: HashMap<SegmentId, Frequencies>,
    weights: Vec<Bm25Weight>,
}

impl Weight for ReadingsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ReadingsScorer {
            matches: self.segments.get(&reader.segment_id()).cloned().unwrap_or_default(),
            cursor: 0,
            norms: reader.get_fieldnorms_reader(self.field)?,
            weights: self.weights.iter().map(|weight| weight.boost_by(boost)).collect(),
        }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            let message = format!("document {doc} does not match");
            return Err(tantivy::TantivyError::InvalidArgument(message));
        }
        Ok(Explanation::new("BM25 of the union of readings", scorer.score()))
    }
}

struct ReadingsScorer {
    matches: Frequencies,
    cursor: usize,
    norms: FieldNormReader,
    weights: Vec<Bm25Weight>,
}

impl DocSet for ReadingsScorer {
    fn advance(&mut self) -> DocId {
        self.cursor = (self.cursor + 1).min(self.matches.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = &self.matches[self.cursor..];
        self.cursor += rest.partition_point(|(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.matches.get(self.cursor).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.matches.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for ReadingsScorer {
    fn score(&mut self) -> Score {
        let Some((doc, times)) = self.matches.get(self.cursor) else { return 0.0 };
        let norm = self.norms.fieldnorm_id(*doc);
        self.weights.iter().map(|weight| weight.score(norm, *times)).sum()
    }
}

#[cfg(test)]
mod tests;
