//! From bytes to articles: finds inputs, reads them, gives each line a role, reads metadata from the
//! lines whose role says where to look.

mod address;
mod assemble;
mod corrections;
mod encoding;
mod fragment;
mod html;
mod label;
pub mod metadata;
mod page;
mod passage;
mod record;
mod source;

use chrono::NaiveDate;

use crate::article::{Article, Format};
use crate::catalog::Catalog;
use crate::error::Result;

pub use corrections::{Corrections, FILE as CORRECTIONS_FILE, correct, correct_labels};
pub use encoding::{Encoding, Legacy};
pub use label::{label, label_topics, passages};
pub use passage::Passage;
pub use source::{Failure, Progress, RawDocument, Scope, Source, Totals, measure};

/// What every reading of a document needs to know.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Units, topics, outlets and document types.
    pub catalog: &'a Catalog,
    /// Today in Vietnam: a page cannot have been published later.
    pub today: NaiveDate,
}

/// Reads one document as an article.
///
/// # Errors
/// [`crate::ErrorKind::Input`] when the document holds no article, with the reason.
pub fn parse(raw: &RawDocument, context: Context<'_>) -> Result<Article> {
    match raw.format {
        Format::Text | Format::Pdf | Format::Docx => page::parse(raw, context),
        Format::Html => html::parse(raw, context),
        Format::Jsonl | Format::Json | Format::Csv | Format::Feed => record::parse(raw, context),
    }
}

/// Whether the id of an article was made from its address or its place, and is not the record's own.
pub fn has_derived_id(article: &Article, raw: &RawDocument) -> bool {
    article.id == raw.place_id() || assemble::id_by_address(article).as_ref() == Some(&article.id)
}

/// A path as an index remembers it: from the root, without `..`.
pub fn absolute(path: &std::path::Path) -> std::path::PathBuf {
    source::absolute(path)
}
