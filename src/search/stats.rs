//! What is in an index, counted from its columns and terms: no article is read back, so that a large
//! archive answers at once.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::Searcher;
use crate::error::Result;
use crate::index::Manifest;

/// What is in an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Articles in it.
    pub articles: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// First and last day of publication.
    pub days: Option<[NaiveDate; 2]>,
    /// Articles by year of publication.
    pub years: BTreeMap<i32, u64>,
    /// Articles that lack a value, by field.
    pub without: BTreeMap<&'static str, u64>,
    /// Articles by outlet.
    pub outlets: BTreeMap<String, u64>,
    /// Articles by topic that is primary or secondary in them.
    pub topics: BTreeMap<String, u64>,
    /// Articles by unit, each with what lies under it.
    pub units: BTreeMap<String, u64>,
    /// What the index was made with.
    pub manifest: Manifest,
}

impl Searcher<'_> {
    /// What is in the index.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Damaged`] when the index cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        let mut stats = Stats {
            articles: self.articles(),
            bytes: self.index.bytes()?,
            days: None,
            years: BTreeMap::new(),
            without: ["title", "published", "outlet", "units", "topics"].map(|f| (f, 0)).into(),
            outlets: BTreeMap::new(),
            topics: BTreeMap::new(),
            units: BTreeMap::new(),
            manifest: self.index.manifest().clone(),
        };
        for segment in self.snapshot.segment_readers() {
            self.add_segment(&mut stats, segment).map_err(|cause| self.failed(cause))?;
        }
        Ok(stats)
    }

    fn add_segment(&self, stats: &mut Stats, segment: &SegmentReader) -> tantivy::Result<()> {
        let fields = self.index.fields();
        stats.add_dates(segment)?;
        let titles = segment.get_fieldnorms_reader(fields.title)?;
        let untitled = articles(segment)?.filter(|doc| titles.fieldnorm(*doc) == 0).count();
        stats.lacking("title", untitled);
        let outlets = values(segment, fields.outlet, |id| Some(id.to_owned()))?;
        stats.lacking("outlet", outlets.lacking);
        add(&mut stats.outlets, outlets.counts);
        let units = values(segment, fields.unit, |key| Some(key.to_owned()))?;
        stats.lacking("units", units.lacking);
        add(&mut stats.units, units.counts);
        let topics = values(segment, fields.topic, |term| match term.split_once('/') {
            Some((_, "mention")) | None => None,
            Some((id, _)) => Some(id.to_owned()),
        })?;
        stats.lacking("topics", topics.lacking);
        add(&mut stats.topics, topics.counts);
        Ok(())
    }
}

impl Stats {
    fn lacking(&mut self, field: &'static str, articles: usize) {
        *self.without.entry(field).or_default() += articles as u64;
    }

    fn add_dates(&mut self, segment: &SegmentReader) -> tantivy::Result<()> {
        let first_days = segment.fast_fields().i64("first_day")?;
        for doc in articles(segment)? {
            let day = first_days.first(doc).and_then(|day| i32::try_from(day).ok());
            match day.and_then(NaiveDate::from_num_days_from_ce_opt) {
                Some(day) => self.add_day(day),
                None => self.lacking("published", 1),
            }
        }
        Ok(())
    }

    fn add_day(&mut self, day: NaiveDate) {
        let [first, last] = self.days.unwrap_or([day, day]);
        self.days = Some([first.min(day), last.max(day)]);
        *self.years.entry(day.year()).or_default() += 1;
    }
}

/// The documents of a segment that are articles, not notes of copies.
fn articles(segment: &SegmentReader) -> tantivy::Result<impl Iterator<Item = DocId> + '_> {
    let ids = segment.fast_fields().str("id")?;
    let has_id =
        move |doc: &DocId| ids.as_ref().is_some_and(|ids| ids.ords().first(*doc).is_some());
    Ok(segment.doc_ids_alive().filter(has_id))
}

fn add(sums: &mut BTreeMap<String, u64>, counts: BTreeMap<String, u64>) {
    for (value, count) in counts {
        *sums.entry(value).or_default() += count;
    }
}

/// Articles of a segment by value of a field.
struct Values {
    counts: BTreeMap<String, u64>,
    lacking: usize,
}

fn values(
    segment: &SegmentReader,
    field: Field,
    name: impl Fn(&str) -> Option<String>,
) -> tantivy::Result<Values> {
    let index = segment.inverted_index(field)?;
    let mut counts = BTreeMap::new();
    let mut having = vec![false; segment.max_doc() as usize];
    let mut terms = index.terms().stream()?;
    while terms.advance() {
        let Some(name) = name(&String::from_utf8_lossy(terms.key())) else { continue };
        let option = IndexRecordOption::Basic;
        let mut postings = index.read_postings_from_terminfo(terms.value(), option)?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if !segment.is_deleted(doc) {
                *counts.entry(name.clone()).or_default() += 1;
                having[doc as usize] = true;
            }
            doc = postings.advance();
        }
    }
    let lacking = articles(segment)?.filter(|doc| !having[*doc as usize]).count();
    Ok(Values { counts, lacking })
}
