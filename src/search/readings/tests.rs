//! The shape of terms that fold alike, and the law of their union: it finds and scores what a field of folded
//! syllables would.

use tantivy::collector::DocSetCollector;
use tantivy::query::{PhraseQuery, TermQuery};
use tantivy::schema::{Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexWriter, TantivyDocument};
use tantivy_tokenizer_api::TokenFilter;

use super::*;
use crate::vi::{FoldFilter, VietnameseTokenizer};

fn accepts(shape: &str, term: &[u8]) -> bool {
    let shape = FoldedShape(shape.chars().collect());
    let end = term.iter().fold(shape.start(), |place, byte| shape.accept(&place, *byte));
    shape.is_match(&end)
}

#[test]
fn a_shape_accepts_what_folds_to_it_letter_by_letter() {
    for term in ["khối", "khôi", "khởi", "khơi", "khoi"] {
        assert!(accepts("khoi", term.as_bytes()), "{term}");
    }
    for term in ["khô", "khối1", "khốii", "", "khoi/khoi", "khỏe"] {
        assert!(!accepts("khoi", term.as_bytes()), "{term}");
    }
    assert!(accepts("duong", "đường".as_bytes()));
}

#[test]
fn i_and_y_meet() {
    assert!(accepts("ti", "tỷ".as_bytes()) && accepts("ti", "tỉ".as_bytes()));
}

#[test]
fn bytes_that_are_no_text_are_not_accepted() {
    for term in [&b"\xff"[..], b"kho\xff", b"\xc3", b"kho\xe1\xbb"] {
        assert!(!accepts("khoi", term), "{term:?}");
    }
}

/// An index in memory in which every text stands twice: as it is, and folded.
struct Twice {
    searcher: Searcher,
    exact: Field,
    folded: Field,
}

impl Twice {
    /// Texts of syllables drawn by a fixed row of numbers, in several segments, some of them deleted.
    fn new(vocabulary: &[&str]) -> Self {
        let mut schema = Schema::builder();
        let field = |analyzer| {
            let indexing = TextFieldIndexing::default().set_tokenizer(analyzer);
            let option = IndexRecordOption::WithFreqsAndPositions;
            TextOptions::default().set_indexing_options(indexing.set_index_option(option))
        };
        let exact = schema.add_text_field("exact", field("exact"));
        let folded = schema.add_text_field("folded", field("folded"));
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("exact", VietnameseTokenizer::default());
        index.tokenizers().register("folded", FoldFilter.transform(VietnameseTokenizer::default()));
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
        let mut state = 1_u32;
        let mut draw = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        for _ in 0..4 {
            for _ in 0..50 {
                let len = 1 + draw(60);
                let words: Vec<&str> =
                    (0..len).map(|_| vocabulary[draw(vocabulary.len())]).collect();
                let mut document = TantivyDocument::default();
                document.add_text(exact, words.join(" "));
                document.add_text(folded, words.join(" "));
                writer.add_document(document).unwrap();
            }
            writer.commit().unwrap();
        }
        writer.delete_term(Term::from_field_text(exact, vocabulary[0]));
        writer.commit().unwrap();
        Self { searcher: index.reader().unwrap().searcher(), exact, folded }
    }

    fn scores(&self, query: &dyn Query) -> Vec<(tantivy::DocAddress, Score)> {
        let mut found: Vec<_> =
            self.searcher.search(query, &DocSetCollector).unwrap().into_iter().collect();
        found.sort_unstable();
        let score = |address: tantivy::DocAddress| {
            let weight =
                query.weight(EnableScoring::enabled_from_searcher(&self.searcher)).unwrap();
            let reader = self.searcher.segment_reader(address.segment_ord);
            let mut scorer = weight.scorer(reader, 1.0).unwrap();
            scorer.seek(address.doc_id);
            (address, scorer.score())
        };
        found.into_iter().map(score).collect()
    }

    /// That a row of unaccented syllables finds and scores in the exact field what it does in the folded one.
    fn check(&self, row: &[&str]) {
        let slots = row.iter().map(|part| of(&self.searcher, self.exact, part).unwrap()).collect();
        let by_readings = self.scores(&ReadingsQuery::new(self.exact, slots));
        let terms: Vec<Term> =
            row.iter().map(|part| Term::from_field_text(self.folded, part)).collect();
        let by_field = match terms.as_slice() {
            [term] => self.scores(&TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
            _ => self.scores(&PhraseQuery::new(terms)),
        };
        assert!(!by_field.is_empty(), "{row:?}");
        assert_eq!(by_readings.len(), by_field.len(), "{row:?}");
        for (readings, field) in by_readings.iter().zip(&by_field) {
            assert_eq!(readings.0, field.0, "{row:?}");
            let close = (readings.1 - field.1).abs() <= 1e-5 * field.1;
            assert!(close, "{row:?}: {readings:?} and {field:?}");
        }
    }
}

#[test]
fn an_unaccented_row_scores_what_a_folded_field_gives_it() {
    // The first is rare, for the articles that hold it are deleted.
    let common = "đảng đang dâng uỷ ủy úy khối khôi khởi tỷ tỉ ti kỳ kì 2021 TW tư từ tu";
    let common = common.split(' ').cycle().take(95);
    let vocabulary: Vec<&str> = std::iter::once("xóa").chain(common).collect();
    let twice = Twice::new(&vocabulary);
    assert!(twice.searcher.segment_readers().len() > 3);
    assert!(twice.searcher.segment_readers().iter().any(SegmentReader::has_deletes));
    for row in [
        &["dang"][..],
        &["uy"],
        &["ty"],
        &["ky"],
        &["2021"],
        &["tu"],
        &["dang", "uy"],
        &["uy", "khoi"],
        &["dang", "uy", "khoi"],
        &["tu", "2021"],
    ] {
        twice.check(row);
    }
}
