/*!
The open data: what the imported documents say, one thing a row.

Each [`Dataset`] is defined once, with its name, its columns and how a book gives its
rows; the command line, its help and the tests walk [`DATASETS`]. A [`Writer`] turns
rows into CSV, JSON, a workbook, Markdown or an aligned table as they come, so that a library of any size
needs the memory of one budget.
*/

mod aligned;
mod checks;
mod clues;
mod column;
mod comma;
mod facts;
mod findings;
mod format;
mod formula;
pub mod grid;
mod headings;
mod indicators;
mod json;
mod markdown;
pub mod notes;
mod operands;
pub mod package;
mod paper;
#[cfg(feature = "parquet")]
mod parquet;
mod projects;
mod provenance;
mod tables;
mod whole;
mod workbook;

pub use aligned::Widths;
pub use column::ExportColumn;
pub use comma::ForSpreadsheets;
pub use findings::row as finding_row;
pub use format::{Format, Writer};
pub use paper::working_paper;
pub use provenance::Provenance;

use crate::budget::{Book, Identity, Report, Source, TableKind};
use crate::notes::Judgements;
use crate::screening::Clue;
use std::io;

/// Takes one row after the other; an error ends the writing.
pub type Sink<'s> = dyn FnMut(&[&str]) -> io::Result<()> + 's;

/// What the rows of a book are asked of.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'b> {
    /// The book.
    pub book: &'b Book,
    /// Of one kind of table, or of all.
    pub table: Option<TableKind>,
}

/// What rows about the checks are asked of.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'r> {
    /// Whose budget was checked.
    pub identity: &'r Identity,
    /// What the checks say of it.
    pub report: &'r Report,
    /// What the user decided of findings.
    pub judged: &'r Judgements,
    /// Whether a finding lists its figures as objects.
    pub with_operands: bool,
    /// Of one kind of table, or of all.
    pub table: Option<TableKind>,
}

/// A clue and its budget.
#[derive(Debug, Clone, Copy)]
pub struct Clued<'c> {
    /// The budget.
    pub identity: &'c Identity,
    /// The clue.
    pub clue: &'c Clue,
}

/// What gives the rows of a dataset.
#[derive(Debug, Clone, Copy)]
pub enum Rows {
    /// A book does.
    Book(fn(&Subject, &mut Sink) -> io::Result<()>),
    /// What the checks say of it does.
    Report(fn(&Reported, &mut Sink) -> io::Result<()>),
    /// A clue does, which only all budgets together give.
    Clue(fn(&Clued, &mut Sink) -> io::Result<()>),
}

/// One kind of open data.
#[derive(Debug)]
pub struct Dataset {
    /// The name on the command line: `facts`.
    pub name: &'static str,
    /// What a row is, for the help.
    pub says: &'static str,
    /// The columns' names, in order.
    pub columns: &'static [&'static str],
    /// What gives the rows, in the document's order.
    pub rows: Rows,
}

impl Dataset {
    /// Whether the rows are what the checks say.
    pub fn is_of_checks(&self) -> bool {
        matches!(self.rows, Rows::Report(_))
    }

    /// Whether a row is a rule or a clue, which is of no one table.
    pub fn is_of_no_table(&self) -> bool {
        self.name == checks::DATASET.name || self.is_of_clues()
    }

    /// Whether the rows are clues.
    pub fn is_of_clues(&self) -> bool {
        matches!(self.rows, Rows::Clue(_))
    }

    /// The dataset of that name.
    pub fn from_name(name: &str) -> Option<&'static Dataset> {
        DATASETS.iter().find(|dataset| dataset.name == name)
    }

    /// The columns as a writer wants them: headed by their names, numbers to the right; a
    /// finding's figures where it lists them.
    pub fn written_columns(&self, with_operands: bool) -> Vec<ExportColumn> {
        const NUMBERS: [&str; 12] = [
            "row",
            "amount",
            "figures",
            "project_amount",
            "weight",
            "difference",
            "bound",
            "times",
            "rate",
            "median",
            "mad",
            "peers",
        ];
        let lists = with_operands && self.name == findings::DATASET.name;
        let operands = lists.then(|| ExportColumn::objects("operands"));
        let columns = self.columns.iter().map(|&name| {
            if NUMBERS.contains(&name) {
                ExportColumn::number(name, name)
            } else {
                ExportColumn::text(name, name)
            }
        });
        columns.chain(operands).collect()
    }
}

/// Every kind of open data.
pub const DATASETS: &[Dataset] = &[
    facts::DATASET,
    projects::DATASET,
    indicators::DATASET,
    tables::DATASET,
    findings::DATASET,
    checks::DATASET,
    clues::DATASET,
];

/// The beginning that every row of every dataset shares.
struct Document<'b> {
    unit: &'b str,
    year: String,
    stage: &'static str,
    scope: &'static str,
    source: &'b Source,
}

impl<'b> Document<'b> {
    fn of(book: &'b Book) -> Self {
        Self {
            unit: &book.identity.unit,
            year: book.identity.year.to_string(),
            stage: book.identity.stage.name(),
            scope: book.identity.scope.name(),
            source: &book.source,
        }
    }
}

fn is_chosen(kind: Option<TableKind>, table: Option<TableKind>) -> bool {
    table.is_none() || kind == table
}
