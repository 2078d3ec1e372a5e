//! Tables of comma- or tab-separated values with a header, a record a row.
//!
//! Of a row only the cells are kept whose column is known, under the name in the header: a view counter
//! beside them may change without the article being another one.

use std::cell::Cell;
use std::io::Read;
use std::ops::ControlFlow;
use std::rc::Rc;

use csv::ByteRecord;
use serde_json::{Map, Value};
use xxhash_rust::xxh3::xxh3_64;

use crate::catalog::{Column, Columns};
use crate::ingest::encoding;
use crate::ingest::source::making::{LONGEST, Making, TOO_LONG};
use crate::ingest::source::reading::{Reading, unread};
use crate::ingest::source::walk::Flow;

/// What may divide the cells of a table.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What is known of a table before it is read.
pub(in super::super) struct Header<'a> {
    /// The columns whose meaning a person gave.
    pub(in super::super) columns: &'a [Column],
    /// Whether the input's name says that it is a table.
    pub(in super::super) named: bool,
}

/// What divides the cells of the table a text begins; none where it is no table. A text whose name does not
/// say so is one if its first line names a title or a text and something else that articles have.
pub(in super::super) fn delimiter(text: &[u8], header: &Header<'_>) -> Option<u8> {
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let counts = |delimiter: u8| {
        let cells = cells(line, delimiter);
        let fields: Vec<_> = cells.iter().filter_map(|cell| field(cell, header.columns)).collect();
        let text = fields.iter().any(|field| matches!(*field, "title" | "body"));
        (text, fields.len(), cells.len())
    };
    // To make a reader costs more than to read a page, and most texts are pages.
    let may_divide = |delimiter: &u8| header.named || names(line, *delimiter, header.columns) >= 2;
    let delimiters = DELIMITERS.into_iter().filter(may_divide);
    let best = delimiters.max_by_key(|delimiter| (counts(*delimiter), *delimiter == b','))?;
    let (text, known, cells) = counts(best);
    (text && known >= 2 || header.named && (cells >= 2 || text)).then_some(best)
}

/// How many fields a line names between delimiters, quotes read as if they held none.
fn names(line: &[u8], delimiter: u8, columns: &[Column]) -> usize {
    const LONGEST: usize = 4096;
    let Some(line) = line.get(..line.len().min(LONGEST)).filter(|line| line.contains(&delimiter))
    else {
        return 0;
    };
    let cells = line.split(|byte| *byte == delimiter).map(String::from_utf8_lossy);
    cells.filter(|cell| field(cell.trim().trim_matches('"'), columns).is_some()).count()
}

/// The cells of a header's line.
fn cells(line: &[u8], delimiter: u8) -> Vec<String> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(line);
    let mut row = ByteRecord::new();
    let read = reader.read_byte_record(&mut row).unwrap_or_default();
    if read { texts(&row, None).map(|(cells, _)| cells).unwrap_or_default() } else { Vec::new() }
}

/// The field a column holds.
fn field(name: &str, columns: &[Column]) -> Option<&'static str> {
    let given = columns.iter().find(|column| column.is(name)).map(|column| column.field);
    given.or_else(|| Columns::embedded().get(name).map(|meaning| meaning.field))
}

/// The cells of a row as text, and the encoding they were in. They are decoded together, because a cell
/// alone says too little of it.
///
/// # Errors
/// When the row is in no encoding that is known.
fn texts(row: &ByteRecord, declared: Option<&str>) -> Result<(Vec<String>, &'static str), String> {
    const BETWEEN: u8 = 0x1f;
    let whole = row.iter().collect::<Vec<_>>().join(&BETWEEN);
    let decoded = encoding::decode(&whole, declared)?;
    let cells: Vec<String> = decoded.text.split(char::from(BETWEEN)).map(str::to_owned).collect();
    if cells.len() == row.len() {
        return Ok((cells, decoded.encoding.name()));
    }
    let alone = |cell| encoding::decode(cell, declared).map(|decoded| decoded.text);
    Ok((row.iter().map(alone).collect::<Result<_, _>>()?, decoded.encoding.name()))
}

impl Reading {
    /// A table with a header.
    pub(in super::super) fn table(
        &mut self,
        input: impl Read,
        delimiter: u8,
        making: Making<'_>,
    ) -> Flow {
        let since = Rc::new(Cell::new(0));
        let input = RowBound { input, since: Rc::clone(&since) };
        let mut builder = csv::ReaderBuilder::new();
        builder.delimiter(delimiter).has_headers(false).flexible(true);
        let mut rows = builder.from_reader(input);
        let mut row = ByteRecord::new();
        let mut table = None;
        let mut empty = true;
        for number in 0.. {
            since.set(0);
            match rows.read_byte_record(&mut row) {
                Ok(false) if number == 0 => return self.fail(making.place, "is empty"),
                Ok(false) => break,
                Err(error) => {
                    let why = unparsed(error);
                    return self.put(Err(making.place.record_failure(number, why)));
                }
                Ok(true) => match &table {
                    None => match texts(&row, making.declared)
                        .and_then(|(header, _)| Table::new(&header, &self.columns))
                    {
                        Ok(header) => table = Some(header),
                        Err(why) => return self.fail(making.place, why),
                    },
                    Some(_) if row.iter().all(|cell| cell.trim_ascii().is_empty()) => {}
                    Some(table) => {
                        empty = false;
                        self.put(table.record(&row, number, making))?;
                    }
                },
            }
        }
        if empty {
            return self.fail(making.place, "holds no rows");
        }
        ControlFlow::Continue(())
    }
}

/// The columns that are read.
struct Table {
    /// Place of the column in a row, and the name its cell gets in the record.
    columns: Vec<(usize, String)>,
    width: usize,
}

impl Table {
    /// # Errors
    /// When a column that was given is not there, or none holds a title or a text.
    fn new(header: &[String], given: &[Column]) -> Result<Self, String> {
        let shown = || header.iter().map(|name| name.trim()).collect::<Vec<_>>().join(", ");
        let mut columns = Vec::new();
        for column in given {
            let Some(at) = header.iter().position(|name| column.is(name)) else {
                return Err(format!("has no column `{}`; its header is: {}", column.name, shown()));
            };
            columns.push((at, column.field));
        }
        let given = columns.clone();
        let mut named: Vec<(usize, String)> =
            columns.iter().map(|(at, field)| (*at, (*field).to_owned())).collect();
        for (at, name) in header.iter().enumerate() {
            let free = |field: &str| given.iter().all(|(place, f)| *place != at && *f != field);
            if let Some(field) = field(name, &[]).filter(|field| free(field)) {
                columns.push((at, field));
                named.push((at, name.trim().to_owned()));
            }
        }
        if !columns.iter().any(|(_, field)| matches!(*field, "title" | "body")) {
            return Err(format!(
                "names no column for title or text; say which with `--column body=NAME`; its header \
                 is: {}",
                shown()
            ));
        }
        Ok(Self { columns: named, width: header.len() })
    }

    fn record(
        &self,
        row: &ByteRecord,
        number: u64,
        making: Making<'_>,
    ) -> crate::ingest::source::Item {
        let surplus = row.iter().skip(self.width).any(|cell| !cell.trim_ascii().is_empty());
        if row.len() < self.width || surplus {
            let why = format!(
                "has {} cells where the header has {}; is a quotation mark missing?",
                row.len(),
                self.width
            );
            return Err(making.place.record_failure(number, why));
        }
        if row.as_slice().len() as u64 > LONGEST {
            return Err(making.place.record_failure(number, TOO_LONG));
        }
        let (cells, encoding) = match texts(row, making.declared) {
            Ok(texts) => texts,
            Err(why) => return Err(making.place.record_failure(number, why)),
        };
        let mut fields = Map::new();
        for (at, name) in &self.columns {
            fields.entry(name.clone()).or_insert_with(|| Value::from(cells[*at].clone()));
        }
        let text = Value::Object(fields).to_string();
        let digest = xxh3_64(text.as_bytes());
        Ok(making.made(Some(number), text, (making.was.unwrap_or(encoding), digest)))
    }
}

/// Stops a row that has no end, such as one behind a quotation mark that is never closed.
struct RowBound<R> {
    input: R,
    since: Rc<Cell<u64>>,
}

impl<R: Read> Read for RowBound<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(into)?;
        self.since.set(self.since.get() + read as u64);
        if self.since.get() > LONGEST + (1 << 20) {
            let why = "is longer than 16 MB; is a quotation mark missing? The rest is not read";
            return Err(std::io::Error::new(std::io::ErrorKind::QuotaExceeded, why));
        }
        Ok(read)
    }
}

fn unparsed(error: csv::Error) -> String {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => unread(&error),
        _ => "is no row of a table".to_owned(),
    }
}
