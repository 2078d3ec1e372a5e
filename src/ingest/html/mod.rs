//! Web pages: what the page says of itself in its markup, and the article inside it.
//!
//! The order of trust is: what the publisher's marks name, JSON-LD, Open Graph and `meta`, then what is
//! printed. What is printed checks the others, since a page shows its readers what it has told no
//! machine. The text is made of the same lines and roles as that of a text dump; a page whose markup
//! says nothing is read as one.

mod blocks;
mod content;
mod lead;
mod linked;
mod marks;
mod markup;
mod meta;
mod place;
mod published;
mod signed;
#[cfg(test)]
mod tests;
mod text;
mod title;
mod tree;
mod verdict;
mod view;

use std::collections::HashSet;

use super::page::tidy;
use super::record::Given;
use super::{Context, Passage, RawDocument, assemble, page};
use crate::article::{Article, Evidence, LineRole};
use crate::error::Result;
use title::Title;
use view::View;

/// Reads a web page.
///
/// # Errors
/// When the page holds no article.
pub(super) fn parse(raw: &RawDocument, context: Context<'_>) -> Result<Article> {
    let view = View::new(&raw.text, context);
    let title = title::read(&view);
    let node = title.as_ref().and_then(|title| title.node);
    let lead = lead::read(&view, node);
    let mut lines = text::lines(&view, title.as_ref(), lead.as_ref());
    verdict::check(&view, title.as_ref())?;
    if !verdict::reads_well(&view, &lines) {
        lines = as_dump(&view, title.as_ref());
    }
    let kicker = title.as_ref().and_then(|title| title::kicker(&view, title));
    lines.splice(0..0, kicker.map(|text| (LineRole::Kicker, text)));
    let passages = passages(title.as_ref(), lines);
    let (given, mut sources) = given(raw, &view, title.as_ref(), &passages);
    sources.extend(title.map(|title| ("title", title.source)));
    let mut article = assemble::article(raw, &passages, given, context)?;
    let mut told = HashSet::new();
    article.refused.retain(|refusal| told.insert((refusal.field.clone(), refusal.raw.clone())));
    for (name, source) in sources.into_iter().filter(|(_, source)| !source.is_empty()) {
        article.provenance.insert(name.to_owned(), Evidence::field(&source));
    }
    Ok(article)
}

/// The lines of the whole page by the parser of text dumps, which needs no markup.
fn as_dump(view: &View<'_>, title: Option<&Title>) -> Vec<(LineRole, String)> {
    let kept = view.blocks.iter().filter(|block| block.dropped.is_none());
    let texts: Vec<&str> = kept.map(|block| block.text.as_str()).collect();
    let roles = page::passages(&texts.join("\n"), view.context).into_iter();
    let titled = |role| title.is_some() && role == LineRole::Title;
    roles.map(|p| (p.role, p.text)).filter(|(role, _)| !titled(*role)).collect()
}

/// The headline and the lines, numbered in this order.
fn passages(title: Option<&Title>, lines: Vec<(LineRole, String)>) -> Vec<Passage> {
    let title = title.map(|title| (LineRole::Title, title.text.clone()));
    let again = title.is_some();
    let rest = lines.into_iter().filter(|(role, _)| !(again && *role == LineRole::Title));
    let numbered = (1..).zip(title.into_iter().chain(rest));
    numbered.map(|(line, (role, text))| Passage { line, role, text }).collect()
}

/// What the page says beside its text, and where it says so.
fn given(
    raw: &RawDocument,
    view: &View<'_>,
    title: Option<&Title>,
    passages: &[Passage],
) -> (Given, Vec<(&'static str, String)>) {
    let node = title.and_then(|title| title.node);
    let text: Vec<&str> = passages.iter().map(|p| p.text.as_str()).collect();
    let (url, at) = place::url(view, raw.url.as_deref()).unzip();
    let (section, path) = place::section(view, title.map_or("", |title| &title.text));
    let (tags, tagged) = place::tags(view, &text.join(" "));
    let (published, refused) = published::read(view, node);
    let mut sources = vec![("url", at.unwrap_or_default().to_owned())];
    sources.extend((!section.is_empty()).then(|| ("section", path.to_owned())));
    sources.extend((!tags.is_empty()).then(|| ("tags", tagged.to_owned())));
    let given = Given {
        id: None,
        published,
        outlet: place::outlet(view, url.as_deref()),
        section,
        tags,
        bylines: signed::read(view, node, passages.iter().any(|p| p.role == LineRole::Byline)),
        url,
        refused,
    };
    (given, sources)
}
