//! What became of the inputs of a run, as JSON.

use std::time::Duration;

use serde::Serialize;

use crate::article::Article;
use crate::run::{Entry, Report, Status, Written};

/// Schema of one input's line.
pub const RUN_ENTRY_SCHEMA: &str = "tracuu/ingest-entry@1";
/// Schema of the last line.
pub const RUN_SUMMARY_SCHEMA: &str = "tracuu/ingest-summary@1";

/// One input and what became of it.
#[derive(Serialize)]
pub struct RunEntry<'a> {
    schema: &'static str,
    path: &'a str,
    record: Option<u64>,
    status: &'static str,
    #[serde(flatten)]
    more: More<'a>,
}

/// What is said of an input beside its status.
#[derive(Default, Serialize)]
struct More<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    near: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<crate::article::Format>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<Vec<&'static str>>,
}

impl<'a> More<'a> {
    fn written(written: &'a Written<'a>) -> Self {
        let article = written.article;
        Self {
            id: Some(article.id.as_str()),
            near: written.near.as_ref().map(crate::article::ArticleId::as_str),
            format: Some(article.source.format),
            encoding: Some(&article.source.encoding),
            missing: Some(missing(article)),
            ..Self::default()
        }
    }
}

/// The fields that an article lacks.
fn missing(article: &Article) -> Vec<&'static str> {
    let fields = [
        ("title", article.title.is_none()),
        ("body", article.body.is_empty()),
        ("published", article.published.is_none()),
        ("outlet", article.outlet.is_none()),
        ("section", article.section.is_empty()),
        ("bylines", article.bylines.is_empty()),
        ("url", article.url.is_none()),
    ];
    fields.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect()
}

impl<'a> RunEntry<'a> {
    /// The line of an input.
    pub fn new(entry: &'a Entry<'a>) -> Self {
        let (status, more) = match &entry.status {
            Status::Added(written) => ("added", More::written(written)),
            Status::Changed(written) => ("changed", More::written(written)),
            Status::Unchanged { id } => {
                ("unchanged", More { id: Some(id.as_str()), ..More::default() })
            }
            Status::Duplicate { of, held } => {
                let (id, held) = (Some(of.as_str()), Some(held.as_str()));
                ("duplicate", More { id, held, ..More::default() })
            }
            Status::LeftOut { id } => {
                ("left-out", More { id: Some(id.as_str()), ..More::default() })
            }
            Status::Failed { reason } => {
                ("failed", More { reason: Some(reason), ..More::default() })
            }
            Status::Removed { id } => {
                ("removed", More { id: Some(id.as_str()), ..More::default() })
            }
            Status::Moved { id, to } => {
                let (id, held) = (Some(id.as_str()), Some(to.as_str()));
                ("moved", More { id, held, ..More::default() })
            }
        };
        Self { schema: RUN_ENTRY_SCHEMA, path: entry.path, record: entry.record, status, more }
    }
}

/// The sums of a run.
#[derive(Serialize)]
pub struct RunSummary<'a> {
    schema: &'static str,
    added: usize,
    changed: usize,
    unchanged: usize,
    duplicate: usize,
    near: usize,
    left_out: usize,
    failed: usize,
    removed: usize,
    dry_run: bool,
    stopped_before: Option<&'a str>,
    took_ms: u128,
}

impl<'a> RunSummary<'a> {
    /// The last line of a report.
    pub fn new(report: &'a Report, dry_run: bool, took: Duration) -> Self {
        Self {
            schema: RUN_SUMMARY_SCHEMA,
            added: report.added,
            changed: report.changed,
            unchanged: report.unchanged,
            duplicate: report.duplicates,
            near: report.near,
            left_out: report.left_out,
            failed: report.failed,
            removed: report.removed,
            dry_run,
            stopped_before: report.stopped.as_deref(),
            took_ms: took.as_millis(),
        }
    }
}
