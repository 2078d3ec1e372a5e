//! Laws of the segmenter, and what the shipped model makes of some phrases.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::decode::Search;
use super::features::MAX_SYLLABLES;
use super::{Segmenter, Word};
use crate::vi::characters::{continues, is_apostrophe, is_blank, is_letter};

fn join(line: &str) -> String {
    let mut out = String::new();
    Segmenter::default().join(line, &mut out);
    out
}

fn words(text: &str) -> Vec<Word> {
    Segmenter::default().words(text).to_vec()
}

/// Text of the kind there is, and of the kind there is not.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[đĐ]ảng|bộ|công|tác|Hà|Nội|kiểm tra|uỷ|BAN|chấp|hành|trung|ương|H'Hen|ubnd|U23|số|của",
        "[ \u{A0}\t\u{2003}\u{2028}\r\n]{1,2}| _ |_",
        "[.,:!?\"“”…–()0-9/-]",
        "\\PC{0,3}",
        "[\u{301}\u{200B}\u{323}a'’]{1,3}",
        Just(" ".to_owned()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn words_partition_the_syllables(text in text()) {
        let mut at = 0;
        for word in words(&text) {
            prop_assert!(at <= word.from && word.from < word.to);
            prop_assert!(!text[at..word.from].contains(is_letter));
            let runs = text[word.from..word.to].split(is_blank).filter(|run| !run.is_empty());
            let runs = runs.collect::<Vec<_>>();
            prop_assert_eq!(runs.len(), word.syllables);
            prop_assert!(runs.iter().all(|run| run.starts_with(is_letter)));
            at = word.to;
        }
        prop_assert!(!text[at..].contains(is_letter));
    }

    #[test]
    fn no_word_crosses_punctuation_digits_or_a_line_or_is_too_long(text in text()) {
        for word in words(&text) {
            prop_assert!((1..=MAX_SYLLABLES).contains(&word.syllables));
            let inside = &text[word.from..word.to];
            let part = |c: char| continues(c) || is_apostrophe(c) || is_blank(c);
            prop_assert!(inside.chars().all(part), "{inside:?}");
            prop_assert!(!inside.contains(['\n', '\r', '\u{2028}', '\u{85}']), "{inside:?}");
        }
    }

    #[test]
    fn joining_changes_white_space_inside_words_alone(text in text()) {
        let mut expected = String::new();
        let mut at = 0;
        for word in words(&text) {
            let runs = text[word.from..word.to].split(is_blank).filter(|run| !run.is_empty());
            expected.push_str(&text[at..word.from]);
            expected.push_str(&runs.collect::<Vec<_>>().join("_"));
            at = word.to;
        }
        expected.push_str(&text[at..]);
        prop_assert_eq!(join(&text), expected);
    }

    #[test]
    fn what_was_cut_before_changes_nothing(texts in prop::collection::vec(text(), 1..4)) {
        let mut segmenter = Segmenter::default();
        for text in &texts {
            prop_assert_eq!(segmenter.words(text), words(text));
            let mut out = "kept ".to_owned();
            segmenter.join(text, &mut out);
            prop_assert_eq!(out, format!("kept {}", join(text)));
        }
    }

    #[test]
    fn lines_are_cut_each_for_itself(left in text(), right in text()) {
        let both = join(&format!("{left}\n{right}"));
        prop_assert_eq!(both, format!("{}\n{}", join(&left), join(&right)));
    }

    #[test]
    fn any_string_is_cut(text in any::<String>()) {
        let kept = |c: &char| !c.is_whitespace() && *c != '_';
        prop_assert!(join(&text).chars().filter(kept).eq(text.chars().filter(kept)));
    }

    #[test]
    fn the_search_finds_the_best_of_all_cuts(
        scores in prop::collection::vec(-20..20_i32, 8 * 5), count in 0..8_usize,
    ) {
        let join = |at: usize| scores[at * 5];
        let word = |at: usize, len: usize| scores[at * 5 + len];
        let score = |cut: &[u8]| {
            let mut at = 0;
            let mut sum = 0;
            for len in cut.iter().map(|&len| usize::from(len)) {
                sum += word(at, len) + (at..at + len - 1).map(join).sum::<i32>();
                at += len;
            }
            (at == count).then_some(sum)
        };
        let mut all = vec![vec![]];
        for _ in 0..count {
            let longer = |cut: &Vec<u8>| {
                let mut cuts = (1..=4).map(|len| [&cut[..], &[len]].concat()).collect::<Vec<_>>();
                cuts.push(cut.clone());
                cuts
            };
            all = all.iter().flat_map(longer).collect();
            all.retain(|cut| cut.iter().map(|&len| usize::from(len)).sum::<usize>() <= count);
            all.sort_unstable();
            all.dedup();
        }
        let best = all.iter().filter_map(|cut| score(cut)).max();
        let mut search = Search::default();
        let found = search.best(count, join, word);
        prop_assert_eq!(score(found), best);
    }
}

#[test]
fn how_text_is_encoded_or_spelt_changes_no_cut() {
    let printed = "Đảng ủy xã Vĩnh Hòa tổ chức hội nghị kiểm tra, giám sát công tác kỷ luật";
    let lengths = |text: &str| words(text).iter().map(|word| word.syllables).collect::<Vec<_>>();
    let expected = lengths(printed);
    assert!(expected.contains(&2));
    assert_eq!(lengths(&printed.nfd().collect::<String>()), expected);
    assert_eq!(lengths(&printed.replace("ủy", "uỷ").replace("Hòa", "Hoà")), expected);
    assert_eq!(lengths(&printed.replace("kỷ", "kỉ")), expected);
    assert_eq!(lengths(&printed.replace(' ', "\u{A0} ")), expected);
    assert_eq!(lengths(&printed.replace("ả", "ả\u{200B}")), expected);
}

#[test]
fn white_space_of_any_width_inside_a_word_becomes_one_joint() {
    assert_eq!(join("công \u{A0} tác,  kiểm \u{2003}tra"), "công_tác,  kiểm_tra");
    assert_eq!(join("công\ntác"), "công\ntác");
    assert_eq!(join("công\r\ntác"), "công\r\ntác");
}

#[test]
fn what_is_typed_as_a_joint_stays() {
    assert_eq!(join("công_tác _ công tác"), "công_tác _ công_tác");
}

#[test]
fn long_texts_of_one_piece_are_cut() {
    for piece in ["a ", "Đảng ", "a'", "\u{301}", "\u{200B}a", " \u{A0}", "a\u{301} ", "_", "1 a"]
    {
        let text = piece.repeat(200_000 / piece.len());
        assert!(join(&text).len() <= text.len());
    }
}

/// A snapshot of the model that ships, not a law: another model may cut otherwise.
#[test]
fn the_shipped_model_cuts_these_phrases() {
    let cut = [
        "Đảng_ủy Khối các cơ_quan thành_phố Hà_Nội",
        "đảng_ủy khối các cơ_quan thành_phố hà_nội",
        "công_tác kiểm_tra, giám_sát của Đảng",
        "xây_dựng Đảng trong_sạch, vững_mạnh",
        "Ban_Thường vụ Tỉnh_ủy ban_hành nghị_quyết",
        "học_tập và làm theo tư_tưởng, đạo_đức, phong_cách Hồ_Chí_Minh",
        "tự phê_bình và phê_bình",
        "Bí_thư Huyện_ủy Nguyễn_Văn_An phát_biểu kết_luận hội_nghị",
        "kinh_tế thị_trường định_hướng xã_hội chủ_nghĩa",
        "ủy_ban kiểm_tra trung_ương",
        "tổ_chức cơ_sở đảng",
        "đại_hội đại_biểu toàn_quốc lần thứ XIII",
        "học_sinh học_sinh học",
        "kết_nạp đảng_viên mới",
        "phòng, chống tham_nhũng, tiêu_cực",
        "Mặt_trận Tổ_quốc Việt_Nam",
        "sắp_xếp tổ_chức bộ_máy tinh_gọn",
    ];
    for phrase in cut {
        assert_eq!(join(&phrase.replace('_', " ")), phrase);
    }
}
