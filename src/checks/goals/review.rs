/*!
项目支出绩效自评表 of a final account: its goals are those of its own year, and its money stands in rows of its
own below the project, with a column each for 年初预算数, 全年预算数 and 全年执行数.

A review in a budget repeats the goals of a year before, which the budget does not set.
*/

use crate::budget::{
    Amount, Indicator, MoneyUnit, RowKind, RuleCode, Severity, Stage, Table, unit_in_last_place,
};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::{ColumnSums, GoalReason, GoalSumFault};

/// Whether a table reviews the goals of the document's own year.
pub fn is_review(subject: &Subject, table: &Table) -> bool {
    subject.book.identity.stage == Stage::Final && table.title.contains("自评")
}

const WHOLE: &str = "资金总额";

/// What the money of a project comes from. Other rows may be parts of these.
const SOURCES: [&str; 9] = [
    "财政拨款",
    "当年财政拨款",
    "财政资金",
    "上年结转资金",
    "上年结转",
    "其他资金",
    "单位资金",
    "财政专户管理资金",
    "其他",
];

fn is_source(name: &str) -> bool {
    SOURCES.contains(&bare(name))
}

/// A name without 其中.
fn bare(name: &str) -> &str {
    name.trim_start_matches("其中")
        .trim_start_matches(['：', ':'])
}

/// The money that a project had: of the year as it was changed, else as it was planned.
pub fn money_of(table: &Table, project: &str) -> Option<Amount> {
    let is_whole = |name: &str, under: &str| under == project && name.contains(WHOLE);
    let mut rows = table
        .rows
        .iter()
        .filter(|row| is_whole(&row.name, &row.under));
    let (row, next) = (rows.next()?, rows.next());
    let figure = |word: &str| {
        let mut figures = row.figures.iter();
        figures.find(|figure| figure.is_printed() && figure.measure.path().contains(word))
    };
    let figure = figure("全年预算").or_else(|| figure("预算"))?;
    next.is_none().then_some(figure.amount)
}

/// R12: the money of a project is the sum of its sources, in each column.
pub fn sums(subject: &Subject, ledger: &mut Ledger) {
    for (index, _) in subject
        .tables()
        .filter(|(_, table)| is_review(subject, table))
    {
        let rows: Vec<RowAt> = subject.rows(index).collect();
        let is_money = |at: &RowAt| at.row.kind == RowKind::Other && !at.row.under.is_empty();
        for whole in rows
            .iter()
            .filter(|at| is_money(at) && at.row.name.contains(WHOLE))
        {
            let below = rows.iter().skip(whole.index + 1);
            let parts: Vec<RowAt> = below
                .take_while(|at| is_money(at) && at.row.under == whole.row.under)
                .take_while(|at| !at.row.name.contains(WHOLE))
                .copied()
                .collect();
            add_up(subject, ledger, *whole, &parts);
        }
        for at in rows.iter().filter(|at| is_money(at)) {
            execution(subject, ledger, *at);
        }
    }
}

fn add_up(subject: &Subject, ledger: &mut Ledger, whole: RowAt, parts: &[RowAt]) {
    // The first 其中 is of the whole; behind a source it is of that source.
    let is_of_source = |at: usize, part: &RowAt| at > 0 && bare(&part.row.name) != part.row.name;
    let parts = parts.iter().enumerate();
    let parts = parts.filter(|(at, part)| !is_of_source(*at, part));
    let parts: Vec<RowAt> = parts.map(|(_, part)| *part).collect();
    if parts.len() < 2 || !parts.iter().all(|at| is_source(&at.row.name)) {
        let project = whole.row.under.clone();
        return ledger.not_checkable(RuleCode::R12, GoalReason::SourcesUnknown { project });
    }
    let requirement = || ColumnSums::Sum {
        whole: whole.row.name.clone(),
        parts: parts
            .iter()
            .map(|at| bare(&at.row.name).to_owned())
            .collect(),
    };
    for (index, figure) in whole.row.figures.iter().enumerate() {
        let Some(sum) = subject.term(whole.table, whole.index, index) else {
            continue;
        };
        let term = |at: &RowAt| subject.measured_in(*at, figure.measure, figure.year);
        let terms: Vec<Term> = parts.iter().filter_map(term).collect();
        if !terms.is_empty() {
            ledger.equation(Equation::sum(RuleCode::R12, sum, terms, requirement()));
        }
    }
}

/// T10: 执行率＝全年执行数÷全年预算数, of the row that prints all three.
fn execution(subject: &Subject, ledger: &mut Ledger, at: RowAt) {
    let only = |word: &str| {
        let mut found = at.row.figures.iter().enumerate();
        let (index, _) = found.find(|(_, figure)| figure.measure.path().contains(word))?;
        subject.term(at.table, at.index, index)
    };
    let (Some(planned), Some(spent)) = (only("全年预算"), only("全年执行")) else {
        return;
    };
    let cells = subject.text_line(at.row.place.line).unwrap_or_default();
    let mut cells = cells.split(['|', '\t', ' ']).map(str::trim);
    let Some(printed) = cells.find(|cell| cell.ends_with(['%', '％'])) else {
        return;
    };
    let number = printed.trim_end_matches(['%', '％']);
    let Some(rate) = Amount::parse(number, MoneyUnit::Yuan).filter(|_| planned.value > 0) else {
        return;
    };
    // Both sides a hundred times: the rate is in ten-thousandths of a per cent.
    let stated = i128::from(rate.ten_thousandths()) * planned.value;
    let true_rate = spent.value * 100 * 10_000;
    let last = unit_in_last_place(MoneyUnit::Yuan, rate.scale()) * planned.value;
    let rounded = (spent.ulp + planned.ulp) * 100 * 10_000;
    if (stated - true_rate).abs() <= last + rounded {
        return ledger.holds(RuleCode::T10);
    }
    let (planned_cell, spent_cell) = (planned.cell, spent.cell);
    let fault = GoalSumFault::Execution {
        project: at.row.under.clone(),
        rate: printed.to_owned(),
        spent: spent.printed_like(subject.book, spent.value),
        planned: planned.printed_like(subject.book, planned.value),
    };
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Warning,
        table: Some(at.table),
        row: Some(at.row.ordinal),
        left: (
            spent_cell.printed(subject.book),
            spent_cell.place(subject.book),
        ),
        right: Some((
            planned_cell.printed(subject.book),
            planned_cell.place(subject.book),
        )),
    });
}

/// Whether the form gives the execution of the budget ten points of its own, beside the project's money.
pub fn reserves(subject: &Subject, table: &Table, (first, last): (u32, u32)) -> bool {
    let is_ten = |cell: &str| matches!(cell.trim(), "10" | "10.0" | "10.00" | "10分");
    let mut lines = subject.lines_within(first, last);
    // 10.00 of a form without a column of points is money.
    let heads_points = |line: &str| line.contains("执行率") && line.contains("分值");
    is_review(subject, table)
        && lines.any(|(_, line)| heads_points(line))
        && subject
            .lines_within(first, last)
            .any(|(_, line)| line.contains(WHOLE) && line.split(['|', '\t', ' ']).any(is_ten))
}

/// What became of an indicator of money (实际完成值), printed beside its target.
pub fn actual(subject: &Subject, indicator: &Indicator) -> Option<Amount> {
    let table = subject.book.tables.get(indicator.table)?;
    let line = indicator.place.line;
    let says_actual = |(_, line): (u32, &str)| line.contains("实际完成");
    if !is_review(subject, table)
        || !subject
            .lines_within(table.place.line, line)
            .any(says_actual)
    {
        return None;
    }
    let mut cells = subject.text_line(line)?.split(['|', '\t']).map(str::trim);
    cells.find(|cell| *cell == indicator.printed.trim())?;
    let printed = cells.next()?;
    let end = printed
        .trim_end_matches(|char: char| !char.is_ascii_digit())
        .len();
    let (number, unit) = printed.split_at(end);
    let unit = MoneyUnit::from_name(if unit.is_empty() {
        indicator.value_unit.trim()
    } else {
        unit.trim()
    })?;
    Amount::parse(number, unit)
}
