//! A filter as a person types it: a key, a name, a label, an alias, with or without accents.

use super::Units;
use crate::article::UnitKey;
use crate::catalog::Resolved;

impl Units {
    /// What a filter means.
    pub fn resolve(&self, _text: &str, _present: &[UnitKey]) -> Resolved<UnitKey> {
        Resolved::Unknown(Vec::new())
    }
}
