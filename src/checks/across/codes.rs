/*!
Codes of the unit and of its projects, from year to year.
*/

use crate::budget::{Book, Place, RowKind, RuleCode, Severity, alike};
use crate::checks::across::other::{in_words, words_elsewhere};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
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
        (Some(own), Some((code, place))) if own.0 != code => {
            let message = format!("单位编码 {}，上年是 {code}", own.0);
            let right = words_elsewhere(other, code, place);
            ledger.finding(in_words(
                RuleCode::U03,
                Severity::Warning,
                own,
                right,
                message,
            ));
        }
        (Some(_), Some(_)) => ledger.holds(RuleCode::U03),
        _ => ledger.not_checkable(RuleCode::U03, "没有印单位编码"),
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
    let (own, before) = (by_code(subject.book), by_code(other));
    for (code, (name, place)) in &own {
        if let Some((old, old_place)) = before.get(code) {
            if alike(name, old) {
                ledger.holds(RuleCode::U04);
                continue;
            }
            let message = format!("项目编码 {code} 上年是“{old}”");
            let right = words_elsewhere(other, old, *old_place);
            let finding = in_words(
                RuleCode::U04,
                Severity::Note,
                (name, *place),
                right,
                message,
            );
            ledger.finding(finding);
            continue;
        }
        // The name goes on under a code that the year before gave to nothing else.
        let renamed = before
            .iter()
            .find(|(old, (was, _))| alike(was, name) && !own.contains_key(*old));
        if let Some((old, (_, old_place))) = renamed {
            let message = format!("“{name}”的项目编码是 {code}，上年是 {old}");
            let right = words_elsewhere(other, old, *old_place);
            ledger.finding(in_words(
                RuleCode::U04,
                Severity::Note,
                (code, *place),
                right,
                message,
            ));
        }
    }
}
