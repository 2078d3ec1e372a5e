//! Why a hit has its score, for reading: a line of sums, a table of words, and what stands side by side, close together
//! and first. No wider than 80 columns as long as syllables are no longer than Vietnamese ones.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::text::{Style, indented, visible};
use crate::search::{Explanation, FieldShare, ScoredField, WordShare};

/// Columns before each line.
const INDENT: &str = "      ";

/// Columns of the words of the table.
const WORD: usize = 12;

/// Writes why a hit has its score.
pub(super) fn write_why(out: &mut dyn Write, why: &Explanation, style: Style) -> io::Result<()> {
    indented(out, "    ", &sums(why, style), style)?;
    if why.words.is_empty() {
        return Ok(());
    }
    let [title, body] = ["why.title", "why.body"].map(|key| right(&style.word(key), 14));
    let [times, score] = ["why.times", "why.score"].map(|key| right(&style.word(key), 7));
    let above = cell("", WORD + 7) + &title + &body;
    writeln!(out, "{INDENT}{above}")?;
    let word = cell(&style.word("why.word"), WORD);
    let read_as = if why.words.iter().any(|word| word.readings_of > 1) {
        format!("  {}", style.word("why.read-as"))
    } else {
        String::new()
    };
    let heads =
        [&right("idf", 7), &times, &score, &times, &score, &read_as].map(String::as_str).concat();
    writeln!(out, "{INDENT}{word}{heads}")?;
    for word in &why.words {
        writeln!(out, "{INDENT}{}", row(word, style).trim_end())?;
    }
    for line in closely(why, style) {
        indented(out, INDENT, &visible(&line), style)?;
    }
    Ok(())
}

/// What the score is the sum of, and how many words are held.
fn sums(why: &Explanation, style: Style) -> String {
    let parts = why.parts;
    let first = if why.words.is_empty() { "why.topics" } else { "why.bm25" };
    let named = [
        (first, parts.bm25),
        ("why.pairs", parts.pairs),
        ("why.window", parts.window),
        ("why.first", parts.first),
        ("why.recent", parts.recent),
    ];
    let named = named.iter().filter(|(key, part)| *key == first || *part > 0.0);
    let named: Vec<String> =
        named.map(|(key, part)| format!("{} {part:.4}", style.word(key))).collect();
    let mut said = format!("{:.4} = {}", parts.total(), named.join(" + "));
    if !why.words.is_empty() {
        let (held, needed, of) = (why.held, why.needed.held, why.needed.of);
        said += "; ";
        said += &style.lang.say("why.held", &[("held", &held), ("of", &of), ("needed", &needed)]);
    }
    if let Some(place) = why.first_phase {
        said += "; ";
        said += &style.lang.say("why.place", &[("n", &place)]);
    }
    said
}

fn row(word: &WordShare, style: Style) -> String {
    let name = if word.typed { word.word.clone() } else { format!("({})", word.word) };
    let mut row = cell(&visible(&name), WORD) + &right(&format!("{:.2}", word.idf), 7);
    for FieldShare { times, score } in [word.title, word.body] {
        row += &right(&times.to_string(), 7);
        row += &right(&if times > 0 { format!("{score:.4}") } else { "–".to_owned() }, 7);
    }
    if word.readings_of > 1 {
        let named: Vec<String> = word
            .readings
            .iter()
            .take(NAMED)
            .map(|one| format!("{} {}", one.reading, one.times))
            .collect();
        let of = style.lang.say("why.readings", &[("n", &word.readings_of)]);
        row.extend(["  ", &visible(&named.join(", ")), " (", &of, ")"]);
    }
    row
}

/// Readings that are named beside a word, so that the line stays short.
const NAMED: usize = 2;

/// What the second phase sees.
fn closely(why: &Explanation, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    if !why.pairs.is_empty() {
        let pairs = why.pairs.iter().map(|pair| {
            let times = pair.title + pair.body;
            format!("{} {} ×{times} {:.4}", pair.words[0], pair.words[1], pair.score)
        });
        let pairs: Vec<String> = pairs.collect();
        lines.push(format!("{}: {}", style.word("why.side-by-side"), pairs.join(", ")));
    }
    if let Some(window) = &why.window {
        let field = match window.field {
            ScoredField::Title => "why.title",
            ScoredField::Body => "why.body",
        };
        let (field, words) = (style.word(field), window.words.join(" "));
        let within = style.lang.say("why.within", &[("n", &window.span), ("field", &field)]);
        lines.push(format!("{within}: {words} {:.4}", window.score));
    }
    if !why.first.words.is_empty() {
        let words = why.first.words.join(" ");
        lines.push(format!("{}: {words} {:.4}", style.word("why.early"), why.first.score));
    }
    lines
}

/// A text at the left of so many columns, with a blank behind it where it is longer.
fn cell(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(text.width()).max(1);
    format!("{text}{}", " ".repeat(blanks))
}

/// A text at the right of so many columns.
fn right(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(text.width()).max(1);
    format!("{}{text}", " ".repeat(blanks))
}
