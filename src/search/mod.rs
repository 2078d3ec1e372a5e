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
mod unions;
mod vocabulary;
mod ways;
mod weights;
mod words;

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::collector::{Collector, Count, DocSetCollector};
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
pub use keys::Keys;
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
use crate::query::{Cursor, Filters, Hold, Query, Request};
use analysis::Asked;
use duplicates::BESIDE_AN_ARTICLE;
use highlight::Highlighter;
use keys::Typed;
use lower::Lowering;
use matching::Least;
use order::{Page, Ranked};
use phases::Phases;
use question::Question;
use slots::{Finder, Sought};
use spelling::Known;
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

/// A query that was typed as keys of an input method, and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAs {
    /// The method.
    pub keys: Keys,
    /// The query that was answered.
    pub query: Query,
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
    /// What was answered instead of the query as typed, if it was typed as keys.
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
    /// What was answered instead of the query as typed, if it was typed as keys.
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

/// A way to read a request, what it looks up, and how many articles match.
struct Chosen {
    way: Way,
    sought: Sought,
    total: usize,
}

impl Chosen {
    /// Whether nothing is asked of the text, so that no words are scored.
    fn asks_nothing(&self, request: &Question<'_>) -> bool {
        self.way.least == Least::None && request.wanted.asks.is_empty()
    }

    fn counted(&self, read_as: Option<ReadAs>) -> Counted {
        let Way { least, reading, quotes, .. } = self.way;
        let (matching, needed) = (least.matching(), self.sought.needed);
        Counted { total: self.total, matching, needed, reading, quotes_apart: !quotes, read_as }
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
        let (read_as, unsure) = self.read_as(request)?;
        let query = read_as.as_ref().map_or(request.query, |read| &read.query).clone();
        let asked = self.asked(&query)?;
        let chosen = self.choose(&asked, request)?;
        let marked = self.marked(&query, request);
        let marked = marked.as_ref().unwrap_or(&asked);
        let highlighter = Highlighter::new(marked, chosen.way);
        let part = self.part(&chosen, request)?;
        let explaining = self.explaining(&chosen, request)?;
        let Counted { total, matching, needed, reading, quotes_apart, read_as } =
            chosen.counted(read_as);
        let total = Total { value: total, exact: true };
        let mut response = Response {
            total,
            matching,
            needed,
            reading,
            quotes_apart,
            read_as,
            suggestions: Vec::new(),
            hits: Vec::new(),
            offset: part.offset,
            next: None,
        };
        let unsure = unsure.filter(|_| matching.is_less());
        for other in unsure.into_iter().chain(self.meant(&query, reading)?) {
            response.suggestions.extend(self.suggestion(other, request, &response)?);
        }
        Ok(Listing { searcher: self, response, part, highlighter, explaining, stamp })
    }

    /// How many articles answer a request.
    ///
    /// # Errors
    /// As [`Self::search`].
    pub fn count(&self, request: &Request) -> Result<Counted> {
        let request = &self.question(request)?;
        let (read_as, _) = self.read_as(request)?;
        let query = read_as.as_ref().map_or(request.query, |read| &read.query);
        let asked = self.asked(query)?;
        Ok(self.choose(&asked, request)?.counted(read_as))
    }

    /// A query as terms. Capitals mean an abbreviation if it is a known one, or if the word hardly stands in the
    /// index otherwise.
    fn asked(&self, query: &Query) -> Result<Asked> {
        let equivalents = self.catalog.equivalents();
        let vocabulary = self.vocabulary();
        let mut asked = Asked::new(query, equivalents)?;
        let trusted = asked.trust_capitals(|part, mark| {
            if equivalents.is_abbreviation(part) || !equivalents.of(&[part], true).is_empty() {
                return Ok(equivalents.is_abbreviation(part));
            }
            let in_capitals = vocabulary.frequency(mark)?;
            Ok(in_capitals > 0 && 2 * in_capitals >= vocabulary.frequency(part)?)
        });
        trusted.map_err(|cause| self.failed(cause))?;
        Ok(asked)
    }

    /// What the query was typed as keys for, if the index agrees; else what it may have been typed for. A short query
    /// that some article holds as typed was meant so, and a single word makes no keys of one that none holds.
    fn read_as(&self, request: &Question<'_>) -> Result<(Option<ReadAs>, Option<Query>)> {
        let equivalents = self.catalog.equivalents();
        let typed = keys::read(request.query, equivalents, self.vocabulary());
        let Some(typed) = typed.map_err(|cause| self.failed(cause))? else {
            return Ok((None, None));
        };
        let as_typed = self.asked(request.query)?;
        let short = !as_typed.is_long();
        let stays = typed.is_known
            || (short && self.holds_all(&as_typed, request)?)
            || (short
                && typed.decisive == 1
                && !self.holds_all(&self.asked(&typed.query)?, request)?);
        Ok(match typed {
            Typed { query, .. } if stays => (None, Some(query)),
            Typed { keys, query, .. } => (Some(ReadAs { keys, query }), None),
        })
    }

    /// Whether some article holds all that is asked, each syllable as it stands.
    fn holds_all(&self, asked: &Asked, request: &Question<'_>) -> Result<bool> {
        let all = Way::new(Least::All, Reading::Exact);
        Ok(self.chosen(all, asked, request)?.total > 0)
    }

    /// The query in another spelling, if it is likelier to have been meant.
    fn meant(&self, query: &Query, reading: Reading) -> Result<Option<Query>> {
        let (equivalents, vocabulary) = (self.catalog.equivalents(), self.vocabulary());
        let meant = spelling::meant(query, reading, Known { equivalents, vocabulary });
        meant.map_err(|cause| self.failed(cause))
    }

    /// A query as a suggestion, if it finds more than what was asked, or anything where that was little. A short one
    /// must find all that it asks for.
    fn suggestion(
        &self,
        query: Query,
        request: &Question<'_>,
        response: &Response,
    ) -> Result<Option<Suggestion>> {
        let asked = self.asked(&query)?;
        let Chosen { way, total, .. } = self.choose(&asked, request)?;
        let whole = asked.is_long() || !way.least.matching().is_less();
        let more = total > response.total.value;
        let better = more || (total > 0 && response.matching.is_less());
        Ok((whole && better).then_some(Suggestion { query, total }))
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

    /// The first way to read a request that finds enough; the last one otherwise.
    fn choose(&self, asked: &Asked, request: &Question<'_>) -> Result<Chosen> {
        let mut ways = self.ways(asked, request)?;
        loop {
            let chosen = self.chosen(ways.remove(0), asked, request)?;
            if chosen.total >= chosen.way.enough || ways.is_empty() {
                return Ok(chosen);
            }
        }
    }

    /// A way to read a request, and what it finds.
    fn chosen(&self, way: Way, asked: &Asked, request: &Question<'_>) -> Result<Chosen> {
        let finder = Finder::new(&self.snapshot, self.index.fields());
        let sought = finder.find((asked, &request.wanted), way);
        let sought = sought.map_err(|cause| self.failed(cause))?;
        let total = self.found(&sought, request, &Count)?;
        Ok(Chosen { way, sought, total })
    }

    /// The ways to read a request; where there is no loose text, what is wanted besides is read with accents if it has
    /// any.
    fn ways(&self, asked: &Asked, request: &Question<'_>) -> Result<Vec<Way>> {
        if asked.asks.is_empty() && request.wanted.is_unaccented() {
            return Ok(vec![Way { reading: Reading::Unaccented, ..Way::FILTERS }]);
        }
        if request.told.hold != Hold::Usual {
            let ways = ways::told(asked, self.vocabulary(), request.told.hold);
            return ways.map_err(|cause| self.failed(cause));
        }
        // Whoever asks within a few wants to know which of those, be they one.
        let narrowed = !request.filters.is_empty() || request.constraint.is_some();
        let articles = if narrowed { 0 } else { self.snapshot.num_docs() };
        ways::of(asked, self.vocabulary(), articles).map_err(|cause| self.failed(cause))
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
