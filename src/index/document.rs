//! Article ↔ engine document. Total: whatever [`Article`] can hold can be indexed, because a document
//! that fails inside the engine takes its whole batch with it.

use std::collections::BTreeSet;

use chrono::Datelike;
use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::schema::Fields;
use crate::article::{
    Article, ArticleId, Fingerprint, Has, Method, PersonTitle, TopicWeight, UnitKey, UnitRole,
};
use crate::error::{Error, ErrorKind, Result};

/// The input an article was read from, as the index remembers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The input's name: an absolute path, with `#N` for a record.
    pub source: &'a str,
    /// Hash of the input and of the version of the reader.
    pub digest: u64,
}

/// What tells copies of an article, and the group of near copies it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) fingerprint: &'a Fingerprint,
    pub(super) group: u64,
    pub(super) labels: Labels,
}

/// Hashes of what labelled an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Of the catalogue's topics.
    pub topics: u64,
    /// Of everything else in it.
    pub rest: u64,
}

/// The note of an input that is a copy of an article.
#[derive(Clone, Copy, Debug)]
pub struct Copy<'a> {
    /// The id of the article.
    pub of: &'a str,
    /// Hash of what both print; none where only the id is the same.
    pub content: Option<u64>,
}

/// The text of the body's field, and where its parts end. Offsets of highlights refer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyText {
    /// Body, captions and kicker, separated by line feeds.
    pub text: String,
    /// Byte where the captions begin.
    pub captions: usize,
    /// Byte where the kicker begins.
    pub kicker: usize,
}

/// What the body's field holds: the body, below it the captions, below them the kicker.
pub fn body_text(article: &Article) -> BodyText {
    let mut text = article.body.clone();
    let captions = text.len();
    let below = |line: &str, text: &mut String| {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    };
    for caption in &article.captions {
        below(caption, &mut text);
    }
    let kicker = text.len();
    if let Some(line) = &article.kicker {
        below(line, &mut text);
    }
    BodyText { text, captions, kicker }
}

/// The term that says a topic and its weight.
pub(crate) fn topic_term(id: &str, weight: TopicWeight) -> String {
    let weight = match weight {
        TopicWeight::Primary => "primary",
        TopicWeight::Secondary => "secondary",
        TopicWeight::Mention => "mention",
    };
    format!("{id}/{weight}")
}

/// The term that says what a unit does in an article; `own` for the unit itself without what lies under it.
pub(crate) fn unit_term((role, method): (UnitRole, Method), key: &UnitKey, own: bool) -> String {
    let (role, method) = (role_name(role), method_name(method));
    format!("{role}/{method}/{}{key}", if own { "=" } else { "" })
}

/// The term that says that some unit does this in an article: what a unit above all others would have.
pub(crate) fn any_unit_term(of: (UnitRole, Method)) -> String {
    let (role, method) = (role_name(of.0), method_name(of.1));
    format!("{role}/{method}/")
}

fn role_name(role: UnitRole) -> &'static str {
    match role {
        UnitRole::Primary => "primary",
        UnitRole::Superior => "superior",
        UnitRole::Predecessor => "predecessor",
        UnitRole::Mentioned => "mentioned",
    }
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Explicit => "explicit",
        Method::Inferred => "inferred",
        Method::Catalog => "catalog",
        Method::Corrected => "corrected",
    }
}

pub(super) fn to_engine(
    fields: &Fields,
    article: &Article,
    (origin, place): (Origin<'_>, Place<'_>),
) -> Result<TantivyDocument> {
    let json = serde_json::to_string(article).map_err(|cause| {
        Error::new(ErrorKind::Input, format!("article {} cannot be stored", article.id))
            .because(cause)
    })?;
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, article.id.as_str());
    document.add_text(fields.source, origin.source);
    document.add_u64(fields.digest, origin.digest);
    document.add_u64(fields.content, place.fingerprint.content);
    document.add_u64(fields.labelled, place.labels.rest);
    document.add_u64(fields.topics_by, place.labels.topics);
    document.add_u64(fields.corrected, article.corrected());
    document.add_u64(fields.group, place.group);
    for key in place.fingerprint.sketch.keys() {
        document.add_u64(fields.keys, u64::from(*key));
    }
    document.add_text(fields.title, article.title.as_deref().unwrap_or_default());
    document.add_text(fields.body, body_text(article).text);
    document.add_text(fields.article, json);
    add_keys(&mut document, fields, article);
    add_people(&mut document, fields, article);
    add_origin(&mut document, fields, article);
    add_dates(&mut document, fields, article);
    Ok(document)
}

/// The note that an article was taken out by a person.
pub(super) fn removal(fields: &Fields, id: &ArticleId, content: u64) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.removed, id.as_str());
    document.add_u64(fields.content, content);
    document
}

/// The note that an input is a copy.
pub(super) fn note(fields: &Fields, origin: Origin<'_>, copy: Copy<'_>) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.noted, origin.source);
    document.add_u64(fields.digest, origin.digest);
    document.add_text(fields.copy, copy.of);
    document.add_u64(fields.content, copy.content.unwrap_or_default());
    document
}

fn add_keys(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let mut keys: Vec<_> = article.units.iter().flat_map(|unit| unit.key.lineage()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        document.add_text(fields.unit, key.as_str());
    }
    let mut roles = BTreeSet::new();
    for unit in &article.units {
        let under = unit.key.lineage().map(|key| unit_term((unit.role, unit.method), &key, false));
        roles.extend(under);
        roles.insert(any_unit_term((unit.role, unit.method)));
        roles.insert(unit_term((unit.role, unit.method), &unit.key, true));
        document.add_text(fields.unit_name, format!("{}\t{}", unit.key, flat(&unit.name)));
    }
    for role in roles {
        document.add_text(fields.unit_as, role);
    }
    for topic in &article.topics {
        document.add_text(fields.topic, topic_term(topic.id.as_str(), topic.weight));
    }
    if let Some(outlet) = &article.outlet {
        document.add_text(fields.outlet, outlet.id.as_str());
    }
}

fn add_people(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    for person in &article.persons {
        document.add_text(fields.person, &person.name);
        for PersonTitle { title, unit, key } in &person.titles {
            let unit = unit.as_deref().map(flat).unwrap_or_default();
            let key = key.as_ref().map_or("", |key| key.as_str());
            let office = [&flat(&person.name), &flat(title), &unit, key].join("\t");
            document.add_text(fields.office, office);
        }
    }
    for cited in &article.documents {
        for _ in 0..cited.lines.len().max(1) {
            document.add_text(fields.document, cited.key());
        }
    }
}

/// Where it stood, who wrote it, and which of these things it has.
fn add_origin(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    for section in &article.section {
        document.add_text(fields.section, section);
    }
    for name in article.authors() {
        document.add_text(fields.author, name);
    }
    for has in Has::ALL.into_iter().filter(|has| has.of(article)) {
        document.add_text(fields.has, has.as_str());
    }
}

/// A text without tabs, which divide it from its neighbours.
fn flat(text: &str) -> String {
    text.replace('\t', " ")
}

fn add_dates(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    if let Some(published) = &article.published {
        let stamp = published.iso;
        document.add_i64(fields.first_day, day_number(stamp.first_day()));
        document.add_i64(fields.last_day, day_number(stamp.last_day()));
        document.add_i64(fields.published, stamp.seconds());
    }
}

/// A calendar day as the index numbers it.
pub(crate) fn day_number(day: chrono::NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The article a document holds.
pub(crate) fn from_engine(fields: &Fields, document: &TantivyDocument) -> Result<Article> {
    let json = document.get_first(fields.article).and_then(|value| value.as_str());
    let damaged = || Error::new(ErrorKind::Damaged, "a stored article cannot be read back");
    serde_json::from_str(json.ok_or_else(damaged)?).map_err(|cause| damaged().because(cause))
}
