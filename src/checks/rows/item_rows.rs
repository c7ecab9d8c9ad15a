/*!
三公 whose items are rows: 合计 is the sum of the rows, and the cars' row of what they cost to buy and to run (R10).
*/

use crate::budget::{Measure, RuleCode, TableKind};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::ColumnSums;
use std::collections::BTreeSet;

/// Each whole with its parts; of the two ways to print cars the one that the table has.
const SUMS: [(Measure, &[Measure]); 3] = [
    (
        Measure::TOTAL,
        &[Measure::ABROAD, Measure::CARS, Measure::RECEPTION],
    ),
    (
        Measure::TOTAL,
        &[
            Measure::ABROAD,
            Measure::CAR_PURCHASE,
            Measure::CAR_RUNNING,
            Measure::RECEPTION,
        ],
    ),
    (
        Measure::CARS,
        &[Measure::CAR_PURCHASE, Measure::CAR_RUNNING],
    ),
];

/// Holds the rows of each table of 三公 against each other.
pub fn check(subject: &Subject, ledger: &mut Ledger) {
    for (table, _) in subject.tables_of(TableKind::ThreePublic) {
        let figures = subject.rows(table).flat_map(|at| &at.row.figures);
        let years: BTreeSet<u16> = figures.map(|figure| figure.year).collect();
        for year in years {
            for group in groups(subject, table) {
                for sum in &SUMS {
                    add_up(subject, ledger, (table, group, year), sum);
                }
            }
        }
    }
}

/// Which of a row's columns a figure stands in.
#[derive(Clone, Copy)]
enum Group {
    /// The item's only one.
    Alone,
    /// Below a heading over all items: 决算数/合计.
    Under(Measure),
    /// With a heading of its own below the item's: 合计/全年预算数.
    Above(&'static str),
}

impl Group {
    fn of(self, item: Measure) -> Measure {
        match self {
            Group::Alone => item,
            Group::Under(heading) => item.under(heading),
            Group::Above(leaf) => Measure::from_path(format!("{}/{leaf}", item.path())),
        }
    }
}

/// The groups of columns that a table may have.
fn groups(subject: &Subject, table: usize) -> Vec<Group> {
    let measures = subject.book.tables[table].measures.iter();
    let below = measures.filter(|measure| measure.parent() == Some(Measure::TOTAL));
    let leaves: BTreeSet<&'static str> = below.map(|measure| measure.leaf()).collect();
    let headings = [Measure::BUDGETED, Measure::OUTCOME].map(Group::Under);
    [Group::Alone]
        .into_iter()
        .chain(headings)
        .chain(leaves.into_iter().map(Group::Above))
        .collect()
}

/// What a figure is of: its table, group of columns and year.
type Column = (usize, Group, u16);

fn add_up(
    subject: &Subject,
    ledger: &mut Ledger,
    column: Column,
    (whole, parts): &(Measure, &[Measure]),
) {
    let Some((whole_row, sum)) = only(subject, column, *whole) else {
        return;
    };
    let items: Option<Vec<(usize, Term)>> = parts
        .iter()
        .map(|part| only(subject, column, *part))
        .collect();
    // Columns of one row are the tree's to add up.
    let Some(items) = items.filter(|items| items.iter().all(|(row, _)| *row != whole_row)) else {
        return;
    };
    let requirement = ColumnSums::Sum {
        whole: whole.path().to_owned(),
        parts: parts.iter().map(|part| part.path().to_owned()).collect(),
    };
    let items = items.into_iter().map(|(_, term)| term).collect();
    ledger.equation(Equation::sum(RuleCode::R10, sum, items, requirement));
}

/// The one row that prints an item; none where several do, as in a table of several units.
fn only(subject: &Subject, (table, group, year): Column, item: Measure) -> Option<(usize, Term)> {
    let measure = group.of(item);
    let mut found = subject.rows(table).filter_map(|at: RowAt| {
        // 会议费 and 培训费 have totals too.
        let is_item = item != Measure::TOTAL || at.row.name.contains("三公");
        let term = subject.measured_in(at, measure, year)?;
        is_item.then_some((at.index, term))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
