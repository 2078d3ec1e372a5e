//! `tracuu histogram`: how many matching articles each year, month, week or day has.

use std::io::{self, IsTerminal, Write as _};

use super::search::described;
use super::select::Select;
use super::table::{TableFormat, timed};
use super::{Global, Outcome, stdout};
use crate::output::{
    Bars, HistogramRecord, PERIOD_COLUMNS, PeriodRecord, Separator, period_rows, write_histogram,
    write_table,
};
use crate::search::{Searcher, ShareOf, Step};

/// Count the articles that match over time
///
/// The articles are those that `search` finds, or all where there is neither a query nor a filter. Periods without an
/// article are there with 0. An article of which only the year or the month is known counts in periods that hold all of
/// it; others are told apart, as are those without a date.
///
/// Exit code 0: some article matches, 1: none, 2: the query or a filter is wrong.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
    /// How long a period is; a week begins on Monday
    #[arg(long, value_name = "PERIOD", default_value = "year")]
    by: Step,
    /// Also the share of all articles of each period: of the whole collection, or of those that pass the filters
    #[arg(
        long,
        value_name = "OF",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "collection"
    )]
    share: Option<ShareOf>,
    /// How to print; on a terminal text has bars
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TableFormat,
}

impl clap::ValueEnum for Step {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Year, Self::Quarter, Self::Month, Self::Week, Self::Day]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let name = match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
        };
        Some(clap::builder::PossibleValue::new(name))
    }
}

impl clap::ValueEnum for ShareOf {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Collection, Self::Filters]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let name = match self {
            Self::Collection => "collection",
            Self::Filters => "filters",
        };
        Some(clap::builder::PossibleValue::new(name))
    }
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let (query, filters) = args.select.asked((&searcher, global))?;
    let asked = args.select.of(&query, &filters);
    let (found, took_ms) = timed(|| searcher.histogram(asked, args.by, args.share))?;
    if args.format != TableFormat::Json {
        global.say(format_args!("{} ({took_ms:.1} ms)", described(&found.counted, global.lang())));
    }
    let mut out = stdout();
    match args.format {
        TableFormat::Text => write_histogram(&mut out, &found, (bars(), global.style()))?,
        TableFormat::Json => {
            serde_json::to_writer(&mut out, &HistogramRecord::new(&query, &found, took_ms))?;
            writeln!(out)?;
        }
        TableFormat::Jsonl => {
            for period in &found.periods {
                serde_json::to_writer(&mut out, &PeriodRecord::new(period))?;
                writeln!(out)?;
            }
        }
        TableFormat::Csv | TableFormat::Tsv => {
            let comma = args.format == TableFormat::Csv;
            let separator = if comma { Separator::Comma } else { Separator::Tab };
            write_table(&mut out, &PERIOD_COLUMNS, period_rows(&found), separator)?;
        }
    }
    out.flush()?;
    Ok(if found.counted.total == 0 { Outcome::NothingFound } else { Outcome::Done })
}

/// Blocks on a terminal whose language is written in UTF-8; what shows everywhere else.
fn bars() -> Bars {
    let language = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let language = language.unwrap_or_default().to_ascii_lowercase();
    let is_unicode = language.contains("utf-8") || language.contains("utf8");
    if io::stdout().is_terminal() && is_unicode { Bars::Eighths } else { Bars::Plain }
}
