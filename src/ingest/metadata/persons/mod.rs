//! The persons an article writes about, with their titles.
//!
//! A name counts where an honorific, a title or a surname with nothing to the contrary says that it is a
//! person's; everything else that repeats it, or its given name behind an honorific, joins it. Who made
//! the article (bylines, photographers) is not written about. A wrong name is worse than none.

mod interview;
mod names;
pub(super) mod offices;
mod reading;

use std::collections::{HashMap, HashSet};

use self::names::Names;
use self::reading::{Proof, Sighting};
use super::words::{Shape, Words};
use crate::article::{Article, Method, Person, PersonRole, PersonTitle};
use crate::ingest::{Context, Passage};
use crate::vi::normalize::canonical;

/// The persons of the passages, whose words are given in the same order, in order of appearance.
pub(super) fn read(
    article: &Article,
    passages: &[Passage],
    words: &[Words<'_>],
    context: Context<'_>,
) -> Vec<Person> {
    let known = context.catalog.persons();
    let mut found = Vec::new();
    for (passage, words) in passages.iter().zip(words).filter(|(_, words)| !shouts(words)) {
        for sighting in reading::read(Names::of(words, known)) {
            found.push(Found::of(words, sighting, passage.line));
        }
    }
    let signed: Vec<String> = article.bylines.iter().map(|byline| key(&byline.name)).collect();
    let mut persons = gather(found, &signed);
    offices::place(&mut persons, &article.units);
    interview::mark(&mut persons, passages, words, known);
    persons
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
    let called = called(&found);
    for one in &found {
        let counts = match one.sighting.proof {
            Proof::Sure => one.key.contains(' '),
            Proof::Alone => !signed.contains(&one.key) && !called.contains(&*one.key),
            Proof::Repeat | Proof::Called => false,
        };
        if counts {
            people.add(one);
        }
    }
    people.join();
    for one in found.into_iter().filter(|one| one.sighting.proof != Proof::Called) {
        people.mention(one);
    }
    people.list.retain(|person| !person.lines.is_empty());
    people.list
}

/// The names that streets, schools and companies bear in the article at least as often as nobody in particular.
fn called(found: &[Found]) -> HashSet<String> {
    let mut more: HashMap<&str, i32> = HashMap::new();
    for one in found {
        match one.sighting.proof {
            Proof::Called => *more.entry(&one.key).or_default() += 1,
            Proof::Alone => *more.entry(&one.key).or_default() -= 1,
            Proof::Repeat | Proof::Sure => {}
        }
    }
    let called = found.iter().filter(|one| one.sighting.proof == Proof::Called);
    called.map(|one| &*one.key).filter(|key| more[key] >= 0).map(str::to_owned).collect()
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
            role: PersonRole::Subject,
            titles: Vec::new(),
            lines: Vec::new(),
            method: Method::Explicit,
        });
    }

    /// Takes a short form that looked like a full name (`bà Kim Thử`), a name cut short and a name with the
    /// first word of the next sentence (`Trần Văn Thử Năm`) for the name that is known.
    fn join(&mut self) {
        let mut names: Vec<(String, usize)> =
            self.by_name.iter().map(|(name, place)| (name.clone(), *place)).collect();
        names.sort_by_key(|(_, place)| *place);
        let heads: HashMap<&str, usize> =
            names.iter().filter_map(|(name, place)| Some((head(name)?, *place))).collect();
        for (name, own) in &names {
            let cut = Some(name.as_str()).filter(|name| name.matches(' ').count() == 1);
            let longer = self.by_ending.get(name).or_else(|| heads.get(cut?));
            let glued = head(name).filter(|head| head.matches(' ').count() > 1);
            let place = longer.or_else(|| self.by_name.get(glued?)).copied();
            if let Some(place) = place.filter(|place| place != own) {
                self.by_name.insert(name.clone(), place);
            }
        }
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
            bear(&mut person.titles, title);
        }
    }
}

/// A name of three syllables or more without its last.
fn head(name: &str) -> Option<&str> {
    name.rsplit_once(' ').map(|(head, _)| head).filter(|head| head.contains(' '))
}

/// Adds a title once; with its unit rather than without.
fn bear(titles: &mut Vec<PersonTitle>, title: PersonTitle) {
    let same = titles.iter().position(|known| {
        known.title == title.title && (known.unit.is_none() || title.unit.is_none())
    });
    match same {
        Some(place) if titles[place].unit.is_none() => titles[place] = title,
        Some(_) => {}
        None if titles.contains(&title) => {}
        None => titles.push(title),
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
