//! `tracuu man`: the pages of the manual, made from the command line itself.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap_mangen::Man;

use super::help::command_line;
use super::{Outcome, stdout};
use crate::output::Lang;

/// Print the page of the manual, or write those of all commands into a folder
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder, made where it is not there: `tracuu.1`, `tracuu-search.1` and so on
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut command = command_line(Lang::En);
    command.build();
    let mut out = stdout();
    match &args.folder {
        None => out.write_all(&page(command)?)?,
        Some(folder) => {
            let written = write_all(&command, folder)?;
            writeln!(out, "{written}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn page(command: clap::Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(page)
}

/// Writes the page of a command and those of all under it; how many.
fn write_all(command: &clap::Command, folder: &Path) -> anyhow::Result<usize> {
    fs::create_dir_all(folder).with_context(|| unwritten(folder))?;
    let mut written = 0;
    let mut left = vec![command.clone()];
    while let Some(command) = left.pop() {
        left.extend(command.get_subcommands().filter(|under| under.get_name() != "help").cloned());
        let name = command.get_display_name().unwrap_or("tracuu").to_owned();
        let path = folder.join(format!("{name}.1"));
        fs::write(&path, page(command)?).with_context(|| unwritten(&path))?;
        written += 1;
    }
    Ok(written)
}

fn unwritten(path: &Path) -> String {
    format!("{} cannot be written", path.display())
}
