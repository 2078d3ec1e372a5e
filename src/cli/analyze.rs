//! `tracuu analyze`: what the analysis makes of a text, without an index.

use std::io::{BufRead, BufReader, BufWriter, Write};

use super::{Global, Outcome, note, stdout};
use crate::output::{Analysis, Format, write_analysis};
use crate::vi::Segmenter;

/// Show the tokens of a text, or cut standard input into words
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
    /// How to print tokens: for reading, or as one JSON value
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    if args.words {
        return words(std::io::stdin().lock());
    }
    let text = args.text.join(" ");
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
