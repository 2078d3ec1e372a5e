//! How far a run is: a bar with rate and time left on a terminal, a plain line now and then elsewhere.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::run::Entry;

/// Time between two plain lines.
const PLAIN: Duration = Duration::from_secs(15);

/// Shows how far a run is.
pub(super) struct Progress {
    kind: Kind,
    inputs: u64,
    begun: Instant,
}

enum Kind {
    Bar(ProgressBar),
    Lines(Instant),
    Silent,
}

impl Progress {
    /// On a terminal a bar, elsewhere lines, nothing where asked to be quiet.
    pub(super) fn new(quiet: bool) -> Self {
        let begun = Instant::now();
        let kind = match () {
            () if quiet => Kind::Silent,
            () if std::io::stderr().is_terminal() => Kind::Bar(bar()),
            () => Kind::Lines(begun),
        };
        Self { kind, inputs: 0, begun }
    }

    /// One more input is done.
    pub(super) fn tick(&mut self, entry: &Entry<'_>) {
        self.inputs += 1;
        match &mut self.kind {
            Kind::Bar(bar) => {
                bar.set_message(entry.path.to_owned());
                bar.inc(1);
            }
            Kind::Lines(last) if last.elapsed() >= PLAIN => {
                *last = Instant::now();
                let seconds = self.begun.elapsed().as_secs().max(1);
                super::note(format_args!(
                    "tracuu: {} inputs read, {} a second, at {}",
                    self.inputs,
                    self.inputs / seconds,
                    entry.path
                ));
            }
            Kind::Lines(_) | Kind::Silent => {}
        }
    }

    /// Writes to stderr without tearing the bar.
    pub(super) fn suspend(&self, write: impl FnOnce()) {
        match &self.kind {
            Kind::Bar(bar) => bar.suspend(write),
            _ => write(),
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Kind::Bar(bar) = &self.kind {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} inputs, {per_sec} {wide_msg}")
    {
        bar.set_style(style);
    }
    bar
}
