//! From bytes to text: which encoding some bytes are in, and their text.

mod unicode;

#[cfg_attr(not(test), expect(unused_imports, reason = "for whoever tells inputs apart"))]
pub(super) use unicode::{is_text, utf16};

/// An encoding that inputs are read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
}

impl Encoding {
    /// Its name as reports and articles print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }
}

/// A text and the encoding it was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// What its bytes were in.
    pub(super) encoding: Encoding,
}

/// Decodes a page or a record. `declared` is the label that the input or what it came out of gives.
///
/// # Errors
/// Why the bytes are no text, for a person.
pub(super) fn decode(bytes: &[u8], _declared: Option<&str>) -> Result<Decoded, String> {
    if let Some(encoding) = unicode::utf16(bytes) {
        return Ok(Decoded { text: unicode::decode_utf16(bytes, encoding)?, encoding });
    }
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let text = std::str::from_utf8(&bytes[start..]).map_err(|error| {
        let at = start + error.valid_up_to();
        format!(
            "is not UTF-8: byte {at} belongs to no character; legacy encodings are not read yet"
        )
    })?;
    Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8 })
}

#[cfg(test)]
mod tests;
