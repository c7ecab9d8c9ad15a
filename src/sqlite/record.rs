/*!
One stored row, whose values are taken as what they must be or not at all.
*/

use rusqlite::Row;
use rusqlite::types::{FromSql, ValueRef};
use std::fmt::Display;
use thiserror::Error;

/// How much of a strange value is quoted.
const QUOTED: usize = 40;

/// The length of a cell in bytes: no line of a document may be longer than that.
const LONGEST_CELL: usize = 1 << 20;

/// Why rows are not taken.
#[derive(Debug, Error)]
pub enum Flaw {
    /// SQLite reports something.
    #[error("{}", super::in_words(.0))]
    Sql(#[from] rusqlite::Error),
    /// A value is not what it must be.
    #[error("{at}：{what}")]
    Damaged {
        /// The row, in words.
        at: String,
        /// What is wrong with it, in words.
        what: String,
    },
}

impl Flaw {
    /// Something is wrong with a row.
    pub fn at(at: impl Display, what: impl Into<String>) -> Self {
        Self::Damaged {
            at: at.to_string(),
            what: what.into(),
        }
    }
}

/// A row, and what people call it.
pub struct Record<'r, A> {
    row: &'r Row<'r>,
    at: A,
}

impl<'r, A: Display> Record<'r, A> {
    /// A row that is called so.
    pub fn new(row: &'r Row<'r>, at: A) -> Self {
        Self { row, at }
    }

    /// A value of a column, of the type that it must have and no longer than a cell can be.
    pub fn get<T: FromSql>(&self, column: usize) -> Result<T, Flaw> {
        if let Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = self.row.get_ref(column)
            && bytes.len() > LONGEST_CELL
        {
            return Err(self.strange(column, "太长"));
        }
        self.get_whole(column)
    }

    /// A value that holds a whole document.
    pub fn get_whole<T: FromSql>(&self, column: usize) -> Result<T, Flaw> {
        self.row.get(column).map_err(|error| match error {
            rusqlite::Error::SqliteFailure(..) => Flaw::Sql(error),
            _ => self.strange(column, super::fault::of_a_value(&error)),
        })
    }

    /// A word of a vocabulary.
    pub fn word<T>(&self, column: usize, known: impl FnOnce(&str) -> Option<T>) -> Result<T, Flaw> {
        let word: String = self.get(column)?;
        known(&word).ok_or_else(|| {
            self.strange(column, &format!("「{}」不是本程序认识的词", quoted(&word)))
        })
    }

    /// The number of a row in its order, which must be the next.
    pub fn next(&self, column: usize, next: usize) -> Result<(), Flaw> {
        let number: i64 = self.get(column)?;
        if usize::try_from(number) == Ok(next) {
            return Ok(());
        }
        Err(self.strange(column, &format!("编号应当是 {next}，却是 {number}")))
    }

    /// A flaw of a column.
    pub fn strange(&self, column: usize, what: &str) -> Flaw {
        let name = self.row.as_ref().column_name(column).unwrap_or_default();
        Flaw::at(&self.at, format!("{name} {what}"))
    }
}

/// The beginning of a strange text, harmless to show.
pub fn quoted(text: &str) -> String {
    let mut quoted: String = text
        .chars()
        .take(QUOTED)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted
}
