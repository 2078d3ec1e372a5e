//! The surface of the command line: every `--help` is a snapshot, so that a change of it is seen.

use std::fs;

use crate::harness::Sandbox;

fn help(command: &[&str], flag: &str) -> String {
    let mut args = command.to_vec();
    args.push(flag);
    let run = Sandbox::new().run(&args);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{command:?}");
    run.stdout
}

/// Every command by its words, as the pages of the manual name them.
fn commands() -> Vec<Vec<String>> {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["man", "pages"]).status, 0);
    let pages = fs::read_dir(sandbox.path("pages")).unwrap();
    let names = pages.map(|page| page.unwrap().file_name().into_string().unwrap());
    let names = names.map(|name| name.trim_end_matches(".1").to_owned());
    let mut all: Vec<Vec<String>> =
        names.map(|name| name.split('-').skip(1).map(str::to_owned).collect()).collect();
    all.sort();
    all
}

#[test]
fn of_every_command() {
    for command in commands() {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        let name = if words.is_empty() { "the_whole".to_owned() } else { words.join("_") };
        let long = help(&words, "--help");
        assert!(long.contains("Examples:\n  tracuu"), "{words:?}");
        insta::assert_snapshot!(format!("of_{name}"), long);
        let short = help(&words, "-h");
        assert!(!short.contains("Examples:"), "{words:?}");
        assert!(short.lines().count() < long.lines().count(), "{words:?}");
    }
}

#[test]
fn in_vietnamese() {
    insta::assert_snapshot!(help(&["count", "--lang", "vi"], "-h"));
}
