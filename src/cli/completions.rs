//! `tracuu completions`: what a shell needs to complete commands, made from the command line itself.

use std::io::Write as _;

use clap_complete::Shell;

use super::help::command_line;
use super::{Outcome, stdout};
use crate::output::Lang;

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    // Into memory first: the generator takes a pipe that is closed for a fault of its own.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command_line(Lang::En), "tracuu", &mut script);
    let mut out = stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Done)
}
