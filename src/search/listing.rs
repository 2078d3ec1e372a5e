//! An answer whose hits are read and marked as they are asked for, and the page of them that is wanted.
//!
//! Apart from ranking, which knows the order of all that match: what is kept of a hit until it is asked for is its
//! place in the index and its score, so that an answer of any length takes no memory for texts.

use rayon::prelude::*;

use super::duplicates::BESIDE_A_HIT;
use super::explain::{Explainer, Explanation};
use super::highlight::Highlighter;
use super::order::{Page, Ranked};
use super::question::Question;
use super::{Chosen, Excerpt, Hit, Response, Searcher};
use crate::error::Result;
use crate::query::Cursor;

/// An answer whose hits are still to be read.
pub struct Listing<'s, 'i> {
    pub(super) searcher: &'s Searcher<'i>,
    pub(super) response: Response,
    pub(super) part: Part,
    pub(super) highlighter: Highlighter,
    pub(super) explaining: Explaining,
    /// What makes cursors those of the request.
    pub(super) stamp: u32,
}

/// A part of all that is found, in order.
pub(super) struct Part {
    pub(super) found: std::vec::IntoIter<Ranked>,
    /// How many stand before it.
    pub(super) offset: usize,
    /// Whether there are more behind it.
    pub(super) more: bool,
}

impl Listing<'_, '_> {
    /// The answer, without its hits.
    pub fn response(&self) -> &Response {
        &self.response
    }

    /// How many hits are left.
    pub fn left(&self) -> usize {
        self.part.found.len()
    }

    /// The next hits, so many at most; none at the end.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Damaged`] when the index cannot be read.
    pub fn next(&mut self, most: usize) -> Result<Vec<Hit>> {
        let found: Vec<Ranked> = self.part.found.by_ref().take(most).collect();
        let mut hits = self.searcher.hits(&found, &self.highlighter)?;
        for (ranked, hit) in found.iter().zip(&mut hits) {
            hit.explanation = self.explaining.of(self.searcher, ranked)?;
        }
        Ok(hits)
    }

    /// The answer with its hits.
    pub(super) fn whole(mut self) -> Result<Response> {
        self.response.hits = self.next(usize::MAX)?;
        let Part { offset, more, .. } = self.part;
        if let Some(last) = self.response.hits.last().filter(|_| more) {
            let end = offset + self.response.hits.len();
            self.response.next = Some(Cursor::new(end, self.stamp, last.article.id.clone()));
        }
        Ok(self.response)
    }
}

/// What explains hits.
pub(super) enum Explaining {
    /// Nothing: no explanation was asked for.
    Nothing,
    /// Their topics: nothing was asked of the text.
    Topics,
    /// Their words.
    Words(Box<Explainer>),
}

impl Explaining {
    fn of(&self, searcher: &Searcher<'_>, ranked: &Ranked) -> Result<Option<Explanation>> {
        Ok(match self {
            Self::Nothing => None,
            Self::Topics => Some(Explanation { parts: ranked.score, ..Explanation::default() }),
            Self::Words(explainer) => {
                let explained = explainer.explain(&searcher.snapshot, ranked);
                Some(explained.map_err(|cause| searcher.failed(cause))?)
            }
        })
    }
}

/// Articles that may have come before the end of a page since it was printed, for that end to be found again.
const DRIFT: usize = 1_000;

impl Searcher<'_> {
    /// The part of what is found in one way that a request wants.
    pub(super) fn part(&self, chosen: &Chosen, question: &Question<'_>) -> Result<Part> {
        let limit = question.page.hits;
        let first = |hits: usize| {
            let found = self.best(chosen, question, Page { hits, ..question.page });
            found.map_err(|cause| self.failed(cause))
        };
        let Some(after) = &question.told.after else {
            let found = first(limit.saturating_add(1))?;
            return Ok(Part::of(found, 0, limit));
        };
        let wanted = after.offset().saturating_add(limit).saturating_add(1);
        let found = first(wanted)?;
        let Some(last) = self.ranked(after)? else {
            return Ok(Part::of(found, after.offset(), limit));
        };
        let end = |found: &[Ranked]| {
            let is_last = |one: &Ranked| one.is_same(&last, question.page);
            found.iter().position(is_last).map(|place| place + 1)
        };
        if let Some(offset) = end(&found).filter(|offset| *offset <= after.offset()) {
            return Ok(Part::of(found, offset, limit));
        }
        let found = first(wanted.saturating_add(DRIFT))?;
        let offset = end(&found).unwrap_or(after.offset());
        Ok(Part::of(found, offset, limit))
    }

    /// What explains the hits found in one way, if that is asked for.
    pub(super) fn explaining(
        &self,
        chosen: &Chosen,
        question: &Question<'_>,
    ) -> Result<Explaining> {
        if !question.told.explain {
            return Ok(Explaining::Nothing);
        }
        if chosen.asks_nothing(question) {
            return Ok(Explaining::Topics);
        }
        let phases = self.phases(chosen, question, question.page);
        let explainer = phases.and_then(|phases| {
            let (sought, fields) = (chosen.sought.clone(), phases.fields);
            Ok(Explainer { model: phases.model()?, sought, fields })
        });
        let explainer = explainer.map_err(|cause| self.failed(cause))?;
        Ok(Explaining::Words(Box::new(explainer)))
    }

    /// The article that a page ended with, if it is still there.
    fn ranked(&self, after: &Cursor) -> Result<Option<Ranked>> {
        let Some(address) = self.address(after.last())? else { return Ok(None) };
        Ranked::unscored(&self.snapshot, address).map(Some).map_err(|cause| self.failed(cause))
    }

    pub(super) fn hits(&self, found: &[Ranked], highlighter: &Highlighter) -> Result<Vec<Hit>> {
        // Reading and marking a long article takes a third of a millisecond, and hits do not depend on
        // one another.
        found.par_iter().map(|ranked| self.hit(ranked, highlighter)).collect()
    }

    fn hit(
        &self,
        Ranked { score, address, .. }: &Ranked,
        highlighter: &Highlighter,
    ) -> Result<Hit> {
        let article = self.load(*address)?;
        let Excerpt { title_highlights, snippets } = Excerpt::new(&article, highlighter);
        let duplicates = self.duplicates(*address, BESIDE_A_HIT)?;
        let (score, parts) = (score.compared(), *score);
        let explanation = None;
        Ok(Hit { article, score, parts, explanation, title_highlights, snippets, duplicates })
    }
}

impl Part {
    /// So many of the found behind an offset.
    fn of(mut found: Vec<Ranked>, offset: usize, limit: usize) -> Self {
        found.drain(..offset.min(found.len()));
        let more = found.len() > limit;
        found.truncate(limit);
        Self { found: found.into_iter(), offset, more }
    }
}
