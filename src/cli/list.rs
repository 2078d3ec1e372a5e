//! What the commands that list have in common: the text a name must hold, the filters, how many are printed, and
//! how.

use std::io::Write;

use clap::ValueEnum;
use serde::Serialize;

use super::select::Narrow;
use super::{Global, Outcome, stdout};
use crate::output::{Format, ListRecord, Style, write_rows};
use crate::query::Filters;
use crate::search::Searcher;
use crate::vi::fold;

/// How many entries are printed for reading unless told otherwise.
const FOR_READING: usize = 50;

/// What to list.
#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// Only entries whose name or key holds these words, with or without accents
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
    #[command(flatten)]
    narrow: Narrow,
    /// Which come first: those of most articles, or by name, persons by their given name
    #[arg(long, value_name = "ORDER", default_value = "count")]
    pub(super) sort: Order,
    /// Most entries to print [default: 50 as text, all as JSON]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to print: for reading, as one JSON value, or one JSON value an entry
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: Format,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    /// Those of most articles first
    Count,
    /// In the order of Vietnamese dictionaries
    Name,
}

/// A kind of list: how its records are called, and how an entry reads.
pub(super) struct Kind<T> {
    /// Schema of one entry, without version: `unit`.
    pub(super) one: &'static str,
    /// What all are called: `units`.
    pub(super) all: &'static str,
    /// The columns of an entry for reading.
    pub(super) row: fn(&T) -> Vec<String>,
}

impl List {
    /// The filters, every name resolved.
    pub(super) fn filters(&self, searcher: &Searcher<'_>) -> crate::Result<Filters> {
        self.narrow.filters(searcher)
    }

    /// Whether some texts hold the words asked for, together.
    pub(super) fn takes(&self, texts: &[&str]) -> bool {
        let plain = |text: &str| {
            let letters = fold(text).to_lowercase();
            let runs = letters.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
            format!(" {}", runs.collect::<Vec<_>>().join(" "))
        };
        let wanted = plain(&self.text.join(" "));
        texts.iter().any(|text| plain(text).contains(wanted.trim_end()))
    }

    /// Prints the entries, which are in their order.
    pub(super) fn print<T: Serialize>(
        &self,
        all: &[T],
        kind: &Kind<T>,
        global: &Global,
    ) -> anyhow::Result<Outcome> {
        let most = self.limit.unwrap_or(match self.format {
            Format::Text => FOR_READING,
            Format::Json | Format::Jsonl => usize::MAX,
        });
        let shown = &all[..all.len().min(most)];
        let mut out = stdout();
        match self.format {
            Format::Text => {
                let rows: Vec<Vec<String>> = shown.iter().map(kind.row).collect();
                write_rows(&mut out, &rows, global.style())?;
                if all.len() > shown.len() {
                    out.flush()?;
                    let more = all.len() - shown.len();
                    global.say(format_args!("and {more} more; --limit {} prints all", all.len()));
                }
            }
            Format::Json => {
                let name = format!("tracuu/{}@1", kind.all);
                serde_json::to_writer(&mut out, &ListRecord::all(&name, kind.all, shown))?;
                writeln!(out)?;
            }
            Format::Jsonl => {
                let name = format!("tracuu/{}@1", kind.one);
                for entry in shown {
                    serde_json::to_writer(&mut out, &ListRecord::one(&name, entry))?;
                    writeln!(out)?;
                }
            }
        }
        out.flush()?;
        Ok(if all.is_empty() { Outcome::NothingFound } else { Outcome::Done })
    }
}

/// A kind of profile: how its records are called, and how one is written for reading.
pub(super) struct Profiles<T> {
    /// Schema of one, without version: `unit-profile`.
    pub(super) one: &'static str,
    /// What all are called: `units`.
    pub(super) all: &'static str,
    /// Writes one for reading.
    pub(super) write: fn(&mut dyn Write, &T, Style) -> std::io::Result<()>,
}

impl<T: Serialize> Profiles<T> {
    /// Prints what is known of each; as JSON all in one value.
    pub(super) fn print(
        &self,
        profiles: &[T],
        format: Format,
        global: &Global,
    ) -> anyhow::Result<Outcome> {
        let mut out = stdout();
        let schema = format!("tracuu/{}@1", self.one);
        if format == Format::Json {
            let schema = format!("tracuu/{}s@1", self.one);
            serde_json::to_writer(&mut out, &ListRecord::all(&schema, self.all, profiles))?;
            writeln!(out)?;
        }
        for (n, profile) in profiles.iter().enumerate() {
            match format {
                Format::Json => {}
                Format::Jsonl => {
                    serde_json::to_writer(&mut out, &ListRecord::one(&schema, profile))?;
                    writeln!(out)?;
                }
                Format::Text => {
                    if n > 0 {
                        writeln!(out)?;
                    }
                    (self.write)(&mut out, profile, global.style())?;
                }
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}
