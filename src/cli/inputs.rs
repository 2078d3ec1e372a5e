//! What the commands that read inputs take: the paths, and how tables are to be understood.

use std::path::PathBuf;

use crate::catalog::Column;
use crate::ingest::Source;

/// Inputs, as `ingest` and `parse` take them.
#[derive(Debug, clap::Args)]
pub(super) struct Inputs {
    /// Files, folders and patterns such as 'pages/**/*.html' to read; `-` for standard input
    ///
    /// Told by content: text dumps of pages, HTML, JSON Lines, JSON, CSV and TSV with a header, RSS and
    /// Atom, WARC; packed by gzip or zstd, in zip and tar archives. Of folders, hidden files and what
    /// .ignore and .tracuuignore files name are left out.
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Column of tables that holds a field, such as `title=Tên tin`; may be given several times
    #[arg(long = "column", value_name = "FIELD=NAME")]
    pub(super) columns: Vec<Column>,
}

impl Inputs {
    /// A source over these inputs.
    pub(super) fn source(&self) -> Source {
        Source::new(&self.paths, Box::new(std::io::stdin())).with_columns(self.columns.clone())
    }

    /// A source over these inputs once they were read: standard input is spent.
    pub(super) fn again(&self) -> Source {
        Source::new(&self.paths, Box::new(std::io::empty())).with_columns(self.columns.clone())
    }
}
