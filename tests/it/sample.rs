//! What must be found in the sample corpus, and laws that every answer over it keeps.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;
use tracuu::article::{Article, TopicId, TopicWeight, UnitKey};
use tracuu::catalog::Catalog;
use tracuu::index::Index;
use tracuu::ingest::{self, Context, Source};
use tracuu::query::{Filters, Limit, Request, parse};
use tracuu::search::{Hit, Matching, Part, Response, SNIPPET_CHARS, Searcher, Snippet};
use tracuu::vi::{fold, tokens};
use unicode_normalization::UnicodeNormalization;

use crate::harness::{Sandbox, sample, sample_dir};

/// A row of the table: what is given to `search`, and the articles that must be found.
struct Row {
    query: &'static str,
    filters: Vec<String>,
    found: BTreeSet<String>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("sample/queries.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(row).collect()
});

fn row(line: &'static str) -> Row {
    let (asked, found) = line.split_once('|').expect("a bar");
    let (query, filters) = asked.split_at(asked.find("--").unwrap_or(asked.len()));
    let filter = |filter: &str| {
        let (name, value) = filter.trim().split_once(' ').expect("a value");
        format!("--{name}={value}")
    };
    Row {
        query: query.trim(),
        filters: filters.split("--").skip(1).map(filter).collect(),
        found: found.split_whitespace().map(whole_name).collect(),
    }
}

/// The one article whose name begins so.
fn whole_name(start: &str) -> String {
    let names = ARTICLES.iter().map(name).filter(|name| name.starts_with(start));
    let names: Vec<String> = names.collect();
    assert_eq!(names.len(), 1, "{start}: {names:?}");
    names[0].clone()
}

fn name(article: &Article) -> String {
    name_of(&article.source.path, article.id.as_str())
}

/// A file's name without its ending, or a record's id.
fn name_of(path: &str, id: &str) -> String {
    match Path::new(path).extension() {
        Some(ending) if ending == "txt" => {
            Path::new(path).file_stem().unwrap().to_string_lossy().into_owned()
        }
        _ => id.to_owned(),
    }
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::open(&sample().path("index")).unwrap());

/// Every article of the sample, read without an index.
static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let context = Context { catalog: &CATALOG, today };
    let source = Source::new(&[sample_dir()], Box::new(std::io::empty()));
    source.map(|raw| ingest::parse(&raw.unwrap(), context).unwrap()).collect()
});

fn searcher() -> Searcher<'static> {
    Searcher::new(&INDEX, &CATALOG).unwrap()
}

fn request(query: &str, limit: usize) -> Request {
    let limit = Limit::new(limit).unwrap();
    Request::new(parse(query).unwrap(), Filters::default(), limit).unwrap().expanded(true)
}

fn ask(query: &str) -> Response {
    searcher().search(&request(query, 1000)).unwrap()
}

fn names(response: &Response) -> BTreeSet<String> {
    response.hits.iter().map(|hit| name(&hit.article)).collect()
}

/// The queries of the table that ask something of the text, each once.
fn queries() -> BTreeSet<&'static str> {
    ROWS.iter().map(|row| row.query).filter(|query| !query.is_empty()).collect()
}

fn answer(sandbox: &Sandbox, row: &Row) -> Value {
    let mut args = vec!["search", "--limit", "1000", "--expand", "--format", "json"];
    args.extend(row.filters.iter().map(String::as_str));
    args.push(row.query);
    let run = sandbox.run(&args);
    assert!(run.status <= 1, "{run}");
    run.json()
}

/// The hits of an answer with their scores, without what depends on where the files stand. The last
/// digits of a score depend on the order in which its parts were added, and that on segments.
fn ranked(answer: &Value) -> Vec<(String, String)> {
    let hits = answer["hits"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let score = |value: &Value| format!("{:.4}", value.as_f64().unwrap());
    hits.map(|hit| (name_of(&text(&hit["path"]), &text(&hit["id"])), score(&hit["score"])))
        .collect()
}

#[test]
fn every_query_finds_what_it_must_and_nothing_else() {
    assert_eq!(ARTICLES.len(), 57);
    let mut wrong = String::new();
    for row in ROWS.iter() {
        let answer = answer(sample(), row);
        let found: BTreeSet<String> = ranked(&answer).into_iter().map(|(name, _)| name).collect();
        assert_eq!(answer["total"]["value"], found.len());
        if found != row.found {
            let missing: Vec<_> = row.found.difference(&found).collect();
            let more: Vec<_> = found.difference(&row.found).collect();
            let Row { query, filters, .. } = row;
            writeln!(wrong, "{query} {filters:?}\n  missing {missing:?}\n  more {more:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Where an article need not hold all, its rank is what counts.
#[test]
fn long_questions_find_the_article_meant() {
    for (query, meant, rank) in [
        ("trung tâm phục vụ hành chính công xã phường", "2025-lam-dong", 3),
        ("bí thư xã mới xếp hàng lấy số thứ tự", "2025-can-tho-xa-moi-thoi-hung", 1),
        ("chi bộ sinh hoạt bằng tiếng Kinh và tiếng Gia Rai ở làng", "2016-gia-lai", 1),
        ("ke khai tai san thu nhap cua can bo co xac minh", "2024-binh-duong", 1),
        ("gánh hàng rong tiết kiệm một nghìn đồng mỗi ngày", "2019-hai-duong", 1),
        ("vì sao đảng viên bị xóa tên sau khi đi làm ăn xa", "2024-vinh-long", 1),
        ("đảng viên là chủ doanh nghiệp tư nhân", "2017-bac-giang", 1),
        ("giáo viên dạy lý luận bằng phiên tòa giả định", "mau-2019-014", 1),
    ] {
        let response = searcher().search(&request(query, rank)).unwrap();
        assert_eq!(response.matching, Matching::Part, "{query}");
        let found = names(&response);
        assert!(found.iter().any(|name| name.starts_with(meant)), "{query}: {found:?}");
    }
}

#[test]
fn every_title_is_a_query_that_finds_its_article() {
    for article in ARTICLES.iter() {
        let Some(title) = &article.title else { continue };
        let response = searcher().search(&request(title, 10)).unwrap();
        let found = response.hits.iter().any(|hit| name(&hit.article) == name(article));
        assert!(found, "{title}");
    }
}

#[test]
fn counting_and_searching_agree() {
    for query in queries() {
        let response = ask(query);
        assert_eq!(searcher().count(&request(query, 1)).unwrap(), response.counted(), "{query}");
        assert!(response.total.exact, "{query}");
        let count = response.total.value;
        assert_eq!(response.hits.len(), count, "{query}");
    }
}

#[test]
fn fewer_hits_are_the_first_of_more() {
    for query in queries() {
        let three = searcher().search(&request(query, 3)).unwrap();
        let ten = searcher().search(&request(query, 10)).unwrap();
        assert_eq!(three.hits, ten.hits[..ten.hits.len().min(3)], "{query}");
        assert_eq!(three.total, ten.total, "{query}");
    }
}

/// What orders hits: score, then the newer, then the id. Greater comes first.
fn rank(hit: &Hit) -> (f32, i64, std::cmp::Reverse<&str>) {
    let published = hit.article.published.as_ref().map_or(i64::MIN, |p| p.iso.seconds());
    (hit.score, published, std::cmp::Reverse(hit.article.id.as_str()))
}

#[test]
fn hits_come_by_score_then_date_then_id() {
    let everything = ["đảng", "dang", "2021", "zzzzqqqq"];
    for query in queries().into_iter().chain(everything) {
        let response = ask(query);
        assert!(response.hits.windows(2).all(|two| rank(&two[0]) > rank(&two[1])), "{query}");
    }
}

#[test]
fn capitals_and_unicode_forms_change_nothing() {
    for query in queries() {
        let plain = ask(query);
        for other in [query.to_uppercase(), query.nfd().collect()] {
            assert_eq!(names(&ask(&other)), names(&plain), "{query} as {other}");
        }
    }
}

#[test]
fn what_is_found_with_accents_is_found_without() {
    for query in queries() {
        let (with, without) = (ask(query), ask(&fold(&query.to_lowercase())));
        if with.matching == Matching::All {
            assert!(names(&with).is_subset(&names(&without)), "{query}");
        }
    }
}

/// Every syllable that may be marked: the query's, and those of what is equal to some of it, folded.
fn markable(query: &str) -> BTreeSet<String> {
    let folded = |text: &str| -> Vec<String> {
        tokens(text).filter(|token| token.kind.is_part()).map(|token| fold(&token.text)).collect()
    };
    let parts = folded(query);
    let known = CATALOG.equivalents();
    let rows = (1..=known.longest()).flat_map(|length| parts.windows(length));
    let equal = rows.flat_map(|row| {
        let row: Vec<&str> = row.iter().map(String::as_str).collect();
        known.of(&row, true)
    });
    equal.flat_map(|row| folded(&row)).chain(parts.clone()).collect()
}

fn check_highlights(text: &str, highlights: &[[usize; 2]], markable: &BTreeSet<String>) {
    let mut last = 0;
    for [start, end] in highlights {
        assert!(last <= *start && start < end, "{highlights:?}");
        let marked = text.get(*start..*end).expect("inside the text, at borders of characters");
        for part in tokens(marked).filter(|token| token.kind.is_part()) {
            assert!(markable.contains(&fold(&part.text)), "{marked}");
        }
        last = *end;
    }
}

fn check_snippet(Snippet { text, part, .. }: &Snippet, article: &Article) {
    assert!(text.chars().count() <= SNIPPET_CHARS, "{text}");
    let inside = match part {
        Part::Body => article.body.contains(text),
        Part::Caption => article.captions.iter().any(|caption| caption.contains(text)),
        Part::Kicker => article.kicker.iter().any(|kicker| kicker.contains(text)),
    };
    assert!(inside, "{part:?} {text}");
}

#[test]
fn highlights_and_snippets_are_of_the_stored_text() {
    let titles = ARTICLES.iter().filter_map(|article| article.title.as_deref());
    for query in queries().into_iter().chain(titles) {
        let markable = markable(query);
        for hit in searcher().search(&request(query, 20)).unwrap().hits {
            let title = hit.article.title.as_deref().unwrap_or_default();
            check_highlights(title, &hit.title_highlights, &markable);
            for snippet in &hit.snippets {
                check_snippet(snippet, &hit.article);
                check_highlights(&snippet.text, &snippet.highlights, &markable);
            }
        }
    }
}

#[test]
fn every_hit_says_why_it_was_found() {
    for query in queries() {
        for hit in ask(query).hits {
            let marked = hit.snippets.iter().any(|snippet| !snippet.highlights.is_empty());
            assert!(marked || !hit.title_highlights.is_empty(), "{query}: {}", name(&hit.article));
        }
    }
}

/// The same articles, read in two runs and in another order.
fn rebuilt() -> Sandbox {
    let sandbox = Sandbox::new();
    let at = |folder: &str| sample_dir().join(folder).to_str().unwrap().to_owned();
    let mut pages: Vec<PathBuf> = std::fs::read_dir(sample_dir().join("txt"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.sort_by(|a, b| b.cmp(a));
    let (first, second) = pages.split_at(20);
    let run = |paths: &[PathBuf]| {
        let mut args = vec!["ingest"];
        args.extend(paths.iter().map(|path| path.to_str().unwrap()));
        assert_eq!(sandbox.run(&args).status, 0);
    };
    run(first);
    assert_eq!(sandbox.run(&["ingest", &at("json")]).status, 0);
    run(second);
    sandbox
}

#[test]
fn the_order_of_ingestion_changes_no_answer() {
    let rebuilt = rebuilt();
    let again = Sandbox::with_sample();
    for row in ROWS.iter().step_by(7) {
        let here = ranked(&answer(sample(), row));
        assert_eq!(ranked(&answer(&again, row)), here, "{}", row.query);
        let (mut other, mut here) = (ranked(&answer(&rebuilt, row)), here);
        // An id made of the place differs between a folder and a file given alone, and orders ties.
        other.sort();
        here.sort();
        assert_eq!(other, here, "{}", row.query);
    }
}

fn count_of(filters: Filters) -> u64 {
    let request = Request::new(parse("").unwrap(), filters, Limit::default()).unwrap();
    searcher().count(&request).unwrap().total as u64
}

#[test]
fn a_unit_holds_what_lies_under_it() {
    let units = searcher().stats().unwrap().units;
    assert!(units.len() > 20);
    for (key, articles) in &units {
        let key = UnitKey::parse(key).unwrap();
        assert_eq!(count_of(Filters { units: vec![key.clone()], ..Filters::default() }), *articles);
        if let Some(above) = key.parent() {
            assert!(units[above.as_str()] >= *articles, "{key}");
        }
    }
}

#[test]
fn a_topic_alone_puts_articles_about_it_before_those_that_touch_it() {
    let stats = searcher().stats().unwrap();
    assert!(stats.topics.len() > 20);
    for (id, articles) in stats.topics {
        let topic = TopicId::parse(&id).unwrap();
        let filters = Filters { topics: vec![topic.clone()], ..Filters::default() };
        let request = Request::new(parse("").unwrap(), filters, Limit::new(1000).unwrap());
        let response = searcher().search(&request.unwrap()).unwrap();
        assert_eq!(response.total.value as u64, articles, "{id}");
        let weights = response.hits.iter().map(|hit| {
            let of = hit.article.topics.iter().find(|found| found.id == topic);
            of.expect("the topic asked for").weight
        });
        assert!(weights.is_sorted_by_key(|weight| weight != TopicWeight::Primary), "{id}");
    }
}
