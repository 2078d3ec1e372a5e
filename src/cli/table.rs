//! What commands that print a table have in common: its formats, and how an answer is timed.

use std::time::Instant;

use clap::ValueEnum;

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For reading
    Text,
    /// One JSON value
    Json,
    /// One JSON value a row
    Jsonl,
    /// Comma-separated values, with a line of names
    Csv,
    /// Tab-separated values, with a line of names
    Tsv,
}

/// What a question answers, and the milliseconds it took.
pub(super) fn timed<T>(ask: impl FnOnce() -> crate::Result<T>) -> crate::Result<(T, f64)> {
    let start = Instant::now();
    let answer = ask()?;
    Ok((answer, (start.elapsed().as_secs_f64() * 1e6).round() / 1e3))
}
