//! The query as plain data: what is asked, in the order typed.
//!
//! Independent of the engine and of the analyzer, so that it can be printed, kept and compared;
//! `parse → print → parse` gives the same query. The *loose text* of a query (its [`Clause::Words`] and
//! [`Clause::Phrase`]) asks as a search box does: all words of a short one, most of a long one. Every other clause must
//! hold, whatever the loose text finds.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::dates::When;
use crate::article::{Has, Method, UnitRole};

/// One part of a query.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clause {
    /// Words that need not stand together.
    Words(String),
    /// Words that must stand together in this order, whatever else is asked.
    Phrase(String),
    /// Words in this order with at most so many other syllables between them, all in all.
    Sloppy {
        /// The words.
        text: String,
        /// Most other syllables between the first and the last of them.
        slop: u32,
    },
    /// A word that begins so.
    Prefix(String),
    /// A word that is so or differs by one letter or mark.
    Fuzzy(String),
    /// Words near one another.
    Near(Near),
    /// A query to one field of text.
    In(TextField, Query),
    /// What the article must be.
    Is(Is),
    /// Queries that must all hold: `AND`.
    All(Vec<Query>),
    /// Queries of which one must hold: `OR`.
    Any(Vec<Query>),
    /// A query that must not hold.
    Not(Query),
    /// A saved query under its name.
    Saved {
        /// The name.
        name: String,
        /// What it asks.
        query: Query,
    },
}

/// A field of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextField {
    /// The headline.
    Title,
    /// The text below it, with captions and kicker.
    Body,
}

/// Words near one another: of each side some phrase, no two in one place, each with at most `distance` other
/// syllables between itself and the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Near {
    /// Two or more sides, each a choice of phrases.
    pub sides: Vec<Vec<String>>,
    /// Most syllables between neighbours.
    pub distance: u32,
    /// Whether the sides must come in this order.
    pub ordered: bool,
}

/// What an article must be. Names are as typed: the index says what they stand for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Is {
    /// On this unit or one under it.
    Unit(String),
    /// What the units asked for beside this must be in it; if there are none, some unit.
    #[serde(rename = "unit.role")]
    UnitRole(UnitRole),
    /// How the units asked for beside this must have been found; if there are none, some unit.
    #[serde(rename = "unit.method")]
    UnitMethod(Method),
    /// On this topic.
    Topic(String),
    /// Of this outlet.
    Outlet(String),
    /// Of this section.
    Section(String),
    /// By this person.
    Author(String),
    /// Naming this person.
    Person(String),
    /// Citing this document.
    #[serde(rename = "doc")]
    Document(String),
    /// Of these days.
    Date(When),
    /// With this known of it.
    Has(Has),
}

impl Clause {
    /// The loose text of the clause, without quotes; empty for any other.
    pub fn text(&self) -> &str {
        if let Self::Words(text) | Self::Phrase(text) = self { text } else { "" }
    }

    /// Whether it is loose text.
    pub fn is_loose(&self) -> bool {
        matches!(self, Self::Words(_) | Self::Phrase(_))
    }

    /// The queries in it.
    fn inner(&self) -> &[Query] {
        match self {
            Self::In(_, query) | Self::Not(query) | Self::Saved { query, .. } => {
                std::slice::from_ref(query)
            }
            Self::All(queries) | Self::Any(queries) => queries,
            _ => &[],
        }
    }

    /// Every text of words in it, whether wanted or not.
    fn texts<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Words(text)
            | Self::Phrase(text)
            | Self::Sloppy { text, .. }
            | Self::Prefix(text)
            | Self::Fuzzy(text) => found.push(text),
            Self::Near(near) => found.extend(near.sides.iter().flatten().map(String::as_str)),
            _ => self.inner().iter().for_each(|query| query.add_texts(found)),
        }
    }

    /// The words that an article should have for it, as loose text.
    fn wanted(&self, clauses: &mut Vec<Self>) {
        match self {
            Self::Words(_) | Self::Phrase(_) => clauses.push(self.clone()),
            Self::Sloppy { text, .. } => clauses.push(Self::Words(text.clone())),
            Self::Near(near) => {
                clauses.extend(near.sides.iter().flatten().cloned().map(Self::Phrase));
            }
            Self::Not(_) => {}
            _ => {
                let inner = self.inner().iter().flat_map(|query| &query.clauses);
                inner.for_each(|clause| clause.wanted(clauses));
            }
        }
    }
}

/// What is asked of articles; all of its clauses must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Query {
    /// Its parts; no two [`Clause::Words`] stand side by side.
    pub clauses: Vec<Clause>,
}

impl From<Clause> for Query {
    fn from(clause: Clause) -> Self {
        Self { clauses: vec![clause] }
    }
}

impl Query {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Whether it is loose text and nothing else.
    pub fn is_loose(&self) -> bool {
        self.clauses.iter().all(Clause::is_loose)
    }

    /// Its loose text alone.
    #[must_use]
    pub fn loose(&self) -> Self {
        Self { clauses: self.clauses.iter().filter(|clause| clause.is_loose()).cloned().collect() }
    }

    /// What must hold beside its loose text.
    pub fn constraints(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| !clause.is_loose())
    }

    /// Every text of words in it, in its order, whether wanted or not; no names of what articles are.
    pub fn texts(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.add_texts(&mut found);
        found
    }

    fn add_texts<'a>(&'a self, found: &mut Vec<&'a str>) {
        self.clauses.iter().for_each(|clause| clause.texts(found));
    }

    /// How many of its clauses, those within others included, are such.
    pub fn count(&self, is: &impl Fn(&Clause) -> bool) -> usize {
        let of = |clause: &Clause| {
            usize::from(is(clause))
                + clause.inner().iter().map(|query| query.count(is)).sum::<usize>()
        };
        self.clauses.iter().map(of).sum()
    }

    /// How many clauses and words it has.
    pub fn size(&self) -> usize {
        let words = self.texts().iter().map(|text| text.split(' ').count()).sum::<usize>();
        words + self.count(&|_| true)
    }

    /// The words that its constraints ask for, as loose text: what an article scores for beside what it must have.
    #[must_use]
    pub fn wanted(&self) -> Self {
        let mut clauses = Vec::new();
        self.constraints().for_each(|clause| clause.wanted(&mut clauses));
        Self { clauses }
    }

    /// Whether it only says which words are left out: nearly every article lacks them, so that something is missing.
    pub fn only_leaves_out(&self) -> bool {
        let is = |clause: &Clause| matches!(clause, Clause::Is(_));
        let leaves_out =
            |clause: &Clause| matches!(clause, Clause::Not(query) if query.count(&is) == 0);
        !self.is_empty() && self.clauses.iter().all(leaves_out)
    }

    /// Adds a clause; words that follow words are one with them.
    pub(super) fn push(&mut self, clause: Clause) {
        match (self.clauses.last_mut(), clause) {
            (Some(Clause::Words(before)), Clause::Words(words)) => {
                before.push(' ');
                before.push_str(&words);
            }
            (_, clause) => self.clauses.push(clause),
        }
    }

    /// The same query with every day counted from `today` as a day of the calendar.
    ///
    /// ```
    /// let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
    /// let query = tracuu::query::parse("họp date:7d").unwrap().on(today);
    /// assert_eq!(query.to_string(), "họp date:2026-03-02..");
    /// ```
    #[must_use]
    pub fn on(mut self, today: chrono::NaiveDate) -> Self {
        self.clauses = self.clauses.into_iter().map(|clause| clause.on(today)).collect();
        self
    }

    /// The query with some of its loose text replaced. Edits come in the order of the text and apart; one that lies
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

impl Clause {
    fn on(self, today: chrono::NaiveDate) -> Self {
        let each = |queries: Vec<Query>| queries.into_iter().map(|query| query.on(today)).collect();
        match self {
            Self::Is(Is::Date(when)) => Self::Is(Is::Date(when.on(today))),
            Self::In(field, query) => Self::In(field, query.on(today)),
            Self::Not(query) => Self::Not(query.on(today)),
            Self::Saved { name, query } => Self::Saved { name, query: query.on(today) },
            Self::All(queries) => Self::All(each(queries)),
            Self::Any(queries) => Self::Any(each(queries)),
            other => other,
        }
    }
}

/// Other words for some of a query's loose text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The number of the clause.
    pub clause: usize,
    /// The bytes of the clause's text that are replaced.
    pub range: Range<usize>,
    /// What replaces them.
    pub text: String,
}
