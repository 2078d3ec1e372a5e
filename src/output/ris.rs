//! References in the format of Research Information Systems, which Zotero, Mendeley, Citavi and others read.
//!
//! A tag of two letters a line, lines ended as that format ends them. A name without a comma is taken whole by those
//! who read it, so names have none.

use std::io::{self, Write};

use super::cite::Reference;
use crate::article::Article;
use crate::date::Precision;

/// Writes the reference to an article.
pub(super) fn write_ris(out: &mut dyn Write, article: &Article) -> io::Result<()> {
    let reference = Reference::new(article);
    let mut line = |tag: &str, value: &str| write!(out, "{tag}  - {value}\r\n");
    line("TY", "NEWS")?;
    line("ID", &reference.key)?;
    let told = [
        ("TI", reference.title.clone()),
        ("T2", reference.outlet.clone()),
        ("PY", reference.published.map(|at| at.with_precision(Precision::Year).to_string())),
        ("DA", reference.day().map(|day| day_of(&day))),
        ("SE", reference.section.clone()),
        ("UR", reference.url.clone()),
    ];
    for name in &reference.authors {
        line("AU", &name.replace(',', " "))?;
    }
    for (tag, value) in told {
        if let Some(value) = value {
            line(tag, &value)?;
        }
    }
    for topic in &reference.topics {
        line("KW", topic)?;
    }
    line("LA", "vi")?;
    line("ER", "")?;
    out.write_all(b"\r\n")
}

/// `2021/04/05/`, what is not known left empty: `2021/04//`, `2021///`.
fn day_of(day: &str) -> String {
    let mut parts = day.split('-');
    let mut part = || parts.next().unwrap_or_default();
    format!("{}/{}/{}/", part(), part(), part())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_its_source() {
        let days = ["2021-04-05", "2021-04", "2021"].map(day_of);
        assert_eq!(days, ["2021/04/05/", "2021/04//", "2021///"]);
    }
}
