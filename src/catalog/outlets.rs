//! First draft.

/// First draft.
#[derive(Debug, Default)]
pub struct Outlets;

impl Outlets {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        Self
    }
}
/// One outlet.
pub struct OutletEntry;
