//! The run of letters that stands next, found sixteen bytes at a time.
//!
//! Nine runs in ten are a syllable of at most nine bytes, and reading one letter by letter costs most of the
//! analysis. So all bytes of a window are classed at once, with the arithmetic of a wide integer (Knuth, The Art of
//! Computer Programming, volume 4A, section 7.1.3), and the run becomes a number that a table knows. What does not
//! fit is left to the slower ways: a window may say no, but never wrongly yes.

use super::vocabulary::KEY_BYTES;

/// A run of at most [`KEY_BYTES`] bytes with a small letter for a capital at its beginning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// Its bytes as a number in little-endian order, 0 behind them.
    pub(super) key: u128,
    /// How many they are.
    pub(super) len: usize,
}

impl Window {
    /// The run at `at`: ASCII letters and bytes of other characters, without those of punctuation (E2). None if it
    /// is too long, empty, or one capital by itself.
    #[inline]
    pub(super) fn read(bytes: &[u8], at: usize) -> Option<Self> {
        let rest = bytes.get(at..)?;
        let window = match rest.first_chunk() {
            Some(&chunk) => u128::from_le_bytes(chunk),
            None => last(rest),
        };
        let len = run(window);
        if len.wrapping_sub(1) >= KEY_BYTES {
            return None;
        }
        let key = window & ((1 << (8 * len)) - 1);
        let latin = (key & 0xFF).wrapping_sub(u128::from(b'A')) < 26;
        let stroke = key & 0xFFFF == D_STROKE;
        let capital = usize::from(latin) + 2 * usize::from(stroke);
        (capital != len)
            .then_some(Self { key: key | u128::from(latin) << 5 | u128::from(stroke) << 8, len })
    }
}

/// `Đ`; `đ` is one more in its second byte.
const D_STROKE: u128 = u16::from_le_bytes([0xC4, 0x90]) as u128;

/// The end of a text, with blanks behind it.
#[cold]
fn last(rest: &[u8]) -> u128 {
    let mut chunk = [b' '; 16];
    chunk.iter_mut().zip(rest).for_each(|(to, &byte)| *to = byte);
    u128::from_le_bytes(chunk)
}

/// How many bytes at the beginning belong to letters. No sum below carries into the next byte.
#[inline]
fn run(window: u128) -> usize {
    let small = (window & every(0x7F)) | every(0x20);
    let ascii = (small + every(0x80 - b'a')) & !(small + every(0x80 - b'z' - 1));
    let punctuation = window ^ every(0xE2);
    let no_punctuation = ((punctuation & every(0x7F)) + every(0x7F)) | punctuation;
    let stops = !((ascii | window) & no_punctuation) & every(0x80);
    stops.trailing_zeros() as usize / 8
}

const fn every(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, usize)> {
        let window = Window::read(text.as_bytes(), 0)?;
        let bytes = window.key.to_le_bytes();
        let first = text.chars().next()?;
        let small = format!("{}{}", first.to_lowercase(), &text[first.len_utf8()..window.len]);
        assert!(bytes.starts_with(small.as_bytes()));
        assert!(bytes[window.len..].iter().all(|&byte| byte == 0));
        Some((&text[..window.len], window.len))
    }

    #[test]
    fn every_byte_but_letters_ends_a_run() {
        for byte in 0..0x80_u8 {
            let text = format!("ab{}c", char::from(byte));
            let len = if byte.is_ascii_alphabetic() { 4 } else { 2 };
            assert_eq!(read(&text), Some((&text[..len], len)), "{byte}");
        }
    }

    #[test]
    fn runs_are_read_wherever_the_text_ends() {
        for tail in ["", " ", ", và các", "”", "… và", " và nhiều nữa"] {
            for run in ["nghiễng", "Đảng", "ủy", "Nguyễn", "a", "đ"] {
                let text = format!("{run}{tail}");
                assert_eq!(read(&text), Some((run, run.len())), "{text}");
            }
        }
        for none in ["", " a", "A", "Đ", "A.", "nghiêngnghiêng", "abcdefghij", "“"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
