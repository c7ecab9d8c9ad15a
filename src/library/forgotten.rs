/*!
What the checks said of a budget is forgotten where something around it changes.
*/

use rusqlite::{OptionalExtension, Transaction};

/// Forgets what the checks said of the budgets that are held against a unit's.
pub(super) fn forget_checks_around(
    transaction: &Transaction,
    unit: &str,
    department: &str,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "DELETE FROM outcomes WHERE document IN (SELECT number FROM documents
                WHERE current = 1 AND unit IN (?1, ?2)
                UNION ALL SELECT number FROM documents WHERE current = 1 AND department = ?1)",
        )?
        .execute([unit, department])?;
    Ok(())
}

/// The same of the budgets that are held against a document's.
pub(super) fn forget_checks_around_document(
    transaction: &Transaction,
    id: i64,
) -> rusqlite::Result<()> {
    let budget: Option<(String, String)> = transaction
        .prepare_cached("SELECT unit, department FROM documents WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match budget {
        Some((unit, department)) => forget_checks_around(transaction, &unit, &department),
        None => Ok(()),
    }
}
