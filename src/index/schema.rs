//! The layout: every field of the index, what stands in it and how much a match in it weighs.
//!
//! One table, from which the engine's schema is made. Only fields that every article has are scored:
//! title and body. Each holds the exact canonical tokens of [`crate::vi`] with positions; nothing
//! folded, no pairs, no words. Unaccented queries read the accented forms out of the term dictionary
//! when they are asked. A folded field beside it would cost a quarter more indexing time and give the
//! same answers, pair postings six times the time for a tenth of a point of nDCG.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// Version of the layout. An index made with another one is refused, never changed in place.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// Name under which the analyzer is registered with the engine.
pub(crate) const ANALYZER: &str = "vi";

/// How a field is kept.
enum Kind {
    /// Analysed text: tokens with frequencies and positions.
    Text,
    /// One term, as it is, readable by column.
    Key,
    /// Any number of terms, as they are.
    Keys,
    /// A signed number, readable by column.
    Number,
    /// An unsigned 64-bit number, readable by column only.
    Digest,
    /// Kept for reading, not for searching.
    Stored,
}

struct Row {
    name: &'static str,
    kind: Kind,
}

const fn row(name: &'static str, kind: Kind) -> Row {
    Row { name, kind }
}

/// The fields, in the order of [`Fields`].
const LAYOUT: [Row; 12] = [
    // The article's id; unique.
    row("id", Kind::Key),
    // The input it was read from: absolute path, with `#N` for a record without an id of its own.
    row("source", Kind::Key),
    // Hash of that input, by which an unchanged one is told.
    row("digest", Kind::Digest),
    // The headline.
    row("title", Kind::Text),
    // Body, captions and kicker, one below the other: see `document::body_text`.
    row("body", Kind::Text),
    // Unit keys with everything above them, so that a filter on a unit finds what lies under it.
    row("unit", Kind::Keys),
    // `dan-van/primary`: a topic's id and its weight.
    row("topic", Kind::Keys),
    // The outlet's id.
    row("outlet", Kind::Keys),
    // First and last day the date of publication covers, in days from 1 January of the year 1.
    row("first_day", Kind::Number),
    row("last_day", Kind::Number),
    // The first instant it covers, in seconds since 1970 UTC: orders equal scores.
    row("published", Kind::Number),
    // The article itself, as JSON.
    row("article", Kind::Stored),
];

/// What a match in the title weighs against one in the body. Titles counted two to three times gave
/// +0.8 to +1.5 points of nDCG@10 on labelled news clusters; more than three gave nothing.
pub(crate) const TITLE_WEIGHT: f32 = 2.5;

/// Handles to the fields.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) source: Field,
    pub(crate) digest: Field,
    pub(crate) title: Field,
    pub(crate) body: Field,
    pub(crate) unit: Field,
    pub(crate) topic: Field,
    pub(crate) outlet: Field,
    pub(crate) first_day: Field,
    pub(crate) last_day: Field,
    pub(crate) published: Field,
    pub(crate) article: Field,
}

/// The engine's schema and the handles into it.
pub(crate) fn build() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let fields = LAYOUT.map(|row| match row.kind {
        Kind::Text => builder.add_text_field(row.name, analysed()),
        Kind::Key => builder.add_text_field(row.name, STRING | FAST),
        Kind::Keys => builder.add_text_field(row.name, STRING),
        Kind::Number => builder.add_i64_field(row.name, FAST | INDEXED),
        Kind::Digest => builder.add_u64_field(row.name, FAST),
        Kind::Stored => builder.add_text_field(row.name, STORED),
    });
    let [
        id,
        source,
        digest,
        title,
        body,
        unit,
        topic,
        outlet,
        first_day,
        last_day,
        published,
        article,
    ] = fields;
    let fields = Fields {
        id,
        source,
        digest,
        title,
        body,
        unit,
        topic,
        outlet,
        first_day,
        last_day,
        published,
        article,
    };
    (builder.build(), fields)
}

fn analysed() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ANALYZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_handle_names_its_row() {
        let (schema, fields) = build();
        let names: Vec<&str> = LAYOUT.iter().map(|row| row.name).collect();
        let by_handle = [
            fields.id,
            fields.source,
            fields.digest,
            fields.title,
            fields.body,
            fields.unit,
            fields.topic,
            fields.outlet,
            fields.first_day,
            fields.last_day,
            fields.published,
            fields.article,
        ];
        assert_eq!(by_handle.map(|field| schema.get_field_name(field)).to_vec(), names);
    }
}
