//! The near copies of an article: the other articles of its group.

use serde::{Deserialize, Serialize};
use tantivy::DocAddress;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Term};

use super::Searcher;
use super::order::{self, Page};
use crate::article::{Article, ArticleId, Outlet, Published};
use crate::error::Result;

/// Near copies that a hit names at most: each is read back, and of a notice that hundreds of papers print more
/// say nothing.
pub(super) const BESIDE_A_HIT: usize = 20;

/// Near copies that an article shown by itself names at most.
pub(super) const BESIDE_AN_ARTICLE: usize = 1_000;

/// An article in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Its id.
    pub id: ArticleId,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// The input it was read from.
    pub path: String,
}

impl From<Article> for Brief {
    fn from(article: Article) -> Self {
        let Article { id, title, published, outlet, source, .. } = article;
        Self { id, title, published, outlet, path: source.path }
    }
}

impl Searcher<'_> {
    /// The other articles of the group of the one at `address`, the newest first, `most` at most.
    pub(super) fn duplicates(&self, address: DocAddress, most: usize) -> Result<Vec<Brief>> {
        let others = self.others(address, most).map_err(|cause| self.failed(cause))?;
        others.into_iter().map(|other| Ok(self.load(other)?.into())).collect()
    }

    fn others(&self, address: DocAddress, most: usize) -> tantivy::Result<Vec<DocAddress>> {
        let columns = self.snapshot.segment_reader(address.segment_ord).fast_fields();
        let Some(group) = columns.u64("group")?.first(address.doc_id) else {
            return Ok(Vec::new());
        };
        let term = Term::from_field_u64(self.index.fields().group, group);
        if self.snapshot.doc_freq(&term)? < 2 {
            return Ok(Vec::new());
        }
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = order::first(&self.snapshot, &query, Page::all(most + 1))?;
        let all = found.into_iter().map(|other| other.address);
        Ok(all.filter(|other| *other != address).take(most).collect())
    }
}
