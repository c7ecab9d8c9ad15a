/*!
Projects and their goals: the performance tables against the project tables.

Names of one project differ between tables by wrapped cells and prefixes, so projects are
matched by name, then by one name inside the other, then by an amount that only one of the
rest has. What remains on either side is listed.
*/

use crate::budget::code_tree::headings;
use crate::budget::{Measure, RowKind, RuleCode, Severity, Table, TableKind, plain_name};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::explained::carry_over_of;
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::left_out::leaves_goals_open;
use crate::checks::kernel::likeness::likeness;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::{BetweenFault, BetweenReason, RowSums, SameItems, SameTotals};

pub const FAMILY: Family = Family {
    title: "项目与目标",
    rules: &[
        Rule::new(
            RuleCode::X13,
            "绩效目标表与项目表：同样的项目，同样的金额",
            Severity::Warning,
            "项目支出都要公开绩效目标，两表的项目、名称和金额应一致；自有资金、结转资金没有目标的只作提示。",
        ),
        Rule::new(
            RuleCode::X14,
            "部门整体绩效：各任务金额之和＝金额合计＝支出总额",
            Severity::Warning,
            "部门整体支出绩效目标表的任务金额之和应等于其合计，合计应是全部支出、财政拨款或当年财政拨款。",
        ),
    ],
    check,
};

/// The hundredths from which two names of one amount are one project's.
const LIKE: usize = 60;

/// A project of a table: its name and its total.
struct PlannedProject<'b> {
    at: RowAt<'b>,
    name: String,
    total: Option<Term>,
}

fn check(subject: &Subject, ledger: &mut Ledger) {
    tasks(subject, ledger);
    let printed: Vec<PlannedProject> = [TableKind::Projects, TableKind::GeneralBudgetProjects]
        .into_iter()
        .find_map(|kind| {
            subject
                .only(kind)
                .map(|(table, _)| projects(subject, table))
        })
        .unwrap_or_default();
    let goals: Vec<PlannedProject> = subject
        .tables_of(TableKind::ProjectPerformance)
        .flat_map(|(table, _)| projects(subject, table))
        .collect();
    if printed.is_empty() || goals.is_empty() {
        return ledger.not_applicable(RuleCode::X13, BetweenReason::NoProjectsOrGoals);
    }
    let pairs = matched(&printed, &goals);
    for (project, goal) in &pairs {
        let rows = rows_of(&printed, *project, &goals);
        if let (Some(left), Some(right)) = (goals[*goal].total, rows) {
            ledger.equation(
                Equation::sum(RuleCode::X13, left, right, SameItems::GoalsOfProject)
                    .weighing(Severity::Warning),
            );
        }
    }
    names(
        ledger,
        pairs
            .iter()
            .map(|(project, goal)| (&printed[*project], &goals[*goal])),
    );
    let mut lacking: Vec<&PlannedProject> = rest(
        &printed,
        pairs.iter().map(|(project, _)| *project).collect(),
    );
    // A project in several lines, one an item, has its goals once.
    lacking.retain(|project| !goals.iter().any(|goal| goal.name == project.name));
    let extra: Vec<&PlannedProject> = rest(&goals, pairs.iter().map(|(_, goal)| *goal).collect());
    let is_open = |(_, table): (usize, &Table)| leaves_goals_open(subject.book, table);
    let mut tables = subject.tables_of(TableKind::ProjectPerformance);
    if !lacking.is_empty() && tables.any(is_open) {
        ledger.not_checkable(RuleCode::X13, BetweenReason::GoalsLeftOut);
        lacking.clear();
    }
    unmatched(subject, ledger, &lacking, |projects| {
        BetweenFault::ProjectsWithoutGoals { projects }
    });
    unmatched(subject, ledger, &extra, |projects| {
        BetweenFault::GoalsWithoutProject { projects }
    });
}

/// The amount of a project: of all its lines, where it is printed in several, one an item, and its goals
/// once. None where a line prints no amount.
fn rows_of(
    printed: &[PlannedProject],
    project: usize,
    goals: &[PlannedProject],
) -> Option<Vec<Term>> {
    let name = &printed[project].name;
    let alone = printed[project].total.map(|total| vec![total]);
    if goals.iter().filter(|goal| goal.name == *name).count() != 1 {
        return alone;
    }
    let lines = printed.iter().filter(|line| line.name == *name);
    lines.map(|line| line.total).collect()
}

/// A project whose goals stand under a name with another character or two.
fn names<'p, 'b: 'p>(
    ledger: &mut Ledger,
    pairs: impl Iterator<Item = (&'p PlannedProject<'b>, &'p PlannedProject<'b>)>,
) {
    for (project, goal) in pairs {
        // A name that is a part of the other leaves something out, which many do.
        let is_part = project.name.contains(&goal.name) || goal.name.contains(&project.name);
        if is_part || likeness(&project.name, &goal.name) < LIKE {
            continue;
        }
        // As many characters, some of them others: a slip. Else it may be the unit's short name.
        let is_slip = project.name.chars().count() == goal.name.chars().count();
        ledger.remark(Remark {
            fault: BetweenFault::NameOfGoals.into(),
            severity: if is_slip {
                Severity::Warning
            } else {
                Severity::Note
            },
            table: Some(project.at.table),
            row: Some(project.at.row.ordinal),
            left: (project.at.row.name.clone(), project.at.row.place),
            right: Some((goal.at.row.name.clone(), goal.at.row.place)),
        });
    }
}

fn projects<'b>(subject: &Subject<'b>, table: usize) -> Vec<PlannedProject<'b>> {
    let total = |at: RowAt| {
        let measures = Measure::PROJECT_TOTALS;
        measures
            .iter()
            .find_map(|measure| subject.measured(at, *measure))
    };
    let headings = headings(&subject.book.tables[table]);
    subject
        .rows(table)
        .filter(|at| at.row.kind == RowKind::Project && !headings.contains(&at.index))
        .map(|at| PlannedProject {
            at,
            name: plain_name(&at.row.name),
            total: total(at),
        })
        .collect()
}

/// The pairs of a project and its goals, by index.
fn matched(printed: &[PlannedProject], goals: &[PlannedProject]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let equal = |project: &PlannedProject, goal: &PlannedProject| project.name == goal.name;
    let inside = |project: &PlannedProject, goal: &PlannedProject| {
        let short = project.name.chars().count().min(goal.name.chars().count());
        short >= 4 && (project.name.contains(&goal.name) || goal.name.contains(&project.name))
    };
    let amount = |project: &PlannedProject, goal: &PlannedProject| {
        let value = |project: &PlannedProject| project.total.map(|total| total.value);
        value(project).is_some_and(|value| value != 0) && value(project) == value(goal)
    };
    // Where a name stands several times, the amount tells which is which.
    pair(&mut pairs, printed, goals, &|project, goal| {
        equal(project, goal) && amount(project, goal)
    });
    pair(&mut pairs, printed, goals, &equal);
    pair(&mut pairs, printed, goals, &|project, goal| {
        inside(project, goal) && amount(project, goal)
    });
    pair(&mut pairs, printed, goals, &inside);
    pair(&mut pairs, printed, goals, &amount);
    pairs
}

fn pair(
    pairs: &mut Vec<(usize, usize)>,
    printed: &[PlannedProject],
    goals: &[PlannedProject],
    fits: &dyn Fn(&PlannedProject, &PlannedProject) -> bool,
) {
    for (index, project) in printed.iter().enumerate() {
        if pairs.iter().any(|(taken, _)| *taken == index) {
            continue;
        }
        let free = |goal: &usize| !pairs.iter().any(|(_, taken)| taken == goal);
        let found = (0..goals.len())
            .filter(free)
            .find(|goal| fits(project, &goals[*goal]));
        if let Some(goal) = found {
            pairs.push((index, goal));
        }
    }
}

fn rest<'p, 'b>(all: &'p [PlannedProject<'b>], taken: Vec<usize>) -> Vec<&'p PlannedProject<'b>> {
    all.iter()
        .enumerate()
        .filter(|(index, _)| !taken.contains(index))
        .map(|(_, project)| project)
        .collect()
}

/// What stands on one side alone, as one finding.
fn unmatched(
    subject: &Subject,
    ledger: &mut Ledger,
    projects: &[&PlannedProject],
    fault: fn(Vec<String>) -> BetweenFault,
) {
    let Some(first) = projects.first() else {
        return ledger.holds(RuleCode::X13);
    };
    // Goals are set for this year's money; what is carried over had them last year.
    let is_carried = |total: Term| carry_over_of(subject, total.value, total.ulp, &[total.cell]);
    let is_own_money = |project: &&PlannedProject| {
        project.total.and_then(is_carried).is_some()
            || ["自有资金", "结转", "单位资金"]
                .iter()
                .any(|word| project.at.row.name.contains(word))
    };
    let severity = if projects.iter().all(is_own_money) {
        Severity::Note
    } else {
        Severity::Warning
    };
    let names = projects.iter().map(|project| project.at.row.name.clone());
    let figure = first.at.row.figures.first();
    ledger.remark(Remark {
        fault: fault(names.collect()).into(),
        severity,
        table: Some(first.at.table),
        row: Some(first.at.row.ordinal),
        left: match figure {
            Some(figure) => (figure.amount.to_string(), first.at.row.place),
            None => (first.at.row.name.clone(), first.at.row.place),
        },
        right: None,
    });
}

/// X14: the tasks of the department's overall goals.
fn tasks(subject: &Subject, ledger: &mut Ledger) {
    for (table, printed) in subject.tables_of(TableKind::DepartmentPerformance) {
        let Some(total) = subject.total_row(table) else {
            continue;
        };
        total_of_tasks(subject, total, ledger);
        for measure in &printed.measures {
            let parts: Vec<Term> = subject
                .rows(table)
                .filter(|at| at.row.kind == RowKind::Project)
                .filter_map(|at| subject.measured(at, *measure))
                .collect();
            if let (Some(whole), false) = (subject.measured(total, *measure), parts.is_empty()) {
                ledger.equation(Equation::sum(RuleCode::X14, whole, parts, RowSums::Tasks));
            }
        }
    }
}

/// X14: the tasks are all that is spent, or what is spent of appropriations, or of this year's.
fn total_of_tasks(subject: &Subject, total: RowAt, ledger: &mut Ledger) {
    let Some(tasks) = subject.measured(total, Measure::ALL_MONEY) else {
        return;
    };
    let wholes: Vec<Term> = [
        (TableKind::Expenditure, Measure::TOTAL),
        (TableKind::GeneralBudget, Measure::TOTAL),
        (TableKind::GeneralBudget, Measure::CURRENT_APPROPRIATION),
        (TableKind::FiscalByEconomicClass, Measure::TOTAL),
        (
            TableKind::FiscalByEconomicClass,
            Measure::CURRENT_APPROPRIATION,
        ),
    ]
    .into_iter()
    .filter_map(|(kind, measure)| subject.total(kind, measure))
    .collect();
    let equation = |whole: &Term| {
        Equation::same(RuleCode::X14, tasks, *whole, SameTotals::Goals).explainable()
    };
    let holding = wholes.iter().find(|whole| whole.value == tasks.value);
    match holding.or(wholes.first()) {
        Some(whole) => ledger.equation(equation(whole)),
        None => ledger.not_checkable(RuleCode::X14, BetweenReason::NoTotalForGoals),
    }
}
