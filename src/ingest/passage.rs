//! A passage: a line of a page with its role, or a field's paragraph of a record. Metadata is read from
//! passages, so that pages and records share one reader.

use crate::article::LineRole;

/// A piece of an article's text and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Line of the page counted from 1; for a record, the passage's own number counted from 1.
    pub line: u32,
    /// What it is.
    pub role: LineRole,
    /// Its text, cleaned, without surrounding white space.
    pub text: String,
}
