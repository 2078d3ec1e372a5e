//! Tables for programs that read rows: comma- or tab-separated values with a line of names above them.

use std::io::{self, Write};

/// How cells are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// By commas, RFC 4180.
    Comma,
    /// By tabs; a tab or a line feed inside a cell is a blank.
    Tab,
}

/// Writes a table: names first, then rows.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_table(
    out: &mut dyn Write,
    names: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
    separator: Separator,
) -> io::Result<()> {
    if separator == Separator::Tab {
        let line = |cells: Vec<String>| {
            let flat = cells.iter().map(|cell| cell.replace(['\t', '\n', '\r'], " "));
            flat.collect::<Vec<_>>().join("\t")
        };
        writeln!(out, "{}", names.join("\t"))?;
        return rows.into_iter().try_for_each(|row| writeln!(out, "{}", line(row)));
    }
    let mut writer = csv::Writer::from_writer(out);
    let failed = |cause: csv::Error| match cause.into_kind() {
        csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    };
    writer.write_record(names).map_err(failed)?;
    for row in rows {
        writer.write_record(&row).map_err(failed)?;
    }
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(separator: Separator) -> String {
        let mut out = Vec::new();
        let row = vec!["Đảng ủy, \"Khối\"".to_owned(), "a\tb".to_owned()];
        write_table(&mut out, &["name", "note"], [row], separator).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_cell_stays_one_cell() {
        assert_eq!(written(Separator::Comma), "name,note\n\"Đảng ủy, \"\"Khối\"\"\",a\tb\n");
        assert_eq!(written(Separator::Tab), "name\tnote\nĐảng ủy, \"Khối\"\ta b\n");
    }
}
