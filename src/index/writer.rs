//! Writing: articles go in, a commit makes them visible all at once.
//!
//! A writer that failed once is dropped and never asked again: after a failed commit the engine
//! accepts further documents, reports success and loses them.

use tantivy::schema::Term;
use tantivy::{IndexWriter, TantivyDocument};

use super::{Index, Known, Manifest, Origin, document, fault, sync_directory};
use crate::article::{Article, ArticleId};
use crate::error::{Error, ErrorKind, Result};

/// Memory the engine may fill before it writes a segment, in bytes. Larger budgets gave fewer segments
/// and no more speed.
const BUDGET: usize = 128 << 20;

/// The index open for writing; dropping it without [`Self::commit`] leaves the last commit as it was.
pub struct Writer {
    index: Index,
    engine: Option<IndexWriter>,
    known: Known,
    catalog: String,
}

impl Writer {
    pub(super) fn new(index: Index) -> Result<Self> {
        // One thread: with more, equal scores come back in an order that changes from run to run, and
        // parsing in parallel before it keeps the other cores busy.
        let engine = index.engine.writer_with_num_threads(1, BUDGET);
        let engine = engine.map_err(|cause| fault::engine(&index.dir, cause))?;
        let known = Known::read(&index)?;
        let catalog = index.manifest.catalog.clone();
        Ok(Self { index, engine: Some(engine), known, catalog })
    }

    /// What the index holds, uncommitted changes included.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// What the index said of itself when it was opened.
    pub fn manifest(&self) -> &Manifest {
        self.index.manifest()
    }

    /// The catalogue that labels what is written from now on.
    pub fn set_catalog(&mut self, digest: &str) {
        digest.clone_into(&mut self.catalog);
    }

    /// Adds an article in place of one with the same id, if there is one.
    ///
    /// # Errors
    /// When the engine fails; the writer is of no use afterwards.
    pub fn put(&mut self, article: &Article, origin: Origin<'_>) -> Result<()> {
        let fields = self.index.fields();
        let document = document::to_engine(&fields, article, origin)?;
        let replaced = self.known.article(article.id.as_str()).is_some();
        self.with_engine(|engine| {
            if replaced {
                engine.delete_term(Term::from_field_text(fields.id, article.id.as_str()));
            }
            engine.add_document(document).map(|_| ())
        })?;
        self.known.insert(article.id.as_str(), origin.source, origin.digest);
        Ok(())
    }

    /// Whether the article `id` is in, uncommitted ones included.
    pub fn holds(&self, id: &ArticleId) -> bool {
        self.known.article(id.as_str()).is_some()
    }

    /// Makes everything since the last commit visible, and waits until the disk has it.
    ///
    /// # Errors
    /// When the engine or the disk fails; the last commit stands and the writer is of no use.
    pub fn commit(&mut self) -> Result<()> {
        let mut manifest = Manifest::new(&self.catalog);
        manifest.articles = self.known.len() as u64;
        self.with_engine(|engine| commit(engine, &manifest))?;
        sync_directory(&self.index.generation).map_err(|cause| super::io(&self.index.dir, cause))
    }

    /// Waits for merges under way, then closes the index.
    ///
    /// # Errors
    /// When a merge fails; what was committed stands.
    pub fn close(mut self) -> Result<()> {
        let engine = self.engine.take().ok_or_else(poisoned)?;
        engine.wait_merging_threads().map_err(|cause| fault::engine(&self.index.dir, cause))
    }

    fn with_engine(
        &mut self,
        work: impl FnOnce(&mut IndexWriter) -> tantivy::Result<()>,
    ) -> Result<()> {
        let mut engine = self.engine.take().ok_or_else(poisoned)?;
        work(&mut engine).map_err(|cause| fault::engine(&self.index.dir, cause))?;
        self.engine = Some(engine);
        Ok(())
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
