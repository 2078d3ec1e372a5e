//! Web archives (WARC 1.0 and 1.1, ISO 28500): the pages that servers answered with, a record each.
//!
//! Read by our own few lines: the crate for it wants readers that can seek, which an archive in an archive
//! is not, and brings hash functions and packers that nothing here asks for.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use super::http::{Headers, Response, drain};
use crate::article::Format;
use crate::ingest::source::Item;
use crate::ingest::source::making::{LONGEST, Making, TOO_LONG};
use crate::ingest::source::reading::{Reading, unread};
use crate::ingest::source::walk::Flow;

/// Longest header of a record or an answer, in bytes.
const HEADER_MAX: u64 = 64 << 10;

impl Reading {
    pub(in super::super) fn warc(&mut self, input: impl Read, making: Making<'_>) -> Flow {
        let mut input = BufReader::new(input);
        let mut pages = 0;
        let mut number = 0;
        loop {
            number += 1;
            match next(&mut input) {
                Err(error) => {
                    return self.put(Err(making.place.record_failure(number, unread(&error))));
                }
                Ok(None) => break,
                Ok(Some(record)) => {
                    if let Some(item) = record.page(number, making) {
                        pages += 1;
                        self.put(item)?;
                    }
                }
            }
        }
        if pages > 0 {
            return ControlFlow::Continue(());
        }
        let others = number - 1;
        self.fail(making.place, format!("none of its {others} records is a page that was found"))
    }
}

/// A record with as much of its block as a page may have.
struct Record {
    header: Vec<u8>,
    block: Vec<u8>,
    length: u64,
}

/// The next record, none at the end.
fn next(input: &mut impl BufRead) -> std::io::Result<Option<Record>> {
    let Some(header) = header(input)? else { return Ok(None) };
    let length = Headers::new(&header).get("content-length").and_then(|text| text.parse().ok());
    let bad = |why: &str| std::io::Error::new(std::io::ErrorKind::InvalidData, why);
    let length: u64 = length.ok_or_else(|| bad("a record does not say how long it is"))?;
    let mut record = Record { header, block: Vec::new(), length };
    let mut block = input.take(length);
    let mut read = 0;
    if record.wanted() {
        let most = LONGEST + HEADER_MAX;
        read = (&mut block).take(most).read_to_end(&mut record.block)? as u64;
    }
    read += drain(&mut block)?;
    if read < length {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(record))
}

/// The header of the next record with its blank line, none at the end.
fn header(input: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut header = Vec::new();
    loop {
        let from = header.len();
        let read = input.take(HEADER_MAX).read_until(b'\n', &mut header)?;
        let line = header[from..].trim_ascii();
        match (read, from) {
            (0, 0) => return Ok(None),
            (0, _) => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            // Blank lines stand between records.
            (_, 0) if line.is_empty() => header.clear(),
            (_, 0) if !line.starts_with(b"WARC/") => {
                let why = "what should be a record does not begin with `WARC/`";
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, why));
            }
            (_, 0) => {}
            _ if line.is_empty() => return Ok(Some(header)),
            _ if header.len() as u64 > HEADER_MAX => {
                let why = "the header of a record is longer than 64 KB";
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, why));
            }
            _ => {}
        }
    }
}

impl Record {
    fn kind(&self) -> &str {
        Headers::new(&self.header).get("warc-type").unwrap_or_default()
    }

    /// Whether it may be a page: an answer, a file as it was, a text made from a page.
    fn wanted(&self) -> bool {
        matches!(self.kind(), "response" | "resource" | "conversion")
    }

    /// The page in it; none where it is something else: a picture, a redirection, a request.
    fn page(&self, number: u64, making: Making<'_>) -> Option<Item> {
        if !self.wanted() {
            return None;
        }
        let headers = Headers::new(&self.header);
        let response = Response::read(&self.block);
        if self.kind() == "response" && response.as_ref().is_none_or(|it| it.status != 200) {
            return None;
        }
        let (kind, charset) =
            response.as_ref().map_or(&headers, |response| &response.headers).content_type();
        let format = format(&kind)?;
        let bad = |why: String| Some(Err(making.place.record_failure(number, why)));
        let content = match &response {
            _ if self.length > self.block.len() as u64 => return bad(TOO_LONG.to_owned()),
            Some(response) => response.content(),
            None => Ok(self.block.clone()),
        };
        let content = match content {
            Ok(content) => content,
            Err(why) => return bad(why),
        };
        let url = headers.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']));
        let making = Making { format, declared: charset.as_deref(), url, ..making };
        Some(making.document(Some(number), &content))
    }
}

/// What a content type is read as; none for what holds no article.
fn format(kind: &str) -> Option<Format> {
    match kind {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "text/plain" => Some(Format::Text),
        _ => None,
    }
}
