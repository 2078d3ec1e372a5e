//! What hostile queries cost: `cargo bench --bench query`, of the sample corpus, or `cargo bench --bench query -- DIR`
//! of an index of your own.
//!
//! Each is read, and answered where it can be read; printed is the best of a few runs of each. None may take longer
//! than the bound, whatever is typed: there is no way to stop a search that has begun.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

mod clock;

use std::path::{Path, PathBuf};
use std::time::Duration;

use tracuu::catalog::Catalog;
use tracuu::index::Index;
use tracuu::ingest::{Context, Source};
use tracuu::query::{Filters, Limit, Request, Saved, read};
use tracuu::search::Searcher;

const RUNS: usize = 5;

/// Processor time that no query may exceed, on one thread.
const BOUND: Duration = Duration::from_millis(50);

/// A name, and the query.
type Hostile = (&'static str, String);

fn hostile() -> Vec<Hostile> {
    let planes: String = (1..=0x10_FFFF).step_by(0x1F3).filter_map(char::from_u32).collect();
    let depth = |n| format!("{}a OR b{}", "(".repeat(n), ")".repeat(n));
    vec![
        ("100,000 brackets", "(".repeat(100_000)),
        ("16,000 brackets", "(".repeat(16_000)),
        ("brackets 16 deep", depth(16)),
        ("brackets 4,000 deep", depth(4_000)),
        ("words and tabs, 20 KB", "a\t".repeat(10_000)),
        ("words and tabs, 16 KB", "a\t".repeat(8_000)),
        ("a sloppy phrase of 60", format!("\"{}\"~1000", "việc ".repeat(60))),
        ("sloppy phrases of 20", format!("\"{}\"~20 ", "việc ".repeat(20)).repeat(40)),
        ("an exact phrase of 500", format!("\"{}\"", "việc ".repeat(500))),
        ("10 MB", "kiểm tra ".repeat(1_000_000)),
        ("NOT 4,000 times", format!("{}họp", "NOT ".repeat(4_000))),
        ("every plane", planes.chars().take(4_000).collect()),
        ("OR 500 times", "họp OR ".repeat(499) + "chợ"),
        ("NEAR of common words", "của NEAR/100 và OR ".repeat(60) + "a"),
        ("16 prefixes", "th* OR ".repeat(15) + "ng*"),
        ("150 prefixes", "th* OR ".repeat(150) + "ng*"),
        ("16 misspelt words", "nghiễng~1 OR ".repeat(16) + "chợ"),
        ("60 units", "unit:vn/ha-noi OR ".repeat(60) + "chợ"),
        ("500 words without accents", "dang uy ".repeat(250)),
        ("marks", "\\".repeat(16_000)),
    ]
}

fn main() {
    let dir = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let dir = dir.map_or_else(sample, PathBuf::from);
    let (catalog, index) = (Catalog::embedded(), Index::open(&dir).expect("an index"));
    let searcher = Searcher::new(&index, &catalog).expect("a view of it");
    for (name, query) in hostile() {
        let runs = (0..RUNS).map(|_| {
            let start = clock::of_thread();
            let answered = ask(&searcher, &query);
            (clock::of_thread().saturating_sub(start), answered)
        });
        let (spent, answered) = runs.min().expect("a run");
        println!("{:>9.3} ms  {name}: {answered}", spent.as_secs_f64() * 1e3);
        assert!(spent < BOUND, "{name} took {spent:?}");
    }
}

fn ask(searcher: &Searcher<'_>, query: &str) -> String {
    let Ok(parsed) = read(query, &Saved::new()) else {
        return "not read".to_owned();
    };
    let request = Request::new(parsed.query, Filters::default(), Limit::default());
    match request.and_then(|request| searcher.count(&request)) {
        Ok(counted) => format!("{} articles", counted.total),
        Err(_) => "refused".to_owned(),
    }
}

/// An index of the sample corpus, made anew.
fn sample() -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("query");
    let _ = std::fs::remove_dir_all(&dir);
    let catalog = Catalog::embedded();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day");
    let context = Context { catalog: &catalog, today };
    let paths = [Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/sample")];
    let mut sources = || Source::new(&paths, Box::new(std::io::empty()));
    Index::create(&dir, &tracuu::run::stamp(&catalog)).expect("an index");
    let mut writer = Index::writer(&dir).expect("a writer");
    let corrections = tracuu::ingest::Corrections::default();
    let stop = false.into();
    let plan = tracuu::run::Plan { context, corrections: &corrections, prune: None, stop: &stop };
    tracuu::run::ingest(&mut sources, &mut writer, plan, &mut |_| {}).expect("the sample");
    dir
}
