//! A tantivy program that gains Vietnamese search: `cargo run --example vietnamese_search`.
//!
//! Two fields hold the same text: `text` its exact tokens, `folded` the same without accents. A query
//! typed with accents asks the one, a query without them the other.

#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::IndexRecordOption::WithFreqsAndPositions;
use tantivy::schema::{STORED, Schema, TEXT, TextFieldIndexing, Value};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, TantivyDocument, doc};
use tracuu::vi::normalize::clean;
use tracuu::vi::{FoldFilter, VietnameseTokenizer};

const ARTICLES: [&str; 3] = [
    "Đảng ủy xã Đông Lăng họp bàn về Nghị quyết 18–NQ/ĐU",
    "Trường mầm non Hoa Sen đang ngày càng có uy tín hơn trong mắt các bậc phụ huynh",
    "Chi bộ thôn Trung kết nạp ba đảng viên mới",
];

const QUERIES: [&str; 3] = ["Đảng uỷ", "dang uy", "18-NQ/ĐU"];

fn main() -> tantivy::Result<()> {
    for (query, found) in answers()? {
        println!("{query}");
        for article in found {
            println!("  {article}");
        }
    }
    Ok(())
}

/// Each query and the articles found, the best first.
fn answers() -> tantivy::Result<Vec<(&'static str, Vec<String>)>> {
    // README: begin
    let mut schema = Schema::builder();
    let positions = TextFieldIndexing::default().set_index_option(WithFreqsAndPositions);
    let indexed = |tokenizer| TEXT.set_indexing_options(positions.clone().set_tokenizer(tokenizer));
    let text = schema.add_text_field("text", indexed("vi") | STORED);
    let folded = schema.add_text_field("folded", indexed("vi_folded"));
    let index = Index::create_in_ram(schema.build());
    let exact = VietnameseTokenizer::default();
    let fold = TextAnalyzer::builder(exact.clone()).filter(FoldFilter).build();
    index.tokenizers().register("vi", exact);
    index.tokenizers().register("vi_folded", fold);
    // README: end

    let mut writer = index.writer_with_num_threads(1, 15_000_000)?;
    for article in ARTICLES.map(clean) {
        writer.add_document(doc!(text => article.clone(), folded => article))?;
    }
    writer.commit()?;

    let searcher = index.reader()?.searcher();
    let ask = |query: &'static str| {
        let field = if query.is_ascii() { folded } else { text };
        let mut parser = QueryParser::for_index(&index, vec![field]);
        parser.set_conjunction_by_default();
        let best = TopDocs::with_limit(3).order_by_score();
        let hits = searcher.search(&parser.parse_query(query)?, &best)?.into_iter();
        let article = |(_, address)| {
            let article: TantivyDocument = searcher.doc(address)?;
            let text = article.get_first(text).and_then(|text| text.as_str());
            Ok(text.unwrap_or_default().to_owned())
        };
        Ok((query, hits.map(article).collect::<tantivy::Result<_>>()?))
    };
    QUERIES.into_iter().map(ask).collect()
}

#[test]
fn spelling_and_accents_are_bridged() {
    let [committee, nursery, _] = ARTICLES;
    let answers = answers().expect("an index in memory");
    let expected: [(_, &[&str]); 3] =
        [("Đảng uỷ", &[committee]), ("dang uy", &[committee, nursery]), ("18-NQ/ĐU", &[committee])];
    assert_eq!(
        answers,
        expected.map(|(query, found)| (query, found.iter().map(|&a| a.to_owned()).collect()))
    );
}
