/*!
What a file was read as, before the user said whose budget it is.
*/

use super::Happened;
use super::forgotten::forget_checks_around_document;
use super::history::remember;
use crate::budget::Book;
use rusqlite::Transaction;

/// Takes out what the same file was read as before under other identities; what it replaced there
/// is current again.
pub(super) fn take_back(
    transaction: &Transaction,
    books: &[Book],
    at: &str,
) -> rusqlite::Result<()> {
    let Some(file) = books.first() else {
        return Ok(());
    };
    let mut select = transaction.prepare(
        "SELECT id, unit, year, stage, scope, earlier FROM documents
         WHERE sha256 = ?1 AND current = 1",
    )?;
    let found = select.query_map([&file.source.sha256], |row| {
        let budget: (String, u16, String, String) =
            (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
        Ok((row.get::<_, i64>(0)?, budget, row.get::<_, Option<i64>>(5)?))
    })?;
    for document in found {
        let (id, (unit, year, stage, scope), earlier) = document?;
        let is_kept = books.iter().map(|book| &book.identity).any(|kept| {
            kept.unit == unit
                && kept.year == year
                && kept.stage.name() == stage
                && kept.scope.name() == scope
        });
        if is_kept {
            continue;
        }
        remember(transaction, Happened::Removed, at, id)?;
        forget_checks_around_document(transaction, id)?;
        transaction.execute("DELETE FROM documents WHERE id = ?1", [id])?;
        let sql = "UPDATE documents SET current = 1 WHERE id = ?1";
        transaction.execute(sql, [earlier])?;
    }
    Ok(())
}
