//! The text of DOCX files.

use undoc::render::RenderOptions;

/// The text, a paragraph a line.
///
/// # Errors
/// Why there is none, for a person.
pub(crate) fn text(bytes: &[u8]) -> Result<String, String> {
    let why = |error: undoc::Error| format!("is a DOCX file that cannot be read: {error}");
    let document = undoc::parse_bytes(bytes).map_err(why)?;
    let text = undoc::render::to_text(&document, &RenderOptions::default()).map_err(why)?;
    if text.trim().is_empty() { Err("is a DOCX file without text".to_owned()) } else { Ok(text) }
}
