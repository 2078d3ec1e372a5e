//! What is known beforehand: units, topics, outlets, document types, abbreviations.
//!
//! The data are the text files of `corpus/catalog/`, compiled in. Each part is read when it is first
//! asked for, so that a query which names no unit does not pay for ten thousand communes.

mod columns;
pub(crate) mod data;
mod documents;
mod equivalents;
mod function_words;
mod known_documents;
mod outlets;
mod own;
mod persons;
mod quick;
mod table;
mod tenures;
pub(crate) mod topics;
pub(crate) mod units;

use std::sync::OnceLock;

pub use columns::{Column, Columns, Meaning};
pub use documents::{DocumentType, DocumentTypes, Issuer, Side, Symbol};
pub use equivalents::Equivalents;
pub use function_words::is_function_word;
pub(crate) use known_documents::term_number;
pub use known_documents::{KnownDocument, KnownDocuments};
pub use outlets::{OutletEntry, Outlets};
pub use own::{OwnCatalog, Problem, Severity};
pub use persons::{Head, NameWord, Persons, Surname};
pub use tenures::{TenureWord, Tenures};
pub use topics::{TopicEntry, TopicGroup, Topics, Trigger, TriggerKind};
pub use units::{Level, UnitEntry, UnitSource, Units};

/// The whole catalogue; each part is loaded on first use.
#[derive(Default)]
pub struct Catalog {
    own: Option<OwnCatalog>,
    /// Of the topics, and of the rest.
    digests: (OnceLock<String>, OnceLock<String>),
    units: OnceLock<Units>,
    topics: OnceLock<Topics>,
    outlets: OnceLock<Outlets>,
    documents: OnceLock<DocumentTypes>,
    known_documents: OnceLock<KnownDocuments>,
    equivalents: OnceLock<Equivalents>,
    persons: OnceLock<Persons>,
    tenures: OnceLock<Tenures>,
}

impl Catalog {
    /// The catalogue compiled into the program. Costs nothing until a part is used.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// The same with what a user adds.
    pub fn with(own: Option<OwnCatalog>) -> Self {
        Self { own, ..Self::default() }
    }

    /// What a user added.
    pub fn own(&self) -> Option<&OwnCatalog> {
        self.own.as_ref()
    }

    /// The version of the catalogue, with that of a user's additions behind a `+`.
    pub fn version(&self) -> String {
        let own = self.own.as_ref().map(|own| format!("+{}", own.version()));
        format!("{}{}", topics::version(), own.unwrap_or_default())
    }

    /// A digest of the topics: articles labelled under another one may have other topics.
    pub fn topics_digest(&self) -> &str {
        let own = || self.own.as_ref().map(OwnCatalog::topics);
        self.digests.0.get_or_init(|| data::digest(&[data::TOPICS], own()))
    }

    /// A digest of everything else in the catalogue: articles labelled under another one may be labelled otherwise.
    pub fn digest(&self) -> &str {
        let rest = || data::ALL.iter().copied().filter(|file| *file != data::TOPICS);
        let own = || self.own.as_ref().map(OwnCatalog::units);
        self.digests.1.get_or_init(|| data::digest(&rest().collect::<Vec<_>>(), own()))
    }

    /// Party units and the places they belong to.
    pub fn units(&self) -> &Units {
        self.units.get_or_init(|| Units::with(self.own.as_ref()))
    }

    /// The topics and their triggers.
    pub fn topics(&self) -> &Topics {
        self.topics.get_or_init(|| Topics::with(self.own.as_ref()))
    }

    /// Newspapers, portals and agencies.
    pub fn outlets(&self) -> &Outlets {
        self.outlets.get_or_init(Outlets::embedded)
    }

    /// Types of documents and their abbreviations in symbols.
    pub fn documents(&self) -> &DocumentTypes {
        self.documents.get_or_init(DocumentTypes::embedded)
    }

    /// Documents of the Party's central bodies that are cited in words.
    pub fn known_documents(&self) -> &KnownDocuments {
        self.known_documents.get_or_init(KnownDocuments::embedded)
    }

    /// Rows of words that stand for one another in queries: abbreviations and what they mean.
    pub fn equivalents(&self) -> &Equivalents {
        self.equivalents.get_or_init(Equivalents::embedded)
    }

    /// Words that say whose terms of office are counted.
    pub fn tenures(&self) -> &Tenures {
        self.tenures.get_or_init(Tenures::embedded)
    }

    /// Titles, surnames and other words around persons' names.
    pub fn persons(&self) -> &Persons {
        self.persons.get_or_init(Persons::embedded)
    }
}

/// What a name given as a filter stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved<T> {
    /// Exactly this.
    One(T),
    /// One of these: id and name, best first.
    Several(Vec<(T, String)>),
    /// None; the nearest are these: id and name, nearest first.
    Unknown(Vec<(T, String)>),
}
