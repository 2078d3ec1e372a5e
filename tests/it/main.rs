//! Integration tests: one binary, a module for each subject.

#![allow(clippy::unwrap_used, reason = "a test may fail by panic")]

mod analysis;
