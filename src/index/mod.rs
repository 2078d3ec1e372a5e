//! The index on disk: where it stands, which generation readers open, what it was made with.
//!
//! `DIR/CURRENT` names the generation (`gen-1/`), an engine index of its own. A rebuild can write the
//! next one beside it and swap the name, so no reader ever sees half an index and nothing mapped is
//! truncated. Creating, opening to read and opening to write are three functions and not one
//! `open_or_create`, which would lay a new index over the remains of a damaged one.

mod copies;
mod directory;
mod document;
pub(crate) mod fault;
mod known;
mod manifest;
pub(crate) mod schema;
mod stored;
mod writer;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{IndexReader, IndexSettings, ReloadPolicy};

pub use document::{BodyText, Copy, Labels, Origin, body_text};
pub(crate) use document::{any_unit_term, day_number, from_engine, topic_term, unit_term};
pub use known::Known;
pub(crate) use known::text_at;
pub use manifest::{CatalogStamp, Manifest, OwnText};
pub use stored::Stored;
pub use writer::Writer;

use crate::error::{Error, ErrorKind, Result};
use schema::Fields;

/// An index open for reading.
pub struct Index {
    dir: PathBuf,
    generation: PathBuf,
    engine: tantivy::Index,
    fields: Fields,
    manifest: Manifest,
}

impl Index {
    /// Whether an index stands at `dir`.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] when the place cannot be looked at.
    pub fn exists(dir: &Path) -> Result<bool> {
        dir.join("CURRENT").try_exists().map_err(|cause| io(dir, cause))
    }

    /// Makes an empty index at `dir`, which is created if need be. Other files there are left alone.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] when it cannot be written, [`ErrorKind::Locked`] when another process is
    /// writing there.
    pub fn create(dir: &Path, catalog: &CatalogStamp) -> Result<()> {
        fs::create_dir_all(dir).map_err(|cause| io(dir, cause))?;
        let name = free_generation(dir)?;
        let place = dir.join(&name);
        fs::create_dir(&place).map_err(|cause| io(dir, cause))?;
        let failed = |cause| fault::engine(dir, cause);
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
            ..Default::default()
        };
        let (schema, _) = schema::build();
        let engine = tantivy::Index::builder()
            .schema(schema)
            .settings(settings)
            .create_in_dir(&place)
            .map_err(failed)?;
        writer::stamp(&engine, &Manifest::new(catalog)).map_err(failed)?;
        share(&place).map_err(|cause| io(dir, cause))?;
        point_to(dir, &name)
    }

    /// Opens the index at `dir` for reading; nothing is written and no lock is asked for.
    ///
    /// # Errors
    /// [`ErrorKind::NoIndex`] when none is there, [`ErrorKind::Version`] when another version made it,
    /// [`ErrorKind::Damaged`] when it cannot be read.
    pub fn open(dir: &Path) -> Result<Self> {
        let generation = current(dir)?;
        let failed = |cause| fault::engine(dir, cause);
        let files = MmapDirectory::open(&generation).map_err(|cause| failed(cause.into()))?;
        let engine = tantivy::Index::open(directory::ReadOnlyDirectory::new(files));
        Self::from_engine(dir, generation, engine.map_err(failed)?)
    }

    /// Opens the index at `dir` for writing; one process at a time.
    ///
    /// # Errors
    /// As [`Self::open`], and [`ErrorKind::Locked`] when another process is writing.
    pub fn writer(dir: &Path) -> Result<Writer> {
        let generation = current(dir)?;
        let failed = |cause| fault::engine(dir, cause);
        let engine = tantivy::Index::open_in_dir(&generation).map_err(failed)?;
        Writer::new(Self::from_engine(dir, generation, engine)?)
    }

    /// The index at `dir`, or an empty one where none is there, open for a run that writes nothing; no lock is
    /// asked for.
    ///
    /// # Errors
    /// As [`Self::open`], but for a missing one.
    pub fn rehearsal(dir: &Path, catalog: &CatalogStamp) -> Result<Writer> {
        if Self::exists(dir)? {
            return Writer::rehearsal(Self::open(dir)?);
        }
        let engine = tantivy::Index::create_in_ram(schema::build().0);
        writer::stamp(&engine, &Manifest::new(catalog))
            .map_err(|cause| fault::engine(dir, cause))?;
        Writer::rehearsal(Self::from_engine(dir, dir.to_owned(), engine)?)
    }

    fn from_engine(dir: &Path, generation: PathBuf, engine: tantivy::Index) -> Result<Self> {
        let metas = engine.load_metas().map_err(|cause| fault::engine(dir, cause))?;
        let manifest = Manifest::read(dir, metas.payload.as_deref())?;
        let (schema, fields) = schema::build();
        if engine.schema() != schema {
            let message = format!(
                "the layout of the index at {} is not the one it says; {}",
                dir.display(),
                fault::AGAIN
            );
            return Err(Error::new(ErrorKind::Damaged, message));
        }
        engine.tokenizers().register(schema::ANALYZER, crate::vi::VietnameseTokenizer::default());
        Ok(Self { dir: dir.to_owned(), generation, engine, fields, manifest })
    }

    /// What the index says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where the index stands.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Bytes on disk of the generation that is open.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] when the files cannot be looked at.
    pub fn bytes(&self) -> Result<u64> {
        let sizes = fs::read_dir(&self.generation)
            .and_then(|files| files.map(|file| Ok(file?.metadata()?.len())).sum());
        sizes.map_err(|cause| io(&self.dir, cause))
    }

    pub(crate) fn fields(&self) -> Fields {
        self.fields
    }

    /// A fixed view of the index as it is now.
    pub(crate) fn snapshot(&self) -> Result<tantivy::Searcher> {
        self.reader()
            .map(|reader| reader.searcher())
            .map_err(|cause| fault::engine(&self.dir, cause))
    }

    /// Opening without a lock can race the removal of files by a writer that commits at that moment;
    /// the next try then sees the newer commit.
    fn reader(&self) -> tantivy::Result<IndexReader> {
        let open = || self.engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        (0..4).find_map(|_| open().ok()).map_or_else(open, Ok)
    }
}

fn io(dir: &Path, cause: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{} cannot be used: {cause}", dir.display())).because(cause)
}

/// The directory of the generation that `CURRENT` names.
fn current(dir: &Path) -> Result<PathBuf> {
    let name = fs::read_to_string(dir.join("CURRENT")).map_err(|cause| {
        if cause.kind() == std::io::ErrorKind::NotFound {
            let message =
                format!("there is no index at {}; `tracuu ingest` makes one", dir.display());
            Error::new(ErrorKind::NoIndex, message)
        } else {
            io(dir, cause)
        }
    })?;
    let name = name.trim();
    let number = name.strip_prefix("gen-").filter(|n| n.bytes().all(|b| b.is_ascii_digit()));
    if number.is_none() {
        let message = format!("{} names no generation", dir.join("CURRENT").display());
        return Err(Error::new(ErrorKind::Damaged, message));
    }
    Ok(dir.join(name))
}

fn free_generation(dir: &Path) -> Result<String> {
    (1..=u32::MAX)
        .map(|n| format!("gen-{n}"))
        .find(|name| matches!(dir.join(name).try_exists(), Ok(false)))
        .ok_or_else(|| Error::new(ErrorKind::Io, format!("{} is full", dir.display())))
}

/// Replaces `CURRENT` in one step and waits until the disk has it.
fn point_to(dir: &Path, name: &str) -> Result<()> {
    let swap = || -> std::io::Result<()> {
        let next = dir.join("CURRENT.next");
        let mut file = fs::File::create(&next)?;
        writeln!(file, "{name}")?;
        file.sync_all()?;
        fs::rename(&next, dir.join("CURRENT"))?;
        sync_directory(dir)
    };
    swap().map_err(|cause| io(dir, cause))
}

/// Waits until the disk has the names in `dir`.
fn sync_directory(dir: &Path) -> std::io::Result<()> {
    if cfg!(unix) { fs::File::open(dir)?.sync_all() } else { Ok(()) }
}

/// Lets others read what the engine writes for its user alone, so that an index can be shared like the files it was
/// made from.
#[cfg(unix)]
fn share(generation: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let lists = ["meta.json", ".managed.json"].map(|name| generation.join(name));
    let there = lists.iter().filter(|list| list.exists());
    there
        .into_iter()
        .try_for_each(|list| fs::set_permissions(list, fs::Permissions::from_mode(0o644)))
}

#[cfg(not(unix))]
fn share(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Fingerprint};

    /// An article with nothing but what it must have.
    fn article(id: &str, body: &str) -> Article {
        let none: [(); 0] = [];
        let value = serde_json::json!({
            "id": id, "body": body, "captions": none, "section": none, "bylines": none,
            "units": none, "topics": none, "documents": none, "persons": none, "tags": none,
            "source": {"path": "a", "format": "text", "encoding": "utf-8", "record": null},
            "lines": none, "provenance": {},
        });
        serde_json::from_value(value).unwrap()
    }

    fn origin(digest: u64) -> Origin<'static> {
        Origin { source: "/a", digest }
    }

    fn put(writer: &mut Writer, article: &Article, digest: u64) {
        writer.put(article, origin(digest), &Fingerprint::of(article)).unwrap();
    }

    fn articles(dir: &Path) -> u64 {
        Index::open(dir).unwrap().snapshot().unwrap().num_docs()
    }

    #[test]
    fn what_is_committed_is_there_and_what_is_dropped_is_not() {
        let dir = tempfile::tempdir().unwrap();
        Index::create(dir.path(), &CatalogStamp::default()).unwrap();
        let mut writer = Index::writer(dir.path()).unwrap();
        put(&mut writer, &article("one", "Một"), 1);
        assert_eq!(articles(dir.path()), 0, "seen before its commit");
        writer.commit().unwrap();
        put(&mut writer, &article("two", "Hai"), 2);
        drop(writer);
        assert_eq!(articles(dir.path()), 1);
        assert_eq!(Index::open(dir.path()).unwrap().manifest().articles, 1);
    }

    #[test]
    fn an_article_put_again_replaces_itself_and_its_origin_is_known() {
        let dir = tempfile::tempdir().unwrap();
        Index::create(dir.path(), &CatalogStamp::default()).unwrap();
        for digest in [1, 2] {
            let mut writer = Index::writer(dir.path()).unwrap();
            put(&mut writer, &article("one", "Một"), digest);
            writer.commit().unwrap();
            writer.close().unwrap();
        }
        assert_eq!(articles(dir.path()), 1);
        let writer = Index::writer(dir.path()).unwrap();
        let held = writer.known().article("one").unwrap();
        assert_eq!((held.source, held.digest), ("/a", 2));
        assert_eq!(writer.known().source("/a"), Some("one"));
    }

    #[test]
    fn one_writes_at_a_time_and_readers_do_not_mind() {
        let dir = tempfile::tempdir().unwrap();
        Index::create(dir.path(), &CatalogStamp::default()).unwrap();
        let writer = Index::writer(dir.path()).unwrap();
        let second = Index::writer(dir.path()).map(|_| ()).unwrap_err();
        assert_eq!(second.kind(), ErrorKind::Locked);
        assert_eq!(articles(dir.path()), 0);
        drop(writer);
        assert!(Index::writer(dir.path()).is_ok());
    }

    #[test]
    fn a_place_without_an_index_and_one_with_another_name_in_it_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let kind = |dir: &Path| Index::open(dir).map(|_| ()).unwrap_err().kind();
        assert_eq!(kind(dir.path()), ErrorKind::NoIndex);
        for name in ["", "gen-", "gen-1/../..", "/etc", "gen-x"] {
            fs::write(dir.path().join("CURRENT"), name).unwrap();
            assert_eq!(kind(dir.path()), ErrorKind::Damaged, "{name}");
        }
    }

    #[test]
    fn captions_and_kicker_stand_below_the_body() {
        let mut whole = article("one", "Thân bài.");
        whole.captions = vec!["Ảnh một.".to_owned(), "Ảnh hai.".to_owned()];
        whole.kicker = Some("DÒNG TRÊN".to_owned());
        let BodyText { text, captions, kicker } = body_text(&whole);
        assert_eq!(text, "Thân bài.\nẢnh một.\nẢnh hai.\nDÒNG TRÊN");
        assert_eq!(&text[captions..kicker], "\nẢnh một.\nẢnh hai.");
        whole.body.clear();
        assert_eq!(body_text(&whole).text, "Ảnh một.\nẢnh hai.\nDÒNG TRÊN");
    }
}
