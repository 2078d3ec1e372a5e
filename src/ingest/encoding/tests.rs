//! Round trips through every encoding, what is never touched, and what is refused.

use std::collections::BTreeSet;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::vi::syllable::Syllable;

#[path = "../../../tests/it/encoders.rs"]
mod encoders;
use encoders::{encoded, in_font, misread};

const PAGE: &str = "Chi bộ thôn Mây Hạ họp bàn việc giữ rừng đầu nguồn\n\n12/03/2020 08:15\n\n\
    Sáng nay, Chi bộ thôn Mây Hạ tổ chức sinh hoạt chuyên đề về giữ rừng và chăm sóc vườn mận chung. \
    Đồng chí Bí thư nêu rõ: “Mỗi đảng viên nhận một khoảnh rừng – không để ai đứng ngoài cuộc…”.\n";

fn read(bytes: &[u8]) -> Decoded {
    decode(bytes, None).unwrap()
}

fn name(text: &str) -> &'static str {
    read(text.as_bytes()).encoding.name()
}

fn refusal(bytes: &[u8], declared: Option<&str>) -> String {
    decode(bytes, declared).unwrap_err()
}

/// Common syllables in which every letter with a mark stands at least once, small and as capital.
fn every_letter() -> String {
    let mut common: Vec<Syllable> = Syllable::all().filter(|one| one.seen(20)).collect();
    common.sort_by_key(|one| std::cmp::Reverse(one.frequency()));
    let mut seen = BTreeSet::new();
    let news = |one: &&Syllable| {
        let before = seen.len();
        seen.extend(one.canonical().chars().filter(|c| !c.is_ascii()));
        seen.len() > before
    };
    let words: Vec<&str> = common.iter().filter(news).map(|one| one.canonical()).collect();
    assert_eq!(seen.len(), 67, "the letters of Vietnamese that ASCII lacks");
    let small = words.join(" ");
    format!("{small}\n{}\n", small.to_uppercase())
}

#[test]
fn every_letter_comes_back_from_every_encoding() {
    let page = PAGE.to_owned() + &every_letter();
    for (encoding, bytes) in encoded(&page) {
        let decoded = read(&bytes);
        assert_eq!(decoded.encoding.name(), encoding);
        assert_eq!(decoded.text.nfc().collect::<String>(), page, "{encoding}");
        assert!(is_text(&bytes[..bytes.len().min(301)]), "{encoding}");
        let again = read(decoded.text.as_bytes());
        assert_eq!((again.text, again.encoding), (decoded.text, Encoding::Utf8));
    }
}

#[test]
fn every_row_of_the_tables_is_read() {
    let tcvn3: fn(&str) -> String = table::tcvn3;
    for (file, decode, rows) in [
        (include_str!("tcvn3.tsv"), tcvn3, 270),
        (include_str!("vni.tsv"), |coded| table::VNI.decode(coded), 134),
        (include_str!("viqr.tsv"), |coded| table::VIQR.decode(coded), 143),
    ] {
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), rows);
        assert_eq!(table::rows(file).count(), rows);
        let letters: BTreeSet<char> =
            table::rows(file).map(|(_, letter)| letter).filter(|c| !c.is_ascii()).collect();
        assert_eq!(letters.len(), 134);
        for (code, letter) in table::rows(file) {
            let code: String = code.into_iter().filter(|&c| c != '\0').collect();
            assert_eq!(decode(&code), letter.to_string(), "{code:?}");
        }
    }
}

#[test]
fn a_headline_is_enough() {
    let headline = "Đảng ủy xã Mây Hạ tổng kết công tác kiểm tra, giám sát";
    for (encoding, bytes) in encoded(headline) {
        let expected = if encoding == "viqr" { "utf-8" } else { encoding };
        assert_eq!(read(&bytes).encoding.name(), expected);
    }
    let record = |text: &str| format!("{{\"id\": \"a-1\", \"title\": \"{text}\"}}");
    let coded = record(&in_font(headline, "tcvn3"));
    assert_eq!(read(coded.as_bytes()).text, record(headline));
}

#[test]
fn two_words_are_not_enough_for_valid_utf8() {
    for text in ["§¶ng uû", "Ñaûng uûy", "Äáº£ng", "DDa?ng u?y"] {
        assert_eq!(read(text.as_bytes()).text, text);
    }
}

#[test]
fn a_record_too_short_by_itself_is_read_as_its_file() {
    for (label, text) in [
        ("tcvn3", "§¶ng uû"),
        ("utf-8 with tcvn3", "§¶ng uû"),
        ("vni-windows", "Ñaûng uûy"),
        ("utf-8 twice", "Äáº£ng á»§y"),
    ] {
        let text = text.replace("Äá", "Ä\u{90}á");
        let decoded = decode(text.as_bytes(), Some(label)).unwrap();
        assert!(
            ["Đảng uỷ", "Đảng ủy"].contains(&decoded.text.as_str()),
            "{label}: {}",
            decoded.text
        );
        for other in ["Đảng ủy", "Café Zürich", "hoà bình", "naïve"] {
            assert_eq!(decode(other.as_bytes(), Some(label)).unwrap().text, other, "{label}");
        }
    }
    assert_eq!(decode(b"\xa7\xb6ng u\xfb", Some("tcvn3")).unwrap().text, "Đảng uỷ");
    assert!(decode(b"\xa7\xb6ng u\xfb", None).is_err());
}

#[test]
fn legacy_text_behind_escapes_is_seen() {
    let page = PAGE.replace(['“', '”', '–', '…'], "-").replace('\n', " ");
    for encoding in ["tcvn3", "vni-windows"] {
        let font = in_font(&page, encoding);
        let json: String = font
            .chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) })
            .collect();
        let decimal: String = font
            .chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) })
            .collect();
        for escaped in [json, decimal] {
            let text = format!(
                "{{\"a\": \"C:\\\\u00e1 &amp; &lt; \\u0022 \\ud83d\\ude00\", \"b\": \"{escaped}\"}}"
            );
            let decoded = read(text.as_bytes());
            assert_eq!(decoded.encoding.name(), encoding);
            assert_eq!(decoded.text, text.replace(&escaped, &page));
        }
    }
    let named = "<p>§¶ng uû x· M©y H¹ häp bµn viÖc gi÷ rõng ®Çu nguån</p>".to_owned();
    let names: Vec<&str> = include_str!("entities.txt").lines().collect();
    let escaped: String =
        named
            .chars()
            .map(|c| {
                if c.is_ascii() { c.to_string() } else { format!("&{};", names[c as usize - 0xA0]) }
            })
            .collect();
    assert_eq!(
        read(escaped.as_bytes()).text,
        "<p>Đảng uỷ xã Mây Hạ họp bàn việc giữ rừng đầu nguồn</p>"
    );
    for plain in [
        "{\"a\": \"\\u0110\\u1ea3ng \\u1ee7y, caf\\u00e9, Z\\u00fcrich, \\u00b6\\u00b6\\u00b6\"}",
        "<p>Caf&eacute; &amp; Z&uuml;rich, &Ouml;l, &szlig;, &frac12;, &para;</p>",
    ] {
        assert_eq!(read(plain.as_bytes()).text, plain);
    }
}

#[test]
fn capitals_typed_for_a_capital_font_become_capitals() {
    let line = "CéNG HOµ Xà HéI CHñ NGHÜA VIÖT NAM\n";
    let text = in_font(PAGE, "tcvn3") + line;
    let decoded = read(text.as_bytes());
    assert!(decoded.text.contains("CỘNG HOÀ"), "{}", decoded.text);
    assert!(decoded.text.contains("HỘI CHỦ NGHĨA VIỆT NAM\n"), "{}", decoded.text);
}

#[test]
fn signs_that_are_also_marks_stay_signs_where_no_letter_is_before_them() {
    let text = in_font(PAGE, "tcvn3") + "A³ §«ng, E³ rÌ, 30°C, 5 m³\n";
    assert!(read(text.as_bytes()).text.ends_with("Á Đông, É rè, 30°C, 5 m³\n"));
}

/// Text that is what it is, in languages whose letters legacy fonts use for others.
const OTHERS: [&str; 12] = [
    "Le comité d'été a décidé : « là où né, blé, thé, été, dé, clé, fée, pré, gré, nuée, même forêt, hôtel, île, où, ça, cœur ».",
    "Größe, Straße, Übung, für, über, müssen, hören, Köln, schön, Mädchen, daß, Füße, wäre, können, fünf, grüß, Tür, Öl.",
    "El niño mañana comió piñas; qué está aquí, así, más, él, sí, té, dé, sé, mí, tú, allí, corazón, año, señor, España.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy; máme své země, něco, člověk, děti, řeka, být, tři, ještě, květ.",
    "Não há coração são; a mãe põe o pão à mão, você já é avó, três irmãos, ação, órgão, êxito, água, útil, ímã.",
    "Så åker vi på sjön där älgen går över ån; höst, vår, får, är, på, då, nå, lår, mål, tår, hår, blå, grå, två, få.",
    "The façade of the café: naïve résumé, fiancée, crème brûlée, Zürich, São Paulo, Malmö, Ångström, déjà vu, piñata.",
    "if (a[i] == 'e') { x = o(n) ? a^b : u'text'; f(a(n), e(m), o^p); } // i.e. a.k.a. e.g. o.k. u.s.a. y'all a'b e'f o'g u'h",
    "Ba? Khong. Sao the? Di a'! Ai cu~ng ha? Me. Bo. Co. Chu? Anh di dau the? O? U? Ve chua? Mai di choi nhe' ^^ hihi a' e' o`",
    "write to anh.nguyen@thu.example or ha.an@bao.example, http://xa.may-ha.example/tin.html?a=e&o=u'x~y, file://a.o.u/e.y",
    "O'Brien said: \"I can't, won't, don't, she'll, he'd, they're, we've\"; a^2+b^2=c^2, o(n^2), e^(ix), u~N(0,1), y'=a'x+e'.",
    "Øl på Åland: Æbler, brød, smør, kød, hø, sø, ø, å, ål, fløde, grøn, blå, rød, sød, før, når, så, må, få, gå, stå.",
];

#[test]
fn other_languages_code_and_chat_are_left_alone() {
    for text in OTHERS {
        for times in [1, 3, 50] {
            let text = format!("{text}\n").repeat(times);
            assert_eq!(read(text.as_bytes()), Decoded { text, encoding: Encoding::Utf8 });
        }
    }
    assert_eq!(name(&OTHERS.concat()), "utf-8");
}

#[test]
fn vietnamese_with_other_languages_is_left_alone() {
    for other in OTHERS {
        for text in [
            format!("{PAGE}{other}"),
            format!("{other}\n{other}\n{PAGE}"),
            format!("{{\"a\": \"{other}\", \"b\": \"Tỉnh\"}}"),
        ] {
            assert_eq!(read(text.as_bytes()), Decoded { text, encoding: Encoding::Utf8 });
        }
    }
    for text in [
        "là và có thì mà cho ba má",
        "Toà án, hoà bình, thuỷ lợi: hoá ra là thế",
        "“Ôi! Thế à?” – bà nói…",
    ] {
        assert_eq!(read(text.as_bytes()).text, text);
    }
}

#[test]
fn a_body_in_a_legacy_font_is_converted_and_the_menu_left() {
    let menu = "<a href=\"/\">Trang chủ</a> <a href=\"/cd\">Café Zürich, Đắk Lắk</a>\n";
    for encoding in ["tcvn3", "vni-windows"] {
        let body =
            |text: &str| format!("{menu}<p><font face=\".VnTime\">{text}</font></p>\n{menu}");
        let decoded = read(body(&in_font(PAGE, encoding)).as_bytes());
        assert_eq!(decoded.text, body(PAGE));
        assert_eq!(decoded.encoding.name(), format!("utf-8 with {encoding}"));
    }
    let decoded = read(format!("{menu}<p>{}</p>", misread(PAGE.as_bytes())).as_bytes());
    assert_eq!(decoded.text, format!("{menu}<p>{PAGE}</p>"));
    assert_eq!(decoded.encoding.name(), "utf-8 with utf-8 twice");
}

#[test]
fn what_two_encodings_have_spoilt_stays_and_is_named() {
    let spoilt = misread(PAGE.as_bytes()).replace('\u{A0}', " ");
    let decoded = read(spoilt.as_bytes());
    assert_eq!(decoded.encoding.name(), "utf-8 twice, damaged");
    assert!(decoded.text.contains("Chi bộ thôn Mây Hạ họp bÃ n việc"), "{}", decoded.text);
}

#[test]
fn a_label_is_believed_only_where_the_bytes_leave_it_open() {
    let bytes = |name: &str| {
        encoded(PAGE)
            .into_iter()
            .rfind(|(one, bytes)| *one == name && std::str::from_utf8(bytes).is_err())
            .unwrap()
            .1
    };
    for label in ["utf-8", "iso-8859-1", "windows-1258", "gbk", "x-user-defined", "nonsense"] {
        for encoding in ["windows-1258", "tcvn3", "vni-windows"] {
            let decoded = decode(&bytes(encoding), Some(label)).unwrap();
            assert_eq!(
                (decoded.text.as_str(), decoded.encoding.name()),
                (PAGE, encoding),
                "{label}"
            );
        }
        assert_eq!(decode(PAGE.as_bytes(), Some(label)).unwrap().encoding, Encoding::Utf8);
    }
}

#[test]
fn an_honest_foreign_page_is_read_by_its_label() {
    let french = OTHERS[0].replace(['œ', '’'], "oe");
    let latin: Vec<u8> = french.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let decoded = decode(&latin, Some("ISO-8859-1")).unwrap();
    assert_eq!((decoded.text, decoded.encoding.name()), (french.clone(), "windows-1252"));
    for head in [
        "<html><head><META http-equiv=\"Content-Type\" content=\"text/html; charset=ISO-8859-1\">",
        "<meta name=a><meta charset='latin1'/>",
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><html>",
    ] {
        let page = [head.as_bytes(), &latin].concat();
        assert_eq!(read(&page).text, format!("{head}{french}"));
    }
    let chinese = b"\xc4\xe3\xba\xc3\xca\xc0\xbd\xe7";
    assert_eq!(decode(chinese, Some("gb2312")).unwrap().text, "你好世界");
    assert!(refusal(&latin, None).contains("no encoding is declared"));
    let reason = refusal(&latin, Some("utf-8"));
    assert!(reason.contains("`utf-8`") && reason.contains("byte 8 "), "{reason}");
}

#[test]
fn damaged_utf8_is_refused_with_the_byte() {
    let at = PAGE.find('ộ').unwrap();
    for damaged in [
        PAGE.as_bytes()[..at + 1].to_vec(),
        [&PAGE.as_bytes()[..at], b"\xff", &PAGE.as_bytes()[at..]].concat(),
        [&PAGE.as_bytes()[..at], &PAGE.as_bytes()[at + 1..]].concat(),
    ] {
        let reason = refusal(&damaged, None);
        assert!(reason.contains(&format!("byte {at} ")), "{reason}");
    }
    let reason = refusal(b"\xef\xbb\xbfab\xe1", None);
    assert!(reason.contains("byte 5 "), "{reason}");
}

fn utf16_bytes(text: &str, order: Encoding) -> Vec<u8> {
    let two = |unit: u16| {
        if order == Encoding::Utf16Be { unit.to_be_bytes() } else { unit.to_le_bytes() }
    };
    text.encode_utf16().flat_map(two).collect()
}

const LINE: &str = "Chi bộ thôn Mây Hạ họp bàn việc giữ rừng đầu nguồn. 🙂\n";

#[test]
fn utf16_is_told_by_its_mark_and_by_its_zeros() {
    for order in [Encoding::Utf16Le, Encoding::Utf16Be] {
        for text in [LINE.to_owned(), format!("\u{FEFF}{LINE}")] {
            let bytes = utf16_bytes(&text, order);
            assert_eq!(utf16(&bytes), Some(order));
            assert_eq!(utf16(&bytes[..bytes.len() - 3]), Some(order), "a head is cut anywhere");
            assert!(is_text(&bytes));
            let decoded = read(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (LINE, order));
        }
    }
    assert_eq!(utf16(LINE.as_bytes()), None);
}

#[test]
fn half_characters_of_utf16_are_named() {
    let mut bytes = utf16_bytes(LINE, Encoding::Utf16Le);
    bytes.push(b'a');
    let reason = refusal(&bytes, None);
    assert!(reason.contains(&format!("byte {}", bytes.len() - 1)), "{reason}");
    let mut bytes = utf16_bytes("\u{FEFF}Chi", Encoding::Utf16Be);
    bytes.extend([0xD8, 0, 0, b'a']);
    let reason = refusal(&bytes, None);
    assert!(reason.contains("bytes 8 and 9"), "{reason}");
}

#[test]
fn programs_and_pictures_are_no_text() {
    let mut numbers = Vec::new();
    (0..2000u16).for_each(|n| numbers.extend(n.to_le_bytes()));
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0".as_slice();
    for bytes in [picture, b"\x7fELF\x02\x01\x01\0\0", &numbers] {
        assert!(!is_text(bytes));
    }
    for bytes in [b"".as_slice(), b"a\r\n\tb", b"\xa7\xb6ng u\xfb", LINE.as_bytes()] {
        assert!(is_text(bytes));
    }
}

/// Pieces of every encoding, stuck together at random.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let texts = encoded("Đảng ủy xã họp, tổng kết công tác\n");
    let piece =
        (0..texts.len(), any::<[u8; 3]>(), 0..60usize).prop_map(move |(which, noise, cut)| {
            let bytes = &texts[which].1;
            [&bytes[..cut.min(bytes.len())], &noise[..cut % 4]].concat()
        });
    prop::collection::vec(piece, 0..12).prop_map(|all| all.concat())
}

proptest! {
    #[test]
    fn what_came_out_is_text_and_stays_as_it_is(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..400), pieces()]) {
        if let Ok(first) = decode(&bytes, None) {
            let second = read(first.text.as_bytes());
            prop_assert_eq!(&second.text, &first.text);
            prop_assert_eq!(second.encoding, Encoding::Utf8);
        }
        is_text(&bytes);
    }

    #[test]
    fn vietnamese_is_never_changed(ids in prop::collection::vec(0..Syllable::COUNT, 1..200), nfd: bool, other in 0..OTHERS.len()) {
        let id = |id: usize| Syllable::from_id(u16::try_from(id).unwrap()).unwrap().canonical();
        let mut text = ids.into_iter().map(id).collect::<Vec<_>>().join(" ");
        if nfd {
            text = text.nfd().collect();
        }
        for text in [format!("{text}\n{}", OTHERS[other]), text] {
            prop_assert_eq!(read(text.as_bytes()), Decoded { text, encoding: Encoding::Utf8 });
        }
    }
}
