/*!
By economic class: basic expenditure, its summary with projects, and what of it is 三公 or
a payment that the function names too.
*/

use crate::budget::{Measure, Row, RuleCode, Severity, TableKind};
use crate::checks::between::{row_of, same, same_or_explained};
use crate::checks::kernel::equation::{Equation, Relation};
use crate::checks::kernel::ledger::{Ledger, Remark};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::wording::{BetweenFault, BetweenReason, SameItems, SameTotals};
use TableKind::{
    EconomicSummary, Expenditure, FiscalByEconomicClass, GeneralBudget, GeneralBudgetBasic,
    GeneralBudgetProjects,
};

/// X07 and X08: basic expenditure by function and by economic class.
pub fn basic(subject: &Subject, ledger: &mut Ledger) {
    basic_total(subject, ledger);
    let Some((table, _)) = subject.only(GeneralBudgetBasic) else {
        return;
    };
    for (measure, class) in [
        (Measure::BASIC_WAGES, "301"),
        (Measure::BASIC_GOODS, "302"),
        (Measure::BASIC_HOUSEHOLDS, "303"),
        (Measure::BASIC_CAPITAL, "310"),
    ] {
        let whole = subject.total(GeneralBudget, measure);
        let parts = subject.leaves_by(table, Measure::TOTAL, 3).remove(class);
        match (whole, parts) {
            (Some(whole), Some(parts)) => {
                ledger.equation(Equation::sum(
                    RuleCode::X08,
                    whole,
                    parts,
                    SameItems::ClassOfBasic,
                ));
            }
            (Some(whole), None) if whole.value != 0 => {
                ledger.not_checkable(
                    RuleCode::X08,
                    BetweenReason::NoClassOfBasic {
                        class: class.to_owned(),
                    },
                );
            }
            _ => {}
        }
    }
    for (by_function, measure) in [
        (Measure::BASIC_STAFF, Measure::STAFF),
        (Measure::BASIC_RUNNING, Measure::RUNNING),
    ] {
        let whole = subject.total(GeneralBudget, by_function);
        if let (Some(whole), Some(basic)) = (whole, subject.total(GeneralBudgetBasic, measure)) {
            ledger.equation(Equation::same(
                RuleCode::X08,
                whole,
                basic,
                SameTotals::StaffAndRunning,
            ));
        }
    }
}

/// X07: 支出总表 holds other funds as well, unless its total is the general budget's.
fn basic_total(subject: &Subject, ledger: &mut Ledger) {
    let total = subject.total(GeneralBudgetBasic, Measure::TOTAL);
    if let Some(basic) = subject.total(GeneralBudget, Measure::BASIC) {
        same_or_explained(
            ledger,
            RuleCode::X07,
            Some(basic),
            total,
            SameTotals::GeneralBasic,
        );
    }
    match (subject.total(Expenditure, Measure::BASIC), total) {
        (Some(all), Some(total)) if subject.is_all_general() => ledger.equation(
            Equation::same(RuleCode::X07, all, total, SameTotals::AllBasic).explainable(),
        ),
        (Some(all), Some(total)) => ledger.equation(Equation::at_most(
            RuleCode::X07,
            total,
            all,
            SameTotals::BasicWithinAll,
        )),
        _ => {}
    }
}

/// X09 and X10: the tables by economic class.
pub fn economic(subject: &Subject, ledger: &mut Ledger) {
    if let Some(total) = subject.total(EconomicSummary, Measure::TOTAL) {
        same(
            ledger,
            RuleCode::X09,
            Some(total),
            subject.total(Expenditure, Measure::TOTAL),
            SameTotals::EconomicAndExpenditure,
        );
    }
    let basic = subject.only(GeneralBudgetBasic);
    if let (Some((summary, _)), Some((basic, _))) = (subject.only(EconomicSummary), basic) {
        for at in subject.rows(basic) {
            let pair = |row: &Row| {
                row.kind == at.row.kind
                    && row.code == at.row.code
                    && row.code2 == at.row.code2
                    && !row.code.is_empty()
            };
            let mut wholes = subject
                .rows(summary)
                .filter(|candidate| pair(candidate.row));
            let (Some(whole), None) = (wholes.next(), wholes.next()) else {
                continue;
            };
            if let (Some(part), Some(whole)) = (
                subject.measured(at, Measure::TOTAL),
                subject.measured(whole, Measure::TOTAL),
            ) {
                ledger.equation(Equation::at_most(
                    RuleCode::X09,
                    part,
                    whole,
                    SameItems::BasicWithinSummary,
                ));
            }
        }
    }
    appropriation(subject, ledger, basic.map(|(basic, _)| basic));
}

/// X10: appropriations by economic class.
fn appropriation(subject: &Subject, ledger: &mut Ledger, basic: Option<usize>) {
    if let (Some((fiscal, _)), Some(basic)) = (subject.only(FiscalByEconomicClass), basic) {
        for at in subject.rows(fiscal) {
            let code = subject.tree(fiscal).and_then(|tree| tree.code(at.index));
            let row = code.and_then(|code| row_of(subject, basic, code));
            let (Some(fiscal_term), Some(basic_term)) = (
                subject.measured(at, Measure::GENERAL_BASIC),
                row.and_then(|row| subject.measured(row, Measure::TOTAL)),
            ) else {
                continue;
            };
            ledger.equation(
                Equation::same(
                    RuleCode::X10,
                    fiscal_term,
                    basic_term,
                    SameItems::FiscalBasic,
                )
                .explainable(),
            );
        }
    }
    if let Some(total) = subject.total(FiscalByEconomicClass, Measure::GENERAL_PROJECT) {
        same_or_explained(
            ledger,
            RuleCode::X10,
            Some(total),
            subject.total(GeneralBudgetProjects, Measure::TOTAL),
            SameTotals::FiscalAndGeneralProjects,
        );
    }
}

/// X12: what the basic table prints of the three public expenses.
pub fn three_public(subject: &Subject, ledger: &mut Ledger) {
    let Some((basic, _)) = subject.only(GeneralBudgetBasic) else {
        return ledger.not_applicable(RuleCode::X12, BetweenReason::NoBasic);
    };
    let Some(row) = subject.three_public_row() else {
        return ledger.not_checkable(RuleCode::X12, BetweenReason::NoThreePublic);
    };
    for (measure, codes) in [
        (Measure::ABROAD, &["30212"][..]),
        (Measure::RECEPTION, &["30217"]),
        (Measure::CAR_RUNNING, &["30231"]),
        (Measure::CAR_PURCHASE, &["31013", "30913"]),
    ] {
        let whole = subject
            .measured(row, measure)
            .or_else(|| subject.measured(row, measure.under(Measure::BUDGETED)));
        let parts = classes(subject, basic, Measure::TOTAL, codes);
        match whole {
            _ if parts.is_empty() => {}
            Some(whole) => ledger.equation(Equation {
                relation: Relation::AtLeast,
                ..Equation::sum(
                    RuleCode::X12,
                    whole,
                    parts,
                    SameItems::BasicWithinThreePublic,
                )
            }),
            None if parts.iter().all(|part| part.value == 0) => {}
            None => ledger.not_checkable(
                RuleCode::X12,
                BetweenReason::NoThreePublicItem {
                    item: measure.to_string(),
                },
            ),
        }
    }
}

/// X17: one payment, seen by function and by economic class.
pub fn function_and_economic(subject: &Subject, ledger: &mut Ledger) {
    let Some((basic, _)) = subject.only(GeneralBudgetBasic) else {
        return ledger.not_applicable(RuleCode::X17, BetweenReason::NoBasic);
    };
    let of_general = || subject.only(GeneralBudget);
    let of_all = || {
        subject
            .only(Expenditure)
            .filter(|_| subject.is_all_general())
    };
    let by_function = [of_general(), of_all()]
        .into_iter()
        .flatten()
        .find(|(table, _)| subject.has_column(*table, Measure::BASIC));
    let Some((table, _)) = by_function else {
        return ledger.not_checkable(RuleCode::X17, BetweenReason::NoFunctionsWithBasic);
    };
    let functions = |codes: &[&str]| classes(subject, table, Measure::BASIC, codes);
    let economic = |codes: &[&str]| classes(subject, basic, Measure::TOTAL, codes);
    // Where 公务员医疗补助 has no item of its own, it is paid out of 行政单位医疗.
    let is_one_item = functions(&["2101103"]).is_empty();
    for (codes, class) in [
        (&["2210201"][..], "30113"),
        (&["2080505"], "30108"),
        (&["2080506"], "30109"),
        (&["2101101", "2101102"], "30110"),
        (&["2101103"], "30111"),
    ] {
        let parts = functions(codes);
        let paid = economic(&[class]);
        let ([paid], false) = (paid.as_slice(), parts.is_empty()) else {
            ledger.not_checkable(
                RuleCode::X17,
                BetweenReason::NotBothPrinted {
                    class: class.to_owned(),
                },
            );
            continue;
        };
        let apart = Equation::sum(RuleCode::X17, *paid, parts.clone(), SameItems::Payment);
        let with_subsidy = economic(&["30110", "30111"]);
        let holds_together = class == "30110" && is_one_item && {
            let sum = |terms: &[Term]| terms.iter().map(|term| term.value).sum::<i128>();
            sum(&with_subsidy) == sum(&parts)
        };
        if holds_together {
            ledger.holds(RuleCode::X17);
        } else {
            ledger.equation(apart.explainable());
        }
    }
    housing(subject, ledger, (table, basic));
    retired(subject, ledger, (table, basic));
}

/// X17: the fund for housing that no item of 221 has, so that it stands among the salaries.
fn housing(subject: &Subject, ledger: &mut Ledger, (table, basic): (usize, usize)) {
    let Some(at) = row_of(subject, basic, "30113") else {
        return;
    };
    let has_no_class = !subject
        .leaves_by(table, Measure::TOTAL, 3)
        .contains_key("221")
        && row_of(subject, table, "221").is_none();
    let Some(figure) = at
        .row
        .figures
        .iter()
        .find(|figure| !figure.amount.is_zero())
    else {
        return;
    };
    let has_codes = row_of(subject, table, "208").is_some()
        || subject
            .leaves_by(table, Measure::TOTAL, 3)
            .contains_key("208");
    if has_no_class && has_codes {
        ledger.remark(Remark {
            fault: BetweenFault::HousingElsewhere {
                amount: figure.amount,
            }
            .into(),
            severity: Severity::Note,
            table: Some(at.table),
            row: Some(at.row.ordinal),
            left: (figure.amount.to_string(), figure.place),
            right: None,
        });
    }
}

/// X17: what pensioners cost, by function and by economic class. Only a gap that no other
/// payment of the unit explains is worth a question.
fn retired(subject: &Subject, ledger: &mut Ledger, (table, basic): (usize, usize)) {
    let functions = classes(subject, table, Measure::BASIC, &["2080501", "2080502"]);
    let is_of_pensioners = |at: &RowAt| {
        ["30301", "30302"]
            .iter()
            .any(|code| at.row.code.starts_with(code))
            || at.row.code.starts_with("30299") && at.row.name.contains("退休")
    };
    let is_leaf = |at: &RowAt| subject.is_leaf(at.table, at.index);
    let leaves = || subject.rows(basic).filter(is_leaf);
    let pensions: Vec<Term> = leaves()
        .filter(is_of_pensioners)
        .filter_map(|at| subject.measured(at, Measure::TOTAL))
        .collect();
    let (Some(whole), false) = (functions.first(), pensions.is_empty()) else {
        return;
    };
    let sum = |terms: &[Term]| terms.iter().map(|term| term.value).sum::<i128>();
    let gap = sum(&functions) - sum(&pensions);
    let further: Vec<i128> = leaves()
        .filter(|at| {
            (at.row.code.starts_with("303") || at.row.code.starts_with("30299"))
                && !is_of_pensioners(at)
        })
        .filter_map(|at| subject.measured(at, Measure::TOTAL))
        .map(|term| term.value)
        .collect();
    let explains = |gap: i128| {
        further.contains(&gap)
            || further
                .iter()
                .enumerate()
                .any(|(at, first)| further[at + 1..].iter().any(|second| first + second == gap))
            || further.iter().sum::<i128>() == gap
    };
    let bound: i128 = functions.iter().chain(&pensions).map(|term| term.ulp).sum();
    // What pensioners cost beside their pensions is told apart by few.
    let tells_apart = leaves().any(|at| is_of_pensioners(&at) && at.row.code.starts_with("30299"));
    if gap.abs() * 2 <= bound || explains(gap) || gap > 0 && !tells_apart {
        return ledger.holds(RuleCode::X17);
    }
    let book = subject.book;
    let like_whole = |value: i128| whole.printed_like(book, value);
    let fault = BetweenFault::Pensioners {
        by_function: like_whole(sum(&functions)),
        by_class: like_whole(sum(&pensions)),
        gap: like_whole(gap),
    };
    let words = |value: i128| like_whole(value).to_string();
    ledger.remark(Remark {
        fault: fault.into(),
        severity: Severity::Note,
        table: whole.cell.row().map(|(table, _)| table),
        row: whole.cell.in_table(book).map(|(_, row, _)| row.ordinal),
        left: (words(sum(&functions)), whole.cell.place(book)),
        right: pensions
            .first()
            .map(|term| (words(sum(&pensions)), term.cell.place(book))),
    });
}

/// What adds up to some codes of one length: of each its only printed row, or the leaves
/// below all rows that print it.
fn classes(subject: &Subject, table: usize, measure: Measure, codes: &[&str]) -> Vec<Term> {
    let digits = codes.first().map_or(0, |code| code.len());
    let mut leaves = subject.leaves_by(table, measure, digits);
    codes
        .iter()
        .flat_map(|code| match row_of(subject, table, code) {
            Some(row) => subject.measured(row, measure).into_iter().collect(),
            None => leaves.remove(code).unwrap_or_default(),
        })
        .collect()
}
