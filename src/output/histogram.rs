//! Counts over time: bars for people, records for scripts.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::counted::CountedRecord;
use super::text::Style;
use crate::query::Query;
use crate::search::{Coarse, Histogram, Period, ShareOf, Step};

/// Schema of counts over time.
pub const HISTOGRAM_SCHEMA: &str = "tracuu/histogram@1";
/// Schema of one period on a line of its own.
pub const PERIOD_SCHEMA: &str = "tracuu/period@1";

/// Counts over time with their schema.
#[derive(Serialize)]
pub struct HistogramRecord<'a> {
    schema: &'static str,
    #[serde(flatten)]
    counted: CountedRecord,
    took_ms: f64,
    by: Step,
    share_of: Option<ShareOf>,
    periods: &'a [Period],
    coarser: &'a [Coarse],
    undated: u64,
}

impl<'a> HistogramRecord<'a> {
    /// The record of the answer to a query; `took_ms` in milliseconds.
    pub fn new(query: &Query, found: &'a Histogram, took_ms: f64) -> Self {
        Self {
            schema: HISTOGRAM_SCHEMA,
            counted: CountedRecord::new(query, &found.counted),
            took_ms,
            by: found.by,
            share_of: found.share_of,
            periods: &found.periods,
            coarser: &found.coarser,
            undated: found.undated,
        }
    }
}

/// One period with its schema.
#[derive(Serialize)]
pub struct PeriodRecord<'a> {
    schema: &'static str,
    #[serde(flatten)]
    period: &'a Period,
}

impl<'a> PeriodRecord<'a> {
    /// The record of a period.
    pub fn new(period: &'a Period) -> Self {
        Self { schema: PERIOD_SCHEMA, period }
    }
}

/// The rows of a histogram as a table, see [`PERIOD_COLUMNS`]; cells of what is not known are empty.
pub fn period_rows(found: &Histogram) -> impl Iterator<Item = Vec<String>> + '_ {
    found.periods.iter().map(|period| {
        let Period { period, from, to, articles, of, share } = period;
        let of = of.map(|of| of.to_string()).unwrap_or_default();
        let share = share.map(|share| format!("{share:.6}")).unwrap_or_default();
        vec![period.clone(), from.to_string(), to.to_string(), articles.to_string(), of, share]
    })
}

/// The names of the columns of [`period_rows`].
pub const PERIOD_COLUMNS: [&str; 6] = ["period", "from", "to", "articles", "of", "share"];

/// What bars are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bars {
    /// Blocks of eighths of a column.
    Eighths,
    /// `#`, for whatever shows ASCII only.
    Plain,
}

impl Bars {
    /// A bar that fills a part, from 0 to 1, of `width` columns; never none where the part is not.
    fn draw(self, part: f64, width: usize) -> String {
        const BLOCKS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let steps = if self == Self::Eighths { 8 } else { 1 };
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "columns of a terminal"
        )]
        let filled = (part.clamp(0.0, 1.0) * (width * steps) as f64).round() as usize;
        let filled = filled.max(usize::from(part > 0.0));
        match self {
            Self::Plain => "#".repeat(filled),
            Self::Eighths => format!("{}{}", "█".repeat(filled / 8), BLOCKS[filled % 8]),
        }
    }
}

/// Writes a histogram for reading: a line a period, with a bar of its number, or of its share where that is asked for.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_histogram(
    out: &mut dyn Write,
    found: &Histogram,
    (bars, style): (Bars, Style),
) -> io::Result<()> {
    let cells: Vec<[String; 3]> = found.periods.iter().map(cells).collect();
    let wide = |n: usize| cells.iter().map(|cells| cells[n].width()).max().unwrap_or_default();
    let widths = [0, 1, 2].map(wide);
    let used = widths.iter().filter(|width| **width > 0).map(|width| width + 2).sum::<usize>();
    let room = style.width.saturating_sub(used).clamp(10, 120);
    let most = found.periods.iter().map(height).fold(0.0, f64::max);
    for (period, [name, articles, share]) in found.periods.iter().zip(&cells) {
        let part = if most > 0.0 { height(period) / most } else { 0.0 };
        let mut line = format!("{name:<0$}  {articles:>1$}", widths[0], widths[1]);
        if widths[2] > 0 {
            line = format!("{line}  {share:>0$}", widths[2]);
        }
        writeln!(out, "{}", format!("{line}  {}", bars.draw(part, room)).trim_end())?;
    }
    for Coarse { date, articles } in &found.coarser {
        let line = format!("{articles} of {date} with no more of their date known");
        writeln!(out, "{}", style.dim(&line))?;
    }
    if found.undated > 0 {
        writeln!(out, "{}", style.dim(&format!("{} without a date", found.undated)))?;
    }
    Ok(())
}

/// What a bar is drawn of.
#[expect(clippy::cast_precision_loss, reason = "a bar to look at")]
fn height(period: &Period) -> f64 {
    match period.of {
        None => period.articles as f64,
        Some(_) => period.share.unwrap_or_default(),
    }
}

/// Name, number and share of a period.
fn cells(period: &Period) -> [String; 3] {
    let percent = |share: f64| format!("{:.2} %", 100.0 * share);
    let share = match period.of {
        None => String::new(),
        Some(_) => period.share.map_or_else(|| "-".to_owned(), percent),
    };
    [period.period.clone(), period.articles.to_string(), share]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part_and_never_gone() {
        assert_eq!(Bars::Eighths.draw(1.0, 4), "████");
        assert_eq!(Bars::Eighths.draw(0.5, 3), "█▌");
        assert_eq!(Bars::Eighths.draw(0.0001, 40), "▏");
        assert_eq!(
            (Bars::Plain.draw(0.0001, 40), Bars::Plain.draw(0.0, 40)),
            ("#".into(), String::new())
        );
    }
}
