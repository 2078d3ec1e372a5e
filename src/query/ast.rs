//! The query as plain data: words and quoted phrases, in the order typed.
//!
//! Independent of the engine and of the analyzer, so that it can be printed, kept and compared;
//! `parse → print → parse` gives the same query.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One part of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clause {
    /// Words that need not stand together.
    Words(String),
    /// Words that must stand together in this order, whatever else is asked.
    Phrase(String),
}

impl Clause {
    /// The text of the clause, without quotes.
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Phrase(text) => text,
        }
    }
}

/// What is asked of the text of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Query {
    /// Its parts; no two [`Clause::Words`] stand side by side.
    pub clauses: Vec<Clause>,
}

impl Query {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// The query with some of its text replaced. Edits come in the order of the text and apart; one that lies
    /// before the end of another, or not at characters' borders of a clause, changes nothing.
    ///
    /// ```
    /// use tracuu::query::{Edit, parse};
    /// let query = parse("ddangr \"boj\"").unwrap();
    /// let edit = Edit { clause: 1, range: 0..3, text: "bộ".to_owned() };
    /// assert_eq!(query.edited(&[edit]).to_string(), "ddangr \"bộ\"");
    /// ```
    #[must_use]
    pub fn edited(&self, edits: &[Edit]) -> Self {
        let mut clauses = self.clauses.clone();
        let mut done = (usize::MAX, usize::MAX);
        for Edit { clause, range, text } in edits.iter().rev() {
            let Some(Clause::Words(old) | Clause::Phrase(old)) = clauses.get_mut(*clause) else {
                continue;
            };
            if (*clause, range.end) <= done && old.get(range.clone()).is_some() {
                old.replace_range(range.clone(), text);
                done = (*clause, range.start);
            }
        }
        Self { clauses }
    }
}

/// Other words for some of a query's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The number of the clause.
    pub clause: usize,
    /// The bytes of the clause's text that are replaced.
    pub range: Range<usize>,
    /// What replaces them.
    pub text: String,
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, clause) in self.clauses.iter().enumerate() {
            if n > 0 {
                f.write_str(" ")?;
            }
            match clause {
                Clause::Words(text) => f.write_str(text)?,
                Clause::Phrase(text) => write!(f, "\"{text}\"")?,
            }
        }
        Ok(())
    }
}
