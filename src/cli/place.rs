//! Which index a command works on, and by which catalogue: those given, those at the default place, or the
//! sample's.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::{Global, today};
use crate::catalog::{Catalog, OwnCatalog};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{CatalogStamp, Index};
use crate::ingest::{Context, Corrections, Source};
use crate::run::{self, Plan};

pub(super) const DEFAULT: &str = "index";
const SAMPLE: &str = "corpus/sample";
/// What `--catalog` says to leave a user's additions out.
pub(super) const NONE: &str = "none";

impl Global {
    /// Where `ingest` writes.
    pub(super) fn index_dir(&self) -> PathBuf {
        self.index.clone().unwrap_or_else(|| DEFAULT.into())
    }

    /// The catalogue that `--catalog` names, checked; none where it is not given.
    pub(super) fn catalog_given(&self) -> Result<Option<Catalog>> {
        let Some(file) = self.catalog.as_ref() else {
            return Ok(None);
        };
        if file.as_os_str() == NONE {
            return Ok(Some(Catalog::embedded()));
        }
        Ok(Some(Catalog::with(Some(own_catalog(file)?.checked()?))))
    }

    /// The catalogue that labels what is written: the one given, else the one the index was labelled with.
    pub(super) fn catalog_to_write(&self) -> Result<Catalog> {
        if let Some(catalog) = self.catalog_given()? {
            return Ok(catalog);
        }
        let dir = self.index_dir();
        if !Index::exists(&dir)? {
            return Ok(Catalog::embedded());
        }
        catalog_of(&Index::open(&dir)?)
    }

    /// Opens the index to ask, with the catalogue that gives names to what is in it: the one given, else the one
    /// the index was labelled with. With no index at the default place, the sample's is built and opened, and said
    /// to be.
    pub(super) fn open(&self) -> Result<(Index, Catalog)> {
        let dir = self.index_dir();
        let sample = Path::new(SAMPLE);
        let given = self.catalog_given()?;
        let index = if self.index.is_some() || Index::exists(&dir)? || !sample.is_dir() {
            Index::open(&dir)?
        } else {
            let catalog = given.unwrap_or_default();
            let index = self.open_sample(&dir.join("sample"), sample, &catalog)?;
            return Ok((index, catalog));
        };
        let catalog = given.map_or_else(|| catalog_of(&index), Ok)?;
        self.warn_of_labels(&index, &run::stamp(&catalog));
        self.describe(&index);
        Ok((index, catalog))
    }

    /// Says what is asked, where asked to say more.
    fn describe(&self, index: &Index) {
        let manifest = index.manifest();
        let (at, articles) = (index.dir().display(), manifest.articles);
        let catalog = &manifest.catalog.version;
        let said = [("at", &at as &dyn std::fmt::Display), ("n", &articles), ("catalog", catalog)];
        self.detail(format_args!("tracuu: {}", self.lang().say("asked-where", &said)));
        if let Some(file) = &self.file.path {
            let said = self.lang().say("settings-from", &[("file", &file.display())]);
            self.detail(format_args!("tracuu: {said}"));
        }
    }

    /// Says that articles bear the labels of another catalogue than the one that names them now.
    fn warn_of_labels(&self, index: &Index, now: &CatalogStamp) {
        let manifest = index.manifest();
        let held = &manifest.catalog;
        let (topics, rest) = (held.topics != now.topics, held.rest != now.rest);
        if !topics && !rest && manifest.stale == 0 {
            return;
        }
        let only = if topics && !rest && manifest.stale == 0 { " --topics-only" } else { "" };
        let given = |flag: &str, path: &Option<PathBuf>| {
            path.as_ref().map_or_else(String::new, |path| format!(" {flag} {}", path.display()))
        };
        let flags = given("--index", &self.index) + &given("--catalog", &self.catalog);
        let some = if topics || rest { "the articles" } else { "some articles" };
        self.say(format_args!(
            "tracuu: {some} of {} were labelled by another catalogue; `tracuu reindex{only}{flags}` labels them anew",
            index.dir().display()
        ));
    }

    fn open_sample(&self, dir: &Path, sample: &Path, catalog: &Catalog) -> Result<Index> {
        self.say(format_args!(
            "tracuu: no index at {DEFAULT} yet; answering from the sample in {}. \
             `tracuu ingest PATH…` starts yours.",
            sample.display()
        ));
        let stamp = run::stamp(catalog);
        match Index::open(dir) {
            Ok(index) if index.manifest().catalog == stamp => return Ok(index),
            Err(error) if error.kind() == ErrorKind::Locked => return Err(error),
            _ => {}
        }
        self.say(format_args!("tracuu: building the sample's index in {}", dir.display()));
        // The sample's index is ours to make anew: its sources lie beside it.
        match std::fs::remove_dir_all(dir) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                let message = format!("{} cannot be made anew: {cause}", dir.display());
                return Err(Error::new(ErrorKind::Io, message).because(cause));
            }
            _ => {}
        }
        Index::create(dir, &stamp)?;
        let mut writer = Index::writer(dir)?;
        let paths = [sample.to_owned()];
        let mut sources = || Source::new(&paths, Box::new(io::empty()));
        let context = Context { catalog, today: today() };
        let (corrections, stop) = (Corrections::default(), AtomicBool::new(false));
        let plan = Plan { context, corrections: &corrections, prune: None, stop: &stop };
        run::ingest(&mut sources, &mut writer, plan, &mut |_| {})?;
        writer.close()?;
        Index::open(dir)
    }
}

/// Reads a user's catalogue; whether it fits the program's is not looked at.
pub(super) fn own_catalog(file: &Path) -> Result<OwnCatalog> {
    let shown = file.display().to_string();
    let text = read_small(file).map_err(|cause| unreadable("catalogue", &shown, &cause))?;
    OwnCatalog::parse(&shown, &text)
}

/// The text of a file that people write by hand.
pub(super) fn read_small(file: &Path) -> io::Result<String> {
    use io::Read as _;
    const MOST: u64 = 16 << 20;
    let mut text = String::new();
    let read = std::fs::File::open(file)?.take(MOST + 1).read_to_string(&mut text)?;
    if read as u64 > MOST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "is larger than 16 MB"));
    }
    Ok(text)
}

/// The error of a file given by name that cannot be read.
pub(super) fn unreadable(what: &str, file: &str, cause: &io::Error) -> Error {
    let why = match cause.kind() {
        io::ErrorKind::InvalidData => "is not UTF-8 text; save it as UTF-8".to_owned(),
        io::ErrorKind::NotFound => "is not there; correct the path".to_owned(),
        _ => format!("cannot be read: {cause}"),
    };
    Error::new(ErrorKind::Query, format!("the {what} {file} {why}"))
}

/// The catalogue an index was labelled with: the program's, with the additions that the index keeps.
fn catalog_of(index: &Index) -> Result<Catalog> {
    let own = index.manifest().catalog.own.as_ref();
    let own = own.map(|own| OwnCatalog::parse(&own.file, &own.text)).transpose();
    let own = own.map_err(|cause| {
        let at = index.dir().display();
        let out = "give another by --catalog, or `none`";
        let message =
            format!("the catalogue kept in the index at {at} cannot be read; {out}\n{cause}");
        Error::new(ErrorKind::Catalog, message).because(cause)
    });
    Ok(Catalog::with(own?))
}
