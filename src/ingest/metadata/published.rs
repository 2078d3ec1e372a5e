//! When the article was published: said by a date line, or concluded from a dateline.
//!
//! A dateline (`Sáng 17/2`) gives day and month. The year is concluded only from strong evidence: the
//! dateline's own, the year of the tasks ahead in the same paragraph, or a span of years that ends
//! with the event. Otherwise the date stays unknown: a wrong date is worse than none.

use chrono::{Datelike, Days, NaiveDate};

use crate::article::{Evidence, LineRole, Method, Published, Refusal};
use crate::date::Timestamp;
use crate::date::scan::{Dateline, compact, datelines, no_day, stamps};
use crate::ingest::Passage;
use crate::ingest::page::phrases::{Kind, Words, spans};

/// The first year a dateline may have: newspapers on the web are younger, anniversaries older.
const EARLIEST: i32 = 1998;

/// The date the page says, or else the one its first paragraphs let conclude, and the date lines that were
/// not believed.
pub(in crate::ingest) fn read(
    passages: &[Passage],
    today: NaiveDate,
) -> (Option<Published>, Vec<Refusal>) {
    let (said, refused) = explicit(passages, today);
    let found = said.or_else(|| inferred(passages, today)).or_else(|| relative(passages, today));
    (found, refused)
}

/// Why a date cannot be one of publication; none where it can. A page says `earliest`, the first year it
/// may have.
pub(in crate::ingest) fn objection(
    at: Timestamp,
    earliest: i32,
    today: NaiveDate,
) -> Option<String> {
    if at.first_day() > last_day(today) {
        return Some("lies in the future".to_owned());
    }
    let early = at.first_day().year() < earliest;
    early.then(|| format!("lies before {earliest}, too early for this kind of source"))
}

/// A date that a line says.
struct Said {
    at: Timestamp,
    raw: String,
    /// Whether it is that of a change.
    changed: bool,
    /// The weekday is another day's.
    misnamed: bool,
}

/// The date line nearest to the title; one that is not of a change goes before one that is.
fn explicit(passages: &[Passage], today: NaiveDate) -> (Option<Published>, Vec<Refusal>) {
    const MOST: usize = 8;
    let title = passages.iter().position(|p| p.role == LineRole::Title);
    let mut refused = Vec::new();
    let mut best: Option<((bool, usize), Said, u32)> = None;
    for (i, passage) in passages.iter().enumerate().filter(|(_, p)| p.role == LineRole::Date) {
        let said = match on_line(&passage.text) {
            Ok(said) => said,
            Err(refusal) => {
                refused.extend(refusal.filter(|_| refused.len() < MOST));
                continue;
            }
        };
        if let Some(reason) = objection(said.at, EARLIEST, today) {
            if refused.len() < MOST {
                refused.push(Refusal::published(said.raw, reason));
            }
            continue;
        }
        let far = title.map_or(i, |title| if i < title { 2 * (title - i) } else { i - title });
        let rank = (said.changed, far);
        if best.as_ref().is_none_or(|(least, ..)| rank < *least) {
            best = Some((rank, said, passage.line));
        }
    }
    let published = best.map(|(_, said, line)| {
        if said.misnamed {
            let day = said.at.first_day().format("%A");
            let reason = format!("names the wrong day of the week: it was a {day}");
            refused.push(Refusal { field: "weekday".to_owned(), raw: said.raw.clone(), reason });
        }
        let evidence = Evidence::line(Method::Explicit, line, said.raw);
        Published { iso: said.at, precision: said.at.precision(), evidence }
    });
    (published, refused)
}

/// A page cannot be published later than this: a day is left for clocks and zones.
pub(in crate::ingest) fn last_day(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(1)).unwrap_or(today)
}

/// The first date of a line that is not that of a change, or else the first; without one, the one that is
/// no day of the calendar.
fn on_line(text: &str) -> Result<Said, Option<Refusal>> {
    if let Some(at) = compact(text) {
        return Ok(Said { at, raw: text.to_owned(), changed: false, misnamed: false });
    }
    let mut end = 0;
    let mut first = None;
    for stamp in stamps(text) {
        let changed = Words::new(&text[end..stamp.span.start]).hold(Kind::Updated);
        end = stamp.span.end;
        let raw = text[stamp.span].to_owned();
        let said = Said { at: stamp.at, raw, changed, misnamed: stamp.weekday == Some(false) };
        if !changed {
            return Ok(said);
        }
        first = first.or(Some(said));
    }
    let none = || no_day(text).map(|span| Refusal::published(&text[span], "is no day"));
    first.ok_or_else(none)
}

fn inferred(passages: &[Passage], today: NaiveDate) -> Option<Published> {
    let text: Vec<&Passage> =
        passages.iter().filter(|p| crate::ingest::page::in_body(p.role)).take(3).collect();
    let (at, line) = text.iter().enumerate().find_map(|(i, passage)| {
        let head = head(&passage.text);
        let mut lines = datelines(head).into_iter();
        Some((i, lines.find(|line| opens_sentence(head, line) && !ahead(head, line))?))
    })?;
    let passage = text[at];
    if at > 0 && !reported(&passage.text, &line) {
        return None;
    }
    let date = dated(&line, (passage, passages), today)?;
    let fits = date <= last_day(today) && date.year() >= EARLIEST;
    let raw = passage.text[line.span].to_owned();
    let evidence = Evidence::line(Method::Inferred, passage.line, raw);
    let iso = Timestamp::of_day(date);
    fits.then(|| Published { iso, precision: iso.precision(), evidence })
}

/// The day that the text calls tomorrow, today or yesterday (`Ngày mai (15/5)`), in the year of a full date
/// of the text that lies close to it. Two that differ conclude nothing.
fn relative(passages: &[Passage], today: NaiveDate) -> Option<Published> {
    let body: Vec<&Passage> =
        passages.iter().filter(|p| crate::ingest::page::in_body(p.role)).collect();
    let calls: Vec<(&Passage, Dateline, i64)> = body
        .iter()
        .flat_map(|p| called(&p.text).map(move |(line, shift)| (*p, line, shift)))
        .collect();
    if calls.is_empty() {
        return None;
    }
    let full: Vec<NaiveDate> =
        body.iter().flat_map(|p| stamps(&p.text)).map(|stamp| stamp.at.first_day()).collect();
    let mut dates = calls.iter().filter_map(|(_, line, shift)| shifted(line, *shift, &full));
    let date = dates.next()?;
    let fits =
        dates.all(|other| other == date) && date <= last_day(today) && date.year() >= EARLIEST;
    let (passage, line, _) = calls.iter().find(|(_, l, s)| shifted(l, *s, &full) == Some(date))?;
    let raw = passage.text[line.span.clone()].to_owned();
    let evidence = Evidence::line(Method::Inferred, passage.line, raw);
    let iso = Timestamp::of_day(date);
    fits.then(|| Published { iso, precision: iso.precision(), evidence })
}

/// The day `shift` days before the one a dateline names, in the year of the first full date close to it.
fn shifted(line: &Dateline, shift: i64, full: &[NaiveDate]) -> Option<NaiveDate> {
    const NEAR: i64 = 45;
    let near = |other: &NaiveDate| {
        let date = line.in_year(line.year.unwrap_or(other.year()))?;
        ((*other - date).num_days().abs() <= NEAR).then_some(date)
    };
    full.iter().find_map(near)?.checked_sub_signed(chrono::TimeDelta::days(shift))
}

/// The days that a text calls tomorrow (1), today (0) or yesterday (-1), in brackets or behind a comma.
fn called(text: &str) -> impl Iterator<Item = (Dateline, i64)> {
    const CALLS: [(&str, i64); 3] = [("mai", 1), ("nay", 0), ("qua", -1)];
    let numbered = |(at, word): (usize, &str)| {
        let rest = text[at + word.len()..].trim_start_matches([' ', '(', ',']);
        rest.strip_prefix("ngày ").unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit())
    };
    // Most texts have none, and to look for a word costs less than to read all dates.
    let any = CALLS.iter().any(|(word, _)| text.match_indices(word).any(numbered));
    let lines = if any { datelines(text) } else { Vec::new() };
    lines.into_iter().filter_map(|line| {
        let day = text[line.span.clone()].split([' ', '(', ',']).nth(1)?;
        let shift = CALLS.iter().find(|(word, _)| *word == day)?.1;
        Some((line, shift))
    })
}

/// Whether the sentence of a dateline tells of an event: below the first paragraph, a date may as
/// well be that of a decision long ago.
fn reported(text: &str, line: &Dateline) -> bool {
    let sentence = text[line.span.end..].split(". ").next().unwrap_or_default();
    Words::new(sentence).hold(Kind::Event)
}

/// Whether the sentence of a dateline speaks of what will be.
fn ahead(text: &str, line: &Dateline) -> bool {
    let sentence = text[line.span.end..].split(". ").next().unwrap_or_default();
    [" sẽ ", " dự kiến "].iter().any(|word| sentence.contains(word))
}

/// The beginning of a paragraph, where a dateline may stand.
fn head(text: &str) -> &str {
    const REACH: usize = 600;
    let end = (REACH.min(text.len())..=text.len()).find(|&i| text.is_char_boundary(i));
    &text[..end.unwrap_or(text.len())]
}

/// Whether a dateline opens a sentence, alone or behind a paper's mark, with a capital.
fn opens_sentence(text: &str, line: &Dateline) -> bool {
    let before = text[..line.span.start].trim_end();
    let capital = text[line.span.start..].starts_with(char::is_uppercase);
    let mark = before.len() < 40 && before.ends_with(['-', '–', ')', ':', '—']);
    capital && (before.is_empty() || mark || before.ends_with(['.', '!', '?', '…', '"', '”']))
}

/// The day of a dateline with the year that the text gives it.
fn dated(line: &Dateline, passages: (&Passage, &[Passage]), today: NaiveDate) -> Option<NaiveDate> {
    let (passage, passages) = passages;
    if let Some(year) = line.year {
        let date = line.in_year(year)?;
        let body = || passages.iter().filter(|p| crate::ingest::page::in_body(p.role));
        return (!body().any(|p| looks_back(&p.text, date, today))).then_some(date);
    }
    let mut years: Vec<i32> =
        passage.text.split(". ").flat_map(|sentence| tasks(line, sentence)).collect();
    if years.is_empty() {
        years = passages.iter().filter_map(|p| spanned(line, &p.text)).collect();
    }
    let first = *years.first()?;
    years.iter().all(|year| *year == first).then(|| line.in_year(first)).flatten()
}

/// Whether a text knows of a day or year between a date and today, so that the date lies in its past.
/// Ends of plans and terms (`đến năm 2025`, `nhiệm kỳ 2020-2025`) say nothing.
fn looks_back(text: &str, date: NaiveDate, today: NaiveDate) -> bool {
    let later = |stamp: NaiveDate| stamp > date && stamp <= today;
    let spans = spans(text);
    let year = |i: usize| {
        let year = text[spans[i].clone()].parse::<i32>().ok().filter(|_| spans[i].len() == 4);
        year.is_some_and(|year| (date.year() + 1..=today.year()).contains(&year))
    };
    let planned = |i: usize| {
        let between = &text[spans[i - 1].end..spans[i].start];
        let words = spans[i.saturating_sub(2)..i].iter().map(|span| &text[span.clone()]);
        between.contains(['-', '–', '/'])
            || words
                .into_iter()
                .any(|w| matches!(w, "đến" | "hết" | "trước" | "tới" | "giai" | "kỳ"))
    };
    stamps(text).iter().any(|stamp| later(stamp.at.first_day()))
        || (1..spans.len()).any(|i| year(i) && !planned(i))
}

/// The years of tasks ahead: `phương hướng năm 2022`, `… quý II/2025`, `… tháng 4/2021`.
fn tasks(line: &Dateline, text: &str) -> Vec<i32> {
    const REACH: usize = 9;
    /// How far behind a year `sẽ` may stand: `trong năm 2017 quận sẽ …`.
    const WILL: usize = 5;
    let words = Words::new(text);
    let (words, plain) = (words.folded(), words.plain());
    let mut years = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let Some(year) =
            word.parse::<i32>().ok().filter(|y| word.len() == 4 && (EARLIEST..2100).contains(y))
        else {
            continue;
        };
        let before = &words[i.saturating_sub(REACH)..i];
        let next = &plain[(i + 1).min(plain.len())..(i + WILL).min(plain.len())];
        let ahead =
            Words::from_folded(before).hold(Kind::Tasks) || next.iter().any(|word| word == "sẽ");
        if let Some(shift) = period(before, line.month).filter(|_| ahead) {
            years.push(year + shift);
        }
    }
    years
}

/// How many years before the year named at the end of `before` an event of `month` lies; none where
/// the words name no single year, quarter or month near the event.
fn period(before: &[String], month: u32) -> Option<i32> {
    let last = before.last()?.as_str();
    let previous = before.len().checked_sub(2).map_or("", |i| before[i].as_str());
    match previous {
        "quy" => of_quarter(last, month),
        "thang" => of_month(last.parse().ok()?, month),
        // `5 năm 2020` counts years; `6 tháng cuối năm 2017` names one. What is planned in November
        // or December may be for either year.
        _ => {
            let counted = !previous.is_empty() && previous.bytes().all(|b| b.is_ascii_digit());
            (last == "nam" && !counted && month < 11).then_some(0)
        }
    }
}

/// For the quarter `i` to `iv`: an event in it or in the month before.
fn of_quarter(named: &str, month: u32) -> Option<i32> {
    let quarter = match named {
        "i" | "1" => 1,
        "ii" | "2" => 4,
        "iii" | "3" => 7,
        "iv" | "4" => 10,
        _ => return None,
    };
    match month {
        12 if quarter == 1 => Some(-1),
        _ => (month + 1 >= quarter && month < quarter + 3).then_some(0),
    }
}

/// For a month: an event in it or one month apart.
fn of_month(named: u32, month: u32) -> Option<i32> {
    match (named, month) {
        (1, 12) => Some(-1),
        _ => (named.abs_diff(month) <= 1).then_some(0),
    }
}

/// The year that a span gives: `Qua 2 năm thực hiện … ngày 22/1/2021` with an event in February.
fn spanned(line: &Dateline, text: &str) -> Option<i32> {
    const NEAR: i64 = 120;
    let words = Words::new(text);
    let words = words.folded();
    let counts = |i: usize| {
        let opens = matches!(words[i].as_str(), "qua" | "sau" | "ket");
        let years: i32 = words.get(i + 1)?.parse().ok()?;
        (opens && words.get(i + 2)? == "nam" && (1..=30).contains(&years)).then_some(years)
    };
    let years = (0..words.len()).find_map(counts)?;
    let since = stamps(text).first()?.at.first_day();
    let year = since.year() + years;
    let event = line.in_year(year)?;
    let anniversary = crate::date::day(year, since.month(), since.day().min(28))?;
    ((event - anniversary).num_days().abs() <= NEAR).then_some(year)
}
