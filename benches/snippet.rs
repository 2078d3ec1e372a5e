//! What snippets cost: beside one hit of usual length, and on a body of a megabyte, where what is asked for stands at its
//! end, everywhere, or nowhere. Each case asserts what it shows; the megabyte ones that they take at most a millisecond.
//!
//! `cargo bench --bench snippet`. Processor time of the thread, the best of many rounds, so that a busy machine does not
//! change the figures; reading the query is part of it.

#![allow(clippy::print_stdout, reason = "the figures are its output")]

mod clock;

use std::hint::black_box;
use std::time::Duration;

use tracuu::article::{Article, ArticleId, Format, Origin};
use tracuu::catalog::Catalog;
use tracuu::query::parse;
use tracuu::search::{Excerpt, excerpt};

/// Most time for a body of a megabyte.
const ALLOWED: Duration = Duration::from_millis(1);

/// A query, and what its snippets must show.
struct Case {
    name: &'static str,
    query: &'static str,
    body: String,
    shows: &'static str,
}

fn main() {
    let catalog = Catalog::embedded();
    for case in usual() {
        let time = best(&case, &catalog, 400);
        println!("{:44} {:7.1} µs", case.name, micros(time));
    }
    let mut late = Vec::new();
    for case in long() {
        assert!(case.body.len() >= 1 << 20, "{}", case.name);
        let time = best(&case, &catalog, 40);
        println!("{:44} {:7.1} µs", case.name, micros(time));
        if time > ALLOWED {
            late.push(case.name);
        }
    }
    assert!(late.is_empty(), "longer than {ALLOWED:?}: {late:?}");
}

/// The best time of a case.
fn best(case: &Case, catalog: &Catalog, rounds: u32) -> Duration {
    let origin = Origin {
        path: String::new(),
        format: Format::Text,
        encoding: "utf-8".to_owned(),
        record: None,
    };
    let mut article = Article::blank(ArticleId::parse("one").expect("an id"), origin);
    article.title = Some("Đảng ủy xã Mẫu Sơn họp bàn công tác dân vận".to_owned());
    article.body.clone_from(&case.body);
    let query = parse(case.query).expect("a query");
    let found = excerpt(&article, &query, catalog).expect("an excerpt");
    assert!(highlighted(&found).contains(&case.shows), "{}: {found:?}", case.name);
    // The system tells a thread's time in steps of some milliseconds.
    let round = || {
        let start = clock::of_thread();
        for _ in 0..rounds {
            black_box(excerpt(&article, &query, catalog).expect("an excerpt"));
        }
        clock::of_thread().saturating_sub(start) / rounds
    };
    (0..5).map(|_| round()).min().unwrap_or_default()
}

/// What the snippets mark; the beginning of the first, where they mark nothing.
fn highlighted(found: &Excerpt) -> Vec<&str> {
    let marks = found.snippets.iter().flat_map(|snippet| {
        snippet.highlights.iter().map(|[start, end]| &snippet.text[*start..*end])
    });
    let marks: Vec<&str> = marks.collect();
    let first = found.snippets.first().and_then(|snippet| snippet.text.split(' ').next());
    if marks.is_empty() { first.into_iter().collect() } else { marks }
}

const SENTENCE: &str = "Hội nghị bàn việc xây dựng chi bộ ở thôn, nghe báo cáo của ủy ban và đánh giá kết quả năm qua. ";

fn filler(bytes: usize) -> String {
    let paragraph = SENTENCE.repeat(4).trim_end().to_owned() + "\n";
    paragraph.repeat(bytes / paragraph.len() + 1)
}

fn usual() -> Vec<Case> {
    let body = filler(3_000) + "Tổ dân vận khéo đến từng nhà.\n" + &filler(500);
    let case = |name, query, shows| Case { name, query, body: body.clone(), shows };
    vec![
        case("4 KB, two words", "dân vận", "dân vận"),
        case("4 KB, two words without accents", "dan van", "dân vận"),
        case("4 KB, a phrase", "\"dân vận khéo\"", "dân vận khéo"),
        case(
            "4 KB, a headline",
            "Hội nghị đánh giá kết quả năm qua: tổ dân vận khéo đến từng nhà ở thôn",
            "Tổ dân vận khéo đến từng nhà",
        ),
    ]
}

fn long() -> Vec<Case> {
    let body = filler(1 << 20) + "Tổ dân vận khéo đến từng nhà, theo Chỉ thị 05-CT/TW.";
    let case = |name, query, shows| Case { name, query, body: body.clone(), shows };
    let line = body.replace('\n', " ");
    vec![
        case("1 MB, two words at its end", "dân vận", "dân vận"),
        case("1 MB, the same without accents", "dan van kheo", "dân vận khéo"),
        case("1 MB, a phrase at its end", "\"tổ dân vận\"", "Tổ dân vận"),
        case("1 MB, a symbol at its end", "05-CT/TW", "05-CT/TW"),
        case("1 MB, words that stand everywhere", "chi bộ", "chi bộ"),
        case("1 MB, everywhere, without accents", "uy ban", "ủy ban"),
        case("1 MB, some everywhere, some at its end", "chi bộ dân vận", "dân vận"),
        case("1 MB, a word that is not there", "zyx", "Hội"),
        case(
            "1 MB, a headline",
            "Hội nghị đánh giá kết quả năm qua: tổ dân vận khéo đến từng nhà ở thôn",
            "Tổ dân vận khéo đến từng nhà",
        ),
        Case { name: "1 MB in one line", query: "dân vận", body: line, shows: "dân vận" },
    ]
}

#[expect(clippy::cast_precision_loss, reason = "a figure to read")]
fn micros(time: Duration) -> f64 {
    time.as_nanos() as f64 / 1e3
}
