//! Addresses of pages and mailboxes: one token for the whole, and their words.

use super::atom::{Atom, begins, skip_ignorable};
use super::characters::{digit, is_ignorable, is_letter};

const DOMAINS: &str = include_str!("data/domains.txt");

/// Longest address, in bytes; what follows is ordinary text.
const MAX_ADDRESS: usize = 2048;

/// Longest mailbox or host, in bytes.
const MAX_HOST: usize = 254;

/// Reads the address that begins at `at` into `atoms`, its words without `https://` and `www.`; gives the
/// byte where the last one ends. `scratch` is a buffer.
pub(super) fn read(
    text: &str,
    at: usize,
    scratch: &mut String,
    atoms: &mut Vec<Atom>,
) -> Option<usize> {
    let scheme = ["https://", "http://", "ftp://"].iter().find_map(|s| skip_prefix(text, at, s));
    let host = scheme.unwrap_or(at);
    let www = skip_prefix(text, host, "www.");
    let start = www.unwrap_or(host);
    if !begins(&text[start..], |c| is_letter(c) || digit(c).is_some()) {
        return None;
    }
    let end = if start > at { page_end(text, start) } else { bare_end(text, at, scratch)? };
    words(text, start..end, atoms);
    (atoms.len() > 1).then(|| atoms.last().map(|atom| atom.to))?
}

/// Past `prefix` (ASCII, in any case, invisible characters between) at `at`.
fn skip_prefix(text: &str, at: usize, prefix: &str) -> Option<usize> {
    let mut wanted = prefix.chars();
    for (i, c) in text[at..].char_indices().filter(|&(_, c)| !is_ignorable(c)) {
        match wanted.next() {
            None => return Some(at + i),
            Some(sign) if c.eq_ignore_ascii_case(&sign) => {}
            Some(_) => return None,
        }
    }
    None
}

/// Where a page's address ends: at white space, a quote or a bracket, without the sentence's own signs.
fn page_end(text: &str, start: usize) -> usize {
    let ends = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '<' | '>' | '“' | '”' | '«' | '»' | '`')
    };
    let mut end =
        text[start..].find(ends).map_or(text.len(), |len| start + len).min(start + MAX_ADDRESS);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// The end of a mailbox or of a host without scheme, whose last label must be a known domain.
fn bare_end(text: &str, at: usize, scratch: &mut String) -> Option<usize> {
    let host = span(text, at);
    if text[host..].starts_with('@') {
        let start = skip_ignorable(text, host + 1);
        let end = span(text, start);
        return is_host(&text[start..end], scratch).then_some(end);
    }
    if !is_host(&text[at..host], scratch) || goes_on(&text[host..]) {
        return None;
    }
    Some(if text[host..].starts_with('/') { page_end(text, at) } else { host })
}

fn goes_on(rest: &str) -> bool {
    begins(rest, |c| is_letter(c) || digit(c).is_some() || c == '@')
}

/// Where the ASCII letters, digits and signs of a host or a mailbox's name end, trailing signs left out.
fn span(text: &str, at: usize) -> usize {
    let fits = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+') || is_ignorable(c)
    };
    let within = text[at..].char_indices().take_while(|&(i, c)| i < MAX_HOST && fits(c));
    let len = within.last().map_or(0, |(i, c)| i + c.len_utf8());
    let signs = |c: char| !c.is_ascii_alphanumeric();
    at + text[at..at + len].trim_end_matches(signs).len()
}

/// Whether `host` is two labels or more, the last a known domain in small letters.
fn is_host(host: &str, scratch: &mut String) -> bool {
    scratch.clear();
    scratch.extend(host.chars().filter(|&c| !is_ignorable(c)));
    let Some((labels, domain)) = scratch.rsplit_once('.') else { return false };
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    labels.split('.').all(label) && DOMAINS.lines().any(|known| known == domain)
}

/// The runs of letters and of digits in a range.
fn words(text: &str, range: std::ops::Range<usize>, atoms: &mut Vec<Atom>) {
    atoms.clear();
    let mut at = range.start;
    while at < range.end {
        let Some(c) = text[at..].chars().next() else { return };
        let atom = if digit(c).is_some() {
            Atom::digits(text, at)
        } else if is_letter(c) {
            Atom::letters(text, at)
        } else {
            at += c.len_utf8();
            continue;
        };
        at = atom.to;
        atoms.push(atom);
    }
}
