//! `tracuu persons`: who is written about.

use super::list::{Kind, List, Order};
use super::{Global, Outcome};
use crate::search::{PersonCount, Searcher};
use crate::vi::name_sort_key;

/// List the persons written about with their articles and titles
///
/// Two persons of one name are one here. --of lists those who bear a title of a unit or of one under it;
/// --unit those whom articles on that unit name.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    list: List,
    /// Only persons with a title of this unit or of one under it: key, name or abbreviation
    #[arg(long, value_name = "UNIT", help_heading = "Filters")]
    of: Option<String>,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    let mut all = searcher.persons(&args.list.filters(&searcher)?)?;
    all.retain(|person| args.list.takes(&[&person.name]));
    if let Some(of) = &args.of {
        let units = searcher.unit(of)?;
        for person in &mut all {
            person.titles.retain(|title| {
                title.key.as_ref().is_some_and(|key| units.iter().any(|unit| unit.contains(key)))
            });
        }
        all.retain(|person| !person.titles.is_empty());
    }
    if args.list.sort == Order::Name {
        all.sort_by_cached_key(|person| name_sort_key(&person.name));
    }
    args.list.print(&all, &Kind { one: "person", all: "persons", row }, global)
}

/// Articles, name, and the title that most of them give.
fn row(person: &PersonCount) -> Vec<String> {
    let title = person.titles.first().map_or_else(String::new, |office| {
        let unit = office.unit.as_deref().map(|unit| format!(" {unit}"));
        format!("{}{}", office.title, unit.unwrap_or_default())
    });
    vec![person.articles.to_string(), person.name.clone(), title]
}
