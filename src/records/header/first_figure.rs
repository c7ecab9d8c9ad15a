/*!
Where the figures of a grid begin: the columns before are labels.
*/

use super::headings::{own_cell, path_over};
use crate::budget::columns::Concept;
use crate::budget::columns::words::{concept, is_label};
use crate::budget::{Amount, MoneyUnit};
use crate::tables::grid::is_money;
use crate::tables::lines::{is_dash, squeeze};
use crate::tables::{Cell, Grid};

/// The first column that holds money in some row, and no text or code in any.
pub fn first_figure_column(grid: &Grid) -> usize {
    let money: Vec<usize> = grid
        .body
        .iter()
        .filter_map(|row| row.iter().position(|cell| is_money(&cell.text)))
        .collect();
    let usual = most_frequent(&money);
    let whole = whole_number_column(grid);
    let first = match (usual, whole) {
        // Rates print decimals where the amounts before them print none.
        (Some(usual), Some(whole)) if whole < usual && holds_amounts(grid, whole) => Some(whole),
        _ => usual.or(whole),
    };
    first.map_or_else(
        || label_columns(grid),
        |first| first - blank_figure_columns(grid, first),
    )
}

/// How many columns right before one are of figures too, though no row has one there or only such
/// as print no decimals.
fn blank_figure_columns(grid: &Grid, first: usize) -> usize {
    let is_amount = |cell: &Cell| Amount::parse(&cell.text, MoneyUnit::Wan).is_some();
    let is_blank = |column: usize| {
        let mut cells = grid.body.iter().filter_map(|row| row.get(column));
        cells.all(|cell| cell.is_empty() || is_amount(cell) || is_dash(&cell.text))
    };
    // 预算数 says nothing itself, 合计 above it does.
    let is_of_figures = |column: usize| {
        let own = own_cell(grid, column).filter(|own| !is_label(&own.text));
        own.is_some() && !path_over(grid, 0, column).is_empty()
    };
    (0..first)
        .rev()
        .take_while(|column| is_blank(*column) && is_of_figures(*column))
        .count()
}

/// Whether a column under a heading that is no label's holds nothing but amounts.
fn holds_amounts(grid: &Grid, column: usize) -> bool {
    let is_label = |row: &Vec<Cell>| {
        row.get(column)
            .and_then(|cell| concept(&cell.text))
            .is_some_and(|concept| concept == Concept::Label)
    };
    let mut cells = grid.body.iter().filter_map(|row| row.get(column));
    !grid.header.iter().any(is_label)
        && cells.all(|cell| cell.is_empty() || Amount::parse(&cell.text, MoneyUnit::Wan).is_some())
}

fn most_frequent(columns: &[usize]) -> Option<usize> {
    let count = |column: usize| columns.iter().filter(|&&other| other == column).count();
    columns
        .iter()
        .copied()
        .max_by_key(|&column| (count(column), std::cmp::Reverse(column)))
}

/// Tables in 元 may print no decimals: there the total row tells the first figure.
fn whole_number_column(grid: &Grid) -> Option<usize> {
    let total = grid.body.iter().find(|row| {
        row.iter().any(|cell| {
            crate::records::labels::is_total(&crate::records::labels::total_name(&squeeze(
                &cell.text,
            )))
        })
    })?;
    total
        .iter()
        .position(|cell| Amount::parse(&cell.text, MoneyUnit::Wan).is_some())
}

/// In an empty table the header alone tells: figures begin at the first total's column, or else
/// behind the last column of labels. The codes of a blank form are no amounts.
fn label_columns(grid: &Grid) -> usize {
    let is_label = |cell: &Cell| {
        concept(&cell.text) == Some(Concept::Label)
            || cell.text.ends_with("编码")
            || cell.text.ends_with("代码")
            || cell.text.ends_with("名称")
    };
    let rows = || grid.header.iter();
    let total = rows()
        .filter_map(|row| {
            row.iter()
                .position(|cell| concept(&cell.text) == Some(Concept::Total))
        })
        .min();
    let behind_labels = || {
        let last = rows()
            .filter_map(|row| row.iter().rposition(is_label))
            .max();
        last.map_or(0, |last| last + 1)
    };
    total.unwrap_or_else(behind_labels)
}
