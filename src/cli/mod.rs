//! The command line: what each command takes, and the exit code it ends with.
//!
//! stdout holds data only; everything else goes to stderr. One file per command, each with its
//! arguments and what it does with them.

mod analyze;
mod batch;
mod count;
mod docs;
mod eval;
mod export;
mod facets;
mod histogram;
mod ingest;
mod inputs;
mod list;
mod outlets;
mod parse;
mod persons;
mod place;
mod progress;
mod reindex;
mod remove;
mod search;
mod select;
mod show;
mod similar;
mod stats;
mod table;
mod topics;
mod units;
mod words;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::error::{Error, ErrorKind};
use crate::output::Style;

/// Exit codes that say more than found (0) and failed.
const NOTHING_FOUND: u8 = 1;
const USAGE: u8 = 2;
const SOME_FAILED: u8 = 3;
/// 128 and the number of the signal, as shells report it.
const INTERRUPTED: u8 = 130;

/// Search Vietnamese news about Party-building: read pages in, ask, filter by unit, topic and date.
///
/// Without an index of yours, the commands that ask answer from the sample in corpus/sample.
#[derive(Debug, Parser)]
#[command(name = "tracuu", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Args)]
struct Global {
    /// Where the index stands [default: index]
    #[arg(
        long,
        value_name = "DIR",
        global = true,
        help_heading = "Global options",
        env = "TRACUU_INDEX",
        hide_env_values = true
    )]
    index: Option<PathBuf>,
    /// Your own units and topics beside the program's, one a line (`tracuu units check FILE` checks it); the index
    /// keeps them, `none` leaves them out
    #[arg(
        long,
        value_name = "FILE",
        global = true,
        help_heading = "Global options",
        env = "TRACUU_CATALOG",
        hide_env_values = true
    )]
    catalog: Option<PathBuf>,
    /// Whether to use colours; `auto` uses them on a terminal unless `NO_COLOR` is set
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        help_heading = "Global options"
    )]
    color: Color,
    /// Say nothing on stderr but errors and inputs that failed
    #[arg(short, long, global = true, help_heading = "Global options")]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Ingest(ingest::Args),
    Parse(parse::Args),
    Analyze(analyze::Args),
    Search(search::Args),
    Count(count::Args),
    Facets(facets::Args),
    Histogram(histogram::Args),
    Words(words::Args),
    Similar(similar::Args),
    Show(show::Args),
    Stats(stats::Args),
    Units(units::Args),
    Topics(topics::Args),
    Outlets(outlets::Args),
    Persons(persons::Args),
    Docs(docs::Args),
    Reindex(reindex::Args),
    Remove(remove::Args),
    Export(export::Args),
    Eval(eval::Args),
}

/// How a command ended when nothing went wrong.
enum Outcome {
    Done,
    NothingFound,
    SomeFailed,
    Interrupted,
    /// What was to be checked cannot be used.
    Unusable,
}

/// Runs the command that the arguments of the process name.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let global = &cli.global;
    let outcome = match &cli.command {
        Command::Ingest(args) => ingest::run(args, global),
        Command::Parse(args) => parse::run(args, global),
        Command::Analyze(args) => analyze::run(args, global),
        Command::Search(args) => search::run(args, global),
        Command::Count(args) => count::run(args, global),
        Command::Facets(args) => facets::run(args, global),
        Command::Histogram(args) => histogram::run(args, global),
        Command::Words(args) => words::run(args, global),
        Command::Similar(args) => similar::run(args, global),
        Command::Show(args) => show::run(args, global),
        Command::Stats(args) => stats::run(args, global),
        Command::Units(args) => units::run(args, global),
        Command::Topics(args) => topics::run(args, global),
        Command::Outlets(args) => outlets::run(args, global),
        Command::Persons(args) => persons::run(args, global),
        Command::Docs(args) => docs::run(args, global),
        Command::Reindex(args) => reindex::run(args, global),
        Command::Remove(args) => remove::run(args, global),
        Command::Export(args) => export::run(args, global),
        Command::Eval(args) => eval::run(args, global),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => NOTHING_FOUND.into(),
        Ok(Outcome::SomeFailed) => SOME_FAILED.into(),
        Ok(Outcome::Unusable) => USAGE.into(),
        Ok(Outcome::Interrupted) => INTERRUPTED.into(),
        Err(error) => failed(&error),
    }
}

/// Says what went wrong and how; a reader that went away is no failure.
fn failed(error: &anyhow::Error) -> ExitCode {
    let gone = error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = || cause.downcast_ref::<serde_json::Error>()?.io_error_kind();
        io.or_else(json) == Some(io::ErrorKind::BrokenPipe)
    });
    let ours = error.downcast_ref::<Error>();
    if ours.is_none() && gone {
        return ExitCode::SUCCESS;
    }
    note(format_args!("tracuu: {error}"));
    exit_code(ours.map(Error::kind)).into()
}

fn exit_code(kind: Option<ErrorKind>) -> u8 {
    match kind {
        Some(ErrorKind::NoIndex) => 10,
        Some(ErrorKind::Version) => 11,
        Some(ErrorKind::Locked) => 12,
        Some(ErrorKind::Damaged) => 13,
        Some(ErrorKind::Input) => SOME_FAILED,
        _ => USAGE,
    }
}

/// Ends the process at once, from whatever thread.
#[expect(clippy::exit, reason = "there is no way back from a handler of signals")]
fn leave(code: u8) -> ! {
    std::process::exit(i32::from(code))
}

/// A line on stderr; a closed stderr is nobody's loss.
fn note(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{}", crate::output::visible_lines(&line.to_string()));
}

impl Global {
    /// A line on stderr unless asked to be quiet.
    fn say(&self, line: std::fmt::Arguments<'_>) {
        if !self.quiet {
            note(line);
        }
    }

    fn style(&self) -> Style {
        let color = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                io::stdout().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
            }
        };
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Style { color, width: columns.unwrap_or(100) }
    }
}

/// Today in Vietnam.
fn today() -> chrono::NaiveDate {
    chrono::Utc::now().with_timezone(&crate::date::vietnam()).date_naive()
}

/// stdout with a buffer; every line that a script waits for is flushed by the command.
fn stdout() -> io::BufWriter<io::StdoutLock<'static>> {
    io::BufWriter::new(io::stdout().lock())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
