//! How far a run is: a bar with rate and time left on a terminal, a plain line now and then elsewhere.
//!
//! Told in bytes of the inputs: their number is not known before archives are opened.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use crate::ingest::{self, measure};

/// Time between two plain lines.
const PLAIN: Duration = Duration::from_secs(15);

/// Shows how far a run is.
pub(super) struct Progress {
    source: ingest::Progress,
    kind: Kind,
    begun: Instant,
    inputs: u64,
}

enum Kind {
    Bar(ProgressBar),
    Lines(Instant),
    Silent,
}

impl Progress {
    /// On a terminal a bar, elsewhere lines, nothing where asked to be quiet.
    pub(super) fn new((paths, source): (&[PathBuf], ingest::Progress), quiet: bool) -> Self {
        let begun = Instant::now();
        let kind = match () {
            () if quiet => Kind::Silent,
            () if std::io::stderr().is_terminal() => Kind::Bar(bar(paths)),
            () => Kind::Lines(begun),
        };
        Self { source, kind, begun, inputs: 0 }
    }

    /// One more input is done.
    pub(super) fn tick(&mut self) {
        self.inputs += 1;
        match &mut self.kind {
            Kind::Bar(bar) => {
                bar.set_position(self.source.bytes());
                bar.set_message(self.source.path());
            }
            Kind::Lines(last) if last.elapsed() >= PLAIN => {
                *last = Instant::now();
                self.say();
            }
            Kind::Lines(_) | Kind::Silent => {}
        }
    }

    fn say(&self) {
        let seconds = self.begun.elapsed().as_secs().max(1);
        super::note(format_args!(
            "tracuu: {} inputs, {} in {} s, {}/s, at {}",
            self.inputs,
            HumanBytes(self.source.bytes()),
            seconds,
            HumanBytes(self.source.bytes() / seconds),
            self.source.path()
        ));
    }

    /// Writes to stderr without tearing the bar.
    pub(super) fn suspend(&self, write: impl FnOnce()) {
        match &self.kind {
            Kind::Bar(bar) => bar.suspend(write),
            Kind::Lines(_) | Kind::Silent => write(),
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Kind::Bar(bar) = &self.kind {
            bar.finish_and_clear();
        }
    }
}

/// A bar over the bytes of all inputs, or a spinner where standard input is all there is.
fn bar(paths: &[PathBuf]) -> ProgressBar {
    let bytes = measure(paths, &[]).bytes;
    let (bar, template) = if bytes > 0 {
        let template = "{bar:24} {percent:>3} %  {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left  {wide_msg}";
        (ProgressBar::new(bytes), template)
    } else {
        (ProgressBar::new_spinner(), "{spinner}  {bytes}  {bytes_per_sec}  {wide_msg}")
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
