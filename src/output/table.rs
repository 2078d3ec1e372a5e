//! Hits as rows of a table: CSV for spreadsheets, TSV for `cut`, `awk` and the like.
//!
//! The two differ in what they do with a text that means something to its reader. CSV is RFC 4180, and as it is what
//! spreadsheets open, a text that one would take for a formula gets an apostrophe before it. TSV has no quotes, and
//! a row is a line: tabs and line feeds of a text become blanks, and nothing else is changed. Neither has a byte
//! order mark, which would be part of the first name for every program but one.

use std::io::{self, Write};

use serde_json::Value;

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

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Comma-separated values as in RFC 4180.
    Csv,
    /// Tab-separated values.
    Tsv,
}

/// Writes the names of the columns, with `qid` before them where the rows answer several questions.
pub(super) fn write_header(out: &mut dyn Write, dialect: Dialect, many: bool) -> io::Result<()> {
    let names = many.then_some("qid").into_iter().chain(COLUMNS);
    write_row(out, dialect, names.map(|name| Cell::Plain(name.to_owned())))
}

/// Writes the row of a hit.
pub(super) fn write_hit(
    out: &mut dyn Write,
    dialect: Dialect,
    (qid, rank, hit): (Option<&Value>, usize, &Hit),
) -> io::Result<()> {
    let qid = qid.map(|qid| match qid {
        Value::String(text) => Cell::Text(text.clone()),
        other => Cell::Plain(other.to_string()),
    });
    write_row(out, dialect, qid.into_iter().chain(cells(rank, hit)))
}

/// What stands in a cell.
enum Cell {
    /// A text of somebody else's.
    Text(String),
    /// A number, or a word of ours.
    Plain(String),
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

fn write_row(
    out: &mut dyn Write,
    dialect: Dialect,
    cells: impl Iterator<Item = Cell>,
) -> io::Result<()> {
    for (n, cell) in cells.enumerate() {
        let (divider, text) = match dialect {
            Dialect::Csv => (",", quoted(cell)),
            Dialect::Tsv => ("\t", on_a_line(cell)),
        };
        write!(out, "{}{text}", if n > 0 { divider } else { "" })?;
    }
    out.write_all(match dialect {
        Dialect::Csv => b"\r\n",
        Dialect::Tsv => b"\n",
    })
}

/// A cell as RFC 4180 has it, with an apostrophe before what a spreadsheet would compute.
fn quoted(cell: Cell) -> String {
    let text = match cell {
        Cell::Text(text) if is_formula(&text) => format!("'{text}"),
        Cell::Text(text) | Cell::Plain(text) => text,
    };
    if text.contains(['"', ',', '\r', '\n']) || text.trim() != text {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

/// Whether a spreadsheet takes a text for a formula: by its first character, blanks aside; full-width forms count.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{a0}']).chars().next();
    first.is_some_and(|c| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    })
}

fn on_a_line(cell: Cell) -> String {
    let (Cell::Text(text) | Cell::Plain(text)) = cell;
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(dialect: Dialect, texts: &[&str]) -> String {
        let mut out = Vec::new();
        let cells = texts.iter().map(|text| Cell::Text((*text).to_owned()));
        write_row(&mut out, dialect, cells).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn quotes_stand_where_rfc_4180_asks_for_them() {
        let texts = ["a", "b,c", "“d”", "\"e\"", "f\ng", "", " h"];
        let line = "a,\"b,c\",“d”,\"\"\"e\"\"\",\"f\ng\",,\" h\"\r\n";
        assert_eq!(row(Dialect::Csv, &texts), line);
        assert_eq!(row(Dialect::Tsv, &["a\tb", "c\nd", "\"e\""]), "a b\tc d\t\"e\"\n");
    }

    #[test]
    fn no_text_is_a_formula_in_a_spreadsheet_and_numbers_stay_numbers() {
        for text in ["=1+1", "+84", "-x", "@SUM(A1)", " =1", "＝1"] {
            let csv = row(Dialect::Csv, &[text]);
            assert!(csv.trim_start_matches('"').starts_with('\''), "{csv}");
            assert_eq!(row(Dialect::Tsv, &[text]), format!("{text}\n"));
        }
        assert_eq!(quoted(Cell::Plain("-1.5".to_owned())), "-1.5");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cells in proptest::collection::vec("\\PC{0,12}|[,\"\r\n =-]{0,6}", 2..5)) {
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            let csv = row(Dialect::Csv, &texts);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
            let read = reader.records().next().unwrap().unwrap();
            for (cell, text) in read.iter().zip(&texts) {
                prop_assert_eq!(cell.strip_prefix('\'').filter(|_| is_formula(text)).unwrap_or(cell), *text);
            }
            prop_assert_eq!(read.len(), texts.len());
            let tsv = row(Dialect::Tsv, &texts);
            prop_assert_eq!(tsv.matches('\n').count(), 1);
            prop_assert_eq!(tsv.matches('\t').count(), texts.len() - 1);
        }
    }
}
