//! `tracuu facets`: how many matching articles have each value.

use std::io::Write as _;

use super::search::described;
use super::select::Select;
use super::table::{TableFormat, timed};
use super::{Global, Outcome, stdout};
use crate::output::{
    FACET_COLUMNS, FacetValueRecord, FacetsRecord, Separator, facet_rows, write_facets, write_table,
};
use crate::search::{By, FacetsWanted, Searcher};

/// Count the articles that match by unit, topic, outlet, section, author, person, document, year or month
///
/// The articles are those that `search` finds, or all where there is neither a query nor a filter. A unit has the
/// articles of every unit under it; a topic those of which it is primary or secondary. Values are in the order of their
/// numbers, years and months the latest first.
///
/// Exit code 0: some value was found, 1: none, 2: the query or a filter is wrong.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
    /// What to count by; several with commas between, or given again
    #[arg(long, value_name = "FIELD", value_delimiter = ',', required = true)]
    by: Vec<By>,
    /// Only values whose key or name holds these words, whatever their accents, case and tone style
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    contains: String,
    /// Of units, only those under this one: key, name or abbreviation; given again, either
    #[arg(long, value_name = "UNIT")]
    under: Vec<String>,
    /// Of units, only those so many levels below that, or below the country: 1 is directly under
    #[arg(long, value_name = "N")]
    level: Option<usize>,
    /// Print units as a tree, each under the one above it
    #[arg(long)]
    tree: bool,
    /// Most values of each field to print
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TableFormat,
}

impl clap::ValueEnum for By {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()))
    }
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let (query, filters) = args.select.asked((&searcher, global))?;
    let under = args.under.iter().map(|name| searcher.unit(name));
    let wanted = FacetsWanted {
        by: once_each(&args.by),
        limit: args.limit,
        contains: args.contains.clone(),
        under: under.collect::<crate::Result<Vec<_>>>()?.concat(),
        level: args.level,
    };
    let (found, took_ms) = timed(|| searcher.facets(args.select.of(&query, &filters), &wanted))?;
    if args.format != TableFormat::Json {
        global.say(format_args!("{} ({took_ms:.1} ms)", described(&found.counted, global.lang())));
    }
    let mut out = stdout();
    match args.format {
        TableFormat::Text => write_facets(&mut out, &found.facets, args.tree, global.style())?,
        TableFormat::Json => {
            serde_json::to_writer(&mut out, &FacetsRecord::new(&query, &found, took_ms))?;
            writeln!(out)?;
        }
        TableFormat::Jsonl => {
            for facet in &found.facets {
                for value in &facet.values {
                    serde_json::to_writer(&mut out, &FacetValueRecord::new(facet.by, value))?;
                    writeln!(out)?;
                }
            }
        }
        TableFormat::Csv | TableFormat::Tsv => {
            let comma = args.format == TableFormat::Csv;
            let separator = if comma { Separator::Comma } else { Separator::Tab };
            write_table(&mut out, &FACET_COLUMNS, facet_rows(&found.facets), separator)?;
        }
    }
    out.flush()?;
    let none = found.facets.iter().all(|facet| facet.values.is_empty());
    Ok(if none { Outcome::NothingFound } else { Outcome::Done })
}

/// The fields asked for, each once.
pub(super) fn once_each(by: &[By]) -> Vec<By> {
    let mut all = Vec::with_capacity(by.len());
    for by in by {
        if !all.contains(by) {
            all.push(*by);
        }
    }
    all
}
