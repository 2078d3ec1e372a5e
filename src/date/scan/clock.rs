//! Times of day and zones beside a date.

use std::ops::Range;

use chrono::{FixedOffset, NaiveTime};

use super::tokens::{Kind, Tokens};
use super::weekday;
use crate::date::Precision;

/// A time of day, how precise it is, and the tokens it stands on.
pub(super) struct Clock {
    pub(super) time: NaiveTime,
    pub(super) precision: Precision,
    pub(super) tokens: Range<usize>,
}

impl Tokens {
    /// A time right of a date, with only marks or `lúc`, `vào`, `T` between.
    pub(super) fn clock_after(&self, from: usize) -> Option<Clock> {
        let is_filler = |i: usize| match &self.0[i].kind {
            Kind::Mark(c) => !matches!(c, '/' | '+' | '%'),
            Kind::Word(word) => matches!(word.as_str(), "luc" | "vao" | "hoi" | "t" | "at"),
            Kind::Number { .. } => false,
        };
        let at = (from..self.len().min(from + 5)).find(|&i| !is_filler(i))?;
        self.clock(at)
    }

    /// A time left of a date, with only marks, the weekday or `ngày` between.
    pub(super) fn clock_before(&self, to: usize, floor: usize) -> Option<Clock> {
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
    pub(super) fn clock(&self, i: usize) -> Option<Clock> {
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
    pub(super) fn zone(&self, from: usize) -> Option<(FixedOffset, usize)> {
        let mut i = from + usize::from(self.mark(from) == Some('('));
        let named = matches!(self.word(i), "gmt" | "utc");
        if self.word(i) == "z" {
            return Some((FixedOffset::east_opt(0)?, i + 1));
        }
        i += usize::from(named);
        let sign = match self.mark(i) {
            Some('+') => 1,
            Some('-') if named || self.iso_offset(i) => -1,
            // By itself universal time; not in `GMT 7`.
            _ if named && self.number(i, 1..5).is_none() => {
                let end = i + usize::from(self.mark(i) == Some(')'));
                return Some((FixedOffset::east_opt(0)?, end));
            }
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
    pub(super) fn iso_offset(&self, i: usize) -> bool {
        i > 0
            && self.touches(i - 1)
            && self.touches(i)
            && self.number(i + 1, 2..3).is_some()
            && self.mark(i + 2) == Some(':')
            && self.number(i + 3, 2..3).is_some()
    }
}
