//! Pages, web pages, records and dates, changed at random, against what must hold of whatever is read: no input
//! may panic or hang, and what is said of it must be true of it.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::NaiveDate;
use tracuu::article::{Article, Format};
use tracuu::catalog::Catalog;
use tracuu::date::Timestamp;
use tracuu::date::scan::{datelines, stamps, without_stamps};
use tracuu::ingest::{Context, RawDocument, Source, parse};
use tracuu::vi::normalize::clean;
use unicode_normalization::UnicodeNormalization as _;

use crate::analysis::random::Target;

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

fn context() -> Context<'static> {
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day");
    Context { catalog: &CATALOG, today }
}

fn raw(format: Format, text: &str) -> RawDocument {
    let record = matches!(format, Format::Jsonl).then_some(1);
    let (path, text) = (PathBuf::from("a").display().to_string(), text.to_owned());
    RawDocument {
        place: path.clone(),
        path,
        record,
        format,
        url: None,
        encoding: "utf-8",
        digest: 0,
        text,
    }
}

fn read(format: Format, text: &str) -> Option<Article> {
    parse(&raw(format, text), context()).ok()
}

/// What must hold of an article, wherever it comes from.
fn check_article(article: &Article) {
    let json = serde_json::to_string(article).expect("an article is JSON");
    let again: Article = serde_json::from_str(&json).expect("the JSON is an article");
    assert_eq!(serde_json::to_string(&again).expect("JSON"), json);
    let title = article.title.as_deref().unwrap_or_default();
    assert!(!title.is_empty() || !article.body.is_empty(), "an article of nothing");
    for text in
        [title, &article.body].into_iter().chain(article.captions.iter().map(String::as_str))
    {
        assert!(text.nfc().eq(text.chars()), "not NFC: {text:?}");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    }
    assert!(!title.contains('\n') && title.trim() == title, "{title:?}");
    assert!(article.body.lines().all(|line| !line.trim().is_empty()), "{:?}", article.body);
    if let Some(published) = &article.published {
        assert!(published.iso.first_day() <= context().today.succ_opt().expect("a day"));
    }
    assert!(article.bylines.iter().all(|byline| !byline.name.trim().is_empty()));
}

fn check_as(format: Format, text: &str) {
    let article = read(format, text);
    assert_eq!(article, read(format, text), "read twice");
    if let Some(article) = article {
        check_article(&article);
        let lines = u32::try_from(clean(text).lines().count() + 1).expect("a number of lines");
        assert!(format != Format::Text || article.lines.iter().all(|line| line.line <= lines));
    }
}

/// What is known of an article and how, each line's role after the one before.
fn ways_as(format: Format, text: &str) -> Vec<u64> {
    let Some(article) = read(format, text) else { return vec![0] };
    let mut ways = BTreeSet::new();
    let mut add = |what: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        what(&mut hasher);
        ways.insert(hasher.finish());
    };
    for pair in article.lines.windows(2) {
        add(&|h| (pair[0].role, pair[1].role).hash(h));
    }
    for (field, evidence) in &article.provenance {
        let raw = evidence.raw.as_deref().unwrap_or_default();
        add(&|h| (field, evidence.method, raw.len().min(12)).hash(h));
    }
    let published = article.published.as_ref();
    add(&|h| published.map(|p| (p.precision, p.evidence.method)).hash(h));
    let outlet = article.outlet.as_ref().map(|outlet| outlet.evidence.method);
    let counts =
        [article.section.len(), article.bylines.len(), article.captions.len(), article.tags.len()];
    add(&|h| (outlet, counts.map(|n| n.min(3))).hash(h));
    add(&|h| article.body.lines().count().min(12).hash(h));
    ways.into_iter().collect()
}

const PAGES: &[&str] = &[
    "Chính trị > Xây dựng Đảng\n\nThứ năm, 12/03/2020, 09:15 (GMT+7)\n\nXã Mây Hạ họp bàn ba việc lớn\n\n(BMM) - Sáng \
     12/3, Đảng ủy xã Mây Hạ họp bàn ba việc lớn với các thôn, bản trong toàn xã.\n\nẢnh: Văn Mẫu\n\nHội nghị kết thúc \
     vào buổi trưa, các đại biểu đều nhất trí.\n\nLò Văn Mẫu\n\nTừ khóa: xã, bản\nTin liên quan\nMột tin khác của xã bên",
    "PV: Thưa đồng chí, năm qua chi bộ làm được gì?\nĐồng chí Hà Thị Mẫu: Chi bộ thêm năm đảng viên.\n- Còn năm tới?\n- \
     Năm tới là ba.\nXin cảm ơn đồng chí!\n(Theo Báo Mẫu)\nNguồn: mau.example\nẢnh 1\nẢnh 1\nBình luận (2)",
    "# url = https://mau.example/a?b=1\n# date = 20210426\n# title = Ba việc\nTrang chủ | Thời sự\nNgày 5 tháng 4 năm 2021\n\
     05-CT/TW và 15/2021/NĐ-CP\nCập nhật lúc 9h15, ngày 5/4/2021\nTổng Biên tập: Nguyễn Văn Mẫu",
];

const PAGE_PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\t",
    " ",
    "\u{A0}",
    "\u{200B}",
    "\0",
    ". ",
    ": ",
    " - ",
    "?",
    "(",
    ")",
    "\"",
    "”",
    "|",
    ">",
    "»",
    "# x = y\n",
    "Ảnh: ",
    "[img]\n",
    "PV: ",
    "Theo ",
    "Nguồn: ",
    "Tags: ",
    "Từ khóa",
    "Tin liên quan\n",
    "Bình luận",
    "Chia sẻ",
    "In bài",
    "Thứ hai, ",
    "12/03/2020",
    "31/02/2021",
    "9:15",
    "(GMT+7)",
    "Sáng 17/2",
    "năm 2021",
    "20210426",
    "Ngày ",
    "tháng Ba",
    "Báo Mẫu",
    "mau.example",
    "https://",
    "NGUYỄN VĂN A",
    "Trần B",
    "xã Mây Hạ",
    "Đảng ủy ",
    "Chi bộ ",
    "Bí thư ",
    "05-CT/TW",
    "\u{309}",
    "\u{323}",
    "漢",
    "🎉",
    "1",
    "0",
];

#[test]
fn no_page_breaks_what_is_read() {
    let check = |text: &str| check_as(Format::Text, text);
    let ways = |text: &str| ways_as(Format::Text, text);
    Target { corpus: PAGES, pieces: PAGE_PIECES, longest: 3000, check, ways }.run();
}

const WEB_PAGES: &[&str] = &[
    "<!doctype html><html><head><title>Ba việc - Báo Mẫu</title><meta property=\"og:title\" content=\"Ba việc\">\
     <meta property=\"article:published_time\" content=\"2021-04-05T09:15:00+07:00\"><script type=\"application/ld+json\">\
     {\"@type\":\"NewsArticle\",\"headline\":\"Ba việc\",\"author\":{\"name\":\"Lò Văn Mẫu\"},\"datePublished\":\"2021-04-05\"}\
     </script></head><body><h1 data-role=\"title\">Ba việc</h1><h2 data-role=\"sapo\">Lời dẫn của bài.</h2>\
     <div data-role=\"content\"><p>Đoạn một của bài, đủ dài để là một đoạn văn thật sự.</p><figure><img><figcaption>Ảnh: A\
     </figcaption></figure><p>Đoạn hai.</p></div></body></html>",
    "<html><body><table><tr><td><font size=2><b>Tin xã</b><br>12/03/2020<br><br>Xã Mây Hạ họp bàn ba việc lớn với các thôn, \
     bản trong toàn xã.<br>Hội nghị kết thúc vào buổi trưa.<p align=right><b>Văn Mẫu</b></table>",
    "<article itemscope><h1 itemprop=headline>Tin</h1><time itemprop=datePublished datetime=2021-04-05>5/4</time>\
     <div itemprop=articleBody><p>Một.</p><ul class=related><li><a href=/x>Khác</a></ul><blockquote>Hai</blockquote></div></article>",
];

const MARKUP: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<p>",
    "</p>",
    "<br>",
    "<div>",
    "</div>",
    "<div class=\"content\">",
    "<h1>",
    "</h1>",
    "<b>",
    "<table>",
    "<tr>",
    "<td>",
    "<li>",
    "<ul>",
    "<a href=x>",
    "</a>",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<meta name=author content=\"A\">",
    "<template>",
    "<svg>",
    "<math>",
    "<title>",
    "<body>",
    "<head>",
    "&amp;",
    "&#7852;",
    "&#0;",
    "&#xFFFFFFFF;",
    "&nbsp;",
    "\"",
    "'",
    "=",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\\u0041",
    "\\",
    "\"datePublished\":\"2021-04-05T09:15:00Z\"",
    "\"@graph\":[",
    "itemprop=author",
    "data-role=\"author\"",
    "\0",
    "\n",
    "figure",
    "Ảnh: A",
    "12/03/2020 09:15",
    "Theo Báo Mẫu",
    "Đảng ủy xã ",
    "\u{301}",
    "🎉",
];

#[test]
fn no_web_page_breaks_what_is_read() {
    let check = |text: &str| check_as(Format::Html, text);
    let ways = |text: &str| ways_as(Format::Html, text);
    Target { corpus: WEB_PAGES, pieces: MARKUP, longest: 4000, check, ways }.run();
}

const RECORDS: &[&str] = &[
    r#"{"id":"a","title":"Ba việc","summary":"Lời dẫn.","body":"Lời dẫn.\nĐoạn hai.","date":"2021-04-05T09:15:00+07:00","section":"Chính trị > Xây dựng Đảng","author":"Lò Văn Mẫu; TTXVN","outlet":"Báo Mẫu","url":"https://mau.example/a","tags":["xã","bản"]}"#,
    r#"{"headline":"Tin","content":"<p>Một &amp; hai</p><p>Ba</p>","published_at":1617590100,"link":"mau.example/b","category":["a","b"],"authors":[{"name":"A"}],"captions":["Ảnh: B"]}"#,
    r#"{"title":"Tin","published":{"iso":"2021-04","precision":"month","method":"explicit"},"outlet":{"id":"mau","name":"Báo Mẫu"},"bylines":[{"name":"A","role":"author","method":"explicit","line":1,"raw":"A"}],"kicker":"K","lead":"L","body":"B"}"#,
];

const FIELDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\\n",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "1617590100000",
    "\"id\":",
    "\"title\":",
    "\"body\":",
    "\"content\":",
    "\"date\":",
    "\"published\":",
    "\"published_at\":",
    "\"author\":",
    "\"outlet\":",
    "\"url\":",
    "\"tags\":",
    "\"section\":",
    "\"captions\":",
    "\"2021-04-05\"",
    "\"31/02/2021\"",
    "\"9999-12-31\"",
    "\"12/03/2020 09:15\"",
    "<p>",
    "</p>",
    "&#7852;",
    "Báo Mẫu",
    "https://mau.example",
    " ",
    "\n",
    "Lò Văn Mẫu",
    "\u{323}",
    "🎉",
];

#[test]
fn no_record_breaks_what_is_read() {
    let check = |text: &str| check_as(Format::Jsonl, text);
    let ways = |text: &str| ways_as(Format::Jsonl, text);
    Target { corpus: RECORDS, pieces: FIELDS, longest: 2000, check, ways }.run();
}

const DATES: &[&str] = &[
    "Thứ năm, 12/03/2020, 09:15 (GMT+7) | Cập nhật lúc 9 giờ 15 ngày 13-03-2020",
    "Sáng nay (17/2), ngày 5 tháng 4 năm 2021; 2023-10-24T20:35:51.76+07:00 2024-11-25 14:46:41Z",
    "12/03/2020 09:40:05 CH, 5 Tháng Ba, 2021, mùng 7 tháng Giêng, 20210426, 1/12/03/2020",
];

const DATE_PIECES: &[&str] = &[
    "/",
    "-",
    ".",
    "–",
    ":",
    " ",
    ",",
    "(",
    ")",
    "|",
    "+",
    "T",
    "Z",
    "h",
    "g",
    "giờ",
    " tháng ",
    " năm ",
    "ngày ",
    "Thứ ",
    "thứ hai",
    "Chủ nhật",
    "Sáng ",
    "Chiều nay ",
    "lúc ",
    "AM",
    "PM",
    "SA",
    "CH",
    "GMT+7",
    "+07:00",
    "-0330",
    "tháng Ba",
    "tư",
    "0",
    "1",
    "5",
    "12",
    "13",
    "31",
    "32",
    "2020",
    "2021",
    "99",
    "1900",
    "2200",
    "9999",
    "20210426",
    "09:15",
    "23:59:60",
    "\u{301}",
    "\n",
];

/// Spans lie in the text in order, and a text is the same read twice.
fn check_dates(text: &str) {
    let found = stamps(text);
    assert_eq!(found, stamps(text));
    assert!(found.windows(2).all(|two| two[0].span.end <= two[1].span.start), "{found:?}");
    for stamp in &found {
        assert!(text.get(stamp.span.clone()).is_some_and(|raw| !raw.is_empty()));
        let iso = stamp.at.to_string();
        let again: Option<Timestamp> = iso.parse().ok();
        let precision = stamp.at.precision();
        assert_eq!(again.map(|at| at.with_precision(precision)), Some(stamp.at), "{iso}");
    }
    for line in datelines(text) {
        assert!(text.get(line.span.clone()).is_some());
        assert!((1..=31).contains(&line.day) && (1..=12).contains(&line.month));
    }
    without_stamps(text);
}

fn ways_of_dates(text: &str) -> Vec<u64> {
    let found = stamps(text).into_iter().map(|stamp| {
        let mut hasher = DefaultHasher::new();
        let raw = &text[stamp.span.clone()];
        let shape: String =
            raw.chars().map(|c| if c.is_numeric() { '0' } else { c }).take(24).collect();
        (stamp.at.precision(), stamp.weekday, shape).hash(&mut hasher);
        hasher.finish()
    });
    found.collect()
}

#[test]
fn no_date_breaks_what_is_read() {
    Target {
        corpus: DATES,
        pieces: DATE_PIECES,
        longest: 300,
        check: check_dates,
        ways: ways_of_dates,
    }
    .run();
}

/// Any bytes on standard input are documents or failures with a reason. A character of the text stands for a byte
/// where it can.
fn check_bytes(text: &str) {
    let mut bytes = Vec::new();
    for c in text.chars() {
        match u8::try_from(u32::from(c)) {
            Ok(byte) => bytes.push(byte),
            Err(_) => bytes.extend(c.to_string().bytes()),
        }
    }
    let input = std::io::Cursor::new(bytes);
    for item in Source::new(&["-".into()], Box::new(input)) {
        match item {
            Ok(raw) => {
                let _ = parse(&raw, context()).map(|article| check_article(&article));
            }
            Err(failure) => assert!(failure.reason.len() > 5, "{failure:?}"),
        }
    }
}

const FILES: &[&str] = &[
    "\u{1f}\u{8b}\u{8}\0\0\0\0\0\0\u{3}",
    "PK\u{3}\u{4}\u{14}\0\0\0\u{8}\0",
    "\u{28}\u{b5}\u{2f}\u{fd}",
    "\u{ff}\u{fe}A\0B\0\n\0",
    "tiêu đề;nội dung\nMột;\"Hai\nba\"\n",
    "[{\"title\":\"A\",\"body\":\"B\"},{\"body\":\"C\"}]",
    "<?xml version=\"1.0\"?><rss><channel><title>Báo Mẫu</title><item><title>Tin</title><pubDate>Mon, 05 Apr 2021 09:15:00 +0700\
     </pubDate></item></channel></rss>",
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Tin</p>",
    "{\"title\":\"A\",\"body\":\"B\"}\n{\"title\":",
    "§¶ng uû x· häp bµn ba viÖc lín",
    "Ñaûng uûy xaõ hoïp baøn",
    "DDa?ng u?y xa~ ho.p",
    "%PDF-1.7\n",
    "{\\rtf1 ",
    "\u{ef}\u{bb}\u{bf}Trang",
];

const BYTES: &[&str] = &[
    "\0",
    "\u{ff}",
    "\u{fe}",
    "\u{80}",
    "\u{c3}",
    "\u{e1}\u{ba}",
    "\r\n",
    "\n",
    ",",
    ";",
    "\t",
    "\"",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "PK\u{1}\u{2}",
    "PK\u{5}\u{6}",
    "ustar",
    "\u{1f}\u{8b}",
    "<item>",
    "</item>",
    "<entry>",
    "WARC/1.1\r\n",
    "Content-Length: 9999999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "\u{b5}",
    "1",
    "255",
    "title",
    "body",
    "Đ",
    "§",
    "ö",
];

#[test]
fn no_bytes_break_a_source() {
    let ways = |text: &str| vec![text.len().min(64) as u64];
    Target { corpus: FILES, pieces: BYTES, longest: 1500, check: check_bytes, ways }.run();
}
