//! First draft.

/// First draft.
#[derive(Debug, Default)]
pub struct Units;

impl Units {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        Self
    }
}
