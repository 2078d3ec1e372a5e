//! First draft.
use crate::article::Topic;
use crate::ingest::{Context, Passage};

/// Reads them.
pub(super) fn read(_passages: &[Passage], _context: Context<'_>) -> Vec<Topic> {
    Vec::new()
}
