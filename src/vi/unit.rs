//! Units with inner punctuation: symbols of documents, dates, codes, hyphenated words.
//!
//! A unit is a chain of atoms. Its parts keep positions of their own, and most units get one more token,
//! the whole, whose spelling forgets which separator was printed: `05-CT/TW`, `5/CT-TW` → `5-ct-tw`.
//! One rule serves symbols, dates, codes and loans, and a reader may type any separator.

use super::atom::{Atom, AtomKind, Casing, begins, skip_ignorable};
use super::characters::{
    digit, is_blank, is_capital, is_dash, is_ignorable, is_letter, small_digit,
};
use super::normalize::canonical;
use super::run::Run;
use super::syllable::is_syllable;

/// Most parts of a unit. Longer chains are cut, so that no input costs more than linear time.
pub(super) const MAX_PARTS: usize = 32;

const TYPE_CODES: &str = include_str!("data/type-codes.txt");

/// Reads the unit that begins at `at` into `atoms`.
pub(super) fn read(text: &str, at: usize, atoms: &mut Vec<Atom>) {
    atoms.clear();
    atoms.push(Atom::read(text, at));
    while atoms.len() < MAX_PARTS {
        let Some(next) = next_atom(text, atoms) else { return };
        atoms.push(next);
    }
}

/// Whether the parts are one unit that deserves a token of its own: some part is a number, in capitals or
/// no syllable. `kinh tế-xã hội` is not: its hyphen joins two words by chance.
pub(super) fn has_whole(text: &str, atoms: &[Atom]) -> bool {
    atoms.len() > 1 && atoms.iter().any(|atom| !atom.is_letters() || is_no_word(atom.slice(text)))
}

fn next_atom(text: &str, atoms: &[Atom]) -> Option<Atom> {
    let last = *atoms.last()?;
    let sign = text[last.to..].chars().next()?;
    if let Some(atom) = adjacent(text, last, sign) {
        return Some(atom);
    }
    if atoms.len() == 1 && last.kind == AtomKind::Digits {
        if let Some(body) = spaced_body(text, last.to) {
            return Some(body);
        }
    }
    let at = skip_ignorable(text, last.to + sign.len_utf8());
    let next = text[at..].chars().next()?;
    if !is_letter(next) && digit(next).is_none() {
        return None;
    }
    match sign {
        '/' if !atoms[0].is_letters() => {
            let atom = Atom::read(text, at);
            slash_joins(text, last, atom).then_some(atom)
        }
        '&' if last.is_letters() && is_letter(next) => Some(Atom::letters(text, at)),
        '.' if last.kind == AtomKind::Digits && digit(next).is_some() => {
            Some(Atom::digits(text, at))
        }
        '.' if is_capital(next) && is_shortened(last.slice(text)) => Some(Atom::letters(text, at)),
        dash if is_dash(dash) => Some(Atom::read(text, at)),
        _ => None,
    }
}

/// What follows without a separator: digits after letters, letters after digits.
fn adjacent(text: &str, last: Atom, c: char) -> Option<Atom> {
    if is_letter(c) {
        return Some(Atom::letters(text, last.to));
    }
    let digits = digit(c).is_some() || small_digit(c).is_some();
    (digits && last.is_letters()).then(|| Atom::digits(text, last.to))
}

/// Whether a slash between two parts belongs to a symbol or a date (`15/2021/NĐ`), and is not just
/// another word for "or" (`5 kg/người`).
fn slash_joins(text: &str, last: Atom, next: Atom) -> bool {
    let code = |atom: Atom| is_code(atom.slice(text)) || is_type_code(atom.slice(text));
    match (last.is_letters(), next.is_letters()) {
        (true, _) => code(last),
        (false, true) => code(next),
        (false, false) => true,
    }
}

/// The first body of a symbol with stray blanks around its dash (`05 - CT/TW`), after the number that
/// ends at `end`: only a known type code in capitals and a slash make it one.
fn spaced_body(text: &str, end: usize) -> Option<Atom> {
    let at = skip_blanks(text, end);
    let dash = text[at..].chars().next().filter(|&c| is_dash(c))?;
    let at = skip_blanks(text, at + dash.len_utf8());
    if !text[at..].starts_with(|c: char| is_letter(c) && is_capital(c)) {
        return None;
    }
    let body = Atom::letters(text, at);
    let symbol = is_type_code(body.slice(text))
        && text[body.to..].strip_prefix('/').is_some_and(|rest| begins(rest, is_letter));
    symbol.then_some(body)
}

/// Past at most two blanks.
fn skip_blanks(text: &str, at: usize) -> usize {
    let blanks = text[at..].chars().take_while(|&c| is_blank(c) || is_ignorable(c)).take(2);
    at + blanks.map(char::len_utf8).sum::<usize>()
}

/// Whether a run is no ordinary word: no syllable, or one in capitals without marks (`AN`, `TU`).
fn is_no_word(run: &str) -> bool {
    let casing = Casing::of(run);
    let bare = || Run::parse(run).is_some_and(|run| run.is_bare_form());
    !is_syllable(run) || (casing.letters > 1 && casing.is_all_capitals() && bare())
}

/// Whether a run looks like part of a symbol: it has a capital and is no ordinary word.
fn is_code(run: &str) -> bool {
    Casing::of(run).capitals > 0 && is_no_word(run)
}

/// Whether a dot after the run can shorten it: capitals, or `Tp`.
fn is_shortened(run: &str) -> bool {
    Casing::of(run).is_all_capitals() || (run.len() < 16 && canonical(run) == "tp")
}

fn is_type_code(run: &str) -> bool {
    if run.len() > 64 {
        return false;
    }
    let run = canonical(run);
    let fits = |code: &str| code.chars().flat_map(char::to_lowercase).eq(run.chars());
    TYPE_CODES.lines().filter(|line| !line.starts_with('#')).any(fits)
}
