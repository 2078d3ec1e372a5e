//! What became of the inputs of a run: one entry an input as it happens, and the sums at the end.
//!
//! Entries are told one by one and not kept, so that a run over a hundred thousand files takes no memory for its
//! own report.

use crate::article::{Article, ArticleId};
use crate::ingest::Failure;

/// What became of one input.
#[derive(Clone, Debug)]
pub enum Status<'a> {
    /// Its article was not in the index.
    Added(Written<'a>),
    /// Its article was in the index from the same input, which changed.
    Changed(Written<'a>),
    /// The index holds it as it is.
    Unchanged {
        /// The id of its article.
        id: ArticleId,
    },
    /// The index holds its article from another input.
    Duplicate {
        /// The id of that article.
        of: ArticleId,
        /// The input that article came from.
        held: String,
    },
    /// A person took its article out.
    LeftOut {
        /// The id of the article.
        id: ArticleId,
    },
    /// It could not be read, or holds no article.
    Failed {
        /// Why, for a person.
        reason: String,
    },
    /// It was not found where it was before, and its article was taken out.
    Removed {
        /// The id the article had.
        id: ArticleId,
    },
    /// It was not found where it was before; its article stays, since another input holds the same.
    Moved {
        /// The id of the article.
        id: ArticleId,
        /// The input that holds it now.
        to: String,
    },
}

/// An article that was written.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    /// The article.
    pub article: &'a Article,
    /// An article that is nearly the same text; both share a group.
    pub near: Option<ArticleId>,
}

/// One input and what became of it.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Path as given or found; for what vanished, as the index remembers it.
    pub path: &'a str,
    /// Number of the record in its file, counted from 1.
    pub record: Option<u64>,
    /// What became of it.
    pub status: Status<'a>,
}

impl<'a> Entry<'a> {
    /// The entry of an input that could not be read.
    pub(super) fn failed(failure: &'a Failure) -> Self {
        let status = Status::Failed { reason: failure.reason.clone() };
        Self { path: &failure.path, record: failure.record, status }
    }
}

/// The sums of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles that were not in the index.
    pub added: usize,
    /// Articles whose input changed.
    pub changed: usize,
    /// Inputs whose article is as it was.
    pub unchanged: usize,
    /// Inputs whose article the index holds from another input.
    pub duplicates: usize,
    /// Of the articles added or changed, those that are near copies of another.
    pub near: usize,
    /// Inputs that could not be read.
    pub failed: usize,
    /// Inputs whose article a person took out.
    pub left_out: usize,
    /// Articles taken out because their input vanished.
    pub removed: usize,
    /// Articles met that the corrections of this run name.
    pub corrected: Vec<ArticleId>,
    /// Where the run was stopped before its end: the first input that was not taken in.
    pub stopped: Option<String>,
}

impl Report {
    /// Articles written.
    pub fn written(&self) -> usize {
        self.added + self.changed
    }

    pub(super) fn count(&mut self, status: &Status<'_>) {
        match status {
            Status::Added(written) => {
                self.added += 1;
                self.near += usize::from(written.near.is_some());
            }
            Status::Changed(written) => {
                self.changed += 1;
                self.near += usize::from(written.near.is_some());
            }
            Status::Unchanged { .. } => self.unchanged += 1,
            Status::Duplicate { .. } => self.duplicates += 1,
            Status::LeftOut { .. } => self.left_out += 1,
            Status::Failed { .. } => self.failed += 1,
            Status::Removed { .. } => self.removed += 1,
            Status::Moved { .. } => {}
        }
    }
}
