/*!
The costs of the department's overall goals against its tasks (X14).

Where all costs but one are the amounts of tasks, and all tasks but one have such a cost, the
two that are left over are of each other.
*/

use crate::budget::{Figure, Indicator, RowKind, RuleCode, Severity, TableKind};
use crate::checks::goals::project::{Project, in_words, is_cost, money};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::GoalSumFault;

/// So many tasks at the least, lest two leftovers meet by chance.
const LEAST: usize = 3;

/// Holds the costs of each table of overall goals against its tasks.
pub fn costs(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    for (table, printed) in subject.tables_of(TableKind::DepartmentPerformance) {
        let tasks: Vec<&Figure> = printed
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Project)
            .filter_map(|row| row.figures.first())
            .collect();
        let costs: Vec<(&Indicator, i128)> = projects
            .iter()
            .filter(|project| project.table == table && project.row.is_none())
            .flat_map(|project| &project.indicators)
            .filter(|indicator| is_cost(indicator))
            .filter_map(|indicator| Some((*indicator, money(indicator)?)))
            .collect();
        if tasks.len() >= LEAST && costs.len() == tasks.len() {
            one_left_over(ledger, table, tasks, &costs);
        }
    }
}

fn one_left_over(
    ledger: &mut Ledger,
    table: usize,
    mut tasks: Vec<&Figure>,
    costs: &[(&Indicator, i128)],
) {
    let amount = |task: &Figure| i128::from(task.amount.ten_thousandths());
    let mut left = Vec::new();
    for (cost, value) in costs {
        match tasks.iter().position(|task| amount(task) == *value) {
            Some(at) => drop(tasks.swap_remove(at)),
            None => left.push(*cost),
        }
    }
    let ([cost], [task]) = (left.as_slice(), tasks.as_slice()) else {
        if left.is_empty() {
            ledger.holds(RuleCode::X14);
        }
        return;
    };
    let unit = task.amount.unit().name();
    ledger.remark(Remark {
        fault: GoalSumFault::CostOfNoTask { task: task.amount }.into(),
        severity: Severity::Warning,
        table: Some(table),
        row: None,
        left: (in_words(cost), cost.place),
        right: Some((format!("{} {unit}", task.amount), task.place)),
    });
}
