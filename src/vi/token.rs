//! A token of the exact stream, and the ways to ask for tokens without tantivy.

use super::fold::write_folded;
use super::scan::Scanner;
use super::vocabulary::{Spelling, Syllable};

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

impl Token {
    /// Takes the place of `head`; true.
    fn place(&mut self, head: Head) -> bool {
        (self.from, self.to, self.kind) = (head.from, head.to, head.kind);
        (self.position, self.position_length) = (head.position, head.position_length);
        true
    }
}

/// A token of the exact stream and of the folded one; made by [`Tokens::advance_both`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forms<'a> {
    /// Its canonical text, at most [`MAX_BYTES`].
    pub text: &'a str,
    /// Its folded text, see [`super::fold()`].
    pub folded: &'a str,
    /// The syllable it is, where the table was asked: surely for runs in lower or title case that stand by
    /// themselves; [`super::syllable::lookup`] tells of the others.
    pub syllable: Option<Syllable>,
    /// As in [`Token`], and so the rest.
    pub from: usize,
    /// The byte after the last one.
    pub to: usize,
    /// Number of its first part.
    pub position: usize,
    /// How many parts it covers.
    pub position_length: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// The exact tokens of a text: an iterator made by [`tokens`].
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    scanner: Scanner,
    exact: String,
    folded: String,
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
        let head = self.scanner.next(self.text, &mut token.text);
        head.is_some_and(|head| token.place(head))
    }

    /// The next token with its exact and its folded text, both borrowed: one pass for the two forms, and
    /// nothing copied where the table of syllables has them.
    ///
    /// ```
    /// let mut tokens = tracuu::vi::tokens("Đảng uỷ");
    /// let first = tokens.advance_both().unwrap();
    /// assert_eq!((first.text, first.folded), ("đảng", "dang"));
    /// let second = tokens.advance_both().unwrap();
    /// assert_eq!((second.text, second.folded), ("ủy", "uy"));
    /// assert!(tokens.advance_both().is_none());
    /// ```
    pub fn advance_both(&mut self) -> Option<Forms<'_>> {
        let (head, spelling) = self.scanner.read(self.text, &mut self.exact)?;
        let (text, folded) = if let Some(spelling) = spelling {
            (spelling.canonical(), spelling.folded())
        } else {
            self.folded.clear();
            write_folded(&self.exact, &mut self.folded);
            (self.exact.as_str(), self.folded.as_str())
        };
        let Head { from, to, position, position_length, kind } = head;
        let syllable = spelling.map(Spelling::syllable);
        Some(Forms { text, folded, syllable, from, to, position, position_length, kind })
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let mut text = String::new();
        let Head { from, to, position, position_length, kind } =
            self.scanner.next(self.text, &mut text)?;
        Some(Token { text, from, to, position, position_length, kind })
    }
}

/// The exact tokens of `text`, in order of their first byte.
///
/// ```
/// let tokens: Vec<_> = tracuu::vi::tokens("Chỉ thị 05-CT/TW").map(|token| token.text).collect();
/// assert_eq!(tokens, ["chỉ", "thị", "5-ct-tw", "5", "ct", "tw"]);
/// ```
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens {
        text,
        scanner: Scanner::default(),
        exact: String::new(),
        folded: String::new(),
    }
}

/// The parts of `text` joined by one blank: how names and phrases are compared, whatever their case,
/// tone style and punctuation.
///
/// ```
/// assert_eq!(tracuu::vi::matching("ĐẢNG UỶ Khối (T.Ư)"), "đảng ủy khối tw");
/// ```
pub fn matching(text: &str) -> String {
    let mut scanner = Scanner::default();
    let (mut out, mut part) = (String::with_capacity(text.len()), String::new());
    while let Some(head) = scanner.next(text, &mut part) {
        if head.kind.is_part() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&part);
        }
    }
    out
}
