/*!
收支总表 and 财政拨款收支总表: income beside expenditure, lines that add up to totals.

A side is read downwards. Lines above 本年收入合计 add up to it, the lines between it and
the next total (carry-over, balances used) lead to that one; a table without 本年 totals
has one sum. Which lines are addends and which are parts of another `side_sum` asks of the
outline.
*/

use crate::budget::columns::is_reckoned;
use crate::budget::{Measure, Row, RowKind, RuleCode, Severity, Side, TableKind, TableState};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::scope::is_carry_over;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::tables::side_sum::{self, SideLine};
use crate::checks::wording::{RowSums, TableReason};

pub const FAMILY: Family = Family {
    title: "收支平衡",
    rules: &[
        Rule::new(
            RuleCode::T05,
            "收支总表：本年合计＝各项之和，总计＝本年＋结转，收入总计＝支出总计",
            Severity::Error,
            "收支总表自上而下相加：各项收入（不含其中项）之和等于本年收入合计，加上年结转等于收入总计；支出一侧同样；两侧总计相等。",
        ),
        Rule::new(
            RuleCode::T06,
            "财政拨款收支总表：收入合计＝支出合计，分预算也如此",
            Severity::Error,
            "财政拨款的收入（含或不含上年结转，两侧一致）等于支出；按一般公共预算、政府性基金、国有资本经营预算分列时，各自相等。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    for (kind, rule) in [
        (TableKind::IncomeAndExpenditure, RuleCode::T05),
        (TableKind::FiscalAppropriation, RuleCode::T06),
    ] {
        for (index, table) in subject.tables_of(kind) {
            if table.state == TableState::Cut {
                ledger.not_checkable(
                    rule,
                    TableReason::Torn {
                        table: table.title.clone(),
                    },
                );
                continue;
            }
            for measure in &table.measures {
                for side in [Side::Income, Side::Expenditure] {
                    side_sums(subject, ledger, index, side, *measure, rule);
                }
            }
            both_sides(subject, ledger, index, rule);
        }
    }
    one_sided(subject, ledger);
}

/// Fewer lines than this are no list of what makes up a total.
const FEWEST_LINES: usize = 3;

/// 收入总表 and 支出总表 that list the lines of one side of 收支总表, and no codes.
fn one_sided(subject: &Subject, ledger: &mut Ledger) {
    for (kind, side) in [
        (TableKind::Income, Side::Income),
        (TableKind::Expenditure, Side::Expenditure),
    ] {
        for (index, table) in subject.tables_of(kind) {
            let is_line = |row: &&Row| row.kind == RowKind::IncomeOrExpenditure;
            let is_of_side = |row: &Row| row.kind == RowKind::Total || is_line(&row);
            let lists_lines = table.rows.iter().filter(is_line).count() >= FEWEST_LINES
                && table.rows.iter().all(is_of_side);
            if table.state == TableState::Cut || !lists_lines {
                continue;
            }
            let sides = [Side::Only, side];
            for side in sides {
                for measure in &table.measures {
                    if !is_reckoned(measure.leaf()) {
                        side_sums(subject, ledger, index, side, *measure, RuleCode::T05);
                    }
                }
            }
        }
    }
}

fn lines<'b>(
    subject: &Subject<'b>,
    table: usize,
    side: Side,
    measure: Measure,
) -> Vec<SideLine<'b>> {
    subject
        .rows(table)
        .filter(|at| at.row.side == side)
        .filter_map(|at| {
            let term = subject.measured(at, measure)?;
            Some(SideLine { at, term })
        })
        .collect()
}

/// The sums of one side under one column.
fn side_sums(
    subject: &Subject,
    ledger: &mut Ledger,
    table: usize,
    side: Side,
    measure: Measure,
    rule: RuleCode,
) {
    let mut lines = lines(subject, table, side, measure);
    // A total that stands first is of what follows.
    let mut totals = lines.iter().map(SideLine::is_total);
    if totals.next() == Some(true) && !totals.any(|is_total| is_total) {
        lines.rotate_left(1);
    }
    let mut before: Option<&SideLine> = None;
    let mut carried: Vec<SideLine> = Vec::new();
    let mut segments = lines.split_inclusive(SideLine::is_total).peekable();
    while let Some(segment) = segments.next() {
        let Some((total, above)) = segment.split_last() else {
            continue;
        };
        if total.is_total() {
            let mut above = [std::mem::take(&mut carried), above.to_vec()].concat();
            let next = segments.peek().and_then(|next| next.last());
            if let Some(behind) = next.and_then(|next| carried_into(next, total, &above)) {
                above.retain(|line| !behind.iter().any(|one| one.at.index == line.at.index));
                carried = behind;
            }
            for block in blocks(subject, table, &above) {
                side_sum::check(subject, ledger, (total, before, &block), rule);
            }
            before = Some(total);
        } else {
            side_sum::covers(subject, ledger, segment, rule);
        }
    }
}

/// The lines above a total that are not in it but with it in the next: what was carried over may stand above
/// 本年收入合计.
fn carried_into<'b>(
    next: &SideLine<'b>,
    total: &SideLine<'b>,
    above: &[SideLine<'b>],
) -> Option<Vec<SideLine<'b>>> {
    let is_carried = |line: &&SideLine| is_carry_over(&line.at.row.name) && line.term.value != 0;
    let carried: Vec<SideLine> = above.iter().filter(is_carried).copied().collect();
    let sum: i128 = carried.iter().map(|line| line.term.value).sum();
    (sum != 0 && next.is_total() && next.term.value == total.term.value + sum).then_some(carried)
}

/// The lines by the classification that they are of: expenditure by function and, right of it, once
/// more by use stand under headings that are no lines, and each is the whole.
fn blocks<'b>(subject: &Subject, table: usize, lines: &[SideLine<'b>]) -> Vec<Vec<SideLine<'b>>> {
    // A line may stand under another, and that under the heading of its block.
    const DEEPEST: usize = 4;
    let line_above = |under: &str| subject.rows(table).find(|at| at.row.name == under);
    let heading = |line: &SideLine<'b>| {
        let mut under = line.at.row.under.as_str();
        for _ in 0..DEEPEST {
            match line_above(under) {
                Some(above) => under = above.row.under.as_str(),
                None => break,
            }
        }
        under
    };
    let mut blocks: Vec<(&str, Vec<SideLine>)> = Vec::new();
    for line in lines {
        match blocks.iter_mut().find(|(known, _)| *known == heading(line)) {
            Some((_, block)) => block.push(*line),
            None => blocks.push((heading(line), vec![*line])),
        }
    }
    let has_money = |block: &[SideLine]| block.iter().any(|line| line.term.value != 0);
    let mut blocks: Vec<Vec<SideLine>> = blocks.into_iter().map(|(_, block)| block).collect();
    if blocks.iter().filter(|block| has_money(block)).count() < 2 {
        return vec![lines.to_vec()];
    }
    blocks.retain(|block| has_money(block));
    blocks
}

/// The last total of a side: 总计, or 合计 where the table prints no more.
fn last_total(subject: &Subject, table: usize, side: Side, measure: Measure) -> Option<Term> {
    lines(subject, table, side, measure)
        .iter()
        .rev()
        .find(|line| line.is_total())
        .map(|line| line.term)
}

fn both_sides(subject: &Subject, ledger: &mut Ledger, table: usize, rule: RuleCode) {
    let expenditure = [Measure::EXPENDITURE_TOTAL, Measure::EXPENDITURE]
        .into_iter()
        .find(|measure| subject.has_column(table, *measure))
        .unwrap_or(Measure::EXPENDITURE);
    let totals = (
        last_total(subject, table, Side::Income, Measure::INCOME),
        last_total(subject, table, Side::Expenditure, expenditure),
    );
    match totals {
        (Some(income), Some(spent)) => {
            ledger.equation(Equation::same(rule, income, spent, RowSums::BothSides));
        }
        _ => without_totals(subject, ledger, table, expenditure, rule),
    }
    for fund in [Measure::GENERAL, Measure::FUND, Measure::STATE_CAPITAL] {
        by_fund(subject, ledger, table, fund, rule);
    }
    appropriation_within(subject, ledger, table, rule);
}

/// A table whose totals are blank: 本年收入 and 上年结转 against 本年支出 and 结转下年.
fn without_totals(
    subject: &Subject,
    ledger: &mut Ledger,
    table: usize,
    expenditure: Measure,
    rule: RuleCode,
) {
    let top = |side, measure: Measure| -> Vec<Term> {
        let lines = lines(subject, table, side, measure);
        lines
            .iter()
            .filter(|line| line.at.row.under.is_empty() && !line.is_total() && !line.is_part())
            .map(|line| line.term)
            .collect()
    };
    let (income, spent) = (
        top(Side::Income, Measure::INCOME),
        top(Side::Expenditure, expenditure),
    );
    if let ([only], false) = (spent.as_slice(), income.is_empty()) {
        ledger
            .equation(Equation::sum(rule, *only, income, RowSums::YearAndCarryOver).explainable());
    } else {
        ledger.not_checkable(rule, TableReason::WithoutTotals);
    }
}

/// 其中：财政拨款 on both sides.
fn appropriation_within(subject: &Subject, ledger: &mut Ledger, table: usize, rule: RuleCode) {
    let spent = last_total(
        subject,
        table,
        Side::Expenditure,
        Measure::EXPENDITURE_GENERAL_FISCAL,
    );
    let income = lines(subject, table, Side::Income, Measure::INCOME);
    let within: Vec<Term> = income
        .iter()
        .filter(|line| line.at.row.name == "其中：财政拨款")
        .map(|line| line.term)
        .collect();
    if let (Some(spent), false) = (spent, within.is_empty()) {
        ledger.equation(
            Equation::sum(rule, spent, within, RowSums::AppropriationWithin).explainable(),
        );
    }
}

/// A fund's income, this year's and carried over, against its column of the expenditure.
fn by_fund(subject: &Subject, ledger: &mut Ledger, table: usize, fund: Measure, rule: RuleCode) {
    let Some(spent) = last_total(
        subject,
        table,
        Side::Expenditure,
        fund.under(Measure::EXPENDITURE),
    ) else {
        return;
    };
    let all = lines(subject, table, Side::Income, Measure::INCOME);
    let parts: Vec<Term> = all
        .iter()
        .filter(|line| {
            !line.is_total() && !line.is_part() && line.at.row.name.starts_with(fund.path())
        })
        .map(|line| line.term)
        .collect();
    if !parts.is_empty() {
        ledger.equation(Equation::sum(rule, spent, parts, RowSums::FundOnBothSides).explainable());
    }
}
