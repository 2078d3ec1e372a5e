//! A token of the exact stream, and the ways to ask for tokens without tantivy.

use super::scan::Scanner;

/// The longest text of a token, in bytes; longer ones are cut at a character's border.
pub const MAX_BYTES: usize = 64;

/// What a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A syllable, a foreign word, an abbreviation: a run of letters.
    #[default]
    Word,
    /// A number or a time of day.
    Number,
    /// A unit of several parts (`5-ct-tw`, `u-23`, `vidu.vn/tin`), or a number with its percent sign. It
    /// stands at the position of its first part, before it.
    Whole,
    /// `^tu`: the word at this position is printed in capitals, where it could be an abbreviation.
    CaseMark,
    /// The value of the Roman number at this position.
    Counter,
}

impl TokenKind {
    /// Whether tokens of this kind have a position of their own.
    pub fn is_part(self) -> bool {
        matches!(self, Self::Word | Self::Number)
    }
}

/// Where a token stands and what it is; its text is written elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) position: usize,
    pub(super) position_length: usize,
    pub(super) kind: TokenKind,
}

/// A token of the exact stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// Its canonical text, at most [`MAX_BYTES`].
    pub text: String,
    /// First byte of what it covers in the analysed text; always a character's border.
    pub from: usize,
    /// The byte after the last one.
    pub to: usize,
    /// Number of its first part, counted from 0; a line break counts one more.
    pub position: usize,
    /// How many parts it covers.
    pub position_length: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is written to. A token passed by value would go through memory twice, which costs as much as
/// finding it.
pub(super) trait Sink {
    fn text(&mut self) -> &mut String;
    fn place(&mut self, head: Head);
}

impl Sink for Token {
    #[inline]
    fn text(&mut self) -> &mut String {
        &mut self.text
    }

    #[inline]
    fn place(&mut self, head: Head) {
        (self.from, self.to, self.kind) = (head.from, head.to, head.kind);
        (self.position, self.position_length) = (head.position, head.position_length);
    }
}

/// The exact tokens of a text: an iterator made by [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    scanner: Scanner,
}

impl Tokens<'_> {
    /// Makes `token` the next one and says whether there was one: the iterator without a text of its
    /// own for every token.
    ///
    /// ```
    /// let mut tokens = tracuu::vi::tokens("Đảng uỷ");
    /// let mut token = tracuu::vi::Token::default();
    /// assert!(tokens.advance(&mut token) && token.text == "đảng");
    /// assert!(tokens.advance(&mut token) && token.text == "ủy");
    /// assert!(!tokens.advance(&mut token));
    /// ```
    pub fn advance(&mut self, token: &mut Token) -> bool {
        self.scanner.next(self.text, token).is_some()
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut token = Token::default();
        self.advance(&mut token).then_some(token)
    }
}

/// The exact tokens of `text`, in order of their first byte.
///
/// ```
/// let tokens: Vec<_> = tracuu::vi::tokens("Chỉ thị 05-CT/TW").map(|token| token.text).collect();
/// assert_eq!(tokens, ["chỉ", "thị", "5-ct-tw", "5", "ct", "tw"]);
/// ```
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, scanner: Scanner::default() }
}

/// The parts of `text` joined by one blank: how names and phrases are compared, whatever their case,
/// tone style and punctuation.
///
/// ```
/// assert_eq!(tracuu::vi::matching("ĐẢNG UỶ Khối (T.Ư)"), "đảng ủy khối tw");
/// ```
pub fn matching(text: &str) -> String {
    let mut scanner = Scanner::default();
    let (mut out, mut token) = (String::with_capacity(text.len()), Token::default());
    while scanner.next(text, &mut token).is_some() {
        if token.kind.is_part() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&token.text);
        }
    }
    out
}
