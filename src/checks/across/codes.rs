/*!
Codes of the unit and of its projects, from year to year.
*/

use crate::budget::{Book, Place, RowKind, RuleCode, Severity, alike};
use crate::checks::across::other::{in_words, words_elsewhere};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{AcrossFault, AcrossReason};
use std::collections::BTreeMap;

/// The code of the budget's own unit, as its tables print it.
fn unit_code(book: &Book) -> Option<(&str, Place)> {
    book.tables
        .iter()
        .flat_map(|table| &table.rows)
        .find(|row| {
            row.kind == RowKind::Unit && row.name == book.identity.unit && !row.code.is_empty()
        })
        .map(|row| (row.code.as_str(), row.place))
}

/// U03 and U04.
pub fn check(subject: &Subject, ledger: &mut Ledger, other: &Book) {
    unit_codes(subject, ledger, other);
    project_codes(subject, ledger, other);
}

fn unit_codes(subject: &Subject, ledger: &mut Ledger, other: &Book) {
    match (unit_code(subject.book), unit_code(other)) {
        (Some(here), Some((code, place))) if here.0 != code => {
            let fault = AcrossFault::UnitCode {
                code: here.0.to_owned(),
                before: code.to_owned(),
            };
            let right = words_elsewhere(other, code, place);
            ledger.finding(in_words(fault, Severity::Warning, here, right));
        }
        (Some(_), Some(_)) => ledger.holds(RuleCode::U03),
        _ => ledger.not_checkable(RuleCode::U03, AcrossReason::NoUnitCode),
    }
}

/// The projects of a budget by code.
fn by_code(book: &Book) -> BTreeMap<&str, (&str, Place)> {
    book.tables
        .iter()
        .flat_map(|table| &table.rows)
        .filter_map(|row| {
            let code = row.project.as_ref().map(|project| project.code.as_str())?;
            (!code.is_empty()).then_some((code, (row.name.as_str(), row.place)))
        })
        .collect()
}

fn project_codes(subject: &Subject, ledger: &mut Ledger, other: &Book) {
    let (current, before) = (by_code(subject.book), by_code(other));
    for (code, (name, place)) in &current {
        if let Some((old, old_place)) = before.get(code) {
            if alike(name, old) {
                ledger.holds(RuleCode::U04);
                continue;
            }
            let fault = AcrossFault::ProjectOfCode {
                code: (*code).to_owned(),
                before: (*old).to_owned(),
            };
            let right = words_elsewhere(other, old, *old_place);
            ledger.finding(in_words(fault, Severity::Note, (name, *place), right));
            continue;
        }
        // The name goes on under a code that the year before gave to nothing else.
        let renamed = before
            .iter()
            .find(|(old, (was, _))| alike(was, name) && !current.contains_key(*old));
        if let Some((old, (_, old_place))) = renamed {
            let fault = AcrossFault::CodeOfProject {
                name: (*name).to_owned(),
                code: (*code).to_owned(),
                before: (*old).to_owned(),
            };
            let right = words_elsewhere(other, old, *old_place);
            ledger.finding(in_words(fault, Severity::Note, (code, *place), right));
        }
    }
}
