//! Search for Vietnamese news about Party-building: ingest messy pages, index them, answer.

pub mod vi;

// Its tests compare what it would make with what is checked in.
#[cfg(any(test, feature = "train"))]
pub mod train;

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
/// Office formats, each the reader of its feature or what says that it is missing.
#[cfg(feature = "search")]
mod office {
    #[cfg_attr(feature = "docx", path = "docx.rs")]
    #[cfg_attr(not(feature = "docx"), path = "no_docx.rs")]
    pub(crate) mod docx;
    #[cfg_attr(feature = "pdf", path = "pdf.rs")]
    #[cfg_attr(not(feature = "pdf"), path = "no_pdf.rs")]
    pub(crate) mod pdf;
}
#[cfg(feature = "cli")]
pub mod output;
#[cfg(feature = "search")]
pub mod query;
#[cfg(feature = "search")]
pub mod run;
#[cfg(feature = "search")]
pub mod search;

#[cfg(feature = "search")]
pub use error::{Error, ErrorKind, Result};
