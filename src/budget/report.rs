/*!
What the checks say of a budget, told so that nobody needs the budget: a library keeps it, and lists
and exports are made from it.
*/

use super::{
    Book, Evidence, Finding, Operand, Outcome, Place, Row, Severity, Table, TableKind, Verdict,
};
use serde::{Deserialize, Serialize};

/// The findings of a budget and what came of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// The findings, in the order of the checks.
    pub findings: Vec<Told>,
    /// What came of every rule.
    pub outcomes: Vec<Outcome>,
}

/// A finding, with the words that its book has for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The finding.
    pub finding: Finding,
    /// The kind of its table; none of prose, and of a table that nobody knows.
    pub kind: Option<TableKind>,
    /// Where its left side stands.
    pub left: Citation,
    /// The place of its right side as the exports name it.
    pub right: Option<String>,
    /// Where the figures of its equation stand.
    pub operands: Vec<Citation>,
}

/// Where a figure stands, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The table, or empty.
    pub table: String,
    /// Code and name of the row, or empty.
    pub row: String,
    /// The place as the exports name it: `budget.txt:215`.
    pub source: String,
}

impl Report {
    /// What was found in a book.
    pub fn of(book: &Book, findings: Vec<Finding>, outcomes: Vec<Outcome>) -> Self {
        let findings = findings.into_iter();
        Self {
            findings: findings.map(|finding| Told::of(book, finding)).collect(),
            outcomes,
        }
    }

    /// How many findings of each severity there are, worst first.
    pub fn tally(&self) -> [usize; Severity::ALL.len()] {
        let findings = || self.findings.iter().map(|told| told.finding.severity);
        Severity::ALL.map(|asked| findings().filter(|severity| *severity == asked).count())
    }

    /// How many rules came out how, in the order of [`Verdict::ALL`].
    pub fn came_out(&self) -> [usize; Verdict::ALL.len()] {
        let outcomes = || self.outcomes.iter().map(|outcome| outcome.verdict);
        Verdict::ALL.map(|asked| outcomes().filter(|verdict| *verdict == asked).count())
    }
}

impl Told {
    fn of(book: &Book, finding: Finding) -> Self {
        let source = |evidence: &Evidence| match &evidence.elsewhere {
            Some(elsewhere) => elsewhere.source.clone(),
            None => book.source.name_of(evidence.place),
        };
        let table = table_of(book, finding.table);
        Self {
            kind: table.and_then(|table| table.kind),
            left: Citation {
                table: name_of(table),
                row: row_words(table, finding.row, finding.left.place),
                source: source(&finding.left),
            },
            right: finding.right.as_ref().map(source),
            operands: finding
                .operands
                .iter()
                .map(|operand| Citation::of(book, operand))
                .collect(),
            finding,
        }
    }
}

impl Citation {
    fn of(book: &Book, operand: &Operand) -> Self {
        let table = table_of(book, operand.table);
        Self {
            table: name_of(table),
            row: row_words(table, operand.row, operand.place),
            source: book.source.name_of(operand.place),
        }
    }
}

fn table_of(book: &Book, table: Option<usize>) -> Option<&Table> {
    table.and_then(|table| book.tables.get(table))
}

fn name_of(table: Option<&Table>) -> String {
    let name = table.map_or("", |table| match table.kind {
        Some(kind) => kind.name(),
        None => &table.title,
    });
    name.to_owned()
}

/// Code and name of a row. Two sides of a table share their numbers: the place tells which.
fn row_words(table: Option<&Table>, row: Option<u32>, place: Place) -> String {
    let rows = table.map_or(&[][..], |table| &table.rows);
    let numbered = || rows.iter().filter(|numbered| Some(numbered.ordinal) == row);
    let prints = |row: &&Row| row.figures.iter().any(|figure| figure.place == place);
    let Some(row) = numbered().find(prints).or_else(|| numbered().next()) else {
        return String::new();
    };
    format!("{} {}", row.code, row.name).trim().to_owned()
}
