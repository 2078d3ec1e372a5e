//! The integration tests: one binary, one module for each thing a user can do.

#![allow(clippy::unwrap_used, reason = "a test may fail by panic")]

mod analysis;
mod analyze;
mod copies;
mod corrected;
mod encoders;
mod encodings;
mod exit_codes;
mod fuzz;
mod harness;
mod help;
mod html;
mod ingest;
mod knowledge;
mod layering;
mod outputs;
mod own_catalog;
mod paging;
mod phases;
mod query_language;
mod readme;
mod runs;
mod sample;
mod scripts;
mod search;
mod settings;
mod sources;
mod transcripts;
mod typed;
mod views;
