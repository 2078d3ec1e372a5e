//! How far a source has read, for whoever shows it, and how much there is to read.

use std::io::Read;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::walk::{Asked, Found, walk};

/// How far a source has read. Cheap to clone; every clone shows the same source, from any thread.
///
/// The source reads a little ahead of what it has yielded.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    bytes: AtomicU64,
    files: AtomicU64,
    path: Mutex<String>,
}

impl Progress {
    /// Bytes of input files and of standard input read so far; of an archive, its packed bytes.
    pub fn bytes(&self) -> u64 {
        self.0.bytes.load(Ordering::Relaxed)
    }

    /// Input files that were read to their end or given up.
    pub fn files(&self) -> u64 {
        self.0.files.load(Ordering::Relaxed)
    }

    /// Path of the file being read, or of the last one.
    pub fn path(&self) -> String {
        self.0.path.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn begin(&self, path: &str) {
        let mut current = self.0.path.lock().unwrap_or_else(PoisonError::into_inner);
        path.clone_into(&mut current);
    }

    pub(super) fn end(&self) {
        self.0.files.fetch_add(1, Ordering::Relaxed);
    }

    /// A reader whose bytes are counted.
    pub(super) fn counted<R: Read>(&self, input: R) -> Counted<R> {
        Counted { input, progress: self.clone() }
    }
}

/// A reader that counts what is read through it.
pub(super) struct Counted<R> {
    input: R,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(into)?;
        self.progress.0.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: std::io::Seek> std::io::Seek for Counted<R> {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.input.seek(to)
    }
}

/// What there is to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Files.
    pub files: u64,
    /// Their bytes on disk.
    pub bytes: u64,
}

/// Counts the files a source over these paths, [`without`] others, would read, without opening any; standard
/// input is not counted.
///
/// [`without`]: super::Source::without
pub fn measure(paths: &[PathBuf], without: &[PathBuf]) -> Totals {
    let mut totals = Totals::default();
    let _ = walk(Asked { paths, without }, &mut |found| {
        if let Found::File { bytes, .. } = found {
            totals.files += 1;
            totals.bytes += bytes;
        }
        std::ops::ControlFlow::Continue(())
    });
    totals
}
