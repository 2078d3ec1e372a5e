//! How many of the articles that answer a request have each unit, topic, outlet, section, author, person, cited document,
//! year or month.
//!
//! All are counted in one pass over the columns; no article is read back. A unit has at least the articles of each unit
//! under it, and every number is what the filter on that value would find.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::counts::Counts;
use super::knowledge::names_of_units;
use super::tally::{Tallied, Tally};
use super::{Counted, Searcher};
use crate::article::UnitKey;
use crate::error::Result;
use crate::query::Selection;
use crate::vi::{fold, matching};

/// What articles are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Units, each with what lies under it.
    Unit,
    /// Topics that are primary or secondary.
    Topic,
    /// Outlets.
    Outlet,
    /// Sections, by name.
    Section,
    /// Who signed, by name.
    Author,
    /// Persons, by name.
    Person,
    /// Cited documents.
    Doc,
    /// Years of publication.
    Year,
    /// Months of publication; a year where no more is known.
    Month,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Unit,
        Self::Topic,
        Self::Outlet,
        Self::Section,
        Self::Author,
        Self::Person,
        Self::Doc,
        Self::Year,
        Self::Month,
    ];

    /// Its name, as scripts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Topic => "topic",
            Self::Outlet => "outlet",
            Self::Section => "section",
            Self::Author => "author",
            Self::Person => "person",
            Self::Doc => "doc",
            Self::Year => "year",
            Self::Month => "month",
        }
    }

    /// The column its values stand in; none for those read from dates.
    pub(super) fn column(self) -> Option<&'static str> {
        match self {
            Self::Unit => Some("unit"),
            Self::Topic => Some("topic"),
            Self::Outlet => Some("outlet"),
            Self::Section => Some("section"),
            Self::Author => Some("author"),
            Self::Person => Some("person"),
            Self::Doc => Some("document"),
            Self::Year | Self::Month => None,
        }
    }
}

/// Which values are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetsWanted {
    /// What to count by, in this order.
    pub by: Vec<By>,
    /// Most values of each.
    pub limit: usize,
    /// Words that the key or the name must hold, whatever their case, accents and tone style; empty for any.
    pub contains: String,
    /// Of units, only those under one of these; empty for any.
    pub under: Vec<UnitKey>,
    /// Of units, only those so many levels below those, or below the country: 1 is directly under.
    pub level: Option<usize>,
}

/// A value and how many articles have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// Its key or id: what a filter takes.
    pub value: String,
    /// What people call it; the same where it has no other name.
    pub name: String,
    /// How many articles have it.
    pub articles: u64,
}

/// The values of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// What was counted by.
    pub by: By,
    /// Those of most articles first, then by value; years and months the latest first.
    pub values: Vec<FacetValue>,
    /// How many values there are, wanted and not left out by the limit alone.
    pub distinct: usize,
    /// Articles that have none.
    pub without: u64,
}

/// The values of all kinds asked for, and over how many articles they were counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facets {
    /// The articles, and how the query was read.
    pub counted: Counted,
    /// One for each kind, in the order asked.
    pub facets: Vec<Facet>,
}

impl Searcher<'_> {
    /// Counts the articles that answer a query and pass the filters, all articles where there is neither, by values.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Query`] when the query has more than 512 words,
    /// [`crate::ErrorKind::Damaged`] when the index cannot be read.
    pub fn facets<'q>(
        &self,
        asked: impl Into<Selection<'q>>,
        wanted: &FacetsWanted,
    ) -> Result<Facets> {
        let asked = asked.into();
        let (counted, tallies) = self.over(asked, Tally { by: wanted.by.clone() })?;
        let mut facets = Vec::with_capacity(wanted.by.len());
        for (by, tally) in wanted.by.iter().zip(tallies) {
            let without = (counted.total as u64).saturating_sub(tally.having);
            let values = self.values_wanted(*by, tally, (asked, wanted))?;
            let distinct = values.len();
            let values = values.into_iter().take(wanted.limit).collect();
            facets.push(Facet { by: *by, values, distinct, without });
        }
        Ok(Facets { counted, facets })
    }

    /// The values of one kind that are wanted, named and in their order.
    fn values_wanted(
        &self,
        by: By,
        tally: Tallied,
        (asked, wanted): (Selection<'_>, &FacetsWanted),
    ) -> Result<Vec<FacetValue>> {
        let mut counts: Vec<(String, u64)> = tally.counts.into_iter().collect();
        if by == By::Unit {
            counts.retain(|(key, _)| wanted.takes_unit(key));
        }
        match by {
            By::Year | By::Month => counts.sort_by(|a, b| b.0.cmp(&a.0)),
            _ => counts.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0))),
        }
        let mut names = Names { searcher: self, by, printed: None };
        let contains = plain(&wanted.contains);
        let mut values = Vec::with_capacity(counts.len());
        for (n, (value, articles)) in counts.into_iter().enumerate() {
            // What is not shown needs no name, unless it is chosen by it.
            let named = n < wanted.limit || !contains.is_empty();
            let name = if named { names.of(&value, asked)? } else { String::new() };
            if [&value, &name].iter().any(|text| plain(text).contains(contains.trim_end())) {
                values.push(FacetValue { value, name, articles });
            }
        }
        Ok(values)
    }
}

/// A text's words without accents, each behind a blank, so that words are found at their beginning.
fn plain(text: &str) -> String {
    let words = matching(text);
    if words.is_empty() { words } else { format!(" {}", fold_words(&words)) }
}

fn fold_words(words: &str) -> String {
    words.split(' ').map(fold).collect::<Vec<_>>().join(" ")
}

impl FacetsWanted {
    fn takes_unit(&self, key: &str) -> bool {
        let depth = |key: &str| key.matches(['/', '#']).count();
        let below = |above: usize| self.level.is_none_or(|level| depth(key) == above + level);
        if self.under.is_empty() {
            return below(0);
        }
        self.under.iter().any(|under| {
            let rest = key.strip_prefix(under.as_str());
            rest.is_some_and(|rest| rest.starts_with(['/', '#'])) && below(depth(under.as_str()))
        })
    }
}

/// What values are called.
struct Names<'a, 'i> {
    searcher: &'a Searcher<'i>,
    by: By,
    /// The names that articles print for units; read when a catalogue lacks one.
    printed: Option<HashMap<String, (String, u64)>>,
}

impl Names<'_, '_> {
    fn of(&mut self, value: &str, asked: Selection<'_>) -> Result<String> {
        let catalog = self.searcher.catalog;
        let known = match self.by {
            By::Unit => {
                match UnitKey::parse(value).ok().and_then(|key| catalog.units().name_of(&key)) {
                    None => self.printed(value, asked)?,
                    known => known,
                }
            }
            By::Topic => {
                let topic = catalog.topics().all().iter().find(|topic| topic.id.as_str() == value);
                topic.map(|topic| topic.label.to_owned())
            }
            By::Outlet => {
                let mut all = catalog.outlets().iter();
                all.find(|outlet| outlet.id.as_str() == value).map(|outlet| outlet.name.clone())
            }
            By::Section | By::Author | By::Person | By::Doc | By::Year | By::Month => None,
        };
        Ok(known.unwrap_or_else(|| value.to_owned()))
    }

    fn printed(&mut self, key: &str, asked: Selection<'_>) -> Result<Option<String>> {
        if self.printed.is_none() {
            let (_, counts) = self.searcher.over(asked, Counts { column: "unit_name" })?;
            self.printed = Some(names_of_units(counts));
        }
        Ok(self.printed.as_ref().and_then(|names| names.get(key)).map(|(name, _)| name.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_lies_under_itself_never_and_under_what_is_above_it() {
        let under = |under: &str, level| FacetsWanted {
            under: vec![UnitKey::parse(under).unwrap()],
            level,
            ..FacetsWanted::default()
        };
        assert!(under("vn/ha-noi", None).takes_unit("vn/ha-noi/dong-da"));
        assert!(under("vn/ha-noi", None).takes_unit("vn/ha-noi#ubkt"));
        assert!(!under("vn/ha-noi", None).takes_unit("vn/ha-noi"));
        assert!(!under("vn/ha", None).takes_unit("vn/ha-noi"));
        assert!(!under("vn/ha-noi", Some(1)).takes_unit("vn/ha-noi/dong-da/lang-ha"));
        assert!(FacetsWanted { level: Some(1), ..FacetsWanted::default() }.takes_unit("vn/ha-noi"));
    }

    #[test]
    fn words_are_found_in_values_whatever_their_accents_and_tone_style() {
        let holds = |text: &str, words: &str| plain(text).contains(&plain(words));
        assert!(holds("Đảng uỷ Khối", "dang uy") && holds("Đảng uỷ Khối", "đảng ủy khối"));
        assert!(holds("vn/ha-noi/dong-da", "dong da") && !holds("Đảng ủy Khối", "uy kh0i"));
    }
}
