//! The topics of an article, weighed.
//!
//! Every article about Party work names twenty topics in passing, so a topic counts by where it stands:
//! title and kicker most, then the lead, then a paragraph that a trigger opens or fills, then the number
//! of sentences. What is weighed is cut relative to the strongest topic of the article, because a report
//! on one matter and a survey of a whole year's work differ in spread, not in length. The figures below
//! were set on 25 hand-labelled pages. What a title or a lead is worth hardly matters (a third more or less
//! moves F1 by two points at most); what does is `SECONDARY_SHARE`: from 0.08 to 0.15 it trades five points
//! of precision on reports of one matter for thirty of recall on surveys.

use std::collections::HashSet;

use super::words::Words;
use crate::article::{LineRole, Method, Topic, TopicWeight};
use crate::catalog::{Topics, Trigger, TriggerKind};
use crate::ingest::{Context, Passage};

/// A trigger in the title.
const TITLE: f32 = 4.0;
/// A trigger in the kicker.
const KICKER: f32 = 3.0;
/// A trigger under a picture, which repeats what the text says.
const CAPTION: f32 = 0.5;
/// A sentence of a paragraph.
const SENTENCE: f32 = 1.0;
/// Added in the lead.
const LEAD: f32 = 1.0;
/// Added where the trigger stands among the first words of its paragraph: it is what that is about.
const OPENING: f32 = 1.0;
/// How many words are the first ones.
const OPENING_WORDS: usize = 10;
/// Added for a trigger that is all of its paragraph; a part of it for a part, at most half.
const SHARE: f32 = 6.0;
/// What a weak trigger is worth of a strong one.
const WEAK: f32 = 0.4;
/// What a further trigger in the same sentence is worth.
const AGAIN: f32 = 0.25;
/// What each further sentence of one paragraph is worth of the one before: a paragraph is one thing.
const FURTHER: f32 = 0.6;
/// Sentences of one paragraph that still add anything.
const SENTENCES: usize = 16;

/// Least score of a secondary topic: one sentence that also opens or fills a paragraph, or two.
const SECONDARY: f32 = 1.6;
/// Least share of the strongest topic's score for a secondary one.
const SECONDARY_SHARE: f32 = 0.08;
/// Least score of a primary topic: that of a title, or of a lead and a paragraph.
const PRIMARY: f32 = 4.0;
/// Least share of the strongest topic's score for a primary one.
const PRIMARY_SHARE: f32 = 0.45;

/// The topics of the passages, whose words are given in the same order, heaviest first.
pub(super) fn read(passages: &[Passage], words: &[Words<'_>], context: Context<'_>) -> Vec<Topic> {
    let catalog = context.catalog.topics();
    let mut tallies: Vec<Tally<'_>> = catalog.all().iter().map(|_| Tally::default()).collect();
    for (passage, words) in passages.iter().zip(words) {
        for sighting in sightings(catalog, words) {
            tallies[sighting.topic].note(passage, words, &sighting);
        }
        tallies.iter_mut().for_each(Tally::close);
    }
    weigh(catalog, tallies)
}

/// The triggers that hold: whole phrases, outside exclusions, the longest where one topic's overlap.
fn sightings(catalog: &Topics, words: &Words<'_>) -> Vec<Trigger> {
    let mut found: Vec<Trigger> = catalog
        .triggers_of(words.canonical(), words.hashes())
        .into_iter()
        .filter(|found| {
            let (first, last) = (words.at(found.start), words.at(found.end - 1));
            words.list()[first].stretch == words.list()[last].stretch
        })
        .collect();
    found.sort_by_key(|t| (t.topic, t.start, std::cmp::Reverse(t.end), t.kind));
    found.chunk_by(|a, b| a.topic == b.topic).flat_map(standing).collect()
}

/// Of one topic's triggers, ordered by start and the longer first, those that stand.
fn standing(of_topic: &[Trigger]) -> Vec<Trigger> {
    let (mut kept, mut void): (Vec<Trigger>, usize) = (Vec::new(), 0);
    for &trigger in of_topic {
        match (trigger.kind, kept.last_mut()) {
            (TriggerKind::Exclusion, _) => void = void.max(trigger.end),
            _ if trigger.end <= void => {}
            (kind, Some(last)) if trigger.start < last.end => last.kind = last.kind.min(kind),
            _ => kept.push(trigger),
        }
    }
    kept
}

/// What speaks for one topic.
#[derive(Default)]
struct Tally<'t> {
    score: f32,
    strong: usize,
    weak: usize,
    lines: Vec<u32>,
    /// What each trigger is worth, and its words.
    raw: Vec<(f32, &'t str)>,
    /// Scores of the open passage's sentences that hold a trigger.
    sentences: Vec<f32>,
    /// The last of them.
    stretch: Option<usize>,
}

impl<'t> Tally<'t> {
    fn note(&mut self, passage: &Passage, words: &Words<'t>, sighting: &Trigger) {
        let weak = sighting.kind == TriggerKind::Weak;
        *(if weak { &mut self.weak } else { &mut self.strong }) += 1;
        if self.lines.last() != Some(&passage.line) {
            self.lines.push(passage.line);
        }
        let value = worth(passage.role, words, sighting) * if weak { WEAK } else { 1.0 };
        let (first, last) = (words.at(sighting.start), words.at(sighting.end - 1));
        self.raw.push((value, words.printed(first..last + 1)));
        let stretch = words.list()[first].stretch;
        match self.sentences.last_mut() {
            Some(sum) if self.stretch == Some(stretch) => {
                *sum = sum.max(value) + AGAIN * sum.min(value);
            }
            _ => self.sentences.push(value),
        }
        self.stretch = Some(stretch);
    }

    /// Ends a passage: its best sentence counts whole, each further one less.
    fn close(&mut self) {
        self.sentences.sort_by(|a, b| b.total_cmp(a));
        let best = self.sentences.iter().take(SENTENCES);
        let sum = |(sum, weight): (f32, f32), value: &f32| (sum + value * weight, weight * FURTHER);
        self.score += best.fold((0.0, 1.0), sum).0;
        self.sentences.clear();
        self.stretch = None;
    }

    /// The weightiest words, once each.
    fn evidence(mut self) -> Vec<String> {
        self.raw.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut seen = HashSet::new();
        let once = self.raw.iter().filter(|(_, words)| seen.insert(*words));
        once.take(Topic::RAW).map(|(_, words)| (*words).to_owned()).collect()
    }

    /// A weak trigger needs a second sign.
    fn holds(&self) -> bool {
        self.strong > 0 || self.weak > 1
    }
}

/// What one trigger is worth where it stands.
fn worth(role: LineRole, words: &Words<'_>, sighting: &Trigger) -> f32 {
    match role {
        LineRole::Title => return TITLE,
        LineRole::Kicker => return KICKER,
        LineRole::Caption => return CAPTION,
        _ => {}
    }
    let (first, last) = (words.at(sighting.start), words.at(sighting.end - 1));
    let lead = if role == LineRole::Lead { LEAD } else { 0.0 };
    let opening = if first < OPENING_WORDS { OPENING } else { 0.0 };
    SENTENCE + lead + opening + SHARE * share(last + 1 - first, words.list().len())
}

/// `part` of `whole`, at most half.
fn share(part: usize, whole: usize) -> f32 {
    let small = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    (small(part) / small(whole).max(1.0)).min(0.5)
}

fn weigh(catalog: &Topics, tallies: Vec<Tally<'_>>) -> Vec<Topic> {
    let scores = tallies.iter().filter(|tally| tally.holds()).map(|tally| tally.score);
    let top = scores.fold(0.0, f32::max);
    let mut topics: Vec<Topic> = catalog
        .all()
        .iter()
        .zip(tallies)
        .filter(|(_, tally)| tally.holds())
        .map(|(entry, mut tally)| Topic {
            id: entry.id.clone(),
            weight: weight(tally.score, top),
            score: tally.score,
            lines: std::mem::take(&mut tally.lines),
            raw: tally.evidence(),
            method: Method::Explicit,
        })
        .collect();
    topics.sort_by(|a, b| a.weight.cmp(&b.weight).then(b.score.total_cmp(&a.score)));
    topics
}

fn weight(score: f32, top: f32) -> TopicWeight {
    if score >= PRIMARY && score >= PRIMARY_SHARE * top {
        TopicWeight::Primary
    } else if score >= SECONDARY && score >= SECONDARY_SHARE * top {
        TopicWeight::Secondary
    } else {
        TopicWeight::Mention
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use proptest::prelude::*;

    fn topics_of(lines: &[(LineRole, &str)]) -> Vec<Topic> {
        let catalog = Catalog::embedded();
        let today = crate::date::day(2026, 1, 1).expect("a day");
        let passages: Vec<Passage> = (1..)
            .zip(lines)
            .map(|(line, (role, text))| Passage { line, role: *role, text: (*text).to_owned() })
            .collect();
        let words: Vec<Words<'_>> = passages.iter().map(Words::of_passage).collect();
        read(&passages, &words, Context { catalog: &catalog, today })
    }

    fn weight_of(topics: &[Topic], id: &str) -> Option<TopicWeight> {
        topics.iter().find(|topic| topic.id.as_str() == id).map(|topic| topic.weight)
    }

    #[test]
    fn the_title_s_topic_is_primary_and_a_passing_one_a_mention() {
        let filler = "Hội trường xã đông người dự từ sáng sớm. ".repeat(20);
        let last = format!("{filler} Sau đó là phần tuyên truyền miệng về mùa vụ.");
        let found = topics_of(&[
            (LineRole::Title, "Xã Phú Mây làm tốt công tác dân vận"),
            (LineRole::Lead, "Công tác dân vận của xã Phú Mây có nhiều cách làm mới."),
            (LineRole::Body, &last),
        ]);
        assert_eq!(found[0].id.as_str(), "dan-van");
        assert_eq!((found[0].weight, &found[0].lines[..]), (TopicWeight::Primary, &[1, 2][..]));
        assert_eq!(weight_of(&found, "tuyen-truyen"), Some(TopicWeight::Mention));
    }

    #[test]
    fn a_weak_trigger_alone_says_nothing() {
        let once = topics_of(&[(LineRole::Body, "Bà con rất đoàn kết.")]);
        assert_eq!(weight_of(&once, "doan-ket-thong-nhat"), None);
        let beside = topics_of(&[(LineRole::Body, "Bà con đoàn kết. Giữ tập trung dân chủ.")]);
        assert!(weight_of(&beside, "doan-ket-thong-nhat").is_some());
    }

    #[test]
    fn names_that_only_look_like_triggers_are_no_topic() {
        let found = topics_of(&[
            (LineRole::Title, "Trưởng phòng Bảo vệ chính trị nội bộ nhận việc mới"),
            (LineRole::Body, "Ba khối thi đua họp. Phòng Bảo vệ chính trị nội bộ dự."),
        ]);
        assert_eq!(weight_of(&found, "bao-ve-chinh-tri-noi-bo"), None);
        assert_eq!(weight_of(&found, "thi-dua"), None);
    }

    #[test]
    fn a_trigger_never_runs_across_the_end_of_a_sentence() {
        let found = topics_of(&[(LineRole::Body, "Buổi họp bàn việc dân. Vận tải cũng được nêu.")]);
        assert_eq!(weight_of(&found, "dan-van"), None);
        let comma = topics_of(&[(LineRole::Body, "Công tác kiểm tra, giám sát.")]);
        assert!(weight_of(&comma, "kiem-tra-giam-sat").is_some());
    }

    #[test]
    fn other_articles_headlines_do_not_count() {
        assert!(topics_of(&[(LineRole::Related, "Làm tốt công tác dân vận")]).is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let found = topics_of(&[(LineRole::Title, &text), (LineRole::Body, &text)]);
            prop_assert!(found.iter().all(|topic| topic.score.is_finite()));
        }
    }
}
