/*!
Several documents read at once, and handed over in their own order.

Reading takes the time, storing next to none: the threads read, whoever asks stores. A
document that is slow lets the others go on; they wait for it, so that of two documents
of one budget the later one is always the one that replaces.
*/

use super::file_to_read::FileToRead;
use crate::budget::{Book, Given};
use crate::commands::isolated::{Failure, Limits, Reader};
use crate::documents::File;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Scope, ScopedJoinHandle};

/// What became of reading a file.
pub type Reading = Result<Read, Failure>;

/// A file that was read, or that nobody need read.
pub enum Read {
    /// The budgets that it holds.
    Books(Vec<Book>),
    /// The library has them already, from a file of that SHA-256.
    Known(String),
}

/// What the threads share.
pub struct Desk<'f> {
    files: &'f [FileToRead],
    next: AtomicUsize,
    stopped: AtomicBool,
    limits: Limits,
    asked: Asked<'f>,
    known: &'f HashSet<String>,
}

/// What is said of the files beside their paths.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'f> {
    /// What opens those that are locked.
    pub password: Option<&'f str>,
    /// What is given of whose budgets they are.
    pub given: &'f Given,
}

impl<'f> Desk<'f> {
    /// A desk with files to read, but for those whose SHA-256 is `known`.
    pub fn new(
        files: &'f [FileToRead],
        limits: Limits,
        asked: Asked<'f>,
        known: &'f HashSet<String>,
    ) -> Self {
        Self {
            files,
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            limits,
            asked,
            known,
        }
    }

    /// Begins no further document.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    /// The next file that nobody reads yet.
    fn take(&self) -> Option<(usize, &FileToRead)> {
        if self.stopped.load(Ordering::SeqCst) {
            return None;
        }
        let index = self.next.fetch_add(1, Ordering::SeqCst);
        Some((index, self.files.get(index)?))
    }

    fn work(&self, done: &Sender<(usize, Reading)>) {
        let mut reader = Reader::new(self.limits);
        while let Some((index, file)) = self.take() {
            let reading = read(file, self.asked, self.known, &mut reader);
            if done.send((index, reading)).is_err() {
                return;
            }
        }
    }
}

/// SHA-256 of a file's bytes, as the library has it.
pub fn sha256_of(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads one file, unless its SHA-256 is `known`.
pub fn read(
    file: &FileToRead,
    asked: Asked,
    known: &HashSet<String>,
    reader: &mut Reader,
) -> Reading {
    let content = file.content().map_err(Failure::Refused)?;
    if !known.is_empty() {
        let sha256 = sha256_of(&content.bytes);
        if known.contains(&sha256) {
            return Ok(Read::Known(sha256));
        }
    }
    let file = File {
        name: &content.name,
        bytes: &content.bytes,
        password: asked.password,
    };
    reader.read(&file, asked.given).map(Read::Books)
}

/// The files in order, each with what became of it.
pub struct InOrder {
    readings: Receiver<(usize, Reading)>,
    early: BTreeMap<usize, Reading>,
    next: usize,
}

impl InOrder {
    /// Begins to read with so many threads.
    pub fn begin<'scope, 'desk: 'scope>(
        scope: &'scope Scope<'scope, '_>,
        desk: &'desk Desk<'desk>,
        threads: usize,
    ) -> io::Result<Self> {
        let (sender, readings) = channel();
        for _ in 0..threads.clamp(1, desk.files.len().max(1)) {
            let sender = sender.clone();
            let _: ScopedJoinHandle<()> =
                std::thread::Builder::new().spawn_scoped(scope, move || desk.work(&sender))?;
        }
        Ok(Self {
            readings,
            early: BTreeMap::new(),
            next: 0,
        })
    }
}

impl Iterator for InOrder {
    type Item = (usize, Reading);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.early.contains_key(&self.next) {
            let (index, reading) = self.readings.recv().ok()?;
            self.early.insert(index, reading);
        }
        let index = self.next;
        self.next += 1;
        self.early.remove(&index).map(|reading| (index, reading))
    }
}
