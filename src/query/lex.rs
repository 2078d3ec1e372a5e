//! A query's text as signs and words, in one pass.
//!
//! Nothing here fails: what cannot be a sign is a word, because the title of any article is a query. What a sign needs
//! (a partner, something on both sides) is looked at in `signs`, when all of them are known.

use std::ops::Range;

use super::ast::TextField;
use super::fields::{self, Field, Kind as FieldKind};
use super::limits::{DISTANCE, MIN_PREFIX};
use super::mistake::{Warning, shown};
use crate::vi::normalize::{is_alphabetic, is_alphanumeric};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Text, and whether a letter or digit is in it.
    Word {
        spoken: bool,
    },
    /// Text in quotation marks, with the number behind its `~`.
    Quoted {
        slop: Option<u32>,
    },
    /// The beginning of a word.
    Prefix,
    /// A word that may be misspelt.
    Fuzzy,
    Open,
    Close,
    And,
    Or,
    Not,
    /// A dash that leaves out what it is glued to.
    Minus,
    Near {
        distance: u32,
        ordered: bool,
    },
    /// The name of a field with its colon.
    Field(&'static Field),
    /// Left out.
    Nothing,
}

/// A sign or a word, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// All of it.
    pub(super) range: Range<usize>,
    /// Its text: without a mark before it, quotation marks around it, a star or tilde behind it.
    pub(super) inner: Range<usize>,
}

impl Token {
    /// Whether it stands right behind another.
    pub(super) fn is_glued_to(&self, before: &Self) -> bool {
        self.range.start == before.range.end
    }

    pub(super) fn is_operator(&self) -> bool {
        matches!(self.kind, Kind::And | Kind::Or | Kind::Near { .. })
    }

    /// Makes it text.
    pub(super) fn demote(&mut self, text: &str) {
        let spoken = text[self.range.clone()].contains(is_alphanumeric);
        self.kind = Kind::Word { spoken };
        self.inner = self.range.clone();
    }
}

/// What was read, and in how many steps: reading takes time in proportion to the text.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    pub(super) warnings: Vec<Warning>,
    pub(super) steps: usize,
}

/// The tokens of a text in which only blanks part words.
pub(super) fn lex(text: &str) -> Lexed {
    let last_quote = text.rfind('"');
    let mut lexer = Lexer { text, last_quote, lexed: Lexed::default() };
    let mut at = 0;
    while at < text.len() {
        at = match text.as_bytes()[at] {
            b' ' => at + 1,
            b'"' => lexer.quoted(at),
            _ => lexer.chunk(at),
        };
        lexer.lexed.steps += 1;
    }
    lexer.lexed
}

/// Whether a text without blanks is one word that means itself.
pub(super) fn is_one_word(text: &str) -> bool {
    let Lexed { tokens, .. } = lex(text);
    let whole =
        |token: &Token| matches!(token.kind, Kind::Word { .. }) && token.inner == (0..text.len());
    matches!(&tokens[..], [one] if whole(one))
}

struct Lexer<'t> {
    text: &'t str,
    last_quote: Option<usize>,
    lexed: Lexed,
}

impl Lexer<'_> {
    fn push(&mut self, kind: Kind, range: Range<usize>, inner: Range<usize>) {
        self.lexed.tokens.push(Token { kind, range, inner });
    }

    fn word(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            let spoken = self.text[range.clone()].contains(is_alphanumeric);
            self.push(Kind::Word { spoken }, range.clone(), range);
        }
    }

    fn warn(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.lexed.warnings.push(Warning::new(range, message));
    }

    /// Text between the quotation mark here and the next, and a number behind it; the byte after it.
    fn quoted(&mut self, at: usize) -> usize {
        let Some(len) = self.text[at + 1..].find('"') else {
            // A lone quotation mark separates words and means nothing; before a word it was meant.
            if self.text[at + 1..].starts_with(is_alphanumeric) {
                let message = "this quotation mark has no partner and is left out; close it behind the last word";
                self.warn(at..at + 1, message);
            }
            return at + 1;
        };
        let inner = at + 1..at + 1 + len;
        self.lexed.steps += len;
        let end = inner.end + 1;
        let behind = &self.text[end..];
        let digits = behind.strip_prefix('~').map_or(0, leading_digits);
        let stops = |rest: &str| !rest.starts_with(is_alphanumeric) && !rest.starts_with('"');
        if digits > 0 && stops(&behind[1 + digits..]) {
            let end = end + 1 + digits;
            let slop = number(&behind[1..=digits]);
            self.phrase(Some(slop), at..end, inner);
            return end;
        }
        self.phrase(None, at..end, inner);
        end
    }

    /// A phrase; without a letter or digit in it, nothing.
    fn phrase(&mut self, slop: Option<u32>, range: Range<usize>, inner: Range<usize>) {
        if self.text[inner.clone()].contains(is_alphanumeric) {
            self.push(Kind::Quoted { slop }, range, inner);
        }
    }

    /// What stands here up to a blank or a quotation mark; the byte after it.
    fn chunk(&mut self, start: usize) -> usize {
        let len = self.text[start..].find([' ', '"']).unwrap_or(self.text.len() - start);
        let end = start + len;
        self.lexed.steps += len;
        let mut at = start;
        loop {
            if self.text[at..end].starts_with('(') {
                self.push(Kind::Open, at..at + 1, at..at + 1);
                at += 1;
            } else if self.is_minus(at, end) {
                self.push(Kind::Minus, at..at + 1, at..at + 1);
                at += 1;
            } else if self.is_marked(at, end) {
                let spoken = self.text[at..end].contains(is_alphanumeric);
                return self.marked(spoken, at..end);
            } else if let Some((field, len)) = self.field(at, end) {
                self.push(Kind::Field(field), at..at + len, at..at + len);
                at += len;
                if !self.text[at..end].starts_with('(') {
                    break;
                }
            } else {
                break;
            }
        }
        self.core(at, end);
        end
    }

    /// A word behind a mark, with all that is glued to it; the byte after it.
    fn marked(&mut self, spoken: bool, range: Range<usize>) -> usize {
        let (end, inner) = (range.end, range.start + 1..range.end);
        self.push(Kind::Word { spoken }, range, inner);
        end
    }

    /// Whether a mark stands here and has something to take the meaning from: without the mark it would not be one
    /// word, or it begins with a mark again.
    fn is_marked(&self, at: usize, end: usize) -> bool {
        let Some(rest) = self.text[at..end].strip_prefix('\\') else { return false };
        let before = self.text[..at].chars().next_back();
        // Of a row of marks the first one alone is looked at, so that a row of them is read once.
        matches!(before, None | Some(' ' | '(' | '-' | ':'))
            && !rest.is_empty()
            && (rest.starts_with('\\') || !is_one_word(rest))
    }

    /// Whether the dash here leaves out what stands behind it: a word, a bracket, a phrase. Before a digit it is a
    /// sign, alone it is punctuation.
    fn is_minus(&self, at: usize, end: usize) -> bool {
        let Some(rest) = self.text[at..end].strip_prefix('-') else { return false };
        let before = self.text[..at].chars().next_back();
        let free = matches!(before, None | Some(' ' | '('));
        free && match rest.chars().next() {
            None => self.last_quote.is_some_and(|quote| quote > end),
            Some(c) => c == '(' || is_alphabetic(c),
        }
    }

    /// The field whose name and colon stand here with a value behind them, and their length.
    fn field(&self, at: usize, end: usize) -> Option<(&'static Field, usize)> {
        let chunk = &self.text[at..end];
        // A colon further on than any name is none of a field.
        let colon = chunk.bytes().take(fields::LONGEST + 1).position(|b| b == b':')?;
        let field = fields::find(&chunk[..colon])?;
        let rest = &chunk[colon + 1..];
        let quoted = rest.is_empty() && self.last_quote.is_some_and(|quote| quote > end);
        let valued = quoted || rest.starts_with('(') || rest.contains(is_alphanumeric);
        valued.then_some((field, colon + 1))
    }

    /// What is left of a chunk: a word or an operator, with the brackets and the punctuation behind it.
    fn core(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let body = text.trim_end_matches(is_trailing);
        let opened = body.matches('(').count().saturating_sub(body.matches(')').count());
        let tail = &text[body.len()..];
        // As many closing brackets as the word opens are its own.
        let own = tail.match_indices(')').take(opened).last().map_or(0, |(at, _)| at + 1);
        let tail_start = start + body.len() + own;
        if !self.text[tail_start..end].contains(')') {
            return self.piece(start..end);
        }
        self.piece(start..tail_start);
        let mut punctuation = tail_start;
        for (n, _) in self.text[tail_start..end].match_indices(')') {
            let at = tail_start + n;
            self.word(punctuation..at);
            self.push(Kind::Close, at..at + 1, at..at + 1);
            punctuation = at + 1;
        }
        self.word(punctuation..end);
    }

    fn piece(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let is_value =
            |last: &Token| matches!(last.kind, Kind::Field(_)) && last.range.end == range.start;
        if let Some(kind) = operator(text)
            && !self.lexed.tokens.last().is_some_and(is_value)
        {
            return self.push(kind, range.clone(), range);
        }
        if text.contains('*') {
            return self.starred(range);
        }
        if let Some((word, number)) = text.rsplit_once('~')
            && leading_digits(number) == number.len()
            && !number.is_empty()
        {
            return self.misspelt(range.start..range.start + word.len(), range);
        }
        self.word(range);
    }

    /// A word with a star: a prefix, if the star is its end.
    fn starred(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let Some(word) = text.strip_suffix('*').filter(|word| word.contains(is_alphanumeric))
        else {
            if text.trim_start_matches('*').contains(is_alphanumeric) {
                self.warn(range.clone(), "`*` is read at the end of a word only; here it is text");
            }
            return self.word(range);
        };
        let message = if !word.chars().all(is_alphanumeric) {
            "a word with `*` behind it is letters and digits alone; this is taken as text"
        } else if word.chars().count() < MIN_PREFIX {
            "before `*` stand two letters or more; this is taken as text"
        } else {
            let inner = range.start..range.end - 1;
            return self.push(Kind::Prefix, range, inner);
        };
        self.warn(range.clone(), message);
        self.word(range);
    }

    /// A word with `~1` behind it: one that may be misspelt, if its marks say which word is meant.
    fn misspelt(&mut self, word: Range<usize>, range: Range<usize>) {
        let text = &self.text[word.clone()];
        if text.is_empty() || !text.chars().all(is_alphabetic) {
            return self.word(range);
        }
        if text.is_ascii() {
            let message = format!(
                "`{}` has no accents: it is asked for as it is; `~1` needs a word with its accents",
                shown(text)
            );
            self.warn(range.clone(), message);
            let spoken = true;
            return self.push(Kind::Word { spoken }, range, word);
        }
        if &self.text[word.end..range.end] != "~1" {
            self.warn(word.end..range.end, "one letter at most may differ; this is read as `~1`");
        }
        self.push(Kind::Fuzzy, range, word);
    }
}

/// Brackets and the punctuation that may stand beside them at the end of a word.
fn is_trailing(c: char) -> bool {
    matches!(c, ')' | ',' | '.' | ';' | ':' | '!' | '?' | '…')
}

fn operator(text: &str) -> Option<Kind> {
    match text {
        "AND" => Some(Kind::And),
        "OR" => Some(Kind::Or),
        "NOT" => Some(Kind::Not),
        "NEAR" => Some(Kind::Near { distance: DISTANCE, ordered: false }),
        _ => {
            let (name, digits) = text.split_once('/')?;
            let ordered = match name {
                "NEAR" => false,
                // As other systems call it.
                "PRE" | "ADJ" | "ONEAR" => true,
                _ => return None,
            };
            let whole = !digits.is_empty() && leading_digits(digits) == digits.len();
            whole.then(|| Kind::Near { distance: number(digits), ordered })
        }
    }
}

fn leading_digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

/// A number, or one that is over every limit.
fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

/// Whether a field is of text, so that a query may stand behind it.
pub(super) fn text_field(field: &Field) -> Option<TextField> {
    if let FieldKind::Text(field) = field.kind { Some(field) } else { None }
}
