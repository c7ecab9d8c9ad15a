/*!
A department and those of its units that the library has.

The library may lack units, so that their sum is no more than the department's total; what
the department prints for one unit equals what that unit's own document prints.
*/

use crate::budget::{
    Book, Evidence, Finding, Measure, RowKind, RuleCode, Scope, Severity, TableKind,
};
use crate::checks::across::is_unit_of;
use crate::checks::across::other::{Other, Sameness};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::{AcrossFault, AcrossReason, Fault};
use TableKind::Expenditure;

const ROW_OF_UNIT: Sameness = Sameness {
    fault: AcrossFault::RowOfUnit,
    severity: Severity::Error,
};

/// U02.
pub fn check(subject: &Subject, ledger: &mut Ledger) {
    let identity = &subject.book.identity;
    let is_unit = |candidate: &&&Book| {
        candidate.identity.year == identity.year
            && candidate.identity.stage == identity.stage
            && candidate.identity.scope == Scope::Unit
            && candidate.identity.unit != identity.unit
            && is_unit_of(candidate, subject.book)
    };
    let units: Vec<Subject> = subject
        .neighbours
        .iter()
        .filter(is_unit)
        .map(|unit| Subject::of(unit, &[]))
        .collect();
    if identity.scope != Scope::Department {
        return ledger.not_applicable(RuleCode::U02, AcrossReason::NotDepartment);
    }
    let totals: Vec<Other> = units
        .iter()
        .filter_map(|unit| {
            let term = unit.total(Expenditure, Measure::TOTAL)?;
            Some(Other::of(unit, term))
        })
        .collect();
    if totals.is_empty() {
        return ledger.not_checkable(RuleCode::U02, AcrossReason::NoUnits);
    }
    for unit in &totals {
        let name = &unit.subject.book.identity.unit;
        if let Some(printed) = row_of_unit(subject, name) {
            ROW_OF_UNIT.hold(subject, ledger, printed, unit);
        }
    }
    sum(subject, ledger, &totals);
}

/// What the department's 支出总表 prints for one unit.
fn row_of_unit(subject: &Subject, name: &str) -> Option<Term> {
    let (table, _) = subject.only(Expenditure)?;
    let is_own = |at: &RowAt| at.row.kind == RowKind::Unit && at.row.name == name;
    let mut rows = subject.rows(table).filter(is_own);
    let first = rows.next()?;
    match rows.next() {
        None => subject.measured(first, Measure::TOTAL),
        Some(_) => None,
    }
}

/// The sum of the units is no more than the department's total.
fn sum(subject: &Subject, ledger: &mut Ledger, units: &[Other]) {
    let Some(total) = subject.total(Expenditure, Measure::TOTAL) else {
        return ledger.not_checkable(RuleCode::U02, AcrossReason::NoTotal);
    };
    let sum: i128 = units.iter().map(|unit| unit.term.value).sum();
    let twice_bound: i128 = units.iter().map(|unit| unit.term.ulp).sum::<i128>() + total.ulp;
    if (sum - total.value) * 2 <= twice_bound {
        return ledger.holds(RuleCode::U02);
    }
    let Some(first) = units.first() else { return };
    let book = subject.book;
    let totals = units.iter().map(|unit| {
        let unit_book = unit.subject.book;
        (
            unit_book.identity.unit.clone(),
            unit.term.cell.printed(unit_book),
        )
    });
    let fault = Fault::from(AcrossFault::UnitsAboveDepartment {
        units: totals.collect(),
    });
    let left = Evidence::at(total.cell.printed(book), total.cell.place(book));
    ledger.finding(Finding {
        table: crate::checks::kernel::found::table_index(total.cell),
        row: total.cell.in_table(book).map(|(_, row, _)| row.ordinal),
        right: Some(Evidence {
            printed: total.printed_like(book, sum).to_string(),
            ..first.evidence()
        }),
        difference: Some(total.printed_like(book, total.value - sum)),
        bound: Some(total.printed_like(book, twice_bound / 2)),
        money_unit: Some(total.cell.money_unit(book)),
        ..fault.finding(Severity::Error, left)
    });
}
