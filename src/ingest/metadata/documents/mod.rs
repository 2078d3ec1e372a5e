//! The documents an article cites: by symbol (`05-CT/TW`), by type and number (`Chỉ thị số 05`) or by name
//! (`Điều lệ Đảng`).
//!
//! Everything but the names hangs on a number, so the text is searched for digits and read outwards from
//! them: the type stands before, date and issuer behind. A citation without a symbol joins the one whose
//! type and number it repeats.

mod around;
mod cited;

use std::collections::HashMap;

use super::words::is_text;
use crate::article::Document;
use crate::ingest::{Context, Passage};
use crate::vi::normalize::canonical;

/// The documents of the passages, in order of appearance, each once.
pub(super) fn read(passages: &[Passage], context: Context<'_>) -> Vec<Document> {
    let mut cited = Vec::new();
    for passage in passages.iter().filter(|passage| is_text(passage.role)) {
        cited::find(&passage.text, context.catalog.documents(), &mut |mut document| {
            document.lines.push(passage.line);
            cited.push(document);
        });
    }
    merge(cited)
}

/// What makes two citations one.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Symbol(String),
    Numbered(String, u32),
    Named(String),
}

fn numbered(document: &Document) -> Option<Key> {
    Some(Key::Numbered(document.kind.clone()?, document.number?))
}

fn key(document: &Document) -> Key {
    match &document.symbol {
        Some(symbol) => Key::Symbol(symbol.to_uppercase()),
        None => numbered(document).unwrap_or_else(|| Key::Named(canonical(&document.raw))),
    }
}

/// Joins citations: those with a symbol first, so that one in words finds its symbol wherever it stands.
fn merge(cited: Vec<Document>) -> Vec<Document> {
    let mut places: HashMap<Key, usize> = HashMap::new();
    let mut documents: Vec<Document> = Vec::new();
    let (symbols, words): (Vec<_>, Vec<_>) = cited.into_iter().partition(|d| d.symbol.is_some());
    for document in symbols.into_iter().chain(words) {
        if let Some(&place) = places.get(&key(&document)) {
            join(&mut documents[place], document);
            continue;
        }
        places.insert(key(&document), documents.len());
        if let Some(key) = numbered(&document) {
            places.entry(key).or_insert(documents.len());
        }
        documents.push(document);
    }
    for document in &mut documents {
        document.lines.sort_unstable();
        document.lines.dedup();
    }
    documents.sort_by_key(|document| document.lines.first().copied());
    documents
}

fn join(into: &mut Document, other: Document) {
    into.lines.extend(other.lines);
    into.date = into.date.or(other.date);
    into.kind = into.kind.take().or(other.kind);
    into.issuer = into.issuer.take().or(other.issuer);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::LineRole;
    use crate::catalog::Catalog;
    use crate::date::day;
    use proptest::prelude::*;

    pub(crate) fn documents_of(lines: &[&str]) -> Vec<Document> {
        let catalog = Catalog::embedded();
        let today = day(2026, 1, 1).expect("a day");
        let passages: Vec<Passage> = (1..)
            .zip(lines)
            .map(|(line, text)| Passage { line, role: LineRole::Body, text: (*text).to_owned() })
            .collect();
        read(&passages, Context { catalog: &catalog, today })
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
            "Nghị quyết Trung ương 5 (khóa IX, X), Điều lệ Đảng và Quy định số 43 ngày 18/9/2020.",
        ]);
        let raws: Vec<&str> = found.iter().map(|d| d.raw.as_str()).collect();
        assert_eq!(
            raws,
            [
                "Nghị quyết Trung ương 5 (khóa IX, X)",
                "Quy định số 43 ngày 18/9/2020",
                "Điều lệ Đảng"
            ]
        );
        assert!(found.iter().all(|d| d.symbol.is_none()));
        assert_eq!((found[0].number, found[1].number), (None, Some(43)));
    }

    #[test]
    fn counts_scores_and_addresses_are_no_documents() {
        for text in [
            "Có 10 chương trình và 3 đề án; thắng 2-1.",
            "https://bao.example.vn/khen-3-to-hop-tac-15-QD/TW.htm",
            "Kế hoạch 5 năm và Chương trình 30 ngày.",
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
        assert_eq!(read(&[passage], Context { catalog: &catalog, today }), []);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\\PC|[0-9]{1,3}|[-/ ]|NQ|TW|ngày|số|khóa|của){0,60}") {
            documents_of(&[&text]);
        }
    }
}
