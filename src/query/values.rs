//! What stands behind the name of a field, as a clause.

use super::ast::{Clause, Is, Query};
use super::dates::When;
use super::fields::{Field, Kind as FieldKind, METHODS, ROLES, find};
use super::lex::{Kind, text_field};
use super::mistake::{Warning, shown};
use super::parse::{Parser, Read};
use crate::article::Has;
use crate::vi::syllable::is_syllable;

/// Most words of a date (`tháng 3 năm 2021`), and most bytes of one of them.
const DATE_WORDS: usize = 4;
const DATE_WORD_BYTES: usize = 24;

/// A value and how it was given.
struct Value {
    text: String,
    quoted: bool,
}

impl Parser<'_, '_, '_> {
    /// The clauses of a field whose value stands here; its name stands at `start`.
    pub(super) fn field(&mut self, field: &'static Field, start: usize) -> Read<Vec<Clause>> {
        if let Some(of) = text_field(field) {
            return Ok(self
                .text_value(start)?
                .map(|query| Clause::In(of, query))
                .into_iter()
                .collect());
        }
        let typed = self.text[self.tokens[start].inner.clone()].trim_end_matches(':');
        let Some(value) = self.value() else {
            let message =
                format!("`{typed}:` takes one value; join several by `OR`: {typed}:A OR {typed}:B");
            return Err(Warning::new(self.since(start), message).into());
        };
        if field.kind == FieldKind::Saved {
            return Ok(vec![self.saved(&value.text, start)?]);
        }
        if field.kind == FieldKind::Date {
            return self.date(field, typed, &value, start);
        }
        match is(field.kind, &value.text) {
            Some(is) => {
                if !value.quoted && is_name(field.kind) {
                    self.warn_of_one_syllable(&value.text, start);
                }
                Ok(vec![Clause::Is(is)])
            }
            None => self.no_value(field, typed, &value, start),
        }
    }

    /// A query to a field of text.
    fn text_value(&mut self, start: usize) -> Read<Option<Query>> {
        let query = match self.peek() {
            Some(Kind::Open) => self.group()?,
            Some(Kind::Word { .. }) => {
                let word = self.word();
                self.warn_of_one_syllable(&word, start);
                Clause::Words(word).into()
            }
            _ => Query { clauses: self.clauses()? },
        };
        Ok((!query.is_empty()).then_some(query))
    }

    /// Says that a field took one syllable of what looks like a word of several.
    fn warn_of_one_syllable(&mut self, word: &str, start: usize) {
        if self.peek() == Some(Kind::Word { spoken: true }) && is_syllable(word) {
            let name = &self.text[self.tokens[start].range.clone()];
            let message =
                format!("`{name}` takes `{word}` alone; quote several words: {name}\"{word} …\"");
            self.warnings.push(Warning::new(self.since(start), message));
        }
    }

    fn value(&mut self) -> Option<Value> {
        match self.peek()? {
            Kind::Word { .. } => {
                let text = self.word();
                let text = text.trim_end_matches([',', ';', ':', '!', '?']);
                // Two dots are an open range, one ends a sentence.
                let stop = text.strip_suffix('.').filter(|rest| !rest.ends_with('.'));
                let text = stop.unwrap_or(text).to_owned();
                Some(Value { text, quoted: false })
            }
            Kind::Quoted { slop: None } => {
                let text = self.text[self.tokens[self.at].inner.clone()].trim().to_owned();
                self.at += 1;
                Some(Value { text, quoted: true })
            }
            _ => None,
        }
    }

    /// Days: the longest row of words here that says some.
    fn date(
        &mut self,
        field: &'static Field,
        typed: &str,
        value: &Value,
        start: usize,
    ) -> Read<Vec<Clause>> {
        // `tháng trước` may stand there whole, though the name of the field is half of it.
        let whole = format!("{typed} {}", value.text);
        if value.quoted {
            let when = When::parse(&value.text).or_else(|| When::parse(&whole));
            let found = when.map(|when| vec![Clause::Is(Is::Date(when))]);
            return found.map_or_else(|| self.no_value(field, typed, value, start), Ok);
        }
        let at = self.at;
        let mut rows = vec![(at, value.text.clone())];
        // A range is one word.
        let open = !value.text.contains("..");
        while open && rows.len() < DATE_WORDS && self.peek() == Some(Kind::Word { spoken: true }) {
            let word = self.word();
            if word.len() > DATE_WORD_BYTES || word.contains("..") {
                break;
            }
            let row = format!("{} {word}", rows.last().map_or("", |(_, row)| row));
            rows.push((self.at, row));
        }
        for (end, row) in rows.iter().rev() {
            let named = || When::parse(&format!("{typed} {row}"));
            if let Some(when) = When::parse(row).or_else(named) {
                self.at = *end;
                return Ok(vec![Clause::Is(Is::Date(when))]);
            }
        }
        self.at = at;
        self.no_value(field, typed, value, start)
    }

    /// What is no value of the field: a mistake, or words of a text in which another name of the field happens to
    /// stand before a colon.
    fn no_value(
        &mut self,
        field: &Field,
        typed: &str,
        value: &Value,
        start: usize,
    ) -> Read<Vec<Clause>> {
        let range = self.since(start);
        let is_meant = field.is_plainly(typed)
            || value.quoted
            || value.text.starts_with(|c: char| c.is_ascii_digit());
        if is_meant {
            let message = format!(
                "`{}` is no value of `{typed}:`, which takes {}",
                shown(&value.text),
                field.takes
            );
            return Err(Warning::new(range, message).into());
        }
        let message = format!("`{typed}:` takes {}; this is taken as text", field.takes);
        self.warnings.push(Warning::new(range.clone(), message));
        Ok(vec![Clause::Words(self.text[range].to_owned())])
    }
}

/// Whether a field's values are names of several words.
fn is_name(kind: FieldKind) -> bool {
    use FieldKind as F;
    matches!(kind, F::Unit | F::Topic | F::Outlet | F::Section | F::Author | F::Person)
}

fn is(kind: FieldKind, value: &str) -> Option<Is> {
    let name = value.to_owned();
    if name.is_empty() {
        return None;
    }
    match kind {
        FieldKind::Unit => Some(Is::Unit(name)),
        FieldKind::UnitRole => one_of(&ROLES, value).map(Is::UnitRole),
        FieldKind::UnitMethod => one_of(&METHODS, value).map(Is::UnitMethod),
        FieldKind::Topic => Some(Is::Topic(name)),
        FieldKind::Outlet => Some(Is::Outlet(name)),
        FieldKind::Section => Some(Is::Section(name)),
        FieldKind::Author => Some(Is::Author(name)),
        FieldKind::Person => Some(Is::Person(name)),
        FieldKind::Document => Some(Is::Document(name)),
        FieldKind::Has => has(value).map(Is::Has),
        FieldKind::Text(_) | FieldKind::Date | FieldKind::Saved => None,
    }
}

fn one_of<T: Copy>(table: &[(&str, T)], value: &str) -> Option<T> {
    table.iter().find(|(name, _)| value.eq_ignore_ascii_case(name)).map(|(_, of)| *of)
}

/// What an article has, by the name of its field or another name of that.
fn has(value: &str) -> Option<Has> {
    let name = find(value).map_or(value, |field| field.name);
    // A month and a year are parts of a date.
    let name = if matches!(name, "month" | "year") { "date" } else { name };
    Has::ALL.into_iter().find(|has| has.as_str() == name)
}
