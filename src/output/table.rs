//! Tables for programs that read rows: CSV for spreadsheets, TSV for `cut`, `awk` and the like, each with a line of names
//! above them.
//!
//! The two differ in what they do with a text that means something to its reader. CSV is RFC 4180, and as it is what
//! spreadsheets open, a text that one would take for a formula gets an apostrophe before it. TSV has no quotes, and
//! a row is a line: tabs and line feeds of a text become blanks, and nothing else is changed. Neither has a byte
//! order mark, which would be part of the first name for every program but one.

use std::io::{self, Write};

/// How cells are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// By commas, RFC 4180; what a spreadsheet would compute has an apostrophe before it.
    Comma,
    /// By tabs; a tab or a line feed inside a cell is a blank.
    Tab,
}

/// What stands in a cell.
pub(super) enum Cell {
    /// A text of somebody else's.
    Text(String),
    /// A number, or a word of ours.
    Plain(String),
}

/// Writes a table: names first, then rows. A cell that is a number stays one.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_table(
    out: &mut dyn Write,
    names: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
    separator: Separator,
) -> io::Result<()> {
    write_row(out, separator, names.iter().map(|name| Cell::Plain((*name).to_owned())))?;
    let cell = |text: String| match text.parse::<f64>() {
        Ok(_) => Cell::Plain(text),
        Err(_) => Cell::Text(text),
    };
    rows.into_iter().try_for_each(|row| write_row(out, separator, row.into_iter().map(cell)))
}

/// Writes a row.
pub(super) fn write_row(
    out: &mut dyn Write,
    separator: Separator,
    cells: impl Iterator<Item = Cell>,
) -> io::Result<()> {
    for (n, cell) in cells.enumerate() {
        let (divider, text) = match separator {
            Separator::Comma => (",", quoted(cell)),
            Separator::Tab => ("\t", on_a_line(cell)),
        };
        write!(out, "{}{text}", if n > 0 { divider } else { "" })?;
    }
    out.write_all(match separator {
        Separator::Comma => b"\r\n",
        Separator::Tab => b"\n",
    })
}

/// A cell as RFC 4180 has it, with an apostrophe before what a spreadsheet would compute.
fn quoted(cell: Cell) -> String {
    let text = match cell {
        Cell::Text(text) if is_formula(&text) => format!("'{text}"),
        Cell::Text(text) | Cell::Plain(text) => text,
    };
    if text.contains(['"', ',', '\r', '\n']) || text.trim() != text {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

/// Whether a spreadsheet takes a text for a formula: by its first character, blanks aside; full-width forms count.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{a0}']).chars().next();
    first.is_some_and(|c| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    })
}

fn on_a_line(cell: Cell) -> String {
    let (Cell::Text(text) | Cell::Plain(text)) = cell;
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(separator: Separator, texts: &[&str]) -> String {
        let mut out = Vec::new();
        let cells = texts.iter().map(|text| Cell::Text((*text).to_owned()));
        write_row(&mut out, separator, cells).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn quotes_stand_where_rfc_4180_asks_for_them() {
        let texts = ["a", "b,c", "“d”", "\"e\"", "f\ng", "", " h"];
        let line = "a,\"b,c\",“d”,\"\"\"e\"\"\",\"f\ng\",,\" h\"\r\n";
        assert_eq!(row(Separator::Comma, &texts), line);
        assert_eq!(row(Separator::Tab, &["a\tb", "c\nd", "\"e\""]), "a b\tc d\t\"e\"\n");
    }

    #[test]
    fn no_text_is_a_formula_in_a_spreadsheet_and_numbers_stay_numbers() {
        for text in ["=1+1", "+84", "-x", "@SUM(A1)", " =1", "＝1"] {
            let csv = row(Separator::Comma, &[text]);
            assert!(csv.trim_start_matches('"').starts_with('\''), "{csv}");
            assert_eq!(row(Separator::Tab, &[text]), format!("{text}\n"));
        }
        assert_eq!(quoted(Cell::Plain("-1.5".to_owned())), "-1.5");
    }

    #[test]
    fn a_table_has_its_names_above_and_numbers_as_they_are() {
        let mut out = Vec::new();
        let rows = [vec!["Đảng ủy, \"Khối\"".to_owned(), "-1.5".to_owned(), "-x".to_owned()]];
        write_table(&mut out, &["name", "score", "note"], rows, Separator::Comma).unwrap();
        let csv = "name,score,note\r\n\"Đảng ủy, \"\"Khối\"\"\",-1.5,'-x\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), csv);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(cells in proptest::collection::vec("\\PC{0,12}|[,\"\r\n =-]{0,6}", 2..5)) {
            let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
            let csv = row(Separator::Comma, &texts);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
            let read = reader.records().next().unwrap().unwrap();
            for (cell, text) in read.iter().zip(&texts) {
                prop_assert_eq!(cell.strip_prefix('\'').filter(|_| is_formula(text)).unwrap_or(cell), *text);
            }
            prop_assert_eq!(read.len(), texts.len());
            let tsv = row(Separator::Tab, &texts);
            prop_assert_eq!(tsv.matches('\n').count(), 1);
            prop_assert_eq!(tsv.matches('\t').count(), texts.len() - 1);
        }
    }
}
