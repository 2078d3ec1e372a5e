//! Articles that this program wrote: read back as they are, evidence and corrections included. Reading them like any
//! record would lose where their values come from. Their labels are believed only where the catalogue that gave them
//! is the one of today; else they are read anew from the text, as of any stored article.

use serde::Deserialize;

use crate::article::Article;
use crate::ingest::{Context, RawDocument, correct_labels, label};
use crate::vi::normalize::clean;

/// The schema that the program writes into its articles.
const SCHEMA: &str = "tracuu/article@1";

#[derive(Deserialize)]
struct Exported {
    schema: String,
    labelled_by: Option<LabelledBy>,
    #[serde(flatten)]
    article: Article,
}

#[derive(Deserialize)]
struct LabelledBy {
    topics: String,
    rest: String,
}

/// The article that a record is, if the program wrote it; none for one that was changed into something else, which
/// is read like any record.
pub(super) fn read(raw: &RawDocument, context: Context<'_>) -> Option<Article> {
    if !raw.text.contains(SCHEMA) {
        return None;
    }
    let exported: Exported = serde_json::from_str(&raw.text).ok()?;
    let mut article = exported.article;
    if exported.schema != SCHEMA || !is_clean(&article) {
        return None;
    }
    let catalog = context.catalog;
    let believed = exported
        .labelled_by
        .is_some_and(|by| by.topics == catalog.topics_digest() && by.rest == catalog.digest());
    if !believed {
        label(&mut article, context);
        correct_labels(&mut article, context);
    }
    Some(article)
}

/// Whether its texts are as the program stores them.
fn is_clean(article: &Article) -> bool {
    let lines = [&article.title, &article.kicker, &article.lead].into_iter().flatten();
    let lines = lines.chain(&article.captions);
    lines.into_iter().all(|text| !text.contains('\n') && clean(text) == *text)
        && clean(&article.body) == article.body
}
