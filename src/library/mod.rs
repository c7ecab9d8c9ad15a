/*!
The library: one SQLite file that holds the imported budgets.

Whoever reads opens the file read-only, and needs nothing beside it: the file keeps
a rollback journal and no write-ahead log, so that a library can lie in a folder or
on a share where readers may not write. A reader takes its lock for one short query
at a time; an import writes one document in one transaction, during which readers
go on until the instant of its commit. What is killed halfway is rolled back by
whoever opens the file next.
*/

mod error;
mod neighbourhood;
mod read;
mod schema;
mod write;

pub use error::LibraryError;
pub use neighbourhood::Neighbourhood;
pub use read::{Happened, HistoryEntry};
pub use write::Stored;

use crate::budget::{Book, Identity, Kin, Summary};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another process's write; a document takes a few hundredths of a second.
const PATIENCE: Duration = Duration::from_secs(10);

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
            has_lines: book.source.locations.is_empty(),
            summary: Summary::of(book),
        }
    }
}

/// An open library.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
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
        let length = path.metadata().map_or(0, |file| file.len());
        if length == 0 {
            return Err(LibraryError::NotThere(path.to_owned()));
        }
        if std::fs::File::open(path).is_err() {
            return Err(LibraryError::Unreadable(path.to_owned()));
        }
        let library = Self::prepared(connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?, path)?;
        schema::check(&library.connection, path)?;
        Ok(library)
    }

    /// Opens a library for writing, and makes it, with its folder, where there is none.
    pub fn open_for_writing(path: &Path) -> Result<Self, LibraryError> {
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
        let mut library = Self::prepared(connect(path, flags)?, path)?;
        // A document larger than the cache would else be written out before its commit,
        // and keep every reader waiting until then.
        library
            .connection
            .pragma_update(None, "cache_spill", false)
            .map_err(|error| library.failed(error))?;
        schema::migrate(&mut library.connection, path)?;
        Ok(library)
    }

    /// A library in memory: the samples, and tests.
    pub fn in_memory() -> Result<Self, LibraryError> {
        let path = PathBuf::from(":memory:");
        let connection =
            Connection::open_in_memory().map_err(|error| LibraryError::of(error, &path))?;
        let mut library = Self::prepared(connection, &path)?;
        schema::migrate(&mut library.connection, &path)?;
        Ok(library)
    }

    fn prepared(connection: Connection, path: &Path) -> Result<Self, LibraryError> {
        let failed = |error| LibraryError::of(error, path);
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection
            .pragma_update(None, "foreign_keys", true)
            .map_err(failed)?;
        // A plan that is to depend on the values asked for is made anew for each of them:
        // that took a quarter of the time of reading a budget.
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(32);
        Ok(Self {
            connection,
            path: path.to_owned(),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn failed(&self, error: rusqlite::Error) -> LibraryError {
        LibraryError::of(error, &self.path)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, LibraryError> {
    // SQLite gives names such as `:memory:` a meaning of their own; no path begins so.
    let plain = Path::new(".").join(path);
    Connection::open_with_flags(plain, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| LibraryError::of(error, path))
}

/// Lets SQLite undo what a killed import left half written. A reader may not do so, and
/// where nobody may, the error says so.
fn roll_back(path: &Path) -> Result<(), LibraryError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|_| LibraryError::Interrupted(path.to_owned()))?;
    connection
        .busy_timeout(PATIENCE)
        .and_then(|()| connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())))
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
    use crate::budget::{Locations, Scope, Source, Stage};

    fn book(sha256: &str, text: &str) -> Book {
        Book {
            identity: Identity {
                unit: "甲".to_owned(),
                year: 2024,
                stage: Stage::Budget,
                scope: Scope::Unit,
            },
            source: Source {
                file_name: "甲.txt".to_owned(),
                sha256: sha256.to_owned(),
                text: text.to_owned(),
                locations: Locations::default(),
            },
            tables: Vec::new(),
            indicators: Vec::new(),
            statements: Vec::new(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_full_disk_keeps_what_was_there() {
        let mut library = Library::in_memory().unwrap();
        library.store(&book("a", ""), "", false).unwrap();
        let pages: i64 = library
            .connection
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .unwrap();
        library
            .connection
            .pragma_update(None, "max_page_count", pages + 2)
            .unwrap();
        let large = book("b", &"长".repeat(100_000));
        let refused = library.store(&large, "", false);
        assert!(matches!(refused, Err(LibraryError::Full(_))), "{refused:?}");
        assert_eq!(library.catalogue().unwrap()[0].sha256, "a");
        assert_eq!(library.history().unwrap().len(), 1);
    }
}
