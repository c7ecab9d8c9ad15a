/*!
Asking the library what it holds, and what has happened to it.
*/

use super::stored::{Spot, Stored, amount, identity};
use super::{CatalogueEntry, DocumentId, Library, LibraryError};
use crate::budget::{Identity, Summary};
use crate::sqlite::Flaw;
use rusqlite::{Connection, Row as SqlRow};
use std::collections::HashMap;

/// The figures of a summary, in the order of its fields.
pub(super) const SUMMARY_FIGURES: [&str; 5] = ["收入", "支出", "基本支出", "项目支出", "三公经费"];

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
        catalogue(self.database.asked()).map_err(|flaw| self.flawed(flaw, None))
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

fn catalogue(connection: &Connection) -> Result<Vec<CatalogueEntry>, Flaw> {
    let mut select = connection.prepare_cached(
        "SELECT id, unit, year, stage, scope, file_name, sha256, imported_at, facts, project_count,
            indicator_count, whole_indicator_count, table_count, empty_table_count, missing_table_count,
            department, EXISTS (SELECT 1 FROM locations WHERE document = documents.id)
                OR EXISTS (SELECT 1 FROM parts WHERE document = documents.id)
         FROM documents WHERE current = 1 ORDER BY id",
    )?;
    let earlier = earlier(connection)?;
    let mut entries: Vec<CatalogueEntry> = Vec::new();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let entry = entry(row, &earlier)?;
        if entries.last().is_some_and(|before| before.id >= entry.id) {
            return Err(Flaw::at(Spot::Document(entry.id.0), "次序不对"));
        }
        entries.push(entry);
    }
    add_summaries(connection, &mut entries)?;
    entries.sort_by(|one, other| one.identity.cmp(&other.identity));
    Ok(entries)
}

fn entry(row: &SqlRow, earlier: &Earlier) -> Result<CatalogueEntry, Flaw> {
    let id: i64 = row.get(0)?;
    let stored = Stored::new(row, Spot::Document(id));
    let identity = identity(&stored, 1)?;
    Ok(CatalogueEntry {
        id: DocumentId(id),
        earlier: earlier.get(&identity).copied(),
        identity,
        file_name: stored.get(5)?,
        sha256: stored.get(6)?,
        imported_at: stored.get(7)?,
        has_lines: !stored.get::<bool>(16)?,
        summary: Summary {
            facts: stored.get(8)?,
            project_count: stored.get(9)?,
            indicator_count: stored.get(10)?,
            whole_indicator_count: stored.get(11)?,
            tables: stored.get(12)?,
            empty_tables: stored.get(13)?,
            missing_tables: stored.get(14)?,
            department: stored.get(15)?,
            ..Summary::default()
        },
    })
}

/// Fills in the figures; the entries stand in the order of their numbers.
fn add_summaries(connection: &Connection, entries: &mut [CatalogueEntry]) -> Result<(), Flaw> {
    let mut select =
        connection.prepare_cached("SELECT document, what, printed, money_unit FROM summaries")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let found = entries.binary_search_by_key(&DocumentId(id), |entry| entry.id);
        let Some(entry) = found.ok().and_then(|at| entries.get_mut(at)) else {
            continue;
        };
        let stored = Stored::new(row, Spot::Summary(id));
        let figure = Some(amount(&stored, 2, 3)?);
        let summary = &mut entry.summary;
        let fields = [
            &mut summary.income,
            &mut summary.expenditure,
            &mut summary.basic,
            &mut summary.projects,
            &mut summary.three_public,
        ];
        let mut named = SUMMARY_FIGURES.iter().zip(fields);
        let field = stored.word(1, |what| named.find(|(name, _)| **name == what))?;
        *field.1 = figure;
    }
    Ok(())
}

/// The newest of the documents that others took the place of, by budget.
type Earlier = HashMap<Identity, DocumentId>;

fn earlier(connection: &Connection) -> Result<Earlier, Flaw> {
    let mut select = connection.prepare_cached(
        "SELECT unit, year, stage, scope, max(id) FROM documents
         WHERE current = 0 GROUP BY unit, year, stage, scope",
    )?;
    let mut rows = select.query([])?;
    let mut earlier = Earlier::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(4)?;
        let stored = Stored::new(row, Spot::Document(id));
        earlier.insert(identity(&stored, 0)?, DocumentId(id));
    }
    Ok(earlier)
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
