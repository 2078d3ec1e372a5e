//! One ingest run: which inputs are new, changed or as before; parse those in parallel, write them,
//! report on every one.
//!
//! The only room that joins ingestion and index, so that neither knows the other. Inputs are told by
//! their hash before they are parsed: a second run over the same folder reads the files and writes
//! nothing.

use std::path::Path;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::article::{Article, ArticleId};
use crate::error::Result;
use crate::index::{Origin, Writer};
use crate::ingest::{self, Context, Failure, RawDocument, Source};

/// Version of everything but the catalogue between an input's bytes and its article. Raised when the
/// same bytes would give another article; like a change of the catalogue, that makes the next run read
/// unchanged inputs again.
const READER_VERSION: u64 = 1;

/// Documents parsed side by side.
const BATCH: usize = 128;

/// Bytes of text after which a batch is parsed even if it holds fewer documents.
const BATCH_BYTES: usize = 8 << 20;

/// Articles after which what is whole is committed, so that a run cut short keeps most of its work.
const COMMIT_EVERY: usize = 20_000;

/// An input that was left out because its article is in the index already, from another input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The input left out, with `#N` for a record.
    pub path: String,
    /// The id both have.
    pub id: ArticleId,
    /// The input that the article in the index came from.
    pub held: String,
}

/// What became of the inputs of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles that were not in the index.
    pub added: usize,
    /// Articles whose input changed.
    pub changed: usize,
    /// Articles whose input is as it was.
    pub unchanged: usize,
    /// Inputs left out because another input holds their article.
    pub duplicates: Vec<Duplicate>,
    /// Inputs that could not be read, and why.
    pub failures: Vec<Failure>,
}

impl Report {
    /// Articles written.
    pub fn written(&self) -> usize {
        self.added + self.changed
    }
}

/// Reads everything the source yields into the index and commits it.
///
/// # Errors
/// When the index cannot be written; what was committed before stands. An input that cannot be read is
/// no error: it stands in the report.
pub fn ingest(source: Source, writer: &mut Writer, context: Context<'_>) -> Result<Report> {
    let reader = xxh3_64_with_seed(context.catalog.digest().as_bytes(), READER_VERSION);
    let mut run = Run { writer, context, reader, report: Report::default(), pending: 0 };
    let mut batch = Vec::new();
    let mut bytes = 0;
    for document in source {
        match document {
            Err(failure) => run.report.failures.push(failure),
            Ok(raw) => {
                bytes += raw.text.len();
                batch.push(Input::new(raw, run.reader));
            }
        }
        if batch.len() == BATCH || bytes > BATCH_BYTES {
            run.take(std::mem::take(&mut batch))?;
            bytes = 0;
        }
    }
    run.take(batch)?;
    run.finish()
}

/// A document and the names under which the index remembers it.
struct Input {
    raw: RawDocument,
    source: String,
    digest: u64,
}

impl Input {
    /// `reader` stands for everything else that makes the article.
    fn new(raw: RawDocument, reader: u64) -> Self {
        let path = Path::new(&raw.path);
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut source = if raw.path == "-" { "-".to_owned() } else { whole.display().to_string() };
        if let Some(n) = raw.record {
            source = format!("{source}#{n}");
        }
        let digest = xxh3_64_with_seed(&raw.digest.to_le_bytes(), reader);
        Self { raw, source, digest }
    }

    fn failure(&self, reason: String) -> Failure {
        Failure { path: self.raw.path.clone(), record: self.raw.record, reason }
    }
}

struct Run<'a> {
    writer: &'a mut Writer,
    context: Context<'a>,
    reader: u64,
    report: Report,
    pending: usize,
}

impl Run<'_> {
    fn take(&mut self, batch: Vec<Input>) -> Result<()> {
        let fresh: Vec<Input> =
            batch.into_iter().filter(|input| !self.is_unchanged(input)).collect();
        let context = self.context;
        let parsed: Vec<_> =
            fresh.par_iter().map(|input| ingest::parse(&input.raw, context)).collect();
        for (input, article) in fresh.iter().zip(parsed) {
            match article {
                Ok(article) => self.write(input, article)?,
                Err(error) => self.report.failures.push(input.failure(error.to_string())),
            }
        }
        Ok(())
    }

    /// Told without parsing: the same input with the same hash is in the index.
    fn is_unchanged(&mut self, input: &Input) -> bool {
        let known = self.writer.known();
        let held = known.source(&input.source).and_then(|id| known.article(id));
        let same = held == Some((input.source.as_str(), input.digest));
        self.report.unchanged += usize::from(same);
        same
    }

    fn write(&mut self, input: &Input, mut article: Article) -> Result<()> {
        self.settle_id(input, &mut article)?;
        let held = self.writer.known().article(article.id.as_str());
        let held = held.map(|(source, digest)| (source.to_owned(), digest));
        match held {
            Some((source, _)) if file_of(&source) != file_of(&input.source) => {
                self.report.duplicates.push(Duplicate {
                    path: input.source.clone(),
                    id: article.id,
                    held: source,
                });
                return Ok(());
            }
            Some((_, digest)) if digest == input.digest => {
                self.report.unchanged += 1;
                return Ok(());
            }
            Some(_) => self.report.changed += 1,
            None => self.report.added += 1,
        }
        self.writer.put(&article, Origin { source: &input.source, digest: input.digest })?;
        self.pending += 1;
        if self.pending >= COMMIT_EVERY {
            self.writer.commit()?;
            self.pending = 0;
        }
        Ok(())
    }

    /// An input that the index knows keeps its id, unless it is a record with one of its own. An id made
    /// of the place alone, which another input holds, gives way to one made of path and content.
    fn settle_id(&self, input: &Input, article: &mut Article) -> Result<()> {
        let known = self.writer.known();
        let derived = article.id == input.raw.place_id();
        if let (true, Some(id)) =
            (derived || input.raw.record.is_none(), known.source(&input.source))
        {
            article.id = ArticleId::parse(id)?;
            return Ok(());
        }
        let taken =
            known.article(article.id.as_str()).is_some_and(|(source, _)| source != input.source);
        if derived && taken {
            let hash = xxh3_64_with_seed(input.source.as_bytes(), input.digest);
            article.id = ArticleId::from_hash(hash);
        }
        Ok(())
    }

    fn finish(self) -> Result<Report> {
        if self.pending > 0 {
            self.writer.commit()?;
        }
        Ok(self.report)
    }
}

/// The file of an input, without the number of the record.
fn file_of(source: &str) -> &str {
    match source.rsplit_once('#') {
        Some((file, n)) if !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()) => file,
        _ => source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_number_of_a_record_is_taken_off_a_source() {
        for (source, file) in [
            ("/a/b.jsonl#12", "/a/b.jsonl"),
            ("/a/b.txt", "/a/b.txt"),
            ("/a#1/b.txt", "/a#1/b.txt"),
            ("/a/b#", "/a/b#"),
            ("/a/b#c", "/a/b#c"),
            ("-#3", "-"),
        ] {
            assert_eq!(file_of(source), file);
        }
    }
}
