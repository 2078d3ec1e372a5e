//! How a request is understood: which query is answered, read in which way, and what else may have been meant.
//!
//! One answer to that for all that search, count and collect, so that a number never speaks of another query than the
//! hits do. The query as typed comes first; another is answered in its place only where the index says so clearly, and
//! the answer names it.

use tantivy::collector::Count;

use super::analysis::Asked;
use super::keys::{self, Typed};
use super::lower::Reading;
use super::matching::Least;
use super::question::Question;
use super::slots::{self, Finder, Sought};
use super::spelling::{self, Known, Meant};
use super::unions;
use super::ways::{self, Way};
use super::{Counted, ReadAs, ReadBy, Searcher, Suggestion};
use crate::error::Result;
use crate::query::{Hold, Query};

/// A way to read a request, what it looks up, and how many articles match.
pub(super) struct Chosen {
    pub(super) way: Way,
    pub(super) sought: Sought,
    pub(super) total: usize,
}

impl Chosen {
    /// Whether nothing is asked of the text, so that no words are scored.
    pub(super) fn asks_nothing(&self, request: &Question<'_>) -> bool {
        self.way.least == Least::None && request.wanted.asks.is_empty()
    }

    /// Whether this is answered in place of what was typed: it finds something where that finds nothing, asks for more
    /// of the words, or finds many times as many. Of a long query the words beside it have said so already.
    fn is_clearly_more_than(&self, typed: &Self, is_long: bool) -> bool {
        is_long
            || self.total > 0
                && (typed.total == 0
                    || self.way.least < typed.way.least
                    || (self.way.least == typed.way.least
                        && self.total >= CLEARLY_MORE * typed.total))
    }

    pub(super) fn counted(&self, read_as: Option<ReadAs>) -> Counted {
        let Way { least, reading, quotes, .. } = self.way;
        let (matching, needed) = (least.matching(), self.sought.needed);
        Counted { total: self.total, matching, needed, reading, quotes_apart: !quotes, read_as }
    }
}

/// A request with the way it is answered.
pub(super) struct Understood {
    pub(super) asked: Asked,
    pub(super) chosen: Chosen,
    read_as: Option<ReadAs>,
    /// What may have been meant besides.
    others: Vec<Query>,
}

impl Understood {
    /// The query that is answered.
    pub(super) fn query<'a>(&'a self, request: &Question<'a>) -> &'a Query {
        self.read_as.as_ref().map_or(request.query, |read| &read.query)
    }

    /// How it was read, and how many articles match.
    pub(super) fn counted(self) -> Counted {
        self.chosen.counted(self.read_as)
    }
}

/// How many times as many articles a query in another spelling must find to be answered by itself, where it asks for as
/// much.
const CLEARLY_MORE: usize = 10;

impl Searcher<'_> {
    /// Understands a request: keys are read back first, then words respelt.
    pub(super) fn understood(&self, request: &Question<'_>) -> Result<Understood> {
        let (read_as, unsure) = self.read_as(request)?;
        let query = read_as.as_ref().map_or(request.query, |read| &read.query);
        let asked = self.asked(query)?;
        let chosen = self.choose(&asked, request)?;
        let unsure = unsure.filter(|_| chosen.way.least.matching().is_less());
        let Some(Meant { query: respelt, in_quotes }) = self.meant(query, chosen.way.reading)?
        else {
            return Ok(Understood { asked, chosen, read_as, others: unsure.into_iter().collect() });
        };
        let mut again = self.asked(&respelt)?;
        again.or_as_typed(&asked);
        let better = self.choose(&again, request)?;
        if in_quotes || !better.is_clearly_more_than(&chosen, again.is_long()) {
            let others = unsure.into_iter().chain([respelt]).collect();
            return Ok(Understood { asked, chosen, read_as, others });
        }
        let by = read_as.map_or(ReadBy::Spelling, |read| read.by);
        let read_as = Some(ReadAs { by, query: respelt });
        let others = unsure.into_iter().collect();
        Ok(Understood { asked: again, chosen: better, read_as, others })
    }

    /// The queries that may have been meant besides, if they find more than what is answered, or anything where that is
    /// little. A short one must find all that it asks for.
    pub(super) fn suggestions(
        &self,
        understood: &Understood,
        request: &Question<'_>,
    ) -> Result<Vec<Suggestion>> {
        let mut suggestions = Vec::new();
        for query in &understood.others {
            let asked = self.asked(query)?;
            let Chosen { way, total, .. } = self.choose(&asked, request)?;
            let whole = asked.is_long() || !way.least.matching().is_less();
            let answered = &understood.chosen;
            let little = answered.way.least.matching().is_less();
            if whole && (total > answered.total || (total > 0 && little)) {
                suggestions.push(Suggestion { query: query.clone(), total });
            }
        }
        Ok(suggestions)
    }

    /// A query as terms. Capitals mean an abbreviation if it is a known one, or if the word hardly stands in the
    /// index otherwise.
    pub(super) fn asked(&self, query: &Query) -> Result<Asked> {
        let equivalents = self.catalog.equivalents();
        let vocabulary = self.vocabulary();
        let mut asked = Asked::new(query, equivalents)?;
        let trusted = asked.trust_capitals(|part, mark| {
            if equivalents.is_abbreviation(part) || !equivalents.of(&[part], true).is_empty() {
                return Ok(equivalents.is_abbreviation(part));
            }
            let in_capitals = vocabulary.frequency(mark)?;
            Ok(in_capitals > 0 && 2 * in_capitals >= vocabulary.frequency(part)?)
        });
        trusted.map_err(|cause| self.failed(cause))?;
        Ok(asked)
    }

    /// What the query was typed as keys for, if the index agrees; else what it may have been typed for. A short query
    /// that some article holds as typed was meant so, and a single word makes no keys of one that none holds.
    fn read_as(&self, request: &Question<'_>) -> Result<(Option<ReadAs>, Option<Query>)> {
        let equivalents = self.catalog.equivalents();
        let typed = keys::read(request.query, equivalents, self.vocabulary());
        let Some(typed) = typed.map_err(|cause| self.failed(cause))? else {
            return Ok((None, None));
        };
        let as_typed = self.asked(request.query)?;
        let short = !as_typed.is_long();
        let stays = typed.is_known
            || (short && self.holds_all(&as_typed, request)?)
            || (short
                && typed.decisive == 1
                && !self.holds_all(&self.asked(&typed.query)?, request)?);
        Ok(match typed {
            Typed { query, .. } if stays => (None, Some(query)),
            Typed { by, query, .. } => (Some(ReadAs { by, query }), None),
        })
    }

    /// Whether some article holds all that is asked, each syllable as it stands.
    fn holds_all(&self, asked: &Asked, request: &Question<'_>) -> Result<bool> {
        let all = Way::new(Least::All, Reading::Exact);
        Ok(self.chosen(all, asked, request)?.total > 0)
    }

    /// The query in another spelling, if it is likelier to have been meant.
    fn meant(&self, query: &Query, reading: Reading) -> Result<Option<Meant>> {
        let (equivalents, vocabulary) = (self.catalog.equivalents(), self.vocabulary());
        let meant = spelling::meant(query, reading, Known { equivalents, vocabulary });
        meant.map_err(|cause| self.failed(cause))
    }

    /// The first way to read a request that finds enough; the last one otherwise.
    fn choose(&self, asked: &Asked, request: &Question<'_>) -> Result<Chosen> {
        let mut ways = self.ways(asked, request)?;
        loop {
            let chosen = self.chosen(ways.remove(0), asked, request)?;
            if chosen.total >= chosen.way.enough || ways.is_empty() {
                return Ok(chosen);
            }
        }
    }

    /// A way to read a request, and what it finds.
    fn chosen(&self, way: Way, asked: &Asked, request: &Question<'_>) -> Result<Chosen> {
        let finder = Finder::new(&self.snapshot, self.index.fields());
        let sought = finder.find((asked, &request.wanted), way);
        let sought = sought.map_err(|cause| self.failed(cause))?;
        let total = match self.summed(&sought, request)? {
            Some(total) => total,
            None => self.found(&sought, request, &Count)?,
        };
        Ok(Chosen { way, sought, total })
    }

    /// How many articles match where the engine would have to take them from many lists at once.
    fn summed(&self, sought: &Sought, request: &Question<'_>) -> Result<Option<usize>> {
        let needed = sought.needed;
        let is_meeting = sought.is_single() && needed.held == needed.of;
        if is_meeting || self.must(request).is_some() {
            return Ok(None);
        }
        let fields = slots::scored(self.index.fields()).map(|(field, _)| field);
        let total = unions::total(&self.snapshot, fields, sought);
        total.map_err(|cause| self.failed(cause))
    }

    /// The ways to read a request; where there is no loose text, what is wanted besides is read with accents if it has
    /// any.
    fn ways(&self, asked: &Asked, request: &Question<'_>) -> Result<Vec<Way>> {
        if asked.asks.is_empty() && request.wanted.is_unaccented() {
            return Ok(vec![Way { reading: Reading::Unaccented, ..Way::FILTERS }]);
        }
        if request.told.hold != Hold::Usual {
            let ways = ways::told(asked, self.vocabulary(), request.told.hold);
            return ways.map_err(|cause| self.failed(cause));
        }
        // Whoever asks within a few wants to know which of those, be they one.
        let narrowed = !request.filters.is_empty() || request.constraint.is_some();
        let articles = if narrowed { 0 } else { self.snapshot.num_docs() };
        ways::of(asked, self.vocabulary(), articles).map_err(|cause| self.failed(cause))
    }
}
