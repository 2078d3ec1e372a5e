//! `ingest` and `parse`: what goes in, what is as before, what is refused and why.

use std::fs;

use crate::harness::{Sandbox, sample_dir};

/// A page of invented news; `n` makes it one of many.
fn page(n: usize) -> String {
    format!(
        "Chi bộ thôn {n} họp chuyên đề quý\n\n12/03/2020 08:{n:02}\n\nSáng nay, Chi bộ thôn {n}, xã \
         Mường Sơn tổ chức sinh hoạt chuyên đề về giữ rừng đầu nguồn và chăm sóc vườn mận chung.\n\n\
         Các đảng viên bàn cách chia ca trực và ghi nhật ký tuần tra để cả thôn cùng theo dõi.\n"
    )
}

#[test]
fn a_second_run_writes_nothing() {
    let sandbox = Sandbox::new();
    (1..4).for_each(|n| sandbox.write(&format!("pages/{n}.txt"), page(n)));
    let first = sandbox.run(&["ingest", "pages"]);
    insta::assert_snapshot!(first, @r"
    status: 0
    --- stdout
    committed 3
    --- stderr
    tracuu: 3 added, 0 changed, 0 unchanged, 0 duplicate, 0 failed
    tracuu: 2 of them nearly the same as another article
    ");
    let second = sandbox.run(&["ingest", "pages"]);
    insta::assert_snapshot!(second, @r"
    status: 0
    --- stdout
    committed 0
    --- stderr
    tracuu: 0 added, 0 changed, 3 unchanged, 0 duplicate, 0 failed
    ");
}

#[test]
fn a_changed_page_replaces_its_article() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", page(1));
    sandbox.run(&["ingest", "a.txt"]);
    let before = sandbox.run(&["search", "giữ rừng", "--format", "json"]).json();
    sandbox.write("a.txt", page(1).replace("giữ rừng", "trồng rừng"));
    let run = sandbox.run(&["ingest", "a.txt"]);
    assert!(run.stderr.contains("0 added, 1 changed"), "{run}");
    assert_eq!(sandbox.run(&["count", "\"giữ rừng\""]).stdout, "0\n");
    let after = sandbox.run(&["search", "trồng rừng", "--format", "json"]).json();
    assert_eq!(after["hits"][0]["id"], before["hits"][0]["id"]);
    assert_eq!(after["total"]["value"], 1);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_in() {
    let sandbox = Sandbox::new();
    sandbox.write("pages/1.txt", page(1));
    sandbox.write("pages/empty.txt", "");
    sandbox.write("pages/picture.bin", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0");
    sandbox.write("pages/2.txt", page(2));
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", sandbox.path("pages/link.txt")).unwrap();
    let run = sandbox.run(&["ingest", "pages"]);
    assert_eq!(run.status, 3, "{run}");
    assert_eq!(run.stdout, "committed 2\n");
    for name in ["empty.txt", "picture.bin", "link.txt"] {
        let line = run.stderr.lines().find(|line| line.contains(name));
        let reason = line.unwrap_or_else(|| panic!("{name}\n{run}")).split(": ").last().unwrap();
        assert!(reason.len() > 5, "{name}: {reason}");
    }
    assert_eq!(sandbox.run(&["count", "thôn"]).stdout, "2\n");
}

#[test]
fn a_bad_record_is_named_by_its_number() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.jsonl",
        "{\"id\": \"one\", \"title\": \"Tin một\", \"body\": \"Thân bài của tin thứ nhất.\"}\n\
         {\"id\": \"two\", \"title\": \n\
         {\"id\": \"three\"}\n\
         {\"id\": \"four\", \"body\": \"Thân bài của tin thứ tư.\"}\n",
    );
    let run = sandbox.run(&["ingest", "a.jsonl"]);
    assert_eq!((run.status, run.stdout.as_str()), (3, "committed 2\n"), "{run}");
    assert!(run.stderr.contains("a.jsonl, record 2: "), "{run}");
    assert!(run.stderr.contains("a.jsonl, record 3: "), "{run}");
    assert_eq!(sandbox.run(&["show", "one"]).status, 0);
    assert_eq!(sandbox.run(&["show", "four"]).status, 0);
}

#[test]
fn standard_input_is_an_input() {
    let sandbox = Sandbox::new();
    let run = sandbox.run_with_input(&["ingest", "-"], page(7).as_bytes());
    assert_eq!(run.stdout, "committed 1\n", "{run}");
    assert_eq!(sandbox.run(&["count", "mường sơn"]).stdout, "1\n");
}

#[test]
fn one_place_in_two_folders_is_two_articles() {
    let sandbox = Sandbox::new();
    sandbox.write("x/a.txt", page(1));
    sandbox.write("y/a.txt", page(2));
    sandbox.run(&["ingest", "x"]);
    let run = sandbox.run(&["ingest", "y"]);
    assert!(run.stderr.contains("1 added"), "{run}");
    let again = sandbox.run(&["ingest", "x", "y"]);
    assert!(again.stderr.contains("2 unchanged"), "{again}");
}

#[test]
fn an_id_held_by_another_source_is_reported_and_kept() {
    let sandbox = Sandbox::new();
    let record = |text: &str| format!("{{\"id\": \"same\", \"body\": \"{text}\"}}\n");
    sandbox.write("a.jsonl", record("Bản tin thứ nhất."));
    sandbox.write("b.jsonl", record("Bản tin thứ hai."));
    sandbox.run(&["ingest", "a.jsonl"]);
    let run = sandbox.run(&["ingest", "b.jsonl"]);
    assert!(run.stderr.contains("b.jsonl, record 1: left out"), "{run}");
    assert!(sandbox.run(&["show", "same"]).stdout.contains("thứ nhất"));
}

#[test]
fn a_changed_record_without_an_id_replaces_its_article_in_whatever_folder() {
    let sandbox = Sandbox::new();
    let record = |text: &str| format!("{{\"body\": \"{text}\"}}\n");
    sandbox.write("x/a.jsonl", record("Bản tin của thôn Đoài."));
    sandbox.write("y/a.jsonl", record("Bản tin của thôn Tây."));
    sandbox.run(&["ingest", "x"]);
    sandbox.run(&["ingest", "y"]);
    sandbox.write("y/a.jsonl", record("Bản tin mới của thôn Tây."));
    let run = sandbox.run(&["ingest", "y"]);
    assert!(run.stderr.contains("0 added, 1 changed"), "{run}");
    assert_eq!(sandbox.run(&["count", "bản tin"]).stdout, "2\n");
}

#[test]
fn a_record_that_moved_in_its_file_is_unchanged() {
    let sandbox = Sandbox::new();
    let one = "{\"id\": \"one\", \"body\": \"Bản tin thứ nhất.\"}\n";
    let two = "{\"id\": \"two\", \"body\": \"Bản tin thứ hai.\"}\n";
    sandbox.write("a.jsonl", one);
    sandbox.run(&["ingest", "a.jsonl"]);
    sandbox.write("a.jsonl", format!("{two}{one}"));
    let run = sandbox.run(&["ingest", "a.jsonl"]);
    assert!(run.stderr.contains("1 added, 0 changed, 1 unchanged"), "{run}");
}

#[test]
fn the_first_search_builds_the_sample_and_says_so_and_ingest_ends_it() {
    let sandbox = Sandbox::new();
    let copy = sandbox.path("corpus/sample");
    fs::create_dir_all(&copy).unwrap();
    sandbox.write("corpus/sample/a.txt", page(1));
    let first = sandbox.run(&["search", "mường sơn"]);
    assert_eq!(first.status, 0, "{first}");
    assert!(first.stderr.contains("sample"), "{first}");
    assert!(sandbox.path("index/sample/CURRENT").exists());
    let second = sandbox.run(&["count", "mường sơn"]);
    assert_eq!(second.stdout, "1\n");
    assert!(second.stderr.contains("sample") && !second.stderr.contains("building"), "{second}");
    sandbox.write("mine.txt", page(2).replace("Mường Sơn", "Bản Lau"));
    sandbox.run(&["ingest", "mine.txt"]);
    let own = sandbox.run(&["count", "mường sơn"]);
    assert_eq!(own.stdout, "0\n");
    assert!(!own.stderr.contains("sample"), "{own}");
}

#[test]
fn parse_prints_one_object_a_line_with_its_schema() {
    let run = Sandbox::new().run(&["parse", sample_dir().to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let articles = run.lines();
    assert!(articles.len() >= 40, "{}", articles.len());
    for article in articles {
        assert_eq!(article["schema"], "tracuu/article@1");
        assert!(article["body"].as_str().is_some_and(|body| !body.is_empty()));
    }
}

#[cfg(unix)]
#[test]
fn an_index_can_be_read_where_nothing_may_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_sample();
    let lock = sandbox.path("index/gen-1/.tantivy-meta.lock");
    let _ = fs::remove_file(&lock);
    let set =
        |mode| fs::set_permissions(sandbox.path("index/gen-1"), fs::Permissions::from_mode(mode));
    set(0o555).unwrap();
    let run = sandbox.run(&["search", "đảng viên"]);
    set(0o755).unwrap();
    assert_eq!(run.status, 0, "{run}");
    assert!(!lock.exists(), "a reader asked for a lock");
}

#[cfg(unix)]
#[test]
fn others_may_read_an_index_that_is_not_theirs() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_sample();
    for file in fs::read_dir(sandbox.path("index/gen-1")).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode();
        let lock = file.file_name().to_string_lossy().ends_with(".lock");
        assert!(lock || mode & 0o044 == 0o044, "{:?} {mode:o}", file.file_name());
    }
}

#[test]
fn a_line_feed_in_the_name_of_a_file_forges_no_message() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a\ntracuu: 9 added.bin", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0");
    let run = sandbox.run(&["ingest", "in"]);
    assert!(!run.stderr.lines().any(|line| line.starts_with("tracuu: 9 added")), "{run}");
}
