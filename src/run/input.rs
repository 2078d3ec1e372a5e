//! The names under which the index remembers an input.

use std::collections::HashMap;
use std::path::Path;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::index::Origin;
use crate::ingest::{self, RawDocument};

/// A document and its names.
pub(super) struct Input {
    pub(super) raw: RawDocument,
    /// Absolute path with `#N` for a record.
    pub(super) source: String,
    /// Hash of its bytes and of everything else that makes the article.
    pub(super) digest: u64,
}

/// Gives the inputs of one reading their names.
#[derive(Default)]
pub(super) struct Names {
    /// How often each name was given, by its hash.
    given: HashMap<u64, u32>,
}

impl Names {
    /// The input of a document; `reader` stands for everything but the bytes that makes the article. The second of
    /// one name, such as a member that stands twice in an archive, gets `~2` behind it.
    pub(super) fn input(&mut self, raw: RawDocument, reader: u64) -> Input {
        let mut source = absolute(&raw.path);
        if let Some(n) = raw.record {
            source = format!("{source}#{n}");
        }
        let times = self.given.entry(xxh3_64(source.as_bytes())).or_default();
        *times += 1;
        if *times > 1 {
            source = format!("{source}~{times}");
        }
        let digest = xxh3_64_with_seed(&raw.digest.to_le_bytes(), reader);
        Input { raw, source, digest }
    }
}

impl Input {
    pub(super) fn origin(&self) -> Origin<'_> {
        Origin { source: &self.source, digest: self.digest }
    }
}

/// A path as the index remembers it: absolute, but for standard input and what is packed in it.
pub(super) fn absolute(path: &str) -> String {
    if path == "-" || path.starts_with("-!/") {
        return path.to_owned();
    }
    ingest::absolute(Path::new(path)).display().to_string()
}

/// The file of an input, without the number of the record.
pub(super) fn file_of(source: &str) -> &str {
    record_of(source).map_or(source, |_| &source[..source.rfind('#').unwrap_or(source.len())])
}

/// The number of the record of an input.
pub(super) fn record_of(source: &str) -> Option<u64> {
    let (_, n) = source.rsplit_once('#')?;
    n.parse().ok().filter(|_| n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_number_of_a_record_is_taken_off_a_source() {
        for (source, file) in [
            ("/a/b.jsonl#12", "/a/b.jsonl"),
            ("/a/b.txt", "/a/b.txt"),
            ("/a#1/b.txt", "/a#1/b.txt"),
            ("/a/b#", "/a/b#"),
            ("/a/b#c", "/a/b#c"),
            ("/a/b#+3", "/a/b#+3"),
            ("-#3", "-"),
        ] {
            assert_eq!(file_of(source), file);
        }
    }
}
