//! A query's clauses as terms: what a syllable, a unit such as `05-CT/TW` and an abbreviation ask for.

use crate::catalog::Abbreviations;
use crate::error::{Error, ErrorKind, Result};
use crate::query::{Clause, Query};
use crate::vi::{self, TokenKind};

/// Something asked for, all of it at one place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    /// Its syllables, in a row.
    pub(super) parts: Vec<String>,
    /// The one term that a unit with inner punctuation also is.
    pub(super) whole: Option<String>,
    /// What an abbreviation stands for, each as syllables in a row.
    pub(super) expansions: Vec<Vec<String>>,
    /// Whether it was quoted: then it must be there whatever else is.
    pub(super) required: bool,
}

impl Ask {
    /// Each of its parts as an ask of its own.
    pub(super) fn each_part(&self) -> impl Iterator<Item = Self> {
        self.parts.iter().map(|part| ask(vec![part.clone()], None))
    }
}

/// A query as terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) asks: Vec<Ask>,
    /// Whether no syllable of it has an accent, which a person may mean or not.
    pub(super) unaccented: bool,
}

impl Asked {
    /// The terms of a query.
    ///
    /// # Errors
    /// When it has more than [`MAX_ASKS`] words: each is a look-up in either field.
    pub(super) fn new(query: &Query, abbreviations: &Abbreviations) -> Result<Self> {
        let mut asks = Vec::new();
        for clause in &query.clauses {
            match clause {
                Clause::Words(text) => asks.extend(words(text)),
                Clause::Phrase(text) => asks.extend(phrase(text)),
            }
        }
        if is_title(&asks) {
            for ask in &mut asks {
                ask.required = false;
            }
        }
        let words = syllables(&asks);
        if words > MAX_ASKS {
            let message = format!("the query has {words} words, more than {MAX_ASKS}");
            return Err(Error::new(ErrorKind::Query, message));
        }
        let parts = || asks.iter().flat_map(|ask| &ask.parts);
        let unaccented = parts().all(|part| is_unmarked(part)) && parts().any(|p| may_be_marked(p));
        for ask in &mut asks {
            if let [part] = ask.parts.as_slice() {
                ask.expansions = expansions(part, unaccented, abbreviations);
            }
        }
        Ok(Self { asks, unaccented })
    }

    /// Whether it asks for so much that an article need not hold all of it.
    pub(super) fn is_long(&self) -> bool {
        syllables(&self.asks) > ALL_UP_TO
    }
}

/// Most words of a query.
const MAX_ASKS: usize = 512;

/// Up to how many syllables an article must hold all of; of a longer query it must hold one.
const ALL_UP_TO: usize = 6;

fn syllables(asks: &[Ask]) -> usize {
    asks.iter().map(|ask| ask.parts.len()).sum()
}

/// Whether quotation marks are a headline's: it is long and less than half of it is quoted. What they
/// hold is often nowhere else in the article, so there they ask for words, and in a row for more.
fn is_title(asks: &[Ask]) -> bool {
    let quoted: usize = asks.iter().filter(|ask| ask.required).map(|ask| ask.parts.len()).sum();
    let all = syllables(asks);
    all > ALL_UP_TO && 2 * quoted < all
}

/// Whether a canonical part has no mark at all.
pub(super) fn is_unmarked(part: &str) -> bool {
    part.is_ascii()
}

/// Whether a part without marks may stand for marked ones: it has a letter that bears one. Numbers and
/// most codes (`ct`, `tw`, `hcm`) have none.
pub(super) fn may_be_marked(part: &str) -> bool {
    part.bytes().any(|b| matches!(b, b'a' | b'd' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

fn expansions(part: &str, unaccented: bool, abbreviations: &Abbreviations) -> Vec<Vec<String>> {
    let found = if unaccented {
        abbreviations.expansions_folded(part)
    } else {
        abbreviations.expansions(part)
    };
    // What an ambiguous abbreviation stands for only its context could tell.
    let plain = found.iter().filter(|expansion| !expansion.ambiguous);
    plain.map(|expansion| expansion.syllables().map(str::to_owned).collect()).collect()
}

fn words(text: &str) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    let mut end = 0;
    for token in vi::tokens(text) {
        match token.kind {
            TokenKind::Whole => {
                end = token.position + token.position_length;
                asks.push(ask(Vec::new(), Some(token.text)));
            }
            kind if !kind.is_part() => {}
            _ if token.position < end => {
                if let Some(unit) = asks.last_mut() {
                    unit.parts.push(token.text);
                }
            }
            _ => asks.push(ask(vec![token.text], None)),
        }
    }
    asks
}

fn phrase(text: &str) -> Option<Ask> {
    let parts: Vec<String> =
        vi::tokens(text).filter(|token| token.kind.is_part()).map(|token| token.text).collect();
    (!parts.is_empty()).then(|| Ask { required: true, ..ask(parts, None) })
}

fn ask(parts: Vec<String>, whole: Option<String>) -> Ask {
    Ask { parts, whole, expansions: Vec::new(), required: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn asked(text: &str) -> Asked {
        Asked::new(&parse(text).unwrap(), &Abbreviations::embedded()).unwrap()
    }

    #[test]
    fn a_symbol_is_one_thing_asked_for_with_its_whole_and_its_parts() {
        let asked = asked("Chỉ thị 05-CT/TW");
        let symbol = &asked.asks[2];
        assert_eq!(symbol.whole.as_deref(), Some("5-ct-tw"));
        assert_eq!(symbol.parts, ["5", "ct", "tw"]);
        assert_eq!(symbol.each_part().count(), 3);
    }

    #[test]
    fn what_is_quoted_is_required_but_in_a_headline() {
        let required = |text: &str| asked(text).asks.iter().any(|ask| ask.required);
        assert!(required("\"dân vận khéo\" ở bản"));
        assert!(required("\"một câu dài bảy tiếng trở lên\""));
        assert!(!required("Xã mới, hội cũ: ghép thế nào cho khỏi “lạc quân”"));
    }

    #[test]
    fn up_to_six_syllables_are_not_long() {
        assert!(!asked("một hai ba 05-CT/TW").is_long());
        assert!(asked("một hai ba bốn 05-CT/TW").is_long());
    }

    #[test]
    fn an_abbreviation_that_may_mean_several_things_stands_for_itself_only() {
        assert!(asked("tu").asks[0].expansions.is_empty());
    }

    #[test]
    fn one_accent_is_enough_to_be_accented() {
        for (text, unaccented) in [("dang vien", true), ("dang viên", false), ("duk 2021", true)] {
            assert_eq!(asked(text).unaccented, unaccented, "{text}");
        }
    }

    #[test]
    fn marks_without_a_word_ask_for_nothing() {
        assert!(asked("… \"—\" ()").asks.is_empty());
    }

    #[test]
    fn a_query_of_too_many_words_is_refused() {
        let text = "đảng ".repeat(MAX_ASKS + 1);
        let error = Asked::new(&parse(&text).unwrap(), &Abbreviations::embedded()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Query);
        assert!(error.to_string().contains("513"), "{error}");
    }
}
