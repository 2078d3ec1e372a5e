//! A user's own units and topics: found in texts and by filters, checked with messages that help, kept by the index.

use crate::harness::Sandbox;

const OWN: &str = "# sample of one's own\nversion\t3\n\
    unit\tvn/ha-noi/hoi-lang-nghe\tĐảng bộ Hội Làng nghề Mẫu\tĐB Làng nghề Mẫu\n\
    group\thop-tac\tHợp tác xã\n\
    topic\thop-tac-xa\thop-tac\tTổ chức đảng trong hợp tác xã\tchi bộ hợp tác xã | tổ hợp tác\n\
    triggers\tdan-van\tlàng nghề tự quản\n";

const PAGE: &str = "Đảng bộ Hội Làng nghề Mẫu họp quý hai\n05/04/2021 09:27\n\
    Ngày 5/4, ĐB Làng nghề Mẫu họp quý hai. Chi bộ hợp tác xã Mây báo cáo việc kết nối tổ hợp tác với chi bộ phố, và \
    nêu ba việc phải làm trong quý tới cùng các hội viên.\n\
    Hội nghị khen chi bộ hợp tác xã Mây và bàn cách nhân rộng tổ hợp tác ra các phố bên cạnh.\n";

fn count(sandbox: &Sandbox, args: &[&str]) -> String {
    sandbox.run(&[&["count", "-q"], args].concat()).stdout
}

#[test]
fn units_and_topics_of_one_s_own_change_the_answers_and_the_index_keeps_them() {
    let sandbox = Sandbox::new();
    sandbox.write("bai/a.txt", PAGE);
    sandbox.write("cua-toi.tsv", OWN);
    assert_eq!(sandbox.run(&["ingest", "bai"]).status, 0);
    assert_eq!(sandbox.run(&["count", "--unit", "ĐB Làng nghề Mẫu"]).status, 2, "known before");
    let run = sandbox.run(&["ingest", "bai", "--catalog", "cua-toi.tsv"]);
    assert_eq!(run.stdout, "committed 1\n", "the labels did not change: {run}");
    // From here on without the flag: the index knows.
    assert_eq!(count(&sandbox, &["--unit", "ĐB Làng nghề Mẫu"]), "1\n");
    assert_eq!(count(&sandbox, &["--unit", "dang bo hoi lang nghe mau"]), "1\n");
    assert_eq!(count(&sandbox, &["--topic", "to chuc dang trong hop tac xa"]), "1\n");
    let stats = sandbox.run(&["stats", "--format", "json"]).json();
    assert!(stats["manifest"]["catalog"]["version"].as_str().unwrap().ends_with("+3"), "{stats}");
    assert_eq!(sandbox.run(&["ingest", "bai"]).stdout, "committed 0\n");
    // And forgets when told to.
    assert_eq!(sandbox.run(&["ingest", "bai", "--catalog", "none"]).stdout, "committed 1\n");
    assert_eq!(sandbox.run(&["count", "--topic", "hop-tac-xa"]).status, 2);
}

#[test]
fn stored_articles_get_the_topics_of_a_catalogue_that_came_later() {
    let sandbox = Sandbox::new();
    sandbox.write("bai/a.txt", PAGE);
    sandbox.write(
        "cua-toi.tsv",
        OWN.lines()
            .filter(|l| !l.starts_with("unit"))
            .fold(String::new(), |text, line| text + line + "\n"),
    );
    sandbox.run(&["ingest", "bai"]);
    std::fs::remove_dir_all(sandbox.path("bai")).unwrap();
    let run = sandbox.run(&["search", "hợp tác xã", "--catalog", "cua-toi.tsv"]);
    let advice = run.stderr.split('`').nth(1).expect("a command to run");
    assert_eq!(advice, "tracuu reindex --topics-only --catalog cua-toi.tsv");
    let run = sandbox.run(&advice.split(' ').skip(1).collect::<Vec<_>>());
    assert_eq!(run.stdout, "committed 1\n", "{run}");
    assert_eq!(count(&sandbox, &["--topic", "hop-tac-xa"]), "1\n");
    let run = sandbox.run(&["search", "hợp tác xã"]);
    assert!(!run.stderr.contains("reindex"), "{run}");
}

#[test]
fn an_index_of_one_s_own_catalogue_warns_who_asks_with_another() {
    let sandbox = Sandbox::new();
    sandbox.write("bai/a.txt", PAGE);
    sandbox.write("cua-toi.tsv", OWN);
    sandbox.run(&["ingest", "bai", "--catalog", "cua-toi.tsv"]);
    let run = sandbox.run(&["stats", "--catalog", "none"]);
    assert!(run.stderr.contains("`tracuu reindex --catalog none` labels them anew"), "{run}");
}

#[test]
fn a_file_that_cannot_be_used_says_where_and_what_to_do() {
    let sandbox = Sandbox::new();
    sandbox.write("bai/a.txt", PAGE);
    let files = [
        ("unti\tvn/x\tX", "1: `unti` is no kind of row"),
        ("unit vn/x X", "put tabs, not blanks"),
        ("unit\tvn/ha-noi/x", "1: `unit` lacks its name"),
        ("\n\nunit\tha-noi/x\tĐảng bộ X mẫu", "3: `ha-noi/x` is not a unit key like `vn/ha-noi`"),
        ("unit\tvn/ha-noi/x\tĐảng bộ X mẫu\t\t2025-13-01", "`2025-13-01` is no day"),
        ("unit\tvn/ha-noi/x\tĐảng bộ X mẫu\t\t2025-02-01\t2024-02-01", "comes after the last"),
        ("unit\tvn/ha-noi/x\tĐảng bộ X mẫu\t\t\t\tvn/ha-noi/khong-co-dau", "is no unit known"),
        ("topic\thtx\tla\tHợp tác xã\thợp tác xã", "there is no group `la`"),
        ("topic\tdan-van\tdan-van\tDân vận\tdân vận", "has a topic `dan-van` already"),
        ("triggers\tkhong-co\thợp tác xã", "there is no topic `khong-co`"),
        ("triggers\tdan-van\tà", "is too short"),
        (
            "unit\tvn/ha-noi/x\tĐảng bộ X mẫu\nunit\tvn/ha-noi/y\tĐảng bộ X mẫu",
            "also names `vn/ha-noi/x` on line 1",
        ),
    ];
    for (text, message) in files {
        sandbox.write("cua-toi.tsv", text);
        for command in
            [["units", "check", "cua-toi.tsv"], ["ingest", "bai", "--catalog=cua-toi.tsv"]]
        {
            let run = sandbox.run(&command);
            assert_eq!(run.status, 2, "{text}: {run}");
            assert!(run.stderr.contains("cua-toi.tsv:"), "{run}");
            assert!(run.stderr.contains(message), "{text}: {run}");
        }
    }
    sandbox.write("cua-toi.tsv", OWN);
    let run = sandbox.run(&["units", "check", "cua-toi.tsv"]);
    assert!(run.status == 0 && run.stderr.contains("1 units, 2 topics and triggers"), "{run}");
}

#[test]
fn a_row_for_a_unit_that_the_catalogue_has_adds_to_it_and_takes_nothing_away() {
    let sandbox = Sandbox::new();
    sandbox.write("bai/a.txt", PAGE);
    sandbox.run(&["ingest", "bai"]);
    let key = "vn/ha-noi/khoi-cac-co-quan";
    let successors = |extra: &[&str]| {
        let args = [&["units", "show", key, "--format", "jsonl"], extra].concat();
        sandbox.run(&args).lines()[0]["successors"].clone()
    };
    let before = successors(&[]);
    assert!(!before.as_array().unwrap().is_empty());
    sandbox.write("cua-toi.tsv", format!("unit\t{key}\tĐảng ủy Khối CCQ thành phố\n"));
    assert_eq!(successors(&["--catalog", "cua-toi.tsv"]), before);
}

#[test]
fn articles_exported_under_another_catalogue_are_labelled_by_the_one_of_the_run() {
    let sandbox = Sandbox::new();
    sandbox.write("bai/a.txt", PAGE);
    sandbox.write("cua-toi.tsv", OWN);
    sandbox.run(&["ingest", "bai"]);
    sandbox.write("ra/bai.jsonl", sandbox.run(&["export"]).stdout);
    sandbox.run(&["ingest", "ra", "--index", "khac", "--catalog", "cua-toi.tsv"]);
    assert_eq!(count(&sandbox, &["--index", "khac", "--topic", "hop-tac-xa"]), "1\n");
    assert_eq!(sandbox.run(&["ingest", "ra", "--index", "khac"]).stdout, "committed 0\n");
}

#[test]
fn what_a_person_said_of_topics_holds_when_the_catalogue_has_one_of_them_no_more() {
    let sandbox = Sandbox::new();
    sandbox.write("bai/a.txt", PAGE);
    sandbox.write("cua-toi.tsv", OWN);
    sandbox.run(&["ingest", "bai", "--catalog", "cua-toi.tsv"]);
    let hits = sandbox.run(&["search", "hợp tác xã", "--format", "json"]).json();
    let id = hits["hits"][0]["id"].as_str().unwrap().to_owned();
    let line = serde_json::json!({"id": id, "field": "topics", "value": ["hop-tac-xa", "can-bo"]});
    sandbox.write("bai/corrections.jsonl", format!("{line}\n"));
    sandbox.run(&["ingest", "bai"]);
    sandbox.run(&["reindex", "--catalog", "none"]);
    let shown = sandbox.run(&["show", &id, "--format", "json"]).json();
    let topics: Vec<&str> =
        shown["topics"].as_array().unwrap().iter().map(|t| t["id"].as_str().unwrap()).collect();
    assert_eq!(topics, ["hop-tac-xa", "can-bo"]);
    assert_eq!(count(&sandbox, &["--topic", "hop-tac-xa"]), "1\n");
}
