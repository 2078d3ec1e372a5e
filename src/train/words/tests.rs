//! Training on a treebank of a few invented sentences.

use super::{Raw, Report, Sentence, cross_validate, score, sentences, train};

const TREEBANK: &str = "# text = Chi bộ họp .\n\
    1\tChi bộ\tchi bộ\tNOUN\n2\thọp\thọp\tVERB\n2.1\tẩn\tẩn\tX\n3\t.\t.\tPUNCT\n\n\
    1-2\tĐảng bộ\n1\tĐảng bộ\t_\tNOUN\n2\thọp\t_\tVERB\n\n\
    1\tBàn\t_\tVERB\n2\tcông tác\t_\tNOUN\n3\tchi bộ\t_\tNOUN\n\n\
    1\tCông tác\t_\tNOUN\n2\tđảng bộ\t_\tNOUN\n3\t:\t_\tPUNCT\n4\thọp\t_\tVERB\n\n";

fn raw() -> Raw {
    let mut raw = Raw::default();
    for round in 0..40 {
        raw.add("Bàn công tác chi bộ, đảng bộ họp");
        raw.add(if round % 2 == 0 {
            "chi bộ bàn"
        } else {
            "họp bàn công tác đảng bộ"
        });
    }
    raw
}

#[test]
fn a_treebank_is_read_word_by_word() {
    let all = sentences(TREEBANK);
    let texts = all.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>();
    assert_eq!(
        texts,
        ["Chi bộ họp .", "Đảng bộ họp", "Bàn công tác chi bộ", "Công tác đảng bộ : họp"]
    );
    assert_eq!(all[0].words.len(), 3);
    assert_eq!(all[1].lower().text, "đảng bộ họp");
}

#[test]
fn a_model_knows_what_it_was_trained_on_and_is_the_same_again() {
    let all = sentences(TREEBANK);
    let model = train(&all, &raw());
    assert!(model == train(&all, &raw()));
    let report = score(Some(&model), &all);
    assert_eq!((report.right, report.gold, report.found), (12, 12, 12));
    assert_eq!((report.long, report.agreed, report.agreed_lower, report.whole), (6, 6, 6, 6));
}

#[test]
fn cross_validation_cuts_every_sentence_once() {
    let report = cross_validate(&sentences(TREEBANK), &raw());
    assert_eq!((report.gold, report.long), (12, 6));
}

#[test]
fn the_shipped_model_cuts_a_plain_sentence() {
    let sentence = Sentence::new(["Chi bộ", "họp", ",", "bàn", "công tác"]);
    let Report { gold, found, right, .. } = score(None, &[sentence]);
    assert_eq!((gold, found, right), (5, 5, 5));
}
