//! First draft.

/// First draft.
#[derive(Debug, Default)]
pub struct DocumentTypes;

impl DocumentTypes {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        Self
    }
}
