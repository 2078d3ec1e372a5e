//! The letters of Vietnamese: what base, shape mark and tone a character is made of.
//!
//! Everything is looked up in two small tables made by the compiler from twelve rows of vowels, so
//! reading a letter is one load and nothing is built at start-up. Unicode decomposition would give
//! the same answers at about ten times the cost.

/// The most letters a [`super::run::Run`] may hold: two of the longest syllable (`nghiêng`) and more.
pub(super) const MAX_LETTERS: usize = 16;

/// Codes of the letters that ASCII lacks, after `a` to `z`, which are 0 to 25.
const A: u8 = 0;
pub(super) const A_BREVE: u8 = 26;
pub(super) const A_HAT: u8 = 27;
pub(super) const E_HAT: u8 = 28;
pub(super) const O_HAT: u8 = 29;
pub(super) const O_HORN: u8 = 30;
pub(super) const U_HORN: u8 = 31;
pub(super) const D_STROKE: u8 = 32;

/// Rows of the twelve vowels: code, then the six tones in the order none, huyền, sắc, hỏi, ngã, nặng.
const VOWELS: [(u8, [char; 6], [char; 6]); 12] = [
    (A, ['a', 'à', 'á', 'ả', 'ã', 'ạ'], ['A', 'À', 'Á', 'Ả', 'Ã', 'Ạ']),
    (A_BREVE, ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'], ['Ă', 'Ằ', 'Ắ', 'Ẳ', 'Ẵ', 'Ặ']),
    (A_HAT, ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'], ['Â', 'Ầ', 'Ấ', 'Ẩ', 'Ẫ', 'Ậ']),
    (b'e' - b'a', ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'], ['E', 'È', 'É', 'Ẻ', 'Ẽ', 'Ẹ']),
    (E_HAT, ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'], ['Ê', 'Ề', 'Ế', 'Ể', 'Ễ', 'Ệ']),
    (b'i' - b'a', ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'], ['I', 'Ì', 'Í', 'Ỉ', 'Ĩ', 'Ị']),
    (b'o' - b'a', ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'], ['O', 'Ò', 'Ó', 'Ỏ', 'Õ', 'Ọ']),
    (O_HAT, ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'], ['Ô', 'Ồ', 'Ố', 'Ổ', 'Ỗ', 'Ộ']),
    (O_HORN, ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'], ['Ơ', 'Ờ', 'Ớ', 'Ở', 'Ỡ', 'Ợ']),
    (b'u' - b'a', ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'], ['U', 'Ù', 'Ú', 'Ủ', 'Ũ', 'Ụ']),
    (U_HORN, ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'], ['Ư', 'Ừ', 'Ứ', 'Ử', 'Ữ', 'Ự']),
    (b'y' - b'a', ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'], ['Y', 'Ỳ', 'Ý', 'Ỷ', 'Ỹ', 'Ỵ']),
];

/// A letter of the alphabet; all bits 0 = not one.
///
/// Bits 0-5 its code plus one, 6-8 its tone, 9 capital, 10 printed with a look-alike (`ð` for `đ`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Letter(u16);

/// Tones in the order of [`VOWELS`].
pub(super) const HUYEN: u8 = 1;
pub(super) const SAC: u8 = 2;
pub(super) const HOI: u8 = 3;
pub(super) const NGA: u8 = 4;
pub(super) const NANG: u8 = 5;

impl Letter {
    pub(super) const NONE: Self = Self(0);
    const CAPITAL: u16 = 1 << 9;
    const RESPELL: u16 = 1 << 10;

    const fn new(code: u8, tone: u8, flags: u16) -> Self {
        Self((code as u16 + 1) | ((tone as u16) << 6) | flags)
    }

    /// The letter a code point is; one that does not exist for anything else. For tables made by the compiler.
    pub(crate) const fn of_code_point(c: usize) -> Self {
        match c {
            0..LOW_END => LOW[c],
            HIGH_START..HIGH_END => HIGH[c - HIGH_START],
            _ => Self::NONE,
        }
    }

    /// The letter a character is, if it is one of Vietnamese or ASCII, in NFC.
    pub(super) fn of(c: char) -> Option<Self> {
        let letter = Self::of_code_point(c as usize);
        letter.exists().then_some(letter)
    }

    /// The letter at `at` of `bytes` (UTF-8) and its length; [`Self::NONE`] and 0 for anything else.
    #[inline]
    pub(super) fn at(bytes: &[u8], at: usize) -> (Self, usize) {
        let byte = |n: usize| bytes.get(at + n).map_or(0, |&b| b as usize);
        let (letter, len) = match byte(0) {
            b @ 0..0x80 => (LOW[b], 1),
            b @ 0xC3..=0xC6 => (LOW[((b & 0x1F) << 6) | (byte(1) & 0x3F)], 2),
            0xE1 => match ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F) {
                n @ 0xEA0..0xF00 => (HIGH[n - 0xEA0], 3),
                _ => (Self::NONE, 0),
            },
            _ => (Self::NONE, 0),
        };
        if letter.exists() { (letter, len) } else { (Self::NONE, 0) }
    }

    pub(crate) const fn exists(self) -> bool {
        self.0 != 0
    }

    /// The code of the letter without its tone.
    pub(crate) const fn code(self) -> u8 {
        (self.0 & 63).wrapping_sub(1) as u8
    }

    /// 0 to 5.
    pub(crate) const fn tone(self) -> u8 {
        ((self.0 >> 6) & 7) as u8
    }

    pub(crate) const fn is_capital(self) -> bool {
        self.0 & Self::CAPITAL != 0
    }

    /// Whether it was printed with a letter that only looks alike.
    pub(crate) const fn is_respelt(self) -> bool {
        self.0 & Self::RESPELL != 0
    }

    #[must_use]
    pub(super) const fn with_tone(self, tone: u8) -> Self {
        Self((self.0 & !(7 << 6)) | ((tone as u16) << 6))
    }

    #[must_use]
    pub(super) const fn with_code(self, code: u8) -> Self {
        Self((self.0 & !63) | (code as u16 + 1))
    }

    /// The small letter as a character.
    pub(super) fn lower(self) -> char {
        SMALL[self.code() as usize & 63][self.tone() as usize]
    }
}

/// Whether the letter with this code can carry a tone.
pub(super) const fn is_vowel(code: u8) -> bool {
    const SET: u64 = {
        let (mut set, mut row) = (0, 0);
        while row < VOWELS.len() {
            set |= 1 << VOWELS[row].0;
            row += 1;
        }
        set
    };
    SET >> code & 1 == 1
}

/// The code of the ASCII letter below the shape mark: `ơ` → `o`, `đ` → `d`.
pub(crate) const fn bare(code: u8) -> u8 {
    match code {
        A_BREVE | A_HAT => A,
        E_HAT => b'e' - b'a',
        O_HAT | O_HORN => b'o' - b'a',
        U_HORN => b'u' - b'a',
        D_STROKE => b'd' - b'a',
        ascii => ascii,
    }
}

/// The code of a small letter without tone; 63 for anything else. For tables made by the compiler.
pub(crate) const fn code_of(c: char) -> u8 {
    if c.is_ascii_lowercase() {
        return c as u8 - b'a';
    }
    if c == 'đ' {
        return D_STROKE;
    }
    let mut row = 0;
    while row < VOWELS.len() {
        if VOWELS[row].1[0] == c {
            return VOWELS[row].0;
        }
        row += 1;
    }
    63
}

const LOW_END: usize = 0x1C0;
const HIGH_START: usize = 0x1EA0;
const HIGH_END: usize = 0x1F00;

static LOW: [Letter; LOW_END] = table(0);
static HIGH: [Letter; HIGH_END - HIGH_START] = table(HIGH_START);

/// Small letters by code and tone.
static SMALL: [[char; 6]; 64] = {
    let mut all = [[' '; 6]; 64];
    let mut letter = b'a';
    while letter <= b'z' {
        all[(letter - b'a') as usize] = [letter as char; 6];
        letter += 1;
    }
    all[D_STROKE as usize] = ['đ'; 6];
    let mut row = 0;
    while row < VOWELS.len() {
        all[VOWELS[row].0 as usize] = VOWELS[row].1;
        row += 1;
    }
    all
};

const fn table<const N: usize>(start: usize) -> [Letter; N] {
    let mut all = [Letter::NONE; N];
    let mut letter = 0;
    while letter < 26 {
        put(&mut all, start, (b'a' + letter) as char, Letter::new(letter, 0, 0));
        put(&mut all, start, (b'A' + letter) as char, Letter::new(letter, 0, Letter::CAPITAL));
        letter += 1;
    }
    let mut n = 0u8;
    while n < 12 * 6 {
        let (code, small, capital) = VOWELS[(n / 6) as usize];
        let tone = n % 6;
        put(&mut all, start, small[tone as usize], Letter::new(code, tone, 0));
        put(&mut all, start, capital[tone as usize], Letter::new(code, tone, Letter::CAPITAL));
        n += 1;
    }
    put(&mut all, start, 'đ', Letter::new(D_STROKE, 0, 0));
    put(&mut all, start, 'Đ', Letter::new(D_STROKE, 0, Letter::CAPITAL));
    put(&mut all, start, '\u{F0}', Letter::new(D_STROKE, 0, Letter::RESPELL));
    put(&mut all, start, '\u{D0}', Letter::new(D_STROKE, 0, Letter::RESPELL | Letter::CAPITAL));
    put(&mut all, start, '\u{189}', Letter::new(D_STROKE, 0, Letter::RESPELL | Letter::CAPITAL));
    all
}

const fn put<const N: usize>(all: &mut [Letter; N], start: usize, c: char, letter: Letter) {
    let c = c as usize;
    if c >= start && c - start < N {
        all[c - start] = letter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vowel_reads_back() {
        for (code, small, capital) in VOWELS {
            for tone in 0..6 {
                for (c, big) in [(small[tone], false), (capital[tone], true)] {
                    let letter = Letter::of(c).expect("a vowel is a letter");
                    assert_eq!((letter.code(), letter.tone() as usize), (code, tone));
                    assert_eq!((letter.lower(), letter.is_capital()), (small[tone], big));
                    let text = c.to_string();
                    assert_eq!(Letter::at(text.as_bytes(), 0), (letter, text.len()));
                }
            }
        }
    }

    #[test]
    fn only_the_alphabet_is_letters() {
        let found = ('\0'..=char::MAX).filter(|&c| Letter::of(c).is_some()).count();
        assert_eq!(found, 2 * (26 + 12 * 6 - 6 + 1) + 3);
        for c in ('\0'..=char::MAX).filter(|&c| Letter::of(c).is_none()) {
            let mut buffer = [0; 4];
            let text = c.encode_utf8(&mut buffer);
            assert_eq!(Letter::at(text.as_bytes(), 0), (Letter::NONE, 0), "{c:?}");
        }
    }
}
