//! Roles of the lines before the text: fields of a crawler's header, menu, section, date, kicker,
//! title, byline, lead.

use super::gist::Gist;
use super::line::PageLine;
use super::phrases::{Kind, Words};
use super::roles::Page;
use crate::article::LineRole;
use crate::date::Precision;
use crate::ingest::metadata::{byline, outlet};

/// Gives roles to header lines such as `# url = https://…` at the top, and leaves their values alone.
pub(super) fn fields(page: &mut Page<'_>) {
    for i in 0..page.lines.len() {
        let Some((key, value)) = field(&page.lines[i].text) else { return };
        let role = match key.to_ascii_lowercase().as_str() {
            "url" | "link" | "address" | "source_url" => LineRole::Address,
            "date" | "published" | "time" | "pubdate" | "publish_date" | "datetime" => {
                LineRole::Date
            }
            "title" | "headline" => LineRole::Title,
            "author" | "authors" | "byline" => LineRole::Byline,
            "section" | "category" | "topic" => LineRole::Section,
            "tags" | "keywords" => LineRole::Tags,
            _ => LineRole::Boilerplate,
        };
        if role != LineRole::Boilerplate {
            page.lines[i] = PageLine::new(page.lines[i].number, value);
        }
        page.give(i, role);
    }
}

/// `# key = value` or `# key: value`.
pub(in crate::ingest) fn field(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('#')?.trim_start();
    let (key, value) = rest.split_once('=').or_else(|| rest.split_once(':'))?;
    let key = key.trim();
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    (!key.is_empty() && key.bytes().all(plain)).then(|| (key, value.trim()))
}

/// Gives roles to the lines before `anchor`, the first paragraph.
pub(super) fn assign(page: &mut Page<'_>, anchor: usize) {
    for i in 0..anchor {
        if let Some(role) = furniture(page, i) {
            page.give(i, role);
        }
    }
    let title = title(page, anchor);
    if let Some(title) = title {
        page.give(title, LineRole::Title);
        above(page, title);
    }
    menus(page, title.unwrap_or(anchor));
    clock(page, title.unwrap_or(0));
    below(page, title.map_or(0, |title| title + 1)..anchor);
}

/// What a line is by its words alone: nothing of the article, its date, its section.
fn furniture(page: &Page<'_>, i: usize) -> Option<LineRole> {
    let line = &page.lines[i];
    if !page.free(i) {
        None
    } else if line.address() {
        Some(LineRole::Address)
    } else if line.stray() {
        let date = crate::date::scan::stamps(&line.text);
        Some(if date.is_empty() { LineRole::Boilerplate } else { LineRole::Date })
    } else if (line.words().starts(Kind::Section).is_some() && section(line)) || trail(line) {
        Some(LineRole::Section)
    } else if line.date(|rest| byline::read(rest, page.outlets).is_some()).is_some()
        || line.dateline().is_some()
    {
        // Before buttons: `Thứ tư` without accents is also a button, `Thư từ`.
        Some(LineRole::Date)
    } else if line.chrome() || line.words().is(Kind::Foot) || line.menu() || line.own_furniture() {
        Some(LineRole::Boilerplate)
    } else if line.no_day() {
        Some(LineRole::Date)
    } else {
        None
    }
}

/// A path from the home page down, told by the marks between its levels and one known section:
/// `Trang chủ / Xây dựng Đảng / Dân vận`. With more levels it is a menu.
fn trail(line: &PageLine) -> bool {
    const WORDS: usize = 8;
    let text = &line.text;
    let marks: &[char] = if text.contains("::") {
        &[':']
    } else if text.contains(['>', '»', '›', '→']) {
        &['>', '»', '›', '→']
    } else {
        &['/', '|']
    };
    let levels: Vec<&str> = text.split(marks).map(str::trim).filter(|l| !l.is_empty()).collect();
    let known = |level: &&str| Words::new(level).is(Kind::Section);
    (2..=4).contains(&levels.len())
        && line.count <= 25
        && !text.contains(|c: char| c.is_ascii_digit())
        && levels.iter().all(|level| level.split_whitespace().count() <= WORDS)
        && levels.iter().any(known)
}

/// A path of one to three sections, perhaps behind the home page's name.
fn section(line: &PageLine) -> bool {
    if line.text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let parts = line.words().cover(&[Kind::Section, Kind::Chrome]);
    parts.is_some_and(|parts| (1..=3).contains(&parts.len()))
}

/// How many lines away from the text, or from the top of a page without one, a title is looked for.
const REACH: usize = 80;

/// The line before `anchor` that is most like a title.
fn title(page: &Page<'_>, anchor: usize) -> Option<usize> {
    if let Some(given) = page.first(LineRole::Title) {
        return Some(given);
    }
    let window = if anchor == page.lines.len() {
        0..anchor.min(REACH)
    } else {
        anchor.saturating_sub(REACH)..anchor
    };
    let candidates: Vec<usize> =
        window.filter(|&i| page.free(i) && may_be_title(&page.lines[i])).collect();
    if let [] | [_] = candidates.as_slice() {
        return candidates.first().copied();
    }
    let gist = Gist::of(page.lines[anchor..].iter());
    let dates: Vec<usize> =
        (0..anchor).filter(|&j| page.roles[j] == Some(LineRole::Date)).collect();
    let mut best: Option<(usize, usize)> = None;
    for i in candidates {
        let score = score(page, i, (anchor, &dates)) + likeness(&gist, &page.lines[i].text);
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((i, score));
        }
    }
    let (i, _) = best?;
    let below = under_kicker(page, i, anchor);
    let share = |i: usize| gist.share(&page.lines[i].text);
    Some(if share(below) >= share(i) { below } else { i })
}

/// Points for speaking of the same as the text.
fn likeness(gist: &Gist, text: &str) -> usize {
    const MOST: usize = 18;
    MOST * gist.share(text) / 100
}

/// The line below `i` where `i` is a short line without a date beside it and the next one, as short, is the
/// last before the text: then the first is a kicker.
fn under_kicker(page: &Page<'_>, i: usize, anchor: usize) -> usize {
    const LONGEST: usize = 12;
    let short = |i: usize| (5..=LONGEST).contains(&page.lines[i].count);
    let dated = |i: usize| page.roles[i] == Some(LineRole::Date);
    let beside = (i > 0 && dated(i - 1)) || (i + 1 < anchor && dated(i + 1));
    let next = i + 1;
    let furniture = |i: usize| {
        matches!(page.roles[i], Some(LineRole::Date | LineRole::Boilerplate)) || page.signs(i)
    };
    let kicks = next < anchor
        && (next + 1..anchor).all(furniture)
        && !beside
        && short(i)
        && short(next)
        && page.free(next)
        && may_be_title(&page.lines[next])
        && !super::body::caption(page, next)
        && !page.signs(next);
    if kicks { next } else { i }
}

fn may_be_title(line: &PageLine) -> bool {
    let stopped = line.text.ends_with('.') && !line.text.ends_with("...");
    let named = line.count <= 4 && byline::is_name(&line.text);
    let listed =
        line.text.starts_with(['-', '+', '•', '(']) || line.text.ends_with([':', ';', ',']);
    let dated = line.text.starts_with(|c: char| c.is_ascii_digit())
        && crate::date::scan::stamps(&line.text).first().is_some_and(|s| s.span.start == 0);
    line.count >= 3
        && !(stopped
            || dated
            || named
            || listed
            || photo(&line.text)
            || outlet::own_name(&line.text).is_some())
}

/// More is likelier: length up to a point, a date close by, the same words again further down, the
/// text not far below.
fn score(page: &Page<'_>, i: usize, (anchor, dates): (usize, &[usize])) -> usize {
    const AGAIN: usize = 400;
    const ENOUGH: usize = 10;
    const LONG: usize = 22;
    const NEAR: usize = 12;
    let line = &page.lines[i];
    let text = &line.text;
    let again =
        page.lines[i + 1..].iter().take(AGAIN).any(|line| line.text.starts_with(text.as_str()));
    let next = dates.partition_point(|&j| j < i);
    let around = dates[next.saturating_sub(1)..dates.len().min(next + 1)].iter();
    let apart = around.map(|j| j.abs_diff(i)).min().unwrap_or(usize::MAX);
    let dated = [7, 5, 3, 1].get(apart.saturating_sub(1)).copied().unwrap_or(0);
    let near = 8 * usize::from(anchor - i <= NEAR);
    let slogan = line.words().starts(Kind::OutletIs).is_some();
    let unlike = line.count.saturating_sub(LONG)
        + 6 * usize::from(super::body::caption(page, i))
        + 20 * usize::from(slogan);
    (20 + line.count.min(ENOUGH) + 6 * usize::from(again) + dated + near).saturating_sub(unlike)
}

/// The lines above the title: a kicker that belongs to it, an unknown section, the rest of a menu.
fn above(page: &mut Page<'_>, title: usize) {
    let free: Vec<usize> = (0..title).filter(|&i| page.free(i)).collect();
    let bottom = free.last().copied();
    for i in free {
        let last = bottom == Some(i);
        let role = if last { over_title(page, i, title) } else { LineRole::Boilerplate };
        page.give(i, role);
    }
}

/// What the last unknown line above the title is. A short line directly over the title is the section, a
/// longer one at the top of a page its kicker.
fn over_title(page: &Page<'_>, i: usize, title: usize) -> LineRole {
    const SECTION: usize = 5;
    const HEAD: usize = 5;
    let line = &page.lines[i];
    let colon = line.text.ends_with(':') && line.count >= 2;
    let capitals = line.capitals() && line.count >= 3 && !page.lines[title].capitals();
    let opener = line.words().starts(Kind::SectionStart).is_some() && line.count <= 6;
    let over = (i + 1..title).all(|j| page.roles[j] == Some(LineRole::Date));
    let bare = over
        && line.text.starts_with(char::is_uppercase)
        && !line.stop
        && outlet::own_name(&line.text).is_none();
    let named = byline::is_name(&line.text);
    match () {
        () if colon || capitals => LineRole::Kicker,
        () if opener => LineRole::Section,
        () if bare && !named && (2..=SECTION).contains(&line.count) => LineRole::Section,
        () if bare && title <= HEAD && (SECTION + 1..=16).contains(&line.count) => LineRole::Kicker,
        () => LineRole::Boilerplate,
    }
}

/// Takes the section's role from menus: only the path nearest to the title is its section.
fn menus(page: &mut Page<'_>, title: usize) {
    let is = |page: &Page<'_>, i: usize| page.roles[i] == Some(LineRole::Section);
    let Some(last) = (0..title).rev().find(|&i| is(page, i)) else { return };
    let first = path(page, last, title);
    for i in 0..title {
        if is(page, i) && !first.is_some_and(|first| (first..=last).contains(&i)) {
            page.roles[i] = Some(LineRole::Boilerplate);
        }
    }
}

/// Takes the date's role from a line without a time that stands above the title with a menu between: it is the
/// day of the visit.
fn clock(page: &mut Page<'_>, title: usize) {
    const MENU: usize = 4;
    let mut furniture = 0;
    let below = (0..title).rev().find(|&i| {
        let counts = page.roles[i] == Some(LineRole::Boilerplate);
        furniture += if page.lines[i].menu() { MENU } else { usize::from(counts) };
        furniture >= MENU
    });
    let Some(menu) = below else { return };
    let visit = |page: &Page<'_>, i: usize| {
        let found = crate::date::scan::stamps(&page.lines[i].text);
        page.roles[i] == Some(LineRole::Date)
            && found.iter().all(|stamp| stamp.at.precision() <= Precision::Day)
    };
    for i in 0..menu {
        if visit(page, i) {
            page.take(i, LineRole::Boilerplate);
        }
    }
}

/// The first line of the path that ends on line `last`; none where that is the end of a menu. A line with
/// marks between levels is a path of its own; of lines below a menu, those behind the home page's name or
/// the one nearest to the title.
fn path(page: &Page<'_>, last: usize, title: usize) -> Option<usize> {
    const LONGEST: usize = 3;
    const MENU: usize = 6;
    let role = |i: usize| page.roles[i];
    let marked = |i: usize| {
        let text = &page.lines[i].text;
        text.contains(['>', '»', '›', '→', '/', '|']) || text.contains("::")
    };
    if marked(last) {
        return Some(last);
    }
    let run = |i: &usize| role(*i) == Some(LineRole::Section) && !marked(*i);
    let first = (0..=last).rev().take_while(run).last().unwrap_or(last);
    let plain = |i: &usize| matches!(role(*i), Some(LineRole::Section | LineRole::Boilerplate));
    let block = (0..=last).rev().take_while(plain).count();
    let home = first > 0 && page.lines[first - 1].words().is(Kind::Home);
    if last - first < LONGEST && (block < MENU || home) {
        return Some(first);
    }
    let between = |i: usize| matches!(role(i), Some(LineRole::Date | LineRole::Kicker));
    (last + 1..title).all(between).then_some(last)
}

/// The lines between title and text: byline, caption, a lead without a stop.
fn below(page: &mut Page<'_>, range: std::ops::Range<usize>) {
    const LEAD: usize = 10;
    let titled = page.has(LineRole::Title);
    for i in range {
        if !page.free(i) {
            continue;
        }
        let line = &page.lines[i];
        let role = if page.repeats_title(i) {
            LineRole::Boilerplate
        } else if titled && line.dated() && !super::body::caption(page, i) {
            LineRole::Date
        } else if titled && (page.signs(i) || page.signs_alone(i)) {
            LineRole::Byline
        } else if super::body::caption(page, i) {
            LineRole::Caption
        } else if titled && (line.count >= LEAD || line.stop) && !page.has(LineRole::Lead) {
            LineRole::Lead
        } else if line.count >= LEAD || line.stop {
            LineRole::Body
        } else {
            LineRole::Boilerplate
        };
        page.give(i, role);
    }
}

/// Whether a text credits a picture: `Ảnh: A`, `… (Ảnh: A)`, `… (ảnh minh họa)`, `Trong ảnh:`.
pub(super) fn photo(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.match_indices("ảnh").any(|(at, word)| {
        let rest = lower[at + word.len()..].trim_start();
        let bracket = lower[..at].trim_end().ends_with('(');
        let last = rest.trim_end_matches(['.', ' ']).find(')').is_none_or(|i| i + 3 > rest.len());
        rest.starts_with(':') || (bracket && last)
    })
}
