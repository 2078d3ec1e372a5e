//! Records (first draft).
use super::{Context, RawDocument};
use crate::article::Article;
use crate::error::Result;

/// Reads a JSON Lines record.
pub(super) fn parse(raw: &RawDocument, context: Context<'_>) -> Result<Article> {
    super::page::parse(raw, context)
}
