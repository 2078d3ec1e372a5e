//! First draft.
use crate::article::Document;
use crate::ingest::{Context, Passage};

/// Reads them.
pub(super) fn read(_passages: &[Passage], _context: Context<'_>) -> Vec<Document> {
    Vec::new()
}
