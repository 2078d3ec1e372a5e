//! Labelling stored articles anew after the catalogue changed, without their sources.
//!
//! Every article is written again, even one whose labels stay: that it was looked at by this catalogue is what the
//! next run has to know. Near copies keep their groups, corrections their last word.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::{BATCH, COMMIT_EVERY, stamp};
use crate::article::Article;
use crate::error::Result;
use crate::index::{Labels, Stored, Writer};
use crate::ingest::{self, Context};

/// What is read anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relabel {
    /// Units, topics, persons, documents and terms of office.
    All,
    /// Topics alone.
    Topics,
}

/// What a run over the stored articles did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relabelled {
    /// Articles labelled anew.
    pub articles: usize,
    /// Of these, those whose labels are others now.
    pub changed: usize,
    /// Whether the run was stopped before its end.
    pub stopped: bool,
}

/// Labels the articles of the index that another catalogue labelled, or `every` one, and commits them. `tick` is
/// called with the number done so far.
///
/// # Errors
/// When the index cannot be read or written; what was committed before stands.
pub fn reindex(
    writer: &mut Writer,
    (what, every): (Relabel, bool),
    (context, stop): (Context<'_>, &AtomicBool),
    tick: &mut dyn FnMut(usize),
) -> Result<Relabelled> {
    writer.set_catalog(&stamp(context.catalog));
    let now = writer.labels();
    let mut sums = Relabelled::default();
    let mut stored = writer.stored()?.peekable();
    while stored.peek().is_some() {
        if stop.load(Ordering::Relaxed) {
            sums.stopped = true;
            break;
        }
        let batch = stored.by_ref().take(BATCH).collect::<Result<Vec<_>>>()?;
        let mut work: Vec<(Stored, Labels, bool)> = batch
            .into_iter()
            .filter_map(|stored| {
                let before = writer.known().labels(stored.article.id.as_str())?;
                let after = match what {
                    Relabel::All => now,
                    Relabel::Topics => Labels { topics: now.topics, ..before },
                };
                (every || before != after).then_some((stored, after, false))
            })
            .collect();
        work.par_iter_mut().for_each(|(stored, _, changed)| {
            *changed = relabel(&mut stored.article, what, context);
        });
        for (stored, labels, changed) in &work {
            writer.relabel(stored, *labels)?;
            sums.changed += usize::from(*changed);
        }
        sums.articles += work.len();
        tick(sums.articles);
        if writer.pending() >= COMMIT_EVERY {
            writer.commit()?;
        }
    }
    if writer.pending() > 0 || writer.manifest().catalog != stamp(context.catalog) {
        writer.commit()?;
    }
    Ok(sums)
}

/// Reads an article's labels anew; whether any is another now.
fn relabel(article: &mut Article, what: Relabel, context: Context<'_>) -> bool {
    let before = article.clone();
    match what {
        Relabel::All => ingest::label(article, context),
        Relabel::Topics => ingest::label_topics(article, context),
    }
    ingest::correct_labels(article, context);
    *article != before
}
