//! What an article is about: units, topics, persons, cited documents, read from its passages.
//!
//! Runs after the page's own data (title, date, outlet) are known, since the outlet's province and the
//! date of publication decide how a short name is read.

pub(super) mod byline;
mod documents;
pub(super) mod outlet;
mod persons;
pub(super) mod published;
pub(super) mod section;
mod tenures;
mod topics;
mod units;
mod words;

use super::page::phrases::{Kind, Words as PageWords};
use super::page::{beside_dates, in_body};
use super::{Context, Passage};
use crate::article::{Article, Byline, BylineRole, Evidence, LineRole, Method, Topic};
use byline::Signature;
use words::Words;

/// Fills `published`, `outlet`, `section` and `bylines` from the passages, each unless it is set.
pub(super) fn publication(article: &mut Article, passages: &[Passage], context: Context<'_>) {
    let outlets = context.catalog.outlets();
    let signed = signatures(passages, context);
    let source = signed.iter().find(|(_, signature)| signature.outlet.is_some());
    if article.outlet.is_none() {
        let source = source.map(|(passage, signature)| (*passage, signature));
        article.outlet = outlet::read(passages, source, outlets);
    }
    if article.published.is_none() {
        let (published, refused) = published::read(passages, context.today);
        article.published = published;
        article.refused.extend(refused);
    }
    let own = article.outlet.as_ref().map(|outlet| outlet.id.clone());
    let own = |name: &str| own.is_some() && outlets.id_of_name(name) == own;
    if article.section.is_empty()
        && let Some((path, line, raw)) = section::read(passages)
    {
        article.section = path.into_iter().filter(|level| !own(level)).collect();
        let evidence = Evidence::line(Method::Explicit, line, raw);
        if !article.section.is_empty() {
            article.provenance.insert("section".to_owned(), evidence);
        }
    }
    if article.bylines.is_empty() {
        article.bylines = bylines(&signed);
        article.bylines.retain(|byline| !own(&byline.name));
    }
}

/// What the byline lines say, or else the last words of the body.
fn signatures<'p>(passages: &'p [Passage], context: Context<'_>) -> Vec<(&'p Passage, Signature)> {
    let outlets = context.catalog.outlets();
    let own = passages.iter().filter_map(|p| match p.role {
        LineRole::Byline => Some((p, byline::read_placed(&p.text, outlets)?)),
        LineRole::Date => {
            // Beside a date, `Theo …` names where a reprint comes from.
            let own = |rest: &&str| PageWords::new(rest).starts(Kind::Quoted).is_none();
            let signed = |rest: &str| byline::read(rest, outlets).filter(|s| !s.names.is_empty());
            Some((p, beside_dates(&p.text).filter(own).find_map(signed)?))
        }
        _ => None,
    });
    let mut signed: Vec<_> = own.filter(|(_, signature)| !signature.names.is_empty()).collect();
    if signed.is_empty()
        && let Some(last) = passages.iter().rfind(|p| in_body(p.role))
        && let Some((raw, signature)) = ending(&last.text, context)
        && !spoken_of(&signature, raw, passages)
    {
        signed.push((last, signature));
    }
    signed
}

/// The byline that ends a paragraph, or that the whole of a short one is.
fn ending<'t>(text: &'t str, context: Context<'_>) -> Option<(&'t str, Signature)> {
    const SHORT: usize = 120;
    let outlets = context.catalog.outlets();
    let whole = || byline::read(text, outlets).filter(|s| !s.names.is_empty());
    byline::tail(text, outlets).or_else(|| Some((text, whole().filter(|_| text.len() <= SHORT)?)))
}

/// Whether an unmarked name is that of a person the article speaks of.
fn spoken_of(signature: &Signature, raw: &str, passages: &[Passage]) -> bool {
    let known = |name: &str| {
        let body = passages.iter().filter(|p| in_body(p.role));
        body.map(|p| p.text.rfind(raw).map_or(&*p.text, |at| &p.text[..at]))
            .any(|t| t.contains(name))
    };
    !signature.marked && signature.outlet.is_none() && signature.names.iter().any(|(n, _)| known(n))
}

/// Most names taken for bylines: more are a list of something else.
const MOST: usize = 20;

/// The names, once each; generic marks only where no name is known.
fn bylines(signed: &[(&Passage, Signature)]) -> Vec<Byline> {
    let all =
        signed.iter().flat_map(|(p, s)| s.names.iter().map(move |(name, role)| (p, name, role)));
    let named = all.clone().any(|(_, _, role)| *role != BylineRole::Generic);
    let mut found: Vec<Byline> = Vec::new();
    let wanted = all.filter(|(_, _, role)| !named || **role != BylineRole::Generic);
    for (passage, name, role) in wanted.take(MOST) {
        if !found.iter().any(|known| known.name == *name) {
            let evidence = Evidence::line(Method::Explicit, passage.line, name.clone());
            found.push(Byline { name: name.clone(), role: *role, evidence });
        }
    }
    found
}

/// The topics of the passages.
pub(super) fn topics(passages: &[Passage], context: Context<'_>) -> Vec<Topic> {
    let words: Vec<Words<'_>> = passages.iter().map(Words::of_passage).collect();
    topics::read(passages, &words, context)
}

/// Fills `units`, `topics`, `persons`, `documents` and `tenures` from the passages; reads `published` and
/// `outlet`, which must be set before.
pub(super) fn about(article: &mut Article, passages: &[Passage], context: Context<'_>) {
    article.units = units::read(article, passages, context);
    article.documents = documents::read(article, passages, context);
    let words: Vec<Words<'_>> = passages.iter().map(Words::of_passage).collect();
    article.topics = topics::read(passages, &words, context);
    article.persons = persons::read(article, passages, &words, context);
    article.tenures = tenures::read(article, passages, &words, context);
}
