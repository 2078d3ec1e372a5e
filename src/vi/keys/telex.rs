//! Telex: letters that are keys as well.

use super::{A, O, Typed, U, hatted};
use crate::vi::alphabet::{self, bare, code_of};

/// The canonical syllable that `run` is in Telex keys (`ddangr` is `đảng`); none when it uses no key, or comes
/// out as no possible syllable. Case is ignored; only ASCII letters are keys.
///
/// Modifiers may be typed anywhere after their letter (`quyeets`, `quyeest`, `quyetes`; `dangrd`), the last tone
/// counts, `z` takes it away, and a third `o` stands for itself (`xooong` is `xoong`). `boong` is read as
/// `bông`: which of them was meant cannot be told from the keys.
///
/// ```
/// use tracuu::vi::keys::telex;
/// assert_eq!(telex("ddangr").as_deref(), Some("đảng"));
/// assert_eq!(telex("uyr").as_deref(), Some("ủy"));
/// assert_eq!(telex("truong"), None);
/// ```
pub fn telex(run: &str) -> Option<String> {
    Typed::read(run, Typed::telex)
}

impl Typed {
    fn telex(&mut self, key: char) -> Option<()> {
        match key {
            's' | 'f' | 'r' | 'x' | 'j' if self.has_vowel() => self.change_tone(tone_of(key)),
            'z' if self.tone > 0 => self.change_tone(0),
            'a' | 'e' | 'o' => self.telex_hat(key),
            'w' => self.telex_w(),
            'd' if !self.letters.is_empty() => self.stroke(),
            _ => self.push(key),
        }
    }

    /// A vowel typed again puts the hat on it; a third time takes it off and adds the letter.
    fn telex_hat(&mut self, key: char) -> Option<()> {
        let base = code_of(key);
        let codes = || self.letters.iter().map(|letter| letter.code());
        let (plain, hat) =
            (codes().rposition(|code| code == base), codes().position(|code| code == hatted(base)));
        match (plain, hat) {
            (_, Some(at)) => {
                self.letters[at] = self.letters[at].with_code(base);
                self.push(key)
            }
            (Some(at), None) => self.shape(at, hatted(base)),
            (None, None) => self.push(key),
        }
    }

    /// The horn, or the breve: of `uo`, `ua`, `uu`, else of the last a, o or u; ư itself where there is none.
    fn telex_w(&mut self) -> Option<()> {
        if self.horns().is_some() {
            return Some(());
        }
        let Some(at) = self.last_of(&[A, O, U]) else {
            self.push('u')?;
            return self.shape(self.letters.len() - 1, alphabet::U_HORN);
        };
        let code = match bare(self.letters[at].code()) {
            A => alphabet::A_BREVE,
            O => alphabet::O_HORN,
            _ => alphabet::U_HORN,
        };
        self.shape(at, code)
    }
}

fn tone_of(key: char) -> u8 {
    match key {
        's' => alphabet::SAC,
        'f' => alphabet::HUYEN,
        'r' => alphabet::HOI,
        'x' => alphabet::NGA,
        _ => alphabet::NANG,
    }
}
