//! `tracuu units`: the units articles name, one of them, and a user's own.

use std::path::PathBuf;

use clap::Subcommand;

use super::list::{Kind, List, Order, Profiles};
use super::place::own_catalog;
use super::{Global, Outcome};
use crate::catalog::Severity;
use crate::output::{Format, write_unit};
use crate::search::{Searcher, UnitCount};
use crate::vi::sort_key;

/// List the units that articles name: articles, key, name
///
/// A unit's articles are those that name it or a unit under it. `units show UNIT` prints what is known of one,
/// `units check FILE` reads a catalogue of your own.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(flatten)]
    list: List,
    /// Print them as a tree, each under the one above it
    #[arg(long)]
    tree: bool,
    #[command(subcommand)]
    one: Option<One>,
}

#[derive(Debug, Subcommand)]
enum One {
    /// Show one unit: names, validity, what came before and after, articles
    Show {
        /// Its key, name or abbreviation
        #[arg(value_name = "UNIT")]
        unit: String,
        /// Most articles to print
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: usize,
        /// How to print: for reading, or as one JSON value
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
    /// Check a catalogue of your own, which `--catalog FILE` adds to the program's
    ///
    /// One row a line, tabs between the fields, ` | ` between the entries of a list: `unit` key, name, other
    /// names, first day, last day, successors; `group` id, label; `topic` id, group, label, strong triggers,
    /// weak triggers, exclusions; `triggers` id of a topic, strong triggers, weak triggers, exclusions;
    /// `version` number. Exit code 0: it can be used, 2: it cannot.
    Check {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    match &args.one {
        Some(One::Check { file }) => return check(file, global),
        Some(One::Show { unit, limit, format }) => return show(unit, (*limit, *format), global),
        None => {}
    }
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let mut all = searcher.units(&args.list.filters(&searcher)?)?;
    all.retain(|unit| args.list.takes(&[unit.key.as_str(), &unit.name]));
    if args.list.sort == Order::Name {
        all.sort_by_cached_key(|unit| sort_key(&unit.name));
    }
    if args.tree {
        all.sort_by_cached_key(|unit| branch(unit.key.as_str()));
    }
    let row = if args.tree { tree_row } else { list_row };
    args.list.print(&all, &Kind { one: "unit", all: "units", row }, global)
}

/// A key's levels, so that each unit stands behind the one above it and its organs before what lies under it.
fn branch(key: &str) -> Vec<String> {
    key.replace('#', "/ ").split('/').map(str::to_owned).collect()
}

fn list_row(unit: &UnitCount) -> Vec<String> {
    vec![unit.articles.to_string(), unit.key.to_string(), unit.name.clone()]
}

fn tree_row(unit: &UnitCount) -> Vec<String> {
    let depth = unit.key.as_str().matches(['/', '#']).count();
    let slug = unit.key.as_str().rsplit(['/', '#']).next().unwrap_or_default();
    let mark = if unit.key.organ().is_some() { "#" } else { "" };
    let branch = format!("{}{mark}{slug}", "  ".repeat(depth));
    vec![unit.articles.to_string(), branch, unit.name.clone()]
}

fn show(unit: &str, (limit, format): (usize, Format), global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let keys = searcher.unit(unit)?.into_iter();
    let profiles = keys.map(|key| searcher.unit_profile(&key, limit));
    let profiles = profiles.collect::<crate::Result<Vec<_>>>()?;
    let kind = Profiles { one: "unit-profile", all: "units", write: write_unit };
    kind.print(&profiles, format, global)
}

fn check(file: &std::path::Path, global: &Global) -> anyhow::Result<Outcome> {
    let own = own_catalog(file)?;
    let shown = file.display();
    let problems = own.check();
    for problem in &problems {
        super::note(format_args!("tracuu: {shown}:{problem}"));
    }
    let wrong = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    if wrong > 0 {
        return Ok(Outcome::Unusable);
    }
    let (units, topics) = own.counts();
    global.say(format_args!(
        "tracuu: {shown} can be used: {units} units, {topics} topics and triggers, version {}",
        own.version()
    ));
    Ok(Outcome::Done)
}
