//! Articles like another: hits with the words they share.

use std::io::{self, Write};

use serde::Serialize;

use super::json::HitRecord;
use super::text::{Style, indented, visible, write_hit};
use crate::search::{Similar, SimilarHit, SimilarTerm};

/// Schema of articles like another.
pub const SIMILAR_SCHEMA: &str = "tracuu/similar@1";
/// Schema of one of them on a line of its own.
pub const SIMILAR_HIT_SCHEMA: &str = "tracuu/similar-hit@1";

/// A similar article: a hit, and the words it shares.
#[derive(Serialize)]
pub struct SimilarHitRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<&'static str>,
    #[serde(flatten)]
    hit: HitRecord<'a>,
    terms: &'a [String],
}

impl<'a> SimilarHitRecord<'a> {
    /// A hit inside an answer.
    pub fn new(similar: &'a SimilarHit) -> Self {
        Self { schema: None, hit: HitRecord::new(&similar.hit), terms: &similar.terms }
    }

    /// The same hit as a record of its own.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { schema: Some(SIMILAR_HIT_SCHEMA), ..self }
    }
}

/// Articles like another, with their schema.
#[derive(Serialize)]
pub struct SimilarRecord<'a> {
    schema: &'static str,
    id: &'a str,
    title: Option<&'a str>,
    took_ms: f64,
    terms: &'a [SimilarTerm],
    hits: Vec<SimilarHitRecord<'a>>,
}

impl<'a> SimilarRecord<'a> {
    /// The record of an answer; `took_ms` in milliseconds.
    pub fn new(similar: &'a Similar, took_ms: f64) -> Self {
        Self {
            schema: SIMILAR_SCHEMA,
            id: similar.article.id.as_str(),
            title: similar.article.title.as_deref(),
            took_ms,
            terms: &similar.terms,
            hits: similar.hits.iter().map(SimilarHitRecord::new).collect(),
        }
    }
}

/// Writes articles like another for reading, each with the words it shares.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_similar(out: &mut dyn Write, similar: &Similar, style: Style) -> io::Result<()> {
    for (n, SimilarHit { hit, terms }) in (1..).zip(&similar.hits) {
        if n > 1 {
            writeln!(out)?;
        }
        write_hit(out, n, hit, style)?;
        let shares = visible(&format!("shares: {}", terms.join(", ")));
        indented(out, "    ", &style.dim(&shares), style)?;
    }
    Ok(())
}
