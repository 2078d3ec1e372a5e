//! The article: the record that ingestion makes, the index keeps and a search returns.
//!
//! Its serde form *is* the JSON that `tracuu parse` prints (`tracuu/article@1`), so there is no second
//! description of it to fall out of step. Stored text is the source's text in NFC with white space
//! and control characters cleaned, nothing else: `Đảng uỷ` stays `Đảng uỷ`. What is unknown is null
//! or empty, never guessed without saying so: see [`Method`].

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::{Precision, Timestamp};
use crate::error::{Error, ErrorKind, Result};

/// How a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// The page says so: a date line, a byline, a record's own field.
    Explicit,
    /// Concluded from what the page says, with the evidence kept in `raw`.
    Inferred,
    /// Known from the catalogue through a name the page prints.
    Catalog,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// How it was found.
    pub method: Method,
    /// Line of the page, counted from 1; none for a record's field.
    pub line: Option<u32>,
    /// The words of the source it was read from, as printed.
    pub raw: Option<String>,
}

impl Evidence {
    /// Evidence read from a line of a page.
    pub fn line(method: Method, line: u32, raw: impl Into<String>) -> Self {
        Self { method, line: Some(line), raw: Some(raw.into()) }
    }

    /// Evidence in a field of a record; `field` is its name.
    pub fn field(field: &str) -> Self {
        Self { method: Method::Explicit, line: None, raw: Some(field.to_owned()) }
    }
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// The stable id of an article: a record's own, or a hash of its address or place.
    ArticleId
}
text_id! {
    /// The key of a Party unit: its path from the centre down, `#organ` for an organ that has a key
    /// of its own, `@2025` for a unit founded on 1 July 2025 whose key was taken.
    ///
    /// ```
    /// use tracuu::article::UnitKey;
    /// let key = UnitKey::parse("vn/ha-noi/khoi-cac-co-quan#ubkt").unwrap();
    /// assert_eq!(key.organ(), Some("ubkt"));
    /// assert_eq!(key.base().as_str(), "vn/ha-noi/khoi-cac-co-quan");
    /// assert_eq!(key.parent().unwrap().as_str(), "vn/ha-noi/khoi-cac-co-quan");
    /// assert!(UnitKey::parse("ha-noi").is_err());
    /// ```
    UnitKey
}
text_id! {
    /// The id of a topic of the taxonomy, such as `dan-van`.
    TopicId
}
text_id! {
    /// The id of an outlet: its main domain's name without `www.` and suffix, such as `hanoimoi`.
    OutletId
}

impl ArticleId {
    /// Longest id accepted, in bytes: ids are terms of the index and stand in addresses.
    pub const MAX_BYTES: usize = 512;

    /// An id as a record or a person gives it.
    ///
    /// # Errors
    /// When it is empty, longer than [`Self::MAX_BYTES`] or holds a control character.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = |why: &str| {
            let head: String = text.chars().take(40).filter(|c| !c.is_control()).collect();
            Err(Error::new(ErrorKind::Input, format!("the id `{head}` {why}")))
        };
        match text {
            "" => bad("is empty"),
            _ if text.len() > Self::MAX_BYTES => bad("is longer than 512 bytes"),
            _ if text.chars().any(char::is_control) => bad("holds a control character"),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// An id made of a 64-bit hash, as 16 hexadecimal digits.
    pub fn from_hash(hash: u64) -> Self {
        Self(format!("{hash:016x}"))
    }
}

impl UnitKey {
    /// Deepest path accepted, in levels below `vn`.
    pub const MAX_LEVELS: usize = 8;

    /// A key as the catalogue, a rule or a person writes it.
    ///
    /// # Errors
    /// When it is not `vn`, or `vn/` and slugs of `a-z`, `0-9`, `-`, `@` with at most one `#organ`.
    pub fn parse(text: &str) -> Result<Self> {
        let (path, organ) = match text.split_once('#') {
            Some((path, organ)) => (path, Some(organ)),
            None => (text, None),
        };
        let slug = |s: &str| {
            !s.is_empty() && s.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'@'))
        };
        let mut levels = path.split('/');
        let whole = levels.next() == Some("vn")
            && levels.clone().count() <= Self::MAX_LEVELS
            && levels.all(slug)
            && organ.is_none_or(slug)
            && text.len() <= 256;
        if whole {
            Ok(Self(text.to_owned()))
        } else {
            let head: String = text.chars().take(60).filter(|c| !c.is_control()).collect();
            Err(Error::new(
                ErrorKind::Query,
                format!("`{head}` is not a unit key like `vn/ha-noi`"),
            ))
        }
    }

    /// The organ behind `#`, such as `ubkt`.
    pub fn organ(&self) -> Option<&str> {
        self.0.split_once('#').map(|(_, organ)| organ)
    }

    /// The key without its organ.
    #[must_use]
    pub fn base(&self) -> Self {
        Self(self.0.split('#').next().unwrap_or_default().to_owned())
    }

    /// The key directly above: an organ's unit, a unit's parent; none above `vn`.
    pub fn parent(&self) -> Option<Self> {
        let cut = self.0.rfind('#').or_else(|| self.0.rfind('/'))?;
        Some(Self(self.0[..cut].to_owned()))
    }

    /// The key and all above it, nearest first, down to `vn`.
    pub fn lineage(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), Self::parent)
    }

    /// Whether this is `other` or lies above it.
    pub fn contains(&self, other: &Self) -> bool {
        other.lineage().any(|key| key == *self)
    }
}

impl TopicId {
    /// A topic's id as the catalogue writes it: `a-z` and `-`.
    ///
    /// # Errors
    /// When another character stands in it.
    pub fn parse(text: &str) -> Result<Self> {
        slug_id(text, "topic").map(Self)
    }
}

impl OutletId {
    /// An outlet's id as the catalogue or a page's host gives it: `a-z`, `0-9`, `.` and `-`.
    ///
    /// # Errors
    /// When another character stands in it.
    pub fn parse(text: &str) -> Result<Self> {
        slug_id(text, "outlet").map(Self)
    }
}

fn slug_id(text: &str, what: &str) -> Result<String> {
    let fits = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    if !text.is_empty() && text.len() <= 128 && text.bytes().all(fits) {
        return Ok(text.to_owned());
    }
    let head: String = text.chars().take(60).filter(|c| !c.is_control()).collect();
    Err(Error::new(ErrorKind::Query, format!("`{head}` is not the id of a {what}")))
}

/// When the article was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The moment, as precise as the page is: `2021`, `2021-04`, `2021-04-05`,
    /// `2021-04-05T09:27:00+07:00`. Vietnam's offset unless the page says otherwise.
    pub iso: Timestamp,
    /// How precise the page is.
    pub precision: Precision,
    /// Where it comes from.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// The newspaper, portal or agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// Its id.
    pub id: OutletId,
    /// Its name as the catalogue writes it, or as printed where the catalogue does not know it.
    pub name: String,
    /// Where it comes from.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// What the person of a byline did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BylineRole {
    /// Wrote the article.
    Author,
    /// Asked the questions of an interview (`(thực hiện)`).
    Interviewer,
    /// A generic mark such as `PV`: a reporter without a name.
    Generic,
}

/// A name that signs the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Byline {
    /// The name as printed, without marks around it.
    pub name: String,
    /// What the person did.
    pub role: BylineRole,
    /// Where it comes from.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// What a unit has to do with the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitRole {
    /// The article is about it.
    Primary,
    /// It stands above the primary unit.
    Superior,
    /// The primary unit came out of it.
    Predecessor,
    /// It is named.
    Mentioned,
}

/// A Party unit in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its key.
    pub key: UnitKey,
    /// Its fullest name in the article.
    pub name: String,
    /// What it has to do with the article.
    pub role: UnitRole,
    /// Every printed form, once each, in order of appearance.
    pub mentions: Vec<String>,
    /// The lines it stands on, counted from 1, ascending.
    pub lines: Vec<u32>,
    /// How the key was found: `catalog` where the catalogue lists the unit, `explicit` where its full
    /// name was read, `inferred` where context completed it.
    pub method: Method,
}

/// How much of the article a topic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TopicWeight {
    /// What the article is about.
    Primary,
    /// A part of it.
    Secondary,
    /// Named only.
    Mention,
}

/// A topic of the article with the lines that earned it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// How much of the article it is.
    pub weight: TopicWeight,
    /// The score the weight was cut from; comparable within one catalogue version only.
    pub score: f32,
    /// The lines its triggers stand on, counted from 1, ascending.
    pub lines: Vec<u32>,
}

/// A document the article cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Normal form of its symbol, `05-CT/TW` or `15/2021/NĐ-CP`; none where it is cited in words.
    pub symbol: Option<String>,
    /// Its type in full, such as `chỉ thị`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its number.
    pub number: Option<u32>,
    /// Who issued it, as the symbol or the sentence says.
    pub issuer: Option<String>,
    /// Its own date, `2016-05-15`, where the text gives it.
    pub date: Option<chrono::NaiveDate>,
    /// As printed.
    pub raw: String,
    /// The lines it stands on, counted from 1, ascending.
    pub lines: Vec<u32>,
}

/// A title a person bears in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonTitle {
    /// The title without its unit, such as `Bí thư`.
    pub title: String,
    /// The unit or body it belongs to, as printed.
    pub unit: Option<String>,
}

/// A person written about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The full name.
    pub name: String,
    /// The titles in the article, once each.
    pub titles: Vec<PersonTitle>,
    /// The lines the name stands on, counted from 1, ascending.
    pub lines: Vec<u32>,
}

/// What kind of input an article was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The text of a page, one block a line.
    Text,
    /// A JSON Lines record.
    Jsonl,
}

/// The input an article was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Path as given or found, `-` for standard input.
    pub path: String,
    /// What it was read as.
    pub format: Format,
    /// Its encoding, such as `utf-8`.
    pub encoding: String,
    /// Number of the record in its file, counted from 1; none for a page.
    pub record: Option<u64>,
}

/// What a line of a page dump is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineRole {
    /// The date of publication, perhaps with the section.
    Date,
    /// The section path.
    Section,
    /// A line above the title that belongs to it.
    Kicker,
    /// The headline.
    Title,
    /// The first paragraph.
    Lead,
    /// A paragraph.
    Body,
    /// A heading inside the body.
    Heading,
    /// A question of an interview.
    Question,
    /// An answer of an interview.
    Answer,
    /// The text under a picture.
    Caption,
    /// Who wrote it.
    Byline,
    /// Headlines of other articles.
    Related,
    /// Tags or keywords.
    Tags,
    /// The page's address.
    Address,
    /// Buttons, counters, imprint: nothing of the article.
    Boilerplate,
}

/// A line of a page dump and its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Line number, counted from 1.
    pub line: u32,
    /// Its role.
    pub role: LineRole,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Its stable id.
    pub id: ArticleId,
    /// The headline.
    pub title: Option<String>,
    /// The line above the headline.
    pub kicker: Option<String>,
    /// The first paragraph as printed; also the beginning of `body`.
    pub lead: Option<String>,
    /// The article as read: paragraphs separated by `\n`, the lead first.
    pub body: String,
    /// Texts under pictures.
    pub captions: Vec<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// The section path, outermost first.
    pub section: Vec<String>,
    /// Who signed it.
    pub bylines: Vec<Byline>,
    /// The Party units in it.
    pub units: Vec<Unit>,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// What it cites.
    pub documents: Vec<Document>,
    /// Who it is about.
    pub persons: Vec<Person>,
    /// The page's address.
    pub url: Option<String>,
    /// Tags the page prints.
    pub tags: Vec<String>,
    /// What it was read from.
    pub source: Origin,
    /// The lines of the page and their roles; empty for a record.
    pub lines: Vec<Line>,
    /// Where `title`, `kicker`, `lead`, `section`, `url` and `tags` come from, by field name.
    pub provenance: BTreeMap<String, Evidence>,
}
