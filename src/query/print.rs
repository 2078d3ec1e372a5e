//! A query as text that reads as the same query.
//!
//! A word that would be read as something else (`OR`, `year:2021`, a bracket beside an operator) has a `\` before it.
//! Where a query is text and quotes only, as any headline is, that is hardly ever needed: it is printed plainly, and
//! with marks only if it would not read as itself.

use std::fmt::{self, Write};

use super::ast::{Clause, Is, Near, Query, TextField};
use super::dates::{Span, When};
use super::lex;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_loose() {
            let plain = self.plainly();
            if super::parse(&plain).is_ok_and(|read| read == *self) {
                return f.write_str(&plain);
            }
        }
        let texts = self.texts();
        let has = |of: fn(char) -> bool| texts.iter().any(|text| text.contains(of));
        let capitals = has(char::is_uppercase) && !has(char::is_lowercase);
        let mut printer = Printer { capitals, ..Printer::default() };
        printer.whole(self);
        f.write_str(&printer.out)
    }
}

impl Query {
    fn plainly(&self) -> String {
        let clauses = self.clauses.iter().map(|clause| match clause {
            Clause::Phrase(text) => format!("\"{text}\""),
            other => other.text().to_owned(),
        });
        clauses.collect::<Vec<_>>().join(" ")
    }
}

#[derive(Default)]
struct Printer {
    out: String,
    /// Whether all words are in capitals.
    capitals: bool,
    /// Whether all up to the next blank is part of the last word: it had to be marked, or has a bracket of its own.
    marked: bool,
}

impl Printer {
    /// A query that nothing stands beside.
    fn whole(&mut self, query: &Query) {
        match &query.clauses[..] {
            [Clause::Any(queries)] => self.joined(queries, " OR "),
            [Clause::All(queries)] => self.joined(queries, " AND "),
            clauses => self.row(clauses),
        }
    }

    fn row(&mut self, clauses: &[Clause]) {
        for (n, clause) in clauses.iter().enumerate() {
            if n > 0 {
                self.out.push(' ');
            }
            self.clause(clause);
        }
    }

    fn joined(&mut self, queries: &[Query], between: &str) {
        for (n, query) in queries.iter().enumerate() {
            if n > 0 {
                self.out.push_str(between);
            }
            // Among words that are all in capitals an operator is one of them, unless a bracket stands beside it.
            if self.capitals && query.is_loose() {
                self.bracketed(query);
            } else {
                self.row(&query.clauses);
            }
        }
    }

    fn bracketed(&mut self, query: &Query) {
        self.marked = false;
        self.out.push('(');
        self.whole(query);
        self.out.push_str(if std::mem::take(&mut self.marked) { " )" } else { ")" });
    }

    fn clause(&mut self, clause: &Clause) {
        match clause {
            Clause::Words(text) => self.words(text),
            Clause::Phrase(text) => self.print(format_args!("\"{text}\"")),
            Clause::Sloppy { text, slop } => self.print(format_args!("\"{text}\"~{slop}")),
            Clause::Prefix(text) => self.print(format_args!("{text}*")),
            Clause::Fuzzy(text) => self.print(format_args!("{text}~1")),
            Clause::Near(near) => self.near(near),
            Clause::In(field, query) => {
                self.out.push_str(match field {
                    TextField::Title => "title:",
                    TextField::Body => "body:",
                });
                self.operand(query, |word| word.chars().any(char::is_alphanumeric));
            }
            Clause::Is(is) => self.is(is),
            Clause::All(_) | Clause::Any(_) => self.bracketed(&clause.clone().into()),
            Clause::Not(query) => {
                self.out.push('-');
                // A name or a number behind a dash may be part of a headline.
                self.operand(query, |word| word.starts_with(char::is_lowercase));
            }
            Clause::Saved { name, .. } => self.print(format_args!("query:{}", value(name))),
        }
    }

    /// What stands behind a sign or the name of a field: in brackets, unless it is one thing.
    fn operand(&mut self, query: &Query, may_be_bare: impl Fn(&str) -> bool) {
        match &query.clauses[..] {
            [Clause::Words(word)] if is_plain(word) && may_be_bare(word) => self.words(word),
            [
                clause @ (Clause::Phrase(_)
                | Clause::Sloppy { .. }
                | Clause::Prefix(_)
                | Clause::Fuzzy(_)),
            ] => {
                self.clause(clause);
            }
            [clause @ (Clause::In(..) | Clause::Is(_) | Clause::Saved { .. })]
                if self.out.ends_with('-') =>
            {
                self.clause(clause);
            }
            _ => self.bracketed(query),
        }
    }

    fn words(&mut self, text: &str) {
        for (n, word) in text.split(' ').enumerate() {
            if n > 0 {
                self.out.push(' ');
            }
            let plain = is_plain(word);
            self.out.push_str(if plain { "" } else { "\\" });
            self.marked = !plain || word.contains('(');
            self.out.push_str(word);
        }
    }

    fn near(&mut self, near: &Near) {
        let name = if near.ordered { "PRE" } else { "NEAR" };
        for (n, side) in near.sides.iter().enumerate() {
            if n > 0 {
                self.print(format_args!(" {name}/{} ", near.distance));
            }
            let side: Vec<String> = side.iter().map(|text| format!("\"{text}\"")).collect();
            match &side[..] {
                [one] => self.print(format_args!("{one}")),
                several => self.print(format_args!("({})", several.join(" OR "))),
            }
        }
    }

    fn is(&mut self, is: &Is) {
        let (name, of) = match is {
            Is::Unit(name) => ("unit", value(name)),
            Is::UnitRole(role) => ("unit.role", super::fields::role_name(*role).to_owned()),
            Is::UnitMethod(method) => {
                ("unit.method", super::fields::method_name(*method).to_owned())
            }
            Is::Topic(name) => ("topic", value(name)),
            Is::Outlet(name) => ("outlet", value(name)),
            Is::Section(name) => ("section", value(name)),
            Is::Author(name) => ("author", value(name)),
            Is::Person(name) => ("person", value(name)),
            Is::Document(name) => ("doc", value(name)),
            Is::Date(when) => (date_name(when), value(&when.to_string())),
            Is::Has(has) => ("has", has.as_str().to_owned()),
        };
        self.print(format_args!("{name}:{of}"));
    }

    fn print(&mut self, text: fmt::Arguments<'_>) {
        self.marked = false;
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(text);
    }
}

fn date_name(when: &When) -> &'static str {
    let years = [when.from, when.to].iter().flatten().all(|span| matches!(span, Span::Year(_)));
    if years { "year" } else { "date" }
}

/// A name as the value of a field.
fn value(name: &str) -> String {
    let punctuation = |c: char| matches!(c, ',' | ';' | ':' | '!' | '?' | '.');
    if is_plain(name)
        && (!name.ends_with(punctuation) || name.ends_with(".."))
        && name.chars().any(char::is_alphanumeric)
    {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}

/// Whether a word without blanks reads as itself wherever it stands.
fn is_plain(word: &str) -> bool {
    lex::is_one_word(word)
}
