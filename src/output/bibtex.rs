//! References in BibTeX, as biblatex and the older programs read it.
//!
//! Titles and names stand in braces of their own, so that no style changes their case or takes a name apart. Styles
//! sort by what comes first, which is the family name; `sortname` gives biblatex the given name first, the order of
//! every list of names in Vietnam.

use std::collections::HashSet;
use std::io::{self, Write};

use super::cite::Reference;
use crate::article::Article;
use crate::date::Precision;

/// Writes the reference to an article, unless it is among those written before: an entry twice is an error to those
/// who read it.
pub(super) fn write_bibtex(
    out: &mut dyn Write,
    article: &Article,
    written: &mut HashSet<String>,
) -> io::Result<()> {
    let reference = Reference::new(article);
    if !written.insert(reference.key.clone()) {
        return Ok(());
    }
    let kind = if reference.outlet.is_some() { "article" } else { "misc" };
    writeln!(out, "@{kind}{{{},", reference.key)?;
    for (name, value) in fields(&reference) {
        writeln!(out, "  {name:<9} = {value},")?;
    }
    writeln!(out, "}}\n")
}

/// The fields that are known, as they stand behind `=`.
fn fields(reference: &Reference<'_>) -> Vec<(&'static str, String)> {
    let whole = |text: &String| format!("{{{{{}}}}}", escaped(text));
    let plain = |text: &String| format!("{{{}}}", escaped(text));
    let names = |names: Vec<String>| {
        let names: Vec<String> =
            names.iter().map(|name| format!("{{{}}}", escaped(name))).collect();
        Some(format!("{{{}}}", names.join(" and "))).filter(|_| !names.is_empty())
    };
    let sorted = reference.authors.iter().map(|name| given_name_first(name)).collect();
    let at = reference.published;
    [
        ("author", names(reference.authors.clone())),
        ("sortname", names(sorted)),
        ("title", reference.title.as_ref().map(whole)),
        ("journal", reference.outlet.as_ref().map(plain)),
        ("date", reference.day().map(|day| format!("{{{day}}}"))),
        ("year", at.map(|at| format!("{{{}}}", at.with_precision(Precision::Year)))),
        ("month", reference.day().and_then(|day| month(&day)).map(str::to_owned)),
        ("url", reference.url.as_ref().map(|url| format!("{{{url}}}"))),
        (
            "keywords",
            Some(reference.topics.join(", ")).filter(|t| !t.is_empty()).map(|t| plain(&t)),
        ),
        ("langid", Some("{vietnamese}".to_owned())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

/// A name as it is sorted: given name, family name, what stands between.
fn given_name_first(name: &str) -> String {
    match name.rsplit_once(' ') {
        Some((rest, given)) => format!("{given} {rest}"),
        None => name.to_owned(),
    }
}

/// The macro that every style knows, of a day or month.
fn month(day: &str) -> Option<&'static str> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month: usize = day.split('-').nth(1)?.parse().ok()?;
    MONTHS.get(month.checked_sub(1)?).copied()
}

/// The text with what means something to TeX written as what prints it. Braces too: BibTeX counts them even behind
/// a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            '\\' => out.push_str("{\\textbackslash}"),
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_means_something_to_tex_is_escaped() {
        assert_eq!(
            escaped("50% & \\a_{b}"),
            "50\\% \\& {\\textbackslash}a\\_{\\textbraceleft}b{\\textbraceright}"
        );
        assert_eq!(month("2021-04-05"), Some("apr"));
        assert_eq!(month("2021"), None);
        assert_eq!(given_name_first("Nguyễn Văn An"), "An Nguyễn Văn");
    }

    proptest! {
        #[test]
        fn braces_are_balanced_whatever_a_text_holds(text in "\\PC{0,40}") {
            let mut depth = 0_i32;
            for c in escaped(&text).chars() {
                depth += i32::from(c == '{') - i32::from(c == '}');
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
        }
    }
}
