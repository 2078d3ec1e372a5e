//! Units, topics, outlets, persons and cited documents: the lists agree with the filters, and what is shown of one
//! is what the articles and the catalogue say.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use tracuu::article::{Article, Fingerprint, UnitRole};
use tracuu::catalog::Catalog;
use tracuu::index::{Index, Origin};
use tracuu::query::{Filters, Limit, Request, UnitScope};
use tracuu::search::Searcher;

use crate::harness::{Sandbox, sample};

fn list(sandbox: &Sandbox, args: &[&str]) -> Vec<Value> {
    let run = sandbox.run(&[args, &["--format", "jsonl"]].concat());
    assert_eq!(run.status, 0, "{run}");
    run.lines()
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn count(sandbox: &Sandbox, args: &[&str]) -> u64 {
    let run = sandbox.run(&[&["count", "-q"], args].concat());
    run.stdout.trim().parse().unwrap_or_else(|_| panic!("{run}"))
}

#[test]
fn a_unit_has_at_least_the_articles_of_each_unit_under_it() {
    let units = list(sample(), &["units"]);
    let counts: BTreeMap<&str, u64> =
        units.iter().map(|unit| (text(&unit["key"]), number(&unit["articles"]))).collect();
    assert!(counts.len() > 100);
    for (key, articles) in &counts {
        if let Some(at) = key.rfind(['/', '#']) {
            assert!(counts[&key[..at]] >= *articles, "{key}");
        }
    }
    let own = units.iter().map(|unit| (number(&unit["own"]), number(&unit["articles"])));
    assert!(own.into_iter().all(|(own, all)| own <= all));
}

#[test]
fn every_list_counts_what_its_filter_finds() {
    let all = |command: &'static str| list(sample(), &[command]);
    for unit in all("units").iter().step_by(7) {
        let found = count(sample(), &["--unit", text(&unit["key"])]);
        assert_eq!(found, number(&unit["articles"]), "{unit}");
    }
    for topic in all("topics").iter().step_by(3) {
        let labelled = number(&topic["primary"]) + number(&topic["secondary"]);
        let id = text(&topic["id"]);
        assert_eq!(count(sample(), &["--topic", id]), labelled, "{topic}");
        let mentioned = count(sample(), &["--topic", id, "--mentions"]);
        assert_eq!(mentioned, labelled + number(&topic["mention"]), "{topic}");
    }
    for (command, flag, name) in [
        ("outlets", "--outlet", "id"),
        ("persons", "--person", "name"),
        ("docs", "--doc", "symbol"),
    ] {
        for one in all(command).iter().step_by(5) {
            let found = count(sample(), &[flag, text(&one[name])]);
            assert_eq!(found, number(&one["articles"]), "{one}");
        }
    }
}

#[test]
fn lists_answer_for_the_articles_that_pass_the_filters() {
    let narrowed = list(sample(), &["units", "--year", "2025"]);
    let top = narrowed.iter().find(|unit| unit["key"] == "vn").expect("the whole");
    assert_eq!(number(&top["articles"]), count(sample(), &["--year", "2025", "--unit", "vn"]));
    let persons = list(sample(), &["persons", "--unit", "vn/gia-lai@2025"]);
    assert!(persons.iter().any(|person| person["name"] == "Trần Duy Hạc"));
    assert!(!persons.iter().any(|person| person["name"] == "Tăng Mỹ Duyên"));
}

#[test]
fn a_name_is_found_by_part_of_it_without_accents_and_persons_stand_by_their_given_names() {
    let names = |args: &[&str]| -> Vec<String> {
        list(sample(), args).iter().map(|one| text(&one["name"]).to_owned()).collect()
    };
    assert_eq!(names(&["persons", "duy hac"]), ["Trần Duy Hạc"]);
    let sorted = names(&["persons", "--sort", "name"]);
    let place = |name: &str| sorted.iter().position(|n| n == name).expect("listed");
    assert!(place("Tăng Mỹ Duyên") < place("Trần Duy Hạc"));
    assert!(place("Trần Duy Hạc") < place("Nông Văn Khải"));
    assert_eq!(sample().run(&["persons", "khong co ai"]).status, 1);
}

#[test]
fn a_unit_of_before_the_reform_and_what_took_its_place_are_found_together() {
    let both = |args: &[&str]| count(sample(), &[&["--unit", "vn/gia-lai"], args].concat());
    let after = count(sample(), &["--unit", "vn/gia-lai@2025"]);
    assert!(after > 0 && both(&[]) > 0);
    assert_eq!(both(&["--with-successors"]), both(&[]) + after);
    let old = count(sample(), &["--unit", "vn/gia-lai@2025", "--with-predecessors"]);
    assert!(old >= both(&[]) + after);
}

#[test]
fn a_filter_may_ask_for_a_role_and_for_the_unit_alone() {
    let of = |args: &[&str]| count(sample(), &[&["--unit", "vn"], args].concat());
    let roles = ["primary", "superior", "predecessor", "mentioned"];
    let each: Vec<u64> = roles.iter().map(|role| of(&["--unit-role", role])).collect();
    assert!(each.iter().all(|one| *one <= of(&[])) && each.iter().sum::<u64>() > of(&[]));
    assert!(of(&["--unit-role", "mentioned"]) < of(&[]));
    assert_eq!(
        of(&["--unit-role", "primary", "--unit-role", "mentioned"]),
        of(&["--unit-role", "primary"])
    );
    assert_eq!(of(&["--unit-alone"]), 0, "no article is on the whole country");
}

#[test]
fn a_unit_and_a_document_are_shown_with_what_is_known_of_them() {
    let unit = sample().run(&["units", "show", "Tỉnh ủy Gia Lai", "--format", "jsonl"]);
    let keys: Vec<Value> = unit.lines().iter().map(|unit| unit["key"].clone()).collect();
    assert_eq!(keys, ["vn/gia-lai", "vn/gia-lai@2025"]);
    let old = &unit.lines()[0];
    assert_eq!(old["until"], "2025-06-30");
    assert_eq!(old["successors"][0]["key"], "vn/gia-lai@2025");
    let document = sample().run(&["docs", "show", "18-nq/tw", "--format", "jsonl"]).json();
    assert_eq!(document["symbol"], "18-NQ/TW");
    assert_eq!(number(&document["articles"]), count(sample(), &["--doc", "18-NQ/TW"]));
    let first: Vec<&str> = document["first"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| text(&one["published"]["iso"]))
        .collect();
    assert!(first.is_sorted(), "{first:?}");
    assert_eq!(sample().run(&["docs", "show", "999-NQ/TW"]).status, 2);
}

#[test]
fn every_value_shown_says_where_it_comes_from() {
    let hit = sample().run(&["search", "Ia Mơ Rông", "--format", "json"]).json();
    let id = text(&hit["hits"][0]["id"]).to_owned();
    let run = sample().run(&["show", &id, "--explain"]);
    insta::assert_snapshot!(run.to_string());
}

/// An article with these units and topics, and nothing else.
fn article(n: usize, units: &[String], topics: &[(usize, usize)]) -> Article {
    let units: Vec<Value> = units
        .iter()
        .enumerate()
        .map(|(n, key)| {
            let role = ["primary", "superior", "mentioned"][n % 3];
            let method = ["explicit", "inferred", "catalog"][n % 2];
            json!({"key": key, "name": key, "role": role, "mentions": [], "lines": [], "method": method})
        })
        .collect();
    let topics: Vec<Value> = topics
        .iter()
        .map(|(id, weight)| {
            let id = ["dan-van", "can-bo", "bau-cu"][*id];
            let weight = ["primary", "secondary", "mention"][*weight];
            json!({"id": id, "weight": weight, "score": 1.0, "lines": []})
        })
        .collect();
    let none: [(); 0] = [];
    let value = json!({
        "id": format!("a{n}"), "body": format!("Bài số {n}"), "captions": none, "section": none,
        "bylines": none, "units": units, "topics": topics, "documents": none, "persons": none,
        "tags": none, "lines": none, "provenance": {},
        "source": {"path": "a", "format": "text", "encoding": "utf-8", "record": null},
    });
    serde_json::from_value(value).expect("an article")
}

/// Keys of three levels with a few names, so that many lie under one another, some with an organ.
fn key() -> impl Strategy<Value = String> {
    let level = proptest::sample::select(vec!["", "/a", "/b", "/c"]);
    let organ = proptest::sample::select(vec!["", "", "#ubkt"]);
    (level.clone(), level.clone(), level, organ)
        .prop_map(|(one, two, three, organ)| format!("vn{one}{two}{three}{organ}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_articles_there_are_lists_and_filters_agree_and_nothing_under_a_unit_exceeds_it(
        articles in proptest::collection::vec(
            (
                proptest::collection::btree_set(key(), 0..5),
                proptest::collection::btree_map(0..3_usize, 0..3_usize, 0..3),
            ),
            1..24,
        )
    ) {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let catalog = Catalog::embedded();
        Index::create(dir.path(), &tracuu::run::stamp(&catalog)).expect("an index");
        let mut writer = Index::writer(dir.path()).expect("a writer");
        for (n, (units, topics)) in articles.iter().enumerate() {
            let units: Vec<String> = units.iter().cloned().collect();
            let topics: Vec<(usize, usize)> = topics.iter().map(|(id, w)| (*id, *w)).collect();
            let article = article(n, &units, &topics);
            let source = format!("/a/{n}");
            let origin = Origin { source: &source, digest: 1 };
            writer.put(&article, origin, &Fingerprint::of(&article)).expect("written");
            if n == articles.len() / 2 {
                writer.commit().expect("committed");
            }
        }
        writer.commit().expect("committed");
        let index = Index::open(dir.path()).expect("an index");
        let searcher = Searcher::new(&index, &catalog).expect("a searcher");
        let found = |filters: Filters| {
            let query = tracuu::query::parse("").expect("a query");
            let request = Request::new(query, filters, Limit::default()).expect("a request");
            searcher.count(&request).expect("a count").total as u64
        };
        let units = searcher.units(&Filters::default()).expect("units");
        for unit in &units {
            if let Some(parent) = unit.key.parent() {
                let above = units.iter().find(|other| other.key == parent).expect("listed");
                prop_assert!(above.articles >= unit.articles);
            }
            let of = |units_as: UnitScope| {
                found(Filters { units: vec![unit.key.clone()], units_as, ..Filters::default() })
            };
            prop_assert_eq!(of(UnitScope::default()), unit.articles);
            prop_assert_eq!(of(UnitScope { alone: true, ..UnitScope::default() }), unit.own);
            let roles = [UnitRole::Primary, UnitRole::Superior, UnitRole::Mentioned];
            let by_role = roles.map(|role| of(UnitScope { roles: vec![role], ..UnitScope::default() }));
            prop_assert!(by_role.iter().sum::<u64>() >= unit.articles);
            prop_assert!(by_role.iter().all(|count| *count <= unit.articles));
        }
        for topic in searcher.topics(&Filters::default()).expect("topics") {
            let of = |mentions| {
                found(Filters { topics: vec![topic.id.clone()], mentions, ..Filters::default() })
            };
            prop_assert_eq!(of(false), topic.primary + topic.secondary);
            prop_assert_eq!(of(true), topic.primary + topic.secondary + topic.mention);
        }
    }
}
