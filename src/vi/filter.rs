//! Folding as a tantivy token filter.

use tantivy_tokenizer_api::{Token, TokenFilter, TokenStream, Tokenizer};

use super::fold::write_folded;

/// A filter for tantivy that gives each token its folded text (see [`super::fold()`]); offsets and
/// positions stay.
///
/// ```
/// use tantivy_tokenizer_api::{TokenFilter, TokenStream, Tokenizer};
/// use tracuu::vi::{FoldFilter, VietnameseTokenizer};
///
/// let mut tokenizer = FoldFilter.transform(VietnameseTokenizer::default());
/// let mut stream = tokenizer.token_stream("Đường");
/// assert_eq!(stream.next().unwrap().text, "duong");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct FoldFilter;

impl TokenFilter for FoldFilter {
    type Tokenizer<T: Tokenizer> = FoldedTokenizer<T>;

    fn transform<T: Tokenizer>(self, inner: T) -> FoldedTokenizer<T> {
        FoldedTokenizer { inner, buffer: String::new() }
    }
}

/// A tokenizer whose tokens are folded; made by [`FoldFilter`].
#[derive(Clone, Debug)]
pub struct FoldedTokenizer<T> {
    inner: T,
    buffer: String,
}

impl<T: Tokenizer> Tokenizer for FoldedTokenizer<T> {
    type TokenStream<'a> = FoldedStream<'a, T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        FoldedStream { inner: self.inner.token_stream(text), buffer: &mut self.buffer }
    }
}

/// The folded tokens of one text; see [`FoldFilter`].
#[derive(Debug)]
pub struct FoldedStream<'a, S> {
    inner: S,
    buffer: &'a mut String,
}

impl<S: TokenStream> TokenStream for FoldedStream<'_, S> {
    fn advance(&mut self) -> bool {
        if !self.inner.advance() {
            return false;
        }
        self.buffer.clear();
        write_folded(&self.inner.token().text, self.buffer);
        std::mem::swap(self.buffer, &mut self.inner.token_mut().text);
        true
    }

    fn token(&self) -> &Token {
        self.inner.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.inner.token_mut()
    }
}
