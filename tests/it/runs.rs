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
    // The heir is read once, since its lines may be others.
    for status in ["changed", "unchanged"] {
        let (_, entries) = report(&sandbox, &["--prune", "in"]);
        assert_eq!(statuses(&entries), [("b.txt", status)]);
    }
}

#[test]
fn an_heir_that_printed_something_else_is_read_again() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", page("Đoài"));
    sandbox.write("in/b.txt", page("Đoài"));
    sandbox.run(&["ingest", "in"]);
    sandbox.write("in/a.txt", page("Thượng"));
    sandbox.run(&["ingest", "in/a.txt"]);
    fs::remove_file(sandbox.path("in/a.txt")).unwrap();
    sandbox.run(&["ingest", "--prune", "in"]);
    sandbox.run(&["ingest", "--prune", "in"]);
    let count = |word: &str| sandbox.run(&["count", word]).stdout;
    assert_eq!((count("Đoài"), count("Thượng")), ("1\n".into(), "0\n".into()));
}

#[test]
fn a_copy_becomes_an_article_in_the_run_in_which_its_original_changes() {
    let sandbox = Sandbox::new();
    sandbox.write("in/b.txt", page("Đoài"));
    sandbox.run(&["ingest", "in"]);
    sandbox.write("in/a.txt", page("Đoài"));
    sandbox.run(&["ingest", "in"]);
    sandbox.write("in/b.txt", page("Thượng"));
    let (run, entries) = report(&sandbox, &["in"]);
    let expected = [("a.txt", "added"), ("a.txt", "duplicate"), ("b.txt", "changed")];
    assert_eq!(statuses(&entries), expected, "{run}");
    assert!(run.stderr.contains("1 added, 1 changed, 0 unchanged, 0 duplicate"), "{run}");
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "2\n");
}

/// A record with an id and a text of its own.
fn record(id: &str) -> String {
    format!("{{\"id\": \"{id}\", \"body\": \"Bản tin {id} của xã.\"}}\n")
}

#[test]
fn records_pushed_down_their_file_by_one_that_is_held_elsewhere_stay() {
    let sandbox = Sandbox::new();
    let write = |name: &str, ids: &[&str]| {
        sandbox.write(name, ids.iter().map(|id| record(id)).collect::<String>());
        sandbox.run(&["ingest", name])
    };
    write("f.jsonl", &["một", "hai"]);
    write("g.jsonl", &["khác"]);
    write("f.jsonl", &["ba", "một", "hai"]);
    write("f.jsonl", &["khác", "một", "hai"]);
    assert_eq!(sandbox.run(&["count", "bản tin"]).stdout, "4\n");
    assert!(["một", "hai", "ba", "khác"].iter().all(|id| sandbox.run(&["show", id]).status == 0));
    let again = write("f.jsonl", &["khác", "một", "hai"]);
    assert!(again.stderr.contains("2 unchanged, 1 duplicate"), "{again}");
}

#[test]
fn an_id_twice_in_one_file_is_told_and_the_first_stays() {
    let sandbox = Sandbox::new();
    let other = record("một").replace("của xã", "của bản");
    sandbox.write("a.jsonl", record("một") + &other);
    for (added, unchanged) in [(1, 0), (0, 1), (0, 1)] {
        let run = sandbox.run(&["ingest", "a.jsonl"]);
        let sums = format!("{added} added, 0 changed, {unchanged} unchanged, 1 duplicate");
        assert!(run.stderr.contains(&sums), "{run}");
    }
    assert!(sandbox.run(&["show", "một"]).stdout.contains("của xã"));
}

#[test]
fn notices_of_a_line_at_addresses_of_their_own_and_at_none_are_articles_of_their_own() {
    let sandbox = Sandbox::new();
    let notice = |n: usize| {
        format!(
            "{{\"title\": \"Lịch công tác tuần\", \"url\": \"https://mau.example/lich-{n}\"}}\n"
        )
    };
    sandbox.write("a.jsonl", (0..3).map(notice).collect::<String>());
    assert_eq!(sandbox.run(&["ingest", "a.jsonl"]).stdout, "committed 3\n");
    let at_home = |n: usize| {
        format!("{{\"body\": \"Bản tin số {n}.\", \"url\": \"https://nha.example/\"}}\n")
    };
    sandbox.write("b.jsonl", (0..3).map(at_home).collect::<String>());
    sandbox.run(&["ingest", "b.jsonl"]);
    assert_eq!(sandbox.run(&["count", "bản tin"]).stdout, "3\n");
}

#[test]
fn what_comes_by_standard_input_does_not_replace_what_came_before() {
    let sandbox = Sandbox::new();
    for place in ["Đoài", "Thượng", "Đoài"] {
        sandbox.run_with_input(&["ingest", "-"], page(place).as_bytes());
    }
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "2\n");
}

#[test]
fn records_without_ids_that_move_up_their_file_are_all_there() {
    let sandbox = Sandbox::new();
    let line = |n: usize| {
        format!(
            "{{\"body\": \"Bài thứ {n}: chi bộ thôn {n} họp phiên tháng {n} bàn {n}{n} việc.\"}}\n"
        )
    };
    sandbox.write("a.jsonl", (1..41).map(line).collect::<String>());
    sandbox.run(&["ingest", "a.jsonl"]);
    sandbox.write("a.jsonl", (2..41).map(line).collect::<String>());
    sandbox.run(&["ingest", "--prune", "a.jsonl"]);
    assert_eq!(sandbox.run(&["count", "chi bộ"]).stdout, "39\n");
    let again = sandbox.run(&["ingest", "--prune", "a.jsonl"]);
    let then = sandbox.run(&["ingest", "--prune", "a.jsonl"]);
    assert!(then.stderr.contains("0 added, 0 changed, 39 unchanged"), "{again}\n{then}");
}

#[test]
fn pages_renumbered_by_one_and_two_that_change_places_are_all_there() {
    let sandbox = Sandbox::new();
    let name = |n: usize| format!("in/{n:02}.txt");
    (1..20).for_each(|n| sandbox.write(&name(n), page(&format!("số {n}"))));
    sandbox.run(&["ingest", "in"]);
    (1..19).for_each(|n| sandbox.write(&name(n), page(&format!("số {}", n + 1))));
    fs::remove_file(sandbox.path(&name(19))).unwrap();
    sandbox.run(&["ingest", "--prune", "in"]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "18\n");
    sandbox.write(&name(1), page("số 3"));
    sandbox.write(&name(2), page("số 2"));
    sandbox.run(&["ingest", "--prune", "in"]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "18\n");
}

#[test]
fn a_page_that_gives_its_place_to_another_is_found_where_it_went() {
    let sandbox = Sandbox::new();
    let page = |address: &str, place: &str| {
        format!("# url = https://bao.example/{address}\n\n{}", page(place))
    };
    sandbox.write("in/moi.txt", page("a", "Đoài"));
    sandbox.run(&["ingest", "in"]);
    sandbox.write("in/cu.txt", page("a", "Đoài"));
    sandbox.write("in/moi.txt", page("b", "Thượng"));
    let run = sandbox.run(&["ingest", "in"]);
    let count = |word: &str| sandbox.run(&["count", word]).stdout;
    assert_eq!((count("Đoài"), count("Thượng")), ("1\n".into(), "1\n".into()), "{run}");
    sandbox.write("in/cu.txt", page("b", "Thượng"));
    sandbox.write("in/moi.txt", page("a", "Đoài"));
    let run = sandbox.run(&["ingest", "in"]);
    assert_eq!((count("Đoài"), count("Thượng")), ("1\n".into(), "1\n".into()), "{run}");
    let run = sandbox.run(&["ingest", "in"]);
    assert!(run.stderr.contains("0 added, 0 changed, 2 unchanged, 0 duplicate"), "{run}");
}

#[test]
fn nothing_is_pruned_below_a_pattern_or_a_folder_that_looks_unmounted() {
    let sandbox = Sandbox::new();
    sandbox.write("disk/2019/a.txt", page("Đoài"));
    sandbox.write("disk/2020/b.txt", page("Thượng"));
    sandbox.run(&["ingest", "disk"]);
    fs::remove_file(sandbox.path("disk/2019/a.txt")).unwrap();
    sandbox.run(&["ingest", "--prune", "disk"]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "2\n", "an empty folder below");
    fs::rename(sandbox.path("disk"), sandbox.path("away")).unwrap();
    sandbox.run(&["ingest", "--prune", "disk/*/*.txt"]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "2\n", "a pattern that matches nothing");
    fs::rename(sandbox.path("away"), sandbox.path("disk")).unwrap();
    fs::remove_dir(sandbox.path("disk/2019")).unwrap();
    sandbox.run(&["ingest", "--prune", "disk"]);
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "1\n", "a folder that was taken away");
}

#[test]
fn a_report_overwrites_nothing_but_a_report() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", page("Đoài"));
    let run = sandbox.run(&["ingest", "a.txt", "--report", "a.txt"]);
    assert_eq!(run.status, 2, "{run}");
    assert_eq!(fs::read_to_string(sandbox.path("a.txt")).unwrap(), page("Đoài"));
    for _ in 0..2 {
        report(&sandbox, &["a.txt"]);
    }
}

#[test]
fn one_file_reached_in_two_ways_is_one_input() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", page("Đoài"));
    sandbox.write("sub/b.txt", page("Hạ"));
    sandbox.run(&["ingest", "in"]);
    sandbox.write("in/a.txt", page("Thượng"));
    let run = sandbox.run(&["ingest", "sub/../in"]);
    assert!(run.stderr.contains("0 added, 1 changed"), "{run}");
}

#[test]
fn a_record_taken_out_of_its_file_is_the_one_that_is_pruned() {
    let sandbox = Sandbox::new();
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
    let run = sandbox.interrupted(&["ingest", "-"], first.as_bytes());
    assert_eq!(run.status, 130, "{run}");
    assert!(run.stderr.contains("stopped before -"), "{run}");
    let committed: usize = run.stdout.trim().strip_prefix("committed ").unwrap().parse().unwrap();
    assert!((1..=400).contains(&committed), "{run}");
    assert_eq!(sandbox.run(&["count", "bản tin"]).stdout, format!("{committed}\n"));
}
