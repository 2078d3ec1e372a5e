//! What each kind of text becomes, row by row.

use tracuu::vi::normalize::{canonical, clean};
use tracuu::vi::syllable::{is_bare_form, is_syllable};
use tracuu::vi::{CanonicalText, Token, fold, matching, tokens};

use super::shown;

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

type Spans<'t> = &'t [(&'t str, usize, usize)];

#[test]
fn offsets() {
    let spans = |text: &str| -> Vec<(String, usize, usize)> {
        tokens(text).map(|Token { text, from, to, .. }| (text, from, to)).collect()
    };
    let rows: &[(&str, Spans)] = &[
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
