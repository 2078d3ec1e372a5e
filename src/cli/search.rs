//! `tracuu search`: ranked hits with snippets.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use super::facets::once_each;
use super::formats::{Form, HitForm, write_json};
use super::select::Select;
use super::{Global, Outcome, batch, stdout, table};
use crate::error::{Error, ErrorKind};
use crate::output::{Answer, HitFormat, Lang, Template, write_facets_below};
use crate::query::{Cursor, Limit, Request, Sort};
use crate::search::{
    By, Counted, Facet, FacetsWanted, Matching, Needed, ReadAs, ReadBy, Reading, Response,
    Searcher, Suggestion,
};

/// Search for articles
///
/// An article is found when it holds all words of a query of up to six syllables (the parts of
/// `05-CT/TW` count as three), or a fifth of a longer one. Of four to six words all but one will do
/// where hardly any article holds all; if none holds as many, any word will do.
/// A query without any accent stands for every accented form of its words; one typed as Telex or VNI
/// keys is read back; an abbreviation finds its words, and they find it. The answer says how it was
/// read, and what may have been meant by a misspelt word.
///
/// Exit code 0: found, 1: nothing found, 2: the query or a filter is wrong, 10: no index, 11: made by
/// another version, 13: damaged.
#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub(super) struct Args {
    #[command(flatten)]
    select: Select,
    /// Most hits to print, 1 to 1000 [default: 10]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Print the hits behind the page that ended with this cursor: `next` of its JSON, the last line on stderr
    #[arg(long, value_name = "CURSOR", conflicts_with = "batch")]
    after: Option<Cursor>,
    /// Print every hit, one after another, however many there are; not as one JSON value
    #[arg(long, conflicts_with_all = ["limit", "batch"])]
    all: bool,
    /// Print near copies of an article as hits of their own
    #[arg(long)]
    expand: bool,
    /// Which come first: the best, the oldest (`date`) or the newest (`-date`); what has no date comes last
    #[arg(long, value_name = "ORDER", default_value = "score", allow_hyphen_values = true)]
    sort: Sort,
    /// Prefer newer articles among those that answer alike: up to a fifth more of a score, halved by each year before
    /// the newest article of the index
    #[arg(long)]
    recent: bool,
    /// Say of each hit why it has its score: what each word adds, pairs side by side, what stands close together and
    /// what comes first; in text, json and jsonl
    #[arg(long)]
    explain: bool,
    /// How to print: for reading, as one JSON value, one JSON value a hit (with --batch, json and jsonl
    /// print one answer a line), rows of a table for spreadsheets or for `cut`, ids ended by line feeds
    /// or NUL characters, references [default: text, with --batch jsonl]
    #[arg(long, value_name = "FORMAT")]
    format: Option<HitFormat>,
    /// Print each hit by a template in the language of Jinja: '{{date}} {{outlet}}: {{title}}'
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "format")]
    template: Option<String>,
    /// Also count all articles that match by these fields, with commas between: unit, topic, outlet, section,
    /// author, person, doc, year, month; the ten first values of each
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    facets: Vec<By>,
    /// Answer each line of FILE (`-` for standard input): a query, whose id is then the line's number,
    /// or {"qid": …, "query": …}; a bad line is answered with its error
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "query_file"])]
    batch: Option<PathBuf>,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let limit = Limit::new(args.limit.or(global.file.limit).unwrap_or(Limit::default().get()))?;
    let form = args.form(global)?;
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    if let Some(file) = &args.batch {
        let asker = batch::Asker {
            searcher: &searcher,
            reader: args.select.reader(global),
            filters: args.select.filters(&searcher)?,
            limit,
            shape: &|request| args.shaped(request),
            facets: args.facets(),
        };
        return batch::search(file, &asker, form, global);
    }
    let request = args.shaped(args.select.request((&searcher, global), limit)?);
    if args.all {
        let Form::Hits(format) = form else { return Err(not_at_once().into()) };
        return print_all(args, (&searcher, &request), format, global);
    }
    let (response, took_ms) = timed(&searcher, &request)?;
    let facets = facets_of(&searcher, &request, &args.facets())?;
    let mut out = stdout();
    match form {
        Form::Answer => {
            let answer = Answer::new(&request.query, &response, took_ms).with_facets(&facets);
            write_json(&mut out, &answer)?;
        }
        Form::Hits(format) => {
            global.say(format_args!("{}", summary(&response, took_ms, global.lang())));
            let for_reading = format.is_text();
            let mut writer = format.writer(global).behind(response.offset);
            writer.begin(&mut out)?;
            writer.write(&mut out, &response.hits)?;
            if for_reading {
                write_facets_below(&mut out, &facets, global.style())?;
            }
            out.flush()?;
            if let Some(next) = &response.next {
                global.say(format_args!("{}", global.lang().say("found.next", &[("next", next)])));
            }
        }
    }
    out.flush()?;
    Ok(if response.hits.is_empty() { Outcome::NothingFound } else { Outcome::Done })
}

/// Hits that are read at once where all are printed.
const AT_ONCE: usize = 64;

/// Prints every hit, a few at a time.
fn print_all(
    args: &Args,
    (searcher, request): (&Searcher<'_>, &Request),
    format: HitForm,
    global: &Global,
) -> anyhow::Result<Outcome> {
    let (mut listing, took_ms) = table::timed(|| searcher.stream(request))?;
    let (response, found) = (listing.response(), listing.left());
    global.say(format_args!("{}", summary_of(response, (found, took_ms), global.lang())));
    let for_reading = format.is_text();
    let mut writer = format.writer(global).behind(response.offset);
    let mut out = stdout();
    writer.begin(&mut out)?;
    while listing.left() > 0 {
        writer.write(&mut out, &listing.next(AT_ONCE)?)?;
        out.flush()?;
    }
    if for_reading {
        write_facets_below(
            &mut out,
            &facets_of(searcher, request, &args.facets())?,
            global.style(),
        )?;
    }
    out.flush()?;
    Ok(if found == 0 { Outcome::NothingFound } else { Outcome::Done })
}

fn not_at_once() -> Error {
    let message = "all hits are printed one after another, and `json` is one value: take --format jsonl, or a --limit";
    Error::new(ErrorKind::Query, message)
}

impl Args {
    /// How the answer is written: as told, else as the configuration says.
    fn form(&self, global: &Global) -> crate::Result<Form> {
        if let Some(template) = &self.template {
            return Ok(Form::Hits(HitForm::Template(Template::parse(template)?)));
        }
        let usual = if self.batch.is_some() { HitFormat::Json } else { HitFormat::Text };
        let kept = global.file.format.filter(|_| self.batch.is_none());
        Ok(match self.format.or(kept).unwrap_or(usual) {
            HitFormat::Json => Form::Answer,
            // A line a question, as a batch has always been answered.
            HitFormat::Jsonl if self.batch.is_some() => Form::Answer,
            format => Form::Hits(HitForm::Format(format)),
        })
    }

    /// The request, answered as told.
    fn shaped(&self, request: Request) -> Request {
        request
            .held(self.select.hold())
            .expanded(self.expand)
            .sorted(self.sort)
            .recent(self.recent)
            .explained(self.explain)
            .after(self.after.clone())
    }

    /// What to count beside the hits.
    fn facets(&self) -> FacetsWanted {
        FacetsWanted { by: once_each(&self.facets), limit: VALUES, ..FacetsWanted::default() }
    }
}

/// Values of each field that are counted beside hits.
const VALUES: usize = 10;

/// Counts over all articles that match, where any are wanted.
pub(super) fn facets_of(
    searcher: &Searcher<'_>,
    request: &Request,
    wanted: &FacetsWanted,
) -> crate::Result<Vec<Facet>> {
    if wanted.by.is_empty() {
        return Ok(Vec::new());
    }
    Ok(searcher.facets(request, wanted)?.facets)
}

/// The answer and the milliseconds it took.
pub(super) fn timed(searcher: &Searcher<'_>, request: &Request) -> crate::Result<(Response, f64)> {
    table::timed(|| searcher.search(request))
}

/// How many were found, and by which reading, in a line; below it what may have been meant.
pub(super) fn summary(response: &Response, took_ms: f64, lang: Lang) -> String {
    summary_of(response, (response.hits.len(), took_ms), lang)
}

/// The same where so many hits are shown.
fn summary_of(response: &Response, (shown, took_ms): (usize, f64), lang: Lang) -> String {
    let total = response.total.value;
    let first = if shown < total && response.offset == 0 {
        lang.say("found.first", &[("n", &shown)])
    } else {
        String::new()
    };
    let mut lines = format!("{}{first} ({took_ms:.1} ms)", described(&response.counted(), lang));
    for Suggestion { query, total } in &response.suggestions {
        let meant = lang.say("found.did-you-mean", &[("query", query), ("total", total)]);
        let _ = write!(lines, "\n{meant}");
    }
    lines
}

/// How many were found, and by which reading.
pub(super) fn described(counted: &Counted, lang: Lang) -> String {
    let articles = if counted.total == 1 { "found.article" } else { "found.articles" };
    let matching = match counted.matching {
        Matching::All => Some("found.all"),
        Matching::Part => Some("found.part"),
        Matching::Any => Some("found.any"),
        Matching::Filters => None,
    };
    let reading = match counted.reading {
        Reading::Exact => None,
        Reading::Unaccented => Some("found.unaccented"),
        Reading::Mixed => Some("found.mixed"),
    };
    let quotes = counted.quotes_apart.then_some("found.quotes-apart");
    let how = [matching, quotes, reading].into_iter().flatten().map(|key| {
        let Needed { held, of } = counted.needed;
        lang.say(key, &[("held", &held), ("of", &of)])
    });
    let read_as = counted.read_as.as_ref().map(|read| read_as(read, lang));
    let total = lang.say(articles, &[("n", &counted.total)]);
    [total].into_iter().chain(how).chain(read_as).collect()
}

fn read_as(read: &ReadAs, lang: Lang) -> String {
    let keys = match read.by {
        ReadBy::Telex => "Telex",
        ReadBy::Vni => "VNI",
        ReadBy::Spelling => return lang.say("found.respelt", &[("query", &read.query)]),
    };
    lang.say("found.read-as", &[("keys", &keys), ("query", &read.query)])
}
