/*!
The tables of a document made anew from its block, where another edition of the program made them.
*/

use super::book::book;
use super::read::entry_of;
use super::stored::Spot;
use super::{DocumentId, Library, LibraryError, made};
use crate::sqlite::Flaw;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::collections::HashSet;

/// How many documents are made anew in one go: a commit waits for the disk.
const IN_ONE_GO: usize = 64;

impl Library {
    /// The budgets whose tables this edition of the program made: what is asked of the tables is what
    /// the budgets would say.
    pub fn made_by_this_edition(&self) -> Result<HashSet<DocumentId>, LibraryError> {
        let connection = self.database.asked();
        let read = || -> rusqlite::Result<HashSet<DocumentId>> {
            connection
                .prepare_cached(
                    "SELECT id FROM documents JOIN made ON document = number
                     WHERE edition = ?1 AND current = 1",
                )?
                .query_map([made::EDITION], |row| row.get(0).map(DocumentId))?
                .collect()
        };
        read().map_err(|error| self.failed(error))
    }

    /// Makes the tables anew that another edition made; `progress` hears of how many documents, and how
    /// many are done. A damaged document keeps what it has.
    pub fn remake(&mut self, progress: &mut dyn FnMut(usize, usize)) -> Result<(), LibraryError> {
        let path = self.path.clone();
        let failed = |error| LibraryError::of(error, &path);
        let connection = self.database.asked();
        let stale: Vec<(i64, i64)> = stale(connection).map_err(failed)?;
        for (done, some) in stale.chunks(IN_ONE_GO).enumerate() {
            progress(done.saturating_mul(IN_ONE_GO), stale.len());
            let transaction = self
                .database
                .changed()
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(failed)?;
            for &(number, id) in some {
                match remake(&transaction, number, id) {
                    Ok(()) | Err(Flaw::Damaged { .. }) => {}
                    Err(flaw) => return Err(LibraryError::flawed(flaw, None, &path)),
                }
            }
            transaction.commit().map_err(failed)?;
        }
        Ok(())
    }
}

/// The documents, by number and id.
pub(super) fn numbered(connection: &Connection) -> rusqlite::Result<Vec<(i64, i64)>> {
    connection
        .prepare("SELECT number, id FROM documents ORDER BY number")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn stale(connection: &Connection) -> rusqlite::Result<Vec<(i64, i64)>> {
    connection
        .prepare(
            "SELECT number, id FROM documents WHERE NOT EXISTS
                (SELECT 1 FROM made WHERE document = number AND edition = ?1)
             ORDER BY number",
        )?
        .query_map([made::EDITION], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Whether this edition made the tables of a document.
pub(super) fn is_of_this_edition(connection: &Connection, number: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM made WHERE document = ?1 AND edition = ?2)")?
        .query_row((number, made::EDITION), |row| row.get(0))
}

/// Makes the tables of a document anew; nothing is changed where its block is damaged.
pub(super) fn remake(transaction: &Transaction, number: i64, id: i64) -> Result<(), Flaw> {
    let missing = || Flaw::at(Spot::Document(id), "不在");
    let entry = entry_of(transaction, id)?.ok_or_else(missing)?;
    let book = book(transaction, id)?.ok_or_else(missing)?;
    made::delete_all(transaction, number)?;
    made::insert_all(transaction, number, (&entry, &book))?;
    Ok(())
}
