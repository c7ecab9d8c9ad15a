/*!
`lkx man`: the manual page, for `lkx man | man -l -`.

The main page lists the subcommands; their options follow, so that one page has all.
*/

use super::Outcome;
use crate::cli;
use clap_mangen::Man;
use std::io::{self, Write};

pub(super) fn run() -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    let mut command = cli::command();
    command.build();
    Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands() {
        let title = format!(".SH \"lkx {}\"\n", subcommand.get_name());
        page.extend_from_slice(title.as_bytes());
        let man = Man::new(subcommand.clone());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    let mut out = io::stdout().lock();
    out.write_all(&page)?;
    out.flush()?;
    Ok(Outcome::Done)
}
