/*!
`lkx --version`: the version, the engines below and the features; with `--verbose` also what shuts in the processes that read
documents. `lkx -V` is the first line alone, for scripts.
*/

use super::isolated;
use crate::cli;
use std::ffi::OsString;
use std::io::{self, Write};

/// The crates that read documents, with their versions: `tools/release` takes them from Cargo.lock.
const ENGINES: Option<&str> = option_env!("LKX_ENGINES");
/// What may be left out of a build, and whether this one has it.
const FEATURES: [(&str, bool); 1] = [("parquet", cfg!(feature = "parquet"))];

/// What a version is asked to tell of itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    parts: bool,
    confinement: bool,
}

impl Asked {
    /// What arguments ask for that the parser took as asking for the version.
    pub fn by(arguments: &[OsString]) -> Self {
        let has = |name: &str| arguments.iter().any(|argument| argument == name);
        let confinement = has("--verbose");
        Self {
            parts: confinement || has("--version"),
            confinement,
        }
    }

    pub fn tell(self) -> anyhow::Result<super::Outcome> {
        let mut out = io::stdout().lock();
        writeln!(out, "lkx {}", cli::VERSION)?;
        if self.parts {
            writeln!(out, "SQLite {}", crate::sqlite::version())?;
            ENGINES.map_or(Ok(()), |engines| writeln!(out, "{engines}"))?;
            for (feature, is_here) in FEATURES {
                writeln!(out, "{} {feature}", if is_here { "带有" } else { "不带" })?;
            }
        }
        if self.confinement {
            writeln!(out, "读取文档的子进程：")?;
            for measure in isolated::confinement().map_err(anyhow::Error::msg)? {
                writeln!(out, "  {}", measure.in_words())?;
            }
        }
        Ok(super::Outcome::Done)
    }
}
