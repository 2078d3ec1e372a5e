//! Metadata gold: what is true of articles, beside what was read of them.
//!
//! Texts are compared by their canonical words, keys and symbols as they are. A set's F1 is over all articles together:
//! twice what both have, divided by what either has.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use serde_json::Value;

use super::{objects, wrong};
use crate::article::{Article, TopicWeight, UnitRole};
use crate::error::Result;
use crate::output::GoldScores;
use crate::query::Filters;
use crate::search::Searcher;
use crate::vi::matching;
use crate::vi::normalize::clean;

/// Scores the articles of an index that a file of gold speaks of.
pub(super) fn score(file: &Path, searcher: &Searcher<'_>) -> Result<GoldScores> {
    let lines = objects("gold", file)?;
    let mut wanted: HashMap<String, usize> = HashMap::new();
    for (n, (line, value)) in lines.iter().enumerate() {
        let Some(name) = value["id"].as_str().or_else(|| value["file"].as_str()) else {
            return Err(wrong(file, *line, "has neither `id` nor `file`"));
        };
        wanted.insert(name.to_owned(), n);
    }
    let mut found: Vec<Option<Article>> = lines.iter().map(|_| None).collect();
    for article in searcher.all(&Filters::default())? {
        let (article, _) = article?;
        let path = article.source.path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let line = wanted.get(article.id.as_str()).or_else(|| wanted.get(&path));
        if let Some(place) = line.and_then(|line| found.get_mut(*line)) {
            *place = Some(article);
        }
    }
    let mut scores = GoldScores::new(file.display().to_string());
    for ((_, gold), article) in lines.iter().zip(&found) {
        scores.articles += 1;
        scores.missing += usize::from(article.is_none());
        compare(gold, article.as_ref(), &mut scores);
    }
    Ok(scores)
}

/// Adds one article's fields.
fn compare(gold: &Value, article: Option<&Article>, scores: &mut GoldScores) {
    let name = gold["id"].as_str().or_else(|| gold["file"].as_str()).unwrap_or_default();
    let mut one = |field: &'static str, gold: Option<String>, read: Option<String>| {
        // What gold does not know is scored where something was made up.
        if gold.is_some() || read.is_some() {
            scores.value(name, field, (gold, read));
        }
    };
    let line = |text: &str| clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let has = |field: &str| gold.get(field).is_some();
    if has("title") {
        let read = article.and_then(|article| article.title.as_deref());
        one("title", gold["title"].as_str().map(line), read.map(line));
    }
    if has("published") {
        let iso = |text: &str| text.parse().map(|stamp: crate::date::Timestamp| stamp.first_day());
        let day = gold["published"]["iso"].as_str().and_then(|text| iso(text).ok());
        let read = article.and_then(|article| article.published.as_ref());
        let read = read.map(|published| published.iso.first_day());
        one("day", day.map(|day| day.to_string()), read.map(|day| day.to_string()));
    }
    if has("outlet") {
        let read = article.and_then(|article| article.outlet.as_ref());
        one("outlet", outlet(&gold["outlet"], read), read.map(|outlet| outlet.id.to_string()));
    }
    if has("section") {
        let joined = |parts: Vec<String>| Some(parts.join(" > ")).filter(|text| !text.is_empty());
        let read = article.map(|article| article.section.iter().map(|s| matching(s)).collect());
        let path = strings(&gold["section"]).iter().map(|part| matching(part)).collect();
        one("section", joined(path), read.and_then(joined));
    }
    for (field, known, read) in sets(gold, article) {
        scores.set(name, field, (&known, &read));
    }
}

/// The id of the outlet of gold; that of the article where both have one name.
fn outlet(gold: &Value, read: Option<&crate::article::Outlet>) -> Option<String> {
    let id = gold["id"].as_str();
    let same = |outlet: &&crate::article::Outlet| {
        gold["name"].as_str().is_some_and(|name| matching(name) == matching(&outlet.name))
    };
    read.filter(same).map(|outlet| outlet.id.to_string()).or_else(|| id.map(str::to_owned))
}

type Set = BTreeSet<String>;

/// The sets that gold has, with those read.
fn sets(gold: &Value, article: Option<&Article>) -> Vec<(&'static str, Set, Set)> {
    let read = |read: fn(&Article) -> Set| article.map(read).unwrap_or_default();
    let known: Set =
        ["primary", "secondary"].iter().flat_map(|w| strings(&gold["topics"][w])).collect();
    let accepted: Set = strings(&gold["topics"]["accept"]).into_iter().collect();
    // What one may say or not is neither right nor wrong.
    let may_say = |id: &String| known.contains(id) || !accepted.contains(id);
    let topics = read(topics).into_iter().filter(may_say).collect();
    let all = [
        ("bylines", "bylines", named(&gold["bylines"]), read(bylines)),
        ("units", "units_primary", units_of(&gold["units"], true), read(primary_units)),
        ("units", "units", units_of(&gold["units"], false), read(units)),
        ("topics", "topics", known.clone(), topics),
        ("documents", "documents", symbols_of(&gold["documents"]), read(symbols)),
        ("persons", "persons", named(&gold["persons"]), read(persons)),
    ];
    let has = |key: &str| gold.get(key).is_some();
    all.into_iter()
        .filter(|(key, ..)| has(key))
        .map(|(_, field, gold, read)| (field, gold, read))
        .collect()
}

fn bylines(article: &Article) -> Set {
    article.bylines.iter().map(|byline| matching(&byline.name)).collect()
}

fn persons(article: &Article) -> Set {
    article.persons.iter().map(|person| matching(&person.name)).collect()
}

fn units(article: &Article) -> Set {
    article.units.iter().map(|unit| unit.key.to_string()).collect()
}

fn primary_units(article: &Article) -> Set {
    let primary = article.units.iter().filter(|unit| unit.role == UnitRole::Primary);
    primary.map(|unit| unit.key.to_string()).collect()
}

fn topics(article: &Article) -> Set {
    let named = article.topics.iter().filter(|topic| topic.weight != TopicWeight::Mention);
    named.map(|topic| topic.id.to_string()).collect()
}

fn symbols(article: &Article) -> Set {
    let printed = article.documents.iter().filter_map(|document| document.symbol.as_deref());
    printed.map(symbol).collect()
}

/// A symbol without blanks, in capitals.
fn symbol(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_uppercase()
}

/// The names of gold: texts, or objects with a `name`.
fn named(list: &Value) -> Set {
    let entries = list.as_array().into_iter().flatten();
    let name = |entry: &Value| entry.as_str().or_else(|| entry["name"].as_str()).map(matching);
    entries.filter_map(name).collect()
}

fn units_of(list: &Value, primary: bool) -> Set {
    let entries = list.as_array().into_iter().flatten();
    let wanted = entries.filter(|unit| !primary || unit["role"] == "primary");
    wanted.filter_map(|unit| unit["key"].as_str().map(str::to_owned)).collect()
}

fn symbols_of(list: &Value) -> Set {
    let entries = list.as_array().into_iter().flatten();
    entries.filter_map(|document| document["symbol"].as_str()).map(symbol).collect()
}

fn strings(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}
