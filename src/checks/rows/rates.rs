/*!
Columns of changes, rates and shares, recomputed (T10; R14 for shares that are none).

A rate is no money, so the reader keeps no figure of it: it is looked up in the text, under
its heading, where the row has as many cells as the heading's line. A column in which most
rows fail means something else than its heading says, and proves nothing.
*/

use crate::budget::columns::{is_change, is_rate, is_share};
use crate::budget::{Amount, Figure, Measure, MoneyUnit, Place, RuleCode, Severity, TableState};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::equation::{Balance, Equation, Relation, SignedTerm};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::{ColumnFault, ColumnSums, PrintedRate, TableReason};

pub const FAMILY: Family = Family {
    title: "增减与占比",
    rules: &[Rule::new(
        RuleCode::T10,
        "表中的增减额、增减幅、占比与重新计算的相符",
        Severity::Error,
        "增减额＝本年数－上年数，增减幅＝增减额÷上年数，占比＝本行÷合计；按印出的位数取整。上年数为零的不核对；多数行都不符的列，含义与列名不同，也不核对。",
    )],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    ledger.not_applicable(RuleCode::T10, TableReason::NoRateColumn);
    for (index, table) in subject.tables() {
        let is_money = table.kind.is_some_and(|kind| !kind.is_performance());
        if !is_money || table.state != TableState::Filled {
            continue;
        }
        changes(subject, ledger, index);
        for column in rate_columns(subject, index) {
            column_of_rates(subject, ledger, index, &column);
        }
    }
}

/// This year's and last year's figure of a row: of the item that a change stands beside, or
/// of the one column that has both years.
fn both_years(subject: &Subject, at: RowAt, of: Option<Measure>) -> Option<(Term, Term)> {
    let year = subject.year();
    let pair = |measure: Measure| {
        let now = subject.measured_in(at, measure, year)?;
        let then = subject.measured_in(at, measure, year - 1)?;
        Some((now, then))
    };
    if let Some(pair) = of.and_then(pair) {
        return Some(pair);
    }
    let figures = at.row.figures.iter();
    let last: Vec<&Figure> = figures.filter(|figure| figure.year == year - 1).collect();
    match last.as_slice() {
        [only] => pair(only.measure),
        _ => pair(Measure::TOTAL),
    }
}

/// Amounts of change against both years, where most rows of the column hold.
fn changes(subject: &Subject, ledger: &mut Ledger, table: usize) {
    let mut equations = Vec::new();
    for at in subject.rows(table) {
        for (index, figure) in at.row.figures.iter().enumerate() {
            let leaf = figure.measure.leaf();
            if !is_change(leaf) || is_rate(leaf) || figure.year != subject.year() {
                continue;
            }
            let item = figure.measure.parent();
            let pair = both_years(subject, at, item);
            let (Some(delta), Some((now, then))) = (subject.term(table, at.index, index), pair)
            else {
                continue;
            };
            let mut equation = Equation::sum(RuleCode::T10, delta, vec![now], ColumnSums::Change);
            equation.parts.push(SignedTerm::minus(then));
            // A decrease under 增减 may be printed without its sign.
            let mirrored = equation.with(delta.cell, -delta.value);
            let is_fine = mirrored.balance() != Balance::Apart;
            equations.push((is_fine, equation));
        }
    }
    let fails =
        |(is_fine, equation): &&(bool, Equation)| !is_fine && equation.balance() == Balance::Apart;
    if is_other(equations.iter().filter(fails).count(), equations.len()) {
        return ledger.not_checkable(RuleCode::T10, TableReason::ChangeOfOtherBase);
    }
    for (is_fine, equation) in equations {
        if is_fine {
            ledger.holds(RuleCode::T10);
        } else {
            ledger.equation(equation);
        }
    }
}

/// Whether so many of a column's rows fail that the column means something else.
fn is_other(failing: usize, all: usize) -> bool {
    failing > 0 && failing * 2 >= all
}

/// A column of rates in the text.
struct Rates {
    /// Its number among the cells of a line.
    cell: usize,
    /// How many cells the heading's line has.
    cells: usize,
    heading: String,
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_end_matches('\r').split('\t').collect()
}

/// The columns whose heading, in the last line over the rows, is a rate's.
fn rate_columns(subject: &Subject, table: usize) -> Vec<Rates> {
    let place = subject.book.tables[table].place;
    let Some(first) = subject.rows(table).map(|at| at.row.place.line).min() else {
        return Vec::new();
    };
    let above = (place.line + 1..first).rev();
    let header = above
        .filter_map(|number| subject.text_line(number))
        .find(|line| line.contains('\t'));
    let header = cells(header.unwrap_or_default());
    let count = header.len();
    header
        .into_iter()
        .enumerate()
        .filter(|(_, heading)| is_rate(heading))
        .map(|(cell, heading)| Rates {
            cell,
            cells: count,
            heading: heading.trim().to_owned(),
        })
        .collect()
}

/// A printed rate: its number without the point, its decimals, and where it stands.
struct RateCell {
    text: String,
    value: i128,
    decimals: u32,
    place: Place,
}

fn printed(subject: &Subject, at: RowAt, column: &Rates) -> Option<RateCell> {
    let line = subject.text_line(at.row.place.line)?;
    let all = cells(line);
    let text = all.get(column.cell).filter(|_| all.len() == column.cells)?;
    let start = all
        .iter()
        .take(column.cell)
        .map(|cell| cell.len() + 1)
        .sum();
    let number = text.trim().trim_end_matches(['%', '％']);
    let decimals = number.rsplit_once('.').map_or(0, |(_, after)| after.len());
    let decimals = u32::try_from(decimals).ok().filter(|count| *count <= 4)?;
    let parsed = Amount::parse(number, MoneyUnit::Yuan)?;
    Some(RateCell {
        text: text.trim().to_owned(),
        // An amount in 元 counts ten-thousandths: four decimals.
        value: i128::from(parsed.ten_thousandths()) / 10i128.pow(4 - decimals),
        decimals,
        place: Subject::piece(at.row.place.line, line, start..start + text.len()),
    })
}

fn column_of_rates(subject: &Subject, ledger: &mut Ledger, table: usize, column: &Rates) {
    let is_share = is_share(&column.heading);
    if !is_share && !is_change(&column.heading) {
        return;
    }
    let mut checked: Vec<(RowAt, RateCell, Equation)> = Vec::new();
    let mut outside = Vec::new();
    for at in subject.rows(table) {
        let Some(printed) = printed(subject, at, column) else {
            continue;
        };
        let whole = 100 * 10i128.pow(printed.decimals);
        if is_share && !(0..=whole).contains(&printed.value) {
            outside.push(Spot {
                row: Some(at.row.ordinal),
                ..Spot::in_table(&printed.text, printed.place, table)
            });
        }
        let equation = if is_share {
            share(subject, at, &printed)
        } else {
            growth(subject, at, &printed)
        };
        checked.extend(equation.map(|equation| (at, printed, equation)));
    }
    let saying = Saying {
        fault: ColumnFault::ShareOutOfBounds.into(),
        severity: Severity::Warning,
    };
    cluster::remark(subject, ledger, saying, &outside);
    settle(ledger, table, &column.heading, checked);
}

fn settle(
    ledger: &mut Ledger,
    table: usize,
    heading: &str,
    checked: Vec<(RowAt, RateCell, Equation)>,
) {
    let fails =
        |(_, _, equation): &&(RowAt, RateCell, Equation)| equation.balance() == Balance::Apart;
    if is_other(checked.iter().filter(fails).count(), checked.len()) {
        let why = TableReason::RateOfOtherMeaning {
            heading: heading.to_owned(),
        };
        return ledger.not_checkable(RuleCode::T10, why);
    }
    for (at, printed, equation) in checked {
        let severity = match equation.balance() {
            Balance::Equal => {
                ledger.holds(RuleCode::T10);
                continue;
            }
            Balance::Rounding => Severity::Note,
            Balance::Apart => Severity::Error,
        };
        let recomputed = equation.recomputed().unwrap_or_default();
        let rate = PrintedRate {
            code: at.row.code.clone(),
            name: at.row.name.clone(),
            heading: heading.to_owned(),
            printed: printed.text.clone(),
            recomputed: recomputed.clone(),
        };
        let fault = match equation.relation {
            Relation::Percent { .. } => ColumnFault::Share(rate),
            _ => ColumnFault::Growth(rate),
        };
        ledger.remark(Remark {
            fault: fault.into(),
            severity,
            table: Some(table),
            row: Some(at.row.ordinal),
            left: (printed.text, printed.place),
            right: Some((recomputed, at.row.place)),
        });
    }
}

/// A rate of change of this year's figure; none where last year's is zero.
fn growth(subject: &Subject, at: RowAt, printed: &RateCell) -> Option<Equation> {
    let (now, then) = both_years(subject, at, None)?;
    let relation = Relation::Rate {
        printed: printed.value.abs(),
        decimals: printed.decimals,
        rises: printed.value >= 0,
        of_change: false,
    };
    let is_printed = |term: &Term| term.trust == crate::checks::kernel::term::Trust::Printed;
    ([now, then].iter().all(is_printed) && then.value > 0).then(|| Equation {
        parts: vec![SignedTerm::plus(now), SignedTerm::plus(then)],
        relation,
        ..Equation::sum(RuleCode::T10, now, Vec::new(), ColumnSums::Growth)
    })
}

/// A row's share in the table's total.
fn share(subject: &Subject, at: RowAt, printed: &RateCell) -> Option<Equation> {
    let part = subject.measured(at, Measure::TOTAL)?;
    let whole = subject.measured(subject.total_row(at.table)?, Measure::TOTAL)?;
    (whole.value > 0).then(|| Equation {
        parts: vec![SignedTerm::plus(part), SignedTerm::plus(whole)],
        relation: Relation::Percent {
            printed: printed.value,
            decimals: printed.decimals,
        },
        ..Equation::sum(RuleCode::T10, part, Vec::new(), ColumnSums::Share)
    })
}
