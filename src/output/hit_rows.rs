//! Hits as rows of a table: the columns, and what stands in them.

use std::io::{self, Write};

use serde_json::Value;

use super::table::{Cell, Separator, write_row};
use crate::article::{Article, TopicWeight, UnitRole};
use crate::search::Hit;

/// What stands between the values of a list in one cell.
const AND: &str = " | ";

/// The columns, in their order. Others come behind these.
const COLUMNS: [&str; 12] = [
    "rank",
    "id",
    "title",
    "date",
    "outlet",
    "units",
    "topics",
    "score",
    "url",
    "path",
    "snippet",
    "duplicates",
];

/// Writes the names of the columns, with `qid` before them where the rows answer several questions.
pub(super) fn write_header(
    out: &mut dyn Write,
    separator: Separator,
    many: bool,
) -> io::Result<()> {
    let names = many.then_some("qid").into_iter().chain(COLUMNS);
    write_row(out, separator, names.map(|name| Cell::Plain(name.to_owned())))
}

/// Writes the row of a hit.
pub(super) fn write_hit(
    out: &mut dyn Write,
    separator: Separator,
    (qid, rank, hit): (Option<&Value>, usize, &Hit),
) -> io::Result<()> {
    let qid = qid.map(|qid| match qid {
        Value::String(text) => Cell::Text(text.clone()),
        other => Cell::Plain(other.to_string()),
    });
    write_row(out, separator, qid.into_iter().chain(cells(rank, hit)))
}

fn cells(rank: usize, hit: &Hit) -> [Cell; COLUMNS.len()] {
    let article = &hit.article;
    let text = |value: Option<&str>| Cell::Text(value.unwrap_or_default().to_owned());
    let snippets: Vec<&str> = hit.snippets.iter().map(|snippet| snippet.text.as_str()).collect();
    let date = article.published.as_ref().map(|published| published.iso.to_string());
    [
        Cell::Plain(rank.to_string()),
        text(Some(article.id.as_str())),
        text(article.title.as_deref()),
        Cell::Plain(date.unwrap_or_default()),
        text(article.outlet.as_ref().map(|outlet| outlet.name.as_str())),
        Cell::Plain(units(article)),
        Cell::Plain(topics(article)),
        Cell::Plain(hit.score.to_string()),
        text(article.url.as_deref()),
        text(Some(&article.source.path)),
        Cell::Text(snippets.join(" … ")),
        Cell::Plain(hit.duplicates.len().to_string()),
    ]
}

/// Keys of the units that the article is about.
fn units(article: &Article) -> String {
    let units = article.units.iter().filter(|unit| unit.role == UnitRole::Primary);
    units.map(|unit| unit.key.as_str()).collect::<Vec<_>>().join(AND)
}

/// The topics that a filter on them finds the article by: the primary ones, then the secondary ones.
fn topics(article: &Article) -> String {
    let of = |weight| {
        let topics = article.topics.iter().filter(move |topic| topic.weight == weight);
        topics.map(|topic| topic.id.as_str())
    };
    let both = of(TopicWeight::Primary).chain(of(TopicWeight::Secondary));
    both.collect::<Vec<_>>().join(AND)
}
