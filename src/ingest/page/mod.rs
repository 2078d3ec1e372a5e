//! Page dumps: the text of a web page, one block a line, with everything around the article still in
//! it. Every line gets a role; the article is put together from the lines whose role belongs to it.

mod body;
mod foot;
mod gist;
mod head;
#[cfg(test)]
mod layouts;
mod line;
pub(in crate::ingest) mod phrases;
mod roles;
#[cfg(test)]
mod tests;

use super::record::Given;
use super::{Context, Passage, RawDocument, assemble};
use crate::article::{Article, LineRole};
use crate::error::Result;
use crate::vi::normalize::clean;
pub(in crate::ingest) use head::field;
use line::PageLine;
pub(in crate::ingest) use line::beside_dates;
use roles::Page;

/// Reads a page dump.
///
/// # Errors
/// When the page holds no text of an article.
pub(super) fn parse(raw: &RawDocument, context: Context<'_>) -> Result<Article> {
    let passages = passages(&raw.text, context);
    assemble::article(raw, &passages, Given::default(), context)
}

/// The lines of a page that are not blank, with their roles.
pub(super) fn passages(text: &str, context: Context<'_>) -> Vec<Passage> {
    let text = clean(text);
    let lines = (1..).zip(text.split('\n')).filter_map(|(number, line)| {
        let line = tidy(line);
        (!line.is_empty()).then(|| PageLine::new(number, line))
    });
    Page::new(lines.collect(), context.catalog.outlets())
        .assign()
        .into_iter()
        .map(|(line, role)| Passage { line: line.number, role, text: line.text })
        .collect()
}

/// The paragraphs of a text that is known to be an article's, with their roles.
pub(super) fn paragraphs(texts: &[&str]) -> Vec<(LineRole, String)> {
    let lines: Vec<PageLine> =
        (1..).zip(texts).map(|(number, text)| PageLine::new(number, text)).collect();
    let roles = body::paragraphs(&lines);
    lines.into_iter().zip(roles).map(|(line, role)| (role, line.text)).collect()
}

/// Without white space and marks of no width around it.
pub(super) fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
    })
}

/// Whether a role's text belongs to the article's body.
pub(super) fn in_body(role: LineRole) -> bool {
    role.is_of_body()
}
