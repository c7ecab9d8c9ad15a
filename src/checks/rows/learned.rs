/*!
A table of no known kind whose rows prove what adds up in it (R17).

No tree says what the columns of such a table are. Where 合计 is the sum of the columns beside it in all rows
but one or two, that is what it means, and a row that differs has a wrong figure.
*/

use crate::budget::columns::is_reckoned;
use crate::budget::{Measure, RuleCode, Severity, Table};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::{Term, Trust};
use crate::checks::rows::listed;
use crate::checks::wording::{ColumnSums, TableReason};
use std::collections::BTreeSet;

pub const FAMILY: Family = Family {
    title: "别的表",
    rules: &[Rule::new(
        RuleCode::R17,
        "别的表：合计＝各栏之和，由多数行证明",
        Severity::Warning,
        "认不出种类的表，只在几乎每一行的合计都等于各栏之和时，才核对其余的行。",
    )],
    check,
};

/// So many rows that hold prove a sum, where so many of them add up more than one figure.
const FEWEST_HOLDING: usize = 4;
const FEWEST_ADDING: usize = 2;
/// So many prove it where each of them is of one column, and so many of each.
const FEWEST_BY_COLUMN: usize = 8;
const FEWEST_OF_EACH: usize = 2;

/// One row of so many that hold may differ; of fewer, one alone.
const HOLDING_FOR_EACH: usize = 8;

/// What a column of a whole is called.
const WHOLES: [&str; 3] = ["合计", "总计", "小计"];

fn check(subject: &Subject, ledger: &mut Ledger) {
    for (table, printed) in subject.tables_of_no_kind() {
        for sum in sums(printed) {
            hold(subject, ledger, table, &sum);
        }
    }
    listed::check(subject, ledger);
}

/// A column and those beside it.
struct Columns {
    whole: Measure,
    parts: Vec<Measure>,
}

/// Each whole of a table with the columns that stand beside it under its heading.
fn sums(table: &Table) -> Vec<Columns> {
    let is_whole = |measure: &&Measure| WHOLES.contains(&measure.leaf());
    let wholes = table.measures.iter().filter(is_whole);
    wholes
        .map(|whole| Columns {
            whole: *whole,
            parts: parts_beside(table, *whole),
        })
        .filter(|sum| sum.parts.len() >= 2)
        .collect()
}

/// The columns beside a whole: of one that is divided again, its own whole.
fn parts_beside(table: &Table, whole: Measure) -> Vec<Measure> {
    let heading = whole.parent();
    let beside = table.measures.iter().copied().filter(|measure| {
        let is_under = heading.is_none_or(|heading| measure.is_within(heading));
        is_under && *measure != whole && !is_reckoned(measure.leaf())
    });
    let beside: Vec<Measure> = beside.collect();
    let depth = |measure: Measure| measure.path().matches('/').count();
    let is_sum_of = |upper: Measure, measure: Measure| {
        upper != measure
            && (measure.is_within(upper)
                || WHOLES.contains(&upper.leaf())
                    && depth(upper) > depth(whole)
                    && upper.parent().is_some_and(|above| measure.is_within(above)))
    };
    beside
        .iter()
        .copied()
        .filter(|measure| !beside.iter().any(|upper| is_sum_of(*upper, *measure)))
        .collect()
}

fn hold(subject: &Subject, ledger: &mut Ledger, table: usize, sum: &Columns) {
    let requirement = ColumnSums::Sum {
        whole: sum.whole.path().to_owned(),
        parts: sum
            .parts
            .iter()
            .map(|part| part.path().to_owned())
            .collect(),
    };
    let equations: Vec<Equation> = lines(subject, table, sum)
        .into_iter()
        .map(|(whole, parts)| Equation::sum(RuleCode::R17, whole, parts, requirement.clone()))
        .collect();
    let holding: Vec<&Equation> = equations
        .iter()
        .filter(|equation| equation.balance() != Balance::Apart && equation.left.value != 0)
        .collect();
    let apart = equations
        .iter()
        .filter(|equation| equation.balance() == Balance::Apart)
        .count();
    let is_proven =
        is_proven_by(subject, &holding, sum) && apart <= (holding.len() / HOLDING_FOR_EACH).max(1);
    if !is_proven {
        return ledger.not_checkable(RuleCode::R17, TableReason::RowTotalAlone);
    }
    for equation in equations {
        ledger.equation(equation.weighing(Severity::Warning));
    }
}

/// Whether the rows that hold prove the sum: some add up several figures, or enough of them are of each column.
fn is_proven_by(subject: &Subject, holding: &[&Equation], sum: &Columns) -> bool {
    let figures = |equation: &&&Equation| {
        let parts = equation.parts.iter();
        parts.filter(|part| part.term.value != 0).count()
    };
    let adding = holding.iter().filter(|equation| figures(equation) > 1);
    if holding.len() >= FEWEST_HOLDING && adding.count() >= FEWEST_ADDING {
        return true;
    }
    let of_column = |part: &Measure| {
        let terms = holding.iter().flat_map(|equation| &equation.parts);
        let is_of_it = |term: &Term| {
            let printed = term.cell.in_table(subject.book);
            printed.is_some_and(|(.., figure)| figure.measure == *part)
        };
        terms
            .filter(|part| part.term.value != 0 && is_of_it(&part.term))
            .count()
    };
    let proven = sum
        .parts
        .iter()
        .filter(|part| of_column(part) >= FEWEST_OF_EACH);
    holding.len() >= FEWEST_BY_COLUMN && proven.count() >= 2
}

/// The whole and its parts in each row and year; a row whose figures are in doubt, or that prints its whole
/// alone, says nothing.
fn lines(subject: &Subject, table: usize, sum: &Columns) -> Vec<(Term, Vec<Term>)> {
    let mut found = Vec::new();
    for at in subject.rows(table) {
        let years: BTreeSet<u16> = at.row.figures.iter().map(|figure| figure.year).collect();
        for year in years {
            let term = |measure| subject.measured_in(at, measure, year);
            let Some(whole) = term(sum.whole) else {
                continue;
            };
            let parts: Vec<Term> = sum.parts.iter().filter_map(|part| term(*part)).collect();
            let is_printed = |term: &Term| term.trust == Trust::Printed;
            if !parts.is_empty() && is_printed(&whole) && parts.iter().all(is_printed) {
                found.push((whole, parts));
            }
        }
    }
    found
}
