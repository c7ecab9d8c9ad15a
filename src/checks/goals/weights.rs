/*! Whether the weights of a project add up (G02). */

use crate::budget::{Amount, MoneyUnit, RuleCode, Severity};
use crate::checks::goals::project::Project;
use crate::checks::goals::review::reserves;
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{GoalReason, GoalSumFault};

/// A weight, times ten thousand; a number that no weight can be is none.
fn weight(printed: &str) -> Option<i64> {
    let text = printed.trim().trim_end_matches(['%', '％', '分']);
    let weight = Amount::parse(text, MoneyUnit::Yuan)?.ten_thousandths();
    (-MOST * ONE..=MOST * ONE)
        .contains(&weight)
        .then_some(weight)
}

const ONE: i64 = 10_000;
/// No weight is greater: they are shares of a hundred.
const MOST: i64 = 1_000;

/// The sum of a project's weights; none where one of them is not printed.
fn sum(project: &Project) -> Option<i64> {
    project
        .indicators
        .iter()
        .map(|indicator| weight(&indicator.weight))
        .sum()
}

/// G02.
pub fn sums(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let weighted: Vec<&Project> = projects
        .iter()
        .filter(|project| {
            project
                .indicators
                .iter()
                .any(|indicator| !indicator.weight.is_empty())
        })
        .collect();
    if weighted.is_empty() {
        ledger.not_applicable(RuleCode::G02, GoalReason::NoWeights);
        return;
    }
    let sums: Vec<Option<i64>> = weighted.iter().map(|project| sum(project)).collect();
    let count = |whole: i64| {
        let all = weighted.iter().zip(&sums);
        all.filter(|(project, sum)| **sum == Some(whole * ONE) && !prints_execution(project))
            .count()
    };
    let reserves = header_reserves(subject, &weighted) || count(90) > count(100);
    for (project, sum) in weighted.into_iter().zip(sums) {
        if project.lacks_indicators {
            ledger.not_checkable(RuleCode::G02, project.left_out());
            continue;
        }
        let Some(sum) = sum else {
            ledger.not_checkable(
                RuleCode::G02,
                GoalReason::WithoutWeight {
                    project: project.name.to_owned(),
                },
            );
            continue;
        };
        // Weights of one are printed as shares of one or of a hundred.
        let is_whole = sum == 100 * ONE || sum == ONE;
        let reserves = (reserves || is_reserved(subject, project)) && !prints_execution(project);
        match (sum == 90 * ONE || sum * 10 == 9 * ONE, is_whole, reserves) {
            (true, _, true) | (_, true, false) => ledger.holds(RuleCode::G02),
            (_, true, true) => ledger.remark(remark(project, sum, 90, Severity::Note)),
            (_, _, true) => ledger.remark(remark(project, sum, 90, Severity::Warning)),
            (_, _, false) => ledger.remark(remark(project, sum, 100, Severity::Warning)),
        }
    }
}

/// Whether the execution of the budget, with its weight of 10, is one of the indicators.
fn prints_execution(project: &Project) -> bool {
    project.indicators.iter().any(|indicator| {
        indicator.name.contains("预算执行率") && weight(&indicator.weight) == Some(10 * ONE)
    })
}

/// Whether the project's own form says so.
fn is_reserved(subject: &Subject, project: &Project) -> bool {
    let table = subject.book.tables.get(project.table);
    let last = project
        .indicators
        .first()
        .map_or(0, |indicator| indicator.place.line);
    table.is_some_and(|table| reserves(subject, table, (project.place().line, last)))
}

/// Whether the header says that the execution of the budget has a weight of its own.
fn header_reserves(subject: &Subject, weighted: &[&Project]) -> bool {
    let Some(table) = weighted
        .first()
        .and_then(|project| subject.book.tables.get(project.table))
    else {
        return false;
    };
    let first_row = weighted.first().map_or(0, |project| project.place().line);
    subject
        .lines_within(table.place.line, first_row)
        .any(|(_, line)| line.contains("执行率") && line.contains("10"))
}

fn remark(project: &Project, sum: i64, whole: i64, severity: Severity) -> Remark {
    let weights = project.indicators.iter();
    let weights = weights.map(|indicator| indicator.weight.trim().to_owned());
    let sum = Amount::from_ten_thousandths(sum, MoneyUnit::Yuan, 4);
    let sum = sum.value().normalize();
    let fault = GoalSumFault::Weights {
        project: project.name.to_owned(),
        weights: weights.collect(),
        sum,
        whole,
    };
    Remark {
        left: (sum.to_string(), project.place()),
        right: Some((whole.to_string(), project.place())),
        ..project.remark(fault, severity)
    }
}
