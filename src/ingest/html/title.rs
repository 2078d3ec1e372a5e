//! The headline: as printed, checked against what the page's head says.
//!
//! `og:title` and the window's title are written for search engines and often shortened, reworded or
//! followed by the outlet's name; the printed headline is what readers saw. But an `h1` may as well be
//! the outlet's name or a section, and `.title` stands on every card of a list. So the head decides
//! which line is the headline, and the line what it says.

use std::collections::HashSet;

use super::blocks::Block;
use super::marks::Role;
use super::tree::NodeId;
use super::view::{Folded, MOST, View, compact};
use crate::ingest::metadata::outlet::own_name;
use crate::ingest::page::phrases::{Kind, Words};

/// A headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// Its text.
    pub(super) text: String,
    /// The element it is printed in; none where only the head has it.
    pub(super) node: Option<NodeId>,
    /// Whether the head or a mark says that it is the headline.
    pub(super) sure: bool,
    /// Which mark it was read from.
    pub(super) source: String,
}

/// Longest headline, in words.
const LONGEST: usize = 60;

/// Longest headline, in bytes: no article's title may be longer.
const SIZE: usize = 1024;

/// The headline of a page.
pub(super) fn read(view: &View<'_>) -> Option<Title> {
    let told = told(view);
    let printed = printed(view, &told);
    printed.or_else(|| same_line(view, &told)).or_else(|| standing_out(view)).or_else(|| {
        let Told { source, text, .. } = told.into_iter().next()?;
        Some(Title { text, node: None, sure: true, source })
    })
}

/// A headline that the head says.
struct Told {
    source: String,
    text: String,
    folded: Folded,
}

/// What the head says the headline is, the most trusted first, each text once.
fn told(view: &View<'_>) -> Vec<Told> {
    let mut all: Vec<(String, String)> = Vec::new();
    let headline = ["headline", "name"].into_iter().filter(|_| view.linked.is_article());
    let headline =
        headline.filter_map(|field| Some((format!("json-ld {field}"), view.linked.text(field)?)));
    all.extend(headline);
    for name in ["og:title", "headline", "twitter:title", "dc.title", "title"] {
        let values = view.meta.all(name).take(MOST);
        all.extend(values.map(|text| (format!("meta {name}"), text.to_owned())));
    }
    all.extend(view.meta.window.clone().map(|text| ("title".to_owned(), text)));
    let mut seen = HashSet::new();
    all.retain(|(_, text)| text.len() <= SIZE && seen.insert(text.clone()));
    for (_, text) in &mut all {
        *text = without_site(text, view);
    }
    all.retain(|(_, text)| !text.is_empty() && !is_site(text, view));
    let told = |(source, text): (String, String)| {
        let folded = Folded::new(&text);
        Told { source, text, folded }
    };
    all.into_iter().map(told).collect()
}

/// How much a line is the headline: whether the head says so, it is an `h1`, it stands above the text, and
/// which mark it has.
type Key = (usize, bool, bool, std::cmp::Reverse<usize>);

/// The printed headline.
fn printed(view: &View<'_>, told: &[Told]) -> Option<Title> {
    /// Most marked elements looked at: titles of cards may stand above the headline.
    const MARKS: usize = 200;
    let (text, end) = view.span();
    let before = |(node, _): &(NodeId, usize)| *node < end;
    let marks = view.of(Role::Title).map(|mark| (mark.node, mark.rank));
    let heads = view.tree.named(0, "h1").map(|node| (node, usize::MAX));
    let mut best: Option<(Key, Title)> = None;
    let found = marks.filter(before).take(MARKS).chain(heads.filter(before).take(MOST));
    for (node, rank) in found {
        let line = view.tree.text(node);
        let count = line.split_whitespace().count();
        let fits = (2..=LONGEST).contains(&count) && line.len() <= SIZE;
        if !fits || is_site(&line, view) || linked(view, node) {
            continue;
        }
        let own = Folded::new(&line);
        let like = told.iter().map(|told| agreement(&own, &told.folded)).max().unwrap_or(0);
        let heading =
            view.tree.node(node).name == "h1" || view.tree.attr(node, "data-role").is_some();
        if like == 0 && !(heading && count >= 4) {
            continue;
        }
        let key = (like, heading, node <= text, std::cmp::Reverse(rank));
        if best.as_ref().is_none_or(|(most, _)| key > *most) {
            let tag = &view.tree.node(node).name;
            let class = view.tree.attr(node, "class").unwrap_or_default();
            let source = format!("{tag} {class}").trim().to_owned();
            best = Some((key, Title { text: line, node: Some(node), sure: true, source }));
        }
    }
    best.map(|(_, title)| title)
}

/// Whether an element is a link to another page as a whole, as a card's title is.
fn linked(view: &View<'_>, node: NodeId) -> bool {
    let lines = view.lines(node);
    !lines.is_empty() && lines.iter().all(Block::is_link) && view.tree.node(node).name != "h1"
}

/// How far a line is what the head says: 3 the same, 2 its beginning or a part of it, 1 alike.
fn agreement(line: &Folded, told: &Folded) -> usize {
    const ALIKE: usize = 55;
    let (a, b) = (line.compact.as_str(), told.compact.as_str());
    let shorter = a.len().min(b.len());
    match () {
        () if a == b => 3,
        () if shorter >= 12
            && (a.contains(b) || b.contains(a))
            && shorter * 2 >= a.len().max(b.len()) =>
        {
            2
        }
        () if line.likeness(told) >= ALIKE => 1,
        () => 0,
    }
}

/// The first line that is what the head says, where no mark names it.
fn same_line(view: &View<'_>, told: &[Told]) -> Option<Title> {
    let (_, end) = view.span();
    let short = |line: &&Block| {
        line.node < end && line.words <= LONGEST && line.text.len() <= SIZE && !told.is_empty()
    };
    let lines: Vec<(String, &Block)> =
        view.blocks.iter().filter(short).map(|line| (compact(&line.text), line)).collect();
    told.iter().find_map(|told| {
        let wanted = told.folded.compact.as_str();
        let printed = |(own, _): &&(String, &Block)| {
            own == wanted
                || (own.len() > 20 && own.len() * 3 >= wanted.len() * 2 && wanted.contains(own))
        };
        let unlinked = lines.iter().filter(|(_, line)| !line.is_link()).find(printed);
        let (_, found) = unlinked.or_else(|| lines.iter().find(printed))?;
        let source = view.tree.node(found.home).name.clone();
        Some(Title { text: found.text.clone(), node: Some(found.home), sure: true, source })
    })
}

/// The first line that stands out among those above the text, where the head says something else: many
/// portals give all their pages one title.
fn standing_out(view: &View<'_>) -> Option<Title> {
    const ABOVE: usize = 12;
    let (text, _) = view.span();
    let to = view.blocks.partition_point(|line| line.node < text);
    let marked = |node: NodeId| view.of(Role::Title).any(|mark| view.tree.holds(mark.node, node));
    let stands = |line: &&Block| {
        (5..=40).contains(&line.words)
            && !line.is_link()
            && !line.caption
            && line.dropped.is_none()
            && (line.level > 0 || line.strong || marked(line.node))
            && !line.text.ends_with(['.', ':', ';'])
            && crate::date::scan::stamps(&line.text).is_empty()
            && !is_site(&line.text, view)
    };
    let line = view.blocks[to.saturating_sub(ABOVE)..to].iter().find(stands)?;
    let source = view.tree.node(line.home).name.clone();
    Some(Title { text: line.text.clone(), node: Some(line.home), sure: false, source })
}

/// The marked line directly above a headline that belongs to it.
pub(super) fn kicker(view: &View<'_>, title: &Title) -> Option<String> {
    const LONGEST: usize = 16;
    let node = title.node?;
    let to = view.blocks.partition_point(|line| line.node < node);
    let line = view.blocks[..to].last().filter(|line| line.words <= LONGEST && !line.is_link())?;
    let marked = view.of(Role::Kicker).any(|mark| view.tree.holds(mark.node, line.node));
    marked.then(|| line.text.clone())
}

/// A title without the outlet's name before or behind it.
fn without_site(text: &str, view: &View<'_>) -> String {
    const MARKS: [&str; 9] = [" - ", " | ", " – ", " — ", " :: ", " » ", " > ", " • ", "| "];
    let mut text = text.trim();
    loop {
        let last =
            MARKS.iter().filter_map(|mark| text.rfind(mark).map(|at| (at, mark.len()))).max();
        let first =
            MARKS.iter().filter_map(|mark| text.find(mark).map(|at| (at, mark.len()))).min();
        let tail = last.filter(|(at, length)| is_site(&text[at + length..], view));
        let head = first.filter(|(at, _)| is_site(&text[..*at], view));
        text = match (tail, head) {
            (Some((at, _)), _) => text[..at].trim(),
            (None, Some((at, length))) => text[at + length..].trim(),
            (None, None) => return text.to_owned(),
        };
    }
}

/// Whether a text is the name of the site or of one of its sections.
pub(super) fn is_site(text: &str, view: &View<'_>) -> bool {
    const LONGEST: usize = 120;
    let text = text.trim();
    if text.len() > LONGEST {
        return false;
    }
    let outlets = view.outlets();
    let own = compact(text);
    let names = view.meta.value(&["og:site_name", "application-name"]).into_iter();
    let names = names.chain(view.linked.publishers.iter().map(String::as_str));
    let names = names.chain(view.linked.path.iter().map(String::as_str));
    // Templates name the page itself there too.
    let headline = view.linked.text("headline").filter(|_| view.linked.is_article());
    let page = [headline.as_deref(), view.meta.value(&["og:title"])].map(|t| t.map(compact));
    let mut names = names.filter(|name| !page.contains(&Some(compact(name))));
    let words = Words::new(text);
    own.is_empty()
        || outlets.by_name(text).is_some()
        || outlets.by_mark(text).is_some()
        || own_name(text).is_some()
        || crate::ingest::address::is_host(&text.to_lowercase())
        || words.is(Kind::Section)
        || words.is(Kind::Chrome)
        || words.starts(Kind::OutletStart).is_some_and(|n| n < words.len()) && words.len() <= 6
        || names.any(|name| compact(name) == own)
}
