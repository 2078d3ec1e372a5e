//! What an article is about: units, topics, persons, cited documents, read from its passages.
//!
//! Runs after the page's own data (title, date, outlet) are known, since the outlet's province and the
//! date of publication decide how a short name is read.

mod documents;
mod persons;
mod topics;
mod units;
mod words;

use super::{Context, Passage};
use crate::article::Article;

/// Fills `units`, `topics`, `persons` and `documents` from the passages; reads `published` and
/// `outlet`, which must be set before.
pub(super) fn about(article: &mut Article, passages: &[Passage], context: Context<'_>) {
    article.units = units::read(article, passages, context);
    article.documents = documents::read(passages, context);
    article.topics = topics::read(passages, context);
    article.persons = persons::read(article, passages, context);
}
