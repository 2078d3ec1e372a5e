//! Laws that the analysis keeps on any text.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tantivy_tokenizer_api::TokenFilter;
use tracuu::vi::normalize::{canonical, clean};
use tracuu::vi::syllable::{is_bare_form, is_syllable};
use tracuu::vi::{CanonicalText, FoldFilter, VietnameseTokenizer, fold, matching, tokens};
use unicode_normalization::UnicodeNormalization;

use super::check::{self, FormsTokenizer, analyse, check_laws};

/// Every syllable of the grammar: onset, rhyme, tone, with the tone on each vowel in turn (NFC).
pub(super) fn syllables() -> Vec<Vec<String>> {
    let onsets = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x";
    let rhymes =
        include_str!("../../../src/vi/data/rhymes.txt").lines().filter(|l| !l.starts_with('#'));
    let rhymes: Vec<&str> = rhymes.filter_map(|line| line.split('\t').next()).collect();
    let mut all = Vec::new();
    for onset in onsets.split(' ').chain([""]) {
        for rhyme in &rhymes {
            for tone in ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"] {
                let forms = toned(onset, rhyme, tone);
                if is_syllable(&forms[0]) {
                    all.push(forms);
                }
            }
        }
    }
    all.push(vec!["gì".to_owned()]);
    all
}

fn toned(onset: &str, rhyme: &str, tone: &str) -> Vec<String> {
    let places = rhyme.char_indices().filter(|(_, c)| "aăâeêioôơuưy".contains(*c));
    let form = |(i, c): (usize, char)| {
        let (head, tail) = rhyme.split_at(i + c.len_utf8());
        format!("{onset}{head}{tone}{tail}").nfc().collect::<String>()
    };
    places.map(form).collect()
}

#[test]
fn canonical_spelling_of_every_syllable() {
    let all = syllables();
    let tone = |form: &str| form.nfd().find(|c| TONES.contains(c));
    let distinct: BTreeSet<_> =
        all.iter().map(|forms| (without_tone(&forms[0]), tone(&forms[0]))).collect();
    assert_eq!(distinct.len(), 17_248, "a grammar of closed lists");
    for forms in &all {
        let spelling = canonical(&forms[0]);
        assert!(is_syllable(&spelling), "{spelling}");
        assert!(fold(&spelling).is_ascii());
        assert_eq!(fold(&fold(&spelling)), fold(&spelling));
        assert!(is_bare_form(&fold(&spelling)), "{spelling}");
        assert_eq!(canonical(&spelling), spelling);
        for form in forms {
            assert_eq!(canonical(form), spelling, "{form}");
            assert_eq!(canonical(&form.to_uppercase()), spelling);
            assert_eq!(canonical(&form.nfd().collect::<String>()), spelling);
            assert_eq!(fold(form), fold(&spelling), "{form}");
        }
    }
}

#[test]
fn canonical_spelling_merges_i_and_y_alone() {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for forms in syllables() {
        let spelling = canonical(&forms[0]);
        let merged: BTreeSet<_> = forms.iter().map(|form| without_tone(form)).collect();
        groups.entry(spelling).or_default().extend(merged);
    }
    for (spelling, forms) in groups.iter().filter(|(_, forms)| forms.len() > 1) {
        let with_y: BTreeSet<_> = forms.iter().map(|form| form.replacen('i', "y", 1)).collect();
        assert_eq!(with_y.len(), 1, "{spelling}: {forms:?}");
    }
}

fn without_tone(form: &str) -> String {
    form.nfd().filter(|c| !TONES.contains(c)).nfc().collect()
}

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// A text in two spellings that mean the same.
type Twins = (String, String);

/// Text as newspapers print it, and worse: pieces that meet every rule, in any order.
fn vietnamese() -> impl Strategy<Value = Twins> {
    let one = |pieces: &'static [&'static str]| {
        prop::sample::select(pieces).prop_map(|piece| (piece.to_owned(), piece.to_owned()))
    };
    let words = one(&[
        "đảng", "bộ", "nghị", "quyết", "của", "Việt", "gìn", "kĩ", "KHÓA", "thứ", "hoà", "ỦY",
        "toàn",
    ]);
    let tones = prop::sample::select(
        &[
            (" hòa ", " hoà "),
            (" Thủy-", " Thuỷ-"),
            ("/ỦY ", "/UỶ "),
            (".khỏe.", ".khoẻ."),
            ("–hoàn\n", "–hòan\n"),
        ][..],
    );
    let tones = tones.prop_map(|(old, new)| (old.to_owned(), new.to_owned()));
    let codes = one(&[
        "CT", "TW", "TƯ", "T.Ư", "NĐ", "QH15", "TPHCM", "TP", "U", "Covid", "XIII", "X", "ĐUK",
        "AN", "HàNội", "ôtô", "m²", "h", "vidu.vn", "https://", "www.", "a@b.vn", "#",
    ]);
    let numbers = one(&["05", "2021", "5.000", "1,5", "20/11", "15h30", "15:30", "007", "%", "½"]);
    let signs = one(&[
        "-", "–", "/", ".", ",", "&", "'", "’", ":", "@", "_", "\n", "\n\n", "…", "”", "\u{A0}",
        " - ", ". ",
    ]);
    let odd = one(&[
        "\u{300}",
        "\u{301}",
        "\u{323}",
        "\u{302}",
        "\u{31B}",
        "\u{308}",
        "\u{200B}",
        "\u{AD}",
        "ñ",
        "ё",
        "с",
        "Ω",
        "漢",
        "한",
        "ไทย",
        "ß",
        "İ",
        "Ｔ",
        "５",
        "\u{D0}",
        "\u{8}",
        "🎉",
        "ﬁ",
        "ǆ",
        "ᾈ",
        "ǯ",
        "か",
        "ᄀ",
        "\u{1161}",
        "\u{3099}",
        "\u{FC6}",
        "\u{1E000}",
        "\u{10A0D}",
        "<",
        "\u{338}",
    ]);
    let blank = one(&[" "]);
    let piece = prop_oneof![4 => words, 3 => tones, 3 => codes, 2 => numbers, 2 => signs, 1 => odd,
        6 => blank];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.into_iter().unzip())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![vietnamese().prop_map(|twins| twins.0), any::<String>()]
}

/// The laws that every analyzer for Vietnamese text keeps; `$analyzer` makes a new one.
macro_rules! analyzer_laws {
    ($name:ident, $analyzer:expr) => {
        mod $name {
            use super::*;

            proptest! {
                #[test]
                fn tokens_stand_in_the_text(text in any_text()) {
                    check::tokens_stand_in_the_text(&text, &analyse(&mut $analyzer, &text));
                }

                #[test]
                fn unicode_forms_are_equal(text in any_text()) {
                    check::unicode_forms_are_equal(&mut $analyzer, &text);
                }

                #[test]
                fn tone_styles_are_equal((old, new) in vietnamese()) {
                    check::tone_styles_are_equal(&mut $analyzer, &old, &new);
                    check::tone_styles_are_equal(&mut $analyzer, &old, &check::in_new_style(&old));
                }

                #[test]
                fn invisible_characters_change_nothing(text in any_text(), pick in any::<usize>()) {
                    check::invisible_characters_change_nothing(&mut $analyzer, &text, pick);
                }

                #[test]
                fn blanks_are_equal(text in any_text()) {
                    check::blanks_are_equal(&mut $analyzer, &text);
                }

                #[test]
                fn lines_are_analysed_alone(head in any_text(), tail in any_text()) {
                    check::lines_are_analysed_alone(&mut $analyzer, &head, &tail);
                }

                #[test]
                fn reuse_and_threads_change_nothing(first in any_text(), text in any_text()) {
                    let mut used = $analyzer;
                    check::reuse_changes_nothing(&mut used, &first, &text);
                    let mut other = used.clone();
                    let elsewhere = std::thread::scope(|scope| {
                        scope.spawn(|| analyse(&mut other, &text)).join().unwrap()
                    });
                    prop_assert_eq!(elsewhere, analyse(&mut $analyzer, &text));
                }
            }

            #[test]
            fn hostile_text_twice_as_long_has_twice_the_tokens() {
                for piece in HOSTILE {
                    let text = piece.repeat(10_000 / piece.len());
                    let once = analyse(&mut $analyzer, &text);
                    let twice = analyse(&mut $analyzer, &text.repeat(2));
                    check::tokens_stand_in_the_text(&text, &once);
                    check::tokens_stand_in_the_text(&text.repeat(2), &twice);
                    assert!(twice.len().abs_diff(2 * once.len()) <= SEAM, "{piece:?}");
                }
            }
        }
    };
}

/// Most tokens by which a text, doubled, may miss twice its tokens: a unit is cut after so many parts, so the
/// second half may be cut elsewhere.
const SEAM: usize = 64;

/// Pieces whose repetition would cost an analyzer with look-ahead or memory dearly.
const HOSTILE: &[&str] = &[
    "\u{301}",
    "a\u{301}",
    "1.",
    "1",
    "1.000.",
    "a",
    "A.",
    "A",
    "a-",
    "1-",
    "a.",
    "a@",
    "#",
    "-",
    "đ",
    "aB",
    "TƯ-",
    "1:",
    "15h",
    "a'",
    "\u{200B}a",
    "\u{200B}1",
    "http://",
    "a/",
    "1/A",
    "ñ\u{301}",
    "Ư ",
    "AN ",
    "khóa X ",
    "www.a",
    "%",
    "1 ",
    "1,",
    "1 -",
    "có\u{323}",
    "\u{1100}",
    "x\u{308}\u{323}",
];

analyzer_laws!(exact, VietnameseTokenizer::default());
analyzer_laws!(folded, FoldFilter.transform(VietnameseTokenizer::default()));
analyzer_laws!(exact_of_forms, FormsTokenizer { folded: false });
analyzer_laws!(folded_of_forms, FormsTokenizer { folded: true });

/// Without a clock: what is not linear would take minutes here, and hours in a fuzzer.
#[test]
fn long_hostile_text_comes_to_an_end() {
    for piece in HOSTILE {
        let text = piece.repeat(100_000 / piece.len());
        let mut forms = tracuu::vi::forms(&text);
        let mut bytes = 0;
        while forms.advance() {
            bytes += forms.text().len();
        }
        // Wholes repeat what their parts say, and no more.
        assert!(bytes <= 4 * text.len(), "{piece:?}");
    }
}

#[test]
fn a_megabyte_of_one_kind_is_analysed() {
    for (piece, expected) in [("\u{301}", 0), ("1.", 500_000), ("a", 1)] {
        let text = piece.repeat(1_000_000 / piece.len());
        let parts = tokens(&text).filter(|token| token.kind.is_part());
        assert_eq!(parts.count(), expected, "{piece:?}");
    }
}

proptest! {
    #[test]
    fn the_laws_of_one_text(text in any_text()) {
        check_laws(&text);
    }

    #[test]
    fn clean_is_idempotent(text in any_text()) {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once);
    }

    #[test]
    fn canonical_text_leads_back(text in any_text()) {
        let canonical = CanonicalText::new(&text);
        prop_assert_eq!(canonical.text().replace('\n', " "), matching(&text));
        let parts = tokens(&text).filter(|token| token.kind.is_part());
        let mut at = 0;
        for part in parts {
            let range = at..at + part.text.len();
            prop_assert!(canonical.is_whole(&range));
            prop_assert_eq!(canonical.source(range), part.from..part.to);
            at += part.text.len() + 1;
        }
    }
}
