/*! The codes of the projects that stand under one item (X11). */

use crate::budget::{Row, RowKind, RuleCode, Severity, TableKind::GeneralBudgetProjects};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::BetweenFault;

/// X11: the projects under an item's row are of one code, the item's.
pub fn codes_of_projects(subject: &Subject, ledger: &mut Ledger) {
    for (table, printed) in subject.tables_of(GeneralBudgetProjects) {
        let groups = printed
            .rows
            .chunk_by(|_, next| next.kind != RowKind::Function);
        for group in groups.filter(|group| group[0].kind == RowKind::Function) {
            one_code(ledger, table, group);
        }
    }
}

fn one_code(ledger: &mut Ledger, table: usize, group: &[Row]) {
    let code = |row: &Row| {
        row.project
            .as_ref()
            .map(|project| project.function_code.clone())
    };
    let projects: Vec<(&Row, String)> = group
        .iter()
        .filter_map(|row| Some((row, code(row).filter(|code| !code.is_empty())?)))
        .collect();
    let count = |code: &str| projects.iter().filter(|(_, known)| known == code).count();
    let Some((_, usual)) = projects.iter().max_by_key(|(_, code)| count(code)) else {
        return;
    };
    // Where no code is the more frequent, nothing says which is the item's.
    if count(usual) * 2 <= projects.len() && projects.len() > 1 {
        return;
    }
    let mut is_clean = true;
    for (row, odd) in projects.iter().filter(|(_, odd)| odd != usual) {
        is_clean = false;
        let fault = BetweenFault::ProjectCode {
            item: group[0].name.clone(),
            usual: usual.clone(),
            code: odd.clone(),
        };
        ledger.remark(Remark {
            fault: fault.into(),
            severity: Severity::Warning,
            table: Some(table),
            row: Some(row.ordinal),
            left: (format!("{odd} {}", row.name), row.place),
            right: Some((format!("{usual} {}", group[0].name), group[0].place)),
        });
    }
    if is_clean && projects.len() > 1 {
        ledger.holds(RuleCode::X11);
    }
}
