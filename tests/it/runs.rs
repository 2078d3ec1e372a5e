//! Runs over an archive: copies of one article, what vanished, reports, rehearsals, a run cut short.

use std::fs;

use serde_json::Value;

use crate::harness::{Run, Sandbox};

/// A page of invented news about a place.
fn page(place: &str) -> String {
    format!(
        "Chi bộ thôn {place} bàn việc giữ nước\n\n12/03/2020 08:15\n\nSáng nay, Chi bộ thôn {place}, xã Suối Đá, \
         họp riêng một buổi về mùa khô đang tới và về những ruộng cuối kênh.\n\nNgười {place} góp chín ý kiến, \
         sáu ý kiến nói về chuyện chia nước theo giờ, còn lại là chuyện nạo vét mương trước Tết.\n"
    )
}

/// The entries of the report of a run, without the sums.
fn report(sandbox: &Sandbox, args: &[&str]) -> (Run, Vec<Value>) {
    let mut all = vec!["ingest", "--report", "report.jsonl"];
    all.extend(args);
    let run = sandbox.run(&all);
    let text = fs::read_to_string(sandbox.path("report.jsonl")).unwrap();
    let mut entries: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sums = entries.pop().expect("the sums");
    assert_eq!(sums["schema"], "tracuu/ingest-summary@1", "{run}");
    (run, entries)
}

/// File name and status of every entry, sorted.
fn statuses(entries: &[Value]) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    for entry in entries {
        let (path, status) = (entry["path"].as_str().unwrap(), entry["status"].as_str().unwrap());
        all.push((path.rsplit('/').next().unwrap_or(path), status));
    }
    all.sort_unstable();
    all
}

#[test]
fn the_same_page_under_two_names_is_one_article_and_stays_one() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", page("Đoài"));
    sandbox.write("in/b.txt", page("Đoài").replace("\n\n", "\n\n\n"));
    let (run, entries) = report(&sandbox, &["in"]);
    assert_eq!(run.stdout, "committed 1\n", "{run}");
    assert_eq!(statuses(&entries), [("a.txt", "added"), ("b.txt", "duplicate")]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "1\n");
    let (_, entries) = report(&sandbox, &["in"]);
    assert_eq!(statuses(&entries), [("a.txt", "unchanged"), ("b.txt", "duplicate")]);
    let stats = sandbox.run(&["stats", "--format", "json"]).json();
    assert_eq!((&stats["articles"], &stats["without"]["title"]), (&1.into(), &0.into()));
}

#[test]
fn records_with_ids_of_their_own_are_articles_of_their_own() {
    let sandbox = Sandbox::new();
    let record = |id: &str| format!("{{\"id\": \"{id}\", \"body\": \"Một bản tin như nhau.\"}}\n");
    sandbox.write("a.jsonl", record("một") + &record("hai"));
    let run = sandbox.run(&["ingest", "a.jsonl"]);
    assert_eq!(run.stdout, "committed 2\n", "{run}");
}

#[test]
fn a_copy_that_changes_becomes_an_article() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", page("Đoài"));
    sandbox.write("in/b.txt", page("Đoài"));
    sandbox.run(&["ingest", "in"]);
    sandbox.write("in/b.txt", page("Thượng"));
    let (_, entries) = report(&sandbox, &["in"]);
    assert_eq!(statuses(&entries), [("a.txt", "unchanged"), ("b.txt", "added")]);
    sandbox.write("in/b.txt", page("Đoài"));
    let (_, entries) = report(&sandbox, &["in"]);
    assert_eq!(statuses(&entries), [("a.txt", "unchanged"), ("b.txt", "duplicate")]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "1\n");
}

#[test]
fn what_vanished_goes_only_when_asked_and_only_from_where_it_was_looked_for() {
    let sandbox = Sandbox::new();
    for (name, place) in [("x/a", "Đoài"), ("x/b", "Thượng"), ("y/c", "Hạ")] {
        sandbox.write(&format!("{name}.txt"), page(place));
    }
    sandbox.run(&["ingest", "x", "y"]);
    fs::remove_file(sandbox.path("x/a.txt")).unwrap();
    fs::remove_file(sandbox.path("y/c.txt")).unwrap();
    sandbox.run(&["ingest", "x"]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "3\n");
    let (run, entries) = report(&sandbox, &["--prune", "x"]);
    assert_eq!(statuses(&entries), [("a.txt", "removed"), ("b.txt", "unchanged")]);
    assert!(run.stderr.contains("1 removed"), "{run}");
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "2\n");
}

#[test]
fn an_article_whose_input_vanished_stays_where_another_input_holds_the_same() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", page("Đoài"));
    sandbox.write("in/b.txt", page("Đoài"));
    sandbox.run(&["ingest", "in"]);
    let id = sandbox.run(&["search", "thôn", "--format", "json"]).json()["hits"][0]["id"].clone();
    fs::remove_file(sandbox.path("in/a.txt")).unwrap();
    let (_, entries) = report(&sandbox, &["--prune", "in"]);
    assert_eq!(statuses(&entries), [("a.txt", "moved"), ("b.txt", "duplicate")]);
    let hit = sandbox.run(&["search", "thôn", "--format", "json"]).json()["hits"][0].clone();
    assert_eq!(hit["id"], id);
    assert!(hit["path"].as_str().unwrap().ends_with("b.txt"), "{hit}");
    let (_, entries) = report(&sandbox, &["--prune", "in"]);
    assert_eq!(statuses(&entries), [("b.txt", "unchanged")]);
}

#[test]
fn a_record_taken_out_of_its_file_is_the_one_that_is_pruned() {
    let sandbox = Sandbox::new();
    let record = |id: &str| format!("{{\"id\": \"{id}\", \"body\": \"Bản tin {id} của xã.\"}}\n");
    sandbox.write("a.jsonl", ["một", "hai", "ba"].map(record).concat());
    sandbox.run(&["ingest", "a.jsonl"]);
    sandbox.write("a.jsonl", ["hai", "ba"].map(record).concat());
    let run = sandbox.run(&["ingest", "--prune", "a.jsonl"]);
    assert!(run.stderr.contains("1 removed"), "{run}");
    let there = |id: &str| sandbox.run(&["show", id]).status == 0;
    assert_eq!(["một", "hai", "ba"].map(there), [false, true, true]);
}

#[test]
fn nothing_is_pruned_from_what_could_not_be_read() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", page("Đoài"));
    sandbox.run(&["ingest", "in"]);
    sandbox.write("in/a.txt", "");
    sandbox.run(&["ingest", "--prune", "in"]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "1\n", "an empty file");
    fs::remove_file(sandbox.path("in/a.txt")).unwrap();
    sandbox.run(&["ingest", "--prune", "in"]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "1\n", "an empty folder");
    fs::remove_dir(sandbox.path("in")).unwrap();
    sandbox.run(&["ingest", "--prune", "in"]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "1\n", "a folder that is gone");
}

#[test]
fn a_rehearsal_says_what_would_be_done_and_does_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", page("Đoài"));
    let (run, entries) = report(&sandbox, &["--dry-run", "in"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "would commit 1\n"), "{run}");
    assert_eq!(statuses(&entries), [("a.txt", "added")]);
    assert!(!sandbox.path("index").exists(), "an index was made");
    sandbox.run(&["ingest", "in"]);
    sandbox.write("in/a.txt", page("Thượng"));
    sandbox.write("in/b.txt", page("Hạ"));
    let (_, entries) = report(&sandbox, &["--dry-run", "--prune", "in"]);
    assert_eq!(statuses(&entries), [("a.txt", "changed"), ("b.txt", "added")]);
    assert_eq!(sandbox.run(&["count", "thượng"]).stdout, "0\n");
}

#[test]
fn a_report_says_what_is_missing_and_why_an_input_failed() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", page("Đoài"));
    sandbox.write("in/b.bin", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0");
    let (run, entries) = report(&sandbox, &["in"]);
    assert_eq!(run.status, 3, "{run}");
    let a = entries.iter().find(|entry| entry["status"] == "added").unwrap();
    assert_eq!(a["schema"], "tracuu/ingest-entry@1");
    assert_eq!(a["missing"], serde_json::json!(["outlet", "section", "bylines", "url"]));
    assert_eq!((&a["format"], &a["encoding"]), (&"text".into(), &"utf-8".into()));
    let b = entries.iter().find(|entry| entry["status"] == "failed").unwrap();
    assert!(b["reason"].as_str().is_some_and(|reason| reason.len() > 5), "{b}");
}

#[test]
fn a_report_that_cannot_be_written_ends_the_run_before_it_begins() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", page("Đoài"));
    let run = sandbox.run(&["ingest", "in", "--report", "no/such/folder/report.jsonl"]);
    assert_eq!(run.status, 2, "{run}");
    assert!(run.stderr.contains("no/such/folder/report.jsonl"), "{run}");
    assert!(!sandbox.path("index").exists());
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_commits_what_is_whole_and_says_where_it_stopped() {
    let sandbox = Sandbox::new();
    let record = |n: usize| format!("{{\"id\": \"r{n}\", \"body\": \"Bản tin số {n} của xã.\"}}\n");
    let first: String = (0..400).map(record).collect();
    let run = sandbox.interrupted(&["ingest", "-"], first.as_bytes(), record(400).as_bytes());
    assert_eq!(run.status, 130, "{run}");
    assert!(run.stderr.contains("stopped before -"), "{run}");
    let committed: usize = run.stdout.trim().strip_prefix("committed ").unwrap().parse().unwrap();
    assert!((1..=400).contains(&committed), "{run}");
    assert_eq!(sandbox.run(&["count", "bản tin"]).stdout, format!("{committed}\n"));
}
