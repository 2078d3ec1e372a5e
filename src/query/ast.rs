//! The query as plain data: words and quoted phrases, in the order typed.
//!
//! Independent of the engine and of the analyzer, so that it can be printed, kept and compared;
//! `parse → print → parse` gives the same query.

use std::fmt;

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
