/*!
The files that imports have tried, with what came of each last.

A file that was read well is known by its hash, so that the next import passes it over before anybody
reads it, unless what reads is another program by now. One that failed is known by its path and
cause as well, until it is read.
*/

use super::book::book;
use super::stored::{Spot, Stored};
use super::{Library, LibraryError, Storing};
use crate::budget::{Book, apart};
use crate::sqlite::Flaw;
use rusqlite::{Connection, Transaction, params};
use std::collections::HashSet;

/// A file that gave no budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedImport {
    /// Its path as it was given.
    pub path: String,
    /// When it was tried: `2026-11-21 08:30:00`, local time.
    pub at: String,
    /// Why, in words.
    pub cause: String,
    /// SHA-256 of the file, or empty where it could not be opened.
    pub sha256: String,
}

impl Library {
    /// The hashes of the files that need not be read again: what reads them would be the same, and
    /// all budgets that they gave are read from them now.
    pub fn known_files(&self, reader: &str) -> Result<HashSet<String>, LibraryError> {
        let connection = self.database.asked();
        let read = || -> rusqlite::Result<HashSet<String>> {
            connection
                .prepare_cached(
                    "SELECT sha256 FROM imports WHERE cause IS NULL AND reader = ?1 AND budgets =
                        (SELECT count(*) FROM documents WHERE current = 1
                            AND documents.sha256 = imports.sha256)
                        + (SELECT count(*) FROM parts JOIN documents ON number = document
                            WHERE current = 1 AND parts.sha256 = imports.sha256)",
                )?
                .query_map([reader], |row| row.get(0))?
                .collect()
        };
        read().map_err(|error| self.failed(error))
    }

    /// The budgets that are read from a file now, each as that file has it.
    pub fn books_of_file(&self, sha256: &str) -> Result<Vec<Book>, LibraryError> {
        let connection = self.database.asked();
        books_of_file(connection, sha256).map_err(|flaw| self.flawed(flaw, None))
    }

    /// The files that could not be imported, by their paths.
    pub fn failed_imports(&self) -> Result<Vec<FailedImport>, LibraryError> {
        let connection = self.database.asked();
        failed(connection).map_err(|flaw| self.flawed(flaw, None))
    }

    /// Keeps that a file could not be imported, and why.
    pub fn note_failed(&mut self, failed: &FailedImport) -> Result<(), LibraryError> {
        let path = self.path.clone();
        let noted = self
            .database
            .changed()
            .prepare_cached(
                "INSERT INTO imports (sha256, path, at, reader, budgets, cause)
                 VALUES (?1, ?2, ?3, '', 0, ?4)
                 ON CONFLICT (path, sha256) DO UPDATE SET at = excluded.at, cause = excluded.cause",
            )
            .and_then(|mut insert| {
                insert.execute([&failed.sha256, &failed.path, &failed.at, &failed.cause])
            });
        noted
            .map(|_| ())
            .map_err(|error| LibraryError::of(error, &path))
    }
}

/// Keeps that a file was read, by what, and how many budgets it gave.
pub(super) fn note_read(
    transaction: &Transaction,
    books: &[Book],
    at: &str,
    storing: Storing,
) -> rusqlite::Result<()> {
    let Some(first) = books.first().filter(|_| !storing.reader.is_empty()) else {
        return Ok(());
    };
    let sha256 = first.source.sha256.as_str();
    for (sql, of) in [
        (
            "DELETE FROM imports WHERE path = ?1 AND cause IS NOT NULL",
            storing.path,
        ),
        (
            "DELETE FROM imports WHERE sha256 = ?1 AND cause IS NOT NULL",
            sha256,
        ),
    ] {
        transaction.prepare_cached(sql)?.execute([of])?;
    }
    let budgets = i64::try_from(books.len()).unwrap_or(i64::MAX);
    transaction
        .prepare_cached(
            "INSERT INTO imports (sha256, path, at, reader, budgets) VALUES (?1, '', ?2, ?3, ?4)
             ON CONFLICT (path, sha256)
             DO UPDATE SET at = excluded.at, reader = excluded.reader, budgets = excluded.budgets
             WHERE reader <> excluded.reader OR budgets <> excluded.budgets",
        )?
        .execute(params![sha256, at, storing.reader, budgets])?;
    Ok(())
}

fn books_of_file(connection: &Connection, sha256: &str) -> Result<Vec<Book>, Flaw> {
    let snapshot = connection.unchecked_transaction()?;
    let mut select = snapshot.prepare_cached(
        "SELECT id FROM documents WHERE current = 1 AND sha256 = ?1
         UNION SELECT id FROM parts JOIN documents ON number = document
            WHERE current = 1 AND parts.sha256 = ?1",
    )?;
    let ids: Vec<i64> = select
        .query_map([sha256], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut books = Vec::new();
    for id in ids {
        let whole = book(&snapshot, id)?;
        let parts = whole.into_iter().flat_map(apart);
        books.extend(parts.filter(|part| part.source.sha256 == sha256));
    }
    books.sort_by(|book, other| book.identity.cmp(&other.identity));
    Ok(books)
}

fn failed(connection: &Connection) -> Result<Vec<FailedImport>, Flaw> {
    let mut select = connection.prepare_cached(
        "SELECT path, at, cause, sha256 FROM imports WHERE cause IS NOT NULL ORDER BY path, sha256",
    )?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let stored = Stored::new(row, Spot::Import(all.len()));
        all.push(FailedImport {
            path: stored.get(0)?,
            at: stored.get(1)?,
            cause: stored.get(2)?,
            sha256: stored.get(3)?,
        });
    }
    Ok(all)
}
