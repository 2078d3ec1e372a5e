//! Names given to filters: a key, an id, a name, a label or an alias, with or without accents, what the
//! catalogue knows and what the index holds.

use tantivy::schema::Field;

use super::Searcher;
use crate::article::{OutletId, TopicId, UnitKey};
use crate::catalog::Resolved;
use crate::error::{Error, ErrorKind, Result};

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

    /// The topic a name stands for.
    ///
    /// # Errors
    /// As [`Self::unit`].
    pub fn topic(&self, name: &str) -> Result<TopicId> {
        one("topic", name, self.catalog.topics().resolve(name))
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
    fn values(&self, field: Field) -> Result<Vec<String>> {
        let mut values = std::collections::BTreeSet::new();
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
