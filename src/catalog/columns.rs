//! What a column of a table or a field of a record holds, by its name.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::LazyLock;

use super::data;
use super::table::{list, rows};
use crate::error::{Error, ErrorKind, Result};
use crate::vi::fold::fold_char;
use crate::vi::normalize::clean;

/// The names of columns and fields.
#[derive(Debug)]
pub struct Columns {
    fields: Vec<&'static str>,
    by_name: HashMap<String, Meaning>,
}

/// What a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The field, such as `title`.
    pub field: &'static str,
    /// Which of the field's names it is, from 0: a smaller one is read before a greater one.
    pub rank: usize,
}

impl Columns {
    /// The names compiled in, read on first use.
    pub fn embedded() -> &'static Self {
        static COLUMNS: LazyLock<Columns> = LazyLock::new(|| Columns::read(data::COLUMNS));
        &COLUMNS
    }

    fn read(text: &'static str) -> Self {
        let mut columns = Self { fields: Vec::new(), by_name: HashMap::new() };
        for row in rows(text) {
            let [field, names, ..] = row[..] else { continue };
            columns.fields.push(field);
            for (rank, name) in list(names).enumerate() {
                columns.by_name.entry(key(name)).or_insert(Meaning { field, rank });
            }
        }
        columns
    }

    /// The fields there are.
    pub fn fields(&self) -> &[&'static str] {
        &self.fields
    }

    /// What a name says, without regard to case, accents, spaces and marks.
    ///
    /// ```
    /// use tracuu::catalog::Columns;
    /// let columns = Columns::embedded();
    /// assert_eq!(columns.get("Tiêu đề").map(|m| m.field), Some("title"));
    /// assert_eq!(columns.get("publishedAt").map(|m| m.field), Some("published"));
    /// assert_eq!(columns.get("views"), None);
    /// ```
    pub fn get(&self, name: &str) -> Option<Meaning> {
        self.by_name.get(&key(name)).copied()
    }
}

/// A name as it is compared.
fn key(name: &str) -> String {
    let letters = clean(name).to_lowercase();
    letters.chars().filter(|c| c.is_alphanumeric()).map(fold_char).collect()
}

/// A column a person says the meaning of: `title=Tên tin`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The field it holds.
    pub field: &'static str,
    /// Its name in the header of the table.
    pub name: String,
}

impl Column {
    /// Whether a name in a header is this column's, without regard to case, accents, spaces and marks.
    pub fn is(&self, name: &str) -> bool {
        self.name.trim() == name.trim() || (key(&self.name) == key(name) && !key(name).is_empty())
    }
}

impl FromStr for Column {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bad = |why: String| Error::new(ErrorKind::Query, why);
        let all = Columns::embedded().fields();
        let Some((field, name)) = text.split_once('=') else {
            return Err(bad(format!("`{text}` is not of the form FIELD=NAME")));
        };
        match all.iter().find(|known| **known == field.trim()) {
            _ if name.trim().is_empty() => Err(bad(format!("`{text}` names no column"))),
            Some(field) => Ok(Self { field, name: name.to_owned() }),
            None => Err(bad(format!("`{field}` is no field; there are {}", all.join(", ")))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_for_two_fields() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for row in rows(data::COLUMNS) {
            for name in list(row[1]) {
                let other = seen.insert(key(name), row[0]);
                assert_eq!(other, None, "{name}");
            }
            assert_eq!(list(row[1]).next(), Some(row[0]), "a field's own name stands first");
        }
    }

    #[test]
    fn names_are_read_in_any_spelling() {
        let columns = Columns::embedded();
        for (name, field) in [
            ("TIÊU ĐỀ", "title"),
            ("tieu_de", "title"),
            ("ti\u{ea}u \u{111}\u{ea}\u{300}", "title"),
            ("Sapo", "lead"),
            ("noi-dung", "body"),
            ("pubDate", "published"),
            ("dc:creator", "bylines"),
            ("Báo", "outlet"),
            ("Đường dẫn", "url"),
            ("Từ khoá", "tags"),
        ] {
            assert_eq!(columns.get(name).map(|m| m.field), Some(field), "{name}");
        }
    }

    #[test]
    fn a_column_is_given_by_field_and_name() {
        let column: Column = "title=Tên tin".parse().unwrap();
        assert_eq!(column.field, "title");
        assert!(column.is("TEN TIN") && !column.is("Tin"));
        for (text, why) in [("titel=x", "titel"), ("title", "FIELD=NAME"), ("title= ", "no column")]
        {
            let error = text.parse::<Column>().unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
