//! The tokens of a text, as a table for people and as a record.
//!
//! Apart from [`super::json`] as it shows what `vi` gives, of no article: whoever tries the analysis needs no
//! index.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::text::{Style, visible};
use crate::vi::syllable::{is_bare_form, is_syllable};
use crate::vi::{self, TokenKind, keys};

/// Schema of what `analyze` prints.
pub const ANALYSIS_SCHEMA: &str = "tracuu/analysis@1";

/// A stream of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Stream {
    Exact,
    Folded,
}

/// How a run reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Reading {
    /// It is a possible syllable.
    Syllable,
    /// It is none, but one without its marks.
    Unaccented,
}

#[derive(Serialize)]
struct Row<'t> {
    stream: Stream,
    position: usize,
    position_length: usize,
    from: usize,
    to: usize,
    kind: &'static str,
    text: String,
    covers: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reads: Option<Reading>,
    /// The syllable that it is in Telex or VNI keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<String>,
}

/// All tokens of a text, stream after stream.
#[derive(Serialize)]
pub struct Analysis<'t> {
    schema: &'static str,
    analyzer: u32,
    text: &'t str,
    tokens: Vec<Row<'t>>,
}

impl<'t> Analysis<'t> {
    /// Analyses `text` as it stands, without cleaning it first.
    pub fn new(text: &'t str) -> Self {
        let exact = vi::tokens(text).map(|token| Row::exact(text, token));
        let folded = vi::tokens(text).map(|token| Row::folded(text, token));
        let tokens = exact.chain(folded).collect();
        Self { schema: ANALYSIS_SCHEMA, analyzer: vi::VERSION, text, tokens }
    }
}

impl<'t> Row<'t> {
    fn new(stream: Stream, text: &'t str, token: vi::Token) -> Self {
        Self {
            stream,
            position: token.position,
            position_length: token.position_length,
            from: token.from,
            to: token.to,
            kind: kind(token.kind),
            text: token.text,
            covers: &text[token.from..token.to],
            reads: None,
            keys: None,
        }
    }

    fn exact(text: &'t str, token: vi::Token) -> Self {
        let kind = token.kind;
        let mut row = Self::new(Stream::Exact, text, token);
        if kind == TokenKind::Word {
            row.reads = match row.text.as_str() {
                run if is_syllable(run) => Some(Reading::Syllable),
                run if is_bare_form(run) => Some(Reading::Unaccented),
                _ => None,
            };
        }
        // VNI keys are a unit of letters and digits.
        if matches!(kind, TokenKind::Word | TokenKind::Whole) {
            row.keys = keys::telex(row.covers).or_else(|| keys::vni(row.covers));
        }
        row
    }

    fn folded(text: &'t str, mut token: vi::Token) -> Self {
        token.text = vi::fold(&token.text);
        Self::new(Stream::Folded, text, token)
    }

    /// What the columns of the table show.
    fn cells(&self) -> [String; 7] {
        let reads = match (self.reads, &self.keys) {
            (_, Some(keys)) => format!("keys of {keys}"),
            (Some(Reading::Syllable), _) => "syllable".to_owned(),
            (Some(Reading::Unaccented), _) => "unaccented".to_owned(),
            _ => String::new(),
        };
        let position = match self.position_length {
            1 => self.position.to_string(),
            length => format!("{}+{length}", self.position),
        };
        [
            stream_name(self.stream).to_owned(),
            position,
            format!("{}..{}", self.from, self.to),
            self.kind.replace('_', " "),
            visible(&self.text),
            visible(&self.covers.replace('\n', " ")),
            reads,
        ]
    }
}

fn stream_name(stream: Stream) -> &'static str {
    match stream {
        Stream::Exact => "exact",
        Stream::Folded => "folded",
    }
}

fn kind(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Word => "word",
        TokenKind::Number => "number",
        TokenKind::Whole => "whole",
        TokenKind::CaseMark => "case_mark",
        TokenKind::Counter => "counter",
    }
}

/// Writes the tokens as a table: positions as `first+length` where a token covers more than one.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_analysis(
    out: &mut dyn Write,
    analysis: &Analysis<'_>,
    style: Style,
) -> io::Result<()> {
    let head = ["stream", "position", "bytes", "kind", "text", "covers", "reads"];
    let head = head.map(str::to_owned);
    let rows: Vec<_> = analysis.tokens.iter().map(Row::cells).collect();
    let width = |column: usize| {
        let cells = rows.iter().chain([&head]).map(|row| row[column].width());
        cells.max().unwrap_or(0)
    };
    let widths: [usize; 7] = std::array::from_fn(width);
    writeln!(out, "{}", style.dim(&line(&head, &widths)))?;
    rows.iter().try_for_each(|row| writeln!(out, "{}", line(row, &widths)))
}

fn line(cells: &[String; 7], widths: &[usize; 7]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', 2 + width.saturating_sub(cell.width())));
    }
    line.truncate(line.trim_end().len());
    line
}
