//! First draft.
use crate::article::{OutletId, UnitKey};

/// First draft.
#[derive(Debug, Default)]
pub struct Outlets;

impl Outlets {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        Self
    }
    /// One.
    pub fn get(&self, _id: &OutletId) -> Option<&OutletEntry> {
        None
    }
}
/// One outlet.
pub struct OutletEntry {
    /// Its province.
    pub province: Option<UnitKey>,
}
