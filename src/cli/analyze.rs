//! `tracuu analyze`: what the analysis makes of a text, without an index.

use std::io::{BufRead, BufReader, BufWriter, Write};

use super::formats::write_json;
use super::select::Reader;
use super::{Global, Outcome, note, stdout, today};
use crate::output::{Analysis, Format, QueryRecord, visible, write_analysis, write_query};
use crate::vi::Segmenter;

/// Show the tokens of a text, how a query is read, or cut standard input into words
///
/// No index is needed. Exit code 0: done, 3: some lines were not UTF-8.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The text: its tokens in each stream, where they stand, what they cover, how they read
    #[arg(required_unless_present = "words", value_name = "TEXT")]
    text: Vec<String>,
    /// Print standard input with the syllables of each word joined by `_`, a line for each line; empty
    /// for one that is not UTF-8
    #[arg(long, conflicts_with_all = ["text", "format"])]
    words: bool,
    /// Take the text as a query and show what is understood by it
    #[arg(long, conflicts_with = "words")]
    query: bool,
    /// With --query: end with an error at the first thing that is not read as typed
    #[arg(long, requires = "query")]
    strict: bool,
    /// How to print tokens: for reading, or as one JSON value
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    if args.words {
        return words(std::io::stdin().lock());
    }
    let text = args.text.join(" ");
    if args.query {
        return query(&text, args, global);
    }
    let analysis = Analysis::new(&text);
    let mut out = stdout();
    match args.format {
        Format::Text => write_analysis(&mut out, &analysis, global.style())?,
        Format::Json | Format::Jsonl => {
            serde_json::to_writer(&mut out, &analysis)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Prints what is understood by a query. Names of units and the like are looked up only where there is an index.
fn query(text: &str, args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let reader = Reader { global, strict: args.strict };
    let parsed = reader.parsed(text)?;
    let mut out = stdout();
    match args.format {
        Format::Text => {
            writeln!(out, "{}", visible(&parsed.query.to_string()))?;
            write_query(&mut out, &parsed.query, today())?;
        }
        Format::Json | Format::Jsonl => {
            write_json(&mut out, &QueryRecord::new(&parsed, today()))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Bytes read and written at a time.
const BUFFER: usize = 1 << 18;

fn words(input: impl std::io::Read) -> anyhow::Result<Outcome> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    let mut out = BufWriter::with_capacity(BUFFER, std::io::stdout().lock());
    let (mut line, mut joined) = (Vec::new(), String::new());
    let mut segmenter = Segmenter::default();
    let mut outcome = Outcome::Done;
    for number in 1_u64.. {
        // Who writes line by line wants each answered before the next.
        if input.buffer().is_empty() {
            out.flush()?;
        }
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let (text, end) = line.split_at(line.len() - usize::from(line.ends_with(b"\n")));
        if let Ok(text) = std::str::from_utf8(text) {
            joined.clear();
            segmenter.join(text, &mut joined);
            out.write_all(joined.as_bytes())?;
        } else {
            note(format_args!("tracuu: line {number} of standard input is not UTF-8"));
            outcome = Outcome::SomeFailed;
        }
        out.write_all(end)?;
    }
    out.flush()?;
    Ok(outcome)
}
