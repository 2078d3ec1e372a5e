//! Where every value of an article comes from, for reading: the value, how it was found, the line and the words.

use std::io::{self, Write};

use super::lists::write_rows;
use super::text::Style;
use crate::article::{Article, Evidence, Method, TopicWeight, UnitRole};

/// Writes every value of an article with its evidence.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_explanation(out: &mut dyn Write, article: &Article, style: Style) -> io::Result<()> {
    let mut rows = Rows::default();
    head(&mut rows, article);
    units(&mut rows, article);
    topics(&mut rows, article);
    persons(&mut rows, article);
    documents(&mut rows, article);
    tenures(&mut rows, article);
    for refusal in &article.refused {
        let reason = format!("not taken: {}", refusal.reason);
        rows.add(&refusal.field, &refusal.raw, (&reason, String::new()), "");
    }
    for correction in &article.corrections {
        let note = correction.note.as_deref().unwrap_or_default();
        let value = correction.value.to_string();
        rows.add(
            "correction",
            &format!("{}: {value}", correction.field),
            ("", String::new()),
            note,
        );
    }
    write_rows(out, &rows.0, style)
}

/// Field, value, method, line, words of the source.
#[derive(Default)]
struct Rows(Vec<Vec<String>>);

impl Rows {
    fn add(&mut self, field: &str, value: &str, (method, line): (&str, String), raw: &str) {
        let raw = if raw == value { "" } else { raw };
        let raw = if raw.is_empty() { String::new() } else { format!("“{}”", cut(raw)) };
        self.0.push(vec![field.to_owned(), cut(value), method.to_owned(), line, raw]);
    }

    fn evident(&mut self, field: &str, value: &str, evidence: &Evidence) {
        let line = evidence.line.map_or_else(String::new, |line| format!("line {line}"));
        let raw = evidence.raw.as_deref().unwrap_or_default();
        self.add(field, value, (method(evidence.method), line), raw);
    }

    /// A value that is not known, or that a person said there is none to know.
    fn absent(&mut self, field: &str, article: &Article) {
        let corrected =
            article.provenance.get(field).filter(|evidence| evidence.method == Method::Corrected);
        let how = corrected.map_or("unknown", |evidence| method(evidence.method));
        self.add(field, "–", (how, String::new()), "");
    }
}

/// A text that fits a column.
fn cut(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.replace('\n', " ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Explicit => "explicit",
        Method::Inferred => "inferred",
        Method::Catalog => "catalog",
        Method::Corrected => "corrected",
    }
}

fn lines(lines: &[u32]) -> String {
    const MOST: usize = 8;
    let shown: Vec<String> = lines.iter().take(MOST).map(u32::to_string).collect();
    let more = if lines.len() > MOST { " …" } else { "" };
    match shown.len() {
        0 => String::new(),
        1 => format!("line {}", shown[0]),
        _ => format!("lines {}{more}", shown.join(", ")),
    }
}

fn head(rows: &mut Rows, article: &Article) {
    match &article.published {
        Some(published) => {
            rows.evident("published", &published.iso.to_string(), &published.evidence);
        }
        None => rows.absent("published", article),
    }
    match &article.outlet {
        Some(outlet) => {
            rows.evident("outlet", &format!("{} ({})", outlet.name, outlet.id), &outlet.evidence);
        }
        None => rows.absent("outlet", article),
    }
    let joined = |parts: &[String], by: &str| Some(parts.join(by)).filter(|text| !text.is_empty());
    let told = [
        ("title", article.title.clone()),
        ("kicker", article.kicker.clone()),
        ("lead", article.lead.clone()),
        ("section", joined(&article.section, " > ")),
        ("url", article.url.clone()),
        ("tags", joined(&article.tags, ", ")),
    ];
    for (field, value) in told {
        match (value, article.provenance.get(field)) {
            (Some(value), Some(evidence)) => rows.evident(field, &value, evidence),
            (Some(value), None) => rows.add(field, &value, ("explicit", String::new()), ""),
            (None, _) => rows.absent(field, article),
        }
    }
    for byline in &article.bylines {
        rows.evident("byline", &byline.name, &byline.evidence);
    }
}

fn units(rows: &mut Rows, article: &Article) {
    for unit in &article.units {
        let role = match unit.role {
            UnitRole::Primary => "primary",
            UnitRole::Superior => "superior",
            UnitRole::Predecessor => "predecessor",
            UnitRole::Mentioned => "mentioned",
        };
        let unplaced = if unit.unplaced { ", not placed" } else { "" };
        let value = format!("{} ({role}{unplaced})", unit.key);
        let raw = unit.mentions.join("; ");
        rows.add("unit", &value, (method(unit.method), lines(&unit.lines)), &raw);
    }
}

fn topics(rows: &mut Rows, article: &Article) {
    for topic in &article.topics {
        let weight = match topic.weight {
            TopicWeight::Primary => "primary",
            TopicWeight::Secondary => "secondary",
            TopicWeight::Mention => "mention",
        };
        let value = format!("{} ({weight}, {:.1})", topic.id, topic.score);
        rows.add(
            "topic",
            &value,
            (method(topic.method), lines(&topic.lines)),
            &topic.raw.join("; "),
        );
    }
}

fn persons(rows: &mut Rows, article: &Article) {
    for person in &article.persons {
        let titles = person.titles.iter().map(|title| {
            let unit = title.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let key = title.key.as_ref().map(|key| format!(" ({key})")).unwrap_or_default();
            format!("{}{unit}{key}", title.title)
        });
        let found = (method(person.method), lines(&person.lines));
        rows.add("person", &person.name, found, "");
        titles.for_each(|title| rows.add("  title", &title, ("", String::new()), ""));
    }
}

fn documents(rows: &mut Rows, article: &Article) {
    for document in &article.documents {
        let date = document.date.map(|date| format!(" of {date}")).unwrap_or_default();
        let issuer = document.issuer.as_deref().map(|issuer| format!(", {issuer}"));
        let value = format!("{}{date}{}", document.key(), issuer.unwrap_or_default());
        let found = (method(document.method), lines(&document.lines));
        rows.add("document", &value, found, &document.raw);
    }
}

fn tenures(rows: &mut Rows, article: &Article) {
    for tenure in &article.tenures {
        let number = tenure.number.map(|number| number.to_string());
        let of = tenure.unit.as_ref().map(|unit| format!("of {unit}"));
        let parts = [number, tenure.years.clone(), of];
        let value = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        rows.add("term", &value, ("explicit", lines(&tenure.lines)), &tenure.raw);
    }
}
