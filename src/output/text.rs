//! Text for people: a hit is a few lines, what answers the query stands out, and nothing a page holds
//! can steer the terminal.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::article::{Article, TopicWeight, UnitRole};
use crate::search::{Brief, Hit, Snippet, Stats};

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to mark with colours; with `**` otherwise.
    pub color: bool,
    /// Width of a line in columns.
    pub width: usize,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    pub(super) fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    /// A word that answers the query.
    fn mark(self, text: &str) -> String {
        if self.color { self.paint("1;33", text) } else { format!("**{text}**") }
    }
}

/// The text with control characters, overrides of the writing direction and invisible characters made
/// visible: they could otherwise repaint or rearrange the terminal.
pub fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
    };
    text.chars().map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// As [`visible`], line feeds kept.
pub fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// Writes hits, numbered from 1.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_hits(out: &mut dyn Write, hits: &[Hit], style: Style) -> io::Result<()> {
    for (n, hit) in (1..).zip(hits) {
        if n > 1 {
            writeln!(out)?;
        }
        write_hit(out, n, hit, style)?;
    }
    Ok(())
}

pub(super) fn write_hit(out: &mut dyn Write, n: usize, hit: &Hit, style: Style) -> io::Result<()> {
    let article = &hit.article;
    let title = match article.title.as_deref() {
        Some(title) => marked(title, &hit.title_highlights, style),
        None => style.dim("(no title)"),
    };
    writeln!(out, "{n:>2}. {title}")?;
    writeln!(out, "    {}", style.dim(&visible(&facts(article))))?;
    for snippet in &hit.snippets {
        let text = marked(&snippet.text.replace('\n', " "), &snippet.highlights, style);
        let text = with_cuts(&snippet.text, &text);
        let text = format!("{}{text}", spoken(snippet, style));
        for line in wrapped(&text, style.width.saturating_sub(4).max(40)) {
            writeln!(out, "    {line}")?;
        }
    }
    let source = format!("{}  {}", article.id, article.source.path);
    writeln!(out, "    {}", style.dim(&visible(&source)))?;
    if let Some(line) = copies(&hit.duplicates) {
        writeln!(out, "    {}", style.dim(&visible(&line)))?;
    }
    Ok(())
}

/// Who says a fragment, where it does not say so itself.
fn spoken(snippet: &Snippet, style: Style) -> String {
    let names = |speaker: &&String| !snippet.text.contains(speaker.as_str());
    let speaker = snippet.speaker.as_ref().filter(names);
    speaker.map_or_else(String::new, |name| style.dim(&format!("[{}] ", visible(name))))
}

/// The near copies of a hit on one line: where the first few stand, and how many more there are.
fn copies(duplicates: &[Brief]) -> Option<String> {
    const NAMED: usize = 3;
    let named: Vec<String> = duplicates.iter().take(NAMED).map(brief).collect();
    let more = duplicates.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!named.is_empty()).then(|| format!("also: {}{more}", named.join("; ")))
}

/// An article in a few words: its id, who printed it and when.
pub(super) fn brief(duplicate: &Brief) -> String {
    let outlet = duplicate.outlet.as_ref().map(|outlet| format!(" {}", outlet.name));
    let day = duplicate.published.as_ref().map(|published| published.iso.first_day());
    let day = day.map(|day| format!(" {day}"));
    format!("{}{}{}", duplicate.id, outlet.unwrap_or_default(), day.unwrap_or_default())
}

/// The set text of a fragment with an ellipsis where the fragment was cut inside a sentence.
fn with_cuts(fragment: &str, set: &str) -> String {
    let opens = fragment.chars().find(|c| c.is_alphanumeric());
    let ends = fragment.trim_end_matches(['"', '”', '»', ')', '\'', '’']);
    let before = if opens.is_some_and(char::is_lowercase) { "… " } else { "" };
    let after = if ends.ends_with(['.', '!', '?', '…', ':', ';']) { "" } else { " …" };
    format!("{before}{set}{after}")
}

/// Date, outlet, primary units and topics on one line.
fn facts(article: &Article) -> String {
    let date = article.published.as_ref().map_or_else(
        || "no date".to_owned(),
        |published| published.iso.to_string().chars().take(10).collect(),
    );
    let mut facts = vec![date];
    facts.extend(article.outlet.as_ref().map(|outlet| outlet.name.clone()));
    let units = article.units.iter().filter(|unit| unit.role == UnitRole::Primary);
    facts.extend(units.map(|unit| unit.name.clone()));
    let topics = article.topics.iter().filter(|topic| topic.weight == TopicWeight::Primary);
    facts.extend(topics.map(|topic| topic.id.to_string()));
    facts.join(" · ")
}

/// The text with its highlights marked.
fn marked(text: &str, highlights: &[[usize; 2]], style: Style) -> String {
    let mut out = String::new();
    let mut at = 0;
    for [start, end] in highlights {
        out.push_str(&visible(&text[at..*start]));
        out.push_str(&style.mark(&visible(&text[*start..*end])));
        at = *end;
    }
    out + &visible(&text[at..])
}

/// Lines of at most `width` columns, broken at blanks; escape sequences take no room.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let columns = columns(word);
        if used > 0 && used + 1 + columns > width {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += columns;
    }
    lines
}

fn columns(word: &str) -> usize {
    let mut plain = String::new();
    let mut escape = false;
    for c in word.chars() {
        match c {
            '\x1b' => escape = true,
            'm' if escape => escape = false,
            _ if escape => {}
            _ => plain.push(c),
        }
    }
    plain.width()
}

/// Writes an article and its near copies for reading.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_article(
    out: &mut dyn Write,
    (article, duplicates): (&Article, &[Brief]),
    style: Style,
) -> io::Result<()> {
    if let Some(kicker) = &article.kicker {
        writeln!(out, "{}", style.dim(&visible(kicker)))?;
    }
    let title = article.title.as_deref().unwrap_or("(no title)");
    writeln!(out, "{}\n", style.paint("1", &visible(title)))?;
    let copies = duplicates.iter().map(|duplicate| ("also", brief(duplicate)));
    for (name, value) in fields(article).into_iter().chain(copies) {
        labelled(out, name, &value, style)?;
    }
    for paragraph in article.body.lines() {
        writeln!(out)?;
        for line in wrapped(&visible(paragraph), style.width.max(40)) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// A value behind its label, on as many lines as it takes.
pub(super) fn labelled(
    out: &mut dyn Write,
    label: &str,
    value: &str,
    style: Style,
) -> io::Result<()> {
    let width = style.width.saturating_sub(11).max(40);
    for (n, line) in wrapped(&visible(value), width).into_iter().enumerate() {
        let label = if n == 0 { label } else { "" };
        writeln!(out, "{} {line}", style.dim(&format!("{label:<10}")))?;
    }
    Ok(())
}

/// The values of an article that are known, named.
fn fields(article: &Article) -> Vec<(&'static str, String)> {
    let joined =
        |parts: Vec<String>, by: &str| Some(parts.join(by)).filter(|text| !text.is_empty());
    let units = article.units.iter().map(|unit| format!("{} ({})", unit.name, unit.key)).collect();
    let labelled = article.topics.iter().filter(|topic| topic.weight != TopicWeight::Mention);
    let topics = labelled.map(|topic| topic.id.to_string()).collect();
    let bylines = article.bylines.iter().map(|byline| byline.name.clone()).collect();
    let persons = article.persons.iter().map(|person| person.name.clone()).collect();
    let documents = article.documents.iter();
    let documents = documents.map(|d| d.symbol.clone().unwrap_or_else(|| d.raw.clone())).collect();
    [
        ("published", article.published.as_ref().map(|published| published.iso.to_string())),
        ("outlet", article.outlet.as_ref().map(|outlet| outlet.name.clone())),
        ("section", joined(article.section.clone(), " > ")),
        ("by", joined(bylines, ", ")),
        ("units", joined(units, "; ")),
        ("topics", joined(topics, ", ")),
        ("persons", joined(persons, ", ")),
        ("documents", joined(documents, ", ")),
        ("url", article.url.clone()),
        ("source", Some(article.source.path.clone())),
        ("id", Some(article.id.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.map(|value| (name, value)))
    .collect()
}

/// Writes what is in an index for reading; the commonest values first, ten of each.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_stats(out: &mut dyn Write, stats: &Stats, style: Style) -> io::Result<()> {
    writeln!(
        out,
        "{} {} ({} bytes on disk)",
        style.dim("articles  "),
        stats.articles,
        stats.bytes
    )?;
    if let Some([first, last]) = stats.days {
        writeln!(out, "{} {first} to {last}", style.dim("published "))?;
    }
    let years = stats.years.iter().map(|(year, count)| (year.to_string(), *count));
    write_counts(out, "years", years.collect(), style)?;
    // Provinces and the centre: what lies under them would fill the page.
    let provinces = stats.units.iter().filter(|(key, _)| key.matches(['/', '#']).count() == 1);
    let provinces = provinces.map(|(key, count)| (key.clone(), *count)).collect();
    for (name, counts) in
        [("outlets", &stats.outlets), ("units", &provinces), ("topics", &stats.topics)]
    {
        let mut counts: Vec<(String, u64)> = counts.clone().into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        counts.truncate(10);
        write_counts(out, name, counts, style)?;
    }
    let without = stats
        .without
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(field, count)| ((*field).to_owned(), *count));
    write_counts(out, "without", without.collect(), style)
}

fn write_counts(
    out: &mut dyn Write,
    name: &str,
    counts: Vec<(String, u64)>,
    style: Style,
) -> io::Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    let counts: Vec<String> =
        counts.into_iter().map(|(value, count)| format!("{} {count}", visible(&value))).collect();
    labelled(out, name, &counts.join(", "), style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_page_holds_steers_the_terminal() {
        assert_eq!(visible("a\x1b[2Jb\u{202e}c\u{200b}"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}");
    }

    #[test]
    fn lines_break_at_blanks_and_escapes_take_no_room() {
        let style = Style { color: true, width: 80 };
        let text = format!("một hai {} bốn", style.mark("ba"));
        assert_eq!(wrapped(&text, 10), ["một hai \x1b[1;33mba\x1b[0m", "bốn"]);
    }
}
