//! What the index already holds: which input each article came from and that input's hash, by which a
//! run tells what is new, changed or as before without reading a single article back; and which inputs are
//! copies of what article.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::columnar::{Column, StrColumn};

use super::document::{Copy, Labels};
use super::{Index, Origin, fault};
use crate::error::Result;

/// What the index knows of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    source: Arc<str>,
    digest: u64,
    content: u64,
    labels: Labels,
    corrected: u64,
}

/// What the index knows of an input that is a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Noted {
    digest: u64,
    of: Arc<str>,
    content: u64,
}

/// The inputs that the index holds, by article and by input.
#[derive(Debug, Default)]
pub struct Known {
    articles: HashMap<Arc<str>, Held>,
    sources: HashMap<Arc<str>, Arc<str>>,
    contents: HashMap<u64, Arc<str>>,
    copies: HashMap<Arc<str>, Noted>,
    /// Articles that a person took out, and hashes of all they printed.
    removed: HashMap<Arc<str>, u64>,
    removed_contents: HashSet<u64>,
}

/// What an article that is taken in bears beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Hash of all it prints.
    pub(super) content: u64,
    /// What labelled it.
    pub(super) labels: Labels,
    /// Hash of its corrections.
    pub(super) corrected: u64,
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
        let text = |name: &str| columns.str(name);
        let (ids, sources) = (text("id")?, text("source")?);
        let (copies, noted) = (text("copy")?, text("noted")?);
        let number = |column: &Column<u64>, doc| column.first(doc).unwrap_or_default();
        let removed = text("removed")?;
        let (digests, contents) = (columns.u64("digest")?, columns.u64("content")?);
        let (labelled, topics_by) = (columns.u64("labelled")?, columns.u64("topics_by")?);
        let corrected = columns.u64("corrected")?;
        for doc in segment.doc_ids_alive() {
            let of = |column: &Option<StrColumn>| text_at(column.as_ref(), doc);
            let (digest, content) = (number(&digests, doc), number(&contents, doc));
            if let (Some(id), Some(source)) = (of(&ids)?, of(&sources)?) {
                let labels =
                    Labels { topics: number(&topics_by, doc), rest: number(&labelled, doc) };
                let marks = Marks { content, labels, corrected: number(&corrected, doc) };
                self.insert(&id, Origin { source: &source, digest }, marks);
            } else if let (Some(copy), Some(source)) = (of(&copies)?, of(&noted)?) {
                let content = Some(content).filter(|content| *content != 0);
                self.note(Origin { source: &source, digest }, Copy { of: &copy, content });
            } else if let Some(id) = of(&removed)? {
                self.remove_for_good(&id, number(&contents, doc));
            }
        }
        Ok(())
    }

    /// Remembers that the article `id` came from an input, and what it bears.
    pub(super) fn insert(&mut self, id: &str, origin: Origin<'_>, marks: Marks) {
        let Marks { content, labels, corrected } = marks;
        self.remove(id);
        self.copies.remove(origin.source);
        let (id, source): (Arc<str>, Arc<str>) = (id.into(), origin.source.into());
        self.contents.insert(content, id.clone());
        self.sources.insert(source.clone(), id.clone());
        self.articles
            .insert(id, Held { source, digest: origin.digest, content, labels, corrected });
    }

    /// Remembers that an input is a copy.
    pub(super) fn note(&mut self, origin: Origin<'_>, copy: Copy<'_>) {
        let content = copy.content.unwrap_or_default();
        let noted = Noted { digest: origin.digest, of: copy.of.into(), content };
        self.copies.insert(origin.source.into(), noted);
    }

    /// Forgets an article.
    pub(super) fn remove(&mut self, id: &str) {
        let Some(Held { source, content, .. }) = self.articles.remove(id) else { return };
        // An input or a text may have gone over to another article since.
        if self.sources.get(&source).is_some_and(|now| **now == *id) {
            self.sources.remove(&source);
        }
        if self.contents.get(&content).is_some_and(|now| **now == *id) {
            self.contents.remove(&content);
        }
    }

    /// Forgets that an input is a copy.
    pub(super) fn remove_note(&mut self, source: &str) {
        self.copies.remove(source);
    }

    /// The input and its hash that the article `id` came from.
    pub fn article(&self, id: &str) -> Option<Origin<'_>> {
        self.articles.get(id).map(|held| Origin { source: &held.source, digest: held.digest })
    }

    /// What labelled the article `id`.
    pub fn labels(&self, id: &str) -> Option<Labels> {
        self.articles.get(id).map(|held| held.labels)
    }

    /// Hash of the corrections that the article `id` bears; 0 for none.
    pub fn corrected(&self, id: &str) -> u64 {
        self.articles.get(id).map_or(0, |held| held.corrected)
    }

    /// Whether a person took the article `id` out.
    pub fn is_removed(&self, id: &str) -> bool {
        self.removed.contains_key(id)
    }

    /// Whether a person took out an article that printed just what `content` is the hash of.
    pub fn is_removed_text(&self, content: u64) -> bool {
        self.removed_contents.contains(&content)
    }

    /// Remembers that a person took an article out.
    pub(super) fn remove_for_good(&mut self, id: &str, content: u64) {
        self.removed_contents.insert(content);
        self.removed.insert(id.into(), content);
    }

    /// Forgets that.
    pub(super) fn readmit(&mut self, id: &str) {
        if let Some(content) = self.removed.remove(id) {
            self.removed_contents.remove(&content);
        }
    }

    /// Hash of all that the article `id` prints.
    pub fn content_of(&self, id: &str) -> Option<u64> {
        self.articles.get(id).map(|held| held.content)
    }

    /// Articles that something else labelled.
    pub(super) fn labelled_otherwise(&self, labels: Labels) -> u64 {
        self.articles.values().filter(|held| held.labels != labels).count() as u64
    }

    /// The id of the article that came from `source`.
    pub fn source(&self, source: &str) -> Option<&str> {
        self.sources.get(source).map(AsRef::as_ref)
    }

    /// The id of the article that prints just what `content` is the hash of.
    pub fn content(&self, content: u64) -> Option<&str> {
        self.contents.get(&content).map(AsRef::as_ref)
    }

    /// The article of which an input is a copy, if the input has this hash and that still holds: the article is
    /// there and prints the same, or is just one with the same id.
    pub fn copy(&self, origin: Origin<'_>) -> Option<&str> {
        let Noted { digest, of, content } = self.copies.get(origin.source)?;
        let holds = match self.articles.get(of) {
            Some(held) => *content == 0 || held.content == *content,
            None => false,
        };
        (holds && *digest == origin.digest).then_some(&**of)
    }

    /// Whether an input is noted as a copy, of whatever article and hash.
    pub fn is_noted(&self, source: &str) -> bool {
        self.copies.contains_key(source)
    }

    /// Every article with the input it came from, in no order.
    pub fn articles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.articles.iter().map(|(id, held)| (&**id, &*held.source))
    }

    /// Every input that is a copy and the article it is one of, in no order.
    pub fn copies(&self) -> impl Iterator<Item = (&str, Copy<'_>)> {
        self.copies.iter().map(|(source, noted)| {
            let content = Some(noted.content).filter(|content| *content != 0);
            (&**source, Copy { of: &noted.of, content })
        })
    }

    /// Articles known.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

/// The first text that a column has of a document.
pub(crate) fn text_at(column: Option<&StrColumn>, doc: u32) -> tantivy::Result<Option<String>> {
    let Some(column) = column else { return Ok(None) };
    let Some(ord) = column.term_ords(doc).next() else { return Ok(None) };
    let mut text = String::new();
    column.ord_to_str(ord, &mut text)?;
    Ok(Some(text))
}
