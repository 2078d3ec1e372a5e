//! The fragments of an article that show best why it was found.
//!
//! Our own, because the engine's counts bytes where it says characters, marks single words and never
//! the phrase that matched, and cuts inside sentences. A fragment begins and ends at the border of a
//! sentence where it can, of a clause or word where it must; all together are never longer than asked.
//!
//! One fragment is taken where it shows as much as two or three shorter ones would: it reads better. What fragments
//! show is weighed by places of the query: rare words count for more than common ones, words side by side as they were
//! typed for more than scattered ones, and another form for less than the one typed. Only sentences around matches are
//! looked at, so that a body costs no more than what is read of it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::highlight::{Mark, Marked, Match, joined};
use super::sentences::Borders;
use crate::index::BodyText;

/// Most characters of all fragments together.
pub const SNIPPET_CHARS: usize = 240;

/// Most fragments.
const FRAGMENTS: usize = 3;
/// What words side by side add, of the weight of the lighter one.
const PAIR: f32 = 0.75;
/// What another fragment must add, of all that the text could show: less is not worth a cut.
const WORTH_A_CUT: f32 = 0.12;
/// Sentences that are compared for one fragment, at most, and stretches of one.
const SENTENCES: usize = 12;
const STRETCHES: usize = 128;
/// What a match counts below the body.
const IN_CAPTION: f32 = 0.8;
const IN_KICKER: f32 = 0.7;

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
    /// Who says it, in an interview and where a name opens the paragraph; left out where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

/// The best fragments of a body in the order of the text, each showing something that the others don't; its beginning
/// where nothing is marked. None for an empty body. `weights` are those of the query's places, `speaker` says who
/// speaks at a byte of the body.
pub(super) fn best(
    body: &BodyText,
    (marked, weights): (&Marked, &[f32]),
    speaker: &dyn Fn(usize) -> Option<String>,
) -> Vec<Snippet> {
    let borders = Borders { text: &body.text };
    let sentences = sentences(borders, &marked.matches);
    let ranges = Chooser { borders, body, marked, weights, sentences }.ranges();
    ranges.into_iter().map(|range| snippet(body, &marked.marks, range, speaker)).collect()
}

fn snippet(
    body: &BodyText,
    marks: &[Mark],
    range: Range<usize>,
    speaker: &dyn Fn(usize) -> Option<String>,
) -> Snippet {
    let first = marks.partition_point(|mark| mark.range.start < range.start);
    let inside = marks[first..].iter().take_while(|mark| mark.range.start < range.end);
    let inside: Vec<Mark> = inside.filter(|mark| mark.range.end <= range.end).cloned().collect();
    let highlights = joined(&body.text, &inside)
        .into_iter()
        .map(|mark| [mark.start - range.start, mark.end - range.start])
        .collect();
    let part = part(body, range.start);
    let speaker = if part == Part::Body { speaker(range.start) } else { None };
    Snippet { text: body.text[range].to_owned(), highlights, part, speaker }
}

fn part(body: &BodyText, at: usize) -> Part {
    match at {
        at if at < body.captions => Part::Body,
        at if at < body.kicker => Part::Caption,
        _ => Part::Kicker,
    }
}

/// A sentence that something asked for begins in; of a very long one, what is near.
struct Sentence {
    range: Range<usize>,
    /// The numbers of the matches.
    matches: Range<usize>,
    /// The places of the query that they answer, a bit each; of very long queries some share one.
    places: u128,
}

fn sentences(borders: Borders<'_>, matches: &[Match]) -> Vec<Sentence> {
    let mut all: Vec<Sentence> = Vec::new();
    for (n, one) in matches.iter().enumerate() {
        let at = one.range.start;
        let places = one.places.clone().fold(0, |bits, place| bits | 1 << (place % 128));
        match all.last_mut() {
            Some(last) if last.range.contains(&at) => {
                last.matches.end = n + 1;
                last.places |= places;
            }
            _ => {
                let range = borders.start(at)..borders.end(at, borders.text.len()).max(at + 1);
                all.push(Sentence { range, matches: n..n + 1, places });
            }
        }
    }
    all
}

/// Chooses fragments of one body.
struct Chooser<'a> {
    borders: Borders<'a>,
    body: &'a BodyText,
    marked: &'a Marked,
    weights: &'a [f32],
    sentences: Vec<Sentence>,
}

/// What fragments show of the query: how well each of its places, and which neighbours side by side.
#[derive(Clone)]
struct Shown {
    places: Vec<f32>,
    pairs: Vec<bool>,
}

/// Fragments and what they are worth.
struct Plan {
    ranges: Vec<Range<usize>>,
    worth: f32,
}

impl Chooser<'_> {
    fn ranges(&self) -> Vec<Range<usize>> {
        let whole = &self.marked.matches;
        let everything = self.gain(whole, &mut self.nothing());
        let mut best = self.plan(1);
        for fragments in 2..=FRAGMENTS {
            if best.worth + WORTH_A_CUT * everything >= everything {
                break;
            }
            let more = self.plan(fragments);
            if more.worth <= best.worth + WORTH_A_CUT * everything {
                break;
            }
            best = more;
        }
        if best.ranges.is_empty() {
            return self.beginning().into_iter().collect();
        }
        best.ranges.sort_by_key(|range| range.start);
        self.together(best.ranges)
    }

    fn nothing(&self) -> Shown {
        Shown { places: vec![0.0; self.weights.len()], pairs: vec![false; self.weights.len()] }
    }

    /// The first sentences.
    fn beginning(&self) -> Option<Range<usize>> {
        let text = self.borders.text;
        let start = text.len() - text.trim_start().len();
        if start == text.len() {
            return None;
        }
        let hard = self.hard_end(start, SNIPPET_CHARS);
        let end = self.soft_end(start..hard, start);
        Some(self.grown(start..end, SNIPPET_CHARS, &[]))
    }

    /// The best fragments of a number, each longer the fewer there are.
    fn plan(&self, fragments: usize) -> Plan {
        let (mut ranges, mut worth) = (Vec::new(), 0.0);
        let (mut shown, mut left) = (self.nothing(), SNIPPET_CHARS);
        for more in (1..=fragments).rev() {
            let share = left / more;
            let Some(stretch) = self.stretch(share, &ranges, &shown) else { break };
            let range = self.grown(stretch, share, &ranges);
            left = left.saturating_sub(self.borders.text[range.clone()].chars().count());
            let gain = self.gain(self.inside(&range), &mut shown);
            worth += gain * self.standing(range.start);
            ranges.push(range);
        }
        Plan { ranges, worth }
    }

    /// The stretch of at most `chars` characters, apart from those taken, that adds most to what is shown.
    fn stretch(&self, chars: usize, taken: &[Range<usize>], shown: &Shown) -> Option<Range<usize>> {
        let mut best: Option<(f32, Range<usize>)> = None;
        for sentence in self.promising(shown) {
            let mut last = usize::MAX;
            for one in self.marked.matches[sentence.matches.clone()].iter().take(STRETCHES) {
                let start = self.start_for(one, sentence, chars);
                if start == last || taken.iter().any(|range| range.contains(&start)) {
                    continue;
                }
                last = start;
                let barrier = taken.iter().map(|range| range.start).find(|at| *at > start);
                let hard = self.hard_end(start, chars).min(barrier.unwrap_or(usize::MAX));
                let inside = self.inside(&(start..hard));
                let worth = self.gain(inside, &mut shown.clone()) * self.standing(start);
                let better = |(most, range): &(f32, Range<usize>)| {
                    worth.total_cmp(most).then(range.start.cmp(&start)).is_gt()
                };
                if worth > 0.0 && best.as_ref().is_none_or(better) {
                    let needed = inside.iter().map(|one| one.range.end).max().unwrap_or(start);
                    best = Some((worth, start..self.soft_end(start..hard, needed)));
                }
            }
        }
        let longer = || self.marked.matches.first().filter(|_| taken.is_empty());
        best.map(|(_, range)| range).or_else(|| {
            // A phrase longer than a fragment is shown from its beginning.
            let start = longer()?.range.start;
            let hard = self.hard_end(start, chars);
            Some(start..self.borders.cut(start, hard))
        })
    }

    /// The sentences that may add most, by the places they answer with those of the next one.
    fn promising(&self, shown: &Shown) -> Vec<&Sentence> {
        let mut left = [0.0; 128];
        for (place, weight) in self.weights.iter().enumerate() {
            left[place % 128] += weight * (1.0 - shown.places[place]);
        }
        let sum = |mut places: u128| {
            let mut sum = 0.0;
            while places != 0 {
                sum += left[places.trailing_zeros() as usize];
                places &= places - 1;
            }
            sum
        };
        let nexts = self.sentences.iter().skip(1).map(|next| next.places).chain([0]);
        let mut all: Vec<(f32, &Sentence)> = self
            .sentences
            .iter()
            .zip(nexts)
            .map(|(one, next)| (sum(one.places) + sum(next & !one.places) / 2.0, one))
            .collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        all.into_iter().take(SENTENCES).map(|(_, one)| one).collect()
    }

    /// Where a stretch that shows a match begins: with its sentence if that is short enough or leaves the match in the
    /// first two thirds, else with the clause or a word shortly before.
    fn start_for(&self, one: &Match, sentence: &Sentence, chars: usize) -> usize {
        let (start, at) = (sentence.range.start, one.range.start);
        // No character has less than a byte.
        let short = sentence.range.len() <= chars || one.range.end - start <= 2 * chars / 3;
        if short
            || self.borders.after(start, chars) >= sentence.range.end
            || self.borders.after(start, 2 * chars / 3) >= one.range.end
        {
            return start;
        }
        let text = self.borders.text;
        let start = self.borders.clause(start, at, chars / 3);
        start + (text[start..at].len() - text[start..at].trim_start().len())
    }

    /// The byte where a stretch from `start` must end.
    fn hard_end(&self, start: usize, chars: usize) -> usize {
        self.borders.line_end(start, self.borders.after(start, chars))
    }

    /// The best end of a stretch that must show all before byte `needed`: of its last sentence, else of a clause or
    /// word.
    fn soft_end(&self, range: Range<usize>, needed: usize) -> usize {
        let text = self.borders.text;
        let behind = needed.max(range.start + 1);
        if text.as_bytes().get(range.end).is_none_or(|byte| *byte == b'\n') {
            let start = range.start;
            return start + text[range].trim_end().len();
        }
        let stop = (behind..=range.end).rev().find(|end| self.borders.ends_sentence(*end));
        stop.unwrap_or_else(|| {
            // A clause must not take half of the room.
            let middle = range.start + (range.end - range.start) / 2;
            self.borders.cut(behind.max(self.borders.boundary(middle)), range.end)
        })
    }

    /// Adds whole sentences after, then before, while the fragment stays short enough, in its paragraph and apart from
    /// those taken.
    fn grown(&self, mut range: Range<usize>, chars: usize, taken: &[Range<usize>]) -> Range<usize> {
        let text = self.borders.text;
        let line = self.borders.paragraph(range.start);
        let fits = |wider: &Range<usize>| {
            self.borders.after(wider.start, chars) >= wider.end
                && taken.iter().all(|other| other.end <= wider.start || wider.end <= other.start)
        };
        while range.end < line.end && self.borders.ends_sentence(range.end) {
            let next = range.end + text[range.end..].len() - text[range.end..].trim_start().len();
            let wider = range.start..self.borders.end(next, line.end);
            if next >= line.end || wider.end <= range.end || !fits(&wider) {
                break;
            }
            range = wider;
        }
        while range.start > line.start {
            let before = text[line.start..range.start].trim_end().len() + line.start;
            if before == range.start || before == line.start || !self.borders.ends_sentence(before)
            {
                break;
            }
            let wider = self.borders.start(before - 1).max(line.start)..range.end;
            if !text.is_char_boundary(wider.start) || !fits(&wider) {
                break;
            }
            range = wider;
        }
        range
    }

    /// Fragments that touch as one, if it is not too long.
    fn together(&self, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let mut all: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            let touches = |last: &Range<usize>| {
                let between = self.borders.text.get(last.end..range.start);
                between.is_some_and(|gap| gap.chars().all(|c| c == ' '))
                    && self.borders.after(last.start, SNIPPET_CHARS) >= range.end
            };
            match all.last_mut() {
                Some(last) if touches(last) => last.end = range.end,
                _ => all.push(range),
            }
        }
        // The gap that joined two may be what another lacks.
        let chars = |range: &Range<usize>| self.borders.text[range.clone()].chars().count();
        while all.iter().map(chars).sum::<usize>() > SNIPPET_CHARS {
            let Some(last) = all.last_mut() else { break };
            let over = self.borders.text[last.clone()].char_indices().next_back();
            last.end = over.map_or(last.start, |(n, _)| last.start + n);
        }
        all
    }

    /// The matches that stand whole in a range.
    fn inside(&self, range: &Range<usize>) -> &[Match] {
        let all = &self.marked.matches;
        let first = all.partition_point(|one| one.range.start < range.start);
        let count = all[first..].partition_point(|one| one.range.start < range.end);
        let mut inside = &all[first..first + count];
        while inside.last().is_some_and(|one| one.range.end > range.end) {
            inside = &inside[..inside.len() - 1];
        }
        inside
    }

    /// What matches add to what is shown, which then shows them too.
    fn gain(&self, matches: &[Match], shown: &mut Shown) -> f32 {
        let mut gain = 0.0;
        for (n, one) in matches.iter().enumerate() {
            for place in one.places.clone() {
                let more = (one.credit - shown.places[place]).max(0.0);
                shown.places[place] += more;
                gain += more * self.weights[place];
                if place > one.places.start {
                    gain += self.pair(place, shown);
                }
            }
            let beside = matches[n + 1..].iter().take(4).any(|next| {
                next.positions.start == one.positions.end && next.places.start == one.places.end
            });
            if beside {
                gain += self.pair(one.places.end, shown);
            }
        }
        gain
    }

    /// What a place beside the one before it adds.
    fn pair(&self, place: usize, shown: &mut Shown) -> f32 {
        if std::mem::replace(&mut shown.pairs[place], true) {
            return 0.0;
        }
        PAIR * self.weights[place].min(self.weights[place - 1])
    }

    /// What a match counts at a byte.
    fn standing(&self, at: usize) -> f32 {
        match part(self.body, at) {
            Part::Body => 1.0,
            Part::Caption => IN_CAPTION,
            Part::Kicker => IN_KICKER,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::Equivalents;
    use crate::query::parse;
    use crate::search::analysis::Asked;
    use crate::search::highlight::Highlighter;
    use crate::search::lower::Reading;
    use crate::search::matching::Least;
    use crate::search::ways::Way;

    fn body(text: &str) -> BodyText {
        BodyText { text: text.to_owned(), captions: text.len(), kicker: text.len() }
    }

    fn snippets(query: &str, body: &BodyText) -> Vec<Snippet> {
        let asked = Asked::new(&parse(query).unwrap(), &Equivalents::embedded()).unwrap();
        let highlighter = Highlighter::new(&asked, Way::new(Least::All, Reading::Exact));
        best(body, (&highlighter.marked(&body.text), highlighter.weights()), &|_| None)
    }

    fn text_for(query: &str, text: &str) -> String {
        let all = snippets(query, &body(text));
        assert_eq!(all.len(), 1, "{all:?}");
        all[0].text.clone()
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
        assert_eq!(snippets("zzz", &body(" \n ")), []);
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_clause_or_a_word() {
        let text = format!("{}, tổ dân vận {}", "đầu câu ".repeat(60), "cuối câu ".repeat(60));
        let text = text_for("dân vận", &text);
        assert!(text.starts_with("tổ dân vận cuối"), "{text}");
        assert!(text.ends_with("câu") || text.ends_with("cuối"), "{text}");
    }

    #[test]
    fn a_snippet_says_which_part_it_is_from() {
        let text = "Thân bài.\nẢnh chụp.\nDÒNG TRÊN".to_owned();
        let body =
            BodyText { captions: "Thân bài.".len(), kicker: text.rfind('\n').unwrap(), text };
        for (query, part) in [("thân", Part::Body), ("ảnh", Part::Caption), ("dòng", Part::Kicker)]
        {
            assert_eq!(snippets(query, &body)[0].part, part, "{query}");
        }
    }

    proptest! {
        #[test]
        fn it_is_short_and_of_the_text_and_its_highlights_are_in_it(
            text in "([a-cđ ,.…\\n\u{301}😀]{0,40}(dân|vận|một câu dài) ?){0,60}",
        ) {
            let body = body(&text);
            let mut chars = 0;
            for Snippet { text: fragment, highlights, .. } in snippets("dân vận", &body) {
                prop_assert!(text.contains(&fragment) && !fragment.is_empty());
                chars += fragment.chars().count();
                let mut last = 0;
                for [start, end] in highlights {
                    prop_assert!(last <= start && start < end);
                    prop_assert!(fragment.get(start..end).is_some());
                    last = end;
                }
            }
            prop_assert!(chars <= SNIPPET_CHARS);
        }
    }
}
