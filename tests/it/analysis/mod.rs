//! The analysis of Vietnamese text: a table of what each kind of text becomes, and laws.

mod check;
mod confusions;
mod fuzz;
mod keys;
mod laws;
pub(crate) mod random;
mod regressions;
mod tables;
mod vocabulary;

use tracuu::vi::tokens;

/// Tokens in the notation of the tables: blanks between positions, `|` between tokens at one position,
/// `x:n` for a token over n positions.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    let mut position = None;
    for token in tokens(text) {
        match position {
            None => {}
            Some(before) if before == token.position => shown.push('|'),
            Some(before) => shown.push_str(&" ".repeat(token.position - before)),
        }
        position = Some(token.position);
        shown.push_str(&token.text);
        if token.position_length > 1 {
            shown.push(':');
            shown.push_str(&token.position_length.to_string());
        }
    }
    shown
}
