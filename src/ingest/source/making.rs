//! From the bytes of a page or a record to a document.

use std::io::Read;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::Item;
use super::document::RawDocument;
use super::place::Place;
use crate::article::Format;
use crate::ingest::encoding;

/// Longest page or record accepted, in bytes; longer ones are refused, never cut.
pub(super) const LONGEST: u64 = 16 << 20;

/// Why a page or a record is refused that is longer than [`LONGEST`].
pub(super) const TOO_LONG: &str = "is longer than 16 MB";

/// What the documents of one input have in common.
#[derive(Clone, Copy)]
pub(super) struct Making<'a> {
    pub(super) place: &'a Place,
    pub(super) format: Format,
    /// The label of an encoding that the input, or what it came out of, gives.
    pub(super) declared: Option<&'a str>,
    /// The encoding that the bytes were in before they became UTF-8.
    pub(super) was: Option<&'static str>,
    /// The address that what it came out of gives.
    pub(super) url: Option<&'a str>,
}

impl<'a> Making<'a> {
    pub(super) fn new(place: &'a Place, format: Format) -> Self {
        Self { place, format, declared: None, was: None, url: None }
    }

    /// A document made of some bytes, a page or a record by its number.
    pub(super) fn document(&self, record: Option<u64>, bytes: &[u8]) -> Item {
        let bad = |reason: String| match record {
            Some(record) => Err(self.place.record_failure(record, reason)),
            None => Err(self.place.failure(reason)),
        };
        if bytes.len() as u64 > LONGEST {
            return bad(TOO_LONG.to_owned());
        }
        match encoding::decode(bytes, self.declared) {
            Err(reason) => bad(reason),
            Ok(decoded) if decoded.text.trim().is_empty() => bad("is empty".to_owned()),
            Ok(decoded) => {
                let encoding = self.was.unwrap_or(decoded.encoding.name());
                Ok(self.made(record, decoded.text, (encoding, xxh3_64(bytes))))
            }
        }
    }

    /// A document of text that is decoded. The same bytes read in another encoding or as another format, or
    /// found under another address, make another article: the digest is of those too.
    pub(super) fn made(
        &self,
        record: Option<u64>,
        text: String,
        (encoding, digest): (&'static str, u64),
    ) -> RawDocument {
        let read_as = format!("{:?}\n{encoding}\n{}", self.format, self.url.unwrap_or_default());
        let number = record.map(|n| format!("#{n}")).unwrap_or_default();
        RawDocument {
            path: self.place.path.clone(),
            place: format!("{}{number}", self.place.name),
            record,
            format: self.format,
            url: self.url.map(str::to_owned),
            encoding,
            digest: xxh3_64_with_seed(read_as.as_bytes(), digest),
            text,
        }
    }
}

/// Reads an input whole, to one byte more than is accepted.
pub(super) fn whole(input: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(LONGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
