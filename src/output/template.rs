//! Hits by a template of the user's own: `{{date}} {{outlet}}: {{title}}`.
//!
//! The language is that of Jinja, which people know from elsewhere. A template is bounded by the work it may do, so
//! that none hangs, and reads nothing but the hit: no file, no other template, no environment. Nothing is escaped, as
//! what is written is text.

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;
use serde_json::Value as Json;

use crate::article::{BylineRole, Document, Published, TopicWeight, UnitRole};
use crate::date::Precision;
use crate::error::{Error, ErrorKind, Result};
use crate::search::{Brief, Hit, Snippet};

/// Steps that a template may take for one hit; one that goes once through all that a hit has takes some hundreds.
const FUEL: u64 = 200_000;

/// The one template of its environment.
const NAME: &str = "template";

/// Longest template, in bytes.
pub const MAX_TEMPLATE: usize = 64 << 10;

/// A template that was read.
pub struct Template {
    environment: Box<Environment<'static>>,
    ends_line: bool,
}

/// What a template sees of a hit: names rather than records, so that `{{outlet}}` is what a person expects.
#[derive(Serialize)]
struct Shown<'a> {
    rank: usize,
    qid: Option<&'a Json>,
    id: &'a str,
    title: Option<&'a str>,
    score: f32,
    url: Option<&'a str>,
    path: &'a str,
    published: Option<&'a Published>,
    snippets: &'a [Snippet],
    duplicates: &'a [Brief],
    date: Option<String>,
    year: Option<String>,
    outlet: Option<&'a str>,
    units: Vec<&'a str>,
    unit_keys: Vec<&'a str>,
    topics: Vec<&'a str>,
    authors: Vec<&'a str>,
    persons: Vec<&'a str>,
    documents: Vec<String>,
    section: &'a [String],
    kicker: Option<&'a str>,
    lead: Option<&'a str>,
    body: &'a str,
    snippet: Option<&'a str>,
}

impl Template {
    /// Reads a template. `\n` and `\t` in it, as shells hand them over, are a line feed and a tab.
    ///
    /// ```
    /// use tracuu::output::Template;
    /// assert!(Template::parse("{{date}} {{title}}").is_ok());
    /// let error = Template::parse("{{date").err().unwrap();
    /// assert!(error.to_string().contains("line 1"));
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Query`] naming the line, when it is not one, or longer than [`MAX_TEMPLATE`].
    pub fn parse(text: &str) -> Result<Self> {
        if text.len() > MAX_TEMPLATE {
            let message =
                format!("the template has {} bytes, more than {MAX_TEMPLATE}", text.len());
            return Err(Error::new(ErrorKind::Query, message));
        }
        let text = text.replace("\\n", "\n").replace("\\t", "\t");
        let mut environment = Environment::new();
        environment.set_fuel(Some(FUEL));
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        environment.set_formatter(|out, state, value| {
            let value = if value.is_none() { &Value::from("") } else { value };
            minijinja::escape_formatter(out, state, value)
        });
        let ends_line = text.ends_with('\n');
        environment.add_template_owned(NAME, text).map_err(|cause| unreadable(&cause))?;
        Ok(Self { environment: Box::new(environment), ends_line })
    }

    /// The text of a hit, which ends with a line feed; `qid` and rank are what it is called by.
    pub(super) fn render(&self, hit: &Hit, (qid, rank): (Option<&Json>, usize)) -> Result<String> {
        let template = self.environment.get_template(NAME).map_err(|cause| unreadable(&cause))?;
        let values = Value::from(Serde(Shown::new(hit, (qid, rank))));
        let mut text = template.render(values).map_err(|cause| unreadable(&cause))?;
        // The engine takes one line feed from the end of a template, as editors put one there.
        if self.ends_line || !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text)
    }
}

impl<'a> Shown<'a> {
    fn new(hit: &'a Hit, (qid, rank): (Option<&'a Json>, usize)) -> Self {
        let article = &hit.article;
        let at = |precision| {
            let published = article.published.as_ref()?;
            Some(published.iso.with_precision(precision).to_string())
        };
        let primary = || article.units.iter().filter(|unit| unit.role == UnitRole::Primary);
        let topics = article.topics.iter().filter(|topic| topic.weight == TopicWeight::Primary);
        let signed = article.bylines.iter().filter(|byline| byline.role != BylineRole::Generic);
        Self {
            rank,
            qid,
            id: article.id.as_str(),
            title: article.title.as_deref(),
            score: hit.score,
            url: article.url.as_deref(),
            path: &article.source.path,
            published: article.published.as_ref(),
            snippets: &hit.snippets,
            duplicates: &hit.duplicates,
            date: at(Precision::Day),
            year: at(Precision::Year),
            outlet: article.outlet.as_ref().map(|outlet| outlet.name.as_str()),
            units: primary().map(|unit| unit.name.as_str()).collect(),
            unit_keys: primary().map(|unit| unit.key.as_str()).collect(),
            topics: topics.map(|topic| topic.id.as_str()).collect(),
            authors: signed.map(|byline| byline.name.as_str()).collect(),
            persons: article.persons.iter().map(|person| person.name.as_str()).collect(),
            documents: article.documents.iter().map(Document::key).collect(),
            section: &article.section,
            kicker: article.kicker.as_deref(),
            lead: article.lead.as_deref(),
            body: &article.body,
            snippet: hit.snippets.first().map(|snippet| snippet.text.as_str()),
        }
    }
}

/// What is wrong with a template, where, and what it may name.
fn unreadable(cause: &minijinja::Error) -> Error {
    use minijinja::ErrorKind as Kind;
    let line = cause.line().map_or_else(String::new, |line| format!(" in line {line}"));
    let what = cause.detail().map_or_else(|| cause.kind().to_string(), str::to_owned);
    let out = match cause.kind() {
        Kind::OutOfFuel => "; it takes too many steps for one hit",
        Kind::UndefinedError => {
            "; what a hit has: id, title, date, year, outlet, units, unit_keys, topics, authors, persons, documents, \
             section, kicker, lead, body, snippet, snippets, url, path, score, rank, qid, published, duplicates"
        }
        Kind::UnknownFilter => {
            "; filters are those of Jinja: upper, lower, join, default, replace, length, tojson …"
        }
        _ => "; `{{title}}` stands for a value, `{% if url %}…{% endif %}` for a condition",
    };
    Error::new(ErrorKind::Query, format!("the template is wrong{line}: {what}{out}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleId, Format, Origin};

    fn hit(title: Option<&str>) -> Hit {
        let source = Origin {
            path: "bai.txt".to_owned(),
            format: Format::Text,
            encoding: "utf-8".to_owned(),
            record: None,
        };
        let mut article = Article::blank(ArticleId::from_hash(7), source);
        article.title = title.map(str::to_owned);
        Hit {
            article,
            parts: crate::search::Score::default(),
            explanation: None,
            score: 1.5,
            title_highlights: Vec::new(),
            snippets: Vec::new(),
            duplicates: Vec::new(),
        }
    }

    fn rendered(template: &str, title: Option<&str>) -> Result<String> {
        Template::parse(template)?.render(&hit(title), (None, 1))
    }

    #[test]
    fn values_stand_where_they_are_named_unescaped_and_unknown_ones_are_empty() {
        assert_eq!(rendered("{{rank}}. {{title}}", Some("a < b & c")).unwrap(), "1. a < b & c\n");
        assert_eq!(
            rendered("{{title|upper}}|{{outlet}}|{{date}}", Some("đảng")).unwrap(),
            "ĐẢNG||\n"
        );
        assert_eq!(rendered("{{id}}\\t{{score}}\\n", None).unwrap(), "0000000000000007\t1.5\n");
    }

    #[test]
    fn a_mistake_names_the_line_and_the_way_out() {
        let message = |template| rendered(template, None).unwrap_err().to_string();
        assert!(message("{{title}}\n{{titel}}").contains("line 2"), "{}", message("{{titel}}"));
        assert!(message("{{titel}}").contains("title, date"));
        assert!(message("{{title|nofilter}}").contains("filters are"));
        assert!(message("{% include 'x' %}").contains("template is wrong"));
        assert!(message(&"x".repeat(MAX_TEMPLATE + 1)).contains("more than"));
    }

    #[test]
    fn no_template_hangs() {
        for greedy in [
            "{% for a in range(100000) %}{% for b in range(100000) %}{{a}}{% endfor %}{% endfor %}",
            "{{ 'x' * 1000000000000 }}",
            "{% set x = 'x' %}{% for i in range(9999) %}{% set x = x ~ x %}{% endfor %}",
            "{{ range(1000000000) }}",
        ] {
            if let Ok(text) = rendered(greedy, Some("a")) {
                assert!(text.len() < 16 << 20, "{greedy}");
            }
        }
    }
}
