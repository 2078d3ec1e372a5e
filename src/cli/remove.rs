//! `tracuu remove`: take articles out of the index.

use std::io::Write as _;

use super::{Global, Outcome, stdout};
use crate::article::ArticleId;
use crate::error::{Error, ErrorKind};
use crate::index::Index;

/// Take articles out of the index
///
/// They stay out: an ingest that meets them again leaves them out, until --undo lets them in. Prints `committed N`.
/// Exit code 0: all are out, 1: some were not there.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Their ids, as `search` prints them
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// Let articles that were taken out in again; the next ingest of their sources brings them back
    #[arg(long)]
    undo: bool,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let ids = args.ids.iter().map(|id| {
        ArticleId::parse(id)
            .map_err(|cause| Error::new(ErrorKind::Query, cause.to_string()).because(cause))
    });
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    let mut writer = Index::writer(&global.index_dir())?;
    let (mut done, mut outcome) = (0, Outcome::Done);
    for id in &ids {
        let known = writer.known();
        let there = if args.undo {
            known.is_removed(id.as_str())
        } else {
            known.article(id.as_str()).is_some()
        };
        if !there {
            let what = if args.undo { "was not taken out" } else { "is not in the index" };
            super::note(format_args!("tracuu: the article `{id}` {what}"));
            outcome = Outcome::NothingFound;
            continue;
        }
        let changed = if args.undo { writer.readmit(id) } else { writer.banish(id) };
        changed?;
        done += 1;
    }
    if done > 0 {
        writer.commit()?;
    }
    writer.close()?;
    let mut out = stdout();
    writeln!(out, "committed {done}")?;
    out.flush()?;
    Ok(outcome)
}
