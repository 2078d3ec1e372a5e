//! Makes `src/vi/data/syllables.tsv` from text, and `syllables.bin` from that.
//!
//! ```sh
//! cargo run --release --features train --example make_syllables -- count < TEXT > src/vi/data/syllables.tsv
//! cargo run --release --features train --example make_syllables -- table
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::io::{BufRead, stdin};
use std::process::ExitCode;

use tracuu::train::syllables::{Counts, table};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/vi/data");

fn main() -> ExitCode {
    let done = match std::env::args().nth(1).as_deref() {
        Some("count") => count(),
        Some("table") => make_table(),
        _ => Err("say count or table".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn count() -> Result<(), String> {
    let mut counts = Counts::default();
    for line in stdin().lock().lines() {
        counts.add(&line.map_err(|error| error.to_string())?);
    }
    print!("{}", counts.list());
    Ok(())
}

fn make_table() -> Result<(), String> {
    let list = std::fs::read_to_string(format!("{DATA}/syllables.tsv"));
    let bytes = table(&list.map_err(|error| error.to_string())?)?;
    std::fs::write(format!("{DATA}/syllables.bin"), bytes).map_err(|error| error.to_string())
}
