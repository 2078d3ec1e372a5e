//! The fragment of an article that shows best why it was found.
//!
//! Our own, because the engine's counts bytes where it says characters, marks single words and never
//! the phrase that matched, and cuts inside sentences. A fragment begins and ends at the border of a
//! sentence where it can, of a clause or word where it must, and is never longer than asked.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::highlight::{Mark, joined};
use crate::index::BodyText;

/// Longest fragment, in characters.
pub const SNIPPET_CHARS: usize = 240;

/// Which part of the article a fragment is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The body.
    Body,
    /// A text under a picture.
    Caption,
    /// The line above the headline.
    Kicker,
}

/// A fragment of an article with the places that answer the query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The fragment, as stored.
    pub text: String,
    /// Byte ranges of `text`, `[start, end)`, ascending, not overlapping.
    pub highlights: Vec<[usize; 2]>,
    /// Which part of the article it is from.
    pub part: Part,
}

/// The best fragment of a body; its beginning where nothing is marked. None for an empty body.
pub(super) fn best(body: &BodyText, marks: &[Mark]) -> Option<Snippet> {
    let text = body.text.as_str();
    let sentences = sentences(text);
    let range = match marks {
        [] => grow(text, &sentences, sentences.first()?.clone()),
        _ => densest(text, &sentences, marks),
    };
    let inside: Vec<Mark> = marks
        .iter()
        .filter(|mark| range.start <= mark.range.start && mark.range.end <= range.end)
        .cloned()
        .collect();
    let highlights = joined(text, &inside)
        .into_iter()
        .map(|mark| [mark.start - range.start, mark.end - range.start])
        .collect();
    let part = match range.start {
        at if at < body.captions => Part::Body,
        at if at < body.kicker => Part::Caption,
        _ => Part::Kicker,
    };
    Some(Snippet { text: text[range].to_owned(), highlights, part })
}

/// The fragment around the sentence that answers most of the query.
fn densest(text: &str, sentences: &[Range<usize>], marks: &[Mark]) -> Range<usize> {
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut rest = marks;
    for sentence in sentences {
        let here = rest.partition_point(|mark| mark.range.start < sentence.end);
        let (inside, after) = rest.split_at(here);
        rest = after;
        let Some(range) = window(text, sentence, inside) else { continue };
        let worth = worth(inside, &range);
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, range));
        }
    }
    let chosen = best.map_or_else(|| 0..0, |(_, range)| range);
    grow(text, sentences, chosen)
}

/// What a fragment is worth: things asked for that stand in it, and those that stand side by side in
/// the order asked.
fn worth(marks: &[Mark], range: &Range<usize>) -> usize {
    let inside =
        || marks.iter().filter(|m| range.start <= m.range.start && m.range.end <= range.end);
    let distinct: HashSet<usize> = inside().map(|mark| mark.ask).collect();
    let pairs: HashSet<(usize, usize)> = inside()
        .zip(inside().skip(1))
        .filter(|(a, b)| b.position == a.position + 1 && b.ask >= a.ask)
        .map(|(a, b)| (a.ask, b.ask))
        .collect();
    4 * distinct.len() + 3 * pairs.len() + inside().count().min(6)
}

/// The sentence, or the stretch of a long one that holds most marks.
fn window(text: &str, sentence: &Range<usize>, marks: &[Mark]) -> Option<Range<usize>> {
    let first = marks.first()?;
    if fits(&text[sentence.clone()]) {
        return Some(sentence.clone());
    }
    let starts = marks.iter().map(|mark| cut(text, sentence, mark.range.start));
    starts
        .max_by_key(|range| (worth(marks, range), std::cmp::Reverse(range.start)))
        .or_else(|| Some(cut(text, sentence, first.range.start)))
}

fn fits(text: &str) -> bool {
    text.len() <= SNIPPET_CHARS || text.chars().count() <= SNIPPET_CHARS
}

/// A stretch of a long sentence from the clause or word before `at`, at most [`SNIPPET_CHARS`] long.
fn cut(text: &str, sentence: &Range<usize>, at: usize) -> Range<usize> {
    let before = &text[sentence.start..at];
    let from_clause =
        before.char_indices().rev().take(SNIPPET_CHARS / 3).find_map(|(n, c)| {
            matches!(c, ',' | ';' | ':').then(|| sentence.start + n + c.len_utf8())
        });
    let start = from_clause.unwrap_or_else(|| {
        let chars = before.char_indices().rev().take(SNIPPET_CHARS / 4);
        let blank = chars.filter(|(_, c)| *c == ' ').last();
        blank.map_or(at, |(n, _)| sentence.start + n + 1)
    });
    let start = start + (text[start..at].len() - text[start..at].trim_start().len());
    start..end_of(text, start, sentence.end)
}

/// The last border of a word at most [`SNIPPET_CHARS`] characters after `start`.
fn end_of(text: &str, start: usize, end: usize) -> usize {
    let Some((limit, _)) = text[start..end].char_indices().nth(SNIPPET_CHARS) else { return end };
    let piece = &text[start..start + limit];
    start + piece.rfind(' ').filter(|n| *n > 0).unwrap_or(limit)
}

/// Adds whole sentences after, then before, while the fragment stays short enough and in its
/// paragraph.
fn grow(text: &str, sentences: &[Range<usize>], range: Range<usize>) -> Range<usize> {
    let mut range = if fits(&text[range.clone()]) {
        range
    } else {
        range.start..end_of(text, range.start, range.end)
    };
    let together = |range: &Range<usize>| {
        let text = &text[range.clone()];
        fits(text) && !text.contains('\n')
    };
    let next = sentences.partition_point(|sentence| sentence.start < range.end);
    for sentence in &sentences[next..] {
        let wider = range.start..sentence.end;
        if !together(&wider) {
            break;
        }
        range = wider;
    }
    let before = sentences.partition_point(|sentence| sentence.end <= range.start);
    for sentence in sentences[..before].iter().rev() {
        let wider = sentence.start..range.end;
        if !together(&wider) {
            break;
        }
        range = wider;
    }
    range
}

/// The sentences of a text, without the white space around them.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let stop = match c {
            '\n' => true,
            '.' | '!' | '?' | '…' => chars.peek().is_none_or(|(_, next)| next.is_whitespace()),
            _ => false,
        };
        if stop {
            push_trimmed(&mut found, text, start..end);
            start = end;
        }
    }
    push_trimmed(&mut found, text, start..text.len());
    found
}

fn push_trimmed(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    let end = start + piece.trim().len();
    if start < end {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::Equivalents;
    use crate::query::parse;
    use crate::search::Matching;
    use crate::search::analysis::Asked;
    use crate::search::highlight::Highlighter;
    use crate::search::lower::Reading;
    use crate::search::ways::Way;

    fn body(text: &str) -> BodyText {
        BodyText { text: text.to_owned(), captions: text.len(), kicker: text.len() }
    }

    fn snippet(query: &str, body: &BodyText) -> Option<Snippet> {
        let asked = Asked::new(&parse(query).unwrap(), &Equivalents::embedded()).unwrap();
        let way = Way::new(Matching::All, Reading::Exact);
        best(body, &Highlighter::new(&asked, way).marks(&body.text))
    }

    fn text_for(query: &str, text: &str) -> String {
        snippet(query, &body(text)).unwrap().text
    }

    #[test]
    fn the_sentence_that_answers_most_is_chosen() {
        let filler =
            "Một câu khác kể chuyện khác dài vừa phải để đoạn trích không ôm hết. ".repeat(4);
        let text = format!("Dân làng vui.\n{filler}\nTổ dân vận họp.\n{filler}\nVận may đến.");
        assert_eq!(text_for("dân vận", &text), "Tổ dân vận họp.");
    }

    #[test]
    fn without_marks_it_is_the_beginning() {
        assert_eq!(text_for("zzz", "  Câu một. Câu hai.\nĐoạn hai."), "Câu một. Câu hai.");
        assert_eq!(snippet("zzz", &body(" \n ")), None);
    }

    #[test]
    fn a_number_with_a_full_stop_ends_no_sentence() {
        assert_eq!(sentences("Có 1.386 đảng viên. Hết…").len(), 2);
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_clause_or_a_word() {
        let text = format!("{}, tổ dân vận {}", "đầu câu ".repeat(60), "cuối câu ".repeat(60));
        let text = text_for("dân vận", &text);
        assert!(text.starts_with("tổ dân vận cuối") && text.ends_with("câu"), "{text}");
    }

    #[test]
    fn a_snippet_says_which_part_it_is_from() {
        let text = "Thân bài.\nẢnh chụp.\nDÒNG TRÊN".to_owned();
        let body =
            BodyText { captions: "Thân bài.".len(), kicker: text.rfind('\n').unwrap(), text };
        for (query, part) in [("thân", Part::Body), ("ảnh", Part::Caption), ("dòng", Part::Kicker)]
        {
            assert_eq!(snippet(query, &body).unwrap().part, part, "{query}");
        }
    }

    proptest! {
        #[test]
        fn it_is_short_and_of_the_text_and_its_highlights_are_in_it(
            text in "([a-cđ ,.…\\n\u{301}😀]{0,40}(dân|vận|một câu dài) ?){0,60}",
        ) {
            let body = body(&text);
            if let Some(Snippet { text: fragment, highlights, .. }) = snippet("dân vận", &body) {
                prop_assert!(text.contains(&fragment));
                prop_assert!(fragment.chars().count() <= SNIPPET_CHARS);
                let mut last = 0;
                for [start, end] in highlights {
                    prop_assert!(last <= start && start < end);
                    prop_assert!(fragment.get(start..end).is_some());
                    last = end;
                }
            }
        }
    }
}
