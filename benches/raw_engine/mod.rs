//! The engine as it comes, to measure against: its stock tokenizer, its query parser, its ten best and the same stored
//! articles, without anything that this project adds.
//!
//! Its answers are others, and worse: it is asked what the same words cost at least. Fields of their own hold the
//! text folded to ASCII, since stock fields find nothing by words without accents.

use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::QueryParser;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TEXT, TextFieldIndexing, TextOptions, Value,
};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer,
};
use tantivy::{Index, IndexSettings, IndexWriter, Searcher, TantivyDocument};
use tracuu::article::Article;
use tracuu::index::body_text;

const FOLDED: &str = "folded";

/// What a match in the title weighs, as in the project's own index.
const TITLE_WEIGHT: f32 = 1.0;

/// Bytes that the writer may hold, so many that a portion becomes one segment.
const MEMORY: usize = 2 << 30;

const HITS: usize = 10;

/// A plain index, open for questions.
pub(crate) struct Raw {
    searcher: Searcher,
    stored: Field,
    accented: QueryParser,
    folded: QueryParser,
}

/// Writes a plain index.
pub(crate) struct Maker {
    writer: IndexWriter,
    schema: Schema,
    /// Articles of the segments still to be made, the next one last.
    portions: Vec<usize>,
    written: usize,
}

impl Maker {
    /// Begins an index in an empty folder, with segments of so many articles; the last takes what is left.
    pub(crate) fn new(dir: &Path, portions: &[usize]) -> tantivy::Result<Self> {
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
            ..IndexSettings::default()
        };
        let schema = schema();
        let index =
            Index::builder().schema(schema.clone()).settings(settings).create_in_dir(dir)?;
        index.tokenizers().register(FOLDED, folding());
        let writer = index.writer_with_num_threads(1, MEMORY)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let portions = portions.iter().rev().copied().collect();
        Ok(Self { writer, schema, portions, written: 0 })
    }

    /// Adds an article.
    pub(crate) fn add(&mut self, article: &Article) -> tantivy::Result<()> {
        let title = article.title.as_deref().unwrap_or_default();
        let body = body_text(article).text;
        let json = serde_json::to_string(article).expect("an article");
        let mut document = TantivyDocument::default();
        let mut add = |name, text: &str| {
            document.add_text(self.schema.get_field(name).expect("a field"), text);
        };
        add("id", article.id.as_str());
        add("article", &json);
        for name in ["title", "title_folded"] {
            add(name, title);
        }
        for name in ["body", "body_folded"] {
            add(name, &body);
        }
        self.writer.add_document(document)?;
        self.written += 1;
        if self.portions.len() > 1 && self.portions.last() == Some(&self.written) {
            self.writer.commit()?;
            self.portions.pop();
            self.written = 0;
        }
        Ok(())
    }

    /// Writes what is left.
    pub(crate) fn finish(mut self) -> tantivy::Result<()> {
        self.writer.commit()?;
        self.writer.wait_merging_threads()
    }
}

impl Raw {
    /// Opens an index that was made before.
    pub(crate) fn open(dir: &Path) -> tantivy::Result<Self> {
        let index = Index::open_in_dir(dir)?;
        index.tokenizers().register(FOLDED, folding());
        let schema = index.schema();
        let parser = |title: &str, body: &str| -> tantivy::Result<QueryParser> {
            let fields = [title, body].map(|name| schema.get_field(name));
            let [title, body] = fields;
            let title = title?;
            let mut parser = QueryParser::for_index(&index, vec![title, body?]);
            parser.set_field_boost(title, TITLE_WEIGHT);
            Ok(parser)
        };
        Ok(Self {
            accented: parser("title", "body")?,
            folded: parser("title_folded", "body_folded")?,
            stored: schema.get_field("article")?,
            searcher: index.reader()?.searcher(),
        })
    }

    /// The articles of the ten best, as stored. Words without accents are asked of the folded text.
    pub(crate) fn ask(&self, query: &str) -> tantivy::Result<Vec<String>> {
        let parser = if query.is_ascii() { &self.folded } else { &self.accented };
        let (query, _) = parser.parse_query_lenient(query);
        let best = self.searcher.search(&query, &TopDocs::with_limit(HITS).order_by_score())?;
        let read = |(_, at)| {
            let document: TantivyDocument = self.searcher.doc(at)?;
            let stored = document.get_first(self.stored).and_then(|value| value.as_str());
            Ok(stored.unwrap_or_default().to_owned())
        };
        best.into_iter().map(read).collect()
    }

    /// Segments of the index.
    pub(crate) fn segments(&self) -> usize {
        self.searcher.segment_readers().len()
    }
}

fn schema() -> Schema {
    let mut builder = Schema::builder();
    builder.add_text_field("id", STRING | STORED);
    builder.add_text_field("article", STORED);
    builder.add_text_field("title", TEXT);
    builder.add_text_field("body", TEXT);
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(FOLDED)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let folded = TextOptions::default().set_indexing_options(indexing);
    builder.add_text_field("title_folded", folded.clone());
    builder.add_text_field("body_folded", folded);
    builder.build()
}

/// The stock chain, folded to ASCII at its end.
fn folding() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}
