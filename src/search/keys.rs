//! Queries typed as Telex or VNI keys with the input method off: `ddangr uyr` is read as `đảng ủy`.
//!
//! What a word can be read as decides nothing: `virus` reads as `víu`, `test` as `tét`. A query is keys when more
//! of its words can only be keys than can be nothing of the kind, abbreviations and what the index knows aside.
//! On 1,935 headlines without accents the rule takes none for keys, on the same as Telex 97 in 100. Whether the
//! reading is answered or only suggested is for the searcher to say, who knows what either way finds.

use std::ops::Range;

use super::ReadBy;
use super::vocabulary::Vocabulary;
use crate::catalog::Equivalents;
use crate::query::{Clause, Edit, Query};
use crate::vi;
use crate::vi::fold::fold_char;
use crate::vi::keys::{telex, vni};
use crate::vi::syllable::{is_bare_form, lookup, readings};

/// A query read back from keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) by: ReadBy,
    pub(super) query: Query,
    /// How many of its words can only be keys.
    pub(super) decisive: usize,
    /// Whether the index knows so many of them as typed that the others decide nothing.
    pub(super) is_known: bool,
}

/// How often a syllable must be in use for keys to be read as it.
const IN_USE: u32 = 20;

/// In how many titles and bodies a word must stand to be known.
const KNOWN: u64 = 5;

/// A word that the index knows is keys all the same where the syllable it reads as stands in this many
/// times as many articles (`cos` is `có`).
const CLEARLY_MORE: u64 = 4;

/// Reads a query back, if it is keys.
pub(super) fn read(
    query: &Query,
    equivalents: &Equivalents,
    vocabulary: Vocabulary<'_>,
) -> tantivy::Result<Option<Typed>> {
    let marked = |c: char| !c.is_ascii() && fold_char(c).is_ascii_alphabetic();
    if query.clauses.iter().any(|clause| clause.text().contains(marked)) {
        return Ok(None);
    }
    let mut runs = runs(query);
    for run in &mut runs {
        run.abbreviation |= equivalents.is_abbreviation(&run.text);
    }
    let Some(first) = decide(&runs) else { return Ok(None) };
    for run in &mut runs {
        run.known = is_known(run, vocabulary)?;
    }
    let sure = decide(&runs);
    let is_known = sure.is_none();
    let Decision { by, decisive, edits } = sure.unwrap_or(first);
    Ok(Some(Typed { by, query: query.edited(&edits), decisive, is_known }))
}

/// A run of letters and digits of a query, in small letters, and where it stands.
#[derive(Clone, Debug, Default)]
struct Run {
    clause: usize,
    range: Range<usize>,
    text: String,
    /// Whether it is a known abbreviation, or printed in capitals in a query that is not.
    abbreviation: bool,
    /// Whether all of the query is in capitals, which are not kept then.
    shouted: bool,
    /// Whether the index knows it as it stands, and better than what it reads as.
    known: bool,
}

fn runs(query: &Query) -> Vec<Run> {
    let texts = || query.clauses.iter().map(Clause::text);
    let shouted = !texts().any(|text| text.contains(char::is_lowercase));
    let mut runs = Vec::new();
    for (clause, text) in texts().enumerate() {
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
        {
            let from = word.as_ptr().addr() - text.as_ptr().addr();
            let abbreviation = !shouted && word.len() > 1 && !word.contains(char::is_lowercase);
            let (range, text) = (from..from + word.len(), word.to_ascii_lowercase());
            runs.push(Run { clause, range, text, abbreviation, shouted, known: false });
        }
    }
    runs
}

/// By which keys the runs were typed, how many can be nothing else, and what is read for them.
struct Decision {
    by: ReadBy,
    decisive: usize,
    edits: Vec<Edit>,
}

fn decide(runs: &[Run]) -> Option<Decision> {
    let decision = |by, decisive, read: fn(&Run) -> Option<String>| {
        let edit = |run: &Run| {
            let (clause, range) = (run.clause, run.range.clone());
            let small = || run.shouted.then(|| run.text.clone());
            read(run).or_else(small).map(|text| Edit { clause, range, text })
        };
        Decision { by, decisive, edits: runs.iter().filter_map(edit).collect() }
    };
    let telex = telex_words(runs).map(|decisive| decision(ReadBy::Telex, decisive, from_telex));
    telex.or_else(|| vni_words(runs).map(|decisive| decision(ReadBy::Vni, decisive, from_vni)))
}

/// How many words can only be Telex, if they are more than can be nothing of the kind, and a fifth of all. What is no
/// word of the language but known says nothing, and neither do abbreviations and numbers.
fn telex_words(runs: &[Run]) -> Option<usize> {
    let letters =
        |run: &&Run| run.text.bytes().all(|b| b.is_ascii_alphabetic()) && !run.abbreviation;
    let words: Vec<&Run> = runs.iter().filter(letters).collect();
    let plain = words.iter().filter(|run| is_plain(&run.text)).count();
    let unknown = words.iter().filter(|run| !run.known && !is_plain(&run.text));
    let (decisive, odd): (Vec<&Run>, Vec<&Run>) =
        unknown.partition(|run| telex(&run.text).is_some_and(|read| is_in_use(&read)));
    let all = plain + decisive.len() + odd.len();
    let is_telex = decisive.len() > odd.len() && 5 * decisive.len() >= all;
    is_telex.then_some(decisive.len())
}

fn is_plain(word: &str) -> bool {
    is_bare_form(word) && readings(word).len() > 0
}

fn is_in_use(syllable: &str) -> bool {
    lookup(syllable).is_some_and(|known| known.seen(IN_USE))
}

/// What a word of a Telex query is read as; of an abbreviation only `dd` is, for they are typed so.
fn from_telex(run: &Run) -> Option<String> {
    if run.abbreviation {
        return run.text.contains("dd").then(|| run.text.replace("dd", "đ").to_uppercase());
    }
    telex(&run.text).filter(|read| !run.known && lookup(read).is_some())
}

/// How many words are VNI, if some can hardly be a code (`a1`, `co2`) and fewer are anything odd.
fn vni_words(runs: &[Run]) -> Option<usize> {
    let (decisive, others): (Vec<&Run>, Vec<&Run>) =
        runs.iter().partition(|run| from_vni(run).is_some());
    let no_code = |run: &&Run| {
        let digits = run.text.bytes().filter(u8::is_ascii_digit).count();
        digits > 1 || run.text.len() > 4
    };
    let is_number = |run: &Run| run.text.bytes().all(|b| b.is_ascii_digit());
    let odd =
        |run: &&&Run| !(run.known || run.abbreviation || is_number(run) || is_plain(&run.text));
    let company = decisive.len() + others.iter().filter(|run| is_plain(&run.text)).count();
    let is_vni = company > 1
        && decisive.iter().any(no_code)
        && decisive.len() > others.iter().filter(odd).count();
    is_vni.then_some(decisive.len())
}

fn from_vni(run: &Run) -> Option<String> {
    vni(&run.text).filter(|read| !run.known && !run.abbreviation && is_in_use(read))
}

/// Whether the index holds a word as typed, and what it may be read as not in far more articles.
fn is_known(run: &Run, vocabulary: Vocabulary<'_>) -> tantivy::Result<bool> {
    let Some(typed) = vi::tokens(&run.text).next() else { return Ok(true) };
    let frequency = vocabulary.frequency(&typed.text)?;
    let read = telex(&run.text).or_else(|| vni(&run.text));
    let read = read.map_or(Ok(0), |read| vocabulary.frequency(&read))?;
    Ok(frequency >= KNOWN && CLEARLY_MORE * frequency > read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn decided(text: &str) -> Option<(ReadBy, String)> {
        let query = parse(text).unwrap();
        let Decision { by, edits, .. } = decide(&runs(&query))?;
        Some((by, query.edited(&edits).to_string()))
    }

    #[test]
    fn telex_is_read_where_most_words_can_be_nothing_else() {
        for (typed, read) in [
            ("ddangr uyr khoois", "đảng ủy khối"),
            ("kieemr tra giams sats", "kiểm tra giám sát"),
            ("Ddangr boj", "đảng bọ"),
            ("\"nghij quyeets\" trung uwowng – 2021", "\"nghị quyết\" trung ương – 2021"),
            ("Phos bis thuw HDDND, UBND TP.HCM", "phó bí thư HĐND, UBND TP.HCM"),
            ("KIEEMR TRA GIAMS SATS", "kiểm tra giám sát"),
        ] {
            assert_eq!(decided(typed), Some((ReadBy::Telex, read.to_owned())), "{typed}");
        }
    }

    #[test]
    fn words_without_accents_and_foreign_ones_are_no_telex() {
        for typed in ["kiem tra giam sat", "dang uy khoi", "facebook marketing online", "2021", ""]
        {
            assert_eq!(decided(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_the_index_knows_is_kept_as_it_stands() {
        let run = Run { text: "test".to_owned(), ..Run::default() };
        assert_eq!(from_telex(&run).as_deref(), Some("tét"));
        assert_eq!(from_telex(&Run { known: true, ..run }), None);
    }

    #[test]
    fn vni_needs_company_and_more_than_what_may_be_a_code() {
        assert_eq!(decided("d9ang3 bo65"), Some((ReadBy::Vni, "đảng bộ".to_owned())));
        assert_eq!(decided("quang3 ninh"), Some((ReadBy::Vni, "quảng ninh".to_owned())));
        for typed in
            ["d9ang3", "covid19 u23", "b52 a1 k10", "2021 2022", "khi CO2 SO2", "khoi a1 a2"]
        {
            assert_eq!(decided(typed), None, "{typed}");
        }
    }
}
