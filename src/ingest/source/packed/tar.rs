//! Members of tar archives, in the order they stand in. Links and devices are passed over: what a link
//! leads to is a member of its own.

use std::io::{ErrorKind, Read};
use std::ops::ControlFlow;

use super::exact::Exact;
use super::member_name;
use crate::ingest::source::place::Place;
use crate::ingest::source::reading::{Reading, unread};
use crate::ingest::source::walk::Flow;

impl Reading {
    pub(in super::super) fn tar(&mut self, place: &Place, input: Box<dyn Read + '_>) -> Flow {
        self.within(place, |reading| reading.tar_members(place, input))
    }

    fn tar_members(&mut self, place: &Place, input: Box<dyn Read + '_>) -> Flow {
        let mut archive = tar::Archive::new(input);
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
            let kind = entry.header().entry_type();
            let Some(name) = member_name(&entry.path_bytes()) else { continue };
            if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
                empty = false;
                let size = entry.size();
                self.any(&place.member(&name), Box::new(Exact::new(entry, size)), None)?;
            }
        }
        if empty {
            return self.fail(place, "the archive holds no files");
        }
        ControlFlow::Continue(())
    }
}

/// Why there is no next member. The reader of archives has no kind of error for one that is cut off.
fn broken(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::Other => format!("is damaged or cut off: {error}"),
        _ => unread(error),
    }
}
