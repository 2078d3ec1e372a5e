//! Near copies: which group an article belongs to.
//!
//! Every article keeps a few hashes of its text ([`Sketch::keys`]) in a column. A new one is compared only with
//! those that share most of its hashes, a handful at most, so that a run takes time proportional to what is new.
//! Those of the last commit are read back from the index to be compared: of them memory holds where their twelve
//! hashes stand, 150 bytes an article; of younger ones the sketch, a kilobyte. A group takes the number of its first article's text. Groups that
//! turn out to be one later are not joined, which would mean to write their articles again.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use tantivy::{DocAddress, Searcher};

use super::stored::{self, Stored};
use super::{Index, Known, fault};
use crate::article::{ArticleId, Fingerprint, Sketch};
use crate::error::Result;

/// Articles looked at for one hash: a formula that hundreds of articles share tells nothing.
const SHARED: usize = 64;

/// Candidates whose texts are compared, those with the most hashes in common first.
const COMPARED: usize = 8;

/// An article that came since the last commit.
struct Young {
    id: ArticleId,
    group: u64,
    sketch: Sketch,
}

/// Where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    Committed(u32, u32),
    Young(usize),
}

/// An article that is nearly the same text, and its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NearCopy {
    /// Its id.
    pub(super) id: ArticleId,
    /// The number that its group shares.
    pub(super) group: u64,
}

/// The hashes of all articles of an index.
#[derive(Default)]
pub(super) struct Copies {
    searcher: Option<Searcher>,
    /// Hashes of the last commit with segment and document, sorted.
    committed: Vec<(u32, u32, u32)>,
    young: Vec<Option<Young>>,
    young_keys: HashMap<u32, Vec<usize>>,
    young_ids: HashMap<ArticleId, usize>,
}

impl Copies {
    /// Reads the hashes of the last commit.
    pub(super) fn read(index: &Index) -> Result<Self> {
        let searcher = index.snapshot()?;
        let mut copies = Self::default();
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            let keys = reader.fast_fields().u64("keys");
            let keys = keys.map_err(|cause| fault::engine(index.dir(), cause))?;
            for doc in reader.doc_ids_alive() {
                let low = |key| u32::try_from(key).unwrap_or_default();
                copies
                    .committed
                    .extend(keys.values_for_doc(doc).map(|key| (low(key), segment, doc)));
            }
        }
        copies.committed.sort_unstable();
        copies.searcher = Some(searcher);
        Ok(copies)
    }

    /// The article that is most like a text, if one is nearly the same; `known` tells which of the last commit
    /// are there still.
    pub(super) fn nearest(
        &self,
        (id, sketch): (&ArticleId, &Sketch),
        index: &Index,
        known: &Known,
    ) -> Result<Option<NearCopy>> {
        let mut best: Option<(f64, NearCopy)> = None;
        for spot in self.candidates(sketch) {
            let Some((found, other)) = self.load(spot, index, known)? else { continue };
            let score = sketch.resemblance(&other);
            let better = best.as_ref().is_none_or(|(most, _)| score > *most);
            if found.id != *id && better && sketch.is_near(&other) {
                best = Some((score, found));
            }
        }
        Ok(best.map(|(_, found)| found))
    }

    /// Those that share the most hashes with a sketch, the first come first among equals.
    fn candidates(&self, sketch: &Sketch) -> Vec<Spot> {
        let mut shared: BTreeMap<Spot, usize> = BTreeMap::new();
        for key in sketch.keys() {
            let from = self.committed.partition_point(|(other, ..)| other < key);
            let old = self.committed[from..].iter().take_while(|(other, ..)| other == key);
            let old = old.map(|&(_, segment, doc)| Spot::Committed(segment, doc));
            let young = self.young_keys.get(key).into_iter().flatten().map(|&n| Spot::Young(n));
            for spot in old.chain(young).take(SHARED) {
                *shared.entry(spot).or_default() += 1;
            }
        }
        let mut spots: Vec<(Spot, usize)> = shared.into_iter().collect();
        spots.sort_by_key(|(_, count)| Reverse(*count));
        spots.into_iter().take(COMPARED).map(|(spot, _)| spot).collect()
    }

    /// The article at a spot and its sketch; none where it was replaced or removed since.
    fn load(&self, spot: Spot, index: &Index, known: &Known) -> Result<Option<(NearCopy, Sketch)>> {
        match (spot, &self.searcher) {
            (Spot::Young(n), _) => Ok(self.young[n].as_ref().map(|young| {
                (NearCopy { id: young.id.clone(), group: young.group }, young.sketch.clone())
            })),
            (Spot::Committed(segment, doc), Some(searcher)) => {
                let Stored { article, group } =
                    stored::one(searcher, DocAddress::new(segment, doc), index)?;
                let there = known.article(article.id.as_str()).is_some();
                let current = there && !self.young_ids.contains_key(&article.id);
                let found = NearCopy { id: article.id, group };
                Ok(current.then(|| (found, Sketch::of(&article.body))))
            }
            (Spot::Committed(..), None) => Ok(None),
        }
    }

    /// Takes in an article that was written.
    pub(super) fn insert(&mut self, id: &ArticleId, fingerprint: &Fingerprint, group: u64) {
        self.remove(id);
        let n = self.young.len();
        for key in fingerprint.sketch.keys() {
            let spots = self.young_keys.entry(*key).or_default();
            if spots.len() < SHARED {
                spots.push(n);
            }
        }
        let sketch = fingerprint.sketch.clone();
        self.young.push(Some(Young { id: id.clone(), group, sketch }));
        self.young_ids.insert(id.clone(), n);
    }

    /// Takes out an article that came since the last commit.
    pub(super) fn remove(&mut self, id: &ArticleId) {
        if let Some(n) = self.young_ids.remove(id) {
            self.young[n] = None;
        }
    }
}
