//! The collector behind facets: the values of any number of columns counted in one pass.
//!
//! Apart from facets because it knows nothing of names, limits and what is wanted: it counts all values by their numbers
//! in the column, and reads their texts once at the end.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::facets::By;

/// Counts values of some kinds in one pass.
pub(super) struct Tally {
    pub(super) by: Vec<By>,
}

/// The counts of one kind.
#[derive(Debug, Default)]
pub(super) struct Tallied {
    pub(super) counts: HashMap<String, u64>,
    /// Articles that have some value.
    pub(super) having: u64,
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
pub(super) struct SegmentTally(Vec<Option<Held>>);

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
