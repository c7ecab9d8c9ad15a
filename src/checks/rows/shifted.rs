/*!
Tables whose total row is not their total (T12).

Where the rows of a table slipped against their names, its total stands on another row and
every sum fails. That is one cause, and of the reading more often than of the document: the
table's rules are then not checkable, rather than violated.
*/

use crate::budget::{Compares, Figure, RowKind, RuleCode, Severity, TableState};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::likely_slip::{Likeness, likeness};
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::FigureCell;
use crate::checks::rows::{money_units, swapped};
use crate::checks::wording::TableReason;

/// The last family: it takes back what others handed in.
pub const FAMILY: Family = Family {
    title: "错行的表",
    rules: &[Rule::new(
        RuleCode::T12,
        "合计行是本表的合计",
        Severity::Note,
        "多数栏的合计都不等于各行之和，而合计又小于其中一行，或第一行就是另一张表的合计的，是整张表错了行：本表的各条规则算无法核对，不算不符。只有一栏如此的，或改正一个数就相符的，仍是不符。",
    )],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    money_units::check(subject, ledger);
    ledger.not_applicable(RuleCode::T12, TableReason::NoTableWithTotal);
    let totals: Vec<RowAt> = subject
        .tables()
        .filter(|(_, table)| {
            let is_money = table.kind.is_some_and(|kind| !kind.is_performance());
            is_money && table.state == TableState::Filled
        })
        .filter_map(|(index, _)| subject.total_row(index))
        .collect();
    for total in &totals {
        if swapped::check(subject, ledger, *total) {
            continue;
        }
        let is_shifted = match sums_of(ledger, *total) {
            Sums::Fail => {
                is_far_too_small(subject, *total)
                    || is_too_small(subject, *total)
                    || is_headed_by_another(subject, *total, &totals)
            }
            Sums::Unknown => is_far_too_small(subject, *total),
            Sums::Hold => false,
        };
        if !is_shifted {
            ledger.holds(RuleCode::T12);
            continue;
        }
        let title = &subject.book.tables[total.table].title;
        let why = TableReason::ShiftedTotal {
            table: title.to_owned(),
        };
        ledger.leave_out(|equation| touches(equation, total.table), why.clone());
        ledger.not_checkable(RuleCode::T12, why);
    }
}

fn touches(equation: &Equation, index: usize) -> bool {
    equation
        .cells()
        .any(|cell| matches!(cell, FigureCell::Printed { table, .. } if table == index))
}

/// What the sums of a table's columns say of its total row.
enum Sums {
    /// Most columns do not add up to it, and no slip of the hand in one cell explains that.
    Fail,
    /// Most columns add up to it, or would without a slip in one cell.
    Hold,
    /// Nothing was added up.
    Unknown,
}

fn sums_of(ledger: &Ledger, total: RowAt) -> Sums {
    let is_of_row =
        |equation: &&Equation| equation.left.cell.row() == Some((total.table, total.index));
    let sums: Vec<&Equation> = ledger
        .equations()
        .iter()
        .filter(|equation| equation.rule.compares() == Compares::Rows)
        .filter(is_of_row)
        .collect();
    let apart: Vec<&&Equation> = sums
        .iter()
        .filter(|equation| equation.balance() == Balance::Apart)
        .collect();
    match sums.len() {
        0 => Sums::Unknown,
        // A table of one column slipped only where no single cell explains the gap.
        1 if apart.iter().all(|equation| is_one_slip(equation)) => Sums::Hold,
        all if apart.len() * 2 > all => Sums::Fail,
        _ => Sums::Hold,
    }
}

/// Whether one cell of a sum, changed by a slip of the hand, would make it hold.
fn is_one_slip(equation: &Equation) -> bool {
    equation.cells().any(|cell| {
        let (Some(term), Some(meant)) = (equation.term_of(cell), equation.solved_for(cell)) else {
            return false;
        };
        likeness(term.value, meant, term.ulp) == Likeness::Slip
    })
}

/// The rows below the total.
fn rows_below<'b>(subject: &Subject<'b>, total: RowAt) -> impl Iterator<Item = RowAt<'b>> {
    subject
        .rows(total.table)
        .filter(|at| at.row.kind != RowKind::Total && !at.row.figures.is_empty())
}

fn same_column(figure: &Figure, other: &Figure) -> bool {
    figure.year == other.year && figure.measure == other.measure
}

fn value(figure: &Figure) -> i64 {
    figure.amount.ten_thousandths()
}

/// Whether one row is more than twice the total of the first column, and by more than a
/// million 元: no slip of a digit among small figures.
fn is_far_too_small(subject: &Subject, total: RowAt) -> bool {
    const MILLION: i64 = 10_000_000_000;
    let Some(total_figure) = total.row.figures.first() else {
        return false;
    };
    let limit = value(total_figure)
        .saturating_mul(2)
        .saturating_add(MILLION);
    rows_below(subject, total)
        .flat_map(|at| &at.row.figures)
        .any(|figure| same_column(total_figure, figure) && value(figure) > limit)
}

/// Whether in most columns one row alone is greater than the total.
fn is_too_small(subject: &Subject, total: RowAt) -> bool {
    let is_exceeded = |total_figure: &&Figure| {
        rows_below(subject, total)
            .flat_map(|at| &at.row.figures)
            .any(|figure| same_column(total_figure, figure) && value(figure) > value(total_figure))
    };
    let filled = total
        .row
        .figures
        .iter()
        .filter(|total_figure| !total_figure.amount.is_zero());
    let all = filled.clone().count();
    all > 1 && filled.filter(is_exceeded).count() * 2 > all
}

/// Whether the first row under the total is another table's total, and not this one's.
fn is_headed_by_another(subject: &Subject, total: RowAt, totals: &[RowAt]) -> bool {
    let Some(first) = rows_below(subject, total).next() else {
        return false;
    };
    let is_same = |left: RowAt, right: RowAt| {
        let shared = |figure: &&Figure| {
            let mut theirs = right.row.figures.iter();
            theirs.any(|candidate| {
                same_column(candidate, figure) && value(candidate) == value(figure)
            })
        };
        let figures = left.row.figures.iter();
        left.row.figures.len() > 1 && figures.filter(shared).count() == left.row.figures.len()
    };
    let mut other_totals = totals.iter().filter(|other| other.table != total.table);
    !is_same(first, total) && other_totals.any(|other| is_same(first, *other))
}
