//! Roles of the lines of the text: paragraphs, questions and answers, headings, captions, and boxes of
//! other articles that stand between them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::gist::Gist;
use super::head::photo;
use super::line::PageLine;
use super::phrases::Kind;
use super::roles::Page;
use crate::article::LineRole;
use crate::ingest::metadata::byline;

/// Gives a role to every line of `range`.
pub(super) fn assign(page: &mut Page<'_>, range: Range<usize>) {
    dated(page, range.clone());
    signed(page, range.clone());
    for i in range.clone() {
        if page.free(i)
            && let Some(role) = aside(page, i)
        {
            page.give(i, role);
        }
    }
    glued(page, range.clone());
    boxes(page, range.clone());
    rows(page, range.clone());
    strangers(page, range.clone());
    loose(page, range.clone());
    let free: Vec<usize> = range.filter(|&i| page.free(i)).collect();
    let lines: Vec<&PageLine> = free.iter().map(|&i| &page.lines[i]).collect();
    let roles = speech(&lines, !page.has(LineRole::Lead));
    for (i, role) in free.into_iter().zip(roles) {
        page.give(i, role);
    }
}

/// Takes headings without a text under them out of the article.
fn loose(page: &mut Page<'_>, range: Range<usize>) {
    let free = |page: &Page<'_>, end: usize| (range.start..end).rev().find(|&i| page.free(i));
    let mut end = range.end;
    while let Some(last) = free(page, end).filter(|&i| heading(&page.lines[i])) {
        let headline = page.lines[last].headline();
        page.give(last, if headline { LineRole::Related } else { LineRole::Boilerplate });
        end = last;
    }
}

/// The roles of lines that are all an article's paragraphs.
pub(super) fn paragraphs(lines: &[PageLine]) -> Vec<LineRole> {
    speech(&lines.iter().collect::<Vec<_>>(), true)
}

/// Gives the date's role to a date line right below the lead where none stands above it; other lines
/// that hold nothing but a date are not the article's.
fn dated(page: &mut Page<'_>, range: Range<usize>) {
    const NEAR: usize = 3;
    let text = |i: &usize| page.lines[*i].paragraph();
    let last = range.clone().rev().find(text).unwrap_or(range.end);
    for i in range.clone() {
        let bare = page.free(i) && page.lines[i].date(|_| false).is_some();
        let near = i - range.start <= NEAR || i > last;
        if bare {
            let first = near && !page.has(LineRole::Date);
            page.give(i, if first { LineRole::Date } else { LineRole::Boilerplate });
        }
        if bare && i > last {
            // Below the text and its date stands nothing of it.
            (i + 1..range.end).for_each(|i| page.give(i, LineRole::Related));
        }
    }
}

/// Gives the byline's role to a line that signs beside the date below the lead.
fn signed(page: &mut Page<'_>, range: Range<usize>) {
    let date = |page: &Page<'_>, i: usize| page.roles.get(i) == Some(&Some(LineRole::Date));
    let Some(at) = range.clone().find(|&i| date(page, i)) else { return };
    for i in [at.saturating_sub(1), at + 1] {
        if range.contains(&i) && page.free(i) && (page.signs(i) || page.signs_alone(i)) {
            page.give(i, LineRole::Byline);
        }
    }
}

/// What stands among the paragraphs and is none: buttons, the title again, captions.
fn aside(page: &Page<'_>, i: usize) -> Option<LineRole> {
    let line = &page.lines[i];
    let furniture = line.stray() || line.chrome() || line.address() || line.own_furniture();
    if page.repeats_title(i) || furniture {
        Some(LineRole::Boilerplate)
    } else if line.hashtags() {
        Some(LineRole::Tags)
    } else if line.link() {
        Some(LineRole::Related)
    } else if doubled(page, i) {
        twice(page, i)
    } else if caption(page, i) {
        Some(LineRole::Caption)
    } else {
        None
    }
}

/// The same whole line directly before or after: a caption and its picture's text.
fn doubled(page: &Page<'_>, i: usize) -> bool {
    let same = |j: usize| page.lines.get(j).is_some_and(|line| line.text == page.lines[i].text);
    same(i + 1) || (i > 0 && same(i - 1))
}

/// The role of a line that is printed twice in a row: a caption, but a long one is a paragraph, once.
fn twice(page: &Page<'_>, i: usize) -> Option<LineRole> {
    const LONGEST: usize = 45;
    let again = i > 0 && page.lines[i - 1].text == page.lines[i].text;
    if page.lines[i].count <= LONGEST {
        return Some(LineRole::Caption);
    }
    again.then_some(LineRole::Boilerplate)
}

/// Whether a line is the text under a picture.
pub(super) fn caption(page: &Page<'_>, i: usize) -> bool {
    const LONGEST: usize = 60;
    let line = &page.lines[i];
    if line.count > LONGEST || line.asks() || line.item() || page.only_text(i) {
        return false;
    }
    let opens = line.words().starts(Kind::CaptionStart).is_some() && line.count <= 25;
    let pictured = i > 0 && page.lines[i - 1].text.eq_ignore_ascii_case("[img]");
    (photo(&line.text) && !signed_behind(page, line))
        || (line.words().hold(Kind::CaptionIn) && (!line.stop || line.count <= 30))
        || (opens && (!line.stop || line.count <= 12))
        || (line.count <= 30 && credited(&line.text))
        || (pictured && line.count <= 40)
        || (!line.stop && scene(line) && !opening(page, i))
}

/// Whether a text ends with the source of its picture: `… vườn cây. Nguồn: Lê An`.
fn credited(text: &str) -> bool {
    const LONGEST: usize = 6;
    let source = text.rfind("Nguồn:").filter(|at| *at > 0);
    source.is_some_and(|at| text[at..].split_whitespace().count() <= LONGEST)
}

/// Whether a line is the first below the title and as long as a lead, which may lack its stop.
fn opening(page: &Page<'_>, i: usize) -> bool {
    const LEAD: usize = 20;
    let Some(title) = page.first(LineRole::Title).filter(|&title| title < i) else { return false };
    let beside = |j: usize| {
        matches!(
            page.roles[j],
            Some(LineRole::Date | LineRole::Byline | LineRole::Boilerplate | LineRole::Section)
        )
    };
    page.lines[i].count >= LEAD && i - title <= LEAD && (title + 1..i).all(beside)
}

/// Whether a line is a paragraph with its byline run on, which may credit a picture: `… Bài, ảnh: Lê An`.
fn signed_behind(page: &Page<'_>, line: &PageLine) -> bool {
    const LEAST: usize = 14;
    let found = byline::tail(&line.text, page.outlets);
    found.is_some_and(|(raw, signature)| {
        let before = line.text.len().saturating_sub(raw.len());
        let text = line.text.get(..before).unwrap_or_default();
        !signature.names.is_empty() && text.split_whitespace().count() >= LEAST
    })
}

/// A line without a stop that says who does what, or ends with a name: `Bí thư … Lê Văn A phát biểu`.
fn scene(line: &PageLine) -> bool {
    let plain = (5..=45).contains(&line.count)
        && line.text.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && line.text.starts_with(char::is_uppercase)
        && !line.text.contains(". ");
    plain && (line.words().hold(Kind::CaptionVerb) || ends_with_name(line))
}

/// Ends with three or more words that bear a capital each, as a full name does.
fn ends_with_name(line: &PageLine) -> bool {
    let words: Vec<&str> = line.text.split_whitespace().collect();
    let tail = &words[words.len().saturating_sub(3)..];
    tail.len() == 3 && words.len() > 5 && byline::is_name(&tail.join(" ")) && !line.capitals()
}

/// Gives the role of other articles to their headlines run together on one line: long, no stop
/// anywhere, and a capital where none belongs, on a word that the rest of the page never writes so.
fn glued(page: &mut Page<'_>, range: Range<usize>) {
    let Some(last) = page.lines.iter().rposition(PageLine::prose) else { return };
    // The first line may be a lead without its stop.
    let shaped =
        |&i: &usize| i > range.start && i < last && page.free(i) && breathless(&page.lines[i]);
    let candidates: Vec<usize> = range.clone().filter(shaped).collect();
    if candidates.is_empty() {
        return;
    }
    let mut lines_of: HashMap<&str, usize> = HashMap::new();
    for line in &page.lines {
        let words: HashSet<&str> = restarts(&line.text).collect();
        for word in words {
            *lines_of.entry(word).or_default() += 1;
        }
    }
    let odd = |&i: &usize| restarts(&page.lines[i].text).any(|word| lines_of[word] == 1);
    let found: Vec<usize> = candidates.into_iter().filter(odd).collect();
    for i in found {
        page.give(i, LineRole::Related);
    }
}

/// Long, and without a stop inside or at the end.
fn breathless(line: &PageLine) -> bool {
    (16..=90).contains(&line.count)
        && !line.stop
        && !line.item()
        && !line.text.contains(". ")
        && !line.text.ends_with([':', ';', ','])
}

/// Words with a capital behind a word in lower case without a mark between, before one in lower case.
fn restarts(text: &str) -> impl Iterator<Item = &str> {
    let lower = |word: &str| word.chars().all(char::is_lowercase);
    let words: Vec<&str> = text.split_whitespace().collect();
    let found: Vec<&str> = words
        .windows(3)
        .filter(|w| w[1].starts_with(char::is_uppercase) && lower(w[0]))
        .filter(|w| w[2].starts_with(char::is_lowercase))
        .map(|w| w[1])
        .collect();
    found.into_iter()
}

/// Gives a box of links inside the text its role: its heading, and the headlines with their teasers
/// that follow, up to the first paragraph that has no headline of its own.
fn boxes(page: &mut Page<'_>, range: Range<usize>) {
    const TEASER: usize = 260;
    let talk =
        page.lines[range.clone()].iter().filter(|line| line.asks() || asked(line)).count() > 2;
    for i in range.clone() {
        if !page.lines[i].words().is(Kind::Box) {
            continue;
        }
        page.give(i, LineRole::Related);
        let mut at = i + 1;
        while at < range.end && linked(&page.lines[at], talk) {
            page.give(at, LineRole::Related);
            at += 1;
            let teaser =
                |j: usize| page.lines[j].prose() && page.lines[j].text.chars().count() <= TEASER;
            let again = at + 1 < range.end && linked(&page.lines[at + 1], talk);
            if at < range.end && teaser(at) && again {
                page.give(at, LineRole::Related);
                at += 1;
            }
        }
    }
}

/// Whether a line under the heading of a box is a link: a headline, which may begin with a number and,
/// where the page is no `talk` of questions and answers, may ask or exclaim.
fn linked(line: &PageLine, talk: bool) -> bool {
    let shaped = (5..=28).contains(&line.count)
        && line.text.starts_with(|c: char| {
            !c.is_lowercase() && (c.is_alphanumeric() || "\"“'‘".contains(c))
        })
        && !line.text.ends_with([':', ';', ','])
        && !line.full_stop();
    let stopped = line.text.trim_end_matches(['"', '”', '\'', ')']).ends_with('.');
    shaped
        && !asked(line)
        && !numbered(line)
        && if talk { line.headline() && !line.stop } else { !stopped || line.text.ends_with("...") }
}

/// Whether a line opens with the number of a section: `1. …`, `II. …`, `Điều 3. …`.
fn numbered(line: &PageLine) -> bool {
    let mut words = line.text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let number = |word: &str| {
        let bare = word.trim_end_matches(['.', ')', ':', '-']);
        let digits = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
        digits || (!bare.is_empty() && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')))
    };
    let marked = first.ends_with(['.', ')']) && number(first);
    marked
        || (matches!(first, "Điều" | "Chương" | "Mục" | "Phần") && words.next().is_some_and(number))
}

/// Gives a row of three or more headlines between paragraphs the role of other articles.
fn rows(page: &mut Page<'_>, range: Range<usize>) {
    const ROW: usize = 3;
    let mut i = range.start;
    while i < range.end {
        let length = (i..range.end)
            .take_while(|&j| {
                page.free(j)
                    && page.lines[j].headline()
                    && !page.lines[j].prose()
                    && !page.lines[j].stop
            })
            .count();
        if length >= ROW && i + length < range.end && !verses(&page.lines[i..i + length]) {
            (i..i + length).for_each(|j| page.give(j, LineRole::Related));
        }
        i += length.max(1);
    }
}

/// Gives a headline between paragraphs the role of another article where it speaks of none of what the text
/// speaks of and names somebody or something that the text never names.
fn strangers(page: &mut Page<'_>, range: Range<usize>) {
    const MOST: usize = 200;
    let last = range.clone().rev().find(|&i| page.free(i) && page.lines[i].paragraph());
    let shaped = |i: &usize| {
        let line = &page.lines[*i];
        let long = (9..=30).contains(&line.count);
        let own = line.paragraph() || asked(line) || numbered(line);
        page.free(*i) && long && line.headline() && !own
    };
    let inner = range.start + 1..last.unwrap_or(range.start + 1).max(range.start + 1);
    let headlines: Vec<usize> = inner.filter(shaped).take(MOST).collect();
    if headlines.is_empty() {
        return;
    }
    let gist = Gist::of(range.filter(|&i| page.free(i)).map(|i| &page.lines[i]));
    for i in headlines {
        if gist.lacks(&page.lines[i].text) {
            page.give(i, LineRole::Related);
        }
    }
}

/// Whether lines are those of a poem rather than headlines: all of them short.
fn verses(lines: &[PageLine]) -> bool {
    const SYLLABLES: usize = 8;
    lines.iter().all(|line| line.count <= SYLLABLES)
}

/// Lead, paragraphs, headings, questions and answers; `lead` says whether the lead is still to come.
fn speech(lines: &[&PageLine], mut lead: bool) -> Vec<LineRole> {
    let interview = interview(lines);
    let mut answering = false;
    let role = |line: &&PageLine| {
        let role = spoken(line, lead, interview && !lead);
        let role = if role == LineRole::Body && answering { LineRole::Answer } else { role };
        lead &= !matches!(role, LineRole::Lead | LineRole::Question);
        answering |= interview && role == LineRole::Question;
        if line.count <= THANKS && line.words().starts(Kind::Thanks).is_some() {
            return LineRole::Body;
        }
        role
    };
    lines.iter().map(role).collect()
}

/// Longest closing thanks, in words.
const THANKS: usize = 20;

/// The role of one line by itself: `lead` where none has been, `asking` where a question needs no mark.
fn spoken(line: &PageLine, lead: bool, asking: bool) -> LineRole {
    match () {
        () if asked(line) || (asking && line.asks()) => LineRole::Question,
        () if heading(line) => LineRole::Heading,
        () if lead => LineRole::Lead,
        () => LineRole::Body,
    }
}

/// Whether the lines are an interview: two questions, or a question and thanks at the end.
fn interview(lines: &[&PageLine]) -> bool {
    let marked = lines.iter().filter(|line| asked(line)).count();
    let asking = lines.iter().filter(|line| line.asks() && line.count >= 6).count();
    let thanks = || {
        let short = lines.iter().filter(|line| line.count <= THANKS);
        short.rev().any(|line| line.words().starts(Kind::Thanks).is_some())
    };
    (marked >= 1 && asking >= 1) || marked.max(asking) >= 2 || (asking >= 1 && thanks())
}

/// Opens with the mark of one who asks: `PV:`, `Hỏi:`.
fn asked(line: &PageLine) -> bool {
    const MARK: usize = 24;
    let Some(at) = line.text.find(':').filter(|at| *at <= MARK) else { return false };
    super::phrases::Words::new(&line.text[..at]).is(Kind::QuestionStart)
}

fn heading(line: &PageLine) -> bool {
    const LONGEST: usize = 25;
    let numbered = line.text.starts_with(|c: char| c.is_ascii_digit());
    line.count <= LONGEST
        && !line.stop
        && (numbered || !line.item())
        && !line.full_stop()
        && !line.text.ends_with([';', ',', ':'])
        && line.text.starts_with(|c: char| !c.is_lowercase())
}
