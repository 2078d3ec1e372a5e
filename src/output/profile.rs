//! One unit or one cited document, for reading: what is known, then the articles.

use std::io::{self, Write};

use super::lists::write_rows;
use super::text::{Style, brief, labelled, visible};
use crate::search::{Brief, Citing, DocumentProfile, Named, UnitProfile};

/// Most names and units under one that are printed.
const MOST: usize = 12;

/// Writes what is known of a unit.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_unit(out: &mut dyn Write, unit: &UnitProfile, style: Style) -> io::Result<()> {
    writeln!(out, "{}\n{}\n", style.strong(&visible(&unit.name)), unit.key)?;
    let day = |day: Option<chrono::NaiveDate>| day.map_or(String::new(), |day| day.to_string());
    let valid = format!("{} – {}", day(unit.from), day(unit.until));
    let printed = unit.printed.iter().take(MOST).map(|(name, n)| format!("{name} ({n})"));
    let counts = |counts: &std::collections::BTreeMap<String, usize>| {
        counts.iter().map(|(name, n)| format!("{name} {n}")).collect::<Vec<_>>().join(", ")
    };
    let source = style.word(if unit.listed { "known-by-catalogue" } else { "known-by-articles" });
    let own = style.lang.say("articles-own", &[("n", &unit.articles), ("own", &unit.own)]);
    let facts = [
        ("label.known-by", source),
        ("label.also", unit.aliases.iter().take(MOST).cloned().collect::<Vec<_>>().join("; ")),
        ("label.valid", if unit.from.or(unit.until).is_some() { valid } else { String::new() }),
        ("label.above", names(&unit.above)),
        ("label.before", names(&unit.predecessors)),
        ("label.after", names(&unit.successors)),
        ("label.printed", printed.collect::<Vec<_>>().join("; ")),
        ("label.articles", own),
        ("label.roles", counts(&unit.roles)),
        ("label.found", counts(&unit.methods)),
    ];
    for (label, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        labelled(out, &style.word(label), value, style)?;
    }
    if !unit.under.is_empty() {
        writeln!(out, "\n{}", style.dim(&style.word("under-it")))?;
        let rows: Vec<Vec<String>> = unit
            .under
            .iter()
            .take(MOST)
            .map(|under| {
                vec![under.articles.to_string(), under.key.to_string(), under.name.clone()]
            })
            .collect();
        write_rows(out, &rows, style)?;
        if unit.under.len() > MOST {
            let more = style.lang.say("and-more", &[("n", &(unit.under.len() - MOST))]);
            writeln!(out, "{}", style.dim(&more))?;
        }
    }
    articles(out, "newest", unit.newest.iter().map(|article| (None, article)), style)
}

/// Writes what is known of a cited document.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_document(
    out: &mut dyn Write,
    document: &DocumentProfile,
    style: Style,
) -> io::Result<()> {
    writeln!(out, "{}\n", style.strong(&visible(&document.symbol)))?;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let said =
        [("n", &document.articles as &dyn std::fmt::Display), ("lines", &document.citations)];
    let cited = style.lang.say("articles-on-lines", &said);
    let facts = [
        ("label.title", text(&document.title)),
        ("label.type", text(&document.kind)),
        ("label.issuer", text(&document.issuer)),
        ("label.date", document.date.map(|date| date.to_string()).unwrap_or_default()),
        (
            "label.printed",
            document.printed.iter().take(MOST).cloned().collect::<Vec<_>>().join("; "),
        ),
        ("label.articles", cited),
    ];
    for (label, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        labelled(out, &style.word(label), value, style)?;
    }
    let citing = |all: &[Citing]| -> Vec<(Option<u64>, Brief)> {
        all.iter().map(|one| (Some(one.lines), one.article.clone())).collect()
    };
    for (label, all) in
        [("citing-first", citing(&document.first)), ("citing-most", citing(&document.most))]
    {
        articles(out, label, all.iter().map(|(lines, article)| (*lines, article)), style)?;
    }
    Ok(())
}

fn names(units: &[Named]) -> String {
    let shown = units.iter().take(MOST).map(|unit| format!("{} ({})", unit.name, unit.key));
    let more = units.len().saturating_sub(MOST);
    let more = (more > 0).then(|| format!("and {more} more"));
    shown.chain(more).collect::<Vec<_>>().join("; ")
}

/// Articles under a heading, a line each, with the number of lines that cite a document.
fn articles<'a>(
    out: &mut dyn Write,
    heading: &str,
    all: impl Iterator<Item = (Option<u64>, &'a Brief)>,
    style: Style,
) -> io::Result<()> {
    let mut all = all.peekable();
    if all.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.dim(&style.word(heading)))?;
    let rows: Vec<Vec<String>> = all
        .map(|(lines, article)| {
            let lines = lines.map(|lines| lines.to_string());
            let title = article.title.clone().unwrap_or_else(|| style.word("no-title"));
            lines.into_iter().chain([brief(article), title]).collect()
        })
        .collect();
    write_rows(out, &rows, style)
}
