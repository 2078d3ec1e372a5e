//! Whether a page holds an article, and whether what was read of it looks like one.

use super::content::LEAST;
use super::view::View;
use crate::article::LineRole;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::page::in_body;

/// Refuses a page that holds no article.
///
/// # Errors
/// When it holds no text.
pub(super) fn check(view: &View<'_>, lines: &[(LineRole, String)]) -> Result<()> {
    let _ = lines;
    if view.blocks.is_empty() {
        return Err(Error::new(ErrorKind::Input, "holds no article: the page has no text"));
    }
    Ok(())
}

/// Whether the lines read have the text of an article.
pub(super) fn reads_well(view: &View<'_>, lines: &[(LineRole, String)]) -> bool {
    let text: usize =
        lines.iter().filter(|(role, _)| in_body(*role)).map(|(_, text)| text.len()).sum();
    text >= LEAST || (view.content.is_some_and(|content| content.marked) && text > 0)
}
