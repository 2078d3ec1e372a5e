//! What the commands that ask share: the words of a query and the filters.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::{Global, today};
use crate::article::{Has, UnitKey, UnitRole};
use crate::date::DateRange;
use crate::error::{Error, ErrorKind, Result};
use crate::output::pointed;
use crate::query::{
    self, Filters, Hold, Limit, MAX_BYTES, Mistake, Parsed, Query, Request, Selection, UnitScope,
    Warning,
};
use crate::search::{Relation, Searcher};

/// The query and the filters.
#[derive(Debug, clap::Args)]
pub(super) struct Select {
    /// What to look for: words, "quoted phrases", AND OR NOT, field:value (`tracuu fields` lists them); may be left
    /// out where there is a filter
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Read the query from FILE, `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    query_file: Option<PathBuf>,
    /// End with an error at the first thing of a query that is not read as typed
    #[arg(long)]
    strict: bool,
    /// Only articles that hold every word, however long the query is; in whatever accents it may be read
    #[arg(long, conflicts_with = "any")]
    all_words: bool,
    /// Articles that hold any word; what is quoted stays required
    #[arg(long)]
    any: bool,
    #[command(flatten)]
    narrow: Narrow,
}

/// The filters.
#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub(super) struct Narrow {
    /// Only articles on this unit or one under it: key, name or abbreviation; given again, either
    #[arg(long, value_name = "UNIT", help_heading = "Filters")]
    unit: Vec<String>,
    /// Only where the unit has this role; given again, either
    #[arg(long, value_name = "ROLE", help_heading = "Filters", requires = "unit")]
    unit_role: Vec<Role>,
    /// Only the unit itself, and nothing under it
    #[arg(long, help_heading = "Filters", requires = "unit")]
    unit_alone: bool,
    /// Also what took the unit's place, such as the communes of a district of before 1 July 2025
    #[arg(long, help_heading = "Filters", requires = "unit")]
    with_successors: bool,
    /// Also what the unit came out of
    #[arg(long, help_heading = "Filters", requires = "unit")]
    with_predecessors: bool,
    /// Only articles on this topic: id or label; given again, either
    #[arg(long, value_name = "TOPIC", help_heading = "Filters")]
    topic: Vec<String>,
    /// Also articles that only mention the topic
    #[arg(long, help_heading = "Filters", requires = "topic")]
    mentions: bool,
    /// Only articles of this outlet: id or name; given again, either
    #[arg(long, value_name = "OUTLET", help_heading = "Filters")]
    outlet: Vec<String>,
    /// Only articles that name this person; given again, either
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    person: Vec<String>,
    /// Only articles that cite this document: its symbol, or the words for it; given again, either
    #[arg(long, value_name = "SYMBOL", help_heading = "Filters")]
    doc: Vec<String>,
    /// Only articles of this section, as printed; given again, either
    #[arg(long, value_name = "SECTION", help_heading = "Filters")]
    section: Vec<String>,
    /// Only articles that this person wrote; given again, either
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    author: Vec<String>,
    /// Only articles that have this; given again, both
    #[arg(long, value_name = "FIELD", help_heading = "Filters")]
    has: Vec<Has>,
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

/// What a unit does in an article.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Role {
    /// The article is about it
    Primary,
    /// It stands above that one
    Superior,
    /// That one came out of it
    Predecessor,
    /// It is named
    Mentioned,
}

impl ValueEnum for Has {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()))
    }
}

impl From<Role> for UnitRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Primary => Self::Primary,
            Role::Superior => Self::Superior,
            Role::Predecessor => Self::Predecessor,
            Role::Mentioned => Self::Mentioned,
        }
    }
}

impl Select {
    /// The filters, every name resolved.
    pub(super) fn filters(&self, searcher: &Searcher<'_>) -> Result<Filters> {
        self.narrow.filters(searcher)
    }

    /// What reads the queries.
    pub(super) fn reader<'a>(&self, global: &'a Global) -> Reader<'a> {
        Reader { global, strict: self.strict }
    }

    /// The request these arguments make.
    pub(super) fn request(
        &self,
        (searcher, global): (&Searcher<'_>, &Global),
        limit: Limit,
    ) -> Result<Request> {
        let (query, filters) = self.asked((searcher, global))?;
        Ok(Request::new(query, filters, limit)?.held(self.hold()))
    }

    /// How much of the query an article must hold.
    pub(super) fn hold(&self) -> Hold {
        match (self.all_words, self.any) {
            (true, _) => Hold::All,
            (_, true) => Hold::Any,
            _ => Hold::Usual,
        }
    }

    /// A query and filters as these arguments ask them.
    pub(super) fn of<'a>(&self, query: &'a Query, filters: &'a Filters) -> Selection<'a> {
        Selection { query, filters, hold: self.hold() }
    }

    /// The query and the filters, either of which may ask nothing.
    pub(super) fn asked(
        &self,
        (searcher, global): (&Searcher<'_>, &Global),
    ) -> Result<(Query, Filters)> {
        let text = match &self.query_file {
            Some(file) => read_file(file)?,
            None => self.query.join(" "),
        };
        Ok((self.reader(global).query(&text)?, self.filters(searcher)?))
    }
}

/// The text of a file, or the beginning of one that is too long for a query.
fn read_file(file: &Path) -> Result<String> {
    let failed = |cause: std::io::Error| {
        let message = format!("the query in {} cannot be read: {cause}", file.display());
        Error::new(ErrorKind::Query, message).because(cause)
    };
    let longest = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(longest).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(longest).read_to_end(&mut bytes))
    };
    read.map_err(failed)?;
    if bytes.len() > MAX_BYTES {
        let message =
            format!("the query in {} has more than {MAX_BYTES} bytes; shorten it", file.display());
        return Err(Error::new(ErrorKind::Query, message));
    }
    String::from_utf8(bytes).map_err(|cause| {
        let message = format!("the query in {} is not UTF-8", file.display());
        Error::new(ErrorKind::Query, message).because(cause)
    })
}

/// Reads queries as a person typed them: with the saved ones, and with today's days.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) global: &'a Global,
    /// Whether what is not read as typed is an error.
    pub(super) strict: bool,
}

impl Reader<'_> {
    /// What is understood; what was read otherwise than typed is said on stderr.
    pub(super) fn parsed(&self, text: &str) -> Result<Parsed> {
        let told = |mistake: Mistake| self.told(&mistake);
        let parsed = query::read(text, &self.global.file.queries).map_err(told)?;
        if self.strict {
            parsed.clone().strictly().map_err(told)?;
        }
        for Warning { range, message } in &parsed.warnings {
            let message = self.global.lang().translated(message);
            self.global.say(format_args!("{}", pointed(&parsed.text, range, &message)));
        }
        Ok(parsed)
    }

    /// A mistake with its place.
    fn told(&self, Mistake { text, range, message }: &Mistake) -> Error {
        let message = self.global.lang().translated(message);
        Error::new(ErrorKind::Query, pointed(text, range, &message))
    }

    /// The query as it is asked today.
    pub(super) fn query(&self, text: &str) -> Result<Query> {
        Ok(self.parsed(text)?.query.on(today()))
    }

    /// The same of one query among many: a line for a mistake, warnings with its id.
    pub(super) fn query_of(&self, qid: &str, text: &str) -> Result<Query> {
        let parsed = query::read(text, &self.global.file.queries)?;
        if self.strict {
            return Ok(parsed.strictly()?.on(today()));
        }
        for Warning { range, message } in &parsed.warnings {
            let place = parsed.text.get(range.clone()).unwrap_or_default();
            let place: String = place.chars().take(40).collect();
            let message = self.global.lang().translated(message);
            self.global.say(format_args!("{qid}: `{place}`: {message}"));
        }
        Ok(parsed.query.on(today()))
    }
}

impl Narrow {
    /// The filters, every name resolved.
    pub(super) fn filters(&self, searcher: &Searcher<'_>) -> Result<Filters> {
        let years = self.year.as_deref().map(DateRange::years).transpose()?.unwrap_or_default();
        let days = DateRange::between(self.from.as_deref(), self.to.as_deref())?;
        let persons = self.person.iter().map(|name| searcher.person(name));
        let documents = self.doc.iter().map(|name| searcher.document(name));
        let sections = self.section.iter().map(|name| searcher.section(name));
        let authors = self.author.iter().map(|name| searcher.author(name));
        Ok(Filters {
            units: self.units(searcher)?,
            units_as: UnitScope {
                roles: self.unit_role.iter().map(|role| (*role).into()).collect(),
                methods: Vec::new(),
                alone: self.unit_alone,
            },
            topics: self.topic.iter().map(|name| searcher.topic(name)).collect::<Result<_>>()?,
            mentions: self.mentions,
            outlets: self.outlet.iter().map(|name| searcher.outlet(name)).collect::<Result<_>>()?,
            persons: persons.collect::<Result<Vec<_>>>()?.concat(),
            documents: documents.collect::<Result<Vec<_>>>()?.concat(),
            sections: sections.collect::<Result<Vec<_>>>()?.concat(),
            authors: authors.collect::<Result<Vec<_>>>()?.concat(),
            has: self.has.clone(),
            dates: years.and(days)?,
        })
    }

    fn units(&self, searcher: &Searcher<'_>) -> Result<Vec<UnitKey>> {
        let units = self.unit.iter().map(|name| searcher.unit(name));
        let units = units.collect::<Result<Vec<_>>>()?.concat();
        let ways = [
            (self.with_successors, Relation::Successors),
            (self.with_predecessors, Relation::Predecessors),
        ];
        let ways: Vec<Relation> =
            ways.into_iter().filter(|(wanted, _)| *wanted).map(|(_, way)| way).collect();
        Ok(searcher.related(&units, &ways))
    }
}
