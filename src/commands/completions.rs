/*!
`lkx completions`: a script that teaches a shell the arguments.
*/

use super::Outcome;
use crate::cli::{self, Completions};
use std::io::{self, Write};

pub(super) fn run(arguments: &Completions) -> anyhow::Result<Outcome> {
    // The generator panics on a closed pipe, so it writes into memory first.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut cli::command(), "lkx", &mut script);
    let mut out = io::stdout().lock();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Done)
}
