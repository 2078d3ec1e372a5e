//! How many of the articles that answer a request have each unit, topic, outlet, person, cited document, year or month.
//!
//! All are counted in one pass over the columns; no article is read back. A unit has at least the articles of each unit
//! under it, and every number is what the filter on that value would find.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::counts::Counts;
use super::knowledge::names_of_units;
use super::{Counted, Searcher};
use crate::article::UnitKey;
use crate::error::Result;
use crate::query::{Filters, Query};
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
    pub const ALL: [Self; 7] =
        [Self::Unit, Self::Topic, Self::Outlet, Self::Person, Self::Doc, Self::Year, Self::Month];

    /// Its name, as scripts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Topic => "topic",
            Self::Outlet => "outlet",
            Self::Person => "person",
            Self::Doc => "doc",
            Self::Year => "year",
            Self::Month => "month",
        }
    }

    /// The column its values stand in; none for those read from dates.
    fn column(self) -> Option<&'static str> {
        match self {
            Self::Unit => Some("unit"),
            Self::Topic => Some("topic"),
            Self::Outlet => Some("outlet"),
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
    pub fn facets(
        &self,
        query: &Query,
        filters: &Filters,
        wanted: &FacetsWanted,
    ) -> Result<Facets> {
        let asked = (query, filters);
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
        (asked, wanted): ((&Query, &Filters), &FacetsWanted),
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
    fn of(&mut self, value: &str, asked: (&Query, &Filters)) -> Result<String> {
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
            By::Person | By::Doc | By::Year | By::Month => None,
        };
        Ok(known.unwrap_or_else(|| value.to_owned()))
    }

    fn printed(&mut self, key: &str, asked: (&Query, &Filters)) -> Result<Option<String>> {
        if self.printed.is_none() {
            let (_, counts) = self.searcher.over(asked, Counts { column: "unit_name" })?;
            self.printed = Some(names_of_units(counts));
        }
        Ok(self.printed.as_ref().and_then(|names| names.get(key)).map(|(name, _)| name.clone()))
    }
}

/// Counts values of some kinds in one pass.
struct Tally {
    by: Vec<By>,
}

/// The counts of one kind.
#[derive(Debug, Default)]
struct Tallied {
    counts: HashMap<String, u64>,
    /// Articles that have some value.
    having: u64,
}

/// The counts of one kind in one segment.
enum Held {
    Terms(Terms),
    Days(Days),
}

struct Terms {
    by: By,
    values: StrColumn,
    counts: Vec<u64>,
    /// Values that say nothing here: topics only mentioned.
    silent: Option<Vec<bool>>,
    of_one: Vec<u64>,
    having: u64,
}

struct Days {
    by: By,
    first: Column<i64>,
    last: Column<i64>,
    counts: BTreeMap<(i32, u32), u64>,
    having: u64,
    /// The last days seen and where they were counted: articles of a day often stand side by side.
    recent: Option<((i64, i64), (i32, u32))>,
}

impl Terms {
    fn collect(&mut self, doc: DocId) {
        let ords = self.values.ords();
        let rows = ords.index.value_row_ids(doc);
        self.of_one.resize((rows.end - rows.start) as usize, 0);
        ords.values.get_range(u64::from(rows.start), &mut self.of_one);
        if let Some(silent) = &self.silent {
            self.of_one.retain(|ord| usize::try_from(*ord).is_ok_and(|ord| !silent[ord]));
        }
        // Most fields hold each value of an article once, in order.
        if !self.of_one.is_sorted_by(|one, next| one < next) {
            self.of_one.sort_unstable();
            self.of_one.dedup();
        }
        self.having += u64::from(!self.of_one.is_empty());
        for ord in &self.of_one {
            if let Some(count) = usize::try_from(*ord).ok().and_then(|ord| self.counts.get_mut(ord))
            {
                *count += 1;
            }
        }
    }

    fn tallied(self) -> Tallied {
        let counted = (0_u64..).zip(&self.counts).filter(|(_, count)| **count > 0);
        let (ords, counts): (Vec<u64>, Vec<u64>) = counted.map(|(ord, n)| (ord, *n)).unzip();
        let mut tallied = Tallied { having: self.having, ..Tallied::default() };
        let mut counts = counts.into_iter();
        // What cannot be read counts for nothing, as a damaged file does anywhere.
        let _ = self.values.dictionary().sorted_ords_to_term_cb(&ords, |term| {
            let count = counts.next().unwrap_or_default();
            let value = String::from_utf8_lossy(term);
            let value = match self.by {
                By::Topic => value.rsplit_once('/').map_or(value.as_ref(), |(id, _)| id).to_owned(),
                _ => value.into_owned(),
            };
            *tallied.counts.entry(value).or_default() += count;
        });
        tallied
    }
}

impl Days {
    fn collect(&mut self, doc: DocId) {
        let (Some(first), Some(last)) = (self.first.first(doc), self.last.first(doc)) else {
            return;
        };
        let place = match self.recent {
            Some((days, place)) if days == (first, last) => place,
            _ => {
                let Some(place) = self.place(first, last) else { return };
                self.recent = Some(((first, last), place));
                place
            }
        };
        self.having += 1;
        *self.counts.entry(place).or_default() += 1;
    }

    /// Year and month, 0 where that is not known or not wanted.
    fn place(&self, first: i64, last: i64) -> Option<(i32, u32)> {
        let day = |day: i64| NaiveDate::from_num_days_from_ce_opt(i32::try_from(day).ok()?);
        let (first, last) = (day(first)?, day(last)?);
        let is_month = self.by == By::Month && first.month() == last.month();
        Some((first.year(), if is_month { first.month() } else { 0 }))
    }

    fn tallied(self) -> Tallied {
        let name = |(year, month): (i32, u32)| match month {
            0 => format!("{year:04}"),
            month => format!("{year:04}-{month:02}"),
        };
        let counts = self.counts.into_iter().map(|(place, count)| (name(place), count)).collect();
        Tallied { counts, having: self.having }
    }
}

impl SegmentCollector for SegmentTally {
    type Fruit = Vec<Tallied>;

    fn collect(&mut self, doc: DocId, _: Score) {
        for column in &mut self.0 {
            match column {
                Some(Held::Terms(terms)) => terms.collect(doc),
                Some(Held::Days(days)) => days.collect(doc),
                None => {}
            }
        }
    }

    fn harvest(self) -> Vec<Tallied> {
        let tallied = |column: Option<Held>| match column {
            Some(Held::Terms(terms)) => terms.tallied(),
            Some(Held::Days(days)) => days.tallied(),
            None => Tallied::default(),
        };
        self.0.into_iter().map(tallied).collect()
    }
}

/// The columns of one segment, none where it has no value.
struct SegmentTally(Vec<Option<Held>>);

impl Collector for Tally {
    type Fruit = Vec<Tallied>;
    type Child = SegmentTally;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentTally> {
        let columns = segment.fast_fields();
        let mut all = Vec::with_capacity(self.by.len());
        for by in &self.by {
            let Some(name) = by.column() else {
                let (first, last) = (columns.i64("first_day")?, columns.i64("last_day")?);
                let (counts, recent) = (BTreeMap::new(), None);
                let days = Days { by: *by, first, last, counts, having: 0, recent };
                all.push(Some(Held::Days(days)));
                continue;
            };
            let Some(values) = columns.str(name)? else {
                all.push(None);
                continue;
            };
            let silent = silent(*by, &values)?;
            let counts = vec![0; values.num_terms()];
            let of_one = Vec::new();
            all.push(Some(Held::Terms(Terms {
                by: *by,
                values,
                counts,
                silent,
                of_one,
                having: 0,
            })));
        }
        Ok(SegmentTally(all))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<Tallied>>) -> tantivy::Result<Vec<Tallied>> {
        let mut all: Vec<Tallied> = self.by.iter().map(|_| Tallied::default()).collect();
        for segment in segments {
            for (sum, tally) in all.iter_mut().zip(segment) {
                sum.having += tally.having;
                for (value, count) in tally.counts {
                    *sum.counts.entry(value).or_default() += count;
                }
            }
        }
        Ok(all)
    }
}

/// Which terms of a column are not counted.
fn silent(by: By, values: &StrColumn) -> tantivy::Result<Option<Vec<bool>>> {
    if by != By::Topic {
        return Ok(None);
    }
    let ords: Vec<u64> = (0..values.num_terms() as u64).collect();
    let mut silent = Vec::with_capacity(ords.len());
    values.dictionary().sorted_ords_to_term_cb(&ords, |term| {
        silent.push(term.ends_with(b"/mention"));
    })?;
    silent.resize(ords.len(), false);
    Ok(Some(silent))
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
