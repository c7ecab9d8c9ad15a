/*!
The table of the notes, and how older notes become newer ones.

As in the library, a migration is never edited once released; the number of migrations
that a file has been through is its `user_version`.
*/

use super::NotesError;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// `lkn` and a version of the container, as the four bytes that `file` can show.
const APPLICATION_ID: i32 = 0x6C6B_6E31;

/// Every step from an empty file to the current schema.
const MIGRATIONS: &[&str] = &[include_str!("schema/0001.sql")];

/// Whether the file holds notes of this version or older; a file of something else, or of a
/// newer program, is an error.
pub(super) fn holds_notes(connection: &Connection, path: &Path) -> Result<bool, NotesError> {
    // Both stamps and the tables as they are at one moment: another session may be making the
    // file just now.
    let _snapshot = match connection.is_autocommit() {
        true => Some(
            connection
                .unchecked_transaction()
                .map_err(|error| NotesError::of(error, path))?,
        ),
        false => None,
    };
    let (application, version) = stamps(connection, path)?;
    if application != APPLICATION_ID {
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(|error| NotesError::of(error, path))?;
        return match tables {
            0 => Ok(false),
            _ => Err(NotesError::NotNotes(path.to_owned())),
        };
    }
    if version > MIGRATIONS.len() {
        return Err(NotesError::Newer(path.to_owned()));
    }
    Ok(version > 0)
}

/// Brings a file to the current schema.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), NotesError> {
    if holds_notes(connection, path)? && stamps(connection, path)?.1 == MIGRATIONS.len() {
        return Ok(());
    }
    let failed = |error| NotesError::of(error, path);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    // Asked again behind the lock: another session may have been quicker.
    holds_notes(&transaction, path)?;
    let done = stamps(&transaction, path)?.1;
    for migration in &MIGRATIONS[done..] {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    let version = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    transaction
        .pragma_update(None, "user_version", version)
        .map_err(failed)?;
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(failed)?;
    transaction.commit().map_err(failed)
}

fn stamps(connection: &Connection, path: &Path) -> Result<(i32, usize), NotesError> {
    let stamp = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let read = || Ok((stamp("application_id")?, stamp("user_version")?));
    let (application, version) = read().map_err(|error| NotesError::of(error, path))?;
    Ok((application, usize::try_from(version).unwrap_or(0)))
}
