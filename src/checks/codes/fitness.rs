/*! Functions in the tables and units that they belong to (C08, C10, C11). */

use crate::budget::{RowKind, RuleCode, Severity, TableKind};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::regions::named;
use crate::checks::wording::{CodeReason, CodeUseFault};
use std::collections::HashSet;

/// Sections that government funds pay for.
const FUND_SECTIONS: [&str; 42] = [
    "20610", "20707", "20709", "20710", "20822", "20823", "20829", "21160", "21161", "21209",
    "21210", "21211", "21212", "21213", "21214", "21215", "21216", "21217", "21218", "21219",
    "21366", "21367", "21369", "21370", "21371", "21372", "21460", "21461", "21462", "21463",
    "21464", "21468", "21469", "21470", "21471", "21560", "21561", "21562", "22904", "22908",
    "22960", "21208",
];

/// C08.
pub fn funds(subject: &Subject, ledger: &mut Ledger) {
    let mut seen = HashSet::new();
    let mut any = false;
    for at in functions_of(subject, TableKind::GeneralBudget) {
        any = true;
        let code = at.row.code.as_str();
        let section = code.get(..5).unwrap_or(code);
        let is_foreign = FUND_SECTIONS.contains(&section) || code.starts_with("223");
        if !is_foreign {
            ledger.holds(RuleCode::C08);
        } else if seen.insert(section) {
            let section = section.to_owned();
            let fault = if code.starts_with("223") {
                CodeUseFault::StateCapitalSection { section }
            } else {
                CodeUseFault::FundSection { section }
            };
            ledger.remark(Remark {
                fault: fault.into(),
                severity: Severity::Warning,
                table: Some(at.table),
                row: Some(at.row.ordinal),
                left: (format!("{code} {}", at.row.name), at.row.place),
                right: None,
            });
        }
    }
    if !any {
        ledger.not_applicable(RuleCode::C08, CodeReason::NoFunctions);
    }
}

fn functions_of<'s, 'b: 's>(
    subject: &'s Subject<'b>,
    kind: TableKind,
) -> impl Iterator<Item = RowAt<'b>> + 's {
    subject
        .tables_of(kind)
        .flat_map(|(table, _)| subject.rows(table))
        .filter(|at| at.row.kind == RowKind::Function && !at.row.code.is_empty())
}

/// Sections that some units alone have, and the words in their names.
const OWN_SECTIONS: [(&str, &[&str]); 5] = [
    ("20402", &["公安", "交警", "警"]),
    ("20404", &["检察"]),
    ("20405", &["法院"]),
    (
        "20502",
        &[
            "教",
            "学",
            "校",
            "培训",
            "进修",
            "幼儿园",
            "体育",
            "团委",
            "青少年",
            "宫",
        ],
    ),
    (
        "20503",
        &["教", "学", "校", "培训", "进修", "技", "职业", "卫"],
    ),
];
/// Units that carry out a whole government's duties.
const GENERAL_UNITS: [&str; 6] = ["政府", "街道", "管委会", "管理委员会", "开发区", "机关事务"];

/// C10.
pub fn functions(subject: &Subject, ledger: &mut Ledger) {
    // The name of the place is no word of what the unit does: 新乡市 is no 乡.
    let unit = named(&subject.book.identity.unit).body;
    if unit.ends_with(['镇', '乡']) || GENERAL_UNITS.iter().any(|word| unit.contains(word)) {
        ledger.not_applicable(RuleCode::C10, CodeReason::WholeGovernment);
        return;
    }
    let mut spots = Vec::new();
    let mut seen = HashSet::new();
    for at in functions_of(subject, TableKind::Expenditure).filter(|at| at.row.code.len() == 7) {
        let section = OWN_SECTIONS
            .iter()
            .find(|(section, _)| at.row.code.starts_with(section));
        let is_foreign =
            section.is_some_and(|(_, words)| !words.iter().any(|word| unit.contains(word)));
        let has_money = at.row.figures.iter().any(|figure| !figure.amount.is_zero());
        if !is_foreign {
            ledger.holds(RuleCode::C10);
        } else if has_money && seen.insert(at.row.code.as_str()) {
            spots.push(Spot {
                row: Some(at.row.ordinal),
                ..Spot::in_table(
                    format!("{} {}", at.row.code, at.row.name),
                    at.row.place,
                    at.table,
                )
            });
        }
    }
    let saying = Saying {
        fault: CodeUseFault::UnsuitedFunction.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

/// C11.
pub fn retirement(subject: &Subject, ledger: &mut Ledger) {
    let rows: Vec<RowAt> = functions_of(subject, TableKind::Expenditure).collect();
    let find = |code: &str| rows.iter().find(|at| at.row.code == code);
    let is_organ = rows.iter().any(|at| at.row.name == "行政运行");
    let (organ, institution) = (find("2080501"), find("2080502"));
    if organ.is_none() && institution.is_none() {
        ledger.not_applicable(RuleCode::C11, CodeReason::NoRetired);
        return;
    }
    match (institution, find("2101101")) {
        (Some(institution), Some(medical)) if organ.is_none() && !is_organ => {
            ledger.remark(Remark {
                fault: CodeUseFault::MedicalOfOrgan.into(),
                severity: Severity::Note,
                table: Some(medical.table),
                row: Some(medical.row.ordinal),
                left: (
                    format!("{} {}", medical.row.code, medical.row.name),
                    medical.row.place,
                ),
                right: Some((
                    format!("{} {}", institution.row.code, institution.row.name),
                    institution.row.place,
                )),
            });
        }
        _ => ledger.holds(RuleCode::C11),
    }
}
