//! Web pages: what the page says of itself in its markup, and the article inside it.

use super::{Context, RawDocument};
use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};

/// Reads a web page.
///
/// # Errors
/// When the page holds no article.
pub(super) fn parse(_raw: &RawDocument, _context: Context<'_>) -> Result<Article> {
    Err(Error::new(ErrorKind::Input, "looks like HTML, which is not read yet"))
}
