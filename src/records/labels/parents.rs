/*!
Which row a row adds up to: what the sums of columns are checked against where the text lost
the columns.
*/

use crate::budget::{Amount, Row, RowKind};
use crate::records::fitting::fit;
use crate::records::money::single_sided::last_place;
use crate::tables::Cell;

/// The row that a row adds up to: the one of the class above it, or else the total.
pub fn parent_of(
    rows: &[Row],
    index: usize,
    amounts: &[Vec<Amount>],
    loose: &[(usize, Vec<Cell>)],
) -> Option<usize> {
    let row = &rows[loose[index].0];
    let is_class = |row: &Row| {
        matches!(
            row.kind,
            RowKind::Function | RowKind::DepartmentEconomic | RowKind::Project
        )
    };
    match row.kind {
        RowKind::Total | RowKind::Department => return None,
        RowKind::Unit if rows.iter().any(is_class) => return None,
        _ => {}
    }
    let above = crate::budget::parent_code(&row.code).and_then(|above| {
        (0..loose.len()).find(|&other| {
            let other_row = &rows[loose[other].0];
            other_row.kind == row.kind
                && other_row.code == above
                && sums_others(rows, other, amounts, loose)
        })
    });
    above
        .or_else(|| above_in_order(rows, index, amounts, loose))
        .or_else(|| (0..loose.len()).find(|&other| rows[loose[other].0].kind == RowKind::Total))
}

/// Whether a row is the sum of rows with finer codes, and not one beside them: some
/// provinces print 30302 and 3030201 side by side.
fn sums_others(
    rows: &[Row],
    index: usize,
    amounts: &[Vec<Amount>],
    loose: &[(usize, Vec<Cell>)],
) -> bool {
    let row = &rows[loose[index].0];
    let finer = |other: &Row| {
        other.kind == row.kind && crate::budget::parent_code(&other.code) == Some(&row.code)
    };
    let parts: Vec<&Amount> = loose
        .iter()
        .zip(amounts)
        .filter(|((at, _), _)| finer(&rows[*at]))
        .filter_map(|(_, amounts)| amounts.first())
        .collect();
    amounts[index]
        .first()
        .is_some_and(|own| adds_up(own, &parts))
}

/// The subtotal without a code that a row stands under: some provinces print 类 and 款 by name
/// alone. It is one only where the rows up to the next of its kind add up to it.
fn above_in_order(
    rows: &[Row],
    index: usize,
    amounts: &[Vec<Amount>],
    loose: &[(usize, Vec<Cell>)],
) -> Option<usize> {
    let row = |at: usize| &rows[loose[at].0];
    let is_subtotal = |at: usize| {
        at < loose.len() && row(at).kind == RowKind::Function && row(at).code.is_empty()
    };
    // A 类 stands over a 款, a 款 over 项.
    let level = |at: usize| match (is_subtotal(at), is_subtotal(at + 1)) {
        (true, true) => 1,
        (true, false) => 2,
        _ => 3,
    };
    let own = level(index);
    let is_row = |at: usize| matches!(row(at).kind, RowKind::Function | RowKind::Project);
    let above = (0..index)
        .rev()
        .take_while(|&at| is_row(at))
        .find(|&at| level(at) < own)?;
    let under = (above + 1..loose.len())
        .take_while(|&at| is_row(at) && level(at) > level(above))
        .filter(|&at| level(at) == own);
    let first = |at: usize| amounts[at].first();
    let parts: Vec<&Amount> = under.filter_map(first).collect();
    adds_up(first(above)?, &parts).then_some(above)
}

fn adds_up(whole: &Amount, parts: &[&Amount]) -> bool {
    let sum = fit::total(parts.iter().map(|amount| amount.ten_thousandths()));
    let place = parts.iter().map(|amount| last_place(amount)).max();
    let slack = place.map_or(0, |place| fit::tolerance(parts.len(), place));
    !parts.is_empty() && whole.ten_thousandths().saturating_sub(sum).saturating_abs() <= slack
}
