//! Faults that the laws found, by the smallest text that showed them.

use tracuu::vi::normalize::canonical;
use unicode_normalization::UnicodeNormalization;

use super::shown;

fn equal(one: &str, other: &str) {
    assert_eq!(shown(one), shown(other), "{one:?} and {other:?}");
}

#[test]
fn a_host_ends_before_a_combining_mark() {
    equal("a@b.vnỦY", "a@b.vnU\u{309}Y");
    equal("b.vn.ủ", "b.vn.u\u{309}");
}

#[test]
fn a_cyrillic_letter_with_a_mark_looks_like_none() {
    equal("\u{451}CT", "\u{435}\u{308}CT");
}

#[test]
fn a_title_case_letter_is_a_capital() {
    equal("Ὸ.ᾈ", &"Ὸ.ᾈ".nfd().collect::<String>());
}

#[test]
fn glued_words_have_one_tone_style() {
    equal("đảngkhoẻ", "đảngkhỏe");
}

#[test]
fn initials_are_spelt_as_without_their_dots() {
    equal("U.Ỷ", "ỦY");
    equal("\u{423}.Ư", "\u{423}Ư");
}

/// Equal in NFC, in NFD and as they are.
fn equal_forms(text: &str) {
    equal(text, &text.nfc().collect::<String>());
    equal(text, &text.nfd().collect::<String>());
}

#[test]
fn a_mark_of_another_script_begins_no_token() {
    equal_forms("\u{1E000}\u{FC6}");
    equal_forms("\u{10A0D}\u{3099}");
    equal_forms("\u{1E000}\u{FC6}bộ か\u{10A0D}\u{3099}");
}

#[test]
fn an_hour_with_a_mark_is_none() {
    equal_forms("8h\u{323}");
}

#[test]
fn a_small_mark_in_a_line_in_capitals_is_no_letter() {
    equal_forms("ᾈ AN AN");
}

#[test]
fn a_letter_is_latin_by_its_base() {
    equal_forms("ǯ\u{441}");
}

#[test]
fn a_page_ends_at_a_bracket_with_a_mark() {
    equal_forms("http://vidu.vn/tin<\u{338}bộ");
}

#[test]
fn a_dropped_mark_keeps_no_letters_apart() {
    let once = canonical("\u{1100}\u{301}\u{1161}");
    assert_eq!(canonical(&once), once);
}

#[test]
fn capitals_with_an_invisible_character_are_an_abbreviation() {
    equal("Thủy-AN", "Thủy-A\u{200B}N");
}

#[test]
fn two_tones_that_unicode_composes_are_the_last_of_them() {
    equal_forms("ṹ");
    equal_forms("ṌṸ ṍ");
    assert_eq!(shown("trṹng"), "trúng");
}

#[test]
fn a_horn_on_a_letter_without_one_makes_it_no_syllable() {
    equal_forms("ệ\u{31b}\u{300}");
    equal_forms("ă\u{31b}");
    equal_forms("ô\u{31b} û\u{31b}");
}

#[test]
fn a_mark_on_a_sign_of_an_address_is_left_out() {
    equal_forms("http://o\u{385}n");
    equal_forms("http://a=\u{338}b");
    assert_eq!(shown("https://m²\u{1e000}CT"), "m²ct:2|m ct");
    assert_eq!(shown("http://a/\u{200b}b"), "a/b:2|a b");
}

#[test]
fn marks_in_another_order_are_read_alike() {
    equal_forms("u\u{302}\u{31b}\u{301}");
    equal_forms("u\u{306}\u{31b}\u{309} thu\u{302}\u{31b}\u{301}w");
    assert_eq!(shown("nu\u{302}\u{31b}\u{301}"), "nứ");
}
