//! `tracuu schema`: the JSON Schema of what other commands print.

use std::io::Write as _;

use super::{Outcome, stdout};
use crate::error::{Error, ErrorKind};
use crate::output::{schema, schema_names, schema_title};

/// Print the JSON Schema of an output, or the names of all
///
/// Every JSON record that the program prints names its schema in the field `schema`. Within a version fields are
/// added, never changed or taken away.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The output, as its field `schema` names it, with or without `tracuu/` and version
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    match &args.name {
        None => {
            for name in schema_names() {
                let id = format!("tracuu/{name}@1");
                writeln!(out, "{id:<28}{}", schema_title(name).unwrap_or_default())?;
            }
        }
        Some(name) => {
            let Some(schema) = schema(name) else { return Err(unknown(name).into()) };
            serde_json::to_writer_pretty(&mut out, &schema)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn unknown(name: &str) -> Error {
    let names: Vec<&str> = schema_names().collect();
    let message = format!("there is no schema `{name}`; there are {}", names.join(", "));
    Error::new(ErrorKind::Query, message)
}
