//! From bytes to text: which encoding some bytes are in, and their text.
//!
//! In this order: a byte order mark or the zeros of UTF-16 (`unicode`); UTF-8; a legacy encoding of
//! Vietnamese, by the syllables that it makes (`legacy`, `evidence`, `viqr`, tables in data files); what
//! the page or its carrier declares (`label`). What is none of these is an error with the place and what
//! was tried. A statistical guess at any other encoding is not made: it is always some answer, and wrong text
//! in an index is worse than an input that is named. No replacement character is ever put in.
//!
//! Known limits. A capital font of TCVN3 (`.VnTimeH`) shows small letters as capitals and cannot be told
//! in plain text, so such a line comes out in small letters, as its codes say. One byte order serves a
//! whole input, and 8-bit bytes inside a UTF-8 file are an error. Legacy text behind escapes (`\u00a7`,
//! `&#167;`) is seen in input that is all ASCII (`escapes`). VIQR's sentences ending in an unescaped full stop after a vowel
//! are read as RFC 1456 has it: a dot below.

mod escapes;
mod evidence;
mod label;
mod legacy;
mod table;
mod twice;
mod unicode;
mod viqr;

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
    /// A legacy encoding of Vietnamese, in bytes or as characters inside Unicode.
    Legacy(Legacy),
    /// Unicode, with parts in a legacy encoding.
    With(Legacy),
    /// What the page or its carrier declared, by the name of the WHATWG Encoding Standard.
    Declared(&'static str),
}

/// A legacy encoding of Vietnamese, or a way in which UTF-8 is spoilt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Legacy {
    /// windows-1258: letters and combining marks.
    Windows1258,
    /// TCVN 5712:1993, VN3: the fonts `.VnTime` and their kin.
    Tcvn3,
    /// VNI-Windows: the fonts `VNI-Times` and their kin.
    VniWindows,
    /// RFC 1456: marks in ASCII after their letters.
    Viqr,
    /// UTF-8 taken for windows-1252 or Latin-1 and encoded again.
    Twice,
    /// The same with some characters that could not be put together and stay as they were.
    TwiceDamaged,
    /// UTF-8 encoded twice more.
    ThreeTimes,
    /// The same with some characters that could not be put together.
    ThreeTimesDamaged,
}

impl Encoding {
    /// Its name as reports and articles print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Legacy(legacy) => legacy.names().0,
            Self::With(legacy) => legacy.names().1,
            Self::Declared(name) => name,
        }
    }
}

impl Legacy {
    const ALL: [Self; 8] = [
        Self::Windows1258,
        Self::Tcvn3,
        Self::VniWindows,
        Self::Viqr,
        Self::Twice,
        Self::TwiceDamaged,
        Self::ThreeTimes,
        Self::ThreeTimesDamaged,
    ];

    /// The one that has this name, by itself or in parts of a text.
    fn named(name: &str) -> Option<Self> {
        let has = |one: &Self| one.names().0 == name || one.names().1 == name;
        Self::ALL.into_iter().find(has)
    }

    /// By itself and in parts of a text.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Windows1258 => ("windows-1258", "utf-8 with windows-1258"),
            Self::Tcvn3 => ("tcvn3", "utf-8 with tcvn3"),
            Self::VniWindows => ("vni-windows", "utf-8 with vni-windows"),
            Self::Viqr => ("viqr", "utf-8 with viqr"),
            Self::Twice => ("utf-8 twice", "utf-8 with utf-8 twice"),
            Self::TwiceDamaged => ("utf-8 twice, damaged", "utf-8 with utf-8 twice, damaged"),
            Self::ThreeTimes => ("utf-8 three times", "utf-8 with utf-8 three times"),
            Self::ThreeTimesDamaged => {
                ("utf-8 three times, damaged", "utf-8 with utf-8 three times, damaged")
            }
        }
    }
}

/// A text read in a legacy encoding.
struct Reading {
    text: String,
    legacy: Legacy,
    /// Whether other parts of it were not.
    partly: bool,
}

impl From<Reading> for Decoded {
    fn from(Reading { text, legacy, partly }: Reading) -> Self {
        let encoding = if partly { Encoding::With(legacy) } else { Encoding::Legacy(legacy) };
        Self { text, encoding }
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

/// Decodes a page or a record. `declared` is the label of what it came out of, such as an HTTP header; a label
/// in the page itself is found here. Neither is believed against the bytes. [`Encoding::name`] of the file
/// that a record is from is a label too, and little more is then asked of the record.
///
/// # Errors
/// Why the bytes are no text, for a person.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, String> {
    if let Some(encoding) = unicode::utf16(bytes) {
        let text = unicode::decode_utf16(bytes, encoding)?;
        return Ok(mended(&text, None).unwrap_or(Decoded { text, encoding }));
    }
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    match std::str::from_utf8(&bytes[start..]) {
        Ok(text) => Ok(mended(text, declared)
            .unwrap_or_else(|| Decoded { text: text.to_owned(), encoding: Encoding::Utf8 })),
        Err(error) => eight_bit(bytes, declared, start + error.valid_up_to()),
    }
}

/// The same of text that is out of its bytes already, such as that of an office document.
pub(super) fn mend(text: String) -> Decoded {
    mended(&text, None).unwrap_or(Decoded { text, encoding: Encoding::Utf8 })
}

/// Text in a legacy encoding inside Unicode, converted; none for text that is just text.
fn mended(text: &str, declared: Option<&str>) -> Option<Decoded> {
    let known = declared.and_then(Legacy::named);
    let opened = || legacy::in_text(&escapes::opened(text)?, known);
    if let Some(reading) = legacy::in_text(text, known).or_else(opened) {
        return Some(reading.into());
    }
    let text = viqr::read(text)?;
    Some(Decoded { text, encoding: Encoding::Legacy(Legacy::Viqr) })
}

/// Decodes bytes that are no UTF-8, from byte `at` on.
fn eight_bit(bytes: &[u8], declared: Option<&str>, at: usize) -> Result<Decoded, String> {
    let view = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let known = declared.and_then(Legacy::named);
    if let Some(reading) = legacy::in_bytes(&view, known) {
        return Ok(reading.into());
    }
    let label = declared.map(str::to_owned).or_else(|| label::declared_in(bytes));
    if let Some((text, encoding)) = label.as_ref().and_then(|label| label::decode(bytes, label)) {
        return Ok(Decoded { text, encoding: Encoding::Declared(encoding.name()) });
    }
    let tried = "nor do the bytes make Vietnamese as windows-1258, TCVN3 or VNI";
    let label = match label {
        Some(label) => format!("the declared encoding, `{label}`, does not hold either"),
        None => "no encoding is declared".to_owned(),
    };
    Err(format!("is not UTF-8: byte {at} belongs to no character; {tried}, and {label}"))
}

#[cfg(test)]
mod tests;
