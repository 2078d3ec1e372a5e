//! The two phases of ranking against each other: whichever way candidates are found, in however many segments, the hits
//! are the same. Over invented articles of few words, so that scores are close and often equal.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::json;
use tracuu::catalog::Catalog;
use tracuu::index::Index;
use tracuu::query::{Filters, Limit, Request, parse};
use tracuu::search::Searcher;

use crate::harness::Sandbox;

/// Syllables of the invented articles, the first ones the commonest.
const SYLLABLES: [&str; 24] = [
    "của", "và", "họp", "chi", "bộ", "đảng", "viên", "vườn", "cam", "bãi", "chợ", "thư", "sổ",
    "tre", "ấp", "dừa", "giữ", "đất", "sành", "mới", "tổ", "vận", "khéo", "đò",
];

/// More than the first phase hands on, so that pruning has something to leave out.
const ARTICLES: usize = 640;

/// A generator of numbers below 2^31, the same on every machine (Lehmer).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0 * 48_271 % 0x7FFF_FFFF;
        usize::try_from(self.0).unwrap() % limit
    }

    fn syllable(&mut self) -> &'static str {
        let (one, other) = (self.below(SYLLABLES.len()), self.below(SYLLABLES.len()));
        SYLLABLES[one.min(other)]
    }

    fn text(&mut self, syllables: usize) -> String {
        (0..syllables).map(|_| self.syllable()).collect::<Vec<_>>().join(" ")
    }
}

/// The articles in so many segments.
fn archive(segments: usize) -> Sandbox {
    let sandbox = Sandbox::lasting();
    let mut numbers = Numbers(7);
    let records: Vec<String> = (0..ARTICLES)
        .map(|n| {
            let (title, body) = (2 + numbers.below(8), 10 + numbers.below(120));
            let (title, body) = (numbers.text(title), numbers.text(body));
            let day = format!("2021-{:02}-{:02}", 1 + numbers.below(12), 1 + numbers.below(28));
            json!({ "id": format!("mau-{n:03}"), "title": title, "body": body, "date": day })
                .to_string()
        })
        .collect();
    for (n, part) in records.chunks(ARTICLES / segments).enumerate() {
        let file = format!("in-{n}.jsonl");
        sandbox.write(&file, part.join("\n"));
        assert_eq!(sandbox.run(&["ingest", &file]).status, 0);
    }
    sandbox
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

fn queries() -> Vec<String> {
    let mut numbers = Numbers(11);
    (0..120)
        .map(|n| {
            let length = 1 + numbers.below(9);
            let query = numbers.text(length);
            if n % 4 == 3 { tracuu::vi::fold(&query) } else { query }
        })
        .collect()
}

/// The ten best, with their scores and how much they had to hold.
fn best(searcher: &Searcher<'_>, query: &str) -> String {
    let limit = Limit::new(10).unwrap();
    let request = Request::new(parse(query).unwrap(), Filters::default(), limit).unwrap();
    let response = searcher.search(&request).unwrap();
    let mut shown = format!("{} {:?}", response.total.value, response.needed);
    for hit in &response.hits {
        let _ = write!(shown, " {}:{:.3}", hit.article.id, hit.score);
    }
    shown
}

#[test]
fn the_best_ten_are_the_same_pruned_and_not_in_one_segment_and_in_many() {
    let archives = [1, 4, 8].map(archive);
    let indexes: Vec<Index> =
        archives.iter().map(|archive| Index::open(&archive.path("index")).unwrap()).collect();
    let views: Vec<Searcher<'_>> =
        indexes.iter().map(|index| Searcher::new(index, &CATALOG).unwrap()).collect();
    for query in queries() {
        // What every article passes still means that all which match are scored.
        let all = best(&views[0], &format!("{query} -xyzzy"));
        for view in &views {
            assert_eq!(best(view, &query), all, "{query}");
        }
    }
}
