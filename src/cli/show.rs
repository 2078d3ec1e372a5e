//! `tracuu show`: one article.

use std::io::Write as _;

use super::{Global, Outcome, stdout};
use crate::article::ArticleId;
use crate::error::{Error, ErrorKind};
use crate::output::{ArticleRecord, Format, write_article, write_explanation};
use crate::search::Searcher;

/// Show one article
///
/// Exit code 0: shown, 1: there is no article with this id.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its id, as `search` prints it
    #[arg(value_name = "ID")]
    id: String,
    /// Print every value with how it was found, its line and the words of the source
    #[arg(long)]
    explain: bool,
    /// How to print: for reading, or as one JSON value
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<Outcome> {
    let (index, catalog) = global.open()?;
    let searcher = Searcher::new(&index, &catalog)?;
    // What no input can be called is a slip of the person here, not a bad input.
    let id = ArticleId::parse(&args.id)
        .map_err(|cause| Error::new(ErrorKind::Query, cause.to_string()).because(cause))?;
    let Some((article, duplicates)) = searcher.article(&id)? else {
        global.say(format_args!("tracuu: there is no article `{}`", args.id));
        return Ok(Outcome::NothingFound);
    };
    let mut out = stdout();
    match args.format {
        Format::Text if args.explain => {
            write_explanation(&mut out, &article, global.style())?;
        }
        Format::Text => write_article(&mut out, (&article, &duplicates), global.style())?,
        Format::Json | Format::Jsonl => {
            serde_json::to_writer(&mut out, &ArticleRecord::new(&article).with(&duplicates))?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
