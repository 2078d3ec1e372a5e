//! The exit codes that scripts rely on.

use crate::harness::{Sandbox, sample};

#[test]
fn found_is_0_and_nothing_found_is_1() {
    let sandbox = sample();
    for command in ["search", "count"] {
        assert_eq!(sandbox.run(&[command, "đảng viên"]).status, 0, "{command}");
        assert_eq!(sandbox.run(&[command, "zzzzqqqq"]).status, 1, "{command}");
    }
    assert_eq!(sandbox.run(&["show", "no-such-id"]).status, 1);
    assert_eq!(sandbox.run(&["stats"]).status, 0);
}

#[test]
fn usage_and_query_errors_are_2_and_name_the_value() {
    let sandbox = sample();
    let table: &[(&[&str], &str)] = &[
        (&["search"], "nothing is asked"),
        (&["search", "x", "--limit", "0"], "`0`"),
        (&["search", "x", "--limit", "1001"], "`1001`"),
        (&["search", "x", "--year", "20x1"], "`20x1`"),
        (&["search", "x", "--year", "2021..2019"], "exchange"),
        (&["search", "x", "--from", "31/02/2021"], "`31/02/2021`"),
        (&["search", "x", "--unit", "huyện Không Có Đâu"], "huyện Không Có Đâu"),
        (&["search", "x", "--topic", "khong-co"], "khong-co"),
        (&["search", "x", "--outlet", "Báo Không Có"], "Báo Không Có"),
        (&["search", "x", "--format", "xml"], "xml"),
        (&["search", "--batch", "no-such-file"], "no-such-file"),
        (&["show", ""], "is empty"),
        (&["show", "a\nb"], "control character"),
        (&["nonsense"], "nonsense"),
    ];
    for (args, names) in table {
        let run = sandbox.run(args);
        assert_eq!(run.status, 2, "{args:?}\n{run}");
        assert!(run.stderr.contains(names), "{args:?}\n{run}");
        assert_eq!(run.stdout, "", "{args:?}");
    }
}

#[test]
fn no_index_is_10() {
    let sandbox = Sandbox::new();
    for args in [&["search", "x"][..], &["count", "x"], &["show", "x"], &["stats"]] {
        let run = sandbox.run(args);
        assert_eq!(run.status, 10, "{run}");
        assert!(run.stderr.contains("tracuu ingest"), "{run}");
    }
    let run = sandbox.run(&["search", "x", "--index", "elsewhere"]);
    assert_eq!(run.status, 10, "{run}");
}

#[test]
fn a_given_index_that_is_missing_is_10_even_beside_a_sample() {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/sample/a.txt", "Một tiêu đề\n\nMột đoạn văn đủ dài để là thân bài.\n");
    assert_eq!(sandbox.run(&["search", "đoạn", "--index", "elsewhere"]).status, 10);
    assert_eq!(sandbox.run(&["search", "đoạn"]).status, 0);
}

#[test]
fn another_layout_is_11() {
    let sandbox = Sandbox::with_sample();
    let meta = sandbox.path("index/gen-1/meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    let (ours, other) = (r#"\"schema\":4"#, r#"\"schema\":999"#);
    assert!(text.contains(ours), "{text}");
    std::fs::write(&meta, text.replace(ours, other)).unwrap();
    let run = sandbox.run(&["search", "x"]);
    assert_eq!(run.status, 11, "{run}");
    assert!(run.stderr.contains("schema 999"), "{run}");
}

#[test]
fn a_damaged_index_is_13() {
    let sandbox = Sandbox::with_sample();
    std::fs::write(sandbox.path("index/gen-1/meta.json"), "{").unwrap();
    assert_eq!(sandbox.run(&["search", "x"]).status, 13);
    std::fs::write(sandbox.path("index/CURRENT"), "../elsewhere\n").unwrap();
    assert_eq!(sandbox.run(&["search", "x"]).status, 13);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_tracuu"))
        .args(["parse", crate::harness::sample_dir().to_str().unwrap()])
        .current_dir(sample().path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn an_index_that_is_being_written_is_12_for_writers_and_open_to_readers() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", "Một tiêu đề\n\nMột đoạn văn đủ dài để là thân bài của bài mẫu này.\n");
    assert_eq!(sandbox.run(&["ingest", "a.txt"]).status, 0);
    let writer = tracuu::index::Index::writer(&sandbox.path("index")).unwrap();
    let run = sandbox.run(&["ingest", "a.txt"]);
    assert_eq!(run.status, 12, "{run}");
    assert_eq!(sandbox.run(&["search", "đoạn văn"]).status, 0);
    drop(writer);
    assert_eq!(sandbox.run(&["ingest", "a.txt"]).status, 0);
}
