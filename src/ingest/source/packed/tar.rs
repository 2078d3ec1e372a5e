//! Members of tar archives, in the order they stand in. Links and devices are passed over: what a link
//! leads to is a member of its own.
//!
//! The crate that reads the archive takes long names and extended headers into memory as long as they say
//! they are, so what it reads between two members is bounded here. To read raw entries and understand
//! those headers by ourselves would be to write half of the crate again.

use std::cell::Cell;
use std::io::{Error, ErrorKind, Read, Result};
use std::ops::ControlFlow;
use std::rc::Rc;

use tar::{Archive, Entry};

use super::exact::Exact;
use super::member_name;
use crate::ingest::source::place::Place;
use crate::ingest::source::reading::{Reading, unread};
use crate::ingest::source::walk::Flow;

/// Bytes of headers before a member at most: a name, what a link leads to, extended attributes, each of
/// them 64 KB where a system has a bound at all, and the map of a sparse file.
const HEADERS: u64 = 1 << 20;

impl Reading {
    pub(in super::super) fn tar(&mut self, place: &Place, input: Box<dyn Read + '_>) -> Flow {
        self.within(place, |reading| reading.tar_members(place, input))
    }

    fn tar_members(&mut self, place: &Place, input: Box<dyn Read + '_>) -> Flow {
        let (input, bound) = Bounded::new(input);
        let mut archive = Archive::new(input);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.fail(place, unread(&error)),
        };
        let mut empty = true;
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.fail(place, broken(&error)),
            };
            bound.allow(end(&entry));
            let kind = entry.header().entry_type();
            let Some(name) = member_name(&entry.path_bytes()) else { continue };
            if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
                empty = false;
                let size = entry.size();
                self.any(&place.member(&name), Box::new(Exact::new(entry, size)), None)?;
            }
        }
        match () {
            // Cut between two members, an archive looks whole but for the blank block at its end.
            () if bound.ended.get() => self.fail(place, "is cut off: its end mark is not there"),
            () if empty => self.fail(place, "the archive holds no files"),
            () => ControlFlow::Continue(()),
        }
    }
}

/// Where in the archive the bytes of a member end, or a little behind that.
fn end<R: Read>(entry: &Entry<'_, R>) -> u64 {
    // A sparse file is longer than what is stored of it, which its header says.
    let stored = entry.header().entry_size().unwrap_or_default();
    let size = if entry.header().entry_type().is_gnu_sparse() { stored } else { entry.size() };
    entry.raw_file_position().saturating_add(size)
}

/// How far an archive may be read.
#[derive(Clone)]
struct Bound {
    to: Rc<Cell<u64>>,
    /// Whether it was read to where there is nothing more.
    ended: Rc<Cell<bool>>,
}

impl Bound {
    /// To so many bytes, and the headers behind them.
    fn allow(&self, to: u64) {
        self.to.set(self.to.get().max(to.saturating_add(HEADERS)));
    }
}

/// Stops where headers go on for too long.
struct Bounded<R> {
    input: R,
    at: u64,
    bound: Bound,
}

impl<R: Read> Bounded<R> {
    fn new(input: R) -> (Self, Bound) {
        let bound = Bound { to: Rc::new(Cell::new(HEADERS)), ended: Rc::default() };
        (Self { input, at: 0, bound: bound.clone() }, bound)
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let left = self.bound.to.get().saturating_sub(self.at);
        if left == 0 && !into.is_empty() {
            let why = "the name or the attributes of a member are longer than 1 MB";
            return Err(Error::new(ErrorKind::InvalidData, why));
        }
        let room = usize::try_from(left).unwrap_or(usize::MAX).min(into.len());
        let read = self.input.read(&mut into[..room])?;
        self.at += read as u64;
        self.bound.ended.set(read == 0 && room > 0);
        Ok(read)
    }
}

/// Why there is no next member. The reader of archives has no kind of error for one that is cut off.
fn broken(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Other => format!("is damaged or cut off: {error}"),
        _ => unread(error),
    }
}
