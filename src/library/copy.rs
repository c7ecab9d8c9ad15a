/*!
Copying a budget from one library into another, whole or not at all.

A document has the same id in every copy, so what is there already is seen at once, a copying that was
broken off goes on where it was, and what the checks said goes along where all that it rests on does. A
budget that the other library reads from a document which this one never had stays as it is there.
*/

use super::forgotten::forget_checks_around;
use super::history::HistoryLine;
use super::plan::current_of;
use super::read::entry_of;
use super::write::insert_entry;
use super::{CatalogueEntry, DocumentId, Library, LibraryError, made};
use crate::budget::Book;
use crate::sqlite::Flaw;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// What copying a budget came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// It is there now, with the documents that it replaced.
    Copied,
    /// It was there already.
    There,
    /// The other library reads this budget from another document, which stays.
    Differs,
}

/// A document with what happened to it.
struct Version {
    entry: CatalogueEntry,
    book: Book,
    history: Vec<HistoryLine>,
}

impl Library {
    /// Copies a budget of another library into this one.
    pub fn copy_from(&mut self, from: &Library, id: DocumentId) -> Result<Copied, LibraryError> {
        let versions = from.versions(id)?;
        let path = self.path.clone();
        let failed = |error| LibraryError::of(error, &path);
        let transaction = self
            .database
            .changed()
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let ids = versions.iter().map(|version| version.entry.id);
        let ids: Vec<DocumentId> = ids.collect();
        let Some(newest) = versions.last() else {
            return Err(LibraryError::NoDocument(id.0));
        };
        if is_there(&transaction, newest.entry.id).map_err(failed)? {
            return Ok(Copied::There);
        }
        let current = current_of(&transaction, &newest.entry.identity).map_err(failed)?;
        if current.is_some_and(|current| !ids.contains(&DocumentId(current))) {
            return Ok(Copied::Differs);
        }
        for version in &versions {
            insert(&transaction, version).map_err(failed)?;
        }
        let budget = (
            &newest.entry.identity.unit,
            &newest.entry.summary.department,
        );
        forget_checks_around(&transaction, budget.0, budget.1).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(Copied::Copied)
    }

    /// A budget and the documents that it replaced, the oldest first.
    fn versions(&self, id: DocumentId) -> Result<Vec<Version>, LibraryError> {
        let mut versions: Vec<Version> = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next {
            // A list that leads back to itself would never end.
            if versions.iter().any(|version| version.entry.id == id) {
                let flaw = Flaw::at(super::stored::Spot::Document(id.0), "所替换的是它自己");
                return Err(self.flawed(flaw, Some(id)));
            }
            let connection = self.database.asked();
            let entry = entry_of(connection, id.0).map_err(|flaw| self.flawed(flaw, Some(id)))?;
            let entry = entry.ok_or(LibraryError::NoDocument(id.0))?;
            next = entry.earlier;
            versions.push(Version {
                book: self.book(id)?,
                history: history(connection, id).map_err(|error| self.failed(error))?,
                entry,
            });
        }
        versions.reverse();
        Ok(versions)
    }
}

fn is_there(connection: &Connection, id: DocumentId) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM documents WHERE id = ?1)";
    connection.query_row(sql, [id.0], |row| row.get(0))
}

fn history(connection: &Connection, id: DocumentId) -> rusqlite::Result<Vec<HistoryLine>> {
    connection
        .prepare_cached(
            "SELECT happened, at, file_name, sha256, facts FROM history WHERE document = ?1 ORDER BY id",
        )?
        .query_map([id.0], |row| {
            Ok(HistoryLine {
                happened: row.get(0)?,
                at: row.get(1)?,
                file_name: row.get(2)?,
                sha256: row.get(3)?,
                facts: row.get(4)?,
            })
        })?
        .collect()
}

/// Stores a document that is not there yet as the one that its budget is read from.
fn insert(transaction: &Transaction, version: &Version) -> rusqlite::Result<()> {
    let entry = &version.entry;
    if is_there(transaction, entry.id)? {
        return Ok(());
    }
    if let Some(before) = current_of(transaction, &entry.identity)? {
        let sql = "UPDATE documents SET current = 0 WHERE id = ?1";
        transaction.execute(sql, [before])?;
    }
    let number = insert_entry(transaction, (entry, &version.book))?;
    made::insert_all(transaction, number, (entry, &version.book))?;
    for line in &version.history {
        line.insert(transaction, entry.id.0, &entry.identity)?;
    }
    Ok(())
}
