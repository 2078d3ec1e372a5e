//! `tracuu words`: what stands out in the articles that match.

use std::io::Write as _;

use super::search::described;
use super::select::Select;
use super::table::{TableFormat, timed};
use super::{Global, Outcome, stdout};
use crate::output::{
    Separator, TopWordRecord, WORD_COLUMNS, WordsRecord, word_rows, write_table, write_words,
};
use crate::search::{SAMPLE, Searcher};

/// Print the words that stand out in the articles that match, against the whole collection
///
/// Some hundred of the articles that `search` finds are read, drawn at random but always the same, and some hundred of
/// all; a word stands out the more surely it stands more often in the ones than in the others (log-likelihood ratio). The
/// numbers before a word are those of articles that have it, of the ones and of the others. Words of the query itself
/// are left out.
///
/// Exit code 0: some stand out, 1: none, 2: the query or a filter is wrong.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
    /// Most of the matching articles to read, 1 to 5000
    #[arg(long, value_name = "N", default_value_t = SAMPLE)]
    sample: usize,
    /// Most words to print
    #[arg(long, value_name = "N", default_value_t = 30)]
    limit: usize,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TableFormat,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let (query, filters) = args.select.asked((&searcher, global))?;
    let ask = || searcher.top_words(args.select.of(&query, &filters), args.sample, args.limit);
    let (found, took_ms) = timed(ask)?;
    if args.format != TableFormat::Json {
        global.say(format_args!(
            "{}; words of {} of them against {} of all ({took_ms:.1} ms)",
            described(&found.counted, global.lang()),
            found.sampled,
            found.against
        ));
    }
    let mut out = stdout();
    match args.format {
        TableFormat::Text => write_words(&mut out, &found, global.style())?,
        TableFormat::Json => {
            serde_json::to_writer(&mut out, &WordsRecord::new(&query, &found, took_ms))?;
            writeln!(out)?;
        }
        TableFormat::Jsonl => {
            for word in &found.words {
                serde_json::to_writer(&mut out, &TopWordRecord::new(word))?;
                writeln!(out)?;
            }
        }
        TableFormat::Csv => {
            write_table(&mut out, &WORD_COLUMNS, word_rows(&found), Separator::Comma)?;
        }
        TableFormat::Tsv => {
            write_table(&mut out, &WORD_COLUMNS, word_rows(&found), Separator::Tab)?;
        }
    }
    out.flush()?;
    Ok(if found.words.is_empty() { Outcome::NothingFound } else { Outcome::Done })
}
