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

#[test]
fn operators_near_words_and_fields_choose_articles() {
    for (query, found) in [
        ("kiểm tra OR chợ", &["cau", "cho", "suoi"][..]),
        ("kiểm tra AND giám sát", &["cau"]),
        ("kiểm tra -cầu", &["suoi"]),
        ("kiểm tra NOT giám sát", &["suoi"]),
        ("(họp OR phiên) -has:date", &["cho"]),
        ("giám sát NEAR/12 kiểm tra", &["cau"]),
        ("giám sát NEAR/3 kiểm tra", &[]),
        ("\"họp việc\"~1", &["suoi"]),
        ("chợ*", &["cho"]),
        ("phiển~1", &["cho"]),
        ("title:suối", &["cau", "suoi"]),
        ("title:\"Suối Trong\"", &["suoi"]),
        ("author:\"Lý Thị Mẩy\"", &["suoi"]),
        ("section:\"Thời sự\" OR section:\"Đời sống\"", &["cau", "suoi"]),
        ("năm:2022", &["cau"]),
        ("date:2021-03..2022", &["cau", "suoi"]),
        ("kiem tra OR cho phien", &["cau", "cho", "suoi"]),
        ("NOT has:date", &["cho"]),
    ] {
        assert_eq!(ids(&[query]), found, "{query}");
    }
}

#[test]
fn what_a_query_says_and_what_flags_say_is_the_same() {
    for (query, flags) in [
        ("kiểm tra year:2021", &["kiểm tra", "--year", "2021"][..]),
        (
            "kiểm tra section:\"Đời sống\" has:author",
            &["kiểm tra", "--section", "Đời sống", "--has", "author"],
        ),
        ("author:\"Lý Thị Mẩy\" year:2021", &["--author", "Lý Thị Mẩy", "--year", "2021"]),
    ] {
        let answer = |args: &[&str]| {
            let args: Vec<&str> =
                ["search", "--format", "json"].iter().chain(args).copied().collect();
            let mut answer = SMALL.run(&args).json();
            answer["took_ms"] = 0.into();
            answer["query"] = "".into();
            answer
        };
        assert_eq!(answer(&[query]), answer(flags), "{query}");
    }
}

#[test]
fn words_of_a_constraint_rank_and_are_marked() {
    let run = SMALL.run(&["search", "giám sát OR kiểm tra OR chợ*", "--format", "jsonl"]);
    let hits = run.lines();
    assert_eq!(hits[0]["id"], "cau", "{run}");
    let marked =
        |hit: &serde_json::Value| !hit["snippets"][0]["highlights"].as_array().unwrap().is_empty();
    assert!(hits.len() == 3 && hits.iter().all(marked), "{run}");
}

#[test]
fn what_is_marked_does_not_hang_on_how_many_parts_a_query_has() {
    for query in ["title:\"suối\" trong", "(suối OR trong) -cầu", "trong (\"suối\" OR chợ)"]
    {
        let hits = SMALL.run(&["search", query, "--format", "jsonl"]).lines();
        let hit = hits.iter().find(|hit| hit["id"] == "suoi").unwrap();
        // `Bản Suối Trong họp tổ`
        assert_eq!(hit["title_highlights"], serde_json::json!([[6, 18]]), "{query}: {hit}");
    }
}

#[test]
fn a_mistake_is_shown_with_its_place_and_the_way_out() {
    let run = SMALL.run(&["search", "họp đường year:20211"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run}");
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!(lines[0].starts_with("tracuu: `20211` is no value of `year:`"), "{run}");
    assert_eq!(lines[1..], ["  họp đường year:20211", "            ^^^^^^^^^^"], "{run}");
    let run = SMALL.run(&["search", "họp đường year:20211", "--lang", "vi"]);
    assert!(run.stderr.contains("`20211` không dùng được cho `year:`"), "{run}");
}

#[test]
fn what_is_read_otherwise_than_typed_is_said_and_refused_strictly() {
    let run = SMALL.run(&["count", "họp OR"]);
    assert_eq!(run.stdout, "1\n");
    assert!(run.stderr.contains("\n  họp OR\n      ^^\n"), "{run}");
    let run = SMALL.run(&["count", "họp OR", "--strict"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run}");
    assert_eq!(SMALL.run(&["count", "họp \"bàn việc\" -chợ", "--strict"]).stdout, "1\n");
}

#[test]
fn only_leaving_out_is_refused_unless_something_else_is_asked() {
    let run = SMALL.run(&["search", "--", "-chợ"]);
    assert!(run.status == 2 && run.stderr.contains("left out"), "{run}");
    assert_eq!(ids(&["--has", "title", "--", "-cầu"]), ["suoi"]);
}

#[test]
fn a_query_from_a_file_is_read_up_to_the_limit() {
    let sandbox = Sandbox::new();
    sandbox.write("q", "kiểm tra\n\tOR chợ\n");
    sandbox.write("long", "a ".repeat(5_000_000));
    sandbox.write("in/records.jsonl", RECORDS);
    assert_eq!(sandbox.run(&["ingest", "in"]).status, 0);
    assert_eq!(sandbox.run(&["count", "--query-file", "q"]).stdout, "3\n");
    let run = sandbox.run(&["count", "--query-file", "long"]);
    assert!(run.status == 2 && run.stderr.contains("more than 16384 bytes"), "{run}");
    assert_eq!(
        sandbox.run_with_input(&["count", "--query-file", "-"], "chợ".as_bytes()).stdout,
        "1\n"
    );
}

#[test]
fn saved_queries_stand_in_the_settings() {
    let settings = "[queries]\nkt = \"kiểm tra OR giám sát\"\nvong = \"query:vong\"\n";
    SMALL.write("settings.toml", settings);
    let run = |query: &str| SMALL.run(&["count", query, "--config", "settings.toml"]);
    assert_eq!(run("query:kt year:2021").stdout, "1\n");
    for query in ["query:vong", "query:none"] {
        assert_eq!(run(query).status, 2, "{query}");
    }
}

#[test]
fn a_batch_reads_the_language_and_names_what_it_cannot_read() {
    let questions = "chợ OR cầu\nyear:20211\n{\"qid\":\"c\",\"query\":\"họp OR\"}\n";
    let run = SMALL.run_with_input(&["count", "--batch", "-"], questions.as_bytes());
    assert_eq!(run.stdout, "1\t2\n2\t-\nc\t1\n", "{run}");
    assert!(run.stderr.contains("2: ") && run.stderr.contains("c: `OR`: "), "{run}");
}

#[test]
fn a_query_is_read_back() {
    let run = SMALL.run(&["analyze", "--query", "họp ngày:2021 NOT giám sát"]);
    let lines = [
        "họp year:2021 -\"giám sát\"",
        "all of",
        "  words họp",
        "  days from 2021-01-01 up to 2021-12-31 (2021)",
        "  not",
        "    phrase \"giám sát\"",
    ];
    assert_eq!(run.stdout.lines().collect::<Vec<_>>(), lines, "{run}");
    let run = SMALL.run(&["analyze", "--query", "--format", "json", "họp OR"]);
    let record = run.json();
    assert_eq!(record["schema"], "tracuu/query@1");
    assert_eq!(record["query"]["clauses"][0]["words"], "họp OR");
    assert_eq!(record["warnings"][0]["range"]["start"], 6, "{run}");
}

#[test]
fn every_field_that_is_listed_is_read_with_its_example() {
    let listed = SMALL.run(&["fields", "--format", "jsonl"]).lines();
    assert!(listed.len() >= 16);
    for field in listed {
        let example = field["example"].as_str().unwrap();
        let name = field["name"].as_str().unwrap();
        assert!(example.contains(&format!("{name}:")), "{field}");
        if name != "query" {
            let run = SMALL.run(&["analyze", "--query", "--strict", example]);
            assert_eq!(run.status, 0, "{run}");
        }
    }
    let text = SMALL.run(&["fields"]).stdout;
    assert!(text.contains("year:") && text.contains("năm:"), "{text}");
}

#[test]
fn hostile_queries_are_answered_or_refused() {
    let planes: String = (0..=0x10_FFFF).step_by(0x1F3).filter_map(char::from_u32).collect();
    for query in [
        "(".repeat(10_000),
        "a\t".repeat(8_000),
        format!("\"{}\"~1000", "việc ".repeat(60)),
        format!("{}họp", "NOT ".repeat(2_000)),
        "họp OR ".repeat(400) + "chợ",
        "unit:x OR ".repeat(300) + "chợ",
        "ki* OR ".repeat(300) + "ch*",
        "a NEAR/100 ".repeat(100) + "b",
        planes.chars().filter(|c| *c != '\0').take(4_000).collect(),
    ] {
        let run = SMALL.run(&["count", "--", &query]);
        assert!(run.status <= 2, "{run}");
        assert!(run.stderr.len() < 4_000, "{run}");
    }
}
