/*!
The library's tables, and how an older library becomes a newer one.
*/

use super::{LibraryError, former};
use crate::sqlite::{Database, Format, Migration};
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

/// Every library: `lkx` and a version of the container as its number, and its migrations.
static FORMAT: Format = Format::new(
    0x6C6B_7831,
    &[
        Migration::of(include_str!("schema/0001.sql")),
        Migration::of(include_str!("schema/0002.sql")),
        Migration::of(include_str!("schema/0003.sql")).carrying(former::hash_texts),
        Migration::of(include_str!("schema/0004.sql")),
        Migration::of(include_str!("schema/0005.sql")).carrying(former::carry),
        Migration::of(include_str!("schema/0006.sql")),
        Migration::of(include_str!("schema/0007.sql")).carrying(former::make_tables),
    ],
);

/// The first version in which a document is a block.
const OF_BLOCKS: i32 = 6;

/// How long an older library may take: a large one holds some ten thousand documents.
const LONGEST_MIGRATION: Duration = Duration::from_secs(12 * 60 * 60);

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

/// Makes a new file a library and an older library a current one; `progress` hears how many of
/// its documents are carried over.
pub(super) fn migrate(
    database: &mut Database,
    path: &Path,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(), LibraryError> {
    let before = FORMAT
        .migrate(database.changed_for(LONGEST_MIGRATION), progress)
        .map_err(|fault| LibraryError::refused(fault, path))?;
    if (1..OF_BLOCKS).contains(&before) {
        // The room of the former tables. Where there is none to work in, the file stays as large.
        let freed = database
            .changed_for(LONGEST_MIGRATION)
            .execute_batch("VACUUM");
        freed.or_else(|error| match error.sqlite_error_code() {
            Some(_) => Ok(()),
            None => Err(LibraryError::of(error, path)),
        })?;
    }
    Ok(())
}
