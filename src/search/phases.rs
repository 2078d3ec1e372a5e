//! The two phases of ranking: BM25 finds candidates, and where their words stand decides the order.
//!
//! The order is one and the same for any number of hits wanted: the best few hundred by BM25 are ordered by all of
//! their score, and behind them the rest by BM25, which is never more. So a page depends on nothing but its place.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Query;
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Searcher, SegmentOrdinal, SegmentReader};

use super::candidates::{Candidate, Candidates, Cut, FirstPhase, documents};
use super::order::{Columns, Ids, Page, Ranked, UNDATED};
use super::places::Places;
use super::rank::{Model, Score, SlotModel, idf};
use super::slots::Sought;
use super::unions::Unions;
use super::weights::{RECENCY, Weights};
use crate::query::Sort;

/// From so many articles on all that match are looked at: pruning gains nothing.
const ALL: usize = 100_000;

/// Articles whose positions are in memory at a time.
const AT_ONCE: usize = 4_096;

/// Words up to which pruning pays: each step of the engine sorts the scorers of all, two a word, for some hundred
/// candidates. Over 109,000 articles summing all postings took 0.83 of the time of a search for two words, 0.65 for five.
const MOST_PRUNED: usize = 1;

/// The same among filters, where the engine takes only what passes them: with a year of 75,000 articles, summing took
/// five times as long for two words.
const MOST_FILTERED: usize = 6;

/// What is asked of the text in one way, and of the article besides.
pub(super) struct Phases<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: [Field; 2],
    pub(super) sought: &'a Sought,
    pub(super) weights: Weights,
    pub(super) field_weights: [f32; 2],
    /// What an article must be besides.
    pub(super) must: Option<Box<dyn Query>>,
    pub(super) wanted: Page,
    /// When the newest article was published, where being new counts.
    pub(super) newest: Option<i64>,
}

impl Phases<'_> {
    /// The first articles in order; fewer than wanted only where there are no more.
    pub(super) fn best(&self) -> tantivy::Result<Vec<Ranked>> {
        let unions = self.unions()?;
        let model = self.modelled(unions.as_ref())?;
        let first = FirstPhase {
            searcher: self.searcher,
            fields: self.fields,
            sought: self.sought,
            model: &model,
        };
        let by_score = self.wanted.sort == Sort::Score;
        let least = if by_score { self.weights.candidates } else { 1 };
        self.wanted.of(least, |fetched| self.fetch(first, unions.as_ref(), fetched))
    }

    /// What is known of the slots, for whoever explains a score.
    pub(super) fn model(&self) -> tantivy::Result<Model> {
        self.modelled(self.unions()?.as_ref())
    }

    fn unions(&self) -> tantivy::Result<Option<Unions>> {
        let most = if self.must.is_some() { MOST_FILTERED } else { MOST_PRUNED };
        let summed = !self.sought.is_single() || self.sought.slots.len() > most;
        summed.then(|| Unions::read(self.searcher, self.fields, self.sought)).transpose()
    }

    /// The first `fetched`, in order, and whether there are no more.
    fn fetch(
        &self,
        first: FirstPhase<'_>,
        unions: Option<&Unions>,
        fetched: usize,
    ) -> tantivy::Result<(Vec<Ranked>, bool)> {
        let mut cut = Cut { limit: fetched, sort: self.wanted.sort };
        if let Some(unions) = unions {
            loop {
                let (asked, must) = ((self.sought, first.model), (self.must.as_deref(), cut));
                let candidates = unions.best((self.searcher, self.fields), asked, must)?;
                let (ranked, all) = self.look(first.model, candidates, fetched)?;
                if all || ranked.len() >= fetched {
                    return Ok((ranked, all));
                }
                cut.limit = cut.limit.saturating_mul(4);
            }
        }
        if self.must.is_none() && cut.sort == Sort::Score && fetched < ALL {
            let candidates = first.pruned(fetched + fetched / 2)?;
            let (ranked, all) = self.look(first.model, candidates, fetched)?;
            if all || ranked.len() >= fetched {
                return Ok((ranked, all));
            }
        }
        let must = self.must.as_ref().map(|must| must.box_clone());
        self.look(first.model, first.matching(must, cut)?, fetched)
    }

    /// What being new adds to a score.
    fn recent(&self, ranked: &Ranked) -> f32 {
        match self.newest {
            Some(newest) if ranked.published != UNDATED => {
                RECENCY.part(ranked.score.total(), newest.saturating_sub(ranked.published))
            }
            _ => 0.0,
        }
    }

    /// What is known of the slots.
    fn modelled(&self, unions: Option<&Unions>) -> tantivy::Result<Model> {
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
        for (ordinal, found) in candidates.segments {
            self.look_into(model, (ordinal, found), &mut looked)?;
        }
        let ids = Ids::open(self.searcher)?;
        looked.sort_by(|a, b| ids.compare(a, b, |one| self.wanted.key(one, one.score.bm25)));
        let all = all && looked.len() <= limit;
        looked.truncate(limit);
        if self.wanted.sort != Sort::Score {
            return Ok((looked, all));
        }
        for (place, ranked) in (1..).zip(&mut looked) {
            ranked.place = Some(place);
        }
        let closely = looked.len().min(model.weights.candidates);
        for ranked in &mut looked[closely..] {
            ranked.score = Score { bm25: ranked.score.bm25, ..Score::default() };
        }
        looked[..closely]
            .sort_by(|a, b| ids.compare(a, b, |one| self.wanted.key(one, one.score.total())));
        Ok((looked, all))
    }

    /// Looks where the words stand in some candidates of a segment, a few thousand at a time.
    fn look_into(
        &self,
        model: &Model,
        (ordinal, found): (SegmentOrdinal, Vec<Candidate>),
        looked: &mut Vec<Ranked>,
    ) -> tantivy::Result<()> {
        if found.is_empty() {
            return Ok(());
        }
        let segment = self.searcher.segment_reader(ordinal);
        let columns = Columns::open(segment)?;
        let norms = Norms::open(segment, self.fields, model)?;
        let mut docs: Vec<_> = found.iter().map(|candidate| candidate.doc).collect();
        docs.sort_unstable();
        for docs in docs.chunks(AT_ONCE) {
            let places = Places::read(segment, (self.fields, &self.sought.slots), docs)?;
            for (document, doc) in docs.iter().enumerate() {
                let texts =
                    [0, 1].map(|field| places.text(field, (document, norms.of(field, *doc))));
                if self.sought.is_held(&texts) {
                    let at = DocAddress::new(ordinal, *doc);
                    let mut ranked = columns.ranked(at, model.score(&texts));
                    ranked.score.recent = self.recent(&ranked);
                    looked.push(ranked);
                }
            }
        }
        Ok(())
    }
}

/// The length norms of a segment's documents.
pub(super) struct Norms {
    lengths: [FieldNormReader; 2],
    norms: [[f32; 256]; 2],
}

impl Norms {
    pub(super) fn open(
        segment: &SegmentReader,
        fields: [Field; 2],
        model: &Model,
    ) -> tantivy::Result<Self> {
        let [title, body] = fields.map(|field| segment.get_fieldnorms_reader(field));
        let norms = [0, 1].map(|field| model.norms(field, FieldNormReader::id_to_fieldnorm));
        Ok(Self { lengths: [title?, body?], norms })
    }

    pub(super) fn of(&self, field: usize, doc: DocId) -> f32 {
        self.norms[field][usize::from(self.lengths[field].fieldnorm_id(doc))]
    }
}
