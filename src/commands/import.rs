/*!
`lkx import`: documents into the library, each whole or not at all.

A document that fails does not stop the others. A library that cannot be written does:
then nothing more is read, and every document that is left has failed for that reason.
The library is made when the first budget has been read, so that a wrong path leaves
nothing behind.
*/

use super::Outcome;
use super::import_files::{FileToRead, bytes, files};
use super::import_report::{Report, Status};
use super::interruption::{Interrupted, Interruption};
use super::messages::tell;
use super::reading::read_book;
use super::which_library::WhichLibrary;
use crate::budget::Book;
use crate::cli::Import;
use crate::documents::File;
use crate::library::{Library, Stored};
use crate::surroundings::Surroundings;
use crate::text::clean::for_terminal;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, Write};
use std::panic::catch_unwind;
use std::path::Path;

pub(super) fn run(
    arguments: &Import,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let mut importer = Importer {
        arguments,
        which,
        surroundings,
        holding: Holding::open(arguments, which)?,
        told_unavailable: false,
        reader_left: false,
    };
    let interruption = Interruption::listen()?;
    let files = files(&arguments.paths);
    let bar = progress_bar(files.len() as u64, surroundings);
    let mut counts = Counts::default();
    for file in &files {
        if interruption.is_asked() {
            break;
        }
        bar.set_message(for_terminal(&file.0.to_string_lossy()).into_owned());
        let report = importer.report(file);
        counts.add(report.status);
        bar.suspend(|| importer.publish(&report))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    if !arguments.json && files.len() > 1 {
        tell(&counts.in_words(files.len(), arguments.dry_run));
    }
    if counts.all() < files.len() {
        return Err(Interrupted.into());
    }
    Ok(if counts.failed == 0 {
        Outcome::Done
    } else {
        Outcome::Incomplete
    })
}

/// The library, as far as it could be opened yet.
enum Holding {
    /// It is to be made when there is something to store.
    NotYet,
    Open(Library),
    /// A library that is only looked at.
    Read(Library),
    /// It cannot be written, and why.
    Unavailable(String),
}

impl Holding {
    fn open(arguments: &Import, which: &WhichLibrary) -> anyhow::Result<Self> {
        let path = which.path_for_writing()?;
        let there = path.exists();
        Ok(match (arguments.dry_run, there) {
            (true, true) => Self::or_unavailable(Library::open(path).map(Self::Read)),
            // What would happen in a library that is not there yet happens in memory.
            (true, false) => Self::or_unavailable(Library::in_memory().map(Self::Open)),
            (false, true) => Self::or_unavailable(which.open_for_writing().map(Self::Open)),
            (false, false) => Self::NotYet,
        })
    }

    /// `{:#}` keeps the cause: 建不了文件夹 … alone does not say why.
    fn or_unavailable(opened: Result<Self, impl std::fmt::Display>) -> Self {
        opened.unwrap_or_else(|error| Self::Unavailable(format!("{error:#}")))
    }
}

struct Importer<'a> {
    arguments: &'a Import,
    which: &'a WhichLibrary,
    surroundings: &'a Surroundings,
    holding: Holding,
    told_unavailable: bool,
    reader_left: bool,
}

impl Importer<'_> {
    fn report(&mut self, (path, found): &FileToRead) -> Report {
        if let Holding::Unavailable(why) = &self.holding {
            return Report::failed(path, why.clone());
        }
        let book = found.clone().and_then(|()| read(path));
        match book {
            Ok(book) => {
                let stored = self.store(&book);
                Report::of(path, &book, stored)
            }
            Err(error) => Report::failed(path, error),
        }
    }

    fn store(&mut self, book: &Book) -> Result<Stored, String> {
        if matches!(self.holding, Holding::NotYet) {
            let opened = self.which.open_for_writing().map(Holding::Open);
            self.holding = Holding::or_unavailable(opened);
        }
        let replace = self.arguments.replace;
        let stored = match &mut self.holding {
            Holding::Open(library) => library.store(book, &self.surroundings.now(), replace),
            Holding::Read(library) => library.would_store(book, replace),
            Holding::Unavailable(why) => return Err(why.clone()),
            Holding::NotYet => return Err("库没有打开".to_owned()),
        };
        stored.map_err(|error| error.to_string())
    }

    /// Tells people or a program what became of a document.
    fn publish(&mut self, report: &Report) -> io::Result<()> {
        if self.arguments.json {
            match self.print(report) {
                // Whoever read the lines has left; the documents are imported all the same.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.reader_left = true,
                printed => printed?,
            }
            if report.status != Status::Failed {
                return Ok(());
            }
        }
        if let Holding::Unavailable(why) = &self.holding {
            if !self.told_unavailable {
                tell(&format!("lkx：{why}"));
            }
            self.told_unavailable = true;
            return Ok(());
        }
        tell(&report.in_words(self.arguments.dry_run));
        Ok(())
    }

    fn print(&self, report: &Report) -> io::Result<()> {
        if self.reader_left {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, report)?;
        writeln!(out)?;
        out.flush()
    }
}

/// Reads a file as a budget. A reader that panics fails this document and no other.
fn read(path: &Path) -> Result<Book, String> {
    let bytes = bytes(path)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    match catch_unwind(|| read_book(&File::new(&name, &bytes))) {
        Ok(read) => read.map_err(|error| error.to_string()),
        Err(_) => Err("读取时程序出错；请把这份文件和上面的话报告给作者".to_owned()),
    }
}

#[derive(Debug, Default)]
struct Counts {
    imported: usize,
    unchanged: usize,
    replaced: usize,
    failed: usize,
}

impl Counts {
    fn add(&mut self, status: Status) {
        match status {
            Status::Imported => self.imported += 1,
            Status::Unchanged => self.unchanged += 1,
            Status::Replaced => self.replaced += 1,
            Status::Failed => self.failed += 1,
        }
    }

    fn all(&self) -> usize {
        self.imported + self.unchanged + self.replaced + self.failed
    }

    fn in_words(&self, files: usize, would: bool) -> String {
        let Self {
            imported,
            unchanged,
            replaced,
            failed,
        } = self;
        let only_tried = if would {
            "（只试读，没有存入）"
        } else {
            ""
        };
        format!(
            "共 {files} 份：新导入 {imported}，替换 {replaced}，未变 {unchanged}，失败 {failed}{only_tried}"
        )
    }
}

fn progress_bar(files: u64, surroundings: &Surroundings) -> ProgressBar {
    if !surroundings.stderr_is_terminal || files < 2 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files);
    if let Ok(style) = ProgressStyle::with_template("{pos}/{len} [{bar:20}] {wide_msg}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}
