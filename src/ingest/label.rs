//! What an article is about, read from the article itself: when it is ingested, and again whenever the
//! catalogue changes.
//!
//! Both ways read the same passages, made of nothing but what an article stores, so that labelling a stored
//! article anew gives what ingesting its source again would give. Reading the source's own passages at ingest
//! and stored ones later would let the two drift apart.

use super::page::{in_body, paragraphs};
use super::{Context, Passage, metadata};
use crate::article::{Article, LineRole};

/// Fills `units`, `topics`, `documents`, `persons` and `tenures` from the article's text. Date and outlet must be
/// known before: they decide which unit a short name means.
pub fn label(article: &mut Article, context: Context<'_>) {
    let passages = passages(article);
    metadata::about(article, &passages, context);
}

/// Fills `topics` alone.
pub fn label_topics(article: &mut Article, context: Context<'_>) {
    let passages = passages(article);
    article.topics = metadata::topics(&passages, context);
}

/// The passages of an article from which its labels are read: date, kicker, title, paragraphs, captions and tags, in the order of its lines;
/// of a record, which has none, numbered in this order.
pub fn passages(article: &Article) -> Vec<Passage> {
    // A body that a person corrected need not have the page's lines any more.
    let lines = article.lines.iter().filter(|line| in_body(line.role)).count();
    let is_placed = lines > 0 && lines == article.body.split('\n').count();
    let mut passages = if is_placed { placed(article) } else { numbered(article) };
    passages.sort_by_key(|passage| passage.line);
    passages
}

/// The passages of a record.
fn numbered(article: &Article) -> Vec<Passage> {
    let texts: Vec<&str> = article.body.split('\n').filter(|text| !text.is_empty()).collect();
    let head = [(LineRole::Kicker, &article.kicker), (LineRole::Title, &article.title)];
    let head = head.into_iter().filter_map(|(role, text)| Some((role, text.clone()?)));
    let captions = article.captions.iter().map(|text| (LineRole::Caption, text.clone()));
    let all = head.chain(paragraphs(&texts)).chain(captions);
    (1..).zip(all).map(|(line, (role, text))| Passage { line, role, text }).collect()
}

/// The passages of a page, on the lines they stand on.
fn placed(article: &Article) -> Vec<Passage> {
    let first = |role: LineRole| {
        article.lines.iter().find(|line| line.role == role).map_or(0, |line| line.line)
    };
    let one = |role: LineRole, text: &Option<String>| {
        Some(Passage { line: first(role), role, text: text.clone()? })
    };
    let dated = article.published.as_ref().and_then(|published| published.evidence.raw.clone());
    let tags = Some(article.tags.join(", ")).filter(|tags| !tags.is_empty());
    let mut all = Vec::with_capacity(article.lines.len());
    all.extend(one(LineRole::Date, &dated));
    all.extend(one(LineRole::Kicker, &article.kicker));
    all.extend(one(LineRole::Title, &article.title));
    let body = article.lines.iter().filter(|line| in_body(line.role));
    all.extend(body.zip(article.body.split('\n')).map(|(line, text)| Passage {
        line: line.line,
        role: line.role,
        text: text.to_owned(),
    }));
    let captions = article.caption_lines.iter().zip(&article.captions);
    all.extend(captions.map(|(line, text)| Passage {
        line: *line,
        role: LineRole::Caption,
        text: text.clone(),
    }));
    all.extend(one(LineRole::Tags, &tags));
    all
}
