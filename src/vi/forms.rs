//! The exact and the folded stream of a text, in one pass.

use super::fold::write_folded;
use super::scan::{Scanner, Text};
use super::token::{Token, TokenKind};
use super::vocabulary::{Spelling, Syllable};

/// The tokens of a text, each in both forms; made by [`forms`]. No iterator: what it shows lies in the table of
/// syllables or in its own buffers, so that nothing is copied.
#[derive(Clone, Debug)]
pub struct Forms<'t> {
    source: &'t str,
    scanner: Scanner,
    /// The token; its text only where the table has none.
    token: Token,
    folded: String,
    spelling: Option<Spelling>,
}

/// The tokens of `text` in both forms, in the order of [`super::tokens`]. None is there before the first
/// [`Forms::advance`].
///
/// ```
/// let mut forms = tracuu::vi::forms("Đảng uỷ");
/// let mut seen = Vec::new();
/// while forms.advance() {
///     seen.push((forms.text().to_owned(), forms.folded().to_owned(), forms.from()..forms.to()));
/// }
/// assert_eq!(seen[0], ("đảng".to_owned(), "dang".to_owned(), 0..7));
/// assert_eq!(seen[1], ("ủy".to_owned(), "uy".to_owned(), 8..12));
/// ```
pub fn forms(text: &str) -> Forms<'_> {
    Forms {
        source: text,
        scanner: Scanner::default(),
        token: Token::default(),
        folded: String::new(),
        spelling: None,
    }
}

impl Forms<'_> {
    /// Goes to the next token and says whether there was one.
    #[inline]
    pub fn advance(&mut self) -> bool {
        match self.scanner.read(self.source, &mut self.token) {
            None => return false,
            Some(Text::Known(spelling)) => self.spelling = Some(spelling),
            Some(Text::Written) => {
                self.spelling = None;
                self.folded.clear();
                write_folded(&self.token.text, &mut self.folded);
            }
        }
        true
    }

    /// Its canonical text, at most [`super::MAX_BYTES`].
    #[inline]
    pub fn text(&self) -> &str {
        match self.spelling {
            Some(spelling) => spelling.canonical(),
            None => &self.token.text,
        }
    }

    /// Its folded text, see [`super::fold()`].
    #[inline]
    pub fn folded(&self) -> &str {
        match self.spelling {
            Some(spelling) => spelling.folded(),
            None => &self.folded,
        }
    }

    /// The syllable it is, where the table was asked: that is, of syllables in use in lower or title case that
    /// stand by themselves. [`super::syllable::lookup`] tells of others, such as those in capitals.
    #[inline]
    pub fn syllable(&self) -> Option<Syllable> {
        self.spelling.map(Spelling::syllable)
    }

    /// First byte of what it covers in the analysed text; always a character's border.
    #[inline]
    pub fn from(&self) -> usize {
        self.token.from
    }

    /// The byte after the last one.
    #[inline]
    pub fn to(&self) -> usize {
        self.token.to
    }

    /// Number of its first part, counted from 0; a line break counts one more.
    #[inline]
    pub fn position(&self) -> usize {
        self.token.position
    }

    /// How many parts it covers.
    #[inline]
    pub fn position_length(&self) -> usize {
        self.token.position_length
    }

    /// What it is.
    #[inline]
    pub fn kind(&self) -> TokenKind {
        self.token.kind
    }
}
