//! Addresses of pages and mailboxes: one token for the whole, and their words.

use super::atom::{Atom, begins, skip_ignorable};
use super::characters::{digit, is_ignorable, is_letter, is_mark};

const DOMAINS: &str = include_str!("data/domains.txt");

/// Most words of an address; what follows is ordinary text.
const MAX_WORDS: usize = 256;

/// Longest mailbox or host, in bytes.
const MAX_HOST: usize = 254;

/// Reads the address that begins at `at` into `atoms`, its words without `https://` and `www.`; gives the
/// byte where the last one ends. If there is none, `no_host` becomes the byte before which no host or
/// mailbox begins either, so that long runs of labels are looked at once. `scratch` is a buffer.
pub(super) fn read(
    text: &str,
    at: usize,
    (no_host, scratch): (&mut usize, &mut String),
    atoms: &mut Vec<Atom>,
) -> Option<usize> {
    if is_plain(text.as_bytes(), at) {
        return None;
    }
    let scheme = ["https://", "http://", "ftp://"].iter().find_map(|s| skip_prefix(text, at, s));
    let host = scheme.unwrap_or(at);
    let start = skip_prefix(text, host, "www.").unwrap_or(host);
    if !begins(&text[start..], |c| is_letter(c) || digit(c).is_some()) {
        return None;
    }
    let mut end = text.len();
    if start == at {
        if at < *no_host {
            return None;
        }
        *no_host = span(text, at);
        end = bare_end(text, at, scratch)?;
    }
    words(&text[..end], start, atoms);
    (atoms.len() > 1).then(|| atoms.last().map(|atom| atom.to))?
}

/// Whether a blank or another sign that no address has follows the ASCII letters and digits at `at`: nearly always,
/// and quick to see.
fn is_plain(bytes: &[u8], at: usize) -> bool {
    let mut rest = bytes[at..].iter().take(MAX_HOST);
    match rest.find(|byte| !byte.is_ascii_alphanumeric()) {
        Some(b'.' | b'_' | b'-' | b'+' | b'@' | b':') => false,
        Some(byte) => byte.is_ascii(),
        None => false,
    }
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

/// The end of a mailbox, or of a host without scheme whose last label must be a known domain and which
/// ends the text to look at unless a path follows.
fn bare_end(text: &str, at: usize, scratch: &mut String) -> Option<usize> {
    let host = span(text, at);
    let (mut start, mut end) = (at, host);
    if text[host..].starts_with('@') {
        start = skip_ignorable(text, host + 1);
        end = span(text, start);
    }
    if !is_host(&text[start..end], scratch) || goes_on(&text[end..]) {
        return None;
    }
    Some(if text[end..].starts_with('/') { text.len() } else { end })
}

fn goes_on(rest: &str) -> bool {
    begins(rest, |c| is_letter(c) || digit(c).is_some() || c == '@')
}

/// Where the ASCII letters, digits and signs of a host or a mailbox's name end, trailing signs left out,
/// and a letter with a combining mark.
fn span(text: &str, at: usize) -> usize {
    let fits = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+') || is_ignorable(c)
    };
    let within = text[at..].char_indices().take_while(|&(i, c)| i < MAX_HOST && fits(c));
    let len = within.last().map_or(0, |(i, c)| i + c.len_utf8());
    let mut host = text[at..at + len].trim_end_matches(is_ignorable);
    if text[at + len..].starts_with(is_mark) {
        host = host.strip_suffix(|_: char| true).unwrap_or_default();
    }
    at + host.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).len()
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

/// The runs of letters and of digits from `at` to a blank, a quote or a bracket.
fn words(text: &str, mut at: usize, atoms: &mut Vec<Atom>) {
    atoms.clear();
    while let Some(c) = text[at..].chars().next().filter(|&c| !ends_page(c)) {
        let atom = if digit(c).is_some() {
            Atom::digits(text, at)
        } else if is_letter(c) {
            Atom::letters(text, at)
        } else {
            at += c.len_utf8();
            continue;
        };
        if atoms.len() == MAX_WORDS {
            return;
        }
        at = atom.to;
        atoms.push(atom);
    }
}

/// `≮` and `≯` are what NFC makes of a bracket and a mark.
fn ends_page(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '"' | '<' | '>' | '≮' | '≯' | '“' | '”' | '«' | '»' | '`')
}
