/*!
Asking the library: what it holds, and whole budgets.
*/

use super::{CatalogueEntry, DocumentId, Library, LibraryError};
use crate::budget::{
    About, Amount, Book, Figure, Identity, Indicator, Locations, Measure, MoneyUnit, Note,
    Operator, Origin, Place, ProjectDetails, Row, RowKind, Scope, Side, Source, Stage,
    StatedFigure, Statement, Summary, Table, TableKind, TableState,
};
use rusqlite::{Connection, OptionalExtension, Row as SqlRow};
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
        catalogue(&self.connection).map_err(|error| self.failed(error))
    }

    /// Every import, replacement and removal, the newest last.
    pub fn history(&self) -> Result<Vec<HistoryEntry>, LibraryError> {
        history(&self.connection).map_err(|error| self.failed(error))
    }

    /// A whole budget.
    pub fn book(&self, id: DocumentId) -> Result<Book, LibraryError> {
        // One transaction, so that a replacement meanwhile does not mix two documents.
        let snapshot = self
            .connection
            .unchecked_transaction()
            .map_err(|error| self.failed(error))?;
        let book = book(&snapshot, id.0).map_err(|error| self.failed(error))?;
        book.ok_or(LibraryError::NoDocument(id.0))
    }
}

fn identity(row: &SqlRow, first: usize) -> rusqlite::Result<Identity> {
    let (stage, scope): (String, String) = (row.get(first + 2)?, row.get(first + 3)?);
    Ok(Identity {
        unit: row.get(first)?,
        year: row.get(first + 1)?,
        stage: Stage::from_name(&stage).unwrap_or(Stage::Budget),
        scope: Scope::from_name(&scope).unwrap_or(Scope::Unit),
    })
}

fn money_unit(exponent: u32) -> MoneyUnit {
    MoneyUnit::ALL
        .into_iter()
        .find(|unit| unit.exponent() == exponent)
        .unwrap_or_default()
}

fn amount(printed: &str, exponent: u32) -> Option<Amount> {
    Amount::parse(printed, money_unit(exponent))
}

fn place(row: &SqlRow, first: usize) -> rusqlite::Result<Place> {
    Ok(Place::span(
        row.get(first)?,
        row.get(first + 1)?,
        row.get(first + 2)?,
    ))
}

/// A position; one that is negative is past every end.
fn index(row: &SqlRow, column: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or(usize::MAX))
}

fn catalogue(connection: &Connection) -> rusqlite::Result<Vec<CatalogueEntry>> {
    let mut select = connection.prepare_cached(
        "SELECT id, unit, year, stage, scope, file_name, sha256, imported_at, facts, project_count,
            indicator_count, whole_indicator_count, table_count, empty_table_count, missing_table_count,
            department, EXISTS (SELECT 1 FROM locations WHERE document = documents.id)
         FROM documents WHERE current = 1",
    )?;
    let earlier = earlier(connection)?;
    let entries = select.query_map([], |row| {
        let identity = identity(row, 1)?;
        Ok(CatalogueEntry {
            id: DocumentId(row.get(0)?),
            earlier: earlier.get(&identity).copied(),
            identity,
            file_name: row.get(5)?,
            sha256: row.get(6)?,
            imported_at: row.get(7)?,
            has_lines: !row.get::<_, bool>(16)?,
            summary: Summary {
                facts: row.get(8)?,
                project_count: row.get(9)?,
                indicator_count: row.get(10)?,
                whole_indicator_count: row.get(11)?,
                tables: row.get(12)?,
                empty_tables: row.get(13)?,
                missing_tables: row.get(14)?,
                department: row.get(15)?,
                ..Summary::default()
            },
        })
    })?;
    let mut entries: Vec<CatalogueEntry> = entries.collect::<rusqlite::Result<_>>()?;
    add_summaries(connection, &mut entries)?;
    entries.sort_by(|one, other| one.identity.cmp(&other.identity));
    Ok(entries)
}

fn add_summaries(connection: &Connection, entries: &mut [CatalogueEntry]) -> rusqlite::Result<()> {
    entries.sort_by_key(|entry| entry.id);
    let mut select =
        connection.prepare_cached("SELECT document, what, printed, money_unit FROM summaries")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let id = DocumentId(row.get(0)?);
        let Ok(at) = entries.binary_search_by_key(&id, |entry| entry.id) else {
            continue;
        };
        let (what, printed): (String, String) = (row.get(1)?, row.get(2)?);
        let figure = amount(&printed, row.get(3)?);
        let summary = &mut entries[at].summary;
        let fields = [
            &mut summary.income,
            &mut summary.expenditure,
            &mut summary.basic,
            &mut summary.projects,
            &mut summary.three_public,
        ];
        for (name, field) in SUMMARY_FIGURES.iter().zip(fields) {
            if *name == what {
                *field = figure;
            }
        }
    }
    Ok(())
}

/// The newest of the documents that others took the place of, by budget.
fn earlier(connection: &Connection) -> rusqlite::Result<HashMap<Identity, DocumentId>> {
    let mut select = connection.prepare_cached(
        "SELECT unit, year, stage, scope, max(id) FROM documents
         WHERE current = 0 GROUP BY unit, year, stage, scope",
    )?;
    let found = select.query_map([], |row| Ok((identity(row, 0)?, DocumentId(row.get(4)?))))?;
    found.collect()
}

fn history(connection: &Connection) -> rusqlite::Result<Vec<HistoryEntry>> {
    let mut select = connection.prepare_cached(
        "SELECT happened, at, unit, year, stage, scope, file_name, sha256, facts,
            EXISTS (SELECT 1 FROM documents
                    WHERE documents.id = history.document AND current = 1 AND happened <> 'removed')
         FROM history ORDER BY id",
    )?;
    let entries = select.query_map([], |row| {
        let happened: String = row.get(0)?;
        Ok(HistoryEntry {
            happened: match happened.as_str() {
                "replaced" => Happened::Replaced,
                "removed" => Happened::Removed,
                _ => Happened::Imported,
            },
            at: row.get(1)?,
            identity: identity(row, 2)?,
            file_name: row.get(6)?,
            sha256: row.get(7)?,
            facts: row.get(8)?,
            current: row.get(9)?,
        })
    })?;
    entries.collect()
}

fn book(connection: &Connection, document: i64) -> rusqlite::Result<Option<Book>> {
    let head = connection
        .prepare_cached(
            "SELECT unit, year, stage, scope, file_name, sha256, text FROM documents WHERE id = ?1",
        )?
        .query_row([document], |row| {
            let source = Source {
                file_name: row.get(4)?,
                sha256: row.get(5)?,
                text: row.get(6)?,
                locations: Locations::default(),
            };
            Ok((identity(row, 0)?, source))
        })
        .optional()?;
    let Some((identity, mut source)) = head else {
        return Ok(None);
    };
    source.locations = locations(connection, document)?;
    let mut tables = tables(connection, document)?;
    read_measures(connection, document, &mut tables)?;
    read_rows(connection, document, &mut tables)?;
    read_figures(connection, document, &mut tables)?;
    Ok(Some(Book {
        identity,
        source,
        tables,
        indicators: indicators(connection, document)?,
        statements: statements(connection, document)?,
        notes: notes(connection, document)?,
    }))
}

fn locations(connection: &Connection, document: i64) -> rusqlite::Result<Locations> {
    let anchors: Option<String> = connection
        .prepare_cached("SELECT anchors FROM locations WHERE document = ?1")?
        .query_row([document], |row| row.get(0))
        .optional()?;
    // What cannot be read leaves the lines of the text as places.
    Ok(anchors
        .and_then(|anchors| serde_json::from_str(&anchors).ok())
        .unwrap_or_default())
}

fn tables(connection: &Connection, document: i64) -> rusqlite::Result<Vec<Table>> {
    let mut select = connection.prepare_cached(
        "SELECT kind, title, state, money_unit, line, start, stop, end_line, overall_goal
         FROM printed_tables WHERE document = ?1 ORDER BY table_no",
    )?;
    let tables = select.query_map([document], |row| {
        let (kind, state): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(Table {
            kind: TableKind::from_name(&kind),
            title: row.get(1)?,
            state: TableState::from_name(&state).unwrap_or(TableState::Cut),
            money_unit: money_unit(row.get(3)?),
            place: place(row, 4)?,
            end_line: row.get(7)?,
            measures: Vec::new(),
            rows: Vec::new(),
            overall_goal: row.get(8)?,
        })
    })?;
    tables.collect()
}

fn read_measures(
    connection: &Connection,
    document: i64,
    tables: &mut [Table],
) -> rusqlite::Result<()> {
    let mut select = connection.prepare_cached(
        "SELECT table_no, measure FROM table_measures WHERE document = ?1 ORDER BY table_no, measure_no",
    )?;
    let mut rows = select.query([document])?;
    while let Some(row) = rows.next()? {
        let table = index(row, 0)?;
        if let Some(table) = tables.get_mut(table) {
            table
                .measures
                .push(Measure::from_path(row.get::<_, String>(1)?));
        }
    }
    Ok(())
}

fn read_rows(connection: &Connection, document: i64, tables: &mut [Table]) -> rusqlite::Result<()> {
    let mut select = connection.prepare_cached(
        "SELECT table_no, ordinal, kind, code, code2, one.text, two.text, under, unit, line, start, stop,
            project_code, project_kind, function_code, goal, side
         FROM table_rows JOIN names one ON one.id = table_rows.name JOIN names two ON two.id = table_rows.name2
         WHERE document = ?1 ORDER BY table_no, row_no",
    )?;
    let mut rows = select.query([document])?;
    while let Some(row) = rows.next()? {
        let table = index(row, 0)?;
        if let Some(table) = tables.get_mut(table) {
            table.rows.push(table_row(row)?);
        }
    }
    Ok(())
}

fn table_row(row: &SqlRow) -> rusqlite::Result<Row> {
    let (kind, side): (String, String) = (row.get(2)?, row.get(16)?);
    let code: Option<String> = row.get(12)?;
    let project = match code {
        Some(code) => Some(ProjectDetails {
            code,
            kind: row.get(13)?,
            function_code: row.get(14)?,
            goal: row.get(15)?,
        }),
        None => None,
    };
    Ok(Row {
        ordinal: row.get(1)?,
        side: Side::from_name(&side).unwrap_or_default(),
        kind: RowKind::from_name(&kind).unwrap_or(RowKind::Other),
        code: row.get(3)?,
        code2: row.get(4)?,
        name: row.get(5)?,
        name2: row.get(6)?,
        under: row.get(7)?,
        unit: row.get(8)?,
        project,
        place: place(row, 9)?,
        figures: Vec::new(),
    })
}

fn read_figures(
    connection: &Connection,
    document: i64,
    tables: &mut [Table],
) -> rusqlite::Result<()> {
    let mut select = connection.prepare_cached(
        "SELECT table_no, row_no, measure, year, printed, money_unit, origin, ground, line, start, stop
         FROM figures WHERE document = ?1 ORDER BY table_no, row_no, figure_no",
    )?;
    let mut rows = select.query([document])?;
    while let Some(row) = rows.next()? {
        let (table, number) = (index(row, 0)?, index(row, 1)?);
        let (printed, origin, ground): (String, String, String) =
            (row.get(4)?, row.get(6)?, row.get(7)?);
        let owner = tables
            .get_mut(table)
            .and_then(|table| table.rows.get_mut(number));
        if let (Some(owner), Some(amount)) = (owner, amount(&printed, row.get(5)?)) {
            owner.figures.push(Figure {
                measure: Measure::from_path(row.get::<_, String>(2)?),
                year: row.get(3)?,
                amount,
                origin: Origin::from_parts(&origin, &ground),
                place: place(row, 8)?,
            });
        }
    }
    Ok(())
}

fn indicators(connection: &Connection, document: i64) -> rusqlite::Result<Vec<Indicator>> {
    let mut select = connection.prepare_cached(
        "SELECT table_no, row_no, about, level1, level2, names.text, operator, value, value_unit, weight,
            direction, printed, line, start, stop
         FROM indicators JOIN names ON names.id = indicators.name
         WHERE document = ?1 ORDER BY indicator_no",
    )?;
    let found = select.query_map([document], |row| {
        let (about, operator): (String, String) = (row.get(2)?, row.get(6)?);
        Ok(Indicator {
            table: index(row, 0)?,
            row: row
                .get::<_, Option<i64>>(1)?
                .and_then(|row| usize::try_from(row).ok()),
            about: if about == About::Whole.name() {
                About::Whole
            } else {
                About::Project
            },
            level1: row.get(3)?,
            level2: row.get(4)?,
            name: row.get(5)?,
            operator: Operator::from_sign(&operator),
            value: row.get(7)?,
            value_unit: row.get(8)?,
            weight: row.get(9)?,
            direction: row.get(10)?,
            printed: row.get(11)?,
            place: place(row, 12)?,
        })
    })?;
    found.collect()
}

fn statements(connection: &Connection, document: i64) -> rusqlite::Result<Vec<Statement>> {
    let mut select = connection.prepare_cached(
        "SELECT section, sentence, money_unit, line, start, stop
         FROM statements WHERE document = ?1 ORDER BY statement_no",
    )?;
    let found = select.query_map([document], |row| {
        let unit: Option<u32> = row.get(2)?;
        Ok(Statement {
            section: row.get(0)?,
            sentence: row.get(1)?,
            money_unit: unit.map(money_unit),
            figures: Vec::new(),
            place: place(row, 3)?,
        })
    })?;
    let mut statements: Vec<Statement> = found.collect::<rusqlite::Result<_>>()?;
    let mut select = connection.prepare_cached(
        "SELECT statement_no, printed, unit, start
         FROM stated_figures WHERE document = ?1 ORDER BY statement_no, figure_no",
    )?;
    let mut rows = select.query([document])?;
    while let Some(row) = rows.next()? {
        let number = index(row, 0)?;
        if let Some(statement) = statements.get_mut(number) {
            statement.figures.push(StatedFigure {
                printed: row.get(1)?,
                unit: row.get(2)?,
                start: row.get(3)?,
            });
        }
    }
    Ok(statements)
}

fn notes(connection: &Connection, document: i64) -> rusqlite::Result<Vec<Note>> {
    let mut select = connection.prepare_cached(
        "SELECT line, start, stop, excerpt, message FROM notes WHERE document = ?1 ORDER BY note_no",
    )?;
    let found = select.query_map([document], |row| {
        Ok(Note {
            place: place(row, 0)?,
            excerpt: row.get(3)?,
            message: row.get(4)?,
        })
    })?;
    found.collect()
}
