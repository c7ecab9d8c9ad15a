/*!
项目支出绩效自评表 of a final account: its goals are those of its own year, and its money stands in rows of its
own below the project, with a column each for 年初预算数, 全年预算数 and 全年执行数.

A review in a budget repeats the goals of a year before, which the budget does not set.
*/

use crate::budget::{Amount, RowKind, RuleCode, Stage, Table};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::{ColumnSums, GoalReason};

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
    }
}

fn add_up(subject: &Subject, ledger: &mut Ledger, whole: RowAt, parts: &[RowAt]) {
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

/// Whether the form gives the execution of the budget ten points of its own, beside the project's money.
pub fn reserves(subject: &Subject, table: &Table, (first, last): (u32, u32)) -> bool {
    let is_ten = |cell: &str| matches!(cell.trim(), "10" | "10.0" | "10.00" | "10分");
    is_review(subject, table)
        && subject
            .lines_within(first, last)
            .any(|(_, line)| line.contains(WHOLE) && line.split(['|', '\t', ' ']).any(is_ten))
}
