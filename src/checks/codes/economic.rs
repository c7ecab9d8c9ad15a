/*! Economic classes beside each other and beside what they pay for (C05–C07). */

use crate::budget::{RowKind, RuleCode, Severity, TableKind};
use crate::checks::codes::catalogue::are_known;
use crate::checks::codes::pairs;
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::wording::{CodeReason, CodeUseFault};
use std::collections::HashSet;

/// C05: the pairs of one table.
pub fn pairs(subject: &Subject, ledger: &mut Ledger) {
    let mut seen = HashSet::new();
    let mut any = false;
    for at in paired(subject) {
        any = true;
        let (Some(department), Some(government)) = (at.row.code.get(..5), at.row.code2.get(..5))
        else {
            continue;
        };
        // A class that does not exist is one finding, not two.
        if !seen.insert((department, government))
            || !are_known(subject.official, department, government)
        {
            continue;
        }
        match pairs::is_listed(department, government) {
            Some(true) => ledger.holds(RuleCode::C05),
            Some(false) => unlisted(ledger, at),
            None => {}
        }
    }
    if !any {
        ledger.not_applicable(RuleCode::C05, CodeReason::NoPairs);
        ledger.not_applicable(RuleCode::C06, CodeReason::NoPairs);
    }
}

fn unlisted(ledger: &mut Ledger, at: RowAt) {
    let fault = CodeUseFault::UnlistedPair {
        department: at.row.code.clone(),
        government: at.row.code2.clone(),
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Note,
        table: Some(at.table),
        row: Some(at.row.ordinal),
        left: (format!("{} {}", at.row.code, at.row.name), at.row.place),
        right: Some((format!("{} {}", at.row.code2, at.row.name2), at.row.place)),
    });
}

fn paired<'s, 'b: 's>(subject: &'s Subject<'b>) -> impl Iterator<Item = RowAt<'b>> + 's {
    subject
        .tables()
        .flat_map(|(table, _)| subject.rows(table))
        .filter(|at| at.row.kind == RowKind::DepartmentEconomic && !at.row.code2.is_empty())
}

/// C06: wages as an organ's and goods as an institution's, or the other way round.
pub fn nature(subject: &Subject, ledger: &mut Ledger) {
    let rows: Vec<RowAt> = paired(subject).collect();
    let wages = |class: &str| {
        rows.iter()
            .any(|at| at.row.code.starts_with("301") && at.row.code2.starts_with(class))
    };
    let (organ, institution) = (wages("501"), wages("505"));
    let foreign = match (organ, institution) {
        (true, false) => "505",
        (false, true) => "502",
        (true, true) => {
            ledger.not_applicable(RuleCode::C06, CodeReason::MixedStaff);
            return;
        }
        (false, false) => return,
    };
    let mut seen = HashSet::new();
    let spots: Vec<Spot> = rows
        .iter()
        .filter(|at| at.row.code.starts_with("302") && at.row.code2.starts_with(foreign))
        .filter(|at| seen.insert(at.row.code.as_str()))
        .map(|at| Spot {
            row: Some(at.row.ordinal),
            ..Spot::in_table(
                format!("{} {}／{}", at.row.code, at.row.name, at.row.code2),
                at.row.place,
                at.table,
            )
        })
        .collect();
    if spots.is_empty() {
        ledger.holds(RuleCode::C06);
    }
    let saying = Saying {
        fault: CodeUseFault::MixedNature.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

/// Words of a project's name that say that persons receive its money.
const PERSONAL: [&str; 8] = [
    "补贴",
    "休养费",
    "工资",
    "慰问",
    "抚恤",
    "生活费",
    "补差",
    "津贴",
];

/// C07: a project that pays persons, and one line under 302 of just its amount.
pub fn purpose(subject: &Subject, ledger: &mut Ledger) {
    let kinds = [TableKind::EconomicSummary, TableKind::FiscalByEconomicClass];
    let classes: Vec<RowAt> = kinds
        .into_iter()
        .flat_map(|kind| subject.tables_of(kind))
        .flat_map(|(table, _)| subject.rows(table))
        .filter(|at| at.row.kind == RowKind::DepartmentEconomic && at.row.code.len() >= 5)
        .collect();
    let projects: Vec<RowAt> = subject
        .tables_of(TableKind::Projects)
        .flat_map(|(table, _)| subject.rows(table))
        .filter(|at| at.row.kind == RowKind::Project)
        .filter(|at| PERSONAL.iter().any(|word| at.row.name.contains(word)))
        .collect();
    if classes.is_empty() || projects.is_empty() {
        ledger.not_applicable(RuleCode::C07, CodeReason::NoPersonalProjects);
        return;
    }
    for project in projects {
        let Some(amount) = amount(project) else {
            continue;
        };
        let same: Vec<&RowAt> = classes
            .iter()
            .filter(|at| self::amount(**at) == Some(amount))
            .collect();
        match same.as_slice() {
            [only] if only.row.code.starts_with("302") => ledger.remark(Remark {
                fault: CodeUseFault::PersonalAsGoods.into(),
                severity: Severity::Note,
                table: Some(only.table),
                row: Some(only.row.ordinal),
                left: (
                    format!("{} {}", only.row.code, only.row.name),
                    only.row.place,
                ),
                right: Some((project.row.name.clone(), project.row.place)),
            }),
            [_] => ledger.holds(RuleCode::C07),
            _ => ledger.not_checkable(RuleCode::C07, CodeReason::NoLineOfAmount),
        }
    }
}

fn amount(at: RowAt) -> Option<i64> {
    let figure = at.row.figures.first()?;
    Some(figure.amount.ten_thousandths()).filter(|amount| *amount != 0)
}
