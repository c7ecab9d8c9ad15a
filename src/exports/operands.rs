/*!
The figures that a finding rests on, as JSON: a list of objects, the whole first.

Every value is a text, so that `139.00` stays `139.00`; what is not known is left out.
*/

use crate::budget::{Book, Evidence, Finding, MoneyUnit, Operand, Place, Row};
use serde::Serialize;

/// A figure with what it is and where it stands.
#[derive(Serialize)]
struct Figure<'b> {
    /// `whole`, `plus` or `minus`; of two sides that are held against each other `left`, `right`.
    role: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    table: &'b str,
    #[serde(skip_serializing_if = "String::is_empty")]
    row: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    heading: &'b str,
    figure: &'b str,
    #[serde(skip_serializing_if = "str::is_empty")]
    unit: &'b str,
    place: String,
}

/// The figures of a finding.
pub(super) fn of(book: &Book, finding: &Finding) -> serde_json::Result<String> {
    let figures: Vec<Figure> = match finding.operands.as_slice() {
        [] => sides(book, finding),
        operands => operands
            .iter()
            .enumerate()
            .map(|(index, operand)| figure(book, role(index, operand), operand))
            .collect(),
    };
    serde_json::to_string(&figures)
}

fn role(index: usize, operand: &Operand) -> &'static str {
    match (index, operand.minus) {
        (0, _) => "whole",
        (_, true) => "minus",
        (_, false) => "plus",
    }
}

fn figure<'b>(book: &'b Book, role: &'static str, operand: &'b Operand) -> Figure<'b> {
    Figure {
        role,
        table: table_name(book, operand.table),
        row: row_words(book, operand.table, operand.row, operand.place),
        heading: &operand.heading,
        figure: &operand.printed,
        unit: operand.unit.name(),
        place: book.source.name_of(operand.place),
    }
}

/// Both sides of a finding that adds nothing up.
fn sides<'b>(book: &'b Book, finding: &'b Finding) -> Vec<Figure<'b>> {
    let unit = finding.money_unit.map_or("", MoneyUnit::name);
    let place = |evidence: &Evidence| match &evidence.elsewhere {
        Some(elsewhere) => elsewhere.source.clone(),
        None => book.source.name_of(evidence.place),
    };
    let left = Figure {
        role: "left",
        table: table_name(book, finding.table),
        row: row_words(book, finding.table, finding.row, finding.left.place),
        heading: "",
        figure: &finding.left.printed,
        unit,
        place: place(&finding.left),
    };
    let right = finding.right.as_ref().map(|right| Figure {
        role: "right",
        table: "",
        row: String::new(),
        heading: "",
        figure: &right.printed,
        unit,
        place: place(right),
    });
    std::iter::once(left).chain(right).collect()
}

fn table_name(book: &Book, table: Option<usize>) -> &str {
    let table = table.and_then(|table| book.tables.get(table));
    table.map_or("", |table| match table.kind {
        Some(kind) => kind.name(),
        None => &table.title,
    })
}

/// Code and name of a row. Two sides of a table share their numbers: the place tells which.
fn row_words(book: &Book, table: Option<usize>, row: Option<u32>, place: Place) -> String {
    let table = table.and_then(|table| book.tables.get(table));
    let rows = table.map_or(&[][..], |table| &table.rows);
    let numbered = || rows.iter().filter(|own| Some(own.ordinal) == row);
    let prints = |row: &&Row| row.figures.iter().any(|figure| figure.place == place);
    let Some(row) = numbered().find(prints).or_else(|| numbered().next()) else {
        return String::new();
    };
    format!("{} {}", row.code, row.name).trim().to_owned()
}
