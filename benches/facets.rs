//! What counting costs over all that match: facets and histograms of 109,000 invented articles, or of an index of your
//! own (`cargo bench --bench facets -- DIR`). Sums are checked; facets over all matches may take 30 ms.
//!
//! Processor time of the thread, the best of some rounds.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

mod clock;

use std::path::{Path, PathBuf};
use std::time::Duration;

use tracuu::article::{
    Article, ArticleId, Evidence, Fingerprint, Format, Method, Origin, Outlet, OutletId, Published,
    Topic, TopicId, TopicWeight, Unit, UnitKey, UnitRole,
};
use tracuu::catalog::Catalog;
use tracuu::index::{self, Index};
use tracuu::query::{Filters, Query, parse};
use tracuu::run;
use tracuu::search::{By, FacetsWanted, Searcher, Step};

const ARTICLES: usize = 109_000;
const ALLOWED: Duration = Duration::from_millis(30);

fn main() {
    let catalog = Catalog::embedded();
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let made = tempfile::tempdir().expect("a folder");
    let dir = given.as_ref().map_or_else(|| made.path().to_owned(), PathBuf::from);
    if given.is_none() {
        fill(&dir, &catalog);
    }
    let index = Index::open(&dir).expect("an index");
    let searcher = Searcher::new(&index, &catalog).expect("a view");
    println!("{} articles", searcher.articles());
    let mut late = Vec::new();
    let queries = [Query::default(), parse("chi bộ").expect("a query")];
    for (query, name) in queries.iter().zip(["all articles", "chi bộ"]) {
        let facets = |by: &[By]| {
            let wanted = FacetsWanted { by: by.to_vec(), limit: 20, ..FacetsWanted::default() };
            best(|| {
                let found = searcher.facets((query, &Filters::default()), &wanted).expect("facets");
                assert!(found.facets.iter().all(|facet| !facet.values.is_empty()));
                let full = given.is_some() || found.counted.total == ARTICLES;
                assert!(full, "{} match", found.counted.total);
            })
        };
        let each: &[&[By]] = &[
            &[By::Unit],
            &[By::Topic],
            &[By::Outlet],
            &[By::Year],
            &[By::Month],
            &[By::Unit, By::Topic, By::Year],
        ];
        for by in each {
            let time = facets(by);
            let names: Vec<&str> = by.iter().map(|by| by.name()).collect();
            println!("{:40} {:6.1} ms", format!("{name}: {}", names.join(", ")), ms(time));
            if time > ALLOWED {
                late.push(format!("{name}: {}", names.join(", ")));
            }
        }
        let time = best(|| {
            let asked = (query, &Filters::default());
            let found = searcher.histogram(asked, Step::Month, None).expect("a histogram");
            let sum: u64 = found.periods.iter().map(|period| period.articles).sum();
            let coarse: u64 = found.coarser.iter().map(|coarse| coarse.articles).sum();
            assert_eq!(sum + coarse + found.undated, found.counted.total as u64);
        });
        println!("{:40} {:6.1} ms", format!("{name}: histogram by month"), ms(time));
    }
    assert!(late.is_empty(), "longer than {ALLOWED:?}: {late:?}");
}

/// The best time of some rounds of ten.
fn best(work: impl Fn()) -> Duration {
    let round = || {
        let start = clock::of_thread();
        (0..10).for_each(|_| work());
        clock::of_thread().saturating_sub(start) / 10
    };
    (0..3).map(|_| round()).min().unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Makes an index of invented articles.
fn fill(dir: &Path, catalog: &Catalog) {
    Index::create(dir, &run::stamp(catalog)).expect("an index");
    let mut writer = Index::writer(dir).expect("a writer");
    for n in 0..ARTICLES {
        let article = invented(n);
        let source = format!("/{n}");
        let origin = index::Origin { source: &source, digest: n as u64 };
        writer.put(&article, origin, &Fingerprint::of(&article)).expect("an article");
    }
    writer.commit().expect("a commit");
    writer.close().expect("an end");
}

/// Article `n`: one to three units of some thousand, two topics of forty, one outlet of sixty, a day of ten years.
fn invented(n: usize) -> Article {
    let origin = Origin {
        path: format!("{n}.txt"),
        format: Format::Text,
        encoding: "utf-8".to_owned(),
        record: None,
    };
    let mut article = Article::blank(ArticleId::parse(&format!("a-{n}")).expect("an id"), origin);
    article.body = format!("Chi bộ thôn {n} họp bàn việc {} lần thứ {}.", n / 7, n % 13);
    // Steps without a common divisor spread the values.
    let (commune, topic, day) = (n * 37 % 3_000, n * 11 % 40, n * 53 % 3_650);
    let unit = |commune: usize| {
        let key = format!("vn/tinh-{}/huyen-{}/xa-{commune}", commune % 34, commune % 300);
        Unit {
            key: UnitKey::parse(&key).expect("a key"),
            name: format!("Đảng ủy xã {commune}"),
            role: UnitRole::Mentioned,
            mentions: Vec::new(),
            lines: Vec::new(),
            method: Method::Explicit,
            unplaced: false,
        }
    };
    let steps = [0, 1_009, 2_003].into_iter().take(n % 3 + 1);
    article.units = steps.map(|step| unit((commune + step) % 3_000)).collect();
    let topics = [(topic, TopicWeight::Primary), ((topic + 7) % 40, TopicWeight::Mention)];
    article.topics = topics
        .map(|(topic, weight)| Topic {
            id: TopicId::parse(&format!("chu-de-{topic}")).expect("an id"),
            weight,
            score: 1.0,
            lines: Vec::new(),
            raw: Vec::new(),
            method: Method::Explicit,
        })
        .into();
    article.outlet = Some(Outlet {
        id: OutletId::parse(&format!("bao-{}", n % 60)).expect("an id"),
        name: "Báo Mẫu".to_owned(),
        evidence: Evidence::field("outlet"),
    });
    let first: chrono::NaiveDate = "2016-01-01".parse().expect("a day");
    let iso = (first + chrono::Days::new(day as u64)).to_string().parse().expect("a date");
    let (precision, evidence) = (tracuu::date::Precision::Day, Evidence::field("date"));
    article.published = Some(Published { iso, precision, evidence });
    article
}
