//! Who published the article.
//!
//! Read only from where a page speaks of itself: its address, the mark before the lead, the mark behind
//! the byline, the imprint, the reporter whose questions are answered. What the running text says of
//! other papers, a quoted source or a photo credit makes no outlet.

use crate::article::{Evidence, LineRole, Method, Outlet, OutletId};
use crate::catalog::{OutletEntry, Outlets};
use crate::ingest::Passage;
use crate::ingest::address;
use crate::ingest::metadata::byline::Signature;
use crate::ingest::page::phrases::{Kind, Words, spans};

/// The outlet of a page from its passages; `signature` is what its byline says.
pub(in crate::ingest) fn read(
    passages: &[Passage],
    signature: Option<(&Passage, &Signature)>,
    outlets: &Outlets,
) -> Option<Outlet> {
    let address = passages.iter().find(|p| p.role == LineRole::Address);
    let lead = passages.iter().find(|p| crate::ingest::page::in_body(p.role));
    address
        .and_then(|p| at(address::host(&p.text)?.as_str(), &p.text, p, outlets))
        .or_else(|| lead.and_then(|p| prefix(p, outlets)))
        .or_else(|| signed(signature?, outlets))
        .or_else(|| asked(passages, outlets))
        .or_else(|| imprint(passages, outlets))
}

/// The outlet of a host, known or not.
pub(in crate::ingest) fn of_host(host: &str, outlets: &Outlets) -> Option<(OutletId, String)> {
    if let Some(entry) = outlets.by_domain(host) {
        return Some((entry.id.clone(), entry.name.clone()));
    }
    let labels: Vec<&str> = host.split('.').collect();
    let state = host.ends_with(".gov.vn");
    let generic = |label: &str| matches!(label, "com" | "org" | "net" | "edu" | "info" | "gov");
    let main = match labels.as_slice() {
        [.., _, _] if state => host,
        [.., name, second, _] if generic(second) => name,
        [.., name, _] => name,
        _ => return None,
    };
    Some((OutletId::parse(main).ok()?, host.to_owned()))
}

fn at(host: &str, raw: &str, passage: &Passage, outlets: &Outlets) -> Option<Outlet> {
    let (id, name) = of_host(host, outlets)?;
    Some(Outlet { id, name, evidence: Evidence::line(Method::Explicit, passage.line, raw) })
}

fn found(entry: &OutletEntry, method: Method, passage: &Passage, raw: &str) -> Outlet {
    let evidence = Evidence::line(method, passage.line, raw);
    Outlet { id: entry.id.clone(), name: entry.name.clone(), evidence }
}

/// A mark before the lead: `(LĐTĐ) …`, `TTH.VN - …`, `Kinhtedothi-…`, `(binhdinh.gov.vn) - …`.
fn prefix(lead: &Passage, outlets: &Outlets) -> Option<Outlet> {
    const LONGEST: usize = 40;
    let text = lead.text.as_str();
    let within = |end: &usize| *end <= LONGEST;
    let raw = if text.starts_with('(') {
        &text[..=text.find(')').filter(within)?]
    } else {
        text[..text.find(['-', '–', '—']).filter(within)?].trim()
    };
    let mark = raw.trim_matches(['(', ')']).trim();
    if let Some(entry) = outlets.by_mark(mark).or_else(|| bracketed(mark, raw, outlets)) {
        return Some(found(entry, Method::Explicit, lead, raw));
    }
    let host = mark.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    if address::is_host(host) { at(host, raw, lead, outlets) } else { None }
}

/// A name in brackets before the lead, such as `(Báo Hải Phòng)`.
fn bracketed<'a>(mark: &str, raw: &str, outlets: &'a Outlets) -> Option<&'a OutletEntry> {
    raw.starts_with('(').then(|| outlets.by_name(mark)).flatten()
}

fn signed((passage, signature): (&Passage, &Signature), outlets: &Outlets) -> Option<Outlet> {
    let (id, raw) = signature.outlet.as_ref()?;
    Some(found(outlets.get(id)?, Method::Explicit, passage, raw))
}

/// The paper whose reporter the article speaks of: `trao đổi với phóng viên Báo A`. Two different
/// ones make none.
fn asked(passages: &[Passage], outlets: &Outlets) -> Option<Outlet> {
    let mut only: Option<Outlet> = None;
    for passage in passages.iter().filter(|p| crate::ingest::page::in_body(p.role)) {
        for (entry, raw) in reporters(&passage.text, outlets) {
            match &only {
                Some(known) if known.id != entry.id => return None,
                Some(_) => {}
                None => only = Some(found(entry, Method::Inferred, passage, raw)),
            }
        }
    }
    only
}

/// Outlets named right behind `với phóng viên`, `cho PV`, `với báo`, and the words that name them.
fn reporters<'t, 'o>(text: &'t str, outlets: &'o Outlets) -> Vec<(&'o OutletEntry, &'t str)> {
    let mut all = Vec::new();
    for (start, end) in cues(text) {
        let rest = &text[end..];
        let paper = rest.trim_start().to_lowercase().starts_with("báo");
        if let Some((entry, length)) = named(rest, paper, outlets) {
            all.push((entry, text[start..end + length].trim()));
        }
    }
    all
}

/// Where a text speaks of a reporter that someone talks to: bytes of the words.
fn cues(text: &str) -> impl Iterator<Item = (usize, usize)> {
    ["phóng viên", "PV", "P.V", "dành cho báo", "dành cho Báo"].into_iter().flat_map(move |cue| {
        text.match_indices(cue).filter_map(move |(at, word)| {
            let paper = word.starts_with('d');
            let before = text[..at].trim_end();
            let to = ["với", "cùng", "cho", "của"].iter().any(|w| before.ends_with(w));
            let end = if paper { at + "dành cho".len() } else { at + word.len() };
            (paper || to).then_some((at, end))
        })
    })
}

/// The outlet whose name the first words of a text are, and its length in bytes; one letter may be
/// wrong where `báo` stands before it.
fn named<'o>(text: &str, paper: bool, outlets: &'o Outlets) -> Option<(&'o OutletEntry, usize)> {
    const LONGEST: usize = 7;
    let spans = spans(text);
    let first = spans.first()?.start;
    if !text[..first].trim().is_empty() {
        return None;
    }
    (1..=spans.len().min(LONGEST)).rev().find_map(|n| {
        let end = spans[n - 1].end;
        let words = &text[first..end];
        if !paper && !words.starts_with(char::is_uppercase) {
            return None;
        }
        let entry = outlets
            .by_name(words)
            .or_else(|| outlets.by_mark(words))
            .or_else(|| paper.then(|| outlets.by_name_nearly(words)).flatten())?;
        Some((entry, end))
    })
}

/// The paper that the imprint names, or whose host it gives (`toasoan@hanoimoi.com.vn`).
fn imprint(passages: &[Passage], outlets: &Outlets) -> Option<Outlet> {
    const LONGEST: usize = 400;
    let lines = passages.iter().filter(|p| p.role == LineRole::Boilerplate);
    lines
        .filter(|p| p.text.len() < LONGEST && Words::new(&p.text).hold(Kind::Imprint))
        .find_map(|p| Some(found(imprinted(&p.text, outlets)?, Method::Explicit, p, &p.text)))
}

fn imprinted<'o>(text: &str, outlets: &'o Outlets) -> Option<&'o OutletEntry> {
    let hosts = text.split([' ', '@', '/', '|', ',', ';', '(', ')', '"']);
    let hosts = hosts.map(|host| host.trim_matches(['.', ':']).to_lowercase());
    let of_host = hosts.filter(|h| address::is_host(h)).find_map(|h| outlets.by_domain(&h));
    let at = |cue: &'static str| text.match_indices(cue).map(move |(at, _)| at + cue.len());
    let cues = ["áo điện tử ", "ÁO ĐIỆN TỬ ", "áo ", "ạp chí "];
    let mut papers = cues.into_iter().flat_map(at);
    of_host.or_else(|| papers.find_map(|at| Some(named(&text[at..], true, outlets)?.0)))
}
