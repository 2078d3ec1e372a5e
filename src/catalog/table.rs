//! The form of the catalogue's files: UTF-8, one entry a line, fields separated by tabs, `#` opens a
//! comment line. Lists inside a field are separated by ` | `.

/// The rows of a file, each with its fields.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// The entries of a list field; none for an empty one.
pub(super) fn list(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(" | ").map(str::trim).filter(|entry| !entry.is_empty())
}
