//! Writing: articles go in, a commit makes them visible all at once.
//!
//! A writer that failed once is dropped and never asked again: after a failed commit the engine
//! accepts further documents, reports success and loses them. A rehearsal goes the same way and writes nothing.

use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{IndexWriter, Searcher, TantivyDocument};

use super::copies::{Copies, NearCopy};
use super::document::{Copy, Labels, Place};
use super::known::Marks;
use super::stored::{self, Stored};
use super::{CatalogStamp, Index, Known, Manifest, Origin, document, fault, sync_directory};
use crate::article::{Article, ArticleId, Fingerprint};
use crate::error::{Error, ErrorKind, Result};

/// Memory the engine may fill before it writes a segment, in bytes. Larger budgets gave fewer segments
/// and no more speed.
const BUDGET: usize = 128 << 20;

/// What takes the documents.
enum Engine {
    Open(Box<IndexWriter>),
    /// Nothing: what would be written is only remembered.
    Rehearsal,
    /// Nothing any more, since it failed.
    Failed,
}

/// The index open for writing; dropping it without [`Self::commit`] leaves the last commit as it was.
pub struct Writer {
    index: Index,
    engine: Engine,
    known: Known,
    /// None until the first article is written: a run that finds nothing new does not read them.
    copies: Option<Copies>,
    /// The last commit, once an article of it was asked for.
    committed: Option<Searcher>,
    catalog: CatalogStamp,
    pending: usize,
}

impl Writer {
    pub(super) fn new(index: Index) -> Result<Self> {
        // One thread: with more, equal scores come back in an order that changes from run to run, and
        // parsing in parallel before it keeps the other cores busy.
        let engine = index.engine.writer_with_num_threads(1, BUDGET);
        let engine = engine.map_err(|cause| fault::engine(&index.dir, cause))?;
        Self::with(index, Engine::Open(Box::new(engine)))
    }

    /// A writer that writes nothing.
    pub(super) fn rehearsal(index: Index) -> Result<Self> {
        Self::with(index, Engine::Rehearsal)
    }

    fn with(index: Index, engine: Engine) -> Result<Self> {
        let known = Known::read(&index)?;
        let catalog = index.manifest.catalog.clone();
        Ok(Self { index, engine, known, copies: None, committed: None, catalog, pending: 0 })
    }

    /// What the index holds, uncommitted changes included.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Changes since the last commit.
    pub fn pending(&self) -> usize {
        self.pending
    }

    /// What the index said of itself when it was opened.
    pub fn manifest(&self) -> &Manifest {
        self.index.manifest()
    }

    /// The catalogue that labels what is written from now on.
    pub fn set_catalog(&mut self, catalog: &CatalogStamp) {
        self.catalog = catalog.clone();
    }

    /// What labels the articles that are written from now on.
    pub fn labels(&self) -> Labels {
        self.catalog.labels()
    }

    /// Adds an article in place of one with the same id, if there is one. Returns the article that is nearly the
    /// same text, if there is one; the two then share a group.
    ///
    /// # Errors
    /// When the engine fails; the writer is of no use afterwards.
    pub fn put(
        &mut self,
        article: &Article,
        origin: Origin<'_>,
        fingerprint: &Fingerprint,
    ) -> Result<Option<ArticleId>> {
        let near = self.nearest(article, fingerprint)?;
        let group = near.as_ref().map_or(fingerprint.content, |near| near.group);
        let labels = self.catalog.labels();
        self.write(article, origin, Place { fingerprint, group, labels })?;
        if let Some(copies) = &mut self.copies {
            copies.insert(&article.id, fingerprint, group);
        }
        Ok(near.map(|near| near.id))
    }

    /// Writes an article of the last commit again with other labels; `labels` says what gave it those. What else the
    /// index knows of it stays.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub fn relabel(&mut self, stored: &Stored, labels: Labels) -> Result<()> {
        let id = stored.article.id.as_str();
        let Some(origin) = self.known.article(id) else { return Ok(()) };
        let (source, digest) = (origin.source.to_owned(), origin.digest);
        let mut fingerprint = Fingerprint::of(&stored.article);
        // What a person corrected is no part of what tells a copy.
        fingerprint.content = self.known.content_of(id).unwrap_or(fingerprint.content);
        let place = Place { fingerprint: &fingerprint, group: stored.group, labels };
        self.write(&stored.article, Origin { source: &source, digest }, place)
    }

    fn write(&mut self, article: &Article, origin: Origin<'_>, place: Place<'_>) -> Result<()> {
        let fields = self.index.fields();
        let document = document::to_engine(&fields, article, (origin, place))?;
        if self.known.is_noted(origin.source) {
            self.delete(fields.noted, origin.source)?;
        }
        if self.known.article(article.id.as_str()).is_some() {
            self.delete(fields.id, article.id.as_str())?;
        }
        self.add(document)?;
        let content = place.fingerprint.content;
        let marks = Marks { content, labels: place.labels, corrected: article.corrected() };
        self.known.insert(article.id.as_str(), origin, marks);
        Ok(())
    }

    /// Every article of the last commit, one after the other, in the order in which they are kept.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stored(&self) -> Result<impl Iterator<Item = Result<Stored>> + use<>> {
        stored::all(&self.index)
    }

    /// Takes an article out for good: a run that meets it again leaves it out, until [`Self::readmit`].
    ///
    /// # Errors
    /// As [`Self::put`].
    pub fn banish(&mut self, id: &ArticleId) -> Result<()> {
        let Some(content) = self.known.content_of(id.as_str()) else { return Ok(()) };
        self.remove(id)?;
        self.add(document::removal(&self.index.fields(), id, content))?;
        self.known.remove_for_good(id.as_str(), content);
        Ok(())
    }

    /// Lets an article that was taken out for good in again.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub fn readmit(&mut self, id: &ArticleId) -> Result<()> {
        self.delete(self.index.fields().removed, id.as_str())?;
        self.known.readmit(id.as_str());
        Ok(())
    }

    fn nearest(
        &mut self,
        article: &Article,
        fingerprint: &Fingerprint,
    ) -> Result<Option<NearCopy>> {
        let copies = match self.copies.take() {
            Some(copies) => copies,
            None => Copies::read(&self.index)?,
        };
        let near = copies.nearest((&article.id, &fingerprint.sketch), &self.index, &self.known);
        self.copies = Some(copies);
        near
    }

    /// Notes that an input is a copy of an article.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub fn note(&mut self, origin: Origin<'_>, copy: Copy<'_>) -> Result<()> {
        let fields = self.index.fields();
        if self.known.is_noted(origin.source) {
            self.delete(fields.noted, origin.source)?;
        }
        self.add(document::note(&fields, origin, copy))?;
        self.known.note(origin, copy);
        Ok(())
    }

    /// Takes an article out.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub fn remove(&mut self, id: &ArticleId) -> Result<()> {
        self.delete(self.index.fields().id, id.as_str())?;
        self.known.remove(id.as_str());
        if let Some(copies) = &mut self.copies {
            copies.remove(id);
        }
        Ok(())
    }

    /// Takes out the note that an input is a copy.
    ///
    /// # Errors
    /// As [`Self::put`].
    pub fn remove_note(&mut self, source: &str) -> Result<()> {
        self.delete(self.index.fields().noted, source)?;
        self.known.remove_note(source);
        Ok(())
    }

    /// The article `id` as last committed.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn committed(&mut self, id: &ArticleId) -> Result<Option<Article>> {
        let searcher = match self.committed.take() {
            Some(searcher) => searcher,
            None => self.index.snapshot()?,
        };
        let searcher = self.committed.insert(searcher);
        let failed = |cause| fault::engine(&self.index.dir, cause);
        let term = Term::from_field_text(self.index.fields().id, id.as_str());
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = searcher.search(&query, &DocSetCollector).map_err(failed)?;
        let Some(at) = found.into_iter().next() else { return Ok(None) };
        let document: TantivyDocument = searcher.doc(at).map_err(failed)?;
        document::from_engine(&self.index.fields(), &document).map(Some)
    }

    /// Makes everything since the last commit visible, and waits until the disk has it.
    ///
    /// # Errors
    /// When the engine or the disk fails; the last commit stands and the writer is of no use.
    pub fn commit(&mut self) -> Result<()> {
        if let Engine::Rehearsal = self.engine {
            // Near copies among what was only rehearsed are not looked for beyond here: memory stays flat.
            (self.pending, self.copies) = (0, None);
            return Ok(());
        }
        let mut manifest = Manifest::new(&self.catalog);
        manifest.articles = self.known.len() as u64;
        manifest.stale = self.known.labelled_otherwise(self.labels());
        self.with_engine(|engine| commit(engine, &manifest))?;
        self.pending = 0;
        // What was young is read from the index from now on.
        (self.copies, self.committed) = (None, None);
        let place = &self.index.generation;
        let shared = super::share(place).and_then(|()| sync_directory(place));
        shared.map_err(|cause| super::io(&self.index.dir, cause))
    }

    /// Waits for merges under way, then closes the index.
    ///
    /// # Errors
    /// When a merge fails; what was committed stands.
    pub fn close(mut self) -> Result<()> {
        match std::mem::replace(&mut self.engine, Engine::Failed) {
            Engine::Open(engine) => {
                engine.wait_merging_threads().map_err(|cause| fault::engine(&self.index.dir, cause))
            }
            Engine::Rehearsal => Ok(()),
            Engine::Failed => Err(poisoned()),
        }
    }

    fn add(&mut self, document: TantivyDocument) -> Result<()> {
        self.pending += 1;
        self.with_engine(|engine| engine.add_document(document).map(|_| ()))
    }

    fn delete(&mut self, field: Field, value: &str) -> Result<()> {
        self.pending += 1;
        self.with_engine(|engine| {
            engine.delete_term(Term::from_field_text(field, value));
            Ok(())
        })
    }

    fn with_engine(
        &mut self,
        work: impl FnOnce(&mut IndexWriter) -> tantivy::Result<()>,
    ) -> Result<()> {
        match std::mem::replace(&mut self.engine, Engine::Failed) {
            Engine::Open(mut engine) => {
                work(&mut engine).map_err(|cause| fault::engine(&self.index.dir, cause))?;
                self.engine = Engine::Open(engine);
                Ok(())
            }
            Engine::Rehearsal => {
                self.engine = Engine::Rehearsal;
                Ok(())
            }
            Engine::Failed => Err(poisoned()),
        }
    }
}

fn poisoned() -> Error {
    Error::new(ErrorKind::Io, "writing failed before; the index stands as last committed")
}

fn commit(engine: &mut IndexWriter, manifest: &Manifest) -> tantivy::Result<()> {
    let mut prepared = engine.prepare_commit()?;
    prepared.set_payload(&manifest.to_payload());
    prepared.commit().map(|_| ())
}

/// Commits nothing but the manifest: an index is never without one.
pub(super) fn stamp(engine: &tantivy::Index, manifest: &Manifest) -> tantivy::Result<()> {
    let mut writer: IndexWriter<TantivyDocument> = engine.writer_with_num_threads(1, 15 << 20)?;
    commit(&mut writer, manifest)
}
