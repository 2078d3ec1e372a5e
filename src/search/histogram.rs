//! How many of the articles that answer a request were published in each year, quarter, month, week or day.
//!
//! An article is counted where all that its date covers lies in one period. One of which only the year is known has no
//! month: it is counted apart, and so is one without a date, because putting it on a first of January would make a peak
//! that no paper printed. Gaps are zeros.

use std::collections::BTreeMap;
use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::{Counted, Searcher};
use crate::date::DateRange;
use crate::error::Result;
use crate::query::{Filters, Query, Selection};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A calendar year: `2021`.
    Year,
    /// Three months: `2021-Q2`.
    Quarter,
    /// A calendar month: `2021-04`.
    Month,
    /// A week from Monday on, by ISO 8601: `2021-W14`.
    Week,
    /// A day: `2021-04-05`.
    Day,
}

/// What a period's share is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ShareOf {
    /// All articles of the period.
    Collection,
    /// Those that pass the filters, whatever they say.
    Filters,
}

/// A period and its articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Period {
    /// Its name, see [`Step`].
    pub period: String,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Articles that answer.
    pub articles: u64,
    /// Articles that the share is of; none where no share is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// The one by the other, from 0 to 1; none where there is nothing to share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

/// Articles whose date is too coarse for a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coarse {
    /// What is known: `2021`, `2021-04`.
    pub date: String,
    /// How many.
    pub articles: u64,
}

/// Articles over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// The articles, and how the query was read.
    pub counted: Counted,
    /// How long a period is.
    pub by: Step,
    /// What shares are of, where they are asked for.
    pub share_of: Option<ShareOf>,
    /// All periods from the first with an article to the last, or between the ends that a filter gives.
    pub periods: Vec<Period>,
    /// Articles whose date is too coarse for a period, by what is known.
    pub coarser: Vec<Coarse>,
    /// Articles without a date.
    pub undated: u64,
}

/// Most periods: three hundred years by day, which no dates go beyond.
const MOST: usize = 120_000;

impl Searcher<'_> {
    /// Counts the articles that answer a query and pass the filters, all articles where there is neither, over time.
    ///
    /// # Errors
    /// As [`Self::facets`].
    pub fn histogram<'q>(
        &self,
        asked: impl Into<Selection<'q>>,
        by: Step,
        share_of: Option<ShareOf>,
    ) -> Result<Histogram> {
        let asked = asked.into();
        let filters = asked.filters;
        let (counted, found) = self.over(asked, Dates)?;
        let all = match share_of {
            None => None,
            Some(of) => {
                let everything = Filters::default();
                let filters = if of == ShareOf::Filters { filters } else { &everything };
                Some(self.over((&Query::default(), filters).into(), Dates)?.1)
            }
        };
        let placed = Placed::new(&found, by);
        let all = all.map(|all| Placed::new(&all, by).periods);
        let periods = periods(by, filters.dates, &placed.periods).map(|(from, to)| {
            let articles = placed.periods.get(&from).copied().unwrap_or_default();
            let of = all.as_ref().map(|all| all.get(&from).copied().unwrap_or_default());
            let share = of.filter(|of| *of > 0).map(|of| share(articles, of));
            Period { period: by.name(from), from, to, articles, of, share }
        });
        let periods = periods.collect();
        let coarser = placed.coarser.into_iter();
        let coarser = coarser.map(|(date, articles)| Coarse { date, articles }).collect();
        let undated = (counted.total as u64).saturating_sub(found.values().sum());
        Ok(Histogram { counted, by, share_of, periods, coarser, undated })
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of articles are far below 2^52")]
fn share(articles: u64, of: u64) -> f64 {
    articles as f64 / of as f64
}

impl Step {
    /// The first day of the period that a day lies in.
    fn start(self, day: NaiveDate) -> NaiveDate {
        let of = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        match self {
            Self::Year => of(1),
            Self::Quarter => of(day.month0() / 3 * 3 + 1),
            Self::Month => of(day.month()),
            Self::Week => day - Days::new(u64::from(day.weekday().num_days_from_monday())),
            Self::Day => day,
        }
    }

    /// The first day of the period behind the one that begins on a day.
    fn next(self, start: NaiveDate) -> Option<NaiveDate> {
        let months = |months| start.checked_add_months(chrono::Months::new(months));
        match self {
            Self::Year => months(12),
            Self::Quarter => months(3),
            Self::Month => months(1),
            Self::Week => start.checked_add_days(Days::new(7)),
            Self::Day => start.succ_opt(),
        }
    }

    /// What the period that begins on a day is called.
    fn name(self, start: NaiveDate) -> String {
        match self {
            Self::Year => start.format("%Y").to_string(),
            Self::Quarter => format!("{}-Q{}", start.format("%Y"), start.month0() / 3 + 1),
            Self::Month => start.format("%Y-%m").to_string(),
            Self::Week => start.format("%G-W%V").to_string(),
            Self::Day => start.format("%Y-%m-%d").to_string(),
        }
    }
}

/// Articles by period, and those of no period by what is known.
struct Placed {
    periods: BTreeMap<NaiveDate, u64>,
    coarser: BTreeMap<String, u64>,
}

impl Placed {
    fn new(dates: &HashMap<(i64, i64), u64>, by: Step) -> Self {
        let mut placed = Self { periods: BTreeMap::new(), coarser: BTreeMap::new() };
        let day = |day: i64| NaiveDate::from_num_days_from_ce_opt(i32::try_from(day).ok()?);
        for ((first, last), articles) in dates {
            let (Some(first), Some(last)) = (day(*first), day(*last)) else { continue };
            if by.start(first) == by.start(last) {
                *placed.periods.entry(by.start(first)).or_default() += articles;
            } else {
                let month = first.month() == last.month();
                let known = first.format(if month { "%Y-%m" } else { "%Y" }).to_string();
                *placed.coarser.entry(known).or_default() += articles;
            }
        }
        placed
    }
}

/// The first and last days of all periods from the first to the last.
fn periods(
    by: Step,
    asked: DateRange,
    held: &BTreeMap<NaiveDate, u64>,
) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let first = asked.from.map(|day| by.start(day)).or_else(|| held.keys().next().copied());
    let last = asked.to.map(|day| by.start(day)).or_else(|| held.keys().last().copied());
    // An end that a filter gives, with nothing at the other, is no period.
    let some = !held.is_empty() || (asked.from.is_some() && asked.to.is_some());
    let (first, last) = (first.filter(|_| some), last.unwrap_or_default());
    let starts = std::iter::successors(first, move |start| by.next(*start));
    let within = starts.take_while(move |start| *start <= last).take(MOST);
    within.map(move |start| {
        let to = by.next(start).and_then(|next| next.pred_opt());
        (start, to.unwrap_or(start))
    })
}

/// Counts articles by the first and last day that their date covers.
struct Dates;

struct SegmentDates {
    first: Column<i64>,
    last: Column<i64>,
    counts: HashMap<(i64, i64), u64>,
}

impl SegmentCollector for SegmentDates {
    type Fruit = HashMap<(i64, i64), u64>;

    fn collect(&mut self, doc: DocId, _: Score) {
        if let (Some(first), Some(last)) = (self.first.first(doc), self.last.first(doc)) {
            *self.counts.entry((first, last)).or_default() += 1;
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.counts
    }
}

impl Collector for Dates {
    type Fruit = HashMap<(i64, i64), u64>;
    type Child = SegmentDates;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentDates> {
        let columns = segment.fast_fields();
        let (first, last) = (columns.i64("first_day")?, columns.i64("last_day")?);
        Ok(SegmentDates { first, last, counts: HashMap::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut all = HashMap::new();
        for (days, count) in segments.into_iter().flatten() {
            *all.entry(days).or_default() += count;
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::day_number;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn placed(days: &[(&str, &str)], by: Step) -> Placed {
        let mut counts = HashMap::new();
        for (first, last) in days {
            *counts.entry((day_number(day(first)), day_number(day(last)))).or_default() += 1;
        }
        Placed::new(&counts, by)
    }

    #[test]
    fn a_coarse_date_is_in_a_period_that_holds_all_of_it_or_in_none() {
        let days = [
            ("2021-04-01", "2021-04-30"),
            ("2021-01-01", "2021-12-31"),
            ("2021-04-05", "2021-04-05"),
        ];
        for (by, inside, coarser) in [
            (Step::Year, 3, 0),
            (Step::Quarter, 2, 1),
            (Step::Month, 2, 1),
            (Step::Week, 1, 2),
            (Step::Day, 1, 2),
        ] {
            let placed = placed(&days, by);
            assert_eq!(placed.periods.values().sum::<u64>(), inside, "{by:?}");
            assert_eq!(placed.coarser.values().sum::<u64>(), coarser, "{by:?}");
        }
    }

    #[test]
    fn periods_follow_without_a_gap_and_are_named() {
        let placed =
            placed(&[("2020-12-30", "2020-12-30"), ("2021-02-01", "2021-02-01")], Step::Month);
        let all: Vec<_> = periods(Step::Month, DateRange::default(), &placed.periods).collect();
        assert_eq!(all.len(), 3);
        assert_eq!(all[1], (day("2021-01-01"), day("2021-01-31")));
        assert_eq!(Step::Week.name(Step::Week.start(day("2021-01-03"))), "2020-W53");
        assert_eq!(Step::Quarter.name(Step::Quarter.start(day("2021-06-30"))), "2021-Q2");
    }

    #[test]
    fn the_ends_of_a_filter_are_the_ends_of_the_periods() {
        let range = DateRange::years("2019..2021").unwrap();
        let none = BTreeMap::new();
        assert_eq!(periods(Step::Year, range, &none).count(), 3);
        assert_eq!(periods(Step::Year, DateRange::years("2019..").unwrap(), &none).count(), 0);
    }
}
