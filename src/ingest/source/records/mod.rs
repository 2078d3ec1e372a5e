//! Formats of many records, each read as a stream: JSON Lines, JSON, tables, feeds, web archives.
//!
//! A record becomes the text of one JSON object, whatever it was in, and
//! [`record`](crate::ingest) reads them all the same way.

pub(super) mod feed;
mod http;
pub(super) mod json;
pub(super) mod lines;
mod scan;
pub(super) mod table;
pub(super) mod warc;
pub(super) mod wide;
