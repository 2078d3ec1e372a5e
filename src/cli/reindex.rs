//! `tracuu reindex`: label the articles of the index anew.

use std::io::Write as _;

use super::{Global, Outcome, ingest, stdout, today};
use crate::index::Index;
use crate::ingest::Context;
use crate::run::{self, Relabel};

/// Label the articles of the index anew, from what it stores
///
/// After a change of the catalogue, or with another `--catalog`: units, topics, persons and documents are read
/// again from the stored text, without the sources. What people corrected stays. Prints `committed N`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Read only the topics anew
    #[arg(long)]
    topics_only: bool,
    /// Also articles that this very catalogue labelled
    #[arg(long)]
    all: bool,
}

/// Articles after which a long run says that it goes on.
const TOLD_EVERY: usize = 10_000;

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let catalog = global.catalog_to_write()?;
    let mut writer = Index::writer(&global.index_dir())?;
    let stop = ingest::stop_on_interrupt()?;
    let what = if args.topics_only { Relabel::Topics } else { Relabel::All };
    let context = Context { catalog: &catalog, today: today() };
    let mut told = 0;
    let mut tick = |done: usize| {
        if done >= told + TOLD_EVERY {
            told = done;
            global.say(format_args!("tracuu: {done} articles labelled anew"));
        }
    };
    let done = run::reindex(&mut writer, (what, args.all), (context, &stop), &mut tick)?;
    writer.close()?;
    global.say(format_args!(
        "tracuu: {} articles labelled anew, {} of them otherwise than before",
        done.articles, done.changed
    ));
    let mut out = stdout();
    writeln!(out, "committed {}", done.articles)?;
    out.flush()?;
    Ok(if done.stopped { Outcome::Interrupted } else { Outcome::Done })
}
