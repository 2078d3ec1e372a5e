//! How the tables that the analysis ships are made from text and lists.
//!
//! Apart from [`crate::vi`], and only built with the feature `train`, because a table is made once and used in
//! every program: readers of text need neither the counting nor the layout's other half. A build script was
//! rejected: it would run in every build, and a table that is checked in shows its changes.

pub mod syllables;
pub mod words;
