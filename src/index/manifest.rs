//! What an index says of itself: the versions it was made with and how many articles it holds. It
//! travels in the engine's commit payload, so that it can never disagree with the commit it describes.

use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::document::Labels;
use super::fault::AGAIN;
use super::schema::SCHEMA_VERSION;
use crate::error::{Error, ErrorKind, Result};

/// The catalogue that labels articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogStamp {
    /// Its version, with that of a user's additions behind a `+`.
    pub version: String,
    /// Digest of its topics.
    pub topics: String,
    /// Digest of all that labels beside topics.
    pub rest: String,
    /// The user's additions, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnText>,
}

/// A user's additions to the catalogue, kept in the index so that whoever asks it knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnText {
    /// The file they were read from, as given.
    pub file: String,
    /// What stands in it.
    pub text: String,
}

impl CatalogStamp {
    /// The digests as articles bear them.
    pub fn labels(&self) -> Labels {
        Labels { topics: xxh3_64(self.topics.as_bytes()), rest: xxh3_64(self.rest.as_bytes()) }
    }
}

/// The versions an index was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the layout.
    pub schema: u32,
    /// Version of the analyzer: [`crate::vi::VERSION`].
    pub analyzer: u32,
    /// The catalogue that labelled the articles.
    pub catalog: CatalogStamp,
    /// Articles that another catalogue labelled.
    #[serde(default)]
    pub stale: u64,
    /// Articles in it.
    pub articles: u64,
}

impl Manifest {
    /// The manifest of an empty index made by this program.
    pub fn new(catalog: &CatalogStamp) -> Self {
        Self {
            schema: SCHEMA_VERSION,
            analyzer: crate::vi::VERSION,
            catalog: catalog.clone(),
            stale: 0,
            articles: 0,
        }
    }

    pub(super) fn to_payload(&self) -> String {
        serde_json::json!(self).to_string()
    }

    /// Reads the payload of the commit at `dir` and refuses another layout or analyzer.
    pub(super) fn read(dir: &Path, payload: Option<&str>) -> Result<Self> {
        let at = dir.display();
        let damaged = || {
            let message = format!("the index at {at} says nothing of its version; {AGAIN}");
            Error::new(ErrorKind::Damaged, message)
        };
        // The versions first: what else a manifest holds depends on them.
        let versions: Versions =
            payload.and_then(|text| serde_json::from_str(text).ok()).ok_or_else(damaged)?;
        let differs = |what: &str, theirs: u32, ours: u32| {
            let message =
                format!("the index at {at} has {what} {theirs}, this program {ours}; {AGAIN}");
            Err(Error::new(ErrorKind::Version, message))
        };
        if versions.schema != SCHEMA_VERSION {
            return differs("schema", versions.schema, SCHEMA_VERSION);
        }
        if versions.analyzer != crate::vi::VERSION {
            return differs("analyzer", versions.analyzer, crate::vi::VERSION);
        }
        payload.and_then(|text| serde_json::from_str(text).ok()).ok_or_else(damaged)
    }
}

/// What every manifest has had.
#[derive(Deserialize)]
struct Versions {
    schema: u32,
    analyzer: u32,
}
