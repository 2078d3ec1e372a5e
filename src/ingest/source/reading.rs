//! Reads one input after another and hands on what is in it.

use std::fs::{File, Metadata};
use std::io::{Cursor, ErrorKind, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use xxhash_rust::xxh3::xxh3_64;

use super::making::{LONGEST, Making, TOO_LONG, whole};
use super::place::Place;
use super::progress::Counted;
use super::records::wide::Wide;
use super::sniff::{self, Kind, kind};
use super::walk::{Asked, Flow, Found, unopened, walk};
use super::{Input, Item, Progress, Sink};
use crate::article::Format;
use crate::catalog::Column;
use crate::ingest::encoding;
use crate::office;

/// Bytes looked at to tell what an input is.
const HEAD: u64 = 8 << 10;

/// What is to be read.
pub(super) struct Job {
    pub(super) paths: Vec<PathBuf>,
    pub(super) stdin: Option<Input>,
    pub(super) columns: Vec<Column>,
    /// What is left out of every walk.
    pub(super) without: Vec<PathBuf>,
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
    /// Archives around what is being read.
    pub(super) depth: usize,
}

impl Reading {
    /// Reads everything that is asked for.
    pub(super) fn run(job: Job, sink: Sink) {
        let Job { paths, stdin, columns, without, progress } = job;
        let mut reading = Self { sink, stdin, columns, progress, watch: None, depth: 0 };
        let read =
            walk(Asked { paths: &paths, without: &without }, &mut |found| reading.found(found));
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
                    self.any(&place, Box::new(input), None)
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
                let own = file.try_clone().ok();
                let input = self.progress.counted(file);
                self.any(place, Box::new(input), own)
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

    /// Reads an input of any kind; `file` where it is a file of its own, not packed.
    pub(super) fn any(
        &mut self,
        place: &Place,
        mut input: Box<dyn Read + '_>,
        file: Option<File>,
    ) -> Flow {
        let mut head = Vec::new();
        if let Err(error) = (&mut input).take(HEAD).read_to_end(&mut head) {
            return self.fail(place, unread(&error));
        }
        let whole: Box<dyn Read + '_> = Box::new(Cursor::new(head.clone()).chain(input));
        match kind(&head, place.last(), &self.columns) {
            Kind::Gzip => self.gzip(place, whole),
            Kind::Zstd => self.zstd(place, whole),
            Kind::Tar => self.tar(place, whole),
            Kind::Zip => self.zip(place, whole, file),
            Kind::Text => self.page(whole, Making::new(place, Format::Text)),
            Kind::Html => self.page(whole, Making::new(place, Format::Html)),
            Kind::Pdf => self.page(whole, Making::new(place, Format::Pdf)),
            Kind::Warc => self.warc(whole, Making::new(place, Format::Html)),
            Kind::Other(what) => self.fail(place, format!("looks like {what}, which is not read")),
            records => self.records(&records, (&head, whole), place),
        }
    }

    /// Reads a format of many records that is text.
    fn records(
        &mut self,
        kind: &Kind,
        (head, input): (&[u8], Box<dyn Read + '_>),
        place: &Place,
    ) -> Flow {
        let wide = sniff::wide(head);
        let was = wide.map(|(_, encoding)| encoding.name());
        let declared = if wide.is_some() { None } else { label(head) };
        let making = Making { declared, was, ..Making::new(place, Format::Json) };
        let input: Box<dyn Read + '_> = match wide {
            Some((coder, _)) => Box::new(Wide::new(input, coder)),
            None => input,
        };
        match kind {
            Kind::Lines => self.lines(input, Making { format: Format::Jsonl, ..making }),
            Kind::Table(delimiter) => {
                self.table(input, *delimiter, Making { format: Format::Csv, ..making })
            }
            Kind::Feed => {
                self.feed(input, Making { format: Format::Feed, declared: None, ..making })
            }
            Kind::Objects => self.objects(input, making),
            _ => self.values(input, making),
        }
    }

    /// Reads a page whole. Of a file that changes meanwhile there is no telling what was read.
    fn page(&mut self, input: impl Read, making: Making<'_>) -> Flow {
        match whole(input) {
            Err(error) => self.fail(making.place, unread(&error)),
            Ok(_) if self.depth == 0 && self.changed() => self.fail(making.place, CHANGED),
            Ok(bytes) if making.format == Format::Pdf => self.office(&bytes, making),
            Ok(bytes) => self.put(making.document(None, &bytes)),
        }
    }

    /// Reads an office document.
    pub(super) fn office(&mut self, bytes: &[u8], making: Making<'_>) -> Flow {
        let text = match making.format {
            _ if bytes.len() as u64 > LONGEST => Err(TOO_LONG.to_owned()),
            Format::Pdf => office::pdf::text(bytes),
            _ => office::docx::text(bytes),
        };
        let digest = xxh3_64(bytes);
        self.put(match text {
            Err(why) => Err(making.place.failure(why)),
            Ok(text) => {
                let decoded = encoding::mend(text);
                Ok(making.made(None, decoded.text, (decoded.encoding.name(), digest)))
            }
        })
    }

    /// A reader whose bytes count as read.
    pub(super) fn counted<R: Read>(&self, input: R) -> Counted<R> {
        self.progress.counted(input)
    }
}

/// The encoding of a file of records by its first lines, where it is another than UTF-8: a record alone may
/// say too little.
fn label(head: &[u8]) -> Option<&'static str> {
    let lines = head.iter().rposition(|byte| *byte == b'\n').map_or(head, |at| &head[..at]);
    let found = encoding::decode(lines, None).ok()?.encoding;
    (found != encoding::Encoding::Utf8).then(|| found.name())
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
    match error.kind() {
        ErrorKind::QuotaExceeded => innermost(error),
        ErrorKind::UnexpectedEof => "is cut off: it ends too soon".to_owned(),
        ErrorKind::InvalidData | ErrorKind::InvalidInput => format!("is damaged: {error}"),
        _ => format!("cannot be read: {error}"),
    }
}

/// What the first of the errors said that were wrapped in one another.
fn innermost(error: &std::io::Error) -> String {
    let mut inner: &dyn std::error::Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}
