//! One ingest run: which inputs are new, changed or as before; parse those in parallel, write them,
//! report on every one, take out what vanished.
//!
//! The only room that joins ingestion and index, so that neither knows the other. Inputs are told by
//! their hash before they are parsed: a second run over the same folder reads the files and writes
//! nothing.

mod input;
mod prune;
mod reindex;
mod report;

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::article::{Article, ArticleId, Fingerprint};
use crate::catalog::Catalog;
use crate::error::Result;
use crate::index::{CatalogStamp, Copy, Origin, OwnText, Writer};
use crate::ingest::{self, Context, Corrections, Failure, Source};
use input::{Input, Names, file_of};
use prune::Seen;
pub use reindex::{Relabel, Relabelled, reindex};
pub use report::{Entry, Report, Status, Written};

/// Version of everything but the catalogue between an input's bytes and its article. Raised when the
/// same bytes would give another article; like a change of the catalogue, that makes the next run read
/// unchanged inputs again.
const READER_VERSION: u64 = 3;

/// Documents parsed side by side.
const BATCH: usize = 128;

/// Bytes of text after which a batch is parsed even if it holds fewer documents.
const BATCH_BYTES: usize = 8 << 20;

/// Changes after which what is whole is committed, so that a run cut short keeps most of its work.
const COMMIT_EVERY: usize = 20_000;

/// What a run is to do.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// What reading a document needs to know.
    pub context: Context<'a>,
    /// What people put right, applied to the articles it names.
    pub corrections: &'a Corrections,
    /// Which places are looked at in full, by absolute path: what the index holds from there and the run does
    /// not see is taken out. None takes out nothing.
    pub prune: Option<&'a dyn Fn(&str) -> bool>,
    /// Set from outside to end the run: what is whole is committed.
    pub stop: &'a AtomicBool,
}

/// Reads everything the source yields into the index and commits it; `tell` hears what became of each input.
/// `sources` is asked for the inputs once, and again where some repeat what others held: whether those still do
/// is known when all were met.
///
/// # Errors
/// When the index cannot be written; what was committed before stands. An input that cannot be read is
/// no error: it is told.
pub fn ingest(
    sources: &mut dyn FnMut() -> Source,
    writer: &mut Writer,
    plan: Plan<'_>,
    tell: &mut dyn FnMut(&Entry<'_>),
) -> Result<Report> {
    writer.set_catalog(&stamp(plan.context.catalog));
    let (report, seen) = (Report::default(), Seen::default());
    let (repeated, deferred) = (Vec::new(), HashSet::new());
    let settled = false;
    let mut run = Run { writer, plan, report, seen, repeated, deferred, settled, tell };
    run.read(sources())?;
    run.find_stale();
    if !run.deferred.is_empty() && run.report.stopped.is_none() {
        run.settled = true;
        run.read_again(sources())?;
    }
    if let (Some(covers), None) = (plan.prune, &run.report.stopped) {
        prune::prune(&mut run, covers)?;
    }
    let is_new = run.writer.manifest().catalog != stamp(plan.context.catalog);
    if run.writer.pending() > 0 || is_new {
        run.writer.commit()?;
    }
    Ok(run.report)
}

struct Run<'a> {
    writer: &'a mut Writer,
    plan: Plan<'a>,
    report: Report,
    seen: Seen,
    /// Inputs taken for copies by their notes, with their hashes.
    repeated: Vec<(String, u64)>,
    /// Inputs that repeat what the index has from an input not met in this run yet, which may itself be another
    /// now: they are read again when all others are settled.
    deferred: HashSet<String>,
    /// Whether all inputs but the deferred ones are.
    settled: bool,
    tell: &'a mut dyn FnMut(&Entry<'_>),
}

impl Run<'_> {
    fn read(&mut self, mut source: Source) -> Result<()> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        let mut names = Names::default();
        for document in source.by_ref() {
            if self.plan.stop.load(Ordering::Relaxed) {
                self.report.stopped = Some(document.map_or_else(|it| it.path, |it| it.path));
                return self.take(batch);
            }
            match document {
                Err(failure) => self.failed(&failure),
                Ok(raw) => {
                    bytes += raw.text.len();
                    batch.push(names.input(raw, READER_VERSION));
                }
            }
            if batch.len() == BATCH || bytes > BATCH_BYTES {
                self.take(std::mem::take(&mut batch))?;
                bytes = 0;
            }
        }
        self.report.stopped = source.is_stopped().then(|| source.progress().path());
        self.take(batch)
    }

    /// Defers the inputs taken for copies of what has changed since.
    fn find_stale(&mut self) {
        let known = self.writer.known();
        let holds = |(source, digest): &(String, u64)| {
            known.copy(Origin { source, digest: *digest }).is_some()
        };
        let stale: Vec<_> = self.repeated.drain(..).filter(|note| !holds(note)).collect();
        self.report.duplicates -= stale.len();
        self.deferred.extend(stale.into_iter().map(|(source, _)| source));
    }

    /// Reads the deferred inputs.
    fn read_again(&mut self, source: Source) -> Result<()> {
        let mut names = Names::default();
        for document in source {
            let raw = match document {
                Ok(raw) => raw,
                Err(failure) => {
                    // Told when it was met first; what cannot be read now must not look gone.
                    self.seen.failure(&failure.path);
                    continue;
                }
            };
            let input = names.input(raw, READER_VERSION);
            if self.deferred.contains(&input.source) {
                let name = input.source.clone();
                self.take(vec![input])?;
                self.deferred.remove(&name);
            }
        }
        Ok(())
    }

    fn take(&mut self, batch: Vec<Input>) -> Result<()> {
        let fresh: Vec<Input> =
            batch.into_iter().filter(|input| !self.is_unchanged(input)).collect();
        let context = self.plan.context;
        let parsed: Vec<_> = fresh
            .par_iter()
            .map(|input| {
                let article = ingest::parse(&input.raw, context)?;
                let fingerprint = Fingerprint::of(&article);
                Ok((article, fingerprint))
            })
            .collect();
        for (input, parsed) in fresh.iter().zip(parsed) {
            match parsed {
                Ok((article, fingerprint)) => self.write(input, article, &fingerprint)?,
                Err(error) => self.failed(&failure(input, &error)),
            }
        }
        Ok(())
    }

    fn failed(&mut self, failure: &Failure) {
        self.seen.failure(&failure.path);
        self.tell(&Entry::failed(failure));
    }

    fn tell(&mut self, entry: &Entry<'_>) {
        self.report.count(&entry.status);
        (self.tell)(entry);
    }

    fn became(&mut self, input: &Input, status: Status<'_>) {
        self.tell(&Entry { path: &input.raw.path, record: input.raw.record, status });
    }

    /// Told without parsing: the index holds the same input with the same hash, or has noted it as a copy.
    fn is_unchanged(&mut self, input: &Input) -> bool {
        let known = self.writer.known();
        if let Some(of) = known.copy(input.origin()).and_then(|id| ArticleId::parse(id).ok()) {
            let held = known.article(of.as_str()).map_or("", |origin| origin.source).to_owned();
            self.seen.name(&input.source);
            self.repeated.push((input.source.clone(), input.digest));
            self.became(input, Status::Duplicate { of, held });
            return true;
        }
        let id = known.source(&input.source);
        let current = |id: &&str| {
            known.article(id) == Some(input.origin())
                && known.labels(id) == Some(self.writer.labels())
                && !ArticleId::parse(id).is_ok_and(|id| self.plan.corrections.names(&id))
        };
        let same = id.filter(current);
        let Some(id) = same.and_then(|id| ArticleId::parse(id).ok()) else { return false };
        self.seen.name(id.as_str());
        self.became(input, Status::Unchanged { id });
        true
    }

    fn write(
        &mut self,
        input: &Input,
        mut article: Article,
        fingerprint: &Fingerprint,
    ) -> Result<()> {
        let derived = ingest::has_derived_id(&article, &input.raw);
        self.settle_id(input, &mut article)?;
        let known = self.writer.known();
        // As for copies, an id that is the record's own stands for itself, whatever else prints the same.
        if known.is_removed(article.id.as_str())
            || derived && known.is_removed_text(fingerprint.content)
        {
            self.seen.name(&input.source);
            self.became(input, Status::LeftOut { id: article.id });
            return Ok(());
        }
        self.correct(&mut article)?;
        if let Some(original) = self.original(input, (&article, derived), fingerprint) {
            if original.is_sure {
                return self.note(input, &original, derived || input.raw.record.is_none());
            }
            self.deferred.insert(input.source.clone());
            return Ok(());
        }
        self.remove_former(input, &article.id)?;
        let known = self.writer.known();
        let held = known.article(article.id.as_str());
        let as_labelled = known.labels(article.id.as_str()) == Some(self.writer.labels())
            && known.corrected(article.id.as_str()) == article.corrected();
        let (changed, same) =
            (held.is_some(), held.is_some_and(|held| as_labelled && held.digest == input.digest));
        let moved = held.is_some_and(|held| held.source != input.source);
        self.seen.name(article.id.as_str());
        if same && !moved {
            self.became(input, Status::Unchanged { id: article.id });
            return Ok(());
        }
        let near = self.writer.put(&article, input.origin(), fingerprint)?;
        let status = match (same, changed) {
            // It only stands elsewhere in its file, where the next run finds it at once.
            (true, _) => Status::Unchanged { id: article.id },
            (_, true) => Status::Changed(Written { article: &article, near }),
            _ => Status::Added(Written { article: &article, near }),
        };
        self.became(input, status);
        self.commit_if_due()
    }

    /// Puts right what people said of the article: what they say now, of other fields what they said before, and what
    /// an exported article bears already.
    fn correct(&mut self, article: &mut Article) -> Result<()> {
        let borne = std::mem::take(&mut article.corrections);
        let mut all = borne.clone();
        if self.writer.known().corrected(article.id.as_str()) != 0 {
            let held = self.writer.committed(&article.id)?;
            Corrections::join(&mut all, held.map_or_else(Vec::new, |held| held.corrections));
        }
        self.plan.corrections.merge(&article.id, &mut all);
        if self.plan.corrections.names(&article.id) {
            self.report.corrected.push(article.id.clone());
        }
        if all == borne {
            article.corrections = borne;
            return Ok(());
        }
        if !borne.is_empty() {
            ingest::label(article, self.plan.context);
        }
        ingest::correct(article, all, self.plan.context);
        Ok(())
    }

    /// Takes out what a page held before, where it is another article now. A record only moves in its file.
    fn remove_former(&mut self, input: &Input, now: &ArticleId) -> Result<()> {
        if input.raw.record.is_some() || input.raw.is_piped() {
            return Ok(());
        }
        let known = self.writer.known();
        let held = known.source(&input.source).filter(|id| *id != now.as_str());
        let own =
            held.filter(|id| known.article(id).is_some_and(|held| held.source == input.source));
        let former = own.map(ArticleId::parse).transpose()?;
        former.map_or(Ok(()), |former| self.writer.remove(&former))
    }

    fn commit_if_due(&mut self) -> Result<()> {
        if self.writer.pending() >= COMMIT_EVERY { self.writer.commit() } else { Ok(()) }
    }

    /// The article that an input repeats: the one with its id, from another file or met before in this run, or,
    /// where the id is only derived, the one that prints just the same.
    fn original(
        &self,
        input: &Input,
        (article, derived): (&Article, bool),
        fingerprint: &Fingerprint,
    ) -> Option<Original> {
        let known = self.writer.known();
        let own = article.id.as_str();
        let by_id = || {
            let held = known.article(own)?.source;
            let other = file_of(held) != file_of(&input.source);
            let twice = held != input.source && self.seen.has(own);
            (other || twice).then_some((own, held, None))
        };
        let by_content = || {
            let content = fingerprint.content;
            let same = known.content(content).filter(|id| derived && *id != own)?;
            Some((same, known.article(same)?.source, Some(content)))
        };
        let (of, held, content) = by_id().or_else(by_content)?;
        let confirmed = self.seen.has(of) || input.raw.is_piped();
        if self.settled && !confirmed && self.deferred.contains(held) {
            // The other is to be settled yet, and will not repeat this one.
            return None;
        }
        let (of, held) = (of.to_owned(), held.to_owned());
        Some(Original { of, held, content, is_sure: confirmed || self.settled })
    }

    /// Notes that an input repeats an article; `replaces` says whether it did change for that, so that the article
    /// it held goes.
    fn note(&mut self, input: &Input, original: &Original, replaces: bool) -> Result<()> {
        let of = ArticleId::parse(&original.of)?;
        self.seen.name(&input.source);
        let before =
            self.writer.known().source(&input.source).filter(|id| replaces && *id != original.of);
        if let Some(before) = before.map(ArticleId::parse).transpose()? {
            self.writer.remove(&before)?;
        }
        let copy = Copy { of: &original.of, content: original.content };
        self.writer.note(input.origin(), copy)?;
        self.became(input, Status::Duplicate { of, held: original.held.clone() });
        self.commit_if_due()
    }

    /// An input without an id or address of its own keeps the id that the index knows it by. An id made of the place
    /// alone, which another input holds, gives way to one made of path and content.
    fn settle_id(&self, input: &Input, article: &mut Article) -> Result<()> {
        if input.raw.is_piped() || article.id != input.raw.place_id() {
            return Ok(());
        }
        let known = self.writer.known();
        if let Some(id) = known.source(&input.source) {
            article.id = ArticleId::parse(id)?;
            return Ok(());
        }
        let taken =
            known.article(article.id.as_str()).is_some_and(|held| held.source != input.source);
        if taken {
            let hash = xxh3_64_with_seed(input.source.as_bytes(), input.digest);
            article.id = ArticleId::from_hash(hash);
        }
        Ok(())
    }
}

/// What an index says of the catalogue that labels its articles.
pub fn stamp(catalog: &Catalog) -> CatalogStamp {
    let own = catalog.own();
    CatalogStamp {
        version: catalog.version(),
        topics: catalog.topics_digest().to_owned(),
        rest: catalog.digest().to_owned(),
        own: own.map(|own| OwnText { file: own.file().to_owned(), text: own.text().to_owned() }),
    }
}

/// An article that an input repeats.
struct Original {
    of: String,
    held: String,
    /// Hash of what both print, where that is how it was told.
    content: Option<u64>,
    /// Whether it was met in this run, or cannot be met any more.
    is_sure: bool,
}

fn failure(input: &Input, error: &crate::Error) -> Failure {
    let (path, record) = (input.raw.path.clone(), input.raw.record);
    Failure { path, record, reason: error.to_string() }
}
