//! The fields a query can name: one table, by which queries are read and printed and which `tracuu fields` shows.
//!
//! A table in code and not a data file: each row is a case of the grammar, which the compiler checks for all of them.

use serde::Serialize;

use super::ast::TextField;
use crate::article::{Method, UnitRole};
#[cfg(test)]
use crate::vi::fold;
use crate::vi::normalize::canonical;

/// What a field is, and with it how its values are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text(TextField),
    Unit,
    UnitRole,
    UnitMethod,
    Topic,
    Outlet,
    Section,
    Author,
    Person,
    Document,
    /// Days, months, years: one and the same field under the names that people try.
    Date,
    Has,
    Saved,
}

/// A field of the query language.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name in a query, before the colon.
    pub name: &'static str,
    /// Its other names; each also without accents.
    pub aliases: &'static [&'static str],
    /// What a value is.
    pub takes: &'static str,
    /// A query that uses it.
    pub example: &'static str,
    #[serde(skip)]
    pub(super) kind: Kind,
}

const fn field(
    (name, kind): (&'static str, Kind),
    aliases: &'static [&'static str],
    takes: &'static str,
    example: &'static str,
) -> Field {
    Field { name, aliases, takes, example, kind }
}

const TEXT: &str = "a word, \"words in a row\", kiểm*, or a query in brackets";
const DAYS: &str =
    "days: 2021, 2021-03, 05/03/2021, 7d, 2w, 3m, 1y, \"tháng trước\", or a range FROM..TO";

/// Every field, in the order in which they are listed.
pub static FIELDS: [Field; 16] = [
    field(
        ("title", Kind::Text(TextField::Title)),
        &["tiêuđề", "tựađề"],
        TEXT,
        "title:\"dân vận khéo\"",
    ),
    field(
        ("body", Kind::Text(TextField::Body)),
        &["nộidung", "thânbài"],
        TEXT,
        "body:(giám sát OR kiểm tra)",
    ),
    field(
        ("unit", Kind::Unit),
        &["đơnvị", "tổchức"],
        "a unit's key, name or abbreviation; what lies under it counts",
        "unit:vn/ha-noi",
    ),
    field(
        ("unit.role", Kind::UnitRole),
        &["vaitrò"],
        "primary, superior, predecessor or mentioned: what the unit does in the article",
        "unit:vn/ha-noi unit.role:primary",
    ),
    field(
        ("unit.method", Kind::UnitMethod),
        &[],
        "explicit, inferred, catalog or corrected: how the unit was found",
        "unit:vn/ha-noi unit.method:explicit",
    ),
    field(("topic", Kind::Topic), &["chủđề"], "a topic's id or label", "topic:dan-van"),
    field(("outlet", Kind::Outlet), &["báo"], "an outlet's id or name", "outlet:hanoimoi"),
    field(
        ("section", Kind::Section),
        &["mục", "chuyênmục"],
        "a section as printed",
        "section:\"Thời sự\"",
    ),
    field(
        ("author", Kind::Author),
        &["tácgiả"],
        "the name of who wrote it",
        "author:\"Lý Thị Mẩy\"",
    ),
    field(
        ("person", Kind::Person),
        &["người", "nhânvật"],
        "the name of who is written about",
        "person:\"Hồ Chí Minh\"",
    ),
    field(
        ("doc", Kind::Document),
        &["document", "vănbản"],
        "a cited document's symbol, or the words for it",
        "doc:05-CT/TW",
    ),
    field(("date", Kind::Date), &["ngày"], DAYS, "date:2021-03..31/12/2021"),
    field(("month", Kind::Date), &["tháng"], DAYS, "month:3/2021"),
    field(("year", Kind::Date), &["năm"], DAYS, "year:2019..2021"),
    field(
        ("has", Kind::Has),
        &["có"],
        "title, body, date, outlet, section, author, unit, topic, person or doc: what is known",
        "NOT has:date",
    ),
    field(
        ("query", Kind::Saved),
        &["truyvấn"],
        "the name of a saved query",
        "query:kiem-tra year:2021",
    ),
];

/// Longest name looked up, in bytes.
pub(super) const LONGEST: usize = 24;

/// The field with this name: in any case, its blanks left out or written `_` or `-`, with its accents or without any.
pub(super) fn find(name: &str) -> Option<&'static Field> {
    if name.len() > LONGEST {
        return None;
    }
    let joined = name.to_lowercase().replace(['_', '-'], "");
    let spelt = |known: &str| {
        // The names of one syllable have two tone styles; those of several are no syllable and stay.
        canonical(&joined) == canonical(known) || joined == bare(known)
    };
    FIELDS
        .iter()
        .find(|field| field.name == joined || field.aliases.iter().any(|alias| spelt(alias)))
}

fn bare(name: &str) -> String {
    name.chars().map(crate::vi::fold::fold_char).collect()
}

/// The roles of a unit by name.
pub(super) const ROLES: [(&str, UnitRole); 4] = [
    ("primary", UnitRole::Primary),
    ("superior", UnitRole::Superior),
    ("predecessor", UnitRole::Predecessor),
    ("mentioned", UnitRole::Mentioned),
];

/// The ways a unit is found by name.
pub(super) const METHODS: [(&str, Method); 4] = [
    ("explicit", Method::Explicit),
    ("inferred", Method::Inferred),
    ("catalog", Method::Catalog),
    ("corrected", Method::Corrected),
];

pub(super) fn role_name(role: UnitRole) -> &'static str {
    ROLES.iter().find(|(_, known)| *known == role).map_or("primary", |(name, _)| name)
}

pub(super) fn method_name(method: Method) -> &'static str {
    METHODS.iter().find(|(_, known)| *known == method).map_or("explicit", |(name, _)| name)
}

impl Field {
    /// Whether this is the name by which no text has a word before a colon.
    pub(super) fn is_plainly(&self, typed: &str) -> bool {
        typed.eq_ignore_ascii_case(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_its_names_in_any_spelling() {
        for (typed, name) in [
            ("unit", "unit"),
            ("Unit", "unit"),
            ("đơnvị", "unit"),
            ("donvi", "unit"),
            ("đơn_vị", "unit"),
            ("Năm", "year"),
            ("nam", "year"),
            ("tácgiả", "author"),
            ("tacgia", "author"),
            ("unit.role", "unit.role"),
            ("query", "query"),
        ] {
            assert_eq!(find(typed).map(|field| field.name), Some(name), "{typed}");
        }
        for typed in ["nấm", "đơnvi", "titles", "", "http", "unit.", &"x".repeat(10_000)] {
            assert_eq!(find(typed), None, "{typed}");
        }
    }

    #[test]
    fn no_two_fields_share_a_name() {
        let names = || FIELDS.iter().flat_map(|f| f.aliases.iter().copied().chain([f.name]));
        for (n, name) in names().enumerate() {
            assert!(names().skip(n + 1).all(|other| fold(other) != fold(name)), "{name}");
        }
    }
}
