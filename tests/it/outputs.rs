//! The forms in which answers leave: tables, ids, references, templates, and the published schema of each JSON
//! record, which everything that any command prints must keep to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use tracuu::output::{schema, schema_names};

use crate::harness::{Run, Sandbox, sample, sample_dir};

/// Articles whose texts mean something to the formats they are written in.
static ODD: LazyLock<Sandbox> = LazyLock::new(|| {
    let records = [
        r#"{"id":"a,1","title":"Mẫu \"hỏi, đáp\" 100% & _gạch_ {ngoặc} ~ ^ \\","body":"Chi bộ ấp Bàu Sen hỏi, đảng viên đáp.\nDòng hai.","date":"2021-03-05T08:30:00+07:00","outlet":"Báo Đồng Mẫu","url":"https://dongmau.example/a?b=1%20&c={d}","author":"Nguyễn Văn Ân"}"#,
        r#"{"id":"-2","title":"=HYPERLINK(\"x\")","body":"Chi bộ ấp Bàu Sen họp.","date":"2021-03","author":["Trần Thị Bưởi","Lê Cả"]}"#,
        r#"{"id":"ba","body":"Chi bộ ấp Bàu Sen không tiêu đề, có \u202e chữ ngược."}"#,
        r#"{"id":"trung-1","title":"Tin vắn","body":"Chi bộ ấp Bàu Sen làm việc thứ nhất.","date":"2021","outlet":"Báo Đồng Mẫu"}"#,
        r#"{"id":"trung-2","title":"Tin vắn","body":"Đảng viên ấp Bàu Sen cùng chi bộ làm việc khác hẳn.","date":"2021","outlet":"Báo Đồng Mẫu"}"#,
    ];
    let sandbox = Sandbox::lasting();
    sandbox.write("in/bai.jsonl", records.join("\n") + "\n");
    assert_eq!(sandbox.run(&["ingest", "in"]).status, 0);
    sandbox
});

fn asked(args: &[&str]) -> Run {
    let mut all = vec!["search", "chi bộ ấp Bàu Sen"];
    all.extend(args);
    ODD.run(&all)
}

fn ids(run: &Run) -> Vec<String> {
    run.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn ids_come_one_a_line_or_ended_by_nul_in_the_order_of_the_hits() {
    let lines = ids(&asked(&["--format", "ids"]));
    assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), 5);
    let nul = asked(&["--format", "ids0"]).stdout;
    assert_eq!(nul.strip_suffix('\0').unwrap().split('\0').collect::<Vec<_>>(), lines);
    let json = asked(&["--format", "json"]).json();
    let hits = json["hits"].as_array().unwrap().iter();
    assert_eq!(hits.map(|hit| hit["id"].as_str().unwrap()).collect::<Vec<_>>(), lines);
}

/// The rows of a table by the names of its columns.
fn rows(run: &Run, divider: u8) -> Vec<BTreeMap<String, String>> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(divider).quoting(divider == b',');
    let mut reader = builder.from_reader(run.stdout.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn a_table_has_a_row_a_hit_and_its_header_even_where_nothing_is_found() {
    let (csv, tsv) = (asked(&["--format", "csv"]), asked(&["--format", "tsv"]));
    let header = "rank,id,title,date,outlet,units,topics,score,url,path,snippet,duplicates";
    assert_eq!(csv.stdout.split("\r\n").next(), Some(header));
    assert_eq!(tsv.stdout.lines().next().unwrap().replace('\t', ","), header);
    let lines = ids(&asked(&["--format", "ids"]));
    for rows in [rows(&csv, b','), rows(&tsv, b'\t')] {
        let found: Vec<&str> = rows.iter().map(|row| row["id"].trim_start_matches('\'')).collect();
        assert_eq!(found, lines);
        assert_eq!(rows[4]["rank"], "5");
    }
    let none = ODD.run(&["search", "zzzzqqqq", "--format", "csv"]);
    assert_eq!((none.stdout.as_str(), none.status), (&*format!("{header}\r\n"), 1));
}

#[test]
fn a_spreadsheet_computes_nothing_and_a_script_gets_every_text_as_it_is() {
    let (csv, tsv) =
        (rows(&asked(&["--format", "csv"]), b','), rows(&asked(&["--format", "tsv"]), b'\t'));
    let title = |rows: &[BTreeMap<String, String>], id: &str| {
        rows.iter().find(|row| row["id"].ends_with(id)).unwrap()["title"].clone()
    };
    assert_eq!(title(&csv, "-2"), "'=HYPERLINK(\"x\")");
    assert_eq!(title(&tsv, "-2"), "=HYPERLINK(\"x\")");
    let odd = "Mẫu \"hỏi, đáp\" 100% & _gạch_ {ngoặc} ~ ^ \\";
    assert_eq!((title(&csv, "a,1"), title(&tsv, "a,1")), (odd.to_owned(), odd.to_owned()));
}

#[test]
fn a_batch_as_a_table_names_the_question_of_each_row() {
    let batch =
        "{\"qid\": \"x\", \"query\": \"Bàu Sen\"}\n{\"qid\": \"bad\"}\nTin vắn\n".as_bytes();
    let run =
        ODD.run_with_input(&["search", "--batch", "-", "--format", "csv", "--limit", "2"], batch);
    let rows = rows(&run, b',');
    let qids: Vec<&str> = rows.iter().map(|row| row["qid"].as_str()).collect();
    assert_eq!(qids, ["x", "x", "3", "3"]);
    assert_eq!(
        rows.iter().map(|row| row["rank"].as_str()).collect::<Vec<_>>(),
        ["1", "2", "1", "2"]
    );
    assert!(run.stderr.contains("bad: there is no `query`"), "{run}");
    assert!(run.stdout.starts_with("qid,rank,id,"));
}

#[test]
fn references_for_tex() {
    let run = asked(&["--format", "bibtex"]);
    insta::assert_snapshot!(run.stdout);
    let keys: BTreeSet<&str> = run.stdout.lines().filter(|line| line.starts_with('@')).collect();
    assert_eq!(keys.len(), 5);
    assert!(run.stdout.is_char_boundary(0) && keys.iter().all(|key| key.is_ascii()));
}

#[test]
fn a_reference_keeps_its_key_whatever_else_is_found() {
    let key = |args: &[&str]| {
        let text = asked(args).stdout;
        let entry = text.split('@').find(|entry| entry.contains("{Nguyễn Văn Ân}")).unwrap();
        entry.lines().next().unwrap().to_owned()
    };
    let all = key(&["--format", "bibtex"]);
    assert_eq!(
        all,
        key(&["--format", "bibtex", "--outlet", "Báo Đồng Mẫu", "--from", "2021-03-05"])
    );
}

#[test]
fn an_article_that_answers_two_questions_is_one_reference() {
    let run = ODD.run_with_input(
        &["search", "--batch", "-", "--format", "bibtex"],
        "Bàu Sen\nchi bộ ấp\n".as_bytes(),
    );
    assert_eq!(run.stdout.matches("\n@").count() + 1, 5, "{run}");
}

#[test]
fn references_for_reference_managers() {
    let run = asked(&["--format", "ris"]);
    insta::assert_snapshot!(run.stdout.replace("\r\n", "\n"));
    assert_eq!(run.stdout.matches("\r\n").count(), run.stdout.matches('\n').count());
    for line in run.stdout.split("\r\n").filter(|line| !line.is_empty()) {
        assert_eq!(&line[2..6], "  - ", "{line}");
    }
}

#[test]
fn a_template_is_filled_hit_by_hit() {
    let run =
        asked(&["--template", "{{rank}}: {{date}}|{{outlet}}|{{authors|join('; ')}}|{{url}}"]);
    let lines = ids(&run);
    assert_eq!(lines.len(), 5, "{run}");
    assert!(lines.iter().any(|line| line.ends_with("2021-03||Trần Thị Bưởi; Lê Cả|")), "{run}");
    let wrong = asked(&["--template", "{{titel}}"]);
    assert_eq!((wrong.status, wrong.stdout.as_str()), (2, ""));
    assert!(wrong.stderr.contains("line 1") && wrong.stderr.contains("title, date"), "{wrong}");
    assert_eq!(asked(&["--template", "{{title", "--format", "csv"]).status, 2);
    assert_eq!(
        ODD.run(&["search", "x", "--template", "{% for %}", "--index", "nowhere"]).status,
        2
    );
}

/// What was printed, each record by itself, with the schema it names.
fn records(run: &Run) -> Vec<Value> {
    assert!(run.status <= 3, "{run}");
    run.lines()
}

/// Holds records against the schema that each names; the names met.
fn checked<'a>(records: impl IntoIterator<Item = &'a Value>) -> BTreeSet<String> {
    let mut validators: BTreeMap<String, jsonschema::Validator> = BTreeMap::new();
    for record in records {
        let name = record["schema"].as_str().unwrap_or_else(|| panic!("no schema: {record}"));
        let validator = validators.entry(name.to_owned()).or_insert_with(|| {
            let schema =
                schema(name).unwrap_or_else(|| panic!("no schema is published for {name}"));
            jsonschema::draft202012::new(&schema).unwrap_or_else(|e| panic!("{name}: {e}"))
        });
        let errors: Vec<String> = validator
            .iter_errors(record)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}:\n{}\n{record}", errors.join("\n"));
    }
    validators.into_keys().map(|name| name["tracuu/".len()..name.len() - 2].to_owned()).collect()
}

/// Every command that prints JSON, over articles of the sample and over nothing.
const COMMANDS: &[&[&str]] = &[
    &["search", "kiểm tra, giám sát", "--format", "json"],
    &["search", "kiểm tra, giám sát", "--format", "jsonl", "--expand"],
    &["search", "ddangr vieen", "--format", "json"],
    &["search", "sih hoạt chi bộ", "--format", "json"],
    &["search", "--topic", "dan-van", "--format", "json", "--limit", "100"],
    &["search", "zzzzqqqq", "--format", "json"],
    &["search", "kiem tra giam sat", "--format", "json", "--explain", "--recent", "--limit", "2"],
    &["search", "--topic", "dan-van", "--format", "jsonl", "--explain", "--sort", "date"],
    &["stats", "--format", "json"],
    &["analyze", "Nghị quyết 18-NQ/ĐU ddangr 2021 TW", "--format", "json"],
    &[
        "analyze",
        "--query",
        "họp (a OR \"b c\") NEAR/3 d -title:kh* date:7d OR",
        "--format",
        "json",
    ],
    &["fields", "--format", "json"],
    &["fields", "--format", "jsonl"],
    &["units", "--format", "json"],
    &["units", "--format", "jsonl"],
    &["units", "zzzzqqqq", "--format", "json"],
    &["units", "show", "Tỉnh ủy Gia Lai", "--format", "json"],
    &["units", "show", "vn/ha-noi", "--format", "jsonl"],
    &["topics", "--format", "json"],
    &["topics", "--format", "jsonl"],
    &["outlets", "--format", "json"],
    &["outlets", "--format", "jsonl"],
    &["persons", "--format", "json"],
    &["persons", "--format", "jsonl"],
    &["docs", "--format", "json"],
    &["docs", "--format", "jsonl"],
    &["docs", "show", "05-CT/TW", "--format", "json"],
    &["docs", "show", "05-CT/TW", "--format", "jsonl"],
    &["fields", "--format", "json"],
    &["fields", "--format", "jsonl"],
    &["analyze", "--query", "year:2021 (a OR \"b c\"~2) NOT unit: title:x", "--format", "json"],
    &[
        "search",
        "chi bộ",
        "--facets",
        "unit,topic,outlet,person,doc,year,month",
        "--format",
        "json",
    ],
    &["facets", "chi bộ", "--by", "unit,topic", "--format", "json"],
    &["facets", "zzzzqqqq", "--by", "year", "--format", "json"],
    &["facets", "--by", "outlet,month", "--format", "jsonl"],
    &["histogram", "chi bộ", "--by", "month", "--share", "--format", "json"],
    &["histogram", "--by", "quarter", "--format", "jsonl"],
    &["histogram", "zzzzqqqq", "--format", "json"],
    &["words", "dân vận", "--format", "json"],
    &["words", "dân vận", "--format", "jsonl"],
    &["similar", "mau-2017-009", "--format", "json"],
    &["similar", "mau-2017-009", "--format", "jsonl"],
    &["export"],
];

#[test]
fn every_output_keeps_to_its_published_schema() {
    let sandbox = sample();
    let mut met = BTreeSet::new();
    for command in COMMANDS {
        let run = sandbox.run(command);
        let records = records(&run);
        assert!(!records.is_empty(), "{command:?}\n{run}");
        met.extend(checked(&records));
    }
    let id = sandbox.run(&["search", "đảng viên", "--format", "ids"]).stdout;
    let shown = sandbox.run(&["show", id.lines().next().unwrap(), "--format", "json"]);
    met.extend(checked(&records(&shown)));
    let batch =
        "{\"qid\": [1], \"query\": \"dân vận\"}\n{\"qid\": 7}\n\u{1}\nzzzzqqqq\n".as_bytes();
    met.extend(checked(&records(&sandbox.run_with_input(&["search", "--batch", "-"], batch))));
    met.extend(checked(&records(&ODD.run(&["export"]))));
    let sample = sample_dir();
    let formats = sample.parent().unwrap().join("formats");
    for folder in [&sample, &formats] {
        let parsed = sandbox.run(&["parse", folder.to_str().unwrap()]);
        met.extend(checked(&records(&parsed)));
    }
    met.extend(checked(&report()));
    met.extend(checked(&scores()));
    let all: BTreeSet<String> = schema_names().map(str::to_owned).collect();
    assert_eq!(met, all, "each published schema is met by some output");
}

/// The lines of a report over inputs that are added, changed, repeated, unchanged, bad, corrected and gone.
fn report() -> Vec<Value> {
    let sandbox = Sandbox::new();
    let article =
        "Một tiêu đề mẫu\n\nMột đoạn văn đủ dài để là thân bài của bài mẫu này, ở ấp Bàu Sen.\n";
    sandbox.write("in/a.txt", article);
    sandbox.write("in/b.txt", article);
    sandbox.write("in/c.txt", article.replace("mẫu", "khác hẳn"));
    sandbox.write("in/d.bin", [0_u8, 159, 146, 150, 0, 1]);
    sandbox.run(&["ingest", "in", "--report", "first.jsonl"]);
    sandbox.write("in/c.txt", article.replace("Bàu Sen", "Bàu Súng"));
    fs::remove_file(sandbox.path("in/a.txt")).unwrap();
    sandbox.run(&["ingest", "in", "--prune", "--report", "second.jsonl"]);
    let id = sandbox.run(&["search", "--template", "{{id}}", "đoạn văn"]).stdout;
    sandbox.run(&["remove", id.lines().next().unwrap()]);
    sandbox.run(&["ingest", "in", "--prune", "--report", "third.jsonl"]);
    sandbox.write("in/e.txt", article.replace("Bàu Sen", "Bàu Nâu, nơi có một con kênh mới đào"));
    sandbox.run(&["ingest", "in"]);
    sandbox.run(&["ingest", "in", "--report", "fourth.jsonl"]);
    let reports = ["first.jsonl", "second.jsonl", "third.jsonl", "fourth.jsonl"];
    let text: String = reports.map(|name| fs::read_to_string(sandbox.path(name)).unwrap()).concat();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let statuses: BTreeSet<&str> =
        lines.iter().filter_map(|line| line["status"].as_str()).collect();
    for status in ["added", "changed", "duplicate", "failed", "left-out", "moved", "unchanged"] {
        assert!(statuses.contains(status), "{statuses:?}");
    }
    lines
}

/// Scores of judged queries and of gold, against those of a run before.
fn scores() -> Vec<Value> {
    let sandbox = Sandbox::with_sample();
    sandbox.write(
        "judged.jsonl",
        "{\"qid\":\"q1\",\"query\":\"dân vận khéo\",\"relevant\":[\"mau-2017-009\"]}\n",
    );
    let gold = "{\"id\":\"mau-2017-009\",\"title\":\"Khác\",\"outlet\":{\"id\":\"khac\"},\"persons\":[{\"name\":\"Ai Đó\"}]}\n";
    sandbox.write("gold.jsonl", gold);
    let asked =
        ["eval", "--queries", "judged.jsonl", "--gold", "gold.jsonl", "--each", "--format", "json"];
    let first = sandbox.run(&asked);
    sandbox.write("before.json", &first.stdout);
    let second = sandbox.run(&[&asked[..], &["--against", "before.json"]].concat());
    [records(&first), records(&second)].concat()
}

#[test]
fn a_field_that_the_schema_does_not_have_is_seen() {
    let mut hit = sample().run(&["search", "dân vận", "--format", "jsonl"]).lines().swap_remove(0);
    checked([&hit]);
    let schema = schema("hit").unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    hit["more"] = 1.into();
    assert!(!validator.is_valid(&hit));
    hit.as_object_mut().unwrap().remove("more");
    hit["snippets"][0]["more"] = 1.into();
    assert!(!validator.is_valid(&hit));
    hit["snippets"][0].as_object_mut().unwrap().remove("more");
    hit.as_object_mut().unwrap().remove("score");
    assert!(!validator.is_valid(&hit));
}

#[test]
fn every_schema_that_the_code_names_is_published() {
    let known: BTreeSet<&str> = schema_names().collect();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut named = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                for rest in text.split("\"tracuu/").skip(1) {
                    let name = rest.split(['@', '"']).next().unwrap_or_default();
                    let is_name = !name.is_empty()
                        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
                    if is_name && rest[name.len()..].starts_with('@') {
                        named.insert(name.to_owned());
                    }
                }
            }
        }
    }
    assert!(named.len() >= 5, "{named:?}");
    for name in named {
        assert!(known.contains(name.as_str()), "{name}");
    }
}

#[test]
fn schemas_are_listed_and_printed() {
    let sandbox = Sandbox::new();
    let names = sandbox.run(&["schema"]).stdout;
    for line in names.lines() {
        let name = line.split_whitespace().next().unwrap();
        let schema = sandbox.run(&["schema", name]).json();
        assert_eq!(schema["properties"]["schema"]["const"], *name);
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
    }
    let run = sandbox.run(&["schema", "serach"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("`serach`") && run.stderr.contains("search"), "{run}");
}
