//! Tells what an input is by its first bytes: a page dump, JSON Lines, or something that is not read.

/// What an input is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A page dump.
    Text,
    /// A web page.
    Html,
    /// JSON Lines; `surely` by its name, else only if its first line is a whole object.
    Records { surely: bool },
    /// Something that is not read.
    Other(&'static str),
}

/// What an input is, by its first bytes and then by its name.
pub(super) fn kind(head: &[u8], name: &str) -> Kind {
    const MAGIC: [(&[u8], &str); 7] = [
        (b"%PDF", "PDF"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "gzip"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"{\\rtf", "RTF"),
        (b"\xff\xfe", "UTF-16"),
        (b"\xfe\xff", "UTF-16"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Kind::Other(what);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let named = name.contains('.') && matches!(extension.as_str(), "jsonl" | "ndjson");
    match () {
        () if binary(head) => Kind::Other("a binary file"),
        () if markup(text) == Some("HTML") => Kind::Html,
        () if markup(text).is_some() => Kind::Other(markup(text).unwrap_or_default()),
        () if named => Kind::Records { surely: true },
        () if array(text) => Kind::Other("a JSON array"),
        () if text.starts_with(b"{") => Kind::Records { surely: false },
        () => Kind::Text,
    }
}

/// Holds a NUL, or more than one control character in a hundred bytes.
fn binary(head: &[u8]) -> bool {
    let control = |b: &&u8| matches!(**b, 1..=8 | 14..=26 | 28..=31);
    head.contains(&0) || head.iter().filter(control).count() * 100 > head.len()
}

/// HTML or XML, by how it begins or by how many tags it has.
fn markup(text: &[u8]) -> Option<&'static str> {
    const TAGS: usize = 12;
    let lower = text.to_ascii_lowercase();
    let holds = |tag: &[u8]| lower.windows(tag.len()).any(|window| window == tag);
    let starts = |tags: &[&str]| tags.iter().any(|tag| lower.starts_with(tag.as_bytes()));
    let tags =
        lower.windows(2).filter(|w| w[0] == b'<' && (w[1] == b'/' || w[1].is_ascii_alphabetic()));
    if starts(&["<!doctype html", "<html", "<head", "<body", "<div", "<article", "<p>", "<!--"]) {
        Some("HTML")
    } else if starts(&["<?xml", "<rss", "<feed", "<urlset"]) {
        Some(if holds(b"<html") { "HTML" } else { "XML" })
    } else {
        (text.first() != Some(&b'{') && tags.count() >= TAGS).then_some("HTML")
    }
}

/// Begins like a JSON array, and not like a page whose first line is a mark in brackets.
fn array(text: &[u8]) -> bool {
    let rest = text.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    rest.is_some_and(|rest| matches!(rest.first(), Some(b'{' | b'[' | b'"')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_goes_before_the_name() {
        assert_eq!(kind(b"<!doctype html>", "a.jsonl"), Kind::Html);
        assert_eq!(kind(b"Trang", "a.ndjson"), Kind::Records { surely: true });
        assert_eq!(kind(b" {\"a\":1}", "a.txt"), Kind::Records { surely: false });
        assert_eq!(kind("[img]\nQuang cảnh".as_bytes(), "a"), Kind::Text);
        assert_eq!(kind(b"[ {", "a"), Kind::Other("a JSON array"));
    }
}
