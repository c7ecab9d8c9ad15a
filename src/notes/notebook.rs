/*!
The file of the notes.

Every question opens the file anew and every change is one transaction, so that two
sessions of one user may write at once. What one session changes is never overwritten by
another that had not seen it: such a change is kept as a note beside.
*/

use super::note::{FindingKey, Note, NoteId};
use super::{About, Noted, NotesError, schema};
use crate::budget::{Amount, Identity, MoneyUnit, Place, Scope, Side, Stage};
use rusqlite::types::{FromSqlError, Value};
use rusqlite::{
    Connection, OpenFlags, OptionalExtension, Row, TransactionBehavior, params, params_from_iter,
};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another session; a note takes a few thousandths of a second.
const PATIENCE: Duration = Duration::from_secs(10);

const COLUMNS: &str = "unit, year, stage, scope, printed_table, ordinal, side, code, name, under, \
     measure, figure_year, figure, money_unit, mark, document, sha256, source, line, \
     first_character, end_character, text, rule, finding, reason, noted_at, edited_at";

/// What came of a change of a note's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// They were changed.
    Done,
    /// Another session had changed or deleted the note: the new words are a note of their own.
    Beside(NoteId),
}

/// The notes of a user.
#[derive(Debug)]
pub struct Notebook {
    kept: Kept,
    clock: fn() -> String,
}

#[derive(Debug)]
enum Kept {
    Nowhere,
    At(PathBuf),
    InMemory(Connection),
}

/// A connection that is closed after use, or one that is lent.
enum Open<'n> {
    Own(Connection),
    Lent(&'n mut Connection),
}

impl Deref for Open<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Open::Own(connection) => connection,
            Open::Lent(connection) => connection,
        }
    }
}

impl DerefMut for Open<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        match self {
            Open::Own(connection) => connection,
            Open::Lent(connection) => connection,
        }
    }
}

impl Notebook {
    /// The notes in a file, which is made with the first of them; the clock gives the time as
    /// notes keep it. Where the user has no folder there is no file, and no note is taken.
    pub fn at(path: Option<PathBuf>, clock: fn() -> String) -> Self {
        Self {
            kept: path.map_or(Kept::Nowhere, Kept::At),
            clock,
        }
    }

    /// Notes in memory: tests.
    pub fn in_memory(clock: fn() -> String) -> Result<Self, NotesError> {
        let path = Path::new(":memory:");
        let mut connection =
            Connection::open_in_memory().map_err(|error| NotesError::of(error, path))?;
        schema::migrate(&mut connection, path)?;
        Ok(Self {
            kept: Kept::InMemory(connection),
            clock,
        })
    }

    /// All notes, by budget in the exports' order, the older before the newer. Where there is
    /// no file there are none, and none is made.
    pub fn notes(&mut self) -> Result<Vec<Note>, NotesError> {
        let path = self.path();
        let Some(connection) = self.for_reading()? else {
            return Ok(Vec::new());
        };
        let read = || {
            let mut asked =
                connection.prepare(&format!("SELECT id, {COLUMNS} FROM notes ORDER BY id"))?;
            asked
                .query_map([], note_of)?
                .collect::<rusqlite::Result<_>>()
        };
        let mut notes: Vec<Note> = read().map_err(|error| NotesError::of(error, &path))?;
        notes.sort_by(|one, other| one.about.identity.cmp(&other.about.identity));
        Ok(notes)
    }

    /// Writes a note down.
    pub fn add(&mut self, about: &About, text: &str) -> Result<NoteId, NotesError> {
        self.insert(about, [text, ""], None)
    }

    /// Sets a finding aside, for a reason.
    pub fn set_aside(
        &mut self,
        about: &About,
        finding: &FindingKey,
        reason: &str,
    ) -> Result<NoteId, NotesError> {
        self.insert(about, ["", reason], Some(finding))
    }

    /// The findings of a budget that are set aside, as their notes.
    pub fn set_aside_of(&mut self, identity: &Identity) -> Result<Vec<Note>, NotesError> {
        let mut notes = self.notes()?;
        notes.retain(|note| note.finding.is_some() && note.about.identity == *identity);
        Ok(notes)
    }

    /// Changes the words of a note, as far as it still is what `seen` shows. What becomes of
    /// the words is one transaction: they are never lost between the note and one beside it.
    pub fn edit(&mut self, seen: &Note, words: &str) -> Result<Edited, NotesError> {
        let path = self.path();
        let failed = |error| NotesError::of(error, &path);
        let now = (self.clock)();
        let column = words_column(seen);
        let mut connection = self.for_writing()?;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let changed = transaction
            .execute(
                &format!(
                    "UPDATE notes SET {column} = ?1, edited_at = ?2 WHERE id = ?3 AND {column} = ?4"
                ),
                params![words, now, seen.id.0, seen.words()],
            )
            .map_err(failed)?;
        let edited = if changed > 0 {
            Edited::Done
        } else {
            let (text, reason) = match seen.finding {
                Some(_) => ("", words),
                None => (words, ""),
            };
            let finding = seen.finding.as_ref();
            let beside = insert(&transaction, &seen.about, [text, reason], finding, &now);
            Edited::Beside(beside.map_err(failed)?)
        };
        transaction.commit().map_err(failed)?;
        Ok(edited)
    }

    /// Deletes a note, as far as it still is what `seen` shows; one that is gone is gone.
    pub fn delete(&mut self, seen: &Note) -> Result<(), NotesError> {
        let path = self.path();
        let failed = |error| NotesError::of(error, &path);
        let column = words_column(seen);
        let connection = self.for_writing()?;
        let deleted = connection
            .execute(
                &format!("DELETE FROM notes WHERE id = ?1 AND {column} = ?2"),
                params![seen.id.0, seen.words()],
            )
            .map_err(failed)?;
        let is_there = connection
            .query_row("SELECT 1 FROM notes WHERE id = ?1", [seen.id.0], |_| Ok(()))
            .optional()
            .map_err(failed)?;
        match (deleted, is_there) {
            (0, Some(())) => Err(NotesError::ChangedMeanwhile),
            _ => Ok(()),
        }
    }

    fn insert(
        &mut self,
        about: &About,
        words: [&str; 2],
        finding: Option<&FindingKey>,
    ) -> Result<NoteId, NotesError> {
        let path = self.path();
        let now = (self.clock)();
        let connection = self.for_writing()?;
        insert(&connection, about, words, finding, &now)
            .map_err(|error| NotesError::of(error, &path))
    }

    fn path(&self) -> PathBuf {
        match &self.kept {
            Kept::At(path) => path.clone(),
            Kept::Nowhere | Kept::InMemory(_) => PathBuf::from(":memory:"),
        }
    }

    fn for_reading(&mut self) -> Result<Option<Open<'_>>, NotesError> {
        let path = match &mut self.kept {
            Kept::Nowhere => return Ok(None),
            Kept::InMemory(connection) => return Ok(Some(Open::Lent(connection))),
            Kept::At(path) if !path.exists() => return Ok(None),
            Kept::At(path) => path,
        };
        // A file that may not be written is opened for reading alone.
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let holds = schema::holds_notes(&connection, path)?;
        Ok(holds.then_some(Open::Own(connection)))
    }

    fn for_writing(&mut self) -> Result<Open<'_>, NotesError> {
        let path = match &mut self.kept {
            Kept::Nowhere => return Err(NotesError::NoPlace),
            Kept::InMemory(connection) => return Ok(Open::Lent(connection)),
            Kept::At(path) => path,
        };
        make_private(path)?;
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        schema::migrate(&mut connection, path)?;
        Ok(Open::Own(connection))
    }
}

/// Writes a note: its text, or the reason why a finding is set aside.
fn insert(
    connection: &Connection,
    about: &About,
    [text, reason]: [&str; 2],
    finding: Option<&FindingKey>,
    now: &str,
) -> rusqlite::Result<NoteId> {
    let mut values = values_of(about);
    let (rule, key) = finding.map_or(("", ""), |finding| (&finding.rule, &finding.key));
    for word in [text, rule, key, reason, now, ""] {
        values.push(Value::from(word.to_owned()));
    }
    let marks = vec!["?"; values.len()].join(", ");
    connection.execute(
        &format!("INSERT INTO notes ({COLUMNS}) VALUES ({marks})"),
        params_from_iter(values),
    )?;
    Ok(NoteId(connection.last_insert_rowid()))
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, NotesError> {
    // SQLite gives names such as `:memory:` a meaning of their own; no path begins so.
    let plain = Path::new(".").join(path);
    let failed = |error| NotesError::of(error, path);
    let connection = Connection::open_with_flags(plain, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    Ok(connection)
}

/// Makes the file and its folder where they are missing, for the user's eyes alone.
fn make_private(path: &Path) -> Result<(), NotesError> {
    let mut folders = std::fs::DirBuilder::new();
    folders.recursive(true);
    let mut file = std::fs::OpenOptions::new();
    file.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        folders.mode(0o700);
        file.mode(0o600);
    }
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        folders
            .create(folder)
            .map_err(|_| NotesError::Folder(folder.to_owned()))?;
    }
    let made = file
        .open(path)
        .map_err(|_| NotesError::ReadOnly(path.to_owned()))?;
    // Also a file that came from elsewhere is for the user's eyes alone.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let for_the_user_alone = std::fs::Permissions::from_mode(0o600);
        let is_open = made
            .metadata()
            .is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
        if is_open {
            made.set_permissions(for_the_user_alone)
                .map_err(|_| NotesError::ReadOnly(path.to_owned()))?;
        }
    }
    drop(made);
    Ok(())
}

fn words_column(note: &Note) -> &'static str {
    match note.finding {
        Some(_) => "reason",
        None => "text",
    }
}

fn values_of(about: &About) -> Vec<Value> {
    let text = |text: &str| Value::from(text.to_owned());
    let number = |number: Option<u32>| Value::from(number.map(i64::from));
    let figure = about.figure.as_ref();
    let place = about.place;
    vec![
        text(&about.identity.unit),
        Value::from(i64::from(about.identity.year)),
        text(about.identity.stage.name()),
        text(about.identity.scope.name()),
        text(&about.table),
        Value::from(i64::from(about.ordinal)),
        text(about.side.name()),
        text(&about.code),
        text(&about.name),
        text(&about.under),
        text(&about.measure),
        number(about.year.map(u32::from)),
        Value::from(figure.map_or_else(String::new, |figure| figure.amount.to_string())),
        text(figure.map_or("", |figure| figure.amount.unit().name())),
        text(figure.map_or("", |figure| &figure.mark)),
        text(&about.document),
        text(&about.sha256),
        text(&about.source),
        number(place.map(|place| place.line)),
        number(place.map(|place| place.start)),
        number(place.map(|place| place.end)),
    ]
}

fn note_of(row: &Row) -> rusqlite::Result<Note> {
    let rule: String = row.get("rule")?;
    let finding = if rule.is_empty() {
        None
    } else {
        Some(FindingKey {
            rule,
            key: row.get("finding")?,
        })
    };
    Ok(Note {
        id: NoteId(row.get("id")?),
        about: about_of(row)?,
        text: row.get("text")?,
        finding,
        reason: row.get("reason")?,
        time: row.get("noted_at")?,
        edited: row.get("edited_at")?,
    })
}

fn about_of(row: &Row) -> rusqlite::Result<About> {
    let text = |name: &str| row.get::<_, String>(name);
    let strange = || rusqlite::Error::from(FromSqlError::InvalidType);
    let place = match row.get::<_, Option<u32>>("line")? {
        Some(line) => Some(Place::span(
            line,
            row.get("first_character")?,
            row.get("end_character")?,
        )),
        None => None,
    };
    let unit = MoneyUnit::from_name(&text("money_unit")?);
    let amount = unit.and_then(|unit| Amount::parse(&text("figure").ok()?, unit));
    let mark = text("mark")?;
    Ok(About {
        identity: Identity {
            unit: text("unit")?,
            year: row.get("year")?,
            stage: Stage::from_name(&text("stage")?).ok_or_else(strange)?,
            scope: Scope::from_name(&text("scope")?).ok_or_else(strange)?,
        },
        table: text("printed_table")?,
        ordinal: row.get("ordinal")?,
        side: Side::from_name(&text("side")?).unwrap_or_default(),
        code: text("code")?,
        name: text("name")?,
        under: text("under")?,
        measure: text("measure")?,
        year: row.get("figure_year")?,
        figure: amount.map(|amount| Noted { amount, mark }),
        document: text("document")?,
        sha256: text("sha256")?,
        source: text("source")?,
        place,
    })
}
