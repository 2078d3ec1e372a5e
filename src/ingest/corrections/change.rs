//! One correction, read: which field becomes what.

use std::collections::HashSet;
use std::hash::Hash;

use serde::Deserialize;
use serde_json::Value;

use crate::article::{
    Article, Byline, BylineRole, Correction, Document, Evidence, Method, Outlet, OutletId, Person,
    PersonRole, PersonTitle, Published, Topic, TopicId, TopicWeight, Unit, UnitKey, UnitRole,
};
use crate::catalog::Catalog;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::Context;
use crate::ingest::record::moment;
use crate::vi::normalize::clean;

/// A field and what it becomes.
#[derive(Debug)]
pub(super) enum Change {
    Title(Option<String>),
    Kicker(Option<String>),
    Body(String),
    Url(Option<String>),
    Published(Option<Box<Published>>),
    Outlet(Option<Outlet>),
    Section(Vec<String>),
    Bylines(Vec<Byline>),
    Tags(Edit<String>),
    Units(Edit<Unit>),
    Topics(Edit<Topic>),
    Persons(Edit<Person>),
    Documents(Edit<Document>),
}

/// What becomes of a list: it is another now, or some of it goes and some is added.
#[derive(Debug)]
pub(super) enum Edit<T> {
    Set(Vec<T>),
    Edit { add: Vec<T>, remove: Vec<T> },
}

/// A list that is given as `{"add": […], "remove": […]}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Partly {
    #[serde(default)]
    add: Vec<Value>,
    #[serde(default)]
    remove: Vec<Value>,
}

/// The fields that can be corrected.
const FIELDS: [&str; 13] = [
    "title",
    "kicker",
    "body",
    "url",
    "published",
    "outlet",
    "section",
    "bylines",
    "tags",
    "units",
    "topics",
    "persons",
    "documents",
];

/// Whether a field can be corrected.
///
/// # Errors
/// When it cannot, with those that can.
pub(super) fn check_field(name: &str) -> Result<()> {
    if FIELDS.contains(&name) {
        return Ok(());
    }
    let known = FIELDS.join(", ");
    let message = format!("`{name}` is no field that can be corrected; take one of {known}");
    Err(Error::new(ErrorKind::Query, message))
}

impl Change {
    pub(super) fn read(correction: &Correction, context: Context<'_>) -> Result<Self> {
        let value = &correction.value;
        let catalog = context.catalog;
        Ok(match correction.field.as_str() {
            "title" => Self::Title(text(value)?),
            "kicker" => Self::Kicker(text(value)?),
            "body" => Self::Body(clean(value.as_str().ok_or_else(|| wrong(value, "a text"))?)),
            "url" => Self::Url(text(value)?),
            "published" => Self::Published(published(value)?.map(Box::new)),
            "outlet" => Self::Outlet(outlet(value, catalog)?),
            "section" => Self::Section(levels(value)?),
            "bylines" => Self::Bylines(each(value, byline)?),
            "tags" => Self::Tags(edit(value, one_text)?),
            "units" => Self::Units(edit(value, |value| unit(value, catalog))?),
            "topics" => Self::Topics(edit(value, topic)?),
            "persons" => Self::Persons(edit(value, person)?),
            "documents" => Self::Documents(edit(value, |value| document(value, catalog))?),
            other => return Err(check_field(other).err().unwrap_or_else(|| wrong(value, "read"))),
        })
    }

    /// Whether the catalogue knows the topics it gives. Asked when a person says so for the first time: what was
    /// said once holds, whatever becomes of the catalogue.
    ///
    /// # Errors
    /// When it does not, with the first that is unknown.
    pub(super) fn check(&self, catalog: &Catalog) -> Result<()> {
        let Self::Topics(Edit::Set(given) | Edit::Edit { add: given, .. }) = self else {
            return Ok(());
        };
        let unknown = given.iter().find(|topic| catalog.topics().get(&topic.id).is_none());
        unknown.map_or(Ok(()), |topic| {
            let known = "`tracuu topics` lists those there are";
            let message = format!("there is no topic `{}`; {known}", topic.id);
            Err(Error::new(ErrorKind::Query, message))
        })
    }

    /// Whether it is read from the article's text and does not change what is read from it.
    pub(super) fn is_label(&self) -> bool {
        use Change::{Documents, Persons, Topics, Units};
        matches!(self, Units(_) | Topics(_) | Persons(_) | Documents(_))
    }

    pub(super) fn apply(self, article: &mut Article) {
        let mut note = |field: &str| {
            let printed = article.provenance.get(field).and_then(|evidence| evidence.raw.clone());
            let evidence = Evidence { method: Method::Corrected, line: None, raw: printed };
            article.provenance.insert(field.to_owned(), evidence);
        };
        match self {
            Self::Title(title) => (note("title"), article.title = title).1,
            Self::Kicker(kicker) => (note("kicker"), article.kicker = kicker).1,
            Self::Url(url) => (note("url"), article.url = url).1,
            Self::Section(section) => (note("section"), article.section = section).1,
            Self::Tags(tags) => {
                note("tags");
                tags.apply(&mut article.tags, String::clone);
            }
            Self::Body(body) => {
                note("body");
                article.lead = article.lead.take().filter(|lead| body.starts_with(lead.as_str()));
                if article.lead.is_none() {
                    article.provenance.remove("lead");
                }
                article.body = body;
            }
            // Where a value is there, it says itself that it was put right.
            Self::Published(None) => (note("published"), article.published = None).1,
            Self::Published(Some(published)) => article.published = Some(*published),
            Self::Outlet(None) => (note("outlet"), article.outlet = None).1,
            Self::Outlet(outlet) => article.outlet = outlet,
            Self::Bylines(bylines) => (note("bylines"), article.bylines = bylines).1,
            Self::Units(units) => units.apply(&mut article.units, |unit| unit.key.clone()),
            Self::Topics(topics) => topics.apply(&mut article.topics, |topic| topic.id.clone()),
            Self::Persons(persons) => {
                persons.apply(&mut article.persons, |person| person.name.clone());
            }
            Self::Documents(documents) => documents.apply(&mut article.documents, Document::key),
        }
    }
}

impl<T> Edit<T> {
    /// Changes a list whose entries are told apart by their keys.
    fn apply<K: Eq + Hash>(self, list: &mut Vec<T>, key: impl Fn(&T) -> K) {
        match self {
            Self::Set(all) => {
                let mut seen = HashSet::new();
                *list = all.into_iter().filter(|one| seen.insert(key(one))).collect();
            }
            Self::Edit { add, remove } => {
                let gone: HashSet<K> = remove.iter().chain(&add).map(&key).collect();
                list.retain(|one| !gone.contains(&key(one)));
                list.extend(add);
            }
        }
    }
}

fn wrong(value: &Value, wanted: &str) -> Error {
    let shown: String = value.to_string().chars().take(60).collect();
    Error::new(ErrorKind::Query, format!("`{shown}` is not {wanted}"))
}

fn one_text(value: &Value) -> Result<String> {
    const MOST: usize = 1024;
    let text = value.as_str().map(|text| clean(text).replace('\n', " ").trim().to_owned());
    let text = text.filter(|text| !text.is_empty() && text.len() <= MOST);
    text.ok_or_else(|| wrong(value, "a text of one line, 1 KB at most"))
}

/// A text of one line; null is none.
fn text(value: &Value) -> Result<Option<String>> {
    if value.is_null() { Ok(None) } else { one_text(value).map(Some) }
}

/// The entries of an array; null is none, and anything else one entry.
fn each<T>(value: &Value, read: impl Fn(&Value) -> Result<T>) -> Result<Vec<T>> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(all) => all.iter().map(read).collect(),
        one => Ok(vec![read(one)?]),
    }
}

fn edit<T>(value: &Value, read: impl Fn(&Value) -> Result<T>) -> Result<Edit<T>> {
    let is_partly = |fields: &serde_json::Map<_, _>| {
        fields.contains_key("add") || fields.contains_key("remove")
    };
    if !value.as_object().is_some_and(is_partly) {
        return each(value, read).map(Edit::Set);
    }
    let partly =
        Partly::deserialize(value).map_err(|_| wrong(value, r#"{"add": […], "remove": […]}"#))?;
    let list = |values: &[Value]| values.iter().map(&read).collect::<Result<Vec<_>>>();
    Ok(Edit::Edit { add: list(&partly.add)?, remove: list(&partly.remove)? })
}

fn published(value: &Value) -> Result<Option<Published>> {
    if value.is_null() {
        return Ok(None);
    }
    let printed = value.as_str().or_else(|| value.get("iso")?.as_str());
    let iso = printed.and_then(moment);
    let iso =
        iso.ok_or_else(|| wrong(value, "a date such as `2021-04-05` or `2021-04-05T09:27`"))?;
    let raw = printed.map(str::to_owned);
    let evidence = Evidence { method: Method::Corrected, line: None, raw };
    Ok(Some(Published { iso, precision: iso.precision(), evidence }))
}

/// An outlet by id or name; one that the catalogue does not know by its name.
fn outlet(value: &Value, catalog: &Catalog) -> Result<Option<Outlet>> {
    if value.is_null() {
        return Ok(None);
    }
    let named = value.as_str().or_else(|| value.get("id")?.as_str());
    let named = named.ok_or_else(|| wrong(value, "the id or name of an outlet"))?;
    let outlets = catalog.outlets();
    let entry = OutletId::parse(named).ok().and_then(|id| outlets.get(&id));
    let entry = entry.or_else(|| outlets.by_name(named));
    let evidence = Evidence { method: Method::Corrected, line: None, raw: Some(named.to_owned()) };
    let (id, name) = if let Some(entry) = entry {
        (entry.id.clone(), entry.name.clone())
    } else {
        let id = outlets.id_of_name(named).or_else(|| OutletId::parse(named).ok());
        let name = value.get("name").and_then(Value::as_str).unwrap_or(named);
        (id.ok_or_else(|| wrong(value, "the id or name of an outlet"))?, name.to_owned())
    };
    Ok(Some(Outlet { id, name, evidence }))
}

/// A path of sections: an array, or a text with `>` between its levels.
fn levels(value: &Value) -> Result<Vec<String>> {
    match value.as_str() {
        Some(path) => path.split('>').map(|level| one_text(&level.into())).collect(),
        None => each(value, one_text),
    }
}

fn byline(value: &Value) -> Result<Byline> {
    let name = one_text(value.get("name").unwrap_or(value))?;
    let role = field(value, "role")?.unwrap_or(BylineRole::Author);
    let evidence = Evidence { method: Method::Corrected, line: None, raw: None };
    Ok(Byline { name, role, evidence })
}

/// A field of an object; none where it is missing or the value is no object.
fn field<T: for<'de> Deserialize<'de>>(value: &Value, name: &str) -> Result<Option<T>> {
    let Some(given) = value.get(name).filter(|given| !given.is_null()) else { return Ok(None) };
    T::deserialize(given).map(Some).map_err(|_| wrong(given, &format!("a {name}")))
}

fn unit(value: &Value, catalog: &Catalog) -> Result<Unit> {
    let key = one_text(value.get("key").unwrap_or(value))?;
    let key = UnitKey::parse(&key)?;
    let name = field(value, "name")?.or_else(|| catalog.units().name_of(&key));
    Ok(Unit {
        name: name.unwrap_or_else(|| key.to_string()),
        key,
        role: field(value, "role")?.unwrap_or(UnitRole::Mentioned),
        mentions: Vec::new(),
        lines: Vec::new(),
        method: Method::Corrected,
        unplaced: false,
    })
}

fn topic(value: &Value) -> Result<Topic> {
    let id = one_text(value.get("id").unwrap_or(value))?;
    let id = TopicId::parse(&id)?;
    let weight = field(value, "weight")?.unwrap_or(TopicWeight::Primary);
    Ok(Topic {
        id,
        weight,
        score: 0.0,
        lines: Vec::new(),
        raw: Vec::new(),
        method: Method::Corrected,
    })
}

fn person(value: &Value) -> Result<Person> {
    let titles = value.get("titles").map_or(Ok(Vec::new()), |titles| each(titles, title))?;
    Ok(Person {
        name: one_text(value.get("name").unwrap_or(value))?,
        role: field(value, "role")?.unwrap_or(PersonRole::Subject),
        titles,
        lines: Vec::new(),
        method: Method::Corrected,
    })
}

fn title(value: &Value) -> Result<PersonTitle> {
    let key: Option<String> = field(value, "key")?;
    Ok(PersonTitle {
        title: one_text(value.get("title").unwrap_or(value))?,
        unit: field(value, "unit")?,
        key: key.map(|key| UnitKey::parse(&key)).transpose()?,
    })
}

fn document(value: &Value, catalog: &Catalog) -> Result<Document> {
    let raw = one_text(value.get("symbol").unwrap_or(value))?;
    let read = catalog.documents().symbol_at(&raw, 0).filter(|read| read.span.end == raw.len());
    let Some(read) = read else {
        // Cited in words: known by them, as `docs` lists it.
        let date = field(value, "date")?;
        return Ok(Document { date, ..blank(raw) });
    };
    Ok(Document {
        symbol: Some(read.text),
        kind: read.kind.map(str::to_owned),
        number: Some(read.number),
        issuer: read.issuer.map(str::to_owned),
        date: field(value, "date")?,
        side: read.side,
        ..blank(raw)
    })
}

/// A document of which only the words for it are known.
fn blank(raw: String) -> Document {
    Document {
        symbol: None,
        resolved: None,
        kind: None,
        number: None,
        issuer: None,
        date: None,
        side: None,
        method: Method::Corrected,
        raw,
        lines: Vec::new(),
    }
}
