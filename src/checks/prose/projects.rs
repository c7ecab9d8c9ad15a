/*!
The performance paragraph: how many projects have goals, and how much money they are.
*/

use crate::budget::TableKind::{
    Expenditure, GeneralBudget, GeneralBudgetBasic, GeneralBudgetProjects, ProjectPerformance,
    Projects,
};
use crate::budget::{Measure, Row, RowKind, RuleCode, Severity};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::claim::{quote, single};
use crate::checks::prose::reading::{Mention, MentionKind};
use crate::checks::prose::remark;
use crate::checks::wording::{CountFault, ItemReason, Told};
use std::collections::HashSet;

/// Projects with a goal of their own, beside 人员类 and 运转类.
const TARGETED: &str = "特定目标类";

/// A count of projects and their money.
#[derive(Clone, Copy)]
pub struct ProjectCount<'m, 'b> {
    /// Where it is counted.
    pub mention: &'m Mention<'b>,
    /// How many.
    pub count: i128,
    /// Their money, where the sentence names it.
    pub money: Option<Term>,
}

/// The counts of projects in the performance paragraph, in order.
fn counts<'m, 'b>(mentions: &'m [Mention<'b>]) -> Vec<ProjectCount<'m, 'b>> {
    let mut found = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        let MentionKind::Count(count) = mention.kind else {
            continue;
        };
        let is_performance = mention.section.contains("绩效") || mention.head.contains("绩效目标");
        let is_of_projects = ["项目", "项目共"]
            .iter()
            .any(|end| mention.label.ends_with(end));
        // Those above an amount are some of those counted before.
        let is_some = mention.label.contains("以上");
        if !is_performance || !is_of_projects || is_some {
            continue;
        }
        let money = mentions
            .get(at + 1)
            .filter(|next| next.statement == mention.statement)
            .filter(|next| {
                ["预算", "金额", "资金", "总额"]
                    .iter()
                    .any(|word| next.label.contains(word))
            })
            .and_then(Mention::money);
        found.push(ProjectCount {
            mention,
            count,
            money,
        });
    }
    found
}

/// The whole and its groups: 人员类, 运转类, 特定目标类.
pub fn groups<'m, 'b>(
    mentions: &'m [Mention<'b>],
) -> Option<(ProjectCount<'m, 'b>, Vec<ProjectCount<'m, 'b>>)> {
    let counts = counts(mentions);
    let (whole, rest) = counts.split_first()?;
    let is_kind = |group: &&ProjectCount| group.mention.label.contains("类");
    let parts: Vec<ProjectCount> = rest.iter().take_while(is_kind).copied().collect();
    let is_whole = !whole.mention.label.contains("类") && parts.len() >= 2;
    let is_there = |word: &str| parts.iter().any(|group| group.mention.label.contains(word));
    (is_whole && is_there("运转类") && is_there("特定目标类")).then_some((*whole, parts))
}

pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let counts = counts(mentions);
    if counts.is_empty() {
        ledger.not_applicable(RuleCode::P08, ItemReason::NoCountOfProjects);
        return uncounted(subject, mentions, ledger);
    }
    match groups(mentions) {
        Some((_, parts)) => {
            staff(subject, &parts, ledger);
            some_with_goals(subject, &parts, ledger);
        }
        None => {
            if let [only] = counts.as_slice() {
                all_with_goals(subject, only, ledger);
            }
        }
    }
}

/// The projects of the performance table and their amounts.
fn with_goals(subject: &Subject) -> Option<(usize, Vec<Term>)> {
    let (table, _) = subject.only(ProjectPerformance)?;
    let mut terms = Vec::new();
    let mut count = 0;
    for at in subject.rows(table) {
        if at.row.kind != RowKind::Project {
            continue;
        }
        count += 1;
        let measure = at.row.figures.first().map(|figure| figure.measure)?;
        terms.push(subject.measured(at, measure)?);
    }
    (count > 0).then_some((count, terms))
}

/// One count, of all projects: the rows of the performance table.
fn all_with_goals(subject: &Subject, group: &ProjectCount, ledger: &mut Ledger) {
    let names_another = ["运转类", "人员类"]
        .iter()
        .any(|word| group.mention.label.contains(word));
    if group.mention.label.contains(TARGETED) && !names_another {
        targeted(subject, group, ledger);
        return;
    }
    if group.mention.label.contains("类") {
        return;
    }
    // A table of goals may have some of the projects; a section on goals speaks of those.
    let is_of_goals = group.mention.section.contains("绩效");
    match with_goals(subject).filter(|_| is_of_goals) {
        Some((count, terms)) => against_goals(group.count, &[*group], count, terms, ledger),
        None if number_of(subject, "", false) == group.count => {
            let found = group
                .money
                .is_some_and(|stated| of_all_projects(subject, ledger, stated));
            if !found {
                ledger.not_checkable(RuleCode::P08, ItemReason::NoGoals);
            }
        }
        None => ledger.not_checkable(RuleCode::P08, ItemReason::NoGoals),
    }
}

/// What the tables print of all projects: in all of them, with goals, or paid by one purse.
fn money_of_projects(subject: &Subject) -> Vec<Vec<Term>> {
    let with_goals = with_goals(subject).map(|(_, terms)| terms);
    [
        single(subject.total(Projects, Measure::TOTAL)),
        single(subject.total(Expenditure, Measure::PROJECT)),
        with_goals,
        single(subject.total(GeneralBudgetProjects, Measure::TOTAL)),
        single(subject.total(GeneralBudget, Measure::PROJECT)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Holds what is said of all projects against the tables; says whether there was anything.
fn of_all_projects(subject: &Subject, ledger: &mut Ledger, stated: Term) -> bool {
    let quotes = money_of_projects(subject);
    let told = Told::AllProjects;
    quote(ledger, RuleCode::P08, stated, quotes, told, false)
}

/// 项目全部按要求设定绩效目标，涉及资金453.26万元: all projects, however many they are.
fn uncounted(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let says_all = |mention: &&Mention| {
        let head = mention.head;
        mention.label.ends_with("涉及资金")
            && head.contains("项目")
            && head.contains("绩效目标")
            && ["全部", "均", "所有"]
                .iter()
                .any(|word| head.contains(word))
            && !["类", "以上", "部分", "财政拨款", "一般公共预算"]
                .iter()
                .any(|word| head.contains(word))
    };
    for mention in mentions.iter().filter(says_all) {
        if let Some(stated) = mention.money() {
            of_all_projects(subject, ledger, stated);
        }
    }
}

/// 特定目标类: its number of projects in the project table, its money in the table of expenditure.
fn targeted(subject: &Subject, group: &ProjectCount, ledger: &mut Ledger) {
    let column = |kind| single(subject.total(kind, Measure::SPECIFIC_TARGET));
    let quotes: Vec<_> = [column(Expenditure), column(GeneralBudget)]
        .into_iter()
        .flatten()
        .collect();
    let told = Told::TargetedProjects;
    let found = group
        .money
        .is_some_and(|stated| quote(ledger, RuleCode::P08, stated, quotes, told, false));
    let of_appropriation = group.mention.label.contains("财政拨款");
    let listed = number_of(subject, TARGETED, of_appropriation);
    if !found && listed == 0 {
        ledger.not_checkable(RuleCode::P08, ItemReason::NoTargetedColumn);
    } else if group.count == listed {
        ledger.holds(RuleCode::P08);
    } else if listed > 0 {
        let stated = group.count;
        ledger.remark(remark(
            CountFault::TargetedProjects { stated, listed },
            group.mention,
            (format!("{stated}个"), format!("{listed}个")),
        ));
    }
}

/// The projects of one kind that the project table lists, each once; of all of them, or of those
/// that the appropriation pays.
fn number_of(subject: &Subject, kind: &str, of_appropriation: bool) -> i128 {
    const APPROPRIATION: [Measure; 3] = [
        Measure::GENERAL,
        Measure::PROJECT_FUND,
        Measure::STATE_CAPITAL,
    ];
    let is_paid = |row: &&Row| {
        !of_appropriation
            || row.figures.iter().any(|figure| {
                let path = figure.measure.path();
                !figure.amount.is_zero()
                    && APPROPRIATION.iter().any(|fund| path.ends_with(fund.path()))
            })
    };
    let rows = subject
        .tables_of(Projects)
        .flat_map(|(_, table)| &table.rows);
    let projects: HashSet<(&str, &str, &str)> = rows
        .filter(is_paid)
        .filter_map(|row| {
            let details = row.project.as_ref()?;
            let is_own = details.kind.contains(kind);
            is_own.then_some((row.unit.as_str(), row.name.as_str(), details.code.as_str()))
        })
        .collect();
    projects.len() as i128
}

fn against_goals(
    stated: i128,
    groups: &[ProjectCount],
    count: usize,
    terms: Vec<Term>,
    ledger: &mut Ledger,
) {
    let Some(first) = groups.first() else { return };
    if stated == count as i128 {
        ledger.holds(RuleCode::P08);
    } else {
        ledger.remark(remark(
            CountFault::ProjectsWithGoals {
                stated,
                listed: count,
            },
            first.mention,
            (format!("{stated}个"), format!("{count}个")),
        ));
        return;
    }
    let Some((left, rest)) = terms.split_first() else {
        return;
    };
    let stated: Vec<Term> = groups.iter().filter_map(|group| group.money).collect();
    if stated.len() != groups.len() {
        return;
    }
    // Both sides are sums; the first stated amount stands alone on the left.
    let mut equation = Equation::sum(
        RuleCode::P08,
        stated[0],
        std::iter::once(*left).chain(rest.iter().copied()).collect(),
        Told::ProjectsWithGoals,
    );
    for part in stated.iter().skip(1) {
        equation
            .parts
            .push(crate::checks::kernel::equation::SignedTerm::minus(*part));
    }
    ledger.equation(equation.weighing(Severity::Warning));
}

/// Which of the groups have goals is told by their count.
fn some_with_goals(subject: &Subject, parts: &[ProjectCount], ledger: &mut Ledger) {
    let Some((count, terms)) = with_goals(subject) else {
        ledger.not_checkable(RuleCode::P08, ItemReason::NoGoals);
        return;
    };
    let of = |words: &[&str]| -> Vec<ProjectCount> {
        parts
            .iter()
            .filter(|group| words.iter().any(|word| group.mention.label.contains(word)))
            .copied()
            .collect()
    };
    let meant = [
        of(&["特定目标类"]),
        of(&["运转类", "特定目标类"]),
        parts.to_vec(),
    ]
    .into_iter()
    .find(|groups| groups.iter().map(|group| group.count).sum::<i128>() == count as i128);
    match meant {
        Some(groups) => against_goals(count as i128, &groups, count, terms, ledger),
        None => ledger.not_checkable(RuleCode::P08, ItemReason::GroupsUnclear),
    }
}

/// X18: the staff group against 人员经费, where the running group says that both are of one
/// scope.
fn staff(subject: &Subject, parts: &[ProjectCount], ledger: &mut Ledger) {
    let money = |word: &str| {
        parts
            .iter()
            .find(|group| group.mention.label.contains(word))
            .and_then(|group| group.money)
    };
    let column = |measure| subject.total(GeneralBudgetBasic, measure);
    let (Some(stated), Some(running)) = (money("人员类"), money("运转类")) else {
        return;
    };
    let (Some(staff), Some(public)) = (column(Measure::STAFF), column(Measure::RUNNING)) else {
        return;
    };
    if running.value != public.value {
        ledger.not_checkable(RuleCode::X18, ItemReason::OtherScope);
        return;
    }
    ledger.equation(Equation::same(
        RuleCode::X18,
        stated,
        staff,
        Told::StaffProjects,
    ));
}
