//! From what a person typed to a [`Query`], in one pass.
//!
//! Any article's title is a valid query: a quotation mark without its partner, brackets, dashes and
//! colons are text. The engine's own parser is not used: it reads such titles as operators, answers
//! some of them with every article there is, and overflows the stack on others.

use super::ast::{Clause, Query};
use crate::error::{Error, ErrorKind, Result};
use crate::vi::normalize::clean;

/// Longest query accepted, in bytes.
pub const MAX_BYTES: usize = 16 << 10;

/// Reads a query as typed.
///
/// ```
/// use tracuu::query::parse;
/// let query = parse("kiểm tra “dân vận khéo” 2021").unwrap();
/// assert_eq!(query.to_string(), "kiểm tra \"dân vận khéo\" 2021");
/// assert!(parse("  ").unwrap().is_empty());
/// ```
///
/// # Errors
/// [`ErrorKind::Query`] when it is longer than [`MAX_BYTES`].
pub fn parse(text: &str) -> Result<Query> {
    if text.len() > MAX_BYTES {
        let message = format!("the query has {} bytes, more than {MAX_BYTES}", text.len());
        return Err(Error::new(ErrorKind::Query, message));
    }
    let text = clean(text).replace('\n', " ").replace(['“', '”', '„', '‟'], "\"");
    let mut query = Query::default();
    let mut rest = text.as_str();
    while let Some((words, phrase, after)) = next_phrase(rest) {
        push_words(&mut query, words);
        match phrase.trim() {
            "" => {}
            phrase => query.clauses.push(Clause::Phrase(phrase.to_owned())),
        }
        rest = after;
    }
    push_words(&mut query, rest);
    Ok(query)
}

/// The text before the next quoted phrase, the phrase, and what follows it.
fn next_phrase(text: &str) -> Option<(&str, &str, &str)> {
    let (words, rest) = text.split_once('"')?;
    let (phrase, after) = rest.split_once('"')?;
    Some((words, phrase, after))
}

fn push_words(query: &mut Query, words: &str) {
    // A lone quotation mark separates words and means nothing.
    let words = words.replace('"', " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return;
    }
    match query.clauses.last_mut() {
        Some(Clause::Words(before)) => {
            before.push(' ');
            before.push_str(&words);
        }
        _ => query.clauses.push(Clause::Words(words)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Clause {
        Clause::Words(text.to_owned())
    }

    fn phrase(text: &str) -> Clause {
        Clause::Phrase(text.to_owned())
    }

    #[test]
    fn words_and_phrases() {
        let table: &[(&str, &[Clause])] = &[
            ("", &[]),
            ("kiểm tra", &[words("kiểm tra")]),
            ("\"dân vận\"", &[phrase("dân vận")]),
            ("a \"b c\" d", &[words("a"), phrase("b c"), words("d")]),
            ("\"a\"\"b\"", &[phrase("a"), phrase("b")]),
            ("“Giữ lửa” ở một chi bộ", &[phrase("Giữ lửa"), words("ở một chi bộ")]),
            ("lone \" quote", &[words("lone quote")]),
            ("\"\" empty", &[words("empty")]),
            ("a \"\" b", &[words("a b")]),
            ("year: (2019) - [x]", &[words("year: (2019) - [x]")]),
        ];
        for (text, clauses) in table {
            assert_eq!(parse(text).unwrap().clauses, *clauses, "{text}");
        }
    }

    #[test]
    fn a_query_over_the_limit_is_refused() {
        let error = parse(&"a ".repeat(MAX_BYTES)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Query);
    }

    proptest! {
        #[test]
        fn printing_and_parsing_is_the_identity(text in "\\PC{0,80}") {
            let query = parse(&text).unwrap();
            prop_assert_eq!(parse(&query.to_string()).unwrap(), query);
        }
    }
}
