//! The persons an article writes about, with their titles.
//!
//! A name counts where an honorific, a title or a surname with nothing to the contrary says that it is a
//! person's; everything else that repeats it, or its given name behind an honorific, joins it. Who made
//! the article (bylines, photographers) is not written about. A wrong name is worse than none.

mod names;
mod reading;

use std::collections::HashMap;

use self::names::Names;
use self::reading::{Proof, Sighting};
use super::words::{Shape, Words, is_text};
use crate::article::{Article, Person};
use crate::ingest::{Context, Passage};
use crate::vi::normalize::canonical;

/// The persons of the passages, in order of appearance.
pub(super) fn read(article: &Article, passages: &[Passage], context: Context<'_>) -> Vec<Person> {
    let known = context.catalog.persons();
    let mut found = Vec::new();
    for passage in passages.iter().filter(|passage| is_text(passage.role)) {
        let words = Words::of(&passage.text);
        if shouts(&words) {
            continue;
        }
        for sighting in reading::read(Names { words: &words, known }) {
            found.push(Found::of(&words, sighting, passage.line));
        }
    }
    let signed: Vec<String> = article.bylines.iter().map(|byline| key(&byline.name)).collect();
    gather(found, &signed)
}

/// A passage in capitals throughout shows no names.
fn shouts(words: &Words<'_>) -> bool {
    let upper = words.list().iter().filter(|word| word.shape == Shape::Upper).count();
    upper * 2 > words.list().len()
}

/// A sighting apart from its passage.
struct Found {
    key: String,
    printed: String,
    sighting: Sighting,
    line: u32,
}

impl Found {
    fn of(words: &Words<'_>, sighting: Sighting, line: u32) -> Self {
        let printed = words.printed(sighting.name.clone());
        Self {
            key: words.phrase(sighting.name.clone()).to_owned(),
            printed: title_case(printed),
            sighting,
            line,
        }
    }
}

/// A name as canonical syllables and single blanks.
fn key(name: &str) -> String {
    name.split_whitespace().map(canonical).collect::<Vec<_>>().join(" ")
}

/// A name in capitals as names are written; any other unchanged.
fn title_case(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let all = word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
        match letters.next() {
            Some(first) if all => {
                std::iter::once(first).chain(letters.flat_map(char::to_lowercase)).collect()
            }
            _ => word.to_owned(),
        }
    };
    name.split_whitespace().map(word).collect::<Vec<String>>().join(" ")
}

/// Persons by name and by the ends of their names.
#[derive(Default)]
struct People {
    list: Vec<Person>,
    by_name: HashMap<String, usize>,
    /// Who last bore a name that ends so, in one or two syllables.
    by_ending: HashMap<String, usize>,
}

/// Joins sightings to persons: first who is sure, then everything that repeats them.
fn gather(found: Vec<Found>, signed: &[String]) -> Vec<Person> {
    let mut people = People::default();
    for one in &found {
        let counts = match one.sighting.proof {
            Proof::Sure => one.key.contains(' '),
            Proof::Alone => !signed.contains(&one.key),
            Proof::Repeat => false,
        };
        if counts {
            people.add(one);
        }
    }
    for one in found {
        people.mention(one);
    }
    people.list.retain(|person| !person.lines.is_empty());
    people.list
}

impl People {
    fn add(&mut self, found: &Found) {
        if self.by_name.contains_key(&found.key) {
            return;
        }
        self.by_name.insert(found.key.clone(), self.list.len());
        for ending in endings(&found.key) {
            self.by_ending.entry(ending.to_owned()).or_insert(self.list.len());
        }
        self.list.push(Person {
            name: found.printed.clone(),
            titles: Vec::new(),
            lines: Vec::new(),
        });
    }

    /// Adds line and titles to the person of a sighting, if there is one.
    fn mention(&mut self, found: Found) {
        let whole = self.by_name.get(&found.key);
        let Some(&place) = whole.or_else(|| self.by_ending.get(&found.key)) else { return };
        for ending in whole.iter().flat_map(|_| endings(&found.key)) {
            self.by_ending.insert(ending.to_owned(), place);
        }
        let person = &mut self.list[place];
        if person.lines.last() != Some(&found.line) {
            person.lines.push(found.line);
        }
        for title in found.sighting.titles {
            if !person.titles.contains(&title) {
                person.titles.push(title);
            }
        }
    }
}

/// The last syllable of a name, and its last two where that is not all of it.
fn endings(key: &str) -> impl Iterator<Item = &str> {
    let mut cuts = key.rmatch_indices(' ').map(|(at, _)| &key[at + 1..]);
    let one = cuts.next();
    one.into_iter().chain(cuts.next())
}

#[cfg(test)]
mod tests;
