/*!
Storing a budget, whole or not at all.
*/

use super::block::{FORM, hash, pack};
use super::imports::note_read;
use super::plan::{Plan, plans};
use super::taken_back::take_back;
use super::{CatalogueEntry, DocumentId, Happened, Library, LibraryError, consistency, made};
use crate::budget::{Amount, Book, Identity, Summary};
use crate::library::forgotten::{forget_checks_around, forget_checks_around_document};
use crate::library::history::{remember, remember_file};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

/// What storing a budget came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// It is new.
    Imported,
    /// The same document is there already.
    Unchanged,
    /// It is a further part of a budget that is there: its explanation, its tables.
    Completed,
    /// It took the place of another document of the same budget.
    Replaced,
    /// It reads less than half of the figures of the document that it would replace.
    Refused {
        /// Figures of the document that is there.
        before: u32,
        /// Figures of the one that was refused.
        now: u32,
    },
}

/// How budgets may be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Storing<'p> {
    /// A fuller document may be replaced.
    pub replace: bool,
    /// Whose budgets they are was said by the user: what the same file was read as before goes.
    pub named: bool,
    /// The version of what read the file, by which the next import knows it; empty where it shall
    /// not.
    pub reader: &'static str,
    /// The path that the file was given by: what failed there before is no failure any more.
    pub path: &'p str,
}

impl Library {
    /// Stores a budget. `replace` says that it may replace a fuller document.
    pub fn store(
        &mut self,
        book: &Book,
        imported_at: &str,
        replace: bool,
    ) -> Result<Stored, LibraryError> {
        let stored = self.store_all(
            std::slice::from_ref(book),
            imported_at,
            Storing {
                replace,
                ..Storing::default()
            },
        )?;
        Ok(stored.first().copied().unwrap_or(Stored::Unchanged))
    }

    /// Stores the budgets of a file, all or none: where one is refused, the others are not stored
    /// either. What became of each stands in their order.
    pub fn store_all(
        &mut self,
        books: &[Book],
        imported_at: &str,
        storing: Storing,
    ) -> Result<Vec<Stored>, LibraryError> {
        if let Some(contradiction) = books.iter().find_map(consistency::contradiction) {
            return Err(LibraryError::Contradictory(contradiction));
        }
        let path = self.path.clone();
        let failed = |error| LibraryError::of(error, &path);
        // The write lock is taken before anything is looked up: of two imports at once the
        // second sees what the first has stored.
        let transaction = self
            .database
            .changed()
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let plans = plans(&transaction, books, storing).map_err(failed)?;
        let outcomes: Vec<Stored> = plans.iter().map(|plan| plan.outcome).collect();
        let is_refused = |outcome: &Stored| matches!(outcome, Stored::Refused { .. });
        if outcomes.iter().any(is_refused) {
            return Ok(outcomes);
        }
        if storing.named {
            take_back(&transaction, books, imported_at).map_err(failed)?;
        }
        for (book, plan) in books.iter().zip(&plans) {
            if plan.outcome != Stored::Unchanged {
                insert(&transaction, book, imported_at, plan).map_err(failed)?;
            }
        }
        note_read(&transaction, books, imported_at, storing).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(outcomes)
    }

    /// What storing a budget would come to.
    pub fn would_store(&self, book: &Book, replace: bool) -> Result<Stored, LibraryError> {
        let stored = self.would_store_all(
            std::slice::from_ref(book),
            Storing {
                replace,
                ..Storing::default()
            },
        )?;
        Ok(stored.first().copied().unwrap_or(Stored::Unchanged))
    }

    /// What storing the budgets of a file would come to.
    pub fn would_store_all(
        &self,
        books: &[Book],
        storing: Storing,
    ) -> Result<Vec<Stored>, LibraryError> {
        let plans = plans(self.database.asked(), books, storing);
        let plans = plans.map_err(|error| self.failed(error))?;
        Ok(plans.iter().map(|plan| plan.outcome).collect())
    }

    /// Takes a budget out of the library, with the documents that it replaced. The history
    /// keeps a line of it.
    pub fn remove(&mut self, id: DocumentId, at: &str) -> Result<(), LibraryError> {
        let path = self.path.clone();
        let failed = |error| LibraryError::of(error, &path);
        let transaction = self
            .database
            .changed()
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let known = transaction
            .query_row(
                "SELECT current FROM documents WHERE id = ?1",
                [id.0],
                |row| row.get(0),
            )
            .optional()
            .map_err(failed)?;
        match known {
            None => return Err(LibraryError::NoDocument(id.0)),
            // Between question and answer another import may have replaced what was asked about.
            Some(false) => return Err(LibraryError::NotCurrent(id.0)),
            Some(true) => {}
        }
        remember(&transaction, Happened::Removed, at, id.0).map_err(failed)?;
        forget_checks_around_document(&transaction, id.0).map_err(failed)?;
        // Names that nothing carries any more stay: the next budget mostly brings them back, and
        // finding them means asking the whole library.
        let versions = "WITH RECURSIVE versions (id) AS (SELECT ?1 UNION
                SELECT earlier FROM documents JOIN versions USING (id) WHERE earlier IS NOT NULL)
            DELETE FROM documents WHERE id IN versions";
        transaction.execute(versions, [id.0]).map_err(failed)?;
        transaction.commit().map_err(failed)
    }
}

/// Stores what was read from a file, joined with the parts of its budget that stay.
fn insert(
    transaction: &Transaction,
    read: &Book,
    imported_at: &str,
    plan: &Plan,
) -> rusqlite::Result<()> {
    let mut earlier = plan.before;
    if let Some(before) = plan.before {
        forget_checks_around_document(transaction, before)?;
        let sql = "UPDATE documents SET current = 0 WHERE id = ?1";
        transaction.execute(sql, [before])?;
        // What the whole holds as it was is no former version of it.
        if plan.outcome == Stored::Completed {
            let sql = "SELECT earlier FROM documents WHERE id = ?1";
            earlier = transaction.query_row(sql, [before], |row| row.get(0))?;
        }
    }
    let book = plan.whole.as_ref().unwrap_or(read);
    let entry = entry_of_new(transaction, book, imported_at, earlier)?;
    let number = insert_entry(transaction, (&entry, book))?;
    made::insert_all(transaction, number, (&entry, book))?;
    let document = entry.id.0;
    forget_checks_around(transaction, &book.identity.unit, &book.department)?;
    if let Some(before) = plan.before {
        for file in &plan.stays {
            transaction.execute(
                "UPDATE history SET document = ?1 WHERE document = ?2 AND sha256 = ?3",
                params![document, before, file],
            )?;
        }
        if plan.outcome == Stored::Completed {
            transaction.execute("DELETE FROM documents WHERE id = ?1", [before])?;
        }
    }
    let happened = match plan.outcome {
        Stored::Replaced => Happened::Replaced,
        _ => Happened::Imported,
    };
    remember_file(transaction, happened, imported_at, document, (book, read))
}

/// The entry of a document that is to be stored.
pub(super) fn entry_of_new(
    transaction: &Transaction,
    book: &Book,
    imported_at: &str,
    earlier: Option<i64>,
) -> rusqlite::Result<CatalogueEntry> {
    let id = free_id(transaction, book, imported_at)?;
    Ok(CatalogueEntry {
        earlier: earlier.map(DocumentId),
        ..CatalogueEntry::of(DocumentId(id), book, imported_at)
    })
}

/// Stores a document as the one that its budget is read from, without what is made from it; gives its
/// number.
pub(super) fn insert_entry(
    transaction: &Transaction,
    (entry, book): (&CatalogueEntry, &Book),
) -> rusqlite::Result<i64> {
    let number = insert_document(transaction, entry)?;
    let block =
        pack(book).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    transaction
        .prepare_cached(
            "INSERT INTO books (document, form, sha256, block) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![number, FORM, hash(&block), block])?;
    for (part_no, file) in (0i64..).zip(&book.source.files) {
        transaction.execute(
            "INSERT INTO parts (document, part_no, file_name, sha256) VALUES (?1, ?2, ?3, ?4)",
            params![number, part_no, file.file_name, file.sha256],
        )?;
    }
    Ok(number)
}

/// An id that no document has, nor had: a hash of whose budget it is, its files and the time of
/// its import, so that a document has the same id in every copy of its library.
fn free_id(transaction: &Transaction, book: &Book, imported_at: &str) -> rusqlite::Result<i64> {
    let Identity {
        unit,
        year,
        stage,
        scope,
    } = &book.identity;
    let mut is_taken = transaction.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM documents WHERE id = ?1)
             OR EXISTS (SELECT 1 FROM history WHERE document = ?1)",
    )?;
    let mut attempt = 0u32;
    loop {
        let said = format!(
            "{unit}\n{year}\n{}\n{}\n{}\n{imported_at}\n{attempt}",
            stage.name(),
            scope.name(),
            book.source.sha256,
        );
        let id = sixty_three_bits(said.as_bytes());
        if !is_taken.query_row([id], |row| row.get::<_, bool>(0))? {
            return Ok(id);
        }
        attempt += 1;
    }
}

/// The beginning of a text's hash as a number that is not negative.
pub(super) fn sixty_three_bits(text: &[u8]) -> i64 {
    let digest = Sha256::digest(text);
    let first = digest.iter().take(8);
    first.fold(0i64, |number, byte| number << 8 | i64::from(*byte)) & i64::MAX
}

/// Gives the number of the document.
fn insert_document(transaction: &Transaction, entry: &CatalogueEntry) -> rusqlite::Result<i64> {
    let CatalogueEntry {
        identity, summary, ..
    } = entry;
    let printed = amounts_of(summary).map(|amount| amount.map(|amount| amount.to_string()));
    let units = amounts_of(summary).map(|amount| amount.map(|amount| amount.unit().exponent()));
    transaction
        .prepare_cached(
            "INSERT INTO documents VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, ?11, ?12, ?13,
                ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)",
        )?
        .insert(params![
            entry.id.0,
            identity.unit,
            identity.year,
            identity.stage.name(),
            identity.scope.name(),
            entry.file_name,
            entry.sha256,
            entry.imported_at,
            entry.earlier.map(|earlier| earlier.0),
            summary.department,
            entry.has_lines,
            summary.facts,
            summary.project_count,
            summary.indicator_count,
            summary.whole_indicator_count,
            summary.tables,
            summary.empty_tables,
            summary.missing_tables,
            printed[0],
            units[0],
            printed[1],
            units[1],
            printed[2],
            units[2],
            printed[3],
            units[3],
            printed[4],
            units[4],
        ])
}

fn amounts_of(summary: &Summary) -> [Option<Amount>; 5] {
    [
        summary.income,
        summary.expenditure,
        summary.basic,
        summary.projects,
        summary.three_public,
    ]
}
