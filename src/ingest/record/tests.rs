//! Records under many names and of many types, all invented.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde_json::json;

use super::*;
use crate::catalog::Catalog;

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

fn try_read(value: &Value) -> Result<Article> {
    let raw = RawDocument {
        path: "a.jsonl".into(),
        place: "a.jsonl#1".into(),
        record: Some(1),
        format: Format::Jsonl,
        url: None,
        encoding: "utf-8",
        digest: 0,
        text: value.to_string(),
    };
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    parse(&raw, Context { catalog: &CATALOG, today })
}

fn read(value: &Value) -> Article {
    try_read(value).unwrap()
}

const BODY: &str = "Đảng ủy xã Mây Hạ họp bàn ba việc lớn với các thôn, bản trong toàn xã.\nHội nghị kết thúc vào buổi trưa, các đại biểu đều nhất trí với kế hoạch.";

#[test]
fn fields_are_taken_as_they_stand() {
    let article = read(&json!({
        "id": "a-1", "title": "Mây Hạ họp", "summary": "Ba việc lớn được bàn.", "body": BODY,
        "date": "2024-11-23T17:11:03+07:00", "section": "Chính trị > Xây dựng Đảng",
        "author": "THU HIỀN; Văn Toàn, TTXVN", "url": "https://www.tuoitre.vn/a.htm",
        "tags": ["họp", "xã"], "unknown": [1]
    }));
    assert_eq!(article.id.as_str(), "a-1");
    assert_eq!(article.section, ["Chính trị", "Xây dựng Đảng"]);
    let names: Vec<&str> = article.bylines.iter().map(|b| b.name.as_str()).collect();
    assert_eq!(names, ["Thu Hiền", "Văn Toàn"]);
    assert_eq!(article.outlet.unwrap().id.as_str(), "tuoitre");
    assert_eq!(article.published.unwrap().iso.to_string(), "2024-11-23T17:11:03+07:00");
    assert_eq!(article.body, format!("Ba việc lớn được bàn.\n{BODY}"));
    assert_eq!(article.lead.as_deref(), Some("Ba việc lớn được bàn."));
    assert_eq!(article.tags, ["họp", "xã"]);
}

#[test]
fn a_summary_the_body_begins_with_is_not_put_there_twice() {
    for lead in ["Đảng ủy xã Mây Hạ họp bàn ba việc lớn với các thôn", "Đảng ủy xã Mây Hạ họp bàn…"]
    {
        let article = read(&json!({"lead": lead, "body": format!("(TTXVN) - {BODY}")}));
        assert_eq!(article.body, format!("(TTXVN) - {BODY}"));
    }
}

#[test]
fn fields_have_the_names_people_give_them() {
    let one = read(&json!({
        "_id": {"$oid": "a1"}, "headline": "Mây Hạ họp", "sapo": "", "content": BODY,
        "publish_date": {"$date": "2024-03-05T03:20:30Z"}, "publisher": {"name": "Dân trí"},
        "Chuyên mục": "Xã hội", "Tác giả": "Thu Hiền", "keywords": "họp; xã", "description": "Ba việc."
    }));
    assert_eq!((one.id.as_str(), one.title.as_deref()), ("a1", Some("Mây Hạ họp")));
    assert_eq!(one.body, format!("Ba việc.\n{BODY}"));
    assert_eq!(one.outlet.unwrap().id.as_str(), "dantri");
    assert_eq!((one.section, one.tags.len()), (vec!["Xã hội".to_owned()], 2));
    assert_eq!(one.bylines[0].name, "Thu Hiền");
    let press = read(&json!({
        "title": {"rendered": "M&acirc;y Hạ"}, "content": {"rendered": "<p>Một.</p>\n<p>Hai.</p>"},
        "author": 7, "categories": [1, 2], "link": "https://mau.example/a"
    }));
    assert_eq!((press.title.as_deref(), press.body.as_str()), (Some("Mây Hạ"), "Một.\nHai."));
    assert!(press.bylines.is_empty() && press.section.is_empty());
    let both = read(&json!({"text": "Sau.", "body": BODY, "source": {"path": "x"}}));
    assert_eq!((both.body.as_str(), both.outlet), (BODY, None));
}

#[test]
fn dates_of_machines_are_read() {
    for (date, iso) in [
        (json!(1_709_608_830), "2024-03-05T10:20:30+07:00"),
        (json!(1_709_608_830_123_u64), "2024-03-05T10:20:30+07:00"),
        (json!("1709608830"), "2024-03-05T10:20:30+07:00"),
        (json!("Tue, 05 Mar 2024 10:20:30 +0700"), "2024-03-05T10:20:30+07:00"),
        (json!("Tue, 05 Mar 2024 20:20:30 GMT"), "2024-03-06T03:20:30+07:00"),
        (json!("2024-03-05 10:20:30"), "2024-03-05T10:20:30+07:00"),
        (json!(20_240_305), "2024-03-05"),
        (json!("20240305"), "2024-03-05"),
    ] {
        let article = read(&json!({"body": BODY, "timestamp": date}));
        assert_eq!(article.published.unwrap().iso.to_string(), iso, "{date}");
    }
    for date in [json!("hôm qua"), json!(12), json!("2124-03-05"), json!(1e300)] {
        assert_eq!(read(&json!({"body": BODY, "date": date})).published, None, "{date}");
    }
}

#[test]
fn a_field_of_the_wrong_type_is_named() {
    for field in
        ["title", "body", "date", "section", "author", "outlet", "url", "tags", "lead", "id"]
    {
        let mut record = json!({"body": BODY, "title": "Mây Hạ họp"});
        record[field] = json!({"x": 1}).get("x").map_or(Value::Null, |_| json!(true));
        let error = try_read(&record).unwrap_err().to_string();
        assert!(error.contains(&format!("`{field}`")), "{error}");
    }
    assert!(try_read(&json!([1])).is_err());
    assert!(try_read(&json!({"url": "https://a.vn/b"})).is_err());
}

#[test]
fn what_is_missing_is_read_from_the_text() {
    let body =
        format!("Sáng 17/2, xã Mây Hạ triển khai nhiệm vụ năm 2023.\n{BODY} Thu Hiền (TTXVN)");
    let article = read(&json!({"title": "Mây Hạ họp", "body": body}));
    assert_eq!(article.published.unwrap().iso.to_string(), "2023-02-17");
    assert_eq!(article.bylines[0].name, "Thu Hiền");
    assert_eq!(article.outlet.unwrap().id.as_str(), "ttxvn");
    assert_eq!(article.body, body);
}

#[test]
fn a_date_that_cannot_be_one_of_publication_is_refused_with_the_reason() {
    for (date, reason) in [
        (json!("2099-01-01"), "lies in the future"),
        (json!("30/02/2021"), "is no day"),
        (json!("1930-02-03"), "lies before 1945, too early for this kind of source"),
        (json!(20_211_332), "is no day"),
    ] {
        let article = read(&json!({"body": BODY, "date": date}));
        assert_eq!(article.published, None, "{date}");
        assert_eq!(article.refused[0].reason, reason, "{date}");
        let again = read(&serde_json::to_value(&article).unwrap());
        assert_eq!(again.refused, article.refused);
    }
    assert_eq!(read(&json!({"body": BODY, "date": "1951-03-11"})).refused, []);
    assert_eq!(read(&json!({"body": BODY, "date": " "})).refused, []);
}

#[test]
fn what_is_printed_reads_back_the_same() {
    let first = read(&json!({
        "id": "a-1", "title": "Mây Hạ họp", "body": BODY, "date": "12/03/2020 09:15",
        "author": ["Thu Hiền (thực hiện)"], "outlet": "Dân trí", "section": ["Xã hội"]
    }));
    let second = read(&serde_json::to_value(&first).unwrap());
    assert_eq!(second.published, first.published);
    assert_eq!((second.outlet, second.bylines), (first.outlet, first.bylines));
    assert_eq!((second.id, second.section, second.body), (first.id, first.section, first.body));
}

#[test]
fn addresses_of_one_page_give_one_id_and_places_another() {
    let id = |url: &str| read(&json!({"body": BODY, "url": url})).id;
    let plain = id("https://hanoimoi.vn/a-1.html");
    assert_eq!(id("http://www.HANOIMOI.vn/a-1.html/?utm_source=x&fbclid=y#top"), plain);
    assert_ne!(id("https://hanoimoi.vn/a-1.html?page=2"), plain);
    assert_ne!(read(&json!({"body": BODY})).id, plain);
}

#[test]
fn a_title_too_long_is_refused_and_controls_are_cleaned() {
    assert!(try_read(&json!({"title": "a".repeat(1025), "body": BODY})).is_err());
    let article = read(&json!({"title": "Mây\u{7} Hạ\n họp\u{200b}", "body": "a\tb\u{0}c"}));
    assert_eq!(article.title.as_deref(), Some("Mây Hạ họp"));
    assert!(!article.body.contains('\0'));
}
