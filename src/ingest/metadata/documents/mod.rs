//! The documents an article cites: by symbol (`05-CT/TW`), by type and number (`Chỉ thị số 05`) or by name
//! (`Điều lệ Đảng`).
//!
//! Everything but the names hangs on a number, so the text is searched for digits and read outwards from
//! them: the type stands before, date and issuer behind. A citation without a symbol joins the one whose
//! type and number it repeats, or the known document that its words stand for.

mod around;
mod cited;
mod known;

use std::collections::HashMap;

use self::cited::Citation;
use self::known::{Paragraph, Reader};
use super::words::is_text;
use crate::article::{Article, Document};
use crate::ingest::{Context, Passage};
use crate::vi::normalize::canonical;

/// The documents of the passages, in order of appearance, each once. `article.published` says which of the
/// documents with one number there was that day.
pub(super) fn read(article: &Article, passages: &[Passage], context: Context<'_>) -> Vec<Document> {
    let mut cited = Vec::new();
    let reader = Reader::of(article, context.catalog);
    for passage in passages.iter().filter(|passage| is_text(passage.role)) {
        let paragraph = Paragraph::of(&passage.text);
        cited::find(&passage.text, context.catalog.documents(), &mut |mut citation| {
            citation.document.lines.push(passage.line);
            reader.resolve(&mut citation, &paragraph);
            cited.push(citation);
        });
    }
    merge(cited)
}

/// What makes two citations one.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Symbol(String),
    Numbered(String, u32),
    Plenum(String, u32, Option<u32>),
    Named(String),
}

fn numbered(document: &Document) -> Option<Key> {
    Some(Key::Numbered(document.kind.clone()?, document.number?))
}

/// What a citation may be known by, the surest first.
fn keys(citation: &Citation) -> Vec<Key> {
    let document = &citation.document;
    let kind = || document.kind.clone().unwrap_or_default();
    if let Some(symbol) = document.known_symbol() {
        let symbol = Key::Symbol(symbol.to_uppercase());
        let plenum = citation.plenum.map(|(number, term)| Key::Plenum(kind(), number, term));
        return std::iter::once(symbol).chain(plenum).collect();
    }
    match citation.plenum {
        Some((number, term)) => vec![Key::Plenum(kind(), number, term)],
        None => vec![numbered(document).unwrap_or_else(|| Key::Named(canonical(&document.raw)))],
    }
}

/// Joins citations: those with a symbol first, then those that stand for one, so that one in words finds its
/// symbol wherever it stands.
fn merge(mut cited: Vec<Citation>) -> Vec<Document> {
    let rank = |citation: &Citation| match citation {
        Citation { document: Document { symbol: Some(_), .. }, .. } => 0,
        Citation { document: Document { resolved: Some(_), .. }, .. } => 1,
        Citation { plenum: Some((_, None)), .. } => 3,
        _ => 2,
    };
    cited.sort_by_key(rank);
    let mut places: HashMap<Key, usize> = HashMap::new();
    let mut documents: Vec<Document> = Vec::new();
    for citation in cited {
        let keys = keys(&citation);
        let known = keys.iter().find_map(|key| places.get(key)).copied();
        let place = known.filter(|place| agree(&documents[*place], &citation.document));
        let at = place.unwrap_or(documents.len());
        for key in keys.into_iter().chain(short(&citation)) {
            places.entry(key).or_insert(at);
        }
        match place {
            Some(place) => join(&mut documents[place], citation.document),
            None => documents.push(citation.document),
        }
    }
    for document in &mut documents {
        document.lines.sort_unstable();
        document.lines.dedup();
    }
    documents.sort_by_key(|document| document.lines.first().copied());
    documents
}

/// What a document may be called once it has been named in full: type and number, or the plenum alone.
fn short(citation: &Citation) -> impl Iterator<Item = Key> {
    let kind = || citation.document.kind.clone().unwrap_or_default();
    let plenum = citation.plenum.map(|(number, _)| Key::Plenum(kind(), number, None));
    plenum.into_iter().chain(numbered(&citation.document).filter(|_| citation.plenum.is_none()))
}

/// Whether two citations with one key may be of one document: not where they are of two sides, or of two terms.
fn agree(one: &Document, other: &Document) -> bool {
    let sides = one.side.zip(other.side).is_none_or(|(one, other)| one == other);
    let days = one.date.zip(other.date).is_none_or(|(one, other)| one == other);
    other.symbol.is_some() || sides && (days || other.resolved.is_none())
}

fn join(into: &mut Document, other: Document) {
    into.lines.extend(other.lines);
    into.date = into.date.or(other.date.filter(|_| other.resolved.is_none()));
    into.kind = into.kind.take().or(other.kind);
    into.issuer = into.issuer.take().or(other.issuer);
    into.side = into.side.or(other.side);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{
        ArticleId, DocumentSide, Evidence, Format, LineRole, Method, Origin, Published,
    };
    use crate::catalog::Catalog;
    use crate::date::{Precision, day};
    use proptest::prelude::*;

    fn dated(day: &str) -> Article {
        let source = Origin {
            path: "-".into(),
            format: Format::Text,
            encoding: "utf-8".into(),
            record: None,
        };
        let evidence = Evidence::line(Method::Explicit, 1, day);
        let iso = day.parse().expect("a day");
        let published = Some(Published { iso, precision: Precision::Day, evidence });
        Article { published, ..Article::blank(ArticleId::from_hash(1), source) }
    }

    fn documents_of(lines: &[&str]) -> Vec<Document> {
        documents_on("2024-03-01", lines)
    }

    fn documents_on(day: &str, lines: &[&str]) -> Vec<Document> {
        let catalog = Catalog::embedded();
        let today = crate::date::day(2026, 1, 1).expect("a day");
        let passages: Vec<Passage> = (1..)
            .zip(lines)
            .map(|(line, text)| Passage { line, role: LineRole::Body, text: (*text).to_owned() })
            .collect();
        read(&dated(day), &passages, Context { catalog: &catalog, today })
    }

    #[test]
    fn a_symbol_is_read_with_its_type_date_and_issuer() {
        let text = "Hội nghị triển khai Kế hoạch số 07- KH/ĐUCQ ngày 15/3/2019 của Đảng ủy Cơ quan về nghị quyết.";
        let [plan] = &documents_of(&[text])[..] else { panic!("not one") };
        assert_eq!(plan.symbol.as_deref(), Some("07-KH/ĐUCQ"));
        assert_eq!((plan.kind.as_deref(), plan.number), (Some("kế hoạch"), Some(7)));
        assert_eq!(plan.date, day(2019, 3, 15));
        assert_eq!(plan.issuer.as_deref(), Some("Đảng ủy Cơ quan"));
        assert_eq!(plan.raw, "Kế hoạch số 07- KH/ĐUCQ ngày 15/3/2019");
    }

    #[test]
    fn dates_are_read_in_every_usual_form() {
        for after in [
            "ngày 03/4/2018",
            ", ngày 3-4-2018",
            "(ngày 3.4.2018)",
            "ngày 3 tháng 4 năm 2018",
            "của Ban Bí thư ngày 03/04/2018",
            "ban hành ngày 3/4/2018",
        ] {
            let found = documents_of(&[&format!("Theo Hướng dẫn 16-HD/TW {after} thì")]);
            assert_eq!(found[0].date, day(2018, 4, 3), "{after}");
        }
        assert_eq!(documents_of(&["Hướng dẫn 16-HD/TW ngày 3/4 và"])[0].date, None);
    }

    #[test]
    fn the_code_names_type_and_issuer_where_the_sentence_does_not() {
        let found = documents_of(&["Thực hiện 16-HD/TW và 911/QĐ-UBND."]);
        assert_eq!(found[0].kind.as_deref(), Some("hướng dẫn"));
        assert_eq!(found[0].issuer.as_deref(), Some("Trung ương"));
        assert_eq!(found[1].symbol.as_deref(), Some("911/QĐ-UBND"));
    }

    #[test]
    fn an_issuer_ends_before_brackets() {
        let found = documents_of(&["Kết luận 24-KL/TW của Bộ Chính trị (khóa XI) và Ban Bí thư."]);
        assert_eq!(found[0].issuer.as_deref(), Some("Bộ Chính trị"));
    }

    #[test]
    fn a_citation_in_words_joins_its_symbol() {
        let found = documents_of(&[
            "Chỉ thị số 09 được quán triệt.",
            "Chỉ thị 09-CT/TW của Bộ Chính trị nêu rõ. Chỉ thị số 09 có ba phần.",
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines, [1, 2]);
        assert_eq!(found[0].issuer.as_deref(), Some("Bộ Chính trị"));
    }

    #[test]
    fn documents_cited_in_words_have_no_symbol() {
        let found = documents_of(&[
            "Nghị quyết Trung ương 5 (khóa IX), Điều lệ Đảng và Quy định số 43 ngày 18/9/2020.",
        ]);
        let raws: Vec<&str> = found.iter().map(|d| d.raw.as_str()).collect();
        assert_eq!(
            raws,
            ["Nghị quyết Trung ương 5 (khóa IX)", "Quy định số 43 ngày 18/9/2020", "Điều lệ Đảng"]
        );
        assert!(found.iter().all(|d| d.symbol.is_none()));
        assert_eq!((found[0].number, found[1].number), (None, Some(43)));
    }

    #[test]
    fn words_that_mean_one_document_are_resolved() {
        for (text, symbols) in [
            ("Học tập Chỉ thị 05 của Bộ Chính trị.", &["05-CT/TW"][..]),
            ("Học tập Chỉ thị số 05 của Trung ương, Chỉ thị 05-CT/TU của tỉnh.", &["05-CT/TW"]),
            (
                "Thực hiện Nghị quyết Trung ương 4 (khóa XI, XII) của Đảng.",
                &["12-NQ/TW", "04-NQ/TW"],
            ),
            ("Thực hiện NQTW 4 khóa XI về Đảng.", &["12-NQ/TW"]),
            ("Nghị quyết Hội nghị Trung ương 4 khoá XII.", &["04-NQ/TW"]),
            ("Ban Bí thư dặn: theo Quy định 37, đảng viên không được làm.", &["37-QĐ/TW"]),
            ("Quy định 37 của xã về chợ.", &[]),
            ("Nghị quyết 18 của Hội đồng nhân dân tỉnh.", &[]),
            ("Chỉ thị 05 của Ban Bí thư.", &[]),
            ("Nghị quyết 57 của Bộ Chính trị chưa có.", &[]),
            ("Họp chợ theo Nghị quyết 18.", &[]),
        ] {
            let found = documents_of(&[text]);
            let resolved: Vec<&str> = found.iter().filter_map(|d| d.resolved.as_deref()).collect();
            assert_eq!(resolved, symbols, "{text}");
            assert!(found.iter().all(|d| (d.method == Method::Catalog) == d.resolved.is_some()));
        }
        let [one] = &documents_on("2025-02-01", &["Nghị quyết 57 của Bộ Chính trị."])[..]
        else {
            panic!("not one")
        };
        assert_eq!((one.date, one.side), (day(2024, 12, 22), Some(DocumentSide::Party)));
    }

    #[test]
    fn a_known_document_in_words_joins_its_symbol_and_its_other_names() {
        let found = documents_of(&[
            "Nghị quyết Trung ương 4 khóa XII và Nghị quyết Trung ương 4, khóa 12.",
            "Nghị quyết Trung ương 4 nêu rõ; Nghị quyết 04-NQ/TW ngày 30/10/2016 cũng vậy.",
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].symbol.as_deref(), Some("04-NQ/TW"));
        assert_eq!(found[0].lines, [1, 2]);
    }

    #[test]
    fn two_bodies_with_one_number_stay_two() {
        let found = documents_of(&["Nghị quyết 35-NQ/TW; Nghị quyết 35 của Chính phủ."]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].side, Some(DocumentSide::State));
    }

    #[test]
    fn a_constitution_goes_by_its_year() {
        let found = documents_of(&["Theo Hiến pháp 2013, mọi người bình đẳng."]);
        assert_eq!((found[0].number, found[0].raw.as_str()), (None, "Hiến pháp 2013"));
    }

    #[test]
    fn counts_scores_and_addresses_are_no_documents() {
        for text in [
            "Có 10 chương trình và 3 đề án; thắng 2-1.",
            "https://bao.example.vn/khen-3-to-hop-tac-15-QD/TW.htm",
            "Kế hoạch 5 năm và Chương trình 30 ngày.",
            "Trong Kế hoạch 100 ngày và kế hoạch 2017, phương án 2 thắng.",
            "Luật quy định: 1. Người nào hủy hoại rừng. Theo Luật 12, thẻ đỏ.",
            "Điện thoại 024-3736-6491.",
        ] {
            assert_eq!(documents_of(&[text]), [], "{text}");
        }
    }

    #[test]
    fn an_imprint_cites_nothing() {
        let catalog = Catalog::embedded();
        let today = day(2026, 1, 1).expect("a day");
        let text = "Giấy phép số 15-QĐ/TW".to_owned();
        let passage = Passage { line: 9, role: LineRole::Boilerplate, text };
        assert_eq!(
            read(&dated("2024-03-01"), &[passage], Context { catalog: &catalog, today }),
            []
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\\PC|[0-9]{1,3}|[-/ ]|NQ|TW|ngày|số|khóa|của){0,60}") {
            documents_of(&[&text]);
        }
    }
}
