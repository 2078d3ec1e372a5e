//! Dates inside text: full stamps such as `Thứ năm, 12/03/2020, 09:15 (GMT+7)` and datelines without a
//! year such as `Sáng 17/2`.
//!
//! Works on tokens (numbers, words, marks) and not on patterns over bytes, so that one rule covers
//! every spacing and separator a page may use. Linear in the text.

mod clock;
mod tokens;

use std::ops::Range;

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Weekday};

use super::{Timestamp, day, vietnam};
use clock::Clock;
use tokens::Tokens;

/// A full date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Where it stands, in bytes of the text, with its time, weekday and zone.
    pub span: Range<usize>,
    /// The moment.
    pub at: Timestamp,
    /// Whether the weekday printed beside it is that day's; none where no weekday is printed. A
    /// wrong weekday does not unmake the date: digits come from the publishing system, words are
    /// often typed.
    pub weekday: Option<bool>,
}

/// A day and month named at an event, perhaps with the year: `Sáng 17/2`, `Ngày 25/1/2017`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// Day of the month, 1 to 31.
    pub day: u32,
    /// Month, 1 to 12.
    pub month: u32,
    /// The year where it is printed.
    pub year: Option<i32>,
}

impl Dateline {
    /// The day in a given year, if there is one (29 February).
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        day(year, self.month, self.day)
    }
}

/// Every full date (day, month and year) of a text, in order.
///
/// ```
/// use tracuu::date::scan::stamps;
/// let found = stamps("Thứ năm, 12/03/2020, 09:15 (GMT+7)");
/// assert_eq!(found[0].at.to_string(), "2020-03-12T09:15:00+07:00");
/// assert_eq!(found[0].weekday, Some(true));
/// ```
pub fn stamps(text: &str) -> Vec<Stamp> {
    let tokens = Tokens::new(text);
    let mut found: Vec<Stamp> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let Some(date) = tokens.full_date(i) else {
            i += 1;
            continue;
        };
        let floor = found.last().map_or(0, |last| last.span.end);
        let (stamp, next) = tokens.stamp(&date, floor);
        found.push(stamp);
        i = next.max(i + 1);
    }
    found
}

/// The first run of numbers that is written like a full date and is none: `31/02/2021`, `05/13/2020`,
/// `12/03/9999`; in bytes of the text.
///
/// ```
/// use tracuu::date::scan::no_day;
/// assert_eq!(no_day("Ngày đăng: 31/02/2021"), Some(14..24));
/// assert_eq!(no_day("Ngày đăng: 28/02/2021"), None);
/// ```
pub fn no_day(text: &str) -> Option<Range<usize>> {
    let tokens = Tokens::new(text);
    (0..tokens.len()).find_map(|i| tokens.no_day(i))
}

/// A text without its full dates, a blank for each.
pub fn without_stamps(text: &str) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for stamp in stamps(text) {
        rest.push_str(&text[at..stamp.span.start]);
        rest.push(' ');
        at = stamp.span.end;
    }
    rest.push_str(&text[at..]);
    rest
}

/// Every dateline of a text, in order: a day and month after a part of the day or `ngày`.
///
/// ```
/// use tracuu::date::scan::datelines;
/// let found = datelines("Chiều 3-4, tại Hà Nội");
/// assert_eq!((found[0].day, found[0].month, found[0].year), (3, 4, None));
/// assert_eq!(found[0].span, 0..11);
/// ```
pub fn datelines(text: &str) -> Vec<Dateline> {
    let tokens = Tokens::new(text);
    (0..tokens.len()).filter_map(|i| tokens.dateline(i)).collect()
}

/// Eight digits as a date, `20210426`, as crawlers write them in a header.
pub fn compact(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let number: u32 = text.parse().ok().filter(|_| text.len() == 8)?;
    let year = i32::try_from(number / 10_000).ok()?;
    day(year, number / 100 % 100, number % 100).map(Timestamp::of_day)
}

/// A calendar day and the tokens it stands on.
struct Day {
    date: NaiveDate,
    tokens: Range<usize>,
}

impl Tokens {
    /// A day, month and year that start at token `i` and are not part of a longer number.
    fn full_date(&self, i: usize) -> Option<Day> {
        // With blanks around the mark it divides a date from a time or another date.
        let joined = i > 1 && self.touches(i - 1) && self.touches(i - 2);
        if joined && self.separator(i - 1).is_some() && self.number(i - 2, 1..9).is_some() {
            return None;
        }
        let numbers = self.year_first(i).or_else(|| self.day_first(i));
        let day = numbers.or_else(|| self.in_words(i)).or_else(|| self.month_first(i))?;
        let next = day.tokens.end;
        let longer = self.separator(next).is_some_and(|mark| mark != '-')
            && self.touches(next)
            && self.number(next + 1, 1..9).is_some();
        (!longer).then_some(day)
    }

    fn day_first(&self, i: usize) -> Option<Day> {
        let (d, m) = (self.number(i, 1..3)?, self.number(i + 2, 1..3)?);
        (self.separator(i + 1)? == self.separator(i + 3)?).then_some(())?;
        match self.number(i + 4, 4..5) {
            Some(y) => calendar([y, m, d], i..i + 5),
            None => self.short_year(i, [m, d]),
        }
    }

    /// A day, month and year of two digits at token `i`, where the weekday before it is that day's: the
    /// digits alone may as well be a number, a price or the year first.
    fn short_year(&self, i: usize, [m, d]: [u32; 2]) -> Option<Day> {
        const CENTURY: u32 = 2000;
        let day = calendar([CENTURY + self.number(i + 4, 2..3)?, m, d], i..i + 5)?;
        let (named, _) = self.weekday_before(i)?;
        (named == day.date.weekday()).then_some(day)
    }

    fn year_first(&self, i: usize) -> Option<Day> {
        let (y, m, d) =
            (self.number(i, 4..5)?, self.number(i + 2, 1..3)?, self.number(i + 4, 1..3)?);
        (self.separator(i + 1)? == self.separator(i + 3)?).then_some(())?;
        calendar([y, m, d], i..i + 5)
    }

    /// `5 tháng 4 năm 2021`, `5 tháng 4, 2021`, `5 tháng 4/2021`, `5 Tháng Tư, 2021`, `5 April 2021`.
    fn in_words(&self, i: usize) -> Option<Day> {
        let d = self.number(i, 1..3)?;
        let (m, next) = self.month(i + 1)?;
        let between = self.word(next) == "nam"
            || self.mark(next).is_some_and(|c| matches!(c, ',' | '/' | '-'));
        // `5 tháng năm 2021` may be five months of 2021.
        let unsure = next == i + 3 && self.word(i + 2) == "nam" && !between;
        let at = if between { next + 1 } else { next };
        (!unsure).then_some(())?;
        calendar([self.number(at, 4..5)?, m, d], i..at + 1)
    }

    /// `April 5, 2021`, `Tháng Tư 5, 2021`.
    fn month_first(&self, i: usize) -> Option<Day> {
        // Most words are no month, and to look for the day first costs less than to compare names.
        let day = |at: usize| self.number(at, 1..3).is_some();
        (!self.word(i).is_empty() && (i + 1..i + 4).any(day)).then_some(())?;
        let (m, at) = self.month(i)?;
        let d = self.number(at, 1..3)?;
        (self.mark(at + 1) == Some(',')).then_some(())?;
        calendar([self.number(at + 2, 4..5)?, m, d], i..at + 3)
    }

    /// Three numbers at token `i`, divided as in a date, the first or the last of four digits, that are no
    /// day of the calendar.
    fn no_day(&self, i: usize) -> Option<Range<usize>> {
        let (first, last) = (self.number(i, 1..5)?, self.number(i + 4, 1..5)?);
        let middle = self.number(i + 2, 1..3)?;
        let mark = self.separator(i + 1).filter(|mark| matches!(mark, '/' | '-' | '.'))?;
        let tight = self.separator(i + 3) == Some(mark) && (i..i + 4).all(|j| self.touches(j));
        let alone = (i == 0 || self.separator(i - 1).is_none() || !self.touches(i - 1))
            && (self.separator(i + 5).is_none() || !self.touches(i + 4));
        let day = match (self.number(i, 4..5), self.number(i + 4, 4..5)) {
            (Some(_), None) if last < 100 => calendar([first, middle, last], i..i + 5),
            (None, Some(_)) if first < 100 => calendar([last, middle, first], i..i + 5),
            _ => return None,
        };
        let span = self.0[i].span.start..self.0[i + 4].span.end;
        (tight && alone && day.is_none()).then_some(span)
    }

    /// A month at token `i`, as `tháng 4`, `tháng Tư` or `April`, and the token after it.
    fn month(&self, i: usize) -> Option<(u32, usize)> {
        // `05 Th3 2021`, as some publishing systems cut `tháng` short.
        let short = self.word(i) == "th" && self.touches(i);
        if self.word(i) != "thang" && !short {
            return english(self.word(i)).map(|month| (month, i + 1));
        }
        if let Some(month) = self.number(i + 1, 1..3) {
            return Some((month, i + 2));
        }
        let tens = || vietnamese(&[self.word(i + 1), self.word(i + 2)].join(" "));
        let one = || Some((vietnamese(self.word(i + 1))?, i + 2));
        tens().map(|month| (month, i + 3)).or_else(one)
    }

    /// The date with the time, weekday and zone around it, none of it before byte `floor`, and the
    /// token after it.
    fn stamp(&self, found: &Day, floor: usize) -> (Stamp, usize) {
        let Range { mut start, mut end } = found.tokens;
        let right = self.clock_after(end);
        let left = if right.is_none() { self.clock_before(start, floor) } else { None };
        if let Some(clock) = &right {
            end = clock.tokens.end;
        }
        let zone = self.zone(end).or_else(|| self.zone(left.as_ref()?.tokens.end));
        if let Some((_, after)) = zone {
            end = end.max(after);
        }
        let weekday = self.weekday_before(start);
        if let Some((_, first)) = weekday {
            start = first;
        }
        if let Some(clock) = &left {
            start = start.min(clock.tokens.start);
        }
        let at = moment(found.date, left.or(right), zone.map(|(offset, _)| offset));
        let bytes = self.0[start].span.start.max(floor)..self.0[end - 1].span.end;
        let fits = weekday.map(|(named, _)| named == found.date.weekday());
        (Stamp { span: bytes, at, weekday: fits }, end)
    }

    /// The weekday printed up to three tokens before a date, and the token it starts at.
    fn weekday_before(&self, to: usize) -> Option<(Weekday, usize)> {
        (to.saturating_sub(4)..to).rev().find_map(|i| match self.word(i) {
            "thu" => self.weekday_at(i + 1).map(|named| (named, i)),
            "chu" if self.word(i + 1) == "nhat" => Some((Weekday::Sun, i)),
            _ => None,
        })
    }

    fn weekday_at(&self, i: usize) -> Option<Weekday> {
        match self.number(i, 1..2) {
            Some(n) => {
                weekday(["hai", "ba", "tu", "nam", "sau", "bay"].get((n as usize).checked_sub(2)?)?)
            }
            None => weekday(self.word(i)),
        }
    }

    fn dateline(&self, i: usize) -> Option<Dateline> {
        matches!(self.word(i), "sang" | "trua" | "chieu" | "toi" | "dem" | "ngay").then_some(())?;
        let filler = |j: usize| {
            matches!(self.word(j), "ngay" | "nay" | "mung" | "hom" | "qua" | "mai")
                || self.mark(j).is_some_and(|c| matches!(c, '(' | ','))
        };
        let at = (i + 1..self.len().min(i + 5)).find(|&j| !filler(j))?;
        let d = self.number(at, 1..3).filter(|d| (1..=31).contains(d))?;
        let spelt = self.word(at + 1) == "thang";
        let mark = self.separator(at + 1);
        (spelt || mark.is_some()).then_some(())?;
        let m = self.number(at + 2, 1..3).filter(|m| (1..=12).contains(m))?;
        let year = self.dateline_year(at + 3, mark);
        let joined = self.separator(at + 3).is_some() && self.touches(at + 3);
        let longer = year.is_none() && joined && self.number(at + 4, 1..9).is_some();
        (!longer).then_some(())?;
        let last = year.map_or(at + 2, |(_, last)| last);
        let span = self.0[i].span.start..self.0[last].span.end;
        Some(Dateline { span, day: d, month: m, year: year.map(|(year, _)| year) })
    }

    /// The year after a day and month whose separator was `mark`, and its token.
    fn dateline_year(&self, i: usize, mark: Option<char>) -> Option<(i32, usize)> {
        let joined = self.word(i) == "nam" || (mark.is_some() && self.separator(i) == mark);
        let year = self.number(i + 1, 4..5).filter(|_| joined)?;
        Some((i32::try_from(year).ok()?, i + 1))
    }
}

/// A month's name, folded: an English one in full or cut to three letters or more.
fn english(word: &str) -> Option<u32> {
    const SHORTEST: usize = 3;
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let named = |name: &&str| word.len() >= SHORTEST && name.starts_with(word);
    (1..).zip(&NAMES).find(|(_, name)| named(name)).map(|(month, _)| month)
}

/// A month's number in words, folded; without `giêng` and `chạp`, which are months of the lunar year.
fn vietnamese(words: &str) -> Option<u32> {
    Some(match words {
        "mot" => 1,
        "hai" => 2,
        "ba" => 3,
        "tu" | "bon" => 4,
        "nam" => 5,
        "sau" => 6,
        "bay" => 7,
        "tam" => 8,
        "chin" => 9,
        "muoi" => 10,
        "muoi mot" => 11,
        "muoi hai" => 12,
        _ => return None,
    })
}

/// The day of a year, month and day of the month that stand on some tokens.
fn calendar([year, month, of_month]: [u32; 3], tokens: Range<usize>) -> Option<Day> {
    day(i32::try_from(year).ok()?, month, of_month).map(|date| Day { date, tokens })
}

fn moment(date: NaiveDate, clock: Option<Clock>, zone: Option<FixedOffset>) -> Timestamp {
    let Some(clock) = clock else { return Timestamp::of_day(date) };
    let local = NaiveDateTime::new(date, clock.time);
    let offset = zone.unwrap_or_else(vietnam);
    match offset.from_local_datetime(&local).single() {
        Some(at) => Timestamp::at(at, clock.precision),
        None => Timestamp::local(local, clock.precision),
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "hai" => Weekday::Mon,
        "ba" => Weekday::Tue,
        "tu" => Weekday::Wed,
        "nam" => Weekday::Thu,
        "sau" => Weekday::Fri,
        "bay" => Weekday::Sat,
        "nhat" => Weekday::Sun,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
