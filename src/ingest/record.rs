//! Records: fields given by whoever made the file. A field is believed as it stands; what is missing is
//! read from the text by the same readers as for pages.
//!
//! Reads the field names of common collections in Vietnamese and English, as the catalogue lists them
//! ([`Columns`]), and the program's own output. Unknown fields are passed over; a field of the wrong
//! type is an error that names it, since its value would be lost in silence. Rows of tables and items of
//! feeds come as such records too.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::metadata::published::objection;
use super::page::{paragraphs, tidy};
use super::{Context, Passage, RawDocument, address, assemble, fragment, metadata};
use crate::article::{
    Article, ArticleId, Byline, BylineRole, Evidence, Format, LineRole, Method, Outlet, OutletId,
    Published, Refusal,
};
use crate::catalog::{Columns, Outlets};
use crate::date::scan::{compact, stamps};
use crate::date::{Precision, Timestamp, vietnam};
use crate::error::{Error, ErrorKind, Result};
use crate::vi::normalize::clean;

/// First year a record may give: an archive of scanned newspapers may begin with the Republic.
const FIRST_YEAR: i32 = 1945;
/// Longest value told as refused, in characters.
const RAW: usize = 80;

/// Reads a record.
///
/// # Errors
/// When the line is no JSON object, a field has the wrong type, or there is neither title nor body.
pub(super) fn parse(raw: &RawDocument, context: Context<'_>) -> Result<Article> {
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

/// A date field: ISO 8601, eight digits, seconds or milliseconds since 1970, the date of mail and feeds
/// (RFC 5322), or any layout that pages use.
fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let found = || stamps(&clean(text)).first().map(|stamp| stamp.at);
    let digits = || text.bytes().all(|b| b.is_ascii_digit()).then(|| unix(text.parse().ok()))?;
    let known = text.parse().ok().or_else(|| compact(text)).or_else(digits);
    known.or_else(|| mailed(text)).or_else(found)
}

/// Seconds or milliseconds since 1970, between 1973 and 2100: nine or ten digits, three more for
/// milliseconds.
fn unix(number: Option<f64>) -> Option<Timestamp> {
    const SECONDS: std::ops::Range<f64> = 1e8..4.102e9;
    let number = number?;
    let seconds = [number, number / 1000.0].into_iter().find(|it| SECONDS.contains(it))?;
    #[expect(clippy::cast_possible_truncation, reason = "in the range above")]
    let at = DateTime::<Utc>::from_timestamp(seconds as i64, 0)?;
    Some(Timestamp::at(at.with_timezone(&vietnam()), Precision::Second))
}

/// A date as in `Tue, 05 Mar 2024 10:20:30 +0700`; what is given in universal time is shown in Vietnam's.
fn mailed(text: &str) -> Option<Timestamp> {
    let at = DateTime::parse_from_rfc2822(text).ok()?;
    let at = if at.offset().local_minus_utc() == 0 { at.with_timezone(&vietnam()) } else { at };
    Some(Timestamp::at(at, Precision::Second))
}

/// A date as text, as eight digits or as seconds or milliseconds since 1970, or as this program prints it.
fn dated(it: &Named) -> Result<Option<Published>, WrongType> {
    let evidence = || Evidence::field(&it.name);
    let of = |iso: Timestamp| Published { iso, precision: iso.precision(), evidence: evidence() };
    match &it.value {
        Value::String(text) => Ok(moment(text).map(of)),
        Value::Number(number) => Ok(compact(&number.to_string()).or(unix(number.as_f64())).map(of)),
        Value::Object(_) => Ok(printed(&it.value)),
        _ => Err(WrongType),
    }
}

/// A date as this program prints it, with its precision.
fn printed(value: &Value) -> Option<Published> {
    if let Ok(published) = serde_json::from_value::<Published>(value.clone()) {
        let iso = published.iso.with_precision(published.precision);
        return Some(Published { iso, precision: iso.precision(), ..published });
    }
    let iso = moment(value.get("iso")?.as_str()?)?;
    let precision: Option<Precision> =
        value.get("precision").and_then(|p| serde_json::from_value(p.clone()).ok());
    let iso = precision.map_or(iso, |precision| iso.with_precision(precision));
    let method = value.get("method").and_then(|m| serde_json::from_value(m.clone()).ok());
    let evidence =
        Evidence { method: method.unwrap_or(Method::Explicit), ..Evidence::field("published") };
    Some(Published { iso, precision: iso.precision(), evidence })
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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use chrono::NaiveDate;
    use serde_json::json;

    use super::*;
    use crate::catalog::Catalog;

    static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

    fn try_read(value: &Value) -> Result<Article> {
        let raw = RawDocument {
            path: "a.jsonl".into(),
            place: "a.jsonl#1".into(),
            record: Some(1),
            format: Format::Jsonl,
            url: None,
            encoding: "utf-8",
            digest: 0,
            text: value.to_string(),
        };
        let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        parse(&raw, Context { catalog: &CATALOG, today })
    }

    fn read(value: &Value) -> Article {
        try_read(value).unwrap()
    }

    const BODY: &str = "Đảng ủy xã Mây Hạ họp bàn ba việc lớn với các thôn, bản trong toàn xã.\nHội nghị kết thúc vào buổi trưa, các đại biểu đều nhất trí với kế hoạch.";

    #[test]
    fn fields_are_taken_as_they_stand() {
        let article = read(&json!({
            "id": "a-1", "title": "Mây Hạ họp", "summary": "Ba việc lớn được bàn.", "body": BODY,
            "date": "2024-11-23T17:11:03+07:00", "section": "Chính trị > Xây dựng Đảng",
            "author": "THU HIỀN; Văn Toàn, TTXVN", "url": "https://www.tuoitre.vn/a.htm",
            "tags": ["họp", "xã"], "unknown": [1]
        }));
        assert_eq!(article.id.as_str(), "a-1");
        assert_eq!(article.section, ["Chính trị", "Xây dựng Đảng"]);
        let names: Vec<&str> = article.bylines.iter().map(|b| b.name.as_str()).collect();
        assert_eq!(names, ["Thu Hiền", "Văn Toàn"]);
        assert_eq!(article.outlet.unwrap().id.as_str(), "tuoitre");
        assert_eq!(article.published.unwrap().iso.to_string(), "2024-11-23T17:11:03+07:00");
        assert_eq!(article.body, format!("Ba việc lớn được bàn.\n{BODY}"));
        assert_eq!(article.lead.as_deref(), Some("Ba việc lớn được bàn."));
        assert_eq!(article.tags, ["họp", "xã"]);
    }

    #[test]
    fn a_summary_the_body_begins_with_is_not_put_there_twice() {
        for lead in
            ["Đảng ủy xã Mây Hạ họp bàn ba việc lớn với các thôn", "Đảng ủy xã Mây Hạ họp bàn…"]
        {
            let article = read(&json!({"lead": lead, "body": format!("(TTXVN) - {BODY}")}));
            assert_eq!(article.body, format!("(TTXVN) - {BODY}"));
        }
    }

    #[test]
    fn fields_have_the_names_people_give_them() {
        let one = read(&json!({
            "_id": {"$oid": "a1"}, "headline": "Mây Hạ họp", "sapo": "", "content": BODY,
            "publish_date": {"$date": "2024-03-05T03:20:30Z"}, "publisher": {"name": "Dân trí"},
            "Chuyên mục": "Xã hội", "Tác giả": "Thu Hiền", "keywords": "họp; xã", "description": "Ba việc."
        }));
        assert_eq!((one.id.as_str(), one.title.as_deref()), ("a1", Some("Mây Hạ họp")));
        assert_eq!(one.body, format!("Ba việc.\n{BODY}"));
        assert_eq!(one.outlet.unwrap().id.as_str(), "dantri");
        assert_eq!((one.section, one.tags.len()), (vec!["Xã hội".to_owned()], 2));
        assert_eq!(one.bylines[0].name, "Thu Hiền");
        let press = read(&json!({
            "title": {"rendered": "M&acirc;y Hạ"}, "content": {"rendered": "<p>Một.</p>\n<p>Hai.</p>"},
            "author": 7, "categories": [1, 2], "link": "https://mau.example/a"
        }));
        assert_eq!((press.title.as_deref(), press.body.as_str()), (Some("Mây Hạ"), "Một.\nHai."));
        assert!(press.bylines.is_empty() && press.section.is_empty());
        let both = read(&json!({"text": "Sau.", "body": BODY, "source": {"path": "x"}}));
        assert_eq!((both.body.as_str(), both.outlet), (BODY, None));
    }

    #[test]
    fn dates_of_machines_are_read() {
        for (date, iso) in [
            (json!(1_709_608_830), "2024-03-05T10:20:30+07:00"),
            (json!(1_709_608_830_123_u64), "2024-03-05T10:20:30+07:00"),
            (json!("1709608830"), "2024-03-05T10:20:30+07:00"),
            (json!("Tue, 05 Mar 2024 10:20:30 +0700"), "2024-03-05T10:20:30+07:00"),
            (json!("Tue, 05 Mar 2024 20:20:30 GMT"), "2024-03-06T03:20:30+07:00"),
            (json!("2024-03-05 10:20:30"), "2024-03-05T10:20:30+07:00"),
            (json!(20_240_305), "2024-03-05"),
            (json!("20240305"), "2024-03-05"),
        ] {
            let article = read(&json!({"body": BODY, "timestamp": date}));
            assert_eq!(article.published.unwrap().iso.to_string(), iso, "{date}");
        }
        for date in [json!("hôm qua"), json!(12), json!("2124-03-05"), json!(1e300)] {
            assert_eq!(read(&json!({"body": BODY, "date": date})).published, None, "{date}");
        }
    }

    #[test]
    fn a_field_of_the_wrong_type_is_named() {
        for field in
            ["title", "body", "date", "section", "author", "outlet", "url", "tags", "lead", "id"]
        {
            let mut record = json!({"body": BODY, "title": "Mây Hạ họp"});
            record[field] = json!({"x": 1}).get("x").map_or(Value::Null, |_| json!(true));
            let error = try_read(&record).unwrap_err().to_string();
            assert!(error.contains(&format!("`{field}`")), "{error}");
        }
        assert!(try_read(&json!([1])).is_err());
        assert!(try_read(&json!({"url": "https://a.vn/b"})).is_err());
    }

    #[test]
    fn what_is_missing_is_read_from_the_text() {
        let body =
            format!("Sáng 17/2, xã Mây Hạ triển khai nhiệm vụ năm 2023.\n{BODY} Thu Hiền (TTXVN)");
        let article = read(&json!({"title": "Mây Hạ họp", "body": body}));
        assert_eq!(article.published.unwrap().iso.to_string(), "2023-02-17");
        assert_eq!(article.bylines[0].name, "Thu Hiền");
        assert_eq!(article.outlet.unwrap().id.as_str(), "ttxvn");
        assert_eq!(article.body, body);
    }

    #[test]
    fn a_date_that_cannot_be_one_of_publication_is_refused_with_the_reason() {
        for (date, reason) in [
            (json!("2099-01-01"), "lies in the future"),
            (json!("30/02/2021"), "is no day"),
            (json!("1930-02-03"), "lies before 1945, too early for this kind of source"),
            (json!(20_211_332), "is no day"),
        ] {
            let article = read(&json!({"body": BODY, "date": date}));
            assert_eq!(article.published, None, "{date}");
            assert_eq!(article.refused[0].reason, reason, "{date}");
            let again = read(&serde_json::to_value(&article).unwrap());
            assert_eq!(again.refused, article.refused);
        }
        assert_eq!(read(&json!({"body": BODY, "date": "1951-03-11"})).refused, []);
        assert_eq!(read(&json!({"body": BODY, "date": " "})).refused, []);
    }

    #[test]
    fn what_is_printed_reads_back_the_same() {
        let first = read(&json!({
            "id": "a-1", "title": "Mây Hạ họp", "body": BODY, "date": "12/03/2020 09:15",
            "author": ["Thu Hiền (thực hiện)"], "outlet": "Dân trí", "section": ["Xã hội"]
        }));
        let second = read(&serde_json::to_value(&first).unwrap());
        assert_eq!(second.published, first.published);
        assert_eq!((second.outlet, second.bylines), (first.outlet, first.bylines));
        assert_eq!((second.id, second.section, second.body), (first.id, first.section, first.body));
    }

    #[test]
    fn addresses_of_one_page_give_one_id_and_places_another() {
        let id = |url: &str| read(&json!({"body": BODY, "url": url})).id;
        let plain = id("https://hanoimoi.vn/a-1.html");
        assert_eq!(id("http://www.HANOIMOI.vn/a-1.html/?utm_source=x&fbclid=y#top"), plain);
        assert_ne!(id("https://hanoimoi.vn/a-1.html?page=2"), plain);
        assert_ne!(read(&json!({"body": BODY})).id, plain);
    }

    #[test]
    fn a_title_too_long_is_refused_and_controls_are_cleaned() {
        assert!(try_read(&json!({"title": "a".repeat(1025), "body": BODY})).is_err());
        let article = read(&json!({"title": "Mây\u{7} Hạ\n họp\u{200b}", "body": "a\tb\u{0}c"}));
        assert_eq!(article.title.as_deref(), Some("Mây Hạ họp"));
        assert!(!article.body.contains('\0'));
    }
}
