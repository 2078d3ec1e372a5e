//! First draft.

/// First draft.
#[derive(Debug, Default)]
pub struct Abbreviations;

impl Abbreviations {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        Self
    }
}
