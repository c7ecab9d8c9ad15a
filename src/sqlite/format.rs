/*!
What a file of ours holds, and how an older one becomes a newer one.

A migration is never edited once released: a change is a new one at the end. The number of
migrations that a file has been through is its `user_version`; the `application_id` tells it
from any other SQLite file. Its schema must be, word for word, what these migrations make.
*/

use super::{Database, Fault, quoted};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::sync::OnceLock;

/// Moves what a file holds, where SQL alone cannot; it says how far it is, of how many.
pub type Carry = fn(&Transaction, &mut dyn FnMut(usize, usize)) -> Result<(), Fault>;

/// A step from one version to the next.
#[derive(Debug)]
pub struct Migration {
    sql: &'static str,
    carry: Option<Carry>,
}

impl Migration {
    /// A step that SQL can say.
    pub const fn of(sql: &'static str) -> Self {
        Self { sql, carry: None }
    }

    /// The same step, and then what SQL cannot say. The schema must not depend on it.
    pub const fn carrying(self, carry: Carry) -> Self {
        Self {
            carry: Some(carry),
            ..self
        }
    }
}

/// A kind of file.
#[derive(Debug)]
pub struct Format {
    /// Four bytes that `file` can show.
    application_id: i32,
    /// Every step from an empty file to the current schema.
    migrations: &'static [Migration],
    /// The current schema; it is made once, because the notes are opened for every question.
    current: OnceLock<Vec<Entry>>,
}

/// A table, an index, a view or a trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    kind: String,
    name: String,
    table: String,
    /// None for what SQLite makes of its own accord.
    sql: Option<String>,
}

impl Format {
    /// A kind of file with its number and its migrations.
    pub const fn new(application_id: i32, migrations: &'static [Migration]) -> Self {
        Self {
            application_id,
            migrations,
            current: OnceLock::new(),
        }
    }

    /// The version that this program reads and writes.
    pub fn version(&self) -> i32 {
        i32::try_from(self.migrations.len()).unwrap_or(i32::MAX)
    }

    /// The version of a file of this kind whose schema is what it should be; 0 for a blank one.
    pub fn version_of(&self, connection: &Connection) -> Result<i32, Fault> {
        // Stamps and schema as they are at one moment: another process may be making the file.
        let _snapshot = match connection.is_autocommit() {
            true => Some(connection.unchecked_transaction()?),
            false => None,
        };
        let stamp =
            |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
        let (application, version) = (stamp("application_id")?, stamp("user_version")?);
        if application != self.application_id {
            let count: i64 =
                connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
            return match count {
                0 => Ok(0),
                _ => Err(Fault::NotOurs),
            };
        }
        if version > self.version() {
            return Err(Fault::Newer(version));
        }
        let version = version.max(0);
        self.compare(connection, version)?;
        Ok(version)
    }

    /// Makes a blank file one of this kind and an older one current, in one transaction: whole or
    /// not at all. Gives the version that the file had; `progress` hears how far long steps are.
    pub fn migrate(
        &self,
        connection: &mut Connection,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<i32, Fault> {
        if self.version_of(connection)? == self.version() {
            return Ok(self.version());
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Asked again behind the lock: another process may have been quicker.
        let version = self.version_of(&transaction)?;
        for migration in self.migrations.iter().skip(index(version)) {
            transaction.execute_batch(migration.sql)?;
            if let Some(carry) = migration.carry {
                carry(&transaction, progress)?;
            }
        }
        transaction.pragma_update(None, "user_version", self.version())?;
        transaction.pragma_update(None, "application_id", self.application_id)?;
        transaction.commit()?;
        Ok(version)
    }

    fn compare(&self, connection: &Connection, version: i32) -> Result<(), Fault> {
        if version != self.version() {
            return compare(connection, &self.schema(version)?);
        }
        let made = match self.current.get() {
            Some(made) => made,
            None => {
                let made = self.schema(version)?;
                self.current.get_or_init(|| made)
            }
        };
        compare(connection, made)
    }

    /// The schema of a version.
    fn schema(&self, version: i32) -> Result<Vec<Entry>, Fault> {
        let mut database = Database::in_memory()?;
        let connection = database.changed();
        for migration in self.migrations.iter().take(index(version)) {
            connection.execute_batch(migration.sql)?;
        }
        each_entry(connection, |_| Ok(()))
    }
}

fn index(version: i32) -> usize {
    usize::try_from(version).unwrap_or(0)
}

/// The entries of a schema; the look at each may end the reading.
fn each_entry(
    connection: &Connection,
    mut look: impl FnMut(&Entry) -> Result<(), Fault>,
) -> Result<Vec<Entry>, Fault> {
    let mut select = connection.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema")?;
    let mut rows = select.query([])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = Entry {
            kind: row.get(0)?,
            name: row.get(1)?,
            table: row.get(2)?,
            sql: row.get(3)?,
        };
        look(&entry)?;
        entries.push(entry);
    }
    Ok(entries)
}

fn compare(connection: &Connection, made: &[Entry]) -> Result<(), Fault> {
    let mut count = 0;
    let found = each_entry(connection, |entry| {
        // Also a list that leads back to its own beginning comes to an end.
        count += 1;
        if count > made.len() + 1 {
            return Err(Fault::Foreign("结构表有重复的行".to_owned()));
        }
        let namesake = made.iter().find(|made| made.name == entry.name);
        match namesake {
            Some(made) if made == entry => Ok(()),
            Some(made) if made.kind != entry.kind => Err(Fault::Foreign(format!(
                "{} 变成了{}",
                in_words(made),
                kind_in_words(&entry.kind)
            ))),
            Some(made) => Err(Fault::Foreign(format!(
                "{} 与本程序建立的不同",
                in_words(made)
            ))),
            None => Err(Fault::Foreign(format!("多了{}", in_words(entry)))),
        }
    })?;
    match made.iter().find(|made| !found.contains(made)) {
        Some(missing) => Err(Fault::Foreign(format!("少了{}", in_words(missing)))),
        None if found.len() != made.len() => Err(Fault::Foreign("结构表有重复的行".to_owned())),
        None => Ok(()),
    }
}

/// An entry by its name: `触发器 t（在表 documents 上）`.
fn in_words(entry: &Entry) -> String {
    let on = if entry.kind == "table" || entry.kind == "view" {
        String::new()
    } else {
        format!("（在表 {} 上）", quoted(&entry.table))
    };
    format!("{} {}{on}", kind_in_words(&entry.kind), quoted(&entry.name))
}

fn kind_in_words(kind: &str) -> &'static str {
    match kind {
        "table" => "表",
        "index" => "索引",
        "view" => "视图",
        "trigger" => "触发器",
        _ => "不明之物",
    }
}
