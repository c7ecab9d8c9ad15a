/*!
SQLite files that may be somebody else's: the library and the notes.

A file that came from those who are audited can hold more than rows: triggers that rewrite
what is stored, views that never end, a journal that points to another file. So a file is
opened with SQLite's own defences, every statement has a time limit, and nothing is asked
before the schema was compared with the one that the program makes itself.
*/

mod fault;
mod file;
mod format;
mod record;

pub use fault::{Fault, in_words};
pub use file::{BESIDE, beside};
pub use format::{Format, Migration};
pub use record::{Flaw, Record, quoted};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The version of SQLite that is part of the program.
pub fn version() -> &'static str {
    rusqlite::version()
}

/// How long to wait for another process's write; a document takes a few hundredths of a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a question may take. The list of 10,000 budgets takes a tenth of a second, and
/// a file share may be a hundred times slower.
pub const LONGEST_QUESTION: Duration = Duration::from_secs(60);

/// How many steps of SQLite's machine lie between two looks at the clock: below a millisecond.
const STEPS_BETWEEN_LOOKS: i32 = 10_000;

/// What is more than the program ever writes.
const LIMITS: [(Limit, i32); 8] = [
    // A package unpacks to 128 MB at most, and its anchors are of that order.
    (Limit::SQLITE_LIMIT_LENGTH, 512 << 20),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 10),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
    // A document takes its tables, rows and figures with it, one cascade below the other.
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 10),
];

/// An open file, or one in memory.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    watch: Watch,
}

impl Database {
    /// Opens a file; whether it is one of ours only its [`Format`] can say.
    pub fn open(path: &Path, flags: OpenFlags) -> Result<Self, Fault> {
        file::examine(path)?;
        // SQLite gives names such as `:memory:` a meaning of their own; no path begins so.
        let plain = Path::new(".").join(path);
        let connection =
            Connection::open_with_flags(plain, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        Ok(Self::guarded(connection)?)
    }

    /// A database in memory.
    pub fn in_memory() -> Result<Self, Fault> {
        Ok(Self::guarded(Connection::open_in_memory()?)?)
    }

    fn guarded(mut connection: Connection) -> rusqlite::Result<Self> {
        connection.busy_timeout(PATIENCE)?;
        for (config, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
            // A plan that is to depend on the values asked for is made anew for each of them:
            // that took a quarter of the time of reading a budget.
            (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
        ] {
            connection.set_db_config(config, on)?;
        }
        for (limit, most) in LIMITS {
            connection.set_limit(limit, most)?;
        }
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.set_prepared_statement_cache_capacity(32);
        let watch = Watch::new();
        connection.progress_handler(STEPS_BETWEEN_LOOKS, Some(watch.bell()))?;
        Ok(Self { connection, watch })
    }

    /// The connection for one question, which must be answered within [`LONGEST_QUESTION`].
    pub fn asked(&self) -> &Connection {
        self.asked_for(LONGEST_QUESTION)
    }

    /// The connection for one question that may take so long.
    pub fn asked_for(&self, longest: Duration) -> &Connection {
        self.watch.start(longest);
        &self.connection
    }

    /// The connection for one change, which must be made within [`LONGEST_QUESTION`].
    pub fn changed(&mut self) -> &mut Connection {
        self.changed_for(LONGEST_QUESTION)
    }

    /// The connection for one change that may take so long.
    pub fn changed_for(&mut self, longest: Duration) -> &mut Connection {
        self.watch.start(longest);
        &mut self.connection
    }
}

/// The time until which the statements of a question must have ended.
#[derive(Debug)]
struct Watch {
    since: Instant,
    /// Milliseconds after `since`.
    until: Arc<AtomicU64>,
}

impl Watch {
    fn new() -> Self {
        let watch = Self {
            since: Instant::now(),
            until: Arc::default(),
        };
        watch.start(LONGEST_QUESTION);
        watch
    }

    fn start(&self, longest: Duration) {
        let until = self.since.elapsed().saturating_add(longest);
        self.until.store(milliseconds(until), Ordering::Relaxed);
    }

    /// Says whether the time is up.
    fn bell(&self) -> impl FnMut() -> bool + Send + 'static {
        let (since, until) = (self.since, Arc::clone(&self.until));
        move || milliseconds(since.elapsed()) > until.load(Ordering::Relaxed)
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ErrorCode;

    const ENDLESS: &str =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    #[test]
    fn a_question_that_never_ends_is_ended() {
        let database = Database::in_memory().unwrap();
        let asked = database
            .asked_for(Duration::from_millis(1))
            .query_row(ENDLESS, [], |_| Ok(()));
        assert_eq!(
            asked.unwrap_err().sqlite_error_code(),
            Some(ErrorCode::OperationInterrupted)
        );
        // The next question has its own time.
        let asked = database
            .asked()
            .query_row("SELECT 1", [], |row| row.get::<_, i64>(0));
        assert_eq!(asked.unwrap(), 1);
    }

    #[test]
    fn views_and_triggers_are_dead() {
        let mut database = Database::in_memory().unwrap();
        let connection = database.changed();
        connection
            .execute_batch(
                "CREATE TABLE a (b); CREATE VIEW v AS SELECT 1;
                 CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = 2; END;
                 INSERT INTO a VALUES (1);",
            )
            .unwrap();
        let stored: i64 = connection
            .query_row("SELECT b FROM a", [], |row| row.get(0))
            .unwrap();
        assert_eq!(stored, 1);
        assert!(
            connection
                .query_row("SELECT * FROM v", [], |_| Ok(()))
                .is_err()
        );
    }
}
