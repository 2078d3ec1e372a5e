//! Feeds: RSS 2.0, RDF and Atom, a record an item.
//!
//! Items are cut out of the text and read one by one, each with the feed's head before it, so that an
//! export of a whole site takes the memory of one item and a bad item costs itself alone.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use feed_rs::model::{Entry, Feed};
use serde_json::{Map, Value, json};
use xxhash_rust::xxh3::xxh3_64;

use crate::ingest::encoding;
use crate::ingest::source::Item;
use crate::ingest::source::making::{LONGEST, Making, TOO_LONG};
use crate::ingest::source::reading::{Reading, unread};
use crate::ingest::source::walk::Flow;

/// Longest head of a feed, in bytes: name, description, a picture's address, declarations.
const HEAD_MAX: usize = 1 << 20;

/// Elements that say when an item was published, best first.
const DATES: [&str; 6] = ["pubDate", "published", "dc:date", "date", "issued", "updated"];

impl Reading {
    pub(in super::super) fn feed(&mut self, input: impl Read, making: Making<'_>) -> Flow {
        let mut cutter = Cutter { input: BufReader::new(input), head: Vec::new(), in_head: true };
        let mut head = None;
        for number in 1.. {
            let item = match cutter.next() {
                Err(error) => {
                    return self.put(Err(making.place.record_failure(number, unread(&error))));
                }
                Ok(None) if number == 1 => {
                    return self.fail(making.place, "the feed holds no items");
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
}

impl<R: Read> Cutter<R> {
    /// The next item, none at the end. Of one that is too long only the beginning is kept.
    fn next(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut item = None;
        let mut piece = Vec::new();
        while self.piece(&mut piece)? {
            let tag = piece.iter().rposition(|byte| *byte == b'<').unwrap_or(0);
            match (&mut item, edge(&piece[tag..])) {
                (None, Edge::Begin) => {
                    self.keep(&piece[..tag]);
                    self.in_head = false;
                    item = Some(piece[tag..].to_vec());
                }
                (None, _) => self.keep(&piece),
                (Some(item), edge) => {
                    let room = usize::try_from(LONGEST).unwrap_or(usize::MAX) + 1 - item.len();
                    item.extend(&piece[..piece.len().min(room)]);
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

/// What a tag is to the items of a feed.
#[derive(PartialEq, Eq)]
enum Edge {
    Begin,
    End,
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
        () => Edge::Neither,
    }
}

/// What every item of a feed is read with.
struct Head {
    text: String,
    closing: String,
    declared: Option<String>,
}

impl Head {
    fn new(bytes: &[u8], declared: Option<&str>) -> Result<Self, String> {
        if bytes.len() > HEAD_MAX {
            return Err("the feed's head is longer than 1 MB".to_owned());
        }
        let declared = declared.map(str::to_owned).or_else(|| label(bytes));
        let text = encoding::decode(bytes, declared.as_deref())?.text;
        let text = match text.trim_start().strip_prefix("<?xml") {
            Some(rest) => rest.split_once("?>").map_or("", |(_, rest)| rest).to_owned(),
            None => text,
        };
        let root = text.split('<').find(|tag| tag.starts_with(|c: char| c.is_alphabetic()));
        let root = root.and_then(|tag| tag.split([' ', '>', '\n', '\r', '\t']).next());
        let root = root.unwrap_or("rss");
        let channel = if root == "rss" { "</channel>" } else { "" };
        Ok(Self { closing: format!("{channel}</{root}>"), text, declared })
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
        let whole = format!("{}{}{}", self.text, decoded.text, self.closing);
        let feed = match feed_rs::parser::parse(whole.as_bytes()) {
            Ok(feed) => feed,
            Err(error) => return bad(format!("is no item of a feed: {error}")),
        };
        let Some(entry) = feed.entries.first() else {
            return bad("is no item of a feed".to_owned());
        };
        let text = fields(&feed, entry, &decoded.text).to_string();
        let encoding = making.was.unwrap_or(decoded.encoding.name());
        Ok(making.made(Some(number), text, (encoding, xxh3_64(item))))
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

/// An item as a record.
fn fields(feed: &Feed, entry: &Entry, item: &str) -> Value {
    let text = |text: &Option<feed_rs::model::Text>| {
        text.as_ref().map_or(Value::Null, |text| Value::from(text.content.clone()))
    };
    let link =
        entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let tags: Vec<&str> =
        entry.categories.iter().map(|one| one.label.as_deref().unwrap_or(&one.term)).collect();
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    set("title", text(&entry.title));
    set("lead", text(&entry.summary));
    set("body", entry.content.as_ref().and_then(|content| content.body.clone()).into());
    set("published", DATES.iter().find_map(|name| element(item, name)).into());
    set("author", entry.authors.iter().map(|one| one.name.clone()).collect::<Vec<_>>().into());
    set("url", link.map(|link| link.href.clone()).into());
    set("channel", text(&feed.title));
    set("tags", json!(tags));
    Value::Object(fields)
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
