/*!
The library's tables, and how an older library becomes a newer one.

A migration is never edited once released: a change is a new one at the end. The
number of migrations that a file has been through is its `user_version`; the
`application_id` tells a library from any other SQLite file.
*/

use super::LibraryError;
use rusqlite::Connection;
use std::path::Path;

/// `lkx` and a version of the container, as the four bytes that `file` can show.
pub const APPLICATION_ID: i32 = 0x6C6B_7831;

/// Every step from an empty file to the current schema.
pub const MIGRATIONS: &[&str] = &[
    include_str!("schema/0001.sql"),
    include_str!("schema/0002.sql"),
];

/// The version that this program reads and writes.
pub const VERSION: i32 = MIGRATIONS.len() as i32;

/// Makes sure that a file opened for reading is a library of this version.
pub fn check(connection: &Connection, path: &Path) -> Result<(), LibraryError> {
    let (application, version) = stamps(connection, path)?;
    if application != APPLICATION_ID {
        return Err(LibraryError::NotALibrary(path.to_owned()));
    }
    if version < VERSION {
        return Err(LibraryError::Older {
            path: path.to_owned(),
            version,
            known: VERSION,
        });
    }
    not_newer(version, path)
}

fn not_newer(version: i32, path: &Path) -> Result<(), LibraryError> {
    if version <= VERSION {
        return Ok(());
    }
    Err(LibraryError::Newer {
        path: path.to_owned(),
        version,
        known: VERSION,
    })
}

/// Makes a new file a library and an older library a current one.
pub fn migrate(connection: &mut Connection, path: &Path) -> Result<(), LibraryError> {
    if migrations_done(connection, path)? == MIGRATIONS.len() {
        return Ok(());
    }
    let failed = |error| LibraryError::of(error, path);
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(failed)?;
    // Asked again behind the lock: another import may have migrated the file meanwhile.
    let done = migrations_done(&transaction, path)?;
    for migration in &MIGRATIONS[done..] {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    transaction
        .pragma_update(None, "user_version", VERSION)
        .map_err(failed)?;
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(failed)?;
    transaction.commit().map_err(failed)
}

/// How many migrations a file has been through: none where it is blank, at most all.
fn migrations_done(connection: &Connection, path: &Path) -> Result<usize, LibraryError> {
    let (application, version) = stamps(connection, path)?;
    if application == APPLICATION_ID {
        not_newer(version, path)?;
        return Ok(usize::try_from(version).unwrap_or(0));
    }
    if is_blank(connection, path)? {
        return Ok(0);
    }
    Err(LibraryError::NotALibrary(path.to_owned()))
}

fn stamps(connection: &Connection, path: &Path) -> Result<(i32, i32), LibraryError> {
    let stamp = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let read = || Ok((stamp("application_id")?, stamp("user_version")?));
    read().map_err(|error| LibraryError::of(error, path))
}

fn is_blank(connection: &Connection, path: &Path) -> Result<bool, LibraryError> {
    let count: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| LibraryError::of(error, path))?;
    Ok(count == 0)
}
