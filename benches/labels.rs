//! What units, topics, persons, documents and terms of office add to the processor time of reading articles and
//! analysing their text, in one run on the same articles. Two sums are printed: what labels add to an ingest without
//! them (reading, parsing, telling copies, analysing into an index, which is what a person waits for), and what they
//! add to bare parsing and tokens, which leaves out all that an ingest does beside.
//!
//! `cargo bench --bench labels` reads the sample articles; `cargo bench --bench labels -- PATH…` reads articles of
//! your own, which decide. Labels are read by themselves from articles that were parsed before; what parsing
//! takes without them is the difference. The parts take turns and the best round of each counts, so that a busy
//! machine slows all alike. The second half of the run reads each article's text twice over: labels that take more
//! than twice the time of it are not linear in the text. Numbers of labels are counted, so that nothing is
//! measured that does not happen.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

mod clock;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;
use tracuu::article::Article;
use tracuu::catalog::Catalog;
use tracuu::index::Index;
use tracuu::ingest::{self, Context, Corrections, RawDocument, Source};
use tracuu::run::{self, Plan};
use tracuu::vi::tokens;

const ROUNDS: usize = 5;

fn main() {
    let catalog = Catalog::embedded();
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day");
    let context = Context { catalog: &catalog, today };
    let (documents, articles) = read(context);
    let long: Vec<Article> = articles.iter().map(twice).collect();
    let [mut parsing, mut labels, mut again, mut topics] = [Duration::MAX; 4];
    let [mut analysis, mut longer] = [Duration::MAX; 2];
    for _ in 0..ROUNDS {
        let parse = || documents.iter().filter_map(|raw| ingest::parse(raw, context).ok()).count();
        keep(&mut parsing, parse);
        keep(&mut labels, || labelled(&articles, context));
        keep(&mut again, || {
            let copies = articles.clone();
            copies.iter().map(|article| ingest::passages(article).len()).sum()
        });
        keep(&mut longer, || labelled(&long, context));
        keep(&mut topics, || {
            let mut copies = articles.clone();
            for article in &mut copies {
                ingest::label_topics(article, context);
            }
            copies.iter().map(|article| article.topics.len()).sum()
        });
        keep(&mut analysis, || articles.iter().map(count_tokens).sum());
    }
    let bytes: usize = articles.iter().map(|article| article.body.len()).sum();
    println!("{} articles, {:.1} MB of text", articles.len(), as_mb(bytes));
    let show = |name: &str, time: Duration| {
        println!("{name:26} {:8.1} ms  {:6.1} MB/s", ms(time), as_mb(bytes) / time.as_secs_f64());
    };
    // Copies and passages are made here, and not when an article is read.
    let (labels, longer) = (labels.saturating_sub(again), longer.saturating_sub(again * 2));
    let topics = topics.saturating_sub(again);
    let bare = parsing.saturating_sub(labels);
    show("parsing without labels", bare);
    show("analysis", analysis);
    show("labels", labels);
    show("  topics by themselves", topics);
    let ingest = (0..3).map(|_| ingested(context)).min().unwrap_or_default();
    show("ingest, labels included", ingest);
    let added = |rest: f64| 100.0 * ms(labels) / rest;
    println!("labels add {:.0} % to an ingest without them", added(ms(ingest) - ms(labels)));
    println!("labels add {:.0} % to bare parsing and tokens", added(ms(bare) + ms(analysis)));
    println!("texts twice as long: labels take {:.2} times as long", ms(longer) / ms(labels));
}

/// The paths given, or that of the sample.
fn paths() -> Vec<PathBuf> {
    let given = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let mut paths: Vec<PathBuf> = given.map(PathBuf::from).collect();
    if paths.is_empty() {
        paths.push(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/sample").into());
    }
    paths
}

/// Processor time of all threads of an ingest into a new index.
fn ingested(context: Context<'_>) -> Duration {
    let dir = tempfile::tempdir().expect("a temporary directory");
    Index::create(dir.path(), &run::stamp(context.catalog)).expect("an index");
    let mut writer = Index::writer(dir.path()).expect("a writer");
    let (corrections, stop) = (Corrections::default(), false.into());
    let plan = Plan { context, corrections: &corrections, prune: None, stop: &stop };
    let mut sources = || Source::new(&paths(), Box::new(std::io::empty()));
    let start = process_time();
    let report = run::ingest(&mut sources, &mut writer, plan, &mut |_| {}).expect("an ingest");
    writer.close().expect("an end");
    assert!(report.added > 0);
    process_time().saturating_sub(start)
}

/// Processor time of all threads of this process, ended ones too, in steps of 10 ms; the clock's where the system does
/// not say.
fn process_time() -> Duration {
    const TICK: Duration = Duration::from_millis(10);
    let stat = std::fs::read_to_string("/proc/self/stat").ok();
    let ticks = stat.and_then(|stat| {
        let fields: Vec<u32> =
            stat.rsplit(") ").next()?.split(' ').map(|f| f.parse().unwrap_or(0)).collect();
        Some(fields.get(11)? + fields.get(12)?)
    });
    ticks.map_or_else(clock::since_start, |ticks| TICK * ticks)
}

/// The documents at the paths and their articles.
fn read(context: Context<'_>) -> (Vec<RawDocument>, Vec<Article>) {
    let source = Source::new(&paths(), Box::new(std::io::empty()));
    let documents: Vec<RawDocument> = source.filter_map(Result::ok).collect();
    let articles = documents.iter().filter_map(|raw| ingest::parse(raw, context).ok()).collect();
    (documents, articles)
}

/// Labels copies of the articles; how many labels they have then.
fn labelled(articles: &[Article], context: Context<'_>) -> usize {
    let mut copies = articles.to_vec();
    for article in &mut copies {
        ingest::label(article, context);
    }
    copies
        .iter()
        .map(|a| a.units.len() + a.topics.len() + a.persons.len() + a.documents.len())
        .sum()
}

/// The article with its text twice over.
fn twice(article: &Article) -> Article {
    let mut long = article.clone();
    long.lines.clear();
    long.body = format!("{0}\n{0}", article.body);
    long
}

fn count_tokens(article: &Article) -> usize {
    tokens(article.title.as_deref().unwrap_or_default()).count() + tokens(&article.body).count()
}

/// Keeps the time of a round if it is the best, and asserts that something was done.
fn keep(best: &mut Duration, work: impl FnOnce() -> usize) {
    let start = clock::of_thread();
    assert!(black_box(work()) > 0);
    *best = (*best).min(clock::of_thread().saturating_sub(start));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn as_mb(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
