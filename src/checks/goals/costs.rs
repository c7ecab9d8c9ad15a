/*! Costs against the project's money, and the signs of comparison (G03, G04). */

use crate::budget::{
    About, Amount, Indicator, Operator, Place, RowKind, RuleCode, Severity, unit_in_last_place,
};
use crate::checks::goals::project::{Project, in_words, is_cost, last_place, money, shown};
use crate::checks::goals::review::actual;
use crate::checks::goals::years::old_year;
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term;
use crate::checks::prose::printed_totals::quotes;
use crate::checks::prose::total::{Concept, Scope, Total};
use crate::checks::wording::{GoalReason, GoalSumFault, ValueFault};

/// Whether it is a limit of the project's spending: a cost, or a sum of money with ≤ among
/// the outputs; not a standard for one person or one day.
fn is_limit(indicator: &Indicator, year: u16) -> bool {
    let names_limit = match indicator.operator {
        Some(Operator::AtMost | Operator::Below) => true,
        // A cost that is at least so much is no less of the project's money.
        Some(Operator::AtLeast | Operator::Above) => is_cost(indicator) && !is_gain(indicator),
        Some(Operator::Equal) | None => is_cost(indicator),
        _ => false,
    };
    let is_output = indicator.level1.contains("产出");
    let is_standard = [
        "每人",
        "每名",
        "每户",
        "每天",
        "每月",
        "每年",
        "人均",
        "标准",
        "单价",
        "每次",
        "每个",
        "户均",
        "平均",
        "每亩",
        "每吨",
        "总投资",
        "概算",
        "累计",
        "/",
    ]
    .iter()
    .any(|word| indicator.name.contains(word));
    names_limit
        && (is_cost(indicator) || is_output)
        && !is_standard
        && old_year(&indicator.name, year).is_none()
}

/// Whether a line among the costs says what is saved or brought in.
fn is_gain(indicator: &Indicator) -> bool {
    [
        "节约", "节省", "降低", "减少", "带动", "拉动", "撬动", "收益", "收入", "产值", "效益",
    ]
    .iter()
    .any(|word| indicator.name.contains(word))
}

/// G03.
pub fn sums(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    ledger.not_applicable(RuleCode::G03, GoalReason::NoCosts);
    for project in projects {
        let amount = match project.row {
            Some(_) => project.amount().map(|amount| (amount, project.place())),
            None => whole_money(subject, project.table),
        };
        match amount {
            Some((amount, place)) => {
                against_money(subject, ledger, project, (amount, place));
            }
            None if project.row.is_some() => ledger.not_checkable(
                RuleCode::G03,
                GoalReason::WithoutAmount {
                    project: project.name.to_owned(),
                },
            ),
            None => {}
        }
    }
}

/// The money that the costs of the whole department may come to: the greatest of what its table of goals prints
/// for all tasks, what these add up to, and what the department spends.
fn whole_money(subject: &Subject, table: usize) -> Option<(Amount, Place)> {
    let total = Total {
        concept: Concept::Expenditure,
        scope: Scope::All,
        of_year: false,
    };
    let spent = quotes(subject, total);
    let spent = spent.iter().filter_map(|terms| match terms.as_slice() {
        [only] => Some((
            only.printed_like(subject.book, only.value),
            only.cell.place(subject.book),
        )),
        _ => None,
    });
    let of_kind = |kind: RowKind| {
        let rows = subject.rows(table).filter(move |at| at.row.kind == kind);
        rows.filter_map(|at| at.row.figures.first())
            .map(|figure| (figure.amount, figure.place))
    };
    let tasks: Vec<(Amount, Place)> = of_kind(RowKind::Project).collect();
    let of_tasks = tasks.first().map(|(first, place)| {
        let values = tasks
            .iter()
            .map(|(amount, _)| i128::from(amount.ten_thousandths()));
        (term::amount(values.sum(), first.unit(), 2), *place)
    });
    let known = spent.chain(of_kind(RowKind::Total));
    // Tasks may be a part of the budget.
    let known: Vec<(Amount, Place)> = known.collect();
    let is_known = !known.is_empty();
    known
        .into_iter()
        .chain(of_tasks)
        .filter(|_| is_known)
        .max_by_key(|(amount, _)| amount.ten_thousandths())
}

/// Costs against the money they are paid from, and what was really spent, where a review says that.
fn against_money(
    subject: &Subject,
    ledger: &mut Ledger,
    project: &Project,
    (amount, place): (Amount, Place),
) {
    let year = match project.row {
        Some(_) => year_of(project),
        None => subject.year(),
    };
    let limits: Vec<(&Indicator, i128)> = project
        .indicators
        .iter()
        .filter(|indicator| is_limit(indicator, year))
        .filter_map(|indicator| Some((*indicator, money(indicator)?)))
        .filter(|(_, value)| *value > 0)
        .collect();
    let whole = i128::from(amount.ten_thousandths());
    let Some((first, _)) = limits.first() else {
        return;
    };
    for (indicator, _) in &limits {
        overspent(subject, ledger, project, (indicator, (amount, place)));
    }
    // A line that is the whole project's cost, or the sum of the others, is no part of it.
    let all: i128 = limits.iter().map(|(_, value)| *value).sum();
    let is_total = |value: i128| value == whole || value * 2 == all;
    let has_parts = limits.iter().any(|(_, value)| !is_total(*value));
    let parts: Vec<&(&Indicator, i128)> = limits
        .iter()
        .filter(|(_, value)| !(has_parts && is_total(*value)))
        .collect();
    let sum: i128 = parts.iter().map(|(_, value)| *value).sum();
    // ≤24.98万元 is the limit of a project of 249792.11元: a limit is rounded up.
    let rounded: i128 = parts.iter().map(|(cost, _)| last_place(cost)).sum();
    if sum <= whole || sum - whole < rounded {
        return ledger.holds(RuleCode::G03);
    }
    let fault = GoalSumFault::Costs {
        project: project.name.to_owned(),
        costs: parts
            .iter()
            .map(|(indicator, _)| in_words(indicator))
            .collect(),
        sum: term::amount(sum, amount.unit(), 0),
        amount,
    };
    let first = parts.first().map_or(*first, |(indicator, _)| *indicator);
    ledger.remark(Remark {
        left: (shown(sum, amount.unit()), first.place),
        right: Some((format!("{amount} {}", amount.unit().name()), place)),
        ..project.remark(fault, Severity::Warning)
    });
}

/// A cost that came to more than the project had.
fn overspent(
    subject: &Subject,
    ledger: &mut Ledger,
    project: &Project,
    (indicator, (amount, place)): (&Indicator, (Amount, Place)),
) {
    let Some(actual) = actual(subject, indicator) else {
        return;
    };
    let whole = i128::from(amount.ten_thousandths());
    let spent = i128::from(actual.ten_thousandths());
    let last = unit_in_last_place(actual.unit(), actual.scale());
    if spent - whole < last {
        return ledger.holds(RuleCode::G03);
    }
    let fault = GoalSumFault::Overspent {
        project: project.name.to_owned(),
        indicator: indicator.name.clone(),
        actual,
        amount,
    };
    ledger.remark(Remark {
        left: (
            format!("{actual} {}", actual.unit().name()),
            indicator.place,
        ),
        right: Some((format!("{amount} {}", amount.unit().name()), place)),
        ..project.remark(fault, Severity::Warning)
    });
}

/// The year that the project's money is for.
fn year_of(project: &Project) -> u16 {
    project
        .row
        .and_then(|row| row.figures.first())
        .map_or(0, |figure| figure.year)
}

/// What is wrong with an indicator's sign.
fn wrong_sign(indicator: &Indicator) -> Option<ValueFault> {
    use Operator::{Above, AtLeast, AtMost, Below};
    let is_money = money(indicator).is_some();
    match indicator.operator {
        Some(AtLeast | Above) if is_cost(indicator) => Some(ValueFault::CostAtLeast),
        Some(AtLeast | Above) if indicator.direction.starts_with("反向") => {
            Some(ValueFault::ReverseAtLeast)
        }
        Some(AtMost | Below) if indicator.direction.starts_with("正向") => {
            Some(ValueFault::ForwardAtMost)
        }
        None if is_cost(indicator) && is_money && indicator.about == About::Project => {
            Some(ValueFault::CostWithoutSign)
        }
        _ => None,
    }
}

/// G04: one remark a kind.
pub fn operators(subject: &Subject, ledger: &mut Ledger, projects: &[Project]) {
    let mut found: Vec<(ValueFault, Vec<Spot>)> = Vec::new();
    for project in projects {
        for indicator in &project.indicators {
            match wrong_sign(indicator) {
                None => ledger.holds(RuleCode::G04),
                Some(fault) => match found.iter_mut().find(|(known, _)| *known == fault) {
                    Some((_, spots)) => spots.push(project.spot(indicator)),
                    None => found.push((fault, vec![project.spot(indicator)])),
                },
            }
        }
    }
    for (fault, spots) in found {
        let saying = Saying {
            fault: fault.into(),
            severity: Severity::Note,
        };
        cluster::remark(subject, ledger, saying, &spots);
    }
}
