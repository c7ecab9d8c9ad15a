/*!
The totals of 收支总表 in other tables: all expenditure, all income and its sources,
appropriations, and the funds that have tables of their own.
*/

use crate::budget::columns::measure_of;
use crate::budget::columns::words::whole;
use crate::budget::{Measure, Row, RowKind, RuleCode, Side, TableKind};
use crate::checks::between::{balance_total, same, same_or_explained};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::scope::{is_carry_over, is_other_funds};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::wording::{SameItems, SameTotals};
use TableKind::{
    Expenditure, FiscalAppropriation, GovernmentFund, Income, IncomeAndExpenditure, StateCapital,
};

/// The expenditure of 收支总表 without what is carried into the next year.
fn spent(subject: &Subject) -> Option<Term> {
    let of = |of_year| {
        let measures = [Measure::EXPENDITURE_TOTAL, Measure::EXPENDITURE];
        measures.into_iter().find_map(|measure| {
            balance_total(
                subject,
                IncomeAndExpenditure,
                Side::Expenditure,
                measure,
                of_year,
            )
        })
    };
    of(true).or_else(|| of(false))
}

/// X01, X02 and X04: the totals.
pub fn totals(subject: &Subject, ledger: &mut Ledger) {
    same(
        ledger,
        RuleCode::X01,
        spent(subject),
        subject.total(Expenditure, Measure::TOTAL),
        SameTotals::BalanceAndExpenditure,
    );
    let income = |of_year| {
        balance_total(
            subject,
            IncomeAndExpenditure,
            Side::Income,
            Measure::INCOME,
            of_year,
        )
    };
    if let Some(total) = subject.total(Income, Measure::TOTAL) {
        same(
            ledger,
            RuleCode::X02,
            income(false),
            Some(total),
            SameTotals::BalanceAndIncome,
        );
    }
    if let Some(of_year) = subject.total(Income, Measure::THIS_YEAR_INCOME) {
        same(
            ledger,
            RuleCode::X02,
            income(true),
            Some(of_year),
            SameTotals::BalanceAndIncomeOfYear,
        );
    }
    appropriation(subject, ledger);
}

/// X04: appropriations against everything.
fn appropriation(subject: &Subject, ledger: &mut Ledger) {
    let fiscal = [Measure::EXPENDITURE_TOTAL, Measure::EXPENDITURE_GENERAL]
        .into_iter()
        .find_map(|measure| {
            balance_total(
                subject,
                FiscalAppropriation,
                Side::Expenditure,
                measure,
                false,
            )
        });
    let all = balance_total(
        subject,
        IncomeAndExpenditure,
        Side::Expenditure,
        Measure::EXPENDITURE,
        false,
    )
    .or_else(|| {
        balance_total(
            subject,
            IncomeAndExpenditure,
            Side::Expenditure,
            Measure::EXPENDITURE_TOTAL,
            false,
        )
    });
    match (fiscal, all) {
        (Some(fiscal), Some(all)) if has_other_income(subject) => {
            ledger.equation(Equation::at_most(
                RuleCode::X04,
                fiscal,
                all,
                SameTotals::FiscalWithinBalance,
            ));
        }
        _ => same_or_explained(
            ledger,
            RuleCode::X04,
            fiscal,
            all,
            SameTotals::FiscalAndBalance,
        ),
    }
}

/// Whether 收支总表 prints income that is no appropriation.
fn has_other_income(subject: &Subject) -> bool {
    let Some((table, _)) = subject.only(IncomeAndExpenditure) else {
        return false;
    };
    subject.rows(table).any(|at| {
        at.row.side == Side::Income
            && at.row.kind != RowKind::Total
            && is_other_funds(&at.row.name)
            && subject
                .measured(at, Measure::INCOME)
                .is_some_and(|term| term.value != 0)
    })
}

/// X02: the sources.
pub fn income_lines(subject: &Subject, ledger: &mut Ledger) {
    let (Some((balance, _)), Some((income, _))) =
        (subject.only(IncomeAndExpenditure), subject.only(Income))
    else {
        return;
    };
    let Some(total) = subject.total_row(income) else {
        return;
    };
    for at in subject
        .rows(balance)
        .filter(|at| at.row.side == Side::Income && at.row.kind != RowKind::Total)
    {
        let Some(column) = source_column(at.row) else {
            continue;
        };
        if let (Some(line), Some(cell)) = (
            subject.measured(at, Measure::INCOME),
            subject.measured(total, column),
        ) {
            ledger.equation(Equation::same(
                RuleCode::X02,
                line,
                cell,
                SameItems::IncomeSource,
            ));
        }
    }
}

/// The column of 收入总表 that a line of 收支总表 is: its name and a heading are read by the same words.
fn source_column(row: &Row) -> Option<Measure> {
    let name = row.name.as_str();
    let measure = match whole(name)?.as_slice() {
        [concept] => measure_of(Income, *concept)?,
        _ => return None,
    };
    // 一般公共预算拨款结转, and 一般公共预算拨款 under 上年结转, are none of the year's purses.
    let is_carried = is_carry_over(name) || is_carry_over(&row.under);
    (is_carried == (measure == Measure::CARRY_OVER)).then_some(measure)
}

/// X15: funds and state capital.
pub fn other_funds(subject: &Subject, ledger: &mut Ledger) {
    for (kind, fund) in [
        (GovernmentFund, Measure::EXPENDITURE_FUND),
        (StateCapital, Measure::EXPENDITURE_STATE_CAPITAL),
    ] {
        let fund_total = subject.total(kind, Measure::TOTAL);
        let column = balance_total(subject, FiscalAppropriation, Side::Expenditure, fund, true)
            .or_else(|| {
                balance_total(subject, FiscalAppropriation, Side::Expenditure, fund, false)
            });
        if let (Some(fund_total), Some(column)) = (fund_total, column) {
            ledger.equation(
                Equation::same(RuleCode::X15, fund_total, column, SameTotals::FundAndFiscal)
                    .explainable(),
            );
        }
    }
}
