/*!
Inside a row: what the columns of one line say of each other.

What adds up to what is an edge of the tree of columns (`budget::columns`), for checks and
readers alike; here each sum only gets its rule. `column_sum` holds it against the rows.
*/

use crate::budget::columns::{Role, sums};
use crate::budget::{Measure, RuleCode, Severity, Table, TableKind};
use crate::checks::kernel::equation::{Equation, Relation, SignedTerm};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Trust;
use crate::checks::rows::{column_sum, item_rows};
use crate::checks::wording::{ColumnSums, OutcomeReason};
use TableKind::{
    DepartmentPerformance, EconomicSummary, Expenditure, FiscalAppropriation,
    FiscalByEconomicClass, GeneralBudget, GeneralBudgetBasic, GeneralBudgetProjects,
    GovernmentFund, GovernmentFundThreePublic, Income, IncomeAndExpenditure, Procurement,
    ProjectPerformance, Projects, StateCapital, ThreePublic,
};

pub const FAMILY: Family = Family {
    title: "行内",
    rules: &[
        Rule::new(
            RuleCode::R01,
            "支出行：合计＝基本支出＋项目支出（＋经营、上缴、补助支出）",
            Severity::Error,
            "一行支出按用途分为基本支出和项目支出，另有经营、上缴上级、对附属单位补助时一并计入。",
        ),
        Rule::new(
            RuleCode::R02,
            "基本支出＝人员经费＋公用经费",
            Severity::Error,
            "基本支出由人员经费（工资福利支出、对个人和家庭的补助）和公用经费（商品和服务支出、资本性支出）构成。",
        ),
        Rule::new(
            RuleCode::R03,
            "项目支出＝其他运转类＋特定目标类",
            Severity::Error,
            "项目按其他运转类、特定目标类划分时，两类之和应等于项目支出。",
        ),
        Rule::new(
            RuleCode::R04,
            "收入行：总计＝本年收入＋上年结转，各等于其来源之和",
            Severity::Error,
            "收入按来源分列，各来源之和等于本年收入，再加上年结转等于总计。",
        ),
        Rule::new(
            RuleCode::R05,
            "财政拨款支出：合计＝一般公共预算＋政府性基金＋国有资本经营预算",
            Severity::Error,
            "财政拨款支出按三本预算分列，三项之和等于合计。",
        ),
        Rule::new(
            RuleCode::R06,
            "基本支出经济分类行：合计＝人员经费＋公用经费",
            Severity::Error,
            "每个经济分类科目的基本支出归人员经费或公用经费。",
        ),
        Rule::new(
            RuleCode::R07,
            "经济分类汇总行：总计＝各资金来源之和（含上年结转）",
            Severity::Error,
            "支出经济分类汇总表按资金来源分列，各列之和等于总计。",
        ),
        Rule::new(
            RuleCode::R08,
            "财政拨款支出（经济分类）行：总计＝当年＋上年结转，各本预算＝基本＋项目",
            Severity::Error,
            "差额等于文件里印出的上年结转时属口径不同，只作提示。",
        ),
        Rule::new(
            RuleCode::R09,
            "一般公共预算行：合计＝当年财政拨款＋上年结转",
            Severity::Error,
            "表按当年安排和上年结转分列时，两列之和等于合计。",
        ),
        Rule::new(
            RuleCode::R10,
            "三公行：合计＝因公出国＋公务用车＋公务接待；公务用车＝购置＋运行",
            Severity::Error,
            "三公经费由三项构成，公务用车又分购置费与运行费；空格按零。",
        ),
        Rule::new(
            RuleCode::R11,
            "项目行：合计＝各资金来源之和",
            Severity::Error,
            "项目支出按资金来源（本年、结转、专户、单位资金）分列，各列之和等于合计。",
        ),
        Rule::new(
            RuleCode::R12,
            "绩效行：资金总额＝政府预算资金＋财政专户＋单位资金（或财政拨款＋其他资金）",
            Severity::Error,
            "绩效目标表里项目的资金总额应等于所列来源之和。",
        ),
        Rule::new(
            RuleCode::R13,
            "其中项不大于其总数",
            Severity::Error,
            "“其中：财政拨款”之类的部分不会大于它所属的整体。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    item_rows::check(subject, ledger);
    for (table, printed) in subject.tables() {
        let Some(kind) = printed.kind else { continue };
        for group in column_groups(printed) {
            let columns = columns_of(printed, group);
            for sum in sums(kind, &columns) {
                if let Some(rule) = rule_of(kind, columns[sum.whole], sum.role) {
                    column_sum::check(subject, ledger, table, (group, &columns), &sum, rule);
                }
            }
        }
        if kind == FiscalByEconomicClass && !has(printed, "", Measure::CARRY_OVER) {
            without_carry_over(subject, ledger, table);
        }
        parts_of_wholes(subject, ledger, table, printed);
    }
}

/// The rule that a sum of a kind's columns belongs to.
fn rule_of(kind: TableKind, whole: Measure, role: Role) -> Option<RuleCode> {
    Some(match kind {
        Expenditure
        | GeneralBudget
        | GovernmentFund
        | StateCapital
        | TableKind::FiscalExpenditure => match whole {
            Measure::TOTAL if role == Role::OtherPart => RuleCode::R09,
            Measure::TOTAL => RuleCode::R01,
            measure if measure.path().starts_with(Measure::BASIC.path()) => RuleCode::R02,
            _ => RuleCode::R03,
        },
        IncomeAndExpenditure if whole == Measure::EXPENDITURE_TOTAL => RuleCode::R01,
        IncomeAndExpenditure => RuleCode::R02,
        FiscalAppropriation => RuleCode::R05,
        GeneralBudgetBasic | TableKind::FiscalBasic | TableKind::OfficeRunning => RuleCode::R06,
        FiscalByEconomicClass => RuleCode::R08,
        EconomicSummary => RuleCode::R07,
        Income => RuleCode::R04,
        ThreePublic | GovernmentFundThreePublic => RuleCode::R10,
        Projects => RuleCode::R11,
        ProjectPerformance | DepartmentPerformance => RuleCode::R12,
        Procurement | GeneralBudgetProjects | TableKind::FunctionByEconomic | TableKind::Other => {
            return None;
        }
    })
}

/// The columns of a group, without the group's name; each once.
fn columns_of(table: &Table, group: &str) -> Vec<Measure> {
    let mut columns: Vec<Measure> = Vec::new();
    for measure in &table.measures {
        let (measure_group, rest) = measure.in_column_group();
        if measure_group == group && !columns.contains(&rest) {
            columns.push(rest);
        }
    }
    columns
}

/// A table that prints no column of the carry-over: the total is this year's, or the gap is a
/// carry-over that is printed elsewhere.
fn without_carry_over(subject: &Subject, ledger: &mut Ledger, table: usize) {
    for at in subject.rows(table) {
        let (total, year) = (
            subject.measured(at, Measure::TOTAL),
            subject.measured(at, Measure::CURRENT_APPROPRIATION),
        );
        if let (Some(total), Some(year)) = (total, year) {
            ledger.equation(
                Equation::same(RuleCode::R08, total, year, ColumnSums::TotalOfYear).explainable(),
            );
        }
    }
}

/// The groups of columns that a table prints: 预算数 and 决算数 each have their own.
fn column_groups(table: &Table) -> Vec<&'static str> {
    let mut groups: Vec<&'static str> = Vec::new();
    for measure in &table.measures {
        let (group, _) = measure.in_column_group();
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

fn has(table: &Table, group: &str, column: Measure) -> bool {
    table.measures.iter().any(|measure| {
        measure.in_column_group() == (group, column) || group.is_empty() && *measure == column
    })
}

/// Columns under a heading and 其中 rows: no part is greater than its whole.
fn parts_of_wholes(subject: &Subject, ledger: &mut Ledger, table: usize, printed: &Table) {
    for at in subject.rows(table) {
        for (index, figure) in at.row.figures.iter().enumerate() {
            let above = figure.measure.parent();
            let whole = above.and_then(|above| subject.measured_in(at, above, figure.year));
            if let (Some(whole), Some(part)) = (whole, subject.term(table, at.index, index)) {
                if [whole, part]
                    .iter()
                    .any(|term| term.trust == Trust::Uncertain)
                {
                    ledger.not_checkable(RuleCode::R13, OutcomeReason::UncertainFigures);
                    continue;
                }
                ledger.equation(Equation::at_most(
                    RuleCode::R13,
                    part,
                    whole,
                    ColumnSums::PartOfWhole,
                ));
            }
        }
        if at.row.name.starts_with("其中") && !at.row.under.is_empty() {
            part_row(subject, ledger, at, printed);
        }
    }
}

/// A row 其中：… and the row above that it is a part of.
fn part_row(subject: &Subject, ledger: &mut Ledger, at: RowAt, printed: &Table) {
    let above = printed
        .rows
        .iter()
        .enumerate()
        .take(at.index)
        .rev()
        .find(|(_, row)| row.side == at.row.side && row.name == at.row.under);
    let Some((index, row)) = above else { return };
    let whole_row = RowAt {
        table: at.table,
        index,
        row,
    };
    for (part_index, figure) in at.row.figures.iter().enumerate() {
        let whole = subject.measured_in(whole_row, figure.measure, figure.year);
        if let (Some(whole), Some(part)) = (whole, subject.term(at.table, at.index, part_index)) {
            ledger.equation(Equation {
                relation: Relation::AtLeast,
                parts: vec![SignedTerm::plus(part)],
                ..Equation::sum(RuleCode::R13, whole, Vec::new(), ColumnSums::PartOfWhole)
            });
        }
    }
}
