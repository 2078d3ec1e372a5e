//! What misspelt syllables may have been meant as.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tracuu::vi::normalize::canonical;
use tracuu::vi::syllable::{is_bare_form, is_syllable};
use tracuu::vi::{CONFUSION, Candidate, SLIP, confusions, fold, slips};

use super::laws::syllables;

fn texts(candidates: &[Candidate], cost: f32) -> Vec<&str> {
    let of_cost = candidates.iter().filter(|candidate| (candidate.cost - cost).abs() < 0.01);
    of_cost.map(|candidate| candidate.text.as_str()).collect()
}

#[test]
fn parts_that_sound_alike() {
    let rows = [
        ("trung", "chung trun"),
        ("xử", "sử xữ"),
        ("dải", "dãi giải rải vải"),
        ("giải", "dải giãi rải"),
        ("rì", "dì gì rỳ"),
        ("gì", "dì rì"),
        ("giêng", "diêng giên riêng"),
        ("lăm", "năm"),
        ("vân", "dân vâng"),
        ("biết", "biếc"),
        ("tin", "tinh"),
        ("bệnh", "bện"),
        ("hưu", "hiêu"),
        ("chịu", "chiệu trịu"),
        ("sau", "sao sâu xau"),
        ("ti", "ty"),
        ("kỷ", "kỹ"),
        ("quan", "quang"),
        ("ngải", "ngãi"),
        ("bộ", ""),
    ];
    for (syllable, alike) in rows {
        let expected: Vec<_> = alike.split(' ').filter(|s| !s.is_empty()).collect();
        assert_eq!(texts(&confusions(syllable), CONFUSION), expected, "{syllable}");
    }
}

#[test]
fn one_mark_amiss() {
    for (typed, meant) in [
        ("đươc", "được"),
        ("nguời", "người"),
        ("nguòi", "người"),
        ("viêc", "việc"),
        ("đang", "đảng"),
        ("đảng", "đang"),
        ("dảng", "đảng"),
        ("môt", "một"),
        ("nghiêp", "nghiệp"),
        ("qui", "quý"),
    ] {
        assert!(texts(&confusions(typed), SLIP).contains(&meant), "{typed}");
    }
}

#[test]
fn one_key_amiss() {
    for (typed, meant) in [
        ("qyan", "quan"),
        ("daang", "dang"),
        ("dnag", "dang"),
        ("ngi", "nghi"),
        ("nghhi", "nghi"),
        ("khoii", "khoi"),
        ("khpi", "khoi"),
        ("truogn", "truong"),
        ("nghieng", "nghien"),
        ("nghienhg", "nghieng"),
    ] {
        assert!(texts(&slips(typed), SLIP).contains(&meant), "{typed}");
    }
    // These keys are not neighbours.
    assert!(!texts(&slips("kim"), SLIP).contains(&"tim"));
}

#[test]
fn what_cannot_be_mended_gives_nothing() {
    for typed in ["", "krông", "covid", "đảngg", "20", "xyz", "nguờì", "đ", "ng", "🎉", "Москва"]
    {
        assert_eq!(confusions(typed), [], "{typed}");
    }
    for typed in ["", "đang", "truongggg", "20", "wwww", "Dang", "dang bo"] {
        assert_eq!(slips(typed), [], "{typed}");
    }
}

#[test]
fn confusions_of_every_syllable_are_syllables_and_go_both_ways() {
    let of = |syllable: &String| (syllable.clone(), confusions(syllable));
    let all: BTreeMap<String, Vec<Candidate>> =
        syllables().iter().map(|forms| of(&canonical(&forms[0]))).collect();
    for (syllable, found) in &all {
        assert!(found.len() <= 40, "{syllable}: {}", found.len());
        let known = found.iter().filter(|candidate| is_syllable(&candidate.text));
        for Candidate { text, cost } in known {
            assert_eq!(&canonical(text), text);
            assert_ne!(text, syllable);
            let back = &all[text];
            let again = Candidate { text: syllable.clone(), cost: *cost };
            assert!(back.contains(&again), "{syllable} {text}");
        }
    }
}

#[test]
fn slips_of_every_folded_form_go_both_ways() {
    let all: BTreeMap<String, Vec<String>> = syllables()
        .iter()
        .map(|forms| fold(&forms[0]))
        .map(|form| (form.clone(), slips(&form).into_iter().map(|slip| slip.text).collect()))
        .collect();
    for (form, found) in &all {
        assert!(found.len() <= 100, "{form}: {}", found.len());
        assert!(found.is_sorted() && !found.contains(form), "{form}");
        for slip in found {
            assert!(is_bare_form(slip) && all[slip].contains(form), "{form} {slip}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_may_be_asked_about(text in any::<String>(), run in "[a-zđêơưăáàọ]{0,12}") {
        for typed in [text, run] {
            for meant in confusions(&typed).iter().chain(&slips(&typed)) {
                prop_assert!(is_syllable(&meant.text) || is_bare_form(&meant.text));
                prop_assert_ne!(&meant.text, &typed);
            }
        }
    }
}
