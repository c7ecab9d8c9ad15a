/*!
Codes whose class is of no classification (C01, C03).

A row 421 住房保障支出 among functions is read as a unit's: digits that begin with no class of functions are a
unit's code there. Where the name is a code's that differs by a slip of the hand, it is that code, misprinted.
*/

use crate::budget::{Classification, CodeLevel, RowKind, comparable};
use crate::checks::codes::catalogue;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::likely_slip::is_misprint;
use crate::checks::kernel::subject::{RowAt, Subject};
use std::collections::{BTreeSet, HashSet};

/// So many rows of a classification make a table one of it.
const LEAST_ROWS: usize = 2;

/// Holds the rows that were read as units among functions and economic classes.
pub fn check(subject: &Subject, ledger: &mut Ledger) {
    let mut seen = HashSet::new();
    for (table, _) in subject.tables() {
        let Some(classification) = classification_of(subject, table) else {
            continue;
        };
        let list = subject.official.says(classification);
        for at in subject.rows(table).filter(is_stray) {
            let code = at.row.code.as_str();
            let meant = codes_of_name(subject, classification, at);
            let is_slip = meant.iter().any(|meant| is_misprint(code, meant));
            if is_slip && seen.insert((code, at.row.name.as_str())) {
                catalogue::unknown(ledger, at, (classification, code), &list);
            }
        }
    }
}

/// Whether a row was read as a unit's though its code has the length of a class's.
fn is_stray(at: &RowAt) -> bool {
    at.row.kind.is_organisation()
        && CodeLevel::of(&at.row.code).is_some()
        && !at.row.name.is_empty()
}

/// The classification that the other rows of a table have.
fn classification_of(subject: &Subject, table: usize) -> Option<Classification> {
    let count = |kind: RowKind| {
        let rows = subject.rows(table);
        rows.filter(|at| at.row.kind == kind && !at.row.code.is_empty())
            .count()
    };
    [
        (RowKind::Function, Classification::Function),
        (
            RowKind::DepartmentEconomic,
            Classification::DepartmentEconomic,
        ),
        (
            RowKind::GovernmentEconomic,
            Classification::GovernmentEconomic,
        ),
    ]
    .into_iter()
    .map(|(kind, classification)| (count(kind), classification))
    .filter(|(count, _)| *count >= LEAST_ROWS)
    .max_by_key(|(count, _)| *count)
    .map(|(_, classification)| classification)
}

/// The codes that bear a row's name in the catalogue or elsewhere in the document.
fn codes_of_name<'b>(
    subject: &Subject<'b>,
    classification: Classification,
    at: RowAt<'b>,
) -> BTreeSet<&'b str> {
    let plain = comparable(&at.row.name);
    let listed = subject.official.codes(classification, &at.row.name);
    let rows = subject.tables().flat_map(|(table, _)| subject.rows(table));
    let printed = rows
        .filter(|other| !other.row.kind.is_organisation())
        .filter(|other| Classification::of(&other.row.code) == Some(classification))
        .filter(|other| comparable(&other.row.name) == plain)
        .map(|other| other.row.code.as_str());
    listed.iter().map(String::as_str).chain(printed).collect()
}
