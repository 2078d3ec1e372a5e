//! What `search`, `count`, `show` and `stats` print, to the letter: stdout, stderr and exit code.

use std::sync::LazyLock;

use crate::harness::{Run, Sandbox};

const RECORDS: &str = r#"{"id":"na-lau","title":"Tổ dân vận khéo ở bản Nà Lau","body":"Tổ dân vận bản Nà Lau họp mỗi tối thứ Bảy. Cả bản góp công làm đường, không ai phải nhắc ai.\n\nTheo Chỉ thị 05-CT/TW, chi bộ giao việc cho từng đảng viên.","date":"2021-03-05","outlet":"Báo Bản Mới","url":"https://banmoi.example/na-lau"}
{"id":"cho-son","title":"Chợ Sơn Hạ đổi nếp: “họp ngắn, làm ngay”","body":"Chi bộ chợ Sơn Hạ bàn việc giữ vệ sinh. Ủy ban kiểm tra Đảng ủy góp ý hai lần.","date":"2022-11"}
{"id":"khong-ngay","body":"Một bài không tiêu đề và không ngày, chỉ nhắc tới dân vận một lần."}
"#;

const PAGE: &str = "\
KỲ HỌP CUỐI NĂM

Chi bộ thôn Đoài ghi sổ việc dân

20/12/2023 07:15

Chi bộ thôn Đoài mở một cuốn sổ, ai có việc thì ghi. Ba tháng được 41 việc.
";

/// Four small articles, indexed once.
static SMALL: LazyLock<Sandbox> = LazyLock::new(|| {
    let sandbox = Sandbox::lasting();
    sandbox.write("in/records.jsonl", RECORDS);
    sandbox.write("in/so-viec-dan.txt", PAGE);
    assert_eq!(sandbox.run(&["ingest", "in"]).status, 0);
    sandbox
});

fn run(args: &[&str]) -> String {
    masked(&SMALL.run(args))
}

/// What was printed without what differs from run to run: times, and bytes on disk.
fn masked(run: &Run) -> String {
    let mut text = String::new();
    let printed = run.to_string();
    let mut rest = printed.as_str();
    while let Some((at, mark)) =
        first_of(rest, &["\"took_ms\":", "\"bytes\":", " ms)", " bytes on disk"])
    {
        let (before, after) = rest.split_at(at + mark.len());
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        if mark.ends_with(':') {
            text += before;
            text.push('0');
            rest = after.trim_start_matches(digits);
        } else {
            text += before[..at].trim_end_matches(digits);
            text.push('0');
            text += mark;
            rest = after;
        }
    }
    text + rest
}

/// The first of the marks that stands in the text, and where.
fn first_of<'m>(text: &str, marks: &[&'m str]) -> Option<(usize, &'m str)> {
    marks.iter().filter_map(|mark| Some((text.find(mark)?, *mark))).min()
}

#[test]
fn hits_for_reading() {
    insta::assert_snapshot!(run(&["search", "dân vận", "--color", "never"]), @r"
    status: 0
    --- stdout
     1. Tổ **dân vận** khéo ở bản Nà Lau
        2021-03-05 · Báo Bản Mới · dan-van
        Tổ **dân vận** bản Nà Lau họp mỗi tối thứ Bảy. Cả bản góp công làm đường, không ai phải nhắc ai.
        na-lau  in/records.jsonl  https://banmoi.example/na-lau

     2. (no title)
        no date
        Một bài không tiêu đề và không ngày, chỉ nhắc tới **dân vận** một lần.
        khong-ngay  in/records.jsonl
    --- stderr
    2 articles with all words ([TIME])
    ");
}

#[test]
fn hits_in_colour() {
    let run = run(&["search", "chợ Sơn Hạ", "--color", "always"]);
    insta::assert_snapshot!(run.replace('\x1b', "<ESC>"), @r"
    status: 0
    --- stdout
     1. <ESC>[1;33mChợ Sơn Hạ<ESC>[0m<ESC>[1m đổi nếp: “họp ngắn, làm ngay”<ESC>[0m
        <ESC>[2m2022-11<ESC>[0m
        Chi bộ <ESC>[1;33mchợ Sơn Hạ<ESC>[0m bàn việc giữ vệ sinh. Ủy ban kiểm tra Đảng ủy góp ý hai lần.
        <ESC>[2mcho-son  in/records.jsonl<ESC>[0m
    --- stderr
    1 article with all words ([TIME])
    ");
}

#[test]
fn a_document_by_its_symbol() {
    insta::assert_snapshot!(run(&["search", "05-ct/tw"]), @r"
    status: 0
    --- stdout
     1. Tổ dân vận khéo ở bản Nà Lau
        2021-03-05 · Báo Bản Mới · dan-van
        Theo Chỉ thị **05-CT/TW**, chi bộ giao việc cho từng đảng viên.
        na-lau  in/records.jsonl  https://banmoi.example/na-lau
    --- stderr
    1 article with all words ([TIME])
    ");
}

#[test]
fn one_json_value() {
    insta::assert_snapshot!(run(&["search", "bản Nà Lau", "--format", "json"]), @r#"
    status: 0
    --- stdout
    {"schema":"tracuu/search@1","query":"bản Nà Lau","total":{"value":1,"exact":true},"matching":"all","needed":{"held":3,"of":3},"reading":"exact","quotes_apart":false,"read_as":null,"suggestions":[],"took_ms":0,"hits":[{"id":"na-lau","score":15.7251,"title":"Tổ dân vận khéo ở bản Nà Lau","title_highlights":[[26,39]],"published":{"iso":"2021-03-05","precision":"day","method":"explicit","line":null,"raw":"date"},"outlet":{"id":"banmoi","name":"Báo Bản Mới","method":"explicit","line":null,"raw":"outlet"},"units":[],"topics":[{"id":"dan-van","weight":"primary"},{"id":"hoc-tap-lam-theo-bac","weight":"secondary"}],"path":"in/records.jsonl","url":"https://banmoi.example/na-lau","snippets":[{"text":"Tổ dân vận bản Nà Lau họp mỗi tối thứ Bảy. Cả bản góp công làm đường, không ai phải nhắc ai.","highlights":[[16,29],[66,71]],"part":"body"}],"duplicates":[]}],"facets":{},"offset":0,"next":null}
    --- stderr
    "#);
}

#[test]
fn one_json_value_a_line() {
    insta::assert_snapshot!(run(&["search", "chi bộ", "--format", "jsonl", "--limit", "2"]), @r#"
    status: 0
    --- stdout
    {"schema":"tracuu/hit@1","id":"749f11b2a41791bd","score":5.1486,"title":"Chi bộ thôn Đoài ghi sổ việc dân","title_highlights":[[0,8]],"published":{"iso":"2023-12-20T07:15:00+07:00","precision":"minute","method":"explicit","line":5,"raw":"20/12/2023 07:15"},"outlet":null,"units":[],"topics":[{"id":"to-chuc-co-so-dang","weight":"primary"}],"path":"in/so-viec-dan.txt","url":null,"snippets":[{"text":"Chi bộ thôn Đoài mở một cuốn sổ, ai có việc thì ghi. Ba tháng được 41 việc.","highlights":[[0,8]],"part":"body"}],"duplicates":[]}
    {"schema":"tracuu/hit@1","id":"cho-son","score":3.5319,"title":"Chợ Sơn Hạ đổi nếp: “họp ngắn, làm ngay”","title_highlights":[],"published":{"iso":"2022-11","precision":"month","method":"explicit","line":null,"raw":"date"},"outlet":null,"units":[],"topics":[],"path":"in/records.jsonl","url":null,"snippets":[{"text":"Chi bộ chợ Sơn Hạ bàn việc giữ vệ sinh. Ủy ban kiểm tra Đảng ủy góp ý hai lần.","highlights":[[0,8]],"part":"body"}],"duplicates":[]}
    --- stderr
    3 articles with all words, the first 2 ([TIME])
    for the next page: --after 2-636e6143-cho-son
    "#);
}

#[test]
fn fewer_are_shown_than_found() {
    insta::assert_snapshot!(run(&["search", "chi bo", "--limit", "1", "--color", "never"]), @r"
    status: 0
    --- stdout
     1. **Chi bộ** thôn Đoài ghi sổ việc dân
        2023-12-20 · to-chuc-co-so-dang
        **Chi bộ** thôn Đoài mở một cuốn sổ, ai có việc thì ghi. Ba tháng được 41 việc.
        749f11b2a41791bd  in/so-viec-dan.txt
    --- stderr
    3 articles with all words, read without accents, the first 1 ([TIME])
    for the next page: --after 1-2514f3a7-749f11b2a41791bd
    ");
}

#[test]
fn nothing_found() {
    insta::assert_snapshot!(run(&["search", "zzzz"]), @r"
    status: 1
    --- stdout
    --- stderr
    0 articles with any of the words ([TIME])
    ");
    insta::assert_snapshot!(run(&["search", "zzzz", "--format", "json"]), @r#"
    status: 1
    --- stdout
    {"schema":"tracuu/search@1","query":"zzzz","total":{"value":0,"exact":true},"matching":"any","needed":{"held":1,"of":1},"reading":"exact","quotes_apart":false,"read_as":null,"suggestions":[],"took_ms":0,"hits":[],"facets":{},"offset":0,"next":null}
    --- stderr
    "#);
    insta::assert_snapshot!(run(&["search", "zzzz", "--format", "jsonl"]), @r"
    status: 1
    --- stdout
    --- stderr
    0 articles with any of the words ([TIME])
    ");
    insta::assert_snapshot!(run(&["count", "zzzz"]), @r"
    status: 1
    --- stdout
    0
    --- stderr
    0 articles with any of the words
    ");
}

#[test]
fn filters_alone() {
    let run = run(&["search", "--year", "2021..2022", "--color", "never"]);
    insta::assert_snapshot!(run, @r"
    status: 0
    --- stdout
     1. Chợ Sơn Hạ đổi nếp: “họp ngắn, làm ngay”
        2022-11
        Chi bộ chợ Sơn Hạ bàn việc giữ vệ sinh. Ủy ban kiểm tra Đảng ủy góp ý hai lần.
        cho-son  in/records.jsonl

     2. Tổ dân vận khéo ở bản Nà Lau
        2021-03-05 · Báo Bản Mới · dan-van
        Tổ dân vận bản Nà Lau họp mỗi tối thứ Bảy. Cả bản góp công làm đường, không ai phải nhắc ai.
        na-lau  in/records.jsonl  https://banmoi.example/na-lau
    --- stderr
    2 articles ([TIME])
    ");
}

#[test]
fn a_month_is_found_where_all_of_it_lies_in_the_range() {
    let count = |from: &str| SMALL.run(&["count", "--from", from, "--to", "2022-11-30"]).stdout;
    assert_eq!((count("2022-11-01").as_str(), count("2022-11-02").as_str()), ("1\n", "0\n"));
}

#[test]
fn any_word_will_do_where_no_article_holds_all_and_the_answer_says_so() {
    insta::assert_snapshot!(run(&["search", "dân vận chợ", "--color", "never"]), @r"
    status: 0
    --- stdout
     1. Tổ **dân vận** khéo ở bản Nà Lau
        2021-03-05 · Báo Bản Mới · dan-van
        Tổ **dân vận** bản Nà Lau họp mỗi tối thứ Bảy. Cả bản góp công làm đường, không ai phải nhắc ai.
        na-lau  in/records.jsonl  https://banmoi.example/na-lau

     2. (no title)
        no date
        Một bài không tiêu đề và không ngày, chỉ nhắc tới **dân vận** một lần.
        khong-ngay  in/records.jsonl
    --- stderr
    2 articles with at least 2 of 3 words ([TIME])
    ");
}

#[test]
fn words_without_accents_beside_words_with_them_are_read_with_any() {
    insta::assert_snapshot!(run(&["search", "dân van kheo", "--color", "never"]), @r"
    status: 0
    --- stdout
     1. Tổ **dân vận khéo** ở bản Nà Lau
        2021-03-05 · Báo Bản Mới · dan-van
        Tổ **dân vận** bản Nà Lau họp mỗi tối thứ Bảy. Cả bản góp công làm đường, không ai phải nhắc ai.
        na-lau  in/records.jsonl  https://banmoi.example/na-lau
    --- stderr
    1 article with all words, the unaccented words read with any accent ([TIME])
    ");
}

#[test]
fn an_abbreviation_finds_its_words() {
    insta::assert_snapshot!(run(&["search", "UBKT", "--color", "never"]), @r"
    status: 0
    --- stdout
     1. Chợ Sơn Hạ đổi nếp: “họp ngắn, làm ngay”
        2022-11
        Chi bộ chợ Sơn Hạ bàn việc giữ vệ sinh. **Ủy ban kiểm tra** Đảng ủy góp ý hai lần.
        cho-son  in/records.jsonl
    --- stderr
    1 article with all words ([TIME])
    ");
}

const BATCH: &[u8] = b"{\"qid\": \"q1\", \"query\": \"d\xc3\xa2n v\xe1\xba\xadn kh\xc3\xa9o\"}\n\
    \n\
    {\"qid\": 1}\n\
    \xff\xfe\n\
    zzzz\r\n\
    {\"qid\": [2], \"query\": 7}";

#[test]
fn a_batch_is_answered_line_by_line() {
    let run = SMALL.run_with_input(&["search", "--batch", "-", "--limit", "1"], BATCH);
    insta::assert_snapshot!(masked(&run), @r#"
    status: 0
    --- stdout
    {"schema":"tracuu/search@1","qid":"q1","query":"dân vận khéo","total":{"value":1,"exact":true},"matching":"all","needed":{"held":3,"of":3},"reading":"exact","quotes_apart":false,"read_as":null,"suggestions":[],"took_ms":0,"hits":[{"id":"na-lau","score":13.2132,"title":"Tổ dân vận khéo ở bản Nà Lau","title_highlights":[[5,21]],"published":{"iso":"2021-03-05","precision":"day","method":"explicit","line":null,"raw":"date"},"outlet":{"id":"banmoi","name":"Báo Bản Mới","method":"explicit","line":null,"raw":"outlet"},"units":[],"topics":[{"id":"dan-van","weight":"primary"},{"id":"hoc-tap-lam-theo-bac","weight":"secondary"}],"path":"in/records.jsonl","url":"https://banmoi.example/na-lau","snippets":[{"text":"Tổ dân vận bản Nà Lau họp mỗi tối thứ Bảy. Cả bản góp công làm đường, không ai phải nhắc ai.","highlights":[[5,15]],"part":"body"}],"duplicates":[]}],"facets":{},"offset":0,"next":null}
    {"schema":"tracuu/search@1","qid":1,"query":"","error":"there is no `query`","total":{"value":0,"exact":true},"matching":null,"needed":null,"reading":null,"quotes_apart":false,"read_as":null,"suggestions":[],"took_ms":0,"hits":[],"facets":{},"offset":0,"next":null}
    {"schema":"tracuu/search@1","qid":4,"query":"","error":"the line is not UTF-8","total":{"value":0,"exact":true},"matching":null,"needed":null,"reading":null,"quotes_apart":false,"read_as":null,"suggestions":[],"took_ms":0,"hits":[],"facets":{},"offset":0,"next":null}
    {"schema":"tracuu/search@1","qid":5,"query":"zzzz","total":{"value":0,"exact":true},"matching":"any","needed":{"held":1,"of":1},"reading":"exact","quotes_apart":false,"read_as":null,"suggestions":[],"took_ms":0,"hits":[],"facets":{},"offset":0,"next":null}
    {"schema":"tracuu/search@1","qid":[2],"query":"","error":"`query` is not a text","total":{"value":0,"exact":true},"matching":null,"needed":null,"reading":null,"quotes_apart":false,"read_as":null,"suggestions":[],"took_ms":0,"hits":[],"facets":{},"offset":0,"next":null}
    --- stderr
    "#);
}

#[test]
fn a_batch_for_reading() {
    let args = ["search", "--batch", "-", "--limit", "1", "--format", "text", "--color", "never"];
    insta::assert_snapshot!(masked(&SMALL.run_with_input(&args, BATCH)), @r#"
    status: 0
    --- stdout
    # "q1": dân vận khéo - 1 article with all words (0 ms)
     1. Tổ **dân vận khéo** ở bản Nà Lau
        2021-03-05 · Báo Bản Mới · dan-van
        Tổ **dân vận** bản Nà Lau họp mỗi tối thứ Bảy. Cả bản góp công làm đường, không ai phải nhắc ai.
        na-lau  in/records.jsonl  https://banmoi.example/na-lau

    # 1: there is no `query`

    # 4: the line is not UTF-8

    # 5: zzzz - 0 articles with any of the words (0 ms)

    # [2]: `query` is not a text

    --- stderr
    "#);
}

#[test]
fn a_batch_is_counted_line_by_line() {
    let run = SMALL.run_with_input(&["count", "--batch", "-"], BATCH);
    insta::assert_snapshot!(masked(&run), @r"
    status: 0
    --- stdout
    q1	1
    1	-
    4	-
    5	0
    [2]	-
    --- stderr
    tracuu: 1: there is no `query`
    tracuu: 4: the line is not UTF-8
    tracuu: [2]: `query` is not a text
    ");
}

#[test]
fn a_byte_order_mark_belongs_to_no_question() {
    let batch = "\u{feff}{\"qid\": \"q1\", \"query\": \"zzzz\"}\n\u{feff}\n";
    let run = SMALL.run_with_input(&["count", "--batch", "-"], batch.as_bytes());
    assert_eq!(run.stdout, "q1\t0\n", "{run}");
}

#[test]
fn an_article_for_reading() {
    insta::assert_snapshot!(run(&["show", "na-lau", "--color", "never"]), @r"
    status: 0
    --- stdout
    Tổ dân vận khéo ở bản Nà Lau

    published  2021-03-05
    outlet     Báo Bản Mới
    topics     dan-van, hoc-tap-lam-theo-bac
    documents  05-CT/TW
    url        https://banmoi.example/na-lau
    source     in/records.jsonl
    id         na-lau

    Tổ dân vận bản Nà Lau họp mỗi tối thứ Bảy. Cả bản góp công làm đường, không ai phải nhắc ai.

    Theo Chỉ thị 05-CT/TW, chi bộ giao việc cho từng đảng viên.
    --- stderr
    ");
}

#[test]
fn an_article_as_json() {
    insta::assert_snapshot!(run(&["show", "cho-son", "--format", "json"]), @r#"
    status: 0
    --- stdout
    {"schema":"tracuu/article@1","id":"cho-son","title":"Chợ Sơn Hạ đổi nếp: “họp ngắn, làm ngay”","kicker":null,"lead":"Chi bộ chợ Sơn Hạ bàn việc giữ vệ sinh. Ủy ban kiểm tra Đảng ủy góp ý hai lần.","body":"Chi bộ chợ Sơn Hạ bàn việc giữ vệ sinh. Ủy ban kiểm tra Đảng ủy góp ý hai lần.","captions":[],"published":{"iso":"2022-11","precision":"month","method":"explicit","line":null,"raw":"date"},"outlet":null,"section":[],"bylines":[],"units":[],"topics":[],"documents":[],"persons":[],"tenures":[],"url":null,"tags":[],"source":{"path":"in/records.jsonl","format":"jsonl","encoding":"utf-8","record":2},"lines":[],"provenance":{"lead":{"method":"explicit","line":2,"raw":"Chi bộ chợ Sơn Hạ bàn việc giữ vệ sinh. Ủy ban kiểm tra Đảng ủy góp ý hai lần."},"title":{"method":"explicit","line":1,"raw":"Chợ Sơn Hạ đổi nếp: “họp ngắn, làm ngay”"}},"duplicates":[]}
    --- stderr
    "#);
}

#[test]
fn an_article_that_is_not_there() {
    insta::assert_snapshot!(run(&["show", "nowhere"]), @r"
    status: 1
    --- stdout
    --- stderr
    tracuu: there is no article `nowhere`
    ");
}

#[test]
fn what_is_in_the_index() {
    insta::assert_snapshot!(run(&["stats", "--color", "never"]), @r"
    status: 0
    --- stdout
    articles   4 (0 bytes on disk)
    published  2021-03-05 to 2023-12-20
    years      2021 1, 2022 1, 2023 1
    outlets    banmoi 1
    topics     dan-van 2, hoc-tap-lam-theo-bac 1, to-chuc-co-so-dang 1
    without    outlet 3, published 1, title 1, topics 1, units 4
    --- stderr
    ");
}

#[test]
fn quiet_says_nothing_but_errors() {
    assert_eq!(SMALL.run(&["-q", "search", "dân vận"]).stderr, "");
    assert_eq!(SMALL.run(&["-q", "show", "nowhere"]).stderr, "");
    assert!(!SMALL.run(&["-q", "search", "x", "--year", "?"]).stderr.is_empty());
}

#[test]
fn nothing_that_a_record_holds_steers_the_terminal() {
    let sandbox = Sandbox::new();
    let record = r#"{"id":"bad\u202eid","title":"Tin \u001b[2Jđỏ \u202egốc\u200b","body":"Thân bài \u001b]0;x\u0007 của tin."}"#;
    sandbox.write("a.jsonl", format!("{record}\n"));
    assert_eq!(sandbox.run(&["ingest", "a.jsonl"]).status, 0);
    let found = sandbox.run(&["search", "tin", "--color", "never"]);
    insta::assert_snapshot!(masked(&found), @r"
    status: 0
    --- stdout
     1. **Tin** [2Jđỏ gốc
        no date
        Thân bài ]0;x của **tin**.
        bad�id  a.jsonl
    --- stderr
    1 article with all words, read without accents ([TIME])
    ");
    let shown = sandbox.run(&["show", "bad\u{202e}id", "--color", "never"]);
    insta::assert_snapshot!(masked(&shown), @r"
    status: 0
    --- stdout
    Tin [2Jđỏ gốc

    source     a.jsonl
    id         bad�id

    Thân bài ]0;x của tin.
    --- stderr
    ");
}

/// Sixteen kilobytes of one thing after another.
#[test]
fn whatever_is_asked_is_answered() {
    for piece in [
        "\"",
        "“a” ",
        "([{<",
        "😀\u{200d}",
        "đảng ",
        "khoi dang ",
        "a1 ",
        "\u{323}\u{301}",
        "\u{202e}x ",
        "\u{200b}",
        "05-CT/TW ",
        "1-a/",
        "1.",
        "-",
        "UBKT duk ",
        "XII ",
        "ư",
        "* OR NOT body:",
        "http://a.vn ",
    ] {
        let query = piece.repeat((16 << 10) / piece.len());
        for command in ["search", "count"] {
            let run = SMALL.run(&[command, "--", &query]);
            assert!(run.status <= 2 && !run.stderr.contains("panicked"), "{piece:?}\n{run}");
        }
    }
}

#[test]
fn a_symbol_that_no_article_cites_finds_nothing_by_its_parts() {
    assert_eq!(SMALL.run(&["count", "14-QĐ/TW"]).stdout, "0\n");
    assert_eq!(SMALL.run(&["count", "chỉ thị 5-CT/TW"]).stdout, "1\n");
}

#[test]
fn a_part_of_a_headlines_quotation_answers_and_is_marked() {
    let headline = "Chi bộ chợ Sơn Hạ sau một năm đổi nếp: \"họp ngắn gọn\" ở mọi tổ";
    let answer = SMALL.run(&["search", headline, "--format", "json"]).json();
    assert_eq!(
        (&answer["matching"], &answer["hits"][0]["id"]),
        (&"part".into(), &"cho-son".into())
    );
    let title = answer["hits"][0]["title"].as_str().unwrap();
    let marks = answer["hits"][0]["title_highlights"].as_array().unwrap().clone();
    let at = |mark: &serde_json::Value, end: usize| {
        usize::try_from(mark[end].as_u64().unwrap()).unwrap()
    };
    let marked: Vec<&str> = marks.iter().map(|mark| &title[at(mark, 0)..at(mark, 1)]).collect();
    assert!(marked.contains(&"họp ngắn"), "{marked:?}");
}

#[test]
fn a_name_of_two_times_stands_for_both_units_and_a_key_for_one() {
    let sandbox = Sandbox::new();
    let record = |id: &str, date: &str| {
        format!(
            "{{\"id\":\"{id}\",\"title\":\"Tỉnh ủy An Giang họp bàn việc giữ kênh\",\"body\":\"Tỉnh ủy \
             An Giang họp bàn việc giữ kênh, mỗi ấp một tổ trực.\",\"date\":\"{date}\"}}\n"
        )
    };
    sandbox.write("a.jsonl", record("before", "2024-05-02") + &record("after", "2025-09-02"));
    sandbox.run(&["ingest", "a.jsonl"]);
    assert_eq!(sandbox.run(&["count", "--unit", "an giang"]).stdout, "2\n");
    assert_eq!(sandbox.run(&["count", "--unit", "vn/an-giang"]).stdout, "1\n");
    assert_eq!(sandbox.run(&["count", "--unit", "vn/an-giang@2025"]).stdout, "1\n");
}
