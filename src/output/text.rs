//! Text for people: a hit is a few lines, what answers the query stands out, and nothing a page holds
//! can steer the terminal.

use std::fmt::Write as _;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::lang::Lang;
use super::why::write_why;
use crate::article::{Article, TopicWeight, UnitRole};
use crate::search::{Brief, Hit, Snippet, Stats};

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to mark with colours; with `**` otherwise.
    pub color: bool,
    /// Width of a line in columns.
    pub width: usize,
    /// Whether running text is broken into lines of that width, as for a screen. In a pipe it is not: a fragment is
    /// a line, which `grep` can find whole.
    pub wrap: bool,
    /// The language of labels.
    pub lang: Lang,
}

impl Style {
    /// Columns that running text takes behind an indentation: what the eye follows from line to line, however wide
    /// the screen is.
    fn measure(self, indentation: usize) -> usize {
        const LONGEST: usize = 110;
        const SHORTEST: usize = 30;
        if !self.wrap {
            return usize::MAX;
        }
        self.width.min(LONGEST).saturating_sub(indentation).max(SHORTEST)
    }

    /// A message without places to fill.
    pub(super) fn word(self, key: &str) -> String {
        self.lang.say(key, &[])
    }

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

/// Whether a character steers a terminal, changes the direction of writing, or cannot be seen.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The text with control characters, overrides of the writing direction and invisible characters made
/// visible: they could otherwise repaint or rearrange the terminal.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// JSON with such characters written by their numbers, which means the same to whoever reads it as JSON.
pub fn visible_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) && c != '\n' {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
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
    write_hits_from(out, 0, hits, style)
}

/// Writes hits, numbered on from those `already` written.
pub(super) fn write_hits_from(
    out: &mut dyn Write,
    already: usize,
    hits: &[Hit],
    style: Style,
) -> io::Result<()> {
    for (n, hit) in (already + 1..).zip(hits) {
        if n > 1 {
            writeln!(out)?;
        }
        write_hit(out, n, hit, style)?;
    }
    Ok(())
}

/// Columns before the lines of a hit.
const INDENTATION: usize = 4;

pub(super) fn write_hit(out: &mut dyn Write, n: usize, hit: &Hit, style: Style) -> io::Result<()> {
    let article = &hit.article;
    let title = match article.title.as_deref() {
        Some(title) => marked(title, &hit.title_highlights, (style, |text| style.strong(text))),
        None => style.dim(&style.word("no-title")),
    };
    let number = format!("{n:>2}. ");
    indented(out, &number, &title, style)?;
    let indent = " ".repeat(INDENTATION);
    indented(out, &indent, &style.dim(&visible(&facts(article, style))), style)?;
    for snippet in &hit.snippets {
        let plain = snippet.text.replace('\n', " ");
        let text = marked(&plain, &snippet.highlights, (style, str::to_owned));
        let text = format!("{}{}", spoken(snippet, style), with_cuts(&snippet.text, &text));
        indented(out, &indent, &text, style)?;
    }
    // What is copied out of the terminal is not broken.
    let found = [article.id.as_str(), &article.source.path];
    let found: Vec<&str> = found.into_iter().chain(article.url.as_deref()).collect();
    writeln!(out, "{indent}{}", style.dim(&visible(&found.join("  "))))?;
    if let Some(why) = &hit.explanation {
        write_why(out, why, style)?;
    }
    if let Some(line) = copies(&hit.duplicates, style) {
        indented(out, &indent, &style.dim(&visible(&line)), style)?;
    }
    Ok(())
}

/// Writes a text behind a mark, its other lines below where it begins.
pub(super) fn indented(
    out: &mut dyn Write,
    mark: &str,
    text: &str,
    style: Style,
) -> io::Result<()> {
    let indent = mark.width();
    for (n, line) in wrapped(text, style.measure(indent)).into_iter().enumerate() {
        if n == 0 {
            writeln!(out, "{mark}{line}")?;
        } else {
            writeln!(out, "{:indent$}{line}", "")?;
        }
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
fn copies(duplicates: &[Brief], style: Style) -> Option<String> {
    const NAMED: usize = 3;
    let named: Vec<String> = duplicates.iter().take(NAMED).map(brief).collect();
    let more = duplicates.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| style.lang.say("and-more", &[("n", &more)]));
    let more = more.map_or_else(String::new, |more| format!(" {more}"));
    let also = style.word("also");
    (!named.is_empty()).then(|| format!("{also}: {}{more}", named.join("; ")))
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
fn facts(article: &Article, style: Style) -> String {
    /// Units, and topics, that are named; what is about more is about all of them alike.
    const NAMED: usize = 3;
    let date = article.published.as_ref().map_or_else(
        || style.word("no-date"),
        |published| published.iso.to_string().chars().take(10).collect(),
    );
    let few = |all: Vec<String>| {
        let more = all.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("+{more}"));
        all.into_iter().take(NAMED).chain(more)
    };
    let units = article.units.iter().filter(|unit| unit.role == UnitRole::Primary);
    let topics = article.topics.iter().filter(|topic| topic.weight == TopicWeight::Primary);
    let mut facts = vec![date];
    facts.extend(article.outlet.as_ref().map(|outlet| outlet.name.clone()));
    facts.extend(few(units.map(|unit| unit.name.clone()).collect()));
    facts.extend(few(topics.map(|topic| topic.id.to_string()).collect()));
    facts.join(" · ")
}

/// The text with its highlights marked and the rest set as told.
fn marked(
    text: &str,
    highlights: &[[usize; 2]],
    (style, rest): (Style, impl Fn(&str) -> String),
) -> String {
    let mut out = String::new();
    let mut at = 0;
    let set = |out: &mut String, part: &str| {
        if !part.is_empty() {
            out.push_str(&rest(&visible(part)));
        }
    };
    for [start, end] in highlights {
        set(&mut out, &text[at..*start]);
        out.push_str(&style.mark(&visible(&text[*start..*end])));
        at = *end;
    }
    set(&mut out, &text[at..]);
    out
}

/// Lines of at most `width` columns, broken at blanks; escape sequences take no room. What is painted where a line
/// breaks is painted anew on the next, so that each line is right by itself in a pager.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    let (mut used, mut paint) = (0, String::new());
    for word in text.split(' ') {
        let columns = columns(word);
        if used > 0 && used + 1 + columns > width {
            if !paint.is_empty() {
                line.push_str(PLAIN);
            }
            lines.push(std::mem::replace(&mut line, paint.clone()));
            used = 0;
        } else if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += columns;
        repaint(&mut paint, word);
    }
    lines.push(line);
    lines
}

/// Ends whatever is painted.
const PLAIN: &str = "\x1b[0m";

/// What is painted with behind a word.
fn repaint(paint: &mut String, word: &str) {
    for code in
        word.split('\x1b').skip(1).filter_map(|rest| rest.split_once('m')).map(|(code, _)| code)
    {
        *paint = if code == "[0" { String::new() } else { format!("\x1b{code}m") };
    }
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
    let title = article.title.clone().unwrap_or_else(|| style.word("no-title"));
    indented(out, "", &style.strong(&visible(&title)), style)?;
    writeln!(out)?;
    let copies = duplicates.iter().map(|duplicate| ("label.also", brief(duplicate)));
    for (name, value) in fields(article).into_iter().chain(copies) {
        labelled(out, &style.word(name), &value, style)?;
    }
    for paragraph in article.body.lines() {
        writeln!(out)?;
        indented(out, "", &visible(paragraph), style)?;
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
    // A label in another script or language may be wider than it has letters.
    let gap = " ".repeat(11_usize.saturating_sub(label.width()).max(1));
    for (n, line) in wrapped(&visible(value), style.measure(11)).into_iter().enumerate() {
        if n == 0 {
            writeln!(out, "{}{gap}{line}", style.dim(label))?;
        } else {
            writeln!(out, "{:11}{line}", "")?;
        }
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
        ("label.published", article.published.as_ref().map(|published| published.iso.to_string())),
        ("label.outlet", article.outlet.as_ref().map(|outlet| outlet.name.clone())),
        ("label.section", joined(article.section.clone(), " > ")),
        ("label.by", joined(bylines, ", ")),
        ("label.units", joined(units, "; ")),
        ("label.topics", joined(topics, ", ")),
        ("label.persons", joined(persons, ", ")),
        ("label.documents", joined(documents, ", ")),
        ("label.url", article.url.clone()),
        ("label.source", Some(article.source.path.clone())),
        ("label.id", Some(article.id.to_string())),
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
    let bytes = style.lang.say("bytes-on-disk", &[("bytes", &stats.bytes)]);
    let articles = format!("{} ({bytes})", stats.articles);
    labelled(out, &style.word("label.articles"), &articles, style)?;
    if let Some([first, last]) = stats.days {
        let days = style.lang.say("first-to-last", &[("first", &first), ("last", &last)]);
        labelled(out, &style.word("label.published"), &days, style)?;
    }
    let years = stats.years.iter().map(|(year, count)| (year.to_string(), *count));
    write_counts(out, "label.years", years.collect(), style)?;
    // Provinces and the centre: what lies under them would fill the page.
    let provinces = stats.units.iter().filter(|(key, _)| key.matches(['/', '#']).count() == 1);
    let provinces = provinces.map(|(key, count)| (key.clone(), *count)).collect();
    for (name, counts) in [
        ("label.outlets", &stats.outlets),
        ("label.units", &provinces),
        ("label.topics", &stats.topics),
    ] {
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
    write_counts(out, "label.without", without.collect(), style)
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
    labelled(out, &style.word(name), &counts.join(", "), style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_page_holds_steers_the_terminal() {
        assert_eq!(visible("a\x1b[2Jb\u{202e}c\u{200b}"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}");
    }

    #[test]
    fn json_says_the_same_with_nothing_hidden_in_it() {
        let json = "{\"a\":\"x\u{202e}y\u{feff}\"}\n";
        let shown = visible_json(json);
        assert_eq!(shown, "{\"a\":\"x\\u202ey\\ufeff\"}\n");
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&shown), value(json));
    }

    #[test]
    fn lines_break_at_blanks_and_escapes_take_no_room() {
        let style = Style { color: true, width: 80, wrap: true, lang: Lang::En };
        let text = format!("một hai {} bốn", style.mark("ba"));
        assert_eq!(wrapped(&text, 10), ["một hai \x1b[1;33mba\x1b[0m", "bốn"]);
        let long = style.mark("ba bốn năm");
        assert_eq!(wrapped(&long, 7), ["\x1b[1;33mba bốn\x1b[0m", "\x1b[1;33mnăm\x1b[0m"]);
    }
}
