//! Finds inputs and reads them: files, folders, patterns, standard input, what is packed in archives;
//! page dumps, web pages, records, tables, feeds, web archives.
//!
//! What an input is, is told by its content first and its name second, because archives are full of
//! files whose names say nothing. What cannot be read is named, never guessed at: a picture read as a
//! text dump would fill the index with noise. Everything is read as a stream, so an input of any size
//! takes the memory of one record and some buffers.
//!
//! Reading runs on a thread of its own and hands documents over in small batches: readers of archives
//! borrow from what they unpack, so an iterator over a file in an archive in an archive would have to
//! hold and borrow at once, or to hold the archive. The thread reads ahead while articles are parsed.

mod document;
mod making;
mod packed;
mod place;
mod progress;
mod reading;
mod records;
mod scope;
mod sink;
mod sniff;
mod walk;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

pub use document::{Failure, RawDocument};
use place::Place;
pub use progress::{Progress, Totals, measure};
use reading::{Job, Reading};
pub use scope::Scope;
use sink::Sink;
pub(super) use walk::absolute;
use walk::root;

use crate::catalog::Column;

/// What standard input is read from.
type Input = Box<dyn Read + Send>;
type Item = Result<RawDocument, Failure>;

/// Stack of the reading thread, in bytes. Office formats are trees that their readers descend.
const STACK: usize = 16 << 20;

/// How often a source that waits for input looks whether it is to stop.
const PATIENCE: Duration = Duration::from_millis(100);

/// The documents under some paths, one by one: paths in the order given, files of a folder sorted by
/// path, members and records in the order of their file.
///
/// Reading begins with the first call of `next` and ends when the source is dropped.
pub struct Source {
    state: State,
    batch: std::vec::IntoIter<Item>,
    progress: Progress,
    scope: Scope,
    stop: Option<Arc<AtomicBool>>,
    stopped: bool,
}

enum State {
    Ready(Job),
    Running(Receiver<Vec<Item>>, JoinHandle<()>),
    Done,
}

impl Source {
    /// Everything under `paths`: files, folders, and patterns such as `pages/**/*.html` where there is no
    /// file of that name; `-` reads `stdin`, once.
    pub fn new(paths: &[PathBuf], stdin: Input) -> Self {
        let progress = Progress::default();
        let job = Job {
            paths: paths.to_owned(),
            stdin: Some(stdin),
            columns: Vec::new(),
            without: Vec::new(),
            progress: progress.clone(),
        };
        Self {
            state: State::Ready(job),
            batch: Vec::new().into_iter(),
            progress,
            scope: Scope::new(paths),
            stop: None,
            stopped: false,
        }
    }

    /// The same source, which ends early once `stop` is set, even while it waits for input that does not come.
    #[must_use]
    pub fn with_stop(mut self, stop: Arc<AtomicBool>) -> Self {
        self.stop = Some(stop);
        self
    }

    /// Whether it ended early.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// The same source, told what some columns of its tables hold. A table without such a column is
    /// reported. To be called before the first document is asked for.
    #[must_use]
    pub fn with_columns(mut self, columns: Vec<Column>) -> Self {
        if let State::Ready(job) = &mut self.state {
            job.columns = columns;
        }
        self
    }

    /// The same source without some files or folders, wherever a walk comes upon them: what the run itself
    /// writes must not be read while it grows. One of them that was given by itself is reported. To be
    /// called before the first document is asked for.
    #[must_use]
    pub fn without(mut self, paths: &[PathBuf]) -> Self {
        if let State::Ready(job) = &mut self.state {
            paths.clone_into(&mut job.without);
        }
        self
    }

    /// A handle that says how far this source has read.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// What this source was asked for.
    pub fn scope(&self) -> Scope {
        self.scope.clone()
    }

    /// The next batch, none at the end.
    fn refill(&mut self) -> Option<Vec<Item>> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Ready(job) => match start(job, STACK) {
                Ok(running) => self.state = running,
                Err(failures) => return Some(failures),
            },
            running => self.state = running,
        }
        let State::Running(batches, _) = &self.state else { return None };
        loop {
            match batches.recv_timeout(PATIENCE) {
                Ok(batch) => return Some(batch),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if self.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed)) {
                self.stopped = true;
                return None;
            }
        }
        // A fault in the thread must not look like the end of the inputs.
        if let State::Running(_, thread) = std::mem::replace(&mut self.state, State::Done)
            && let Err(panic) = thread.join()
        {
            std::panic::resume_unwind(panic);
        }
        None
    }
}

/// Starts the reading thread, or says of everything that was asked for that it was not read: inputs that
/// nobody looked at must not look like inputs that are gone.
fn start(job: Job, stack: usize) -> Result<State, Vec<Item>> {
    let (sink, batches) = Sink::new();
    let roots: Vec<PathBuf> = job.paths.iter().map(|path| root(path)).collect();
    let thread = std::thread::Builder::new().name("reader".to_owned()).stack_size(stack);
    match thread.spawn(move || Reading::run(job, sink)) {
        Ok(thread) => Ok(State::Running(batches, thread)),
        Err(error) => {
            let why = format!("cannot be read: no thread can be started for it: {error}");
            let fail = |root: &PathBuf| Err(Place::of(root, Path::new("")).failure(&*why));
            Err(roots.iter().map(fail).collect())
        }
    }
}

impl Iterator for Source {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.batch.next() {
                return Some(item);
            }
            self.batch = self.refill()?.into_iter();
        }
    }
}

#[cfg(test)]
mod tests;
