/*!
The import of a folder of documents into a new library, one process, start to end.
*/

use crate::figures::{line, median, milliseconds, most};
use crate::program::{Place, documents};
use std::time::Instant;

const TIMES: usize = 11;

pub fn measure(place: &Place) -> anyhow::Result<()> {
    let documents = documents();
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let library = place.new_library()?;
        let started = Instant::now();
        place.import(&documents, &library)?;
        times.push(started.elapsed());
    }
    let what = documents.file_name().unwrap_or_default().to_string_lossy();
    line(
        &format!("all of {what}, median"),
        &milliseconds(median(&times)),
        "under 500 ms",
    );
    line(
        &format!("all of {what}, slowest"),
        &milliseconds(most(&times)),
        "",
    );
    Ok(())
}
