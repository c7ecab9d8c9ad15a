/*!
`lkx --version --verbose`: the versions, and what shuts in the processes that read documents.
*/

use super::isolated;
use crate::cli;
use std::io::{self, Write};

/// Whether the arguments ask for more than the version.
pub(super) fn is_asked(arguments: &[std::ffi::OsString]) -> bool {
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    (has("--version") || has("-V")) && has("--verbose")
}

pub(super) fn tell() -> anyhow::Result<super::Outcome> {
    let measures = isolated::confinement().map_err(anyhow::Error::msg)?;
    let mut out = io::stdout().lock();
    writeln!(out, "lkx {}", cli::VERSION)?;
    writeln!(out, "SQLite {}", crate::sqlite::version())?;
    writeln!(out, "读取文档的子进程：")?;
    for measure in measures {
        writeln!(out, "  {}", measure.in_words())?;
    }
    Ok(super::Outcome::Done)
}
