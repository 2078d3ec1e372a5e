//! What `search` and `count` share: the words of a query and the filters.

use crate::article::UnitKey;
use crate::date::DateRange;
use crate::error::Result;
use crate::query::{self, Filters, Limit, Request};
use crate::search::Searcher;

/// The query and the filters.
#[derive(Debug, clap::Args)]
pub(super) struct Select {
    /// What to look for: words, "quoted phrases"; may be left out where there is a filter
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Only articles on this unit or one under it: key, name or abbreviation; given again, either
    #[arg(long, value_name = "UNIT", help_heading = "Filters")]
    unit: Vec<String>,
    /// Only articles on this topic: id or label; given again, either
    #[arg(long, value_name = "TOPIC", help_heading = "Filters")]
    topic: Vec<String>,
    /// Only articles of this outlet: id or name; given again, either
    #[arg(long, value_name = "OUTLET", help_heading = "Filters")]
    outlet: Vec<String>,
    /// Only articles of this year (2021) or these (2019..2021)
    #[arg(long, value_name = "YEAR", help_heading = "Filters")]
    year: Option<String>,
    /// Only articles from this day on: 2021, 2021-03, 2021-03-05, 05/03/2021
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    from: Option<String>,
    /// Only articles up to this day, which belongs to the range
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    to: Option<String>,
}

impl Select {
    /// The query as typed.
    pub(super) fn query(&self) -> String {
        self.query.join(" ")
    }

    /// The filters, every name resolved.
    pub(super) fn filters(&self, searcher: &Searcher<'_>) -> Result<Filters> {
        let years = self.year.as_deref().map(DateRange::years).transpose()?.unwrap_or_default();
        let days = DateRange::between(self.from.as_deref(), self.to.as_deref())?;
        Ok(Filters {
            units: self.units(searcher)?,
            topics: self.topic.iter().map(|name| searcher.topic(name)).collect::<Result<_>>()?,
            outlets: self.outlet.iter().map(|name| searcher.outlet(name)).collect::<Result<_>>()?,
            dates: years.and(days)?,
        })
    }

    fn units(&self, searcher: &Searcher<'_>) -> Result<Vec<UnitKey>> {
        let units = self.unit.iter().map(|name| searcher.unit(name));
        Ok(units.collect::<Result<Vec<_>>>()?.concat())
    }

    /// The request these arguments make.
    pub(super) fn request(&self, searcher: &Searcher<'_>, limit: Limit) -> Result<Request> {
        Request::new(query::parse(&self.query())?, self.filters(searcher)?, limit)
    }
}
