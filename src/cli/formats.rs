//! The forms in which answers leave: their names on the command line, and what a terminal changes.

use std::io::{self, IsTerminal as _, Write};

use serde::Serialize;

use super::Global;
use crate::output::{Format, HitFormat, HitWriter, Template, visible_json};
use crate::query::Sort;

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Json, Self::Jsonl]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let name = match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        };
        Some(clap::builder::PossibleValue::new(name))
    }
}

impl clap::ValueEnum for Sort {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Score, Self::Oldest, Self::Newest]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()))
    }
}

impl clap::ValueEnum for HitFormat {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: [HitFormat; HitFormat::ALL.len()] = {
            let mut all = [HitFormat::Text; HitFormat::ALL.len()];
            let mut n = 0;
            while n < all.len() {
                all[n] = HitFormat::ALL[n].0;
                n += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()))
    }
}

/// How the answer to a search leaves.
pub(super) enum Form {
    /// As one JSON value.
    Answer,
    /// Hit after hit.
    Hits(HitForm),
}

/// How one hit leaves.
pub(super) enum HitForm {
    /// In a format.
    Format(HitFormat),
    /// By the user's template.
    Template(Template),
}

impl HitForm {
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Self::Format(HitFormat::Text))
    }

    /// What writes such hits to stdout.
    pub(super) fn writer(self, global: &Global) -> HitWriter {
        let writer = match self {
            Self::Format(format) => HitWriter::new(format, global.style()),
            Self::Template(template) => HitWriter::by(template, global.style()),
        };
        writer.for_terminal(io::stdout().is_terminal())
    }
}

/// Writes a JSON value to stdout; on a terminal what would steer it is written by its number, which is the same JSON.
pub(super) fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    if io::stdout().is_terminal() {
        out.write_all(visible_json(&serde_json::to_string(value)?).as_bytes())?;
    } else {
        serde_json::to_writer(&mut *out, value)?;
    }
    out.write_all(b"\n")
}
