//! What the commands that read inputs take: the paths, and how tables are to be understood.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::catalog::Column;
use crate::ingest::{CORRECTIONS_FILE, Source};

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

    /// The files of corrections that stand beside the inputs: in a folder given or one under it, in the folder of a
    /// file, below where a pattern begins.
    pub(super) fn corrections(&self) -> Vec<PathBuf> {
        let mut files = BTreeSet::new();
        for path in self.paths.iter().filter(|path| path.as_os_str() != "-") {
            match (path.is_dir(), path.to_string_lossy().find(['*', '?', '[', '{'])) {
                (true, _) => corrections_below(path, DEEPEST, &mut files),
                (false, Some(at)) if !path.exists() => {
                    let head = path.to_string_lossy()[..at].to_owned();
                    let folder = head.rfind('/').map_or(".", |end| &head[..=end]);
                    corrections_below(Path::new(folder), DEEPEST, &mut files);
                }
                _ => {
                    let folder = path.parent().unwrap_or(Path::new(""));
                    files.extend(Some(folder.join(CORRECTIONS_FILE)).filter(|file| file.is_file()));
                }
            }
        }
        files.into_iter().collect()
    }
}

/// Folders inside one another that are looked into.
const DEEPEST: usize = 32;

/// Adds the files of corrections in a folder and below it; hidden folders and links to folders are passed over, as
/// reading does. A folder that cannot be read is named when it is read.
fn corrections_below(folder: &Path, deepest: usize, files: &mut BTreeSet<PathBuf>) {
    let file = folder.join(CORRECTIONS_FILE);
    if file.is_file() {
        files.insert(file);
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if deepest > 0 && !hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            corrections_below(&entry.path(), deepest - 1, files);
        }
    }
}
