//! Where the article ends: bylines under it, then comments, tags, other articles, the imprint.

use std::collections::HashSet;

use super::line::PageLine;
use super::phrases::Kind;
use super::roles::Page;
use crate::article::LineRole;
use crate::ingest::metadata::byline;

/// Gives roles to what follows the article and to the bylines under it; the first line after the
/// article's text.
pub(super) fn assign(page: &mut Page<'_>, anchor: usize) -> usize {
    let end = end(page, anchor);
    let end = signed(page, anchor..end).unwrap_or_else(|| pairs(page, end, anchor));
    after(page, end);
    bylines(page, anchor, end)
}

/// The first line after `anchor` that begins what is not the article.
fn end(page: &Page<'_>, anchor: usize) -> usize {
    let bulk: Vec<usize> = page
        .lines
        .iter()
        .scan(0, |sum, line| {
            *sum += if line.prose() { line.text.len() } else { 0 };
            Some(*sum)
        })
        .collect();
    let total = bulk.last().copied().unwrap_or(0);
    let closes = |i: &usize| {
        let line = &page.lines[*i];
        let before = bulk[*i];
        let late = before * 4 >= total * 3;
        let heads = line.words().is(Kind::Box) || line.words().is(Kind::Foot);
        let closing = (marker(line) && before * 2 >= total) || (heads && late);
        closing && !(heads && resumes(page, *i))
    };
    (anchor + 1..page.lines.len())
        .filter(|&i| page.free(i))
        .find(closes)
        .unwrap_or(page.lines.len())
}

/// Whether the text goes on behind a box of a few links: with a paragraph longer than a teaser.
fn resumes(page: &Page<'_>, heading: usize) -> bool {
    const LINKS: usize = 3;
    const PARAGRAPH: usize = 25;
    let after = &page.lines[heading + 1..];
    let links =
        after.iter().take(LINKS).take_while(|line| line.headline() && !line.paragraph()).count();
    links > 0
        && after
            .get(links)
            .is_some_and(|line| line.count >= PARAGRAPH && (line.stop || line.full_stop()))
        && !after
            .get(links + 1)
            .is_some_and(|line| line.headline() && !page.signs(heading + links + 2))
}

/// The line after a byline that stands under a sentence and has no more than a quarter of the text
/// behind it.
fn signed(page: &Page<'_>, range: std::ops::Range<usize>) -> Option<usize> {
    let bulk = |range: std::ops::Range<usize>| -> usize {
        page.lines[range].iter().filter(|line| line.prose()).map(|line| line.text.len()).sum()
    };
    let total = bulk(range.clone());
    let signs = |i: usize| page.signs(i) || page.signs_alone(i);
    let under = |i: usize| page.lines[i - 1].stop || page.lines[i - 1].signing();
    let after = |i: &usize| under(*i) && page.lines[*i].count <= 14 && signs(*i);
    let first = (range.start + 1..range.end).filter(|&i| page.free(i)).find(after)?;
    let last = (first..range.end).take_while(|&i| signs(i)).last()?;
    (bulk(last..range.end) * 4 <= total).then_some(last + 1)
}

/// A line that only ever stands after an article.
fn marker(line: &PageLine) -> bool {
    let words = line.words();
    let colon = line.text.contains(':');
    let tags = words.starts(Kind::Tags);
    words.is(Kind::Foot)
        || words.cover(&[Kind::Foot]).is_some_and(|parts| !parts.is_empty())
        || words.is(Kind::Tags)
        || (tags.is_some()
            && colon
            && line.text.find(':') <= Some(20)
            && line.count <= 60
            && !line.stop)
        || (words.starts(Kind::FootStart).is_some() && line.count <= 20)
        || (words.starts(Kind::Imprint).is_some() && line.count <= 30 && colon && !line.prose())
        || line.text.starts_with('©')
        || (line.count <= 120 && imprint(line) >= 4)
}

/// How many different things a line says of who is responsible for the page.
fn imprint(line: &PageLine) -> usize {
    let parts = line.words().parts(&[Kind::Imprint]);
    let said = parts.into_iter().map(|part| &line.words().folded()[part.words]);
    said.collect::<HashSet<_>>().len()
}

/// Moves the end before a row of other articles, each a headline and one short paragraph, that
/// stands directly before it.
fn pairs(page: &Page<'_>, end: usize, anchor: usize) -> usize {
    const ROW: usize = 3;
    const TEASER: usize = 260;
    if end == page.lines.len() {
        return end;
    }
    let pair = |i: usize| {
        let (head, text) = (&page.lines[i], &page.lines[i + 1]);
        head.headline()
            && !head.asks()
            && !head.stop
            && text.prose()
            && text.text.chars().count() <= TEASER
    };
    let mut first = end;
    while first >= anchor + 3 && pair(first - 2) {
        first -= 2;
    }
    if (end - first) / 2 >= ROW { first } else { end }
}

/// Gives the date's role to a date line right behind the text, below nothing but buttons, where the page has
/// none.
fn dated(page: &mut Page<'_>, end: usize) {
    let button = |line: &PageLine| line.stray() || line.chrome();
    let dates = |line: &PageLine| line.date(|_| false).is_some() || line.dateline().is_some();
    let next = (end..page.lines.len()).find(|&i| !button(&page.lines[i]) || dates(&page.lines[i]));
    if let Some(i) = next.filter(|&i| !page.has(LineRole::Date) && dates(&page.lines[i])) {
        page.give(i, LineRole::Date);
    }
}

/// Roles of everything from `end` on.
fn after(page: &mut Page<'_>, end: usize) {
    dated(page, end);
    let mut tags = false;
    for i in end..page.lines.len() {
        let line = &page.lines[i];
        let hash = line.hashtags();
        let opens = line
            .words()
            .starts(Kind::Tags)
            .is_some_and(|n| n == line.words().len() || line.text.contains(':'));
        let other = line.chrome() || line.words().is(Kind::Box) || (marker(line) && !opens);
        tags = opens || (tags && !other && line.count <= 8 && !line.stop);
        let role = match () {
            () if tags || hash => LineRole::Tags,
            () if other || line.stray() || line.address() => LineRole::Boilerplate,
            () if line.words().hold(Kind::Imprint) => LineRole::Boilerplate,
            () if line.count >= 5 => LineRole::Related,
            () => LineRole::Boilerplate,
        };
        page.give(i, role);
    }
}

/// Gives the byline's role to the last short lines before `end`; the end of the text without them.
fn bylines(page: &mut Page<'_>, anchor: usize, end: usize) -> usize {
    let mut last = end;
    while last > anchor + 1 && !page.lines[last - 1].prose() {
        let line = &page.lines[last - 1];
        let alone = page.signs_alone(last - 1);
        let read = if alone { byline::read_placed } else { byline::read };
        let signature = read(&line.text, page.outlets).filter(|_| line.text.len() < 200);
        let role = match signature {
            Some(signature) if !signature.names.is_empty() => LineRole::Byline,
            Some(_) => LineRole::Boilerplate,
            None if line.date(|_| false).is_some() && !page.has(LineRole::Date) => LineRole::Date,
            None if line.date(|_| false).is_some() => LineRole::Boilerplate,
            None if line.stray() || line.chrome() || line.address() => LineRole::Boilerplate,
            None if line.own_furniture() => LineRole::Boilerplate,
            None if line.keyword() => LineRole::Tags,
            None => break,
        };
        page.give(last - 1, role);
        last -= 1;
    }
    last
}
