//! Lists of what is in an index: aligned columns for people, records with their schema for scripts.

use std::io::{self, Write};

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use unicode_width::UnicodeWidthStr;

use super::text::{Style, visible};

/// A list, or an entry of one, with its schema.
pub struct ListRecord<'a, T> {
    schema: &'a str,
    name: Option<&'a str>,
    entries: &'a [T],
}

impl<'a, T: Serialize> ListRecord<'a, T> {
    /// All entries under `name`.
    pub fn all(schema: &'a str, name: &'a str, entries: &'a [T]) -> Self {
        Self { schema, name: Some(name), entries }
    }

    /// One entry, its fields beside the schema.
    pub fn one(schema: &'a str, entry: &'a T) -> Self {
        Self { schema, name: None, entries: std::slice::from_ref(entry) }
    }
}

impl<T: Serialize> Serialize for ListRecord<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct One<'a, T> {
            schema: &'a str,
            #[serde(flatten)]
            entry: &'a T,
        }
        match (self.name, self.entries) {
            (None, [entry]) => One { schema: self.schema, entry }.serialize(serializer),
            (name, entries) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("schema", self.schema)?;
                map.serialize_entry(name.unwrap_or("entries"), entries)?;
                map.end()
            }
        }
    }
}

/// Writes rows in columns: numbers to the right, the last column as long as it is.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_rows(out: &mut dyn Write, rows: &[Vec<String>], style: Style) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let wide = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| visible(cell).width()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| wide(column).unwrap_or(0).min(60)).collect();
    for row in rows {
        let mut line = String::new();
        for (n, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let cell = visible(cell);
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            let is_number = !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
            let is_last = n + 1 == row.len();
            match (is_number, is_last) {
                (true, _) => line.extend([gap, style.dim(&cell)]),
                (false, true) => line.push_str(&cell),
                (false, false) => line.extend([cell, gap]),
            }
            if !is_last {
                line.push_str("  ");
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
