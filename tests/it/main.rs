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
mod own_catalog;
mod readme;
mod runs;
mod sample;
mod search;
mod sources;
mod typed;
mod views;
