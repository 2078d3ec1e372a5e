//! What a misspelt query may have been meant as, by the words of the index and what stands beside what.
//!
//! A syllable is doubtful when the index hardly holds it, or hardly ever beside either neighbour. What it may
//! have been is what dialects, school errors and slips of a key make of it, if that stands beside the same
//! neighbours in clearly more articles: most slips of a short syllable give another real one, so that the
//! syllable alone tells little. Of 999 headlines with such an error in one syllable it mends 642 in the index of the
//! articles and 94 otherwise than they were meant, and of as many sound ones it doubts 15: therefore it only suggests.

use std::ops::Range;

use super::lower::Reading;
use super::vocabulary::Vocabulary;
use crate::catalog::Equivalents;
use crate::query::{Clause, Edit, Query};
use crate::vi::keys::{telex, vni};
use crate::vi::syllable::{lookup, readings};
use crate::vi::{self, TokenKind, confusions, fold, slips};

/// A syllable that stands in fewer titles and bodies than this is as good as unknown, unless it is a common one of
/// the language: in a small archive most are rare.
const KNOWN: u64 = 3;

/// How often a common syllable was seen in the news from which the table of syllables was made.
const COMMON: u32 = 1_000;

/// One that stands beside its neighbours in fewer than this is doubtful.
const USUAL: usize = 10;

/// In how many times as many articles another syllable must stand beside the neighbours: e³.
const CLEARLY_MORE: usize = 20;

/// Counting articles further than this decides nothing.
const ENOUGH: usize = 400;

/// Forms looked at of a syllable that stands for all its readings: the commonest ones.
const FORMS: usize = 8;

/// Syllables of the longest query that is looked at, and how many of them may be unknown: in more it is
/// another language.
const LONGEST: usize = 16;
const MOST_UNKNOWN: usize = 3;

/// What is known of words.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) equivalents: &'a Equivalents,
    pub(super) vocabulary: Vocabulary<'a>,
}

/// The query as it may have been meant, if that is not as it was typed.
pub(super) fn meant(
    query: &Query,
    reading: Reading,
    known: Known<'_>,
) -> tantivy::Result<Option<Query>> {
    let vocabulary = known.vocabulary;
    let mut speller = Speller { parts: parts(query), reading, vocabulary };
    for part in &mut speller.parts {
        part.may_be_misspelt &= !known.equivalents.is_abbreviation(&part.text);
    }
    if speller.parts.len() > LONGEST {
        return Ok(None);
    }
    let forms = speller.parts.iter().map(|part| speller.forms(&part.text));
    let forms = forms.collect::<tantivy::Result<Vec<_>>>()?;
    let mut edits = Vec::new();
    let mut unknown = 0;
    for (at, part) in speller.parts.iter().enumerate().filter(|(_, part)| part.may_be_misspelt) {
        let Some(doubt) = speller.doubt(&forms, at)? else { continue };
        unknown += usize::from(doubt.is_unknown() && doubt.pairs == 0);
        if unknown > MOST_UNKNOWN {
            return Ok(None);
        }
        if let Some(text) = speller.best(&forms, at, &doubt)? {
            let (clause, range) = (part.clause, part.range.clone());
            let text = cased_as(&query.clauses[clause].text()[range.clone()], text);
            edits.push(Edit { clause, range, text });
        }
    }
    Ok((!edits.is_empty()).then(|| query.edited(&edits)))
}

/// A syllable of the query.
struct Part {
    clause: usize,
    range: Range<usize>,
    text: String,
    /// A word by itself: no number, no part of a symbol, no abbreviation.
    may_be_misspelt: bool,
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
                let small = printed.chars().count() == 1 || printed.contains(char::is_lowercase);
                let word = token.kind == TokenKind::Word && token.position >= unit;
                let range = token.from..token.to;
                parts.push(Part {
                    clause,
                    range,
                    text: token.text,
                    may_be_misspelt: word && small,
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
    /// Whether it is common elsewhere.
    common: bool,
}

impl Doubt {
    fn is_unknown(&self) -> bool {
        self.frequency < KNOWN && !self.common
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

    /// Why the syllable is doubtful, if it is.
    fn doubt(&self, forms: &[Forms], at: usize) -> tantivy::Result<Option<Doubt>> {
        let frequency = self.frequency(&forms[at])?;
        if frequency >= KNOWN && forms.len() == 1 {
            return Ok(None);
        }
        let common = lookup(&self.parts[at].text).is_some_and(|syllable| syllable.seen(COMMON));
        let doubt = Doubt { frequency, pairs: self.pairs(forms, at, &forms[at], USUAL)?, common };
        Ok((doubt.is_unknown() || doubt.pairs < USUAL).then_some(doubt))
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

    /// What the syllable was most likely meant as.
    fn best(&self, forms: &[Forms], at: usize, doubt: &Doubt) -> tantivy::Result<Option<String>> {
        let wanted =
            if doubt.is_unknown() { doubt.pairs.max(1) } else { CLEARLY_MORE * (doubt.pairs + 1) };
        let mut best: Option<(usize, String)> = None;
        for text in self.candidates(at, doubt) {
            let these = self.forms(&text)?;
            let frequency = self.frequency(&these)?;
            if frequency <= doubt.frequency.min(KNOWN - 1) {
                continue;
            }
            let support = match forms.len() {
                1 => usize::try_from(frequency).unwrap_or(usize::MAX),
                _ => self.pairs(forms, at, &these, ENOUGH)?,
            };
            if support >= wanted && best.as_ref().is_none_or(|(most, _)| support > *most) {
                best = Some((support, text));
            }
        }
        Ok(best.map(|(_, text)| text))
    }

    /// What the syllable may have been meant as, the nearest first; wrong keys only where it is unknown, and what the
    /// input method would have made of it before all others.
    fn candidates(&self, at: usize, doubt: &Doubt) -> Vec<String> {
        let text = &self.parts[at].text;
        if let Some(read) = telex(text).or_else(|| vni(text)).filter(|_| doubt.is_unknown()) {
            return vec![read];
        }
        let folds = self.reading.folds(text);
        let near = confusions(text).into_iter().map(|candidate| candidate.text);
        let near = near.filter(|text| self.reading.folds(text) == folds);
        if !doubt.is_unknown() {
            return near.collect();
        }
        let wrong_keys = slips(&fold(text)).into_iter().map(|candidate| candidate.text);
        if folds {
            return near.chain(wrong_keys).collect();
        }
        let far = wrong_keys.flat_map(|slip| readings(&slip));
        near.chain(far.map(|syllable| syllable.canonical().to_owned())).collect()
    }
}
