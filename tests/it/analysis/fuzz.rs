//! Invented text, changed at random, against every law that holds of any text.

use tracuu::vi::keys::{telex, vni};
use tracuu::vi::normalize::{canonical, clean};
use tracuu::vi::syllable::{is_bare_form, is_syllable};
use tracuu::vi::{Segmenter, TokenKind, confusions, fold, slips, tokens};
use unicode_normalization::UnicodeNormalization;

use super::check::check_laws;
use super::random::Target;

const CORPUS: &[&str] = &[
    "Đảng uỷ xã Đông Lăng họp bàn Nghị quyết số 18-NQ/ĐU ngày 05/3/2021.",
    "ĐẢNG BỘ KHỐI CÁC CƠ QUAN: 12,5% đảng viên, 1.250.000 đồng – 30 %",
    "Chỉ thị 05-CT/TW, 15/2021/NĐ–CP, 366-Q\u{D0}/TW, 01/2020/TTLT-BNV-BTC, 12/2024/QH15",
    "Đồng chí Nguyễn Văn An – Bí thư T.Ư, PGS.TS. Lê Thị H'Hoa (TP.HCM, TPHCM, Tp. Huế)",
    "khóa XIII, lần thứ XIV, quý II/2024, nhiệm kỳ 2020 - 2025; 15h30, 15:30, 8h",
    "HàNội thànhphố ôtô êkíp kinh tế-xã hội GD&ĐT KT-XH U-23 Covid-19 COVID19 100 m²",
    "https://www.vidu.vn/tin-tuc?a=1 hop.thu@vidu.vn #XâyDựngĐảng @ten vidu.com.vn",
    "ddangr boj, d9ang3 uy3; dang uy khoi; đươc nguời qyan; gìn giữ giếng quý uỷ khuỷu",
    "Đa\u{309}ng bo\u{323}\u{302} thi\u{323}\u{323} liề\u{300}n Sơ\u{31b}n Đả\u{200B}ng tổ\u{AD}chức",
    "TU, AN NINH, gửi TU; công tác AN, QP\nCÔNG TÁC AN NINH\n\nsố 10 - Hội nghị",
    "Москва сho Ωmega ＴＰ ５ ﬁ ǆ ß İ 漢字 한국 ไทย 🎉 ½ ① \u{1161}\u{3099}",
];

const PIECES: &[&str] = &[
    "\u{300}",
    "\u{301}",
    "\u{303}",
    "\u{309}",
    "\u{323}",
    "\u{302}",
    "\u{306}",
    "\u{31B}",
    "\u{308}",
    "\u{338}",
    "\u{345}",
    "\u{200B}",
    "\u{200D}",
    "\u{AD}",
    "\u{FEFF}",
    "\u{202E}",
    " ",
    "  ",
    "\u{A0}",
    "\u{3000}",
    "\t",
    "\n",
    "\r\n",
    "\u{2028}",
    "\u{8}",
    "\0",
    "\u{1B}",
    "-",
    "–",
    " - ",
    "- ",
    "/",
    ".",
    ". ",
    ",",
    ":",
    ";",
    "&",
    "'",
    "’",
    "ʼ",
    "@",
    "#",
    "_",
    "%",
    "…",
    "”",
    "(",
    "?",
    "=",
    "http://",
    "https://",
    "www.",
    ".vn",
    ".com",
    "0",
    "1",
    "05",
    "31",
    "007",
    "2021",
    "000",
    ".000",
    "h",
    "30",
    "²",
    "½",
    "X",
    "XIII",
    "IV",
    "khóa ",
    "thứ ",
    "A",
    "Đ",
    "Ư",
    "TW",
    "T.Ư",
    "TƯ",
    "CT",
    "NQ",
    "QĐ",
    "TP",
    "HCM",
    "AN",
    "đ",
    "a",
    "ả",
    "ộ",
    "ươ",
    "qu",
    "gi",
    "ngh",
    "ñ",
    "é",
    "ё",
    "с",
    "Ω",
    "ß",
    "İ",
    "ı",
    "ſ",
    "K",
    "Å",
    "Ｔ",
    "５",
    "漢",
    "한",
    "ᄀ",
    "\u{1161}",
    "か",
    "\u{3099}",
    "ไท",
    "🎉",
    "ﬁ",
    "ǆ",
    "ᾈ",
    "\u{10FFFF}",
    "\u{E000}",
    "s",
    "f",
    "r",
    "x",
    "j",
    "w",
    "z",
    "dd",
    "aa",
    "oo",
    "9",
    "6",
    "7",
];

/// Every law, on one text.
fn check(text: &str) {
    check_laws(text);
    check_runs(text);
    check_clean(text);
    check_join(text);
}

fn check_runs(text: &str) {
    let tokens: Vec<_> = tokens(text).collect();
    for token in &tokens {
        assert_eq!(fold(&fold(&token.text)), fold(&token.text));
    }
    for run in text.split_whitespace() {
        assert_eq!(canonical(&canonical(run)), canonical(run), "{run:?}");
        for read in [telex(run), vni(run)].into_iter().flatten() {
            assert!(is_syllable(&read) && canonical(&read) == read, "{run:?} {read}");
        }
    }
    // The dearest of all: one run of each text.
    let token = tokens.get(text.len() % tokens.len().max(1));
    let run = token.map_or(text, |token| &token.text);
    for (run, meant) in [(run, confusions(run)), (&fold(run), slips(&fold(run)))] {
        assert!(meant.len() <= 100, "{run:?}");
        for meant in meant {
            assert!(is_syllable(&meant.text) || is_bare_form(&meant.text), "{run:?} {meant:?}");
            assert_ne!(meant.text, run);
        }
    }
}

fn check_clean(text: &str) {
    let stored = clean(text);
    assert_eq!(clean(&stored), stored);
    assert!(stored.nfc().eq(stored.chars()), "not NFC: {stored:?}");
    assert!(!stored.contains(|c: char| c.is_control() && c != '\n'), "{stored:?}");
}

/// Words are joined where white space was, and nothing else changes.
fn check_join(text: &str) {
    let mut segmenter = Segmenter::default();
    for line in text.lines() {
        let (mut joined, mut again) = (String::new(), String::new());
        segmenter.join(line, &mut joined);
        Segmenter::default().join(line, &mut again);
        assert_eq!(joined, again, "a used one");
        let mut rest = line;
        for c in joined.chars() {
            let same = rest.strip_prefix(c);
            let blank = || {
                let after = rest.trim_start();
                (c == '_' && after.len() < rest.len()).then_some(after)
            };
            rest = same.or_else(blank).unwrap_or_else(|| panic!("{line:?} became {joined:?}"));
        }
        assert_eq!(rest, "", "{line:?} became {joined:?}");
    }
}

/// How the tokens of a text follow each other: what tells one way through the analyzer from another.
fn ways(text: &str) -> Vec<u64> {
    let mut before = (TokenKind::Word, 0, 0);
    let way = |token: tracuu::vi::Token| {
        let gap = token.from.saturating_sub(before.1).min(3) as u64;
        let step = token.position.abs_diff(before.2).min(3) as u64;
        let lengths = token.position_length.min(7) as u64 * 8 + token.text.len().min(7) as u64;
        let shrunk = u64::from(token.text.len() < token.to - token.from);
        let kinds = before.0 as u64 * 8 + token.kind as u64;
        before = (token.kind, token.to, token.position);
        (((kinds * 64 + lengths) * 4 + gap) * 4 + step) * 2 + shrunk
    };
    tokens(text).map(way).collect()
}

#[test]
fn no_text_breaks_a_law() {
    Target { corpus: CORPUS, pieces: PIECES, longest: 400, check, ways }.run();
}
