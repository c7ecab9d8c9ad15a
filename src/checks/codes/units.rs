/*! One unit, one code (C09). */

use crate::budget::{CodeLevel, Place, RowKind, RuleCode, Scope, Severity, TableKind};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::likeness::likeness;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::wording::{CodeReason, UnitCodeFault};
use crate::pattern::regex;
use regex::Regex;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

static LABELLED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:部门|单位)(?:预算)?编码[：:\s|]*([0-9]{3,12})(?:[^0-9]|$)"));

/// The digits of a class, as a department's code may have them too.
const CLASS: usize = 3;

/// C09.
pub fn codes(subject: &Subject, ledger: &mut Ledger) {
    let mut names: BTreeMap<&str, Vec<RowAt>> = BTreeMap::new();
    let mut by_name: HashMap<&str, Vec<RowAt>> = HashMap::new();
    // A project or a function taken for a unit has no unit's code.
    let no_units: HashSet<&str> = subject
        .tables()
        .flat_map(|(_, table)| &table.rows)
        .filter(|row| matches!(row.kind, RowKind::Project | RowKind::Function))
        .map(|row| row.name.as_str())
        .collect();
    // 2100409 before the name of a project is the project's function.
    let functions: HashSet<&str> = subject
        .tables()
        .flat_map(|(_, table)| &table.rows)
        .filter(|row| row.kind == RowKind::Function && CodeLevel::of(&row.code).is_some())
        .map(|row| row.code.as_str())
        .filter(|code| code.len() > CLASS)
        .collect();
    for at in subject
        .tables()
        .flat_map(|(table, _)| subject.rows(table))
        .filter(|at| at.row.kind.is_organisation())
        .filter(|at| !at.row.code.is_empty() && !at.row.name.is_empty())
        .filter(|at| !no_units.contains(at.row.name.as_str()))
        .filter(|at| !functions.contains(at.row.code.as_str()))
    {
        names.entry(at.row.code.as_str()).or_default().push(at);
        by_name.entry(at.row.name.as_str()).or_default().push(at);
    }
    beside_rows(subject, ledger, &names);
    if names.is_empty() {
        ledger.not_applicable(RuleCode::C09, CodeReason::NoUnitCodes);
        return;
    }
    for (code, rows) in &names {
        one_name(ledger, code, rows);
    }
    for rows in by_name.values() {
        one_code(ledger, rows);
    }
    labelled(subject, ledger, &names);
}

/// The codes beside the rows of functions, items and projects: one row with a code a digit or
/// two away from that of many others.
fn beside_rows(subject: &Subject, ledger: &mut Ledger, names: &BTreeMap<&str, Vec<RowAt>>) {
    // A department's units have codes that differ by a digit.
    if subject.book.identity.scope != Scope::Unit {
        return;
    }
    let mut rows: BTreeMap<&str, Vec<RowAt>> = BTreeMap::new();
    for at in subject
        .tables()
        .flat_map(|(table, _)| subject.rows(table))
        .filter(|at| !at.row.kind.is_organisation())
        .filter(|at| is_code(&at.row.unit))
    {
        rows.entry(at.row.unit.as_str()).or_default().push(at);
    }
    if rows.len() == 1 {
        return ledger.holds(RuleCode::C09);
    }
    // Of three codes and more the document is that of several units, each with its own.
    let pair: Vec<(&str, &[RowAt])> = rows
        .iter()
        .map(|(code, at)| (*code, at.as_slice()))
        .collect();
    let [left, right] = pair.as_slice() else {
        return;
    };
    for ((code, rows_of_code), (usual, rows_of_usual)) in [(left, right), (right, left)] {
        let is_usual = rows_of_usual.len() >= USUAL && !names.contains_key(code);
        let ([odd], [first, ..]) = (*rows_of_code, *rows_of_usual) else {
            continue;
        };
        if !is_usual || !is_misprint(code, usual) {
            continue;
        }
        let fault = UnitCodeFault::OddCode {
            code: (*code).to_owned(),
            usual: (*usual).to_owned(),
        };
        ledger.remark(Remark {
            fault: fault.into(),
            severity: Severity::Warning,
            table: Some(odd.table),
            row: Some(odd.row.ordinal),
            left: ((*code).to_owned(), odd.row.place),
            right: Some(((*usual).to_owned(), first.row.place)),
        });
    }
}

/// The rows from which a code is no misprint itself.
const USUAL: usize = 4;

fn is_code(unit: &str) -> bool {
    unit.len() >= 3 && unit.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a code differs from another of its length in one or two digits.
fn is_misprint(code: &str, usual: &str) -> bool {
    let differing = code
        .bytes()
        .zip(usual.bytes())
        .filter(|(digit, usual_digit)| digit != usual_digit)
        .count();
    code.len() == usual.len() && (1..=2).contains(&differing)
}

fn one_name(ledger: &mut Ledger, code: &str, rows: &[RowAt]) {
    let Some(first) = rows.first() else { return };
    let mut tally: HashMap<&str, usize> = HashMap::new();
    for at in rows {
        *tally.entry(at.row.name.as_str()).or_default() += 1;
    }
    let is_same = |name: &str, usual: &str| {
        name.contains(usual) || usual.contains(name) || likeness(name, usual) >= 60
    };
    let usual = tally
        .iter()
        .max_by_key(|(name, count)| (**count, std::cmp::Reverse(**name)))
        .map_or(first.row.name.as_str(), |(name, _)| *name);
    let odd = rows
        .iter()
        .find(|at| !is_same(&at.row.name, usual) && !is_abbreviation(&at.row.name, usual));
    let (Some(odd), Some(usual_row)) = (odd, rows.iter().find(|at| at.row.name == usual)) else {
        ledger.holds(RuleCode::C09);
        return;
    };
    remark(
        ledger,
        *odd,
        (format!("{code} {usual}"), usual_row.row.place),
        UnitCodeFault::TwoNames {
            code: code.to_owned(),
        },
    );
}

/// Whether a short name's characters all stand in the long one, in order: 社保局.
fn is_abbreviation(name: &str, usual: &str) -> bool {
    let (short, long) = if name.chars().count() < usual.chars().count() {
        (name, usual)
    } else {
        (usual, name)
    };
    let mut rest = long.chars();
    short.chars().count() <= 6 && short.chars().all(|c| rest.any(|letter| letter == c))
}

/// A name with two codes; a department's code at the beginning of its unit's is the same unit
/// printed at both levels.
fn one_code(ledger: &mut Ledger, rows: &[RowAt]) {
    let Some((first, further)) = rows.split_first() else {
        return;
    };
    let odd = further.iter().find(|at| {
        let (code, first_code) = (at.row.code.as_str(), first.row.code.as_str());
        !code.starts_with(first_code) && !first_code.starts_with(code)
    });
    if let Some(odd) = odd {
        remark(
            ledger,
            *odd,
            (
                format!("{} {}", first.row.code, first.row.name),
                first.row.place,
            ),
            UnitCodeFault::TwoCodes,
        );
    }
}

fn remark(ledger: &mut Ledger, at: RowAt, right: (String, Place), fault: UnitCodeFault) {
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Warning,
        table: Some(at.table),
        row: Some(at.row.ordinal),
        left: (format!("{} {}", at.row.code, at.row.name), at.row.place),
        right: Some(right),
    });
}

/// The code beside 部门预算编码 in the goals of the whole department.
fn labelled(subject: &Subject, ledger: &mut Ledger, names: &BTreeMap<&str, Vec<RowAt>>) {
    for (table, printed) in subject.tables_of(TableKind::DepartmentPerformance) {
        let found = subject
            .lines_within(printed.place.line, printed.end_line)
            .find_map(|(number, line)| {
                let code = LABELLED.captures(line)?.get(1)?;
                Some((code.as_str(), Subject::piece(number, line, code.range())))
            });
        let Some((code, place)) = found else { continue };
        let is_known = names
            .keys()
            .any(|known| known.starts_with(code) || code.starts_with(known));
        if is_known {
            ledger.holds(RuleCode::C09);
            continue;
        }
        let unit = subject.book.identity.unit.as_str();
        let rows = || names.values().flatten();
        let Some(at) = rows().find(|at| at.row.name == unit).or(rows().next()) else {
            continue;
        };
        ledger.remark(Remark {
            fault: UnitCodeFault::LabelledOtherwise.into(),
            severity: Severity::Warning,
            table: Some(table),
            row: None,
            left: (code.to_owned(), place),
            right: Some((format!("{} {}", at.row.code, at.row.name), at.row.place)),
        });
    }
}
