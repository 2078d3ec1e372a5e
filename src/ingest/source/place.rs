//! Where an input was found: its path for people, and its place, which ids are made of.

use std::path::Path;

use super::Failure;

/// What stands between an archive and its member.
pub(super) const INSIDE: &str = "!/";

/// Where an input was found.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Path as given or found.
    pub(super) path: String,
    /// Path below the root, with `/`.
    pub(super) name: String,
}

impl Place {
    /// A file under a root.
    pub(super) fn of(path: &Path, root: &Path) -> Self {
        let below = path.strip_prefix(root).unwrap_or(path);
        let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
        Self { path: path.display().to_string(), name: parts.join("/") }
    }

    /// A member of the archive that stands here. The member's name is only a name: nothing is written.
    pub(super) fn member(&self, name: &str) -> Self {
        let join = |outer: &str| format!("{outer}{INSIDE}{name}");
        Self { path: join(&self.path), name: join(&self.name) }
    }

    /// The last part of the name.
    pub(super) fn last(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    pub(super) fn failure(&self, reason: impl Into<String>) -> Failure {
        Failure { path: self.path.clone(), record: None, reason: reason.into() }
    }

    pub(super) fn record_failure(&self, record: u64, reason: impl Into<String>) -> Failure {
        Failure { record: Some(record), ..self.failure(reason) }
    }
}
