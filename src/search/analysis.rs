//! A query's clauses as terms: what a syllable, a unit such as `05-CT/TW` and an abbreviation ask for.

use std::ops::Range;

use super::lower::Reading;
use crate::catalog::Equivalents;
use crate::error::{Error, ErrorKind, Result};
use crate::query::{Clause, Query};
use crate::vi::{self, TokenKind};

/// Something asked for, all of it at one place of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ask {
    /// Its syllables, in a row.
    pub(super) parts: Vec<String>,
    /// The one term that a unit with inner punctuation also is.
    pub(super) whole: Option<String>,
    /// The term of its case mark, where its capitals say that an abbreviation is meant.
    pub(super) capitals: Option<String>,
    /// Whether its letters are those meant though they have no marks: those of an abbreviation in capitals, and of
    /// letters and digits in one (`CO2`).
    pub(super) as_typed: bool,
    /// Whether it is a word printed in capitals.
    shouted: bool,
    /// Whether it was quoted: then it must be there whatever else is.
    pub(super) required: bool,
}

impl Ask {
    /// Each of its parts as an ask of its own.
    pub(super) fn each_part(&self) -> impl Iterator<Item = Self> {
        let as_typed = self.as_typed;
        self.parts.iter().map(move |part| Self {
            parts: vec![part.clone()],
            as_typed,
            ..Self::default()
        })
    }

    /// What is quoted, all of it in a row.
    pub(super) fn phrase(text: &str) -> Self {
        Self { whole: None, required: true, ..in_a_row(text) }
    }

    /// How its parts are read where the query is read so.
    pub(super) fn reading(&self, of_query: Reading) -> Reading {
        if self.as_typed { Reading::Exact } else { of_query }
    }
}

/// Neighbouring asks that something else can stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Which of the asks; two groups lie one in the other or apart.
    pub(super) asks: Range<usize>,
    /// What stands for all of them, each at one place.
    pub(super) others: Vec<Ask>,
}

/// A query as terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) asks: Vec<Ask>,
    groups: Vec<Group>,
    /// The same where what has no accent may stand for what has.
    wide_groups: Vec<Group>,
}

impl Asked {
    /// The terms of a query.
    ///
    /// # Errors
    /// When it has more than [`MAX_ASKS`] words: each is a look-up in either field.
    pub(super) fn new(query: &Query, equivalents: &Equivalents) -> Result<Self> {
        let mut asked = Self { asks: asks(query), ..Self::default() };
        if is_title(&asked.asks) {
            for ask in &mut asked.asks {
                ask.required = false;
            }
        }
        let words = syllables(&asked.asks);
        if words > MAX_ASKS {
            let message = format!("the query has {words} words, more than {MAX_ASKS}");
            return Err(Error::new(ErrorKind::Query, message));
        }
        asked.groups = asked.all_groups(equivalents, false);
        asked.wide_groups = asked.all_groups(equivalents, true);
        Ok(asked)
    }

    /// Lets each word that was respelt stand as typed too: the index knows some of these, and may be right.
    pub(super) fn or_as_typed(&mut self, typed: &Self) {
        if self.asks.len() != typed.asks.len() {
            return;
        }
        for (at, (ask, typed)) in self.asks.iter().zip(&typed.asks).enumerate() {
            if ask.parts == typed.parts || ask.required {
                continue;
            }
            let group = Group { asks: at..at + 1, others: vec![typed.clone()] };
            for groups in [&mut self.groups, &mut self.wide_groups] {
                let place = groups.partition_point(|other| other.asks.start <= at);
                groups.insert(place, group.clone());
            }
        }
    }

    /// Neighbouring asks that something else can stand for, from left to right, a longer one before those inside
    /// it.
    pub(super) fn groups(&self, reading: Reading) -> &[Group] {
        if reading == Reading::Exact { &self.groups } else { &self.wide_groups }
    }

    /// Whether no syllable of it has an accent, and some might have been meant with one.
    pub(super) fn is_unaccented(&self) -> bool {
        let mut parts = self.asks.iter().flat_map(|ask| &ask.parts);
        let free = self.asks.iter().filter(|ask| !ask.as_typed).flat_map(|ask| &ask.parts);
        parts.all(|part| is_unmarked(part)) && free.into_iter().any(|part| may_be_marked(part))
    }

    /// Whether it asks for so much that an article need not hold all of it.
    pub(super) fn is_long(&self) -> bool {
        syllables(&self.asks) > ALL_UP_TO
    }

    /// Whether something of it is quoted, and something not.
    pub(super) fn is_partly_quoted(&self) -> bool {
        self.asks.iter().any(|ask| ask.required) && self.asks.iter().any(|ask| !ask.required)
    }

    /// Whether some word's capitals say that an abbreviation is meant.
    pub(super) fn has_capitals(&self) -> bool {
        self.asks.iter().any(|ask| ask.capitals.is_some())
    }

    /// Forgets the capitals that say nothing: of what is no abbreviation, of words printed in capitals side by
    /// side with such (`tỉnh GIA LAI`), and of several words that are all in capitals.
    pub(super) fn trust_capitals(
        &mut self,
        is_abbreviation: impl Fn(&str, &str) -> tantivy::Result<bool>,
    ) -> tantivy::Result<()> {
        let shouted = self.asks.len() > 1 && self.asks.iter().all(|ask| ask.shouted);
        for row in self.asks.chunk_by_mut(|one, other| one.shouted == other.shouted) {
            let mut trusted = !shouted;
            for ask in row.iter() {
                trusted = trusted
                    && match (ask.parts.as_slice(), &ask.capitals) {
                        ([part], Some(mark)) => is_abbreviation(part, mark)?,
                        // What can only be an abbreviation has no case mark.
                        ([part], None) if ask.shouted => is_abbreviation(part, "")?,
                        _ => !ask.shouted,
                    };
            }
            for ask in row {
                ask.as_typed |= trusted && (ask.shouted || ask.capitals.is_some());
                ask.capitals = ask.capitals.take().filter(|_| trusted);
            }
        }
        Ok(())
    }

    fn all_groups(&self, equivalents: &Equivalents, widely: bool) -> Vec<Group> {
        let all = 0..self.asks.len();
        self.groups_in(&all, equivalents.longest(), &|row: &[&str]| equivalents.of(row, widely))
    }

    /// The groups of up to `longest` asks among those of a range, the longest first.
    fn groups_in(&self, range: &Range<usize>, longest: usize, equal: &Equal<'_>) -> Vec<Group> {
        let mut groups = Vec::new();
        let mut from = range.start;
        while from < range.end {
            let mut ends = (from + 1..=range.end.min(from + longest)).rev();
            let found = ends.find_map(|end| self.group(from..end, equal));
            let Some(group) = found else {
                from += 1;
                continue;
            };
            from = group.asks.end;
            let inside = self.groups_in(&group.asks, group.asks.len() - 1, equal);
            groups.push(group);
            groups.extend(inside);
        }
        groups
    }

    /// These asks as a group, if anything is equal to them; what is quoted is asked for as it is.
    fn group(&self, asks: Range<usize>, equal: &Equal<'_>) -> Option<Group> {
        let grouped = &self.asks[asks.clone()];
        if grouped.iter().any(|ask| ask.required) {
            return None;
        }
        let parts = grouped.iter().flat_map(|ask| &ask.parts);
        let others = equal(&parts.map(String::as_str).collect::<Vec<_>>());
        let others: Vec<Ask> = others.iter().map(|row| in_a_row(row)).collect();
        (!others.is_empty()).then_some(Group { asks, others })
    }
}

/// What canonical syllables in a row are equal to.
type Equal<'a> = dyn Fn(&[&str]) -> Vec<String> + 'a;

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

fn asks(query: &Query) -> Vec<Ask> {
    let mut asks = Vec::new();
    for clause in &query.clauses {
        match clause {
            Clause::Words(text) => asks.extend(words(text)),
            Clause::Phrase(text) => {
                asks.extend(Some(Ask::phrase(text)).filter(|ask| !ask.parts.is_empty()));
            }
            // What must hold beside the loose text: see `structure`.
            _ => {}
        }
    }
    asks
}

fn words(text: &str) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    let mut end = 0;
    for token in vi::tokens(text) {
        let printed = &text[token.from..token.to];
        match token.kind {
            TokenKind::Whole => {
                end = token.position + token.position_length;
                let as_typed = printed.chars().all(char::is_alphanumeric);
                asks.push(Ask { whole: Some(token.text), as_typed, ..Ask::default() });
            }
            TokenKind::Counter => {}
            TokenKind::CaseMark if token.position < end => {}
            TokenKind::CaseMark => {
                if let Some(word) = asks.last_mut() {
                    word.capitals = Some(token.text);
                }
            }
            _ if token.position < end => {
                if let Some(unit) = asks.last_mut() {
                    unit.parts.push(token.text);
                }
            }
            _ => {
                let shouted = printed.chars().nth(1).is_some()
                    && printed.contains(char::is_alphabetic)
                    && !printed.contains(char::is_lowercase);
                asks.push(Ask { parts: vec![token.text], shouted, ..Ask::default() });
            }
        }
    }
    asks.retain(|ask| !ask.parts.is_empty());
    asks
}

/// All of a text at one place.
fn in_a_row(text: &str) -> Ask {
    let mut asks = words(text);
    if asks.len() == 1 {
        return asks.swap_remove(0);
    }
    Ask { parts: asks.into_iter().flat_map(|ask| ask.parts).collect(), ..Ask::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn asked(text: &str) -> Asked {
        Asked::new(&parse(text).unwrap(), &Equivalents::embedded()).unwrap()
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

    fn groups(text: &str) -> Vec<(Range<usize>, Vec<String>)> {
        let group = |group: &Group| {
            let others = group.others.iter().map(|ask| ask.parts.join(" ")).collect();
            (group.asks.clone(), others)
        };
        let asked = asked(text);
        let reading = if asked.is_unaccented() { Reading::Unaccented } else { Reading::Exact };
        asked.groups(reading).iter().map(group).collect()
    }

    #[test]
    fn an_abbreviation_and_its_words_stand_for_each_other() {
        let words = "đảng ủy khối".to_owned();
        assert_eq!(groups("họp ĐUK mới"), [(1..2, vec![words.clone()])]);
        let others = vec!["đuk".to_owned(), "đu khối".to_owned()];
        assert_eq!(groups("họp đảng uỷ khối mới"), [(1..4, others.clone())]);
        assert_eq!(groups("duk"), [(0..1, vec![words])]);
        assert_eq!(groups("ki luat dang uy khoi"), [(2..5, others)]);
    }

    #[test]
    fn half_accented_words_and_their_abbreviation_stand_for_each_other_where_read_so() {
        let asked = asked("đảng uy khoi");
        assert!(asked.groups(Reading::Exact).is_empty());
        assert_eq!(asked.groups(Reading::Mixed).len(), 1);
    }

    #[test]
    fn a_longer_group_holds_the_shorter_ones() {
        let ranges: Vec<_> = groups("ủy viên ban thường vụ họp").into_iter().map(|g| g.0).collect();
        assert_eq!(ranges, [0..5, 2..5]);
    }

    #[test]
    fn an_abbreviation_that_may_mean_several_things_stands_for_itself_only() {
        assert!(groups("ct").is_empty() && groups("TU").is_empty());
        assert_eq!(groups("phó CT"), [(0..2, vec!["phó chủ tịch".to_owned()])]);
    }

    #[test]
    fn what_is_quoted_is_asked_for_as_it_is() {
        assert!(groups("\"đảng ủy khối\"").is_empty());
    }

    #[test]
    fn capitals_say_that_an_abbreviation_is_meant_where_it_is_one() {
        let capitals = |text: &str| {
            let mut asked = asked(text);
            let known = Equivalents::embedded();
            asked.trust_capitals(|part, _| Ok(known.is_abbreviation(part))).unwrap();
            asked.has_capitals()
        };
        assert!(capitals("TU") && capitals("gửi TU") && capitals("công tác AN"));
        for text in
            ["tu", "AN NINH", "BAN", "tỉnh GIA LAI", "tỉnh AN GIANG", "đảng TRUNG ương", "LONG AN"]
        {
            assert!(!capitals(text), "{text}");
        }
    }

    #[test]
    fn letters_and_digits_in_one_are_read_as_typed() {
        assert!(asked("CO2").asks[0].as_typed && !asked("18-nq/du").asks[0].as_typed);
        assert!(!asked("CO2").is_unaccented() && asked("18-nq/du").is_unaccented());
    }

    #[test]
    fn one_accent_is_enough_to_be_accented() {
        for (text, unaccented) in [("dang vien", true), ("dang viên", false), ("duk 2021", true)] {
            assert_eq!(asked(text).is_unaccented(), unaccented, "{text}");
        }
    }

    #[test]
    fn marks_without_a_word_ask_for_nothing() {
        assert!(asked("… \"—\" ()").asks.is_empty());
    }

    #[test]
    fn a_query_of_too_many_words_is_refused() {
        let text = "đảng ".repeat(MAX_ASKS + 1);
        let error = Asked::new(&parse(&text).unwrap(), &Equivalents::embedded()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Query);
        assert!(error.to_string().contains("513"), "{error}");
    }
}
