//! Which index a command works on: the one given, the one at the default place, or the sample's.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::{Global, today};
use crate::catalog::Catalog;
use crate::error::{Error, ErrorKind, Result};
use crate::index::Index;
use crate::ingest::{Context, Source};
use crate::run::Plan;

const DEFAULT: &str = "index";
const SAMPLE: &str = "corpus/sample";

impl Global {
    /// Where `ingest` writes.
    pub(super) fn index_dir(&self) -> PathBuf {
        self.index.clone().unwrap_or_else(|| DEFAULT.into())
    }

    /// Opens the index to ask. With none at the default place, the sample's is built and opened, and
    /// said to be.
    pub(super) fn open(&self, catalog: &Catalog) -> Result<Index> {
        let dir = self.index_dir();
        let sample = Path::new(SAMPLE);
        let index = if self.index.is_some() || Index::exists(&dir)? || !sample.is_dir() {
            Index::open(&dir)?
        } else {
            self.open_sample(&dir.join("sample"), sample, catalog)?
        };
        if index.manifest().catalog != catalog.digest() {
            self.say(format_args!(
                "tracuu: the index at {} was labelled with another catalogue; ingest its sources \
                 again to label them anew",
                index.dir().display()
            ));
        }
        Ok(index)
    }

    fn open_sample(&self, dir: &Path, sample: &Path, catalog: &Catalog) -> Result<Index> {
        self.say(format_args!(
            "tracuu: no index at {DEFAULT} yet; answering from the sample in {}. \
             `tracuu ingest PATH…` starts yours.",
            sample.display()
        ));
        let usable = Index::open(dir);
        match usable {
            Ok(index) if index.manifest().catalog == catalog.digest() => return Ok(index),
            Err(error) if error.kind() == ErrorKind::Locked => return Err(error),
            _ => {}
        }
        self.say(format_args!("tracuu: building the sample's index in {}", dir.display()));
        // The sample's index is ours to make anew: its sources lie beside it.
        match std::fs::remove_dir_all(dir) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                let message = format!("{} cannot be made anew: {cause}", dir.display());
                return Err(Error::new(ErrorKind::Io, message).because(cause));
            }
            _ => {}
        }
        Index::create(dir, &catalog.digest())?;
        let mut writer = Index::writer(dir)?;
        let paths = [sample.to_owned()];
        let mut sources = || Source::new(&paths, Box::new(std::io::empty()));
        let context = Context { catalog, today: today() };
        let plan = Plan { context, prune: None, stop: &AtomicBool::new(false) };
        crate::run::ingest(&mut sources, &mut writer, plan, &mut |_| {})?;
        writer.close()?;
        Index::open(dir)
    }
}
