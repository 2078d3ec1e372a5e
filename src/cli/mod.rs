//! The command line: what each command takes, and the exit code it ends with.
//!
//! stdout holds data only; everything else goes to stderr. One file per command, each with its
//! arguments and what it does with them.

mod analyze;
mod batch;
mod completions;
mod config;
mod count;
mod docs;
mod eval;
mod export;
mod facets;
mod fields;
mod formats;
mod help;
mod histogram;
mod ingest;
mod inputs;
mod list;
mod man;
mod outlets;
mod parse;
mod persons;
mod place;
mod progress;
mod reindex;
mod remove;
mod schema;
mod search;
mod select;
mod settings;
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
use std::sync::OnceLock;

use clap::{FromArgMatches as _, Parser, Subcommand, ValueEnum};

use self::help::command_line;
use crate::error::{Error, ErrorKind};
use crate::output::{Lang, Style};

/// Exit codes that say more than found (0) and failed.
const NOTHING_FOUND: u8 = 1;
const USAGE: u8 = 2;
const SOME_FAILED: u8 = 3;
const REFUSED: u8 = 14;
/// 128 and the number of the signal, as shells report it.
const INTERRUPTED: u8 = 130;

/// Search Vietnamese news about Party-building: read pages in, ask, filter by unit, topic and date.
///
/// Without an index of yours, the commands that ask answer from the sample in corpus/sample.
#[derive(Debug, Parser)]
#[command(name = "tracuu", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Debug, clap::Args)]
struct Global {
    /// Where the index stands [default: index] [env: `TRACUU_INDEX`]
    #[arg(long, value_name = "DIR", global = true, help_heading = "Global options")]
    index: Option<PathBuf>,
    /// Your own units and topics beside the program's, one a line (`tracuu units check FILE` checks it); the index
    /// keeps them, `none` leaves them out [env: `TRACUU_CATALOG`]
    #[arg(long, value_name = "FILE", global = true, help_heading = "Global options")]
    catalog: Option<PathBuf>,
    /// Settings to begin with, in TOML: index, catalog, color, lang, limit, format, and saved queries under
    /// `[queries]` [default: ~/.config/tracuu/config.toml, where it is] [env: `TRACUU_CONFIG`]
    #[arg(long, value_name = "FILE", global = true, help_heading = "Global options")]
    config: Option<PathBuf>,
    /// Print the settings as they are for this command, and where each comes from, and do nothing else
    #[arg(long, global = true, help_heading = "Global options")]
    print_config: bool,
    /// When to use colours [default: auto, on a terminal unless `NO_COLOR` is set]
    #[arg(long, value_name = "WHEN", global = true, help_heading = "Global options")]
    color: Option<Color>,
    /// The language of messages, never of data [default: that of the locale] [env: `TRACUU_LANG`]
    #[arg(long, value_name = "LANG", global = true, help_heading = "Global options")]
    lang: Option<Lang>,
    /// Say nothing on stderr but errors and inputs that failed
    #[arg(short, long, global = true, help_heading = "Global options", conflicts_with = "verbose")]
    quiet: bool,
    /// Say on stderr what is asked where, and the causes beneath an error
    #[arg(short, long, global = true, help_heading = "Global options")]
    verbose: bool,
    /// What the configuration file says.
    #[arg(skip)]
    file: config::File,
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::En, Self::Vi]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()))
    }
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
    Fields(fields::Args),
    Units(units::Args),
    Topics(topics::Args),
    Outlets(outlets::Args),
    Persons(persons::Args),
    Docs(docs::Args),
    Reindex(reindex::Args),
    Remove(remove::Args),
    Export(export::Args),
    Eval(eval::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
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
    let lang = settings::lang_of(std::env::args_os().skip(1));
    let mut cli = match arguments(lang) {
        Ok(cli) => cli,
        Err(error) => return misused(&error, lang),
    };
    let before = cli.global.clone();
    let settled = cli.global.settle();
    let _ = LANG.set(cli.global.lang());
    let outcome = match settled {
        Ok(()) if cli.global.print_config => print_config(&cli.global, &before),
        Ok(()) => match &cli.command {
            Some(command) => command.run(&cli.global),
            None => return misused(&no_command(lang), lang),
        },
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => NOTHING_FOUND.into(),
        Ok(Outcome::SomeFailed) => SOME_FAILED.into(),
        Ok(Outcome::Unusable) => USAGE.into(),
        Ok(Outcome::Interrupted) => INTERRUPTED.into(),
        Err(error) => failed(&error, &cli.global),
    }
}

fn arguments(lang: Lang) -> Result<Cli, clap::Error> {
    // Examples and translations are put in only for those who read them: a question should not wait for its help.
    match Cli::try_parse() {
        Err(_) => {
            let mut command = command_line(lang);
            let matches = command.try_get_matches_from_mut(std::env::args_os())?;
            Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
        }
        parsed => parsed,
    }
}

fn no_command(lang: Lang) -> clap::Error {
    let kind = clap::error::ErrorKind::MissingSubcommand;
    command_line(lang).error(kind, lang.say("no-command", &[]))
}

/// Prints what the parser of arguments has to say: help and versions on stdout, mistakes on stderr.
fn misused(error: &clap::Error, lang: Lang) -> ExitCode {
    if lang == Lang::En {
        // A reader that went away is no failure.
        let _ = error.print();
    } else {
        let said = error.render().to_string();
        let lines: String = said.lines().map(|line| lang.translated(line) + "\n").collect();
        let _ = if error.use_stderr() {
            io::stderr().write_all(crate::output::visible_lines(&lines).as_bytes())
        } else {
            io::stdout().write_all(lines.as_bytes())
        };
    }
    u8::try_from(error.exit_code()).unwrap_or(USAGE).into()
}

fn print_config(global: &Global, before: &Global) -> anyhow::Result<Outcome> {
    let before = Global { file: global.file.clone(), ..before.clone() };
    let mut out = stdout();
    out.write_all(global.printed(&before).as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

impl Command {
    fn run(&self, global: &Global) -> anyhow::Result<Outcome> {
        match self {
            Self::Ingest(args) => ingest::run(args, global),
            Self::Parse(args) => parse::run(args, global),
            Self::Analyze(args) => analyze::run(args, global),
            Self::Search(args) => search::run(args, global),
            Self::Count(args) => count::run(args, global),
            Self::Facets(args) => facets::run(args, global),
            Self::Histogram(args) => histogram::run(args, global),
            Self::Words(args) => words::run(args, global),
            Self::Similar(args) => similar::run(args, global),
            Self::Show(args) => show::run(args, global),
            Self::Stats(args) => stats::run(args, global),
            Self::Fields(args) => fields::run(args, global),
            Self::Units(args) => units::run(args, global),
            Self::Topics(args) => topics::run(args, global),
            Self::Outlets(args) => outlets::run(args, global),
            Self::Persons(args) => persons::run(args, global),
            Self::Docs(args) => docs::run(args, global),
            Self::Reindex(args) => reindex::run(args, global),
            Self::Remove(args) => remove::run(args, global),
            Self::Export(args) => export::run(args, global),
            Self::Eval(args) => eval::run(args, global),
            Self::Schema(args) => schema::run(args),
            Self::Completions(args) => completions::run(args),
            Self::Man(args) => man::run(args),
        }
    }
}

/// Says what went wrong and how; a reader that went away is no failure.
fn failed(error: &anyhow::Error, global: &Global) -> ExitCode {
    let refused = error.chain().find_map(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = || cause.downcast_ref::<serde_json::Error>()?.io_error_kind();
        io.or_else(json)
    });
    let ours = error.downcast_ref::<Error>().map(Error::kind);
    if matches!(ours, None | Some(ErrorKind::Io)) && refused == Some(io::ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    note(format_args!("{NAME}{error}"));
    if global.verbose {
        error.chain().skip(1).for_each(|cause| note(format_args!("  because: {cause}")));
    }
    match ours {
        Some(kind) => exit_code(kind).into(),
        // What is not there was named by the person.
        None if refused.is_some_and(|kind| kind != io::ErrorKind::NotFound) => REFUSED.into(),
        None => USAGE.into(),
    }
}

fn exit_code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::NoIndex => 10,
        ErrorKind::Version => 11,
        ErrorKind::Locked => 12,
        ErrorKind::Damaged => 13,
        ErrorKind::Io => REFUSED,
        ErrorKind::Input => SOME_FAILED,
        ErrorKind::Query | ErrorKind::Catalog => USAGE,
    }
}

/// Ends the process at once, from whatever thread.
#[expect(clippy::exit, reason = "there is no way back from a handler of signals")]
fn leave(code: u8) -> ! {
    std::process::exit(i32::from(code))
}

/// The language of messages, settled once: notes are written from everywhere, threads and handlers of signals too.
static LANG: OnceLock<Lang> = OnceLock::new();

/// A line on stderr, in the language of messages; a closed stderr is nobody's loss.
fn note(line: std::fmt::Arguments<'_>) {
    let line = line.to_string();
    let lang = LANG.get().copied().unwrap_or_default();
    let (name, said) = line.strip_prefix(NAME).map_or(("", line.as_str()), |said| (NAME, said));
    let said = format!("{name}{}", lang.translated(said));
    let _ = writeln!(io::stderr(), "{}", crate::output::visible_lines(&said));
}

/// What begins a message.
const NAME: &str = "tracuu: ";

impl Global {
    /// A line on stderr unless asked to be quiet.
    fn say(&self, line: std::fmt::Arguments<'_>) {
        if !self.quiet {
            note(line);
        }
    }

    /// A line on stderr where asked to say more.
    fn detail(&self, line: std::fmt::Arguments<'_>) {
        if self.verbose {
            note(line);
        }
    }

    /// How text is set: on a terminal as wide as it is, elsewhere in lines as long as they are, unless `COLUMNS`
    /// says how wide they shall be.
    fn style(&self) -> Style {
        let is_terminal = io::stdout().is_terminal();
        let color = match self.color() {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => is_terminal,
        };
        let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = told.filter(|width| *width > 0).or_else(|| seen().filter(|_| is_terminal));
        Style {
            color,
            width: width.unwrap_or(100),
            wrap: is_terminal || width.is_some(),
            lang: self.lang(),
        }
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
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
