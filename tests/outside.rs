/*!
What other programs make of what lkx hands them: DuckDB of Parquet files and of a package, frictionless of the package's description,
SQL of a library's views, and a client of the Model Context Protocol of the server.

Each is asked by a script in `tests/outside`, with the Python that `LKX_PYTHON` names, or else python3. Where that does not have the
package, the trial is reported as ignored (`pip install duckdb frictionless mcp`).
*/

use libtest_mimic::{Arguments, Failed, Trial};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The scripts, and the package of Python that each needs.
const SCRIPTS: [(&str, &str); 4] = [
    ("duckdb_reads", "duckdb"),
    ("frictionless_reads", "frictionless"),
    ("sql_reads", "sqlite3"),
    ("mcp_asks", "mcp"),
];
const PROGRAM: &str = env!("CARGO_BIN_EXE_lkx");

fn main() {
    let arguments = Arguments::from_args();
    let trials = SCRIPTS.map(|(script, package)| {
        let reads_parquet = package == "duckdb";
        let is_missing = !has(package) || (reads_parquet && !cfg!(feature = "parquet"));
        Trial::test(script, move || asks(script)).with_ignored_flag(is_missing)
    });
    libtest_mimic::run(&arguments, trials.into()).exit();
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests have no surroundings to take it from"
)]
fn python() -> Command {
    Command::new(env::var_os("LKX_PYTHON").unwrap_or_else(|| "python3".into()))
}

/// Whether Python is here and has a package.
fn has(package: &str) -> bool {
    let imported = python().args(["-c", &format!("import {package}")]).output();
    imported.is_ok_and(|output| output.status.success())
}

fn asks(script: &str) -> Result<(), Failed> {
    let folder = TempDir::new()?;
    fill(folder.path())?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/outside/{script}.py"));
    let mut python = python();
    well(python.arg(script).arg(folder.path()).arg(PROGRAM))
}

/// A library of the samples, checked, and what the scripts read of it.
fn fill(folder: &Path) -> Result<(), Failed> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    well(lkx(folder).arg("import").arg(samples))?;
    // It ends with another status where it finds something.
    lkx(folder).arg("check").output()?;
    for dataset in ["facts", "projects", "indicators", "findings"] {
        for ending in ["csv", "parquet"] {
            if ending == "csv" || cfg!(feature = "parquet") {
                let file = format!("{dataset}.{ending}");
                well(lkx(folder).args(["export", dataset, "-o", &file]))?;
            }
        }
    }
    well(lkx(folder).args(["export", "package", "package"]))
}

fn lkx(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    let library: PathBuf = folder.join("library.sqlite");
    command
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .arg("--library")
        .arg(library);
    command
}

fn well(command: &mut Command) -> Result<(), Failed> {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output()?;
    if status.success() {
        return Ok(());
    }
    let said = [stdout, stderr].concat();
    Err(format!("{command:?}: {status}\n{}", String::from_utf8_lossy(&said)).into())
}
