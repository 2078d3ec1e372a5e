//! Articles read back as they were committed.

use std::path::{Path, PathBuf};

use tantivy::{DocAddress, Searcher, TantivyDocument};

use super::schema::Fields;
use super::{Index, document, fault};
use crate::article::Article;
use crate::error::Result;

/// An article of the last commit and what its text does not tell.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The article.
    pub article: Article,
    /// The number that it shares with its near copies.
    pub(super) group: u64,
}

/// The article at an address.
pub(super) fn one(searcher: &Searcher, at: DocAddress, index: &Index) -> Result<Stored> {
    read(searcher, at, (index.dir(), index.fields()))
}

/// Every article of the last commit, in the order in which they are kept.
pub(super) fn all(index: &Index) -> Result<impl Iterator<Item = Result<Stored>> + use<>> {
    let searcher = index.snapshot()?;
    let (dir, fields): (PathBuf, Fields) = (index.dir().to_owned(), index.fields());
    let mut places = Vec::new();
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let ids = reader.fast_fields().str("id").map_err(|cause| fault::engine(&dir, cause))?;
        let is_article =
            |doc: &u32| ids.as_ref().is_some_and(|ids| ids.ords().first(*doc).is_some());
        let alive = reader.doc_ids_alive().filter(is_article);
        places.extend(alive.map(|doc| DocAddress::new(segment, doc)));
    }
    Ok(places.into_iter().map(move |at| read(&searcher, at, (&dir, fields))))
}

fn read(searcher: &Searcher, at: DocAddress, (dir, fields): (&Path, Fields)) -> Result<Stored> {
    let failed = |cause| fault::engine(dir, cause);
    let document: TantivyDocument = searcher.doc(at).map_err(failed)?;
    let columns = searcher.segment_reader(at.segment_ord).fast_fields();
    let group = columns.u64("group").map_err(failed)?.first(at.doc_id).unwrap_or_default();
    Ok(Stored { article: document::from_engine(&fields, &document)?, group })
}
