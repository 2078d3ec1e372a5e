//! Pages of hits, their order, all of them in a stream: each is a part of one list, which depends on nothing but what
//! was asked.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _};
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};
use tracuu::article::Published;
use tracuu::catalog::Catalog;
use tracuu::date::DateRange;
use tracuu::index::Index;
use tracuu::query::{Cursor, Filters, Hold, Limit, Request, Sort, parse};
use tracuu::search::{Hit, Matching, RECENCY, Response, Searcher};
use tracuu::vi::{fold, tokens};

use crate::harness::{Run, Sandbox, sample};

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

/// An archive of more articles than the second phase of ranking looks at, with near copies, days in common and
/// articles without a date.
static ARCHIVE: LazyLock<Sandbox> = LazyLock::new(|| {
    let sandbox = Sandbox::lasting();
    sandbox.write("kho.jsonl", archive(0..ARTICLES));
    let run = sandbox.run(&["ingest", "kho.jsonl"]);
    assert_eq!(run.status, 0, "{run}");
    sandbox
});

const ARTICLES: usize = 260;

const SYLLABLES: &str = "kiểm tra giám sát chi bộ đảng viên dân vận khéo sinh hoạt thường kỳ cơ sở nghị quyết họp bàn \
    thôn xóm làng bản đường kênh cầu trường chợ vườn đồng ruộng sông núi người trẻ già mới cũ góp công tiền gạo \
    nhà văn hóa bờ tre hàng quán xe máy lúa ngô khoai sắn mùa vụ mưa nắng sáng chiều tối tháng năm tuần ngày";

fn archive(numbers: impl Iterator<Item = usize>) -> String {
    let syllables: Vec<&str> = SYLLABLES.split_whitespace().collect();
    let mut records = String::new();
    for n in numbers {
        // Every ninth is what the one before it prints, with its source below.
        let copy = n % 9 == 8;
        let mut seed = 77 + (if copy { n - 1 } else { n }) as u64;
        let mut next = |most: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % most
        };
        let mut words = |count: usize| {
            let words: Vec<&str> = (0..count).map(|_| syllables[next(syllables.len())]).collect();
            words.join(" ")
        };
        let (title, body) = (words(8), format!("{}.\n{}.\n{}.", words(60), words(60), words(60)));
        let source = if copy { "\nTheo Báo Núi Mẫu" } else { "" };
        let mut record =
            json!({"id": format!("bài {n:03}?"), "title": title, "body": body + source});
        if n % 11 != 0 {
            record["date"] = format!("20{}-03-{:02}", 10 + n % 7, 1 + n % 5).into();
        }
        writeln!(records, "{record}").unwrap();
    }
    records
}

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::open(&ARCHIVE.path("index")).unwrap());

static SAMPLE: LazyLock<Index> = LazyLock::new(|| Index::open(&sample().path("index")).unwrap());

fn request(query: &str, filters: &Filters) -> Request {
    let limit = Limit::new(Limit::MAX).unwrap();
    Request::new(parse(query).unwrap(), filters.clone(), limit).unwrap()
}

fn ask(index: &Index, request: &Request) -> Response {
    Searcher::new(index, &CATALOG).unwrap().search(request).unwrap()
}

/// Requests of every kind: with and without accents, long, of filters alone, by each order, with copies apart.
fn requests() -> Vec<Request> {
    let open = Filters::default();
    let years = Filters { dates: DateRange::years("2012..2025").unwrap(), ..open.clone() };
    let asked = [
        ("kiểm tra", &open),
        ("kiem tra giam sat", &open),
        ("sinh hoạt chi bộ", &years),
        ("\"chi bộ\" -khéo", &open),
        ("đảng viên ở thôn xóm góp công làm đường và cầu", &open),
        ("", &years),
    ];
    let mut all = Vec::new();
    for (query, filters) in asked {
        all.extend(Sort::ALL.map(|(sort, _)| request(query, filters).sorted(sort)));
        all.push(request(query, filters).expanded(true));
    }
    all.push(request("kiểm tra", &open).recent(true));
    all
}

fn ids(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.article.id.as_str()).collect()
}

/// All hits of a request, page by page.
fn in_pages(index: &Index, request: &Request, size: usize) -> Vec<Hit> {
    let limit = Limit::new(size).unwrap();
    let mut page = Request { limit, ..request.clone() };
    let mut hits: Vec<Hit> = Vec::new();
    loop {
        let response = ask(index, &page);
        assert_eq!(response.offset, hits.len());
        hits.extend(response.hits);
        let Some(next) = response.next else { return hits };
        assert_eq!(next.offset(), hits.len());
        // As a person hands it over.
        page = page.after(Some(next.to_string().parse::<Cursor>().unwrap()));
    }
}

#[test]
fn pages_are_the_one_list_cut() {
    for request in requests() {
        for (index, sizes) in [(&*SAMPLE, &[1, 3, 7][..]), (&*INDEX, &[64])] {
            let whole = ask(index, &request);
            assert!(whole.next.is_none() && whole.offset == 0);
            for size in sizes {
                let pages = in_pages(index, &request, *size);
                assert_eq!(ids(&pages), ids(&whole.hits), "{size} of {request:?}");
                assert_eq!(pages, whole.hits, "{size} of {request:?}");
            }
        }
    }
}

#[test]
fn a_stream_is_the_one_list() {
    for request in requests() {
        let searcher = Searcher::new(&INDEX, &CATALOG).unwrap();
        let whole = searcher.search(&request).unwrap();
        let few = Request { limit: Limit::new(2).unwrap(), ..request.clone() };
        let mut listing = searcher.stream(&few).unwrap();
        assert_eq!(listing.response().total, whole.total);
        let mut hits = Vec::new();
        while listing.left() > 0 {
            hits.extend(listing.next(50).unwrap());
        }
        assert!(listing.next(50).unwrap().is_empty());
        assert_eq!(hits, whole.hits, "{request:?}");
    }
}

fn seconds(published: Option<&Published>) -> Option<i64> {
    published.map(|published| published.iso.seconds())
}

#[test]
fn a_date_ascends_and_descends_behind_a_minus_and_what_has_none_comes_last() {
    let dated = |hits: &[Hit]| -> Vec<(Option<i64>, String)> {
        let date =
            |hit: &Hit| (seconds(hit.article.published.as_ref()), hit.article.id.to_string());
        hits.iter().map(date).collect()
    };
    for (index, lacks_dates) in [(&*SAMPLE, false), (&*INDEX, true)] {
        for query in ["kiểm tra", "chi bo", "đảng viên ở thôn xóm góp công làm đường"]
        {
            let request = request(query, &Filters::default()).expanded(true);
            let best = ask(index, &request);
            let mut expected = dated(&best.hits);
            let undated = expected.iter().any(|(date, _)| date.is_none());
            assert!(undated || !lacks_dates, "{query}");
            expected.sort_by_key(|(date, id)| (date.unwrap_or(i64::MAX), id.clone()));
            let oldest = ask(index, &request.clone().sorted(Sort::Oldest));
            assert_eq!(dated(&oldest.hits), expected, "{query}");
            expected.sort_by_key(|(date, id)| (date.map_or(i64::MAX, |date| -date), id.clone()));
            let newest = ask(index, &request.sorted(Sort::Newest));
            assert_eq!(dated(&newest.hits), expected, "{query}");
            assert_eq!((oldest.total, newest.total), (best.total, best.total));
        }
    }
}

/// An order changes neither what a hit's score is made of nor what shows it, as far as the second phase looks.
#[test]
fn hits_in_another_order_have_their_scores_and_snippets() {
    let request = request("kiểm tra giám sát", &Filters::default());
    let best = ask(&SAMPLE, &request);
    let newest = ask(&SAMPLE, &request.sorted(Sort::Newest));
    assert!(best.hits.len() > 3);
    for hit in &best.hits {
        let same = newest.hits.iter().find(|other| other.article.id == hit.article.id).unwrap();
        assert_eq!(same, hit);
    }
}

#[test]
fn of_near_copies_the_first_in_the_order_is_the_hit() {
    let request = request("kiểm tra", &Filters::default());
    let apart = ask(&INDEX, &request.clone().expanded(true));
    for (sort, _) in Sort::ALL {
        let hits = ask(&INDEX, &request.clone().sorted(sort)).hits;
        let apart = ask(&INDEX, &request.clone().sorted(sort).expanded(true)).hits;
        let mut seen: Vec<&str> = Vec::new();
        let mut firsts = Vec::new();
        for hit in &apart {
            if !seen.contains(&hit.article.id.as_str()) {
                firsts.push(hit.article.id.as_str());
            }
            seen.extend(hit.duplicates.iter().map(|copy| copy.id.as_str()));
        }
        assert_eq!(ids(&hits), firsts);
    }
    assert!(apart.hits.len() > ask(&INDEX, &request).hits.len());
}

#[test]
fn a_cursor_is_taken_by_its_own_request_only() {
    let base = request("kiểm tra", &Filters::default());
    let few = Request { limit: Limit::new(3).unwrap(), ..base.clone() };
    let next = ask(&INDEX, &few).next;
    assert!(next.is_some());
    let year = Filters { dates: DateRange::years("2014").unwrap(), ..Filters::default() };
    let others = [
        request("giám sát", &Filters::default()),
        request("kiem tra", &Filters::default()),
        request("kiểm tra", &year),
        base.clone().expanded(true),
        base.clone().sorted(Sort::Newest),
        base.clone().held(Hold::Any),
        base.clone().recent(true),
    ];
    let searcher = Searcher::new(&INDEX, &CATALOG).unwrap();
    for other in others {
        let error = searcher.search(&other.after(next.clone())).unwrap_err();
        assert_eq!(error.kind(), tracuu::ErrorKind::Query);
        assert!(error.to_string().contains("another request"), "{error}");
    }
    // The length of a page is its own matter.
    assert!(searcher.search(&base.after(next)).is_ok());
}

/// Pages of the command, and what is ingested between them.
fn paged(sandbox: &Sandbox, args: &[&str], mut between: impl FnMut(usize)) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), None::<String>);
    for page in 0.. {
        let mut args = [&["search", "--format", "json"], args].concat();
        args.extend(next.iter().flat_map(|next| ["--after", next.as_str()]));
        let answer = sandbox.run(&args).json();
        let hits = answer["hits"].as_array().unwrap();
        found.extend(hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
        next = answer["next"].as_str().map(str::to_owned);
        if next.is_none() {
            break;
        }
        between(page);
    }
    found
}

#[test]
fn articles_that_come_between_pages_neither_repeat_nor_hide_others() {
    let sandbox = Sandbox::new();
    sandbox.write("a.jsonl", archive(0..40));
    sandbox.run(&["ingest", "a.jsonl"]);
    for sort in ["score", "date", "-date"] {
        let args = ["kiểm tra", "--limit", "5", "--expand", &format!("--sort={sort}")];
        let mut before = paged(&sandbox, &args, |_| {});
        assert!(before.len() > 15);
        let found = paged(&sandbox, &args, |page| {
            // One that stands before all others in one of the orders.
            if page < 2 {
                let (id, date) = (format!("{page} {sort}"), ["2001-01-01", "2025-01-01"][page]);
                let body = "kiểm tra kiểm tra kiểm tra ".repeat(3 + page);
                let record = json!({"id": id, "title": "Kiểm tra", "date": date, "body": body});
                sandbox.write(&format!("{id}.jsonl"), record.to_string());
                let run = sandbox.run(&["ingest", &format!("{id}.jsonl")]);
                assert_eq!(run.status, 0, "{run}");
            }
        });
        let mut old = found;
        old.retain(|id| before.contains(id));
        // What comes makes words commoner, so that scores that are close may change places.
        if sort == "score" {
            old.sort();
            before.sort();
        }
        assert_eq!(old, before, "{sort}");
    }
}

#[test]
fn where_the_last_article_is_gone_the_next_page_begins_at_its_place() {
    let sandbox = Sandbox::new();
    sandbox.write("a.jsonl", archive(0..20));
    sandbox.run(&["ingest", "a.jsonl"]);
    let args = ["kiểm tra", "--limit", "4", "--sort", "-date", "--expand"];
    let before = paged(&sandbox, &args, |_| {});
    let found = paged(&sandbox, &args, |page| {
        if page == 0 {
            assert_eq!(sandbox.run(&["remove", &before[3]]).status, 0);
        }
    });
    // One that moved up into its place is the price.
    assert_eq!(found[..4], before[..4]);
    assert_eq!(found[4..], before[5..]);
}

#[test]
fn the_command_says_how_to_go_on() {
    let sandbox = sample();
    let first = sandbox.run(&["search", "chi bộ", "--limit", "3"]);
    let hint = first.stderr.lines().last().unwrap();
    let cursor = hint.strip_prefix("for the next page: --after ").unwrap();
    let second = sandbox.run(&["search", "chi bộ", "--limit", "3", "--after", cursor]);
    let both = sandbox.run(&["search", "chi bộ", "--limit", "6"]);
    assert_eq!(first.stdout + &second.stdout, both.stdout);
    let said = sandbox.run(&["search", "chi bộ", "--limit", "3", "--lang", "vi"]);
    assert!(said.stderr.ends_with(&format!("xem trang sau: --after {cursor}\n")), "{said}");
    let quiet = sandbox.run(&["search", "chi bộ", "--limit", "3", "-q"]);
    assert_eq!(quiet.stderr, "");

    let other = sandbox.run(&["search", "dân vận", "--after", cursor]);
    assert_eq!((other.status, other.stdout.as_str()), (2, ""));
    assert!(other.stderr.contains("belongs to another request"), "{other}");
    let none = sandbox.run(&["search", "dân vận", "--after", "zzz"]);
    assert_eq!(none.status, 2, "{none}");
    assert!(none.stderr.contains("is no cursor"), "{none}");
}

const STREAMED: [&str; 9] =
    ["text", "jsonl", "csv", "tsv", "ids", "ids0", "ris", "bibtex", "template"];

#[test]
fn all_hits_are_printed_as_many_are() {
    for format in STREAMED {
        let form = match format {
            "template" => "--template={{rank}} {{id}}\n".to_owned(),
            format => format!("--format={format}"),
        };
        let all = ARCHIVE.run(&["search", "kiểm tra", &form, "--all"]);
        let many = ARCHIVE.run(&["search", "kiểm tra", &form, "--limit", "1000"]);
        assert_eq!((all.status, many.status), (0, 0), "{format}");
        assert_eq!(all.stdout, many.stdout, "{format}");
        assert!(all.stdout.len() > 1000, "{format}");
        assert_eq!(all.stderr, many.stderr, "{format}");
    }
    let none = ARCHIVE.run(&["search", "zzzzqqqq", "--all", "--format", "ids"]);
    assert_eq!((none.status, none.stdout.as_str()), (1, ""));
}

#[test]
fn all_hits_are_no_json_value_and_have_no_limit() {
    let refused = |args: &[&str]| -> Run {
        let run = ARCHIVE.run(&[&["search", "kiểm tra", "--all"], args].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
        run
    };
    assert!(refused(&["--format", "json"]).stderr.contains("--format jsonl"));
    refused(&["--limit", "3"]);
    refused(&["--batch", "-"]);
}

#[test]
fn a_reader_that_goes_away_ends_a_stream_quietly() {
    let sandbox = Sandbox::new();
    // More than a pipe holds.
    sandbox.write("kho.jsonl", archive(0..ARTICLES));
    sandbox.run(&["ingest", "kho.jsonl"]);
    let mut child =
        sandbox.command(&["search", "kiểm tra", "--all", "--format", "jsonl"]).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert!(serde_json::from_str::<Value>(&line).is_ok(), "{line}");
    drop(out);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn being_new_adds_its_share_and_nothing_else() {
    let plain = request("kiểm tra giám sát", &Filters::default()).expanded(true);
    let asked = plain.clone().recent(true);
    for index in [&*SAMPLE, &*INDEX] {
        let before = ask(index, &plain).hits;
        let after = ask(index, &asked).hits;
        assert!(before.iter().all(|hit| hit.parts.recent == 0.0));
        let searcher = Searcher::new(index, &CATALOG).unwrap();
        let open = Filters::default();
        let all = searcher.all(&open).unwrap();
        let newest = all.filter_map(|found| seconds(found.unwrap().0.published.as_ref())).max();
        let mut added = 0;
        for hit in &after {
            let same = before.iter().find(|other| other.article.id == hit.article.id).unwrap();
            let (rest, recent) = (same.parts.total(), hit.parts.recent);
            let age = seconds(hit.article.published.as_ref()).map(|date| newest.unwrap() - date);
            let share = age.map_or(0.0, |age| RECENCY.part(rest, age));
            // Behind what the second phase looks at nothing is added.
            assert!((recent - share).abs() < 1e-3 || recent == 0.0, "{recent} {share}");
            assert!((hit.parts.total() - rest - recent).abs() < 1e-3);
            added += usize::from(recent > 0.0);
        }
        assert!(added >= after.len().min(50) / 2, "{added}");
        assert_eq!(before.len(), after.len());
    }
}

/// Articles that answer alike, older and newer, and one that answers better, the oldest of all.
#[test]
fn the_newer_of_what_answers_alike_comes_first_and_what_answers_better_stays_before_both() {
    let sandbox = Sandbox::new();
    let filler = |n: usize| {
        SYLLABLES.split_whitespace().cycle().skip(7 * n).take(60).collect::<Vec<_>>().join(" ")
    };
    let good = "Hợp tác xã rau an toàn. Hợp tác xã rau họp. Hợp tác xã rau bán.";
    let poor = "Một hợp tác của xóm với một xã có rau.";
    let articles = [
        ("best", "1999-05-01", "Hợp tác xã rau", good),
        ("new", "2026-05-01", "Bài mới", poor),
        ("none", "", "Bài nào", poor),
        ("old", "2005-05-01", "Bài cũ", poor),
    ];
    let mut records = String::new();
    for (n, (id, date, title, body)) in articles.into_iter().enumerate() {
        // The newer says a little less: a word more is about something else.
        let more = if id == "new" { "Thêm một câu khác." } else { "" };
        let mut record =
            json!({"id": id, "title": title, "body": format!("{body} {more}\n{}.", filler(n))});
        if !date.is_empty() {
            record["date"] = date.into();
        }
        writeln!(records, "{record}").unwrap();
    }
    sandbox.write("kho.jsonl", records);
    assert_eq!(sandbox.run(&["ingest", "kho.jsonl"]).status, 0);
    let found = |more: &[&str]| -> Vec<String> {
        let asked = ["search", "-q", "--format", "ids", "--expand", "hợp tác xã rau"];
        let run = sandbox.run(&[&asked[..], more].concat());
        run.stdout.lines().map(str::to_owned).collect()
    };
    let plain = found(&[]);
    assert_eq!((plain[0].as_str(), plain[3].as_str()), ("best", "new"), "{plain:?}");
    assert_eq!(found(&["--recent"])[..2], ["best", "new"]);
    assert_eq!(found(&["--recent"]), found(&["--recent"]));
}

#[test]
fn an_explanation_sums_to_the_score() {
    let near = |a: f32, b: f32| (a - b).abs() < 1e-3 * a.abs().max(1.0);
    for request in requests() {
        // More than the second phase looks at, of the queries with accents.
        let request = Request { limit: Limit::new(110).unwrap(), ..request };
        let plain = ask(&INDEX, &request);
        let explained = ask(&INDEX, &request.clone().explained(true));
        assert_eq!(ids(&plain.hits), ids(&explained.hits));
        for (without, hit) in plain.hits.iter().zip(&explained.hits) {
            let why = hit.explanation.as_ref().unwrap();
            assert!(without.explanation.is_none());
            assert_eq!((hit.score, why.parts), (without.score, without.parts));
            assert!(near(why.parts.total(), hit.score));
            if why.words.is_empty() {
                assert!(request.query.is_empty());
                continue;
            }
            let words: f32 = why.words.iter().map(|word| word.title.score + word.body.score).sum();
            let pairs: f32 = why.pairs.iter().map(|pair| pair.score).sum();
            let window = why.window.as_ref().map_or(0.0, |window| window.score);
            let sums = [words, pairs, window, why.first.score, why.parts.recent];
            assert!(near(sums.iter().sum(), hit.score), "{request:?}: {sums:?} {}", hit.score);
            assert!(near(words, why.parts.bm25) && near(pairs, why.parts.pairs));
            assert!(near(window, why.parts.window) && near(why.first.score, why.parts.first));
            assert!((why.needed.held..=why.needed.of).contains(&why.held));
            for word in why.words.iter().filter(|word| word.readings_of > 1) {
                let read: usize = word.readings.iter().map(|reading| reading.times).sum();
                assert!(read <= word.title.times + word.body.times, "{word:?}");
                let folds = |reading: &str| fold(reading) == fold(&word.word);
                assert!(word.readings.iter().all(|one| folds(&one.reading)), "{word:?}");
            }
        }
        let places = explained.hits.iter().filter_map(|hit| hit.explanation.as_ref()?.first_phase);
        let places: Vec<usize> = places.collect();
        if request.sort != Sort::Score || request.query.is_empty() {
            assert!(places.is_empty());
        } else {
            let distinct: std::collections::BTreeSet<usize> = places.iter().copied().collect();
            assert_eq!((distinct.len(), places.len()), (places.len(), explained.hits.len()));
        }
    }
}

#[test]
fn an_explanation_is_read_on_a_terminal_of_80_columns() {
    let sandbox = sample();
    for lang in ["en", "vi"] {
        for query in
            ["kiem tra giam sat", "ĐUK kiểm tra", "đảng viên ở thôn xóm góp công làm đường"]
        {
            let args = ["search", "--explain", "--recent", "--limit", "5", "--lang", lang, query];
            let run = sandbox.run_with(&["COLUMNS=80"], &args);
            assert_eq!(run.status, 0, "{run}");
            for line in run.stdout.lines().filter(|line| !line.contains("/corpus/")) {
                assert!(line.chars().count() <= 80, "{line}");
            }
            let hits = run.stdout.matches(" = BM25 ").count();
            assert!(hits > 0 && hits == run.stdout.matches("idf").count(), "{run}");
        }
    }
}

/// Long and short, with and without accents, with words that say little and words that no article has.
const HELD: [&str; 8] = [
    "kiểm tra giám sát chi bộ",
    "kiem tra giam sat chi bo",
    "chi bộ là gì",
    "đảng viên ở thôn xóm góp công làm đường và cầu mới",
    "dang vien o thon xom gop cong lam duong va cau moi",
    "chi bộ zzzzqqqq",
    "đảng viên trẻ ở làng zzzzqqqq góp tiền làm đường",
    "\"chi bộ\" giám sát ruộng vườn",
];

/// Whether an article holds a syllable in some reading.
fn holds(hit: &Hit, syllable: &str) -> bool {
    let article = &hit.article;
    let text =
        [article.title.as_deref().unwrap_or_default(), &article.body, &article.captions.join(" ")]
            .join(" ");
    tokens(&text).any(|token| fold(&token.text) == fold(syllable))
}

#[test]
fn all_words_are_held_where_all_are_asked_for() {
    for query in HELD {
        let request = request(query, &Filters::default()).expanded(true).held(Hold::All);
        for index in [&*SAMPLE, &*INDEX] {
            let response = ask(index, &request);
            assert_eq!(response.matching, Matching::All, "{query}");
            assert_eq!(response.needed.held, response.needed.of, "{query}");
            assert!(!query.contains("zzzz") || response.hits.is_empty(), "{query}");
            for hit in &response.hits {
                let asked = query.replace('"', "");
                assert!(
                    asked.split(' ').all(|word| holds(hit, word)),
                    "{query}: {}",
                    hit.article.id
                );
            }
        }
    }
    let found =
        |query: &str| ask(&INDEX, &request(query, &Filters::default()).held(Hold::All)).total;
    assert!(found("kiểm tra giám sát chi bộ").value > 0);
    assert!(found("kiem tra giam sat chi bo").value > 0);
}

#[test]
fn any_word_will_do_where_any_is_asked_for_and_quotes_stay_required() {
    for query in HELD {
        let plain = request(query, &Filters::default()).expanded(true);
        for index in [&*SAMPLE, &*INDEX] {
            let any = ask(index, &plain.clone().held(Hold::Any));
            assert_eq!((any.matching, any.needed.held), (Matching::Any, 1), "{query}");
            let found = ids(&any.hits);
            for hold in [Hold::All, Hold::Usual] {
                let less = ask(index, &plain.clone().held(hold));
                assert!(ids(&less.hits).iter().all(|id| found.contains(id)), "{query} {hold:?}");
            }
        }
    }
    let quoted =
        ask(&INDEX, &request("\"chi bộ\" giám zzzzqqqq", &Filters::default()).held(Hold::Any));
    let phrase = ask(&INDEX, &request("\"chi bộ\"", &Filters::default()));
    assert!(quoted.total.value > 0);
    assert_eq!(quoted.total, phrase.total);
}

#[test]
fn whatever_counts_asks_for_as_much_as_a_search() {
    for query in HELD {
        let mut totals = Vec::new();
        for hold in ["--all-words", "--any"] {
            let total = |command: &[&str]| -> Value {
                let run = ARCHIVE.run(&[command, &["--format", "json", hold, query]].concat());
                assert!(run.status <= 1, "{run}");
                run.json()["total"]["value"].clone()
            };
            let found = total(&["search"]);
            assert_eq!(total(&["facets", "--by", "year"]), found, "{query}");
            assert_eq!(total(&["histogram"]), found, "{query}");
            assert_eq!(total(&["words"]), found, "{query}");
            let count = ARCHIVE.run(&["count", hold, query]).stdout;
            assert_eq!(count.trim(), found.to_string(), "{query}");
            let input = format!("{query}\n");
            let counts = ARCHIVE.run_with_input(&["count", hold, "--batch", "-"], input.as_bytes());
            assert_eq!(counts.stdout, format!("1\t{found}\n"), "{query}");
            totals.push(found.as_u64().unwrap());
        }
        assert!(totals[0] <= totals[1], "{query}: {totals:?}");
    }
    let both = ARCHIVE.run(&["search", "chi bộ", "--any", "--all-words"]);
    assert_eq!(both.status, 2, "{both}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_a_cursor_or_an_error(text in "\\PC*|[0-9]{0,22}-[0-9a-f]{8}-[%a-z0-9é]{0,20}") {
        if let Ok(cursor) = text.parse::<Cursor>() {
            prop_assert_eq!(&cursor.to_string().parse::<Cursor>().unwrap(), &cursor);
            let request = request("kiểm tra", &Filters::default());
            let forged = Cursor::new(cursor.offset(), request.stamp(), cursor.last().clone());
            let response = ask(&SAMPLE, &request.after(Some(forged)));
            prop_assert!(response.hits.len() <= response.total.value);
        }
    }
}
