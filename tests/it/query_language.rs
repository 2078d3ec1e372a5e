//! Filters, the query language and what is said of queries that cannot be read, as the command has them.

use std::sync::LazyLock;

use crate::harness::Sandbox;

const RECORDS: &str = r#"{"id":"suoi","title":"Bản Suối Trong họp tổ","body":"Tổ dân vận bản Suối Trong họp bàn việc kiểm tra đường ống nước.","date":"2021-03-05","section":"Thời sự","author":"Lý Thị Mẩy"}
{"id":"cau","title":"Cầu mới qua suối","body":"Đoàn giám sát của huyện đi xem cây cầu. Việc kiểm tra cầu do thợ bản làm.","date":"2022-11-20","section":"Đời sống","author":"Lý Thị Mây"}
{"id":"cho","body":"Chợ phiên đông người, không ai ký tên dưới bài này."}
"#;

/// Three small articles, indexed once.
static SMALL: LazyLock<Sandbox> = LazyLock::new(|| {
    let sandbox = Sandbox::lasting();
    sandbox.write("in/records.jsonl", RECORDS);
    assert_eq!(sandbox.run(&["ingest", "in"]).status, 0);
    sandbox
});

/// The ids that a search with these arguments finds, sorted.
fn ids(args: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["search", "--format", "jsonl"].iter().chain(args).copied().collect();
    let run = SMALL.run(&args);
    assert!(run.status < 2, "{run}");
    let mut ids: Vec<String> =
        run.lines().iter().map(|hit| hit["id"].as_str().unwrap_or_default().to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn sections_authors_and_what_an_article_has_are_filters() {
    assert_eq!(ids(&["--section", "thoi su"]), ["suoi"]);
    assert_eq!(ids(&["--section", "Thời sự", "--section", "đời sống"]), ["cau", "suoi"]);
    assert_eq!(ids(&["--author", "lý thị mẩy"]), ["suoi"]);
    assert_eq!(ids(&["--has", "title"]), ["cau", "suoi"]);
    assert_eq!(ids(&["--has", "title", "--has", "section", "giám sát"]), ["cau"]);
    assert_eq!(ids(&["--has", "doc"]), [""; 0]);
}

#[test]
fn an_author_whose_name_stands_for_several_is_refused_with_them() {
    let run = SMALL.run(&["search", "--author", "ly thi may"]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.stderr.contains("Lý Thị Mẩy") && run.stderr.contains("Lý Thị Mây"), "{run}");
}
