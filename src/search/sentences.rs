//! Where sentences, clauses and words begin and end around a place of a text.
//!
//! Looked for outwards from the place and only so far: a body need not be read to know one of its sentences.

use std::ops::Range;

/// How far a border of a sentence is looked for, in bytes: a sentence of more is cut anyway.
const REACH: usize = 2_048;

/// Borders of a text.
#[derive(Clone, Copy)]
pub(super) struct Borders<'t> {
    pub(super) text: &'t str,
}

impl Borders<'_> {
    /// The first byte of the sentence that byte `at` stands in; of a very long one, of the word that is far enough
    /// before it.
    pub(super) fn start(self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let limit = at.saturating_sub(REACH);
        let mut start = limit;
        for end in (limit + 1..=at).rev() {
            if self.ends_sentence(end) {
                start = end;
                break;
            }
        }
        if start > 0 && start == limit {
            let blank = bytes[start..at].iter().position(|byte| *byte == b' ');
            start = blank.map_or_else(|| self.boundary(at), |n| start + n);
        }
        let piece = &self.text[start..];
        (start + piece.len() - piece.trim_start().len()).min(at)
    }

    /// The end of the sentence that begins before byte `at` or stands there, without white space behind it; no further
    /// than `most`.
    pub(super) fn end(self, at: usize, most: usize) -> usize {
        let most = most.min(self.text.len()).min(at + REACH);
        let end = (at + 1..=most).find(|end| self.ends_sentence(*end));
        let end = end.unwrap_or_else(|| self.boundary(most)).max(at);
        at + self.text[at..end].trim_end().len()
    }

    /// The line that byte `at` stands in, no further than a sentence can reach.
    pub(super) fn paragraph(self, at: usize) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let from = self.boundary(at.saturating_sub(REACH));
        let to = self.boundary((at + REACH).min(bytes.len()));
        let start = bytes[from..at].iter().rposition(|byte| *byte == b'\n');
        let end = bytes[at..to].iter().position(|byte| *byte == b'\n');
        start.map_or(from, |n| from + n + 1)..end.map_or(to, |n| at + n)
    }

    /// The end of the line that byte `at` stands in, no further than `most`.
    pub(super) fn line_end(self, at: usize, most: usize) -> usize {
        let feed = self.text.as_bytes()[at..most].iter().position(|byte| *byte == b'\n');
        feed.map_or(most, |n| at + n)
    }

    /// Whether a sentence ends just before byte `end`: a line, or a stop with white space behind it that is not an
    /// abbreviation's.
    pub(super) fn ends_sentence(self, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        match bytes.get(end - 1) {
            Some(b'\n') => true,
            Some(b'.') => self.blank_at(end) && !self.abbreviates(end - 1),
            Some(b'!' | b'?') => self.blank_at(end),
            Some(b'"' | b')') => end > 1 && bytes[end - 2] == b'.' && self.blank_at(end),
            // `…`, and a closing quotation mark behind a stop.
            Some(0xA6) => bytes[..end].ends_with("…".as_bytes()) && self.blank_at(end),
            Some(0x9D) => bytes[..end].ends_with(".”".as_bytes()) && self.blank_at(end),
            _ => false,
        }
    }

    fn blank_at(self, at: usize) -> bool {
        let next = self.text.get(at..).and_then(|rest| rest.chars().next());
        next.is_none_or(char::is_whitespace)
    }

    /// Whether the stop at `dot` belongs to the word before it: up to three letters without a vowel (`TP.`, `GS.`,
    /// `ThS.`), or the number that opens a line.
    fn abbreviates(self, dot: usize) -> bool {
        let bytes = self.text.as_bytes();
        let from = dot.saturating_sub(4);
        let blank = bytes[from..dot].iter().rposition(|b| matches!(b, b' ' | b'\n' | b'.' | b'('));
        let start = match blank {
            Some(n) => from + n + 1,
            None if from == 0 => 0,
            None => return false,
        };
        let word = &bytes[start..dot];
        let vowel = |byte: &u8| {
            matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
        };
        if word.iter().all(u8::is_ascii_alphabetic) && (1..=3).contains(&word.len()) {
            return word[0].is_ascii_uppercase() && !word.iter().any(vowel);
        }
        let opens = start == 0 || bytes[start - 1] == b'\n';
        opens && word.iter().all(u8::is_ascii_digit) && !word.is_empty()
    }

    /// Where a stretch that must show what stands at `at` begins, where the sentence begins too early: behind the
    /// comma at most `back` bytes before, else at a word half as far.
    pub(super) fn clause(self, from: usize, at: usize, back: usize) -> usize {
        let near = self.boundary(at.saturating_sub(back)).max(from);
        let piece = &self.text[near..at];
        let clause = piece.rfind([',', ';', ':']).map(|n| near + n + 1);
        let word = || {
            let half = self.boundary(at.saturating_sub(back / 2)).max(from);
            if half == from {
                return from;
            }
            self.text[half..at].find(' ').map_or(at, |n| half + n + 1)
        };
        let start = clause.unwrap_or_else(word);
        let piece = &self.text[start..at];
        start + piece.len() - piece.trim_start().len()
    }

    /// The last border of a clause before `most`, behind `least`; else of a word; else `most` itself.
    pub(super) fn cut(self, least: usize, most: usize) -> usize {
        let most = self.boundary(most);
        let blank = self.text.as_bytes().get(most).is_none_or(|byte| matches!(byte, b' ' | b'\n'));
        let piece = &self.text[least.min(most)..most];
        let clause = piece.rfind([',', ';']).map(|n| least + n);
        let word = || {
            if blank { Some(most) } else { piece.rfind(' ').map(|n| least + n) }
        };
        let end = clause.or_else(word).unwrap_or(most);
        least.min(most) + self.text[least.min(most)..end].trim_end().len()
    }

    /// The byte `chars` characters behind `from`, or the end of the text.
    pub(super) fn after(self, from: usize, chars: usize) -> usize {
        let rest = &self.text[from..];
        // A character has four bytes at most; no more of the text is looked at.
        let near = self.boundary((from + 4 * chars + 4).min(self.text.len()));
        if rest.len() <= chars {
            return self.text.len();
        }
        self.text[from..near].char_indices().nth(chars).map_or(near, |(n, _)| from + n)
    }

    /// The border of a character at or before byte `at`.
    pub(super) fn boundary(self, at: usize) -> usize {
        (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences of a text, found one behind the other.
    fn sentences(text: &str) -> Vec<&str> {
        let borders = Borders { text };
        let (mut all, mut at) = (Vec::new(), 0);
        while at < text.len() {
            let end = borders.end(at, text.len());
            if end > at {
                all.push(&text[at..end]);
            }
            let rest = &text[end.max(at)..];
            at = end + (rest.len() - rest.trim_start().len()).max(usize::from(end == at));
        }
        all
    }

    #[test]
    fn stops_end_sentences_and_numbers_and_abbreviations_do_not() {
        let text = "Có 1.386 đảng viên. TP. Cần Thơ họp! GS. Thử nói: “Tốt.” Hết… Rồi?";
        let found = sentences(text);
        assert_eq!(
            found,
            ["Có 1.386 đảng viên.", "TP. Cần Thơ họp!", "GS. Thử nói: “Tốt.”", "Hết…", "Rồi?"]
        );
    }

    #[test]
    fn a_line_ends_a_sentence_and_its_number_is_not_one() {
        assert_eq!(
            sentences("1. Về chi bộ\nĐảng viên A. Hết"),
            ["1. Về chi bộ", "Đảng viên A.", "Hết"]
        );
    }

    #[test]
    fn a_sentence_is_found_from_any_of_its_places() {
        let text = "Câu một. Câu hai đây. Câu ba.";
        let borders = Borders { text };
        let two = text.find("Câu hai").unwrap();
        for at in text.char_indices().map(|(at, _)| at).filter(|at| (two..two + 12).contains(at)) {
            assert_eq!(borders.start(at), two, "{at}");
            assert_eq!(&text[two..borders.end(at, text.len())], "Câu hai đây.");
        }
    }
}
