//! First draft.

/// First draft.
#[derive(Debug, Default)]
pub struct Topics;

impl Topics {
    /// Those compiled into the program.
    pub fn embedded() -> Self {
        Self
    }
}
