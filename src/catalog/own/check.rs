//! Whether a user's additions fit the catalogue they add to: each problem with its line and a way out.

use std::collections::{HashMap, HashSet};
use std::fmt;

use chrono::NaiveDate;

use super::{OwnCatalog, entries, numbered_rows};
use crate::article::{TopicId, UnitKey};
use crate::catalog::table::list;
use crate::catalog::{Catalog, Resolved};
use crate::error::{Error, ErrorKind, Result};
use crate::vi::fold;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// It can, but may not do what was meant.
    Warning,
}

/// Something wrong with a line of a user's catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl Problem {
    pub(super) fn error(line: usize, message: String) -> Self {
        Self { line, severity: Severity::Error, message }
    }

    fn warning(line: usize, message: String) -> Self {
        Self { line, severity: Severity::Warning, message }
    }

    /// Problems one below the other, each with file and line.
    pub(super) fn list(file: &str, problems: &[Self]) -> String {
        let lines = problems.iter().map(|problem| format!("{file}:{problem}"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Problem {
    /// `LINE: message`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let warning = if self.severity == Severity::Warning { "warning: " } else { "" };
        write!(f, "{}: {warning}{}", self.line, self.message)
    }
}

impl OwnCatalog {
    /// Everything about the file that does not fit the catalogue compiled into the program, by line.
    pub fn check(&self) -> Vec<Problem> {
        let catalog = Catalog::embedded();
        let mut check = Check { catalog: &catalog, seen: HashMap::new(), problems: Vec::new() };
        let rows: Vec<_> = numbered_rows(self.text).collect();
        let keys = rows.iter().filter(|(_, row)| row[0] == "unit").map(|(_, row)| row[1]);
        let keys: HashSet<&str> = keys.collect();
        let groups = rows.iter().filter(|(_, row)| row[0] == "group").map(|(_, row)| row[1]);
        let groups: HashSet<&str> = groups.collect();
        for (line, row) in &rows {
            match row[0] {
                "unit" => check.unit(*line, &row[1..], &keys),
                "topic" => check.topic(*line, row, &groups),
                "triggers" => check.triggers(*line, row),
                _ => {}
            }
        }
        check.problems
    }

    /// The same file, if nothing in it is wrong; warnings are let pass.
    ///
    /// # Errors
    /// [`ErrorKind::Catalog`] with every line that is wrong, and what to do about it.
    pub fn checked(self) -> Result<Self> {
        let mut problems = self.check();
        problems.retain(|problem| problem.severity == Severity::Error);
        match &problems[..] {
            [] => Ok(self),
            all => Err(Error::new(ErrorKind::Catalog, Problem::list(&self.file, all))),
        }
    }
}

struct Check<'a> {
    catalog: &'a Catalog,
    /// What was named before, folded, and on which line.
    seen: HashMap<String, (usize, String)>,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn wrong(&mut self, line: usize, message: String) {
        self.problems.push(Problem::error(line, message));
    }

    fn doubt(&mut self, line: usize, message: String) {
        self.problems.push(Problem::warning(line, message));
    }

    fn unit(&mut self, line: usize, row: &[&'static str], keys: &HashSet<&str>) {
        let key = match UnitKey::parse(row[0]) {
            Ok(key) => key,
            Err(error) => {
                let like = "write it like `vn/ha-noi/khoi-mau`";
                return self.wrong(line, format!("{error}; {like}"));
            }
        };
        if let Some((first, _)) = self.seen.insert(format!("unit {key}"), (line, key.to_string())) {
            let one = "put all its names into one row";
            return self.wrong(line, format!("`{key}` stands on line {first} already; {one}"));
        }
        if self.catalog.units().name_of(&key).is_some() {
            let stays = "its names are added, and what the row leaves open stays";
            self.doubt(line, format!("the catalogue has `{key}` already; {stays}"));
        }
        self.parent(line, &key, keys);
        for name in std::iter::once(row[1]).chain(entries(row, 2..3)) {
            self.name(line, name, &key);
        }
        self.days(line, row);
        for successor in entries(row, 5..6) {
            let known = |key: &UnitKey| {
                keys.contains(key.as_str()) || self.catalog.units().name_of(key).is_some()
            };
            if !UnitKey::parse(successor).is_ok_and(|key| known(&key)) {
                let add = "give it a row of its own, or correct it";
                self.wrong(line, format!("the successor `{successor}` is no unit known; {add}"));
            }
        }
    }

    fn parent(&mut self, line: usize, key: &UnitKey, keys: &HashSet<&str>) {
        let Some(parent) = key.parent() else {
            return self.wrong(line, "`vn` is above all units; write a key under it".to_owned());
        };
        let units = self.catalog.units();
        let known = |key: &UnitKey| {
            key.as_str() == "vn" || keys.contains(key.as_str()) || units.name_of(key).is_some()
        };
        if known(&parent) {
            return;
        }
        let near = parent.lineage().find(known);
        let near = near.map_or_else(String::new, |near| format!("; the nearest above is `{near}`"));
        self.doubt(
            line,
            format!("nothing is known of `{parent}`, under which `{key}` stands{near}"),
        );
    }

    /// A name must mean one unit.
    fn name(&mut self, line: usize, name: &'static str, key: &UnitKey) {
        let folded = fold(&name.to_lowercase());
        if let Some((first, other)) = self.seen.get(&folded).filter(|(_, k)| k != key.as_str()) {
            let message =
                format!("`{name}` also names `{other}` on line {first}; keep one of them");
            return self.wrong(line, message);
        }
        self.seen.insert(folded, (line, key.to_string()));
        if !name.contains(char::is_whitespace) && name.chars().count() < 3 {
            let longer = "short names are found everywhere; write one that nothing else has";
            return self.doubt(line, format!("`{name}`: {longer}"));
        }
        if let Resolved::One(other) = self.catalog.units().resolve(name, &[])
            && other != *key
        {
            let message = format!(
                "`{name}` means `{other}` in the catalogue; articles that print it get `{key}` now"
            );
            self.doubt(line, message);
        }
    }

    fn days(&mut self, line: usize, row: &[&'static str]) {
        let mut days = [None, None];
        for (day, text) in
            days.iter_mut().zip(row.iter().skip(3)).filter(|(_, text)| !text.is_empty())
        {
            match text.parse::<NaiveDate>() {
                Ok(parsed) => *day = Some(parsed),
                Err(_) => {
                    self.wrong(line, format!("`{text}` is no day; write it like `2025-02-07`"));
                }
            }
        }
        if let [Some(first), Some(last)] = days
            && first > last
        {
            self.wrong(line, format!("the first day {first} comes after the last, {last}"));
        }
    }

    fn topic(&mut self, line: usize, row: &[&'static str], groups: &HashSet<&str>) {
        let (id, group) = (row[1], row[2]);
        let topics = self.catalog.topics();
        let Ok(parsed) = TopicId::parse(id) else {
            let like = "write it in small letters without accents, like `hop-tac-xa`";
            return self.wrong(line, format!("`{id}` is no id of a topic; {like}"));
        };
        if topics.get(&parsed).is_some() {
            let instead = "add to it with a row `triggers`, or take another id";
            self.wrong(line, format!("the catalogue has a topic `{id}` already; {instead}"));
        }
        if let Some((first, _)) = self.seen.insert(format!("topic {id}"), (line, id.to_owned())) {
            self.wrong(line, format!("the topic `{id}` stands on line {first} already; keep one"));
        }
        if !groups.contains(group) && !topics.groups().iter().any(|known| known.id == group) {
            let known: Vec<&str> = topics.groups().iter().map(|group| group.id).collect();
            let known = known.join(", ");
            let add = "add a row `group`, or take one of";
            self.wrong(line, format!("there is no group `{group}`; {add} {known}"));
        }
        self.phrases(line, row, 4..7);
    }

    fn triggers(&mut self, line: usize, row: &[&'static str]) {
        let own = format!("topic {}", row[1]);
        let known = TopicId::parse(row[1]).is_ok_and(|id| self.catalog.topics().get(&id).is_some());
        if !known && !self.seen.contains_key(&own) {
            let add = "give it a row `topic` above, or correct it";
            self.wrong(line, format!("there is no topic `{}`; {add}", row[1]));
        }
        self.phrases(line, row, 2..5);
    }

    fn phrases(&mut self, line: usize, row: &[&'static str], fields: std::ops::Range<usize>) {
        for phrase in row.iter().skip(fields.start).take(fields.len()).flat_map(|f| list(f)) {
            let letters = phrase.chars().filter(|c| c.is_alphanumeric()).count();
            if letters < 3 {
                let longer = "it would be found everywhere; write at least three letters";
                self.wrong(line, format!("the trigger `{phrase}` is too short: {longer}"));
            } else if phrase.contains(',')
                && !phrase.contains(" | ")
                && phrase.matches(',').count() > 2
            {
                let bars = "put ` | ` between triggers";
                self.doubt(line, format!("the trigger `{phrase}` has many commas; {bars}"));
            }
        }
    }
}
