/*!
The table of the notes, and how older notes become newer ones.
*/

use super::NotesError;
use crate::sqlite::{Format, Migration};
use rusqlite::Connection;
use std::path::Path;

/// Every file of notes: `lkn` and a version of the container as its number, and its migrations.
static FORMAT: Format = Format::new(
    0x6C6B_6E31,
    &[
        Migration::of(include_str!("schema/0001.sql")),
        Migration::of(include_str!("schema/0002.sql")),
    ],
);

/// The version of the notes that a file holds, 0 for a blank one; a file of something else, or of
/// a newer program, is an error.
pub(super) fn version_of(connection: &Connection, path: &Path) -> Result<i32, NotesError> {
    let version = FORMAT.version_of(connection);
    version.map_err(|fault| NotesError::refused(fault, path))
}

/// Brings a file to the current schema.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), NotesError> {
    FORMAT
        .migrate(connection, &mut |_, _| ())
        .map(|_| ())
        .map_err(|fault| NotesError::refused(fault, path))
}
