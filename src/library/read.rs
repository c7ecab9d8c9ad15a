/*!
Asking the library what it holds, and what has happened to it.
*/

use super::stored::{Spot, Stored, amount, identity};
use super::{CatalogueEntry, DocumentId, Library, LibraryError};
use crate::budget::{Amount, Identity, Summary};
use crate::sqlite::Flaw;
use rusqlite::{Connection, Row as SqlRow, params_from_iter};

/// What happened to a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// It was new.
    Imported,
    /// It took the place of an older document.
    Replaced,
    /// It was taken out.
    Removed,
}

impl Happened {
    /// The word on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Happened::Imported => "导入",
            Happened::Replaced => "替换",
            Happened::Removed => "移除",
        }
    }

    /// The word in the library.
    pub(super) fn name(self) -> &'static str {
        match self {
            Happened::Imported => "imported",
            Happened::Replaced => "replaced",
            Happened::Removed => "removed",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Imported, Self::Replaced, Self::Removed];
        all.into_iter().find(|happened| happened.name() == name)
    }
}

/// A line of the library's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// What happened.
    pub happened: Happened,
    /// When: `2026-11-21 08:30:00`, local time.
    pub at: String,
    /// Whose budget.
    pub identity: Identity,
    /// The file it came from.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its number of figures.
    pub facts: u32,
    /// Whether this document is the one its budget is read from now.
    pub current: bool,
}

impl Library {
    /// The budgets in the library, in the order of their identities.
    pub fn catalogue(&self) -> Result<Vec<CatalogueEntry>, LibraryError> {
        catalogue(self.database.asked(), None).map_err(|flaw| self.flawed(flaw, None))
    }

    /// The units that have a budget, in the order of their names.
    pub fn units(&self) -> Result<Vec<String>, LibraryError> {
        let connection = self.database.asked();
        let read = || -> rusqlite::Result<Vec<String>> {
            connection
                .prepare_cached(
                    "SELECT DISTINCT unit FROM documents WHERE current = 1 ORDER BY unit",
                )?
                .query_map([], |row| row.get(0))?
                .collect()
        };
        read().map_err(|error| self.failed(error))
    }

    /// The budgets of a unit, in the order of their identities.
    pub fn catalogue_of(&self, unit: &str) -> Result<Vec<CatalogueEntry>, LibraryError> {
        let entries = catalogue(self.database.asked(), Some(unit));
        entries.map_err(|flaw| self.flawed(flaw, None))
    }

    /// Every import, replacement and removal, the newest last.
    pub fn history(&self) -> Result<Vec<HistoryEntry>, LibraryError> {
        history(self.database.asked()).map_err(|flaw| self.flawed(flaw, None))
    }

    /// Whether a file of this SHA-256 was ever imported.
    pub fn knows_file(&self, sha256: &str) -> Result<bool, LibraryError> {
        let known = self.database.asked().query_row(
            "SELECT EXISTS (SELECT 1 FROM documents WHERE sha256 = ?1)
                 OR EXISTS (SELECT 1 FROM parts WHERE sha256 = ?1)
                 OR EXISTS (SELECT 1 FROM history WHERE sha256 = ?1)",
            [sha256],
            |row| row.get(0),
        );
        known.map_err(|error| LibraryError::of(error, &self.path))
    }

    pub(super) fn flawed(&self, flaw: Flaw, document: Option<DocumentId>) -> LibraryError {
        LibraryError::flawed(flaw, document, &self.path)
    }
}

/// The columns of a [`CatalogueEntry`].
const OF_AN_ENTRY: &str = "id, unit, year, stage, scope, file_name, sha256, imported_at, earlier,
    has_lines, facts, project_count, indicator_count, whole_indicator_count, table_count,
    empty_table_count, missing_table_count, department, income, income_unit, expenditure,
    expenditure_unit, basic, basic_unit, projects, projects_unit, three_public, three_public_unit";

/// The budgets of a unit, or all.
fn catalogue(connection: &Connection, unit: Option<&str>) -> Result<Vec<CatalogueEntry>, Flaw> {
    let of_unit = unit.map_or("", |_| "AND unit = ?1");
    let sql =
        format!("SELECT {OF_AN_ENTRY} FROM documents WHERE current = 1 {of_unit} ORDER BY id");
    let mut select = connection.prepare_cached(&sql)?;
    let mut entries: Vec<CatalogueEntry> = Vec::new();
    let mut rows = select.query(params_from_iter(unit))?;
    while let Some(row) = rows.next()? {
        let entry = entry(row)?;
        if entries.last().is_some_and(|before| before.id >= entry.id) {
            return Err(Flaw::at(Spot::Document(entry.id.0), "次序不对"));
        }
        entries.push(entry);
    }
    entries.sort_by(|entry, other| entry.identity.cmp(&other.identity));
    Ok(entries)
}

/// The entry of a document, be it current or not.
pub(super) fn entry_of(
    connection: &Connection,
    document: i64,
) -> Result<Option<CatalogueEntry>, Flaw> {
    let sql = format!("SELECT {OF_AN_ENTRY} FROM documents WHERE id = ?1");
    let mut select = connection.prepare_cached(&sql)?;
    let mut rows = select.query([document])?;
    rows.next()?.map(entry).transpose()
}

fn entry(row: &SqlRow) -> Result<CatalogueEntry, Flaw> {
    let id: i64 = row.get(0)?;
    let stored = Stored::new(row, Spot::Document(id));
    Ok(CatalogueEntry {
        id: DocumentId(id),
        identity: identity(&stored, 1)?,
        file_name: stored.get(5)?,
        sha256: stored.get(6)?,
        imported_at: stored.get(7)?,
        earlier: stored.get::<Option<i64>>(8)?.map(DocumentId),
        has_lines: stored.get(9)?,
        summary: Summary {
            facts: stored.get(10)?,
            project_count: stored.get(11)?,
            indicator_count: stored.get(12)?,
            whole_indicator_count: stored.get(13)?,
            tables: stored.get(14)?,
            empty_tables: stored.get(15)?,
            missing_tables: stored.get(16)?,
            department: stored.get(17)?,
            income: amount_if_any(&stored, 18)?,
            expenditure: amount_if_any(&stored, 20)?,
            basic: amount_if_any(&stored, 22)?,
            projects: amount_if_any(&stored, 24)?,
            three_public: amount_if_any(&stored, 26)?,
        },
    })
}

/// An amount and its unit, in two columns from `first`.
fn amount_if_any(stored: &Stored, first: usize) -> Result<Option<Amount>, Flaw> {
    match stored.get::<Option<String>>(first)? {
        None => Ok(None),
        Some(_) => amount(stored, first, first + 1).map(Some),
    }
}

fn history(connection: &Connection) -> Result<Vec<HistoryEntry>, Flaw> {
    let mut select = connection.prepare_cached(
        "SELECT happened, at, unit, year, stage, scope, file_name, sha256, facts,
            EXISTS (SELECT 1 FROM documents
                    WHERE documents.id = history.document AND current = 1 AND happened <> 'removed'),
            id
         FROM history ORDER BY id",
    )?;
    let mut entries = Vec::new();
    let mut before = i64::MIN;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let stored = Stored::new(row, Spot::History(entries.len()));
        let id: i64 = stored.get(10)?;
        if id <= before {
            return Err(stored.strange(10, "次序不对"));
        }
        before = id;
        entries.push(HistoryEntry {
            happened: stored.word(0, Happened::from_name)?,
            at: stored.get(1)?,
            identity: identity(&stored, 2)?,
            file_name: stored.get(6)?,
            sha256: stored.get(7)?,
            facts: stored.get(8)?,
            current: stored.get(9)?,
        });
    }
    Ok(entries)
}
