/*!
The file of the notes.

Every question opens the file anew and every change is one transaction, so that two
sessions of one user may write at once. What one session changes is never overwritten by
another that had not seen it: such a change is kept as a note beside.
*/

use super::judgement::{Judgement, Status};
use super::note::{Note, NoteId};
use super::stored::{COLUMNS, note_of};
use super::{About, NotesError, privacy, schema};
use crate::sqlite::{Database, Flaw};
use rusqlite::types::Value;
use rusqlite::{
    Connection, OpenFlags, OptionalExtension, TransactionBehavior, params, params_from_iter,
};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};

/// The last of these as a file that is not to be changed has them, before findings were judged
/// in more than one way.
const OF_FIRST_VERSION: (&str, &str) = (
    "status, title, equation, difference, figures, author",
    "CASE rule WHEN '' THEN '' ELSE 'aside' END, '', '', '', '', ''",
);

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
    author: String,
}

#[derive(Debug)]
enum Kept {
    Nowhere,
    At(PathBuf),
    InMemory(Database),
}

/// A database that is closed after use, or one that is lent.
enum Open<'n> {
    Own(Database),
    Lent(&'n mut Database),
}

impl Deref for Open<'_> {
    type Target = Database;

    fn deref(&self) -> &Database {
        match self {
            Open::Own(database) => database,
            Open::Lent(database) => database,
        }
    }
}

impl DerefMut for Open<'_> {
    fn deref_mut(&mut self) -> &mut Database {
        match self {
            Open::Own(database) => database,
            Open::Lent(database) => database,
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
            author: String::new(),
        }
    }

    /// The same notes, written by somebody.
    #[must_use]
    pub fn by(self, author: impl Into<String>) -> Self {
        Self {
            author: author.into(),
            ..self
        }
    }

    /// Notes in memory: tests.
    pub fn in_memory(clock: fn() -> String) -> Result<Self, NotesError> {
        let path = Path::new(":memory:");
        let mut database =
            Database::in_memory().map_err(|fault| NotesError::refused(fault, path))?;
        schema::migrate(database.changed(), path)?;
        Ok(Self {
            kept: Kept::InMemory(database),
            clock,
            author: String::new(),
        })
    }

    /// All notes, by budget in the exports' order, the older before the newer. Where there is
    /// no file there are none, and none is made.
    pub fn notes(&mut self) -> Result<Vec<Note>, NotesError> {
        let path = self.path();
        let Some(database) = self.for_reading()? else {
            return Ok(Vec::new());
        };
        let version = schema::version_of(database.asked(), &path)?;
        let notes = notes(database.asked(), version);
        let mut notes = notes.map_err(|flaw| NotesError::flawed(flaw, &path))?;
        notes.sort_by(|one, other| one.about.identity.cmp(&other.about.identity));
        Ok(notes)
    }

    /// Writes a note down.
    pub fn add(&mut self, about: &About, text: &str) -> Result<NoteId, NotesError> {
        let path = self.path();
        let written = self.written([text, ""], None);
        let database = self.for_writing()?;
        let added = insert(database.asked(), about, &written);
        added.map_err(|error| NotesError::of(error, &path))
    }

    /// Judges a finding, for a reason, instead of what was `seen` to be said of it before. Where
    /// another session has changed that meanwhile, both are kept, and the newer holds.
    pub fn judge(
        &mut self,
        about: &About,
        judgement: &Judgement,
        reason: &str,
        seen: Option<&Note>,
    ) -> Result<(), NotesError> {
        let path = self.path();
        let failed = |error| NotesError::of(error, &path);
        let written = self.written(["", reason], Some(judgement));
        let mut database = self.for_writing()?;
        let transaction = database
            .changed()
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        if let Some(seen) = seen {
            let before = transaction.execute(
                "DELETE FROM notes WHERE id = ?1 AND reason = ?2",
                params![seen.id.0, seen.reason],
            );
            before.map_err(failed)?;
        }
        if judgement.status != Status::Unjudged {
            insert(&transaction, about, &written).map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }

    /// Changes the words of a note, as far as it still is what `seen` shows. What becomes of
    /// the words is one transaction: they are never lost between the note and one beside it.
    pub fn edit(&mut self, seen: &Note, words: &str) -> Result<Edited, NotesError> {
        let path = self.path();
        let failed = |error| NotesError::of(error, &path);
        let now = (self.clock)();
        let column = words_column(seen);
        let beside = match seen.finding {
            Some(_) => ["", words],
            None => [words, ""],
        };
        let beside = self.written(beside, seen.finding.as_ref());
        let mut database = self.for_writing()?;
        let transaction = database
            .changed()
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
            let beside = insert(&transaction, &seen.about, &beside);
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
        let database = self.for_writing()?;
        let connection = database.asked();
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

    /// What a note is written with: its words, and what it judges.
    fn written(&self, words: [&str; 2], judgement: Option<&Judgement>) -> Written {
        Written {
            words: words.map(str::to_owned),
            judgement: judgement.cloned(),
            time: (self.clock)(),
            author: self.author.clone(),
        }
    }

    fn path(&self) -> PathBuf {
        match &self.kept {
            Kept::At(path) => path.clone(),
            Kept::Nowhere | Kept::InMemory(_) => PathBuf::from(":memory:"),
        }
    }

    fn for_reading(&mut self) -> Result<Option<Open<'_>>, NotesError> {
        match &mut self.kept {
            Kept::Nowhere => Ok(None),
            Kept::InMemory(database) => Ok(Some(Open::Lent(database))),
            Kept::At(path) => Ok(open_if_there(path)?.map(Open::Own)),
        }
    }

    fn for_writing(&mut self) -> Result<Open<'_>, NotesError> {
        let path = match &mut self.kept {
            Kept::Nowhere => return Err(NotesError::NoPlace),
            Kept::InMemory(database) => return Ok(Open::Lent(database)),
            Kept::At(path) => path,
        };
        // What is there and holds no notes is refused before anything of it is changed.
        open_if_there(path)?;
        privacy::make_private(path)?;
        let mut database = connect(path)?;
        schema::migrate(database.changed(), path)?;
        Ok(Open::Own(database))
    }

    /// The folder of the notes, where others may enter it.
    pub fn open_folder(&self) -> Option<PathBuf> {
        match &self.kept {
            Kept::At(path) if path.exists() => privacy::open_folder(path),
            _ => None,
        }
    }
}

/// The notes of a file; none where there is no file, and none in a blank one.
fn open_if_there(path: &Path) -> Result<Option<Database>, NotesError> {
    if !path.exists() {
        return Ok(None);
    }
    let database = connect(path)?;
    let version = schema::version_of(database.asked(), path)?;
    Ok((version > 0).then_some(database))
}

fn notes(connection: &Connection, version: i32) -> Result<Vec<Note>, Flaw> {
    let columns = match version {
        1 => COLUMNS.replace(OF_FIRST_VERSION.0, OF_FIRST_VERSION.1),
        _ => COLUMNS.to_owned(),
    };
    let mut asked = connection.prepare(&format!("SELECT id, {columns} FROM notes ORDER BY id"))?;
    let mut rows = asked.query([])?;
    let mut notes: Vec<Note> = Vec::new();
    while let Some(row) = rows.next()? {
        let note = note_of(row)?;
        if notes.last().is_some_and(|before| before.id >= note.id) {
            return Err(Flaw::at(format!("编号为 {} 的笔记", note.id.0), "次序不对"));
        }
        notes.push(note);
    }
    Ok(notes)
}

/// What a note is written with, beside what it is about.
struct Written {
    /// The text, and the reason of a judgement.
    words: [String; 2],
    judgement: Option<Judgement>,
    time: String,
    author: String,
}

fn insert(connection: &Connection, about: &About, written: &Written) -> rusqlite::Result<NoteId> {
    let mut values = values_of(about);
    let of = |part: fn(&Judgement) -> &str| written.judgement.as_ref().map_or("", part);
    let [text, reason] = &written.words;
    for word in [
        text.as_str(),
        of(|judgement| &judgement.rule),
        of(|judgement| &judgement.key),
        reason,
        &written.time,
        "",
        of(|judgement| judgement.status.name()),
        of(|judgement| &judgement.title),
        of(|judgement| &judgement.equation),
        of(|judgement| &judgement.difference),
        of(|judgement| &judgement.figures),
        &written.author,
    ] {
        values.push(Value::from(word.to_owned()));
    }
    let marks = vec!["?"; values.len()].join(", ");
    connection.execute(
        &format!("INSERT INTO notes ({COLUMNS}) VALUES ({marks})"),
        params_from_iter(values),
    )?;
    Ok(NoteId(connection.last_insert_rowid()))
}

/// Opens a file; one that may not be written is opened for reading alone.
fn connect(path: &Path) -> Result<Database, NotesError> {
    Database::open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .map_err(|fault| NotesError::refused(fault, path))
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
