/*!
收支总表 and 财政拨款收支总表: income beside expenditure, lines that add up to totals.

A side is read downwards. Lines above 本年收入合计 add up to it, the lines between it and
the next total (carry-over, balances used) lead to that one; a table without 本年 totals
has one sum. A line that prints parts under itself is their sum, unless they are 其中. Where
the indentation is lost, the sums say whether a line is an addend or a part of another.
*/

use crate::budget::{RowKind, Severity, Side, TableKind, TableState};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::rule::{Family, Rule};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;

pub const FAMILY: Family = Family {
    title: "收支平衡",
    rules: &[
        Rule::new(
            "T05",
            "收支总表：本年合计＝各项之和，总计＝本年＋结转，收入总计＝支出总计",
            Severity::Error,
            "收支总表自上而下相加：各项收入（不含其中项）之和等于本年收入合计，加上年结转等于收入总计；支出一侧同样；两侧总计相等。",
        ),
        Rule::new(
            "T06",
            "财政拨款收支总表：收入合计＝支出合计，分预算也如此",
            Severity::Error,
            "财政拨款的收入（含或不含上年结转，两侧一致）等于支出；按一般公共预算、政府性基金、国有资本经营预算分列时，各自相等。",
        ),
    ],
    check,
};

fn check(subject: &Subject, ledger: &mut Ledger) {
    for (kind, rule) in [
        (TableKind::IncomeAndExpenditure, "T05"),
        (TableKind::FiscalAppropriation, "T06"),
    ] {
        for (index, table) in subject.tables_of(kind) {
            if table.state == TableState::Cut {
                ledger.not_checkable(rule, format!("「{}」残缺", table.title));
                continue;
            }
            for measure in &table.measures {
                for side in [Side::Income, Side::Expenditure] {
                    side_sums(subject, ledger, index, side, measure.path(), rule);
                }
            }
            both_sides(subject, ledger, index, rule);
        }
    }
}

/// A line of a side with its figure.
struct Line<'b> {
    at: RowAt<'b>,
    term: Term,
}

impl Line<'_> {
    fn is_total(&self) -> bool {
        self.at.row.kind == RowKind::Total
    }

    fn is_part(&self) -> bool {
        self.at.row.name.starts_with("其中")
    }
}

fn lines<'b>(subject: &Subject<'b>, table: usize, side: Side, measure: &str) -> Vec<Line<'b>> {
    subject
        .rows(table)
        .filter(|at| at.row.side == side)
        .filter_map(|at| {
            let term = subject.measured(at, measure)?;
            Some(Line { at, term })
        })
        .collect()
}

/// The sums of one side under one column.
fn side_sums(
    subject: &Subject,
    ledger: &mut Ledger,
    table: usize,
    side: Side,
    measure: &str,
    rule: &'static str,
) {
    let lines = lines(subject, table, side, measure);
    let funds = funds_of_appropriation(&lines);
    nested(ledger, &lines, &funds, rule);
    let mut parts: Vec<Term> = Vec::new();
    let mut summed = false;
    let is_fund = |line: &Line| funds.iter().any(|fund| fund.at.index == line.at.index);
    for line in lines
        .iter()
        .filter(|line| !is_below_another(line, &lines) && !is_fund(line))
    {
        if !line.is_total() {
            parts.push(line.term);
            continue;
        }
        if !parts.is_empty() {
            let words = if summed {
                "总计＝本年合计＋结转、结余各项"
            } else {
                "合计＝以上各项之和"
            };
            ledger.equation(Equation::sum(
                rule,
                line.term,
                std::mem::take(&mut parts),
                words,
            ));
        }
        parts.clear();
        parts.push(line.term);
        summed = true;
    }
}

/// Whether a line is a part of a line above it.
fn is_below_another(line: &Line, lines: &[Line]) -> bool {
    if line.is_total() {
        return false;
    }
    let names =
        |other: &Line| other.at.index < line.at.index && other.at.row.name == line.at.row.under;
    line.is_part() || !line.at.row.under.is_empty() && lines.iter().any(names)
}

/// 一般公共预算资金 and the like below 财政拨款收入, where the table's indentation is lost and the
/// sums say that they are its parts; a name alone does not.
fn funds_of_appropriation<'l, 'b>(lines: &'l [Line<'b>]) -> Vec<&'l Line<'b>> {
    let is_whole = |line: &Line| line.at.row.name == "财政拨款收入";
    let Some(at) = lines.iter().position(is_whole) else {
        return Vec::new();
    };
    let is_fund = |line: &Line| {
        ["一般公共预算资金", "政府性基金", "国有资本经营预算"]
            .iter()
            .any(|fund| line.at.row.name.starts_with(fund))
    };
    let (before, after) = lines.split_at(at + 1);
    let end = after.iter().position(Line::is_total);
    let (below, totals) = after.split_at(end.unwrap_or(after.len()));
    let own = |line: &&Line| !is_below_another(line, lines);
    let (funds, others): (Vec<&Line>, Vec<&Line>) =
        below.iter().filter(own).partition(|line| is_fund(line));
    let above = before.iter().rev().take_while(|line| !line.is_total());
    let tops: Vec<&Line> = above.filter(own).chain(others).collect();
    let is_sum = |whole: &Line, parts: &[&Line]| {
        let parts = parts.iter().map(|part| part.term).collect();
        Equation::sum("", whole.term, parts, "").balance() != Balance::Apart
    };
    let all: Vec<&Line> = tops.iter().chain(&funds).copied().collect();
    let are_parts = match (totals.first(), lines.get(at)) {
        (Some(total), _) if is_sum(total, &all) => false,
        (Some(total), _) if is_sum(total, &tops) => true,
        (_, Some(whole)) => is_sum(whole, &funds),
        (_, None) => false,
    };
    if are_parts { funds } else { Vec::new() }
}

/// A line and the lines printed under it.
fn nested(ledger: &mut Ledger, lines: &[Line], funds: &[&Line], rule: &'static str) {
    for line in lines.iter().filter(|line| !line.is_total()) {
        let below: Vec<&Line> = lines
            .iter()
            .filter(|other| {
                other.at.index > line.at.index
                    && !other.at.row.under.is_empty()
                    && other.at.row.under == line.at.row.name
                    && !other.is_total()
            })
            .collect();
        let is_printed = !below.is_empty();
        let below = match line.at.row.name.as_str() {
            "财政拨款收入" if !is_printed => funds.to_vec(),
            _ => below,
        };
        // Beside a 其中 line others may be left out.
        if below.is_empty() || below.iter().any(|part| part.is_part()) {
            continue;
        }
        let parts = below.iter().map(|part| part.term).collect();
        let sum = Equation::sum(rule, line.term, parts, "一项＝其下各项之和");
        // Nor need the funds that only the total shows to be parts be all of them.
        let is_whole = is_printed || sum.gap() <= 0;
        if is_whole || sum.balance() != Balance::Apart {
            ledger.equation(sum);
        }
    }
}

/// The last total of a side: 总计, or 合计 where the table prints no more.
fn last_total(subject: &Subject, table: usize, side: Side, measure: &str) -> Option<Term> {
    lines(subject, table, side, measure)
        .iter()
        .rev()
        .find(|line| line.is_total())
        .map(|line| line.term)
}

fn both_sides(subject: &Subject, ledger: &mut Ledger, table: usize, rule: &'static str) {
    let expenditure = ["支出/合计", "支出"]
        .iter()
        .find(|measure| subject.has_column(table, measure))
        .copied()
        .unwrap_or("支出");
    let totals = (
        last_total(subject, table, Side::Income, "收入"),
        last_total(subject, table, Side::Expenditure, expenditure),
    );
    match totals {
        (Some(income), Some(spent)) => {
            ledger.equation(Equation::same(rule, income, spent, "收入总计＝支出总计"));
        }
        _ => without_totals(subject, ledger, table, expenditure, rule),
    }
    for fund in ["一般公共预算", "政府性基金", "国有资本经营预算"] {
        by_fund(subject, ledger, table, fund, rule);
    }
    appropriation_within(subject, ledger, table, rule);
}

/// A table whose totals are blank: 本年收入 and 上年结转 against 本年支出 and 结转下年.
fn without_totals(
    subject: &Subject,
    ledger: &mut Ledger,
    table: usize,
    expenditure: &str,
    rule: &'static str,
) {
    let top = |side, measure: &str| -> Vec<Term> {
        let lines = lines(subject, table, side, measure);
        lines
            .iter()
            .filter(|line| line.at.row.under.is_empty() && !line.is_total() && !line.is_part())
            .map(|line| line.term)
            .collect()
    };
    let (income, spent) = (
        top(Side::Income, "收入"),
        top(Side::Expenditure, expenditure),
    );
    if let ([only], false) = (spent.as_slice(), income.is_empty()) {
        ledger.equation(
            Equation::sum(rule, *only, income, "本年支出＝本年收入＋上年结转").explainable(),
        );
    } else {
        ledger.not_checkable(rule, "没有印收入总计或支出总计");
    }
}

/// 其中：财政拨款 on both sides.
fn appropriation_within(subject: &Subject, ledger: &mut Ledger, table: usize, rule: &'static str) {
    let spent = last_total(
        subject,
        table,
        Side::Expenditure,
        "支出/一般公共预算/财政拨款",
    );
    let income = lines(subject, table, Side::Income, "收入");
    let own: Vec<Term> = income
        .iter()
        .filter(|line| line.at.row.name == "其中：财政拨款")
        .map(|line| line.term)
        .collect();
    if let (Some(spent), false) = (spent, own.is_empty()) {
        ledger.equation(Equation::sum(rule, spent, own, "其中财政拨款的支出＝收入").explainable());
    }
}

/// A fund's income, this year's and carried over, against its column of the expenditure.
fn by_fund(subject: &Subject, ledger: &mut Ledger, table: usize, fund: &str, rule: &'static str) {
    let Some(spent) = last_total(subject, table, Side::Expenditure, &format!("支出/{fund}"))
    else {
        return;
    };
    let all = lines(subject, table, Side::Income, "收入");
    let own: Vec<Term> = all
        .iter()
        .filter(|line| !line.is_total() && !line.is_part() && line.at.row.name.starts_with(fund))
        .map(|line| line.term)
        .collect();
    if !own.is_empty() {
        ledger.equation(
            Equation::sum(rule, spent, own, "一本预算的支出＝其收入＋上年结转").explainable(),
        );
    }
}
