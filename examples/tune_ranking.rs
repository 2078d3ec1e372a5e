//! Looks for better weights of ranking, by judged queries.
//!
//! ```sh
//! cargo run --release --example tune_ranking -- INDEX QUERIES.jsonl...
//! cargo run --release --example tune_ranking -- INDEX --at 1.9,2,0.8,0.25,100 QUERIES.jsonl...
//! ```
//!
//! `INDEX` is an index made by `tracuu ingest`; a line of judged queries is `{"query": "dân vận khéo", "relevant":
//! ["na-lau"]}`. Each file is asked with the shipped weights of its reading, then with each weight a step lower and
//! higher; whatever raises the mean nDCG@10 over the files is kept, until nothing does. It prints a row a trial and
//! changes nothing: what it found is written into `src/search/weights.rs` by hand. Give files of accented and of
//! unaccented queries apart, since their weights are others. `--at` scores some weights (pairs, title pair, window, first,
//! candidates) and looks no further.

#![allow(clippy::print_stdout, reason = "its rows are its output")]
#![allow(clippy::cast_precision_loss, reason = "counts of queries and of hits")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tracuu::catalog::Catalog;
use tracuu::index::Index;
use tracuu::query::{Filters, Limit, Request, parse};
use tracuu::search::{Reading, Searcher, Weights};

/// Hits that are scored.
const DEPTH: usize = 10;

/// A query and the ids that answer it.
struct Judged {
    request: Request,
    relevant: HashSet<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let dir = args.next().ok_or("usage: tune_ranking INDEX QUERIES.jsonl...")?;
    let mut args = args.peekable();
    let mut at = Vec::new();
    while args.next_if(|arg| arg.as_os_str() == "--at").is_some() {
        at.push(weights(&args.next().ok_or("--at has no weights")?.to_string_lossy())?);
    }
    let files = args.map(|file| read(&file)).collect::<Result<Vec<_>, _>>()?;
    let (index, catalog) = (Index::open(&dir)?, Catalog::embedded());
    let score = |weights: Weights| -> tracuu::Result<f64> {
        let searcher = Searcher::new(&index, &catalog)?.weighed(weights);
        let means = files.iter().map(|file| mean(&searcher, file));
        let means = means.collect::<tracuu::Result<Vec<f64>>>()?;
        let all = means.iter().sum::<f64>() / files.len().max(1) as f64;
        let each: Vec<String> = means.iter().map(|mean| format!("{mean:.4}")).collect();
        println!("{all:.4}  {}  {weights:?}", each.join(" "));
        Ok(all)
    };
    if !at.is_empty() {
        for weights in at {
            score(weights)?;
        }
        return Ok(());
    }
    let unaccented =
        files.iter().flatten().all(|judged| judged.request.query.to_string().is_ascii());
    let reading = if unaccented { Reading::Unaccented } else { Reading::Exact };
    let mut best = (score(Weights::of(reading))?, Weights::of(reading));
    loop {
        let before = best.0;
        for weights in neighbours(best.1) {
            let found = score(weights)?;
            if found > best.0 {
                best = (found, weights);
            }
        }
        if best.0 <= before {
            println!("best: {:.4} {:?}", best.0, best.1);
            return Ok(());
        }
    }
}

fn weights(text: &str) -> Result<Weights, Box<dyn std::error::Error>> {
    let wrong = || format!("`{text}` is not five numbers");
    let (numbers, candidates) = text.rsplit_once(',').ok_or_else(wrong)?;
    let numbers = numbers.split(',').map(str::parse).collect::<Result<Vec<f32>, _>>()?;
    let [pairs, title_pair, window, first] = numbers[..] else { return Err(wrong().into()) };
    let candidates = candidates.parse()?;
    Ok(Weights { pairs, title_pair, window, first, candidates })
}

/// The same weights with one of them a step lower or higher.
fn neighbours(of: Weights) -> Vec<Weights> {
    let mut all = Vec::new();
    for step in [0.8, 1.25] {
        all.push(Weights { pairs: of.pairs * step, ..of });
        all.push(Weights { title_pair: of.title_pair * step, ..of });
        all.push(Weights { window: of.window * step, ..of });
        all.push(Weights { first: of.first * step, ..of });
    }
    all.push(Weights { candidates: of.candidates * 3 / 2, ..of });
    all
}

fn read(file: &Path) -> Result<Vec<Judged>, Box<dyn std::error::Error>> {
    let mut judged = Vec::new();
    for line in std::fs::read_to_string(file)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let query = parse(record["query"].as_str().ok_or("a line has no query")?)?;
        let request = Request::new(query, Filters::default(), Limit::new(DEPTH)?)?;
        let ids = record["relevant"].as_array().into_iter().flatten();
        let relevant = ids.filter_map(|id| id.as_str().map(str::to_owned)).collect();
        judged.push(Judged { request, relevant });
    }
    Ok(judged)
}

/// The mean nDCG@10; a near copy counts at the rank of the hit that names it.
fn mean(searcher: &Searcher<'_>, file: &[Judged]) -> tracuu::Result<f64> {
    let mut sum = 0.0;
    for Judged { request, relevant } in file {
        let mut left: HashSet<&str> = relevant.iter().map(String::as_str).collect();
        let mut gain = 0.0;
        for (rank, hit) in searcher.search(request)?.hits.iter().enumerate() {
            let copies = hit.duplicates.iter().map(|copy| copy.id.as_str());
            let ids: Vec<&str> = std::iter::once(hit.article.id.as_str()).chain(copies).collect();
            if ids.iter().any(|id| left.contains(id)) {
                gain += discount(rank);
                left.retain(|id| !ids.contains(id));
            }
        }
        let ideal: f64 = (0..relevant.len().min(DEPTH)).map(discount).sum();
        sum += if ideal > 0.0 { gain / ideal } else { 0.0 };
    }
    Ok(sum / file.len().max(1) as f64)
}

/// What a relevant hit adds to DCG at a rank that begins with 0: `1 / log2(rank + 2)`.
fn discount(rank: usize) -> f64 {
    1.0 / ((rank + 2) as f64).log2()
}
