//! The layout: every field of the index, what stands in it and how much a match in it weighs.
//!
//! One table, from which the engine's schema is made. Only fields that every article has are scored:
//! title and body. Each holds the exact canonical tokens of [`crate::vi`] with positions; nothing
//! folded, no pairs, no words. Unaccented queries read the accented forms out of the term dictionary
//! when they are asked. A folded field beside it would cost a quarter more indexing time and give the
//! same answers, pair postings six times the time for a tenth of a point of nDCG.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

/// Version of the layout. An index made with another one is refused, never changed in place.
pub(super) const SCHEMA_VERSION: u32 = 4;

/// Name under which the analyzer is registered with the engine.
pub(crate) const ANALYZER: &str = "vi";

/// How a field is kept.
#[derive(Clone, Copy)]
enum Kind {
    /// Analysed text: tokens with frequencies and positions.
    Text,
    /// One term, as it is, readable by column.
    Key,
    /// Any number of terms, as they are, readable by column.
    Keys,
    /// Any number of texts, readable by column only.
    Names,
    /// A signed number, readable by column.
    Number,
    /// An unsigned 64-bit number, readable by column only.
    Digest,
    /// Any number of those.
    Digests,
    /// An unsigned 64-bit number to look for, readable by column.
    Group,
    /// Kept for reading, not for searching.
    Stored,
}

macro_rules! layout {
    ($($(#[$doc:meta])* $name:ident: $kind:ident,)*) => {
        /// Handles to the fields.
        #[derive(Clone, Copy)]
        pub(crate) struct Fields {
            $($(#[$doc])* pub(crate) $name: Field,)*
        }

        /// The engine's schema and the handles into it.
        pub(crate) fn build() -> (Schema, Fields) {
            let mut builder = Schema::builder();
            let fields = Fields { $($name: add(&mut builder, stringify!($name), Kind::$kind),)* };
            (builder.build(), fields)
        }
    };
}

layout! {
    /// The article's id; unique.
    id: Key,
    /// The input it was read from: absolute path, with `#N` for a record.
    source: Key,
    /// Hash of that input, by which an unchanged one is told.
    digest: Digest,
    /// In the note of an input that is a copy: that input, as in `source`. A note has `noted`, `digest`, `copy` and
    /// `content`, and nothing that a search could find.
    noted: Key,
    /// In a note: the id of the article that the input repeats.
    copy: Key,
    /// Hash of all that is printed, by which the same article is told; of a note, 0 where the id tells it.
    content: Digest,
    /// Hash of the catalogue that gave the article its labels, but for its topics.
    labelled: Digest,
    /// Hash of the topics that labelled it.
    topics_by: Digest,
    /// Hash of the corrections it bears; 0 where it bears none.
    corrected: Digest,
    /// In the note of an article that a person took out: its id.
    removed: Key,
    /// The number that near copies share.
    group: Group,
    /// Hashes by which near copies are looked up, see [`crate::article::Sketch::keys`].
    keys: Digests,
    /// The headline.
    title: Text,
    /// Body, captions and kicker, one below the other: see `document::body_text`.
    body: Text,
    /// Unit keys with everything above them, so that a filter on a unit finds what lies under it.
    unit: Keys,
    /// What each unit does in the article, see `document::unit_term`: `primary/catalog/vn/ha-noi` for it and all
    /// above it, with `=` before the key for itself alone; `primary/catalog/` for any.
    unit_as: Keys,
    /// A unit's key, a tab and its name in the article: what units are called that no catalogue lists.
    unit_name: Names,
    /// `dan-van/primary`: a topic's id and its weight.
    topic: Keys,
    /// Names of persons.
    person: Keys,
    /// A person's name, title, unit as printed and the unit's key, by tabs.
    office: Names,
    /// Cited documents, see [`crate::article::Document::key`]; as often as there are lines that cite them.
    document: Keys,
    /// The outlet's id.
    outlet: Keys,
    /// Sections, as printed.
    section: Keys,
    /// Names of those who wrote the article or asked its questions, as printed; marks without a name (`PV`) are none.
    author: Keys,
    /// What the article has, see [`crate::article::Has`].
    has: Keys,
    /// First day the date of publication covers, in days from 1 January of the year 1.
    first_day: Number,
    /// Last day it covers.
    last_day: Number,
    /// The first instant it covers, in seconds since 1970 UTC: orders equal scores.
    published: Number,
    /// The article itself, as JSON.
    article: Stored,
}

fn add(builder: &mut SchemaBuilder, name: &str, kind: Kind) -> Field {
    match kind {
        Kind::Text => builder.add_text_field(name, analysed()),
        Kind::Key | Kind::Keys => builder.add_text_field(name, STRING | FAST),
        Kind::Names => builder.add_text_field(name, FAST),
        Kind::Number => builder.add_i64_field(name, FAST | INDEXED),
        Kind::Digest | Kind::Digests => builder.add_u64_field(name, FAST),
        Kind::Group => builder.add_u64_field(name, FAST | INDEXED),
        Kind::Stored => builder.add_text_field(name, STORED),
    }
}

/// What a match in the title weighs against one in the body. A title is short, so that one match in it is worth two or
/// three in a body already; half of it and two and a half times as much were worse on questions, on clusters of news
/// the same.
pub(crate) const TITLE_WEIGHT: f32 = 1.0;

fn analysed() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ANALYZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}
