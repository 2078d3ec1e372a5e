//! What a page says of itself as JSON-LD (schema.org): the article, its path of sections, its publisher.
//!
//! Publishing systems write it by template, so it is often no JSON: raw line feeds inside texts, commas
//! before a bracket, a comment around it. What a small repair does not mend is passed over. Texts may
//! hold entities a second time, since a template escaped what was escaped already.

use serde_json::{Map, Value};

use super::tree::{Tree, one_line};
use super::view::MOST;

/// What the JSON-LD of a page says.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// The article, with all its fields.
    article: Option<Map<String, Value>>,
    /// The path of sections, the home page first.
    pub(super) path: Vec<String>,
    /// Names of the organisations that publish.
    pub(super) publishers: Vec<String>,
    /// Persons that the article may name by their `@id`.
    persons: Vec<(String, String)>,
    /// Whether the page says that it is a list of others.
    pub(super) list: bool,
}

/// Longest name of a publisher, in bytes, and most persons an article may refer to.
const NAME: usize = 1024;
const PERSONS: usize = 1000;

/// Types that are an article, the surest first.
const ARTICLES: [&str; 9] = [
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "Article",
    "Report",
    "BlogPosting",
    "WebPage",
];

impl Linked {
    /// Reads every JSON-LD script of a page.
    pub(super) fn read(tree: &Tree) -> Self {
        let mut linked = Self::default();
        let mut best = usize::MAX;
        for script in tree.named(0, "script") {
            if !tree
                .attr(script, "type")
                .is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
            {
                continue;
            }
            let text: String = tree.subtree(script).map(|id| tree.node(id).text.as_str()).collect();
            if let Some(value) = read(&text) {
                linked.add(value, &mut best);
            }
        }
        linked
    }

    /// Takes what an object and those in it say.
    fn add(&mut self, value: Value, best: &mut usize) {
        let mut rest = vec![value];
        while let Some(value) = rest.pop() {
            match value {
                Value::Array(items) => rest.extend(items.into_iter().rev()),
                Value::Object(mut object) => {
                    let inner = ["@graph", "mainEntity"].into_iter().rev();
                    rest.extend(inner.filter_map(|key| object.remove(key)));
                    self.take(object, best);
                }
                _ => {}
            }
        }
    }

    fn take(&mut self, object: Map<String, Value>, best: &mut usize) {
        let types: Vec<&str> = match object.get("@type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let is = |name: &str| types.contains(&name);
        let rank = ARTICLES.iter().position(|name| is(name));
        self.list |= is("ItemList") || is("CollectionPage") || is("SearchResultsPage");
        if is("BreadcrumbList") && self.path.is_empty() {
            self.path = path(object.get("itemListElement"));
            self.path.truncate(MOST);
        } else if is("Person") {
            let id = object.get("@id").and_then(Value::as_str).map(str::to_owned);
            let person = id.zip(name(&Value::Object(object)));
            self.persons.extend(person.filter(|_| self.persons.len() < PERSONS));
        } else if is("Organization") || is("NewsMediaOrganization") || is("WebSite") {
            self.publish(object.get("name").and_then(text));
        } else if let Some(rank) = rank.filter(|rank| rank < best) {
            *best = rank;
            self.publish(object.get("publisher").and_then(name));
            self.article = Some(object);
        }
    }

    fn publish(&mut self, name: Option<String>) {
        let fits = |name: &String| name.len() <= NAME && self.publishers.len() < MOST;
        self.publishers.extend(name.filter(fits));
    }

    /// Whether the page says that it is an article, and not only a page.
    pub(super) fn is_article(&self) -> bool {
        self.article.as_ref().is_some_and(|object| {
            let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
            kind != "\"WebPage\""
        })
    }

    /// A text field of the article.
    pub(super) fn text(&self, field: &str) -> Option<String> {
        text(self.article.as_ref()?.get(field)?)
    }

    /// A field of the article that may hold several texts or objects with names.
    pub(super) fn texts(&self, field: &str) -> Vec<String> {
        let Some(value) = self.article.as_ref().and_then(|article| article.get(field)) else {
            return Vec::new();
        };
        match value {
            Value::Array(items) => items.iter().filter_map(name).collect(),
            one => name(one).into_iter().collect(),
        }
    }

    /// The persons that the article names as its authors; no organisation.
    pub(super) fn authors(&self) -> Vec<String> {
        let Some(value) = self.article.as_ref().and_then(|article| article.get("author")) else {
            return Vec::new();
        };
        let all = if let Value::Array(items) = value {
            items.as_slice()
        } else {
            std::slice::from_ref(value)
        };
        let person = |value: &&Value| {
            !value.get("@type").is_some_and(|kind| kind.to_string().contains("Organization"))
        };
        all.iter()
            .filter(person)
            .take(MOST)
            .filter_map(|value| name(value).or_else(|| self.by_id(value)))
            .collect()
    }

    fn by_id(&self, value: &Value) -> Option<String> {
        let id = value.get("@id")?.as_str()?;
        self.persons.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone())
    }

    /// The article's address.
    pub(super) fn url(&self) -> Option<String> {
        let article = self.article.as_ref()?;
        let entity = article.get("mainEntityOfPage");
        let of_entity = entity.and_then(|e| e.as_str().or_else(|| e.get("@id")?.as_str()));
        of_entity.or_else(|| article.get("url")?.as_str()).map(str::to_owned)
    }
}

/// The names of a path's levels in their order.
fn path(list: Option<&Value>) -> Vec<String> {
    let Some(Value::Array(items)) = list else { return Vec::new() };
    let flat = items.iter().flat_map(|item| match item {
        Value::Array(inner) => inner.as_slice(),
        one => std::slice::from_ref(one),
    });
    let named = |item: &Value| {
        name(item).or_else(|| item.get("item").filter(|inner| inner.is_object()).and_then(name))
    };
    flat.filter_map(named).collect()
}

/// The name of an object, or a text itself.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => object.get("name").and_then(text),
        other => text(other),
    }
}

/// A text, the first of several, or a number.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => unescaped(text),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => return items.first().and_then(text_of_item),
        Value::Object(object) => unescaped(object.get("@value")?.as_str()?),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

fn text_of_item(value: &Value) -> Option<String> {
    value.as_str().map(unescaped).filter(|text| !text.is_empty())
}

/// Text in which entities were escaped a second time, as it was meant, on one line.
pub(super) fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        if !(text.contains('&') && text.contains(';')) {
            break;
        }
        text = dom_query::Document::fragment(text.replace('<', "&lt;")).text().to_string();
    }
    one_line(&text)
}

/// Reads JSON, mended where a template broke it.
fn read(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim();
    let text = text.trim_end_matches(';');
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&mended(text))).ok()
}

/// JSON with control characters inside texts as blanks and without commas before a closing bracket.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if quoted {
            out.push(if c.is_control() { ' ' } else { c });
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        if matches!(c, '}' | ']') {
            let kept = out.trim_end().trim_end_matches(',').len();
            out.truncate(kept);
        }
        quoted = c == '"';
        out.push(c);
    }
    out
}
