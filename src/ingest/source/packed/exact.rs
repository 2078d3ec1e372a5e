//! A member that must be as long as its archive says.

use std::io::{ErrorKind, Read, Result};

/// Fails where the input ends before its length is reached.
pub(super) struct Exact<R> {
    input: R,
    left: u64,
}

impl<R: Read> Exact<R> {
    pub(super) fn new(input: R, length: u64) -> Self {
        Self { input, left: length }
    }
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let read = self.input.read(into)?;
        if read == 0 && self.left > 0 && !into.is_empty() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}
