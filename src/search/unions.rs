//! The first phase where words are many or stand for many terms, and how many articles match then: postings summed into
//! arrays.
//!
//! A syllable without accents is some ten common terms. As one term it is scored by their summed frequencies and by the
//! number of articles that hold any of them, which is what a folded field would give without the field. Summing into
//! an array beats the engine's union, which can prune nothing among terms that are all common.

use tantivy::collector::DocSetCollector;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Query;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, SegmentReader};

use super::candidates::{Candidates, Cut, Keeper};
use super::rank::Model;
use super::slots::{Slot, Sought};

/// Which documents hold each slot and how often, segment by segment.
pub(super) struct Unions {
    segments: Vec<Vec<Matches>>,
    /// How many documents hold each slot, in the title and in the body.
    pub(super) holding: Vec<[u64; 2]>,
}

/// Documents, ascending, and how often they hold a slot in a field; slots outside, fields inside.
type Matches = Vec<(DocId, u32)>;

impl Unions {
    /// Reads the postings of every slot.
    pub(super) fn read(
        searcher: &Searcher,
        fields: [Field; 2],
        sought: &Sought,
    ) -> tantivy::Result<Self> {
        let mut holding = vec![[0; 2]; sought.slots.len()];
        let mut segments = Vec::with_capacity(searcher.segment_readers().len());
        for segment in searcher.segment_readers() {
            let mut matches = Vec::with_capacity(2 * sought.slots.len());
            let mut sums = Sums::new(segment);
            for (slot, holding) in sought.slots.iter().zip(&mut holding) {
                for (n, field) in fields.into_iter().enumerate() {
                    let index = segment.inverted_index(field)?;
                    let mut lists = Vec::with_capacity(slot.terms[n].len());
                    for term in &slot.terms[n] {
                        lists
                            .extend(index.read_block_postings(term, IndexRecordOption::WithFreqs)?);
                    }
                    let summed = sums.of(lists);
                    holding[n] += summed.len() as u64;
                    matches.push(summed);
                }
            }
            segments.push(matches);
        }
        Ok(Self { segments, holding })
    }
}

/// An array to sum frequencies in, and which places of it are in use.
struct Sums {
    sums: Vec<u32>,
    used: Vec<u64>,
}

impl Sums {
    fn new(segment: &SegmentReader) -> Self {
        let documents = segment.max_doc() as usize;
        Self { sums: vec![0; documents], used: vec![0; documents.div_ceil(64)] }
    }

    /// How often documents hold any of some terms. What one term says needs no array.
    fn of(&mut self, mut lists: Vec<BlockSegmentPostings>) -> Matches {
        if let [one] = &mut lists[..] {
            let mut matches = Vec::with_capacity(one.doc_freq() as usize);
            each_block(one, |docs, times| {
                matches.extend(docs.iter().copied().zip(times.iter().copied()));
            });
            return matches;
        }
        for list in &mut lists {
            each_block(list, |docs, times| {
                for (doc, times) in docs.iter().zip(times) {
                    self.sums[*doc as usize] += times;
                    self.used[*doc as usize / 64] |= 1 << (doc % 64);
                }
            });
        }
        self.take()
    }

    /// The sums, ascending by document; the array is empty then.
    fn take(&mut self) -> Matches {
        let count: u32 = self.used.iter().map(|bits| bits.count_ones()).sum();
        let mut matches = Vec::with_capacity(count as usize);
        for (base, bits) in (0_u32..).step_by(64).zip(&mut self.used) {
            while *bits != 0 {
                let doc = base + bits.trailing_zeros();
                matches.push((doc, std::mem::take(&mut self.sums[doc as usize])));
                *bits &= *bits - 1;
            }
        }
        matches
    }
}

/// The documents of a list and how often each holds its term, a block at a time: a call for each costs more than the sum.
fn each_block(list: &mut BlockSegmentPostings, mut work: impl FnMut(&[DocId], &[u32])) {
    while !list.docs().is_empty() {
        work(list.docs(), list.freqs());
        list.advance();
    }
}

/// Most slots of which it is kept which a document holds; a query of more is checked by positions alone.
const MARKED: usize = 64;

/// What a document must hold, told by bits, one a slot.
struct Held {
    /// Slots that count one each.
    single: u64,
    /// What any of some slots answers, or what must be there whatever else is.
    others: Vec<(u64, bool)>,
    needed: u32,
}

impl Held {
    /// Nothing where bits do not tell: of words side by side, and of too many.
    fn of(sought: &Sought) -> Option<Self> {
        let needed = u32::try_from(sought.needed.held).ok().filter(|needed| *needed > 0)?;
        let mut held = Self { single: 0, others: Vec::new(), needed };
        if sought.slots.len() > MARKED {
            return None;
        }
        for unit in sought.units.iter().filter(|unit| !unit.light) {
            let mut any = 0_u64;
            for row in &unit.rows {
                let [slot] = row[..] else { return None };
                any |= 1 << slot;
            }
            if unit.required || any.count_ones() != 1 || held.single & any != 0 {
                held.others.push((any, unit.required));
            } else {
                held.single |= any;
            }
        }
        Some(held)
    }

    fn is_enough(&self, marks: u64) -> bool {
        let mut count = (marks & self.single).count_ones();
        for (any, required) in &self.others {
            if marks & any != 0 {
                count += 1;
            } else if *required {
                return false;
            }
        }
        count >= self.needed
    }
}

/// How many documents match, by the postings of each slot; nothing where that does not tell, see [`Held`]. The engine
/// counts the documents that hold some of many words by a heap of them all: of whole titles that took half of all time.
pub(super) fn total(
    searcher: &Searcher,
    fields: [Field; 2],
    sought: &Sought,
) -> tantivy::Result<Option<usize>> {
    let Some(held) = Held::of(sought) else { return Ok(None) };
    let mut total = 0;
    for segment in searcher.segment_readers() {
        let mut marks = vec![0_u64; segment.max_doc() as usize];
        for (n, field) in fields.into_iter().enumerate() {
            let index = segment.inverted_index(field)?;
            for (slot, Slot { terms, .. }) in sought.slots.iter().enumerate() {
                for term in &terms[n] {
                    let list = index.read_block_postings(term, IndexRecordOption::Basic)?;
                    let Some(mut list) = list else { continue };
                    each_block(&mut list, |docs, _| {
                        for doc in docs {
                            marks[*doc as usize] |= 1 << slot;
                        }
                    });
                }
            }
        }
        let alive = segment.alive_bitset();
        let is_alive = |doc| alive.is_none_or(|alive| alive.is_alive(doc));
        let matches = |(doc, marks): &(DocId, u64)| held.is_enough(*marks) && is_alive(*doc);
        total += (0..).zip(marks).filter(matches).count();
    }
    Ok(Some(total))
}

/// The rough scores of a segment's documents, and which slots each holds.
struct Scored {
    scores: Vec<f32>,
    held: Vec<u64>,
}

impl Unions {
    /// The first of the documents that may match and pass `must`.
    pub(super) fn best(
        &self,
        (searcher, fields): (&Searcher, [Field; 2]),
        (sought, model): (&Sought, &Model),
        (must, cut): (Option<&dyn Query>, Cut),
    ) -> tantivy::Result<Candidates> {
        let allowed = must.map(|must| searcher.search(must, &DocSetCollector)).transpose()?;
        let mut found = Vec::new();
        for (ordinal, (segment, matches)) in
            (0..).zip(searcher.segment_readers().iter().zip(&self.segments))
        {
            let scored = Self::scored(segment, fields, (model, matches))?;
            let mut keeper = Keeper::new(segment, cut)?;
            let alive = segment.alive_bitset();
            let mut offer = |doc: DocId| {
                let (score, held) = (scored.scores[doc as usize], scored.held[doc as usize]);
                if (score > 0.0 || must.is_some())
                    && keeper.may_take(score)
                    && alive.is_none_or(|alive| alive.is_alive(doc))
                    && sought.may_be_held(held)
                {
                    keeper.offer(doc, score);
                }
            };
            match &allowed {
                None => (0..segment.max_doc()).for_each(&mut offer),
                Some(allowed) => {
                    let mut docs: Vec<DocId> = allowed
                        .iter()
                        .filter(|at| at.segment_ord == ordinal)
                        .map(|at| at.doc_id)
                        .collect();
                    docs.sort_unstable();
                    docs.into_iter().for_each(&mut offer);
                }
            }
            found.push((ordinal, keeper.into_best()));
        }
        Ok(Candidates::of(found, cut))
    }

    fn scored(
        segment: &SegmentReader,
        fields: [Field; 2],
        (model, matches): (&Model, &[Matches]),
    ) -> tantivy::Result<Scored> {
        let documents = segment.max_doc() as usize;
        let mut scored = Scored { scores: vec![0.0; documents], held: vec![0; documents] };
        for (n, field) in fields.into_iter().enumerate() {
            let norms = segment.get_fieldnorms_reader(field)?;
            let table = model.norms(n, FieldNormReader::id_to_fieldnorm);
            for (slot, matches) in matches.iter().skip(n).step_by(2).enumerate() {
                let mark = if slot < MARKED { 1_u64 << slot } else { 0 };
                let most = model.most(slot, n);
                for (doc, times) in matches {
                    #[expect(clippy::cast_precision_loss, reason = "how often a word stands")]
                    let times = *times as f32;
                    let norm = table[usize::from(norms.fieldnorm_id(*doc))];
                    scored.scores[*doc as usize] += most * times / (times + norm);
                    scored.held[*doc as usize] |= mark;
                }
            }
        }
        Ok(scored)
    }
}

impl Sought {
    /// Whether a document may match that holds these slots, by their bits. Whether those of a row stand side by side
    /// is left to positions.
    fn may_be_held(&self, held: u64) -> bool {
        if self.slots.len() > MARKED {
            return true;
        }
        let has = |slot: &usize| held >> *slot & 1 == 1;
        let mut count = 0;
        for unit in self.units.iter().filter(|unit| !unit.light) {
            let is_held = unit.rows.iter().any(|row| row.iter().all(has));
            if unit.required && !is_held {
                return false;
            }
            count += usize::from(is_held);
        }
        count >= self.needed.held
    }
}
