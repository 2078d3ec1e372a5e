//! What a page says of its own encoding, and how much that counts: last of all.
//!
//! Labels of old Vietnamese pages are mostly wrong: legacy fonts were served as iso-8859-1, and templates
//! were moved to UTF-8 before their texts. So bytes are believed first, and a label decides only for what
//! they leave open: a page in another language and an 8-bit encoding, whose bytes all fit the label.

use encoding_rs::Encoding;
use unicode_normalization::UnicodeNormalization;

/// Where a page declares its encoding: the standard says in the first 1,024 bytes, pages are later.
const HEAD: usize = 4 << 10;

/// The label in the page's own head: an XML declaration or a `meta` tag.
pub(super) fn declared_in(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head: String = head.iter().map(|&byte| char::from(byte.to_ascii_lowercase())).collect();
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split('>').next());
    let xml = xml.and_then(|declaration| value(declaration, "encoding"));
    let metas = || head.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
    xml.or_else(|| metas().find_map(|meta| value(meta, "charset")))
}

/// What stands after `name=` in a tag, without quotes.
fn value(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
    Some(rest[..end.unwrap_or(rest.len())].to_owned()).filter(|label| !label.is_empty())
}

/// The text by its label and the name of the encoding, where every byte fits; in NFC.
pub(super) fn decode(bytes: &[u8], label: &str) -> Option<(String, &'static Encoding)> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    if encoding == encoding_rs::X_USER_DEFINED || encoding.output_encoding() != encoding {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let held = |c: char| !matches!(c, '\u{80}'..='\u{9F}');
    text.chars().all(held).then(|| (text.nfc().collect(), encoding))
}
