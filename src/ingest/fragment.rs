//! Markup inside a field of a record: tags taken off, named characters read.
//!
//! A field holds the article and nothing else, so there is no page to find it in: a scanner that goes
//! once over the text will do, and unlike a parser that builds a tree it takes linear time whatever is
//! nested in what.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a tag is to the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// Begins or ends a line.
    Block,
    /// Stands inside one.
    Inline,
    /// What it holds is no text.
    Silent,
}

static TAGS: LazyLock<HashMap<&'static str, Tag>> = LazyLock::new(|| {
    let kind = |kind: &str| match kind {
        "block" => Tag::Block,
        "silent" => Tag::Silent,
        _ => Tag::Inline,
    };
    rows(include_str!("data/tags.txt")).map(|(name, value)| (name, kind(value))).collect()
});

static ENTITIES: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let read = |(name, code)| Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?));
    rows(include_str!("data/entities.tsv")).filter_map(read).collect()
});

fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// The text of a field, a paragraph a line; as it stands where there is no markup in it.
pub(super) fn text(field: &str) -> String {
    let once = stripped(field);
    // What was escaped twice shows its tags only now.
    if !field.contains('<') && once.contains('<') { stripped(&once) } else { once }
}

fn stripped(field: &str) -> String {
    let blocks = pieces(field).any(|piece| matches!(piece, Piece::Tag(Tag::Block, _)));
    let mut out = String::with_capacity(field.len());
    let mut silent: Option<&str> = None;
    for piece in pieces(field) {
        match (piece, silent) {
            (Piece::Tag(Tag::Silent, name), None) => silent = Some(name),
            (Piece::End(name), Some(open)) if name.eq_ignore_ascii_case(open) => silent = None,
            (_, Some(_)) => {}
            (Piece::Tag(Tag::Block, _), None) => out.push('\n'),
            (Piece::Text(text), None) if blocks => spaced(text, &mut out),
            (Piece::Text(text), None) => unescaped(text, &mut out),
            (Piece::Tag(..) | Piece::End(_), None) => {}
        }
    }
    out
}

/// A piece of a field.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Text(&'a str),
    /// A tag that is no text, and its element's name.
    Tag(Tag, &'a str),
    /// The end of an element whose text is none.
    End(&'a str),
}

/// The pieces of a field in order.
fn pieces(field: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = field;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((piece, length)) = tag(rest) {
            rest = &rest[length..];
            return Some(piece);
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find('<').map_or(rest.len(), |at| first + at);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(text))
    })
}

/// The tag or comment a text begins with, and its length.
fn tag(text: &str) -> Option<(Piece<'_>, usize)> {
    /// Longest tag in bytes: pictures may stand in an attribute, but what is never closed is no tag.
    const LONGEST: usize = 64 << 10;
    let rest = text.strip_prefix('<')?;
    if rest.starts_with("!--") {
        let end = text.find("-->").map_or(text.len(), |at| at + 3);
        return Some((Piece::Tag(Tag::Inline, ""), end));
    }
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let length =
        name.bytes().take(10).take_while(|b| b.is_ascii_alphanumeric() || *b == b':').count();
    let name = &name[..length];
    let kind = *TAGS.get(name.to_ascii_lowercase().as_str())?;
    let end = rest.bytes().take(LONGEST).position(|b| matches!(b, b'>' | b'<'))? + 2;
    if text.as_bytes()[end - 1] == b'<' {
        return None;
    }
    let ends = rest.starts_with('/');
    let closed = text.as_bytes()[end - 2] == b'/';
    Some(match kind {
        Tag::Silent if ends => (Piece::End(name), end),
        Tag::Silent if closed => (Piece::Tag(Tag::Inline, name), end),
        kind => (Piece::Tag(kind, name), end),
    })
}

/// Text between tags: line feeds are only blanks.
fn spaced(text: &str, out: &mut String) {
    let from = out.len();
    unescaped(text, out);
    if out[from..].contains(['\n', '\r']) {
        let flat = out[from..].replace(['\n', '\r'], " ");
        out.truncate(from);
        out.push_str(&flat);
    }
}

/// Text with named and numbered characters read.
fn unescaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = character(rest).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

/// The character a reference stands for, and the reference's length.
fn character(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 12;
    let end = text.bytes().take(LONGEST).position(|b| b == b';')?;
    let name = &text[1..end];
    let c = match name.strip_prefix('#') {
        None => *ENTITIES.get(name)?,
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16));
            char::from_u32(code.ok()?)?
        }
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(field: &str) -> Vec<String> {
        let text = text(field);
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn paragraphs_of_markup_are_lines() {
        let field = "<div class=\"a\"><p>Xã M&acirc;y H&#7841;\nhọp.</p><p>Bản <b>Pha</b> dự.<br/>Hết.\
                     </p><script>var a = '<p>x</p>';</script><img src=\"a.jpg\"></div>";
        assert_eq!(lines(field), ["Xã Mây Hạ họp.", "Bản Pha dự.", "Hết."]);
        assert_eq!(lines("&lt;p&gt;Một&lt;/p&gt;&lt;p&gt;Hai"), ["Một", "Hai"]);
    }

    #[test]
    fn what_is_no_markup_stays() {
        for text in ["5 < 7 & 8 > 2", "a <3 b", "<unk> R&D; AT&T", "Tin\nhai dòng", "<", "&", "<p"]
        {
            assert_eq!(super::text(text), text);
        }
        assert_eq!(super::text("Một\nhai <b>ba</b>"), "Một\nhai ba");
    }

    #[test]
    fn nothing_takes_more_than_linear_time() {
        let times = 200_000;
        for (piece, left) in [
            ("<div>", "\n".repeat(times)),
            ("<p", "<p".repeat(times)),
            ("&amp", "&amp".repeat(times)),
            ("&", "&".repeat(times)),
            ("<!--", String::new()),
            ("<script>", String::new()),
            ("<a href='", "<a href='".repeat(times)),
        ] {
            assert!(text(&piece.repeat(times)) == left, "{piece}");
        }
    }
}
