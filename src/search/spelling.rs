//! What a misspelt query may have been meant as, by the words of the index and what stands beside what.
//!
//! A syllable is doubtful when it makes no word with a neighbour and the index hardly holds it, or hardly ever beside
//! either. What it may have been is what dialects, school errors and slips of a key make of it, if that stands beside
//! the same neighbours in clearly more articles: most slips of a short syllable give another real one, so that the
//! syllable alone tells little. Of 999 headlines with a dialect's error in one syllable it mends 746 in the index of the
//! articles and 35 otherwise than they were meant, and of as many sound ones it changes 8.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::lower::Reading;
use super::vocabulary::Vocabulary;
use crate::catalog::Equivalents;
use crate::query::{Clause, Edit, Query};
use crate::vi::keys::{telex, vni};
use crate::vi::syllable::{lookup, readings};
use crate::vi::{self, TokenKind, confusions, fold, is_known_word, slips};

/// A syllable that stands in fewer titles and bodies than this is as good as unknown, unless it is one of the language:
/// in a small archive most are rare.
const KNOWN: u64 = 3;

/// How often a syllable of the language was seen in the news from which the table of syllables was made.
const REAL: u32 = 30;

/// One that stands beside its neighbours in fewer than this is doubtful.
const USUAL: usize = 10;

/// In how many times as many articles another syllable must stand beside the neighbours of one that the index knows, and
/// of one that it hardly does; and in how many at all where it lacks one of the language.
const CLEARLY_MORE: usize = 40;
const MORE: usize = 20;
const SOME: usize = 5;

/// How many articles with a pair it is worth that the pair is a known word.
const WORD: usize = 10;

/// Counting articles further than this decides nothing.
const ENOUGH: usize = 400;

/// Forms looked at of a syllable that stands for all its readings: the commonest ones.
const FORMS: usize = 8;

/// Syllables of the longest query that is looked at, and how many of them may be unknown: in more it is
/// another language.
const LONGEST: usize = 48;
const MOST_UNKNOWN: usize = 3;

/// Letters of an unknown word that a common one may be meant by whatever stands beside it: of a shorter one too many
/// are one slip away.
const TELLING: usize = 4;

/// How many times as common that must be as the next.
const CLEARLY_COMMONER: u64 = 5;

/// What is known of words.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) equivalents: &'a Equivalents,
    pub(super) vocabulary: Vocabulary<'a>,
}

/// What a query may have been meant as.
#[derive(Debug)]
pub(super) struct Meant {
    pub(super) query: Query,
    /// Whether that changes something quoted, which stands as it was typed unless someone says otherwise.
    pub(super) in_quotes: bool,
}

/// The query as it may have been meant, if that is not as it was typed.
pub(super) fn meant(
    query: &Query,
    reading: Reading,
    known: Known<'_>,
) -> tantivy::Result<Option<Meant>> {
    let vocabulary = known.vocabulary;
    let mut speller = Speller { parts: parts(query), reading, vocabulary };
    for part in &mut speller.parts {
        part.may_be_misspelt &= !known.equivalents.is_abbreviation(&part.text);
    }
    if speller.parts.len() > LONGEST {
        return Ok(None);
    }
    let Some(edits) = speller.edits(query)? else { return Ok(None) };
    let is_quoted = |edit: &Edit| matches!(query.clauses[edit.clause], Clause::Phrase(_));
    let in_quotes = edits.iter().any(is_quoted);
    Ok((!edits.is_empty()).then(|| Meant { query: query.edited(&edits), in_quotes }))
}

/// A syllable of the query.
struct Part {
    clause: usize,
    range: Range<usize>,
    text: String,
    /// A word by itself: no number, no part of a symbol, no abbreviation.
    may_be_misspelt: bool,
    /// Whether it is printed in capitals, as abbreviations are.
    shouted: bool,
}

fn parts(query: &Query) -> Vec<Part> {
    let mut parts = Vec::new();
    for (clause, text) in query.clauses.iter().map(Clause::text).enumerate() {
        let mut unit = 0;
        for token in vi::tokens(text) {
            if token.kind == TokenKind::Whole {
                unit = token.position + token.position_length;
            }
            if token.kind.is_part() {
                let printed = &text[token.from..token.to];
                let shouted =
                    printed.chars().nth(1).is_some() && !printed.contains(char::is_lowercase);
                let word = token.kind == TokenKind::Word && token.position >= unit;
                let range = token.from..token.to;
                parts.push(Part {
                    clause,
                    range,
                    text: token.text,
                    may_be_misspelt: word,
                    shouted,
                });
            }
        }
    }
    parts
}

/// `text` with a capital first if `printed` has one.
fn cased_as(printed: &str, text: String) -> String {
    let mut letters = text.chars();
    match letters.next().filter(|_| printed.starts_with(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

/// In how many titles and bodies a doubtful syllable stands as typed, and in how many beside its neighbours.
struct Doubt {
    frequency: u64,
    pairs: usize,
    /// Whether it is a syllable of the language.
    real: bool,
}

impl Doubt {
    fn is_unknown(&self) -> bool {
        self.frequency < KNOWN && !self.real
    }

    /// In how many articles another must stand beside the neighbours.
    fn wanted(&self) -> usize {
        match (self.is_unknown(), self.frequency, self.pairs) {
            (true, _, 0) => 1,
            (true, _, pairs) => MORE * (pairs + 1),
            (false, 0, _) => SOME,
            (false, _, pairs) => CLEARLY_MORE * (pairs + 1),
        }
    }
}

/// The terms that a syllable stands for.
type Forms = Vec<String>;

struct Speller<'a> {
    parts: Vec<Part>,
    reading: Reading,
    vocabulary: Vocabulary<'a>,
}

impl Speller<'_> {
    fn forms(&self, text: &str) -> tantivy::Result<Forms> {
        if !self.reading.folds(text) {
            return Ok(vec![text.to_owned()]);
        }
        let mut readings = self.vocabulary.readings(&fold(text))?;
        readings.truncate(FORMS);
        Ok(readings)
    }

    fn frequency(&self, forms: &Forms) -> tantivy::Result<u64> {
        forms.iter().map(|form| self.vocabulary.frequency(form)).sum()
    }

    /// What to change, or nothing where too much is unknown.
    fn edits(&self, query: &Query) -> tantivy::Result<Option<Vec<Edit>>> {
        let forms = self.parts.iter().map(|part| self.forms(&part.text));
        let forms = forms.collect::<tantivy::Result<Vec<_>>>()?;
        let (mut edits, mut unknown) = (Vec::new(), 0);
        for (at, part) in self.parts.iter().enumerate().filter(|(_, part)| part.may_be_misspelt) {
            let Some(doubt) = self.doubt(&forms, at)? else { continue };
            unknown += usize::from(doubt.is_unknown() && doubt.pairs == 0);
            if unknown > MOST_UNKNOWN {
                return Ok(None);
            }
            if let Some(text) = self.best(&forms, at, &doubt)? {
                let (clause, range) = (part.clause, part.range.clone());
                let text = cased_as(&query.clauses[clause].text()[range.clone()], text);
                edits.push(Edit { clause, range, text });
            }
        }
        Ok(Some(edits))
    }

    /// Why the syllable is doubtful, if it is; none is that makes a word with a neighbour.
    fn doubt(&self, forms: &[Forms], at: usize) -> tantivy::Result<Option<Doubt>> {
        if self.words(forms, at, &forms[at]) > 0 {
            return Ok(None);
        }
        let frequency = self.frequency(&forms[at])?;
        let Part { text, shouted, .. } = &self.parts[at];
        if (frequency >= KNOWN && forms.len() == 1) || (*shouted && frequency > 0) {
            return Ok(None);
        }
        let real = lookup(text).is_some_and(|syllable| syllable.seen(REAL));
        let doubt = Doubt { frequency, pairs: self.pairs(forms, at, &forms[at], USUAL)?, real };
        Ok((doubt.is_unknown() || doubt.pairs < USUAL).then_some(doubt))
    }

    /// How many known words a syllable makes with its neighbours; of accented ones only.
    fn words(&self, forms: &[Forms], at: usize, this: &Forms) -> usize {
        if self.reading.folds(&self.parts[at].text) {
            return 0;
        }
        let Some(this) = this.first() else { return 0 };
        let before = at.checked_sub(1).and_then(|before| forms[before].first());
        let after = forms.get(at + 1).and_then(|after| after.first());
        let before = before.is_some_and(|before| is_known_word(before, this));
        let after = after.is_some_and(|after| is_known_word(this, after));
        usize::from(before) + usize::from(after)
    }

    /// In how many articles a syllable stands beside either neighbour of the one at `at`.
    fn pairs(
        &self,
        forms: &[Forms],
        at: usize,
        this: &Forms,
        enough: usize,
    ) -> tantivy::Result<usize> {
        let mut sum = 0;
        if let Some(before) = at.checked_sub(1) {
            sum += self.vocabulary.side_by_side(&forms[before], this, enough)?;
        }
        if let Some(after) = forms.get(at + 1).filter(|_| sum < enough) {
            sum += self.vocabulary.side_by_side(this, after, enough - sum)?;
        }
        Ok(sum)
    }

    /// What the syllable was most likely meant as: what the input method would have made of it, what is near, what is
    /// far, and of a word that is nowhere in the index the commonest near one. Wrong keys only where it is unknown.
    fn best(&self, forms: &[Forms], at: usize, doubt: &Doubt) -> tantivy::Result<Option<String>> {
        let text = &self.parts[at].text;
        let folds = self.reading.folds(text);
        let confused = confusions(text).into_iter().map(|candidate| candidate.text);
        let mut near: BTreeSet<String> =
            confused.filter(|text| self.reading.folds(text) == folds).collect();
        if !doubt.is_unknown() {
            return self.best_of(&near, forms, (at, doubt));
        }
        let keys: BTreeSet<String> = telex(text).or_else(|| vni(text)).into_iter().collect();
        let (one_key, far): (BTreeSet<String>, BTreeSet<String>) =
            wrong_keys(text, folds).partition(|other| folds || is_one_slip(text, other));
        near.extend(one_key);
        let almost = self.vocabulary.almost(text)?.into_iter();
        near.extend(almost.map(|word| if folds { fold(&word) } else { word }));
        for candidates in [&keys, &near, &far] {
            let best = self.best_of(candidates, forms, (at, doubt))?;
            if best.is_some() {
                return Ok(best);
            }
        }
        if doubt.frequency > 0 || text.chars().count() < TELLING {
            return Ok(None);
        }
        self.commonest(&near)
    }

    /// The candidate that stands beside the neighbours in the most articles, if they are enough.
    fn best_of(
        &self,
        candidates: &BTreeSet<String>,
        forms: &[Forms],
        (at, doubt): (usize, &Doubt),
    ) -> tantivy::Result<Option<String>> {
        let mut best: Option<(usize, &String)> = None;
        for text in candidates {
            let these = self.forms(text)?;
            let frequency = self.frequency(&these)?;
            if frequency <= doubt.frequency.min(KNOWN - 1) {
                continue;
            }
            let support = match forms.len() {
                1 => usize::try_from(frequency).unwrap_or(usize::MAX),
                _ => self.pairs(forms, at, &these, ENOUGH)? + WORD * self.words(forms, at, &these),
            };
            if support >= doubt.wanted() && best.is_none_or(|(most, _)| support > most) {
                best = Some((support, text));
            }
        }
        Ok(best.map(|(_, text)| text.clone()))
    }

    /// The candidate that is in the most articles, if it is clearly so.
    fn commonest(&self, candidates: &BTreeSet<String>) -> tantivy::Result<Option<String>> {
        let mut counted = Vec::with_capacity(candidates.len());
        for text in candidates {
            counted.push((self.frequency(&self.forms(text)?)?, text));
        }
        counted.sort_unstable_by_key(|(frequency, _)| Reverse(*frequency));
        let next = counted.get(1).map_or(0, |(frequency, _)| *frequency);
        let clear = |first: &&(u64, &String)| first.0 > 0 && first.0 >= CLEARLY_COMMONER * next;
        Ok(counted.first().filter(clear).map(|(_, text)| (*text).clone()))
    }
}

/// What a slip of a key makes of a syllable, marks aside: folded forms where it is read so, else all their readings.
fn wrong_keys(text: &str, folds: bool) -> impl Iterator<Item = String> {
    let slips = slips(&fold(text)).into_iter().map(|candidate| candidate.text);
    slips.flat_map(move |slip| -> Vec<String> {
        if folds {
            return vec![slip];
        }
        readings(&slip).map(|syllable| syllable.canonical().to_owned()).collect()
    })
}

/// Whether one key too many, too few, wrong or out of turn makes one text of the other.
fn is_one_slip(typed: &str, meant: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let after = a[before..].iter().rev().zip(b[before..].iter().rev()).take_while(|(a, b)| a == b);
    let after = after.count();
    match (&a[before..a.len() - after], &b[before..b.len() - after]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    }
}
