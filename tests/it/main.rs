//! The integration tests: one binary, one module for each thing a user can do.

#![allow(clippy::unwrap_used, reason = "a test may fail by panic")]

mod analysis;
mod analyze;
mod exit_codes;
mod harness;
mod help;
mod html;
mod ingest;
mod layering;
mod readme;
mod sample;
mod search;
mod typed;
