//! `tracuu fields`: what a query can name.

use std::io::Write as _;

use super::formats::write_json;
use super::{Global, Outcome, stdout};
use crate::output::{FIELDS_SCHEMA, Format, ListRecord, write_fields};
use crate::query::FIELDS;

/// List the fields a query can name, with their other names, what they take and an example
///
/// A field stands before its value with a colon and without a blank: `year:2021`, `unit:"Hà Nội"`. No index is needed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How to print: for reading, as one JSON value, or one JSON value a field
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    match args.format {
        Format::Text => write_fields(&mut out, &FIELDS, global.style())?,
        Format::Json => write_json(&mut out, &ListRecord::all(FIELDS_SCHEMA, "fields", &FIELDS))?,
        Format::Jsonl => {
            for field in &FIELDS {
                write_json(&mut out, &ListRecord::one("tracuu/field@1", field))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
