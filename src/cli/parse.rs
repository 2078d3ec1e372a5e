//! `tracuu parse`: what ingestion understands, without an index.

use std::io::Write as _;

use super::ingest::tell_failure;
use super::inputs::Inputs;
use super::{Global, Outcome, stdout, today};
use crate::ingest::{self, Context, Failure};
use crate::output::ArticleRecord;

/// Print what ingestion understands of inputs, one JSON object a line
///
/// No index is needed. Exit code 0: all read, 3: some inputs failed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let catalog = global.catalog_given()?.unwrap_or_default();
    let context = Context { catalog: &catalog, today: today() };
    let mut out = stdout();
    let mut outcome = Outcome::Done;
    for document in args.inputs.source().without(&args.inputs.corrections()) {
        let article = document.and_then(|raw| {
            ingest::parse(&raw, context).map_err(|error| Failure {
                path: raw.path.clone(),
                record: raw.record,
                reason: error.to_string(),
            })
        });
        match article {
            Ok(article) => {
                serde_json::to_writer(&mut out, &ArticleRecord::new(&article))?;
                writeln!(out)?;
            }
            Err(failure) => {
                tell_failure(&failure);
                outcome = Outcome::SomeFailed;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}
