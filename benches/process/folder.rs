/*!
A folder of a hundred PDFs, read with one job and with two: how reading grows with the cores.

`LKX_DOCUMENTS=folder cargo bench --bench process -- folder`; the PDFs of the folder (without
it, of the tests) are taken in turn until there are a hundred.
*/

use crate::figures::{line, milliseconds, ratio};
use crate::pages::documents;
use crate::program::Place;
use std::fs;
use std::time::{Duration, Instant};

/// How many documents the folder holds.
const MANY: usize = 100;

pub fn measure(place: &Place) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    for (number, document) in (0..MANY).zip(documents()?.iter().cycle()) {
        // A comment behind the end makes each another document.
        let mut bytes = fs::read(document)?;
        bytes.extend(format!("\n%{number}\n").bytes());
        fs::write(folder.path().join(format!("{number:03}.pdf")), bytes)?;
    }
    let timed = |jobs: usize| -> anyhow::Result<Duration> {
        let started = Instant::now();
        place.read(folder.path(), jobs)?;
        Ok(started.elapsed())
    };
    let (one, two) = (timed(1)?, timed(2)?);
    line(
        &format!("{MANY} documents, --jobs 1"),
        &milliseconds(one),
        "",
    );
    line(
        &format!("{MANY} documents, --jobs 2"),
        &milliseconds(two),
        "",
    );
    line("  as fast with two", &ratio(one, two), "near 2x");
    Ok(())
}
