//! The JSON that scripts rely on. Every record says its schema and version; within a version fields
//! are added, never changed or taken away.

use serde::Serialize;

use super::facets::FacetMap;
use crate::article::{Article, Outlet, Published, TopicId, TopicWeight, UnitKey, UnitRole};
use crate::error::Error;
use crate::query::Query;
use crate::search::{
    Brief, Explanation, Facet, Hit, Matching, Needed, ReadAs, ReadBy, Reading, Response, Snippet,
    Stats, Suggestion, Total,
};

/// Schema of an article.
pub const ARTICLE_SCHEMA: &str = "tracuu/article@1";
/// Schema of the answer to a search.
pub const SEARCH_SCHEMA: &str = "tracuu/search@1";
/// Schema of one hit on a line of its own.
pub const HIT_SCHEMA: &str = "tracuu/hit@1";
/// Schema of what `stats` prints.
pub const STATS_SCHEMA: &str = "tracuu/stats@1";

/// An article with its schema.
#[derive(Serialize)]
pub struct ArticleRecord<'a> {
    schema: &'static str,
    #[serde(flatten)]
    article: &'a Article,
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicates: Option<&'a [Brief]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labelled_by: Option<LabelledBy<'a>>,
}

/// The catalogue that gave an article its labels: who reads it again under the same one can believe them.
#[derive(Serialize)]
struct LabelledBy<'a> {
    topics: &'a str,
    rest: &'a str,
}

impl<'a> ArticleRecord<'a> {
    /// The record of an article.
    pub fn new(article: &'a Article) -> Self {
        Self { schema: ARTICLE_SCHEMA, article, duplicates: None, labelled_by: None }
    }

    /// The record of an article of an index, with its near copies there.
    #[must_use]
    pub fn with(self, duplicates: &'a [Brief]) -> Self {
        Self { duplicates: Some(duplicates), ..self }
    }

    /// The record of an article that a catalogue labelled, by the digests of its topics and of the rest.
    #[must_use]
    pub fn labelled_by(self, topics: &'a str, rest: &'a str) -> Self {
        Self { labelled_by: Some(LabelledBy { topics, rest }), ..self }
    }
}

/// A unit as a hit names it.
#[derive(Serialize)]
struct HitUnit<'a> {
    key: &'a UnitKey,
    name: &'a str,
    role: UnitRole,
}

/// A topic as a hit names it.
#[derive(Serialize)]
struct HitTopic<'a> {
    id: &'a TopicId,
    weight: TopicWeight,
}

/// A hit: the article without its text, and why it was found.
#[derive(Serialize)]
pub struct HitRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<&'static str>,
    id: &'a str,
    score: f32,
    title: Option<&'a str>,
    title_highlights: &'a [[usize; 2]],
    published: Option<&'a Published>,
    outlet: Option<&'a Outlet>,
    units: Vec<HitUnit<'a>>,
    topics: Vec<HitTopic<'a>>,
    path: &'a str,
    url: Option<&'a str>,
    snippets: &'a [Snippet],
    duplicates: &'a [Brief],
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<&'a Explanation>,
}

impl<'a> HitRecord<'a> {
    /// A hit inside an answer.
    pub fn new(hit: &'a Hit) -> Self {
        let article = &hit.article;
        let named = article.topics.iter().filter(|topic| topic.weight != TopicWeight::Mention);
        Self {
            schema: None,
            id: article.id.as_str(),
            score: hit.score,
            title: article.title.as_deref(),
            title_highlights: &hit.title_highlights,
            published: article.published.as_ref(),
            outlet: article.outlet.as_ref(),
            units: article
                .units
                .iter()
                .map(|unit| HitUnit { key: &unit.key, name: &unit.name, role: unit.role })
                .collect(),
            topics: named.map(|topic| HitTopic { id: &topic.id, weight: topic.weight }).collect(),
            path: &article.source.path,
            url: article.url.as_deref(),
            snippets: &hit.snippets,
            duplicates: &hit.duplicates,
            explain: hit.explanation.as_ref(),
        }
    }

    /// The same hit as a record of its own.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.schema = Some(HIT_SCHEMA);
        self
    }
}

/// What a query typed as keys was read as.
#[derive(Serialize)]
pub(super) struct ReadAsRecord {
    by: ReadBy,
    query: String,
}

impl ReadAsRecord {
    pub(super) fn new(read: &ReadAs) -> Self {
        Self { by: read.by, query: read.query.to_string() }
    }
}

/// A query that may have been meant.
#[derive(Serialize)]
struct SuggestionRecord {
    query: String,
    total: usize,
}

impl SuggestionRecord {
    fn new(suggestion: &Suggestion) -> Self {
        Self { query: suggestion.query.to_string(), total: suggestion.total }
    }
}

/// The answer to a search.
#[derive(Serialize)]
pub struct Answer<'a> {
    schema: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    qid: Option<&'a serde_json::Value>,
    query: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    total: Total,
    matching: Option<Matching>,
    needed: Option<Needed>,
    reading: Option<Reading>,
    quotes_apart: bool,
    read_as: Option<ReadAsRecord>,
    suggestions: Vec<SuggestionRecord>,
    took_ms: f64,
    hits: Vec<HitRecord<'a>>,
    facets: FacetMap<'a>,
    offset: usize,
    next: Option<String>,
}

impl<'a> Answer<'a> {
    /// The answer to a query that was understood; `took_ms` in milliseconds.
    pub fn new(query: &Query, response: &'a Response, took_ms: f64) -> Self {
        Self {
            schema: SEARCH_SCHEMA,
            qid: None,
            query: query.to_string(),
            error: None,
            total: response.total,
            matching: Some(response.matching),
            needed: Some(response.needed),
            reading: Some(response.reading),
            quotes_apart: response.quotes_apart,
            read_as: response.read_as.as_ref().map(ReadAsRecord::new),
            suggestions: response.suggestions.iter().map(SuggestionRecord::new).collect(),
            took_ms,
            hits: response.hits.iter().map(HitRecord::new).collect(),
            facets: FacetMap(&[]),
            offset: response.offset,
            next: response.next.as_ref().map(ToString::to_string),
        }
    }

    /// The same answer with counts by value over all articles that match.
    #[must_use]
    pub fn with_facets(self, facets: &'a [Facet]) -> Self {
        Self { facets: FacetMap(facets), ..self }
    }

    /// The answer to a query that was not understood.
    pub fn failed(query: String, error: &Error) -> Self {
        Self {
            schema: SEARCH_SCHEMA,
            qid: None,
            query,
            error: Some(error.to_string()),
            total: Total { value: 0, exact: true },
            matching: None,
            needed: None,
            reading: None,
            quotes_apart: false,
            read_as: None,
            suggestions: Vec::new(),
            took_ms: 0.0,
            hits: Vec::new(),
            facets: FacetMap(&[]),
            offset: 0,
            next: None,
        }
    }

    /// The same answer with the id its question came with.
    #[must_use]
    pub fn to_question(mut self, qid: &'a serde_json::Value) -> Self {
        self.qid = Some(qid);
        self
    }
}

/// What is in an index, with its schema.
#[derive(Serialize)]
pub struct StatsRecord<'a> {
    schema: &'static str,
    #[serde(flatten)]
    stats: &'a Stats,
}

impl<'a> StatsRecord<'a> {
    /// The record of an index.
    pub fn new(stats: &'a Stats) -> Self {
        Self { schema: STATS_SCHEMA, stats }
    }
}
