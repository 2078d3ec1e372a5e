//! How queries are read, by the way in which people type them, over a small index of invented articles.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::harness::Sandbox;

/// Ids and bodies.
const ARTICLES: [(&str, &str); 32] = [
    ("khoi", "Đảng ủy Khối xã Mẫu họp; Đảng bộ Khối dự đông đủ."),
    ("khoi-2", "Đảng ủy Khối phường Mẫu gửi thư cho các Đảng bộ."),
    ("khoi-3", "Thư gửi Đảng uỷ Khối huyện Mẫu và Đảng bộ xã Tre."),
    ("khoi-tat", "ĐUK tỉnh Mẫu trả lời thư bạn đọc."),
    ("khoi-dai", "Đang nói uy tín thì khỏi cần ủy nhiệm, theo đảng viên ở Khối."),
    ("kiem-tra", "Năm qua, kiểm tra giám sát được coi trọng ở ấp Dừa."),
    ("kiem-dai", "Kiếm trà ngon phải giảm sát giá vườn."),
    ("benh", "Virus corona lan chậm ở ấp Dừa nhờ test nhanh."),
    ("benh-2", "Virus corona và test nhanh: hai chuyện ở chợ Dừa."),
    ("benh-3", "Xã Tre mua test nhanh, ngừa virus corona."),
    ("benh-4", "Trạm y tế nhận test nhanh; virus corona đã lui."),
    ("benh-5", "Sổ tay về virus corona kèm test nhanh."),
    ("xdd", "Nghị quyết về XDĐ của xã Mẫu."),
    ("xay-dung", "Chuyên mục xây dựng Đảng đăng thư bạn đọc."),
    ("khoa-13", "Văn kiện khóa 13 được in thành sổ tay."),
    ("khoa-xiii", "Nhiệm kỳ khoá XIII có nhiều điểm mới."),
    ("khoa-xii", "Nhiệm kỳ khóa XII đã qua."),
    ("dan-van", "Tổ dân vận ấp Dừa mở sổ tay."),
    ("van-dan", "Vận dân đi bầu, đàn vạn người dân hưởng ứng."),
    ("nha-giao", "Ngày 20/11/2021, trường làng mở hội."),
    ("thang-11", "Kể từ 11/20 hộ ký tên, chợ Dừa sạch hơn."),
    ("uy-vien", "Đồng chí phó BTV được giao giữ sổ."),
    ("thuong-vu", "Ban Thường vụ giao việc cho từng người."),
    ("tinh-uy", "Bí thư TU thăm chợ Dừa."),
    ("tw", "Giấy mời của Văn phòng TW."),
    ("trung-uong", "Giấy mời của Văn phòng Trung ương."),
    ("dau-tu", "Đầu tư từ nay cho ấp Dừa."),
    ("xe-bus", "Chuyến xe bus về Hà Nội chạy êm."),
    ("mai-son", "Huyện Mai Sơn mở hội."),
    ("khi-thai", "Khí CO2 ở chợ đo được có 2 phần."),
    ("vuon", "Vườn cam sành đất bãi: vườn cam sành nuôi cả xóm."),
    (
        "vuon-dai",
        "Sáng sớm, bà con ra đồng sớm hơn mọi hôm. Người thì cấy, người thì be bờ, lũ trẻ chạy theo trâu. Ai cũng \
         giữ lời hẹn với nhau từ hôm rằm. Có người bảo cam chịu mãi không được, có người lại cười. Dành dụm mấy năm, \
         họ dựng được cái cầu. Đường về vườn giờ đi lọt xe máy. Chiều xuống, tiếng sành sứ va nhau lách cách \
         trong bếp, mùi khói lam tỏa ra bãi. Đất quê là thế, chẳng giàu mà ấm.",
    ),
];

static INDEX: LazyLock<Sandbox> = LazyLock::new(|| {
    let sandbox = Sandbox::lasting();
    let mut records = String::new();
    for (id, body) in ARTICLES {
        let _ = writeln!(records, "{}", json!({ "id": id, "body": body }));
    }
    sandbox.write("in.jsonl", records);
    assert_eq!(sandbox.run(&["ingest", "in.jsonl"]).status, 0);
    sandbox
});

fn answer(query: &str) -> Value {
    INDEX.run(&["search", "--format", "json", "--limit", "100", query]).json()
}

/// The ids found, in alphabetical order.
fn ids(answer: &Value) -> String {
    let hits = answer["hits"].as_array().unwrap().iter();
    let mut ids: Vec<&str> = hits.map(|hit| hit["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.join(" ")
}

/// `all exact`, with what keys were read as behind it: `all exact telex: đảng ủy khối`.
fn read(answer: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut read = format!("{} {}", text(&answer["matching"]), text(&answer["reading"]));
    if let Some(keys) = answer["read_as"].as_object() {
        let _ = write!(read, " {}: {}", text(&keys["by"]), text(&keys["query"]));
    }
    read
}

/// `QUERY | how it is read | what it finds`.
fn check(rows: &[(&str, &str, &str)]) {
    let mut wrong = String::new();
    for (query, how, found) in rows {
        let answer = answer(query);
        if (read(&answer).as_str(), ids(&answer).as_str()) != (how, found) {
            let _ = writeln!(wrong, "{query}: {}, {}", read(&answer), ids(&answer));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn with_and_without_accents() {
    check(&[
        ("đảng uỷ khối", "all exact", "khoi khoi-2 khoi-3 khoi-dai khoi-tat"),
        ("dang uy khoi", "all unaccented", "khoi khoi-2 khoi-3 khoi-dai khoi-tat"),
        ("đảng uy khoi", "all mixed", "khoi khoi-2 khoi-3 khoi-dai khoi-tat"),
        ("kiểm tra giám sát", "all exact", "kiem-tra"),
        ("kiem tra giam sat", "all unaccented", "kiem-dai kiem-tra"),
        ("\"dân vận\"", "all exact", "dan-van"),
        ("\"dan van\"", "all unaccented", "dan-van van-dan"),
    ]);
}

#[test]
fn keys_of_an_input_method_that_was_off() {
    check(&[
        (
            "ddangr uyr khoois",
            "all exact telex: đảng ủy khối",
            "khoi khoi-2 khoi-3 khoi-dai khoi-tat",
        ),
        (
            "DDANGR UYR KHOOIS",
            "all exact telex: đảng ủy khối",
            "khoi khoi-2 khoi-3 khoi-dai khoi-tat",
        ),
        ("kieemr tra giams sats", "all exact telex: kiểm tra giám sát", "kiem-tra"),
        ("d9ang3 bo65", "all exact vni: đảng bộ", "khoi khoi-2 khoi-3"),
        ("\"daan vaanj\" aaps", "all exact telex: \"dân vận\" ấp", "dan-van"),
        ("xe bus ha noi", "all unaccented", "xe-bus"),
        ("TW", "all exact", "trung-uong tw"),
        ("van phong tw", "all unaccented", "trung-uong tw"),
        ("TW TW", "all exact", "trung-uong tw"),
        ("virus corona", "all unaccented", "benh benh-2 benh-3 benh-4 benh-5"),
        ("test nhanh", "all unaccented", "benh benh-2 benh-3 benh-4 benh-5"),
    ]);
}

#[test]
fn a_wrong_tone_among_the_keys_is_put_right() {
    let answer = answer("Ddangr boj");
    assert_eq!(answer["read_as"], json!({ "by": "telex", "query": "đảng bộ" }));
    assert_eq!(answer["total"]["value"], 3);
}

#[test]
fn abbreviations_counters_and_dates() {
    check(&[
        ("ĐUK", "all exact", "khoi khoi-2 khoi-3 khoi-tat"),
        ("duk", "all unaccented", "khoi khoi-2 khoi-3 khoi-tat"),
        ("XDĐ", "all exact", "xay-dung xdd"),
        ("xây dựng đảng", "all exact", "xay-dung xdd"),
        ("BTV", "all exact", "thuong-vu uy-vien"),
        ("ban thường vụ", "all exact", "thuong-vu uy-vien"),
        ("TU", "all exact", "tinh-uy"),
        ("bí thư tỉnh ủy", "all exact", "tinh-uy"),
        ("khoá 13", "all exact", "khoa-13 khoa-xiii"),
        ("khóa XIII", "all exact", "khoa-xiii"),
        ("20/11", "all exact", "nha-giao"),
        ("CO2", "all exact", "khi-thai"),
        ("chợ CO2 3", "part exact", "khi-thai"),
        ("20-11", "all exact", "nha-giao"),
    ]);
}

#[test]
fn a_misspelt_word_is_put_right_where_that_finds_clearly_more_and_the_answer_says_so() {
    for (typed, meant, total) in [
        ("đãng bộ", "đảng bộ", 3),
        ("kiễm tra giám sát", "kiểm tra giám sát", 1),
        ("tổ dân vaajn", "tổ dân vận", 1),
        ("đảng uyr khối", "đảng ủy khối", 5),
        ("kiểm tra giám xát", "kiểm tra giám sát", 1),
        ("Ngiệm kỳ khóa", "Nhiệm kỳ khóa", 2),
        ("dân vạng", "dân vận", 2),
        ("kiem tra giamm sat", "kiem tra giam sat", 2),
    ] {
        let answer = answer(typed);
        assert_eq!(answer["query"], typed);
        assert_eq!(answer["read_as"], json!({ "by": "spelling", "query": meant }), "{typed}");
        let found = (&answer["total"]["value"], &answer["matching"]);
        assert_eq!(found, (&json!(total), &json!("all")), "{typed}");
    }
}

#[test]
fn what_is_quoted_stays_as_typed_and_another_spelling_is_only_suggested() {
    let answer = answer("\"đãng bộ\"");
    assert_eq!((&answer["read_as"], &answer["total"]["value"]), (&Value::Null, &json!(0)));
    assert_eq!(answer["suggestions"], json!([{ "query": "\"đảng bộ\"", "total": 3 }]));
}

#[test]
fn what_counts_and_what_is_found_are_of_one_spelling() {
    let run = INDEX.run(&["count", "kiễm tra giám sát"]);
    assert_eq!((run.status, run.stdout.trim()), (0, "1"));
    assert!(run.stderr.contains("kiểm tra giám sát"), "{run}");
}

#[test]
fn a_word_that_is_nowhere_is_read_as_the_commonest_one_a_key_away() {
    for (typed, meant) in [("corrona", "corona"), ("CORRONA", "Corona"), ("viruss", "virus")] {
        assert_eq!(answer(typed)["read_as"]["query"], meant, "{typed}");
    }
}

#[test]
fn nothing_is_suggested_for_words_that_stand_as_typed() {
    for typed in ["đảng ủy khối", "virus corona", "khóa XIII", "dan van", "zzzz", "TU"] {
        assert_eq!(answer(typed)["suggestions"], json!([]), "{typed}");
    }
}

#[test]
fn filters_hold_for_what_is_suggested() {
    let run = INDEX.run(&["search", "--format", "json", "--year", "2021", "đãng bộ"]);
    assert_eq!(run.json()["suggestions"], json!([]));
}

#[test]
fn words_in_capitals_are_words_unless_an_abbreviation_is_meant() {
    check(&[
        ("huyện MAI SƠN", "all exact", "mai-son"),
        ("HUYỆN MAI SƠN", "all exact", "mai-son"),
        ("tổ DÂN vận", "all exact", "dan-van"),
        ("thăm TU", "all exact", "tinh-uy"),
        ("UBND", "any exact", ""),
        ("ubnd", "any unaccented", ""),
    ]);
}

#[test]
fn an_unknown_word_does_not_make_the_others_unaccented() {
    check(&[("huyện Mai Xyzzy", "part exact", "mai-son")]);
}

#[test]
fn quotes_and_symbols_are_not_among_the_words_that_may_be_lacking() {
    check(&[
        ("giữ vườn \"cam sành\" đất bãi", "part exact", "vuon"),
        ("giữ vườn cam sành 20/11", "part exact", "vuon-dai"),
    ]);
}

#[test]
fn a_long_query_whose_quotes_stand_nowhere_is_answered_without_them_and_says_so() {
    let answer = answer("mở \"sổ tay dân vận xa\" vui vẻ ở");
    assert_eq!((&answer["quotes_apart"], &answer["matching"]), (&json!(true), &json!("any")));
}

#[test]
fn all_words_are_asked_for_then_all_but_one_then_any() {
    check(&[
        ("giữ vườn cam sành đất bãi", "all exact", "vuon-dai"),
        ("giu vuon cam sanh dat bai", "all unaccented", "vuon-dai"),
        ("giữ vườn cam sành đất lề", "part exact", "vuon-dai"),
        ("giữ rừng thông non lề", "any exact", "uy-vien vuon-dai"),
    ]);
}
