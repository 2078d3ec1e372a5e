//! Puts an article together from passages, the same way for pages and records.

use std::collections::{BTreeMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use super::page::in_body;
use super::record::Given;
use super::{Context, Passage, RawDocument, label, metadata};
use crate::article::{Article, ArticleId, Evidence, Format, Line, LineRole, Method, Origin};
use crate::error::{Error, ErrorKind, Result};

/// Longest title accepted, in bytes.
const TITLE_MAX: usize = 1024;
/// Longest body accepted, in bytes. Longer ones are refused, never cut.
const BODY_MAX: usize = 16 << 20;

/// The article the passages make, with what it is about.
///
/// # Errors
/// When there is neither title nor text, or one is too long.
pub(super) fn article(
    raw: &RawDocument,
    passages: &[Passage],
    given: Given,
    context: Context<'_>,
) -> Result<Article> {
    let mut article = outline(raw, passages);
    check(&article)?;
    let id = take(&mut article, given);
    if article.url.is_none() && raw.url.is_some() {
        article.url.clone_from(&raw.url);
        article.provenance.insert("url".to_owned(), Evidence::field("source"));
    }
    metadata::publication(&mut article, passages, context);
    if let Some(id) = id.or_else(|| id_by_address(&article)) {
        article.id = id;
    }
    // Of a record, the passages are those of the article, unless a caption stands there twice.
    let captions = passages.iter().filter(|passage| passage.role == LineRole::Caption).count();
    if article.lines.is_empty() && captions == article.captions.len() {
        metadata::about(&mut article, passages, context);
    } else {
        label(&mut article, context);
    }
    Ok(article)
}

/// The id that an article's address gives it.
pub(super) fn id_by_address(article: &Article) -> Option<ArticleId> {
    let url = article.url.as_deref().and_then(super::address::normalised)?;
    Some(ArticleId::from_hash(xxh3_64(url.as_bytes())))
}

/// Moves what a record says into the article; its own id, if it has one.
fn take(article: &mut Article, given: Given) -> Option<ArticleId> {
    let mut field = |name: &str, there: bool| {
        if there {
            article.provenance.insert(name.to_owned(), Evidence::field(name));
        }
    };
    field("url", given.url.is_some());
    field("section", !given.section.is_empty());
    field("tags", !given.tags.is_empty());
    article.url = given.url.or(article.url.take());
    article.published = given.published;
    article.refused = given.refused;
    article.outlet = given.outlet;
    article.section = given.section;
    article.bylines = given.bylines;
    if !given.tags.is_empty() {
        article.tags = given.tags;
    }
    given.id
}

pub(super) fn check(article: &Article) -> Result<()> {
    let title = article.title.as_deref().unwrap_or_default();
    let bad = |why: &str| Err(Error::new(ErrorKind::Input, why));
    match () {
        () if title.len() > TITLE_MAX => bad("the title is longer than 1 KB"),
        () if article.body.len() > BODY_MAX => bad("the body is longer than 16 MB"),
        () if title.is_empty() && article.body.is_empty() => bad("holds no text of an article"),
        () => Ok(()),
    }
}

/// Title, kicker, lead, body, captions, address and tags.
fn outline(raw: &RawDocument, passages: &[Passage]) -> Article {
    let mut provenance = BTreeMap::new();
    let mut one = |name: &str, role: LineRole| {
        let found = passages.iter().find(|passage| passage.role == role)?;
        let evidence = Evidence::line(Method::Explicit, found.line, found.text.clone());
        provenance.insert(name.to_owned(), evidence);
        Some(found.text.clone())
    };
    let (title, kicker) = (one("title", LineRole::Title), one("kicker", LineRole::Kicker));
    let (lead, url) = (one("lead", LineRole::Lead), one("url", LineRole::Address));
    let all = |wanted: LineRole| passages.iter().filter(move |passage| passage.role == wanted);
    let body: Vec<&str> =
        passages.iter().filter(|p| in_body(p.role)).map(|p| p.text.as_str()).collect();
    let mut seen = HashSet::new();
    let captions = all(LineRole::Caption).filter(|caption| caption.text != "[img]");
    let captions = captions.filter(|caption| seen.insert(caption.text.as_str()));
    let (caption_lines, captions) = captions.map(|c| (c.line, c.text.clone())).unzip();
    let is_page = !matches!(raw.format, Format::Jsonl | Format::Json | Format::Csv | Format::Feed);
    let lines = passages.iter().filter(|_| is_page);
    let lines = lines.map(|p| Line { line: p.line, role: p.role }).collect();
    let source = Origin {
        path: raw.path.clone(),
        format: raw.format,
        encoding: raw.encoding.to_owned(),
        record: raw.record,
    };
    let (body, tags) = (body.join("\n"), tags(all(LineRole::Tags)));
    let blank = Article::blank(raw.place_id(), source);
    let caption_lines = if is_page { caption_lines } else { Vec::new() };
    let text = Article { title, kicker, lead, body, captions, caption_lines, ..blank };
    Article { url, tags, lines, provenance, ..text }
}

/// The tags on some lines, without the word that heads them, once each.
fn tags<'a>(lines: impl Iterator<Item = &'a Passage>) -> Vec<String> {
    let list = |line: &'a Passage| line.text.split_once(':').map_or(&*line.text, |(_, list)| list);
    let tags = lines.flat_map(|line| list(line).split([',', ';', '#', '|'])).map(str::trim);
    distinct(tags.filter(|tag| !tag.is_empty()))
}

/// Texts in order of appearance, each once.
fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.filter(|text| seen.insert(*text)).map(str::to_owned).collect()
}
