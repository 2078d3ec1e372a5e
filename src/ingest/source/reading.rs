//! Reads one input after another and hands on what is in it.

use std::fs::{File, Metadata};
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::making::{Making, whole};
use super::place::Place;
use super::sniff::{Kind, kind};
use super::walk::{Flow, Found, unopened, walk};
use super::{Input, Item, Progress, Sink};
use crate::article::Format;
use crate::catalog::Column;

/// Bytes looked at to tell what an input is.
const HEAD: u64 = 8 << 10;

/// What is to be read.
pub(super) struct Job {
    pub(super) paths: Vec<PathBuf>,
    pub(super) stdin: Option<Input>,
    pub(super) columns: Vec<Column>,
    pub(super) progress: Progress,
}

/// The reading of some inputs.
pub(super) struct Reading {
    sink: Sink,
    stdin: Option<Input>,
    /// Columns of tables whose meaning a person gave.
    pub(super) columns: Vec<Column>,
    progress: Progress,
    /// The file that is being read.
    watch: Option<Watch>,
}

impl Reading {
    /// Reads everything that is asked for.
    pub(super) fn run(job: Job, sink: Sink) {
        let Job { paths, stdin, columns, progress } = job;
        let mut reading = Self { sink, stdin, columns, progress, watch: None };
        let read = walk(&paths, &mut |found| reading.found(found));
        if read.is_continue() {
            let _ = reading.sink.flush();
        }
    }

    pub(super) fn put(&mut self, item: Item) -> Flow {
        self.sink.put(item)
    }

    /// Reports what stands at a place as not read.
    pub(super) fn fail(&mut self, place: &Place, reason: impl Into<String>) -> Flow {
        self.put(Err(place.failure(reason)))
    }

    fn found(&mut self, found: Found) -> Flow {
        match found {
            Found::Bad(failure) => self.put(Err(failure)),
            Found::File { path, place, .. } => self.file(&path, &place),
            Found::Standard(place) => match self.stdin.take() {
                None => self.fail(&place, "standard input can be read only once"),
                Some(input) => {
                    self.progress.begin(&place.path);
                    let input = self.progress.counted(input);
                    self.any(&place, Box::new(input))
                }
            },
        }
    }

    fn file(&mut self, path: &Path, place: &Place) -> Flow {
        self.progress.begin(&place.path);
        let opened = File::open(path).and_then(|file| Ok((Watch::new(file.try_clone()?)?, file)));
        let read = match opened {
            Err(error) => self.fail(place, unopened(path, &error)),
            Ok((watch, file)) => {
                self.watch = Some(watch);
                let input = self.progress.counted(file);
                self.any(place, Box::new(input))
            }
        };
        self.progress.end();
        let changed = self.changed();
        self.watch = None;
        read?;
        if changed { self.fail(place, CHANGED) } else { ControlFlow::Continue(()) }
    }

    /// Whether the file changed since it was opened; says so once.
    fn changed(&mut self) -> bool {
        let changed = self.watch.as_ref().is_some_and(Watch::changed);
        if changed {
            self.watch = None;
        }
        changed
    }

    /// Reads an input of any kind.
    pub(super) fn any(&mut self, place: &Place, mut input: Box<dyn Read + '_>) -> Flow {
        let mut head = Vec::new();
        if let Err(error) = (&mut input).take(HEAD).read_to_end(&mut head) {
            return self.fail(place, unread(&error));
        }
        let kind = kind(&head, place.last());
        let input = Cursor::new(head).chain(input);
        match kind {
            Kind::Other(what) => {
                self.fail(place, format!("looks like {what}, which is not read yet"))
            }
            Kind::Text => self.page(input, Making::new(place, Format::Text)),
            Kind::Html => self.page(input, Making::new(place, Format::Html)),
            Kind::Records { .. } => self.lines(input, Making::new(place, Format::Jsonl)),
        }
    }

    /// Reads a page whole. Of a file that changes meanwhile there is no telling what was read.
    fn page(&mut self, input: impl Read, making: Making<'_>) -> Flow {
        match whole(input) {
            Err(error) => self.fail(making.place, unread(&error)),
            Ok(_) if self.changed() => self.fail(making.place, CHANGED),
            Ok(bytes) => self.put(making.document(None, &bytes)),
        }
    }
}

/// Why a file that changed is reported.
const CHANGED: &str = "changed while it was read; read it again when it is whole";

/// A file as it was when it was opened.
struct Watch {
    file: File,
    before: (u64, Option<DateTime<Utc>>),
}

impl Watch {
    fn new(file: File) -> std::io::Result<Self> {
        let before = stamp(&file.metadata()?);
        Ok(Self { file, before })
    }

    fn changed(&self) -> bool {
        self.file.metadata().is_ok_and(|now| stamp(&now) != self.before)
    }
}

/// Length and time of the last change.
fn stamp(data: &Metadata) -> (u64, Option<DateTime<Utc>>) {
    (data.len(), data.modified().ok().map(DateTime::from))
}

/// Why reading stopped.
pub(super) fn unread(error: &std::io::Error) -> String {
    format!("cannot be read: {error}")
}
