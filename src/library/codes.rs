/*!
Where codes stand in the tables of a budget.
*/

use super::DocumentId;
use crate::budget::{
    Amount, Book, Classification, Figure, Identity, Place, Row, RowKind, TableKind,
};
use std::collections::HashSet;

/// A code in a table of a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePlace {
    /// The budget.
    pub document: DocumentId,
    /// Whose it is.
    pub identity: Identity,
    /// The table.
    pub table: TableKind,
    /// The row's printed name.
    pub name: String,
    /// The row's first printed figure of the budget's year.
    pub amount: Amount,
    /// Where that figure stands.
    pub place: Place,
}

/// The code of a row in a classification, where it has one.
fn code_of(row: &Row, classification: Classification) -> Option<&str> {
    let code = match (classification, row.kind) {
        (Classification::Function, RowKind::Function)
        | (Classification::DepartmentEconomic, RowKind::DepartmentEconomic)
        | (Classification::GovernmentEconomic, RowKind::GovernmentEconomic) => &row.code,
        (Classification::GovernmentEconomic, _) => &row.code2,
        _ => return None,
    };
    (!code.is_empty()).then_some(code)
}

/// The figure that a row stands for: the first printed one of the year, else the first printed.
fn figure_of(row: &Row, year: u16) -> Option<&Figure> {
    let mut printed = row.figures.iter().filter(|figure| figure.is_printed());
    let of_year = printed.clone().find(|figure| figure.year == year);
    of_year.or_else(|| printed.next())
}

/// A code with the row that it stands in.
pub(super) struct CodeStanding<'b> {
    pub classification: Classification,
    pub code: &'b str,
    pub table_no: usize,
    pub kind: TableKind,
    pub row: &'b Row,
    pub figure: &'b Figure,
}

/// The classifications, by their numbers in the library.
pub(super) const CLASSIFICATIONS: [Classification; 3] = [
    Classification::Function,
    Classification::DepartmentEconomic,
    Classification::GovernmentEconomic,
];

/// Each code of each table once, at its first row; where that prints no figure, not at all.
pub(super) fn standings(book: &Book) -> Vec<CodeStanding<'_>> {
    let mut found = Vec::new();
    for (table_no, table) in book.tables.iter().enumerate() {
        let Some(kind) = table.kind else { continue };
        for classification in CLASSIFICATIONS {
            let mut known = HashSet::new();
            for row in &table.rows {
                let code = code_of(row, classification).filter(|code| known.insert(*code));
                if let (Some(code), Some(figure)) = (code, figure_of(row, book.identity.year)) {
                    found.push(CodeStanding {
                        classification,
                        code,
                        table_no,
                        kind,
                        row,
                        figure,
                    });
                }
            }
        }
    }
    found
}

/// The places of a code in one budget.
pub fn code_places(
    document: DocumentId,
    book: &Book,
    classification: Classification,
    code: &str,
) -> Vec<CodePlace> {
    let all = standings(book).into_iter();
    all.filter(|standing| standing.classification == classification && standing.code == code)
        .map(|standing| CodePlace {
            document,
            identity: book.identity.clone(),
            table: standing.kind,
            name: standing.row.name.clone(),
            amount: standing.figure.amount,
            place: standing.figure.place,
        })
        .collect()
}
