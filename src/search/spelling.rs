//! What a misspelt query may have been meant as, by the words of the index and what stands beside what.
//!
//! A syllable is doubtful when the index hardly holds it, or hardly ever beside either neighbour. What it may
//! have been is what dialects, school errors and slips of a key make of it, if that stands beside the same
//! neighbours in clearly more articles: most slips of a short syllable give another real one, so that the
//! syllable alone tells little. Measured with such a rule, confusions come back by 70 to 80 %, and one
//! sound query in twenty to fifty is changed: therefore it only suggests.

use std::ops::Range;

use super::vocabulary::Vocabulary;
use crate::query::{Edit, Query};
use crate::vi::syllable::readings;
use crate::vi::{self, TokenKind, confusions, fold, slips};

/// A syllable that stands in fewer titles and bodies than this, alone or beside another, is doubtful.
const USUAL: usize = 3;

/// In how many times as many articles another syllable must stand beside the neighbours: e³.
const CLEARLY_MORE: usize = 20;

/// Counting articles further than this decides nothing.
const ENOUGH: usize = 200;

/// Syllables of the longest query that is looked at, and how many of them may be doubtful: in more it is
/// another language.
const LONGEST: usize = 16;
const MOST_DOUBTFUL: usize = 3;

/// The query as it may have been meant, if that is not as it was typed. `unaccented`: its syllables stand for
/// all readings, so that only those without any are doubtful.
pub(super) fn meant(
    query: &Query,
    unaccented: bool,
    vocabulary: Vocabulary<'_>,
) -> tantivy::Result<Option<Query>> {
    let speller = Speller { parts: parts(query), vocabulary };
    if speller.parts.len() > LONGEST {
        return Ok(None);
    }
    let mut edits = Vec::new();
    let mut doubtful = 0;
    for at in 0..speller.parts.len() {
        let part = &speller.parts[at];
        if !part.may_be_misspelt {
            continue;
        }
        let doubt = if unaccented { speller.lacks(at)? } else { speller.doubt(at)? };
        let Some(doubt) = doubt else { continue };
        doubtful += 1;
        if doubtful > MOST_DOUBTFUL {
            return Ok(None);
        }
        if let Some(text) = speller.best(at, &doubt, unaccented)? {
            edits.push(Edit { clause: part.clause, range: part.range.clone(), text });
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
    for (clause, text) in query.clauses.iter().map(|clause| clause.text()).enumerate() {
        let mut unit = 0;
        for token in vi::tokens(text) {
            if token.kind == TokenKind::Whole {
                unit = token.position + token.position_length;
            }
            if token.kind.is_part() {
                let printed = &text[token.from..token.to];
                let capitals =
                    printed.chars().nth(1).is_some() && !printed.contains(char::is_lowercase);
                let word = token.kind == TokenKind::Word && token.position >= unit && !capitals;
                let range = token.from..token.to;
                parts.push(Part { clause, range, text: token.text, may_be_misspelt: word });
            }
        }
    }
    parts
}

/// How often a doubtful syllable stands beside its neighbours as typed.
struct Doubt {
    /// Whether the index hardly holds it at all.
    unknown: bool,
    pairs: usize,
}

struct Speller<'a> {
    parts: Vec<Part>,
    vocabulary: Vocabulary<'a>,
}

impl Speller<'_> {
    /// Why the syllable is doubtful, if it is.
    fn doubt(&self, at: usize) -> tantivy::Result<Option<Doubt>> {
        let unknown = self.vocabulary.frequency(&self.parts[at].text)? < USUAL as u64;
        if !unknown && self.parts.len() == 1 {
            return Ok(None);
        }
        let pairs = self.pairs(at, &self.parts[at].text, USUAL)?;
        Ok((unknown || pairs < USUAL).then_some(Doubt { unknown, pairs }))
    }

    /// Why a syllable typed without accents is doubtful: no word of the index reads so.
    fn lacks(&self, at: usize) -> tantivy::Result<Option<Doubt>> {
        let none = self.vocabulary.readings(&fold(&self.parts[at].text))?.is_empty();
        Ok(none.then_some(Doubt { unknown: true, pairs: 0 }))
    }

    /// In how many articles a syllable stands beside either neighbour of the one at `at`.
    fn pairs(&self, at: usize, text: &str, enough: usize) -> tantivy::Result<usize> {
        let mut sum = 0;
        if let Some(before) = at.checked_sub(1) {
            sum += self.vocabulary.side_by_side(&self.parts[before].text, text, enough)?;
        }
        if let Some(after) = self.parts.get(at + 1).filter(|_| sum < enough) {
            sum += self.vocabulary.side_by_side(text, &after.text, enough - sum)?;
        }
        Ok(sum)
    }

    /// What the syllable was most likely meant as.
    fn best(&self, at: usize, doubt: &Doubt, unaccented: bool) -> tantivy::Result<Option<String>> {
        if unaccented {
            return self.best_folded(at);
        }
        let wanted = if doubt.unknown { USUAL } else { CLEARLY_MORE * (doubt.pairs + 1) };
        let mut best: Option<(usize, String)> = None;
        for candidate in self.candidates(at, doubt) {
            let frequency = self.vocabulary.frequency(&candidate)?;
            if frequency < USUAL as u64 {
                continue;
            }
            let support = if self.parts.len() == 1 {
                usize::try_from(frequency).unwrap_or(usize::MAX)
            } else {
                self.pairs(at, &candidate, ENOUGH)?
            };
            if support >= wanted && best.as_ref().is_none_or(|(most, _)| support > *most) {
                best = Some((support, candidate));
            }
        }
        Ok(best.map(|(_, text)| text))
    }

    /// The nearest first.
    fn candidates(&self, at: usize, doubt: &Doubt) -> Vec<String> {
        let text = &self.parts[at].text;
        let near = confusions(text).into_iter().map(|candidate| candidate.text);
        if !doubt.unknown {
            return near.collect();
        }
        let wrong_keys = slips(&fold(text));
        let far = wrong_keys.iter().flat_map(|slip| readings(&slip.text));
        near.chain(far.map(|syllable| syllable.canonical().to_owned())).collect()
    }

    /// The nearest form without accents that the index has most readings' articles of.
    fn best_folded(&self, at: usize) -> tantivy::Result<Option<String>> {
        let text = fold(&self.parts[at].text);
        let candidates = confusions(&text).into_iter().chain(slips(&text));
        let mut best: Option<(u64, String)> = None;
        for candidate in candidates {
            let mut support = 0;
            for reading in self.vocabulary.readings(&fold(&candidate.text))? {
                support += self.vocabulary.frequency(&reading)?;
            }
            if support >= USUAL as u64 && best.as_ref().is_none_or(|(most, _)| support > *most) {
                best = Some((support, candidate.text));
            }
        }
        Ok(best.map(|(_, text)| text))
    }
}
