/*!
The library's tables, and how an older library becomes a newer one.
*/

use super::{LibraryError, text_hash};
use crate::sqlite::Format;
use rusqlite::{Connection, OptionalExtension, Transaction};
use std::path::Path;

/// Every library: `lkx` and a version of the container as its number, and its migrations.
static FORMAT: Format = Format::new(
    0x6C6B_7831,
    &[
        include_str!("schema/0001.sql"),
        include_str!("schema/0002.sql"),
        include_str!("schema/0003.sql"),
        include_str!("schema/0004.sql"),
    ],
);

/// A document's number is never used twice, so the counter only grows; nobody imports so many.
const HIGHEST_NUMBER: i64 = 1 << 52;

/// The version that this program reads and writes.
pub(super) fn version() -> i32 {
    FORMAT.version()
}

/// Makes sure that a file opened for reading is a library of this version.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), LibraryError> {
    let found = FORMAT
        .version_of(connection)
        .map_err(|fault| LibraryError::refused(fault, path))?;
    match found {
        0 => Err(LibraryError::NotALibrary(path.to_owned())),
        found if found < version() => Err(LibraryError::Older {
            path: path.to_owned(),
            version: found,
            known: version(),
        }),
        _ => Ok(()),
    }
}

/// Makes a new file a library and an older library a current one.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), LibraryError> {
    FORMAT
        .migrate(connection, hash_texts)
        .map_err(|fault| LibraryError::refused(fault, path))?;
    match strange_counter(connection) {
        Ok(None) => Ok(()),
        Ok(Some(detail)) => Err(LibraryError::Damaged {
            path: path.to_owned(),
            document: None,
            detail,
        }),
        Err(error) => Err(LibraryError::of(error, path)),
    }
}

/// What is wrong with the counter that gives documents their numbers, in words: at its end
/// SQLite would say that the disk is full.
pub(super) fn strange_counter(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let counter: Option<i64> = connection
        .query_row(
            "SELECT seq FROM sqlite_sequence WHERE name = 'documents'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    let strange = counter.filter(|counter| !(0..HIGHEST_NUMBER).contains(counter));
    Ok(strange.map(|counter| format!("文件编号的计数器是 {counter}")))
}

/// SQL knows no SHA-256: the texts of an older library are hashed as they are found.
fn hash_texts(transaction: &Transaction, _before: i32) -> rusqlite::Result<()> {
    let mut select = transaction.prepare(
        "SELECT id, text FROM documents
         WHERE id NOT IN (SELECT document FROM text_hashes) ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    let mut insert =
        transaction.prepare("INSERT INTO text_hashes (document, sha256) VALUES (?1, ?2)")?;
    while let Some(row) = rows.next()? {
        let (id, text): (i64, String) = (row.get(0)?, row.get(1)?);
        insert.execute((id, text_hash(&text)))?;
    }
    Ok(())
}
