//! Tells what an input is by its first bytes, and by its name where they leave it open.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::records::table::{self, Header};
use crate::catalog::Column;
use crate::ingest::{self, encoding};

/// What an input is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A page dump.
    Text,
    /// A web page.
    Html,
    /// JSON Lines, by its name.
    Lines,
    /// JSON that begins with an object: Lines if the first line is a whole one.
    Objects,
    /// JSON values, an array first.
    Values,
    /// A table whose cells this byte divides.
    Table(u8),
    /// RSS, RDF or Atom.
    Feed,
    /// A web archive.
    Warc,
    /// Packed by gzip.
    Gzip,
    /// Packed by zstd.
    Zstd,
    /// A zip archive or an office document.
    Zip,
    /// A tar archive.
    Tar,
    /// A PDF file.
    Pdf,
    /// Something that is not read.
    Other(String),
}

/// How files begin that are no text.
const MAGIC: [(&[u8], Kind); 7] = [
    (b"\x1f\x8b", Kind::Gzip),
    (b"\x28\xb5\x2f\xfd", Kind::Zstd),
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"PK\x07\x08", Kind::Zip),
    (b"%PDF-", Kind::Pdf),
    (b"WARC/", Kind::Warc),
];

/// How files begin that are not read, and what they are.
const UNREAD: [(&[u8], &str); 16] = [
    (b"\xd0\xcf\x11\xe0", "an old office document (DOC, XLS); save it as DOCX or text"),
    (b"{\\rtf", "RTF; save it as DOCX or text"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"RIFF", "a picture or a recording (RIFF)"),
    (b"ID3", "a recording (MP3)"),
    (b"OggS", "a recording (Ogg)"),
    (b"BZh", "bzip2; unpack it first"),
    (b"\xfd7zXZ", "xz; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
];

/// What an input is, by its first bytes and then by its name. `columns` are known to stand in tables.
pub(super) fn kind(head: &[u8], name: &str, columns: &[Column]) -> Kind {
    if let Some(kind) = packed(head) {
        return kind;
    }
    let readable = encoding::is_text(head);
    let wide = wide(head).map(|(coder, _)| coder.decode(head).0.into_owned().into_bytes());
    let head = wide.as_deref().unwrap_or(head);
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let extension = extension(name);
    let is = |list: &[&str]| list.contains(&extension.as_str());
    let delimiter = || table::delimiter(text, &Header { columns, named: is(&["csv", "tsv"]) });
    match () {
        () if !readable => Kind::Other("a binary file".to_owned()),
        () if text.first() == Some(&b'<') && xml(text).is_some() => xml(text).unwrap_or(Kind::Html),
        () if is(&["jsonl", "ndjson"]) && !array(text) => Kind::Lines,
        () if array(text) => Kind::Values,
        () if text.starts_with(b"{") => Kind::Objects,
        () if delimiter().is_some() => Kind::Table(delimiter().unwrap_or(b',')),
        () if is_markup(text) => Kind::Html,
        () => Kind::Text,
    }
}

/// What the first bytes say of an input that is no plain text.
fn packed(head: &[u8]) -> Option<Kind> {
    let skippable = head.len() > 8 && (0x50..0x60).contains(&head[0]) && &head[1..4] == b"*M\x18";
    let unread = UNREAD.iter().find(|(magic, _)| head.starts_with(magic));
    match MAGIC.into_iter().find(|(magic, _)| head.starts_with(magic)) {
        Some((_, kind)) => Some(kind),
        None if skippable => Some(Kind::Zstd),
        None if head.get(4..8) == Some(b"ftyp") => {
            Some(Kind::Other("a film or a picture (MP4, HEIC)".to_owned()))
        }
        None if is_tar(head) => Some(Kind::Tar),
        None => unread.map(|(_, what)| Kind::Other((*what).to_owned())),
    }
}

/// The checksum of a tar header: the sum of its 512 bytes, its own eight counted as blanks, in octal
/// (POSIX.1-1988, 10.1.1). Older archives have no other mark.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    let digits = header[148..156].split(|b| matches!(b, 0 | b' ')).find(|part| !part.is_empty());
    let said = digits
        .and_then(|digits| std::str::from_utf8(digits).ok())
        .and_then(|digits| u32::from_str_radix(digits, 8).ok());
    let rest = header[..148].iter().chain(&header[156..]).map(|b| u32::from(*b)).sum::<u32>();
    header[0] != 0 && said == Some(rest + 8 * u32::from(b' '))
}

/// UTF-16, by its mark or by the zeros of ASCII.
pub(super) fn wide(head: &[u8]) -> Option<(&'static Encoding, ingest::Encoding)> {
    let found = encoding::utf16(head)?;
    let coder = if found == ingest::Encoding::Utf16Be { UTF_16BE } else { UTF_16LE };
    Some((coder, found))
}

/// What follows the last full stop of a name in lower case, the suffix of a packer left out.
fn extension(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let plain = [".gz", ".zst"].iter().find_map(|suffix| name.strip_suffix(suffix));
    let name = plain.unwrap_or(&name);
    name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_owned())
}

/// What a text that begins like XML or HTML is, by its first element; none where that says nothing.
fn xml(text: &[u8]) -> Option<Kind> {
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    let declared = text.starts_with("<?xml");
    let root = root(&text).unwrap_or_default();
    let name = root.rsplit(':').next().unwrap_or_default();
    match name {
        "rss" | "feed" | "rdf" => Some(Kind::Feed),
        "urlset" | "sitemapindex" => {
            Some(Kind::Other("a sitemap, a list of addresses without text".to_owned()))
        }
        "html" | "head" | "body" | "div" | "article" | "p" | "main" | "section" => Some(Kind::Html),
        _ if text.starts_with("<!doctype html") || text.contains("<html") => Some(Kind::Html),
        _ if declared => Some(Kind::Other(format!("XML of an unknown kind (`{root}`)"))),
        _ => None,
    }
}

/// The name of the first element, behind declarations and comments.
fn root(text: &str) -> Option<&str> {
    let name = behind_declarations(text)?.strip_prefix('<')?;
    name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().filter(|n| !n.is_empty())
}

/// What follows the declarations and comments that XML begins with.
pub(super) fn behind_declarations(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") || rest.starts_with("<!") => ">",
            _ => return Some(rest),
        };
        rest = &rest[rest.find(end)? + end.len()..];
    }
}

/// Has so many tags that it can only be markup.
fn is_markup(text: &[u8]) -> bool {
    const TAGS: usize = 12;
    let tags =
        text.windows(2).filter(|w| w[0] == b'<' && (w[1] == b'/' || w[1].is_ascii_alphabetic()));
    tags.count() >= TAGS || text.starts_with(b"<!--")
}

/// Begins like a JSON array, and not like a page whose first line is a mark in brackets.
fn array(text: &[u8]) -> bool {
    let rest = text.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    rest.is_some_and(|rest| matches!(rest.first(), Some(b'{' | b'[' | b'"' | b']')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(head: &[u8], name: &str) -> Kind {
        kind(head, name, &[])
    }

    #[test]
    fn content_goes_before_the_name() {
        assert_eq!(told(b"<!doctype html>", "a.jsonl"), Kind::Html);
        assert_eq!(told(b"Trang", "a.ndjson"), Kind::Lines);
        assert_eq!(told(b" {\"a\":1}", "a.txt"), Kind::Objects);
        assert_eq!(told("[img]\nQuang cảnh".as_bytes(), "a"), Kind::Text);
        assert_eq!(told(b"[ {", "a.csv"), Kind::Values);
        assert_eq!(told(b"title,body\na,b", "a.txt"), Kind::Table(b','));
        assert_eq!(told(b"\x1f\x8b\x08", "a.txt"), Kind::Gzip);
    }

    #[test]
    fn markup_is_told_by_its_first_element() {
        let declaration = "<?xml version='1.0'?><!-- x --> <!DOCTYPE y>\n";
        for (root, kind) in [
            ("<rss version='2.0'>", Kind::Feed),
            ("<feed xmlns='x'>", Kind::Feed),
            ("<rdf:RDF>", Kind::Feed),
            ("<html>", Kind::Html),
        ] {
            assert_eq!(told(format!("{declaration}{root}").as_bytes(), "a"), kind, "{root}");
        }
        for (root, what) in [("<urlset>", "sitemap"), ("<tin>", "`tin`")] {
            let Kind::Other(said) = told(format!("{declaration}{root}").as_bytes(), "a") else {
                panic!("{root}");
            };
            assert!(said.contains(what), "{said}");
        }
    }

    #[test]
    fn wide_characters_are_no_binary_file() {
        let wide = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(order).collect()
        };
        let page = "Đảng ủy xã Mây Hạ họp";
        for bytes in [
            wide(&format!("\u{feff}{page}"), u16::to_le_bytes),
            wide(&format!("\u{feff}{page}"), u16::to_be_bytes),
            wide(page, u16::to_le_bytes),
            wide(page, u16::to_be_bytes),
        ] {
            assert_eq!(told(&bytes, "a"), Kind::Text);
        }
        assert_eq!(told(&wide("{\"a\": 1}", u16::to_le_bytes), "a"), Kind::Objects);
        assert!(matches!(told(b"ab\0\0cd\0\0e", "a"), Kind::Other(_)));
    }
}
