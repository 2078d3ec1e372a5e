//! A request with the names in its query resolved: what its text asks, and what must hold whatever the text finds.

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query as EngineQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;

use super::analysis::Asked;
use super::highlight::Highlighter;
use super::readings::ReadingsQuery;
use super::slots::{Finder, scored};
use super::structure::{Needs, all_of, every_article};
use super::{Matching, Reading, Searcher, Way};
use crate::error::Result;
use crate::query::{Clause, Filters, Limit, Query, Request};

/// A request as the searcher answers it.
pub(super) struct Question<'a> {
    pub(super) query: &'a Query,
    /// The filters, those of the query among them.
    pub(super) filters: Filters,
    pub(super) limit: Limit,
    pub(super) expand: bool,
    /// What else must hold; it does not score.
    pub(super) constraint: Option<Box<dyn EngineQuery>>,
    /// The words that this asks for, for which articles score.
    pub(super) wanted: Asked,
    /// How these are read.
    reading: Reading,
    /// Words that prefixes and the like stand for.
    shown: Vec<String>,
}

/// Words of prefixes that are marked in what is found: the commonest.
const MOST_SHOWN: usize = 128;

impl Searcher<'_> {
    /// A request with the names in its query resolved.
    pub(super) fn question<'a>(&self, request: &'a Request) -> Result<Question<'a>> {
        let Request { query, limit, expand, .. } = request;
        let (limit, expand) = (*limit, *expand);
        let needs = self.needs(query, &request.filters)?;
        let Needs { filters, constraint, wanted, reading, mut shown } = needs;
        shown.truncate(MOST_SHOWN);
        let wanted = self.asked(&wanted)?;
        Ok(Question { query, filters, limit, expand, constraint, wanted, reading, shown })
    }

    /// What marks an article that answers a query in some way: its loose text and what its constraints want.
    pub(super) fn highlighter(
        &self,
        (query, asked): (&Query, &Asked),
        way: Way,
        question: &Question<'_>,
    ) -> Highlighter {
        if query.is_loose() {
            return Highlighter::new(asked, way);
        }
        let mut all = query.loose();
        all.clauses.extend(query.wanted().clauses);
        all.clauses.extend(question.shown.iter().cloned().map(Clause::Words));
        let reading = if asked.asks.is_empty() { question.reading } else { way.reading };
        // Of more words than a query may have those of the loose text are marked.
        match self.asked(&all) {
            Ok(all) => Highlighter::new(&all, Way { reading, ..way }),
            Err(_) => Highlighter::new(asked, way),
        }
    }

    /// What an article must be besides its text; nothing where anything will do.
    pub(super) fn must(&self, way: Way, question: &Question<'_>) -> Option<Box<dyn EngineQuery>> {
        let filters = self.lowering(way).must(&question.filters);
        let constraint = question.constraint.as_ref().map(|held| held.box_clone());
        let must: Vec<_> = filters.into_iter().chain(constraint).collect();
        (!must.is_empty()).then(|| all_of(must))
    }

    /// Articles where there is no loose text: by what the constraints want of their words, and by topics asked for.
    /// Marks without a word in them ask for nothing, and without filters find nothing.
    pub(super) fn without_text(
        &self,
        way: Way,
        question: &Question<'_>,
    ) -> tantivy::Result<Box<dyn EngineQuery>> {
        let filtered = match question.filters.is_empty() {
            true => every_article(),
            false => self.lowering(way).filters_only(&question.filters),
        };
        let Some(constraint) = &question.constraint else {
            return Ok(if question.filters.is_empty() { Box::new(EmptyQuery) } else { filtered });
        };
        let held = ConstScoreQuery::new(constraint.box_clone(), 0.0);
        let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> =
            vec![(Occur::Must, filtered), (Occur::Must, Box::new(held))];
        let reading = Way::new(Matching::Any, question.reading);
        clauses.extend(self.scoring(&question.wanted, reading)?.map(|leaf| (Occur::Should, leaf)));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// What scores an article by BM25 for each word asked, in each field.
    fn scoring(
        &self,
        asked: &Asked,
        way: Way,
    ) -> tantivy::Result<impl Iterator<Item = Box<dyn EngineQuery>>> {
        let fields = self.index.fields();
        let sought = Finder::new(&self.snapshot, fields).find(asked, way)?;
        let leaves = sought.slots.into_iter().flat_map(move |slot| {
            let weight = slot.weight;
            scored(fields).into_iter().zip(slot.terms).filter_map(move |((field, own), terms)| {
                let leaf: Box<dyn EngineQuery> = match &terms[..] {
                    [] => return None,
                    [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
                    _ => Box::new(ReadingsQuery::new(field, vec![terms])),
                };
                Some(Box::new(BoostQuery::new(leaf, own * weight)) as Box<dyn EngineQuery>)
            })
        });
        Ok(leaves)
    }
}
