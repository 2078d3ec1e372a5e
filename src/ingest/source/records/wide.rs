//! UTF-16 as UTF-8, as a stream, for formats that are cut at bytes.

use std::io::{BufRead, BufReader, Read, Result};

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// Bytes of UTF-8 made at a time.
const CHUNK: usize = 16 << 10;

/// Stands for what is no character; no byte of UTF-8, so that the record it is in is refused.
const BROKEN: u8 = 0xFF;

/// Reads UTF-16 and gives UTF-8 without a byte order mark.
pub(in super::super) struct Wide<R> {
    input: BufReader<R>,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Wide<R> {
    pub(in super::super) fn new(input: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { input: BufReader::new(input), decoder, ready: Vec::new(), at: 0, ended: false }
    }

    fn refill(&mut self) -> Result<()> {
        self.ready.resize(CHUNK, 0);
        self.at = 0;
        let source = self.input.fill_buf()?;
        let last = source.is_empty();
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(source, &mut self.ready, last);
        self.input.consume(read);
        self.ready.truncate(written);
        self.ended = last && result == DecoderResult::InputEmpty;
        if matches!(result, DecoderResult::Malformed(..)) {
            self.ready.push(BROKEN);
        }
        Ok(())
    }
}

impl<R: Read> Read for Wide<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let size = into.len().min(self.ready.len() - self.at);
        into[..size].copy_from_slice(&self.ready[self.at..self.at + size]);
        self.at += size;
        Ok(size)
    }
}
