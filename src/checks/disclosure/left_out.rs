/*!
Rows that a table by codes should have and does not (D07).

Where all other sections of a table stand above their items, the one that does not was left out; where another table
divides a section and this one, which divides all others, does not, its items were. Of more than one it is the
table's manner.
*/

use crate::budget::{CodeLevel, Severity, TableKind, TableState, parent_code};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::wording::TableSetFault;
use std::collections::BTreeMap;

/// The rows of a table by their whole codes, the first of each.
type Coded<'b> = BTreeMap<&'b str, RowAt<'b>>;

/// So many rows of a level show that the table prints it.
const LEAST: usize = 2;

/// D07, rows.
pub fn rows(subject: &Subject, ledger: &mut Ledger) {
    let is_by_code = |kind: TableKind| {
        let basic = [TableKind::GeneralBudgetBasic, TableKind::FiscalBasic];
        kind == TableKind::Income || kind.is_by_function() || basic.contains(&kind)
    };
    let tables: Vec<(usize, Coded)> = subject
        .tables()
        .filter(|(_, table)| table.state == TableState::Filled)
        .filter(|(_, table)| table.kind.is_some_and(is_by_code))
        .filter_map(|(index, _)| Some((index, coded(subject, index)?)))
        .collect();
    for (index, own) in &tables {
        if let Some((parent, child)) = missing_parent(own) {
            remark(ledger, (*index, parent), child, None);
        }
        let others = tables.iter().filter(|(other, _)| other != index);
        let mut others = others.map(|(_, other)| other);
        if let Some(parent) = undivided(own)
            && let Some(child) = others.find_map(|other| child_of(other, parent.0))
        {
            let (code, at) = parent;
            remark(ledger, (*index, child.0), at, Some((code, child.1)));
        }
    }
}

/// The codes that a table prints; none where it prints a code without rows of codes.
fn coded<'b>(subject: &Subject<'b>, table: usize) -> Option<Coded<'b>> {
    let mut found = Coded::new();
    for at in subject.rows(table) {
        let code = at.row.code.as_str();
        if CodeLevel::of(code).is_some()
            && !at.row.kind.is_organisation()
            && !at.row.figures.is_empty()
        {
            found.entry(code).or_insert(at);
        }
    }
    (!found.is_empty()).then_some(found)
}

fn of_level<'c, 'b>(codes: &'c Coded<'b>, digits: usize) -> impl Iterator<Item = &'b str> + 'c {
    codes
        .keys()
        .copied()
        .filter(move |code| code.len() == digits)
}

/// The one code that stands above rows of its table and is not there, with the first of them.
fn missing_parent<'b>(codes: &Coded<'b>) -> Option<(&'b str, RowAt<'b>)> {
    [5, 7].into_iter().find_map(|digits| {
        let mut missing: Vec<&str> = of_level(codes, digits)
            .filter_map(parent_code)
            .filter(|parent| !codes.contains_key(parent))
            .collect();
        missing.dedup();
        let [parent] = missing.as_slice() else {
            return None;
        };
        let is_usual = of_level(codes, digits - 2).count() >= LEAST;
        let child = of_level(codes, digits).find(|code| code.starts_with(parent))?;
        is_usual.then(|| (*parent, codes[child]))
    })
}

/// The one section whose items a table does not print, where it prints those of all others.
fn undivided<'b>(codes: &Coded<'b>) -> Option<(&'b str, RowAt<'b>)> {
    let has_items = |section: &str| of_level(codes, 7).any(|code| code.starts_with(section));
    let (divided, bare): (Vec<&str>, Vec<&str>) =
        of_level(codes, 5).partition(|code| has_items(code));
    match bare.as_slice() {
        [only] if divided.len() >= LEAST => Some((only, codes[only])),
        _ => None,
    }
}

/// An item of a section that another table prints.
fn child_of<'b>(codes: &Coded<'b>, section: &str) -> Option<(&'b str, RowAt<'b>)> {
    let child = of_level(codes, 7).find(|code| code.starts_with(section))?;
    Some((child, codes[child]))
}

fn remark(
    ledger: &mut Ledger,
    (table, code): (usize, &str),
    at: RowAt,
    elsewhere: Option<(&str, RowAt)>,
) {
    let words = |at: RowAt| format!("{} {}", at.row.code, at.row.name);
    let fault = match elsewhere {
        None => TableSetFault::ParentLeftOut {
            code: code.to_owned(),
        },
        Some((section, _)) => TableSetFault::ItemsLeftOut {
            section: section.to_owned(),
        },
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Warning,
        table: Some(table),
        row: Some(at.row.ordinal),
        left: (words(at), at.row.place),
        right: elsewhere.map(|(_, other)| (words(other), other.row.place)),
    });
}
