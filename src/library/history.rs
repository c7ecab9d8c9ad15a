/*!
What happened to the documents of a library, a line each.
*/

use super::Happened;
use crate::budget::{Book, Identity};
use rusqlite::{Transaction, params};

/// A line of history about a document, but for whose it is.
pub(super) struct HistoryLine {
    pub happened: String,
    pub at: String,
    pub file_name: String,
    pub sha256: String,
    pub facts: i64,
}

impl HistoryLine {
    /// Writes it down for a document of a budget.
    pub fn insert(
        &self,
        transaction: &Transaction,
        document: i64,
        identity: &Identity,
    ) -> rusqlite::Result<()> {
        transaction.execute(
            "INSERT INTO history (happened, at, document, unit, year, stage, scope, file_name, sha256, facts)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                self.happened,
                self.at,
                document,
                identity.unit,
                identity.year,
                identity.stage.name(),
                identity.scope.name(),
                self.file_name,
                self.sha256,
                self.facts,
            ],
        )?;
        Ok(())
    }
}

/// A line of history about one file of a budget.
pub(super) fn remember_file(
    transaction: &Transaction,
    happened: Happened,
    at: &str,
    document: i64,
    (book, read): (&Book, &Book),
) -> rusqlite::Result<()> {
    let line = HistoryLine {
        happened: happened.name().to_owned(),
        at: at.to_owned(),
        file_name: read.source.file_name.clone(),
        sha256: read.source.sha256.clone(),
        facts: u32::try_from(read.fact_count()).unwrap_or(u32::MAX).into(),
    };
    line.insert(transaction, document, &book.identity)
}

pub(super) fn remember(
    transaction: &Transaction,
    happened: Happened,
    at: &str,
    document: i64,
) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT INTO history (happened, at, document, unit, year, stage, scope, file_name, sha256, facts)
         SELECT ?1, ?2, id, unit, year, stage, scope, file_name, sha256, facts FROM documents WHERE id = ?3",
        params![happened.name(), at, document],
    )?;
    Ok(())
}
