//! Search for Vietnamese news about Party-building: ingest messy pages, index them, answer.

pub mod vi;

#[cfg(feature = "search")]
pub mod article;
#[cfg(feature = "search")]
pub mod catalog;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "search")]
pub mod date;
#[cfg(feature = "search")]
mod error;
#[cfg(feature = "search")]
pub mod index;
#[cfg(feature = "search")]
pub mod ingest;
#[cfg(feature = "cli")]
pub mod output;
#[cfg(feature = "search")]
pub mod query;
#[cfg(feature = "search")]
pub mod run;
#[cfg(feature = "search")]
pub mod search;
#[cfg(feature = "train")]
pub mod train;

#[cfg(feature = "search")]
pub use error::{Error, ErrorKind, Result};
