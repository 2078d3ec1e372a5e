//! The one error type of the library.
//!
//! A caller asks [`Error::kind`] what to do (the command line turns it into an exit code) and prints
//! the error for a person: the message names the value and the file and says the way out; the
//! causes beneath it come through [`std::error::Error::source`]. One opaque struct rather than an enum
//! with a variant per cause, because kinds are a promise and causes are not.

use std::fmt;

/// `Result` with the library's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in a form a program can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An input could not be read or holds no article. The others are not affected.
    Input,
    /// A query, filter or other argument cannot be understood.
    Query,
    /// A catalogue file holds a line that cannot be understood.
    Catalog,
    /// There is no index at the place given.
    NoIndex,
    /// The index was made by another version of the schema or the analyzer.
    Version,
    /// Another process is writing to the index.
    Locked,
    /// The index is damaged.
    Damaged,
    /// The operating system refused a read or a write.
    Io,
}

/// What went wrong, with the causes beneath it.
///
/// ```
/// use tracuu::{Error, ErrorKind};
/// let error = Error::new(ErrorKind::Query, "`2021-13` is not a month");
/// assert_eq!(error.kind(), ErrorKind::Query);
/// assert_eq!(error.to_string(), "`2021-13` is not a month");
/// ```
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error with a message for a person: lower case, no full stop, the value in backticks.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), source: None }
    }

    /// The same error with the cause beneath it.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What a program should do about it.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
