//! Members of zip archives, by their central directory; office documents, which are zip archives too.
//!
//! The directory stands at the end, so a zip archive cannot be read as a stream: one on standard input
//! or inside another archive is held in memory while it is read, up to [`HELD`].

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;

use zip::ZipArchive;
use zip::result::ZipError;

use super::budget::{Budget, SPENT};
use super::member_name;
use crate::article::Format;
use crate::ingest::source::making::{Making, whole};
use crate::ingest::source::place::Place;
use crate::ingest::source::reading::{Reading, unread};
use crate::ingest::source::walk::Flow;

/// Bytes of a zip archive that is held in memory: as much as any archive may unpack to.
const HELD: u64 = 64 << 20;

impl Reading {
    /// A zip archive, `file` where it is a file of its own.
    pub(in super::super) fn zip(
        &mut self,
        place: &Place,
        input: impl Read,
        file: Option<File>,
    ) -> Flow {
        if let Some(file) = file {
            let size = file.metadata().map_or(0, |data| data.len());
            return self.zip_from(place, BufReader::new(self.counted(file)), size);
        }
        let mut bytes = Vec::new();
        match input.take(HELD + 1).read_to_end(&mut bytes) {
            Err(error) => self.fail(place, unread(&error)),
            Ok(read) if read as u64 > HELD => self.fail(
                place,
                "is a ZIP archive of more than 64 MB that is no file of its own; unpack it first",
            ),
            Ok(read) => self.zip_from(place, Cursor::new(bytes), read as u64),
        }
    }

    fn zip_from<R: Read + Seek>(&mut self, place: &Place, input: R, size: u64) -> Flow {
        match ZipArchive::new(input) {
            Err(error) => self.fail(place, unpacked(&error)),
            Ok(archive) => match office(&archive) {
                None => self.within(place, |reading| reading.zip_members(place, archive, size)),
                Some("DOCX") => self.docx(place, archive.into_inner()),
                Some(what) => self.fail(place, format!("looks like {what}, which is not read")),
            },
        }
    }

    fn zip_members<R: Read + Seek>(
        &mut self,
        place: &Place,
        mut archive: ZipArchive<R>,
        size: u64,
    ) -> Flow {
        let budget = Budget::of(size);
        let mut empty = true;
        for index in 0..archive.len() {
            let Some(name) = name(&archive, index) else { continue };
            let member = place.member(&name);
            empty = false;
            match archive.by_index(index) {
                Ok(file) if file.is_symlink() => {}
                Ok(file) => self.any(&member, Box::new(budget.guard(file)), None)?,
                Err(error) => self.fail(&member, unpacked(&error))?,
            }
            // The members behind this one were not looked at: they are not gone.
            if budget.is_spent() {
                return self.fail(place, SPENT);
            }
        }
        if empty {
            return self.fail(place, "the archive holds no files");
        }
        ControlFlow::Continue(())
    }

    fn docx<R: Read + Seek>(&mut self, place: &Place, mut input: R) -> Flow {
        match input.rewind().and_then(|()| whole(input)) {
            Err(error) => self.fail(place, unread(&error)),
            Ok(bytes) => self.office(&bytes, Making::new(place, Format::Docx)),
        }
    }
}

/// The name of a member that is read; none for folders and for what is left out.
fn name<R: Read + Seek>(archive: &ZipArchive<R>, index: usize) -> Option<String> {
    let name = archive.name_for_index(index)?;
    let name = name.ok()?;
    if name.ends_with(['/', '\\']) { None } else { member_name(name.as_bytes()) }
}

/// Which office document or book an archive is.
fn office<R: Read + Seek>(archive: &ZipArchive<R>) -> Option<&'static str> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    match () {
        () if has("word/document.xml") => Some("DOCX"),
        () if has("xl/workbook.xml") => Some("a table (XLSX); save it as CSV"),
        () if has("ppt/presentation.xml") => Some("slides (PPTX)"),
        () if has("META-INF/container.xml") && has("mimetype") => Some("a book (EPUB)"),
        () if has("content.xml") && has("mimetype") => {
            Some("an OpenDocument file; save it as DOCX or text")
        }
        () => None,
    }
}

/// Why a member or an archive cannot be unpacked.
fn unpacked(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            "is encrypted".to_owned()
        }
        ZipError::CompressionMethodNotSupported(method) => {
            format!("is packed by a method that is not read (number {method})")
        }
        ZipError::UnsupportedArchive(why) => format!("is packed in a way that is not read: {why}"),
        ZipError::Io(error) => unread(error),
        other => format!("is damaged: {other}"),
    }
}
