//! From a person's text to a [`Query`].
//!
//! Any article's title is a valid query: a quotation mark without its partner, brackets, dashes, colons and words such
//! as `OR` at an end are text. Of the operators `OR` joins most loosely, then `AND`; words side by side belong together
//! first, because a Vietnamese word is several of them. The engine's own parser is not used: it reads headlines as
//! operators, answers some of them with every article there is, and overflows the stack on others.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ast::{Clause, Query};
use super::lex::{self, Kind, Token};
use super::limits::{MAX_BYTES, MAX_CLAUSES, MAX_DEPTH, MAX_PHRASE, MAX_SAVED, MAX_SLOP};
use super::mistake::{Mistake, Parsed, Warning, shown};
use super::{near, signs};
use crate::error::Result;
use crate::vi;
use crate::vi::normalize::clean;

/// Saved queries by name.
pub type Saved = BTreeMap<String, String>;

/// Most warnings kept of one query.
const MAX_WARNINGS: usize = 16;

/// Reads a query as typed, without saved ones. What can be meant in no other way than as text is text.
///
/// ```
/// use tracuu::query::parse;
/// let query = parse("kiểm tra “dân vận khéo” year:2021").unwrap();
/// assert_eq!(query.to_string(), "kiểm tra \"dân vận khéo\" year:2021");
/// assert_eq!(parse("Chuyện làng (kỳ 1): ai - \"được\"?").unwrap().clauses.len(), 3);
/// assert!(parse("  ").unwrap().is_empty());
/// ```
///
/// # Errors
/// [`crate::ErrorKind::Query`] when it asks for more than [`super::limits`] allow, or a field for what it cannot be.
pub fn parse(text: &str) -> Result<Query> {
    Ok(read(text, &Saved::new())?.query)
}

/// Reads a query as typed and says what of it was read otherwise.
///
/// ```
/// use tracuu::query::{Saved, read};
/// let parsed = read("họp year:2021 OR", &Saved::new()).unwrap();
/// assert_eq!(&parsed.text[parsed.warnings[0].range.clone()], "OR");
/// assert!(parsed.strictly().is_err());
/// ```
///
/// # Errors
/// As [`parse`], with the place.
pub fn read(text: &str, saved: &Saved) -> std::result::Result<Parsed, Mistake> {
    if text.len() > MAX_BYTES {
        let message =
            format!("the query has {} bytes, more than {MAX_BYTES}; shorten it", text.len());
        return Err(Mistake { text: String::new(), range: 0..0, message });
    }
    let mut names = Names { saved, open: Vec::new(), read: 0 };
    let (parsed, _) = read_within(text, &mut names, 0)?;
    Ok(parsed)
}

/// What is shared by a query and the saved ones that it names.
struct Names<'a> {
    saved: &'a Saved,
    /// The saved queries that are being read, each named by the one before it.
    open: Vec<String>,
    /// Saved queries read so far.
    read: usize,
}

/// A text without line breaks and invisible characters, every quotation mark straight.
fn straight(text: &str) -> String {
    let text = clean(text).replace('\n', " ");
    text.trim().replace(['“', '”', '„', '‟'], "\"")
}

/// The query of a text, and in how many steps it was read.
fn read_within(
    text: &str,
    names: &mut Names<'_>,
    depth: usize,
) -> std::result::Result<(Parsed, usize), Mistake> {
    let text = straight(text);
    let mut lexed = lex::lex(&text);
    let at = |warning| Mistake::at(&text, warning);
    signs::settle(&text, &mut lexed).map_err(at)?;
    let lex::Lexed { tokens, warnings, steps } = lexed;
    let mut parser = Parser { text: &text, tokens: &tokens, at: 0, depth, steps, warnings, names };
    let query = parser.query().map_err(|failure| match failure {
        Failure::Here(warning) => Mistake::at(&text, warning),
        Failure::Within(mistake) => mistake,
    })?;
    let (steps, mut warnings) = (parser.steps, parser.warnings);
    if query.size() > MAX_CLAUSES {
        let message = format!(
            "the query asks for {} words and other things, more than {MAX_CLAUSES}; shorten it",
            query.size()
        );
        return Err(Mistake { range: 0..text.len(), text, message });
    }
    warnings.sort_by_key(|warning| warning.range.start);
    warnings.truncate(MAX_WARNINGS);
    Ok((Parsed { text, query, warnings }, steps))
}

/// Why a query cannot be read: something here, or in a saved query that it names.
pub(super) enum Failure {
    Here(Warning),
    Within(Mistake),
}

impl From<Warning> for Failure {
    fn from(warning: Warning) -> Self {
        Self::Here(warning)
    }
}

pub(super) type Read<T> = std::result::Result<T, Failure>;

/// A part of a row, before `NEAR` between parts is looked at.
pub(super) struct Item {
    pub(super) part: Part,
    pub(super) range: Range<usize>,
}

pub(super) enum Part {
    Clause(Clause),
    /// What stood in brackets.
    Group(Query),
    Near {
        distance: u32,
        ordered: bool,
    },
}

pub(super) struct Parser<'t, 'n, 'a> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
    depth: usize,
    pub(super) steps: usize,
    pub(super) warnings: Vec<Warning>,
    names: &'n mut Names<'a>,
}

impl Parser<'_, '_, '_> {
    pub(super) fn peek(&self) -> Option<Kind> {
        self.tokens.get(self.at).map(|token| token.kind)
    }

    fn takes(&mut self, kind: Kind) -> bool {
        let here = self.peek() == Some(kind);
        self.at += usize::from(here);
        here
    }

    /// Everything up to a closing bracket or the end. No deeper than brackets stand in one another, which is counted
    /// before.
    fn query(&mut self) -> Read<Query> {
        let mut queries = vec![self.all()?];
        while self.takes(Kind::Or) {
            queries.push(self.all()?);
        }
        Ok(one_or(queries, Clause::Any))
    }

    fn all(&mut self) -> Read<Query> {
        let mut queries = vec![self.row()?];
        while self.takes(Kind::And) {
            queries.push(self.row()?);
        }
        Ok(one_or(queries, Clause::All))
    }

    /// What stands side by side.
    fn row(&mut self) -> Read<Query> {
        let mut items = Vec::new();
        loop {
            let start = self.at;
            let parts = match self.peek() {
                None | Some(Kind::Close | Kind::And | Kind::Or) => break,
                Some(Kind::Near { distance, ordered }) => {
                    self.at += 1;
                    vec![Part::Near { distance, ordered }]
                }
                Some(Kind::Open) => vec![Part::Group(self.group()?)],
                Some(_) => self.clauses()?.into_iter().map(Part::Clause).collect(),
            };
            self.steps += 1;
            let range = self.since(start);
            items.extend(parts.into_iter().map(|part| Item { part, range: range.clone() }));
        }
        let mut query = Query::default();
        for part in near::joined(items, &mut self.warnings)? {
            match part {
                Part::Clause(clause) => query.push(clause),
                Part::Group(group) => group.clauses.into_iter().for_each(|c| query.push(c)),
                Part::Near { .. } => {}
            }
        }
        Ok(query)
    }

    /// The bytes of the tokens from one on.
    pub(super) fn since(&self, start: usize) -> Range<usize> {
        let of = |n: usize| {
            self.tokens.get(n).map_or(self.text.len()..self.text.len(), |t| t.range.clone())
        };
        of(start).start..of(self.at.max(start + 1) - 1).end
    }

    /// What stands in brackets.
    pub(super) fn group(&mut self) -> Read<Query> {
        self.at += 1;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message =
                format!("more than {MAX_DEPTH} brackets and saved queries stand in one another");
            return Err(Warning::new(self.since(self.at - 1), message).into());
        }
        let query = self.query()?;
        self.depth -= 1;
        self.takes(Kind::Close);
        Ok(query)
    }

    /// The clauses of what stands here: most things are one, a long phrase is several, empty quotes are none.
    pub(super) fn clauses(&mut self) -> Read<Vec<Clause>> {
        let start = self.at;
        let Some(token) = self.tokens.get(start) else { return Ok(Vec::new()) };
        let inner = self.text[token.inner.clone()].trim().to_owned();
        if let Kind::Word { .. } = token.kind {
            let words = self.run();
            return Ok(vec![Clause::Words(words)]);
        }
        self.at += 1;
        match token.kind {
            Kind::Quoted { slop } => self.quoted(&inner, slop, start),
            Kind::Prefix => Ok(vec![Clause::Prefix(inner)]),
            Kind::Fuzzy => Ok(vec![Clause::Fuzzy(inner)]),
            Kind::Not | Kind::Minus => Ok(self.negated(token.kind)?.into_iter().collect()),
            Kind::Field(field) => self.field(field, start),
            _ => Ok(Vec::new()),
        }
    }

    /// The text of the words here, as long as words follow.
    fn run(&mut self) -> String {
        let mut text = String::new();
        let first = self.at;
        while let Some(token) = self.tokens.get(self.at)
            && matches!(token.kind, Kind::Word { .. })
        {
            let glued = self.at > first && token.is_glued_to(&self.tokens[self.at - 1]);
            if self.at > first && !glued {
                text.push(' ');
            }
            text.push_str(&self.text[token.inner.clone()]);
            self.at += 1;
            self.steps += 1;
        }
        text
    }

    /// The text of the word here, with what is glued to it.
    pub(super) fn word(&mut self) -> String {
        let mut text = String::new();
        let first = self.at;
        while let Some(token) = self.tokens.get(self.at)
            && matches!(token.kind, Kind::Word { .. })
            && (self.at == first || token.is_glued_to(&self.tokens[self.at - 1]))
        {
            text.push_str(&self.text[token.inner.clone()]);
            self.at += 1;
            self.steps += 1;
        }
        text
    }

    /// A phrase; of one that is too long each piece is one.
    fn quoted(&mut self, text: &str, slop: Option<u32>, start: usize) -> Read<Vec<Clause>> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let ends = ends_of_syllables(&text);
        let range = self.tokens[start].range.clone();
        if let Some(slop) = slop.filter(|slop| *slop > 0) {
            if ends.len() > MAX_PHRASE {
                let message = format!(
                    "a phrase with `~` has at most {MAX_PHRASE} syllables, this one {}; shorten it",
                    ends.len()
                );
                return Err(Warning::new(range, message).into());
            }
            if slop > MAX_SLOP {
                let message = format!("`~` is followed by {MAX_SLOP} at most, which is taken");
                self.warnings.push(Warning::new(range, message));
            }
            return Ok(vec![Clause::Sloppy { text, slop: slop.min(MAX_SLOP) }]);
        }
        if ends.len() > MAX_PHRASE {
            let message = format!(
                "a phrase has at most {MAX_PHRASE} syllables, this one {}: it is read as {} phrases",
                ends.len(),
                ends.len().div_ceil(MAX_PHRASE)
            );
            self.warnings.push(Warning::new(range, message));
        }
        Ok(pieces(&text, &ends))
    }

    /// What `NOT` or a dash leaves out: `NOT` a row of words as one phrase, a dash what is glued to it.
    fn negated(&mut self, sign: Kind) -> Read<Option<Clause>> {
        while let Some(Kind::Not | Kind::Minus) = self.peek() {
            let range = self.tokens[self.at].range.clone();
            self.warnings.push(Warning::new(range, "what is left out twice is left out once"));
            self.at += 1;
        }
        let start = self.at;
        let query = match self.peek() {
            Some(Kind::Open) => self.group()?,
            Some(Kind::Word { .. }) if sign == Kind::Not => {
                let text = self.run();
                if text.contains(' ') {
                    Query { clauses: self.quoted(&text, None, start)? }
                } else {
                    Clause::Words(text).into()
                }
            }
            Some(Kind::Word { .. }) => Clause::Words(self.word()).into(),
            _ => Query { clauses: self.clauses()? },
        };
        Ok((!query.is_empty()).then_some(Clause::Not(query)))
    }

    /// The saved query of this name.
    pub(super) fn saved(&mut self, name: &str, start: usize) -> Read<Clause> {
        let range = self.since(start);
        let refused = |message: String| Err(Warning::new(range, message).into());
        let name = name.to_owned();
        let Some(text) = self.names.saved.get(&name) else {
            return refused(unknown(&name, self.names.saved));
        };
        if self.names.open.contains(&name) {
            let way = [&self.names.open[..], &[name]].concat().join("` → `");
            return refused(format!("saved queries name each other in a circle: `{way}`"));
        }
        self.names.read += 1;
        if self.names.read > MAX_SAVED || self.depth + 1 > MAX_DEPTH {
            return refused(format!(
                "more than {MAX_SAVED} saved queries, or {MAX_DEPTH} in one another, are named"
            ));
        }
        if text.len() > MAX_BYTES {
            return refused(format!("the saved query has more than {MAX_BYTES} bytes"));
        }
        self.names.open.push(name.clone());
        let read = read_within(text, self.names, self.depth + 1);
        self.names.open.pop();
        let (parsed, steps) = read.map_err(|mut mistake| {
            mistake.message = format!("in `query:{}`: {}", shown(&name), mistake.message);
            Failure::Within(mistake)
        })?;
        self.steps += steps;
        let range = self.since(start);
        self.warnings.extend(parsed.warnings.into_iter().map(|warning| {
            let place = shown(&parsed.text[warning.range]);
            Warning::new(range.clone(), format!("in it, at `{place}`: {}", warning.message))
        }));
        Ok(Clause::Saved { name, query: parsed.query })
    }
}

fn unknown(name: &str, saved: &Saved) -> String {
    let known: Vec<&str> = saved.keys().map(String::as_str).take(12).collect();
    let known = match known.as_slice() {
        [] => "none is saved".to_owned(),
        known => format!("there are `{}`", known.join("`, `")),
    };
    format!("no saved query is called `{}`; {known}", shown(name))
}

/// The one query, or a clause of several.
fn one_or(mut queries: Vec<Query>, several: impl Fn(Vec<Query>) -> Clause) -> Query {
    if queries.len() == 1 { queries.swap_remove(0) } else { several(queries).into() }
}

/// Behind which byte each syllable of a text ends.
pub(super) fn ends_of_syllables(text: &str) -> Vec<usize> {
    vi::tokens(text).filter(|token| token.kind.is_part()).map(|token| token.to).collect()
}

/// A text as phrases of no more syllables than one may have, cut at blanks.
fn pieces(text: &str, ends: &[usize]) -> Vec<Clause> {
    let mut phrases = Vec::new();
    let mut rest = 0;
    for end in ends.iter().skip(MAX_PHRASE - 1).step_by(MAX_PHRASE) {
        if let Some(blank) = text.get(*end..).and_then(|after| after.find(' '))
            && *end + blank > rest
        {
            phrases.push(Clause::Phrase(text[rest..*end + blank].to_owned()));
            rest = *end + blank + 1;
        }
    }
    if rest < text.len() {
        phrases.push(Clause::Phrase(text[rest..].to_owned()));
    }
    phrases
}

#[cfg(test)]
pub(super) fn steps(text: &str) -> Option<usize> {
    let saved = Saved::new();
    let mut names = Names { saved: &saved, open: Vec::new(), read: 0 };
    read_within(text, &mut names, 0).ok().map(|(_, steps)| steps)
}

#[cfg(test)]
mod tests;
