//! Which known document a citation in words stands for.
//!
//! Type and number are not enough: every committee numbers its own directives. A body named beside them
//! decides; without one, only the numbers that everybody knows are resolved, where the paragraph speaks of the
//! centre and the document was out. All else stays as it is printed.

use std::cell::OnceCell;

use chrono::NaiveDate;

use super::cited::Citation;
use crate::article::{Article, Method};
use crate::catalog::{Catalog, KnownDocument};

/// Resolves citations of one article.
pub(super) struct Reader<'a> {
    catalog: &'a Catalog,
    /// The last day the article may be from.
    day: Option<NaiveDate>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(article: &Article, catalog: &'a Catalog) -> Self {
        let day = article.published.as_ref().map(|published| published.iso.last_day());
        Self { catalog, day }
    }

    /// Fills in what the catalogue knows of a document cited in words, which stands in a paragraph.
    pub(super) fn resolve(&self, citation: &mut Citation, text: &Paragraph<'_>) {
        if citation.document.symbol.is_some() {
            return;
        }
        let Some((known, date)) = self.known(citation, text) else { return };
        let document = &mut citation.document;
        document.resolved = Some(known.symbol.to_owned());
        document.method = Method::Catalog;
        document.number = Some(known.number);
        document.side = document.side.or(Some(crate::article::DocumentSide::Party));
        document.issuer.get_or_insert_with(|| known.issuer.to_owned());
        document.date = document.date.or(date);
    }

    /// The document, and its day where it is one that everybody knows: numbers recur in every term, and the
    /// catalogue does not hold them all.
    fn known(
        &self,
        citation: &Citation,
        text: &Paragraph<'_>,
    ) -> Option<(&'a KnownDocument, Option<NaiveDate>)> {
        let known = self.catalog.known_documents();
        let kind = citation.document.kind.as_deref()?;
        if let Some((plenum, term)) = citation.plenum {
            let found = known.of_plenum(kind, plenum, term?).filter(|found| self.was_out(found))?;
            return Some((found, found.date));
        }
        let mut all = known.numbered(kind, citation.document.number?);
        all.retain(|known| self.was_out(known) && fits(known, citation));
        match citation.issuer {
            Some(issuer) if !issuer.central => return None,
            None if citation.document.issuer.is_some() => return None,
            None if !(self.day.is_some()
                && all.iter().any(|d| d.is_usual())
                && text.speaks_of_centre()) =>
            {
                return None;
            }
            _ => {}
        }
        let last = *all.last()?;
        if all.iter().any(|known| known.symbol != last.symbol) {
            return None;
        }
        let certain = all.len() == 1 && last.is_usual() && self.day.is_some();
        Some((last, last.date.filter(|_| certain)))
    }

    fn was_out(&self, known: &KnownDocument) -> bool {
        self.day.zip(known.date).is_none_or(|(day, date)| date <= day)
    }
}

/// Whether body and day named beside a citation are the document's. `Trung ương` is said of every central
/// body.
fn fits(known: &KnownDocument, citation: &Citation) -> bool {
    let day = citation.document.date.zip(known.date).is_none_or(|(one, other)| one == other);
    let bodies = ["Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương"];
    let printed = citation.document.issuer.as_deref().unwrap_or_default().to_lowercase();
    let named = bodies.iter().find(|body| printed.starts_with(&body.to_lowercase()));
    day && named.is_none_or(|named| *named == known.issuer)
}

/// A paragraph that cites documents.
pub(super) struct Paragraph<'t> {
    text: &'t str,
    /// Read when it is first asked for, and once: a list may cite thousands.
    centre: OnceCell<bool>,
}

impl<'t> Paragraph<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, centre: OnceCell::new() }
    }

    fn speaks_of_centre(&self) -> bool {
        let words = ["Trung ương", "Bộ Chính trị", "Ban Bí thư", "của Đảng", "TW"];
        *self.centre.get_or_init(|| words.iter().any(|words| self.text.contains(words)))
    }
}
