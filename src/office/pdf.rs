//! The text of PDF files.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The text, a paragraph a line.
///
/// # Errors
/// Why there is none, for a person.
pub(crate) fn text(bytes: &[u8]) -> Result<String, String> {
    // The reader panics on files that break the standard in ways it does not expect; such a file must
    // not end a run over a hundred thousand others. It keeps no state that could be left half made.
    let read = catch_unwind(AssertUnwindSafe(|| pdf_extract::extract_text_from_mem(bytes)));
    match read {
        Err(_) => Err("is a damaged or unusual PDF file that cannot be read".to_owned()),
        Ok(Err(error)) => Err(format!("is a PDF file that cannot be read: {error}")),
        Ok(Ok(text)) if text.trim().is_empty() => {
            Err("is a PDF file without text, perhaps of pictures of pages".to_owned())
        }
        Ok(Ok(text)) => Ok(text),
    }
}
