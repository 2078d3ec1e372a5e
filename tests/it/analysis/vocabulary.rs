//! The table of syllables agrees with the rules of spelling.

use std::collections::BTreeSet;

use tracuu::vi::fold;
use tracuu::vi::normalize::canonical;
use tracuu::vi::syllable::{Syllable, is_syllable, lookup, readings};
use unicode_normalization::UnicodeNormalization;

#[test]
fn every_syllable_is_found_by_each_of_its_spellings() {
    for syllable in Syllable::all() {
        let text = syllable.canonical();
        assert!(is_syllable(text) && canonical(text) == text, "{text}");
        assert_eq!(Syllable::from_id(syllable.id()), Some(syllable));
        let decomposed: String = text.nfd().collect();
        let capital: String = text.chars().take(1).flat_map(char::to_uppercase).collect();
        let title = capital + &text.chars().skip(1).collect::<String>();
        for spelling in [text, &text.to_uppercase(), &decomposed, &title] {
            assert_eq!(lookup(spelling), Some(syllable), "{spelling}");
        }
    }
    assert_eq!(Syllable::all().len(), Syllable::COUNT);
    let beyond = u16::try_from(Syllable::COUNT).expect("a number of two bytes");
    assert_eq!(Syllable::from_id(beyond), None);
}

#[test]
fn other_spellings_lead_to_the_canonical_one() {
    for (printed, text) in [
        ("hoà", "hòa"),
        ("Thuỷ", "thủy"),
        ("UỶ", "ủy"),
        ("kĩ", "kỹ"),
        ("qui", "quy"),
        ("quí", "quý"),
        ("sĩ", "sỹ"),
        ("hòan", "hoàn"),
        ("\u{D0}ảng", "đảng"),
    ] {
        assert_eq!(lookup(printed).map(Syllable::canonical), Some(text), "{printed}");
    }
    for none in ["", "bàt", "video", "đươc", "05", "đảng bộ", "nghiêngnghiêng", "nghiễngg"]
    {
        assert_eq!(lookup(none), None, "{none}");
    }
}

#[test]
fn readings_are_all_that_fold_alike() {
    let mut found = BTreeSet::new();
    for folded in Syllable::all().map(Syllable::folded).collect::<BTreeSet<_>>() {
        for syllable in readings(folded) {
            assert_eq!((syllable.folded(), fold(syllable.canonical()).as_str()), (folded, folded));
            assert!(found.insert(syllable), "{folded}");
        }
    }
    assert_eq!(found.len(), Syllable::COUNT);
    let texts: Vec<_> = readings("Ủy").map(Syllable::canonical).collect();
    assert!(texts.contains(&"ủy") && texts.contains(&"uy") && !texts.contains(&"ui"));
    assert_eq!(readings("xyz").len(), 0);
}

#[test]
fn frequencies_tell_common_syllables_from_rare_ones() {
    let frequency = |run| lookup(run).expect("a syllable in use").frequency();
    assert!(frequency("của") > frequency("đảng") && frequency("đảng") > frequency("khuỷu"));
    let common = lookup("của").expect("a syllable in use");
    assert!(common.seen(1) && common.seen(100_000) && !common.seen(u32::MAX));
    let often = Syllable::all().filter(|syllable| syllable.seen(20)).count();
    assert!((4_000..6_000).contains(&often), "{often}");
}
