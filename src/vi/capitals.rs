//! What capitals say: Roman numbers, and lines where capitals say nothing.

use std::ops::Range;

use super::alphabet::Letter;
use super::atom::{begins, run_end};
use super::characters::is_letter;

/// The value of a Roman number from I to XXXIX, as congresses, terms and chapters are counted.
pub(super) fn roman_value(letters: &[Letter]) -> Option<u32> {
    let tens = letters.iter().take_while(|letter| letter.lower() == 'x').count();
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].iter();
    let ones = ones.zip(0..).find_map(|(ones, value)| {
        let same = ones.chars().eq(letters[tens..].iter().map(|letter| letter.lower()));
        same.then_some(value)
    })?;
    let value = u32::try_from(tens).ok().filter(|&tens| tens <= 3)? * 10 + ones;
    (value > 0).then_some(value)
}

/// The line looked at last, and whether it is all in capitals.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    range: Range<usize>,
    shouted: bool,
}

impl Line {
    /// Whether the line around byte `at` holds three runs of letters or more, all in capitals. Each
    /// line is read once, however often it is asked for.
    pub(super) fn is_shouted(&mut self, text: &str, at: usize) -> bool {
        if !self.range.contains(&at) {
            let start = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
            let end = text[at..].find('\n').map_or(text.len(), |feed| at + feed);
            *self = Self { range: start..end, shouted: is_all_capitals(&text[start..end]) };
        }
        self.shouted
    }
}

fn is_all_capitals(line: &str) -> bool {
    let (mut runs, mut at) = (0, 0);
    while let Some(c) = line[at..].chars().next() {
        if !begins(&line[at..], is_letter) {
            at += c.len_utf8();
            continue;
        }
        let end = run_end(line, at);
        if line[at..end].chars().any(|c| is_letter(c) && c.is_lowercase()) {
            return false;
        }
        (runs, at) = (runs + 1, end);
    }
    runs >= 3
}
