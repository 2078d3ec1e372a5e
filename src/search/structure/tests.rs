//! Which articles of a small index hold what is asked by operators, near words, fields and days.

use tantivy::collector::DocSetCollector;

use super::*;
use crate::article::{
    Article, ArticleId, Evidence, Fingerprint, Format, Method, Origin as From, Published, Unit,
    UnitKey, UnitRole,
};
use crate::catalog::Catalog;
use crate::index::{CatalogStamp, Index, Origin};
use crate::query::parse;

/// Id, title, body, day and unit of each article.
const ARTICLES: [(&str, &str, &str, &str, &str); 6] = [
    (
        "a",
        "Kiểm tra cầu treo",
        "Thợ bản kiểm tra rồi giám sát việc sửa.",
        "2021-03-05",
        "vn/lao-cai",
    ),
    ("b", "Giám sát đường ống", "Đoàn giám sát ba tháng sau mới kiểm tra lại.", "2022-11-20", ""),
    ("c", "Hoàn thành nhà văn hoá", "Nhà mới hoàn tất, dân bản vui.", "2021-12-31", "vn/ha-noi"),
    (
        "d",
        "Tổ khuyến học",
        "Dân vận thật khéo thì việc gì cũng xong.",
        "2020",
        "vn/ha-noi/dong-anh",
    ),
    ("e", "Chợ phiên", "Kiếm tiền từ chợ phiên. Kiểm đếm gian hàng.", "", ""),
    ("f", "Dân vận khéo", "Ủy ban kiểm tra Đảng ủy góp ý.", "2023-01-02", "vn/ha-noi"),
];

struct Small {
    /// Kept as long as the index is used.
    _dir: tempfile::TempDir,
    index: Index,
    catalog: Catalog,
}

fn small() -> Small {
    let dir = tempfile::tempdir().unwrap();
    Index::create(dir.path(), &CatalogStamp::default()).unwrap();
    let mut writer = Index::writer(dir.path()).unwrap();
    for (id, title, body, day, unit) in ARTICLES {
        let source = From {
            path: id.to_owned(),
            format: Format::Text,
            encoding: "utf-8".to_owned(),
            record: None,
        };
        let mut article = Article::blank(ArticleId::parse(id).unwrap(), source);
        article.title = Some(title.to_owned());
        article.body = body.to_owned();
        article.published = day.parse().ok().map(|iso: crate::date::Timestamp| Published {
            iso,
            precision: iso.precision(),
            evidence: Evidence::field("date"),
        });
        article.units.extend(UnitKey::parse(unit).ok().map(|key| Unit {
            key,
            name: unit.to_owned(),
            role: if id == "f" { UnitRole::Mentioned } else { UnitRole::Primary },
            mentions: Vec::new(),
            lines: Vec::new(),
            method: Method::Explicit,
            unplaced: false,
        }));
        let origin = Origin { source: id, digest: 1 };
        writer.put(&article, origin, &Fingerprint::of(&article)).unwrap();
        // Every article has a segment of its own but for the last two.
        if id != "e" {
            writer.commit().unwrap();
        }
    }
    writer.close().unwrap();
    let index = Index::open(dir.path()).unwrap();
    Small { _dir: dir, index, catalog: Catalog::embedded() }
}

impl Small {
    /// The ids that a query's constraints let through; everything where they ask nothing.
    fn ids(&self, text: &str) -> String {
        let searcher = Searcher::new(&self.index, &self.catalog).unwrap();
        let needs = searcher.needs(&parse(text).unwrap(), &Filters::default()).unwrap();
        let mut all = Parts::default();
        all.must.extend(Structure::new(&searcher, &Query::default()).lowered(&needs.filters));
        all.must.extend(needs.constraint);
        let found = searcher.snapshot.search(&all.joined(), &DocSetCollector).unwrap();
        let mut ids: Vec<String> =
            found.into_iter().map(|at| searcher.load(at).unwrap().id.to_string()).collect();
        ids.sort();
        ids.concat()
    }

    fn error(&self, text: &str) -> String {
        let searcher = Searcher::new(&self.index, &self.catalog).unwrap();
        let needs = searcher.needs(&parse(text).unwrap(), &Filters::default());
        needs.map(|_| ()).unwrap_err().to_string()
    }
}

#[test]
fn articles_hold_what_operators_ask() {
    let small = small();
    for (text, ids) in [
        ("kiểm tra OR giám sát", "abf"),
        ("kiểm tra AND giám sát", "ab"),
        ("(kiểm tra OR \"dân vận\") AND NOT giám sát", "df"),
        ("x -(kiểm tra)", "cde"),
        ("x -\"kiểm tra\" -chợ", "cd"),
        ("a OR -bản", "bdef"),
        ("\"tra kiểm\" OR \"sát giám\"", ""),
        // Without any accent, each syllable is all its readings.
        ("kiem tra OR giam sat", "abf"),
        ("kiem OR khuyen", "abdef"),
        ("kiem OR khuyến", "d"),
        ("uỷ ban AND kiểm tra", "f"),
    ] {
        assert_eq!(small.ids(text), ids, "{text}");
    }
}

#[test]
fn words_near_one_another() {
    let small = small();
    for (text, ids) in [
        ("kiểm tra NEAR/1 giám sát", "a"),
        ("kiểm tra NEAR/5 giám sát", "ab"),
        ("kiểm tra PRE/5 giám sát", "a"),
        ("kiem tra PRE/5 giam sat", "a"),
        ("(giám sát OR tháng) NEAR/2 mới", "b"),
        ("\"dân khéo\"~1", "f"),
        ("\"dân khéo\"~2", "df"),
        ("\"khéo dân\"~9", ""),
        // Title and body are two texts.
        ("treo NEAR/3 thợ", ""),
        ("title:(kiểm NEAR/2 treo)", "a"),
    ] {
        assert_eq!(small.ids(text), ids, "{text}");
    }
}

#[test]
fn beginnings_and_misspelt_words() {
    let small = small();
    for (text, ids) in [
        ("kiể*", "abef"),
        ("ki*", "abef"),
        ("kie*", "abef"),
        ("kie* -được", ""),
        ("hoà*", "c"),
        ("hoà* OR khéo", "cdf"),
        ("title:giá*", "b"),
        ("kiếm~1", "abef"),
        ("giáms~1", "ab"),
        ("xxyy*", ""),
        ("a OR zzq*", ""),
    ] {
        assert_eq!(small.ids(text), ids, "{text}");
    }
}

#[test]
fn fields_say_where_words_stand_and_what_articles_are() {
    let small = small();
    for (text, ids) in [
        ("title:giám", "b"),
        ("title:\"dân vận\"", "f"),
        ("body:\"dân vận\"", "d"),
        ("title:(kiểm tra OR chợ)", "ae"),
        ("unit:vn/ha-noi", "cdf"),
        ("unit:\"Hà Nội\" -unit:vn/ha-noi/dong-anh", "cf"),
        ("unit:vn/ha-noi OR unit:vn/lao-cai", "acdf"),
        ("unit:vn/ha-noi unit.role:primary", "cd"),
        ("unit.role:mentioned", "f"),
        ("unit.method:inferred", ""),
        ("-has:unit", "be"),
        ("has:date -has:unit", "b"),
        ("year:2021", "ac"),
        ("year:2021 unit:vn/ha-noi", "c"),
        ("date:2020..2021", "acd"),
        ("date:..2021-03-05", "ad"),
        ("year:2021 OR title:chợ", "ace"),
        ("-year:2021 has:date", "bdf"),
    ] {
        assert_eq!(small.ids(text), ids, "{text}");
    }
}

#[test]
fn what_names_nothing_is_told_with_the_way_out() {
    let small = small();
    assert!(small.error("x OR unit:\"Không Đâu Có\"").contains("no unit known here"));
    assert!(small.error("date:7d").contains("today"));
    assert!(small.error("year:2022 date:..2021").contains("no day"));
    assert!(small.error(&"outlet:x OR ".repeat(70)).contains("names"));
}

#[test]
fn query_fields_and_filters_meet() {
    let small = small();
    let searcher = Searcher::new(&small.index, &small.catalog).unwrap();
    let unit = Filters { units: searcher.unit("vn/lao-cai").unwrap(), ..Filters::default() };
    let needs =
        |text: &str, filters: &Filters| searcher.needs(&parse(text).unwrap(), filters).unwrap();
    let alone = needs("unit:vn/lao-cai", &Filters::default());
    assert!(alone.filters == unit && alone.constraint.is_none());
    // Two units must both be there, not one of them.
    let both = needs("unit:vn/ha-noi", &unit);
    assert!(both.filters == unit && both.constraint.is_some());
}
