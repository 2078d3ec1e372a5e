//! Queries read back: what was understood, and under which place of a text something is wrong.

use std::io::{self, Write};
use std::ops::Range;

use chrono::NaiveDate;
use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::text::{Style, visible};
use crate::query::{Clause, Field, Is, Near, Parsed, Query, TextField, Warning};

/// Name and version of the record of a query that was read.
pub const QUERY_SCHEMA: &str = "tracuu/query@1";
/// Name and version of the list of the fields a query can name.
pub const FIELDS_SCHEMA: &str = "tracuu/fields@1";

/// A query as it was understood.
#[derive(Debug, Serialize)]
pub struct QueryRecord<'a> {
    schema: &'static str,
    /// The text that was read.
    text: &'a str,
    /// The query printed from what was understood.
    read: String,
    /// The same with every day counted from today as a day of the calendar.
    asked: String,
    /// What was understood.
    query: &'a Query,
    warnings: &'a [Warning],
}

impl<'a> QueryRecord<'a> {
    /// What was understood of a query, asked on `today`.
    pub fn new(parsed: &'a Parsed, today: NaiveDate) -> Self {
        let Parsed { text, query, warnings } = parsed;
        let (read, asked) = (query.to_string(), query.clone().on(today).to_string());
        Self { schema: QUERY_SCHEMA, text, read, asked, query, warnings }
    }
}

/// Writes what was understood of a query as a tree.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_query(out: &mut dyn Write, query: &Query, today: NaiveDate) -> io::Result<()> {
    if query.is_empty() {
        return writeln!(out, "nothing is asked");
    }
    let mut tree = Tree { out, today };
    match &query.clauses[..] {
        [clause] => tree.clause(clause, 0),
        clauses => {
            tree.line(0, "all of")?;
            tree.clauses(clauses, 1)
        }
    }
}

struct Tree<'a> {
    out: &'a mut dyn Write,
    today: NaiveDate,
}

impl Tree<'_> {
    fn line(&mut self, depth: usize, text: &str) -> io::Result<()> {
        writeln!(self.out, "{:indent$}{}", "", visible(text), indent = 2 * depth)
    }

    fn clauses(&mut self, clauses: &[Clause], depth: usize) -> io::Result<()> {
        clauses.iter().try_for_each(|clause| self.clause(clause, depth))
    }

    /// Queries of one clause stand in a line of their own, others under `all of`.
    fn queries(&mut self, queries: &[Query], depth: usize) -> io::Result<()> {
        queries.iter().try_for_each(|query| match &query.clauses[..] {
            [clause] => self.clause(clause, depth),
            clauses => {
                self.line(depth, "all of")?;
                self.clauses(clauses, depth + 1)
            }
        })
    }

    fn under(&mut self, name: &str, queries: &[Query], depth: usize) -> io::Result<()> {
        self.line(depth, name)?;
        self.queries(queries, depth + 1)
    }

    fn clause(&mut self, clause: &Clause, depth: usize) -> io::Result<()> {
        match clause {
            Clause::Words(text) => self.line(depth, &format!("words {text}")),
            Clause::Phrase(text) => self.line(depth, &format!("phrase \"{text}\"")),
            Clause::Sloppy { text, slop } => self
                .line(depth, &format!("phrase \"{text}\" with at most {slop} syllables between")),
            Clause::Prefix(text) => self.line(depth, &format!("a word that begins {text}")),
            Clause::Fuzzy(text) => self.line(depth, &format!("{text}, or one letter or mark else")),
            Clause::Near(near) => self.near(near, depth),
            Clause::In(TextField::Title, query) => self.under("in the title", each(query), depth),
            Clause::In(TextField::Body, query) => self.under("in the body", each(query), depth),
            Clause::Is(is) => self.is(is, depth),
            Clause::All(queries) => self.under("all of", queries, depth),
            Clause::Any(queries) => self.under("any of", queries, depth),
            Clause::Not(query) => self.under("not", each(query), depth),
            Clause::Saved { name, query } => {
                self.under(&format!("the saved query {name}"), each(query), depth)
            }
        }
    }

    fn near(&mut self, near: &Near, depth: usize) -> io::Result<()> {
        let order = if near.ordered { "in this order" } else { "in any order" };
        self.line(depth, &format!("near, at most {} syllables between, {order}", near.distance))?;
        near.sides.iter().try_for_each(|side| {
            let side: Vec<String> = side.iter().map(|text| format!("\"{text}\"")).collect();
            self.line(depth + 1, &side.join(" or "))
        })
    }

    fn is(&mut self, is: &Is, depth: usize) -> io::Result<()> {
        let printed = Query::from(Clause::Is(is.clone())).to_string();
        match is {
            Is::Date(when) => match when.range(self.today) {
                Ok(range) => {
                    let end = |day: Option<NaiveDate>| day.map(|day| day.to_string());
                    let from = end(range.from).map(|day| format!(" from {day}"));
                    let to = end(range.to).map(|day| format!(" up to {day}"));
                    let days = [from, to].into_iter().flatten().collect::<String>();
                    self.line(depth, &format!("days{days} ({when})"))
                }
                Err(error) => self.line(depth, &format!("{printed}: {error}")),
            },
            _ => self.line(depth, &printed),
        }
    }
}

fn each(query: &Query) -> &[Query] {
    std::slice::from_ref(query)
}

/// Columns of a text around a place.
const AROUND: usize = 76;

/// A message with the place it is about below it: as much of the text as fits a line, and a mark under each column of
/// the place.
///
/// ```
/// use tracuu::output::pointed;
/// let shown = pointed("họp year:3", &(6..12), "no year");
/// assert_eq!(shown.lines().nth(2), Some("      ^^^^^^"));
/// ```
pub fn pointed(text: &str, range: &Range<usize>, message: &str) -> String {
    let place = text.get(range.clone()).filter(|_| !text.is_empty());
    if place.is_none() {
        return message.to_owned();
    }
    let Range { start, end } = window(text, range.start);
    let (cut, rest) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    let blank = " ".repeat(cut.width() + wide(&text[start..range.start]));
    let mark = "^".repeat(wide(&text[range.start..range.end.min(end)]).max(1));
    format!("{message}\n  {cut}{}{rest}\n  {blank}{mark}", visible(&text[start..end]))
}

/// As much of a text around a byte as fits a line: what stands before it takes half of the line at most.
fn window(text: &str, at: usize) -> Range<usize> {
    let mut start = at;
    let mut columns = 0;
    for c in text[..at].chars().rev() {
        columns += wide(c.encode_utf8(&mut [0; 4]));
        // A mark is of the letter before it.
        if columns > AROUND / 2 && c.width() != Some(0) {
            break;
        }
        start -= c.len_utf8();
    }
    let mut end = start;
    let mut columns = 0;
    for c in text[start..].chars() {
        columns += wide(c.encode_utf8(&mut [0; 4]));
        if columns > AROUND {
            break;
        }
        end += c.len_utf8();
    }
    start..end.max(at)
}

/// The columns that a text takes on a terminal.
fn wide(text: &str) -> usize {
    visible(text).width()
}

/// Writes the fields a query can name, for reading.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_fields(out: &mut dyn Write, fields: &[Field], style: Style) -> io::Result<()> {
    for field in fields {
        let name = style.strong(&format!("{}:", field.name));
        let aliases = match field.aliases {
            [] => String::new(),
            aliases => format!("  {}", style.dim(&format!("{}:", aliases.join(": ")))),
        };
        writeln!(out, "{name}{aliases}\n    {}\n    {}", field.takes, style.dim(field.example))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn tree(text: &str) -> String {
        let mut out = Vec::new();
        let today = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        write_query(&mut out, &parse(text).unwrap(), today).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_query_is_read_back_as_a_tree() {
        let printed =
            tree("họp \"dân vận\" (a OR b c) NOT title:kiểm* ngày:\"tháng trước\" unit:x");
        let lines = [
            "all of",
            "  words họp",
            "  phrase \"dân vận\"",
            "  any of",
            "    words a",
            "    words b c",
            "  not",
            "    in the title",
            "      a word that begins kiểm",
            "  days from 2026-02-01 up to 2026-02-28 (tháng trước)",
            "  unit:x",
        ];
        assert_eq!(printed.lines().collect::<Vec<_>>(), lines);
        assert_eq!(tree(""), "nothing is asked\n");
    }

    #[test]
    fn the_mark_stands_under_the_place_whatever_is_before_it() {
        // Wide letters, letters made of several, and what is made visible.
        for before in
            ["", "đường ", "党建 ", "e\u{301}\u{323} ", "a\u{202e}b ", &"rất dài ".repeat(40)]
        {
            let text = format!("{before}SAI sau đó");
            let range = before.len()..before.len() + 3;
            let shown = pointed(&text, &range, "no");
            let lines: Vec<&str> = shown.lines().collect();
            let at = lines[1].find("SAI").unwrap();
            assert_eq!(lines[1][..at].width(), lines[2].find('^').unwrap(), "{shown}");
            assert_eq!(lines[2].trim(), "^^^");
            assert!(lines[1].width() <= 80, "{shown}");
        }
    }

    #[test]
    fn a_place_without_a_text_or_out_of_it_has_no_mark() {
        assert_eq!(pointed("", &(0..0), "no"), "no");
        assert_eq!(pointed("đ", &(1..2), "no"), "no");
        assert!(pointed("ab", &(2..2), "no").ends_with("    ^"));
    }
}
