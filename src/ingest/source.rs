//! Finds and reads inputs (first draft).
use crate::article::Format;

/// One input as found, decoded, before it is understood.
#[derive(Clone, Debug)]
pub struct RawDocument {
    /// Path as given or found; `-` for standard input.
    pub path: String,
    /// Path relative to the ingested root with `/`, and `#` and the record's number for a record.
    pub place: String,
    /// Number of the record in its file, counted from 1.
    pub record: Option<u64>,
    /// What it is to be read as.
    pub format: Format,
    /// The encoding it was decoded from.
    pub encoding: &'static str,
    /// The text of the page or the line of the record.
    pub text: String,
}

/// An input that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Path as given or found.
    pub path: String,
    /// Number of the record, counted from 1.
    pub record: Option<u64>,
    /// Why, for a person.
    pub reason: String,
}

/// The documents under some paths, one by one.
pub struct Source {
    files: std::vec::IntoIter<std::path::PathBuf>,
}

impl Source {
    /// Everything under `paths`; `-` reads `stdin`.
    pub fn new(paths: &[std::path::PathBuf], _stdin: Box<dyn std::io::Read + Send>) -> Self {
        Self { files: paths.to_vec().into_iter() }
    }
}

impl Iterator for Source {
    type Item = Result<RawDocument, Failure>;
    fn next(&mut self) -> Option<Self::Item> {
        let path = self.files.next()?;
        let name = path.display().to_string();
        Some(
            std::fs::read_to_string(&path)
                .map_err(|e| Failure { path: name.clone(), record: None, reason: e.to_string() })
                .map(|text| RawDocument {
                    place: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                    path: name,
                    record: None,
                    format: Format::Text,
                    encoding: "utf-8",
                    text,
                }),
        )
    }
}
