//! Names given to filters: a key, an id, a name, a label or an alias, with or without accents, what the
//! catalogue knows and what the index holds.

use std::collections::BTreeSet;

use tantivy::schema::Field;

use super::Searcher;
use crate::article::{OutletId, TopicId, UnitKey};
use crate::catalog::Resolved;
use crate::error::{Error, ErrorKind, Result};
use crate::vi::fold;
use crate::vi::normalize::canonical;

/// Most names offered where none fits.
const NEAREST: usize = 8;

/// How one unit came out of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// What took its place.
    Successors,
    /// What it came out of.
    Predecessors,
}

impl Searcher<'_> {
    /// The units a name stands for: a key for itself alone; a name that a unit of before 1 July 2025 and
    /// one founded that day both bear, for both.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] when it stands for none, with the nearest, or for several, with all.
    pub fn unit(&self, name: &str) -> Result<Vec<UnitKey>> {
        let present = self.values(self.index.fields().unit)?;
        let present: Vec<UnitKey> =
            present.iter().filter_map(|key| UnitKey::parse(key).ok()).collect();
        let units = self.catalog.units();
        let unit = one("unit", name, units.resolve(name, &present))?;
        let later = UnitKey::parse(&format!("{unit}@2025")).ok();
        let later = later.filter(|key| unit.as_str() != name && units.get(key).is_some());
        Ok([unit].into_iter().chain(later).collect())
    }

    /// The same units with all that took their place, or all that they came out of, however often that happened; each
    /// once, as far as the catalogue knows.
    pub fn related(&self, units: &[UnitKey], ways: &[Relation]) -> Vec<UnitKey> {
        let catalog = self.catalog.units();
        let mut all = units.to_vec();
        for way in ways {
            let mut open = units.to_vec();
            while let Some(unit) = open.pop() {
                let next = match way {
                    Relation::Successors => catalog.successors(&unit),
                    Relation::Predecessors => catalog.predecessors(&unit),
                };
                for unit in next {
                    if !all.contains(&unit) {
                        all.push(unit.clone());
                        open.push(unit);
                    }
                }
            }
        }
        all
    }

    /// The names of the person that a name stands for: as the index has it, in any case, tone style and, if no other
    /// is written so, without accents.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] when no article names such a person, with those whose name holds the words, or when it
    /// stands for several.
    pub fn person(&self, name: &str) -> Result<Vec<String>> {
        self.held_as("person", self.index.fields().person, name)
    }

    /// The names of the author that a name stands for, as [`Self::person`].
    ///
    /// # Errors
    /// As [`Self::person`].
    pub fn author(&self, name: &str) -> Result<Vec<String>> {
        self.held_as("author", self.index.fields().author, name)
    }

    /// The sections that a name stands for, as [`Self::person`].
    ///
    /// # Errors
    /// As [`Self::person`].
    pub fn section(&self, name: &str) -> Result<Vec<String>> {
        self.held_as("section", self.index.fields().section, name)
    }

    fn held_as(&self, kind: &str, field: Field, name: &str) -> Result<Vec<String>> {
        let names = self.values(field)?;
        let typed = plain(name);
        let exact: Vec<String> = names.iter().filter(|n| plain(n) == typed).cloned().collect();
        if !exact.is_empty() {
            return Ok(exact);
        }
        let bare = fold(&typed);
        let folded: Vec<String> =
            names.iter().filter(|name| fold(&plain(name)) == bare).cloned().collect();
        let spelt: BTreeSet<String> = folded.iter().map(|name| plain(name)).collect();
        match spelt.len() {
            0 => several(one(kind, name, Resolved::Unknown(near(&names, &bare)))),
            1 => Ok(folded),
            _ => several(one(kind, name, Resolved::Several(paired(folded.iter())))),
        }
    }

    /// The documents that a symbol, or the words for one, stand for.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] when no article cites one, with the nearest.
    pub fn document(&self, name: &str) -> Result<Vec<String>> {
        let held = self.values(self.index.fields().document)?;
        let key = |name: &str| fold(&plain(name));
        let read = self.catalog.documents().symbol_at(name.trim(), 0).map(|read| read.text);
        let known = self.catalog.known_documents().symbols(name);
        let names = known.into_iter().chain(read.as_deref()).chain([name]);
        let wanted: BTreeSet<String> = names.map(key).filter(|key| !key.is_empty()).collect();
        let found: Vec<String> =
            held.iter().filter(|h| wanted.contains(&key(h))).cloned().collect();
        if found.is_empty() {
            return several(one(
                "cited document",
                name,
                Resolved::Unknown(near(&held, &key(name))),
            ));
        }
        Ok(found)
    }

    /// The topic a name stands for.
    ///
    /// # Errors
    /// As [`Self::unit`].
    pub fn topic(&self, name: &str) -> Result<TopicId> {
        let resolved = self.catalog.topics().resolve(name);
        if let (Resolved::Unknown(_), Ok(id)) = (&resolved, TopicId::parse(name)) {
            // The topic of a catalogue that labelled some articles and is not at hand.
            let held = self.values(self.index.fields().topic)?;
            if held.iter().any(|term| term.rsplit_once('/').is_some_and(|(own, _)| own == name)) {
                return Ok(id);
            }
        }
        one("topic", name, resolved)
    }

    /// The outlet a name stands for.
    ///
    /// # Errors
    /// As [`Self::unit`].
    pub fn outlet(&self, name: &str) -> Result<OutletId> {
        let resolved = self.catalog.outlets().resolve(name);
        if let Resolved::One(id) = resolved {
            return Ok(id);
        }
        // An outlet that no catalogue lists has the id of its host or of its name.
        let ids = [OutletId::parse(name).ok(), self.catalog.outlets().id_of_name(name)];
        let known = self.values(self.index.fields().outlet)?;
        let held = ids.into_iter().flatten().find(|id| known.iter().any(|k| k == id.as_str()));
        held.map_or_else(|| one("outlet", name, resolved), Ok)
    }

    /// Every value of a field of keys.
    pub(super) fn values(&self, field: Field) -> Result<Vec<String>> {
        let mut values = BTreeSet::new();
        for segment in self.snapshot.segment_readers() {
            let index = segment.inverted_index(field).map_err(|cause| self.failed(cause))?;
            let mut terms = index.terms().stream().map_err(|cause| self.failed(cause.into()))?;
            while terms.advance() {
                values.insert(String::from_utf8_lossy(terms.key()).into_owned());
            }
        }
        Ok(values.into_iter().collect())
    }
}

fn one<T: ToString>(kind: &str, name: &str, resolved: Resolved<T>) -> Result<T> {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
    let list = |candidates: Vec<(T, String)>| {
        let lines = candidates.iter().take(12).map(|(id, name)| {
            let id = id.to_string();
            if id == *name { format!("\n  {id}") } else { format!("\n  {id}  {name}") }
        });
        lines.collect::<String>()
    };
    let message = match resolved {
        Resolved::One(found) => return Ok(found),
        Resolved::Several(all) => {
            format!("`{shown}` stands for more than one {kind}; give one of{}", list(all))
        }
        Resolved::Unknown(near) if near.is_empty() => format!("`{shown}` is no {kind} known here"),
        Resolved::Unknown(near) => {
            format!("`{shown}` is no {kind} known here; the nearest are{}", list(near))
        }
    };
    Err(Error::new(ErrorKind::Query, message))
}

/// A name's words in small letters and one spelling.
fn plain(name: &str) -> String {
    let runs = name.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    runs.map(canonical).collect::<Vec<_>>().join(" ")
}

/// The names that hold every word of one without accents.
fn near(names: &[String], bare: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = bare.split(' ').filter(|part| !part.is_empty()).collect();
    let holds = |name: &&String| {
        let own = fold(&plain(name));
        !parts.is_empty() && parts.iter().all(|part| own.split(' ').any(|word| word == *part))
    };
    paired(names.iter().filter(holds).take(NEAREST))
}

/// Names that are their own ids.
fn paired<'a>(names: impl Iterator<Item = &'a String>) -> Vec<(String, String)> {
    names.map(|name| (name.clone(), name.clone())).collect()
}

fn several(name: Result<String>) -> Result<Vec<String>> {
    name.map(|name| vec![name])
}
