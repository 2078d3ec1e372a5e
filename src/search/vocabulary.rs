//! What the index says about syllables: how many articles hold one, or two of them side by side.
//!
//! It settles how a query was meant, so nothing is counted further than a decision needs: counting
//! stops at a number that is enough, or after a number of articles looked into.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocSet, InvertedIndexReader, Searcher, TERMINATED};

use super::expand::Expander;
use super::readings;
use crate::index::schema::Fields;

/// Articles of a segment that hold both of two syllables and are looked into for them side by side.
/// Of commoner pairs than that the first ones tell enough.
const MOST_LOOKED_INTO: usize = 2_000;

/// The syllables of one view of the index.
#[derive(Clone, Copy)]
pub(super) struct Vocabulary<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: Fields,
}

impl Vocabulary<'_> {
    fn text_fields(&self) -> [Field; 2] {
        [self.fields.title, self.fields.body]
    }

    /// In how many titles and bodies a term stands, deleted articles included.
    pub(super) fn frequency(&self, term: &str) -> tantivy::Result<u64> {
        let mut sum = 0;
        for field in self.text_fields() {
            sum += self.searcher.doc_freq(&Term::from_field_text(field, term))?;
        }
        Ok(sum)
    }

    /// The terms that fold to `folded`, the commonest first.
    pub(super) fn readings(&self, folded: &str) -> tantivy::Result<Vec<String>> {
        let mut texts = BTreeSet::new();
        for field in self.text_fields() {
            texts.extend(readings::texts(self.searcher, field, folded)?);
        }
        let mut counted = Vec::with_capacity(texts.len());
        for text in texts {
            counted.push((Reverse(self.frequency(&text)?), text));
        }
        counted.sort_unstable();
        Ok(counted.into_iter().map(|(_, text)| text).collect())
    }

    /// The words that are so but for one letter or mark, the commonest.
    pub(super) fn almost(&self, word: &str) -> tantivy::Result<Vec<String>> {
        Expander { searcher: self.searcher, fields: self.text_fields() }.almost(word)
    }

    /// In how many titles and bodies some form of a syllable stands right before some form of another, each
    /// pair of forms counted apart; `enough` at most.
    pub(super) fn side_by_side(
        &self,
        first: &[String],
        second: &[String],
        enough: usize,
    ) -> tantivy::Result<usize> {
        let mut count = 0;
        for (a, b) in first.iter().flat_map(|a| second.iter().map(move |b| (a, b))) {
            if count < enough {
                count += self.pair([a, b], enough - count)?;
            }
        }
        Ok(count)
    }

    fn pair(&self, pair: [&String; 2], enough: usize) -> tantivy::Result<usize> {
        let mut count = 0;
        for field in self.text_fields() {
            let [first, second] = pair.map(|part| Term::from_field_text(field, part));
            for segment in self.searcher.segment_readers() {
                if count < enough {
                    let index = segment.inverted_index(field)?;
                    count += in_segment(&index, [&first, &second], enough - count)?;
                }
            }
        }
        Ok(count)
    }
}

fn in_segment(
    index: &InvertedIndexReader,
    [first, second]: [&Term; 2],
    enough: usize,
) -> tantivy::Result<usize> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    let (Some(mut a), Some(mut b)) =
        (index.read_postings(first, option)?, index.read_postings(second, option)?)
    else {
        return Ok(0);
    };
    let (mut count, mut looked_into) = (0, 0);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    while a.doc() != TERMINATED && b.doc() != TERMINATED {
        match a.doc().cmp(&b.doc()) {
            Ordering::Less => a.seek(b.doc()),
            Ordering::Greater => b.seek(a.doc()),
            Ordering::Equal => {
                a.positions(&mut before);
                b.positions(&mut after);
                count += usize::from(follows(&before, &after));
                looked_into += 1;
                if count >= enough || looked_into >= MOST_LOOKED_INTO {
                    break;
                }
                a.advance()
            }
        };
    }
    Ok(count)
}

/// Whether some ascending position of `after` comes right after one of `before`.
fn follows(before: &[u32], after: &[u32]) -> bool {
    before.iter().any(|position| after.binary_search(&(position + 1)).is_ok())
}
