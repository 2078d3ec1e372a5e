//! What README.md and README.vi.md show of sessions in a terminal is what the program prints.
//!
//! A block of the kind `console` holds commands behind `$ ` and what they print. They are run in order in a folder
//! that holds the sample and nothing else, on a terminal of 80 columns without colours; only milliseconds may differ.
//! After a change that was meant, `TRACUU_TRANSCRIPTS=write cargo test --test it transcripts` writes them anew.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::{Sandbox, sample_dir};

/// A folder as the program finds it after its sources were fetched.
fn place() -> Sandbox {
    let sandbox = Sandbox::new();
    for folder in ["txt", "json"] {
        for file in fs::read_dir(sample_dir().join(folder)).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            sandbox
                .write(&format!("corpus/sample/{folder}/{name}"), fs::read(file.path()).unwrap());
        }
    }
    sandbox
}

/// What a block's commands print, each behind itself.
fn session(place: &Sandbox, commands: &[&str]) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_tracuu")).parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([programs].into_iter().chain(env::split_paths(&path))).unwrap();
    let typed = commands.iter().map(|command| {
        format!("printf '%s\\n' '$ {}'\n{command}\n", command.replace('\'', "'\\''"))
    });
    let script = format!("exec 2>&1\nexport COLUMNS=80\n{}", typed.collect::<String>());
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(place.path("."))
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C.UTF-8")
        .env("XDG_CONFIG_HOME", place.path(".config"))
        .env_remove("TRACUU_INDEX")
        .env_remove("TRACUU_CATALOG")
        .output()
        .expect("bash");
    String::from_utf8(output.stdout).unwrap()
}

/// The text without what differs from run to run.
fn masked(text: &str) -> String {
    let line = |line: &str| match line.rsplit_once(" (") {
        Some((head, tail)) if tail.ends_with(" ms)") => format!("{head} (… ms)\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn sessions_are_printed_as_they_are() {
    for name in ["README.md", "README.vi.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).unwrap();
        let place = place();
        let mut written = String::new();
        let mut rest = text.as_str();
        let mut met = 0;
        while let Some((before, after)) = rest.split_once("```console\n") {
            let (block, after) = after.split_once("```").unwrap();
            let commands: Vec<&str> =
                block.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
            let printed = session(&place, &commands);
            let kept = if masked(block) == masked(&printed) { block } else { printed.as_str() };
            written.extend([before, "```console\n", kept, "```"]);
            rest = after;
            met += commands.len();
        }
        written += rest;
        assert!(met > 0, "{name}");
        if env::var_os("TRACUU_TRANSCRIPTS").is_some_and(|what| what == "write") {
            fs::write(&path, written).unwrap();
        } else if written != text {
            let differ = text.lines().zip(written.lines()).find(|(a, b)| a != b);
            panic!(
                "{name} shows other than is printed; TRACUU_TRANSCRIPTS=write writes it anew\n{differ:#?}"
            );
        }
    }
}
