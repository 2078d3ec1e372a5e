//! What a person put right in an article. Kept with the article, so that it survives reading its source again
//! and making the index anew, and so that `show` can say who is to be believed and why.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// A value that a person gave in place of what was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The article's field, such as `published`.
    pub field: String,
    /// The value as the person wrote it; null where there is none to know.
    pub value: serde_json::Value,
    /// Why, in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Correction {
    /// A hash of some corrections in their order, never 0 where there are any; 0 where there are none.
    pub fn digest(corrections: &[Self]) -> u64 {
        if corrections.is_empty() {
            return 0;
        }
        let mut hash = Xxh3::new();
        for Self { field, value, note } in corrections {
            for part in [field, &value.to_string(), note.as_deref().unwrap_or_default()] {
                hash.update(part.as_bytes());
                hash.update(&[0]);
            }
        }
        hash.digest().max(1)
    }
}
