/*!
A budget at a glance: what lists and overviews show without opening the book.
*/

use super::{About, Amount, Book, Measure, RowKind, Table, TableKind, TableState};
use crate::narrow::narrow;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The figures of a budget at a glance: printed ones alone, for nothing beside them could
/// say that one is derived or uncertain.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// The department above the unit, as the tables print it, or empty. Sums over units
    /// leave out a unit whose department is among them.
    #[serde(default)]
    pub department: String,
    /// 收入总计
    pub income: Option<Amount>,
    /// 支出总计
    pub expenditure: Option<Amount>,
    /// 基本支出
    pub basic: Option<Amount>,
    /// 项目支出
    pub projects: Option<Amount>,
    /// 三公经费合计
    pub three_public: Option<Amount>,
    /// Figures that the exports list as facts.
    pub facts: u32,
    /// Different projects.
    pub project_count: u32,
    /// Performance indicators.
    pub indicator_count: u32,
    /// Indicators of the whole department among them.
    pub whole_indicator_count: u32,
    /// Tables that are there.
    pub tables: u32,
    /// Tables published empty.
    pub empty_tables: u32,
    /// Tables promised and missing.
    pub missing_tables: u32,
}

impl Summary {
    /// The summary of a book.
    pub fn of(book: &Book) -> Self {
        let count = |state| {
            narrow::<u32>(
                book.tables
                    .iter()
                    .filter(|table| table.state == state)
                    .count(),
            )
        };
        let missing = count(TableState::Missing);
        Self {
            department: book.department.clone(),
            income: balance_total(book, Measure::INCOME, "收入")
                .or_else(|| grand_total(book, TableKind::Income, Measure::TOTAL)),
            expenditure: balance_total(book, Measure::EXPENDITURE, "支出")
                .or_else(|| balance_total(book, Measure::EXPENDITURE_TOTAL, "支出"))
                .or_else(|| grand_total(book, TableKind::Expenditure, Measure::TOTAL)),
            basic: by_function_total(book, Measure::BASIC),
            projects: by_function_total(book, Measure::PROJECT),
            three_public: three_public_total(book),
            facts: narrow::<u32>(book.fact_count()),
            project_count: narrow::<u32>(project_names(book).len()),
            indicator_count: narrow::<u32>(book.indicators.len()),
            whole_indicator_count: narrow::<u32>(
                book.indicators
                    .iter()
                    .filter(|i| i.about == About::Whole)
                    .count(),
            ),
            tables: narrow::<u32>(book.tables.len()) - missing,
            empty_tables: count(TableState::Empty),
            missing_tables: missing,
        }
    }
}

/// The department above a unit, as a row of its tables names it.
pub fn department_above(unit: &str, tables: &[Table]) -> Option<String> {
    tables
        .iter()
        .flat_map(|table| &table.rows)
        .find(|row| row.kind == RowKind::Department && row.name != unit)
        .map(|row| row.name.clone())
}

/// The last total row of 收支总表 on one side: 收入总计, 支出总计.
fn balance_total(book: &Book, measure: Measure, side: &str) -> Option<Amount> {
    let table = book.table(TableKind::IncomeAndExpenditure)?;
    table
        .rows
        .iter()
        .rev()
        .filter(|row| row.kind == RowKind::Total && row.name.contains(side))
        .find_map(|row| row.amount(measure))
}

fn total_row_amount(table: &Table, measure: Measure) -> Option<Amount> {
    table
        .rows
        .iter()
        .find(|row| row.kind == RowKind::Total)
        .and_then(|row| row.amount(measure))
}

fn grand_total(book: &Book, kind: TableKind, measure: Measure) -> Option<Amount> {
    book.tables_of(kind)
        .find_map(|table| total_row_amount(table, measure))
}

fn by_function_total(book: &Book, measure: Measure) -> Option<Amount> {
    grand_total(book, TableKind::Expenditure, measure)
        .or_else(|| grand_total(book, TableKind::GeneralBudget, measure))
}

fn three_public_total(book: &Book) -> Option<Amount> {
    let table = book.table(TableKind::ThreePublic)?;
    let year = book.identity.year;
    table
        .rows
        .iter()
        .find_map(|row| row.figure(Measure::TOTAL, year))
        .filter(|figure| figure.is_printed())
        .map(|figure| figure.amount)
}

fn project_names(book: &Book) -> BTreeSet<&str> {
    book.tables
        .iter()
        .filter(|table| {
            table.kind.is_some_and(|kind| {
                kind.lists_projects() && kind != TableKind::DepartmentPerformance
            })
        })
        .flat_map(|table| &table.rows)
        .filter(|row| row.kind == RowKind::Project)
        .map(|row| row.name.as_str())
        .collect()
}
