//! Who answers in an interview.
//!
//! An article is an interview where it asks: questions that the page's reader found, or paragraphs that an
//! asker opens (`PV:`). Then whoever's name opens an answer with a colon answers; else whom the words of an interview
//! name (`trao đổi với …`), before the first question; else the only person with a title there.

use std::collections::HashMap;

use crate::article::{LineRole, Person, PersonRole};
use crate::catalog::{NameWord, Persons};
use crate::ingest::Passage;
use crate::ingest::metadata::words::{Gap, Words};

/// Least questions of an interview.
const QUESTIONS: usize = 2;
/// Most words before the colon of who speaks.
const SPEAKER: usize = 12;
/// Persons of whom it is asked whether they answer: those named first. A list of thousands is no interview.
const ASKED: usize = 48;

/// Marks those who answer.
pub(super) fn mark(
    persons: &mut [Person],
    passages: &[Passage],
    words: &[Words<'_>],
    known: &Persons,
) {
    let questions: Vec<u32> =
        passages.iter().filter(|passage| asks(passage)).map(|passage| passage.line).collect();
    let (true, Some(first)) = (questions.len() >= QUESTIONS, questions.first()) else { return };
    let by_line: HashMap<u32, &Words<'_>> =
        passages.iter().map(|passage| passage.line).zip(words).collect();
    let on = |line: &u32| by_line.get(line).copied();
    let speaks = |person: &Person| {
        person.lines.iter().filter_map(on).any(|words| opens(words, &person.name))
    };
    let asked = |person: &Person| {
        let before = person.lines.iter().filter(|line| *line <= first).filter_map(on);
        before.into_iter().any(|words| is_asked(words, &person.name, known))
    };
    let leads = |person: &Person| {
        person.lines.iter().any(|line| line <= first) && !person.titles.is_empty()
    };
    let tests: [&dyn Fn(&Person) -> bool; 3] = [&speaks, &asked, &leads];
    for (n, test) in tests.iter().enumerate() {
        let few = 0..persons.len().min(ASKED);
        let found: Vec<usize> = few.filter(|at| test(&persons[*at])).collect();
        if found.is_empty() || n == 2 && found.len() > 1 {
            continue;
        }
        for at in found {
            persons[at].role = PersonRole::Interviewee;
        }
        return;
    }
}

/// Whether a paragraph asks.
fn asks(passage: &Passage) -> bool {
    let text = passage.text.trim_start_matches(['-', '–', '*', '+', ' ']);
    let asker = ["PV", "P.V", "Phóng viên", "PHÓNG VIÊN", "Hỏi"];
    let opened = asker.iter().any(|asker| {
        text.strip_prefix(asker).is_some_and(|rest| rest.trim_start().starts_with([':', '-', '–']))
    });
    passage.role == LineRole::Question || opened
}

/// Whether the paragraph is opened by the name and a colon: `Đồng chí Trần Văn Thử: …`, `Ông THỬ: …`.
fn opens(words: &Words<'_>, name: &str) -> bool {
    let list = words.list();
    let most = list.len().min(SPEAKER + 1);
    let Some(colon) = (1..most).find(|at| list[*at].gap == Gap::Colon) else { return false };
    let key = super::key(name);
    let before = words.phrase(0..colon);
    let given = key.rsplit(' ').next().unwrap_or_default();
    before.ends_with(&key) || before.contains(' ') && before.ends_with(&format!(" {given}"))
}

/// Whether the name follows words of an interview in the paragraph.
fn is_asked(words: &Words<'_>, name: &str, known: &Persons) -> bool {
    const LONGEST: usize = 4;
    let Some(at) = words.canonical().find(&super::key(name)).map(|byte| words.at(byte)) else {
        return false;
    };
    (0..at).any(|start| {
        known.head(words.phrase(start..start + 1)).may_begin(&[NameWord::Interview])
            && (1..=LONGEST)
                .any(|len| known.is(words.phrase(start..start + len), &[NameWord::Interview]))
    })
}
