/*!
`lkx import`: documents into the library, each whole or not at all.

A document that fails does not stop the others. A library that cannot be written does:
then every document that is left has failed for that reason. Documents are read side by
side ([`readers`]) and stored one after the other, in their order.
The library is made when the first budget has been read, so that a wrong path leaves
nothing behind.
*/

mod bundles;
mod dropped;
mod file_to_read;
mod files;
mod names;
mod readers;
mod report;

use super::interruption::{Interrupted, Interruption};
use super::isolated::{Failure, Limits, Reader};
use super::messages::tell;
use super::which_library::WhichLibrary;
use super::{Outcome, passwords, reading};
use crate::budget::{Book, Given};
use crate::cli::Import;
use crate::library::{FailedImport, Library, Stored, Storing};
use crate::surroundings::Surroundings;
use crate::text::clean::for_terminal;
use file_to_read::FileToRead;
pub(super) use files::files;
use indicatif::{ProgressBar, ProgressStyle};
use readers::{Asked, Desk, InOrder, Read, Reading, sha256_of};
use report::{Report, Status, Totals};
use std::collections::HashSet;
use std::io::{self, Write};
use std::num::NonZero;
use std::time::Duration;

pub(super) fn run(
    arguments: &Import,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let password = passwords::given(arguments.password_file.as_deref(), surroundings)?;
    let limits = Limits {
        timeout: arguments
            .timeout
            .map(|seconds| Duration::from_secs(seconds.into())),
    };
    let mut importer = Importer {
        arguments,
        which,
        surroundings,
        limits,
        holding: Holding::open(arguments, which)?,
        told_unavailable: false,
        reader_left: false,
        failed: Vec::new(),
    };
    let known = importer.known();
    // Standard input is read here, where Ctrl-C still ends the program at once.
    let (files, mut others) = files::files_and_others(&arguments.paths);
    let files = bundles::unfold(files, limits, &mut others);
    let interruption = Interruption::listen()?;
    let bar = progress_bar(files.len() as u64, surroundings);
    let mut totals = Totals::default();
    let mut read = 0;
    let given = given(arguments);
    let asked = Asked {
        password: password.as_ref().map(|password| password.as_str()),
        given: &given,
    };
    let desk = Desk::new(&files, limits, asked, &known);
    std::thread::scope(|scope| -> anyhow::Result<()> {
        let stop = StopWhenLeft(&desk);
        for (index, reading) in InOrder::begin(scope, &desk, threads(arguments))? {
            let Some(file) = files.get(index) else { break };
            if interruption.is_asked() {
                desk.stop();
            }
            bar.set_message(for_terminal(&file.shown()).into_owned());
            let reports = bar.suspend(|| importer.reports(file, reading));
            for report in &reports {
                totals.add(report);
                bar.suspend(|| importer.publish(report))?;
            }
            read += 1;
            bar.inc(1);
        }
        drop(stop);
        Ok(())
    })?;
    bar.finish_and_clear();
    tell_sums(arguments, &totals, files.len(), &others);
    if read < files.len() {
        return Err(Interrupted.into());
    }
    Ok(if totals.failed() == 0 {
        Outcome::Done
    } else {
        Outcome::Incomplete
    })
}

/// Tells people what a run came to, and what of the folders was passed over.
fn tell_sums(arguments: &Import, totals: &Totals, files: usize, others: &[String]) {
    if arguments.json {
        return;
    }
    if files > 1 {
        tell(&totals.in_words(files, arguments.dry_run));
    }
    if !others.is_empty() {
        tell(&report::passed_over(others));
    }
}

/// What the command line says of whose budgets the files are.
fn given(arguments: &Import) -> Given {
    Given {
        unit: arguments.unit.clone(),
        year: arguments.year,
        stage: arguments.stage,
        scope: arguments.scope,
    }
}

/// Ends the reading when the storing has ended, be it by an error: the threads are waited for.
struct StopWhenLeft<'d>(&'d Desk<'d>);

impl Drop for StopWhenLeft<'_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

fn threads(arguments: &Import) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
    arguments.jobs.map_or_else(cores, usize::from)
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
            (false, true) => Self::or_unavailable(which.open_for_import().map(Self::Open)),
            (false, false) => Self::NotYet,
        })
    }

    fn or_unavailable(opened: Result<Self, impl Into<anyhow::Error>>) -> Self {
        opened.unwrap_or_else(|error| Self::Unavailable(super::in_words(&error.into())))
    }
}

struct Importer<'a> {
    arguments: &'a Import,
    which: &'a WhichLibrary,
    surroundings: &'a Surroundings,
    limits: Limits,
    holding: Holding,
    told_unavailable: bool,
    reader_left: bool,
    /// What failed before there was a library to keep it.
    failed: Vec<FailedImport>,
}

impl Importer<'_> {
    /// What became of a file: a report a budget that it holds, or why it holds none.
    fn reports(&mut self, file: &FileToRead, reading: Reading) -> Vec<Report> {
        if let Holding::Unavailable(why) = &self.holding {
            return vec![Report::failed(file.shown(), why.clone())];
        }
        let reports = match self.unlocked(file, reading) {
            Ok(Read::Books(books)) => {
                let stored = self.store(file, &books);
                report::of_all(&file.shown(), &books, stored)
            }
            Ok(Read::Known(sha256)) => match self.stored_before(file, &sha256) {
                Some(books) => {
                    let unchanged = vec![Stored::Unchanged; books.len()];
                    report::of_all(&file.shown(), &books, Ok(unchanged))
                }
                None => {
                    // Another process has taken it out meanwhile.
                    let reading = self.read_anew(file, None);
                    return self.reports(file, reading);
                }
            },
            Err(failure) => vec![Report::failed(file.shown(), failure.in_words())],
        };
        self.keep_failure(file, &reports);
        reports
    }

    /// The files that need not be read: the same program has read them, and the library has all
    /// that they gave. Whoever says whose budgets they are wants them read.
    fn known(&self) -> HashSet<String> {
        let named = given(self.arguments) != Given::default();
        let library = match &self.holding {
            Holding::Open(library) | Holding::Read(library) if !named => library,
            _ => return HashSet::new(),
        };
        library.known_files(reading::EDITION).unwrap_or_default()
    }

    /// The budgets of a known file, under the name that it has now.
    fn stored_before(&self, file: &FileToRead, sha256: &str) -> Option<Vec<Book>> {
        let (Holding::Open(library) | Holding::Read(library)) = &self.holding else {
            return None;
        };
        let mut books = library.books_of_file(sha256).ok()?;
        for book in &mut books {
            book.source.file_name = file.file_name();
        }
        (!books.is_empty()).then_some(books)
    }

    fn read_anew(&self, file: &FileToRead, password: Option<&str>) -> Reading {
        let asked = Asked {
            password,
            given: &given(self.arguments),
        };
        readers::read(file, asked, &HashSet::new(), &mut Reader::new(self.limits))
    }

    /// Keeps why a file was not imported, once there is a library.
    fn keep_failure(&mut self, file: &FileToRead, reports: &[Report]) {
        if self.arguments.dry_run {
            return;
        }
        if let Some(cause) = reports.iter().find_map(Report::cause) {
            let content = file.is_at_hand().then(|| file.content().ok()).flatten();
            self.failed.push(FailedImport {
                path: file.shown(),
                at: self.surroundings.now(),
                cause: cause.to_owned(),
                sha256: content.map_or_else(String::new, |content| sha256_of(&content.bytes)),
            });
        }
        if let Holding::Open(library) = &mut self.holding {
            for failed in self.failed.drain(..) {
                // What cannot be kept was told all the same.
                let _told = library.note_failed(&failed);
            }
        }
    }

    /// Asks for the password of a locked document, and reads it with that.
    fn unlocked(&self, file: &FileToRead, mut reading: Reading) -> Reading {
        for attempt in 0..passwords::TRIES {
            if !matches!(reading, Err(Failure::Locked(_))) {
                break;
            }
            let Some(password) = passwords::ask(&file.shown(), attempt > 0, self.surroundings)
            else {
                break;
            };
            reading = self.read_anew(file, Some(&password));
        }
        reading
    }

    fn store(&mut self, file: &FileToRead, books: &[Book]) -> Result<Vec<Stored>, String> {
        if matches!(self.holding, Holding::NotYet) {
            let opened = self.which.open_for_import().map(Holding::Open);
            self.holding = Holding::or_unavailable(opened);
        }
        let storing = Storing {
            replace: self.arguments.replace,
            named: given(self.arguments) != Given::default(),
            reader: reading::EDITION,
            path: &file.shown(),
        };
        let stored = match &mut self.holding {
            Holding::Open(library) => library.store_all(books, &self.surroundings.now(), storing),
            Holding::Read(library) => library.would_store_all(books, storing),
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
