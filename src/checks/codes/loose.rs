/*!
Codes in tables of no known kind (C02, C03, X16).

Such a table's rows are read as words: 某局 2100401 疾病预防控制机构 30107 绩效工资. A code and the name right behind it
are held against the catalogue, and an item that 支出总表 does not list against the item of that name.
*/

use crate::budget::{Classification, RowKind, RuleCode, Severity, TableKind, plain_name};
use crate::checks::codes::catalogue::{ECONOMIC_SINCE, Judged, another, judge};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::likely_slip::is_misprint;
use crate::checks::kernel::likeness::likeness;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::wording::BetweenFault;
use std::collections::HashSet;

/// Holds the codes of each table of no kind.
pub fn check(subject: &Subject, ledger: &mut Ledger) {
    let mut seen = HashSet::new();
    for (table, _) in subject.tables_of_no_kind() {
        for at in subject
            .rows(table)
            .filter(|at| at.row.kind == RowKind::Other)
        {
            for (code, name) in pairs(&at.row.name) {
                if seen.insert((code, name)) {
                    hold(subject, ledger, at, (code, name));
                }
            }
        }
    }
}

/// The codes of functions and economic classes in a row's words, with the names behind them.
fn pairs(words: &str) -> Vec<(&str, &str)> {
    let is_code = |word: &str| {
        word.bytes().all(|byte| byte.is_ascii_digit())
            && (word.len() == 7 && word.starts_with('2')
                || word.len() == 5 && word.starts_with('3'))
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    words
        .windows(2)
        .filter(|pair| {
            is_code(pair[0]) && !pair[1].starts_with(|first: char| first.is_ascii_digit())
        })
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

fn hold(subject: &Subject, ledger: &mut Ledger, at: RowAt, (code, name): (&str, &str)) {
    let (official, Some(classification)) = (subject.official, Classification::of(code)) else {
        return;
    };
    if classification != Classification::Function && subject.year() < ECONOMIC_SINCE {
        return;
    }
    match judge(official, classification, code, name) {
        Judged::Another(other) => {
            let list = official.says(classification);
            another(ledger, at, classification, (other, &list));
        }
        Judged::Own if classification != Classification::Function => ledger.holds(RuleCode::C03),
        _ if classification == Classification::Function => {
            renamed(subject, ledger, at, (code, name));
            unlisted(subject, ledger, at, (code, name));
        }
        _ => {}
    }
}

/// X16: an item that a table by function prints under another name.
fn renamed(subject: &Subject, ledger: &mut Ledger, at: RowAt, (code, name): (&str, &str)) {
    let plain = plain_name(name);
    let rows = subject.tables().flat_map(|(table, _)| subject.rows(table));
    let is_of_code = |at: &RowAt| at.row.kind == RowKind::Function && at.row.code == code;
    let of_code: Vec<RowAt> = rows.filter(is_of_code).collect();
    if of_code.iter().any(|at| plain_name(&at.row.name) == plain) {
        return ledger.holds(RuleCode::X16);
    }
    let differs = |at: &RowAt| {
        let other = plain_name(&at.row.name);
        !other.is_empty() && !other.contains(&plain) && !plain.contains(&other)
    };
    let Some(listed) = of_code.into_iter().find(differs) else {
        return;
    };
    // What is only written otherwise is no other name.
    if likeness(&listed.row.name, name) >= ALIKE {
        return;
    }
    let fault = BetweenFault::TwoNames {
        code: code.to_owned(),
        first: name.to_owned(),
        other: listed.row.name.clone(),
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Warning,
        table: Some(listed.table),
        row: Some(listed.row.ordinal),
        left: (listed.row.name.clone(), listed.row.place),
        right: Some((name.to_owned(), at.row.place)),
    });
}

/// From so many hundredths two names may be one that was written otherwise.
const ALIKE: usize = 34;

/// X16: an item that no table by function has, where 支出总表 has one of its name under a code that a slip made it.
fn unlisted(subject: &Subject, ledger: &mut Ledger, at: RowAt, (code, name): (&str, &str)) {
    let Some((all, _)) = subject.only(TableKind::Expenditure) else {
        return;
    };
    let functions = |table| {
        let rows = subject.rows(table);
        rows.filter(|at| at.row.kind == RowKind::Function)
    };
    let is_known = subject
        .tables()
        .any(|(table, _)| functions(table).any(|at| at.row.code == code));
    let mut named = functions(all).filter(|at| plain_name(&at.row.name) == plain_name(name));
    let (Some(usual), None) = (named.next(), named.next()) else {
        return;
    };
    if is_known || !is_misprint(code, &usual.row.code) {
        return;
    }
    let fault = BetweenFault::TwoCodes {
        name: name.to_owned(),
        usual: usual.row.code.clone(),
        odd: code.to_owned(),
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Warning,
        table: Some(at.table),
        row: Some(at.row.ordinal),
        left: (code.to_owned(), at.row.place),
        right: Some((usual.row.code.clone(), usual.row.place)),
    });
}
