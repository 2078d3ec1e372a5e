//! Vietnamese dates: points in time with their precision, ranges of days, dates inside text.
//!
//! The day always comes before the month, as Vietnam writes it; nothing is ever read the other way
//! round, because a date that could be either has no witness and the convention does not waver.

mod range;
pub mod scan;

use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result};

pub use range::DateRange;

/// How precisely a source gives a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// `2021`
    Year,
    /// `2021-04`
    Month,
    /// `2021-04-05`
    Day,
    /// `2021-04-05T09:27:00+07:00`, seconds unknown
    Minute,
    /// `2021-04-05T09:27:48+07:00`
    Second,
}

/// First year accepted anywhere; with [`LAST_YEAR`] well inside what the engine can represent.
pub const FIRST_YEAR: i32 = 1900;
/// Last year accepted anywhere.
pub const LAST_YEAR: i32 = 2200;

/// Vietnam's offset from UTC: +07:00, without summer time since 1975.
///
/// ```
/// assert_eq!(tracuu::date::vietnam().to_string(), "+07:00");
/// ```
pub fn vietnam() -> FixedOffset {
    // Seven hours is inside chrono's range of a day either way, so the fallback is never taken.
    FixedOffset::east_opt(7 * 3600).unwrap_or_else(|| chrono::Utc.fix())
}

/// A calendar day between 1900 and 2200, or nothing: `31/02` and `2021-13` are not days.
pub fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
        .filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year()))
}

/// A point in time, exactly as precise as its source: what the source does not say is not made up.
///
/// ```
/// use tracuu::date::{Precision, Timestamp};
/// let stamp: Timestamp = "2021-04".parse().unwrap();
/// assert_eq!(stamp.precision(), Precision::Month);
/// assert_eq!(stamp.to_string(), "2021-04");
/// assert_eq!(stamp.last_day().to_string(), "2021-04-30");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    at: DateTime<FixedOffset>,
    precision: Precision,
}

impl Timestamp {
    /// A whole day in Vietnam.
    pub fn of_day(day: NaiveDate) -> Self {
        Self::local(day.and_time(chrono::NaiveTime::MIN), Precision::Day)
    }

    /// A moment by Vietnam's clock. Parts finer than `precision` are kept but never shown.
    pub fn local(at: NaiveDateTime, precision: Precision) -> Self {
        let offset = vietnam();
        Self { at: offset.from_utc_datetime(&(at - offset)), precision }
    }

    /// A moment whose offset the source gives.
    pub fn at(at: DateTime<FixedOffset>, precision: Precision) -> Self {
        Self { at, precision }
    }

    /// How precise the source is.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The same moment, at most as precise as `precision`.
    #[must_use]
    pub fn with_precision(self, precision: Precision) -> Self {
        Self { precision: self.precision.min(precision), ..self }
    }

    /// Seconds since 1970 UTC of the first instant the stamp covers.
    pub fn seconds(&self) -> i64 {
        self.at.timestamp()
    }

    /// The first calendar day in Vietnam that the stamp covers.
    pub fn first_day(&self) -> NaiveDate {
        self.at.with_timezone(&vietnam()).date_naive()
    }

    /// The last calendar day in Vietnam that the stamp covers; the first but for months and years.
    pub fn last_day(&self) -> NaiveDate {
        let first = self.first_day();
        match self.precision {
            Precision::Year => day(first.year(), 12, 31).unwrap_or(first),
            Precision::Month => last_of_month(first),
            _ => first,
        }
    }
}

fn last_of_month(date: NaiveDate) -> NaiveDate {
    (28..=31).rev().find_map(|d| date.with_day(d)).unwrap_or(date)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pattern = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
            Precision::Minute | Precision::Second => "%Y-%m-%dT%H:%M:%S%:z",
        };
        write!(f, "{}", self.at.format(pattern))
    }
}

impl std::str::FromStr for Timestamp {
    type Err = Error;

    /// Reads what [`Timestamp`] prints, and ISO 8601 with `T` or a blank, with or without a fraction
    /// of a second and an offset (Vietnam's without one). A stamp with a time reads as
    /// [`Precision::Second`], or as [`Precision::Minute`] where it has no seconds.
    fn from_str(text: &str) -> Result<Self> {
        parse_iso(text.trim()).ok_or_else(|| {
            let head: String = text.chars().take(40).filter(|c| !c.is_control()).collect();
            Error::new(ErrorKind::Input, format!("`{head}` is not a date like 2021-04-05"))
        })
    }
}

fn parse_iso(text: &str) -> Option<Timestamp> {
    let in_range = |year: i32| (FIRST_YEAR..=LAST_YEAR).contains(&year);
    if let Ok(at) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        return in_range(at.year()).then(|| Timestamp::at(at, Precision::Second));
    }
    for (pattern, precision) in
        [("%Y-%m-%dT%H:%M:%S%.f%z", Precision::Second), ("%Y-%m-%dT%H:%M%z", Precision::Minute)]
    {
        if let Ok(at) = DateTime::parse_from_str(&text.replacen(' ', "T", 1), pattern) {
            return in_range(at.year()).then(|| Timestamp::at(at, precision));
        }
    }
    for (pattern, precision) in
        [("%Y-%m-%dT%H:%M:%S%.f", Precision::Second), ("%Y-%m-%dT%H:%M", Precision::Minute)]
    {
        if let Ok(at) = NaiveDateTime::parse_from_str(&text.replacen(' ', "T", 1), pattern) {
            return in_range(at.year()).then(|| Timestamp::local(at, precision));
        }
    }
    let parts: Vec<u32> = text.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let (first, precision) = match (parts.as_slice(), text.len()) {
        ([y], 4) => (day(i32::try_from(*y).ok()?, 1, 1)?, Precision::Year),
        ([y, m], 7) => (day(i32::try_from(*y).ok()?, *m, 1)?, Precision::Month),
        ([y, m, d], 10) => (day(i32::try_from(*y).ok()?, *m, *d)?, Precision::Day),
        _ => return None,
    };
    Some(Timestamp::local(first.and_time(chrono::NaiveTime::MIN), precision))
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
