/*!
Storing a budget, whole or not at all.
*/

use super::plan::{Plan, plans};
use super::taken_back::take_back;
use super::{DocumentId, Happened, Library, LibraryError, consistency, text_hash};
use crate::budget::{
    Amount, Book, Figure, Indicator, Note, Operator, Place, Row, Statement, Summary, Table,
};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::HashMap;

/// What storing a budget came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// It is new.
    Imported,
    /// The same document is there already.
    Unchanged,
    /// It is a further part of a budget that is there: its explanation, its tables.
    Completed,
    /// It took the place of another document of the same budget.
    Replaced,
    /// It reads less than half of the figures of the document that it would replace.
    Refused {
        /// Figures of the document that is there.
        before: u32,
        /// Figures of the one that was refused.
        now: u32,
    },
}

/// How budgets may be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Storing {
    /// A fuller document may be replaced.
    pub replace: bool,
    /// Whose budgets they are was said by the user: what the same file was read as before goes.
    pub named: bool,
}

/// Deletes the names that nothing carries any more.
pub(super) const ORPHANED_NAMES: &str = "DELETE FROM names WHERE
    id NOT IN (SELECT name FROM table_rows UNION ALL SELECT name2 FROM table_rows
               UNION ALL SELECT name FROM indicators)";

impl Library {
    /// Stores a budget. `replace` says that it may replace a fuller document.
    pub fn store(
        &mut self,
        book: &Book,
        imported_at: &str,
        replace: bool,
    ) -> Result<Stored, LibraryError> {
        let stored = self.store_all(
            std::slice::from_ref(book),
            imported_at,
            Storing {
                replace,
                named: false,
            },
        )?;
        Ok(stored.first().copied().unwrap_or(Stored::Unchanged))
    }

    /// Stores the budgets of a file, all or none: where one is refused, the others are not stored
    /// either. What became of each stands in their order.
    pub fn store_all(
        &mut self,
        books: &[Book],
        imported_at: &str,
        storing: Storing,
    ) -> Result<Vec<Stored>, LibraryError> {
        if let Some(contradiction) = books.iter().find_map(consistency::contradiction) {
            return Err(LibraryError::Contradictory(contradiction));
        }
        let path = self.path.clone();
        let failed = |error| LibraryError::of(error, &path);
        // The write lock is taken before anything is looked up: of two imports at once the
        // second sees what the first has stored.
        let transaction = self
            .database
            .changed()
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let plans = plans(&transaction, books, storing).map_err(failed)?;
        let outcomes: Vec<Stored> = plans.iter().map(|plan| plan.outcome).collect();
        let is_refused = |outcome: &Stored| matches!(outcome, Stored::Refused { .. });
        if outcomes.iter().any(is_refused) {
            return Ok(outcomes);
        }
        if storing.named {
            take_back(&transaction, books, imported_at).map_err(failed)?;
        }
        for (book, plan) in books.iter().zip(&plans) {
            if plan.outcome != Stored::Unchanged {
                insert(&transaction, book, imported_at, plan).map_err(failed)?;
            }
        }
        transaction.commit().map_err(failed)?;
        Ok(outcomes)
    }

    /// What storing a budget would come to.
    pub fn would_store(&self, book: &Book, replace: bool) -> Result<Stored, LibraryError> {
        let stored = self.would_store_all(
            std::slice::from_ref(book),
            Storing {
                replace,
                named: false,
            },
        )?;
        Ok(stored.first().copied().unwrap_or(Stored::Unchanged))
    }

    /// What storing the budgets of a file would come to.
    pub fn would_store_all(
        &self,
        books: &[Book],
        storing: Storing,
    ) -> Result<Vec<Stored>, LibraryError> {
        let plans = plans(self.database.asked(), books, storing);
        let plans = plans.map_err(|error| self.failed(error))?;
        Ok(plans.iter().map(|plan| plan.outcome).collect())
    }

    /// Takes a budget out of the library, with the documents that it replaced. The history
    /// keeps a line of it.
    pub fn remove(&mut self, id: DocumentId, at: &str) -> Result<(), LibraryError> {
        let path = self.path.clone();
        let failed = |error| LibraryError::of(error, &path);
        let transaction = self
            .database
            .changed()
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let known = transaction
            .query_row(
                "SELECT current FROM documents WHERE id = ?1",
                [id.0],
                |row| row.get(0),
            )
            .optional()
            .map_err(failed)?;
        match known {
            None => return Err(LibraryError::NoDocument(id.0)),
            // Between question and answer another import may have replaced what was asked about.
            Some(false) => return Err(LibraryError::NotCurrent(id.0)),
            Some(true) => {}
        }
        remember(&transaction, Happened::Removed, at, id.0).map_err(failed)?;
        let same_budget = "DELETE FROM documents WHERE (unit, year, stage, scope) =
            (SELECT unit, year, stage, scope FROM documents WHERE id = ?1)";
        transaction.execute(same_budget, [id.0]).map_err(failed)?;
        transaction.execute(ORPHANED_NAMES, []).map_err(failed)?;
        transaction.commit().map_err(failed)
    }
}

/// Stores what was read from a file, joined with the parts of its budget that stay.
fn insert(
    transaction: &Transaction,
    read: &Book,
    imported_at: &str,
    plan: &Plan,
) -> rusqlite::Result<()> {
    if let Some(before) = plan.before {
        let sql = "UPDATE documents SET current = 0 WHERE id = ?1";
        transaction.execute(sql, [before])?;
    }
    let book = plan.whole.as_ref().unwrap_or(read);
    let document = insert_book(transaction, book, imported_at)?;
    if let Some(before) = plan.before {
        for file in &plan.stays {
            transaction.execute(
                "UPDATE history SET document = ?1 WHERE document = ?2 AND sha256 = ?3",
                params![document, before, file],
            )?;
        }
        // What the whole holds as it was is no former version of it.
        if plan.outcome == Stored::Completed {
            transaction.execute("DELETE FROM documents WHERE id = ?1", [before])?;
        }
    }
    let happened = match plan.outcome {
        Stored::Replaced => Happened::Replaced,
        _ => Happened::Imported,
    };
    remember_file(transaction, happened, imported_at, document, (book, read))
}

fn insert_book(transaction: &Transaction, book: &Book, imported_at: &str) -> rusqlite::Result<i64> {
    let summary = Summary::of(book);
    let document = insert_document(transaction, book, &summary, imported_at)?;
    insert_summary(transaction, document, &summary)?;
    transaction.execute(
        "INSERT INTO text_hashes (document, sha256) VALUES (?1, ?2)",
        params![document, text_hash(&book.source.text)],
    )?;
    insert_locations(transaction, document, book)?;
    for (number, file) in (0i64..).zip(&book.source.files) {
        transaction.execute(
            "INSERT INTO parts (document, part_no, file_name, sha256, first_line)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                document,
                number,
                file.file_name,
                file.sha256,
                file.first_line
            ],
        )?;
    }
    let mut names = Names {
        transaction,
        known: HashMap::new(),
    };
    for (number, table) in (0i64..).zip(&book.tables) {
        insert_table(&mut names, document, number, table)?;
    }
    for (number, indicator) in (0i64..).zip(&book.indicators) {
        insert_indicator(&mut names, document, number, indicator)?;
    }
    for (number, statement) in (0i64..).zip(&book.statements) {
        insert_statement(transaction, document, number, statement)?;
    }
    for (number, note) in (0i64..).zip(&book.notes) {
        insert_note(transaction, document, number, note)?;
    }
    Ok(document)
}

/// A line of history about one file of a budget.
fn remember_file(
    transaction: &Transaction,
    happened: Happened,
    at: &str,
    document: i64,
    (book, read): (&Book, &Book),
) -> rusqlite::Result<()> {
    let identity = &book.identity;
    transaction.execute(
        "INSERT INTO history (happened, at, document, unit, year, stage, scope, file_name, sha256, facts)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            happened.name(),
            at,
            document,
            identity.unit,
            identity.year,
            identity.stage.name(),
            identity.scope.name(),
            read.source.file_name,
            read.source.sha256,
            u32::try_from(read.fact_count()).unwrap_or(u32::MAX),
        ],
    )?;
    Ok(())
}

pub(super) fn remember(
    transaction: &Transaction,
    happened: Happened,
    at: &str,
    document: i64,
) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT INTO history (happened, at, document, unit, year, stage, scope, file_name, sha256, facts)
         SELECT ?1, ?2, id, unit, year, stage, scope, file_name, sha256, facts FROM documents WHERE id = ?3",
        params![happened.name(), at, document],
    )?;
    Ok(())
}

fn insert_document(
    transaction: &Transaction,
    book: &Book,
    summary: &Summary,
    imported_at: &str,
) -> rusqlite::Result<i64> {
    let identity = &book.identity;
    transaction.execute(
        "INSERT INTO documents (unit, year, stage, scope, file_name, sha256, text, imported_at, current, department,
            facts, project_count, indicator_count, whole_indicator_count, table_count, empty_table_count,
            missing_table_count)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            identity.unit,
            identity.year,
            identity.stage.name(),
            identity.scope.name(),
            book.source.file_name,
            book.source.sha256,
            book.source.text,
            imported_at,
            summary.department,
            summary.facts,
            summary.project_count,
            summary.indicator_count,
            summary.whole_indicator_count,
            summary.tables,
            summary.empty_tables,
            summary.missing_tables,
        ],
    )?;
    Ok(transaction.last_insert_rowid())
}

fn insert_summary(
    transaction: &Transaction,
    document: i64,
    summary: &Summary,
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO summaries (document, what, printed, money_unit) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (what, amount) in super::read::SUMMARY_FIGURES.iter().zip(amounts_of(summary)) {
        if let Some(amount) = amount {
            insert.execute(params![
                document,
                what,
                amount.to_string(),
                amount.unit().exponent()
            ])?;
        }
    }
    Ok(())
}

fn insert_locations(transaction: &Transaction, document: i64, book: &Book) -> rusqlite::Result<()> {
    if book.source.locations.is_empty() {
        return Ok(());
    }
    let anchors = serde_json::to_string(&book.source.locations)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    transaction.execute(
        "INSERT INTO locations (document, anchors) VALUES (?1, ?2)",
        params![document, anchors],
    )?;
    Ok(())
}

fn amounts_of(summary: &Summary) -> [Option<Amount>; 5] {
    [
        summary.income,
        summary.expenditure,
        summary.basic,
        summary.projects,
        summary.three_public,
    ]
}

/// Names on their way into the library, each stored once.
struct Names<'a> {
    transaction: &'a Transaction<'a>,
    known: HashMap<String, i64>,
}

impl Names<'_> {
    fn id(&mut self, name: &str) -> rusqlite::Result<i64> {
        if let Some(id) = self.known.get(name) {
            return Ok(*id);
        }
        let found = self
            .transaction
            .prepare_cached("SELECT id FROM names WHERE text = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        let id = match found {
            Some(id) => id,
            None => self
                .transaction
                .prepare_cached("INSERT INTO names (text) VALUES (?1)")?
                .insert([name])?,
        };
        self.known.insert(name.to_owned(), id);
        Ok(id)
    }
}

fn insert_table(
    names: &mut Names,
    document: i64,
    number: i64,
    table: &Table,
) -> rusqlite::Result<()> {
    let Place { line, start, end } = table.place;
    names
        .transaction
        .prepare_cached(
            "INSERT INTO printed_tables VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            document,
            number,
            table.kind_name(),
            table.title,
            table.state.name(),
            table.money_unit.exponent(),
            line,
            start,
            end,
            table.end_line,
            table.overall_goal,
        ])?;
    let mut insert = names
        .transaction
        .prepare_cached("INSERT INTO table_measures VALUES (?1, ?2, ?3, ?4)")?;
    for (measure_no, measure) in (0i64..).zip(&table.measures) {
        insert.execute(params![document, number, measure_no, measure.path()])?;
    }
    for (row_no, row) in (0i64..).zip(&table.rows) {
        insert_row(names, (document, number, row_no), row)?;
    }
    Ok(())
}

/// Document, table and row number.
type RowKey = (i64, i64, i64);

fn insert_row(names: &mut Names, key: RowKey, row: &Row) -> rusqlite::Result<()> {
    let (name, name2) = (names.id(&row.name)?, names.id(&row.name2)?);
    let project = row.project.as_ref();
    names
        .transaction
        .prepare_cached(
            "INSERT INTO table_rows VALUES
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?
        .execute(params![
            key.0,
            key.1,
            key.2,
            row.ordinal,
            row.kind.name(),
            row.code,
            row.code2,
            name,
            name2,
            row.under,
            row.unit,
            row.place.line,
            row.place.start,
            row.place.end,
            project.map(|project| &project.code),
            project.map(|project| &project.kind),
            project.map(|project| &project.function_code),
            project.map(|project| &project.goal),
            row.side.name(),
        ])?;
    for (figure_no, figure) in (0i64..).zip(&row.figures) {
        insert_figure(names.transaction, key, figure_no, figure)?;
    }
    Ok(())
}

fn insert_figure(
    transaction: &Transaction,
    key: RowKey,
    number: i64,
    figure: &Figure,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO figures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            key.0,
            key.1,
            key.2,
            number,
            figure.measure.path(),
            figure.year,
            figure.amount.ten_thousandths(),
            figure.amount.to_string(),
            figure.amount.unit().exponent(),
            figure.origin.name(),
            figure.origin.ground(),
            figure.place.line,
            figure.place.start,
            figure.place.end,
        ])?;
    Ok(())
}

fn insert_indicator(
    names: &mut Names,
    document: i64,
    number: i64,
    indicator: &Indicator,
) -> rusqlite::Result<()> {
    let name = names.id(&indicator.name)?;
    names
        .transaction
        .prepare_cached(
            "INSERT INTO indicators VALUES
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            document,
            number,
            index(indicator.table),
            indicator.row.map(index),
            indicator.about.name(),
            indicator.level1,
            indicator.level2,
            name,
            indicator.operator.map_or("", Operator::sign),
            indicator.value,
            indicator.value_unit,
            indicator.weight,
            indicator.direction,
            indicator.printed,
            indicator.place.line,
            indicator.place.start,
            indicator.place.end,
        ])?;
    Ok(())
}

fn index(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

fn insert_statement(
    transaction: &Transaction,
    document: i64,
    number: i64,
    statement: &Statement,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO statements VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![
            document,
            number,
            statement.section,
            statement.sentence,
            statement.money_unit.map(|unit| unit.exponent()),
            statement.place.line,
            statement.place.start,
            statement.place.end,
        ])?;
    let mut insert =
        transaction.prepare_cached("INSERT INTO stated_figures VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (figure_no, figure) in (0i64..).zip(&statement.figures) {
        insert.execute(params![
            document,
            number,
            figure_no,
            figure.printed,
            figure.unit,
            figure.start
        ])?;
    }
    Ok(())
}

fn insert_note(
    transaction: &Transaction,
    document: i64,
    number: i64,
    note: &Note,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO notes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![
            document,
            number,
            note.place.line,
            note.place.start,
            note.place.end,
            note.excerpt,
            note.message,
        ])?;
    Ok(())
}
