//! One unit or one cited document: what the catalogue knows of it, and the articles that do.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use tantivy::DocAddress;
use tantivy::collector::{Count, DocSetCollector};
use tantivy::fastfield::FastFieldReaders;

use super::Searcher;
use super::duplicates::Brief;
use super::knowledge::UnitCount;
use super::order::{self, Page};
use crate::article::{UnitKey, UnitRole};
use crate::catalog::KnownDocument;
use crate::error::Result;
use crate::index::text_at;
use crate::query::{Filters, UnitScope};

/// A unit by key and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its key.
    pub key: UnitKey,
    /// Its name; the key where no catalogue has one.
    pub name: String,
}

/// A unit: what the catalogue knows, and what the articles say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitProfile {
    /// Its key.
    pub key: UnitKey,
    /// Its name: the catalogue's, or the one that most articles print.
    pub name: String,
    /// Whether the catalogue lists it; if not, its key was derived from the names that articles print.
    pub listed: bool,
    /// Other names the catalogue reads as this unit.
    pub aliases: Vec<String>,
    /// Its first day, where known.
    pub from: Option<NaiveDate>,
    /// Its last day; none while it stands, or where unknown.
    pub until: Option<NaiveDate>,
    /// What lies above it, nearest first.
    pub above: Vec<Named>,
    /// What took its place.
    pub successors: Vec<Named>,
    /// What it came out of.
    pub predecessors: Vec<Named>,
    /// Names that articles print, with how many.
    pub printed: Vec<(String, u64)>,
    /// Articles that name it or a unit under it.
    pub articles: u64,
    /// Articles that name the unit itself.
    pub own: u64,
    /// Articles that name it or a unit under it, by role.
    pub roles: BTreeMap<String, usize>,
    /// Articles that name the unit itself, by how it was found.
    pub methods: BTreeMap<String, usize>,
    /// The units directly under it that articles name, those of most articles first.
    pub under: Vec<UnitCount>,
    /// The newest articles that name it or a unit under it.
    pub newest: Vec<Brief>,
}

/// An article that cites a document, and on how many lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citing {
    /// The article.
    #[serde(flatten)]
    pub article: Brief,
    /// Lines that cite the document.
    pub lines: u64,
}

/// A cited document: what is known of it, and the articles that cite it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DocumentProfile {
    /// Its symbol, or the words that cite it where no article gives one.
    pub symbol: String,
    /// Its type, where an article gives it.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// What it is called, where the catalogue knows it.
    pub title: Option<String>,
    /// Forms that articles print, in the articles listed.
    pub printed: Vec<String>,
    /// Articles that cite it.
    pub articles: u64,
    /// Lines that cite it, in all of them.
    pub citations: u64,
    /// The articles that cite it first; those without a date are not among them.
    pub first: Vec<Citing>,
    /// The articles that cite it most.
    pub most: Vec<Citing>,
}

impl Searcher<'_> {
    /// A unit with its `most` newest articles.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Damaged`] when the index cannot be read.
    pub fn unit_profile(&self, key: &UnitKey, most: usize) -> Result<UnitProfile> {
        let filters = Filters { units: vec![key.clone()], ..Filters::default() };
        let counts = self.units(&filters)?;
        let own = counts.iter().find(|count| count.key == *key);
        let catalog = self.catalog.units();
        let entry = catalog.get(key);
        let name = own.map(|own| own.name.clone()).or_else(|| catalog.name_of(key));
        let under = counts.iter().filter(|count| count.key.parent().as_ref() == Some(key));
        Ok(UnitProfile {
            name: name.unwrap_or_else(|| key.to_string()),
            listed: catalog.lists(key),
            aliases: catalog.aliases(key).into_iter().map(str::to_owned).collect(),
            from: entry.as_ref().and_then(|entry| entry.from),
            until: entry.as_ref().and_then(|entry| entry.until),
            above: key.lineage().skip(1).map(|key| self.named(key)).collect(),
            successors: self.known_of(catalog.successors(key))?,
            predecessors: self.known_of(catalog.predecessors(key))?,
            printed: self.printed_names(key, &filters)?,
            articles: own.map_or(0, |own| own.articles),
            own: own.map_or(0, |own| own.own),
            roles: self.roles(key)?,
            methods: self.methods(key, &filters)?,
            under: under.cloned().collect(),
            newest: self.newest(&filters, most)?,
            key: key.clone(),
        })
    }

    /// Those units that the catalogue has a name for or the index an article: a rule gives keys of units that may never
    /// have been.
    fn known_of(&self, keys: Vec<UnitKey>) -> Result<Vec<Named>> {
        let held = self.values(self.index.fields().unit)?;
        let known = |key: &UnitKey| {
            self.catalog.units().name_of(key).is_some() || held.iter().any(|k| k == key.as_str())
        };
        Ok(keys.into_iter().filter(known).map(|key| self.named(key)).collect())
    }

    fn named(&self, key: UnitKey) -> Named {
        let name = self.catalog.units().name_of(&key).unwrap_or_else(|| key.to_string());
        Named { key, name }
    }

    /// Articles in which the unit, or one under it, has each role.
    fn roles(&self, key: &UnitKey) -> Result<BTreeMap<String, usize>> {
        let roles = [
            ("primary", UnitRole::Primary),
            ("superior", UnitRole::Superior),
            ("predecessor", UnitRole::Predecessor),
            ("mentioned", UnitRole::Mentioned),
        ];
        let mut counts = BTreeMap::new();
        for (name, role) in roles {
            let units_as = UnitScope { roles: vec![role], ..UnitScope::default() };
            let units = vec![key.clone()];
            let filters = Filters { units, units_as, ..Filters::default() };
            let count = self.among(&filters, &Count)?;
            if count > 0 {
                counts.insert(name.to_owned(), count);
            }
        }
        Ok(counts)
    }

    /// Articles that name the unit itself, by the method that found it.
    fn methods(&self, key: &UnitKey, filters: &Filters) -> Result<BTreeMap<String, usize>> {
        let mut counts = BTreeMap::new();
        for (term, count) in self.values_of("unit_as", filters)? {
            let own = term.split_once("/=").filter(|(_, own)| *own == key.as_str());
            if let Some((_, method)) = own.and_then(|(role, _)| role.split_once('/')) {
                *counts.entry(method.to_owned()).or_default() +=
                    usize::try_from(count.articles).unwrap_or(usize::MAX);
            }
        }
        Ok(counts)
    }

    fn printed_names(&self, key: &UnitKey, filters: &Filters) -> Result<Vec<(String, u64)>> {
        let names = self.values_of("unit_name", filters)?.into_iter();
        let own = names.filter_map(|(value, count)| {
            let (of, name) = value.split_once('\t')?;
            (of == key.as_str()).then(|| (name.to_owned(), count.articles))
        });
        let mut own: Vec<(String, u64)> = own.collect();
        own.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(own)
    }

    /// The newest articles that pass the filters.
    fn newest(&self, filters: &Filters, most: usize) -> Result<Vec<Brief>> {
        let query = self.lowering().filters_only(filters);
        let found = order::first(&self.snapshot, &query, Page::all(most));
        let found = found.map_err(|cause| self.failed(cause))?;
        found.into_iter().map(|one| Ok(self.load(one.address)?.into())).collect()
    }

    /// A cited document, as [`Self::document`] names it, with the `most` articles that cite it first and most.
    ///
    /// # Errors
    /// As [`Self::unit_profile`].
    pub fn document_profile(&self, symbol: &str, most: usize) -> Result<DocumentProfile> {
        let filters = Filters { documents: vec![symbol.to_owned()], ..Filters::default() };
        let mut citing = self.citing(symbol, &filters)?;
        let (articles, citations) = (citing.len() as u64, citing.iter().map(|one| one.lines).sum());
        let load = |one: &Place| Ok((self.load(one.at)?, one.lines));
        citing.sort_by(|a, b| (a.published, &a.id).cmp(&(b.published, &b.id)));
        let dated = citing.iter().filter(|one| one.published.is_some()).take(most);
        let first = dated.map(load).collect::<Result<Vec<_>>>()?;
        citing.sort_by(|a, b| {
            let key = |one: &Place| (Reverse(one.lines), one.published);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        // One is read for what it says of the document, even if none is wanted.
        let mut densest = citing.iter().take(most.max(1)).map(load).collect::<Result<Vec<_>>>()?;
        let own = || {
            let all = densest.iter().chain(&first).flat_map(|(article, _)| &article.documents);
            all.filter(|document| document.key() == symbol)
        };
        let mut printed: Vec<String> = own().map(|document| document.raw.clone()).collect();
        printed.sort();
        printed.dedup();
        let printed_date = own().find_map(|document| document.date);
        let known = self.known_document(symbol, printed_date);
        let told = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let kind = own().find_map(|document| document.kind.clone());
        let issuer = own().find_map(|document| document.issuer.clone());
        densest.truncate(most);
        let brief = |all: Vec<(crate::article::Article, u64)>| {
            let all = all.into_iter();
            all.map(|(article, lines)| Citing { article: article.into(), lines }).collect()
        };
        Ok(DocumentProfile {
            symbol: symbol.to_owned(),
            kind: known.and_then(|known| told(known.kind)).or(kind),
            issuer: known.and_then(|known| told(known.issuer)).or(issuer),
            date: known.and_then(|known| known.date).or(printed_date),
            title: known.and_then(|known| told(known.title)),
            printed,
            articles,
            citations,
            first: brief(first),
            most: brief(densest),
        })
    }

    /// What the catalogue knows of a document of this date. The same symbol is given again in another term: only the
    /// date can tell which is meant.
    fn known_document(&self, symbol: &str, date: Option<NaiveDate>) -> Option<&KnownDocument> {
        let known = self.catalog.known_documents().with_symbol(symbol);
        match known[..] {
            [one] if date.is_none_or(|date| one.date.is_none_or(|own| own == date)) => Some(one),
            _ => known.into_iter().find(|one| one.date.is_some() && one.date == date),
        }
    }

    /// Where the articles stand that cite a document, and on how many lines each does.
    fn citing(&self, symbol: &str, filters: &Filters) -> Result<Vec<Place>> {
        let found = self.among(filters, &DocSetCollector)?;
        let mut by_segment: BTreeMap<u32, Vec<DocAddress>> = BTreeMap::new();
        for at in found {
            by_segment.entry(at.segment_ord).or_default().push(at);
        }
        let mut places = Vec::new();
        for (segment, found) in by_segment {
            let columns = self.snapshot.segment_reader(segment).fast_fields();
            let added = cite(columns, symbol, found).map_err(|cause| self.failed(cause))?;
            places.extend(added);
        }
        Ok(places)
    }
}

/// The articles of one segment that cite a document.
fn cite(
    columns: &FastFieldReaders,
    symbol: &str,
    found: Vec<DocAddress>,
) -> tantivy::Result<Vec<Place>> {
    let (ids, published) = (columns.str("id")?, columns.i64("published")?);
    let Some(values) = columns.str("document")? else { return Ok(Vec::new()) };
    let Some(ord) = values.dictionary().term_ord(symbol)? else { return Ok(Vec::new()) };
    let place = |at: DocAddress| {
        let lines = values.term_ords(at.doc_id).filter(|other| *other == ord).count() as u64;
        let id = text_at(ids.as_ref(), at.doc_id)?.unwrap_or_default();
        Ok(Place { id, at, lines, published: published.first(at.doc_id) })
    };
    found.into_iter().map(place).collect()
}

/// Where an article stands that cites a document.
struct Place {
    id: String,
    at: DocAddress,
    lines: u64,
    published: Option<i64>,
}
