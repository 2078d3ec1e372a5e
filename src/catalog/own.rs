//! What a user adds to the catalogue: units and topics of their own, in one file.
//!
//! The form is that of the catalogue's own files, a kind in front: tabs between fields, ` | ` between the entries
//! of a list, `#` before comments. A file is read whole or not at all: half of what a person wrote would label
//! articles in a way that nobody asked for. Its text lives as long as the program, like the files that are
//! compiled in, so that both are read by the same code; a program reads one, once.

use super::table::list;
use crate::error::{Error, ErrorKind, Result};

mod check;

pub use check::{Problem, Severity};

/// Largest file accepted, in bytes.
const MAX: usize = 4 << 20;

/// A user's additions to the catalogue.
///
/// ```
/// use tracuu::catalog::{Catalog, OwnCatalog};
/// let text = "unit\tvn/ha-noi/bao-mau\tĐảng bộ Báo Mẫu\tĐB Báo Mẫu\n";
/// let catalog = Catalog::with(Some(OwnCatalog::parse("mau.tsv", text).unwrap()));
/// let key = tracuu::article::UnitKey::parse("vn/ha-noi/bao-mau").unwrap();
/// assert_eq!(catalog.units().name_of(&key).as_deref(), Some("Đảng bộ Báo Mẫu"));
/// assert!(OwnCatalog::parse("mau.tsv", "unti\tvn/x\tX\n").is_err());
/// ```
#[derive(Clone, Debug)]
pub struct OwnCatalog {
    file: String,
    text: &'static str,
    version: &'static str,
    units: Vec<Vec<&'static str>>,
    topics: Vec<Vec<&'static str>>,
}

/// The rows of each kind: its name, the names of its fields, and how many of them must be there.
const KINDS: [(&str, &[&str], usize); 5] = [
    ("version", &["number"], 1),
    ("unit", &["key", "name", "other names", "first day", "last day", "successors"], 2),
    ("group", &["id", "label"], 2),
    ("topic", &["id", "group", "label", "strong triggers", "weak triggers", "exclusions"], 4),
    ("triggers", &["id", "strong triggers", "weak triggers", "exclusions"], 2),
];

impl OwnCatalog {
    /// Reads a file's text; `file` is its name for messages. Whether its keys and names fit the catalogue is
    /// [`Self::check`]'s to say.
    ///
    /// # Errors
    /// [`ErrorKind::Catalog`] with every line that cannot be read, and why.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        if text.len() > MAX {
            let message = format!("{file} is larger than 4 MB; a catalogue of one's own is a list");
            return Err(Error::new(ErrorKind::Catalog, message));
        }
        let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
        let mut own =
            Self { file: file.to_owned(), text, version: "", units: vec![], topics: vec![] };
        let mut problems = Vec::new();
        for (line, row) in numbered_rows(text) {
            match shape(&row) {
                Err(message) => problems.push(Problem::error(line, message)),
                Ok("version") => own.version = row[1],
                Ok("unit") => own.units.push(row[1..].to_vec()),
                Ok(_) => own.topics.push(row),
            }
        }
        match &problems[..] {
            [] => Ok(own),
            all => Err(Error::new(ErrorKind::Catalog, Problem::list(file, all))),
        }
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What stands in it.
    pub fn text(&self) -> &str {
        self.text
    }

    /// The version it gives itself; its number of rows where it gives none.
    pub fn version(&self) -> String {
        match self.version {
            "" => format!("{}", self.units.len() + self.topics.len()),
            version => version.to_owned(),
        }
    }

    /// Its units, with the fields of `units.tsv`.
    pub(super) fn units(&self) -> &[Vec<&'static str>] {
        &self.units
    }

    /// Its groups, topics and triggers, with the fields of `topics.tsv`.
    pub(super) fn topics(&self) -> &[Vec<&'static str>] {
        &self.topics
    }

    /// How many units, and how many topics or triggers it adds.
    pub fn counts(&self) -> (usize, usize) {
        (self.units.len(), self.topics.iter().filter(|row| row[0] != "group").count())
    }
}

/// The rows of a text with their lines, counted from 1.
fn numbered_rows(text: &'static str) -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rows = (1..).zip(text.lines()).filter(|(_, line)| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    });
    rows.map(|(n, line)| (n, line.split('\t').map(str::trim).collect()))
}

/// The kind of a row that has the fields it must have.
fn shape<'r>(row: &[&'r str]) -> std::result::Result<&'r str, String> {
    let Some((_, fields, needed)) = KINDS.iter().find(|(kind, ..)| row[0] == *kind) else {
        let kinds = KINDS.map(|(kind, ..)| format!("`{kind}`")).join(", ");
        let blanks = row.len() == 1 && KINDS.iter().any(|(kind, ..)| row[0].starts_with(kind));
        let tabs = if blanks { "; put tabs, not blanks, between the fields" } else { "" };
        let shown: String = row[0].chars().take(40).collect();
        return Err(format!("`{shown}` is no kind of row; begin it with one of {kinds}{tabs}"));
    };
    if row.len() > fields.len() + 1 {
        let names = fields.join(", ");
        return Err(format!("has {} fields, but `{}` takes {names}", row.len() - 1, row[0]));
    }
    match fields
        .iter()
        .take(*needed)
        .zip(row[1..].iter().chain(std::iter::repeat(&"")))
        .find(|(_, v)| v.is_empty())
    {
        Some((name, _)) => Err(format!("`{}` lacks its {name}; write it after a tab", row[0])),
        None => Ok(row[0]),
    }
}

/// The entries of the lists in some fields.
fn entries(row: &[&'static str], fields: std::ops::Range<usize>) -> Vec<&'static str> {
    let fields = row.iter().skip(fields.start).take(fields.len());
    fields.flat_map(|field| list(field)).collect()
}
