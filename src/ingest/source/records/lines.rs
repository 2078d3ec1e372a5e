//! JSON Lines: a record a line, so that a bad one costs itself alone.

use std::io::{BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::json::wraps;
use crate::article::Format;
use crate::ingest::source::making::{LONGEST, Making};
use crate::ingest::source::reading::{Reading, unread};
use crate::ingest::source::walk::Flow;

/// The lines of an input.
struct Lines<R> {
    input: BufReader<R>,
    /// Number of the line read last, counted from 1.
    number: u64,
}

impl<R: Read> Lines<R> {
    /// The next line without surrounding white space, none at the end. Of a line that is too long only
    /// the beginning is kept, one byte more than is accepted.
    fn next(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(LONGEST + 1).read_until(b'\n', &mut bytes)?;
        self.number += 1;
        if read as u64 > LONGEST && !bytes.ends_with(b"\n") {
            self.input.skip_until(b'\n')?;
            return Ok(Some(bytes));
        }
        Ok((read > 0).then(|| trimmed(&bytes).to_vec()))
    }
}

fn trimmed(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii()
}

impl Reading {
    /// JSON that begins with an object: JSON Lines if that ends on its line, and is no list in disguise.
    pub(in super::super) fn objects(&mut self, input: impl Read, making: Making<'_>) -> Flow {
        let mut input = BufReader::new(input);
        let mut first = Vec::new();
        if let Err(error) = (&mut input).take(LONGEST + 1).read_until(b'\n', &mut first) {
            return self.fail(making.place, unread(&error));
        }
        let object = serde_json::from_slice::<Map<String, Value>>(trimmed(&first));
        let lines = object.is_ok_and(|object| !wraps(&object));
        let input = Cursor::new(first).chain(input);
        if lines {
            return self.lines(input, Making { format: Format::Jsonl, ..making });
        }
        self.values(input, making)
    }

    /// Records, one a line.
    pub(in super::super) fn lines(&mut self, input: impl Read, making: Making<'_>) -> Flow {
        let mut lines = Lines { input: BufReader::new(input), number: 0 };
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
