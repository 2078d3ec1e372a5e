//! VNI: digits after the letters they mark.

use super::{A, E, O, Typed, U, hatted};
use crate::vi::alphabet::{self, bare};

/// The canonical syllable that `run` is in VNI keys (`d9ang3` is `đảng`); none when it uses no key, or comes out
/// as no possible syllable. Case is ignored; only ASCII letters and digits are keys.
///
/// Digits may stand anywhere after the letter they mark. Codes look alike (`a1` reads as `á`), so a caller
/// should convert only what neither stands in its index nor stands alone.
///
/// ```
/// use tracuu::vi::keys::vni;
/// assert_eq!(vni("d9uo7ng2").as_deref(), Some("đường"));
/// assert_eq!(vni("bo65").as_deref(), Some("bộ"));
/// assert_eq!((vni("covid19"), vni("u23"), vni("2021")), (None, None, None));
/// ```
pub fn vni(run: &str) -> Option<String> {
    Typed::read(run, Typed::vni)
}

impl Typed {
    fn vni(&mut self, key: char) -> Option<()> {
        match key {
            '0' if self.tone > 0 => self.change_tone(0),
            '1'..='5' if self.has_vowel() && self.tone == 0 => self.change_tone(tone_of(key)),
            '6' => {
                let at = self.last_of(&[A, E, O])?;
                self.shape(at, hatted(bare(self.letters[at].code())))
            }
            '7' => self.vni_horn(),
            '8' => {
                let at = self.last_of(&[A])?;
                self.shape(at, alphabet::A_BREVE)
            }
            '9' => self.stroke(),
            // A digit that marks nothing is none of ours: `push` takes letters only.
            _ => self.push(key),
        }
    }

    fn vni_horn(&mut self) -> Option<()> {
        if self.horns().is_some() {
            return Some(());
        }
        let at = self.last_of(&[O, U])?;
        let code =
            if bare(self.letters[at].code()) == O { alphabet::O_HORN } else { alphabet::U_HORN };
        self.shape(at, code)
    }
}

fn tone_of(key: char) -> u8 {
    match key {
        '1' => alphabet::SAC,
        '2' => alphabet::HUYEN,
        '3' => alphabet::HOI,
        '4' => alphabet::NGA,
        _ => alphabet::NANG,
    }
}
