//! The layering table of `ARCHITECTURE.md`, enforced: which room may use which, and where the engine,
//! the terminal, the environment and the clock may be touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Every room and the rooms it may use. `error` may be used by all but `vi`.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("vi", &[]),
    ("train", &["vi"]),
    ("error", &[]),
    ("date", &["vi"]),
    ("article", &["date", "vi"]),
    ("catalog", &["article", "date", "vi"]),
    ("query", &["article", "catalog", "date", "vi"]),
    ("office", &[]),
    ("ingest", &["article", "catalog", "date", "office", "vi"]),
    ("index", &["article", "date", "vi"]),
    ("run", &["article", "catalog", "date", "index", "ingest"]),
    ("search", &["article", "catalog", "date", "index", "query", "vi"]),
    ("output", &["article", "date", "query", "run", "search", "vi"]),
    (
        "cli",
        &[
            "article", "catalog", "date", "index", "ingest", "output", "query", "run", "search",
            "vi",
        ],
    ),
];

struct File {
    room: String,
    path: PathBuf,
    /// The code without comments and without its unit tests.
    code: String,
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "tests.rs") {
                // The unit tests of a folder.
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inner = path.strip_prefix(&src).expect("below src");
                let first = inner.components().next().expect("a name").as_os_str();
                let room = first.to_string_lossy().trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).expect("a source file");
                let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
                let code = text
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .collect::<Vec<_>>()
                    .join("\n");
                found.push(File { room, path, code });
            }
        }
    }
    found
}

/// The rooms that code names as `crate::room`, in a `use` or in a path, and those the crate root
/// re-exports from `error`.
fn used(code: &str) -> BTreeSet<String> {
    code.split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => {
                let list = list.split('}').next().unwrap_or_default();
                list.split(',').map(str::trim).map(str::to_owned).collect()
            }
            None => vec![rest.to_owned()],
        })
        .map(|path| {
            let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            path[..end.unwrap_or(path.len())].to_owned()
        })
        .map(|name| match name.as_str() {
            "Error" | "ErrorKind" | "Result" => "error".to_owned(),
            _ => name,
        })
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn every_room_uses_only_what_it_may() {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    let mut wrong = Vec::new();
    for File { room, path, code } in files() {
        if ["lib", "main"].contains(&room.as_str()) {
            continue;
        }
        let Some(may) = table.get(room.as_str()) else {
            wrong.push(format!("{} stands in no room of the table", path.display()));
            continue;
        };
        for name in used(&code) {
            let error = name == "error" && room != "vi";
            if name != room && !error && !may.contains(&name.as_str()) {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_of_the_table_is_there() {
    let rooms: BTreeSet<String> = files().into_iter().map(|file| file.room).collect();
    for (room, _) in MAY_USE {
        assert!(rooms.contains(room), "{room}");
    }
}

/// Only these rooms may write `what` in their code.
fn only(rooms: &[&str], what: &[&str]) {
    for File { room, path, code } in files() {
        for word in what {
            let found = code.contains(word) && !rooms.contains(&room.as_str());
            assert!(!found, "{} has `{word}`", path.display());
        }
    }
}

#[test]
fn the_engine_stays_in_index_and_search() {
    only(&["index", "search"], &["tantivy::", "tantivy_fst"]);
}

#[test]
fn terminal_environment_and_clock_are_touched_at_the_edge_only() {
    let edge = ["cli", "main"];
    only(&edge, &["println!", "eprintln!", "stdout()", "stderr()", "std::env::", "process::exit"]);
    only(&edge, &["Utc::now", "Local::now", "SystemTime", "Instant::now", "clap::"]);
}

#[test]
fn features_are_named_in_the_crate_root_only() {
    only(&["lib"], &["cfg(feature"]);
}

#[test]
fn main_is_thin() {
    let main = files().into_iter().find(|file| file.room == "main").expect("main.rs");
    assert!(main.code.lines().count() <= 40);
}
