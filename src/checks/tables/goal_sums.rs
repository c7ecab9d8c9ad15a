/*!
Sums of a table of goals: the total, departments and units against the projects below (T07).

Such a table may list some of a unit's projects and print the money of all, so that what does
not add up is no more than a warning.
*/

use crate::budget::TableKind::ProjectPerformance;
use crate::budget::{RowKind, RuleCode, Severity, TableState};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::{RowSums, TableReason};

/// Holds the rows above the projects of each table of goals against these.
pub fn check(subject: &Subject, ledger: &mut Ledger) {
    for (index, table) in subject.tables_of(ProjectPerformance) {
        if table.state != TableState::Filled {
            continue;
        }
        let rows: Vec<RowAt> = subject.rows(index).collect();
        for at in &rows {
            let Some(level) = level(at.row.kind) else {
                continue;
            };
            let below = rows[at.index + 1..]
                .iter()
                .take_while(|other| level_of(other) > level)
                .filter(|other| other.row.kind == RowKind::Project);
            sum(subject, ledger, *at, &below.copied().collect::<Vec<_>>());
        }
    }
}

/// How far up a row stands; none of a project.
fn level(kind: RowKind) -> Option<u8> {
    match kind {
        RowKind::Total => Some(0),
        RowKind::Department => Some(1),
        RowKind::Unit => Some(2),
        _ => None,
    }
}

fn level_of(at: &RowAt) -> u8 {
    level(at.row.kind).unwrap_or(u8::MAX)
}

fn sum(subject: &Subject, ledger: &mut Ledger, at: RowAt, projects: &[RowAt]) {
    for (index, figure) in at.row.figures.iter().enumerate() {
        let Some(whole) = subject.term(at.table, at.index, index) else {
            continue;
        };
        let parts: Vec<Term> = projects
            .iter()
            .filter_map(|project| subject.measured_in(*project, figure.measure, figure.year))
            .collect();
        if parts.is_empty() {
            ledger.not_checkable(RuleCode::T07, TableReason::GoalsTotalAlone);
            continue;
        }
        let sum = Equation::sum(RuleCode::T07, whole, parts, RowSums::ProjectsOfGoals);
        ledger.equation(sum.weighing(Severity::Warning));
    }
}
