//! The article: the record that ingestion makes, the index keeps and a search returns.
//!
//! Its serde form *is* the JSON that `tracuu parse` prints (`tracuu/article@1`), so there is no second
//! description of it to fall out of step. Stored text is the source's text in NFC with white space
//! and control characters cleaned, nothing else: `Đảng uỷ` stays `Đảng uỷ`. What is unknown is null
//! or empty, never guessed without saying so: see [`Method`].

mod correction;
mod has;
mod ids;
mod sketch;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::date::{Precision, Timestamp};
pub use correction::Correction;
pub use has::Has;
pub use ids::{ArticleId, OutletId, TopicId, UnitKey};
pub use sketch::{Fingerprint, Sketch};

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
    /// Given by a person, in place of what was read.
    Corrected,
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
    /// Whether the name could not be placed: its key hangs under the nearest ancestor that is known, which need
    /// not be its parent.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unplaced: bool,
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
    /// The words that earned it, as printed, the weightiest first, once each; at most [`Topic::RAW`].
    #[serde(default)]
    pub raw: Vec<String>,
    /// `explicit` where its words stand in the article, `corrected` where a person gave it.
    #[serde(default = "explicit")]
    pub method: Method,
}

impl Topic {
    /// Most of its words that are kept.
    pub const RAW: usize = 4;
}

/// A document the article cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Normal form of its symbol, `05-CT/TW` or `15/2021/NĐ-CP`; none where it is cited in words.
    pub symbol: Option<String>,
    /// The symbol that the catalogue gives for the words: `05-CT/TW` of `Chỉ thị 05 của Bộ Chính trị`. Apart from
    /// `symbol`, which is what the article prints.
    #[serde(default)]
    pub resolved: Option<String>,
    /// Its type in full, such as `chỉ thị`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its number.
    pub number: Option<u32>,
    /// Who issued it, as the symbol or the sentence says.
    pub issuer: Option<String>,
    /// Its own date, `2016-05-15`, where the text gives it.
    pub date: Option<chrono::NaiveDate>,
    /// Whose document it is, where symbol or words say so.
    #[serde(default)]
    pub side: Option<DocumentSide>,
    /// `catalog` where the catalogue gave `resolved`, and with it number, issuer and date; `explicit` otherwise.
    #[serde(default = "explicit")]
    pub method: Method,
    /// As printed.
    pub raw: String,
    /// The lines it stands on, counted from 1, ascending.
    pub lines: Vec<u32>,
}

impl Document {
    /// The symbol as printed, or else the one the words stand for.
    pub fn known_symbol(&self) -> Option<&str> {
        self.symbol.as_deref().or(self.resolved.as_deref())
    }

    /// What tells the document from others: its symbol, printed or resolved, or where it has none the words that
    /// cite it, `chỉ thị 5`, in small letters with the issuer behind.
    ///
    /// ```
    /// # use tracuu::article::{Document, Method};
    /// let document = Document {
    ///     symbol: None, resolved: None, kind: Some("chỉ thị".into()), number: Some(5), issuer: Some("Tỉnh ủy".into()),
    ///     date: None, side: None, method: Method::Explicit, raw: "Chỉ thị số 05".into(), lines: vec![],
    /// };
    /// assert_eq!(document.key(), "chỉ thị 5 tỉnh ủy");
    /// ```
    pub fn key(&self) -> String {
        if let Some(symbol) = self.known_symbol() {
            return symbol.to_owned();
        }
        let Some(kind) = &self.kind else { return self.raw.to_lowercase() };
        let Some(number) = self.number else { return self.raw.to_lowercase() };
        let issuer = self.issuer.iter().map(|issuer| format!(" {}", issuer.to_lowercase()));
        format!("{kind} {number}{}", issuer.collect::<String>())
    }
}

/// Whose a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentSide {
    /// A Party body's.
    Party,
    /// A State body's.
    State,
    /// Another organisation's, such as the Front or a union.
    Other,
}

/// A title a person bears in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonTitle {
    /// The title without its unit, such as `Bí thư`.
    pub title: String,
    /// The unit or body it belongs to, as printed.
    pub unit: Option<String>,
    /// The key of that unit at the article's date, where it is a Party unit or the one of a place.
    #[serde(default)]
    pub key: Option<UnitKey>,
}

/// What a person does in the article.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum PersonRole {
    /// Is written about or quoted.
    #[default]
    Subject,
    /// Answers the questions of an interview.
    Interviewee,
}

/// A person written about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The full name.
    pub name: String,
    /// What the person does in the article.
    #[serde(default)]
    pub role: PersonRole,
    /// The titles in the article, once each.
    pub titles: Vec<PersonTitle>,
    /// The lines the name stands on, counted from 1, ascending.
    pub lines: Vec<u32>,
    /// `explicit` where the name stands in the article, `corrected` where a person gave it.
    #[serde(default = "explicit")]
    pub method: Method,
}

/// Whose terms are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TenureBody {
    /// A Party organisation, whose congress opens the term.
    Party,
    /// The National Assembly.
    NationalAssembly,
    /// A people's council.
    PeoplesCouncil,
    /// A mass organisation: Front, unions, associations.
    Union,
}

/// A term of office that the article names: `khóa XIII`, `Đại hội XVII`, `nhiệm kỳ 2020-2025`. The same
/// number counts other terms of the nation, a city, a Khối and the National Assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenure {
    /// Its number: 13 of `khóa XIII`; none where only years are printed.
    pub number: Option<u32>,
    /// First and last year, `2020-2025`, where the article gives them beside the number, or alone.
    pub years: Option<String>,
    /// Whose terms are counted; none where the article leaves that open.
    pub body: Option<TenureBody>,
    /// The unit whose terms they are: a Party unit, or the one of a council's place.
    pub unit: Option<UnitKey>,
    /// As printed, the first time.
    pub raw: String,
    /// The lines it stands on, counted from 1, ascending.
    pub lines: Vec<u32>,
}

/// A value that the source prints and that was not taken, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The article's field it would have filled, such as `published`.
    pub field: String,
    /// The words of the source, as printed.
    pub raw: String,
    /// Why it was not taken, such as `lies in the future`.
    pub reason: String,
}

impl Refusal {
    /// A date of publication that was not taken; `raw` as printed.
    pub fn published(raw: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { field: "published".to_owned(), raw: raw.into(), reason: reason.into() }
    }
}

/// What kind of input an article was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The text of a page, one block a line.
    Text,
    /// A web page.
    Html,
    /// A JSON Lines record.
    Jsonl,
    /// A JSON value: an object, or an element of an array.
    Json,
    /// A row of a table of comma- or tab-separated values.
    Csv,
    /// An item of an RSS or Atom file.
    Feed,
    /// A PDF file.
    Pdf,
    /// A DOCX file.
    Docx,
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

impl LineRole {
    /// Whether such a line is a paragraph of the body.
    pub fn is_of_body(self) -> bool {
        matches!(self, Self::Lead | Self::Body | Self::Heading | Self::Question | Self::Answer)
    }
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
    /// The lines they stand on, counted from 1, in the same order; empty for a record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption_lines: Vec<u32>,
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
    /// The terms of office it names.
    #[serde(default)]
    pub tenures: Vec<Tenure>,
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
    /// What the source prints and was not taken, with the reason; left out where there is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Refusal>,
    /// What a person put right, in the order in which it was applied; left out where there is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

impl Article {
    /// An article of which nothing is known but its id and where it was read.
    pub fn blank(id: ArticleId, source: Origin) -> Self {
        Self {
            id,
            title: None,
            kicker: None,
            lead: None,
            body: String::new(),
            captions: Vec::new(),
            caption_lines: Vec::new(),
            published: None,
            outlet: None,
            section: Vec::new(),
            bylines: Vec::new(),
            units: Vec::new(),
            topics: Vec::new(),
            documents: Vec::new(),
            persons: Vec::new(),
            tenures: Vec::new(),
            url: None,
            tags: Vec::new(),
            source,
            lines: Vec::new(),
            provenance: BTreeMap::new(),
            refused: Vec::new(),
            corrections: Vec::new(),
        }
    }

    /// The names of those who wrote it or asked its questions; a mark such as `PV` is no name.
    pub fn authors(&self) -> impl Iterator<Item = &str> {
        let named = self.bylines.iter().filter(|byline| byline.role != BylineRole::Generic);
        named.map(|byline| byline.name.as_str())
    }

    /// A hash of the corrections it bears; 0 where it bears none.
    pub fn corrected(&self) -> u64 {
        Correction::digest(&self.corrections)
    }
}

/// For fields that are left out where they say nothing.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// How labels were found before that was written down.
fn explicit() -> Method {
    Method::Explicit
}
