//! Answers as text for people and JSON for scripts. Printers write where they are told to and touch
//! neither the terminal nor the environment.

mod analysis;
mod bibtex;
mod cite;
mod explain;
mod hits;
mod json;
mod lang;
mod lists;
mod profile;
mod query;
mod report;
mod ris;
mod schema;
mod table;
mod template;
mod text;

pub use analysis::{ANALYSIS_SCHEMA, Analysis, write_analysis};
pub use explain::write_explanation;
pub use hits::{HitFormat, HitWriter};
pub use json::{ARTICLE_SCHEMA, HIT_SCHEMA, SEARCH_SCHEMA, STATS_SCHEMA};
pub use json::{Answer, ArticleRecord, HitRecord, StatsRecord};
pub use lang::Lang;
pub use lists::{ListRecord, write_rows};
pub use profile::{write_document, write_unit};
pub use query::{FIELDS_SCHEMA, QUERY_SCHEMA, QueryRecord, pointed, write_fields, write_query};
pub use report::{RUN_ENTRY_SCHEMA, RUN_SUMMARY_SCHEMA, RunEntry, RunSummary};
pub use schema::{schema, schema_names, schema_title};
pub use template::{MAX_TEMPLATE, Template};
pub use text::{Style, visible, visible_json, visible_lines};
pub use text::{write_article, write_hits, write_stats};

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
