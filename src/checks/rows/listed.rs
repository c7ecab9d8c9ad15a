/*!
The total of a plain list in a table of no known kind (T01).

Nothing says what is below what in such a table. Where its one total and its rows disagree by just what a slip of the
hand makes, in a figure that could be no other way, the list is what it looks like.
*/

use crate::budget::{Row, RowKind, RuleCode, Severity, TableState};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::likely_slip::{Likeness, likeness};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::{Term, Trust};
use crate::checks::wording::RowSums;

/// Holds the total of each such table against its rows.
pub fn check(subject: &Subject, ledger: &mut Ledger) {
    for (index, table) in subject.tables_of_no_kind() {
        if table.state == TableState::Filled {
            total(subject, ledger, index);
        }
    }
}

fn total(subject: &Subject, ledger: &mut Ledger, index: usize) {
    let rows: Vec<RowAt> = subject.rows(index).collect();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return;
    };
    let (total, list) = match (is_total(first.row), is_total(last.row)) {
        (true, false) => (first, &rows[1..]),
        (false, true) => (last, &rows[..rows.len() - 1]),
        _ => return,
    };
    let is_plain = |at: &RowAt| at.row.under.is_empty() && !is_total(at.row) && !is_divided(at.row);
    if list.len() < 2 || !list.iter().all(is_plain) {
        return;
    }
    for (at, figure) in total.row.figures.iter().enumerate() {
        let Some(whole) = subject.term(index, total.index, at) else {
            continue;
        };
        let parts: Option<Vec<Term>> = list
            .iter()
            .map(|row| subject.measured_in(*row, figure.measure, figure.year))
            .collect();
        let Some(parts) = parts else { continue };
        let sum = Equation::sum(RuleCode::T01, whole, parts, RowSums::Outermost);
        let is_printed = sum.trust() == Trust::Printed;
        if is_printed && (sum.balance() != Balance::Apart || is_slip(&sum)) {
            ledger.equation(sum.weighing(Severity::Warning));
        }
    }
}

/// From so many ones in its last place a total is long, and from so many rows a list.
const LONG: i128 = 100_000;
const FEWEST: usize = 4;

fn is_total(row: &Row) -> bool {
    row.kind == RowKind::Total || matches!(row.name.as_str(), "合计" | "总计")
}

/// Whether a row may be a part of another, or have parts.
fn is_divided(row: &Row) -> bool {
    ["其中", "小计", "合计"]
        .iter()
        .any(|word| row.name.contains(word))
        || !row.code.is_empty()
}

/// Whether one figure is greater than the total, or the total less than any sum of them could be, by a slip.
fn is_slip(sum: &Equation) -> bool {
    let greatest = sum.parts.iter().max_by_key(|part| part.term.value);
    let Some(greatest) = greatest else {
        return false;
    };
    let whole = sum.left;
    let meant = greatest.term.value + sum.gap();
    let is_of = |term: Term, meant: i128| likeness(term.value, meant, term.ulp) == Likeness::Slip;
    if greatest.term.value > whole.value {
        return is_of(greatest.term, meant) || is_of(whole, sum.right());
    }
    // A total that counts rows twice is less than twice them; what is far more was not added up. Of long figures that
    // differ in one place a slip alone makes the one of the other.
    let is_far = whole.value > 2 * sum.right();
    let is_long = sum.right() >= LONG * whole.ulp && sum.parts.len() >= FEWEST;
    (is_far || is_long) && is_of(whole, sum.right())
}
