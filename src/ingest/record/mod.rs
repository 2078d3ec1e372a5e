//! Records: fields given by whoever made the file. A field is believed as it stands; what is missing is
//! read from the text by the same readers as for pages.
//!
//! Reads the field names of common collections in Vietnamese and English, as the catalogue lists them
//! ([`Columns`]), and the program's own output. Unknown fields are passed over; a field of the wrong
//! type is an error that names it, since its value would be lost in silence. Rows of tables and items of
//! feeds come as such records too.

mod dates;
mod exported;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::metadata::published::objection;
use super::page::{paragraphs, tidy};
use super::{Context, Passage, RawDocument, address, assemble, fragment, metadata};
use crate::article::{
    Article, ArticleId, Byline, BylineRole, Evidence, Format, LineRole, Outlet, OutletId,
    Published, Refusal,
};
use crate::catalog::{Columns, Outlets};
use crate::error::{Error, ErrorKind, Result};
use crate::vi::normalize::clean;
use dates::dated;
pub(super) use dates::moment;

/// First year a record may give: an archive of scanned newspapers may begin with the Republic.
const FIRST_YEAR: i32 = 1945;
/// Longest value told as refused, in characters.
const RAW: usize = 80;

/// Reads a record.
///
/// # Errors
/// When the line is no JSON object, a field has the wrong type, or there is neither title nor body.
pub(super) fn parse(raw: &RawDocument, context: Context<'_>) -> Result<Article> {
    if let Some(article) = exported::read(raw, context) {
        assemble::check(&article)?;
        return Ok(article);
    }
    let fields = Fields::read(raw)?;
    let given = Given::read(&fields, context)?;
    let passages = passages(&fields)?;
    assemble::article(raw, &passages, given, context)
}

/// What a record says beside its text.
#[derive(Default)]
pub(super) struct Given {
    /// The record's own id.
    pub(super) id: Option<ArticleId>,
    /// Its address.
    pub(super) url: Option<String>,
    /// When it was published.
    pub(super) published: Option<Published>,
    /// Who published it.
    pub(super) outlet: Option<Outlet>,
    /// The section path, outermost first.
    pub(super) section: Vec<String>,
    /// Who signed it.
    pub(super) bylines: Vec<Byline>,
    /// Its tags.
    pub(super) tags: Vec<String>,
    /// What it says that was not taken.
    pub(super) refused: Vec<Refusal>,
}

impl Given {
    fn read(fields: &Fields, context: Context<'_>) -> Result<Self> {
        let outlets = context.catalog.outlets();
        let url = fields.text("url")?;
        let host = url.as_deref().and_then(address::host);
        let of_host = || {
            let (id, name) = metadata::outlet::of_host(&host?, outlets)?;
            Some(Outlet { id, name, evidence: Evidence::field("url") })
        };
        let channel = || named(&fields.channel.clone()?, outlets);
        let outlet = fields.outlet(outlets)?.or_else(of_host).or_else(channel);
        let id = fields.id()?.map(|id| ArticleId::parse(&id)).transpose()?;
        let (published, refused) = fields.published(context)?;
        Ok(Self {
            id,
            url,
            published,
            refused,
            outlet,
            section: fields.section()?,
            bylines: fields.bylines(outlets)?,
            tags: fields.list("tags", &[',', ';'])?,
        })
    }
}

/// The text of a record as passages: kicker, title, paragraphs, captions.
fn passages(fields: &Fields) -> Result<Vec<Passage>> {
    let lead = fields.text("lead")?;
    let body = fields.long("body")?.unwrap_or_default();
    let mut texts: Vec<&str> = body.split('\n').map(tidy).filter(|text| !text.is_empty()).collect();
    if let Some(lead) = lead.as_deref().filter(|lead| !opens_with(&body, lead)) {
        texts.insert(0, lead);
    }
    let one = |name: &str, role| Ok::<_, Error>(fields.text(name)?.map(|text| (role, text)));
    let mut all: Vec<(LineRole, String)> = Vec::new();
    all.extend(one("kicker", LineRole::Kicker)?);
    all.extend(one("title", LineRole::Title)?);
    all.extend(paragraphs(&texts));
    all.extend(fields.list("captions", &['\n'])?.into_iter().map(|c| (LineRole::Caption, c)));
    let numbered = (1..).zip(all);
    Ok(numbered.map(|(line, (role, text))| Passage { line, role, text }).collect())
}

/// Whether a body begins with its summary, perhaps behind a mark such as `(TTXVN) - `, or with what is
/// left of one that was cut short.
fn opens_with(body: &str, lead: &str) -> bool {
    const MARK: usize = 48;
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lead = plain(lead.trim_end_matches(['.', '…', ' ']));
    let reach = (lead.len() + MARK) * 2;
    let end = (reach.min(body.len())..=body.len()).find(|&i| body.is_char_boundary(i));
    let head = plain(&body[..end.unwrap_or(body.len())]);
    head.find(&lead).is_some_and(|at| at <= MARK)
}

/// The fields of a record.
struct Fields {
    /// What stands under the names of each field, the best name first.
    values: HashMap<&'static str, Vec<Named>>,
    /// The name of the feed that the record came out of.
    channel: Option<String>,
    /// Values that were refused when this program read what the record is the output of.
    refused: Vec<Refusal>,
}

/// A value and the name it stands under.
struct Named {
    rank: usize,
    name: String,
    value: Value,
}

/// A value of another type than its field has.
struct WrongType;

impl Fields {
    fn read(raw: &RawDocument) -> Result<Self> {
        match serde_json::from_str(&raw.text) {
            Ok(Value::Object(fields)) => Ok(Self::of(fields, raw.format == Format::Feed)),
            Ok(_) => Err(bad("the record is not a JSON object")),
            Err(error) => Err(bad(&format!("the record is not JSON: {error}"))),
        }
    }

    fn of(mut fields: Map<String, Value>, of_feed: bool) -> Self {
        let channel = fields.remove("channel").filter(|_| of_feed);
        let channel = channel.and_then(|name| one_line(name.as_str()?));
        let refused = fields.remove("refused");
        let refused = refused.and_then(|list| serde_json::from_value(list).ok());
        let mut values: HashMap<_, Vec<Named>> = HashMap::new();
        for (name, value) in fields {
            let meaning = Columns::embedded().get(&name);
            if let (Some(meaning), false) = (meaning, value.is_null()) {
                let value = Named { rank: meaning.rank, name, value: inner(value) };
                values.entry(meaning.field).or_default().push(value);
            }
        }
        for all in values.values_mut() {
            all.sort_by_key(|one| one.rank);
        }
        Self { values, channel, refused: refused.unwrap_or_default() }
    }

    /// The first value of a field that can be read and says something.
    fn pick<T>(
        &self,
        field: &str,
        wanted: &str,
        read: impl Fn(&Named) -> Result<Option<T>, WrongType>,
    ) -> Result<Option<T>> {
        let mut error = None;
        for value in self.values.get(field).into_iter().flatten() {
            match read(value) {
                Ok(Some(found)) => return Ok(Some(found)),
                Ok(None) => {}
                Err(WrongType) => error = error.or(Some(wrong(&value.name, wanted))),
            }
        }
        error.map_or(Ok(None), Err)
    }

    /// A text of one line.
    fn text(&self, field: &str) -> Result<Option<String>> {
        self.pick(field, "text", |it| match &it.value {
            Value::String(text) => Ok(one_line(text)),
            _ => Err(WrongType),
        })
    }

    /// A text of several lines, or an array of them.
    fn long(&self, field: &str) -> Result<Option<String>> {
        let some = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        self.pick(field, "text", |it| match &it.value {
            Value::String(text) => Ok(some(clean(&fragment::text(text)))),
            Value::Array(items) => {
                let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
                let text = texts.ok_or(WrongType)?.join("\n");
                Ok(some(clean(&fragment::text(&text))))
            }
            _ => Err(WrongType),
        })
    }

    /// An array of texts, or one text that is cut at some marks. Numbers say nothing by themselves: they
    /// are keys of a table that is not here.
    fn list(&self, field: &str, marks: &[char]) -> Result<Vec<String>> {
        let found = self.pick(field, "text or an array of texts", |it| match &it.value {
            Value::Array(items) => {
                let texts: Result<Vec<_>, WrongType> = items.iter().map(entry).collect();
                Ok(Some(texts?.into_iter().flatten().collect()))
            }
            Value::String(text) => Ok(Some(text.split(marks).filter_map(one_line).collect())),
            other => Ok(entry(other)?.map(|text| vec![text])),
        });
        Ok(found?.unwrap_or_default())
    }

    fn id(&self) -> Result<Option<String>> {
        self.pick("id", "text or a whole number", |it| match &it.value {
            Value::String(id) => Ok(Some(id.trim().to_owned()).filter(|id| !id.is_empty())),
            Value::Number(id) if id.is_u64() || id.is_i64() => Ok(Some(id.to_string())),
            _ => Err(WrongType),
        })
    }

    /// A path as an array, or as text whose levels `>` divides.
    fn section(&self) -> Result<Vec<String>> {
        self.list("section", &['>', '»', '›'])
    }

    /// The first date that can be one of publication, and why others cannot: what this program has refused
    /// before, where the record is its own output, and what stands here.
    fn published(&self, context: Context<'_>) -> Result<(Option<Published>, Vec<Refusal>)> {
        let mut refused = self.refused.clone();
        let mut error = None;
        for it in self.values.get("published").into_iter().flatten() {
            let Ok(found) = dated(it) else {
                error = error.or(Some(wrong(&it.name, "text")));
                continue;
            };
            let objection = match &found {
                Some(found) => objection(found.iso, FIRST_YEAR, context.today),
                None => Some("is no day".to_owned()),
            };
            let Some(reason) = objection else { return Ok((found, refused)) };
            let raw = it.value.as_str().map_or_else(|| it.value.to_string(), str::to_owned);
            if !raw.trim().is_empty() {
                let raw: String = raw.chars().take(RAW).collect();
                refused.push(Refusal::published(raw, reason));
            }
        }
        error.map_or(Ok((None, refused)), Err)
    }

    fn outlet(&self, outlets: &Outlets) -> Result<Option<Outlet>> {
        self.pick("outlet", "text or an object", |it| match &it.value {
            Value::String(text) => Ok(one_line(text).and_then(|text| named(&text, outlets))),
            Value::Object(_) => {
                let known = serde_json::from_value(it.value.clone()).ok();
                let name = it.value.get("name").and_then(Value::as_str);
                Ok(known.or_else(|| named(name?, outlets)))
            }
            _ => Err(WrongType),
        })
    }

    fn bylines(&self, outlets: &Outlets) -> Result<Vec<Byline>> {
        let printed = self.values.get("bylines").into_iter().flatten().find(|it| {
            it.name == "bylines"
                && it.value.as_array().is_some_and(|all| all.iter().all(Value::is_object))
        });
        if let Some(it) = printed {
            let all: Result<Vec<Byline>, _> = serde_json::from_value(it.value.clone());
            let all =
                all.map_err(|_| wrong(&it.name, "an array of objects with `name` and `role`"))?;
            let cleaned = |it: Byline| Some(Byline { name: one_line(&it.name)?, ..it });
            return Ok(all.into_iter().filter_map(cleaned).collect());
        }
        let names = self.list("bylines", &[';', ','])?;
        Ok(names.iter().flat_map(|name| authors(name, outlets)).collect())
    }
}

/// The value in wrappings that databases and publishing systems put around one.
fn inner(value: Value) -> Value {
    const WRAPPINGS: [&str; 5] = ["rendered", "$oid", "$date", "$numberLong", "@value"];
    let Value::Object(mut fields) = value else { return value };
    match WRAPPINGS.iter().find_map(|name| fields.remove(*name)) {
        Some(value) => value,
        None => Value::Object(fields),
    }
}

/// The text of an entry of a list: itself, or the name of what it describes; none for a number.
fn entry(value: &Value) -> Result<Option<String>, WrongType> {
    match value {
        Value::String(text) => Ok(one_line(text)),
        Value::Number(_) | Value::Null => Ok(None),
        Value::Object(fields) => {
            let name = fields.get("name").and_then(Value::as_str).ok_or(WrongType)?;
            Ok(one_line(name))
        }
        _ => Err(WrongType),
    }
}

/// The authors that a field's entry names: read as a byline where it can be, else taken as it stands
/// unless it is an outlet or an account.
fn authors(text: &str, outlets: &Outlets) -> Vec<Byline> {
    let byline = |name: String, role| Byline { name, role, evidence: Evidence::field("author") };
    match metadata::byline::read(text, outlets) {
        Some(signature) => signature.names.into_iter().map(|(n, r)| byline(n, r)).collect(),
        None if metadata::byline::is_office(text) || outlets.by_name(text).is_some() => Vec::new(),
        None => vec![byline(text.to_owned(), BylineRole::Author)],
    }
}

/// An outlet by its id, name, mark or host; one that is not known gets an id from its name.
fn named(text: &str, outlets: &Outlets) -> Option<Outlet> {
    let evidence = Evidence::field("outlet");
    let id = OutletId::parse(text).ok();
    let known = id
        .as_ref()
        .and_then(|id| outlets.get(id))
        .or_else(|| outlets.by_mark(text))
        .or_else(|| outlets.by_name(text));
    if let Some(entry) = known {
        return Some(Outlet { id: entry.id.clone(), name: entry.name.clone(), evidence });
    }
    if let Some((id, name)) =
        address::host(text).and_then(|h| metadata::outlet::of_host(&h, outlets))
    {
        return Some(Outlet { id, name, evidence });
    }
    let id = outlets.id_of_name(text)?;
    Some(Outlet { id, name: text.to_owned(), evidence })
}

/// Cleaned text without line feeds; none where nothing is left.
fn one_line(text: &str) -> Option<String> {
    let text = clean(&fragment::text(text)).replace('\n', " ");
    let text = tidy(&text);
    (!text.is_empty()).then(|| text.to_owned())
}

fn wrong(name: &str, wanted: &str) -> Error {
    bad(&format!("the field `{name}` is not {wanted}"))
}

fn bad(why: &str) -> Error {
    Error::new(ErrorKind::Input, why)
}
