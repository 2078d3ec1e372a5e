//! Articles that this program wrote: read back as they are, labels, evidence and corrections included. Reading them
//! like any record would lose where their values come from.

use serde::Deserialize;

use crate::article::Article;
use crate::ingest::RawDocument;

/// The schema that the program writes into its articles.
const SCHEMA: &str = "tracuu/article@1";

#[derive(Deserialize)]
struct Exported {
    schema: String,
    #[serde(flatten)]
    article: Article,
}

/// The article that a record is, if the program wrote it; none for one that was changed into something else, which
/// is read like any record.
pub(super) fn read(raw: &RawDocument) -> Option<Article> {
    if !raw.text.contains(SCHEMA) {
        return None;
    }
    let exported: Exported = serde_json::from_str(&raw.text).ok()?;
    (exported.schema == SCHEMA).then_some(exported.article)
}
