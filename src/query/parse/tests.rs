//! How queries are read, that they are printed as what they mean, and what hostile ones cost.

use proptest::prelude::*;

use super::*;
use crate::query::{Is, Near, TextField, When};

/// A clause for reading, in a notation of its own, so that the printer is not what tells.
fn shape(query: &Query) -> String {
    let list = |queries: &[Query]| queries.iter().map(shape).collect::<Vec<_>>().join(" | ");
    let one = |clause: &Clause| match clause {
        Clause::Words(text) => text.clone(),
        Clause::Phrase(text) => format!("\"{text}\""),
        Clause::Sloppy { text, slop } => format!("sloppy{slop}({text})"),
        Clause::Prefix(text) => format!("prefix({text})"),
        Clause::Fuzzy(text) => format!("fuzzy({text})"),
        Clause::Near(Near { sides, distance, ordered }) => {
            let sides: Vec<String> = sides.iter().map(|side| side.join("/")).collect();
            format!("near{distance}{}({})", if *ordered { "!" } else { "" }, sides.join(" | "))
        }
        Clause::In(TextField::Title, query) => format!("title({})", shape(query)),
        Clause::In(TextField::Body, query) => format!("body({})", shape(query)),
        Clause::Is(Is::Date(when)) => format!("date={when}"),
        Clause::Is(is) => {
            let (kind, value) = match serde_json::to_value(is).unwrap() {
                serde_json::Value::Object(map) => map.into_iter().next().unwrap(),
                other => panic!("{other}"),
            };
            format!("{kind}={}", value.as_str().unwrap())
        }
        Clause::All(queries) => format!("all({})", list(queries)),
        Clause::Any(queries) => format!("any({})", list(queries)),
        Clause::Not(query) => format!("not({})", shape(query)),
        Clause::Saved { name, query } => format!("saved {name}({})", shape(query)),
    };
    query.clauses.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What was asked, as what it is read, and how many warnings there are.
const READINGS: &[(&str, &str, usize)] = &[
    ("", "", 0),
    ("kiểm tra", "kiểm tra", 0),
    ("\"dân vận\"", "\"dân vận\"", 0),
    ("a \"b c\" d", "a, \"b c\", d", 0),
    ("\"a\"\"b\"", "\"a\", \"b\"", 0),
    ("“Giữ lửa” ở một chi bộ", "\"Giữ lửa\", ở một chi bộ", 0),
    ("lone \" quote", "lone quote", 0),
    ("lone \"quote", "lone quote", 1),
    ("\"\" empty", "empty", 0),
    ("a \"!\" b", "a b", 0),
    ("page: (2019) - [x]", "page: (2019) - [x]", 0),
    ("Chuyện làng (kỳ 2): ai được?", "Chuyện làng (kỳ 2): ai được?", 0),
    ("(S)ÔNG dài (*) – 5*", "(S)ÔNG dài (*) – 5*", 1),
    ("tỉ lệ 4:3, phim 18:9 e:HEV", "tỉ lệ 4:3, phim 18:9 e:HEV", 0),
    ("http://vidu.example/a?b=c", "http://vidu.example/a?b=c", 0),
    ("một ~ hai ~", "một ~ hai ~", 0),
    ("trời lạnh -5 độ", "trời lạnh -5 độ", 0),
    ("Sông Cả -Vùng Hạ lưu", "Sông Cả -Vùng Hạ lưu", 1),
    ("năm 2013 -2016", "năm 2013 -2016", 0),
    ("họp -", "họp -", 0),
    ("-- họp --", "-- họp --", 0),
    // Leaving out.
    ("kiểm tra -giám", "kiểm tra, not(giám)", 0),
    ("kiểm tra -\"giám sát\"", "kiểm tra, not(\"giám sát\")", 0),
    ("kiểm tra -Zorro", "kiểm tra, not(Zorro)", 0),
    ("kiểm tra -Zorro năm", "kiểm tra, not(Zorro), năm", 0),
    ("kiểm tra NOT giám sát", "kiểm tra, not(\"giám sát\")", 0),
    ("kiểm tra NOT giám", "kiểm tra, not(giám)", 0),
    ("NOT (giám OR sát) kiểm tra", "not(any(giám | sát)), kiểm tra", 0),
    ("x -(giám sát)", "x, not(giám sát)", 0),
    ("x -title:họp", "x, not(title(họp))", 0),
    ("x NOT NOT họp", "x, not(họp)", 1),
    ("-has:date", "not(has=date)", 0),
    // Joining.
    ("kiểm tra OR giám sát", "any(kiểm tra | giám sát)", 0),
    ("kiểm tra AND giám sát", "all(kiểm tra | giám sát)", 0),
    ("a b OR c AND d e", "any(a b | all(c | d e))", 0),
    ("(a OR b) AND c", "all(any(a | b) | c)", 0),
    ("(a OR b) c", "any(a | b), c", 0),
    ("x (a AND b) y", "x, all(a | b), y", 0),
    ("((a OR b))", "any(a | b)", 0),
    ("(a b) OR c", "any(a b | c)", 0),
    ("a (b year:2021) c", "a b, date=2021, c", 0),
    ("a OR b OR c", "any(a | b | c)", 0),
    ("a OR -b", "any(a | not(b))", 0),
    ("\"a b\" OR c*", "any(\"a b\" | c*)", 1),
    ("OR kiểm tra", "OR kiểm tra", 1),
    ("kiểm tra AND", "kiểm tra AND", 1),
    ("a OR OR b", "any(a | b)", 1),
    ("a AND OR b", "any(a | b)", 1),
    ("(OR) a", "(OR) a", 1),
    ("a OR ()", "a OR ()", 1),
    ("KIỂM TRA OR GIÁM SÁT", "KIỂM TRA OR GIÁM SÁT", 1),
    ("(FDI) OR (ODA)", "any(FDI | ODA)", 0),
    ("\"FDI\" OR ODA", "any(\"FDI\" | ODA)", 0),
    ("2019 OR 2020", "any(2019 | 2020)", 0),
    ("VÀ HOẶC KHÔNG và or and not", "VÀ HOẶC KHÔNG và or and not", 0),
    ("(a OR b", "any((a | b)", 0),
    ("a OR b)", "any(a | b))", 0),
    // Words that are not plainly so.
    ("kiểm*", "prefix(kiểm)", 0),
    ("k*", "k*", 1),
    ("*kiểm", "*kiểm", 1),
    ("ki*m", "ki*m", 1),
    ("05-CT*", "05-CT*", 1),
    ("kiễm~1 tra", "fuzzy(kiễm), tra", 0),
    ("kiễm~2", "fuzzy(kiễm)", 1),
    ("kiem~1", "kiem", 1),
    ("kiễm~", "kiễm~", 0),
    ("\"dân khéo\"~3", "sloppy3(dân khéo)", 0),
    ("\"dân khéo\"~0", "\"dân khéo\"", 0),
    ("\"dân khéo\"~300", "sloppy20(dân khéo)", 1),
    ("\"dân khéo\"~", "\"dân khéo\", ~", 0),
    // Near.
    ("kiểm tra NEAR/5 giám sát", "near5(kiểm tra | giám sát)", 0),
    ("a NEAR b", "near10(a | b)", 0),
    ("a PRE/3 b", "near3!(a | b)", 0),
    ("a ADJ/0 b", "near0!(a | b)", 0),
    ("x \"a b\" NEAR/5 \"c\" y", "x, near5(a b | c), y", 0),
    ("(a OR \"b c\") NEAR/5 d", "near5(a/b c | d)", 0),
    ("a NEAR/5 b NEAR/5 c", "near5(a | b | c)", 0),
    ("a NEAR/5 b PRE/3 c", "near3!(a | b | c)", 1),
    ("a NEAR/500 b", "near100(a | b)", 1),
    ("NEAR/5 a", "NEAR/5 a", 1),
    // Fields.
    ("title:họp", "title(họp)", 0),
    ("title:\"dân vận\" khéo", "title(\"dân vận\"), khéo", 0),
    ("title:dân vận", "title(dân), vận", 1),
    ("body:(a OR b)", "body(any(a | b))", 0),
    ("tiêuđề:kiểm*", "title(prefix(kiểm))", 0),
    ("title:\"a b\"~2", "title(sloppy2(a b))", 0),
    ("unit:vn/ha-noi", "unit=vn/ha-noi", 0),
    ("unit:\"Đảng ủy Khối\" họp", "unit=Đảng ủy Khối, họp", 0),
    ("đơnvị:vn/ha-noi#ubkt, họp", "unit=vn/ha-noi#ubkt, họp", 0),
    ("unit:Hà Nội", "unit=Hà, Nội", 1),
    (
        "unit:x unit.role:primary unit.method:explicit",
        "unit=x, unit.role=primary, unit.method=explicit",
        0,
    ),
    ("topic:dan-van OR chủđề:\"Dân vận\"", "any(topic=dan-van | topic=Dân vận)", 0),
    ("doc:05-CT/TW", "doc=05-CT/TW", 0),
    (
        "person:\"Lý Thị Mẩy\" author:x section:y outlet:z",
        "person=Lý Thị Mẩy, author=x, section=y, outlet=z",
        0,
    ),
    ("year:2021", "date=2021", 0),
    ("năm:2019..2021", "date=2019..2021", 0),
    ("date:2021-03..", "date=2021-03..", 0),
    ("date:..31/12/2020", "date=..2020-12-31", 0),
    ("date:7d họp", "date=7d.., họp", 0),
    ("date:tháng trước họp", "date=tháng trước, họp", 0),
    ("tháng:trước", "date=tháng trước", 0),
    ("năm:nay", "date=năm nay", 0),
    ("date:tháng 3 năm 2021 họp", "date=2021-03, họp", 0),
    ("ngày:\"quý I/2021\"", "date=quý 1/2021", 0),
    ("năm:mới vui", "năm:mới vui", 1),
    ("has:unit -có:đơnvị", "has=unit, not(has=unit)", 0),
    ("title: họp", "title: họp", 0),
    ("title:", "title:", 0),
    ("title:\"!\"", "title:", 0),
    ("titel:họp", "titel:họp", 0),
    // What would be a sign is a word behind a mark.
    ("a \\OR b", "a OR b", 0),
    ("\\year:2021 \\-x \\(y) OR \\\\a", "any(year:2021 -x (y) | \\a)", 0),
];

#[test]
fn queries_are_read_as_what_they_say() {
    assert!(READINGS.len() >= 80);
    for (text, reading, warnings) in READINGS {
        let parsed = read(text, &Saved::new()).unwrap_or_else(|m| panic!("{text}: {m}"));
        assert_eq!(shape(&parsed.query), *reading, "{text}");
        assert_eq!(parsed.warnings.len(), *warnings, "{text}: {:?}", parsed.warnings);
    }
}

#[test]
fn what_is_read_prints_as_what_it_means() {
    for (text, ..) in READINGS {
        let query = parse(text).unwrap();
        let printed = query.to_string();
        assert_eq!(parse(&printed).unwrap(), query, "{text}: {printed}");
    }
}

#[test]
fn headlines_print_as_they_are() {
    for text in [
        "Chuyện làng (kỳ 2): ai \"được\" – ai mất?",
        "Bão số 5 (bão Na) -Tin mới, tỉ lệ 4:3…",
        "OR (S)ÔNG 100% * ~",
    ] {
        assert_eq!(parse(text).unwrap().to_string(), text);
    }
}

/// What cannot be read, and a word of what is said of it.
#[test]
fn mistakes_have_their_place_and_the_way_out() {
    let table = [
        ("họp year:20211", "year:20211", "2021-03"),
        ("date:2021-13", "date:2021-13", "2021-03"),
        ("has:ảnh", "has:ảnh", "outlet"),
        ("unit.role:boss", "unit.role:boss", "superior"),
        ("x unit:(a OR b)", "unit:", "unit:A OR unit:B"),
        ("title:a NEAR/5 b", "title:a", "beside `NEAR`"),
        ("query:gì", "query:gì", "none is saved"),
        ("person:Ng*", "person:", "one value"),
    ];
    for (text, place, says) in table {
        let mistake = read(text, &Saved::new()).unwrap_err();
        assert_eq!(&mistake.text[mistake.range.clone()], place, "{text}");
        assert!(mistake.message.contains(says), "{text}: {mistake}");
    }
}

#[test]
fn a_message_echoes_little_of_a_long_query() {
    let mistake = read(&format!("date:1{}", "x".repeat(10_000)), &Saved::new()).unwrap_err();
    assert!(mistake.message.chars().count() < 240, "{mistake}");
}

fn saved(rows: &[(&str, &str)]) -> Saved {
    rows.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn saved_queries_stand_for_themselves() {
    let rows = saved(&[("a", "kiểm tra OR giám sát"), ("b", "query:a year:2021")]);
    let parsed = read("query:b -query:a", &rows).unwrap();
    let a = "saved a(any(kiểm tra | giám sát))";
    assert_eq!(shape(&parsed.query), format!("saved b({a}, date=2021), not({a})"));
    assert_eq!(parsed.query.to_string(), "query:b -query:a");
}

#[test]
fn saved_queries_that_go_in_circles_or_do_not_exist_are_mistakes() {
    let rows = saved(&[("a", "query:b"), ("b", "x query:a"), ("c", "họp year:3"), ("d", "x OR")]);
    for (text, says) in [
        ("query:a", "`a` → `b` → `a`"),
        ("query:none", "there are `a`, `b`"),
        ("query:c", "in `query:c`"),
    ] {
        let mistake = read(text, &rows).unwrap_err();
        assert!(mistake.message.contains(says), "{text}: {mistake}");
    }
    assert_eq!(read("query:d", &rows).unwrap().warnings.len(), 1);
}

#[test]
fn saved_queries_cannot_grow_without_end() {
    let mut rows = saved(&[("0", "họp")]);
    for n in 1..=40 {
        rows.insert(n.to_string(), format!("query:{0} OR query:{0}", n - 1));
    }
    assert!(read("query:5", &rows).is_ok());
    assert!(read("query:12", &rows).is_err() && read("query:40", &rows).is_err());
}

#[test]
fn limits_are_kept() {
    let refused = |text: &str| read(text, &Saved::new()).is_err();
    let nested = |depth| format!("{}a OR b{}", "(".repeat(depth), ")".repeat(depth));
    assert!(!refused(&nested(16)) && refused(&nested(17)));
    assert!(refused(&"a ".repeat(MAX_BYTES)));
    assert!(!refused(&"a OR ".repeat(500)) && refused(&"a OR ".repeat(600)));
    assert!(refused(&format!("\"{}\"~3", "a ".repeat(60))));
    let long = format!("\"{}\"", "a ".repeat(45));
    let pieces: Vec<usize> =
        parse(&long).unwrap().clauses.iter().map(|c| c.text().len().div_ceil(2)).collect();
    assert_eq!(pieces, [20, 20, 5]);
}

/// Texts without a limit on their length, by how often something is repeated.
const HOSTILE: &[fn(usize) -> String] = &[
    |n| "(".repeat(n),
    |n| ")".repeat(n),
    |n| "( ".repeat(n),
    |n| format!("{}a{}", "(".repeat(n), ")".repeat(n)),
    |n| "a(".repeat(n),
    |n| format!("{}x{}", "(a OR ".repeat(16), ")".repeat(n)),
    |n| "a\t".repeat(n),
    |n| "NOT ".repeat(n),
    |n| format!("{}a", "NOT ".repeat(n)),
    |n| format!("b {}a", "-".repeat(n)),
    |n| "- ".repeat(n),
    |n| "-(".repeat(n),
    |n| "\"".repeat(n),
    |n| "\" ".repeat(n),
    |n| "\"a\"~3".repeat(n),
    |n| "\\".repeat(n),
    |n| "\\ ".repeat(n),
    |n| "title:".repeat(n),
    |n| "title:(".repeat(n),
    |n| "date:".repeat(n),
    |n| "date:hôm ".repeat(n),
    |n| "năm:a ".repeat(n),
    |n| "a*".repeat(n),
    |n| "*".repeat(n),
    |n| "~1".repeat(n),
    |n| "a NEAR/5 ".repeat(n),
    |n| "NEAR/".repeat(n),
    |n| "..".repeat(n),
    |n| ")(".repeat(n),
    |n| "a).,".repeat(n),
    |n| "OR ".repeat(n),
    |n| "a OR OR ".repeat(n),
    |n| "-A b ".repeat(n),
    |n| "x".repeat(n),
    |n| "\u{301}".repeat(n),
    |n| "🦀 \u{200b}".repeat(n),
];

#[test]
fn reading_takes_steps_in_proportion_to_the_text() {
    for (row, hostile) in HOSTILE.iter().enumerate() {
        let of = |n: usize| {
            let text = hostile(n);
            // What is refused is refused within the same passes, of which settling is counted.
            let mut lexed = lex::lex(&straight(&text));
            let _ = signs::settle(&straight(&text), &mut lexed);
            (steps(&text).unwrap_or(lexed.steps), text.len())
        };
        let (few, many) = (of(2_000), of(4_000));
        assert!(few.0 <= 20 * few.1 + 100, "{row}: {few:?}");
        assert!(many.0 <= 2 * few.0 + 100, "{row}: {few:?}, {many:?}");
    }
}

#[test]
fn hostile_texts_are_answered_or_refused() {
    for (row, hostile) in HOSTILE.iter().enumerate() {
        for n in [1, 2, 17, 1_000, 16_000] {
            let text = hostile(n);
            if let Ok(parsed) = read(&text, &Saved::new()) {
                let printed = parsed.query.to_string();
                if printed.len() <= MAX_BYTES {
                    assert_eq!(parse(&printed).ok(), Some(parsed.query), "{row} {n}");
                }
            }
        }
    }
}

fn word() -> impl Strategy<Value = String> {
    let odd = [
        "OR",
        "AND",
        "NOT",
        "NEAR/5",
        "year:2021",
        "title:x",
        "-x",
        "-Hà",
        "(a)",
        "(a",
        "a)",
        "\\OR",
        "\\\\",
        "*",
        "a*",
        "kiểm*",
        "a~1",
        "ã~1",
        "~",
        "..",
        "năm:mới",
        "x:",
        "–",
        "(",
        ")",
        "),",
        "5",
        "TW",
        "a.",
    ];
    prop_oneof![
        4 => prop::sample::select(&["kiểm", "tra", "Đảng", "uỷ", "họp", "TW", "2021", "05-CT/TW"][..]),
        1 => prop::sample::select(odd.to_vec()),
    ]
    .prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..4)
        .prop_map(|words| words.join(" "))
        .prop_filter("something said", |text| text.contains(char::is_alphanumeric))
}

fn said() -> impl Strategy<Value = String> {
    prop::sample::select(&["kiểm tra", "giám sát", "Đảng uỷ", "OR", "05-CT/TW (2)"][..])
        .prop_map(str::to_owned)
}

fn near() -> impl Strategy<Value = Near> {
    let sides = prop::collection::vec(prop::collection::vec(said(), 1..3), 2..4);
    (sides, 0..30_u32, any::<bool>()).prop_map(|(sides, distance, ordered)| Near {
        sides,
        distance,
        ordered,
    })
}

fn is() -> impl Strategy<Value = Is> {
    prop_oneof![
        said().prop_map(Is::Unit),
        text().prop_map(Is::Topic),
        said().prop_map(Is::Person),
        prop::sample::select(vec!["2021", "2019..", "7d", "tháng trước", "3/2021..hôm nay"])
            .prop_map(|when| Is::Date(When::parse(when).unwrap())),
        prop::sample::select(crate::article::Has::ALL.to_vec()).prop_map(Is::Has),
    ]
}

fn joined(clauses: Vec<Clause>) -> Query {
    let mut query = Query::default();
    for clause in clauses {
        query.push(clause);
    }
    query
}

fn clause() -> impl Strategy<Value = Clause> {
    let simple = prop_oneof![
        4 => text().prop_map(Clause::Words),
        2 => said().prop_map(Clause::Phrase),
        1 => (said(), 1..20_u32).prop_map(|(text, slop)| Clause::Sloppy { text, slop }),
        1 => Just(Clause::Prefix("kiểm".to_owned())),
        1 => Just(Clause::Fuzzy("kiễm".to_owned())),
        1 => near().prop_map(Clause::Near),
        2 => is().prop_map(Clause::Is),
    ];
    simple.prop_recursive(4, 24, 3, |inner| {
        let query = || prop::collection::vec(inner.clone(), 1..3).prop_map(joined);
        let several = || prop::collection::vec(query(), 2..4);
        prop_oneof![
            query().prop_map(|query| Clause::In(TextField::Title, query)),
            query().prop_map(Clause::Not),
            several().prop_map(Clause::All),
            several().prop_map(Clause::Any),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn printing_and_reading_is_the_identity(clauses in prop::collection::vec(clause(), 1..4)) {
        let query = joined(clauses);
        let printed = query.to_string();
        let read = read(&printed, &Saved::new());
        prop_assert!(read.is_ok(), "{printed}: {read:?}");
        prop_assert_eq!(read.unwrap().query, query, "{}", printed);
    }

    #[test]
    fn any_text_is_read_and_printed_as_what_it_means(text in "\\PC{0,80}") {
        if let Ok(query) = parse(&text) {
            let printed = query.to_string();
            prop_assert_eq!(parse(&printed).ok(), Some(query), "{}", printed);
        }
    }

    #[test]
    fn any_row_of_signs_is_read_and_printed_as_what_it_means(
        signs in prop::collection::vec(prop_oneof![
            word(),
            prop::sample::select(vec!["(", ")", "\"", "-", "title:", "a", "B", " "]).prop_map(str::to_owned),
        ], 0..24),
        blanks in any::<u32>(),
    ) {
        let text: String = signs.iter().enumerate().map(|(n, sign)| {
            if blanks >> (n % 32) & 1 == 0 { format!("{sign} ") } else { sign.clone() }
        }).collect();
        if let Ok(query) = parse(&text) {
            let printed = query.to_string();
            prop_assert_eq!(parse(&printed).ok(), Some(query), "{}: {}", text, printed);
        }
    }
}
