/*!
Against the unit's other years: last year's budget, and the budget of a final account.
*/

use super::super::ledger::Ledger;
use super::super::subject::Subject;
use super::super::term::Term;
use super::other::{Other, same};
use crate::budget::{Book, Severity, Side, TableKind};
use TableKind::{Expenditure, IncomeAndExpenditure};

const THREE: [&str; 6] = [
    "合计",
    "因公出国（境）费",
    "公务用车购置及运行费",
    "公务用车购置费",
    "公务用车运行费",
    "公务接待费",
];

/// The figure of 三公 in a measure and year, of the row that holds the whole budget's.
fn three_public(subject: &Subject, measure: &str, year: u16) -> Option<Term> {
    subject.measured_in(subject.three_public_row()?, measure, year)
}

/// Y05, Y08 and Y10: against last year's budget.
pub(super) fn check(subject: &Subject, ledger: &mut Ledger, before: &Subject) {
    let last = before.year();
    for measure in THREE {
        if let (Some(own), Some(term)) = (
            three_public(subject, measure, last),
            three_public(before, measure, last),
        ) {
            let other = Other {
                subject: before,
                term,
            };
            same(
                subject,
                ledger,
                "Y05",
                Severity::Error,
                own,
                &other,
                "上年数＝上年预算的本年数",
            );
        }
    }
    let line = |of: &Subject, side: Side, word: &str| {
        let row = of.line(IncomeAndExpenditure, |row| {
            row.side == side && row.name.contains(word)
        })?;
        let measures = ["收入", "支出", "支出/合计"];
        measures
            .iter()
            .find_map(|measure| of.measured(row, measure))
    };
    if let (Some(own), Some(term)) = (
        line(subject, Side::Income, "上年结转"),
        line(before, Side::Expenditure, "结转下年"),
    ) {
        let other = Other {
            subject: before,
            term,
        };
        same(
            subject,
            ledger,
            "Y10",
            Severity::Warning,
            own,
            &other,
            "上年结转＝上年的结转下年",
        );
    }
    changes(subject, ledger, before);
}

/// Y08: totals that changed by much.
fn changes(subject: &Subject, ledger: &mut Ledger, before: &Subject) {
    for measure in ["合计", "基本支出", "项目支出"] {
        let (Some(own), Some(term)) = (
            subject.total(Expenditure, measure),
            before.total(Expenditure, measure),
        ) else {
            continue;
        };
        let change = (own.value - term.value).abs();
        // Ten 万元 are 10^9 ten-thousandths of a 元.
        if change <= 1_000_000_000 || change * 100 <= term.value.abs() * 30 {
            ledger.holds("Y08");
            continue;
        }
        let other = Other {
            subject: before,
            term,
        };
        same(
            subject,
            ledger,
            "Y08",
            Severity::Note,
            own,
            &other,
            "比上年变动超过 30%",
        );
    }
}

/// U07: what a final account prints as the budget.
pub(super) fn final_account(subject: &Subject, ledger: &mut Ledger, budget: &Book) {
    let budget = Subject::of(budget, &[]);
    for measure in THREE {
        let own = three_public(subject, &format!("预算数/{measure}"), subject.year());
        if let (Some(own), Some(term)) = (own, three_public(&budget, measure, subject.year())) {
            let other = Other {
                subject: &budget,
                term,
            };
            same(
                subject,
                ledger,
                "U07",
                Severity::Error,
                own,
                &other,
                "决算的预算数＝当年预算",
            );
        }
    }
}
