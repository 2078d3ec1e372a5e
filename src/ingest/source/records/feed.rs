//! Feeds: RSS 2.0, RDF and Atom, a record an item.
//!
//! Items are cut out of the text and read one by one, each in the feed's root element, so that an export of
//! a whole site takes the memory of one item and a bad item costs itself alone. The rest of the head is
//! read once, for the feed's name.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use feed_rs::model::{Entry, Text};
use serde_json::{Map, Value, json};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::ingest::encoding;
use crate::ingest::source::Item;
use crate::ingest::source::making::{LONGEST, Making, TOO_LONG};
use crate::ingest::source::reading::{Reading, unread};
use crate::ingest::source::sniff::behind_declarations;
use crate::ingest::source::walk::Flow;

/// Longest head of a feed, in bytes: name, description, a picture's address, declarations.
const HEAD_MAX: usize = 1 << 20;

/// Longest start of the root element, in bytes: it is read again with every item.
const ROOT_MAX: usize = 64 << 10;

/// Elements that say when an item was published, best first.
const DATES: [&str; 6] = ["pubDate", "published", "dc:date", "date", "issued", "updated"];

impl Reading {
    pub(in super::super) fn feed(&mut self, input: impl Read, making: Making<'_>) -> Flow {
        let mut cutter = Cutter::new(input);
        let mut head = None;
        for number in 1.. {
            let item = match cutter.next() {
                Err(error) => {
                    return self.put(Err(making.place.record_failure(number, unread(&error))));
                }
                Ok(None) if number == 1 => {
                    return self.fail(making.place, "the feed holds no items");
                }
                // Cut between two items, a feed looks whole but for the end of its root element.
                Ok(None) if !cutter.closed => {
                    return self.fail(making.place, "is cut off: its last tag is not there");
                }
                Ok(None) => break,
                Ok(Some(item)) => item,
            };
            if head.is_none() {
                head = match Head::new(&cutter.head, making.declared) {
                    Err(why) => return self.fail(making.place, why),
                    Ok(head) => Some(head),
                };
            }
            let Some(head) = &head else { break };
            self.put(head.record(&item, number, making))?;
        }
        ControlFlow::Continue(())
    }
}

/// Cuts a feed into its head and its items.
struct Cutter<R> {
    input: BufReader<R>,
    /// What stands before the first item.
    head: Vec<u8>,
    /// Whether no item has begun.
    in_head: bool,
    /// Whether the root element has ended.
    closed: bool,
}

impl<R: Read> Cutter<R> {
    fn new(input: R) -> Self {
        Self { input: BufReader::new(input), head: Vec::new(), in_head: true, closed: false }
    }

    /// The next item, none at the end. Of one that is too long only the beginning is kept.
    fn next(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut item: Option<Vec<u8>> = None;
        let mut piece = Vec::new();
        while self.piece(&mut piece)? {
            let tag = piece.iter().rposition(|byte| *byte == b'<').unwrap_or(0);
            match (&mut item, edge(&piece[tag..])) {
                (None, Edge::Begin) => {
                    self.keep(&piece[..tag]);
                    self.in_head = false;
                    let tag = &piece[tag..];
                    item = Some(tag[..tag.len().min(room(0))].to_vec());
                }
                (None, edge) => {
                    self.closed |= edge == Edge::Close;
                    self.keep(&piece);
                }
                (Some(item), edge) => {
                    item.extend(&piece[..piece.len().min(room(item.len()))]);
                    if edge == Edge::End {
                        return Ok(Some(std::mem::take(item)));
                    }
                }
            }
        }
        match item {
            Some(_) => Err(std::io::ErrorKind::UnexpectedEof.into()),
            None => Ok(None),
        }
    }

    /// Keeps what stands before the first item.
    fn keep(&mut self, piece: &[u8]) {
        if self.in_head && self.head.len() <= HEAD_MAX {
            self.head.extend(piece);
        }
    }

    /// Text and the tag behind it, or a whole CDATA section or comment; false at the end.
    fn piece(&mut self, piece: &mut Vec<u8>) -> std::io::Result<bool> {
        piece.clear();
        let mut closing: &[u8] = b">";
        loop {
            let from = piece.len();
            let read = (&mut self.input).take(LONGEST).read_until(b'>', piece)?;
            if read == 0 {
                return Ok(from > 0);
            }
            if closing == b">" {
                let open = |mark: &[u8]| piece.windows(mark.len()).any(|window| window == mark);
                closing = match () {
                    () if open(b"<![CDATA[") => b"]]>",
                    () if open(b"<!--") => b"-->",
                    () => closing,
                };
            }
            if piece.ends_with(closing) {
                return Ok(true);
            }
            if piece.len() as u64 > 2 * LONGEST {
                let why = "is longer than 16 MB; the rest is not read";
                return Err(std::io::Error::new(std::io::ErrorKind::QuotaExceeded, why));
            }
        }
    }
}

/// How much more is kept of an item, to one byte more than is accepted.
fn room(kept: usize) -> usize {
    usize::try_from(LONGEST).unwrap_or(usize::MAX).saturating_add(1).saturating_sub(kept)
}

/// What a tag is to the items of a feed.
#[derive(PartialEq, Eq)]
enum Edge {
    Begin,
    End,
    /// The end of the feed.
    Close,
    Neither,
}

fn edge(tag: &[u8]) -> Edge {
    if tag.ends_with(b"]]>") || tag.ends_with(b"-->") {
        return Edge::Neither;
    }
    let begins = |name: &[u8]| {
        tag.strip_prefix(name)
            .is_some_and(|rest| matches!(rest.first(), Some(b'>' | b' ' | b'\t' | b'\r' | b'\n')))
    };
    match () {
        () if begins(b"<item") || begins(b"<entry") => Edge::Begin,
        () if begins(b"</item") || begins(b"</entry") => Edge::End,
        () if closes(tag) => Edge::Close,
        () => Edge::Neither,
    }
}

/// Whether a tag ends the root element of a feed, whatever the prefix of its name.
fn closes(tag: &[u8]) -> bool {
    let name = tag.strip_prefix(b"</").and_then(|name| name.strip_suffix(b">"));
    let name = name.unwrap_or_default().rsplit(|byte| *byte == b':').next().unwrap_or_default();
    [&b"rss"[..], b"feed", b"rdf"].iter().any(|root| name.trim_ascii().eq_ignore_ascii_case(root))
}

/// What every item of a feed is read with.
struct Head {
    /// The start of the root element, and of the channel where items stand in it.
    opening: String,
    closing: String,
    /// The name of the feed.
    title: Value,
    declared: Option<String>,
}

impl Head {
    fn new(bytes: &[u8], declared: Option<&str>) -> Result<Self, String> {
        if bytes.len() > HEAD_MAX {
            return Err("the feed's head is longer than 1 MB".to_owned());
        }
        let declared = declared.map(str::to_owned).or_else(|| label(bytes));
        let text = encoding::decode(bytes, declared.as_deref())?.text;
        let text = behind_declarations(text.trim_start_matches('\u{feff}')).unwrap_or_default();
        let (start, _) = text.split_once('>').unwrap_or(("<rss", ""));
        if start.len() > ROOT_MAX {
            return Err("the first tag of the feed is longer than 64 KB".to_owned());
        }
        let root =
            start.split_ascii_whitespace().next().unwrap_or_default().trim_start_matches('<');
        let (open, close) = if root == "rss" { ("<channel>", "</channel>") } else { ("", "") };
        let closing = format!("{close}</{root}>");
        let feed = feed_rs::parser::parse(format!("{text}{closing}").as_bytes());
        let feed = feed.map_err(|error| format!("the head of the feed cannot be read: {error}"))?;
        Ok(Self {
            opening: format!("{start}>{open}"),
            closing,
            title: text_of(feed.title.as_ref()),
            declared,
        })
    }

    fn record(&self, item: &[u8], number: u64, making: Making<'_>) -> Item {
        let bad = |why: String| Err(making.place.record_failure(number, why));
        if item.len() as u64 > LONGEST {
            return bad(TOO_LONG.to_owned());
        }
        let decoded = match encoding::decode(item, self.declared.as_deref()) {
            Ok(decoded) => decoded,
            Err(why) => return bad(why),
        };
        let whole = format!("{}{}{}", self.opening, decoded.text, self.closing);
        let feed = match feed_rs::parser::parse(whole.as_bytes()) {
            Ok(feed) => feed,
            Err(error) => return bad(format!("is no item of a feed: {error}")),
        };
        let Some(entry) = feed.entries.first() else {
            return bad("is no item of a feed".to_owned());
        };
        let mut fields = fields(entry, &decoded.text);
        let channel = self.title.as_str().unwrap_or_default();
        let digest = xxh3_64_with_seed(item, xxh3_64(channel.as_bytes()));
        fields.insert("channel".to_owned(), self.title.clone());
        let encoding = making.was.unwrap_or(decoded.encoding.name());
        Ok(making.made(Some(number), Value::Object(fields).to_string(), (encoding, digest)))
    }
}

/// The encoding that an XML declaration names.
fn label(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
    let declaration = head.trim_start_matches('\u{feff}').trim_start().strip_prefix("<?xml")?;
    let (_, rest) = declaration.split("?>").next()?.split_once("encoding")?;
    let quoted = rest.trim_start().strip_prefix('=')?.trim_start();
    let mark = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    quoted[1..].split(mark).next().map(str::to_owned)
}

fn text_of(text: Option<&Text>) -> Value {
    text.map_or(Value::Null, |text| Value::from(text.content.clone()))
}

/// An item as a record, without the name of its feed.
fn fields(entry: &Entry, item: &str) -> Map<String, Value> {
    let link =
        entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let tags: Vec<&str> =
        entry.categories.iter().map(|one| one.label.as_deref().unwrap_or(&one.term)).collect();
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    set("title", text_of(entry.title.as_ref()));
    set("lead", text_of(entry.summary.as_ref()));
    set("body", entry.content.as_ref().and_then(|content| content.body.clone()).into());
    set("published", DATES.iter().find_map(|name| element(item, name)).into());
    set("author", entry.authors.iter().map(|one| one.name.clone()).collect::<Vec<_>>().into());
    set("url", link.map(|link| link.href.clone()).into());
    set("tags", json!(tags));
    fields
}

/// The text of the first element of a name. Dates are read by our own reader, which knows Vietnamese
/// layouts and keeps how precise they are.
fn element(item: &str, name: &str) -> Option<String> {
    let from = item.find(&format!("<{name}>"))? + name.len() + 2;
    let text = &item[from..];
    let text = text[..text.find("</")?].trim();
    let text = text.strip_prefix("<![CDATA[").unwrap_or(text);
    Some(text.strip_suffix("]]>").unwrap_or(text).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_with_the_root_of_their_feed_and_not_with_its_whole_head() {
        let long = "mô tả dài ".repeat(60_000);
        for (head, opening) in [
            (
                format!(
                    "<?xml version='1.0'?><!-- <x> --><rss version='2.0'><channel><title>Báo Mẫu\
                     </title><description>{long}</description>"
                ),
                "<rss version='2.0'><channel>",
            ),
            (
                format!(
                    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Báo Mẫu</title><subtitle>\
                     {long}</subtitle>"
                ),
                "<feed xmlns='http://www.w3.org/2005/Atom'>",
            ),
        ] {
            let head = Head::new(head.as_bytes(), None).unwrap();
            assert_eq!(head.opening, opening);
            assert_eq!(head.title, "Báo Mẫu");
        }
    }
}
