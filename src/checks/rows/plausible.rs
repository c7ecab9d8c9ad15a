/*!
Figures that cannot be what they say, whatever they add up to (R14): negative, finer than
their table, or in another unit than their neighbours.

One cause is one finding: a column that was pasted in 元 into a table of 万元 is wrong once,
and not once a row.
*/

use crate::budget::columns::is_change;
use crate::budget::{Figure, RuleCode, Severity, Stage, TableState};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::equation::{Balance, Equation, Relation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::FigureCell;
use crate::checks::wording::{ColumnFault, TableReason};
use std::collections::BTreeMap;

/// R14.
pub fn figures(subject: &Subject, ledger: &mut Ledger) {
    negative(subject, ledger);
    too_fine(subject, ledger);
    in_yuan(subject, ledger);
}

/// Tables of money with their figures.
fn money_tables(subject: &Subject) -> Vec<usize> {
    let is_money = |kind: crate::budget::TableKind| !kind.is_performance();
    subject
        .tables()
        .filter(|(_, table)| table.kind.is_some_and(is_money))
        .filter(|(_, table)| table.state != TableState::Empty)
        .map(|(index, _)| index)
        .collect()
}

/// The figures of a table that fail, by column.
fn by_column<'b>(
    subject: &Subject<'b>,
    table: usize,
    fails: impl Fn(&Figure) -> bool,
) -> BTreeMap<&'b str, Vec<Spot>> {
    let mut found: BTreeMap<&'b str, Vec<Spot>> = BTreeMap::new();
    for at in subject.rows(table) {
        for figure in at.row.figures.iter().filter(|figure| fails(figure)) {
            let spot = Spot {
                row: Some(at.row.ordinal),
                ..Spot::in_table(figure.amount.to_string(), figure.place, table)
            };
            let column = figure.measure.path();
            found.entry(column).or_default().push(spot);
        }
    }
    found
}

fn remark(subject: &Subject, ledger: &mut Ledger, spots: &[Spot], fault: ColumnFault) {
    let saying = Saying {
        fault: fault.into(),
        severity: Severity::Warning,
    };
    cluster::remark(subject, ledger, saying, spots);
}

fn negative(subject: &Subject, ledger: &mut Ledger) {
    if subject.book.identity.stage == Stage::Final {
        return ledger.not_applicable(RuleCode::R14, TableReason::FinalMayBeNegative);
    }
    for table in money_tables(subject) {
        let found = by_column(subject, table, |figure| {
            figure.amount.ten_thousandths() < 0 && is_amount(figure.measure.path())
        });
        if found.is_empty() {
            ledger.holds(RuleCode::R14);
        }
        for (column, spots) in found {
            let column = column.to_owned();
            remark(subject, ledger, &spots, ColumnFault::Negative { column });
        }
    }
}

/// Whether a column prints amounts, and nothing that may be taken away from one.
fn is_amount(column: &str) -> bool {
    !is_change(column) && !column.contains("调整")
}

/// The most decimals of money that is no slip: 分, or a hundredth of a 万元.
const USUAL_DECIMALS: u32 = 2;
/// So many figures with no more decimals make a habit of a table.
const HABIT: usize = 9;

/// A few figures with more decimals than all others of their table.
fn too_fine(subject: &Subject, ledger: &mut Ledger) {
    for table in money_tables(subject) {
        let is_fine =
            |figure: &Figure| figure.is_printed() && figure.amount.scale() > USUAL_DECIMALS;
        let all = subject.rows(table).flat_map(|at| &at.row.figures);
        let (fine, usual): (Vec<&Figure>, Vec<&Figure>) = all.partition(|figure| is_fine(figure));
        if fine.is_empty() || usual.len() < HABIT * fine.len() {
            continue;
        }
        let spots: Vec<Spot> = by_column(subject, table, is_fine)
            .into_values()
            .flatten()
            .collect();
        remark(subject, ledger, &spots, ColumnFault::TooFine);
    }
}

/// How many 元 a 万元 is.
const FACTOR: i128 = 10_000;

/// Figures in 元 among 万元: a sum fails, and holds where one of its figures is divided by ten
/// thousand.
fn in_yuan(subject: &Subject, ledger: &mut Ledger) {
    let mut found: BTreeMap<(usize, &str), BTreeMap<FigureCell, Spot>> = BTreeMap::new();
    let failing = ledger
        .equations()
        .iter()
        .filter(|equation| equation.relation == Relation::Sum && equation.is_all_printed())
        .filter(|equation| equation.balance() == Balance::Apart);
    for equation in failing {
        for cell in equation.cells().filter(|cell| is_inflated(equation, *cell)) {
            let FigureCell::Printed { table, .. } = cell else {
                continue;
            };
            let Some((_, row, figure)) = cell.in_table(subject.book) else {
                continue;
            };
            let spot = Spot {
                row: Some(row.ordinal),
                ..Spot::in_table(figure.amount.to_string(), figure.place, table)
            };
            let column = found.entry((table, figure.measure.path())).or_default();
            column.insert(cell, spot);
        }
    }
    for ((_, column), spots) in found {
        let spots: Vec<Spot> = spots.into_values().collect();
        let column = column.to_owned();
        remark(subject, ledger, &spots, ColumnFault::InYuan { column });
    }
}

/// Whether an equation holds once a figure is divided by ten thousand; what is then so small
/// that its absence would do as well proves nothing.
fn is_inflated(equation: &Equation, cell: FigureCell) -> bool {
    let parts = equation.parts.iter().map(|part| part.term);
    let mut terms = parts.chain([equation.left]);
    let Some(term) = terms.find(|term| term.cell == cell) else {
        return false;
    };
    let value = term.value / FACTOR;
    value.abs() > 5 * equation.twice_bound() && equation.balance_with(cell, value) != Balance::Apart
}
