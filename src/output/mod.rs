//! Answers as text for people and JSON for scripts. Printers write where they are told to and touch
//! neither the terminal nor the environment.

mod analysis;
mod bibtex;
mod cite;
mod counted;
mod eval;
mod explain;
mod facets;
mod histogram;
mod hit_rows;
mod hits;
mod json;
mod lang;
mod lists;
mod profile;
mod query;
mod report;
mod ris;
mod schema;
mod similar;
mod table;
mod template;
mod text;
mod why;
mod words;

pub use analysis::{ANALYSIS_SCHEMA, Analysis, write_analysis};
pub use eval::{EVAL_SCHEMA, EvalRecord, Figures, GoldScores, JudgedFile, QueryScore, write_eval};
pub use explain::write_explanation;
pub use facets::{
    FACET_COLUMNS, FACET_VALUE_SCHEMA, FACETS_SCHEMA, FacetMap, FacetValueRecord, FacetsRecord,
    facet_rows, write_facets, write_facets_below,
};
pub use histogram::{
    Bars, HISTOGRAM_SCHEMA, HistogramRecord, PERIOD_COLUMNS, PERIOD_SCHEMA, PeriodRecord,
    period_rows, write_histogram,
};
pub use hits::{HitFormat, HitWriter};
pub use json::{ARTICLE_SCHEMA, HIT_SCHEMA, SEARCH_SCHEMA, STATS_SCHEMA};
pub use json::{Answer, ArticleRecord, HitRecord, StatsRecord};
pub use lang::Lang;
pub use lists::{ListRecord, write_rows};
pub use profile::{write_document, write_unit};
pub use query::{FIELDS_SCHEMA, QUERY_SCHEMA, QueryRecord, pointed, write_fields, write_query};
pub use report::{RUN_ENTRY_SCHEMA, RUN_SUMMARY_SCHEMA, RunEntry, RunSummary};
pub use schema::{schema, schema_names, schema_title};
pub use similar::{
    SIMILAR_HIT_SCHEMA, SIMILAR_SCHEMA, SimilarHitRecord, SimilarRecord, write_similar,
};
pub use table::{Separator, write_table};
pub use template::{MAX_TEMPLATE, Template};
pub use text::{Style, visible, visible_json, visible_lines};
pub use text::{write_article, write_hits, write_stats};
pub use words::{
    TOP_WORD_SCHEMA, TopWordRecord, WORD_COLUMNS, WORDS_SCHEMA, WordsRecord, word_rows, write_words,
};

use serde::{Deserialize, Serialize};

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For reading.
    Text,
    /// One JSON value.
    Json,
    /// One JSON value a line.
    Jsonl,
}
