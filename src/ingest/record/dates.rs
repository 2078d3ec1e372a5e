//! Dates as records give them: ISO 8601, any layout that pages use, eight digits, seconds since 1970, dates of mail,
//! and what this program prints.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{Named, WrongType};
use crate::article::{Evidence, Method, Published};
use crate::date::scan::{compact, stamps};
use crate::date::{Precision, Timestamp, vietnam};
use crate::vi::normalize::clean;

/// A date field: ISO 8601, eight digits, seconds or milliseconds since 1970, the date of mail and feeds
/// (RFC 5322), or any layout that pages use.
pub(in crate::ingest) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let found = || stamps(&clean(text)).first().map(|stamp| stamp.at);
    let digits = || text.bytes().all(|b| b.is_ascii_digit()).then(|| unix(text.parse().ok()))?;
    let known = text.parse().ok().or_else(|| compact(text)).or_else(digits);
    known.or_else(|| mailed(text)).or_else(found)
}

/// Seconds or milliseconds since 1970, between 1973 and 2100: nine or ten digits, three more for
/// milliseconds.
fn unix(number: Option<f64>) -> Option<Timestamp> {
    const SECONDS: std::ops::Range<f64> = 1e8..4.102e9;
    let number = number?;
    let seconds = [number, number / 1000.0].into_iter().find(|it| SECONDS.contains(it))?;
    #[expect(clippy::cast_possible_truncation, reason = "in the range above")]
    let at = DateTime::<Utc>::from_timestamp(seconds as i64, 0)?;
    Some(Timestamp::at(at.with_timezone(&vietnam()), Precision::Second))
}

/// A date as in `Tue, 05 Mar 2024 10:20:30 +0700`; what is given in universal time is shown in Vietnam's.
fn mailed(text: &str) -> Option<Timestamp> {
    let at = DateTime::parse_from_rfc2822(text).ok()?;
    let at = if at.offset().local_minus_utc() == 0 { at.with_timezone(&vietnam()) } else { at };
    Some(Timestamp::at(at, Precision::Second))
}

/// A date as text, as eight digits or as seconds or milliseconds since 1970, or as this program prints it.
pub(super) fn dated(it: &Named) -> Result<Option<Published>, WrongType> {
    let evidence = || Evidence::field(&it.name);
    let of = |iso: Timestamp| Published { iso, precision: iso.precision(), evidence: evidence() };
    match &it.value {
        Value::String(text) => Ok(moment(text).map(of)),
        Value::Number(number) => Ok(compact(&number.to_string()).or(unix(number.as_f64())).map(of)),
        Value::Object(_) => Ok(printed(&it.value)),
        _ => Err(WrongType),
    }
}

/// A date as this program prints it, with its precision.
fn printed(value: &Value) -> Option<Published> {
    if let Ok(published) = serde_json::from_value::<Published>(value.clone()) {
        let iso = published.iso.with_precision(published.precision);
        return Some(Published { iso, precision: iso.precision(), ..published });
    }
    let iso = moment(value.get("iso")?.as_str()?)?;
    let precision: Option<Precision> =
        value.get("precision").and_then(|p| serde_json::from_value(p.clone()).ok());
    let iso = precision.map_or(iso, |precision| iso.with_precision(precision));
    let method = value.get("method").and_then(|m| serde_json::from_value(m.clone()).ok());
    let evidence =
        Evidence { method: method.unwrap_or(Method::Explicit), ..Evidence::field("published") };
    Some(Published { iso, precision: iso.precision(), evidence })
}
