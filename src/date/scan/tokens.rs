//! A text as numbers, words and marks, which is what dates are read from.

use std::ops::Range;

use crate::vi::fold;
use crate::vi::normalize::{canonical, is_alphabetic};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number { value: u32, digits: usize },
    Word(String),
    Mark(char),
}

pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

pub(super) struct Tokens(pub(super) Vec<Token>);

impl Tokens {
    /// Numbers, words and marks; white space is left out.
    pub(super) fn new(text: &str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = text.char_indices().peekable();
        while let Some((start, first)) = rest.next() {
            if first.is_whitespace() {
                continue;
            }
            let class = class_of(first);
            let mut end = start + first.len_utf8();
            while class != Class::Mark
                && let Some((at, c)) = rest.next_if(|(_, c)| class_of(*c) == class)
            {
                end = at + c.len_utf8();
            }
            tokens.push(Token { kind: kind_of(class, &text[start..end], first), span: start..end });
        }
        Self(tokens).folded(text)
    }

    /// Folds the words near a number; the others are never asked for, and most words are others.
    fn folded(mut self, text: &str) -> Self {
        const REACH: usize = 12;
        let mut done = 0;
        for i in 0..self.len() {
            if !matches!(self.0[i].kind, Kind::Number { .. }) {
                continue;
            }
            let end = self.len().min(i + REACH);
            for token in &mut self.0[i.saturating_sub(REACH).max(done)..end] {
                if let Kind::Word(word) = &mut token.kind {
                    *word = fold(&canonical(&text[token.span.clone()]));
                }
            }
            done = end;
        }
        self
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn number(&self, i: usize, digits: Range<usize>) -> Option<u32> {
        match self.0.get(i)?.kind {
            Kind::Number { value, digits: n } if digits.contains(&n) => Some(value),
            _ => None,
        }
    }

    pub(super) fn word(&self, i: usize) -> &str {
        match self.0.get(i).map(|token| &token.kind) {
            Some(Kind::Word(word)) => word,
            _ => "",
        }
    }

    pub(super) fn mark(&self, i: usize) -> Option<char> {
        match self.0.get(i)?.kind {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// Whether nothing stands between token `i` and the next.
    pub(super) fn touches(&self, i: usize) -> bool {
        self.0.get(i + 1).is_some_and(|next| self.0[i].span.end == next.span.start)
    }

    pub(super) fn separator(&self, i: usize) -> Option<char> {
        self.mark(i).filter(|c| matches!(c, '/' | '-' | '.' | '–'))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Mark,
}

fn class_of(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        _ if is_alphabetic(c) => Class::Letter,
        _ => Class::Mark,
    }
}

fn kind_of(class: Class, text: &str, first: char) -> Kind {
    match class {
        Class::Digit => {
            Kind::Number { value: text.parse().unwrap_or(u32::MAX), digits: text.len() }
        }
        Class::Letter => Kind::Word(String::new()),
        Class::Mark => Kind::Mark(first),
    }
}
