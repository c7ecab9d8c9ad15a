/*!
The first page over a large library, whose budgets are checked while it is read.

The libraries hold the five samples again and again, each time of other units. `first` is
the first frame, `whole` the one with all rows in it, `key` the frame of a cursor key while
the checks go on.
*/

use crate::figures::{line, median, milliseconds, ratio};
use crate::program::Place;
use crate::terminal::{Reply, Terminal};
use anyhow::ensure;
use lkx::budget::Book;
use lkx::commands::read_book;
use lkx::documents::File;
use lkx::library::Library;
use std::path::Path;
use std::time::Duration;

const SIZES: [usize; 2] = [1_000, 10_000];
const STARTS: usize = 9;
const KEYS: usize = 30;

pub fn measure(place: &Place) -> anyhow::Result<()> {
    for size in SIZES {
        let library = place.new_library()?;
        fill(&library, size)?;
        let (mut bare, mut first, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..STARTS {
            let (terminal, reply) = Terminal::start(place.bare_list()?, 80, 24)?;
            bare.push(reply.took);
            terminal.quit()?;
            let (terminal, reply) = start(place, &library)?;
            first.push(reply.began);
            whole.push(reply.took);
            terminal.quit()?;
        }
        let keys = keys(place, &library)?;
        let bare = median(&bare);
        let row = |what: &str, measured: Duration, aim: &str| {
            let text = format!("{} ({})", milliseconds(measured), ratio(measured, bare));
            line(&format!("{size} budgets: {what}"), &text, aim);
        };
        line("a bare ratatui list", &milliseconds(bare), "");
        row("first frame", median(&first), "at most 3x the bare list");
        row("first whole frame", median(&whole), "");
        row("a cursor key meanwhile", keys, "");
    }
    Ok(())
}

/// Starts the explorer and waits for its rows, which are there while the budgets are still checked.
fn start(place: &Place, library: &Path) -> anyhow::Result<(Terminal, Reply)> {
    let explorer = place.explorer_on(library);
    let (terminal, reply) =
        Terminal::start_until(explorer, (80, 24), |contents| contents.contains("▸第"))?;
    let contents = terminal.contents();
    ensure!(contents.contains("核对中"), "{contents}");
    Ok((terminal, reply))
}

/// How long the frame of a cursor key takes while the budgets are checked.
fn keys(place: &Place, library: &Path) -> anyhow::Result<Duration> {
    let (mut terminal, _) = start(place, library)?;
    let mut times = Vec::new();
    for _ in 0..KEYS {
        if let Some(reply) = terminal.press("j")? {
            times.push(reply.began);
        }
    }
    terminal.quit()?;
    Ok(median(&times))
}

/// Stores the samples under other names until there are enough of them.
fn fill(path: &Path, size: usize) -> anyhow::Result<()> {
    let samples = samples()?;
    let mut library = Library::open_for_writing(path)?;
    for (number, sample) in samples.iter().cycle().take(size).enumerate() {
        let mut book = sample.clone();
        let unit = &book.identity.unit;
        book.identity.unit = format!("第{}号{unit}", number / samples.len() + 1);
        book.source.sha256 = format!("{number:064x}");
        library.store(&book, "2026-11-29 22:00:00", false)?;
    }
    Ok(())
}

fn samples() -> anyhow::Result<Vec<Book>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut books = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (name, bytes) = (entry.file_name(), std::fs::read(entry.path())?);
        let name = name.to_string_lossy();
        let file = File::new(&name, &bytes);
        books.extend(read_book(&file).ok());
    }
    ensure!(!books.is_empty(), "no samples");
    Ok(books)
}
