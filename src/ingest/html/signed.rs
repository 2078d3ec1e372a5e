//! Who signed the article: an author's block on the page, JSON-LD, `meta`.
//!
//! On most Vietnamese pages `meta author` is the outlet, its host or its account; JSON-LD has the person,
//! the outlet or nothing. So every name goes through the reader of printed bylines, which believes only
//! what it understands and knows the outlets.

use super::marks::Role;
use super::tree::NodeId;
use super::view::{MOST, View, compact};
use crate::article::{Byline, BylineRole, Evidence};
use crate::date::scan::{stamps, without_stamps};
use crate::ingest::metadata::byline;
use crate::ingest::page::phrases::{Kind, Words};

/// Who signed a page whose headline stands at `title`; none where only the text's last lines say, which
/// `signs` says that they do. JSON-LD goes before what is printed only where it has the same names and
/// more: a block may show one author of two.
pub(super) fn read(view: &View<'_>, title: Option<NodeId>, signs: bool) -> Vec<Byline> {
    let (printed, told) = (printed(view, title), told(view));
    let same = printed.iter().all(|own| told.iter().any(|other| other.name == own.name));
    if (printed.is_empty() && signs) || !same { printed } else { told }
}

/// Who signed, by the author's blocks around the text of a page whose headline stands at `title`.
fn printed(view: &View<'_>, title: Option<NodeId>) -> Vec<Byline> {
    const LINES: usize = 3;
    let mut found: Vec<(usize, Vec<Byline>)> = Vec::new();
    let near = view.of(Role::Author).filter(|mark| close(view, mark.node, title));
    for mark in near.take(MOST) {
        let source = format!("{} {}", view.tree.node(mark.node).name, class(view, mark.node));
        let whole = view.tree.text(mark.node);
        let lines = view.lines(mark.node).iter().take(LINES).map(|line| line.text.clone());
        let read =
            std::iter::once(whole).chain(lines).map(|text| names(view, &text, source.trim()));
        if let Some(names) = read.into_iter().find(|names| !names.is_empty()) {
            found.push((mark.rank, names));
        }
    }
    let best = found.iter().map(|(rank, _)| *rank).min();
    let chosen = found.into_iter().filter(|(rank, _)| Some(*rank) == best);
    let marked = distinct(chosen.flat_map(|(_, names)| names));
    if marked.is_empty() { unmarked(view, title) } else { marked }
}

/// A name on a line of its own, or beside the date: between headline and text next to a date, or right
/// below the text.
fn unmarked(view: &View<'_>, title: Option<NodeId>) -> Vec<Byline> {
    const REACH: usize = 3;
    let (text, end) = view.span();
    let place = |node: NodeId| view.blocks.partition_point(|line| line.node < node);
    let from = place(title.map_or(text, |title| view.tree.end(title)));
    let above = from..place(text).max(from);
    let dated = |i: usize| {
        let near = i.saturating_sub(2)..(i + 3).min(above.end);
        near.into_iter().any(|j| j >= above.start && !stamps(&view.blocks[j].text).is_empty())
    };
    let below = place(end)..(place(end) + REACH).min(view.blocks.len());
    let sure = |i: usize| above.contains(&i) && dated(i) || i == below.start;
    let read = above.clone().chain(below.clone()).map(|i| {
        let line = &view.blocks[i];
        let rest = without_stamps(&line.text);
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '(');
        let signature =
            byline::read(rest, view.outlets()).filter(|_| !line.prose() && line.words <= 20);
        signature
            .filter(|s| sure(i) || s.marked)
            .map(|_| names(view, rest, "byline"))
            .unwrap_or_default()
    });
    read.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

fn class<'v>(view: &'v View<'_>, node: NodeId) -> &'v str {
    view.tree.attr(node, "class").unwrap_or_default()
}

/// Whether an author's block belongs to the article: from its headline to a few lines below its text,
/// and in no box of others.
fn close(view: &View<'_>, node: NodeId, title: Option<NodeId>) -> bool {
    const BELOW: usize = 8;
    const LINES: usize = 6;
    let (text, end) = view.span();
    let from = view.blocks.partition_point(|line| line.node < end);
    let below = view.blocks.get(from + BELOW).map_or(usize::MAX, |line| line.node);
    let above = title.unwrap_or(text).min(text);
    let near = (above..below).contains(&node) || before(view, node, above);
    let lines = view.lines(node);
    let boxed = lines.first().and_then(|line| line.dropped);
    // A bar of buttons above the text may bear the name too.
    let aside = boxed.is_some_and(|boxed| !view.tree.holds(node, boxed) && node > text);
    near && lines.len() <= LINES && !aside
}

/// Whether an element stands directly above the headline.
fn before(view: &View<'_>, node: NodeId, title: NodeId) -> bool {
    const ABOVE: usize = 4;
    let at = view.blocks.partition_point(|line| line.node < node);
    let to = view.blocks.partition_point(|line| line.node < title);
    at <= to && to - at <= ABOVE
}

/// Who signed, by what the page says of itself.
fn told(view: &View<'_>) -> Vec<Byline> {
    let linked = view.linked.authors();
    let linked = linked.iter().take(MOST).flat_map(|text| names(view, text, "json-ld author"));
    let linked = distinct(linked);
    if !linked.is_empty() {
        return linked;
    }
    let fields = ["dable:author", "article:author", "author", "dc.creator", "dcterms.creator"];
    let read = fields.into_iter().map(|field| {
        let values = view.meta.all(field).take(MOST);
        distinct(values.flat_map(|text| names(view, text, &format!("meta {field}"))))
    });
    read.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// The persons that a text of at most 1 KB names; none where it names the outlet, an account or an address.
fn names(view: &View<'_>, text: &str, source: &str) -> Vec<Byline> {
    const LONGEST: usize = 1024;
    if text.len() > LONGEST {
        return Vec::new();
    }
    let furniture = [Kind::Box, Kind::Foot, Kind::Chrome, Kind::Section, Kind::Tags];
    if Words::new(text).cover(&furniture).is_some() {
        return Vec::new();
    }
    let site = view.meta.value(&["og:site_name", "application-name"]).into_iter();
    let mut own = site.chain(view.linked.publishers.iter().map(String::as_str));
    let same = compact(text);
    if text.contains("://") || text.contains('@') || own.any(|name| compact(name) == same) {
        return Vec::new();
    }
    let one = |name: String, role| Byline { name, role, evidence: Evidence::field(source) };
    let read = byline::read(text, view.outlets()).map(|signature| signature.names);
    read.unwrap_or_default().into_iter().map(|(name, role)| one(name, role)).collect()
}

/// Names once each; generic ones only where there is no other.
fn distinct(all: impl Iterator<Item = Byline>) -> Vec<Byline> {
    let mut found: Vec<Byline> = Vec::new();
    for byline in all {
        if !found.iter().any(|known| known.name == byline.name) {
            found.push(byline);
        }
    }
    if found.iter().any(|byline| byline.role != BylineRole::Generic) {
        found.retain(|byline| byline.role != BylineRole::Generic);
    }
    found
}
