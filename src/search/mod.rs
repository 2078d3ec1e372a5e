//! From a request to ranked hits with snippets.

mod analysis;
mod candidates;
mod counts;
mod duplicates;
mod excerpt;
mod expand;
mod explain;
mod facets;
mod highlight;
mod histogram;
mod keys;
mod knowledge;
mod listing;
mod lower;
mod matching;
mod names;
mod near;
mod order;
mod over;
mod passages;
mod phases;
mod places;
mod positions;
mod profile;
mod question;
mod rank;
mod readings;
mod sentences;
mod similar;
mod slots;
mod snippet;
mod speaker;
mod spelling;
mod stats;
mod structure;
mod tally;
mod understood;
mod unions;
mod vocabulary;
mod ways;
mod weights;
mod words;

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::collector::{Collector, DocSetCollector};
use tantivy::query::{BooleanQuery, ConstScoreQuery, EmptyQuery, Query as EngineQuery, TermQuery};
use tantivy::schema::{IndexRecordOption, Term};

pub use duplicates::Brief;
pub use excerpt::{Excerpt, excerpt};
pub use explain::{
    Explanation, FieldShare, FirstShare, MOST_READINGS, PairShare, ReadingTimes, ScoredField,
    WindowShare, WordShare,
};
pub use facets::{By, Facet, FacetValue, Facets, FacetsWanted};
pub use histogram::{Coarse, Histogram, Period, ShareOf, Step};
pub use knowledge::{DocumentCount, Office, OutletCount, PersonCount, TopicCount, UnitCount};
pub use listing::Listing;
pub use lower::Reading;
pub use matching::{Matching, Needed};
pub use names::Relation;
pub use profile::{Citing, DocumentProfile, Named, UnitProfile};
pub use rank::Score;
pub use similar::{Similar, SimilarHit, SimilarTerm};
pub use snippet::{Part, SNIPPET_CHARS, Snippet};
pub use stats::Stats;
pub use weights::{RECENCY, Recency, Weights};
pub use words::{MOST_SAMPLED, SAMPLE, TopWord, TopWords};

use crate::article::{Article, ArticleId};
use crate::catalog::Catalog;
use crate::error::Result;
use crate::index::{Index, fault, from_engine, text_at};
use crate::query::{Cursor, Filters, Query, Request};
use duplicates::BESIDE_AN_ARTICLE;
use highlight::Highlighter;
use lower::Lowering;
use order::{Page, Ranked};
use phases::Phases;
use question::Question;
use slots::Sought;
use understood::{Chosen, Understood};
use vocabulary::Vocabulary;
use ways::Way;

/// How many articles match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// The number.
    pub value: usize,
    /// Whether it is exact or a lower bound.
    pub exact: bool,
}

/// An article that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article.
    pub article: Article,
    /// How well it answers; comparable within one response only.
    pub score: f32,
    /// What the score is made of.
    pub parts: Score,
    /// Why it has its score, where that was asked for.
    pub explanation: Option<Explanation>,
    /// Byte ranges of the title that answer the query.
    pub title_highlights: Vec<[usize; 2]>,
    /// Fragments that show why it was found.
    pub snippets: Vec<Snippet>,
    /// Other articles of the index that are nearly the same text, whether or not they match; the newest first, up to
    /// twenty.
    pub duplicates: Vec<Brief>,
}

/// A query that was answered as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAs {
    /// Why.
    pub by: ReadBy,
    /// The query that was answered.
    pub query: Query,
}

/// Why a query is answered as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadBy {
    /// It was typed as Telex keys with the input method off.
    Telex,
    /// It was typed as VNI keys.
    Vni,
    /// A word was misspelt.
    Spelling,
}

/// Another query that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The query.
    pub query: Query,
    /// How many articles it finds, with the same filters.
    pub total: usize,
}

/// How many articles answer a request, and how it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The number, exactly.
    pub total: usize,
    /// What they had to hold.
    pub matching: Matching,
    /// How many of the words that count.
    pub needed: Needed,
    /// How the syllables were read.
    pub reading: Reading,
    /// Whether quoted words were taken apart; see [`Response`].
    pub quotes_apart: bool,
    /// What was answered instead of the query as typed: it was typed as keys, or misspelt.
    pub read_as: Option<ReadAs>,
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// How many articles match.
    pub total: Total,
    /// What they had to hold.
    pub matching: Matching,
    /// How many of the words that count.
    pub needed: Needed,
    /// How the syllables were read.
    pub reading: Reading,
    /// Whether quoted words were taken apart, since no article has them side by side; only of a long query.
    pub quotes_apart: bool,
    /// What was answered instead of the query as typed: it was typed as keys, or misspelt.
    pub read_as: Option<ReadAs>,
    /// What may have been meant, the likeliest first.
    pub suggestions: Vec<Suggestion>,
    /// The first in the order asked for; equal ones newest first, then by id.
    pub hits: Vec<Hit>,
    /// How many hits stand before these.
    pub offset: usize,
    /// Where these end, if there are more.
    pub next: Option<Cursor>,
}

impl Response {
    /// The response without its hits.
    pub fn counted(&self) -> Counted {
        let Self { matching, needed, reading, quotes_apart, .. } = *self;
        Counted {
            total: self.total.value,
            matching,
            needed,
            reading,
            quotes_apart,
            read_as: self.read_as.clone(),
        }
    }
}

/// Answers requests from one fixed view of an index.
pub struct Searcher<'a> {
    index: &'a Index,
    catalog: &'a Catalog,
    snapshot: tantivy::Searcher,
    weights: Option<Weights>,
}

impl<'a> Searcher<'a> {
    /// A view of the index as it is now.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Damaged`] when its files cannot be read.
    pub fn new(index: &'a Index, catalog: &'a Catalog) -> Result<Self> {
        Ok(Self { index, catalog, snapshot: index.snapshot()?, weights: None })
    }

    /// The same view with other weights of ranking, for every reading of a query.
    #[must_use]
    pub fn weighed(self, weights: Weights) -> Self {
        Self { weights: Some(weights), ..self }
    }

    /// Answers a request.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Query`] when the query has more than 512 words,
    /// [`crate::ErrorKind::Damaged`] when the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Response> {
        self.listing(request, request.limit.get())?.whole()
    }

    /// Answers a request with all hits, whatever its limit, read as they are asked for.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn stream(&self, request: &Request) -> Result<Listing<'_, 'a>> {
        self.listing(request, usize::MAX)
    }

    fn listing(&self, request: &Request, hits: usize) -> Result<Listing<'_, 'a>> {
        let stamp = request.stamp();
        let request = &self.question(request)?.of(hits);
        let understood = self.understood(request)?;
        let Understood { asked, chosen, .. } = &understood;
        let marked = self.marked(understood.query(request), request);
        let marked = marked.as_ref().unwrap_or(asked);
        let highlighter = Highlighter::new(marked, chosen.way);
        let part = self.part(chosen, request)?;
        let explaining = self.explaining(chosen, request)?;
        let suggestions = self.suggestions(&understood, request)?;
        let Counted { total, matching, needed, reading, quotes_apart, read_as } =
            understood.counted();
        let total = Total { value: total, exact: true };
        let response = Response {
            total,
            matching,
            needed,
            reading,
            quotes_apart,
            read_as,
            suggestions,
            hits: Vec::new(),
            offset: part.offset,
            next: None,
        };
        Ok(Listing { searcher: self, response, part, highlighter, explaining, stamp })
    }

    /// How many articles answer a request.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn count(&self, request: &Request) -> Result<Counted> {
        let request = &self.question(request)?;
        Ok(self.understood(request)?.counted())
    }

    /// The article with an id, if there is one, and its near copies.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Damaged`] when the index cannot be read.
    pub fn article(&self, id: &ArticleId) -> Result<Option<(Article, Vec<Brief>)>> {
        let Some(address) = self.address(id)? else { return Ok(None) };
        Ok(Some((self.load(address)?, self.duplicates(address, BESIDE_AN_ARTICLE)?)))
    }

    /// Where the article with an id stands.
    fn address(&self, id: &ArticleId) -> Result<Option<tantivy::DocAddress>> {
        let term = Term::from_field_text(self.index.fields().id, id.as_str());
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = self.snapshot.search(&query, &DocSetCollector);
        Ok(found.map_err(|cause| self.failed(cause))?.into_iter().min())
    }

    /// Every article that passes the filters, in the order of their ids, and whether the catalogue that the index
    /// names labelled it.
    ///
    /// # Errors
    /// As [`Self::article`].
    pub fn all(&self, filters: &Filters) -> Result<impl Iterator<Item = Result<(Article, bool)>>> {
        let found = self.among(filters, &DocSetCollector)?;
        let now = self.index.manifest().catalog.labels();
        let mut places = Vec::with_capacity(found.len());
        for at in found {
            let columns = self.snapshot.segment_reader(at.segment_ord).fast_fields();
            let ids = columns.str("id").map_err(|cause| self.failed(cause))?;
            // What has no id is a note, and no article.
            let id = text_at(ids.as_ref(), at.doc_id).map_err(|cause| self.failed(cause))?;
            let by = |column| Ok(columns.u64(column)?.first(at.doc_id));
            let labels = by("topics_by").and_then(|topics| Ok((topics, by("labelled")?)));
            let labels = labels.map_err(|cause| self.failed(cause))?;
            places.extend(id.map(|id| (id, at, labels == (Some(now.topics), Some(now.rest)))));
        }
        places.sort();
        Ok(places.into_iter().map(|(_, at, current)| Ok((self.load(at)?, current))))
    }

    /// Articles in the index.
    pub fn articles(&self) -> u64 {
        self.index.manifest().articles
    }

    /// The best articles in one way.
    fn best(
        &self,
        chosen: &Chosen,
        request: &Question<'_>,
        wanted: Page,
    ) -> tantivy::Result<Vec<Ranked>> {
        if chosen.asks_nothing(request) {
            return order::first(&self.snapshot, &self.by_filters(request), wanted);
        }
        self.phases(chosen, request, wanted)?.best()
    }

    fn phases<'p>(
        &'p self,
        Chosen { way, sought, .. }: &'p Chosen,
        request: &Question<'_>,
        wanted: Page,
    ) -> tantivy::Result<Phases<'p>> {
        let [title, body] = slots::scored(self.index.fields());
        Ok(Phases {
            searcher: &self.snapshot,
            fields: [title.0, body.0],
            field_weights: [title.1, body.1],
            sought,
            weights: self.weights.unwrap_or_else(|| Weights::of(way.reading)),
            must: self.must(request),
            wanted,
            newest: if request.told.recent { order::newest(&self.snapshot)? } else { None },
        })
    }

    /// Collects the articles that match in one way.
    fn found<C: Collector>(
        &self,
        sought: &Sought,
        request: &Question<'_>,
        collector: &C,
    ) -> Result<C::Fruit> {
        let mut must: Vec<Box<dyn EngineQuery>> = Vec::new();
        let fields = slots::scored(self.index.fields()).map(|(field, _)| field);
        must.extend(sought.query(fields));
        must.extend(self.must(request));
        let query: Box<dyn EngineQuery> = match must.len() {
            // Marks without a word in them ask for nothing, and without filters find nothing.
            0 => Box::new(EmptyQuery),
            1 => must.swap_remove(0),
            _ => Box::new(BooleanQuery::intersection(must)),
        };
        self.snapshot.search(&query, collector).map_err(|cause| self.failed(cause))
    }

    /// What an article must be besides; it does not score.
    fn must(&self, request: &Question<'_>) -> Option<Box<dyn EngineQuery>> {
        let filters = self.lowering().must(&request.filters);
        let constraint = request.constraint.as_ref().map(|held| held.box_clone());
        match (filters, constraint) {
            (Some(one), Some(other)) => {
                Some(Box::new(BooleanQuery::intersection(vec![one, other])))
            }
            (one, other) => one.or(other),
        }
    }

    /// Articles that pass the filters, scored by the weight of the topics asked for.
    fn by_filters(&self, request: &Question<'_>) -> Box<dyn EngineQuery> {
        let asked = !request.filters.is_empty();
        let filters = asked.then(|| self.lowering().filters_only(&request.filters));
        match (filters, &request.constraint) {
            (None, None) => Box::new(EmptyQuery),
            (None, Some(held)) => Box::new(ConstScoreQuery::new(held.box_clone(), 0.0)),
            (Some(filters), None) => filters,
            (Some(filters), Some(held)) => {
                let held = Box::new(ConstScoreQuery::new(held.box_clone(), 0.0));
                Box::new(BooleanQuery::intersection(vec![filters, held]))
            }
        }
    }

    fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary { searcher: &self.snapshot, fields: self.index.fields() }
    }

    fn lowering(&self) -> Lowering {
        Lowering { fields: self.index.fields() }
    }

    fn load(&self, address: tantivy::DocAddress) -> Result<Article> {
        let document: TantivyDocument =
            self.snapshot.doc(address).map_err(|cause| self.failed(cause))?;
        from_engine(&self.index.fields(), &document)
    }

    fn failed(&self, cause: tantivy::TantivyError) -> crate::Error {
        fault::engine(self.index.dir(), cause)
    }
}
