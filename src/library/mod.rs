/*!
The library: one SQLite file that holds the imported budgets.

Whoever reads opens the file read-only, and needs nothing beside it: the file keeps
a rollback journal and no write-ahead log, so that a library can lie in a folder or
on a share where readers may not write. A reader takes its lock for one short query
at a time; an import writes one document in one transaction, during which readers
go on until the instant of its commit. What is killed halfway is rolled back by
whoever opens the file next.
*/

mod asked;
mod block;
mod book;
mod check;
mod codes;
mod consistency;
mod copy;
mod entries;
mod entry;
mod error;
mod forgotten;
mod former;
mod history;
mod imports;
mod made;
mod neighbourhood;
mod plan;
mod read;
mod remade;
mod reports;
mod schema;
mod stored;
mod sums;
mod taken_back;
mod write;

pub use check::{Contents, Doubt};
pub use codes::{CodePlace, code_places};
pub use copy::Copied;
pub use entries::entries_of;
pub use entry::{Entry, Kind, Target};
pub use error::LibraryError;
pub use imports::FailedImport;
pub use neighbourhood::Neighbourhood;
pub use read::{Happened, HistoryEntry};
pub use reports::{Basis, Kept};
pub use sums::Summed;
pub use write::{Stored, Storing};

use crate::budget::{Book, Identity, Kin, Summary};
use crate::sqlite::Database;
use rusqlite::OpenFlags;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The number of a document in its library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentId(pub i64);

/// One budget in the library, without its tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueEntry {
    /// The document.
    pub id: DocumentId,
    /// Whose budget it is.
    pub identity: Identity,
    /// The file it came from.
    pub file_name: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// When it was imported: `2026-11-21 08:30:00`, local time.
    pub imported_at: String,
    /// The document that it took the place of, if it did.
    pub earlier: Option<DocumentId>,
    /// Whether its places are lines of the file: so in text, not in a PDF or a workbook.
    pub has_lines: bool,
    /// Its figures at a glance.
    pub summary: Summary,
}

impl CatalogueEntry {
    /// What tells whether it belongs together with another budget.
    pub fn kin(&self) -> Kin<'_> {
        Kin {
            identity: &self.identity,
            department: &self.summary.department,
        }
    }

    /// The entry of a book that was stored as `id`.
    pub fn of(id: DocumentId, book: &Book, imported_at: &str) -> Self {
        Self {
            id,
            identity: book.identity.clone(),
            file_name: book.source.file_name.clone(),
            sha256: book.source.sha256.clone(),
            imported_at: imported_at.to_owned(),
            earlier: None,
            has_lines: book.source.locations.is_empty() && book.source.files.is_empty(),
            summary: Summary::of(book),
        }
    }
}

/// An open library.
#[derive(Debug)]
pub struct Library {
    database: Database,
    path: PathBuf,
}

impl Library {
    /// Opens a library for reading; writes nothing, anywhere, unless an import was killed
    /// halfway: then its traces are rolled back first.
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        match Self::open_read_only(path) {
            Err(LibraryError::Interrupted(_)) => {
                roll_back(path)?;
                Self::open_read_only(path)
            }
            opened => opened,
        }
    }

    fn open_read_only(path: &Path) -> Result<Self, LibraryError> {
        if path.is_dir() {
            return Err(LibraryError::NotALibrary(path.to_owned()));
        }
        // An import that was killed before its first commit leaves an empty file.
        let file = path.metadata();
        if file.map_or(true, |file| file.is_file() && file.len() == 0) {
            return Err(LibraryError::NotThere(path.to_owned()));
        }
        // Opening a pipe would wait for somebody to write into it.
        if path.is_file() && std::fs::File::open(path).is_err() {
            return Err(LibraryError::Unreadable(path.to_owned()));
        }
        let database = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        schema::check(database.asked(), path)?;
        Ok(Self::holding(database, path))
    }

    /// Opens a library for writing, and makes it, with its folder, where there is none. An older
    /// one becomes a current one.
    pub fn open_for_writing(path: &Path) -> Result<Self, LibraryError> {
        Self::open_and_carry(path, &mut |_, _| ())
    }

    /// The same; `progress` hears how many documents of an older library are carried over, and of
    /// how many.
    pub fn open_and_carry(
        path: &Path,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Self, LibraryError> {
        if path.is_dir() {
            return Err(LibraryError::NotALibrary(path.to_owned()));
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|source| LibraryError::Folder {
                folder: folder.to_owned(),
                source,
            })?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut database = connect(path, flags)?;
        schema::migrate(&mut database, path, progress)?;
        // A document larger than the cache would else be written out before its commit,
        // and keep every reader waiting until then.
        database
            .changed()
            .pragma_update(None, "cache_spill", false)
            .map_err(|error| LibraryError::of(error, path))?;
        Ok(Self::holding(database, path))
    }

    /// A library in memory: the samples, and tests.
    pub fn in_memory() -> Result<Self, LibraryError> {
        let path = Path::new(":memory:");
        let mut database =
            Database::in_memory().map_err(|fault| LibraryError::refused(fault, path))?;
        schema::migrate(&mut database, path, &mut |_, _| ())?;
        Ok(Self::holding(database, path))
    }

    fn holding(database: Database, path: &Path) -> Self {
        Self {
            database,
            path: path.to_owned(),
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn failed(&self, error: rusqlite::Error) -> LibraryError {
        LibraryError::of(error, &self.path)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Database, LibraryError> {
    Database::open(path, flags).map_err(|fault| LibraryError::refused(fault, path))
}

/// What tells whether a stored text is still the one that was stored.
fn text_hash(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lets SQLite undo what a killed import left half written. A reader may not do so, and
/// where nobody may, the error says so.
fn roll_back(path: &Path) -> Result<(), LibraryError> {
    let database =
        connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|error| match error {
            foreign @ LibraryError::Foreign { .. } => foreign,
            _ => LibraryError::Interrupted(path.to_owned()),
        })?;
    database
        .asked()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .map_err(|error| match LibraryError::of(error, path) {
            // The pages could not be written back, or the journal not be deleted.
            LibraryError::ReadOnly(path) | LibraryError::Other { path, .. } => {
                LibraryError::Interrupted(path)
            }
            other => other,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Scope, Source, Stage};

    fn book(sha256: &str, text: &str) -> Book {
        let identity = Identity {
            unit: "甲".to_owned(),
            year: 2024,
            stage: Stage::Budget,
            scope: Scope::Unit,
        };
        Book {
            source: Source {
                file_name: "甲.txt".to_owned(),
                sha256: sha256.to_owned(),
                text: text.to_owned(),
                ..Source::default()
            },
            ..Book::of(identity)
        }
    }

    #[test]
    fn a_full_disk_keeps_what_was_there() {
        let mut library = Library::in_memory().unwrap();
        library.store(&book("a", ""), "", false).unwrap();
        let pages: i64 = library
            .database
            .asked()
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .unwrap();
        library
            .database
            .asked()
            .pragma_update(None, "max_page_count", pages + 2)
            .unwrap();
        // Of repetitions next to nothing would be left.
        let text: Vec<String> = (0..100_000u64)
            .map(|n| (n * n * 7919).to_string())
            .collect();
        let large = book("b", &text.concat());
        let refused = library.store(&large, "", false);
        assert!(matches!(refused, Err(LibraryError::Full(_))), "{refused:?}");
        assert_eq!(library.catalogue().unwrap()[0].sha256, "a");
        assert_eq!(library.history().unwrap().len(), 1);
    }
}
