//! Laws that the analysis keeps on any text.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tantivy_tokenizer_api::{Token as ApiToken, TokenFilter, TokenStream, Tokenizer};
use tracuu::vi::normalize::{canonical, clean};
use tracuu::vi::syllable::{is_bare_form, is_syllable};
use tracuu::vi::{
    CanonicalText, FoldFilter, MAX_BYTES, Token, TokenKind, VietnameseTokenizer, fold, matching,
    tokens,
};
use unicode_normalization::UnicodeNormalization;

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
    assert!(all.len() > 17_000, "{}", all.len());
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
    let tones = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];
    form.nfd().filter(|c| !tones.contains(c)).nfc().collect()
}

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

pub(super) fn analyse(tokenizer: &mut impl Tokenizer, text: &str) -> Vec<ApiToken> {
    let mut stream = tokenizer.token_stream(text);
    std::iter::from_fn(|| stream.next().cloned()).collect()
}

/// What must not depend on the spelling: texts and positions.
pub(super) fn essence(tokenizer: &mut impl Tokenizer, text: &str) -> Vec<(String, usize, usize)> {
    let tokens = analyse(tokenizer, text).into_iter();
    tokens.map(|token| (token.text, token.position, token.position_length)).collect()
}

pub(super) fn check_tokens(text: &str, tokens: &[ApiToken]) {
    let (mut from, mut position) = (0, 0);
    for token in tokens {
        assert!(token.offset_from < token.offset_to && token.offset_to <= text.len(), "{token:?}");
        assert!(text.is_char_boundary(token.offset_from), "{token:?}");
        assert!(text.is_char_boundary(token.offset_to), "{token:?}");
        assert!(token.offset_from >= from && token.position >= position, "{token:?}");
        assert!(!token.text.is_empty() && token.text.len() <= MAX_BYTES, "{token:?}");
        assert!(token.position_length > 0, "{token:?}");
        (from, position) = (token.offset_from, token.position);
    }
    assert!(tokens.len() <= 4 * text.len());
}

/// `text` with a zero-width space after the character at `pick` (cyclic) that is inside a run of letters.
pub(super) fn with_zero_width(text: &str, pick: usize) -> String {
    let letter = |c: char| c.is_alphabetic();
    let next = |i: usize, c: char| text[i + c.len_utf8()..].chars().next();
    let inside: Vec<usize> = text
        .char_indices()
        .filter(|&(i, c)| letter(c) && next(i, c).is_some_and(letter))
        .map(|(i, c)| i + c.len_utf8())
        .collect();
    let Some(&at) = inside.get(pick % inside.len().max(1)) else { return text.to_owned() };
    format!("{}\u{200B}{}", &text[..at], &text[at..])
}

/// The laws that every analyzer for Vietnamese text keeps; `$analyzer` makes a new one.
macro_rules! analyzer_laws {
    ($name:ident, $analyzer:expr) => {
        mod $name {
            use super::*;

            proptest! {
                #[test]
                fn tokens_stand_in_the_text(text in any_text()) {
                    check_tokens(&text, &analyse(&mut $analyzer, &text));
                }

                #[test]
                fn unicode_forms_are_equal(text in any_text()) {
                    let nfc = essence(&mut $analyzer, &text.nfc().collect::<String>());
                    let nfd = essence(&mut $analyzer, &text.nfd().collect::<String>());
                    prop_assert_eq!(&nfc, &nfd);
                    prop_assert_eq!(nfc, essence(&mut $analyzer, &text));
                }

                #[test]
                fn tone_styles_are_equal((old, new) in vietnamese()) {
                    prop_assert_eq!(essence(&mut $analyzer, &old), essence(&mut $analyzer, &new));
                }

                #[test]
                fn invisible_characters_change_nothing(text in any_text(), pick in any::<usize>()) {
                    let hidden = with_zero_width(&text, pick);
                    prop_assert_eq!(essence(&mut $analyzer, &text), essence(&mut $analyzer, &hidden));
                }

                #[test]
                fn blanks_are_equal(text in any_text()) {
                    let hard = text.replace(' ', "\u{A0}");
                    prop_assert_eq!(essence(&mut $analyzer, &text), essence(&mut $analyzer, &hard));
                }

                #[test]
                fn lines_are_analysed_alone(head in any_text(), tail in any_text()) {
                    let tokenizer = &mut $analyzer;
                    let mut apart = analyse(tokenizer, &head);
                    let both = analyse(tokenizer, &format!("{head}\n{tail}"));
                    let split = apart.len();
                    prop_assert!(both.len() >= split);
                    let shift = |token: &ApiToken, first: &ApiToken| token.position - first.position;
                    let lines = analyse(tokenizer, &tail);
                    for (token, alone) in both[split..].iter().zip(&lines) {
                        prop_assert_eq!(token.offset_from, alone.offset_from + head.len() + 1);
                        prop_assert_eq!(shift(token, &both[split]), shift(alone, &lines[0]));
                    }
                    apart.extend(lines);
                    let texts = |tokens: &[ApiToken]| -> Vec<String> {
                        tokens.iter().map(|token| token.text.clone()).collect()
                    };
                    prop_assert_eq!(texts(&both), texts(&apart));
                }

                #[test]
                fn reuse_and_threads_change_nothing(first in any_text(), text in any_text()) {
                    let mut used = $analyzer;
                    used.token_stream(&first).advance();
                    let again = analyse(&mut used, &text);
                    let mut other = used.clone();
                    let elsewhere = std::thread::scope(|scope| {
                        scope.spawn(|| analyse(&mut other, &text)).join().unwrap()
                    });
                    prop_assert_eq!(&again, &analyse(&mut $analyzer, &text));
                    prop_assert_eq!(again, elsewhere);
                }
            }

            #[test]
            fn hostile_text_twice_as_long_has_twice_the_tokens() {
                for piece in HOSTILE {
                    let text = piece.repeat(10_000 / piece.len());
                    let once = analyse(&mut $analyzer, &text);
                    let twice = analyse(&mut $analyzer, &text.repeat(2));
                    check_tokens(&text, &once);
                    check_tokens(&text.repeat(2), &twice);
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

#[test]
fn a_megabyte_of_one_kind_is_analysed() {
    for (piece, expected) in [("\u{301}", 0), ("1.", 500_000), ("a", 1)] {
        let text = piece.repeat(1_000_000 / piece.len());
        let parts = tokens(&text).filter(|token| token.kind.is_part());
        assert_eq!(parts.count(), expected, "{piece:?}");
    }
}

fn cut(text: &str) -> &str {
    let end = (0..=MAX_BYTES.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

proptest! {
    #[test]
    fn tantivy_gets_the_same_tokens(text in any_text()) {
        let api = analyse(&mut VietnameseTokenizer::default(), &text);
        let own = tokens(&text).map(|token| ApiToken {
            text: token.text,
            offset_from: token.from,
            offset_to: token.to,
            position: token.position,
            position_length: token.position_length,
        });
        prop_assert_eq!(api, own.collect::<Vec<_>>());
    }

    #[test]
    fn folding_is_a_function_of_the_exact_text(text in any_text()) {
        let folded = analyse(&mut FoldFilter.transform(VietnameseTokenizer::default()), &text);
        for (token, folded) in tokens(&text).zip(folded) {
            prop_assert_eq!(fold(&token.text), folded.text);
            prop_assert_eq!(fold(&fold(&token.text)), fold(&token.text));
        }
    }

    #[test]
    fn parts_are_canonical_and_positions_whole(text in any_text()) {
        let mut next = 0;
        for token in tokens(&text).filter(|token| token.kind.is_part()) {
            prop_assert!((next..=next + 1).contains(&token.position));
            next = token.position + 1;
            let printed = &text[token.from..token.to];
            if token.kind == TokenKind::Word && token.text != "tw" && !printed.contains('.') {
                let spelling = canonical(printed);
                prop_assert_eq!(&token.text, cut(&spelling));
            }
        }
    }

    #[test]
    fn wholes_cover_their_parts(text in any_text()) {
        let tokens: Vec<Token> = tokens(&text).collect();
        for (i, whole) in tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Whole) {
            let parts = tokens[i..].iter().filter(|token| token.kind.is_part());
            let parts: Vec<_> = parts.take(whole.position_length).collect();
            prop_assert_eq!(parts[0].position, whole.position);
            prop_assert_eq!(parts[0].from >= whole.from, true);
            prop_assert!(parts.iter().all(|part| part.to <= whole.to));
            let signs = |text: &str| text.replace(|c: char| !c.is_alphabetic() && !c.is_ascii_digit(), "");
            let joined: String = parts.iter().map(|part| signs(&part.text)).collect();
            let spelt = signs(&whole.text);
            let unsplit = !joined.starts_with(&spelt);
            prop_assert!(!unsplit || whole.text == cut(&canonical(&text[whole.from..whole.to])));
        }
    }

    #[test]
    fn canonical_and_clean_are_idempotent(text in any_text()) {
        let once = canonical(&text);
        prop_assert_eq!(canonical(&once), once);
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
