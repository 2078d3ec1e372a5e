//! Pages (first draft).
use std::collections::BTreeMap;

use super::{Context, Passage, RawDocument, metadata};
use crate::article::{Article, ArticleId, Line, LineRole, Origin};
use crate::error::Result;
use crate::vi::normalize::clean;

/// Reads a page dump.
pub(super) fn parse(raw: &RawDocument, context: Context<'_>) -> Result<Article> {
    let mut passages: Vec<Passage> = Vec::new();
    for (n, text) in (1..).zip(raw.text.lines()) {
        let text = clean(text).trim().to_owned();
        if text.is_empty() {
            continue;
        }
        let role = if text.len() > 200 {
            LineRole::Body
        } else if passages.is_empty() {
            LineRole::Title
        } else {
            LineRole::Caption
        };
        passages.push(Passage { line: n, role, text });
    }
    let body: Vec<&str> =
        passages.iter().filter(|p| p.role == LineRole::Body).map(|p| p.text.as_str()).collect();
    let mut article = Article {
        id: ArticleId::from_hash(xxhash_rust::xxh3::xxh3_64(raw.place.as_bytes())),
        title: passages.first().map(|p| p.text.clone()),
        kicker: None,
        lead: None,
        body: body.join("\n"),
        captions: vec![],
        published: None,
        outlet: None,
        section: vec![],
        bylines: vec![],
        units: vec![],
        topics: vec![],
        documents: vec![],
        persons: vec![],
        url: None,
        tags: vec![],
        source: Origin {
            path: raw.path.clone(),
            format: raw.format,
            encoding: raw.encoding.into(),
            record: raw.record,
        },
        lines: passages.iter().map(|p| Line { line: p.line, role: p.role }).collect(),
        provenance: BTreeMap::new(),
    };
    metadata::about(&mut article, &passages, context);
    Ok(article)
}
