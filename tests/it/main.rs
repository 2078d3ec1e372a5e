//! The integration tests: one binary, one module for each thing a user can do.

mod exit_codes;
mod harness;
mod help;
mod ingest;
mod layering;
mod sample;
mod search;
