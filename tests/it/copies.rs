//! Near copies: what is one text in several papers is one hit, what is not stays apart.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::harness::{Sandbox, sample_dir};

type Change = fn(&str) -> String;

/// Ways in which a text comes back in another paper.
const KINDS: [(&str, Change); 5] = [
    ("reprint", reprinted),
    ("tone style", other_tone_style),
    ("altered accents", altered),
    ("cut lead", without_lead),
    ("added caption", with_caption),
];

fn reprinted(body: &str) -> String {
    format!("(Báo Sông Mẫu) - {body}\nTheo Báo Núi Mẫu\nNguồn: nuimau.example")
}

fn other_tone_style(body: &str) -> String {
    let pairs =
        [("ủy", "uỷ"), ("òa", "oà"), ("óa", "oá"), ("ụy", "uỵ"), ("ọa", "oạ"), ("ỏe", "oẻ")];
    pairs.iter().fold(body.to_owned(), |text, (new, old)| text.replace(new, old))
}

/// Every other accent is another one, as in copies made to escape search engines.
fn altered(body: &str) -> String {
    let pairs =
        [('á', 'ã'), ('ế', 'ể'), ('ộ', 'ổ'), ('ữ', 'ứ'), ('ạ', 'à'), ('ị', 'ì'), ('ờ', 'ớ')];
    let other = |c| pairs.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
    body.chars().map(other).collect()
}

fn without_lead(body: &str) -> String {
    body.split_once('\n').map_or(body, |(_, rest)| rest).to_owned()
}

fn with_caption(body: &str) -> String {
    let caption = "Quang cảnh buổi gặp mặt ở nhà văn hóa thôn sáng nay. Ảnh: Hồ Văn Mẫu";
    let (lead, rest) = body.split_once('\n').unwrap_or((body, ""));
    format!("{lead}\n{caption}\n{caption}\n{rest}")
}

/// The bodies of the sample's articles that have enough text to be told apart: all but notices.
fn bodies() -> Vec<String> {
    let run = Sandbox::new().run(&["parse", sample_dir().to_str().unwrap()]);
    let body = |article: Value| article["body"].as_str().unwrap().to_owned();
    let mut bodies: Vec<String> = run.lines().into_iter().map(body).collect();
    // Two files of the sample are a story and its reprint.
    bodies.retain(|body| body.split_whitespace().count() > 150 && !body.contains("Thới Hưng"));
    bodies
}

/// The article that each record of a run is nearly the same as.
fn near(sandbox: &Sandbox, records: &str) -> BTreeMap<String, String> {
    sandbox.write("records.jsonl", records);
    let run = sandbox.run(&["ingest", "records.jsonl", "--report", "report.jsonl"]);
    assert_eq!(run.status, 0, "{run}");
    let report = std::fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
    let entries = report.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |value: &Value| value.as_str().map(str::to_owned);
    entries.filter_map(|entry| Some((text(&entry["id"])?, text(&entry["near"])?))).collect()
}

fn record(id: &str, body: &str) -> String {
    format!("{}\n", json!({"id": id, "title": format!("Bài {id}"), "body": body}))
}

#[test]
fn planted_copies_of_every_kind_join_their_source_and_different_articles_stay_apart() {
    const EACH: usize = 20;
    let bodies = bodies();
    assert!(bodies.len() >= EACH, "{}", bodies.len());
    let mut records = String::new();
    for (n, body) in bodies.iter().enumerate() {
        records += &record(&format!("source-{n}"), body);
    }
    for (kind, change) in KINDS {
        for (n, body) in bodies.iter().take(EACH).enumerate() {
            records += &record(&format!("{kind}-{n}"), &change(body));
        }
    }
    let near = near(&Sandbox::new(), &records);
    let number = |id: &str| id.rsplit('-').next().map(str::to_owned);
    for (copy, source) in &near {
        assert_eq!(number(copy), number(source), "{copy} joined {source}");
        assert!(!copy.starts_with("source"), "{copy} joined {source}");
    }
    for (kind, _) in KINDS {
        let found = near.keys().filter(|id| id.starts_with(kind)).count();
        assert!(found * 100 >= EACH * 95, "{kind}: {found} of {EACH}");
    }
}

/// Two papers' own reports of one meeting: the same names, figures and quoted words, other sentences.
const EVENT: [&str; 2] = [
    "Sáng 4/3, tại nhà văn hóa xã Bình Trại, Đảng ủy xã tổ chức hội nghị gặp mặt 45 bí thư chi bộ thôn, bản \
     đầu xuân. Bí thư Đảng ủy xã Lò Văn Mẫu yêu cầu các chi bộ \"việc gì dân hỏi thì trả lời trong tuần\". Sau phần \
     chào hỏi, mười hai ý kiến được nêu, phần lớn nói về đường lên nương, nước sinh hoạt mùa khô và lớp học cắm bản. \
     Chủ tịch Ủy ban nhân dân xã nhận lời trả lời từng việc bằng văn bản. Buổi gặp kết thúc lúc mười một giờ với lời \
     hẹn quý sau gặp lại ở bản xa nhất.",
    "Mười hai câu hỏi về đường, nước và lớp học đã được 45 bí thư chi bộ mang tới cuộc gặp đầu năm của xã Bình Trại \
     vào sáng thứ Hai tuần này. Người dự kể rằng không khí thẳng thắn hơn năm ngoái, có lúc ông Lò Văn Mẫu, Bí thư \
     Đảng ủy xã, phải đứng lên ghi bảng. Ông chốt lại một câu mà ai cũng nhớ: \"việc gì dân hỏi thì trả lời trong \
     tuần\". Ngay chiều đó, tổ giúp việc đã phân công người theo dõi từng kiến nghị, treo danh sách trước cổng trụ sở \
     để bà con đi chợ tiện xem, và mở thêm một số điện thoại trực cả ngày nghỉ.",
];

#[test]
fn two_reports_of_one_event_are_two_articles() {
    let records = record("one", EVENT[0]) + &record("two", EVENT[1]);
    assert!(near(&Sandbox::new(), &records).is_empty());
}

fn reprints(sandbox: &Sandbox) {
    let mut records = String::new();
    for (n, outlet) in ["Báo Núi Mẫu", "Báo Sông Mẫu", "Báo Biển Mẫu"].iter().enumerate()
    {
        let date = format!("2024-03-0{}", n + 4);
        let article = json!({"id": format!("r{n}"), "title": format!("Gặp mặt đầu xuân {n}"),
            "body": EVENT[0], "outlet": outlet, "date": date});
        writeln!(records, "{article}").unwrap();
    }
    near(sandbox, &(records + &record("other", EVENT[1])));
}

#[test]
fn a_group_is_one_hit_that_names_the_others_and_can_be_shown_whole() {
    let sandbox = Sandbox::new();
    reprints(&sandbox);
    let ids = |value: &Value| -> Vec<String> {
        let all = value.as_array().unwrap().iter();
        all.map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
    };
    let answer = sandbox.run(&["search", "bí thư chi bộ", "--format", "json"]).json();
    assert_eq!(answer["total"]["value"], 4, "copies match too");
    assert_eq!(ids(&answer["hits"]).len(), 2);
    let group = answer["hits"].as_array().unwrap().iter().find(|hit| hit["id"] != "other").unwrap();
    assert_eq!(group["id"], "r2", "of equals the newest");
    assert_eq!(ids(&group["duplicates"]), ["r1", "r0"]);
    let expanded = sandbox.run(&["search", "bí thư chi bộ", "--expand", "--format", "json"]).json();
    assert_eq!(ids(&expanded["hits"]).len(), 4);
    let shown = sandbox.run(&["show", "r0", "--format", "json"]).json();
    assert_eq!(ids(&shown["duplicates"]), ["r2", "r1"]);
    let text = sandbox.run(&["search", "bí thư chi bộ", "--outlet", "Báo Núi Mẫu"]);
    assert!(text.stdout.contains("also: r2 Báo Biển Mẫu 2024-03-06; r1 "), "{text}");
}

#[test]
fn a_limit_counts_groups() {
    let sandbox = Sandbox::new();
    reprints(&sandbox);
    let answer =
        sandbox.run(&["search", "bí thư chi bộ", "--limit", "2", "--format", "json"]).json();
    assert_eq!(answer["hits"].as_array().unwrap().len(), 2, "{answer}");
}

#[test]
fn a_copy_that_comes_in_a_later_run_joins_and_one_that_changes_leaves() {
    let sandbox = Sandbox::new();
    reprints(&sandbox);
    sandbox.write("late.jsonl", record("late", &without_lead(&format!("Lời dẫn.\n{}", EVENT[0]))));
    sandbox.run(&["ingest", "late.jsonl"]);
    let count = |id: &str| {
        let shown = sandbox.run(&["show", id, "--format", "json"]).json();
        shown["duplicates"].as_array().unwrap().len()
    };
    assert_eq!(count("late"), 3);
    sandbox.write("late.jsonl", record("late", EVENT[1]));
    sandbox.run(&["ingest", "late.jsonl"]);
    assert_eq!((count("r0"), count("late")), (2, 1));
}
