//! JSON Lines: a record a line, so that a bad one costs itself alone.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use super::making::{LONGEST, Making};
use super::reading::{Reading, unread};
use super::walk::Flow;

/// The lines of an input.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    /// Number of the line read last, counted from 1.
    pub(super) number: u64,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input: BufReader::new(input), number: 0 }
    }

    /// The next line without surrounding white space, none at the end. Of a line that is too long only
    /// the beginning is kept, one byte more than is accepted.
    pub(super) fn next(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(LONGEST + 2).read_until(b'\n', &mut bytes)?;
        if read as u64 > LONGEST && !bytes.ends_with(b"\n") {
            self.input.skip_until(b'\n')?;
            bytes.resize(usize::try_from(LONGEST).unwrap_or(usize::MAX) + 1, b' ');
            self.number += 1;
            return Ok(Some(bytes));
        }
        self.number += 1;
        let line = bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| self.number == 1);
        let line = line.unwrap_or(&bytes).trim_ascii();
        Ok((read > 0).then(|| line.to_vec()))
    }
}

impl Reading {
    /// Records, one a line; `first` is the first line where it was read already.
    pub(super) fn lines(&mut self, input: impl Read, making: Making<'_>) -> Flow {
        let mut lines = Lines::new(input);
        let mut seen = false;
        loop {
            match lines.next() {
                Ok(Some(line)) if line.is_empty() => {}
                Ok(Some(line)) => {
                    seen = true;
                    self.put(making.document(Some(lines.number), &line))?;
                }
                Ok(None) if seen => return ControlFlow::Continue(()),
                Ok(None) => return self.fail(making.place, "is empty"),
                Err(error) => {
                    let failure = making.place.record_failure(lines.number + 1, unread(&error));
                    return self.put(Err(failure));
                }
            }
        }
    }
}
