/*!
A total row whose figures were exchanged with another row's.

Every sum over both rows fails, and all hold once the figures change places: that is one
slip of the hand, and not a table that was read wrongly.
*/

use crate::budget::{Compares, Row, Severity};
use crate::checks::kernel::equation::{Balance, Equation, Relation};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::FigureCell;
use crate::checks::rows::oddities::about;
use crate::checks::wording::{RowFault, TableReason};

/// Finds the row that a total was exchanged with and says so; the sums of both are taken back.
pub fn check(subject: &Subject, ledger: &mut Ledger, total: RowAt) -> bool {
    let row_of_total = (total.table, total.index);
    let is_apart = |equation: &&Equation| {
        sums_over(equation, row_of_total) && equation.balance() == Balance::Apart
    };
    if !ledger
        .equations()
        .iter()
        .any(|equation| is_apart(&equation))
    {
        return false;
    }
    let rows = subject
        .rows(total.table)
        .filter(|at| at.index != total.index);
    let Some(other) = rows
        .filter(|at| may_be_exchanged(total.row, at.row))
        .find(|at| is_mended(ledger, total, *at))
    else {
        return false;
    };
    let touched = [row_of_total, (other.table, other.index)];
    // What holds with the figures changed back fails by this alone, in other tables too.
    ledger.leave_out(
        |equation| {
            touched.iter().any(|row| sums_over(equation, *row))
                || is_of_exchange(equation, total, other)
        },
        TableReason::ExchangedRows,
    );
    let (here, there) = (
        about(total, total.row.figures.first()),
        about(other, other.row.figures.first()),
    );
    ledger.remark(Remark {
        fault: RowFault::Exchanged {
            row: other.row.name.clone(),
        }
        .into(),
        severity: Severity::Error,
        table: Some(total.table),
        row: Some(total.row.ordinal),
        left: here,
        right: Some(there),
    });
    true
}

/// Whether an equation is a sum over rows that has a figure of a row in it.
fn sums_over(equation: &Equation, row: (usize, usize)) -> bool {
    equation.rule.compares() == Compares::Rows
        && equation.relation == Relation::Sum
        && equation.cells().any(|cell| cell.row() == Some(row))
}

/// Whether two rows print different figures, in the main column at least.
fn may_be_exchanged(total: &Row, row: &Row) -> bool {
    match (total.figures.first(), row.figures.first()) {
        (Some(total), Some(row)) => {
            total.measure == row.measure
                && total.year == row.year
                && total.amount.ten_thousandths() < row.amount.ten_thousandths()
        }
        _ => false,
    }
}

/// Whether all sums over two rows hold with their figures exchanged, and several did not before.
fn is_mended(ledger: &Ledger, total: RowAt, other: RowAt) -> bool {
    let rows = [(total.table, total.index), (other.table, other.index)];
    let sums = ledger.equations().iter();
    let sums = sums.filter(|equation| rows.iter().any(|row| sums_over(equation, *row)));
    let mut failing = 0;
    for equation in sums {
        failing += usize::from(equation.balance() == Balance::Apart);
        if exchanged(equation, total, other).balance() == Balance::Apart {
            return false;
        }
    }
    failing > 1
}

/// An equation with the figures of two rows exchanged.
fn exchanged(equation: &Equation, total: RowAt, other: RowAt) -> Equation {
    let mut exchanged = equation.clone();
    for cell in equation.cells() {
        if let Some(value) = value_after(cell, total, other) {
            exchanged = exchanged.with(cell, value);
        }
    }
    exchanged
}

/// Whether an equation fails only because two rows were exchanged.
fn is_of_exchange(equation: &Equation, total: RowAt, other: RowAt) -> bool {
    let rows = [(total.table, total.index), (other.table, other.index)];
    let mut cells = equation.cells();
    cells.any(|cell| cell.row().is_some_and(|row| rows.contains(&row)))
        && equation.balance() == Balance::Apart
        && exchanged(equation, total, other).balance() != Balance::Apart
}

/// What a cell of one of two rows would hold if they were exchanged.
fn value_after(cell: FigureCell, total: RowAt, other: RowAt) -> Option<i128> {
    let FigureCell::Printed { table, row, figure } = cell else {
        return None;
    };
    let (here, taken) = match (table == total.table, row) {
        (true, row) if row == total.index => (total.row, other.row),
        (true, row) if row == other.index => (other.row, total.row),
        _ => return None,
    };
    let figure = here.figures.get(figure)?;
    let value = taken.figure(figure.measure, figure.year);
    Some(value.map_or(0, |figure| i128::from(figure.amount.ten_thousandths())))
}
