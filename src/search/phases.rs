//! The two phases of ranking: BM25 finds candidates, and where their words stand decides the order.
//!
//! The order is one and the same for any number of hits wanted: the best few hundred by BM25 are ordered by all of
//! their score, and behind them the rest by BM25, which is never more. So a page depends on nothing but its place.

use std::cmp::Ordering;
use std::collections::HashSet;

use tantivy::columnar::StrColumn;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Query;
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Searcher, SegmentOrdinal, SegmentReader};

use super::candidates::{Candidates, FirstPhase, documents, rounded};
use super::places::Places;
use super::rank::{Model, Score, SlotModel, idf};
use super::slots::Sought;
use super::unions::Unions;
use super::weights::Weights;

/// An article with its score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub(super) score: Score,
    pub(super) address: DocAddress,
    pub(super) published: i64,
    group: u64,
    /// Rank of its id in its segment.
    id: u64,
}

impl Ranked {
    /// An article that nothing was asked of but what it is about, with the weight of that.
    pub(super) fn by_weight((weight, address): (f32, DocAddress)) -> Self {
        let score = Score { bm25: weight, ..Score::default() };
        Self { score, address, published: 0, group: 0, id: 0 }
    }
}

/// What is asked of the text in one way, and of the article besides.
pub(super) struct Phases<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: [Field; 2],
    pub(super) sought: &'a Sought,
    pub(super) weights: Weights,
    pub(super) field_weights: [f32; 2],
    /// What an article must be besides.
    pub(super) must: Option<Box<dyn Query>>,
}

/// How many, and whether copies are hits of their own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub(super) hits: usize,
    pub(super) expand: bool,
}

impl Phases<'_> {
    /// The best articles, best first; fewer than wanted only where there are no more.
    pub(super) fn best(&self, wanted: Page) -> tantivy::Result<Vec<Ranked>> {
        let unions = if self.sought.is_single() {
            None
        } else {
            Some(Unions::read(self.searcher, self.fields, self.sought)?)
        };
        let model = self.model(unions.as_ref())?;
        let first = FirstPhase {
            searcher: self.searcher,
            fields: self.fields,
            sought: self.sought,
            model: &model,
        };
        // What repeats another is taken out afterwards.
        let mut fetched = self.weights.candidates.max(wanted.hits);
        loop {
            let (mut ranked, all) = self.fetch(first, unions.as_ref(), fetched)?;
            collapse(&mut ranked, wanted);
            if all || ranked.len() >= wanted.hits {
                ranked.truncate(wanted.hits);
                return Ok(ranked);
            }
            fetched *= 4;
        }
    }

    /// The best `fetched`, in order, and whether there are no more.
    fn fetch(
        &self,
        first: FirstPhase<'_>,
        unions: Option<&Unions>,
        fetched: usize,
    ) -> tantivy::Result<(Vec<Ranked>, bool)> {
        if let Some(unions) = unions {
            let mut limit = fetched;
            loop {
                let (asked, must) = ((self.sought, first.model), (self.must.as_deref(), limit));
                let candidates = unions.best((self.searcher, self.fields), asked, must)?;
                let (ranked, all) = self.look(first.model, candidates, fetched)?;
                if all || ranked.len() >= fetched {
                    return Ok((ranked, all));
                }
                limit *= 4;
            }
        }
        if self.must.is_none() {
            let candidates = first.pruned(fetched + fetched / 2)?;
            let (ranked, all) = self.look(first.model, candidates, fetched)?;
            if all || ranked.len() >= fetched {
                return Ok((ranked, all));
            }
        }
        let must = self.must.as_ref().map(|must| must.box_clone());
        self.look(first.model, first.matching(must, fetched)?, fetched)
    }

    /// What is known of the slots.
    fn model(&self, unions: Option<&Unions>) -> tantivy::Result<Model> {
        let articles = documents(self.searcher);
        let mut slots = Vec::with_capacity(self.sought.slots.len());
        for (n, slot) in self.sought.slots.iter().enumerate() {
            let mut holding = unions.map_or([0; 2], |unions| unions.holding[n]);
            if unions.is_none() {
                for (holding, terms) in holding.iter_mut().zip(&slot.terms) {
                    *holding = terms.first().map_or(Ok(0), |term| self.searcher.doc_freq(term))?;
                }
            }
            let own = holding.map(|holding| idf(holding, articles));
            slots.push(SlotModel { weight: slot.weight, idf: own[1], own });
        }
        let first = FirstPhase {
            searcher: self.searcher,
            fields: self.fields,
            sought: self.sought,
            model: &Model::default(),
        };
        Ok(Model {
            slots,
            sequence: self.sought.sequence.clone(),
            fields: self.field_weights,
            averages: first.averages()?,
            weights: self.weights,
        })
    }

    /// The candidates that match, at most `limit` of the best by BM25, in their final order; and whether no more
    /// match than these.
    fn look(
        &self,
        model: &Model,
        candidates: Candidates,
        limit: usize,
    ) -> tantivy::Result<(Vec<Ranked>, bool)> {
        let all = candidates.all;
        let mut looked = Vec::new();
        for (ordinal, docs) in candidates.segments {
            self.look_into(model, (ordinal, docs), &mut looked)?;
        }
        let ids = Ids::open(self.searcher)?;
        looked.sort_by(|a, b| ids.compare(a, b, |ranked| ranked.score.bm25));
        let all = all && looked.len() <= limit;
        looked.truncate(limit);
        let closely = looked.len().min(model.weights.candidates);
        for ranked in &mut looked[closely..] {
            ranked.score = Score { bm25: ranked.score.bm25, ..Score::default() };
        }
        looked[..closely].sort_by(|a, b| ids.compare(a, b, |ranked| ranked.score.total()));
        Ok((looked, all))
    }

    fn look_into(
        &self,
        model: &Model,
        (ordinal, mut docs): (SegmentOrdinal, Vec<DocId>),
        looked: &mut Vec<Ranked>,
    ) -> tantivy::Result<()> {
        if docs.is_empty() {
            return Ok(());
        }
        docs.sort_unstable();
        let segment = self.searcher.segment_reader(ordinal);
        let places = Places::read(segment, (self.fields, &self.sought.slots), &docs)?;
        let facts = Facts::open(segment, self.fields)?;
        let norms = [0, 1].map(|field| model.norms(field, FieldNormReader::id_to_fieldnorm));
        for (document, doc) in docs.into_iter().enumerate() {
            let texts = [0, 1].map(|field: usize| {
                let norm = norms[field][usize::from(facts.norms[field].fieldnorm_id(doc))];
                places.text(field, (document, norm))
            });
            if !self.sought.is_held(&texts) {
                continue;
            }
            let score = model.score(&texts);
            looked.push(facts.ranked(DocAddress::new(ordinal, doc), score));
        }
        Ok(())
    }
}

/// Leaves the best of near copies, unless all are wanted.
fn collapse(ranked: &mut Vec<Ranked>, wanted: Page) {
    let mut groups = HashSet::new();
    ranked.retain(|ranked| wanted.expand || groups.insert(ranked.group));
}

/// What is known of a segment's articles by column.
struct Facts {
    norms: [FieldNormReader; 2],
    published: tantivy::columnar::Column<i64>,
    group: tantivy::columnar::Column<u64>,
    ids: Option<StrColumn>,
}

impl Facts {
    fn open(segment: &SegmentReader, fields: [Field; 2]) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let [title, body] = fields.map(|field| segment.get_fieldnorms_reader(field));
        Ok(Self {
            norms: [title?, body?],
            published: columns.i64("published")?,
            group: columns.u64("group")?,
            ids: columns.str("id")?,
        })
    }

    fn ranked(&self, address: DocAddress, score: Score) -> Ranked {
        let doc = address.doc_id;
        let id = self.ids.as_ref().and_then(|ids| ids.term_ords(doc).next()).unwrap_or(u64::MAX);
        let published = self.published.first(doc).unwrap_or(i64::MIN);
        let group = self.group.first(doc).unwrap_or_default();
        Ranked { score, address, published, group, id }
    }
}

/// The ids of every segment, read only where score and date leave the order open.
struct Ids(Vec<Option<StrColumn>>);

impl Ids {
    fn open(searcher: &Searcher) -> tantivy::Result<Self> {
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

    /// The better first: the higher score, then the newer, then the smaller id.
    fn compare(&self, a: &Ranked, b: &Ranked, score: impl Fn(&Ranked) -> f32) -> Ordering {
        rounded(score(b)).cmp(&rounded(score(a))).then(b.published.cmp(&a.published)).then_with(
            || {
                if a.address.segment_ord == b.address.segment_ord {
                    a.id.cmp(&b.id)
                } else {
                    self.of(a).cmp(&self.of(b))
                }
            },
        )
    }
}
