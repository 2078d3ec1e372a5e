//! What a reference to an article says, for the formats of reference managers: RIS and BibTeX.
//!
//! A Vietnamese name is one whole: it is never turned round, cut into given and family name, or shortened to
//! initials. Nothing is said that is not known; there is no date of access, as no clock is asked.

use std::fmt::Write as _;
use std::hash::Hasher as _;

use xxhash_rust::xxh3::Xxh3;

use crate::article::{Article, BylineRole, TopicWeight};
use crate::date::{Precision, Timestamp};
use crate::vi::fold;

/// What a reference says, each text on one line without control characters.
pub(super) struct Reference<'a> {
    /// A name for the reference that depends on nothing but the article.
    pub(super) key: String,
    pub(super) title: Option<String>,
    /// Who signed it, as printed.
    pub(super) authors: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) published: Option<&'a Timestamp>,
    pub(super) section: Option<String>,
    pub(super) topics: Vec<&'a str>,
    pub(super) url: Option<String>,
}

impl<'a> Reference<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        let signed = article.bylines.iter().filter(|byline| byline.role != BylineRole::Generic);
        let topics = article.topics.iter().filter(|topic| topic.weight == TopicWeight::Primary);
        let section = article.section.join(" > ");
        Self {
            key: key(article),
            title: article.title.as_deref().map(on_a_line),
            authors: signed.map(|byline| on_a_line(&byline.name)).collect(),
            outlet: article.outlet.as_ref().map(|outlet| on_a_line(&outlet.name)),
            published: article.published.as_ref().map(|published| &published.iso),
            section: Some(on_a_line(&section)).filter(|section| !section.is_empty()),
            topics: topics.map(|topic| topic.id.as_str()).collect(),
            url: article.url.as_deref().map(address),
        }
    }

    /// The date of publication, no more precise than a day.
    pub(super) fn day(&self) -> Option<String> {
        Some(self.published?.with_precision(Precision::Day).to_string())
    }
}

/// Words of the title that stand in a key.
const WORDS: usize = 4;

/// Outlet, year, the first words of the title, and a hash of the id: so that no two articles share a key, and one
/// keeps its key whatever else is found with it.
fn key(article: &Article) -> String {
    let year = article
        .published
        .as_ref()
        .map(|published| published.iso.with_precision(Precision::Year).to_string());
    let title = fold(&article.title.as_deref().unwrap_or_default().to_lowercase());
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let outlet = article.outlet.as_ref().map(|outlet| slug(outlet.id.as_str()));
    let mut hash = Xxh3::new();
    hash.write(article.id.as_str().as_bytes());
    let hash = format!("{:08x}", hash.finish() >> 32);
    let parts = outlet.into_iter().chain(year).filter(|part| !part.is_empty());
    let words = words.take(WORDS).map(|word| word.chars().take(20).collect());
    parts.chain(words).chain([hash]).collect::<Vec<String>>().join("-")
}

fn slug(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The text on one line, without control characters and what rearranges a line.
fn on_a_line(text: &str) -> String {
    let blank = text.replace(['\n', '\r', '\t'], " ");
    let shown = blank.chars().filter(|c| !super::text::is_hidden(*c)).collect::<String>();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address in which nothing but its own characters stands: what no address may hold is written by its bytes.
fn address(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.trim().chars() {
        if c.is_whitespace() || super::text::is_hidden(c) || "{}\\\"<>^`|".contains(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(safe, "%{byte:02X}");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}
