//! The surface of the command line: every `--help` is a snapshot, so that a change of it is seen.

use crate::harness::Sandbox;

fn help(command: &[&str]) -> String {
    let mut args = command.to_vec();
    args.push("--help");
    let run = Sandbox::new().run(&args);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    run.stdout
}

#[test]
fn of_the_whole() {
    insta::assert_snapshot!(help(&[]));
}

#[test]
fn of_ingest() {
    insta::assert_snapshot!(help(&["ingest"]));
}

#[test]
fn of_parse() {
    insta::assert_snapshot!(help(&["parse"]));
}

#[test]
fn of_analyze() {
    insta::assert_snapshot!(help(&["analyze"]));
}

#[test]
fn of_search() {
    insta::assert_snapshot!(help(&["search"]));
}

#[test]
fn of_count() {
    insta::assert_snapshot!(help(&["count"]));
}

#[test]
fn of_show() {
    insta::assert_snapshot!(help(&["show"]));
}

#[test]
fn of_stats() {
    insta::assert_snapshot!(help(&["stats"]));
}

#[test]
fn of_facets() {
    insta::assert_snapshot!(help(&["facets"]));
}

#[test]
fn of_histogram() {
    insta::assert_snapshot!(help(&["histogram"]));
}

#[test]
fn of_words() {
    insta::assert_snapshot!(help(&["words"]));
}

#[test]
fn of_similar() {
    insta::assert_snapshot!(help(&["similar"]));
}

#[test]
fn of_eval() {
    insta::assert_snapshot!(help(&["eval"]));
}
