//! Where the article stands: its address, its outlet, its section, its tags.

use super::marks::Role;
use super::title::is_site;
use super::tree::NodeId;
use super::view::{self, View, compact};
use crate::article::{Evidence, Outlet};
use crate::ingest::address;
use crate::ingest::metadata::{self, section};
use crate::ingest::page::phrases::{Kind, Words};

/// The page's address: what the page says it is, or else where it was read.
pub(super) fn url(view: &View<'_>, read_at: Option<&str>) -> Option<(String, &'static str)> {
    let linked = view.linked.url();
    let told = [
        (view.meta.canonical.as_deref(), "canonical"),
        (view.meta.value(&["og:url"]), "meta og:url"),
        (linked.as_deref(), "json-ld mainEntityOfPage"),
        (view.tree.saved_from.as_deref(), "saved from"),
        (read_at, "source"),
    ];
    let whole = |url: &str| {
        let rest = url.split_once("://").map(|(_, rest)| rest);
        let path = rest.and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
        address::host(url).is_some() && !path.trim_matches('/').is_empty()
    };
    let mut found = told.into_iter().filter_map(|(url, source)| Some((url?.trim(), source)));
    let (url, source) = found.find(|(url, _)| whole(url))?;
    Some((url.split('#').next().unwrap_or(url).to_owned(), source))
}

/// The outlet: by the address's host, by the names the head gives, by the host of any other address.
pub(super) fn outlet(view: &View<'_>, url: Option<&str>) -> Option<Outlet> {
    let outlets = view.outlets();
    let base = view.tree.first("base").and_then(|id| view.tree.attr(id, "href"));
    let root = view.meta.value(&["og:url"]).or(view.meta.canonical.as_deref());
    let addresses = [url, root, base, view.tree.saved_from.as_deref()];
    let hosts: Vec<String> = addresses.into_iter().flatten().filter_map(address::host).collect();
    let known = |source: &'static str, entry: &crate::catalog::OutletEntry| Outlet {
        id: entry.id.clone(),
        name: entry.name.clone(),
        evidence: Evidence::field(source),
    };
    if let Some(entry) = hosts.iter().find_map(|host| outlets.by_domain(host)) {
        return Some(known("url", entry));
    }
    let site = view.meta.value(&["og:site_name", "application-name"]);
    let window = view.meta.window.as_deref().unwrap_or_default();
    let parts = window
        .split(['|', '»', '>'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "));
    let parts: Vec<&str> = parts.map(str::trim).collect();
    let ends = if parts.len() > 1 { [parts.last(), parts.first()] } else { [None, None] };
    // `Tin tức`, `Lao động`, `Xây dựng Đảng` are sections of any portal, whatever papers are called so.
    let section = |part: &&&str| Words::new(part).is(Kind::Section);
    let ends = ends.map(|part| part.filter(|part| !section(part)));
    let names = site.into_iter().chain(publishers(view));
    let names: Vec<&str> = names.chain(ends.into_iter().flatten().copied()).collect();
    let named =
        names.iter().find_map(|name| outlets.by_name(name).or_else(|| outlets.by_mark(name)));
    if let Some(entry) = named {
        return Some(known("site name", entry));
    }
    let own = names.iter().copied().find(|name| metadata::outlet::own_name(name).is_some());
    let plain = site.filter(|name| address::host(name).is_none() && Words::new(name).len() > 1);
    let own = own.filter(|name| address::host(name).is_none()).or(plain);
    if let (Some(name), None) = (own, hosts.first()) {
        let id = outlets.id_of_name(name)?;
        return Some(Outlet { id, name: name.to_owned(), evidence: Evidence::field("site name") });
    }
    let of_name = || names.iter().find_map(|name| address::host(name));
    let host = hosts.first().cloned().or_else(of_name)?;
    let (id, host) = metadata::outlet::of_host(&host, outlets)?;
    let name = own.map_or(host, str::to_owned);
    Some(Outlet { id, name, evidence: Evidence::field("url") })
}

fn publishers<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v str> {
    view.linked.publishers.iter().map(String::as_str)
}

/// Longest name of a section, in words.
const SECTION: usize = 8;

/// The path of sections, outermost first, and where it was read.
pub(super) fn section(view: &View<'_>, title: &str) -> (Vec<String>, &'static str) {
    let kept = |levels: Vec<String>| -> Vec<String> {
        let own = compact(title);
        let mut levels = levels;
        levels.retain(|level| {
            let words = level.split_whitespace().count();
            words <= SECTION
                && compact(level) != own
                && !home(level, view)
                && !own.starts_with(&compact(level))
        });
        levels.dedup();
        if levels.len() <= 5 { levels } else { Vec::new() }
    };
    let linked = kept(view.linked.path.clone());
    if !linked.is_empty() {
        return (linked, "json-ld BreadcrumbList");
    }
    let printed = kept(trail(view));
    if !printed.is_empty() {
        return (printed, "breadcrumb");
    }
    let field = view.linked.texts("articleSection");
    let field = if field.is_empty() {
        view.meta.value(&["article:section"]).map(str::to_owned).into_iter().collect()
    } else {
        field
    };
    let levels = field.iter().flat_map(|text| text.split(',')).map(|level| level.trim().to_owned());
    (kept(levels.collect()), "articleSection")
}

/// Whether a level is the home page.
fn home(level: &str, view: &View<'_>) -> bool {
    let words = Words::new(level);
    let section = words.is(Kind::Section);
    words.len() == 0 || (!section && (words.is(Kind::Chrome) || outlet_name(level, view)))
}

fn outlet_name(level: &str, view: &View<'_>) -> bool {
    let own = compact(level);
    let path = view.linked.path.iter().any(|name| compact(name) == own);
    if path {
        view.outlets().by_name(level).is_some()
    } else {
        is_site(level, view) && !Words::new(level).is(Kind::Section)
    }
}

/// The levels of the most trusted path that is printed above the text.
fn trail(view: &View<'_>) -> Vec<String> {
    let (text, end) = view.span();
    let before = |node: NodeId| node < text.min(end) && !view.lines(node).is_empty();
    let marks = view.of(Role::Section).filter(|mark| before(mark.node));
    let read = marks.take(view::MOST).map(|mark| (mark.rank, levels(view, mark.node)));
    let named = read.filter(|(_, levels)| (1..=6).contains(&levels.len()));
    named.min_by_key(|(rank, _)| *rank).map(|(_, levels)| levels).unwrap_or_default()
}

fn levels(view: &View<'_>, node: NodeId) -> Vec<String> {
    let own = (view.tree.node(node).name == "a").then_some(node);
    let links = view.tree.named(node, "a").filter(|_| own.is_none()).chain(own);
    let links: Vec<String> =
        links.map(|id| view.tree.text(id)).filter(|text| !text.is_empty()).collect();
    if links.is_empty() { section::split(&view.tree.text(node)) } else { links }
}

/// Most tags taken.
const MOST: usize = 30;

/// The tags that the page prints, or else its keywords where the article's text has one of them.
pub(super) fn tags(view: &View<'_>, text: &str) -> (Vec<String>, &'static str) {
    let (begin, _) = view.span();
    let boxes = view.of(Role::Tags).filter(|mark| mark.node > begin);
    for mark in boxes.take(view::MOST) {
        let links = view.tree.named(mark.node, "a").map(|id| view.tree.text(id));
        let tags = distinct(links);
        if (1..=MOST).contains(&tags.len()) {
            return (tags, "tags");
        }
    }
    let named: Vec<&str> = view.meta.all("article:tag").collect();
    let fields = ["news_keywords", "keywords"];
    let listed = || fields.into_iter().find_map(|name| view.meta.all(name).next());
    let texts = if named.is_empty() { listed().into_iter().collect() } else { named };
    let tags =
        distinct(texts.into_iter().flat_map(|text| text.split([',', ';'])).map(str::to_owned));
    let body = compact(text);
    let own = tags.iter().any(|tag| body.contains(&compact(tag)));
    if own && tags.len() <= MOST { (tags, "meta keywords") } else { (Vec::new(), "") }
}

/// Tags once each, and no more once they are more than [`MOST`].
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    const LONGEST: usize = 10;
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        let tag = text
            .trim()
            .trim_start_matches('#')
            .trim()
            .trim_end_matches([',', ';'])
            .trim()
            .to_owned();
        let words = Words::new(&tag);
        let label = words.is(Kind::Tags) || words.is(Kind::Chrome);
        if (1..=LONGEST).contains(&words.len()) && !label && !found.contains(&tag) {
            found.push(tag);
        }
        if found.len() > MOST {
            break;
        }
    }
    found
}
