//! JSON of any size: one object, arrays, several values one after another, a list in an object.
//!
//! The text is cut into records by brackets and strings alone and each record is parsed by itself, so a
//! list takes the memory of one element, and a bad element costs itself alone. A parser of the whole
//! would have to hold it.

use std::io::Read;
use std::ops::{ControlFlow, Range};

use serde_json::{Map, Value};

use super::scan::Text;
use crate::catalog::Columns;
use crate::ingest::source::making::{LONGEST, Making, TOO_LONG};
use crate::ingest::source::reading::{Reading, unread};
use crate::ingest::source::walk::Flow;

/// Names under which services and programs put the list of what they give out.
const WRAPPERS: [&str; 12] = [
    "articles",
    "data",
    "items",
    "results",
    "posts",
    "documents",
    "docs",
    "records",
    "entries",
    "news",
    "rows",
    "list",
];

/// Whether a field of this name may hold the records themselves.
fn is_wrapper(key: &str) -> bool {
    WRAPPERS.contains(&key)
}

/// Whether an object is not a record but holds a list of them.
pub(super) fn wraps(object: &Map<String, Value>) -> bool {
    let list = |value: &Value| {
        value.as_array().is_some_and(|all| all.first().is_some_and(Value::is_object))
    };
    let text = |(key, value): (&String, &Value)| value.is_string() && is_body(key);
    object.iter().any(|(key, value)| is_wrapper(key) && list(value)) && !object.iter().any(text)
}

fn is_body(key: &str) -> bool {
    Columns::embedded().get(key).is_some_and(|meaning| meaning.field == "body")
}

/// Elements of the lists of an object above which it is no article, whatever follows.
const ELEMENTS: usize = 1 << 20;

/// Why a text of JSON is given up.
enum Stop {
    /// Reading failed, or the input ended inside a value.
    Read(std::io::Error),
    /// A byte that cannot stand there, and how many bytes were read before it.
    Stray(u8, u64),
    /// Nobody listens any more.
    Deaf,
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Read(error)
    }
}

type Cut<T> = std::result::Result<T, Stop>;

fn deaf(flow: Flow) -> Cut<()> {
    if flow.is_break() { Err(Stop::Deaf) } else { Ok(()) }
}

impl Reading {
    /// Values, one after another.
    pub(in super::super) fn values(&mut self, input: impl Read, making: Making<'_>) -> Flow {
        let text = Text::new(input);
        let mut list = List { reading: self, text, making, count: 0, others: 0 };
        let stop = list.read().err();
        let (count, others) = (list.count, list.others);
        match stop {
            Some(Stop::Deaf) => return ControlFlow::Break(()),
            Some(Stop::Read(error)) => {
                self.put(Err(making.place.record_failure(count.max(1), unread(&error))))?;
            }
            Some(Stop::Stray(byte, at)) => {
                let byte = char::from(byte).escape_default();
                let why = format!(
                    "is not JSON: `{byte}` cannot stand at byte {at}; the rest is not read"
                );
                self.fail(making.place, why)?;
            }
            None if count == 0 => self.fail(making.place, "holds no records")?,
            None => {}
        }
        if others == 0 {
            return ControlFlow::Continue(());
        }
        self.fail(making.place, format!("holds {others} values that are no JSON objects"))
    }
}

/// The records of a text.
struct List<'a, R> {
    reading: &'a mut Reading,
    text: Text<R>,
    making: Making<'a>,
    /// Values begun.
    count: u64,
    /// Values that are no objects.
    others: u64,
}

impl<R: Read> List<'_, R> {
    fn read(&mut self) -> Cut<()> {
        loop {
            match self.text.peek()? {
                None => return Ok(()),
                Some(b'[') => {
                    self.text.step();
                    self.elements()?;
                }
                Some(b'{') => self.object()?,
                Some(b',') => self.text.step(),
                Some(byte) => return Err(Stop::Stray(byte, self.text.at)),
            }
        }
    }

    /// The elements of an array whose bracket was read.
    fn elements(&mut self) -> Cut<()> {
        loop {
            match self.text.wanted()? {
                b']' => {
                    self.text.step();
                    return Ok(());
                }
                b',' => self.text.step(),
                byte @ (b'}' | b':') => return Err(Stop::Stray(byte, self.text.at)),
                _ => {
                    let mut bytes = Vec::new();
                    self.text.value(0, &mut bytes)?;
                    self.element(&bytes)?;
                }
            }
        }
    }

    /// An element of a list: a record if it is an object.
    fn element(&mut self, bytes: &[u8]) -> Cut<()> {
        self.count += 1;
        if bytes.starts_with(b"{") {
            return self.record(bytes);
        }
        self.others += 1;
        Ok(())
    }

    /// The elements of a list in an object, whose bracket was read. They wait in the object until it is
    /// known what it is: a text may follow that makes it a record. More than a record may hold is none.
    fn held(&mut self, object: &mut Object) -> Cut<()> {
        loop {
            match self.text.wanted()? {
                b']' => {
                    self.text.step();
                    object.push(b"]");
                    return Ok(());
                }
                b',' => {
                    self.text.step();
                    object.push(b",");
                }
                byte @ (b'}' | b':') => return Err(Stop::Stray(byte, self.text.at)),
                _ => {
                    let mut bytes = Vec::new();
                    self.text.value(0, &mut bytes)?;
                    if object.wraps {
                        self.element(&bytes)?;
                        continue;
                    }
                    let from = object.bytes.len();
                    object.bytes.extend(bytes);
                    object.elements.push(from..object.bytes.len());
                    if object.bytes.len() as u64 > LONGEST || object.elements.len() > ELEMENTS {
                        self.release(object)?;
                    }
                }
            }
        }
    }

    /// Hands on the elements that waited: the object is what they are wrapped in.
    fn release(&mut self, object: &mut Object) -> Cut<()> {
        object.wraps = true;
        let bytes = std::mem::take(&mut object.bytes);
        for element in std::mem::take(&mut object.elements) {
            self.element(&bytes[element])?;
        }
        Ok(())
    }

    /// An object: a record, or what wraps a list of them.
    fn object(&mut self) -> Cut<()> {
        self.text.step();
        let mut object = Object { bytes: vec![b'{'], ..Object::default() };
        let members = self.members(&mut object);
        if !object.has_body && !object.elements.is_empty() {
            self.release(&mut object)?;
        }
        members?;
        if object.wraps {
            return Ok(());
        }
        self.count += 1;
        object.bytes.push(b'}');
        self.record(&object.bytes)
    }

    /// The members of an object whose bracket was read.
    fn members(&mut self, object: &mut Object) -> Cut<()> {
        loop {
            match self.text.wanted()? {
                b'}' => break,
                b',' => self.text.step(),
                b'"' => self.member(object)?,
                byte => return Err(Stop::Stray(byte, self.text.at)),
            }
        }
        self.text.step();
        Ok(())
    }

    /// A name and its value. The elements of a list under a name that wraps may be records, unless the
    /// object has a text itself.
    fn member(&mut self, object: &mut Object) -> Cut<()> {
        let mut name = Vec::new();
        self.text.value(0, &mut name)?;
        match self.text.wanted()? {
            b':' => self.text.step(),
            byte => return Err(Stop::Stray(byte, self.text.at)),
        }
        let key: String = serde_json::from_slice(&name).unwrap_or_default();
        let first = self.text.wanted()?;
        let mut value = Vec::new();
        let mut depth = 0;
        if first == b'[' && is_wrapper(&key) && !object.has_body {
            self.text.step();
            if self.text.wanted()? == b'{' {
                object.name(&name);
                object.push(b"[");
                return self.held(object);
            }
            value.push(b'[');
            depth = 1;
        }
        if matches!(first, b'}' | b']' | b',' | b':') {
            return Err(Stop::Stray(first, self.text.at));
        }
        self.text.value(depth, &mut value)?;
        object.has_body |= first == b'"' && is_body(&key);
        object.name(&name);
        object.push(&value);
        Ok(())
    }

    fn record(&mut self, bytes: &[u8]) -> Cut<()> {
        let record = Some(self.count);
        let item = if bytes.len() as u64 > LONGEST {
            Err(self.making.place.record_failure(self.count, TOO_LONG))
        } else {
            self.making.document(record, bytes)
        };
        deaf(self.reading.put(item))
    }
}

/// An object as far as it was read.
#[derive(Default)]
struct Object {
    bytes: Vec<u8>,
    has_body: bool,
    /// Elements of its lists, in its bytes, that are records if it is none.
    elements: Vec<Range<usize>>,
    /// Whether it is known to be no record.
    wraps: bool,
}

impl Object {
    /// Adds to the object; nothing more once it is too long or its elements are records.
    fn push(&mut self, bytes: &[u8]) {
        if !self.wraps && self.bytes.len() as u64 <= LONGEST {
            self.bytes.extend(bytes);
        }
    }

    /// Adds the name of a member.
    fn name(&mut self, name: &[u8]) {
        if self.bytes.len() > 1 {
            self.push(b",");
        }
        self.push(name);
        self.push(b":");
    }
}
