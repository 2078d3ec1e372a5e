//! Why a hit has its score: what each word, each pair, the densest window and what stands first add to it.
//!
//! Made of the same functions that score, for the hits of a page only, and from positions read anew: what ranks keeps
//! nothing for it. The sum of the parts is the score, which a test sees to.

use serde::Serialize;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Searcher};

use super::matching::Needed;
use super::order::Ranked;
use super::phases::Norms;
use super::places::Places;
use super::rank::{Model, Score, Stretch, Text};
use super::slots::Sought;

/// Why a hit has its score.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Explanation {
    /// Its place by BM25 alone, from 1, of which the best few hundred are looked at closely; none where hits come by
    /// date, or nothing is asked of the text.
    pub first_phase: Option<usize>,
    /// How many of the words that count the article holds,
    pub held: usize,
    /// and how many it had to.
    pub needed: Needed,
    /// What each word adds, in the order asked; what only stands for one too, if it is there.
    pub words: Vec<WordShare>,
    /// Words side by side as asked.
    pub pairs: Vec<PairShare>,
    /// Where most of what was asked stands close together.
    pub window: Option<WindowShare>,
    /// What stands in the title or at the beginning of the body.
    pub first: FirstShare,
    /// The sums.
    pub parts: Score,
}

/// What a word adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WordShare {
    /// The syllable, without accents where it stands for all its readings.
    pub word: String,
    /// Whether it was typed, or only stands for what was.
    pub typed: bool,
    /// Those of its readings that stand in the article, the most frequent first, [`MOST_READINGS`] at most.
    pub readings: Vec<ReadingTimes>,
    /// How many readings the index has of it; 1 where it is taken as it stands.
    pub readings_of: usize,
    /// How much it counts: how often it was asked for.
    pub weight: f32,
    /// How rare it is in bodies: BM25's idf.
    pub idf: f32,
    /// What it adds by the title.
    pub title: FieldShare,
    /// What it adds by the body.
    pub body: FieldShare,
}

/// Readings of a word that an explanation names.
pub const MOST_READINGS: usize = 5;

/// How often a reading stands in the article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadingTimes {
    /// The syllable.
    pub reading: String,
    /// How often, in title and body.
    pub times: usize,
}

/// How often a word stands in a field, and its share of BM25.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct FieldShare {
    /// How often.
    pub times: usize,
    /// Its share.
    pub score: f32,
}

/// What two words side by side add.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairShare {
    /// The words.
    pub words: [String; 2],
    /// How often in the title.
    pub title: usize,
    /// How often in the body.
    pub body: usize,
    /// What it adds.
    pub score: f32,
}

/// What the densest window adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WindowShare {
    /// Where it is.
    pub field: ScoredField,
    /// The words in it, in the order asked.
    pub words: Vec<String>,
    /// How many syllables it spans.
    pub span: u32,
    /// What it adds.
    pub score: f32,
}

/// A field that is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ScoredField {
    /// The title.
    Title,
    /// The body, captions behind it.
    Body,
}

/// What stands first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FirstShare {
    /// The words, in the order asked.
    pub words: Vec<String>,
    /// What they add.
    pub score: f32,
}

/// Explains the hits of one answer.
pub(super) struct Explainer {
    pub(super) sought: Sought,
    pub(super) model: Model,
    pub(super) fields: [Field; 2],
}

impl Explainer {
    /// Why an article has its score.
    pub(super) fn explain(
        &self,
        searcher: &Searcher,
        ranked: &Ranked,
    ) -> tantivy::Result<Explanation> {
        let DocAddress { segment_ord, doc_id } = ranked.address;
        let segment = searcher.segment_reader(segment_ord);
        let places = Places::read(segment, (self.fields, &self.sought.slots), &[doc_id])?;
        let norms = Norms::open(segment, self.fields, &self.model)?;
        let texts = [0, 1].map(|field| places.text(field, (0, norms.of(field, doc_id))));
        let mut explained = Explanation {
            first_phase: ranked.place,
            held: self.sought.held(&texts).unwrap_or_default(),
            needed: self.sought.needed,
            parts: ranked.score,
            ..Explanation::default()
        };
        for slot in 0..self.sought.slots.len() {
            if self.sought.slots[slot].typed || texts.iter().any(|text| text.has(slot)) {
                let readings = self.readings(searcher, ranked.address, slot)?;
                explained.words.push(self.word(slot, &texts, readings));
            }
        }
        let closely = self.model.weights.candidates;
        if ranked.place.is_none_or(|place| place <= closely) {
            self.look(&texts, &mut explained);
        }
        Ok(explained)
    }

    fn name(&self, slot: usize) -> String {
        self.sought.slots[slot].name.clone()
    }

    fn word(&self, slot: usize, texts: &[Text<'_>; 2], readings: Vec<ReadingTimes>) -> WordShare {
        let [title, body] = [0, 1].map(|field| FieldShare {
            times: texts[field].positions[slot].len(),
            score: self.model.share(slot, (field, &texts[field])),
        });
        let known = &self.sought.slots[slot];
        WordShare {
            word: self.name(slot),
            typed: known.typed,
            readings,
            readings_of: known.terms.iter().map(Vec::len).max().unwrap_or_default(),
            weight: self.model.slots[slot].weight,
            idf: self.model.slots[slot].idf,
            title,
            body,
        }
    }

    /// Which readings of a slot stand in an article, if it has several.
    fn readings(
        &self,
        searcher: &Searcher,
        at: DocAddress,
        slot: usize,
    ) -> tantivy::Result<Vec<ReadingTimes>> {
        let mut found: Vec<ReadingTimes> = Vec::new();
        let terms = &self.sought.slots[slot].terms;
        for (field, terms) in self.fields.into_iter().zip(terms).filter(|(_, all)| all.len() > 1) {
            let index = searcher.segment_reader(at.segment_ord).inverted_index(field)?;
            for term in terms {
                let option = IndexRecordOption::WithFreqs;
                let Some(mut postings) = index.read_postings(term, option)? else { continue };
                if postings.doc() < at.doc_id {
                    postings.seek(at.doc_id);
                }
                if postings.doc() != at.doc_id {
                    continue;
                }
                let reading = term.value().as_str().unwrap_or_default().to_owned();
                let times = postings.term_freq() as usize;
                match found.iter_mut().find(|other| other.reading == reading) {
                    Some(other) => other.times += times,
                    None => found.push(ReadingTimes { reading, times }),
                }
            }
        }
        found.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.reading.cmp(&b.reading)));
        found.truncate(MOST_READINGS);
        Ok(found)
    }

    /// What the second phase sees.
    fn look(&self, [title, body]: &[Text<'_>; 2], explained: &mut Explanation) {
        let Self { model, .. } = self;
        for (a, b) in model.neighbours() {
            let pair = model.pair((a, b), (title, body));
            if pair.worth > 0.0 {
                explained.pairs.push(PairShare {
                    words: [self.name(a), self.name(b)],
                    title: pair.times[0],
                    body: pair.times[1],
                    score: model.weights.pairs * pair.worth,
                });
            }
        }
        let [in_title, in_body] = [title, body].map(|text| model.densest(text));
        let (field, text, densest) = if in_title.worth > in_body.worth {
            (ScoredField::Title, title, in_title)
        } else {
            (ScoredField::Body, body, in_body)
        };
        explained.window = (densest.worth > 0.0).then(|| WindowShare {
            field,
            words: self.within(text, densest),
            span: densest.to - densest.from + 1,
            score: model.weights.window * densest.worth,
        });
        let early: Vec<usize> = model.early((title, body)).collect();
        let worth: f32 = early.iter().map(|slot| model.worth(*slot)).sum();
        let words = early.into_iter().map(|slot| self.name(slot)).collect();
        explained.first = FirstShare { words, score: model.weights.first * worth };
    }

    /// The slots that stand in a stretch.
    fn within(&self, text: &Text<'_>, Stretch { from, to, .. }: Stretch) -> Vec<String> {
        let stands = |slot: &usize| text.positions[*slot].iter().any(|at| (from..=to).contains(at));
        (0..self.sought.slots.len()).filter(stands).map(|slot| self.name(slot)).collect()
    }
}

impl Text<'_> {
    fn has(&self, slot: usize) -> bool {
        !self.positions[slot].is_empty()
    }
}
