//! What an index says of itself: the versions it was made with and how many articles it holds. It
//! travels in the engine's commit payload, so that it can never disagree with the commit it describes.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::fault::AGAIN;
use super::schema::SCHEMA_VERSION;
use crate::error::{Error, ErrorKind, Result};

/// The versions an index was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the layout.
    pub schema: u32,
    /// Version of the analyzer: [`crate::vi::VERSION`].
    pub analyzer: u32,
    /// Digest of the catalogue that labelled the articles.
    pub catalog: String,
    /// Articles in it.
    pub articles: u64,
}

impl Manifest {
    /// The manifest of an empty index made by this program.
    pub fn new(catalog: &str) -> Self {
        Self {
            schema: SCHEMA_VERSION,
            analyzer: crate::vi::VERSION,
            catalog: catalog.to_owned(),
            articles: 0,
        }
    }

    pub(super) fn to_payload(&self) -> String {
        serde_json::json!(self).to_string()
    }

    /// Reads the payload of the commit at `dir` and refuses another layout or analyzer.
    pub(super) fn read(dir: &Path, payload: Option<&str>) -> Result<Self> {
        let at = dir.display();
        let manifest: Self =
            payload.and_then(|text| serde_json::from_str(text).ok()).ok_or_else(|| {
                let message = format!("the index at {at} says nothing of its version; {AGAIN}");
                Error::new(ErrorKind::Damaged, message)
            })?;
        let differs = |what: &str, theirs: u32, ours: u32| {
            let message =
                format!("the index at {at} has {what} {theirs}, this program {ours}; {AGAIN}");
            Err(Error::new(ErrorKind::Version, message))
        };
        if manifest.schema != SCHEMA_VERSION {
            return differs("schema", manifest.schema, SCHEMA_VERSION);
        }
        if manifest.analyzer != crate::vi::VERSION {
            return differs("analyzer", manifest.analyzer, crate::vi::VERSION);
        }
        Ok(manifest)
    }
}
