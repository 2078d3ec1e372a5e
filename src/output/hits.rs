//! Hits one after another, in each form that is a row of hits: for reading, as records, rows, ids, references, or by
//! a template of the user's own.
//!
//! Apart from [`super::Answer`], which is one value with all hits in it: here nothing but what was written before is
//! kept, so that any number of hits can pass.

use std::collections::HashSet;
use std::io::{self, Write};

use serde_json::Value;

use super::bibtex::write_bibtex;
use super::hit_rows;
use super::json::HitRecord;
use super::ris::write_ris;
use super::table::Separator;
use super::template::Template;
use super::text::{Style, visible_json, visible_lines, write_hits_from};
use crate::error::{Error, ErrorKind, Result};
use crate::search::Hit;

/// How the hits of a search are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HitFormat {
    /// For reading.
    Text,
    /// The whole answer as one JSON value.
    Json,
    /// One JSON value a hit.
    Jsonl,
    /// Comma-separated values as in RFC 4180, for spreadsheets.
    Csv,
    /// Tab-separated values, a line a hit.
    Tsv,
    /// Ids, one a line.
    Ids,
    /// Ids, each ended by a NUL character.
    Ids0,
    /// References for reference managers.
    Ris,
    /// References for TeX.
    Bibtex,
}

impl HitFormat {
    /// All formats with their names.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Text, "text"),
        (Self::Json, "json"),
        (Self::Jsonl, "jsonl"),
        (Self::Csv, "csv"),
        (Self::Tsv, "tsv"),
        (Self::Ids, "ids"),
        (Self::Ids0, "ids0"),
        (Self::Ris, "ris"),
        (Self::Bibtex, "bibtex"),
    ];

    /// The format's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, _)| *format == self).map_or("text", |(_, name)| name)
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(format, _)| *format)
    }
}

/// What one hit after another is written as.
pub struct HitWriter {
    form: Form,
    style: Style,
    many: bool,
    shown: bool,
    begun: bool,
    rank: usize,
    references: HashSet<String>,
}

enum Form {
    Given(HitFormat),
    Own(Template),
}

impl HitWriter {
    /// In a format. [`HitFormat::Json`] has no row of hits; one JSON value a hit is written then.
    pub fn new(format: HitFormat, style: Style) -> Self {
        Self::of(Form::Given(format), style)
    }

    /// By a template.
    pub fn by(template: Template, style: Style) -> Self {
        Self::of(Form::Own(template), style)
    }

    fn of(form: Form, style: Style) -> Self {
        Self {
            form,
            style,
            many: false,
            shown: false,
            begun: false,
            rank: 0,
            references: HashSet::new(),
        }
    }

    /// The same writer for the answers to several questions: rows begin with the question's id.
    #[must_use]
    pub fn for_many(self) -> Self {
        Self { many: true, ..self }
    }

    /// The same writer, counting ranks on behind so many hits of pages before.
    #[must_use]
    pub fn behind(self, offset: usize) -> Self {
        Self { rank: offset, ..self }
    }

    /// The same writer for a terminal, if it is one: what would steer it is made visible. Elsewhere each text is as
    /// it is.
    #[must_use]
    pub fn for_terminal(self, shown: bool) -> Self {
        Self { shown, ..self }
    }

    /// Writes what stands before the first hit, if it was not written yet: an empty answer has it too.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] when `out` cannot be written.
    pub fn begin(&mut self, out: &mut dyn Write) -> Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let Some(separator) = self.separator() else { return Ok(()) };
        hit_rows::write_header(out, separator, self.many).map_err(unwritten)
    }

    /// Writes more hits of the same answer.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Query`] when the template fails, [`crate::ErrorKind::Io`] when `out` cannot be written.
    pub fn write(&mut self, out: &mut dyn Write, hits: &[Hit]) -> Result<()> {
        self.write_as(out, None, hits)
    }

    /// Writes the hits that answer a question.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn answer(&mut self, out: &mut dyn Write, qid: &Value, hits: &[Hit]) -> Result<()> {
        self.rank = 0;
        self.write_as(out, Some(qid), hits)
    }

    fn separator(&self) -> Option<Separator> {
        match self.form {
            Form::Given(HitFormat::Csv) => Some(Separator::Comma),
            Form::Given(HitFormat::Tsv) => Some(Separator::Tab),
            _ => None,
        }
    }

    fn write_as(&mut self, out: &mut dyn Write, qid: Option<&Value>, hits: &[Hit]) -> Result<()> {
        self.begin(out)?;
        if matches!(self.form, Form::Given(HitFormat::Text)) {
            write_hits_from(out, self.rank, hits, self.style).map_err(unwritten)?;
            self.rank += hits.len();
            return Ok(());
        }
        for hit in hits {
            self.rank += 1;
            let written = self.written(qid, hit)?;
            let written = if self.shown { self.made_visible(written) } else { written };
            out.write_all(&written).map_err(unwritten)?;
        }
        Ok(())
    }

    fn written(&mut self, qid: Option<&Value>, hit: &Hit) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        match &self.form {
            Form::Own(template) => {
                return template.render(hit, (qid, self.rank)).map(String::into_bytes);
            }
            Form::Given(format) => {
                let at = (qid, self.rank, hit);
                in_format(&mut out, *format, at, &mut self.references).map_err(unwritten)?;
            }
        }
        Ok(out)
    }

    /// Bytes for a terminal. Records stay JSON; tabs divide columns.
    fn made_visible(&self, written: Vec<u8>) -> Vec<u8> {
        let text = String::from_utf8_lossy(&written);
        match self.form {
            Form::Given(HitFormat::Jsonl | HitFormat::Json) => visible_json(&text).into_bytes(),
            Form::Given(HitFormat::Ids0) => written,
            _ => {
                let lines = text.replace("\r\n", "\n");
                let cells = lines.split('\t').map(visible_lines);
                cells.collect::<Vec<_>>().join("\t").into_bytes()
            }
        }
    }
}

fn in_format(
    out: &mut Vec<u8>,
    format: HitFormat,
    (qid, rank, hit): (Option<&Value>, usize, &Hit),
    references: &mut HashSet<String>,
) -> io::Result<()> {
    let id = hit.article.id.as_str();
    match format {
        HitFormat::Csv => hit_rows::write_hit(out, Separator::Comma, (qid, rank, hit)),
        HitFormat::Tsv => hit_rows::write_hit(out, Separator::Tab, (qid, rank, hit)),
        HitFormat::Ids => writeln!(out, "{id}"),
        HitFormat::Ids0 => write!(out, "{id}\0"),
        HitFormat::Ris => write_ris(out, &hit.article),
        HitFormat::Bibtex => write_bibtex(out, &hit.article, references),
        HitFormat::Text | HitFormat::Json | HitFormat::Jsonl => {
            serde_json::to_writer(&mut *out, &HitRecord::new(hit).alone())?;
            writeln!(out)
        }
    }
}

fn unwritten(cause: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the output cannot be written: {cause}")).because(cause)
}
