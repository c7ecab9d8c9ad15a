/*!
A library that somebody changed: cells of a whole one are overwritten, then every command reads it.

What a command says of it is its own affair; a panic or an endless run is a fault.
*/

use lkx::commands;
use lkx::documents::File;
use lkx::library::Library;
use lkx::surroundings::Surroundings;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The commands that read a library; the unit and year are those of a sample.
const COMMANDS: &[&[&str]] = &[
    &["list"],
    &["list", "--history"],
    &["show", "新乡市社会保险中心", "2023"],
    &["show", "新乡市社会保险中心", "2023", "2080506"],
    &["search", "zynj"],
    &["search", ">100"],
    &["check"],
    &["compare", "新乡市社会保险中心", "2023", "新乡市社会保险中心", "2023"],
    &["export", "facts"],
    &["export", "projects"],
    &["export", "indicators"],
    &["export", "tables"],
    &["export", "findings"],
    &["export", "checks"],
    &["library", "info"],
    &["library", "check"],
];

/// The text that the whole library is made of.
const SAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../sample-data/xinxiang-2023.txt"
);

/// Changes cells of a library as the bytes say, and runs every command on it.
pub fn read_changed(changes: &[u8]) {
    let whole = whole();
    let path = whole.with_file_name("changed.sqlite");
    if std::fs::copy(whole, &path).is_err() || change(&path, changes).is_none() {
        return;
    }
    for command in COMMANDS {
        let library = ["lkx", "--library"].map(OsString::from);
        let arguments = library
            .into_iter()
            .chain([OsString::from(&path)])
            .chain(command.iter().map(OsString::from))
            .collect();
        let _ = commands::main(arguments, &Surroundings::default());
    }
}

/// A library of one budget, made once.
fn whole() -> &'static Path {
    static WHOLE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = WHOLE.get_or_init(|| {
        let folder = TempDir::new().expect("a folder for the library");
        let path = folder.path().join("whole.sqlite");
        let bytes = std::fs::read(SAMPLE).expect("the sample");
        let book = commands::read_book(&File::new("xinxiang-2023.txt", &bytes));
        let mut library = Library::open_for_writing(&path).expect("a new library");
        library
            .store(&book.expect("a budget"), "2026-01-01 00:00:00", false)
            .expect("a stored budget");
        (folder, path)
    });
    path
}

/// Each change: a table, a column, a row, a kind of value, a length and as many bytes.
fn change(path: &Path, changes: &[u8]) -> Option<()> {
    let connection = Connection::open(path).ok()?;
    let free = "PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1; PRAGMA synchronous = 0";
    connection.execute_batch(free).ok()?;
    let tables = names(&connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let mut rest = changes;
    while let [table, column, row, kind, length, more @ ..] = rest {
        let (bytes, next) = more.split_at(usize::from(*length).min(more.len()));
        rest = next;
        let table = &tables[usize::from(*table) % tables.len()];
        let of_table = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns = names(&connection, &of_table)?;
        let column = columns.get(usize::from(*column) % columns.len().max(1))?;
        let sql = format!(
            "UPDATE OR IGNORE \"{table}\" SET \"{column}\" = ?1 WHERE \"{column}\" IN \
             (SELECT \"{column}\" FROM \"{table}\" LIMIT 1 OFFSET {row})"
        );
        let _ = connection.execute(&sql, [value(*kind, bytes)]);
    }
    Some(())
}

fn names(connection: &Connection, sql: &str) -> Option<Vec<String>> {
    let mut statement = connection.prepare(sql).ok()?;
    let rows = statement.query_map([], |row| row.get(0)).ok()?;
    rows.collect::<Result<_, _>>().ok()
}

fn value(kind: u8, bytes: &[u8]) -> Value {
    let mut number = [0u8; 8];
    for (digit, byte) in number.iter_mut().zip(bytes) {
        *digit = *byte;
    }
    match kind % 4 {
        0 => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        1 => Value::Integer(i64::from_le_bytes(number)),
        2 => Value::Blob(bytes.to_vec()),
        _ => Value::Null,
    }
}
