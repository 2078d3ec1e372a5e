//! Whether a page holds an article, and whether what was read of it looks like one.
//!
//! Front pages and lists say `og:type` article as often as not. What tells them is their shape: no
//! headline that is no link, and no two paragraphs without the title of another article between them. A
//! page that names itself an article in any other way is believed.

use super::blocks::Block;
use super::content::LEAST;
use super::marks::Role;
use super::title::Title;
use super::view::View;
use crate::article::LineRole;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::page::in_body;

/// Refuses a page that holds no article.
///
/// # Errors
/// When it has no text, or is a list of articles.
pub(super) fn check(view: &View<'_>, title: Option<&Title>) -> Result<()> {
    if view.blocks.is_empty() {
        return Err(none("the page has no text outside scripts"));
    }
    let printed = title.is_some_and(|title| title.node.is_some() && title.sure);
    if !claims(view) && (view.linked.list || !printed) && is_list(view) {
        return Err(none("the page is a list of articles"));
    }
    Ok(())
}

fn none(why: &str) -> Error {
    Error::new(ErrorKind::Input, format!("holds no article: {why}"))
}

/// Whether the page says that it is an article in a way that lists do not.
fn claims(view: &View<'_>) -> bool {
    let dated = ["article:published_time", "datepublished", "pubdate"];
    let marks = view.of(Role::Content).filter(|mark| {
        let exact =
            ["data-role", "itemprop"].iter().any(|name| view.tree.attr(mark.node, name).is_some());
        exact && view.lines(mark.node).iter().any(Block::prose)
    });
    view.linked.is_article() || view.meta.value(&dated).is_some() || marks.count() == 1
}

/// Whether linked titles stand between all paragraphs of a page, and are many.
fn is_list(view: &View<'_>) -> bool {
    const MANY: usize = 24;
    const TITLE: usize = 5;
    const RUN: usize = 3;
    let title = |line: &&Block| line.is_link() && line.words >= TITLE;
    let titles = view.blocks.iter().filter(title).count();
    let lines = view.content.map_or(view.blocks.as_slice(), |content| view.lines(content.node));
    let (mut run, mut longest) = (0, 0);
    for line in lines.iter().filter(|line| line.dropped.is_none()) {
        run = match () {
            () if title(&line) => 0,
            () if line.mass() > 0 => run + 1,
            () => run,
        };
        longest = longest.max(run);
    }
    titles >= MANY && longest < RUN
}

/// Whether the lines read have the text of an article.
pub(super) fn reads_well(view: &View<'_>, lines: &[(LineRole, String)]) -> bool {
    let text: usize =
        lines.iter().filter(|(role, _)| in_body(*role)).map(|(_, text)| text.len()).sum();
    text >= LEAST || (view.content.is_some_and(|content| content.marked) && text > 0)
}
