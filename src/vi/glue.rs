//! Runs that are two words printed without a blank.

use super::atom::{Atom, AtomKind};
use super::characters::{is_capital, is_letter};
use super::run::Run;
use super::syllable::is_syllable;

/// Most pieces of a run that falls apart at its capitals.
const MAX_PIECES: usize = 16;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glue {
    None,
    /// `HàNội`, `HạnhTheo`: the pieces are what was meant.
    Sentences,
    /// `thànhphố`, `ôtô`: the run itself may be what was meant, too.
    Words,
}

/// Splits the one atom of `atoms` if it is glued: into syllables with capitals if it has any mark, or into
/// two syllables with a mark each if there is one way to do so.
pub(super) fn split(text: &str, atoms: &mut Vec<Atom>) -> Glue {
    let Some(&whole) = atoms.first().filter(|atom| atom.kind == AtomKind::Letters) else {
        return Glue::None;
    };
    let run = whole.slice(text);
    if run.is_ascii() || is_syllable(run) {
        return Glue::None;
    }
    if split_at_capitals(text, whole, atoms) {
        return Glue::Sentences;
    }
    let seam = Run::parse(run).and_then(|letters| letter_start(run, letters.seam()?));
    let Some(seam) = seam.map(|seam| whole.from + seam) else { return Glue::None };
    atoms.clear();
    atoms.extend([Atom { to: seam, ..whole }, Atom { from: seam, ..whole }]);
    Glue::Words
}

/// Replaces `whole` by its pieces, cut before each capital after a small letter, if all are syllables and
/// one is marked.
fn split_at_capitals(text: &str, whole: Atom, atoms: &mut Vec<Atom>) -> bool {
    let run = whole.slice(text);
    atoms.clear();
    let (mut start, mut after_small) = (0, false);
    for (i, c) in run.char_indices().filter(|&(_, c)| is_letter(c)) {
        if is_capital(c) && after_small && atoms.len() < MAX_PIECES {
            atoms.push(Atom { from: whole.from + start, to: whole.from + i, ..whole });
            start = i;
        }
        after_small = c.is_lowercase();
    }
    atoms.push(Atom { from: whole.from + start, ..whole });
    let syllables = atoms.iter().all(|piece| is_syllable(piece.slice(text)));
    let marked = |piece: &Atom| Run::parse(piece.slice(text)).is_some_and(|run| run.is_marked());
    if atoms.len() > 1 && syllables && atoms.iter().any(marked) {
        return true;
    }
    atoms.clear();
    atoms.push(whole);
    false
}

/// The byte where letter `n` (from 0) of a run begins that holds but letters, their marks, apostrophes and
/// invisible characters.
fn letter_start(run: &str, n: usize) -> Option<usize> {
    let mut letters = run.char_indices().filter(|&(_, c)| is_letter(c));
    letters.nth(n).map(|(i, _)| i)
}
