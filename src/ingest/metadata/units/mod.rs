//! First draft.
use crate::article::{Article, Unit};
use crate::ingest::{Context, Passage};

/// Reads them.
pub(super) fn read(_article: &Article, _passages: &[Passage], _context: Context<'_>) -> Vec<Unit> {
    Vec::new()
}
