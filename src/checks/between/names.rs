/*!
One code, one name, and one item, one code, through all tables of a document.
*/

use crate::budget::{CodeLevel, Official, RowKind, RuleCode, Severity, plain_name};
use crate::checks::codes::catalogue;
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::wording::BetweenFault;
use std::collections::{BTreeMap, BTreeSet};

pub const FAMILY: Family = Family {
    title: "名称",
    rules: &[Rule::new(
        RuleCode::X16,
        "同一编码在各表名称相同，同一项在各表编码相同",
        Severity::Warning,
        "科目编码在一份文件的各表里应是同一个名称（空格、括号和“支出”二字不计）；一名包含另一名的只作提示。每张表只印一次的项，各表的编码应相同。",
    )],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    let mut rows: BTreeMap<(RowKind, &str), Vec<RowAt>> = BTreeMap::new();
    for (table, printed) in subject.tables() {
        if printed.kind.is_none_or(|kind| kind.is_performance()) {
            continue;
        }
        for at in subject.rows(table) {
            let is_class = matches!(at.row.kind, RowKind::Function | RowKind::DepartmentEconomic);
            if is_class && !at.row.code.is_empty() && !at.row.name.is_empty() {
                rows.entry((at.row.kind, &at.row.code))
                    .or_default()
                    .push(at);
            }
        }
    }
    for rows in rows.values() {
        one_code(ledger, rows);
    }
    shortened(subject, ledger, &rows);
    let items = rows.iter().filter(|((kind, code), _)| {
        *kind == RowKind::Function && CodeLevel::of(code) == Some(CodeLevel::Item)
    });
    one_name(
        subject.official,
        ledger,
        &items.map(|(_, rows)| rows.as_slice()).collect::<Vec<_>>(),
    );
}

/// An item whose name two tables print once each, under different codes: one code is wrong.
fn one_name(official: Official, ledger: &mut Ledger, items: &[&[RowAt]]) {
    let mut named: BTreeMap<String, BTreeMap<usize, Vec<RowAt>>> = BTreeMap::new();
    for at in items.iter().flat_map(|rows| rows.iter()) {
        let tables = named.entry(plain_name(&at.row.name)).or_default();
        tables.entry(at.table).or_default().push(*at);
    }
    for tables in named.values() {
        let alone: Option<Vec<RowAt>> = tables
            .values()
            .map(|rows| match rows.as_slice() {
                [only] => Some(*only),
                _ => None,
            })
            .collect();
        // With two tables nothing says which of the codes is wrong.
        let Some(rows) = alone.filter(|rows| rows.len() >= 2) else {
            continue;
        };
        let count = |code: &str| rows.iter().filter(|at| at.row.code == code).count();
        let odd = rows.iter().rev().min_by_key(|at| count(&at.row.code));
        let usual = rows
            .iter()
            .max_by_key(|at| (count(&at.row.code), std::cmp::Reverse(at.table)));
        let (Some(odd), Some(usual)) = (odd, usual) else {
            continue;
        };
        // Where the catalogue knows whose name it is, C02 says so.
        let is_said = [odd, usual]
            .iter()
            .any(|at| catalogue::is_of_another(official, &at.row.code, &at.row.name));
        if odd.row.code == usual.row.code || is_said {
            continue;
        }
        let fault = BetweenFault::TwoCodes {
            name: odd.row.name.clone(),
            usual: usual.row.code.clone(),
            odd: odd.row.code.clone(),
        };
        ledger.remark(Remark {
            fault: fault.into(),
            severity: Severity::Warning,
            table: Some(odd.table),
            row: Some(odd.row.ordinal),
            left: (odd.row.code.clone(), odd.row.place),
            right: Some((usual.row.code.clone(), usual.row.place)),
        });
    }
}

/// A line of a class that one table prints under its own code (3030201), and another under the
/// code of the class (30302), beside the class itself.
fn shortened(subject: &Subject, ledger: &mut Ledger, rows: &BTreeMap<(RowKind, &str), Vec<RowAt>>) {
    let economic = || {
        rows.iter()
            .filter(|((kind, _), _)| *kind == RowKind::DepartmentEconomic)
    };
    let mut spots = Vec::new();
    for ((_, code), lines) in economic() {
        let class = rows.get(&(
            RowKind::DepartmentEconomic,
            code.get(..5).unwrap_or_default(),
        ));
        for line in lines.iter().filter(|_| code.len() > 5) {
            let name = plain_name(&line.row.name);
            let is_line = |at: &&RowAt| at.table != line.table && plain_name(&at.row.name) == name;
            let Some(class_line) = class.into_iter().flatten().find(is_line) else {
                continue;
            };
            let pair = |at: &RowAt| at.row.code2.clone();
            let is_class = |at: &RowAt| {
                at.table == class_line.table
                    && at.index != class_line.index
                    && pair(at) == pair(class_line)
            };
            if !class.into_iter().flatten().any(is_class)
                || !subject.is_leaf(class_line.table, class_line.index)
            {
                continue;
            }
            spots.push(Spot {
                row: Some(class_line.row.ordinal),
                ..Spot::in_table(
                    format!(
                        "{} {}（另一张表 {code}）",
                        class_line.row.code, class_line.row.name
                    ),
                    class_line.row.place,
                    class_line.table,
                )
            });
        }
    }
    let saying = Saying {
        fault: BetweenFault::CoarseCode.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

fn one_code(ledger: &mut Ledger, rows: &[RowAt]) {
    let Some(first) = rows.first() else { return };
    // Lines of a unit's own under one class (工作性津贴, 采暖补贴 under 30102) have names of their
    // own: such a code names a class and no line.
    let mut tables: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for at in rows {
        tables
            .entry(at.table)
            .or_default()
            .insert(plain_name(&at.row.name));
    }
    if tables.len() < 2 || tables.values().any(|names| names.len() > 1) {
        return;
    }
    let first_name = plain_name(&first.row.name);
    let Some(other) = rows
        .iter()
        .find(|at| plain_name(&at.row.name) != first_name)
    else {
        return ledger.holds(RuleCode::X16);
    };
    let name = plain_name(&other.row.name);
    let severity = if first_name.contains(&name) || name.contains(&first_name) {
        Severity::Note
    } else {
        Severity::Warning
    };
    let fault = BetweenFault::TwoNames {
        code: other.row.code.clone(),
        first: first.row.name.clone(),
        other: other.row.name.clone(),
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity,
        table: Some(other.table),
        row: Some(other.row.ordinal),
        left: (other.row.name.clone(), other.row.place),
        right: Some((first.row.name.clone(), first.row.place)),
    });
}
