/*!
PDF: one document on one core beside pdfplumber's table extraction of the same file.

`LKX_DOCUMENTS=folder cargo bench --bench process -- pages`; without the folder of PDFs the
small specimens of the tests are taken. pdfplumber is what `python3` on the path imports
(`python3 -m pip install pdfplumber`); where there is none its lines are left out.
*/

use crate::figures::{line, median, milliseconds, ratio};
use crate::program::Place;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const TIMES: usize = 7;
const SPECIMENS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents/pdf");
const PLUMBER: &str = "import pdfplumber, sys
for page in pdfplumber.open(sys.argv[1]).pages: page.extract_tables()";

pub fn measure(place: &Place) -> anyhow::Result<()> {
    let documents = documents()?;
    for document in &documents {
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        let ours = median(&times(|| place.read(document, 1))?);
        line(&name, &milliseconds(ours), "under 300 ms for 20 pages");
        if let Some(theirs) = plumber(document) {
            line("  pdfplumber", &milliseconds(theirs), "");
            line("  as fast as pdfplumber", &ratio(theirs, ours), "20x");
        }
    }
    Ok(())
}

fn times(run: impl Fn() -> anyhow::Result<()>) -> anyhow::Result<Vec<Duration>> {
    (0..TIMES)
        .map(|_| {
            let started = Instant::now();
            run()?;
            Ok(started.elapsed())
        })
        .collect()
}

/// The PDFs that are measured.
#[expect(
    clippy::disallowed_methods,
    reason = "a bench has no surroundings to take it from"
)]
pub fn documents() -> anyhow::Result<Vec<PathBuf>> {
    let folder = std::env::var_os("LKX_DOCUMENTS").unwrap_or_else(|| SPECIMENS.into());
    let mut documents: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .collect();
    documents.sort();
    Ok(documents)
}

/// How long pdfplumber takes for the tables of a document, its start included as ours is.
fn plumber(document: &Path) -> Option<Duration> {
    let started = Instant::now();
    let status = Command::new("python3")
        .args(["-c", PLUMBER])
        .arg(document)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    status.success().then(|| started.elapsed())
}
