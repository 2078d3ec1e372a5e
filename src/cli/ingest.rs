//! `tracuu ingest`: read inputs into the index.

use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::Context as _;

use super::inputs::Inputs;
use super::place::{read_small, unreadable};
use super::progress::Progress;
use super::{Global, Outcome, stdout, today};
use crate::catalog::Catalog;
use crate::error::{Error, ErrorKind};
use crate::index::{Index, Writer};
use crate::ingest::{Context, Corrections, Failure};
use crate::output::{RunEntry, RunSummary, visible};
use crate::run::{self, Entry, Plan, Report, Status};

/// Read pages and records into the index
///
/// A second run over the same inputs reads only what changed. What cannot be read is named on stderr
/// with the reason, and the rest goes in. Prints `committed N`, the articles written, when the disk has
/// them. Ctrl-C ends the run, with what is whole committed. Exit code 0: all in, 3: some inputs failed,
/// 12: another process is writing, 130: ended by Ctrl-C.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Take out what came from these paths before and is there no more
    #[arg(long)]
    prune: bool,
    /// Say what a run would do, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what became of every input to FILE, one JSON object a line, the sums on the last
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Put articles right by FILE, one JSON object a line: {"id": …, "field": …, "value": …, "note": …}; a
    /// corrections.jsonl beside the inputs is read by itself. What was put right stays so, until a line with
    /// "undo": true instead of a value takes it back
    #[arg(long, value_name = "FILE")]
    corrections: Vec<PathBuf>,
}

impl Args {
    /// The files given, and those that stand beside the inputs.
    fn correction_files(&self) -> Vec<PathBuf> {
        let mut files = self.inputs.corrections();
        files.extend(self.corrections.iter().cloned());
        files
    }

    fn corrections(&self, context: Context<'_>) -> anyhow::Result<Corrections> {
        let mut corrections = Corrections::default();
        for file in self.correction_files() {
            let shown = file.display().to_string();
            let text =
                read_small(&file).map_err(|cause| unreadable("corrections", &shown, &cause))?;
            corrections.add(&shown, &text, context)?;
        }
        Ok(corrections)
    }
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    let catalog = global.catalog_to_write()?;
    let context = Context { catalog: &catalog, today: today() };
    let corrections = args.corrections(context)?;
    let report = args.report.as_deref().map(ReportFile::open).transpose()?;
    let mut writer = writer(args, global, &catalog)?;
    let mut report = report.map(ReportFile::emptied).transpose()?;
    let stop = stop_on_interrupt()?;
    let left_out: Vec<PathBuf> =
        args.report.iter().cloned().chain(args.correction_files()).collect();
    let source = args.inputs.source().without(&left_out).with_stop(stop.clone());
    let mut progress = Progress::new((&args.inputs.paths, source.progress()), global.quiet);
    let scope = source.scope();
    let covers = |path: &str| scope.covers(path);
    let prune: Option<&dyn Fn(&str) -> bool> = if args.prune { Some(&covers) } else { None };
    let plan = Plan { context, corrections: &corrections, prune, stop: &stop };
    let mut broken = None;
    let mut first = Some(source);
    let mut sources = || first.take().unwrap_or_else(|| args.inputs.again().without(&left_out));
    let ended = run::ingest(&mut sources, &mut writer, plan, &mut |entry| {
        if needs_saying(entry) {
            progress.suspend(|| tell(entry, global));
        }
        progress.tick();
        if let Some(Err(error)) = report.as_mut().map(|report| report.entry(entry)) {
            // A report that cannot be written ends the run like Ctrl-C does.
            stop.store(true, Ordering::Relaxed);
            broken.get_or_insert(error);
        }
    });
    progress.finish();
    let sums = ended?;
    tell_unmet(&corrections, &sums, &writer);
    writer.close()?;
    if let Some(report) = report.as_mut().filter(|_| broken.is_none()) {
        report.summary(&RunSummary::new(&sums, args.dry_run, begun.elapsed()))?;
    }
    conclude(&sums, args, global)?;
    match broken {
        Some(error) => Err(error),
        None if sums.stopped.is_some() => Ok(Outcome::Interrupted),
        None if sums.failed > 0 => Ok(Outcome::SomeFailed),
        None => Ok(Outcome::Done),
    }
}

fn writer(args: &Args, global: &Global, catalog: &Catalog) -> anyhow::Result<Writer> {
    let dir = global.index_dir();
    let stamp = run::stamp(catalog);
    let writer = if args.dry_run {
        Index::rehearsal(&dir, &stamp)?
    } else {
        if !Index::exists(&dir)? {
            Index::create(&dir, &stamp)?;
        }
        Index::writer(&dir)?
    };
    let kept =
        writer.manifest().catalog.own.as_ref().filter(|own| Some(*own) != stamp.own.as_ref());
    if let Some(kept) = kept {
        let now = stamp.own.as_ref().map_or("no units and topics of your own", |own| &own.file);
        global.say(format_args!(
            "tracuu: the index keeps {now} from now on, in place of what it had from {}",
            kept.file
        ));
    }
    Ok(writer)
}

/// A mark that Ctrl-C sets; a second Ctrl-C ends the process at once, which loses what is not committed.
pub(super) fn stop_on_interrupt() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let mark = stop.clone();
    ctrlc::set_handler(move || {
        if mark.swap(true, Ordering::Relaxed) {
            super::leave(super::INTERRUPTED);
        }
        super::note(format_args!("tracuu: stopping; what is whole is being committed"));
    })
    .context("cannot listen for Ctrl-C")?;
    Ok(stop)
}

/// The file that `--report` names.
struct ReportFile {
    path: PathBuf,
    out: BufWriter<File>,
}

impl ReportFile {
    /// Opens it; the report of the last run stays until this one may begin. Nothing but a report is overwritten.
    fn open(path: &Path) -> anyhow::Result<Self> {
        const BEGINNING: &[u8] = b"{\"schema\":\"tracuu/ingest-";
        let old = File::open(path).ok().filter(|_| path.is_file());
        let mut head = Vec::new();
        let read = old.map(|old| old.take(BEGINNING.len() as u64).read_to_end(&mut head));
        if read.transpose()?.is_some() && !head.is_empty() && head != BEGINNING {
            let message =
                format!("{} is there and is no report; name another file", path.display());
            return Err(Error::new(ErrorKind::Query, message).into());
        }
        let file = File::options().write(true).create(true).truncate(false).open(path);
        let out = file.with_context(|| unwritten(path))?;
        Ok(Self { path: path.to_owned(), out: BufWriter::new(out) })
    }

    fn emptied(self) -> anyhow::Result<Self> {
        // Pipes and devices have nothing to be emptied of.
        if self.path.is_file() {
            self.out.get_ref().set_len(0).with_context(|| unwritten(&self.path))?;
        }
        Ok(self)
    }

    fn line(&mut self, value: &impl serde::Serialize) -> anyhow::Result<()> {
        let write = |out: &mut BufWriter<File>| -> std::io::Result<()> {
            serde_json::to_writer(&mut *out, value)?;
            out.write_all(b"\n")
        };
        write(&mut self.out).with_context(|| unwritten(&self.path))
    }

    fn entry(&mut self, entry: &Entry<'_>) -> anyhow::Result<()> {
        self.line(&RunEntry::new(entry))
    }

    fn summary(&mut self, summary: &RunSummary<'_>) -> anyhow::Result<()> {
        self.line(summary)?;
        self.out.flush().with_context(|| unwritten(&self.path))
    }
}

fn unwritten(path: &Path) -> String {
    format!("the report {} cannot be written", path.display())
}

/// Names the corrections whose article this run did not meet: what a person said must not be lost in silence.
fn tell_unmet(corrections: &Corrections, sums: &Report, writer: &Writer) {
    for (id, at) in corrections.articles().filter(|(id, _)| !sums.corrected.contains(id)) {
        let why = if writer.known().article(id.as_str()).is_some() {
            "was not met in this run, so it is not put right; ingest its source together with this file"
        } else {
            "is not in the index"
        };
        super::note(format_args!("tracuu: {at}: the article `{id}` {why}"));
    }
}

/// Whether an entry is more than an article that was read.
fn needs_saying(entry: &Entry<'_>) -> bool {
    !matches!(entry.status, Status::Added(_) | Status::Changed(_) | Status::Unchanged { .. })
}

/// Says what a person should know at once: failures always, the rest unless asked to be quiet.
fn tell(entry: &Entry<'_>, global: &Global) {
    let path = visible(entry.path);
    let record = entry.record.map(|n| format!(", record {n}")).unwrap_or_default();
    match &entry.status {
        Status::Failed { reason } => {
            super::note(format_args!("tracuu: {path}{record}: {reason}"));
        }
        Status::Duplicate { of, held } => global.say(format_args!(
            "tracuu: {path}{record}: left out, the index holds its article {of} from {held}"
        )),
        Status::Removed { id } => {
            global.say(format_args!("tracuu: {path}{record}: gone, its article {id} taken out"));
        }
        Status::Moved { id, to } => global.say(format_args!(
            "tracuu: {path}{record}: gone, its article {id} stays: {to} holds the same"
        )),
        Status::Added(_)
        | Status::Changed(_)
        | Status::Unchanged { .. }
        | Status::LeftOut { .. } => {}
    }
}

fn conclude(sums: &Report, args: &Args, global: &Global) -> anyhow::Result<()> {
    let Report {
        added,
        changed,
        unchanged,
        duplicates,
        near,
        left_out,
        failed,
        removed,
        stopped,
        ..
    } = sums;
    let removed = if args.prune { format!(", {removed} removed") } else { String::new() };
    global.say(format_args!(
        "tracuu: {added} added, {changed} changed, {unchanged} unchanged, {duplicates} duplicate, \
         {failed} failed{removed}"
    ));
    if *left_out > 0 {
        global.say(format_args!(
            "tracuu: {left_out} left out, taken out by hand before; `tracuu remove --undo ID` lets them in"
        ));
    }
    if *near > 0 {
        global.say(format_args!("tracuu: {near} of them nearly the same as another article"));
    }
    if let Some(at) = stopped {
        super::note(format_args!(
            "tracuu: stopped before {at}; the same command goes on from there"
        ));
    }
    let mut out = stdout();
    if args.dry_run {
        writeln!(out, "would commit {}", sums.written())?;
    } else {
        writeln!(out, "committed {}", sums.written())?;
    }
    Ok(out.flush()?)
}

/// Names an input that could not be read, and why; said even when asked to be quiet.
pub(super) fn tell_failure(failure: &Failure) {
    let record = failure.record.map(|n| format!(", record {n}")).unwrap_or_default();
    super::note(format_args!("tracuu: {}{record}: {}", visible(&failure.path), failure.reason));
}
