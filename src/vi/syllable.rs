//! What can be a syllable, and where its tone is written.
//!
//! A syllable is an onset, a rhyme and a tone, each from a closed list. The rhymes stand in
//! `data/rhymes.txt`; the compiler makes a hash table of them, so that a run of letters is judged by
//! one look-up and no work is done at start-up. A list of attested syllables would be stricter, but
//! would have to be kept up to date; the grammar is closed. Nothing is ever dropped for not being a
//! syllable: validity only decides whether a spelling may be mended.

use super::alphabet::{self, Letter, bare, code_of, is_vowel};
use super::run::Run;
pub use super::vocabulary::{Syllable, lookup, readings};

/// After a consonant, without onset, after `qu`, after `gi`, after the `g` of `gi`.
const AFTER_CONSONANT: u8 = 1;
const ALONE: u8 = 2;
const AFTER_QU: u8 = 4;
const AFTER_GI: u8 = 8;
const AFTER_G: u8 = 16;
/// Ends in c, ch, p or t: only sắc and nặng.
const STOP: u8 = 32;

/// A way to read a run as a syllable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Letters of the onset.
    pub(super) onset: usize,
    /// Index of the letter that bears the tone, in the old style.
    pub(super) tone_at: usize,
    /// Whether the rhyme ends in a stop.
    stop: bool,
}

/// Whether `run` is a possible Vietnamese syllable as written: its letters, its tone and where that
/// one tone stands may be in any case and either style.
///
/// ```
/// use tracuu::vi::syllable::is_syllable;
/// assert!(is_syllable("Nghiêng") && is_syllable("uỷ") && is_syllable("gìn"));
/// assert!(!is_syllable("bàt") && !is_syllable("zô") && !is_syllable("đắk"));
/// ```
pub fn is_syllable(run: &str) -> bool {
    Run::parse(run).is_some_and(|run| run.shape().is_some())
}

/// Whether `run` is what is left of some syllable when all marks are taken away; it has none, nor đ.
///
/// ```
/// use tracuu::vi::syllable::is_bare_form;
/// assert!(is_bare_form("duoc") && is_bare_form("bat"));
/// assert!(!is_bare_form("được") && !is_bare_form("cong-ty") && !is_bare_form("fan"));
/// ```
pub fn is_bare_form(run: &str) -> bool {
    Run::parse(run).is_some_and(|run| run.is_bare_form() && !run.is_marked())
}

/// Reads letters as a syllable, whatever their tones; `None` where the tone makes it impossible.
#[inline]
pub(super) fn shape(letters: &[Letter], tone: u8) -> Option<Shape> {
    let shape = parse(letters, &RHYMES, Letter::code)?;
    let legal = !shape.stop || matches!(tone, alphabet::SAC | alphabet::NANG);
    legal.then_some(shape)
}

/// Whether marks can be added to the letters so that they make a syllable.
pub(super) fn is_bare(letters: &[Letter]) -> bool {
    parse(letters, &BARE_RHYMES, |letter| bare(letter.code())).is_some()
}

fn parse(letters: &[Letter], table: &Table, code: impl Fn(Letter) -> u8) -> Option<Shape> {
    let at = |i: usize| letters.get(i).map_or(63, |&letter| code(letter));
    let (onset, place) = onset(at(0), at(1), at(2));
    let read = |onset: usize, place: u8| {
        let rhyme = letters.get(onset..).filter(|rhyme| (1..=4).contains(&rhyme.len()))?;
        let key = rhyme.iter().fold(0, |key, &letter| (key << 6) | (u32::from(code(letter)) + 1));
        let entry = table.find(key)?;
        (entry.flags & place != 0).then_some(Shape {
            onset,
            tone_at: onset + usize::from(entry.tone_at),
            stop: entry.flags & STOP != 0,
        })
    };
    match place {
        AFTER_GI => read(2, AFTER_GI).or_else(|| read(1, AFTER_G)),
        AFTER_CONSONANT if !spelling_fits(at(0), at(1), onset, at(onset)) => None,
        place => read(onset, place),
    }
}

/// The onset of a run by its first letters: how many of them, and what rhymes may follow.
#[inline]
fn onset(first: u8, second: u8, third: u8) -> (usize, u8) {
    if first < 63 && is_vowel(first) {
        return (0, ALONE);
    }
    let small = |code: u8| if code < 26 { b'a' + code } else { b'-' };
    match (small(first), small(second)) {
        (b'q', b'u') => (2, AFTER_QU),
        (b'g', b'i') => (2, AFTER_GI),
        (b'n', b'g') if small(third) == b'h' => (3, AFTER_CONSONANT),
        (b'c' | b'g' | b'k' | b'n' | b'p' | b't', b'h') | (b'n', b'g') | (b't', b'r') => {
            (2, AFTER_CONSONANT)
        }
        (b'b'..=b'd' | b'g' | b'h' | b'k'..=b'n' | b'p' | b'r'..=b't' | b'v' | b'x', _) => {
            (1, AFTER_CONSONANT)
        }
        _ if first == alphabet::D_STROKE => (1, AFTER_CONSONANT),
        _ => (0, 0),
    }
}

/// `k`, `gh`, `ngh` stand before e, ê, i, y and `c`, `g`, `ng` before the others.
fn spelling_fits(first: u8, second: u8, onset: usize, vowel: u8) -> bool {
    const C: u8 = code_of('c');
    const G: u8 = code_of('g');
    const H: u8 = code_of('h');
    const K: u8 = code_of('k');
    const N: u8 = code_of('n');
    const E: u8 = code_of('e');
    const I: u8 = code_of('i');
    const Y: u8 = code_of('y');
    let front = matches!(vowel, E | alphabet::E_HAT | I | Y);
    match (first, second, onset) {
        (K, _, 1) | (G, H, 2) | (N, G, 3) => front,
        (C | G, _, 1) | (N, G, 2) => !front,
        _ => true,
    }
}

/// A rhyme of a table: its letters in six bits each (code plus one), what it may follow, the letter
/// that bears its tone.
#[derive(Clone, Copy)]
struct Rhyme {
    key: u32,
    flags: u8,
    tone_at: u8,
}

const SLOTS: usize = 512;

/// Rhymes by open addressing, at most half full.
struct Table([Rhyme; SLOTS]);

static RHYMES: Table = Table::read(include_bytes!("data/rhymes.txt"), false);
static BARE_RHYMES: Table = Table::read(include_bytes!("data/rhymes.txt"), true);

impl Table {
    #[inline]
    fn find(&self, key: u32) -> Option<Rhyme> {
        let mut slot = Self::slot(key);
        loop {
            let rhyme = self.0[slot];
            if rhyme.key == key {
                return Some(rhyme);
            }
            if rhyme.key == 0 {
                return None;
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4).
    const fn slot(key: u32) -> usize {
        (key.wrapping_mul(0x9E37_79B1) >> 23) as usize
    }

    /// Reads the data file; with `bare`, its rhymes without their marks.
    const fn read(file: &[u8], bare: bool) -> Self {
        let mut table = Self([Rhyme { key: 0, flags: 0, tone_at: 0 }; SLOTS]);
        let mut at = 0;
        while at < file.len() {
            if file[at] == b'#' {
                while file[at] != b'\n' {
                    at += 1;
                }
            } else {
                let rhyme;
                (rhyme, at) = read_line(file, at, bare);
                table.add(rhyme);
            }
            at += 1;
        }
        table
    }

    const fn add(&mut self, rhyme: Rhyme) {
        let mut slot = Self::slot(rhyme.key);
        while self.0[slot].key != 0 && self.0[slot].key != rhyme.key {
            slot = (slot + 1) % SLOTS;
        }
        let flags = self.0[slot].flags | rhyme.flags;
        self.0[slot] = Rhyme { flags, ..rhyme };
    }
}

/// One line `oang<TAB>cog`, and the place of its line feed.
const fn read_line(file: &[u8], mut at: usize, without_marks: bool) -> (Rhyme, usize) {
    let (mut codes, mut len) = ([63; 5], 0);
    let mut key = 0;
    while file[at] != b'\t' {
        let (c, next) = read_char(file, at);
        let code = if without_marks { bare(code_of(c)) } else { code_of(c) };
        assert!(code < 63 && len < 4, "a rhyme of data/rhymes.txt has a letter too many");
        codes[len] = code;
        key = (key << 6) | (code as u32 + 1);
        (at, len) = (next, len + 1);
    }
    let mut flags = if is_stop(codes[len - 1], codes[len.saturating_sub(2)]) { STOP } else { 0 };
    at += 1;
    while file[at] != b'\n' {
        flags |= match file[at] {
            b'c' => AFTER_CONSONANT,
            b'o' => ALONE,
            b'q' => AFTER_QU,
            b'g' => AFTER_GI,
            b'i' => AFTER_G,
            _ => panic!("a place of data/rhymes.txt is not c, o, q, g or i"),
        };
        at += 1;
    }
    (Rhyme { key, flags, tone_at: tone_place(codes) }, at)
}

const fn is_stop(last: u8, before: u8) -> bool {
    last == code_of('c')
        || last == code_of('p')
        || last == code_of('t')
        || (last == code_of('h') && before == code_of('c'))
}

/// The index of the letter that bears the tone of a rhyme (padded with 63), in the old style.
///
/// The last of ă â ê ô ơ; else ư; else the only vowel; else the last one before a consonant; else the
/// middle of three; else the first. The new style differs in `oa`, `oe` and `uy` alone, where it
/// takes the second; newspapers print the old style in 97.5 % of such syllables and more.
const fn tone_place(codes: [u8; 5]) -> u8 {
    let mut vowels = 0;
    let (mut shaped, mut horned_u) = (u8::MAX, u8::MAX);
    while codes[vowels as usize] < 63 && is_vowel(codes[vowels as usize]) {
        match codes[vowels as usize] {
            alphabet::U_HORN => horned_u = vowels,
            alphabet::A_BREVE..=alphabet::O_HORN => shaped = vowels,
            _ => {}
        }
        vowels += 1;
    }
    let closed = codes[vowels as usize] < 63;
    if shaped != u8::MAX {
        shaped
    } else if horned_u != u8::MAX {
        horned_u
    } else if closed {
        vowels - 1
    } else if vowels == 3 {
        1
    } else {
        0
    }
}

/// The character at `at` of UTF-8 `bytes` and where the next begins; letters of Vietnamese only.
const fn read_char(bytes: &[u8], at: usize) -> (char, usize) {
    let first = bytes[at] as u32;
    let (code, len) = if first < 0x80 {
        (first, 1)
    } else if first < 0xE0 {
        (((first & 31) << 6) | (bytes[at + 1] as u32 & 63), 2)
    } else {
        let rest = ((bytes[at + 1] as u32 & 63) << 6) | (bytes[at + 2] as u32 & 63);
        (((first & 15) << 12) | rest, 3)
    };
    match char::from_u32(code) {
        Some(c) => (c, at + len),
        None => panic!("data/rhymes.txt is UTF-8"),
    }
}
