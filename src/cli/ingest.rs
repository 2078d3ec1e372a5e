//! `tracuu ingest`: read inputs into the index.

use std::io::Write as _;

use super::inputs::Inputs;
use super::{Global, Outcome, stdout, today};
use crate::catalog::Catalog;
use crate::index::Index;
use crate::ingest::{Context, Failure};
use crate::run::{self, Report};

/// Read pages and records into the index
///
/// A second run over the same inputs reads only what changed. What cannot be read is named on stderr
/// with the reason, and the rest goes in. Prints `committed N`, the articles written, when the disk has
/// them. Exit code 0: all in, 3: some inputs failed, 12: another process is writing.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let dir = global.index_dir();
    let catalog = Catalog::embedded();
    if !Index::exists(&dir)? {
        Index::create(&dir, &catalog.digest())?;
    }
    let mut writer = Index::writer(&dir)?;
    writer.set_catalog(&catalog.digest());
    let source = args.inputs.source();
    let context = Context { catalog: &catalog, today: today() };
    let report = run::ingest(source, &mut writer, context)?;
    writer.close()?;
    tell(&report, global);
    let mut out = stdout();
    writeln!(out, "committed {}", report.written())?;
    out.flush()?;
    Ok(if report.failures.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

fn tell(report: &Report, global: &Global) {
    report.failures.iter().for_each(tell_failure);
    for duplicate in &report.duplicates {
        global.say(format_args!(
            "tracuu: {}: left out, the index holds its article {} from {}",
            duplicate.path, duplicate.id, duplicate.held
        ));
    }
    global.say(format_args!(
        "tracuu: {} added, {} changed, {} unchanged, {} duplicate, {} failed",
        report.added,
        report.changed,
        report.unchanged,
        report.duplicates.len(),
        report.failures.len()
    ));
}

/// Names an input that could not be read, and why; said even when asked to be quiet.
pub(super) fn tell_failure(failure: &Failure) {
    let record = failure.record.map(|n| format!(", record {n}")).unwrap_or_default();
    super::note(format_args!("tracuu: {}{record}: {}", failure.path, failure.reason));
}
