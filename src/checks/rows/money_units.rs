/*!
A table whose unit of money is printed wrong (P13).

The same figures digit for digit, here in 元 and there in 万元: one of both units is wrong, and that of the fewer
tables is. Amounts that differ only by the unit are nobody's accident where there are several of them.
*/

use crate::budget::{MoneyUnit, Origin, Severity, Table, TableState};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{RowFault, TableReason};
use std::collections::BTreeSet;

/// So many figures must be the same.
const LEAST: usize = 3;
/// A figure of fewer digits, the zeros at its end not counted, may be another's by chance.
const LEAST_DIGITS: usize = 4;

/// Finds such tables; what they break is taken back.
pub fn check(subject: &Subject, ledger: &mut Ledger) {
    let tables: Vec<(usize, &Table, BTreeSet<i128>)> = subject
        .tables()
        .filter(|(_, table)| table.state == TableState::Filled)
        .map(|(index, table)| (index, table, numbers(table)))
        .filter(|(.., numbers)| numbers.len() >= LEAST)
        .collect();
    let of_unit = |unit: MoneyUnit| {
        let filled = subject.tables();
        filled
            .filter(|(_, table)| table.state == TableState::Filled && table.money_unit == unit)
            .count()
    };
    let mut wrong = BTreeSet::new();
    for (index, table, own) in &tables {
        let other = tables
            .iter()
            .filter(|(_, other, _)| other.money_unit != table.money_unit)
            .map(|(_, other, numbers)| (own.intersection(numbers).count(), *other))
            .max_by_key(|(same, _)| *same);
        let Some((same, other)) = other else { continue };
        let is_of_fewer = of_unit(table.money_unit) < of_unit(other.money_unit);
        if same < LEAST || same * 2 < own.len() || !is_of_fewer {
            continue;
        }
        wrong.insert(*index);
        let fault = RowFault::UnitOfTable {
            unit: table.money_unit,
            other: other.title.clone(),
            other_unit: other.money_unit,
            same,
        };
        let side = |table: &Table| {
            let words = format!("{}（单位：{}）", table.title, table.money_unit.name());
            (words, table.place)
        };
        ledger.remark(Remark {
            fault: fault.into(),
            severity: Severity::Error,
            table: Some(*index),
            row: None,
            left: side(table),
            right: Some(side(other)),
        });
    }
    if !wrong.is_empty() {
        ledger.leave_out(
            |equation| crosses(equation, &wrong),
            TableReason::WrongMoneyUnit,
        );
    }
}

/// The figures of a table as numbers without their unit.
fn numbers(table: &Table) -> BTreeSet<i128> {
    let figures = table.rows.iter().flat_map(|row| &row.figures);
    figures
        .filter(|figure| figure.origin == Origin::Printed)
        .filter(|figure| figure.amount.unit() == table.money_unit)
        .map(|figure| {
            number(
                i128::from(figure.amount.ten_thousandths()),
                table.money_unit,
            )
        })
        .filter(|number| is_long(*number))
        .collect()
}

/// An amount counted in a fraction of its own unit that both units share.
fn number(ten_thousandths: i128, unit: MoneyUnit) -> i128 {
    const FINEST: u32 = 12;
    ten_thousandths * 10_i128.pow(FINEST - unit.exponent())
}

fn is_long(number: i128) -> bool {
    number.to_string().trim_end_matches('0').len() >= LEAST_DIGITS
}

/// Whether an equation fails between a table of a wrong unit and what is none.
fn crosses(equation: &Equation, wrong: &BTreeSet<usize>) -> bool {
    let is_wrong =
        |row: Option<(usize, usize)>| row.is_some_and(|(table, _)| wrong.contains(&table));
    let within = equation.cells().filter(|cell| is_wrong(cell.row())).count();
    equation.balance() == Balance::Apart && within > 0 && within < equation.cells().count()
}
