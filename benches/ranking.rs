//! What searching costs against the raw engine on the same articles, as ratios within one run.
//!
//! `cargo bench --bench ranking` asks some thousands of invented articles, where the ratios say little; `cargo bench
//! --bench ranking -- DIR [QUERIES.txt]` an index of your own, by a query a line or by pieces of its titles. With the
//! path of the release binary in `TRACUU_BIN` a process a query is measured too. What is allowed is printed beside each
//! ratio and asserted nowhere: it holds for archives of real news of 100,000 articles.
//!
//! Processor time, all threads of the search counted, since the engine's ten documents are read by one and ours by
//! several; of each query the best of some rounds, in which both sides take turns. The second table parts the time
//! between understanding the query and counting what matches, ordering it, and reading and marking the hits.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

mod clock;
mod invented;
mod raw_engine;
mod spent;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use raw_engine::{Maker, Raw};
use spent::{Figures, ms, of_ended, of_process};
use tracuu::catalog::Catalog;
use tracuu::index::Index;
use tracuu::query::{Filters, Limit, Request, parse};
use tracuu::search::Searcher;
use tracuu::vi::fold;

/// Queries of each case.
const QUERIES: usize = 200;
const ROUNDS: usize = 2;
/// Times that a query is asked in a row, so that reading the clock is no part of the figures.
const REPEATS: u32 = 3;
/// Queries of each case that a process is started for.
const PROCESSES: usize = 60;
/// Articles invented where no index is given.
const ARTICLES: usize = 4_000;

/// Queries of one kind.
struct Case {
    name: &'static str,
    queries: Vec<String>,
    /// The most that a warm search should take against the raw engine, by the median.
    allowed: f64,
    /// The same of a process a query, by the mean.
    allowed_once: Option<f64>,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [mode, dir, query] = &args[..]
        && mode == "--raw-once"
    {
        let raw = Raw::open(Path::new(dir)).expect("a plain index");
        println!("{}", raw.ask(query).expect("an answer").len());
        return;
    }
    let catalog = Catalog::embedded();
    let made = tempfile::tempdir().expect("a folder");
    let dir = args.first().map_or_else(|| made.path().join("own"), PathBuf::from);
    if args.is_empty() {
        invented::fill(&dir, ARTICLES);
    }
    let index = Index::open(&dir).expect("an index");
    let searcher = Searcher::new(&index, &catalog).expect("a view");
    let plain = made.path().join("plain");
    let titles = copy(&searcher, &segments(&dir), &plain);
    let raw = Raw::open(&plain).expect("a plain index");
    println!("{} articles, {} segments of the raw engine", searcher.articles(), raw.segments());
    let cases = match args.get(1) {
        Some(file) => sorted(&fs::read_to_string(file).expect("a file of queries")),
        None => pieces(&titles),
    };
    warm(&cases, &searcher, &raw);
    if let Some(program) = std::env::var_os("TRACUU_BIN") {
        once(&cases, Path::new(&program), (&dir, &plain));
    }
    shares(&cases, &searcher);
}

/// Articles of each segment of an index.
fn segments(dir: &Path) -> Vec<usize> {
    let current = fs::read_to_string(dir.join("CURRENT")).expect("an index");
    let engine = tantivy::Index::open_in_dir(dir.join(current.trim())).expect("an index");
    let metas = engine.searchable_segment_metas().expect("segments");
    metas.iter().map(|meta| meta.num_docs() as usize).collect()
}

/// Writes the articles into a plain index with as many segments; some of their titles.
fn copy(searcher: &Searcher<'_>, segments: &[usize], plain: &Path) -> Vec<Vec<String>> {
    fs::create_dir_all(plain).expect("a folder");
    let mut maker = Maker::new(plain, segments).expect("a plain index");
    let mut titles = Vec::new();
    let articles = usize::try_from(searcher.articles()).expect("a number");
    for (n, found) in searcher.all(&Filters::default()).expect("articles").enumerate() {
        let (article, _) = found.expect("an article");
        maker.add(&article).expect("an article");
        let title = words(article.title.as_deref().unwrap_or_default());
        if titles.len() * articles <= n * QUERIES && title.len() >= 5 {
            titles.push(title);
        }
    }
    maker.finish().expect("a plain index");
    titles
}

/// The words of a line without marks and operators, so that both sides are asked for the same.
fn words(line: &str) -> Vec<String> {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .filter(|word| !["AND", "OR", "NOT", "IN", "TO", "NEAR"].contains(word))
        .map(str::to_owned)
        .collect()
}

/// Cases made of pieces of titles.
fn pieces(titles: &[Vec<String>]) -> Vec<Case> {
    let turned = |n: usize, long: usize| {
        let pieces: Vec<&[String]> = titles[n].windows(long).collect();
        let start = n % pieces.len().max(1);
        (0..pieces.len()).map(move |i| pieces[(start + i) % pieces.len()]).collect::<Vec<_>>()
    };
    let is_accented = |word: &String| !fold(&word.to_lowercase()).eq(&word.to_lowercase());
    let pairs = (0..titles.len()).filter_map(|n| {
        turned(n, 2)
            .into_iter()
            .find(|pair| pair.iter().all(is_accented))
            .map(|pair| pair.join(" "))
    });
    let unaccented = (0..titles.len()).filter_map(|n| {
        let pieces = turned(n, 3 + n % 2).into_iter();
        let mut folded = pieces.map(|piece| fold(&piece.join(" ").to_lowercase()));
        folded.find(|piece| piece.is_ascii())
    });
    let whole = titles.iter().map(|title| title.join(" "));
    cases(pairs.collect(), whole.collect(), unaccented.collect())
}

/// Cases of given queries: those without accents, those of two words, all others.
fn sorted(lines: &str) -> Vec<Case> {
    let (mut pairs, mut whole, mut unaccented) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines.lines() {
        let words = words(line);
        let kind = match words.len() {
            0 => continue,
            _ if line.is_ascii() => &mut unaccented,
            2 => &mut pairs,
            _ => &mut whole,
        };
        kind.push(words.join(" "));
    }
    cases(pairs, whole, unaccented)
}

fn cases(pairs: Vec<String>, whole: Vec<String>, unaccented: Vec<String>) -> Vec<Case> {
    let case =
        |name, queries, (allowed, allowed_once)| Case { name, queries, allowed, allowed_once };
    let mut cases = vec![
        case("two words", pairs, (0.8, Some(1.3))),
        case("a whole title", whole, (1.4, None)),
        case("without accents", unaccented, (2.0, Some(2.2))),
    ];
    cases.retain(|case| !case.queries.is_empty());
    cases
}

/// Every query on both sides in one process.
fn warm(cases: &[Case], searcher: &Searcher<'_>, raw: &Raw) {
    println!(
        "\n{:28} {:>17} {:>17}  ratio p50, mean; allowed",
        "warm, ms", "ours p50, mean", "raw p50, mean"
    );
    for case in cases {
        let asked = case.queries.iter().map(|query| {
            let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
            for _ in 0..ROUNDS {
                ours = ours.min(spent(of_process, || ask(searcher, query, 10)));
                theirs = theirs.min(spent(clock::of_thread, || {
                    assert!(!raw.ask(query).expect("an answer").is_empty(), "{query}");
                }));
            }
            (ours, theirs)
        });
        let (ours, theirs): (Vec<_>, Vec<_>) = asked.unzip();
        let (ours, theirs) = (Figures::of(ours), Figures::of(theirs));
        println!(
            "{:28} {:8.3} {:8.3} {:8.3} {:8.3}  {:5.2} {:5.2}  {:.1}",
            format!("{} ({})", case.name, case.queries.len()),
            ours.p50,
            ours.mean,
            theirs.p50,
            theirs.mean,
            ours.p50 / theirs.p50,
            ours.mean / theirs.mean,
            case.allowed
        );
    }
}

/// A process for each query, on both sides. The system tells what ended processes spent in steps of ten
/// milliseconds, so that only their sum is known.
fn once(cases: &[Case], program: &Path, (dir, plain): (&Path, &Path)) {
    let this = std::env::current_exe().expect("a program with a path");
    println!("\n{:28} {:>8} {:>8}  ratio; allowed", "a process a query, mean ms", "ours", "raw");
    for case in cases {
        let queries = &case.queries[..case.queries.len().min(PROCESSES)];
        let mut best = [f64::MAX; 2];
        for _ in 0..ROUNDS {
            let ours = of_processes(queries, |query| {
                let mut command = Command::new(program);
                command.args(["search", "--format", "ids", "--index"]).arg(dir).arg(query);
                command
            });
            let theirs = of_processes(queries, |query| {
                let mut command = Command::new(&this);
                command.arg("--raw-once").arg(plain).arg(query);
                command
            });
            best = [best[0].min(ours), best[1].min(theirs)];
        }
        let [ours, theirs] = best;
        let allowed = case.allowed_once.map_or_else(|| "-".to_owned(), |most| most.to_string());
        println!("{:28} {ours:8.2} {theirs:8.2}  {:5.2}  {allowed}", case.name, ours / theirs);
    }
}

/// Where the time goes, in the mean of all queries.
fn shares(cases: &[Case], searcher: &Searcher<'_>) {
    println!("\n{:28} {:>10} {:>10} {:>10}", "ms and share", "understood", "ordered", "ten hits");
    for case in cases {
        let mean = |work: &dyn Fn(&str)| {
            let each = case.queries.iter().map(|query| spent(of_process, || work(query)));
            Figures::of(each.collect()).mean
        };
        let counted = mean(&|query| {
            let query = parse(query).expect("a query");
            let request = Request::new(query, Filters::default(), Limit::default());
            black_box(searcher.count(&request.expect("a request")).expect("a number"));
        });
        let one = mean(&|query| ask(searcher, query, 1));
        let ten = mean(&|query| ask(searcher, query, 10));
        let hits = (ten - one) / 9.0 * 10.0;
        let ordered = ten - hits - counted;
        let [counted, ordered, hits] =
            [counted, ordered, hits].map(|part| format!("{part:.2} {:2.0} %", part / ten * 100.0));
        println!("{:28} {counted:>10} {ordered:>10} {hits:>10}", case.name);
    }
}

/// A search with snippets, as a person asks.
fn ask(searcher: &Searcher<'_>, query: &str, hits: usize) {
    let limit = Limit::new(hits).expect("a limit");
    let parsed = parse(query).expect("a query");
    let request = Request::new(parsed, Filters::default(), limit).expect("a request");
    black_box(searcher.search(&request).expect("an answer"));
}

/// What one of some runs in a row spent.
fn spent(clock: fn() -> Duration, work: impl Fn()) -> Duration {
    // The system writes down what a running thread spent at its next tick only, or when it lets go.
    let read = || {
        thread::sleep(Duration::from_micros(1));
        clock()
    };
    let start = read();
    (0..REPEATS).for_each(|_| work());
    read().saturating_sub(start) / REPEATS
}

/// Milliseconds that processes spend on one query each, in the mean.
fn of_processes(queries: &[String], command: impl Fn(&str) -> Command) -> f64 {
    let start = of_ended();
    for query in queries {
        let mut command = command(query);
        let run = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(run.expect("a process").success(), "{query}");
    }
    #[expect(clippy::cast_precision_loss, reason = "a few queries")]
    let many = queries.len() as f64;
    ms(of_ended().saturating_sub(start)) / many
}
