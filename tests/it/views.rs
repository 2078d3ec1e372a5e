//! What is shown of many articles at once, and of one beside a query: fragments, counts by value and over time, words
//! that stand out, articles like another, scores of judged queries.

use std::collections::HashSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use tracuu::article::{Article, ArticleId, Format, Origin};
use tracuu::catalog::Catalog;
use tracuu::ingest::{self, Context, Source};
use tracuu::query::parse;
use tracuu::search::{SNIPPET_CHARS, Snippet, excerpt};
use tracuu::vi::{fold, tokens};

use crate::harness::{Run, Sandbox, sample, sample_dir};

static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::embedded);

/// The articles of the sample.
static SAMPLE: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let today = "2026-12-31".parse().unwrap();
    let context = Context { catalog: &CATALOG, today };
    let source = Source::new(&[sample_dir()], Box::new(std::io::empty()));
    source.map(|raw| ingest::parse(&raw.unwrap(), context).unwrap()).collect()
});

fn blank(body: &str) -> Article {
    let origin = Origin {
        path: String::new(),
        format: Format::Text,
        encoding: "utf-8".into(),
        record: None,
    };
    let mut article = Article::blank(ArticleId::parse("one").unwrap(), origin);
    body.clone_into(&mut article.body);
    article
}

fn snippets(query: &str, article: &Article) -> Vec<Snippet> {
    excerpt(article, &parse(query).unwrap(), &CATALOG).unwrap().snippets
}

fn marked(text: &str, highlights: &[[usize; 2]]) -> Vec<String> {
    highlights.iter().map(|[start, end]| text[*start..*end].to_owned()).collect()
}

/// What may be marked for a query: its syllables, those of what stands for them, and without any accent in it all that
/// fold to one of them.
struct Allowed {
    exact: HashSet<String>,
    folded: HashSet<String>,
}

impl Allowed {
    fn of(query: &str) -> Self {
        let parts: Vec<String> = syllables(query);
        let mut exact: HashSet<String> = parts.iter().cloned().collect();
        let equal = CATALOG.equivalents();
        for start in 0..parts.len() {
            for end in start + 1..=parts.len().min(start + equal.longest()) {
                let row: Vec<&str> = parts[start..end].iter().map(String::as_str).collect();
                for widely in [false, true] {
                    exact.extend(equal.of(&row, widely).iter().flat_map(|other| syllables(other)));
                }
            }
        }
        let unaccented = parts.iter().all(|part| part.is_ascii());
        let folded =
            if unaccented { parts.iter().map(|part| fold(part)).collect() } else { HashSet::new() };
        Self { exact, folded }
    }

    fn takes(&self, token: &str) -> bool {
        self.exact.contains(token) || self.folded.contains(&fold(token))
    }
}

/// The canonical syllables of a text, and the values of its Roman numbers.
fn syllables(text: &str) -> Vec<String> {
    tokens(text).filter(|token| !token.text.starts_with('^')).map(|token| token.text).collect()
}

/// The law of highlights and fragments, for one article and query.
fn holds(query: &str, article: &Article) -> Result<(), TestCaseError> {
    let found = excerpt(article, &parse(query).unwrap(), &CATALOG).unwrap();
    let allowed = Allowed::of(query);
    let title = article.title.as_deref().unwrap_or_default();
    let stored = || {
        [&article.body]
            .into_iter()
            .chain(&article.captions)
            .chain(&article.kicker)
            .map(String::as_str)
    };
    let fragments = found.snippets.iter().map(|s| (s.text.as_str(), s.highlights.as_slice()));
    for (text, highlights) in fragments.chain([(title, found.title_highlights.as_slice())]) {
        let mut last = 0;
        for [start, end] in highlights {
            prop_assert!(last <= *start && start < end, "{query}: {highlights:?}");
            last = *end;
            let printed = text.get(*start..*end);
            prop_assert!(printed.is_some(), "{query}: {start}..{end} of {text:?}");
            let printed = printed.unwrap_or_default();
            let strange: Vec<String> = tokens(printed)
                .filter(|token| token.kind.is_part() && !allowed.takes(&token.text))
                .map(|token| token.text)
                .filter(|text| !number_is_allowed(text, &allowed))
                .collect();
            prop_assert!(strange.is_empty(), "{query}: {printed:?} has {strange:?}");
        }
    }
    let chars: usize = found.snippets.iter().map(|snippet| snippet.text.chars().count()).sum();
    prop_assert!(chars <= SNIPPET_CHARS && found.snippets.len() <= 3, "{query}: {chars}");
    for snippet in &found.snippets {
        prop_assert!(stored().any(|text| text.contains(&snippet.text)), "{query}: {snippet:?}");
        prop_assert!(snippet.text.trim() == snippet.text && !snippet.text.is_empty());
    }
    Ok(())
}

/// Whether a Roman number's value is asked for.
fn number_is_allowed(roman: &str, allowed: &Allowed) -> bool {
    let values: Vec<u32> = roman
        .chars()
        .map(|c| match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            _ => 0,
        })
        .collect();
    let mut sum = 0;
    for (n, value) in values.iter().enumerate() {
        let next = values.get(n + 1).copied().unwrap_or_default();
        if *value < next { sum -= i64::from(*value) } else { sum += i64::from(*value) }
    }
    values.iter().all(|value| *value > 0) && allowed.takes(&sum.to_string())
}

#[test]
fn what_is_marked_in_the_sample_was_asked_for() {
    for article in SAMPLE.iter() {
        let title = article.title.clone().unwrap_or_default();
        let words: Vec<&str> = article.body.split_whitespace().take(300).collect();
        let mut queries = vec![title.clone(), tracuu::vi::matching(&title)];
        let folded: Vec<String> = syllables(&title).iter().map(|part| fold(part)).collect();
        queries.push(folded.join(" "));
        queries.extend(words.chunks(7).step_by(11).map(|chunk| chunk.join(" ")));
        queries.extend(words.windows(2).step_by(61).map(|pair| pair.join(" ")));
        for query in queries.iter().filter(|query| parse(query).is_ok()) {
            holds(query, article).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_marked_in_any_text_was_asked_for(
        query in "((dân|vận|hoà|uỷ ban|UBKT|05-CT/TW|\"tổ dân\"|khoi|Đa\u{309}ng|XIII|2021|ki|đ|TƯ)[ ,]?){1,7}",
        text in "(([a-zđĐ]{1,4}|dân vận|Dân Vận|DÂN|hòa|hoà|Uỷ  ban|ủy ban kiểm tra|UBKT|05-CT/TW|05-CT-TW|khối|khởi|Đa\u{309}ng|khóa XIII|T\\.Ư|20\\.21|\u{200b}|\u{7}|\u{202e}|😀|“[a-z]{3}”|ca\u{301}n)[ .,;:\n!?]{0,2}){0,160}",
    ) {
        let mut article = blank(&text);
        article.title = Some(text.chars().take(80).collect());
        holds(&query, &article)?;
    }
}

#[test]
fn a_phrase_beats_its_words_apart_and_stands_in_one_fragment() {
    let filler =
        "Một câu khác kể một chuyện khác, dài vừa phải, để đoạn trích không ôm hết. ".repeat(6);
    let body =
        format!("Dân họp. Vận động khéo, dân nghe.\n{filler}\nBản có tổ dân vận khéo.\n{filler}");
    for query in ["dân vận khéo", "\"dân vận khéo\"", "dan van kheo"] {
        let found = snippets(query, &blank(&body));
        assert_eq!(found.len(), 1, "{query}: {found:?}");
        assert!(found[0].text.starts_with("Bản có tổ dân vận khéo."), "{query}: {found:?}");
    }
}

#[test]
fn words_that_stand_apart_are_shown_by_fragments_that_each_add_something() {
    let filler =
        "Một câu khác kể một chuyện khác, dài vừa phải, để đoạn trích không ôm hết. ".repeat(6);
    let body =
        format!("Tổ dân vận họp tối.\n{filler}\nBa hộ góp đá kè.\n{filler}\nXã tặng giấy khen.");
    let found = snippets("dân vận đá kè giấy khen", &blank(&body));
    let texts: Vec<&str> = found.iter().map(|snippet| snippet.text.as_str()).collect();
    assert_eq!(texts, ["Tổ dân vận họp tối.", "Ba hộ góp đá kè.", "Xã tặng giấy khen."]);
    let near = "Tổ dân vận họp tối. Ba hộ góp đá kè. Xã tặng giấy khen.";
    assert_eq!(snippets("dân vận đá kè giấy khen", &blank(near)).len(), 1);
}

#[test]
fn what_was_typed_beats_another_form_of_it() {
    let filler =
        "Câu khác kể chuyện khác, dài vừa phải, để đoạn trích không ôm hết cả bài báo. ".repeat(6);
    let body = format!("Bạn đến chơi nhà.\n{filler}\nBan họp buổi sáng.");
    assert_eq!(snippets("ban", &blank(&body))[0].text, "Ban họp buổi sáng.");
}

#[test]
fn a_match_at_the_end_of_a_megabyte_is_shown() {
    let mut body = "Hội nghị bàn việc xây dựng thôn, nghe báo cáo và đánh giá kết quả năm qua. "
        .repeat(13_000);
    body += "Tổ dân vận khéo đến từng nhà.";
    for query in ["dân vận khéo", "dan van kheo", "\"tổ dân vận\""] {
        let found = snippets(query, &blank(&body));
        let marks = marked(&found[0].text, &found[0].highlights).join(" ").to_lowercase();
        assert!(marks.contains("dân vận"), "{query}: {found:?}");
    }
}

const INTERVIEW: &str = r#"{"id":"pv","title":"Hỏi chuyện tổ dân vận","body":"Ông Mạc Văn Thử, Tổ trưởng tổ dân vận bản Nà Lau, trả lời báo.\nPV: Thưa ông, tổ có mấy người?\nÔng Mạc Văn Thử: Tổ có bảy người, ai cũng có nghề thợ xây.\nMỗi tối thứ Bảy chúng tôi họp bên bếp lửa.\nPhóng viên: Kinh phí lấy ở đâu?\nÔng Thử: Bà con góp thóc, cuối vụ mới bán.\nBản Nà Lau có bốn mươi nóc nhà."}
"#;

#[test]
fn in_an_interview_the_speaker_is_named_where_known() {
    let sandbox = Sandbox::new();
    sandbox.write("in.jsonl", INTERVIEW);
    assert_eq!(sandbox.run(&["ingest", "in.jsonl"]).status, 0);
    let speaker = |query: &str| -> Value {
        let answer = sandbox.run(&["search", query, "--format", "json"]).json();
        answer["hits"][0]["snippets"][0]["speaker"].clone()
    };
    assert_eq!(speaker("\"thợ xây\""), "Mạc Văn Thử");
    assert_eq!(speaker("\"góp thóc\""), "Mạc Văn Thử");
    assert_eq!(speaker("\"bếp lửa\""), "Mạc Văn Thử", "goes on until somebody else speaks");
    assert_eq!(speaker("\"mấy người\""), "PV");
    assert_eq!(speaker("\"kinh phí\""), "Phóng viên");
    assert_eq!(speaker("\"trả lời báo\""), Value::Null);
    assert_eq!(speaker("\"nóc nhà\""), Value::Null, "may be the paper's own");
    let text = sandbox.run(&["search", "\"bếp lửa\""]).stdout;
    assert!(text.contains("[Mạc Văn Thử] "), "{text}");
}

/// A sample question and what its first hit marks.
fn marks_of(args: &[&str]) -> (Value, Vec<String>, Vec<String>) {
    let run = sample().run(&[&["search"], args, &["--format", "json"]].concat());
    let hit = run.json()["hits"][0].clone();
    let of = |text: &Value, highlights: &Value| {
        let ranges: Vec<[usize; 2]> = serde_json::from_value(highlights.clone()).unwrap();
        marked(text.as_str().unwrap(), &ranges)
    };
    let snippets = hit["snippets"].as_array().unwrap().iter();
    let marks = snippets.flat_map(|s| of(&s["text"], &s["highlights"])).collect();
    let title = of(&hit["title"], &hit["title_highlights"]);
    (hit, title, marks)
}

#[test]
fn symbols_abbreviations_and_headlines_are_marked_as_printed() {
    let (_, _, marks) = marks_of(&["05-CT/TW"]);
    assert!(!marks.is_empty() && marks.iter().all(|mark| mark == "05-CT/TW"), "{marks:?}");
    let (_, title, marks) = marks_of(&["UBKT"]);
    let known =
        ["UBKT", "Ủy ban Kiểm tra", "Ủy ban kiểm tra", "ủy ban kiểm tra", "Uỷ ban Kiểm tra"];
    let all: Vec<&String> = title.iter().chain(&marks).collect();
    assert!(!all.is_empty() && all.iter().all(|mark| known.contains(&mark.as_str())), "{all:?}");
    let headline = "Bớt một cuộc họp, thêm một lần xuống cơ sở";
    let (hit, title, _) = marks_of(&[headline]);
    assert_eq!(hit["title"], headline);
    assert_eq!(title.join(", "), headline);
}

#[test]
fn quotes_in_a_headline_part_what_is_marked() {
    let mut article = blank("Chi bộ họp.");
    article.title = Some("Chợ Sơn Hạ: “họp ngắn, làm ngay”".to_owned());
    let found = excerpt(&article, &parse("họp ngắn làm ngay").unwrap(), &CATALOG).unwrap();
    let title = article.title.as_deref().unwrap();
    assert_eq!(marked(title, &found.title_highlights), ["họp ngắn", "làm ngay"]);
}

#[test]
fn captions_and_the_kicker_are_shown_where_the_body_has_nothing() {
    let mut article = blank("Chi bộ bàn việc thu hoạch.");
    article.captions = vec!["Đồng chí Mạc Văn Thử thăm kè Vọng Giang.".to_owned()];
    article.kicker = Some("KỲ HỌP CUỐI NĂM".to_owned());
    let part = |query: &str| {
        let found = snippets(query, &article);
        (serde_json::to_value(found[0].part).unwrap(), found[0].highlights.len())
    };
    assert_eq!(part("vọng giang"), ("caption".into(), 1));
    assert_eq!(part("kỳ họp"), ("kicker".into(), 1));
    assert_eq!(part("chi bộ"), ("body".into(), 1));
}

fn json(args: &[&str]) -> Value {
    sample().run(&[args, &["--format", "json"]].concat()).json()
}

fn counted(args: &[&str]) -> u64 {
    sample().run(&[&["count", "-q"], args].concat()).stdout.trim().parse().unwrap()
}

#[test]
fn every_number_of_a_facet_is_what_its_filter_finds() {
    for query in [&[][..], &["dân vận"], &["chi bộ", "--year", "2021.."]] {
        let by =
            ["facets", "--by", "unit,topic,outlet,section,author,person,doc,year", "--limit", "12"];
        let found = json(&[&by, query].concat());
        let flags = ["unit", "topic", "outlet", "section", "author", "person", "doc", "year"];
        for flag in flags {
            let facet = &found["facets"][flag];
            for value in facet["values"].as_array().unwrap() {
                let filter = [format!("--{flag}"), value["value"].as_str().unwrap().to_owned()];
                if flag == "year" && query.contains(&"--year") {
                    continue;
                }
                let count = counted(&[&[filter[0].as_str(), &filter[1]], query].concat());
                assert_eq!(count, value["articles"].as_u64().unwrap(), "{filter:?} {query:?}");
            }
        }
        let years = found["facets"]["year"]["values"].as_array().unwrap();
        if years.len() < 12 {
            let sum: u64 = years.iter().map(|year| year["articles"].as_u64().unwrap()).sum();
            let without = found["facets"]["year"]["without"].as_u64().unwrap();
            assert_eq!(sum + without, found["total"]["value"].as_u64().unwrap());
        }
    }
}

#[test]
fn facets_are_chosen_by_their_names_by_what_is_above_them_and_by_level() {
    let values = |args: &[&str]| -> Vec<String> {
        let found = json(&[&["facets", "--limit", "500"], args].concat());
        let by = args[1];
        let values = found["facets"][by]["values"].as_array().unwrap().clone();
        values.iter().map(|value| value["value"].as_str().unwrap().to_owned()).collect()
    };
    let mentioned = values(&["--by", "topic", "--contains", "dan van"]);
    assert!(mentioned.contains(&"dan-van".to_owned()), "{mentioned:?}");
    assert_eq!(mentioned, values(&["--by", "topic", "--contains", "DÂN VẬN"]));
    assert!(values(&["--by", "topic", "--contains", "không có"]).is_empty());
    let under = values(&["--by", "unit", "--under", "Hà Nội"]);
    assert!(!under.is_empty());
    assert!(under.iter().all(|key| key.starts_with("vn/ha-noi/") || key.starts_with("vn/ha-noi#")));
    let provinces = values(&["--by", "unit", "--level", "1"]);
    assert!(provinces.contains(&"vn/ha-noi".to_owned()));
    assert!(provinces.iter().all(|key| key.matches(['/', '#']).count() == 1), "{provinces:?}");
}

#[test]
fn facets_stand_in_the_answer_to_a_search_and_as_a_table() {
    let answer = json(&["search", "chi bộ", "--facets", "year,topic", "--limit", "1"]);
    let alone = json(&["facets", "--by", "year,topic", "--limit", "10", "chi bộ"]);
    assert_eq!(answer["facets"], alone["facets"]);
    assert_eq!(answer["total"], alone["total"]);
    assert_eq!(json(&["search", "chi bộ"])["facets"], serde_json::json!({}));
    assert_eq!(alone["schema"], "tracuu/facets@1");
    let csv = sample().run(&["facets", "--by", "year", "chi bộ", "--format", "csv"]).stdout;
    assert!(csv.starts_with("by,value,name,articles\r\nyear,20"), "{csv}");
    let text = sample().run(&["search", "chi bộ", "--facets", "year", "--limit", "1"]).stdout;
    assert!(text.contains("\nyear\n"), "{text}");
    let tree = sample().run(&["facets", "--by", "unit", "--tree", "--limit", "200"]).stdout;
    assert!(tree.lines().any(|line| line.contains("  ha-noi  ")), "{tree}");
    assert_eq!(sample().run(&["facets", "--by", "unit", "zzzz"]).status, 1);
    assert_eq!(sample().run(&["facets", "--by", "nothing"]).status, 2);
}

const DATED: &str = r#"{"id":"a","title":"Một","body":"Chi bộ họp.","date":"2021-03-30"}
{"id":"b","title":"Hai","body":"Chi bộ họp.","date":"2021-06-01"}
{"id":"c","title":"Ba","body":"Chi bộ họp.","date":"2021-06"}
{"id":"d","title":"Bốn","body":"Chi bộ họp.","date":"2021"}
{"id":"e","title":"Năm","body":"Chi bộ họp."}
{"id":"f","title":"Sáu","body":"Tổ dân vận.","date":"2021-06-02"}
"#;

fn dated() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("in.jsonl", DATED);
    assert_eq!(sandbox.run(&["ingest", "in.jsonl"]).status, 0);
    sandbox
}

#[test]
fn a_histogram_fills_gaps_and_tells_coarse_dates_apart() {
    let sandbox = dated();
    let ask = |args: &[&str]| -> Value {
        sandbox.run(&[&["histogram", "--format", "json"], args].concat()).json()
    };
    let found = ask(&["chi bộ", "--by", "month"]);
    let counts: Vec<(&str, u64)> = found["periods"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["period"].as_str().unwrap(), p["articles"].as_u64().unwrap()))
        .collect();
    assert_eq!(counts, [("2021-03", 1), ("2021-04", 0), ("2021-05", 0), ("2021-06", 2)]);
    assert_eq!(found["coarser"], serde_json::json!([{"date": "2021", "articles": 1}]));
    assert_eq!((&found["undated"], &found["total"]["value"]), (&1.into(), &5.into()));
    for by in ["year", "quarter", "month", "week", "day"] {
        let found = ask(&["--by", by]);
        let sum = |list: &str| -> u64 {
            found[list].as_array().unwrap().iter().map(|p| p["articles"].as_u64().unwrap()).sum()
        };
        assert_eq!(sum("periods") + sum("coarser") + found["undated"].as_u64().unwrap(), 6, "{by}");
    }
    assert_eq!(ask(&["--by", "month", "--year", "2021"])["periods"].as_array().unwrap().len(), 12);
}

#[test]
fn shares_are_of_the_collection_or_of_the_filters() {
    let sandbox = dated();
    let june = |args: &[&str]| -> Value {
        let args = [&["histogram", "chi bộ", "--by", "month", "--format", "json"], args].concat();
        sandbox.run(&args).json()["periods"][3].clone()
    };
    assert_eq!(june(&["--share"])["of"], 3);
    assert!((june(&["--share"])["share"].as_f64().unwrap() - 2.0 / 3.0).abs() < 1e-9);
    assert_eq!(june(&[])["share"], Value::Null);
    let run = sandbox.run(&["histogram", "chi bộ", "--share=filters", "--format", "csv"]);
    assert_eq!(
        run.stdout,
        "period,from,to,articles,of,share\r\n2021,2021-01-01,2021-12-31,4,5,0.800000\r\n"
    );
    let text = sandbox.run(&["histogram", "chi bộ", "--by", "quarter"]).stdout;
    let bars = text.lines().next().unwrap();
    assert!(bars.starts_with("2021-Q1  1  ##") && text.contains("1 without a date"), "{text}");
    assert_eq!(sandbox.run(&["histogram", "zzzz"]).status, 1);
}

/// Articles of three subjects, and one that is nearly another.
fn subjects() -> String {
    let line = |id: &str, title: &str, body: &str| {
        serde_json::json!({"id": id, "title": title, "body": body}).to_string() + "\n"
    };
    let mut all = String::new();
    let places = ["Nà Lau", "Khe Mướp", "Đồi Sim", "Bãi Bồi", "Gò Găng", "Suối Đá"];
    for (n, place) in places.iter().enumerate() {
        all += &line(
            &format!("kiem-lam-{n}"),
            &format!("Kiểm lâm {place} tuần tra"),
            &format!(
                "Tổ kiểm lâm {place} đi tuần rừng phòng hộ {n} ngày, gỡ bẫy thú và dập lửa rừng ở {place}."
            ),
        );
        all += &line(
            &format!("hoc-dem-{n}"),
            &format!("Lớp học đêm ở {place}"),
            &format!(
                "Lớp xóa mù chữ {place} sáng đèn mỗi tối; cô giáo dạy {n} bà mẹ đọc và viết tên mình ở {place}."
            ),
        );
        all += &line(
            &format!("hop-{n}"),
            &format!("Chi bộ {place} họp"),
            &format!(
                "Chi bộ {place} họp bàn {n} việc, đảng viên góp ý thẳng thắn và cùng giữ nếp họp ở {place}."
            ),
        );
    }
    // The first again, by another name: a copy.
    let first = all.lines().next().unwrap().replace("kiem-lam-0", "in-lai");
    all + &first + "\n"
}

fn with_subjects() -> &'static Sandbox {
    static SUBJECTS: LazyLock<Sandbox> = LazyLock::new(|| {
        let sandbox = Sandbox::lasting();
        sandbox.write("in.jsonl", subjects());
        let run: Run = sandbox.run(&["ingest", "in.jsonl"]);
        assert_eq!(run.status, 0, "{run}");
        sandbox
    });
    &SUBJECTS
}

#[test]
fn words_that_stand_out_are_those_of_the_subject() {
    let run = with_subjects().run(&["words", "tuần tra", "--format", "json"]);
    let found = run.json();
    let words: Vec<&str> =
        found["words"].as_array().unwrap().iter().map(|w| w["word"].as_str().unwrap()).collect();
    assert!(words.iter().take(8).any(|word| word.to_lowercase().contains("rừng")), "{words:?}");
    assert!(!words.contains(&"tuần tra") && !words.contains(&"họp"), "{words:?}");
    let articles = found["words"][0]["articles"].as_u64().unwrap();
    assert!(
        articles > found["words"][0]["against"].as_u64().unwrap() / 4
            && found["sampled"].as_u64() >= Some(6)
    );
    assert_eq!(with_subjects().run(&["words"]).status, 2);
    assert_eq!(with_subjects().run(&["words", "zzzz"]).status, 1);
    let csv = with_subjects().run(&["words", "tuần tra", "--format", "csv"]).stdout;
    assert!(csv.starts_with("word,articles,against,score\r\n"), "{csv}");
}

#[test]
fn similar_articles_are_of_the_same_subject_and_none_is_a_copy() {
    let found =
        with_subjects().run(&["similar", "kiem-lam-0", "--limit", "5", "--format", "json"]).json();
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 5);
    for hit in hits {
        let id = hit["id"].as_str().unwrap();
        assert!(id.starts_with("kiem-lam-") && id != "kiem-lam-0", "{id}");
        let terms = hit["terms"].as_array().unwrap();
        assert!(
            terms.iter().all(|term| found["terms"].to_string().contains(term.as_str().unwrap()))
        );
        assert!(terms.len() >= 2, "{terms:?}");
    }
    assert_eq!(with_subjects().run(&["similar", "nobody"]).status, 1);
    assert_eq!(with_subjects().run(&["similar", "kiem-lam-0", "--year", "2020"]).status, 1);
    let text = with_subjects().run(&["similar", "hoc-dem-1", "--limit", "1"]).stdout;
    assert!(text.contains("shares"), "{text}");
}

#[test]
fn judged_queries_are_scored_and_compared_with_before() {
    let sandbox = dated();
    let queries = r#"{"qid":"one","query":"dân vận","relevant":["f"]}
{"qid":"two","query":"chi bộ họp","relevant":["a","zz"]}
{"qid":"none","query":"zzzz","relevant":["a"]}
"#;
    sandbox.write("judged.jsonl", queries);
    let run = sandbox.run(&["eval", "--queries", "judged.jsonl", "--format", "json", "--each"]);
    let found = run.json();
    let file = &found["queries"][0];
    assert_eq!((&file["queries"], &file["each"][0]["ndcg@10"]), (&3.into(), &1.0.into()));
    assert_eq!(file["each"][1]["recall@100"], 0.5);
    assert_eq!(file["each"][2]["mrr@10"], 0.0);
    sandbox
        .write("before.json", run.stdout.replacen("\"success@1\":", "\"success@1\":0.1,\"x\":", 1));
    let text =
        sandbox.run(&["eval", "--queries", "judged.jsonl", "--against", "before.json"]).stdout;
    assert!(
        text.contains("ndcg@10") && text.contains("(+0.0000)") && text.contains("(+0.2333)"),
        "{text}"
    );
    sandbox.write("bad.jsonl", "{\"query\":\"x\"}\n");
    assert_eq!(sandbox.run(&["eval", "--queries", "bad.jsonl"]).status, 2);
    assert_eq!(sandbox.run(&["eval"]).status, 2);
}

#[test]
fn gold_is_scored_field_by_field() {
    let sandbox = dated();
    let gold = r#"{"id":"a","title":"Một","published":{"iso":"2021-03-30"},"bylines":["Mạc Thử"],"outlet":null}
{"id":"b","title":"Khác","published":null}
{"id":"nobody","title":"Không có"}
"#;
    sandbox.write("gold.jsonl", gold);
    let found = sandbox.run(&["eval", "--gold", "gold.jsonl", "--format", "json", "--each"]).json();
    let gold = &found["gold"][0];
    assert_eq!((&gold["articles"], &gold["missing"]), (&3.into(), &1.into()));
    let title = &gold["fields"]["title"];
    assert_eq!(
        (&title["right"], &title["gold"], &title["read"]),
        (&1.into(), &3.into(), &2.into())
    );
    let day = &gold["fields"]["day"];
    assert_eq!((&day["right"], &day["gold"], &day["read"]), (&1.into(), &1.into(), &2.into()));
    assert_eq!(gold["fields"]["bylines"]["f1"], 0.0);
    assert!(gold["misses"].to_string().contains("Khác"));
}
