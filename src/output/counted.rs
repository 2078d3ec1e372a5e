//! How a request was read, as every answer that counts says it.

use serde::Serialize;

use super::json::ReadAsRecord;
use crate::query::Query;
use crate::search::{Counted, Matching, Needed, Reading, Total};

/// The query and how it was read, without what was found.
#[derive(Serialize)]
pub(super) struct CountedRecord {
    query: String,
    total: Total,
    matching: Matching,
    needed: Needed,
    reading: Reading,
    quotes_apart: bool,
    read_as: Option<ReadAsRecord>,
}

impl CountedRecord {
    pub(super) fn new(query: &Query, counted: &Counted) -> Self {
        Self {
            query: query.to_string(),
            total: Total { value: counted.total, exact: true },
            matching: counted.matching,
            needed: counted.needed,
            reading: counted.reading,
            quotes_apart: counted.quotes_apart,
            read_as: counted.read_as.as_ref().map(ReadAsRecord::new),
        }
    }
}
