//! Where the slots of a query stand in some articles: positions read from the index, of nothing but those articles.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::rank::Text;
use super::slots::{Row, Slot};

/// The positions of every slot in some documents of a segment.
pub(super) struct Places {
    slots: usize,
    /// By field, then slot.
    lists: Vec<List>,
}

/// The positions of a slot in a field, document by document.
#[derive(Default)]
struct List {
    /// Where each document's positions end.
    ends: Vec<usize>,
    positions: Vec<u32>,
}

impl List {
    fn of(&self, document: usize) -> &[u32] {
        let from = document.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.positions[from..self.ends[document]]
    }
}

impl Places {
    /// Reads the positions of `slots` in `docs`, which ascend.
    pub(super) fn read(
        segment: &SegmentReader,
        (fields, slots): ([Field; 2], &[Slot]),
        docs: &[DocId],
    ) -> tantivy::Result<Self> {
        let mut lists = Vec::with_capacity(2 * slots.len());
        for (n, field) in fields.into_iter().enumerate() {
            let index = segment.inverted_index(field)?;
            for slot in slots {
                let mut places: Vec<(usize, u32)> = Vec::new();
                let mut buffer = Vec::new();
                for term in &slot.terms[n] {
                    let option = IndexRecordOption::WithFreqsAndPositions;
                    let Some(mut postings) = index.read_postings(term, option)? else { continue };
                    for (document, doc) in docs.iter().enumerate() {
                        if postings.doc() < *doc {
                            postings.seek(*doc);
                        }
                        match postings.doc() {
                            TERMINATED => break,
                            at if at == *doc => {
                                postings.positions(&mut buffer);
                                places.extend(buffer.iter().map(|place| (document, *place)));
                            }
                            _ => {}
                        }
                    }
                }
                if slot.terms[n].len() > 1 {
                    places.sort_unstable();
                }
                lists.push(List::new(&places, docs.len()));
            }
        }
        Ok(Self { slots: slots.len(), lists })
    }

    /// A field of a document: 0 the title, 1 the body.
    pub(super) fn text(&self, field: usize, (document, norm): (usize, f32)) -> Text<'_> {
        let lists = &self.lists[field * self.slots..(field + 1) * self.slots];
        Text { positions: lists.iter().map(|list| list.of(document)).collect(), norm }
    }
}

impl List {
    fn new(places: &[(usize, u32)], documents: usize) -> Self {
        let mut ends = vec![0; documents];
        for (document, _) in places {
            ends[*document] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        Self { ends, positions: places.iter().map(|(_, place)| *place).collect() }
    }
}

impl Text<'_> {
    /// Whether the slots of a row stand side by side in it.
    pub(super) fn holds(&self, row: &Row) -> bool {
        let Some((first, rest)) = row.split_first() else { return false };
        self.positions[*first].iter().any(|start| {
            (start + 1..)
                .zip(rest)
                .all(|(place, slot)| self.positions[*slot].binary_search(&place).is_ok())
        })
    }
}
