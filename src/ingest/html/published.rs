//! When the article was published: the marks of the publisher, JSON-LD, `meta`, and the date the page
//! prints, each checking the others.
//!
//! A publishing system that calls Vietnam's time UTC is common, so an offset of zero is believed only
//! where the printed time does not say otherwise. And some systems write the time of a change, or of
//! moving the archive, where the time of publication belongs: an earlier printed date is believed then.

use chrono::{DateTime, NaiveDateTime};

use super::marks::Role;
use super::tree::NodeId;
use super::view::{MOST, View, beginning};
use crate::article::{Evidence, Method, Published, Refusal};
use crate::date::scan::{Stamp, no_day, stamps, without_stamps};
use crate::date::{Precision, Timestamp, vietnam};
use crate::ingest::metadata::published::objection;
use crate::ingest::page::phrases::{Kind, Words};

/// A date and where it stands.
#[derive(Clone, Debug)]
struct Told {
    at: Timestamp,
    /// Whether it was said to be in UTC.
    utc: bool,
    /// Whether it stands above the text.
    above: bool,
    source: String,
}

/// The first year a page may have: newspapers on the web are younger.
const EARLIEST: i32 = 1998;

/// When a page was published whose headline stands at `title`, and the dates of it that cannot be that.
pub(super) fn read(view: &View<'_>, title: Option<NodeId>) -> (Option<Published>, Vec<Refusal>) {
    let mut refused = Refused { view, all: Vec::new() };
    let told = told(view, &mut refused);
    let printed = printed(view, title, &mut refused);
    (believed(told, &printed), refused.all)
}

/// Dates that cannot be ones of publication.
struct Refused<'v, 'a> {
    view: &'v View<'a>,
    all: Vec<Refusal>,
}

impl Refused<'_, '_> {
    /// Whether a page can have been published then; notes why not.
    fn fits(&mut self, at: Timestamp, raw: &str) -> bool {
        let reason = objection(at, EARLIEST, self.view.context.today);
        reason.map(|reason| self.note(raw, reason)).is_none()
    }

    /// Notes a text that has the shape of a date and is no day of the calendar.
    fn no_day(&mut self, text: &str) {
        if let Some(span) = no_day(text) {
            self.note(&text[span], "is no day".to_owned());
        }
    }

    fn note(&mut self, raw: &str, reason: String) {
        const REFUSALS: usize = 8;
        const RAW: usize = 80;
        let refusal = Refusal::published(beginning(raw.trim(), RAW), reason);
        if self.all.len() < REFUSALS && !self.all.contains(&refusal) {
            self.all.push(refusal);
        }
    }
}

/// The date that is believed, of what the head says and what is printed.
fn believed(told: Vec<Told>, printed: &[Told]) -> Option<Published> {
    let told: Vec<Told> = told.into_iter().map(|told| local(told, printed)).collect();
    let agrees =
        |told: &&Told| printed.iter().any(|shown| shown.at.first_day() == told.at.first_day());
    let chosen = told.iter().find(agrees).or_else(|| told.first()).cloned();
    let shown = printed.first().cloned();
    let one = match (chosen, shown) {
        (Some(told), Some(shown)) if overrules(&shown, &told) => shown,
        (Some(told), _) => told,
        (None, shown) => shown?,
    };
    let evidence = Evidence { method: Method::Explicit, line: None, raw: Some(one.source) };
    Some(Published { iso: one.at, precision: one.at.precision(), evidence })
}

/// Whether a printed date is believed rather than what the head says: it is more precise, or a day or
/// more earlier.
fn overrules(shown: &Told, told: &Told) -> bool {
    let same = shown.at.first_day() == told.at.first_day();
    let earlier = shown.above && shown.at.first_day() < told.at.first_day();
    let finer = shown.at.precision() > told.at.precision().max(Precision::Day);
    let coarse = told.at.precision() < Precision::Minute;
    earlier || (same && finer && coarse)
}

/// A time in UTC that is Vietnam's by what the page prints.
fn local(told: Told, printed: &[Told]) -> Told {
    if !told.utc {
        return told;
    }
    let wall = |at: &Timestamp| DateTime::from_timestamp(at.seconds(), 0).map(|at| at.naive_utc());
    let Some(clock) = wall(&told.at) else { return told };
    let as_local = Timestamp::local(clock, told.at.precision());
    let near = |other: &Timestamp, at: &Timestamp| (other.seconds() - at.seconds()).abs() < 120;
    let timed = || printed.iter().filter(|shown| shown.at.precision() >= Precision::Minute);
    let mistaken = timed().any(|shown| near(&shown.at, &as_local))
        && !timed().any(|shown| near(&shown.at, &told.at));
    if mistaken { Told { at: as_local, utc: false, ..told } } else { told }
}

/// Names under which heads of pages tell the date of publication, the surest first: Open Graph, schema.org,
/// Dublin Core and what publishing systems made up.
const META_NAMES: [&str; 20] = [
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "og:published_time",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_time",
    "published-date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "date",
    "article.published",
    "sailthru.date",
    "parsely-pub-date",
    "datecreated",
];

/// What the publisher's marks, JSON-LD and the head say, the most trusted first.
fn told(view: &View<'_>, refused: &mut Refused<'_, '_>) -> Vec<Told> {
    const LONGEST: usize = 128;
    let mut all: Vec<Told> = Vec::new();
    let mut add = |text: &str, source: String| {
        let text = beginning(text, LONGEST);
        match moment(text) {
            Some((at, utc)) if refused.fits(at, text) => {
                all.push(Told { at, utc, above: true, source });
            }
            Some(_) => {}
            None => refused.no_day(text),
        }
    };
    let marks: Vec<_> =
        view.of(Role::Date).filter(|mark| near_text(view, mark.node)).take(MOST).collect();
    for mark in &marks {
        let exact = view.tree.attr(mark.node, "itemprop").is_some();
        let own =
            ["datetime", "content"].into_iter().find_map(|name| view.tree.attr(mark.node, name));
        if let Some(value) = own.filter(|_| exact) {
            add(value, "itemprop datePublished".to_owned());
        }
    }
    for field in ["datePublished", "dateCreated", "uploadDate"] {
        if let Some(text) = view.linked.text(field) {
            add(&text, format!("json-ld {field}"));
        }
    }
    for name in META_NAMES {
        for text in view.meta.all(name).take(MOST) {
            add(text, format!("meta {name}"));
        }
    }
    for mark in &marks {
        if let Some(value) = view.tree.attr(mark.node, "datetime") {
            add(value, "datetime".to_owned());
        }
    }
    all
}

/// Whether an element stands before the end of the article and not in a box of others.
fn near_text(view: &View<'_>, node: NodeId) -> bool {
    let (_, end) = view.span();
    node < end && (!view.aside(node) || view.lines(node).is_empty())
}

/// Full dates on lines around the headline and, where there is none, right below the text; the surest
/// first. The clock at the top of a page and the dates in its text are no dates of publication.
fn printed(view: &View<'_>, title: Option<NodeId>, refused: &mut Refused<'_, '_>) -> Vec<Told> {
    const LONGEST: usize = 24;
    const ABOVE: usize = 6;
    const BELOW: usize = 4;
    /// How far into the text a marked date is looked for.
    const TOP: usize = 12;
    let (text, end) = view.span();
    let place = |node: NodeId| view.blocks.partition_point(|line| line.node < node);
    let (headline, first, behind) = (place(title.unwrap_or(text)), place(text), place(end));
    let from = headline.min(first).saturating_sub(ABOVE);
    let mut marks = Marks::new(view);
    let mut found: Vec<((bool, bool, bool, usize), Told)> = Vec::new();
    for i in from..(behind + BELOW).min(view.blocks.len()) {
        let line = &view.blocks[i];
        let inside = (first..behind).contains(&i);
        if inside && i > first + TOP {
            continue;
        }
        if line.words > LONGEST || line.prose() || (line.dropped.is_some() && i >= first) {
            continue;
        }
        let by_mark = marks.hold(line.node);
        let Some((stamp, changed)) = first_posted(&line.text) else {
            if by_mark || alone(&line.text) {
                refused.no_day(&line.text);
            }
            continue;
        };
        let bare = is_date(&line.text);
        let near = !inside && without_stamps(&line.text).split_whitespace().count() <= 8;
        let timed = stamp.at.precision() >= Precision::Minute || stamp.weekday.is_some();
        let trusted = bare || (near && (by_mark || timed)) || (inside && by_mark);
        if !trusted || !refused.fits(stamp.at, &line.text[stamp.span.clone()]) {
            continue;
        }
        let far = if i < headline { 2 * (headline - i) } else { i - headline };
        let told = Told {
            at: stamp.at,
            utc: false,
            above: i < first,
            source: line.text[stamp.span].to_owned(),
        };
        found.push(((i >= first, changed, !by_mark && !bare, far), told));
    }
    found.sort_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, told)| told).take(MOST).collect()
}

/// The first date of a line that is not that of a change, or else the first, and whether it is one of a change.
fn first_posted(text: &str) -> Option<(Stamp, bool)> {
    let mut end = 0;
    let mut first = None;
    for stamp in stamps(text) {
        let changed = Words::new(&text[end..stamp.span.start]).hold(Kind::Updated);
        end = stamp.span.end;
        if !changed {
            return Some((stamp, false));
        }
        first.get_or_insert((stamp, true));
    }
    first
}

/// Whether a line holds a date that is no day, and hardly more.
fn alone(text: &str) -> bool {
    const BESIDE: usize = 4;
    let rest = |span: std::ops::Range<usize>| {
        let beside = [&text[..span.start], &text[span.end..]];
        beside.iter().flat_map(|part| part.split_whitespace()).count()
    };
    no_day(text).is_some_and(|span| rest(span) <= BESIDE)
}

/// The places that marked dates take, asked for in the order of the page.
struct Marks<'v, 'a> {
    view: &'v View<'a>,
    next: usize,
    end: NodeId,
}

impl<'v, 'a> Marks<'v, 'a> {
    fn new(view: &'v View<'a>) -> Self {
        Self { view, next: 0, end: 0 }
    }

    fn hold(&mut self, node: NodeId) -> bool {
        while let Some(mark) = self.view.marked.get(self.next).filter(|mark| mark.node <= node) {
            self.next += 1;
            if mark.role == Role::Date {
                self.end = self.end.max(self.view.tree.end(mark.node));
            }
        }
        node < self.end
    }
}

/// Whether a line holds a date and nothing but what stands beside dates.
pub(super) fn is_date(text: &str) -> bool {
    let kinds = [Kind::DateWord, Kind::Section, Kind::Chrome, Kind::Updated, Kind::Account];
    !stamps(text).is_empty() && Words::new(&without_stamps(text)).cover(&kinds).is_some()
}

/// A date in the head, and whether it is said to be in UTC.
fn moment(text: &str) -> Option<(Timestamp, bool)> {
    let text = text.trim();
    let tight = text.replace(" +", "+").replace(" -", "-");
    let iso = [text, &tight].into_iter().find_map(|text| text.parse::<Timestamp>().ok());
    if let Some(at) = iso {
        let utc = text.ends_with(['Z', 'z']) || text.ends_with("+00:00") || text.ends_with("+0000");
        return Some((if utc { in_vietnam(at) } else { at }, utc));
    }
    if let Ok(at) = DateTime::parse_from_rfc2822(text) {
        let utc = at.offset().local_minus_utc() == 0;
        return Some((Timestamp::at(at, Precision::Second), utc));
    }
    if let Some(at) = american(text) {
        return Some((at, false));
    }
    seconds(text).or_else(|| stamps(text).first().map(|stamp| (stamp.at, false)))
}

/// The same moment by Vietnam's clock.
fn in_vietnam(at: Timestamp) -> Timestamp {
    let there = DateTime::from_timestamp(at.seconds(), 0).map(|utc| utc.with_timezone(&vietnam()));
    there.map_or(at, |there| Timestamp::at(there, at.precision()))
}

/// Seconds or milliseconds since 1970.
fn seconds(text: &str) -> Option<(Timestamp, bool)> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let at = DateTime::from_timestamp(seconds, 0)?.with_timezone(&vietnam()).fixed_offset();
    Some((Timestamp::at(at, Precision::Second), false))
}

/// `3/28/2024 8:05:00 AM`: a server that was left with American settings. Vietnam never writes `AM`.
fn american(text: &str) -> Option<Timestamp> {
    let at = NaiveDateTime::parse_from_str(text, "%m/%d/%Y %I:%M:%S %p").ok()?;
    Some(Timestamp::local(at, Precision::Second))
}
