/*!
Against the unit's other years: last year's budget, and the budget of a final account.
*/

use crate::budget::{Book, Evidence, Finding, Measure, Place, RuleCode, Severity, Side, TableKind};
use crate::checks::across::other::{Other, Sameness};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::wording::{AcrossFault, Fault};
use TableKind::{Expenditure, GeneralBudget, IncomeAndExpenditure};
use std::collections::BTreeMap;

const THREE_PUBLIC: Sameness = Sameness {
    fault: AcrossFault::LastYear,
    severity: Severity::Error,
};

const CARRIED_OVER: Sameness = Sameness {
    fault: AcrossFault::CarryOver,
    severity: Severity::Warning,
};

const CHANGE: Sameness = Sameness {
    fault: AcrossFault::Change,
    severity: Severity::Note,
};

const AS_BUDGETED: Sameness = Sameness {
    fault: AcrossFault::AsBudgeted,
    severity: Severity::Error,
};

/// The figure of 三公 in a measure and year, of the row that holds the whole budget's.
fn three_public(subject: &Subject, measure: Measure, year: u16) -> Option<Term> {
    subject.measured_in(subject.three_public_row()?, measure, year)
}

/// Y05, Y08 and Y10: against last year's budget.
pub fn check(subject: &Subject, ledger: &mut Ledger, before: &Subject) {
    let last = before.year();
    for measure in &Measure::THREE_PUBLIC {
        let figure = |of| three_public(of, *measure, last);
        if let (Some(now), Some(then)) = (figure(subject), figure(before)) {
            THREE_PUBLIC.hold(subject, ledger, now, &Other::of(before, then));
        }
    }
    let carried_over = line(subject, Side::Income, "上年结转");
    let left_over = line(before, Side::Expenditure, "结转下年");
    if let (Some(now), Some(then)) = (carried_over, left_over) {
        CARRIED_OVER.hold(subject, ledger, now, &Other::of(before, then));
    }
    changes(subject, ledger, before);
}

/// The figure of the line of 收支总表 that names something.
fn line(of: &Subject, side: Side, word: &str) -> Option<Term> {
    let row = of.line(IncomeAndExpenditure, |row| {
        row.side == side && row.name.contains(word)
    })?;
    let measures = [
        Measure::INCOME,
        Measure::EXPENDITURE,
        Measure::EXPENDITURE_TOTAL,
    ];
    measures
        .iter()
        .find_map(|measure| of.measured(row, *measure))
}

/// Y08: what changed by much: the totals, each 项, and which 项 are new or gone.
fn changes(subject: &Subject, ledger: &mut Ledger, before: &Subject) {
    for measure in [Measure::TOTAL, Measure::BASIC, Measure::PROJECT] {
        let total = |of: &Subject| of.total(Expenditure, measure);
        if let (Some(now), Some(then)) = (total(subject), total(before)) {
            change(subject, ledger, now, &Other::of(before, then));
        }
    }
    let by_item = |of: &Subject| {
        let kinds = [Expenditure, GeneralBudget].into_iter();
        kinds
            .filter_map(|kind| Some((kind, items(of, kind)?)))
            .next()
    };
    let (Some((kind, now)), Some((other_kind, then))) = (by_item(subject), by_item(before)) else {
        return;
    };
    if kind != other_kind {
        return;
    }
    for (code, term) in &now {
        if let Some(earlier) = then.get(code) {
            change(subject, ledger, *term, &Other::of(before, *earlier));
        }
    }
    let new = now.iter().filter(|(code, _)| !then.contains_key(*code));
    come_or_gone(subject, ledger, new.map(|(_, term)| *term), None);
    let gone = then.iter().filter(|(code, _)| !now.contains_key(*code));
    come_or_gone(subject, ledger, gone.map(|(_, term)| *term), Some(before));
}

/// The amounts of a table by 项; none where an 项 stands in several rows.
fn items(subject: &Subject, kind: TableKind) -> Option<BTreeMap<String, Term>> {
    let (table, _) = subject.only(kind)?;
    let mut found = BTreeMap::new();
    for (code, term) in subject.leaves(table, Measure::TOTAL) {
        let is_item = code.len() == 7;
        if is_item && found.insert(code.to_owned(), term).is_some() {
            return None;
        }
    }
    (!found.is_empty()).then_some(found)
}

fn change(subject: &Subject, ledger: &mut Ledger, now: Term, then: &Other) {
    let change = (now.value - then.term.value).abs();
    if change <= MUCH || change * 100 <= then.term.value.abs() * 30 {
        return ledger.holds(RuleCode::Y08);
    }
    CHANGE.hold(subject, ledger, now, then);
}

/// Ten 万元, in ten-thousandths of a 元.
const MUCH: i128 = 1_000_000_000;

/// 项 of more than ten 万元 that only one of the years has: one finding for all that are new,
/// one for all that are gone (then they stand in the budget `before`).
fn come_or_gone(
    subject: &Subject,
    ledger: &mut Ledger,
    items: impl Iterator<Item = Term>,
    before: Option<&Subject>,
) {
    let book = before.map_or(subject.book, |before| before.book);
    let items: Vec<Term> = items.filter(|term| term.value.abs() > MUCH).collect();
    let Some(first) = items.first() else { return };
    let names: Vec<String> = items
        .iter()
        .map(|term| {
            let name = term.cell.in_table(book).map(|(_, row, _)| {
                let row = [row.code.as_str(), row.name.as_str()];
                row.join(" ")
            });
            format!("{} {}", name.unwrap_or_default(), term.cell.printed(book))
        })
        .collect();
    let place = match before {
        Some(_) => Place::line(1),
        None => first.cell.place(book),
    };
    let right = before.map(|before| Other::of(before, *first).evidence());
    let left = Evidence::at(names.join("、"), place);
    let fault = Fault::from(match before {
        Some(_) => AcrossFault::GoneItems { items: names },
        None => AcrossFault::NewItems { items: names },
    });
    ledger.finding(Finding {
        right,
        ..fault.finding(Severity::Note, left)
    });
}

/// U07: what a final account prints as the budget.
pub fn final_account(subject: &Subject, ledger: &mut Ledger, budget: &Book) {
    let budget = Subject::of(budget, &[]);
    let year = subject.year();
    for measure in &Measure::THREE_PUBLIC {
        let now = three_public(subject, measure.under(Measure::BUDGETED), year);
        if let (Some(now), Some(then)) = (now, three_public(&budget, *measure, year)) {
            AS_BUDGETED.hold(subject, ledger, now, &Other::of(&budget, then));
        }
    }
}
