//! Vietnamese text analysis.
pub mod normalize;
