//! `analyze`: the tokens of a text for people and scripts, and standard input cut into words.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use serde_json::json;

use crate::harness::Sandbox;

#[test]
fn tokens_stand_in_a_table() {
    let run = Sandbox::new().run(&["analyze", "Đảng uỷ", "05-CT/TW", "duoc", "d9ang3"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn tokens_as_json_say_what_they_cover() {
    let run = Sandbox::new().run(&["analyze", "--format", "json", "Thuỷ ddangr"]);
    let analysis = run.json();
    assert_eq!(run.stdout.lines().count(), 1);
    assert_eq!(analysis["schema"], "tracuu/analysis@1");
    assert_eq!(analysis["text"], "Thuỷ ddangr");
    assert_eq!(
        analysis["tokens"][0],
        json!({
            "stream": "exact", "position": 0, "position_length": 1, "from": 0, "to": 6,
            "kind": "word", "text": "thủy", "covers": "Thuỷ", "reads": "syllable",
        })
    );
    assert_eq!(analysis["tokens"][1]["keys"], "đảng");
    assert_eq!(analysis["tokens"][2]["stream"], "folded");
    assert_eq!(analysis["tokens"][2]["text"], "thuy");
}

#[test]
fn nothing_a_text_holds_steers_the_terminal() {
    let text = "Đả\u{200B}ng\u{1b}[31m hu\u{AD}yện";
    let run = Sandbox::new().run(&["analyze", text]);
    assert!(!run.stdout.contains(['\u{1b}', '\u{200B}', '\u{AD}']), "{run}");
    assert!(run.stdout.contains("Đả\u{FFFD}ng"), "{run}");
    let run = Sandbox::new().run(&["analyze", "--format", "json", text]);
    assert!(!run.stdout.contains('\u{1b}'));
    assert_eq!(run.json()["text"], text);
}

#[test]
fn a_text_without_tokens_is_no_failure() {
    for text in ["", " … "] {
        let run = Sandbox::new().run(&["analyze", text]);
        assert_eq!((run.status, run.stdout.lines().count()), (0, 1), "{run}");
    }
}

#[test]
fn a_text_is_needed_unless_words_are_asked_for() {
    for args in [&["analyze"][..], &["analyze", "--words", "x"]] {
        assert_eq!(Sandbox::new().run(args).status, 2, "{args:?}");
    }
    assert_eq!(Sandbox::new().run(&["analyze", "--words", "--format", "json"]).status, 2);
}

#[test]
fn words_keep_every_other_byte() {
    let sandbox = Sandbox::new();
    for input in
        ["", "\n", "\n\n", "a\r\n\r\nb", "Đa\u{309}ng  uỷ\t\u{A0}xã\n", "a\u{1b}_b c\r\n", "x"]
    {
        let run = sandbox.run_with_input(&["analyze", "--words"], input.as_bytes());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let taken_apart = |text: &str| text.replace([' ', '\t', '\u{A0}', '_'], "");
        assert_eq!(taken_apart(&run.stdout), taken_apart(input));
    }
}

#[test]
fn a_line_that_is_not_utf_8_is_named_and_the_others_printed() {
    let input = b"m\xe1\xbb\x99t\nh\xff\xfei\nba\n\xe1\xbb";
    let run = Sandbox::new().run_with_input(&["analyze", "--words"], input);
    assert_eq!((run.status, run.stdout.as_str()), (3, "một\n\nba\n"));
    let named: Vec<_> = run.stderr.lines().collect();
    assert_eq!(named.len(), 2, "{run}");
    assert!(named[0].contains("line 2") && named[1].contains("line 4"), "{run}");
}

fn words(stdin: Stdio) -> Child {
    Command::new(env!("CARGO_BIN_EXE_tracuu"))
        .args(["analyze", "--words"])
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts")
}

#[test]
fn each_line_is_answered_before_the_next_is_read() {
    let mut child = words(Stdio::piped());
    let mut input = child.stdin.take().expect("a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    for line in ["một\n", "hai\n"] {
        input.write_all(line.as_bytes()).unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert_eq!(answer, line);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = words(Stdio::piped());
    drop(child.stdout.take());
    // The pipe breaks when the command has gone.
    let _ =
        child.stdin.take().expect("a pipe").write_all("một hai ba\n".repeat(100_000).as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
