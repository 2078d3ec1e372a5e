//! What a process pays before its first answer: `cargo bench --bench startup`, of the sample corpus, or
//! `cargo bench --bench startup -- DIR` of an index of your own.
//!
//! One question is what most runs of the command are, so what is made anew in every process counts as much as the
//! search. Each run is a process of its own, which times its first steps; printed is the median of all runs. What text
//! analysis costs is the first two rows and the difference between the first and second answer at most: its
//! tables lie in the program and cost what is read of them.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use tracuu::catalog::Catalog;
use tracuu::index::Index;
use tracuu::ingest::{Context, Source};
use tracuu::query::{Filters, Limit, Request, parse};
use tracuu::search::Searcher;
use tracuu::vi::{Segmenter, confusions, fold, keys, syllable, tokens};

const RUNS: usize = 31;
const QUERY: &str = "công tác kiểm tra";

/// What a process does, in this order.
const STEPS: [&str; 6] = [
    "tokens, syllables, keys and spelling of a query",
    "abbreviations",
    "index and catalogue opened",
    "first answer",
    "second answer",
    "words of a query",
];

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--bench"));
    match (args.next(), args.next()) {
        (Some(index), Some(_)) => step_by_step(Path::new(&index)),
        (index, _) => all(&index.map_or_else(sample, PathBuf::from)),
    }
}

fn all(index: &Path) {
    let program = std::env::current_exe().expect("a program with a path");
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        let run = Command::new(&program).arg(index).arg("once").output().expect("a process");
        let printed = String::from_utf8(run.stdout).expect("figures");
        let figures: Vec<u128> = printed.lines().filter_map(|line| line.parse().ok()).collect();
        assert_eq!(figures.len(), STEPS.len(), "{}", String::from_utf8_lossy(&run.stderr));
        runs.push(figures);
    }
    for (i, step) in STEPS.iter().enumerate() {
        let mut spent: Vec<u128> = runs.iter().map(|run| run[i]).collect();
        spent.sort_unstable();
        println!("{:>7} µs  {step}", spent[RUNS / 2]);
    }
}

/// Times each step once and prints microseconds, a line each.
fn step_by_step(dir: &Path) {
    let mut start = Instant::now();
    let mut spent = move || {
        println!("{}", start.elapsed().as_micros());
        start = Instant::now();
    };
    for token in tokens(black_box(QUERY)) {
        black_box((fold(&token.text), syllable::lookup(&token.text), keys::telex(&token.text)));
        black_box(confusions(&token.text));
    }
    spent();
    let catalog = Catalog::embedded();
    black_box(catalog.equivalents());
    spent();
    let index = Index::open(dir).expect("an index");
    let searcher = Searcher::new(&index, &catalog).expect("a view of it");
    spent();
    let limit = Limit::new(10).expect("a limit");
    let query = parse(QUERY).expect("a query");
    let request = Request::new(query, Filters::default(), limit).expect("a request");
    black_box(searcher.search(&request).expect("an answer"));
    spent();
    black_box(searcher.search(&request).expect("an answer"));
    spent();
    black_box(Segmenter::default().words(QUERY));
    spent();
}

/// An index of the sample corpus, made anew.
fn sample() -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("startup");
    let _ = std::fs::remove_dir_all(&dir);
    let catalog = Catalog::embedded();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day");
    let context = Context { catalog: &catalog, today };
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/sample");
    let paths = [sample];
    let mut sources = || Source::new(&paths, Box::new(std::io::empty()));
    Index::create(&dir, &tracuu::run::stamp(&catalog)).expect("an index");
    let mut writer = Index::writer(&dir).expect("a writer");
    let corrections = tracuu::ingest::Corrections::default();
    let stop = false.into();
    let plan = tracuu::run::Plan { context, corrections: &corrections, prune: None, stop: &stop };
    tracuu::run::ingest(&mut sources, &mut writer, plan, &mut |_| {}).expect("the sample");
    dir
}
