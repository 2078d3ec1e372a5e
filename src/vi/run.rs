//! A run of letters of Vietnamese, taken apart: what canonical spelling is computed on.
//!
//! Marks may come composed or not, doubled, or in any order: a letter keeps its first shape mark and
//! its last tone, last in canonical order, so that equal texts stay equal under NFC and NFD.

use unicode_normalization::UnicodeNormalization;

use super::alphabet::{self, Letter, MAX_LETTERS, code_of, is_vowel};
use super::characters::{is_apostrophe, is_ignorable, is_mark, narrow};
use super::syllable::{self, Shape};

/// At most [`MAX_LETTERS`] letters.
#[derive(Clone, Copy)]
pub(super) struct Run {
    letters: [Letter; MAX_LETTERS],
    len: u8,
}

/// What [`Run::scan`] saw of a run.
#[derive(Clone, Copy)]
pub(super) struct Scanned {
    /// Its length in bytes.
    pub(super) len: usize,
    /// How many letters bear a tone, and which is the last of them.
    toned: usize,
    tone_at: usize,
    /// Whether it holds a tone, a shape mark or đ.
    pub(super) marked: bool,
}

impl Run {
    pub(super) const EMPTY: Self = Self { letters: [Letter::NONE; MAX_LETTERS], len: 0 };

    /// Reads a run; none when it is empty, too long or holds anything but letters of Vietnamese, their
    /// marks, apostrophes and invisible characters.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // Marks may stand in an order in which the first fits its letter no more (`û` with a horn).
        let ordered = || text.contains(is_mark).then(|| Self::read(text.nfc()))?;
        Self::read(text.chars()).or_else(ordered)
    }

    fn read(chars: impl Iterator<Item = char>) -> Option<Self> {
        let mut run = Self::EMPTY;
        let mut tones = Tones::default();
        for c in chars.map(narrow).filter(|&c| !is_ignorable(c) && !is_apostrophe(c)) {
            if run.take(c, &mut tones).is_none() {
                // NFC composes some letters that Vietnamese lacks of its marks (`ṹ`).
                [c].into_iter().nfd().try_for_each(|c| run.take(c, &mut tones))?;
            }
        }
        (run.len > 0).then_some(run)
    }

    /// Reads the NFC letters at `at` of `bytes` into the empty run, none of them a capital but the first.
    /// None when there are none, too many, or they are printed with look-alikes. In place: to move the
    /// letters just written costs more than to read them.
    #[inline]
    pub(super) fn scan(&mut self, bytes: &[u8], at: usize) -> Option<Scanned> {
        let (mut count, mut to) = (0, at);
        let (mut toned, mut tone_at, mut marked) = (0, 0, false);
        loop {
            let (letter, len) = Letter::at(bytes, to);
            if len == 0 {
                break;
            }
            if letter.is_respelt() || (letter.is_capital() && count > 0) {
                return None;
            }
            *self.letters.get_mut(count)? = letter;
            if letter.tone() > 0 {
                (toned, tone_at) = (toned + 1, count);
            }
            marked |= letter.code() >= alphabet::A_BREVE;
            (count, to) = (count + 1, to + len);
        }
        self.len = u8::try_from(count).ok().filter(|&len| len > 0)?;
        Some(Scanned { len: to - at, toned, tone_at, marked: marked || toned > 0 })
    }

    /// Whether the letters, scanned so, are spelt as canonical spelling has them, case apart; none when
    /// they are no syllable.
    #[inline]
    pub(super) fn is_canonical(&self, scanned: Scanned) -> Option<bool> {
        let letters = self.letters();
        let tone = self.letters[scanned.tone_at].tone();
        let shape = syllable::shape(letters, tone).filter(|_| scanned.toned < 2)?;
        let placed = scanned.toned == 0 || scanned.tone_at == shape.tone_at;
        Some(placed && !is_spelt_with_i(letters, shape, scanned.toned > 0))
    }

    /// The first letter.
    pub(super) fn first(&self) -> Letter {
        self.letters[0]
    }

    /// Adds a letter, or a mark to the last one; none, and nothing done, when it is neither.
    fn take(&mut self, c: char, tones: &mut Tones) -> Option<()> {
        if let Some(letter) = Letter::of(c) {
            *tones = Tones::of(letter.tone());
            return self.push(letter);
        }
        let mark = Mark::of(c)?;
        let last = self.letters.get_mut(..self.len as usize)?.last_mut()?;
        *last = tones.add(*last, mark)?;
        Some(())
    }

    fn push(&mut self, letter: Letter) -> Option<()> {
        *self.letters.get_mut(self.len as usize)? = letter;
        self.len += 1;
        Some(())
    }

    #[inline]
    pub(super) fn letters(&self) -> &[Letter] {
        // `push` keeps `len` within the array.
        self.letters.get(..self.len as usize).unwrap_or_default()
    }

    /// How the run reads as a syllable, if it does.
    pub(super) fn shape(&self) -> Option<Shape> {
        shape(self.letters())
    }

    /// Whether it holds a tone, a shape mark or đ.
    pub(super) fn is_marked(&self) -> bool {
        is_marked(self.letters())
    }

    /// The number of letters after which the run falls into two syllables with a mark each, if it can
    /// do so in one way only.
    pub(super) fn seam(&self) -> Option<usize> {
        let stands = |letters: &[Letter]| is_marked(letters) && shape(letters).is_some();
        let falls = |&cut: &usize| {
            let (head, tail) = self.letters().split_at(cut);
            stands(head) && stands(tail)
        };
        let mut seams = (1..self.letters().len()).filter(falls);
        let first = seams.next()?;
        seams.next().is_none().then_some(first)
    }

    /// Whether it has no mark (`đ` counts as a letter here) and marks would make it a syllable.
    pub(super) fn is_bare_form(&self) -> bool {
        let plain = |letter: &Letter| {
            letter.tone() == 0
                && (letter.code() < alphabet::A_BREVE || letter.code() == alphabet::D_STROKE)
        };
        self.letters().iter().all(plain) && syllable::is_bare(self.letters())
    }

    /// The canonical spelling of toneless letters with a tone; none when they make no syllable.
    pub(super) fn spell(letters: &[Letter], tone: u8) -> Option<String> {
        let shape = syllable::shape(letters, tone)?;
        let mut run = Self::EMPTY;
        letters.iter().try_for_each(|&letter| run.push(letter))?;
        run.respell(tone, shape);
        Some(run.letters().iter().map(|letter| letter.lower()).collect())
    }

    /// Writes the canonical spelling: lower case, the tone where the old style has it, y for i where
    /// both are in use. What is not a syllable keeps its spelling.
    pub(super) fn write_canonical(&self, out: &mut String) {
        let mut run = *self;
        if let Some(shape) = run.shape() {
            let tone = tone(run.letters()).unwrap_or_default();
            run.respell(tone, shape);
        }
        out.extend(run.letters().iter().map(|letter| letter.lower()));
    }

    fn respell(&mut self, tone: u8, shape: Shape) {
        let letters = &mut self.letters[..self.len as usize];
        for letter in &mut *letters {
            *letter = letter.with_tone(0);
        }
        letters[shape.tone_at] = letters[shape.tone_at].with_tone(tone);
        if is_spelt_with_i(letters, shape, tone > 0) {
            letters[shape.onset] = letters[shape.onset].with_code(code_of('y'));
        }
    }
}

/// The one tone of the letters, 0 for none; `None` when two letters have one.
pub(super) fn tone(letters: &[Letter]) -> Option<u8> {
    let mut toned = letters.iter().map(|letter| letter.tone()).filter(|&tone| tone > 0);
    let tone = toned.next().unwrap_or(0);
    toned.next().is_none().then_some(tone)
}

fn shape(letters: &[Letter]) -> Option<Shape> {
    syllable::shape(letters, tone(letters)?)
}

fn is_marked(letters: &[Letter]) -> bool {
    letters.iter().any(|letter| letter.tone() > 0 || letter.code() >= alphabet::A_BREVE)
}

/// Whether the rhyme begins with an i that is also written y: after `qu`, unless another vowel
/// follows; alone after one of h k l m s t, with a tone (`kĩ` is `kỹ`, but `ti` is not `ty`).
fn is_spelt_with_i(letters: &[Letter], shape: Shape, toned: bool) -> bool {
    const I: u8 = code_of('i');
    let (onset, rhyme) = letters.split_at(shape.onset);
    if rhyme.first().map(|letter| letter.code()) != Some(I) {
        return false;
    }
    let first = onset.first().map(|letter| letter.lower());
    let six = onset.len() == 1 && matches!(first, Some('h' | 'k' | 'l' | 'm' | 's' | 't'));
    first == Some('q') || (six && rhyme.len() == 1 && toned)
}

/// A combining mark of Vietnamese.
#[derive(Clone, Copy)]
enum Mark {
    Tone(u8),
    Hat,
    Breve,
    Horn,
}

impl Mark {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            '\u{300}' | '\u{340}' => Self::Tone(alphabet::HUYEN),
            '\u{301}' | '\u{341}' => Self::Tone(alphabet::SAC),
            '\u{309}' => Self::Tone(alphabet::HOI),
            '\u{303}' => Self::Tone(alphabet::NGA),
            '\u{323}' => Self::Tone(alphabet::NANG),
            '\u{302}' => Self::Hat,
            '\u{306}' => Self::Breve,
            '\u{31B}' => Self::Horn,
            _ => return None,
        })
    }
}

/// The tones that were written on one letter. The dot comes before the others in canonical order,
/// wherever it was typed.
#[derive(Clone, Copy, Default)]
struct Tones {
    above: u8,
    below: u8,
}

impl Tones {
    fn of(tone: u8) -> Self {
        let mut tones = Self::default();
        tones.set(tone);
        tones
    }

    fn set(&mut self, tone: u8) {
        *(if tone == alphabet::NANG { &mut self.below } else { &mut self.above }) = tone;
    }

    /// The letter with one more mark; none where the mark makes another letter of it (`ñ`).
    fn add(&mut self, letter: Letter, mark: Mark) -> Option<Letter> {
        let Mark::Tone(tone) = mark else {
            return shaped(letter, mark);
        };
        self.set(tone);
        let tone = if self.above > 0 { self.above } else { self.below };
        is_vowel(letter.code()).then(|| letter.with_tone(tone))
    }
}

/// The letter with a shape mark, unless it has one; a horn comes before a hat in canonical order.
fn shaped(letter: Letter, mark: Mark) -> Option<Letter> {
    const A: u8 = code_of('a');
    const E: u8 = code_of('e');
    const O: u8 = code_of('o');
    const U: u8 = code_of('u');
    let code = match (letter.code(), mark) {
        (O | alphabet::O_HAT | alphabet::O_HORN, Mark::Horn) => alphabet::O_HORN,
        (U | alphabet::U_HORN, Mark::Horn) => alphabet::U_HORN,
        (_, Mark::Horn) => return None,
        (alphabet::A_BREVE..=alphabet::U_HORN, _) => return Some(letter),
        (A, Mark::Hat) => alphabet::A_HAT,
        (A, Mark::Breve) => alphabet::A_BREVE,
        (E, Mark::Hat) => alphabet::E_HAT,
        (O, Mark::Hat) => alphabet::O_HAT,
        _ => return None,
    };
    Some(letter.with_code(code))
}
