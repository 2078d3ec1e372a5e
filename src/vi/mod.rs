//! Vietnamese text analysis for search, for any user of tantivy.
//!
//! The chain, each station in a module:
//!
//! ```text
//! source text ─clean→ stored text ─tokens→ exact tokens ─fold→ folded tokens
//! ```
//!
//! * [`normalize::clean`] makes stored text of a source's: NFC, white space and control characters.
//! * [`tokens`] (or [`VietnameseTokenizer`] for tantivy) gives the exact tokens of any text: syllables in
//!   one spelling whatever the tone style, Unicode form or case; symbols, dates and codes both in
//!   parts and whole. Offsets point into the text that was analysed.
//! * [`fold`](fn@fold) (or [`FoldFilter`]) takes the marks away, for queries typed without them; [`forms`](fn@forms)
//!   reads both streams in one pass.
//! * [`syllable::lookup`] says which syllable a run is, how common it is, and [`syllable::readings`] what a form
//!   without marks may stand for.
//! * [`keys`] reads back syllables typed as Telex or VNI keys; [`confusions`] and [`slips`] say what a misspelt
//!   one may have been meant as.
//! * [`Segmenter`] says, beside the chain, which syllables make a word.
//!
//! ```
//! use tantivy_tokenizer_api::{TokenFilter, TokenStream, Tokenizer};
//! use tracuu::vi::{FoldFilter, VietnameseTokenizer, normalize::clean};
//!
//! let stored = clean("Nghị quyết 18-NQ/ĐU của Đảng\u{A0}uỷ");
//! let mut analyzer = FoldFilter.transform(VietnameseTokenizer::default());
//! let mut stream = analyzer.token_stream(&stored);
//! let mut printed = Vec::new();
//! while let Some(token) = stream.next() {
//!     printed.push((token.text.clone(), &stored[token.offset_from..token.offset_to]));
//! }
//! assert_eq!(printed[2], ("18-nq-du".to_owned(), "18-NQ/ĐU"));
//! assert_eq!(printed.last().unwrap(), &("uy".to_owned(), "uỷ"));
//! ```
//!
//! Every function takes any input: no text makes it panic, and time is linear in its length.

mod address;
pub(crate) mod alphabet;
mod atom;
mod canonical_text;
mod capitals;
mod characters;
mod collate;
mod confusion;
mod filter;
pub mod fold;
mod follow;
mod forms;
mod glue;
pub mod keys;
pub mod normalize;
mod run;
mod scan;
pub(crate) mod segment;
pub mod syllable;
mod token;
mod tokenizer;
mod unit;
pub(crate) mod vocabulary;
mod window;

pub use canonical_text::CanonicalText;
pub use collate::{name_sort_key, sort_key};
pub use confusion::{CONFUSION, Candidate, SLIP, confusions, slips};
pub use filter::{FoldFilter, FoldedStream, FoldedTokenizer};
pub use fold::fold;
pub use forms::{Forms, forms};
pub use segment::{Segmenter, Word, is_known_word};
pub use token::{MAX_BYTES, Token, TokenKind, Tokens, matching, tokens};
pub use tokenizer::{VietnameseStream, VietnameseTokenizer};

/// The version of the analysis: it changes whenever some text gets other tokens, so that an index can tell
/// whether it was made by the same.
pub const VERSION: u32 = 2;
