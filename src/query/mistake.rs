//! What is said of a query that cannot be read as typed: the place and the way out, as data.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::ast::Query;
use crate::error::{Error, ErrorKind};

/// Something in a query that was read otherwise than typed, and as what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Bytes of the text as it was read, [`Parsed::text`].
    pub range: Range<usize>,
    /// What is wrong and the way out.
    pub message: String,
}

impl Warning {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into() }
    }
}

/// A query as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The text that was read: what was typed, without line breaks and invisible characters, every quotation mark
    /// straight.
    pub text: String,
    /// What is asked.
    pub query: Query,
    /// What was read otherwise than typed, in the order of the text.
    pub warnings: Vec<Warning>,
}

impl Parsed {
    /// The query, if nothing of it was read otherwise than typed.
    ///
    /// # Errors
    /// The first warning.
    pub fn strictly(self) -> Result<Query, Mistake> {
        match self.warnings.into_iter().next() {
            None => Ok(self.query),
            Some(warning) => Err(Mistake::at(&self.text, warning)),
        }
    }
}

/// Why a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The text that was read; of a saved query, that one's. Empty where it is too long to be read at all.
    pub text: String,
    /// The bytes of it that are wrong.
    pub range: Range<usize>,
    /// What is wrong and the way out.
    pub message: String,
}

impl Mistake {
    pub(super) fn at(text: &str, Warning { range, message }: Warning) -> Self {
        Self { text: text.to_owned(), range, message }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mistake {}

impl From<Mistake> for Error {
    fn from(mistake: Mistake) -> Self {
        Self::new(ErrorKind::Query, mistake.message)
    }
}

/// The beginning of a text for a message: nobody wants all of a long one back.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
