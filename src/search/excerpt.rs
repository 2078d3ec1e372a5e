//! What of an article answers a query: the marks of its title and its fragments, with no index asked.
//!
//! Apart from searching, so that whoever has an article and a query (a page that shows one, a test of what is marked)
//! gets what a search would show beside a hit.

use super::analysis::Asked;
use super::highlight::Highlighter;
use super::lower::Reading;
use super::matching::Least;
use super::snippet::{self, Snippet};
use super::speaker;
use super::ways::Way;
use crate::article::Article;
use crate::catalog::Catalog;
use crate::error::Result;
use crate::index::body_text;
use crate::query::Query;

/// What of an article answers a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Excerpt {
    /// Byte ranges of the title that answer, `[start, end)`, ascending, not overlapping.
    pub title_highlights: Vec<[usize; 2]>,
    /// The fragments that show most of it, in the order of the text.
    pub snippets: Vec<Snippet>,
}

impl Excerpt {
    pub(super) fn new(article: &Article, highlighter: &Highlighter) -> Self {
        let title_highlights = highlighter.ranges(article.title.as_deref().unwrap_or_default());
        let body = body_text(article);
        let marked = (&highlighter.marked(&body.text), highlighter.weights());
        let snippets = snippet::best(&body, marked, &|at| speaker::speaker(article, at));
        Self { title_highlights, snippets }
    }
}

/// What of an article answers a query, each word read as typed, or without accents if none has one. Time does not grow
/// with the article beyond a megabyte read in passing.
///
/// # Errors
/// [`crate::ErrorKind::Query`] when the query has more than 512 words.
///
/// ```
/// # use tracuu::{article::{Article, ArticleId, Format, Origin}, catalog::Catalog, query, search};
/// # let path = String::new();
/// # let origin = Origin { path, format: Format::Text, encoding: "utf-8".into(), record: None };
/// let mut article = Article::blank(ArticleId::parse("one").unwrap(), origin);
/// article.body = "Xã họp. Tổ dân vận khéo đến từng nhà.".into();
/// let query = query::parse("dan van").unwrap();
/// let found = search::excerpt(&article, &query, &Catalog::embedded()).unwrap();
/// let [start, end] = found.snippets[0].highlights[0];
/// assert_eq!(&found.snippets[0].text[start..end], "dân vận");
/// ```
pub fn excerpt(article: &Article, query: &Query, catalog: &Catalog) -> Result<Excerpt> {
    let asked = Asked::new(query, catalog.equivalents())?;
    let reading = if asked.is_unaccented() { Reading::Unaccented } else { Reading::Exact };
    let least = if asked.is_long() { Least::One } else { Least::All };
    let way = Way { capitals: asked.has_capitals(), ..Way::new(least, reading) };
    Ok(Excerpt::new(article, &Highlighter::new(&asked, way)))
}
