/*!
By function: classes and items of one table in another.
*/

use crate::budget::{Measure, RowKind, RuleCode, Severity, Side, TableKind};
use crate::checks::between::{balance_total, row_of, same_or_explained};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::wording::{BetweenReason, SameItems, SameTotals};
use TableKind::{
    Expenditure, FiscalAppropriation, GeneralBudget, GeneralBudgetProjects, Income,
    IncomeAndExpenditure, Projects,
};

/// X03 and X05: the classes on the expenditure side.
pub fn classes_of_balance(subject: &Subject, ledger: &mut Ledger) {
    for (kind, measure, other_kind, rule, words) in [
        (
            IncomeAndExpenditure,
            Measure::EXPENDITURE,
            Expenditure,
            RuleCode::X03,
            SameItems::ClassOfBalance,
        ),
        (
            IncomeAndExpenditure,
            Measure::EXPENDITURE_TOTAL,
            Expenditure,
            RuleCode::X03,
            SameItems::ClassOfBalance,
        ),
        (
            FiscalAppropriation,
            Measure::EXPENDITURE_GENERAL,
            GeneralBudget,
            RuleCode::X05,
            SameItems::ClassOfFiscal,
        ),
    ]
    .into_iter()
    .chain(fiscal_without_purses(subject))
    {
        let (Some((balance, _)), Some((table, _))) = (subject.only(kind), subject.only(other_kind))
        else {
            continue;
        };
        for at in subject.rows(balance).filter(|at| {
            at.row.side == Side::Expenditure && at.row.kind == RowKind::IncomeOrExpenditure
        }) {
            let Some(line) = subject.measured(at, measure) else {
                continue;
            };
            // 其他 among what is left over at the end is no class; a class that prints nothing is one.
            let is_blank_class = line.value == 0 && !at.row.name.ends_with("支出");
            if is_blank_class
                || at.row.name.starts_with("本年")
                || at.row.name.contains("结转")
                || at.row.name.contains("结余")
            {
                continue;
            }
            match subject.class_sum(table, &at.row.name, Measure::TOTAL) {
                Some(parts) => {
                    ledger.equation(Equation::sum(rule, line, parts, words).explainable());
                }
                None if line.value == 0 => {}
                None => ledger.not_checkable(
                    rule,
                    BetweenReason::NoClass {
                        table: other_kind.name().to_owned(),
                        class: at.row.name.clone(),
                    },
                ),
            }
        }
    }
}

/// X05 where 财政拨款收支总表 has one column for all purses, and all of it is the general budget's: its classes.
fn fiscal_without_purses(
    subject: &Subject,
) -> Option<(TableKind, Measure, TableKind, RuleCode, SameItems)> {
    let general = subject.total(GeneralBudget, Measure::TOTAL)?;
    let is_all = |measure: &Measure| {
        let total = |of_year| {
            balance_total(
                subject,
                FiscalAppropriation,
                Side::Expenditure,
                *measure,
                of_year,
            )
        };
        total(true)
            .or_else(|| total(false))
            .is_some_and(|total| total.value == general.value)
    };
    let (fiscal, _) = subject.only(FiscalAppropriation)?;
    let has_purses = subject.has_column(fiscal, Measure::EXPENDITURE_GENERAL);
    let measure = [Measure::EXPENDITURE_TOTAL, Measure::EXPENDITURE]
        .into_iter()
        .find(is_all)
        .filter(|_| !has_purses)?;
    let words = SameItems::ClassOfFiscal;
    Some((
        FiscalAppropriation,
        measure,
        GeneralBudget,
        RuleCode::X05,
        words,
    ))
}

/// X02: where 收入总表 is by function, an item's income is what is spent on it, if all income is spent.
pub fn income_by_item(subject: &Subject, ledger: &mut Ledger) {
    let (Some((income, _)), Some((spent, _))) = (subject.only(Income), subject.only(Expenditure))
    else {
        return;
    };
    let total = |kind| subject.total(kind, Measure::TOTAL).map(|term| term.value);
    if total(Income).is_none() || total(Income) != total(Expenditure) {
        return;
    }
    let measures = (Measure::TOTAL, Measure::TOTAL);
    for (received, paid) in by_code(subject, income, spent, measures) {
        let words = SameItems::IncomeOfItem;
        let equation = Equation::same(RuleCode::X02, received, paid, words);
        ledger.equation(equation.weighing(Severity::Warning));
    }
}

/// What a table by function prints in a column and another in one of its own, for each code that both have.
fn by_code(
    subject: &Subject,
    table: usize,
    other: usize,
    (measure, other_measure): (Measure, Measure),
) -> Vec<(Term, Term)> {
    let functions = subject
        .rows(table)
        .filter(|at| at.row.kind == RowKind::Function);
    let both = functions.filter_map(|at| {
        let code = subject.tree(table).and_then(|tree| tree.code(at.index))?;
        let row = row_of(subject, other, code)?;
        let printed = subject.measured(at, measure)?;
        Some((printed, subject.measured(row, other_measure)?))
    });
    both.collect()
}

/// X05: the general budget's total.
pub fn appropriation(subject: &Subject, ledger: &mut Ledger) {
    let fiscal = balance_total(
        subject,
        FiscalAppropriation,
        Side::Expenditure,
        Measure::EXPENDITURE_GENERAL,
        true,
    )
    .or_else(|| {
        balance_total(
            subject,
            FiscalAppropriation,
            Side::Expenditure,
            Measure::EXPENDITURE_GENERAL,
            false,
        )
    })
    .or_else(|| {
        let year = subject.line(FiscalAppropriation, |row| {
            row.side == Side::Expenditure && row.name == "本年支出"
        })?;
        subject.measured(year, Measure::EXPENDITURE_GENERAL)
    });
    same_or_explained(
        ledger,
        RuleCode::X05,
        fiscal,
        subject.total(GeneralBudget, Measure::TOTAL),
        SameTotals::FiscalAndGeneral,
    );
}

/// X06: item by item, as equal where the totals are equal.
pub fn general_within_all(subject: &Subject, ledger: &mut Ledger) {
    let (Some((general, _)), Some((all, _))) =
        (subject.only(GeneralBudget), subject.only(Expenditure))
    else {
        return ledger.not_applicable(RuleCode::X06, BetweenReason::NoGeneralOrExpenditure);
    };
    let totals = (
        subject.total(GeneralBudget, Measure::TOTAL),
        subject.total(Expenditure, Measure::TOTAL),
    );
    let is_all = matches!(totals, (Some(general), Some(all)) if general.value == all.value);
    for measure in [Measure::TOTAL, Measure::BASIC, Measure::PROJECT] {
        if !subject.has_column(general, measure) || !subject.has_column(all, measure) {
            continue;
        }
        for at in subject.rows(general) {
            let Some(code) = subject.tree(general).and_then(|tree| tree.code(at.index)) else {
                continue;
            };
            let Some(part) = subject.measured(at, measure) else {
                continue;
            };
            let Some(row) = row_of(subject, all, code) else {
                continue;
            };
            let Some(whole) = subject.measured(row, measure) else {
                continue;
            };
            // Beside a carry-over a part is this year's alone.
            let is_of_year =
                |row| measure != Measure::TOTAL && subject.carried_beside(row).is_some();
            if is_of_year(row) && !is_of_year(at) {
                ledger.not_checkable(RuleCode::X06, BetweenReason::PartsOfYearAlone);
                continue;
            }
            ledger.equation(if is_all && is_of_year(row) == is_of_year(at) {
                Equation::same(RuleCode::X06, part, whole, SameItems::GeneralIsAll)
            } else {
                Equation::at_most(RuleCode::X06, part, whole, SameItems::GeneralWithinAll)
            });
        }
    }
}
/// X11: projects.
pub fn projects(subject: &Subject, ledger: &mut Ledger) {
    let by_function = subject.total(Expenditure, Measure::PROJECT);
    if let Some(total) = subject.total(Projects, Measure::TOTAL) {
        same_or_explained(
            ledger,
            RuleCode::X11,
            by_function,
            Some(total),
            SameTotals::ProjectsAndExpenditure,
        );
    }
    general_projects(subject, ledger, by_function);
    let (Some((table, _)), Some((all, _))) = (
        subject.only(GeneralBudgetProjects),
        subject.only(Expenditure),
    ) else {
        return;
    };
    let same_total = match (
        subject.total(GeneralBudgetProjects, Measure::TOTAL),
        by_function,
    ) {
        (Some(total), Some(all)) => total.value == all.value,
        _ => false,
    };
    if !same_total {
        return;
    }
    let measures = (Measure::TOTAL, Measure::PROJECT);
    for (printed, spent) in by_code(subject, table, all, measures) {
        let words = SameItems::ProjectsOfItem;
        ledger.equation(Equation::same(RuleCode::X11, printed, spent, words));
    }
}

/// X11: the projects of the general budget, which are some or all of 支出总表's.
fn general_projects(subject: &Subject, ledger: &mut Ledger, by_function: Option<Term>) {
    let Some(total) = subject.total(GeneralBudgetProjects, Measure::TOTAL) else {
        return;
    };
    if let Some(general) = subject.total(GeneralBudget, Measure::PROJECT) {
        ledger.equation(
            Equation::same(RuleCode::X11, general, total, SameTotals::GeneralProjects)
                .explainable(),
        );
    }
    match by_function {
        Some(all) if subject.is_all_general() => ledger.equation(
            Equation::same(RuleCode::X11, all, total, SameTotals::GeneralProjectsAndAll)
                .explainable(),
        ),
        Some(all) => ledger.equation(Equation::at_most(
            RuleCode::X11,
            total,
            all,
            SameTotals::GeneralProjectsWithinAll,
        )),
        None => ledger.not_checkable(RuleCode::X11, BetweenReason::NoProjectTotal),
    }
}
