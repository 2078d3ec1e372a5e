//! Where the values of a text of JSON begin and end, by brackets and strings alone: nothing is descended,
//! so what is nested a million deep costs no stack, and nothing is kept that is longer than a record.

use std::io::{BufRead, BufReader, Read, Result};

use crate::ingest::source::making::LONGEST;

/// A text of JSON.
pub(super) struct Text<R> {
    input: BufReader<R>,
    /// Bytes read.
    pub(super) at: u64,
}

impl<R: Read> Text<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input: BufReader::new(input), at: 0 }
    }

    /// The next byte behind white space and byte order marks, not yet read; none at the end.
    pub(super) fn peek(&mut self) -> Result<Option<u8>> {
        const BLANK: &[u8] = b" \t\r\n\xef\xbb\xbf\x1e";
        loop {
            let buffer = self.input.fill_buf()?;
            let Some(first) = buffer.first() else { return Ok(None) };
            match buffer.iter().position(|byte| !BLANK.contains(byte)) {
                Some(0) => return Ok(Some(*first)),
                Some(blanks) => self.skip(blanks),
                None => {
                    let all = buffer.len();
                    self.skip(all);
                }
            }
        }
    }

    /// The next byte behind white space, where the text cannot end.
    pub(super) fn wanted(&mut self) -> Result<u8> {
        self.peek()?.ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
    }

    pub(super) fn step(&mut self) {
        self.skip(1);
    }

    fn skip(&mut self, bytes: usize) {
        self.input.consume(bytes);
        self.at += bytes as u64;
    }

    /// Reads one value, or from inside `depth` brackets to the last of them. No more is kept than one byte
    /// above what is accepted.
    pub(super) fn value(&mut self, depth: u64, into: &mut Vec<u8>) -> Result<()> {
        let mut scan = Scan { depth, ..Scan::default() };
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                let cut_off = || std::io::ErrorKind::UnexpectedEof.into();
                return if scan.may_end() { Ok(()) } else { Err(cut_off()) };
            }
            let end = scan.end(buffer);
            let size = end.unwrap_or(buffer.len());
            let room =
                usize::try_from(LONGEST).unwrap_or(usize::MAX).saturating_add(1) - into.len();
            into.extend_from_slice(&buffer[..size.min(room)]);
            self.skip(size);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

/// Where a value ends.
#[derive(Default)]
struct Scan {
    depth: u64,
    in_string: bool,
    escaped: bool,
    begun: bool,
}

impl Scan {
    /// Whether the value can end where the text does: a number or a word.
    fn may_end(&self) -> bool {
        self.begun && self.depth == 0 && !self.in_string
    }

    /// The number of bytes of a buffer that belong to the value, if it ends there.
    fn end(&mut self, buffer: &[u8]) -> Option<usize> {
        for (at, byte) in buffer.iter().enumerate() {
            if self.in_string {
                self.in_string = self.escaped || *byte != b'"';
                self.escaped = !self.escaped && *byte == b'\\';
                if !self.in_string && self.depth == 0 {
                    return Some(at + 1);
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth == 0 => return Some(at),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                b',' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return Some(at),
                _ => {}
            }
            self.begun = true;
        }
        None
    }
}
