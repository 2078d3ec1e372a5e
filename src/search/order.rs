//! The order of what is found, and the page of it that is wanted: by score or by date, then the newer first, then the
//! smaller id; of near copies only the first stays.
//!
//! One order for whatever lists articles, which never depends on where they stand. The engine's own collector breaks
//! ties by the address of a document, which changes from one build of an index to the next.

use std::cmp::Ordering;
use std::collections::HashSet;

use tantivy::columnar::{Column, StrColumn};
use tantivy::query::Query;
use tantivy::{DocAddress, Searcher, SegmentReader};

use super::candidates::{Candidates, Cut};
use super::rank::{Score, rounded};
use crate::query::Sort;

/// An article with its score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub(super) score: Score,
    pub(super) address: DocAddress,
    pub(super) published: i64,
    /// Its place by the first phase, from 1; none in another order.
    pub(super) place: Option<usize>,
    group: u64,
    /// Rank of its id in its segment.
    id: u64,
}

impl Sort {
    /// What comes first is greater: the score in steps, or the second of publication.
    pub(super) fn key(self, score: f32, published: i64) -> i64 {
        match self {
            Self::Score => rounded(score),
            Self::Newest => published,
            Self::Oldest if published == UNDATED => UNDATED,
            Self::Oldest => -published,
        }
    }
}

/// When an article without a date was published: before all others.
pub(super) const UNDATED: i64 = i64::MIN;

impl Ranked {
    /// An article of which only its place is known.
    pub(super) fn unscored(searcher: &Searcher, address: DocAddress) -> tantivy::Result<Self> {
        let columns = Columns::open(searcher.segment_reader(address.segment_ord))?;
        Ok(columns.ranked(address, Score::default()))
    }

    /// Whether it is the same hit of a page, be it another of its copies.
    pub(super) fn is_same(&self, other: &Self, page: Page) -> bool {
        self.address == other.address || (!page.expand && self.group == other.group)
    }
}

/// How many, in which order, and whether copies are hits of their own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub(super) hits: usize,
    pub(super) sort: Sort,
    pub(super) expand: bool,
}

impl Page {
    /// The best, so many, whatever copies there are.
    pub(super) fn all(hits: usize) -> Self {
        Self { hits, sort: Sort::Score, expand: true }
    }

    /// What an article with some score is ordered by.
    pub(super) fn key(self, ranked: &Ranked, score: f32) -> i64 {
        self.sort.key(score, ranked.published)
    }

    /// The page out of what `fetch` gives: so many of the first in order, and whether there are no more. What repeats
    /// another is taken out afterwards, so that more may have to be fetched.
    pub(super) fn of(
        self,
        least: usize,
        mut fetch: impl FnMut(usize) -> tantivy::Result<(Vec<Ranked>, bool)>,
    ) -> tantivy::Result<Vec<Ranked>> {
        let mut fetched = least.max(self.hits);
        loop {
            let (mut ranked, all) = fetch(fetched)?;
            let mut groups = HashSet::new();
            ranked.retain(|ranked| self.expand || groups.insert(ranked.group));
            if all || ranked.len() >= self.hits {
                ranked.truncate(self.hits);
                return Ok(ranked);
            }
            fetched = fetched.saturating_mul(4);
        }
    }
}

/// The first articles that a query finds, by the score that the engine gives them.
pub(super) fn first(
    searcher: &Searcher,
    query: &dyn Query,
    wanted: Page,
) -> tantivy::Result<Vec<Ranked>> {
    let ids = Ids::open(searcher)?;
    wanted.of(1, |fetched| {
        let cut = Cut { limit: fetched, sort: wanted.sort };
        let Candidates { segments, all } = Candidates::by_engine(searcher, query, cut)?;
        let mut ranked = Vec::new();
        for (ordinal, found) in segments {
            let columns = Columns::open(searcher.segment_reader(ordinal))?;
            ranked.extend(found.iter().map(|candidate| {
                let score = Score { bm25: candidate.score(), ..Score::default() };
                columns.ranked(DocAddress::new(ordinal, candidate.doc), score)
            }));
        }
        ranked.sort_by(|a, b| ids.compare(a, b, |one| wanted.key(one, one.score.bm25)));
        Ok((ranked, all))
    })
}

/// What the order of a segment's articles is read from.
pub(super) struct Columns {
    published: Column<i64>,
    group: Column<u64>,
    ids: Option<StrColumn>,
}

impl Columns {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            published: columns.i64("published")?,
            group: columns.u64("group")?,
            ids: columns.str("id")?,
        })
    }

    pub(super) fn ranked(&self, address: DocAddress, score: Score) -> Ranked {
        let doc = address.doc_id;
        let id = self.ids.as_ref().and_then(|ids| ids.term_ords(doc).next()).unwrap_or(u64::MAX);
        let published = self.published.first(doc).unwrap_or(UNDATED);
        let group = self.group.first(doc).unwrap_or_default();
        Ranked { score, address, published, place: None, group, id }
    }
}

/// When the newest article was published; none where none has a date. Never the clock's time, so that one index gives
/// one answer.
pub(super) fn newest(searcher: &Searcher) -> tantivy::Result<Option<i64>> {
    let mut newest = None;
    for segment in searcher.segment_readers() {
        let published = segment.fast_fields().i64("published")?;
        newest = segment.doc_ids_alive().filter_map(|doc| published.first(doc)).max().max(newest);
    }
    Ok(newest)
}

/// The ids of every segment, read only where score and date leave the order open.
pub(super) struct Ids(Vec<Option<StrColumn>>);

impl Ids {
    pub(super) fn open(searcher: &Searcher) -> tantivy::Result<Self> {
        let segments = searcher.segment_readers().iter();
        segments.map(|segment| segment.fast_fields().str("id")).collect::<Result<_, _>>().map(Self)
    }

    fn of(&self, ranked: &Ranked) -> String {
        let mut id = String::new();
        if let Some(ids) = &self.0[ranked.address.segment_ord as usize] {
            // An id that cannot be read sorts first; the article itself will fail to load and say so.
            let _ = ids.ord_to_str(ranked.id, &mut id);
        }
        id
    }

    /// The first first: the greater key, then the newer, then the smaller id.
    pub(super) fn compare(&self, a: &Ranked, b: &Ranked, key: impl Fn(&Ranked) -> i64) -> Ordering {
        let by_id = || {
            if a.address.segment_ord == b.address.segment_ord {
                a.id.cmp(&b.id)
            } else {
                self.of(a).cmp(&self.of(b))
            }
        };
        key(b).cmp(&key(a)).then(b.published.cmp(&a.published)).then_with(by_id)
    }
}
