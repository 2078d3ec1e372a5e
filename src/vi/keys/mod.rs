//! Syllables typed with the keys of an input method that was off: `ddangr` and `d9ang3` are `đảng`.
//!
//! Each method is a small automaton over the letters typed so far and their tone; what comes out must be a
//! possible syllable. Nothing is looked up in a list of words: whether a run was *meant* as keys (`virus`
//! reads as `víu`) is for the caller to decide, who knows what the index holds and what else was typed.
//! Layouts that type ơ and ư with `[` and `]` are not read: brackets in a query mean other things.

mod telex;
mod vni;

pub use telex::telex;
pub use vni::vni;

use super::alphabet::{self, Letter, MAX_LETTERS, bare, code_of, is_vowel};
use super::run::Run;

const A: u8 = code_of('a');
const D: u8 = code_of('d');
const E: u8 = code_of('e');
const O: u8 = code_of('o');
const Q: u8 = code_of('q');
const U: u8 = code_of('u');

/// What has been typed of a syllable: its letters without tone, the tone, whether a key made any of it.
#[derive(Default)]
struct Typed {
    letters: Vec<Letter>,
    tone: u8,
    used: bool,
}

impl Typed {
    /// Types every character of `run` with `key`, and reads what is there then. `key` gives none when what
    /// is typed can be no syllable any more.
    fn read(run: &str, key: impl Fn(&mut Self, char) -> Option<()>) -> Option<String> {
        let mut typed = Self::default();
        for c in run.chars() {
            if typed.letters.len() > MAX_LETTERS {
                return None;
            }
            key(&mut typed, c.to_ascii_lowercase())?;
        }
        typed.finish()
    }

    /// The syllable; `ươ` with nothing after it is `uơ`, and `ưo` with something after it `ươ`, as the methods themselves
    /// mend it.
    fn finish(mut self) -> Option<String> {
        let place = |pair: &[Letter]| (pair[0].code(), pair[1].code()) == (alphabet::U_HORN, O);
        let last = self.letters.len().saturating_sub(1);
        if let Some(at) = self.letters[..last].windows(2).position(place) {
            self.letters[at + 1] = self.letters[at + 1].with_code(alphabet::O_HORN);
        }
        if let [.., u, o] = self.letters.as_mut_slice()
            && (u.code(), o.code()) == (alphabet::U_HORN, alphabet::O_HORN)
        {
            *u = u.with_code(U);
        }
        if self.used { Run::spell(&self.letters, self.tone) } else { None }
    }

    fn push(&mut self, c: char) -> Option<()> {
        self.letters.push(Letter::of(c).filter(|_| c.is_ascii_alphabetic())?);
        Some(())
    }

    fn has_vowel(&self) -> bool {
        self.letters.iter().any(|letter| is_vowel(letter.code()))
    }

    /// Gives the syllable another tone; none when it has this one: a key pressed again takes the tone away
    /// and stands for itself, which no syllable has there.
    fn change_tone(&mut self, tone: u8) -> Option<()> {
        self.used = true;
        let before = std::mem::replace(&mut self.tone, tone);
        (before != tone).then_some(())
    }

    /// The last letter that has one of `bases` below its mark.
    fn last_of(&self, bases: &[u8]) -> Option<usize> {
        self.letters.iter().rposition(|letter| bases.contains(&bare(letter.code())))
    }

    /// Gives the letter at `at` another shape; none when it has one already: a key pressed again takes the
    /// mark off and stands for itself, which no syllable has there.
    fn shape(&mut self, at: usize, code: u8) -> Option<()> {
        let letter = self.letters.get_mut(at).filter(|letter| letter.code() < alphabet::A_BREVE)?;
        *letter = letter.with_code(code);
        self.used = true;
        Some(())
    }

    /// The stroke of đ, wherever in the syllable it is typed.
    fn stroke(&mut self) -> Option<()> {
        let first = self.letters.first().map(|letter| letter.code());
        if first == Some(D) { self.shape(0, alphabet::D_STROKE) } else { None }
    }

    /// The horns that one key gives `uo` and the first of `ua` or `uu` at the end; none when there is no
    /// such pair. The u of `qu` is no vowel.
    fn horns(&mut self) -> Option<()> {
        let codes: Vec<u8> = self.letters.iter().map(|letter| letter.code()).collect();
        let from = if codes.starts_with(&[Q, U]) { 2 } else { 0 };
        if let Some(at) = codes[from..].windows(2).position(|pair| pair == [U, O]) {
            self.shape(from + at, alphabet::U_HORN)?;
            return self.shape(from + at + 1, alphabet::O_HORN);
        }
        match codes[from..] {
            [.., U, A | U] => self.shape(codes.len() - 2, alphabet::U_HORN),
            _ => None,
        }
    }
}

/// The code of the letter with a hat.
fn hatted(base: u8) -> u8 {
    match base {
        A => alphabet::A_HAT,
        O => alphabet::O_HAT,
        _ => alphabet::E_HAT,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{telex, vni};
    use crate::vi::normalize::canonical;
    use crate::vi::syllable::is_syllable;

    proptest! {
        #[test]
        fn what_is_read_back_is_a_canonical_syllable(run in "[a-zA-Z0-9]{0,12}|\\PC{0,20}|[đơưâàáa-z0-9]{1,8}") {
            for read in [telex(&run), vni(&run)].into_iter().flatten() {
                prop_assert!(is_syllable(&read), "{} -> {}", run, read);
                prop_assert_eq!(canonical(&read), read);
            }
        }

        #[test]
        fn capitals_are_read_alike(run in "[a-z0-9]{0,9}") {
            prop_assert_eq!(telex(&run.to_uppercase()), telex(&run));
            prop_assert_eq!(vni(&run.to_uppercase()), vni(&run));
        }

        #[test]
        fn without_a_key_nothing_is_read(run in "[bcghiklmnptuvy]{0,7}") {
            prop_assert_eq!((telex(&run), vni(&run)), (None, None));
        }
    }

    #[test]
    fn long_runs_are_given_up() {
        for run in ["a", "w", "o", "aw", "uo1", "d", "ả"] {
            let long = run.repeat(100_000);
            assert_eq!((telex(&long), vni(&long)), (None, None));
        }
    }
}
