//! The exact stream as a tantivy tokenizer.

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use super::scan::Scanner;
use super::token::{Head, Sink};

/// A tokenizer for tantivy that gives what [`super::tokens`] gives, from buffers it keeps.
///
/// Register it for a field that keeps frequencies and positions; `examples/vietnamese_search.rs` is a whole
/// program. A unit such as `05-CT/TW` has a token of its own at the position of its first part, so phrases
/// work, but tantivy's query parser, which asks for all tokens of a word in a row, then asks for the whole unit.
///
/// ```
/// use tantivy_tokenizer_api::{TokenStream, Tokenizer};
/// use tracuu::vi::VietnameseTokenizer;
///
/// let mut tokenizer = VietnameseTokenizer::default();
/// let mut stream = tokenizer.token_stream("Đảng uỷ xã");
/// let mut texts = Vec::new();
/// while let Some(token) = stream.next() {
///     texts.push(token.text.clone());
/// }
/// assert_eq!(texts, ["đảng", "ủy", "xã"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct VietnameseTokenizer {
    scanner: Scanner,
    token: Token,
}

/// The tokens of one text; see [`VietnameseTokenizer`].
#[derive(Debug)]
pub struct VietnameseStream<'a> {
    text: &'a str,
    scanner: &'a mut Scanner,
    token: &'a mut Token,
}

impl Tokenizer for VietnameseTokenizer {
    type TokenStream<'a> = VietnameseStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> VietnameseStream<'a> {
        self.scanner.reset();
        self.token.reset();
        VietnameseStream { text, scanner: &mut self.scanner, token: &mut self.token }
    }
}

impl Sink for Token {
    #[inline]
    fn text(&mut self) -> &mut String {
        &mut self.text
    }

    #[inline]
    fn place(&mut self, head: Head) {
        (self.offset_from, self.offset_to) = (head.from, head.to);
        (self.position, self.position_length) = (head.position, head.position_length);
    }
}

impl TokenStream for VietnameseStream<'_> {
    fn advance(&mut self) -> bool {
        self.scanner.next(self.text, self.token).is_some()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
