/*! The sections that a disclosure has besides its tables (D04, D08, D09). */

use crate::budget::{Measure, Place, RowKind, RuleCode, Severity, Stage, TableKind, TableState};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{DisclosureReason, SectionFault, ThreePublicDetail};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// A matter and the words by which it is recognised.
const MATTERS: [(&str, &[&str]); 6] = [
    (
        "机关运行经费",
        &[
            "机关运行经费",
            "机构运转经费",
            "机构运行经费",
            "机关运转经费",
            "事业运行经费",
            "运行经费",
        ],
    ),
    ("政府采购", &["政府采购"]),
    (
        "国有资产占用",
        &["国有资产", "固定资产", "车辆", "资产占", "资产情况"],
    ),
    ("绩效", &["绩效"]),
    ("“三公”经费", &["三公"]),
    (
        "名词解释",
        &["名词解释", "专业名词", "名词说明", "专业性名词"],
    ),
];

/// What was asked for step by step, so that documents before that year may lack it.
const LATER: [&str; 2] = ["国有资产占用", "绩效"];
const LATER_SINCE: u16 = 2019;

/// Fewer characters than this are no explanation, but titles between tables.
const LEAST_PROSE: usize = 600;

fn prose(subject: &Subject) -> String {
    subject
        .prose()
        .flat_map(|(_, line)| line.chars())
        .filter(|character| !character.is_whitespace())
        .collect()
}

fn beginning(subject: &Subject) -> Place {
    subject
        .prose()
        .find(|(_, line)| !line.trim().is_empty())
        .map_or_else(Place::default, |(number, _)| Place::line(number))
}

/// Whether a document explains its tables in sentences; titles and captions between them are none.
fn explains(subject: &Subject) -> bool {
    let sentences = subject.prose().filter(|(_, line)| line.contains('。'));
    let characters = sentences
        .flat_map(|(_, line)| line.chars())
        .filter(|character| !character.is_whitespace());
    characters.count() >= LEAST_PROSE
}

/// D04: what a document leaves unsaid is one finding.
pub fn sections(subject: &Subject, ledger: &mut Ledger) {
    if !explains(subject) {
        ledger.not_checkable(RuleCode::D04, DisclosureReason::TablesAlone);
        return;
    }
    let text = prose(subject);
    let (mut unsaid, mut not_yet_asked) = (Vec::new(), Vec::new());
    for (name, words) in MATTERS {
        if words.iter().any(|word| text.contains(word)) {
            ledger.holds(RuleCode::D04);
        } else if LATER.contains(&name) && subject.year() < LATER_SINCE {
            not_yet_asked.push(name);
        } else {
            unsaid.push(name);
        }
    }
    for (matters, severity) in [(unsaid, Severity::Warning), (not_yet_asked, Severity::Note)] {
        if matters.is_empty() {
            continue;
        }
        let left = format!("没有{}", matters.join("、"));
        ledger.remark(Remark {
            fault: SectionFault::UnsaidMatters { matters }.into(),
            severity,
            table: None,
            row: None,
            left: (left, beginning(subject)),
            right: None,
        });
    }
}

/// D08.
pub fn three_public(subject: &Subject, ledger: &mut Ledger) {
    let text = prose(subject);
    let Some(at) = text.find("公务用车购置及运行") else {
        ledger.not_applicable(RuleCode::D08, DisclosureReason::VehiclesUntold);
        return;
    };
    let rest = &text[at + "公务用车购置及运行".len()..];
    let mut missing = Vec::new();
    if !(rest.contains("购置") && rest.contains("运行")) {
        missing.push(ThreePublicDetail::Vehicles);
    }
    let is_final = subject.book.identity.stage == Stage::Final;
    // 公务接待8批，39人; or the table of 三公 has a row for each.
    let printed = || {
        subject
            .lines()
            .map(|(_, line)| line)
            .collect::<Vec<_>>()
            .join("。")
    };
    if is_final && !says_receptions(&text) && !says_receptions(&printed()) {
        missing.push(ThreePublicDetail::Receptions);
    }
    if missing.is_empty() {
        ledger.holds(RuleCode::D08);
        return;
    }
    ledger.remark(Remark {
        fault: SectionFault::UntoldThreePublic { details: missing }.into(),
        severity: Severity::Note,
        table: None,
        row: None,
        left: ("“三公”经费说明".to_owned(), beginning(subject)),
        right: None,
    });
}

/// Whether a text says of receptions how many there were and how many people came.
fn says_receptions(text: &str) -> bool {
    BATCHES.is_match(text) && PEOPLE.is_match(text)
}

static BATCHES: LazyLock<Regex> =
    LazyLock::new(|| regex("接待[^。]{0,60}(?:批次|[0-9]\\s*(?:个?批|次))"));
static PEOPLE: LazyLock<Regex> =
    LazyLock::new(|| regex("接待[^。]{0,80}(?:人次|人数|[0-9]\\s*人|人员?（人）)"));

/// D09.
pub fn goals(subject: &Subject, ledger: &mut Ledger) {
    if subject.book.identity.stage == Stage::Final {
        ledger.not_applicable(RuleCode::D09, DisclosureReason::FinalHasOutcomes);
        return;
    }
    let projects = subject
        .tables_of(TableKind::Expenditure)
        .flat_map(|(table, _)| subject.rows(table))
        .find(|at| {
            let project = at
                .row
                .figures
                .iter()
                .find(|figure| figure.measure == Measure::PROJECT && !figure.amount.is_zero());
            at.row.kind == RowKind::Total && project.is_some()
        });
    let Some(at) = projects else {
        ledger.not_applicable(RuleCode::D09, DisclosureReason::NoProjects);
        return;
    };
    let has_goals = [
        TableKind::ProjectPerformance,
        TableKind::DepartmentPerformance,
    ]
    .into_iter()
    .flat_map(|kind| subject.tables_of(kind))
    .any(|(_, table)| table.state != TableState::Empty);
    if has_goals {
        ledger.holds(RuleCode::D09);
        return;
    }
    if !explains(subject) {
        ledger.not_checkable(RuleCode::D09, DisclosureReason::FewTablesAlone);
        return;
    }
    let are_spoken_of = prose(subject).contains("绩效");
    let is_asked = subject.year() >= LATER_SINCE;
    ledger.remark(Remark {
        fault: SectionFault::WithoutGoals { are_spoken_of }.into(),
        severity: if are_spoken_of || !is_asked {
            Severity::Note
        } else {
            Severity::Warning
        },
        table: Some(at.table),
        row: Some(at.row.ordinal),
        left: ("有项目支出，没有绩效目标表".to_owned(), at.row.place),
        right: None,
    });
}
