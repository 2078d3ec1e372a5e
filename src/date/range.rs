//! Ranges of calendar days: what a filter or a query asks for. Apart from points in time because
//! nothing that reads articles needs them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Precision, Timestamp, parse_iso};
use crate::error::{Error, ErrorKind, Result};

/// A range of calendar days in Vietnam; both ends belong to it, and either may be open.
///
/// ```
/// use tracuu::date::DateRange;
/// let range = DateRange::years("2019..2021").unwrap();
/// assert_eq!(range.from.unwrap().to_string(), "2019-01-01");
/// assert_eq!(range.to.unwrap().to_string(), "2021-12-31");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateRange {
    /// First day, or open.
    pub from: Option<NaiveDate>,
    /// Last day, or open.
    pub to: Option<NaiveDate>,
}

impl DateRange {
    /// One year (`2021`) or the years from one to another (`2019..2021`, either end may be left out).
    ///
    /// # Errors
    /// When a year is not a number between 1900 and 2200, or the first is after the last.
    pub fn years(text: &str) -> Result<Self> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        if first.is_empty() && last.is_empty() {
            return Err(not_a_date(text, "a year like 2021, or 2019..2021"));
        }
        let year = |part: &str| match part {
            "" => Ok(None),
            _ if part.len() == 4 => Self::bound(part).map(Some),
            _ => Err(not_a_date(text, "a year like 2021, or 2019..2021")),
        };
        let from = year(first)?.map(|stamp| stamp.first_day());
        let to = year(last)?.map(|stamp| stamp.last_day());
        Self { from, to }.checked()
    }

    /// From the first day of one date to the last day of another, each `2021`, `2021-03`,
    /// `2021-03-05`, `05/03/2021` or `03/2021`.
    ///
    /// # Errors
    /// When one is none of these, or the first is after the last.
    pub fn between(from: Option<&str>, to: Option<&str>) -> Result<Self> {
        let from = from.map(Self::bound).transpose()?.map(|stamp| stamp.first_day());
        let to = to.map(Self::bound).transpose()?.map(|stamp| stamp.last_day());
        Self { from, to }.checked()
    }

    /// The days in both ranges.
    ///
    /// # Errors
    /// When there is none.
    pub fn and(self, other: Self) -> Result<Self> {
        let from = self.from.max(other.from);
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { from, to }.checked()
    }

    /// Whether neither end is set.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    fn checked(self) -> Result<Self> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from > to => Err(Error::new(
                ErrorKind::Query,
                format!("no day lies from {from} to {to}; exchange them"),
            )),
            _ => Ok(self),
        }
    }

    fn bound(text: &str) -> Result<Timestamp> {
        let parts: Vec<&str> = text.trim().split(['/', '.']).collect();
        let iso = match parts.as_slice() {
            [d, m, y] if y.len() == 4 => format!("{y}-{m:0>2}-{d:0>2}"),
            [m, y] if y.len() == 4 => format!("{y}-{m:0>2}"),
            _ => text.trim().to_owned(),
        };
        parse_iso(&iso)
            .filter(|stamp| stamp.precision() <= Precision::Day)
            .ok_or_else(|| not_a_date(text, "a date like 2021, 2021-03, 2021-03-05 or 05/03/2021"))
    }
}

fn not_a_date(text: &str, wanted: &str) -> Error {
    let head: String = text.chars().take(40).filter(|c| !c.is_control()).collect();
    Error::new(ErrorKind::Query, format!("`{head}` is not {wanted}"))
}
