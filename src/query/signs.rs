//! Which brackets, dashes and operators of a text are signs, and which are words of a headline.
//!
//! Brackets are signs where there is something to bracket: an operator inside or beside them, a field, a dash, a star.
//! `AND`, `OR`, `NOT` are signs where they have something to join, and not in a text all in capitals. Everything is
//! told in passes over the tokens, forwards and backwards.

use super::lex::{Kind, Lexed, Token};
use super::limits::MAX_DEPTH;
use super::mistake::Warning;
use crate::vi::syllable::is_syllable;

/// Turns what is no sign into text.
pub(super) fn settle(text: &str, lexed: &mut Lexed) -> Result<(), Warning> {
    let tokens = &mut lexed.tokens;
    lexed.steps += 8 * tokens.len();
    partners(text, tokens);
    lexed.warnings.extend(capitals(text, tokens));
    lexed.warnings.extend(doubled(tokens));
    tokens.retain(|token| token.kind != Kind::Nothing);
    lexed.warnings.extend(idle(text, tokens));
    lexed.warnings.extend(dashes(text, tokens));
    brackets(text, tokens)
}

/// Brackets without a partner are text.
fn partners(text: &str, tokens: &mut [Token]) {
    let mut open = Vec::new();
    for (at, token) in tokens.iter_mut().enumerate() {
        match token.kind {
            Kind::Open => open.push(at),
            Kind::Close if open.pop().is_none() => token.demote(text),
            _ => {}
        }
    }
    for at in open {
        tokens[at].demote(text);
    }
}

/// In a text all in capitals operators are words, unless quotes, fields or a bracket beside them show that they are
/// meant.
fn capitals(text: &str, tokens: &mut [Token]) -> Vec<Warning> {
    let words = || tokens.iter().filter(|token| matches!(token.kind, Kind::Word { .. }));
    let printed = |token: &Token, of: fn(char) -> bool| text[token.inner.clone()].contains(of);
    let shouted = words().any(|token| printed(token, char::is_uppercase))
        && !words().any(|token| printed(token, char::is_lowercase));
    let meant = |token: &Token| {
        let is_plain = matches!(token.kind, Kind::Word { .. } | Kind::Open | Kind::Close);
        !is_plain && !is_joint(token)
    };
    if !shouted || tokens.iter().any(meant) {
        return Vec::new();
    }
    let mut warnings = Vec::new();
    for at in 0..tokens.len() {
        let bracket = |token: Option<&Token>| {
            token.is_some_and(|token| matches!(token.kind, Kind::Open | Kind::Close))
        };
        let beside =
            bracket(at.checked_sub(1).and_then(|n| tokens.get(n))) || bracket(tokens.get(at + 1));
        let token = &mut tokens[at];
        if is_joint(token) && !beside {
            let message =
                "in a text all in capitals this is a word; to join words, put one side in brackets";
            warnings.push(Warning::new(token.range.clone(), message));
            token.demote(text);
        }
    }
    warnings
}

fn is_joint(token: &Token) -> bool {
    token.is_operator() || token.kind == Kind::Not
}

/// Of operators in a row the last one counts.
fn doubled(tokens: &mut [Token]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for at in 1..tokens.len() {
        let [before, token] = [tokens[at - 1].clone(), tokens[at].clone()];
        let again = (before.is_operator() && token.is_operator())
            || (before.kind == Kind::Not && is_joint(&token));
        if again {
            let message = "two operators stand side by side; the first is left out";
            warnings.push(Warning::new(before.range, message));
            tokens[at - 1].kind = Kind::Nothing;
        }
    }
    warnings
}

/// Operators that lack something on a side are words.
fn idle(text: &str, tokens: &mut [Token]) -> Vec<Warning> {
    let mut ahead = vec![false; tokens.len()];
    let mut operand = false;
    for (token, ahead) in tokens.iter().zip(&mut ahead).rev() {
        *ahead = operand;
        operand = match token.kind {
            kind if is_operand(kind) => true,
            Kind::Close => false,
            _ if token.is_operator() => false,
            _ => operand,
        };
    }
    let mut behind = false;
    let mut warnings = Vec::new();
    for (token, ahead) in tokens.iter_mut().zip(ahead) {
        let lacks = match token.kind {
            Kind::Not => !ahead,
            _ if token.is_operator() => !(ahead && behind),
            _ => false,
        };
        if lacks {
            let message = "nothing stands beside this to join, so it is a word";
            warnings.push(Warning::new(token.range.clone(), message));
            token.demote(text);
        }
        behind = match token.kind {
            kind if is_operand(kind) => true,
            Kind::Open => false,
            _ if token.is_operator() => false,
            _ => behind,
        };
    }
    warnings
}

fn is_operand(kind: Kind) -> bool {
    matches!(kind, Kind::Word { spoken: true } | Kind::Quoted { .. } | Kind::Prefix | Kind::Fuzzy)
}

/// A dash or the name of a field before nothing is text, and so is a dash before a syllable with a capital and more words behind it: a name of
/// several syllables in a headline, of which leaving out the first would be an accident.
fn dashes(text: &str, tokens: &mut [Token]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for at in 0..tokens.len() {
        let sign = tokens[at].kind;
        if !matches!(sign, Kind::Minus | Kind::Field(_)) {
            continue;
        }
        let glued = tokens.get(at + 1).filter(|next| next.is_glued_to(&tokens[at]));
        let Some(next) = glued.filter(|next| {
            is_operand(next.kind) || matches!(next.kind, Kind::Field(_) | Kind::Open)
        }) else {
            tokens[at].demote(text);
            continue;
        };
        if sign != Kind::Minus {
            continue;
        }
        let word = &text[next.inner.clone()];
        let spoken = |token: &Token| token.kind == Kind::Word { spoken: true };
        let goes_on =
            tokens.get(at + 2).is_some_and(|after| spoken(after) && !after.is_glued_to(next));
        if spoken(next) && goes_on && word.starts_with(char::is_uppercase) && is_syllable(word) {
            let range = tokens[at].range.start..next.range.end;
            let message = "a dash before a name is taken as text; to leave the name out, quote all of it: -\"…\"";
            warnings.push(Warning::new(range, message));
            tokens[at].demote(text);
        }
    }
    warnings
}

/// Brackets with nothing to bracket are text; of the others no more than [`MAX_DEPTH`] may stand in one another.
fn brackets(text: &str, tokens: &mut [Token]) -> Result<(), Warning> {
    for at in idle_brackets(tokens) {
        tokens[at].demote(text);
    }
    let mut depth = 0_usize;
    for token in tokens.iter() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let message =
                format!("more than {MAX_DEPTH} brackets stand in one another; take some away");
            return Err(Warning::new(token.range.clone(), message));
        }
    }
    Ok(())
}

/// The brackets with no sign inside and none beside that makes a group of them.
fn idle_brackets(tokens: &[Token]) -> Vec<usize> {
    let mut signs = 0;
    // Where each open bracket stands, and how many signs there were before it.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut idle = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        signs += usize::from(is_sign(token));
        match token.kind {
            Kind::Open => open.push((at, signs)),
            Kind::Close => {
                let Some((from, before)) = open.pop() else { continue };
                let opened = from.checked_sub(1).is_some_and(|n| opens_a_group(&tokens[n]));
                let joined = tokens.get(at + 1).is_some_and(Token::is_operator);
                if signs == before && !opened && !joined {
                    idle.extend([from, at]);
                }
            }
            _ => {}
        }
    }
    idle
}

/// Whether what stands behind a token can be a group for it.
fn opens_a_group(token: &Token) -> bool {
    is_joint(token) || matches!(token.kind, Kind::Minus | Kind::Field(_))
}

fn is_sign(token: &Token) -> bool {
    let sign = matches!(token.kind, Kind::Prefix | Kind::Fuzzy | Kind::Quoted { slop: Some(_) });
    sign || opens_a_group(token)
}
