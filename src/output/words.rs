//! Words that stand out: a table for people and programs, records for scripts.

use std::io::{self, Write};

use serde::Serialize;

use super::counted::CountedRecord;
use super::lists::write_rows;
use super::text::Style;
use crate::query::Query;
use crate::search::{TopWord, TopWords};

/// Schema of the words that stand out.
pub const WORDS_SCHEMA: &str = "tracuu/words@1";
/// Schema of one of them on a line of its own.
pub const TOP_WORD_SCHEMA: &str = "tracuu/word@1";

/// Words that stand out, with their schema.
#[derive(Serialize)]
pub struct WordsRecord<'a> {
    schema: &'static str,
    #[serde(flatten)]
    counted: CountedRecord,
    took_ms: f64,
    sampled: usize,
    against: usize,
    words: &'a [TopWord],
}

impl<'a> WordsRecord<'a> {
    /// The record of the answer to a query; `took_ms` in milliseconds.
    pub fn new(query: &Query, found: &'a TopWords, took_ms: f64) -> Self {
        Self {
            schema: WORDS_SCHEMA,
            counted: CountedRecord::new(query, &found.counted),
            took_ms,
            sampled: found.sampled,
            against: found.against,
            words: &found.words,
        }
    }
}

/// One word with its schema.
#[derive(Serialize)]
pub struct TopWordRecord<'a> {
    schema: &'static str,
    #[serde(flatten)]
    word: &'a TopWord,
}

impl<'a> TopWordRecord<'a> {
    /// The record of a word.
    pub fn new(word: &'a TopWord) -> Self {
        Self { schema: TOP_WORD_SCHEMA, word }
    }
}

/// The names of the columns of [`word_rows`].
pub const WORD_COLUMNS: [&str; 4] = ["word", "articles", "against", "score"];

/// The rows of a table of words.
pub fn word_rows(found: &TopWords) -> impl Iterator<Item = Vec<String>> + '_ {
    found.words.iter().map(|TopWord { word, articles, against, score }| {
        vec![word.clone(), articles.to_string(), against.to_string(), format!("{score:.1}")]
    })
}

/// Writes words for reading: how many articles of those read have each, how many of those of all, and the word.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_words(out: &mut dyn Write, found: &TopWords, style: Style) -> io::Result<()> {
    let row = |word: &TopWord| {
        vec![word.articles.to_string(), word.against.to_string(), word.word.clone()]
    };
    let rows: Vec<Vec<String>> = found.words.iter().map(row).collect();
    write_rows(out, &rows, style)
}
