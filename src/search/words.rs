//! The words that stand out in the articles that answer a request, against the whole collection.
//!
//! How much a word stands out is the log-likelihood ratio of how often it stands on both sides (T. Dunning, "Accurate
//! methods for the statistics of surprise and coincidence", Computational Linguistics 19(1), 1993; of words of two
//! corpora: P. Rayson, R. Garside, "Comparing corpora using frequency profiling", 2000): unlike a plain ratio it does not
//! favour what stands in two articles and nowhere else, and words such as `và` are of themselves at its end. An
//! article counts for a word three times at most, so that one does not speak for all; to count articles alone would set
//! long ones against short ones. The index keeps no words, so they are read from articles: some hundred of those that
//! match and some hundred of all, drawn by a hash of their text, that is at random and always the same.

use std::collections::{BinaryHeap, HashMap, HashSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::{Counted, Searcher};
use crate::article::Article;
use crate::catalog::is_function_word;
use crate::error::{Error, ErrorKind, Result};
use crate::query::{Filters, Query, Selection};
use crate::vi::{Segmenter, fold, matching};

/// Matching articles that are read unless told otherwise: twice as many change one in ten of the first twenty words.
pub const SAMPLE: usize = 500;
/// Most of them.
pub const MOST_SAMPLED: usize = 5_000;
/// Articles of the whole collection they are compared with.
const AGAINST: usize = 600;
/// Least ratio of a word that stands out: of words that do not, one in twenty has as much by chance.
const LEAST: f64 = 3.84;
/// How much of an article is read, in bytes.
const READ: usize = 8 << 10;
/// How often an article counts for a word, at most.
const TIMES: u64 = 3;

/// A word and how it stands out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopWord {
    /// The word, as printed most.
    pub word: String,
    /// Articles read of those that match that have it.
    pub articles: u64,
    /// Articles read of all that have it.
    pub against: u64,
    /// The log-likelihood ratio.
    pub score: f64,
}

/// Words that stand out.
#[derive(Clone, Debug, PartialEq)]
pub struct TopWords {
    /// The articles that match, and how the query was read.
    pub counted: Counted,
    /// How many of them were read.
    pub sampled: usize,
    /// How many of all were read to compare with.
    pub against: usize,
    /// The words, those that stand out most first, then by themselves.
    pub words: Vec<TopWord>,
}

impl Searcher<'_> {
    /// The `limit` words that stand out most in the articles that answer, read from at most `sample` of them. Words of
    /// the query itself are left out. Of near copies one is read.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] when nothing is asked, when the sample is 0 or more than [`MOST_SAMPLED`], or the query has
    /// more than 512 words, [`ErrorKind::Damaged`] when the index cannot be read.
    pub fn top_words<'q>(
        &self,
        asked: impl Into<Selection<'q>>,
        sample: usize,
        limit: usize,
    ) -> Result<TopWords> {
        let selection = asked.into();
        let Selection { query, filters, .. } = selection;
        if query.is_empty() && filters.is_empty() {
            let message = "words stand out of something: give words, or a filter such as --topic";
            return Err(Error::new(ErrorKind::Query, message));
        }
        if !(1..=MOST_SAMPLED).contains(&sample) {
            let message = format!("a sample of `{sample}` is not between 1 and {MOST_SAMPLED}");
            return Err(Error::new(ErrorKind::Query, message));
        }
        let (counted, matching) = self.over(selection, Sample { most: sample })?;
        let everything = (&Query::default(), &Filters::default());
        let (_, all) = self.over(everything.into(), Sample { most: AGAINST })?;
        let sides = [self.words_of(&matching)?, self.words_of(&all)?];
        let asked = Asked::new(counted.read_as.as_ref().map_or(query, |read| &read.query));
        let least = if matching.len() > 3 { 2 } else { 1 };
        let mut words = standing_out(&sides, &asked, least);
        words.truncate(limit);
        Ok(TopWords { counted, sampled: matching.len(), against: all.len(), words })
    }

    /// The words of some articles.
    fn words_of(&self, places: &[DocAddress]) -> Result<HashMap<String, Printed>> {
        let each = places.par_iter().map(|at| Ok(words(&self.load(*at)?)));
        each.try_reduce(HashMap::new, |mut all, one| {
            for (key, word) in one {
                all.entry(key).or_default().add(&word);
            }
            Ok(all)
        })
    }
}

/// The words of one side that stand out against the other's, in `least` articles or more and not of the query.
fn standing_out(
    [ours, theirs]: &[HashMap<String, Printed>; 2],
    asked: &Asked,
    least: u64,
) -> Vec<TopWord> {
    let all = |words: &HashMap<String, Printed>| words.values().map(|word| word.times).sum();
    let (here_all, there_all) = (all(ours), all(theirs));
    let none = Printed::default();
    let stands_out = |(key, word): (&String, &Printed)| {
        let other = theirs.get(key).unwrap_or(&none);
        let here = Share { having: word.times, of: here_all };
        let there = Share { having: other.times, of: there_all };
        let says_nothing = asked.holds(key) || is_function_word(key, false);
        if word.articles < least || says_nothing || !here.is_more_than(there) {
            return None;
        }
        let score = log_likelihood(here, there);
        let (articles, against) = (word.articles, other.articles);
        let word = TopWord { word: word.most_printed(), articles, against, score };
        Some(word).filter(|word| word.score >= LEAST)
    };
    let mut words: Vec<TopWord> = ours.iter().filter_map(stands_out).collect();
    words.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.word.cmp(&b.word)));
    words
}

/// A word of some articles: how many have it, and how they print it.
#[derive(Clone, Debug, Default)]
struct Printed {
    articles: u64,
    /// How often it stands in them, in each three times at most.
    times: u64,
    forms: Vec<(String, u64)>,
}

impl Printed {
    /// Forms that are told apart: in small letters, with a capital, in capitals, in two tone styles.
    const FORMS: usize = 8;

    fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.times += other.times;
        for (form, count) in &other.forms {
            self.print(form, *count);
        }
    }

    fn print(&mut self, form: &str, times: u64) {
        let room = self.forms.len() < Self::FORMS;
        match self.forms.iter_mut().find(|(known, _)| known == form) {
            Some((_, count)) => *count += times,
            None if room => self.forms.push((form.to_owned(), times)),
            None => {}
        }
    }

    fn most_printed(&self) -> String {
        let best = self.forms.iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        best.map(|(form, _)| form.clone()).unwrap_or_default()
    }
}

/// The words of an article by their canonical syllables.
fn words(article: &Article) -> HashMap<String, Printed> {
    let mut words: HashMap<String, Printed> = HashMap::new();
    let mut segmenter = Segmenter::default();
    for text in [article.title.as_deref().unwrap_or_default(), beginning(&article.body)] {
        for word in segmenter.words(text) {
            let printed = &text[word.from..word.to];
            // A letter, as of a list or an initial, is no word.
            if printed.chars().nth(1).is_some() {
                words.entry(matching(printed)).or_default().print(printed, 1);
            }
        }
    }
    words.remove("");
    for word in words.values_mut() {
        word.articles = 1;
        word.times = word.forms.iter().map(|(_, times)| times).sum::<u64>().min(TIMES);
    }
    words
}

/// The beginning of a text, as far as words are read.
pub(super) fn beginning(text: &str) -> &str {
    let end = (0..=READ.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or_default()]
}

/// The syllables of a query.
struct Asked {
    syllables: HashSet<String>,
    /// Whether none has a mark, so that each stands for all with its letters.
    unmarked: bool,
}

impl Asked {
    fn new(query: &Query) -> Self {
        let text = matching(&query.to_string());
        Self { unmarked: text.is_ascii(), syllables: text.split(' ').map(str::to_owned).collect() }
    }

    fn holds(&self, word: &str) -> bool {
        word.split(' ').all(|syllable| {
            self.syllables.contains(syllable)
                || (self.unmarked && self.syllables.contains(&fold(syllable)))
        })
    }
}

/// Some occurrences of many.
#[derive(Clone, Copy, Debug)]
struct Share {
    having: u64,
    of: u64,
}

impl Share {
    fn is_more_than(self, other: Self) -> bool {
        self.having * other.of > other.having * self.of
    }
}

/// How surely two shares differ: Dunning's −2 log λ of a table of two rows and two columns.
#[expect(clippy::cast_precision_loss, reason = "numbers of words are far below 2^52")]
fn log_likelihood(one: Share, other: Share) -> f64 {
    let having = (one.having + other.having) as f64;
    let all = (one.of + other.of) as f64;
    let cell = |seen: u64, row: f64, column: u64| {
        let expected = row * column as f64 / all;
        if seen == 0 { 0.0 } else { seen as f64 * (seen as f64 / expected).ln() }
    };
    let lacking = all - having;
    2.0 * (cell(one.having, having, one.of)
        + cell(other.having, having, other.of)
        + cell(one.of - one.having, lacking, one.of)
        + cell(other.of - other.having, lacking, other.of))
}

/// Draws articles: those whose text has the smallest hashes, one of each group of near copies.
struct Sample {
    most: usize,
}

/// An article drawn: hash, group, document.
type Drawn = (u64, u64, DocId);

struct SegmentSample {
    ordinal: SegmentOrdinal,
    most: usize,
    content: Column<u64>,
    group: Column<u64>,
    drawn: BinaryHeap<Drawn>,
}

impl SegmentCollector for SegmentSample {
    type Fruit = Vec<(u64, u64, DocAddress)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let hash = self.content.first(doc).unwrap_or_default();
        if self.drawn.len() == self.most && self.drawn.peek().is_some_and(|last| hash >= last.0) {
            return;
        }
        self.drawn.push((hash, self.group.first(doc).unwrap_or_default(), doc));
        if self.drawn.len() > self.most {
            self.drawn.pop();
        }
    }

    fn harvest(self) -> Self::Fruit {
        let at = |doc| DocAddress::new(self.ordinal, doc);
        self.drawn.into_iter().map(|(hash, group, doc)| (hash, group, at(doc))).collect()
    }
}

impl Collector for Sample {
    type Fruit = Vec<DocAddress>;
    type Child = SegmentSample;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentSample> {
        let columns = segment.fast_fields();
        let (content, group) = (columns.u64("content")?, columns.u64("group")?);
        // Some more, as copies fall out.
        Ok(SegmentSample {
            ordinal,
            most: self.most + self.most / 4,
            content,
            group,
            drawn: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<Vec<(u64, u64, DocAddress)>>,
    ) -> tantivy::Result<Vec<DocAddress>> {
        let mut all = segments.concat();
        all.sort_unstable();
        let mut groups = HashSet::new();
        all.retain(|(_, group, _)| groups.insert(*group));
        Ok(all.into_iter().take(self.most).map(|(_, _, at)| at).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_grows_with_the_difference_and_with_the_evidence() {
        let score = |having, of, others, all| {
            log_likelihood(Share { having, of }, Share { having: others, of: all })
        };
        assert!(score(10, 100, 100, 1_000).abs() < 1e-9);
        assert!(score(20, 100, 100, 1_000) < score(40, 100, 100, 1_000));
        assert!(score(2, 10, 10, 1_000) < score(20, 100, 100, 10_000));
        // Computed by hand: 2 (10 ln(10/5.5) + 1 ln(1/5.5) + 0 + 9 ln(9/4.5)).
        assert!((score(10, 10, 1, 10) - 21.03).abs() < 0.05, "{}", score(10, 10, 1, 10));
    }

    #[test]
    fn words_of_the_query_do_not_stand_out_of_its_answer() {
        let asked = |text: &str| Asked::new(&crate::query::parse(text).unwrap());
        assert!(asked("Dân vận khéo").holds("dân vận") && !asked("dân vận").holds("dân vận khéo"));
        assert!(asked("dan van").holds("dân vận") && !asked("dán van").holds("dân vận"));
    }
}
