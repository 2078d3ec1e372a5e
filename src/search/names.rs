//! Names given to filters: a key, an id, a name, a label or an alias, with or without accents, what the
//! catalogue knows and what the index holds.

use tantivy::schema::Field;

use super::Searcher;
use crate::article::{OutletId, TopicId, UnitKey};
use crate::catalog::Resolved;
use crate::error::{Error, ErrorKind, Result};

impl Searcher<'_> {
    /// The unit a name stands for.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] when it stands for none, with the nearest, or for several, with all.
    pub fn unit(&self, name: &str) -> Result<UnitKey> {
        let present = self.values(self.index.fields().unit)?;
        let present: Vec<UnitKey> =
            present.iter().filter_map(|key| UnitKey::parse(key).ok()).collect();
        one("unit", name, self.catalog.units().resolve(name, &present))
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
        // One that no catalogue lists has an id made of its address or its name.
        let folded = crate::vi::fold(&name.to_lowercase());
        let by_name = self.catalog.outlets().id_of_name(name);
        let by_name = by_name.as_ref().map(OutletId::as_str);
        let known = self.values(self.index.fields().outlet)?;
        match known.into_iter().find(|id| *id == folded || Some(id.as_str()) == by_name) {
            Some(id) => OutletId::parse(&id),
            None => one("outlet", name, resolved),
        }
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
