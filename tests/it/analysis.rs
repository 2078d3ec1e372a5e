//! The analysis of Vietnamese text: a table of what each kind of text becomes, and laws.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tantivy_tokenizer_api::{Token as ApiToken, TokenFilter, TokenStream, Tokenizer};
use tracuu::vi::normalize::{canonical, clean};
use tracuu::vi::syllable::{is_bare_form, is_syllable};
use tracuu::vi::{
    CanonicalText, FoldFilter, MAX_BYTES, Token, TokenKind, VietnameseTokenizer, fold, matching,
    tokens,
};
use unicode_normalization::UnicodeNormalization;

/// Tokens in the notation of the tables: blanks between positions, `|` between tokens at one position,
/// `x:n` for a token over n positions.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    let mut position = None;
    for token in tokens(text) {
        match position {
            None => {}
            Some(before) if before == token.position => shown.push('|'),
            Some(before) => shown.push_str(&" ".repeat(token.position - before)),
        }
        position = Some(token.position);
        shown.push_str(&token.text);
        if token.position_length > 1 {
            shown.push_str(&format!(":{}", token.position_length));
        }
    }
    shown
}

fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text:?}: {:?}, not {expected:?}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn code_points_case_and_invisible_characters() {
    check(&[
        ("Đảng bộ", "đảng bộ"),
        ("ĐẢNG BỘ", "đảng bộ"),
        ("Đa\u{309}ng bô\u{323}", "đảng bộ"),
        ("o\u{323}\u{302}", "ộ"),
        ("o\u{302}\u{323}", "ộ"),
        ("thi\u{323}\u{323}", "thị"),
        ("liề\u{300}n", "liền"),
        ("Sơ\u{31b}n", "sơn"),
        ("Đả\u{200B}ng", "đảng"),
        ("tổ\u{AD}chức", "tổchức:2|tổ chức"),
        ("\u{FEFF}Nghị quyết", "nghị quyết"),
        ("chi\u{A0}bộ", "chi bộ"),
        ("chi\u{3000}bộ", "chi bộ"),
        ("chi\u{200E} bộ", "chi bộ"),
        ("\u{D0}ảng", "đảng"),
        ("Q\u{D0}", "qđ"),
        ("\u{441}ho", "cho"),
        ("Москва", "москва"),
        ("5 μg", "5 μg"),
        ("ＴＰ", "tp"),
        ("100 m²", "100 m-2:2|m 2"),
        ("", ""),
        ("   ", ""),
        ("…“”—", ""),
        ("🎉 hội nghị", "hội nghị"),
        ("\u{301}", ""),
    ]);
}

#[test]
fn tone_placement() {
    check(&[
        ("hoà", "hòa"),
        ("hòa", "hòa"),
        ("HOÀ", "hòa"),
        ("Thuỷ lợi", "thủy lợi"),
        ("Đảng uỷ", "đảng ủy"),
        ("uỷ ban", "ủy ban"),
        ("khoẻ", "khỏe"),
        ("loè xoè", "lòe xòe"),
        ("luỹ kế", "lũy kế"),
        ("nguỵ", "ngụy"),
        ("quý", "quý"),
        ("qúy", "quý"),
        ("qủa", "quả"),
        ("gía", "giá"),
        ("gìn giữ", "gìn giữ"),
        ("giếng", "giếng"),
        ("hòan thành", "hoàn thành"),
        ("đòan thể", "đoàn thể"),
        ("tóan", "toán"),
        ("khủyu", "khuỷu"),
        ("húyt", "huýt"),
        ("qúyt", "quýt"),
        ("thuỳên", "thuyền"),
        ("đừơng", "đường"),
        ("ngừơi", "người"),
        ("muà", "mùa"),
        ("nghiã", "nghĩa"),
        ("cuả", "của"),
        ("xóay", "xoáy"),
        ("thủơ", "thuở"),
        ("sóoc", "soóc"),
        ("café", "café"),
        ("résumé", "résumé"),
        ("hòach", "hòach"),
        ("ThuỶ", "thủy"),
    ]);
}

#[test]
fn i_and_y() {
    check(&[
        ("kĩ thuật", "kỹ thuật"),
        ("lí luận", "lý luận"),
        ("kỉ luật", "kỷ luật"),
        ("tỉ lệ", "tỷ lệ"),
        ("chiến sĩ", "chiến sỹ"),
        ("qui chế", "quy chế"),
        ("quí III", "quý iii|3"),
        ("quít", "quýt"),
        ("ti vi", "ti vi"),
        ("công ty", "công ty"),
        ("Thúy thúi", "thúy thúi"),
        ("tay tai", "tay tai"),
        ("ngày ngài", "ngày ngài"),
        ("ý kiến", "ý kiến"),
        ("Vĩ Vỹ", "vĩ vỹ"),
        ("thi thì", "thi thì"),
    ]);
}

#[test]
fn numbers_dates_times_and_counters() {
    check(&[
        ("5.000", "5000"),
        ("1.250.000 đồng", "1250000 đồng"),
        ("5,000", "5000"),
        ("1,5", "1,5"),
        ("1.5", "1,5"),
        ("30%", "30%|30"),
        ("30 %", "30%|30"),
        ("98,6%", "98,6%|98,6"),
        ("05", "5"),
        ("007", "007"),
        ("2/9", "2-9:2|2 9"),
        ("02/09", "2-9:2|2 9"),
        ("20-11", "20-11:2|20 11"),
        ("20–11", "20-11:2|20 11"),
        ("20/11/2021", "20-11-2021:3|20 11 2021"),
        ("20.11.2021", "20-11-2021:3|20 11 2021"),
        ("tháng 11/2021", "tháng 11-2021:2|11 2021"),
        ("2020-2025", "2020-2025:2|2020 2025"),
        ("2020 – 2025", "2020 2025"),
        ("15h30", "15h30"),
        ("15:30", "15h30"),
        ("8h", "8h"),
        ("15 giờ 30", "15 giờ 30"),
        ("12kg", "12-kg:2|12 kg"),
        ("U23", "u-23:2|u 23"),
        ("U-23", "u-23:2|u 23"),
        ("Covid-19", "covid-19:2|covid 19"),
        ("COVID19", "covid-19:2|covid 19"),
        ("khóa XIII", "khóa xiii|13"),
        ("khoá 13", "khóa 13"),
        ("lần thứ XIV", "lần thứ xiv|14"),
        ("khóa X", "khóa x|10"),
        ("ông X", "ông x"),
        ("quý II/2024", "quý ii|2 2024"),
        ("1.000.000.000.000.000.000.000.000", "1000000000000000000000000"),
    ]);
}

#[test]
fn symbols_and_abbreviations() {
    check(&[
        ("05-CT/TW", "5-ct-tw:3|5 ct tw"),
        ("5-CT/TW", "5-ct-tw:3|5 ct tw"),
        ("05- CT/TW", "5-ct-tw:3|5 ct tw"),
        ("05 - CT/TW", "5-ct-tw:3|5 ct tw"),
        ("05–CT/T.Ư", "5-ct-tw:3|5 ct tw"),
        ("15/2021/NĐ-CP", "15-2021-nđ-cp:4|15 2021 nđ cp"),
        ("15/2021/NĐ–CP", "15-2021-nđ-cp:4|15 2021 nđ cp"),
        ("06-CTr/ĐUK", "6-ctr-đuk:3|6 ctr đuk"),
        ("18/NQ-ĐUK", "18-nq-đuk:3|18 nq đuk"),
        ("366-Q\u{D0}/TW", "366-qđ-tw:3|366 qđ tw"),
        ("77/QĐ-TTg", "77-qđ-ttg:3|77 qđ ttg"),
        ("01/2020/TTLT-BNV-BTC", "1-2020-ttlt-bnv-btc:5|1 2020 ttlt bnv btc"),
        ("12/2024/QH15", "12-2024-qh-15:4|12 2024 qh 15"),
        ("số 10 - Hội nghị", "số 10 hội nghị"),
        ("NQTW 4", "nqtw 4"),
        ("NQTW4", "nqtw-4:2|nqtw 4"),
        ("TƯ", "tw"),
        ("T.Ư", "tw"),
        ("TW", "tw"),
        ("T.W", "tw"),
        ("Tư", "tư"),
        ("tư", "tư"),
        ("TU", "tu|^tu"),
        ("gửi TU", "gửi tu|^tu"),
        ("CÔNG TÁC AN NINH", "công tác an ninh"),
        ("công tác AN, QP", "công tác an|^an qp"),
        ("TP.HCM", "tp-hcm:2|tp hcm"),
        ("TPHCM", "tp-hcm:2|tp hcm"),
        ("TP. HCM", "tp hcm"),
        ("TP HCM", "tp hcm"),
        ("N.V.Đ.", "nvđ"),
        ("PGS.TS. Lê", "pgs-ts:2|pgs ts lê"),
        ("CQ&DN", "cq-dn:2|cq dn"),
        ("GD-ĐT", "gd-đt:2|gd đt"),
        ("GD&ĐT", "gd-đt:2|gd đt"),
        ("GD–ĐT", "gd-đt:2|gd đt"),
        ("(ĐUK)", "đuk"),
    ]);
}

#[test]
fn hyphens_glue_and_addresses() {
    let letters = "a".repeat(200);
    check(&[
        ("kinh tế-xã hội", "kinh tế xã hội"),
        ("kinh tế - xã hội", "kinh tế xã hội"),
        ("KT-XH", "kt-xh:2|kt xh"),
        ("V-League", "v-league:2|v league"),
        ("ê-kíp", "ê kíp"),
        ("êkíp", "êkíp:2|ê kíp"),
        ("ôtô", "ôtô:2|ô tô"),
        ("đôla", "đôla"),
        ("đảng/đoàn", "đảng đoàn"),
        ("đã xong.Hai", "đã xong hai"),
        ("xong,rồi", "xong rồi"),
        ("HàNội", "hà nội"),
        ("HạnhTheo", "hạnh theo"),
        ("VnExpress", "vnexpress"),
        ("iPhone", "iphone"),
        ("SaiGon", "saigon"),
        ("thànhphố", "thànhphố:2|thành phố"),
        ("H'Hoa", "hhoa"),
        ("H’Hoa", "hhoa"),
        ("'khủng'", "khủng"),
        ("https://www.vidu.vn/tin-tuc", "vidu.vn/tin-tuc:4|vidu vn tin tuc"),
        ("hop.thu@vidu.vn", "hop.thu@vidu.vn:4|hop thu vidu vn"),
        ("#XâyDựngĐảng", "xâydựngđảng:3|xây dựng đảng"),
        ("đươc", "đươc"),
        ("Đắk Lắk", "đắk lắk"),
        (&letters, &letters[..64]),
        ("một\n\nhai", "một  hai"),
    ]);
}

#[test]
fn offsets() {
    let spans = |text: &str| -> Vec<(String, usize, usize)> {
        tokens(text).map(|Token { text, from, to, .. }| (text, from, to)).collect()
    };
    let rows: &[(&str, &[(&str, usize, usize)])] = &[
        ("Đảng ủy", &[("đảng", 0, 7), ("ủy", 8, 12)]),
        ("05-CT/TW", &[("5-ct-tw", 0, 8), ("5", 0, 2), ("ct", 3, 5), ("tw", 6, 8)]),
        ("TPHCM", &[("tp-hcm", 0, 5), ("tp", 0, 2), ("hcm", 2, 5)]),
        ("T.Ư", &[("tw", 0, 4)]),
        ("Đả\u{200B}ng", &[("đảng", 0, 10)]),
        ("Đa\u{309}ng", &[("đảng", 0, 7)]),
        ("30 %", &[("30%", 0, 4), ("30", 0, 2)]),
    ];
    for (text, expected) in rows {
        let found = spans(text);
        let found: Vec<_> =
            found.iter().map(|(text, from, to)| (text.as_str(), *from, *to)).collect();
        assert_eq!(found, *expected, "{text:?}");
    }
}

#[test]
fn folding() {
    let rows = [
        ("đảng", "dang"),
        ("ủy", "uy"),
        ("đường", "duong"),
        ("kỹ", "ky"),
        ("ki", "ky"),
        ("ti", "ty"),
        ("tỷ", "ty"),
        ("ty", "ty"),
        ("thúi", "thui"),
        ("15-2021-nđ-cp", "15-2021-nd-cp"),
        ("café", "cafe"),
        ("москва", "москва"),
        ("^tu", "^tu"),
        ("sơn", "son"),
        ("sớn", "son"),
        ("son", "son"),
        ("quýt", "quyt"),
        ("quit", "quyt"),
    ];
    for (exact, folded) in rows {
        assert_eq!(fold(exact), folded, "{exact}");
    }
}

/// The first form of each is canonical; the others are printed forms of it.
const TONES: &[&[&str]] = &[
    &["hòa", "hoà"],
    &["tỏa", "toả"],
    &["khỏe", "khoẻ"],
    &["lòe", "loè"],
    &["xòe", "xoè"],
    &["òa", "oà"],
    &["thủy", "thuỷ"],
    &["ủy", "uỷ", "UỶ"],
    &["tùy", "tuỳ"],
    &["lũy", "luỹ"],
    &["ngụy", "nguỵ"],
    &["quý", "qúy"],
    &["quỳ"],
    &["quả", "qủa"],
    &["quở"],
    &["quạnh"],
    &["giá", "gía"],
    &["giặt"],
    &["gì"],
    &["gìn"],
    &["gịn"],
    &["giếng", "gíêng"],
    &["giữa"],
    &["khuỷu", "khủyu"],
    &["ngoẻo"],
    &["ngoèo"],
    &["xoáy", "xóay"],
    &["khoái"],
    &["hoàn", "hòan"],
    &["hoạch"],
    &["huýt", "húyt"],
    &["quýt", "qúyt"],
    &["thuyền", "thuỳên"],
    &["chuyện"],
    &["nguyễn"],
    &["tuyết"],
    &["đoàn", "đòan"],
    &["ùa"],
    &["mùa", "muà"],
    &["chìa", "chià"],
    &["của", "cuả"],
    &["nghĩa", "nghiã"],
    &["bưởi", "bửơi"],
    &["đường", "đừơng"],
    &["người", "ngừơi"],
    &["lưỡi"],
    &["rượu", "rựơu"],
    &["kiều"],
    &["tiếng", "tíêng"],
    &["thuở", "thủơ"],
    &["ngoẵng"],
    &["soóc", "sóoc"],
    &["voọc", "vọoc"],
    &["goòng"],
    &["tuýp", "túyp"],
    &["yếu"],
    &["ỷ"],
    &["uống", "úông"],
    &["ưỡn"],
    &["khuya"],
    &["hòach"],
];

#[test]
fn each_printed_tone_has_one_place() {
    for forms in TONES {
        for form in *forms {
            assert_eq!(canonical(form), forms[0]);
            assert_eq!(canonical(&form.to_uppercase()), forms[0]);
        }
    }
}

#[test]
fn syllables_and_what_is_none() {
    let yes = "đảng nghiêng khuỷu quyển giếng gìn uy oai yêm nga nghe ghe ke qua bát ưu oang voọc \
               xoong goòng";
    let no =
        "ngha ge ka ce qa quôc bàt ach ăch ơng uang zô fan jun kwa bloc đắk krông ôtô tp ng aa";
    for word in yes.split(' ') {
        assert!(is_syllable(word), "{word}");
        assert!(is_bare_form(&fold(word)), "{word}");
    }
    for word in no.split(' ') {
        assert!(!is_syllable(word), "{word}");
    }
    for word in ["", "đảng", "fan", "bloc", "xyz", "cong ty", "5"] {
        assert!(!is_bare_form(word), "{word}");
    }
}

#[test]
fn stored_text() {
    assert_eq!(
        clean("Đa\u{309}ng  uỷ\u{A0}xã \r\n\r\n\t Họp\u{200B}\u{7}.\r"),
        "Đảng uỷ xã\n\nHọp.\n"
    );
    assert_eq!(clean("a\u{202E}b\u{AD}c\u{FEFF}"), "abc");
}

#[test]
fn matching_text_and_the_way_back() {
    let printed = "ĐẢNG UỶ Khối: 05-CT/TW\nHọp";
    assert_eq!(matching(printed), "đảng ủy khối 5 ct tw họp");
    let text = CanonicalText::new(printed);
    assert_eq!(text.text(), "đảng ủy khối 5 ct tw\nhọp");
    for (found, source) in [("ủy khối", "UỶ Khối"), ("5 ct tw", "05-CT/TW"), ("họp", "Họp")]
    {
        let at = text.text().find(found).unwrap();
        let range = at..at + found.len();
        assert!(text.is_whole(&range));
        assert_eq!(&printed[text.source(range)], source);
    }
    assert!(!text.is_whole(&(0..4)));
    assert_eq!(text.source(0..0), 0..0);
}

/// Every syllable of the grammar: onset, rhyme, tone, with the tone on each vowel in turn (NFC).
fn syllables() -> Vec<Vec<String>> {
    let onsets = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x";
    let rhymes =
        include_str!("../../src/vi/data/rhymes.txt").lines().filter(|l| !l.starts_with('#'));
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
    ]);
    let blank = one(&[" "]);
    let piece = prop_oneof![4 => words, 3 => tones, 3 => codes, 2 => numbers, 2 => signs, 1 => odd,
        6 => blank];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.into_iter().unzip())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![vietnamese().prop_map(|twins| twins.0), any::<String>()]
}

fn analyse(tokenizer: &mut impl Tokenizer, text: &str) -> Vec<ApiToken> {
    let mut stream = tokenizer.token_stream(text);
    std::iter::from_fn(|| stream.next().cloned()).collect()
}

/// What must not depend on the spelling: texts and positions.
fn essence(tokenizer: &mut impl Tokenizer, text: &str) -> Vec<(String, usize, usize)> {
    let tokens = analyse(tokenizer, text).into_iter();
    tokens.map(|token| (token.text, token.position, token.position_length)).collect()
}

fn check_tokens(text: &str, tokens: &[ApiToken]) {
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
fn with_zero_width(text: &str, pick: usize) -> String {
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
            fn hostile_text_takes_linear_time() {
                for piece in HOSTILE {
                    let text = piece.repeat(300_000 / piece.len());
                    let start = Instant::now();
                    check_tokens(&text, &analyse(&mut $analyzer, &text));
                    assert!(start.elapsed() < Duration::from_secs(10), "{piece:?}");
                }
            }
        }
    };
}

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

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_BYTES)]
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
