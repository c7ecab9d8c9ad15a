/*!
The programs that are measured, and the temporary place that they run in.

The place has a home of its own, so that neither a library nor a setting of whoever
measures has a say.
*/

use anyhow::ensure;
use portable_pty::CommandBuilder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

use crate::bare_list;

/// The program.
const LKX: &str = env!("CARGO_BIN_EXE_lkx");
/// The samples as files.
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");

/// A temporary folder with a library of the five samples in it.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// Makes the folder and imports the samples.
    pub fn prepare() -> anyhow::Result<Self> {
        let place = Self {
            folder: tempfile::tempdir()?,
        };
        place.import(Path::new(SAMPLES), &place.library())?;
        Ok(place)
    }

    /// The library of the five samples.
    fn library(&self) -> PathBuf {
        self.folder.path().join("samples.sqlite")
    }

    /// Imports a folder of documents into a library with one run of the program.
    pub fn import(&self, documents: &Path, library: &Path) -> anyhow::Result<()> {
        let output = Command::new(LKX)
            .arg("--library")
            .arg(library)
            .arg("import")
            .arg(documents)
            .output()?;
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }

    /// Reads documents with so many jobs, without storing them.
    pub fn read(&self, documents: &Path, jobs: usize) -> anyhow::Result<()> {
        let output = Command::new(LKX)
            .arg("--library")
            .arg(self.folder.path().join("none.sqlite"))
            .args(["import", "--dry-run", "--jobs"])
            .arg(jobs.to_string())
            .arg(documents)
            .output()?;
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }

    /// A library that is not there yet.
    pub fn new_library(&self) -> anyhow::Result<PathBuf> {
        let library = self.folder.path().join("new.sqlite");
        if library.exists() {
            fs::remove_file(&library)?;
        }
        Ok(library)
    }

    /// The explorer on the library.
    pub fn explorer(&self) -> CommandBuilder {
        self.explorer_on(&self.library())
    }

    /// The explorer on another library.
    pub fn explorer_on(&self, library: &Path) -> CommandBuilder {
        let mut command = self.alone(Path::new(LKX));
        command.arg("--library");
        command.arg(library);
        command
    }

    /// The explorer of somebody who has no library: it opens the samples inside it.
    pub fn explorer_on_samples(&self) -> CommandBuilder {
        self.alone(Path::new(LKX))
    }

    /// The program that only draws a list: this executable once more.
    pub fn bare_list(&self) -> anyhow::Result<CommandBuilder> {
        let mut command = self.alone(&std::env::current_exe()?);
        command.arg(bare_list::ARGUMENT);
        Ok(command)
    }

    fn alone(&self, program: &Path) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("HOME", self.folder.path());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "zh_CN.UTF-8");
        command.cwd(self.folder.path());
        command
    }
}

/// The folder of documents to import: `LKX_SEEDS`, or the samples.
#[expect(
    clippy::disallowed_methods,
    reason = "a bench has no surroundings to take it from"
)]
pub fn documents() -> PathBuf {
    std::env::var_os("LKX_SEEDS").map_or_else(|| PathBuf::from(SAMPLES), PathBuf::from)
}
