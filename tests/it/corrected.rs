//! What people put right, take out, take away and bring back.

use serde_json::{Value, json};

use crate::harness::Sandbox;

const PAGE: &str = "Đảng bộ xã Bến Thử tổ chức hội nghị dân vận\n05/04/2021 09:27\n\
    Ngày 5/4, Đảng ủy xã Bến Thử, huyện Chợ Lách, tỉnh Bến Tre họp bàn công tác dân vận. Đồng chí Trần Văn Thử, Bí thư \
    Đảng ủy xã, chủ trì hội nghị và giao việc cho từng chi bộ ấp trong quý tới.\n\
    Hội nghị nghe báo cáo về công tác dân vận và thống nhất ba việc phải làm ngay trong tháng.\n";

fn archive() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    sandbox.write("bai/a.txt", PAGE);
    sandbox.write("bai/b.txt", PAGE.replace("Bến Thử", "Bến Mẫu").replace("dân vận", "kiểm tra"));
    let run = sandbox.run(&["ingest", "bai"]);
    assert_eq!(run.stdout, "committed 2\n", "{run}");
    let hits = sandbox.run(&["search", "Bến Thử", "--format", "json"]).json();
    let id = hits["hits"][0]["id"].as_str().unwrap().to_owned();
    (sandbox, id)
}

fn show(sandbox: &Sandbox, id: &str) -> Value {
    sandbox.run(&["show", id, "--format", "json"]).json()
}

fn articles(sandbox: &Sandbox) -> u64 {
    let stats = sandbox.run(&["stats", "--format", "json"]).json();
    stats["articles"].as_u64().unwrap()
}

fn correct(sandbox: &Sandbox, id: &str, field: &str, value: &Value) {
    let line = json!({"id": id, "field": field, "value": value, "note": "theo bản in"});
    sandbox.write("bai/corrections.jsonl", format!("{line}\n"));
}

#[test]
fn a_correction_beside_the_sources_is_applied_marked_and_kept_when_the_source_changes() {
    let (sandbox, id) = archive();
    correct(&sandbox, &id, "published", &json!("2020-12-31"));
    let run = sandbox.run(&["ingest", "bai"]);
    assert_eq!(run.stdout, "committed 1\n", "{run}");
    let article = show(&sandbox, &id);
    assert_eq!(article["published"]["iso"], "2020-12-31");
    assert_eq!(article["published"]["method"], "corrected");
    assert_eq!(sandbox.run(&["ingest", "bai"]).stdout, "committed 0\n", "not a no-op");
    // The file goes, the source changes: what was said stays.
    std::fs::remove_file(sandbox.path("bai/corrections.jsonl")).unwrap();
    sandbox.write("bai/a.txt", PAGE.replace("ba việc", "bốn việc"));
    assert_eq!(sandbox.run(&["ingest", "bai"]).stdout, "committed 1\n");
    let article = show(&sandbox, &id);
    assert_eq!(article["published"]["iso"], "2020-12-31");
    assert!(article["body"].as_str().unwrap().contains("bốn việc"));
    assert!(sandbox.run(&["show", &id, "--explain"]).stdout.contains("theo bản in"));
    // And goes when a person says so.
    let undo = json!({"id": id, "field": "published", "undo": true});
    sandbox.write("undo.jsonl", format!("{undo}\n"));
    sandbox.run(&["ingest", "bai", "--corrections", "undo.jsonl"]);
    assert_eq!(show(&sandbox, &id)["published"]["iso"], "2021-04-05T09:27:00+07:00");
}

#[test]
fn labels_are_corrected_whole_or_in_part_and_filters_know() {
    let (sandbox, id) = archive();
    let edit = json!({"add": [{"key": "vn/ca-mau", "role": "primary"}], "remove": []});
    correct(&sandbox, &id, "units", &edit);
    sandbox.run(&["ingest", "bai"]);
    let before = sandbox.run(&["count", "-q", "--unit", "vn/ben-tre"]).stdout;
    assert_eq!(sandbox.run(&["count", "-q", "--unit", "Cà Mau"]).stdout, "1\n");
    assert_eq!(before, "2\n", "the others stay");
    correct(&sandbox, &id, "topics", &json!(["chuyen-doi-so"]));
    sandbox.run(&["ingest", "bai"]);
    let topics = show(&sandbox, &id)["topics"].clone();
    assert_eq!((topics.as_array().unwrap().len(), &topics[0]["id"]), (1, &json!("chuyen-doi-so")));
    // Labelled anew, what people said has the last word.
    assert_eq!(sandbox.run(&["reindex", "--all"]).status, 0);
    assert_eq!(show(&sandbox, &id)["topics"], topics);
    assert_eq!(sandbox.run(&["count", "-q", "--unit", "Cà Mau"]).stdout, "1\n");
}

#[test]
fn a_correction_that_cannot_be_read_names_file_line_and_remedy_and_nothing_is_ingested() {
    let sandbox = Sandbox::new();
    sandbox.write("bai/a.txt", PAGE);
    let lines = [
        (r#"{"id":"x","field":"publishd","value":"2021"}"#, "take one of title"),
        (r#"{"id":"x","field":"published","value":"hôm nào đó"}"#, "2021-04-05"),
        (r#"{"id":"x","field":"topics","value":["khong-co"]}"#, "tracuu topics"),
        (r#"{"id":"x","field":"units","value":["ha-noi"]}"#, "vn/ha-noi"),
        (r#"{"id":"x","feld":"units"}"#, "a line is"),
        ("không phải JSON", "a line is"),
    ];
    for (line, remedy) in lines {
        sandbox.write("bai/corrections.jsonl", format!("\n{line}\n"));
        let run = sandbox.run(&["ingest", "bai"]);
        assert_eq!(run.status, 2, "{run}");
        assert!(run.stderr.contains("corrections.jsonl:2: "), "{run}");
        assert!(run.stderr.contains(remedy), "{run}");
    }
}

#[test]
fn an_article_taken_out_stays_out_until_it_is_let_in() {
    let (sandbox, id) = archive();
    let run = sandbox.run(&["remove", &id, "khong-co"]);
    assert_eq!((run.stdout.as_str(), run.status), ("committed 1\n", 1), "{run}");
    assert!(run.stderr.contains("`khong-co` is not in the index"), "{run}");
    assert_eq!(sandbox.run(&["show", &id]).status, 1);
    let again = sandbox.run(&["ingest", "bai"]);
    assert_eq!(again.stdout, "committed 0\n", "{again}");
    assert!(again.stderr.contains("1 left out"), "{again}");
    assert_eq!(sandbox.run(&["remove", "--undo", &id]).stdout, "committed 1\n");
    assert_eq!(sandbox.run(&["ingest", "bai"]).stdout, "committed 1\n");
    assert_eq!(sandbox.run(&["show", &id]).status, 0);
}

#[test]
fn what_is_exported_is_ingested_as_it_was() {
    let sandbox = Sandbox::with_sample();
    let exported = sandbox.run(&["export"]);
    assert_eq!(exported.stdout.lines().count(), 57);
    sandbox.write("ra/bai.jsonl", &exported.stdout);
    let run = sandbox.run(&["ingest", "ra", "--index", "khac"]);
    assert_eq!(run.stdout, "committed 57\n", "{run}");
    let again = sandbox.run(&["export", "--index", "khac"]);
    assert!(again.stdout == exported.stdout, "an article is another now");
    let some = sandbox.run(&["export", "--unit", "vn/ha-noi"]);
    assert!((1..57).contains(&some.stdout.lines().count()));
}

#[test]
fn labelling_stored_articles_anew_gives_what_ingesting_gave() {
    let sandbox = Sandbox::with_sample();
    let before = sandbox.run(&["export"]).stdout;
    assert_eq!(sandbox.run(&["reindex"]).stdout, "committed 0\n", "nothing was stale");
    let run = sandbox.run(&["reindex", "--all"]);
    assert_eq!(run.stdout, "committed 57\n", "{run}");
    assert!(run.stderr.contains("57 articles labelled anew, 0 of them otherwise"), "{run}");
    assert!(sandbox.run(&["export"]).stdout == before);
}

/// The note of a removal knows the text, and a copy that was noted before is no article of its own now.
#[test]
fn the_copy_of_an_article_taken_out_does_not_come_in_its_place() {
    let (sandbox, id) = archive();
    sandbox.write("bai/c.txt", PAGE);
    assert_eq!(sandbox.run(&["ingest", "bai"]).stdout, "committed 0\n", "a copy");
    assert_eq!(sandbox.run(&["remove", &id]).stdout, "committed 1\n");
    for place in ["bai", "bai/c.txt", "."] {
        let run = sandbox.run(&["ingest", place]);
        assert_eq!(articles(&sandbox), 1, "{place}: {run}");
    }
}

/// What a person put right is no part of what tells a copy.
#[test]
fn the_copy_of_a_corrected_article_stays_a_copy_when_labels_are_read_anew() {
    let (sandbox, id) = archive();
    sandbox.write("bai/c.txt", PAGE);
    sandbox.run(&["ingest", "bai"]);
    correct(&sandbox, &id, "title", &json!("Đảng bộ xã Bến Thử bàn việc dân vận"));
    sandbox.run(&["ingest", "bai"]);
    assert_eq!(sandbox.run(&["reindex", "--all"]).status, 0);
    assert_eq!(sandbox.run(&["ingest", "bai"]).stdout, "committed 0\n");
    assert_eq!(articles(&sandbox), 2);
}

#[test]
fn an_exported_article_keeps_what_was_put_right_and_takes_more() {
    let (sandbox, id) = archive();
    correct(&sandbox, &id, "topics", &json!(["chuyen-doi-so"]));
    sandbox.run(&["ingest", "bai"]);
    let exported = sandbox.run(&["export"]).stdout;
    sandbox.write("ra/bai.jsonl", &exported);
    let more = json!({"id": id, "field": "published", "value": "2020-12-31"});
    sandbox.write("them.jsonl", format!("{more}\n"));
    sandbox.run(&["ingest", "ra", "--index", "khac", "--corrections", "them.jsonl"]);
    let shown = || sandbox.run(&["show", &id, "--index", "khac", "--format", "json"]).json();
    assert_eq!(shown()["topics"][0]["id"], "chuyen-doi-so");
    assert_eq!(shown()["topics"][0]["method"], "corrected");
    assert_eq!(shown()["published"]["iso"], "2020-12-31");
    let undo = json!({"id": id, "field": "topics", "undo": true});
    sandbox.write("undo.jsonl", format!("{undo}\n"));
    sandbox.run(&["ingest", "ra", "--index", "khac", "--corrections", "undo.jsonl"]);
    assert!(shown()["topics"].as_array().unwrap().iter().any(|topic| topic["id"] == "dan-van"));
}

#[test]
fn corrections_in_a_folder_below_are_found_and_are_no_article() {
    let (sandbox, _) = archive();
    let id = show(&sandbox, &archive().1)["id"].clone();
    let line = json!({"id": id, "field": "kicker", "value": "DÂN VẬN"});
    sandbox.write("bai/2021/corrections.jsonl", format!("{line}\n"));
    for pattern in ["bai", "bai/**/*.txt"] {
        let run = sandbox.run(&["ingest", pattern]);
        assert_eq!(run.status, 0, "{run}");
    }
    assert_eq!(show(&sandbox, id.as_str().unwrap())["kicker"], "DÂN VẬN");
    assert_eq!(sandbox.run(&["parse", "bai"]).status, 0);
}

#[test]
fn a_correction_without_a_value_or_of_what_this_run_does_not_meet_is_named() {
    let (sandbox, id) = archive();
    let line = json!({"id": id, "field": "units", "note": "xem lại"});
    sandbox.write("fix.jsonl", format!("{line}\n"));
    let run = sandbox.run(&["ingest", "bai", "--corrections", "fix.jsonl"]);
    assert!(run.status == 2 && run.stderr.contains("`value` is missing"), "{run}");
    let line = json!({"id": id, "field": "units", "value": null});
    sandbox.write("fix.jsonl", format!("{line}\n"));
    sandbox.write("khac/x.txt", PAGE.replace("Bến Thử", "Bến Khác"));
    let run = sandbox.run(&["ingest", "khac", "--corrections", "fix.jsonl"]);
    assert!(run.stderr.contains("was not met in this run"), "{run}");
}

/// As for copies: what has an id of its own is an article of its own, whatever else prints the same.
#[test]
fn a_record_with_an_id_of_its_own_stays_when_another_of_the_same_text_is_taken_out() {
    let sandbox = Sandbox::new();
    let record = |id: &str| json!({"id": id, "title": "Chi bộ ấp Mây họp", "body": "Chi bộ ấp Mây họp quý hai."});
    sandbox.write("bai.jsonl", format!("{}\n{}\n", record("mot"), record("hai")));
    assert_eq!(sandbox.run(&["ingest", "bai.jsonl"]).stdout, "committed 2\n");
    sandbox.run(&["remove", "mot"]);
    let both = format!("{}\n{}\n", record("hai"), record("mot"));
    sandbox.write("bai.jsonl", both);
    sandbox.run(&["ingest", "bai.jsonl", "--catalog", "none"]);
    assert_eq!((articles(&sandbox), sandbox.run(&["show", "hai"]).status), (1, 0));
    sandbox.write("moi.jsonl", format!("{}\n", record("ba")));
    assert_eq!(sandbox.run(&["ingest", "moi.jsonl"]).stdout, "committed 1\n");
}
