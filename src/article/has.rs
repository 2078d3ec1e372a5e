//! What an article may have or lack: what `has:` in a query and `--has` name.
//!
//! A word for each field that a query can name, so that `has:unit` holds exactly where some `unit:…` does; apart
//! from the article because the index, the query language and the command line share the words.

use serde::{Deserialize, Serialize};

use super::{Article, TopicWeight};

/// Something that an article has or lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Has {
    /// A headline.
    Title,
    /// Text below it.
    Body,
    /// A date of publication.
    Date,
    /// An outlet.
    Outlet,
    /// A section.
    Section,
    /// Someone who wrote it or asked its questions, by name.
    Author,
    /// A unit.
    Unit,
    /// A topic that is more than mentioned.
    Topic,
    /// A person.
    Person,
    /// A cited document.
    #[serde(rename = "doc")]
    Document,
}

impl Has {
    /// All of them, in the order of the article's fields.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Body,
        Self::Date,
        Self::Outlet,
        Self::Section,
        Self::Author,
        Self::Unit,
        Self::Topic,
        Self::Person,
        Self::Document,
    ];

    /// Its name in queries, flags and the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Date => "date",
            Self::Outlet => "outlet",
            Self::Section => "section",
            Self::Author => "author",
            Self::Unit => "unit",
            Self::Topic => "topic",
            Self::Person => "person",
            Self::Document => "doc",
        }
    }

    /// Whether an article has it.
    pub fn of(self, article: &Article) -> bool {
        match self {
            Self::Title => article.title.as_ref().is_some_and(|title| !title.is_empty()),
            Self::Body => !article.body.is_empty(),
            Self::Date => article.published.is_some(),
            Self::Outlet => article.outlet.is_some(),
            Self::Section => !article.section.is_empty(),
            Self::Author => article.authors().next().is_some(),
            Self::Unit => !article.units.is_empty(),
            Self::Topic => article.topics.iter().any(|topic| topic.weight != TopicWeight::Mention),
            Self::Person => !article.persons.is_empty(),
            Self::Document => !article.documents.is_empty(),
        }
    }
}
