//! Dates inside text: full stamps such as `Thứ năm, 12/03/2020, 09:15 (GMT+7)` and datelines without a
//! year such as `Sáng 17/2`.
//!
//! Works on tokens (numbers, words, marks) and not on patterns over bytes, so that one rule covers
//! every spacing and separator a page may use. Linear in the text.

use std::ops::Range;

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Weekday};

use super::{Precision, Timestamp, day, vietnam};
use crate::vi::fold;
use crate::vi::normalize::{canonical, is_alphabetic};

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
/// assert_eq!(no_day("Ngày đăng: 31/02/2021"), Some(11..21));
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

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Number { value: u32, digits: usize },
    Word(String),
    Mark(char),
}

struct Token {
    kind: Kind,
    span: Range<usize>,
}

/// A calendar day and the tokens it stands on.
struct Day {
    date: NaiveDate,
    tokens: Range<usize>,
}

/// A time of day, how precise it is, and the tokens it stands on.
struct Clock {
    time: NaiveTime,
    precision: Precision,
    tokens: Range<usize>,
}

struct Tokens(Vec<Token>);

impl Tokens {
    /// Numbers, words and marks; white space is left out.
    fn new(text: &str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = text.char_indices().peekable();
        while let Some((start, first)) = rest.next() {
            if first.is_whitespace() {
                continue;
            }
            let class = class_of(first);
            let mut end = start + first.len_utf8();
            while class != Class::Mark
                && let Some((at, c)) = rest.next_if(|(_, c)| class_of(*c) == class)
            {
                end = at + c.len_utf8();
            }
            tokens.push(Token { kind: kind_of(class, &text[start..end], first), span: start..end });
        }
        Self(tokens).folded(text)
    }

    /// Folds the words near a number; the others are never asked for, and most words are others.
    fn folded(mut self, text: &str) -> Self {
        const REACH: usize = 12;
        let mut done = 0;
        for i in 0..self.len() {
            if !matches!(self.0[i].kind, Kind::Number { .. }) {
                continue;
            }
            let end = self.len().min(i + REACH);
            for token in &mut self.0[i.saturating_sub(REACH).max(done)..end] {
                if let Kind::Word(word) = &mut token.kind {
                    *word = fold(&canonical(&text[token.span.clone()]));
                }
            }
            done = end;
        }
        self
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn number(&self, i: usize, digits: Range<usize>) -> Option<u32> {
        match self.0.get(i)?.kind {
            Kind::Number { value, digits: n } if digits.contains(&n) => Some(value),
            _ => None,
        }
    }

    fn word(&self, i: usize) -> &str {
        match self.0.get(i).map(|token| &token.kind) {
            Some(Kind::Word(word)) => word,
            _ => "",
        }
    }

    fn mark(&self, i: usize) -> Option<char> {
        match self.0.get(i)?.kind {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// Whether nothing stands between token `i` and the next.
    fn touches(&self, i: usize) -> bool {
        self.0.get(i + 1).is_some_and(|next| self.0[i].span.end == next.span.start)
    }

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

    fn separator(&self, i: usize) -> Option<char> {
        self.mark(i).filter(|c| matches!(c, '/' | '-' | '.' | '–'))
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

    /// A time right of a date, with only marks or `lúc`, `vào`, `T` between.
    fn clock_after(&self, from: usize) -> Option<Clock> {
        let is_filler = |i: usize| match &self.0[i].kind {
            Kind::Mark(c) => !matches!(c, '/' | '+' | '%'),
            Kind::Word(word) => matches!(word.as_str(), "luc" | "vao" | "hoi" | "t" | "at"),
            Kind::Number { .. } => false,
        };
        let at = (from..self.len().min(from + 5)).find(|&i| !is_filler(i))?;
        self.clock(at)
    }

    /// A time left of a date, with only marks, the weekday or `ngày` between.
    fn clock_before(&self, to: usize, floor: usize) -> Option<Clock> {
        let is_filler = |i: usize| match &self.0[i].kind {
            Kind::Mark(_) => true,
            Kind::Word(word) => {
                matches!(word.as_str(), "ngay" | "thu" | "chu") || weekday(word).is_some()
            }
            Kind::Number { value, digits } => *digits == 1 && (2..8).contains(value),
        };
        (to.saturating_sub(11)..to).rev().find_map(|i| {
            let clock = self.clock(i).filter(|_| self.0[i].span.start >= floor)?;
            let clear = clock.tokens.end <= to && (clock.tokens.end..to).all(is_filler);
            let longer =
                i > 1 && self.mark(i - 1) == Some(':') && self.number(i - 2, 1..9).is_some();
            (clear && !longer).then_some(clock)
        })
    }

    /// `09:15`, `9h15`, `9g15`, `10:21:48`, `17:12:15.76`, `09:40 PM`.
    fn clock(&self, i: usize) -> Option<Clock> {
        let hour = self.number(i, 1..3)?;
        let colon = self.mark(i + 1) == Some(':');
        (colon || matches!(self.word(i + 1), "h" | "g" | "gio")).then_some(())?;
        let minute = self.number(i + 2, 2..3)?;
        let mut end = i + 3 + usize::from(!colon && self.word(i + 3) == "phut");
        let mut second = None;
        if colon && self.mark(end) == Some(':') {
            second = self.number(end + 1, 2..3);
            end += if second.is_some() { 2 } else { 0 };
        }
        if !colon && self.word(end - 1) == "phut" && self.word(end + 1) == "giay" {
            second = self.number(end, 1..3);
            end += if second.is_some() { 2 } else { 0 };
        }
        if second.is_some() && self.mark(end) == Some('.') && self.touches(end) {
            end += if self.number(end + 1, 1..10).is_some() { 2 } else { 0 };
        }
        let hour = match self.word(end) {
            "am" | "sa" if hour == 12 => 0,
            "pm" | "ch" if hour < 13 => hour % 12 + 12,
            _ => hour,
        };
        end += usize::from(matches!(self.word(end), "am" | "sa" | "pm" | "ch"));
        let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
        let time = NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0))?;
        Some(Clock { time, precision, tokens: i..end })
    }

    /// An offset from UTC: `(GMT+7)`, `GMT+7`, `+07:00`, `+0700`, `Z`, and the token after it.
    fn zone(&self, from: usize) -> Option<(FixedOffset, usize)> {
        let mut i = from + usize::from(self.mark(from) == Some('('));
        let named = matches!(self.word(i), "gmt" | "utc");
        if self.word(i) == "z" {
            return Some((FixedOffset::east_opt(0)?, i + 1));
        }
        i += usize::from(named);
        let sign = match self.mark(i) {
            Some('+') => 1,
            Some('-') if named || self.iso_offset(i) => -1,
            _ => return None,
        };
        let value = i32::try_from(self.number(i + 1, 1..5)?).ok()?;
        let (hours, minutes) = if value >= 100 { (value / 100, value % 100) } else { (value, 0) };
        let offset = FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))?;
        let mut end = i + 2;
        if self.mark(end) == Some(':') && self.number(end + 1, 2..3).is_some() {
            end += 2;
        }
        Some((offset, end + usize::from(self.mark(end) == Some(')'))))
    }

    /// Whether the mark at token `i` begins an offset as ISO 8601 writes it behind a time: `-05:00`.
    fn iso_offset(&self, i: usize) -> bool {
        i > 0
            && self.touches(i - 1)
            && self.touches(i)
            && self.number(i + 1, 2..3).is_some()
            && self.mark(i + 2) == Some(':')
            && self.number(i + 3, 2..3).is_some()
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Mark,
}

fn class_of(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        _ if is_alphabetic(c) => Class::Letter,
        _ => Class::Mark,
    }
}

fn kind_of(class: Class, text: &str, first: char) -> Kind {
    match class {
        Class::Digit => {
            Kind::Number { value: text.parse().unwrap_or(u32::MAX), digits: text.len() }
        }
        Class::Letter => Kind::Word(String::new()),
        Class::Mark => Kind::Mark(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_with_blanks_divides_a_time_from_a_date() {
        let found = stamps("(07:51 - 01/02/2015)");
        assert_eq!(found[0].at.to_string(), "2015-02-01T07:51:00+07:00");
        assert_eq!(stamps("Số 12-01/02/2015"), []);
    }

    #[test]
    fn every_layout_of_a_date_line_reads_the_same_way() {
        let table = [
            ("12/03/2020", "2020-03-12"),
            ("12-03-2020", "2020-03-12"),
            ("12.03.2020", "2020-03-12"),
            ("2020/03/12", "2020-03-12"),
            ("5/4/2021", "2021-04-05"),
            ("31/12/2020 11:08", "2020-12-31T11:08:00+07:00"),
            ("12/07/2019 - 08:36", "2019-07-12T08:36:00+07:00"),
            ("27/03/2022 11:32:54", "2022-03-27T11:32:54+07:00"),
            ("Thứ năm, 12/03/2020, 09:15 (GMT+7)", "2020-03-12T09:15:00+07:00"),
            ("Thứ Năm, ngày 12/03/2020 - 9h15", "2020-03-12T09:15:00+07:00"),
            ("Thứ 5, 12/03/2020 | 09:15 GMT+7", "2020-03-12T09:15:00+07:00"),
            ("Cập nhật lúc 09:15, 12/03/2020", "2020-03-12T09:15:00+07:00"),
            ("Cập nhật lúc: 09:15, Thứ Năm, 12/03/2020 (GMT+7)", "2020-03-12T09:15:00+07:00"),
            ("Đăng lúc 9 giờ 15 ngày 12/3/2020", "2020-03-12T09:15:00+07:00"),
            ("12-03-2020 - 09:40 AM |", "2020-03-12T09:40:00+07:00"),
            ("12/03/2020 09:40:05 CH", "2020-03-12T21:40:05+07:00"),
            ("12/3/2020 12:05 AM", "2020-03-12T00:05:00+07:00"),
            ("20:15 | 12/03/2020", "2020-03-12T20:15:00+07:00"),
            ("08:40 , 12/03/2020", "2020-03-12T08:40:00+07:00"),
            ("2022-07-09T16:31:25.48", "2022-07-09T16:31:25+07:00"),
            ("2023-10-24T20:35:51+07:00", "2023-10-24T20:35:51+07:00"),
            ("2024-11-25T14:46:41Z", "2024-11-25T14:46:41+00:00"),
            ("2023-10-24 20:35 +0700", "2023-10-24T20:35:00+07:00"),
            ("Ngày 5 tháng 4 năm 2021", "2021-04-05"),
            ("Thứ hai, 5 Tháng 4, 2021 10:02", "2021-04-05T10:02:00+07:00"),
            ("Chủ nhật, 15/03/2020 - 07:00", "2020-03-15T07:00:00+07:00"),
            ("Ngày đăng: 12/03/2020 | Lượt xem: 1.234", "2020-03-12"),
            ("Thứ Năm, 12/3/2020 | 9:15 SA", "2020-03-12T09:15:00+07:00"),
            ("Thứ Năm, 12/3/2020 | 9:15 CH", "2020-03-12T21:15:00+07:00"),
            ("12/03/2020 13:05 SA", "2020-03-12T13:05:00+07:00"),
            ("12-03-2020 09:15:32", "2020-03-12T09:15:32+07:00"),
            ("09:15 | 12/03/2020", "2020-03-12T09:15:00+07:00"),
            ("09:15 - Chủ nhật, 15/03/2020", "2020-03-15T09:15:00+07:00"),
            ("Đăng lúc: Thứ năm, 12/03/2020 09:15", "2020-03-12T09:15:00+07:00"),
            ("9 giờ 15 phút, ngày 12/03/2020", "2020-03-12T09:15:00+07:00"),
            ("9 giờ 15 phút 20 giây ngày 12/3/2020", "2020-03-12T09:15:20+07:00"),
            ("12 Tháng Ba, 2020", "2020-03-12"),
            ("Tháng Ba 12, 2020", "2020-03-12"),
            ("Ngày 12 tháng ba năm 2020", "2020-03-12"),
            ("Ngày 12 tháng năm năm 2020", "2020-05-12"),
            ("12 Tháng Năm, 2020 8:00", "2020-05-12T08:00:00+07:00"),
            ("ngày mùng 5 tháng tư năm 2021", "2021-04-05"),
            ("5 Tháng Mười Hai, 2020", "2020-12-05"),
            ("5 tháng mười một năm 2020", "2020-11-05"),
            ("5 Tháng Mười 2020", "2020-10-05"),
            ("Thursday, March 12, 2020 9:15 AM", "2020-03-12T09:15:00+07:00"),
            ("12 Mar 2020", "2020-03-12"),
            ("12 Th3 2020", "2020-03-12"),
            ("Thứ Năm, 12/03/20", "2020-03-12"),
            ("2020-03-12T02:15:00Z", "2020-03-12T02:15:00+00:00"),
            ("2020-03-12 09:15:00 +07:00", "2020-03-12T09:15:00+07:00"),
            ("2020-03-12T02:15:00-05:00", "2020-03-12T02:15:00-05:00"),
            ("12/03/2020 09:15 GMT+07:00", "2020-03-12T09:15:00+07:00"),
        ];
        for (text, iso) in table {
            let found = stamps(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].at.to_string(), iso, "{text}");
            assert_ne!(found[0].weekday, Some(false), "{text}");
        }
    }

    #[test]
    fn the_day_comes_first_and_an_impossible_day_is_no_date() {
        for text in [
            "03/13/2020",
            "31/02/2021",
            "12/03/0020",
            "12/03/9999",
            "1/12/03/2020",
            "15/2021/NĐ-CP",
        ] {
            assert_eq!(stamps(text), [], "{text}");
        }
    }

    #[test]
    fn two_digits_are_a_year_only_where_the_weekday_is_that_days() {
        assert_eq!(stamps("Thứ năm, 12/03/20").len(), 1);
        for text in ["12/03/20", "Thứ hai, 12/03/20", "Số 12-03-20", "5 tháng năm 2021"] {
            assert_eq!(stamps(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_written_like_a_date_and_is_none_is_found() {
        let found = |text: &'static str| no_day(text).map(|span| &text[span]);
        assert_eq!(found("Đăng ngày 30/2/2021 09:15"), Some("30/2/2021"));
        assert_eq!(found("03-13-2020"), Some("03-13-2020"));
        assert_eq!(found("2021-02-30"), Some("2021-02-30"));
        for text in ["28/2/2021", "Số 1/30/2/2021", "15/2021/NĐ-CP", "1.234.567", "30/2"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_wrong_weekday_is_told_and_does_not_unmake_the_date() {
        assert_eq!(stamps("Thứ hai, 12/03/2020")[0].weekday, Some(false));
        assert_eq!(stamps("Thứ 1, 12/03/2020")[0].weekday, None);
    }

    #[test]
    fn a_span_holds_all_that_belongs_to_the_date() {
        let text = "Xã hội Thứ năm, 12/03/2020, 09:15 (GMT+7) | Lượt xem: 15";
        assert_eq!(&text[stamps(text)[0].span.clone()], "Thứ năm, 12/03/2020, 09:15 (GMT+7)");
        assert_eq!(without_stamps("A 12/03/2020 B 13/03/2020").trim_end(), "A   B");
        assert_eq!(stamps("08:00 12/03/2020 09:00 13/03/2020").len(), 2);
    }

    #[test]
    fn datelines_with_and_without_a_year() {
        let table = [
            ("Sáng 17/2, tại", Some((17, 2, None)), "Sáng 17/2"),
            ("Chiều 3-4,", Some((3, 4, None)), "Chiều 3-4"),
            ("vào trưa 3.6.", Some((3, 6, None)), "trưa 3.6"),
            ("Sáng nay (17/2), tại", Some((17, 2, None)), "Sáng nay (17/2"),
            ("Ngày 25/1/2017, xã", Some((25, 1, Some(2017))), "Ngày 25/1/2017"),
            ("Ngày 5 tháng 4 năm 2021,", Some((5, 4, Some(2021))), "Ngày 5 tháng 4 năm 2021"),
            ("Tối ngày 5 tháng 4 tại", Some((5, 4, None)), "Tối ngày 5 tháng 4"),
            ("Ngày 45/2", None, ""),
            ("Ngày hội của toàn dân", None, ""),
            ("Kế hoạch 17/2", None, ""),
        ];
        for (text, parts, raw) in table {
            let found = datelines(text);
            let first = found.first().map(|line| (line.day, line.month, line.year));
            assert_eq!(first, parts, "{text}");
            assert_eq!(found.first().map_or("", |line| &text[line.span.clone()]), raw);
        }
    }

    #[test]
    fn eight_digits_are_a_date_only_where_they_make_one() {
        assert_eq!(compact("20210426").map(|at| at.to_string()).as_deref(), Some("2021-04-26"));
        assert_eq!(compact("20211326"), None);
        assert_eq!(compact("2021042"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_spans_lie_in_it(text in "[0-9/.:, \\-TZđThứngàySáng+()\u{300}-\u{303}]{0,60}") {
            for stamp in stamps(&text) {
                assert!(text.get(stamp.span).is_some());
            }
            for line in datelines(&text) {
                assert!(text.get(line.span).is_some());
            }
            without_stamps(&text);
            if let Some(span) = no_day(&text) {
                assert!(text.get(span).is_some());
            }
        }
    }
}
