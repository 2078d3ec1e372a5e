//! Who and what is in an index: its units, topics, outlets, persons and cited documents, with how many articles
//! each, among those that pass some filters.
//!
//! Counted from columns; names that no catalogue has are those that most articles print, which a column keeps too,
//! so that a list of ten thousand units reads no article back.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::Searcher;
use super::counts::Occurrences;
use crate::article::{TopicId, UnitKey};
use crate::catalog::OutletEntry;
use crate::error::Result;
use crate::query::Filters;
use crate::vi::fold;

/// A unit and how many articles it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitCount {
    /// Its key.
    pub key: UnitKey,
    /// Its name: the catalogue's, or the one that most articles print.
    pub name: String,
    /// Articles that name it or a unit under it.
    pub articles: u64,
    /// Articles that name the unit itself.
    pub own: u64,
    /// Whether the catalogue lists it; if not, its key was derived from a name that articles print.
    pub listed: bool,
}

/// A topic and how many articles it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicCount {
    /// Its id.
    pub id: TopicId,
    /// Its label; the id where the catalogue has none.
    pub label: String,
    /// The id of its group; none where the catalogue does not know it.
    pub group: Option<String>,
    /// Articles of which it is a primary topic.
    pub primary: u64,
    /// Articles of which it is a secondary one.
    pub secondary: u64,
    /// Articles that only mention it.
    pub mention: u64,
}

/// An outlet and how many articles it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutletCount {
    /// Its id.
    pub id: String,
    /// Its name; the id where the catalogue has none.
    pub name: String,
    /// Its articles.
    pub articles: u64,
}

/// A title that a person bears in articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Office {
    /// The title, as printed most.
    pub title: String,
    /// Its unit as printed; none where none is named.
    pub unit: Option<String>,
    /// The key of that unit, where it is one.
    pub key: Option<UnitKey>,
    /// Articles that give the person this title.
    pub articles: u64,
}

/// A person and how many articles name them. Two persons of one name are one here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonCount {
    /// The name.
    pub name: String,
    /// Articles that name the person.
    pub articles: u64,
    /// The titles, those of most articles first.
    pub titles: Vec<Office>,
}

/// A cited document and how many articles cite it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentCount {
    /// Its symbol, or the words that cite it where no article gives one.
    pub symbol: String,
    /// Articles that cite it.
    pub articles: u64,
    /// Lines that cite it, in all of them.
    pub citations: u64,
}

impl Searcher<'_> {
    /// The units of the articles that pass the filters, most articles first, then by key. A unit has at least the
    /// articles of each unit under it.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Damaged`] when the index cannot be read.
    pub fn units(&self, filters: &Filters) -> Result<Vec<UnitCount>> {
        let counts = self.values_of("unit", filters)?;
        let names = names_of_units(self.values_of("unit_name", filters)?);
        let mut own: HashMap<String, u64> = HashMap::new();
        for (term, count) in self.values_of("unit_as", filters)? {
            if let Some((_, key)) = term.split_once("/=") {
                *own.entry(key.to_owned()).or_default() += count.articles;
            }
        }
        let units = self.catalog.units();
        let counted = counts.into_iter().filter_map(|(key, count)| {
            let own = own.get(&key).copied().unwrap_or_default();
            let printed = names.get(&key).map(|(name, _)| name.clone());
            let key = UnitKey::parse(&key).ok()?;
            let listed = units.lists(&key);
            let name = units.name_of(&key).or(printed).unwrap_or_else(|| key.to_string());
            Some(UnitCount { key, name, articles: count.articles, own, listed })
        });
        let mut all: Vec<UnitCount> = counted.collect();
        all.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.key.cmp(&b.key)));
        Ok(all)
    }

    /// The topics of the articles that pass the filters, in the order of the catalogue, then by id; those of the
    /// catalogue without an article too.
    ///
    /// # Errors
    /// As [`Self::units`].
    pub fn topics(&self, filters: &Filters) -> Result<Vec<TopicCount>> {
        let topics = self.catalog.topics();
        let mut counts: BTreeMap<String, [u64; 3]> = BTreeMap::new();
        for (term, count) in self.values_of("topic", filters)? {
            let Some((id, weight)) = term.rsplit_once('/') else { continue };
            let place = ["primary", "secondary", "mention"].iter().position(|w| *w == weight);
            let sums = counts.entry(id.to_owned()).or_default();
            if let Some(place) = place {
                sums[place] += count.articles;
            }
        }
        let mut count = |id: &TopicId| counts.remove(id.as_str()).unwrap_or_default();
        let mut all: Vec<TopicCount> = Vec::new();
        for topic in topics.all() {
            let [primary, secondary, mention] = count(&topic.id);
            let (label, group) = (topic.label.to_owned(), Some(topic.group.to_owned()));
            let id = topic.id.clone();
            all.push(TopicCount { id, label, group, primary, secondary, mention });
        }
        for (id, [primary, secondary, mention]) in counts {
            let Ok(id) = TopicId::parse(&id) else { continue };
            let label = id.to_string();
            all.push(TopicCount { id, label, group: None, primary, secondary, mention });
        }
        Ok(all)
    }

    /// The outlets of the articles that pass the filters, most articles first, then by id.
    ///
    /// # Errors
    /// As [`Self::units`].
    pub fn outlets(&self, filters: &Filters) -> Result<Vec<OutletCount>> {
        let known: HashMap<&str, &OutletEntry> =
            self.catalog.outlets().iter().map(|outlet| (outlet.id.as_str(), outlet)).collect();
        let counts = self.values_of("outlet", filters)?.into_iter();
        let mut all: Vec<OutletCount> = counts
            .map(|(id, count)| OutletCount {
                name: known.get(id.as_str()).map_or(id.clone(), |outlet| outlet.name.clone()),
                id,
                articles: count.articles,
            })
            .collect();
        all.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.id.cmp(&b.id)));
        Ok(all)
    }

    /// The persons of the articles that pass the filters, most articles first, then by name.
    ///
    /// # Errors
    /// As [`Self::units`].
    pub fn persons(&self, filters: &Filters) -> Result<Vec<PersonCount>> {
        let mut titles: HashMap<String, Vec<Office>> = HashMap::new();
        for (value, count) in self.values_of("office", filters)? {
            let mut parts = value.splitn(4, '\t');
            let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
            let (Some(name), Some(title)) = (part(), part()) else { continue };
            let (unit, key) = (part(), part().and_then(|key| UnitKey::parse(&key).ok()));
            let office = Office { title, unit, key, articles: count.articles };
            titles.entry(name).or_default().push(office);
        }
        for offices in titles.values_mut() {
            let order = |o: &Office| (Reverse(o.articles), o.title.clone(), o.unit.clone());
            offices.sort_by_cached_key(order);
        }
        let counts = self.values_of("person", filters)?.into_iter();
        let mut all: Vec<PersonCount> = counts
            .map(|(name, count)| {
                let titles = titles.remove(&name).unwrap_or_default();
                PersonCount { name, articles: count.articles, titles }
            })
            .collect();
        all.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        Ok(all)
    }

    /// The documents that the articles that pass the filters cite, those of most articles first, then by symbol.
    ///
    /// # Errors
    /// As [`Self::units`].
    pub fn documents(&self, filters: &Filters) -> Result<Vec<DocumentCount>> {
        let counts = self.values_of("document", filters)?.into_iter();
        let mut all: Vec<DocumentCount> = counts
            .map(|(symbol, count)| DocumentCount {
                symbol,
                articles: count.articles,
                citations: count.times,
            })
            .collect();
        all.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.symbol.cmp(&b.symbol)));
        Ok(all)
    }
}

/// The name that most articles print for each unit, by the values of the column of names.
pub(super) fn names_of_units(
    printed: HashMap<String, Occurrences>,
) -> HashMap<String, (String, u64)> {
    let mut best: HashMap<String, (String, u64)> = HashMap::new();
    for (value, count) in printed {
        let Some((key, name)) = value.split_once('\t') else { continue };
        let held = best.entry(key.to_owned()).or_default();
        // A short form, such as `Huyện ủy`, does not say which.
        let own = slug_words(key);
        let says = |name: &str| fold(&name.to_lowercase()).contains(&own);
        let better = (says(name), count.articles, name.len(), held.0.as_str())
            > (says(&held.0), held.1, held.0.len(), name);
        if better {
            *held = (name.to_owned(), count.articles);
        }
    }
    best
}

/// The words of a key's own part.
fn slug_words(key: &str) -> String {
    let path = key.split(['#', '@']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().replace('-', " ")
}
