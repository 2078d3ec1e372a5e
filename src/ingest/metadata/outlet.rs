//! Who published the article.
//!
//! Read only from where a page speaks of itself: its address, the mark before the lead, the mark behind
//! the byline, the imprint, the reporter whose questions are answered. What the running text says of
//! other papers, a quoted source or a photo credit makes no outlet.
//!
//! A paper that the catalogue does not know is believed where it prints its own name: at the head of the
//! page, before the lead, in the imprint. Its id comes from the name, so that it is the same on every page.

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
        .map(|hosted| printed(passages, outlets, &hosted).unwrap_or(hosted))
        .or_else(|| masthead(passages, outlets))
        .or_else(|| lead.and_then(|p| prefix(p, outlets)))
        .or_else(|| signed(signature?, outlets))
        .or_else(|| asked(passages, outlets))
        .or_else(|| imprint(passages, outlets))
        .or_else(|| lead.and_then(|p| own_prefix(p, outlets)))
        .or_else(|| spelt(passages, lead?, outlets))
        .or_else(|| own_imprint(passages, outlets))
}

/// How many lines at the top of a page may bear the paper's own name.
const HEAD: usize = 3;

/// The lines at the top of a page, before its title and text.
fn head(passages: &[Passage]) -> impl Iterator<Item = &Passage> {
    let text = |p: &&Passage| {
        matches!(p.role, LineRole::Title | LineRole::Kicker) || crate::ingest::page::in_body(p.role)
    };
    passages.iter().take_while(move |p| !text(p)).take(HEAD)
}

/// The paper's own name at the head of a page, or the source that a crawler's header names.
fn masthead(passages: &[Passage], outlets: &Outlets) -> Option<Outlet> {
    head(passages).find_map(|p| {
        let name = match crate::ingest::page::field(&p.text) {
            Some(("source" | "outlet" | "publisher" | "newspaper", value)) => value,
            Some(_) => return None,
            None => own_name(&p.text)?,
        };
        named_so(name, p, outlets)
    })
}

/// The same outlet as the page prints its name, where only a host that the catalogue lacks has named it.
fn printed(passages: &[Passage], outlets: &Outlets, hosted: &Outlet) -> Option<Outlet> {
    let unlisted = outlets.get(&hosted.id).is_none();
    let own = masthead(passages, outlets).filter(|_| unlisted)?;
    (own.id == hosted.id && own.name != hosted.name).then_some(own)
}

/// The outlet that a printed name or host stands for, known or not.
fn named_so(name: &str, passage: &Passage, outlets: &Outlets) -> Option<Outlet> {
    let known = outlets.by_name(name).or_else(|| outlets.by_mark(name));
    if let Some(entry) = known {
        return Some(found(entry, Method::Explicit, passage, &passage.text));
    }
    if let Some(host) = address::host(name) {
        return at(&host, &passage.text, passage, outlets);
    }
    let id = outlets.id_of_name(name)?;
    let evidence = Evidence::line(Method::Explicit, passage.line, passage.text.clone());
    Some(Outlet { id, name: name.to_owned(), evidence })
}

/// The name that a short text is, where it is nothing but the name of a paper: `Báo Suối Mây`,
/// `Suối Mây Online`, `Báo Suối Mây | Phú Mây`, `suoimay.vn`.
pub(in crate::ingest) fn own_name(text: &str) -> Option<&str> {
    const LONGEST: usize = 160;
    if text.len() > LONGEST || text.ends_with(['.', '?', '!', ':', ',']) {
        return None;
    }
    let first = text.split(['|', '»', '>', '›', '→']).next()?.trim();
    let first = first.strip_prefix('©').unwrap_or(first).trim();
    let described = || {
        let (name, what) = first.split_once(" - ").or_else(|| first.split_once(" – "))?;
        Words::new(what).starts(Kind::OutletIs).and(Some(name.trim()))
    };
    if let Some(name) = described() {
        return (name.split_whitespace().count() > 1 && capitals(name, 0)).then_some(name);
    }
    let host = first.to_lowercase();
    let host = address::is_host(host.strip_prefix("www.").unwrap_or(&host));
    (host || is_paper(first)).then_some(first)
}

/// Whether a text begins like the name of a paper, or ends like it, and goes on in capitals.
fn is_paper(text: &str) -> bool {
    const PAPER: usize = 9;
    const PORTAL: usize = 16;
    let words = Words::new(text);
    let count = text.split_whitespace().count();
    if words.starts(Kind::OutletNot).is_some() || words.is(Kind::Chrome) || words.is(Kind::Section)
    {
        return false;
    }
    let spans = spans(text);
    match words.starts(Kind::OutletStart).filter(|n| *n < words.len()) {
        Some(1 | 2) => {
            let taken = words.starts(Kind::OutletStart).unwrap_or_default();
            let rest = &text[spans[taken].start..];
            count <= PAPER && rest.starts_with(char::is_uppercase) && capitals(rest, 1)
        }
        Some(_) => count <= PORTAL && text.starts_with(char::is_uppercase),
        None => {
            let ends = words.ends(Kind::OutletEnd).filter(|n| *n < words.len());
            ends.is_some_and(|n| {
                let rest = &text[..spans[words.len() - n].start];
                (3..=PAPER).contains(&count) && capitals(rest, 0)
            })
        }
    }
}

/// Whether all words but `small` begin with a capital or are no words.
fn capitals(text: &str, small: usize) -> bool {
    text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count() <= small
}

/// A paper's own name before the lead: `(Báo Suối Mây) - …`, `Báo Suối Mây - …`.
fn own_prefix(lead: &Passage, outlets: &Outlets) -> Option<Outlet> {
    const LONGEST: usize = 80;
    let within = |end: &usize| *end <= LONGEST;
    let text = lead.text.as_str();
    let name = match text.strip_prefix('(') {
        Some(rest) => &rest[..rest.find(')').filter(within)?],
        None => &text[..text.find(['-', '–', '—']).filter(within)?],
    };
    let name = own_name(name.trim())?;
    let mut outlet = named_so(name, lead, outlets)?;
    outlet.evidence.raw = Some(name.to_owned());
    Some(outlet)
}

/// A name at the head of the page whose first letters are the mark before the lead: `Suối Mây Mới` over
/// `(SMM) …`.
fn spelt(passages: &[Passage], lead: &Passage, outlets: &Outlets) -> Option<Outlet> {
    const SHORTEST: usize = 3;
    let inner = lead.text.strip_prefix('(');
    let mark = match inner {
        Some(rest) => rest.split(')').next()?,
        None => lead.text.split([' ', '-', '–']).next()?,
    };
    let mark = mark.trim();
    let letters = mark.chars().count();
    if letters < SHORTEST || !mark.chars().all(char::is_uppercase) {
        return None;
    }
    let unread = |p: &&Passage| matches!(p.role, LineRole::Boilerplate | LineRole::Section);
    head(passages).filter(unread).find_map(|p| {
        let name = p.text.split(['|', '»', '>']).next()?.trim();
        let initials: String = name.split_whitespace().filter_map(|w| w.chars().next()).collect();
        (initials == mark).then(|| named_so(name, p, outlets)).flatten()
    })
}

/// The paper that the imprint names and the catalogue does not know.
fn own_imprint(passages: &[Passage], outlets: &Outlets) -> Option<Outlet> {
    const LONGEST: usize = 400;
    let last = passages.iter().rposition(|p| crate::ingest::page::in_body(p.role))?;
    let says = |p: &&Passage| {
        p.text.len() < LONGEST && (p.text.contains('©') || Words::new(&p.text).hold(Kind::Imprint))
    };
    let lines = passages[last..].iter().filter(|p| p.role == LineRole::Boilerplate).filter(says);
    lines.into_iter().find_map(|p| named_so(paper_in(&p.text)?, p, outlets))
}

/// The first name of a paper in a text: `Báo` and the words with capitals behind it.
fn paper_in(text: &str) -> Option<&str> {
    let starts = ["Báo ", "BÁO ", "Tạp chí ", "TẠP CHÍ "];
    let mut all = starts.iter().flat_map(|start| text.match_indices(start));
    all.find_map(|(at, start)| {
        let mut end = at + start.len();
        for word in text[end..].split_inclusive([' ', '.', ',', ')', ';', '|', '"', '”']) {
            let bare = word.trim_end_matches([' ', '.', ',', ')', ';', '|', '"', '”']);
            if !bare.starts_with(char::is_uppercase) {
                break;
            }
            end += bare.len();
            if !word[bare.len()..].starts_with(' ') {
                break;
            }
            end += 1;
        }
        own_name(text[at..end].trim())
    })
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
