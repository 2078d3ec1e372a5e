//! Counts by value: a table or a tree for people, records for scripts.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::counted::CountedRecord;
use super::lists::write_rows;
use super::text::Style;
use crate::query::Query;
use crate::search::{By, Facet, FacetValue, Facets};

/// Schema of counts by value.
pub const FACETS_SCHEMA: &str = "tracuu/facets@1";
/// Schema of one value on a line of its own.
pub const FACET_VALUE_SCHEMA: &str = "tracuu/facet-value@1";

/// Facets by name, in the order asked.
pub struct FacetMap<'a>(pub &'a [Facet]);

#[derive(Serialize)]
struct FacetRecord<'a> {
    distinct: usize,
    without: u64,
    values: &'a [FacetValue],
}

impl Serialize for FacetMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for Facet { by, values, distinct, without } in self.0 {
            let record = FacetRecord { distinct: *distinct, without: *without, values };
            map.serialize_entry(by.name(), &record)?;
        }
        map.end()
    }
}

/// Counts by value with their schema.
#[derive(Serialize)]
pub struct FacetsRecord<'a> {
    schema: &'static str,
    #[serde(flatten)]
    counted: CountedRecord,
    took_ms: f64,
    facets: FacetMap<'a>,
}

impl<'a> FacetsRecord<'a> {
    /// The record of the answer to a query; `took_ms` in milliseconds.
    pub fn new(query: &Query, found: &'a Facets, took_ms: f64) -> Self {
        Self {
            schema: FACETS_SCHEMA,
            counted: CountedRecord::new(query, &found.counted),
            took_ms,
            facets: FacetMap(&found.facets),
        }
    }
}

/// One value with its schema.
#[derive(Serialize)]
pub struct FacetValueRecord<'a> {
    schema: &'static str,
    by: By,
    #[serde(flatten)]
    value: &'a FacetValue,
}

impl<'a> FacetValueRecord<'a> {
    /// The record of a value of a kind.
    pub fn new(by: By, value: &'a FacetValue) -> Self {
        Self { schema: FACET_VALUE_SCHEMA, by, value }
    }
}

/// Writes facets for reading, each below its name where there are several; units as a tree where asked.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_facets(
    out: &mut dyn Write,
    facets: &[Facet],
    tree: bool,
    style: Style,
) -> io::Result<()> {
    for (n, facet) in facets.iter().enumerate() {
        if facets.len() > 1 {
            let gap = if n > 0 { "\n" } else { "" };
            writeln!(out, "{gap}{}", style.strong(facet.by.name()))?;
        }
        write_facet(out, facet, tree, style)?;
    }
    Ok(())
}

/// Writes facets for reading below something else, each below its name.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_facets_below(out: &mut dyn Write, facets: &[Facet], style: Style) -> io::Result<()> {
    for facet in facets {
        writeln!(out, "\n{}", style.strong(facet.by.name()))?;
        write_facet(out, facet, false, style)?;
    }
    Ok(())
}

fn write_facet(out: &mut dyn Write, facet: &Facet, tree: bool, style: Style) -> io::Result<()> {
    let row = |value: &FacetValue| {
        let mut cells = vec![value.articles.to_string(), value.value.clone()];
        cells.extend(Some(value.name.clone()).filter(|name| *name != value.value));
        cells
    };
    let rows = match facet.by {
        By::Unit if tree => branches(&facet.values),
        _ => facet.values.iter().map(row).collect(),
    };
    write_rows(out, &rows, style)?;
    let more = facet.distinct - facet.values.len();
    let mut rest = Vec::new();
    if more > 0 {
        rest.push(format!("{more} more {}", if more == 1 { "value" } else { "values" }));
    }
    if facet.without > 0 {
        rest.push(format!("{} without one", facet.without));
    }
    if rest.is_empty() { Ok(()) } else { writeln!(out, "{}", style.dim(&rest.join(", "))) }
}

/// Units in the order of a tree, each under the one above it.
fn branches(values: &[FacetValue]) -> Vec<Vec<String>> {
    let levels = |key: &str| -> Vec<String> {
        key.replace('#', "/ ").split('/').map(str::to_owned).collect()
    };
    let sorted: BTreeMap<Vec<String>, &FacetValue> =
        values.iter().map(|value| (levels(&value.value), value)).collect();
    let least = sorted.keys().map(Vec::len).min().unwrap_or_default();
    let row = |(levels, value): (&Vec<String>, &&FacetValue)| {
        let last = levels.last().map(|level| level.replacen(' ', "#", 1)).unwrap_or_default();
        let branch = format!("{}{last}", "  ".repeat(levels.len() - least));
        vec![value.articles.to_string(), branch, value.name.clone()]
    };
    sorted.iter().map(row).collect()
}

/// The rows of facets as a table: `by`, `value`, `name`, `articles`.
pub fn facet_rows(facets: &[Facet]) -> impl Iterator<Item = Vec<String>> + '_ {
    facets.iter().flat_map(|facet| {
        facet.values.iter().map(|value| {
            let FacetValue { value, name, articles } = value;
            vec![facet.by.name().to_owned(), value.clone(), name.clone(), articles.to_string()]
        })
    })
}

/// The names of the columns of [`facet_rows`].
pub const FACET_COLUMNS: [&str; 4] = ["by", "value", "name", "articles"];
