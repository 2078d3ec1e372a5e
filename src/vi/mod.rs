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
//! * [`fold`](fn@fold) (or [`FoldFilter`]) takes the marks away, for queries typed without them.
//!
//! Every function takes any input: no text makes it panic, and time is linear in its length.

mod address;
mod alphabet;
mod atom;
mod canonical_text;
mod capitals;
mod characters;
mod filter;
pub mod fold;
mod glue;
pub mod normalize;
mod run;
mod scan;
pub mod syllable;
mod token;
mod tokenizer;
mod unit;

pub use canonical_text::CanonicalText;
pub use filter::{FoldFilter, FoldedTokenizer};
pub use fold::fold;
pub use token::{MAX_BYTES, Token, TokenKind, Tokens, matching, tokens};
pub use tokenizer::{VietnameseStream, VietnameseTokenizer};

/// The version of the analysis: it changes whenever some text gets other tokens, so that an index can tell
/// whether it was made by the same.
pub const VERSION: u32 = 1;
