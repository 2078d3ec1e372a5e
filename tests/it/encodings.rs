//! One article in every encoding: the same title, date and body come out, and the record names the conversion.

use serde_json::Value;

use crate::encoders::{encoded, in_font};
use crate::harness::Sandbox;

const PAGE: &str = "Trang chủ > Xây dựng Đảng\n\n\
    Chi bộ thôn Mây Hạ họp bàn việc giữ rừng đầu nguồn\n\n\
    Thứ năm, 12/03/2020 08:15\n\n\
    Sáng nay, Chi bộ thôn Mây Hạ, xã Mường Sơn tổ chức sinh hoạt chuyên đề về giữ rừng đầu nguồn và \
    chăm sóc vườn mận chung của cả bản.\n\n\
    Đồng chí Lò Văn Ửng, Bí thư Chi bộ nêu rõ: “Mỗi đảng viên nhận một khoảnh rừng – không để ai đứng \
    ngoài cuộc”. Ủy ban nhân dân xã hỗ trợ cây giống, phân bón và kỹ thuật.\n\n\
    Cuộc họp kết thúc vào buổi trưa; nghị quyết được thông qua với tỷ lệ tuyệt đối.\n";

/// Parses one input; the record without what may differ.
fn parse(bytes: &[u8]) -> Value {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", bytes);
    sandbox.run(&["parse", "a.txt"]).json()
}

#[test]
fn an_article_is_the_same_in_every_encoding() {
    let plain = parse(PAGE.as_bytes());
    assert_eq!(plain["title"], "Chi bộ thôn Mây Hạ họp bàn việc giữ rừng đầu nguồn");
    assert_eq!(plain["published"]["iso"], "2020-03-12T08:15:00+07:00");
    for (encoding, bytes) in encoded(PAGE) {
        let article = parse(&bytes);
        for field in ["title", "published", "body", "bylines", "lines"] {
            assert_eq!(article[field], plain[field], "{field} in {encoding}");
        }
        assert_eq!(article["source"]["encoding"], encoding);
    }
}

#[test]
fn a_record_in_a_legacy_font_is_converted_by_itself() {
    let body = PAGE.split("\n\n").skip(3).collect::<Vec<_>>().join(" ").replace('\n', " ");
    let record = |id: &str, body: &str| {
        format!("{{\"id\": \"{id}\", \"title\": \"Tin xã Mường Sơn\", \"body\": \"{body}\"}}\n")
    };
    let sandbox = Sandbox::new();
    let lines = record("a", &body)
        + &record("b", &in_font(&body, "tcvn3"))
        + &record("c", &in_font(&body, "vni"));
    sandbox.write("a.jsonl", lines);
    let records = sandbox.run(&["parse", "a.jsonl"]).lines();
    let encodings = ["utf-8", "utf-8 with tcvn3", "utf-8 with vni-windows"];
    for (record, encoding) in records.iter().zip(encodings) {
        assert_eq!(
            (&record["body"], &record["title"]),
            (&records[0]["body"], &records[0]["title"])
        );
        assert_eq!(record["source"]["encoding"], encoding);
    }
    assert_eq!(records.len(), 3);
}

#[test]
fn what_is_in_no_known_encoding_is_named_with_the_byte() {
    let sandbox = Sandbox::new();
    let at = PAGE.find('ộ').unwrap();
    sandbox.write("a.txt", [&PAGE.as_bytes()[..at], b"\xff", &PAGE.as_bytes()[at..]].concat());
    let run = sandbox.run(&["parse", "a.txt"]);
    assert_eq!((run.status, run.stdout.as_str()), (3, ""));
    assert!(
        run.stderr.contains(&format!("is not UTF-8: byte {at} belongs to no character")),
        "{run}"
    );
}
