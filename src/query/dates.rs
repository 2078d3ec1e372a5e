//! When an article came out, as a query says it: days of the calendar, and days counted from today.
//!
//! What is relative stays so until somebody asks, because the same query is saved and asked again next month; "today"
//! is the asker's. A day always comes before its month. Apart from `date/`, which reads dates that stand in articles:
//! those are never relative and never ranges.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::mistake::shown;
use crate::date::{DateRange, FIRST_YEAR, LAST_YEAR, day};
use crate::error::{Error, ErrorKind, Result};
use crate::vi::{fold, matching};

/// What days are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Days.
    Day,
    /// Weeks, from Monday to Sunday.
    Week,
    /// Months of the calendar.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years of the calendar.
    Year,
}

/// A stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Span {
    /// `2021`
    Year(i32),
    /// `quý 1/2021`: the year, and 1 to 4.
    Quarter(i32, u32),
    /// `2021-03`: the year, and 1 to 12.
    Month(i32, u32),
    /// `2021-03-05`
    Day(NaiveDate),
    /// `7d`: the day so many days, weeks, months or years before today.
    Ago(u32, Measure),
    /// `tháng trước`: the whole day, week, month, quarter or year of today, or so many before it.
    Calendar(Measure, u32),
}

/// From the first day of one stretch to the last day of another, both in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    /// The first; open where there is none.
    pub from: Option<Span>,
    /// The last; open where there is none.
    pub to: Option<Span>,
}

/// What people call days near today. The first name of a stretch is the one that is printed.
const NAMES: [(&str, Measure, u32); 25] = [
    ("hôm nay", Measure::Day, 0),
    ("today", Measure::Day, 0),
    ("hôm qua", Measure::Day, 1),
    ("yesterday", Measure::Day, 1),
    ("hôm kia", Measure::Day, 2),
    ("tuần này", Measure::Week, 0),
    ("this week", Measure::Week, 0),
    ("tuần trước", Measure::Week, 1),
    ("tuần qua", Measure::Week, 1),
    ("last week", Measure::Week, 1),
    ("tháng này", Measure::Month, 0),
    ("this month", Measure::Month, 0),
    ("tháng trước", Measure::Month, 1),
    ("tháng qua", Measure::Month, 1),
    ("last month", Measure::Month, 1),
    ("quý này", Measure::Quarter, 0),
    ("quý trước", Measure::Quarter, 1),
    ("quý qua", Measure::Quarter, 1),
    ("năm nay", Measure::Year, 0),
    ("this year", Measure::Year, 0),
    ("năm ngoái", Measure::Year, 1),
    ("năm trước", Measure::Year, 1),
    ("năm qua", Measure::Year, 1),
    ("last year", Measure::Year, 1),
    ("năm kia", Measure::Year, 2),
];

/// Letters behind a number of days, weeks, months or years, and the words for them.
const MEASURES: [(&str, &str, Measure); 4] = [
    ("d", "ngày", Measure::Day),
    ("w", "tuần", Measure::Week),
    ("m", "tháng", Measure::Month),
    ("y", "năm", Measure::Year),
];

impl When {
    /// Reads a stretch (`2021`, `2021-03`, `5/3/2021`, `quý 1/2021`, `tháng trước`), a range of two with `..`, of
    /// which one may be left out, or a number of days, weeks, months or years up to today (`7d`, `3 tháng`).
    ///
    /// ```
    /// use tracuu::query::When;
    /// let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
    /// let when = When::parse("tháng trước").unwrap();
    /// assert_eq!(when.range(today).unwrap().to.unwrap().to_string(), "2026-02-28");
    /// assert_eq!(When::parse("năm 2021..").unwrap().to_string(), "2021..");
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let Some((from, to)) = text.split_once("..") else {
            let span = Span::parse(text)?;
            let to = (!matches!(span, Span::Ago(..))).then_some(span);
            return Some(Self { from: Some(span), to });
        };
        let end = |part: &str| match part.trim() {
            "" => Some(None),
            part => Span::parse(part).map(Some),
        };
        let when = Self { from: end(from)?, to: end(to)? };
        (when.from.is_some() || when.to.is_some()).then_some(when)
    }

    /// Whether it means other days tomorrow.
    pub fn is_relative(&self) -> bool {
        [self.from, self.to].iter().flatten().any(Span::is_relative)
    }

    /// The days it means when asked on `today`.
    ///
    /// # Errors
    /// [`ErrorKind::Query`] when the first comes after the last.
    pub fn range(&self, today: NaiveDate) -> Result<DateRange> {
        let from = self.from.map(|span| span.days(today).0);
        let to = self.to.map(|span| span.days(today).1);
        match (from, to) {
            (Some(first), Some(last)) if first > last => Err(Error::new(
                ErrorKind::Query,
                format!("no day lies in `{}`; exchange its ends", shown(&self.to_string())),
            )),
            _ => Ok(DateRange { from, to }),
        }
    }

    /// The same in days of the calendar, as asked on `today`.
    #[must_use]
    pub fn on(self, today: NaiveDate) -> Self {
        let fixed =
            |span: Span, end: NaiveDate| if span.is_relative() { Span::Day(end) } else { span };
        Self {
            from: self.from.map(|span| fixed(span, span.days(today).0)),
            to: self.to.map(|span| fixed(span, span.days(today).1)),
        }
    }
}

impl Span {
    fn is_relative(&self) -> bool {
        matches!(self, Self::Ago(..) | Self::Calendar(..))
    }

    /// Its first and its last day.
    fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        use Measure as M;
        match self {
            Self::Day(day) => (day, day),
            Self::Year(year) => months(year, 1, 12),
            Self::Quarter(year, quarter) => months(year, 3 * quarter.clamp(1, 4) - 2, 3),
            Self::Month(year, month) => months(year, month, 1),
            Self::Ago(count, measure) | Self::Calendar(measure @ M::Day, count) => {
                let ago = ago(today, count, measure);
                (ago, ago)
            }
            Self::Calendar(M::Week, back) => {
                let monday = ago(today, today.weekday().num_days_from_monday(), M::Day);
                let first = ago(monday, back, M::Week);
                (first, first.checked_add_days(Days::new(6)).unwrap_or(first))
            }
            Self::Calendar(measure, back) => {
                let then = ago(first_of_month(today), back, measure);
                match measure {
                    M::Year => months(then.year(), 1, 12),
                    M::Quarter => months(then.year(), then.month0() / 3 * 3 + 1, 3),
                    M::Month | M::Week | M::Day => months(then.year(), then.month(), 1),
                }
            }
        }
    }

    fn parse(text: &str) -> Option<Self> {
        numeric(text).or_else(|| counted(text)).or_else(|| named(text))
    }
}

/// The first and last of some months in a row, kept within the years that there are.
fn months(year: i32, month: u32, count: u32) -> (NaiveDate, NaiveDate) {
    let year = year.clamp(FIRST_YEAR, LAST_YEAR);
    let first = NaiveDate::from_ymd_opt(year, month.clamp(1, 12), 1).unwrap_or_default();
    let next = first.checked_add_months(Months::new(count)).and_then(|next| next.pred_opt());
    (first, next.unwrap_or(first))
}

fn first_of_month(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The day so long before another; the first there is where that would be earlier.
fn ago(today: NaiveDate, count: u32, measure: Measure) -> NaiveDate {
    let days = |each: u64| today.checked_sub_days(Days::new(u64::from(count) * each));
    let months = |each: u32| today.checked_sub_months(Months::new(count.saturating_mul(each)));
    let then = match measure {
        Measure::Day => days(1),
        Measure::Week => days(7),
        Measure::Month => months(1),
        Measure::Quarter => months(3),
        Measure::Year => months(12),
    };
    then.and_then(|then| day(then.year(), then.month(), then.day()))
        .or_else(|| day(FIRST_YEAR, 1, 1))
        .unwrap_or(today)
}

/// `2021`, `2021-03`, `3/2021`, `2021-03-05`, `5/3/2021`, with `-`, `/` or `.`
fn numeric(text: &str) -> Option<Span> {
    let part = |part: &str| {
        let fits = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Some((part.parse::<u32>().ok()?, part.len() == 4))).flatten()
    };
    let parts: Vec<(u32, bool)> = text.split(['-', '/', '.']).map(part).collect::<Option<_>>()?;
    let year = |year: u32| i32::try_from(year).ok();
    match parts[..] {
        [(y, true)] => day(year(y)?, 1, 1).map(|d| Span::Year(d.year())),
        [(y, true), (m, false)] | [(m, false), (y, true)] => {
            day(year(y)?, m, 1).map(|d| Span::Month(d.year(), m))
        }
        [(y, true), (m, false), (d, false)] | [(d, false), (m, false), (y, true)] => {
            day(year(y)?, m, d).map(Span::Day)
        }
        _ => None,
    }
}

/// `7d`, `3 tháng`, `2 tuần qua`
fn counted(text: &str) -> Option<Span> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (count, unit) = (text[..digits].parse::<u32>().ok()?, text[digits..].trim());
    let unit = unit.strip_suffix(" qua").unwrap_or(unit);
    let is = |(letter, word, _): &&(&str, &str, Measure)| {
        unit.eq_ignore_ascii_case(letter) || is_called(&matching(unit), word)
    };
    let (_, _, measure) = MEASURES.iter().find(is)?;
    (count <= 10_000).then_some(Span::Ago(count, *measure))
}

/// `tháng trước`, `năm 2021`, `tháng 3/2021`, `tháng 3 năm 2021`, `quý I/2021`
fn named(text: &str) -> Option<Span> {
    let said = matching(text);
    if let Some((_, measure, back)) = NAMES.iter().find(|(name, ..)| is_called(&said, name)) {
        return Some(Span::Calendar(*measure, *back));
    }
    let words: Vec<&str> =
        text.split([' ', '/', '-', '.']).filter(|word| !word.is_empty()).collect();
    let called = |word: &str, name: &str| is_called(&matching(word), name);
    let (first, rest) = words.split_first()?;
    let number = |word: &str| word.parse::<u32>().ok();
    let year = |word: &str| day(word.parse().ok()?, 1, 1).map(|d| d.year());
    match rest {
        [y] if called(first, "năm") => year(y).map(Span::Year),
        [m, y] | [m, _, y] if called(first, "tháng") && is_year_word(rest) => {
            day(year(y)?, number(m)?, 1).map(|d| Span::Month(d.year(), d.month()))
        }
        [q, y] | [q, _, y] if called(first, "quý") && is_year_word(rest) => {
            let roman = ["i", "ii", "iii", "iv"].iter().position(|r| q.eq_ignore_ascii_case(r));
            let quarter = roman.map(|at| at + 1).and_then(|n| u32::try_from(n).ok()).or(number(q));
            let quarter = quarter.filter(|quarter| (1..=4).contains(quarter))?;
            Some(Span::Quarter(year(y)?, quarter))
        }
        _ => None,
    }
}

/// Whether what stands between a number and a year is nothing or the word for year.
fn is_year_word(rest: &[&str]) -> bool {
    match rest {
        [_, middle, _] => is_called(&matching(middle), "năm"),
        _ => true,
    }
}

/// Whether what is said is a name, with its accents or without any.
fn is_called(said: &str, name: &str) -> bool {
    said == name
        || said == matching(name)
        || (said.is_ascii() && said == name.split(' ').map(fold).collect::<Vec<_>>().join(" "))
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Quarter(year, quarter) => write!(f, "quý {quarter}/{year}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Ago(count, measure) => {
                let of = |(_, _, m): &&(&str, &str, Measure)| m == measure;
                let letter = MEASURES.iter().find(of).map_or("d", |(letter, ..)| letter);
                // A quarter has no letter: three months.
                let count = count * if *measure == Measure::Quarter { 3 } else { 1 };
                write!(f, "{count}{}", if *measure == Measure::Quarter { "m" } else { letter })
            }
            Self::Calendar(measure, back) => {
                let of = |(_, m, b): &&(&str, Measure, u32)| (m, b) == (measure, back);
                f.write_str(NAMES.iter().find(of).map_or("hôm nay", |(name, ..)| name))
            }
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from == to
            && !matches!(from, Span::Ago(..))
        {
            return write!(f, "{from}");
        }
        let end = |span: Option<Span>| span.map(|span| span.to_string()).unwrap_or_default();
        write!(f, "{}..{}", end(self.from), end(self.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> String {
        // A Monday.
        let today = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        let range = When::parse(text).unwrap_or_else(|| panic!("{text}")).range(today).unwrap();
        let end = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        format!("{} {}", end(range.from), end(range.to))
    }

    #[test]
    fn stretches_and_ranges_of_the_calendar() {
        for (text, days) in [
            ("2021", "2021-01-01 2021-12-31"),
            ("2019..2021", "2019-01-01 2021-12-31"),
            ("2021-03..", "2021-03-01 "),
            ("..31/12/2020", " 2020-12-31"),
            ("3/2021", "2021-03-01 2021-03-31"),
            ("02.2024", "2024-02-01 2024-02-29"),
            ("5-3-2021", "2021-03-05 2021-03-05"),
            ("năm 2021", "2021-01-01 2021-12-31"),
            ("tháng 3 năm 2021", "2021-03-01 2021-03-31"),
            ("tháng 3/2021..tháng 5/2021", "2021-03-01 2021-05-31"),
            ("quý I/2021", "2021-01-01 2021-03-31"),
            ("quy 4 nam 2021", "2021-10-01 2021-12-31"),
        ] {
            assert_eq!(on(text), days, "{text}");
        }
    }

    #[test]
    fn days_counted_from_today() {
        for (text, days) in [
            ("7d", "2026-03-02 "),
            ("30d..7d", "2026-02-07 2026-03-02"),
            ("2w", "2026-02-23 "),
            ("3m", "2025-12-09 "),
            ("1y", "2025-03-09 "),
            ("3 tháng qua", "2025-12-09 "),
            ("7 ngay", "2026-03-02 "),
            ("hôm nay", "2026-03-09 2026-03-09"),
            ("hom qua", "2026-03-08 2026-03-08"),
            ("tuần này", "2026-03-09 2026-03-15"),
            ("tuần trước", "2026-03-02 2026-03-08"),
            ("THÁNG NÀY", "2026-03-01 2026-03-31"),
            ("thang truoc", "2026-02-01 2026-02-28"),
            ("quý trước", "2025-10-01 2025-12-31"),
            ("năm ngoái", "2025-01-01 2025-12-31"),
            ("tháng trước..hôm qua", "2026-02-01 2026-03-08"),
        ] {
            assert_eq!(on(text), days, "{text}");
        }
    }

    #[test]
    fn a_month_before_a_long_one_s_last_day_is_its_own() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        let when = When::parse("tháng trước").unwrap();
        assert_eq!(when.range(today).unwrap().to.unwrap().to_string(), "2026-02-28");
        assert_eq!(When::parse("1m").unwrap().on(today).to_string(), "2026-02-28..");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in
            ["", "..", "2021-13", "31/02/2021", "1800", "20211", "tháng", "quý 5/2021", "7x", "3/4"]
        {
            assert_eq!(When::parse(text), None, "{text}");
        }
        let today = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        assert!(When::parse("2021..2019").unwrap().range(today).is_err());
        assert!(When::parse("9999y..7d").unwrap().range(today).is_ok());
    }

    #[test]
    fn what_is_printed_means_the_same() {
        for text in [
            "2021",
            "2019..",
            "..3/2021",
            "5/3/2021",
            "7d",
            "30d..7d",
            "quý 2/2021",
            "năm kia..hôm nay",
        ]
        .into_iter()
        .chain(NAMES.iter().map(|(name, ..)| *name))
        {
            let when = When::parse(text).unwrap();
            assert_eq!(When::parse(&when.to_string()), Some(when), "{text}");
        }
    }
}
