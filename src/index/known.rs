//! What the index already holds: which input each article came from and that input's hash, by which a
//! run tells what is new, changed or as before without reading a single article back.

use std::collections::HashMap;

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use super::Index;
use super::fault;
use crate::error::Result;

/// The inputs that the index holds, by article and by input.
#[derive(Debug, Default)]
pub struct Known {
    by_id: HashMap<String, (String, u64)>,
    by_source: HashMap<String, String>,
}

impl Known {
    pub(super) fn read(index: &Index) -> Result<Self> {
        let mut known = Self::default();
        for segment in index.snapshot()?.segment_readers() {
            known.read_segment(segment).map_err(|cause| fault::engine(index.dir(), cause))?;
        }
        Ok(known)
    }

    fn read_segment(&mut self, segment: &SegmentReader) -> tantivy::Result<()> {
        let columns = segment.fast_fields();
        let (Some(ids), Some(sources)) = (columns.str("id")?, columns.str("source")?) else {
            return Ok(());
        };
        let digests = columns.u64("digest")?;
        for doc in segment.doc_ids_alive() {
            let digest = digests.first(doc).unwrap_or_default();
            self.insert(&value(&ids, doc)?, &value(&sources, doc)?, digest);
        }
        Ok(())
    }

    /// Remembers that the article `id` came from `source`.
    pub fn insert(&mut self, id: &str, source: &str, digest: u64) {
        self.by_id.insert(id.to_owned(), (source.to_owned(), digest));
        self.by_source.insert(source.to_owned(), id.to_owned());
    }

    /// The input and its hash that the article `id` came from.
    pub fn article(&self, id: &str) -> Option<(&str, u64)> {
        self.by_id.get(id).map(|(source, digest)| (source.as_str(), *digest))
    }

    /// The id of the article that came from `source`.
    pub fn source(&self, source: &str) -> Option<&str> {
        self.by_source.get(source).map(String::as_str)
    }

    /// Articles known.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }
}

fn value(column: &StrColumn, doc: u32) -> tantivy::Result<String> {
    let mut text = String::new();
    if let Some(ord) = column.term_ords(doc).next() {
        column.ord_to_str(ord, &mut text)?;
    }
    Ok(text)
}
