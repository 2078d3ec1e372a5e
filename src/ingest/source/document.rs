//! What a source yields: a document as found, or why there is none.

use xxhash_rust::xxh3::xxh3_64;

use crate::article::{ArticleId, Format};

/// One input as found, decoded, before it is understood.
#[derive(Clone, Debug)]
pub struct RawDocument {
    /// Path as given or found; `-` for standard input. A member of an archive stands behind `!/`:
    /// `2019.zip!/thang-5/bai-1.html`.
    pub path: String,
    /// Path relative to the ingested root with `/`, and `#` and the record's number for a record.
    pub place: String,
    /// Number of the record in its file, counted from 1: the line of a JSON Lines file, the row of a
    /// table below its header, the element of an array, the item of a feed, the record of a WARC file.
    pub record: Option<u64>,
    /// What it is to be read as.
    pub format: Format,
    /// Its address, where what it came out of says it: the target of a WARC record.
    pub url: Option<String>,
    /// The encoding it was decoded from, as [`Encoding::name`] writes it.
    ///
    /// [`Encoding::name`]: crate::ingest::Encoding::name
    pub encoding: &'static str,
    /// 64-bit XXH3 of the page's bytes or of the record's and of what else it is read with: format, encoding,
    /// address, the name of its feed. Equal means unchanged.
    pub digest: u64,
    /// The text of the page, its markup, or the record as a JSON object.
    pub text: String,
}

impl RawDocument {
    /// The id of an article that has neither an id of its own nor an address: a hash of its place, or of its
    /// bytes where it came by standard input, which is another place each time.
    pub fn place_id(&self) -> ArticleId {
        let hash = if self.is_piped() { self.digest } else { xxh3_64(self.place.as_bytes()) };
        ArticleId::from_hash(hash)
    }

    /// Whether it came by standard input, perhaps in an archive.
    pub fn is_piped(&self) -> bool {
        self.path == "-" || self.path.starts_with("-!/")
    }
}

/// An input that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Path as given or found, with `!/` and the member for what is in an archive.
    pub path: String,
    /// Number of the record, counted from 1.
    pub record: Option<u64>,
    /// Why, for a person.
    pub reason: String,
}
