/*!
The printed figures that a total of the prose may quote.
*/

use crate::budget::TableKind::{
    self, Expenditure, FiscalAppropriation, GeneralBudget, GeneralBudgetBasic,
    GeneralBudgetProjects, GovernmentFund, Income, IncomeAndExpenditure, StateCapital,
};
use crate::budget::{Measure, RowKind, Side, TableState};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::prose::claim::{Quotes, single};
use crate::checks::prose::total::{Concept, Scope, Total};

/// The printed figures that a total may quote.
pub fn quotes(subject: &Subject, total: Total) -> Quotes {
    let found = match total.concept {
        Concept::Both => {
            let side = |concept| quotes(subject, Total { concept, ..total });
            let mut both = side(Concept::Expenditure);
            if total.scope == Scope::All || total.scope == Scope::Fiscal {
                both.extend(side(Concept::Income));
            }
            return both;
        }
        Concept::Appropriation => {
            let mut either = expenditure(subject, total);
            either.extend(income(subject, total));
            either
        }
        Concept::Income => income(subject, total),
        Concept::Expenditure => expenditure(subject, total),
        Concept::CarriedOver => carried_over(subject),
        Concept::Basic => part(subject, total.scope, Measure::BASIC),
        Concept::Project => part(subject, total.scope, Measure::PROJECT),
        Concept::Staff => class_of_basic(subject, Measure::STAFF),
        Concept::Running => class_of_basic(subject, Measure::RUNNING),
    };
    found.into_iter().flatten().collect()
}

fn side_total(
    subject: &Subject,
    kind: TableKind,
    side: Side,
    measures: &[Measure],
    of_year: bool,
) -> Option<Term> {
    let (table, _) = subject.only(kind)?;
    let at = subject
        .rows(table)
        .filter(|at| at.row.side == side && at.row.kind == RowKind::Total)
        .filter(|at| at.row.name.starts_with("本年") == of_year)
        .last()
        .or_else(|| {
            subject.rows(table).find(|at| {
                at.row.side == side
                    && at.row.name.ends_with("本年支出")
                    && kind == FiscalAppropriation
                    && side == Side::Expenditure
            })
        })?;
    measures
        .iter()
        .find_map(|measure| subject.measured_of_stage(at, *measure))
}

fn income(subject: &Subject, total: Total) -> Vec<Option<Vec<Term>>> {
    let balance = |of_year| {
        side_total(
            subject,
            IncomeAndExpenditure,
            Side::Income,
            &[Measure::INCOME],
            of_year,
        )
    };
    let source = |measure| single(subject.total(Income, measure));
    match total.scope {
        Scope::All if total.of_year => {
            vec![single(balance(true)), source(Measure::THIS_YEAR_INCOME)]
        }
        Scope::All => vec![
            single(balance(false)),
            source(Measure::TOTAL),
            single(balance(true)),
            source(Measure::THIS_YEAR_INCOME),
        ],
        Scope::Fiscal => vec![
            single(side_total(
                subject,
                FiscalAppropriation,
                Side::Income,
                &[Measure::INCOME],
                false,
            )),
            single(side_total(
                subject,
                FiscalAppropriation,
                Side::Income,
                &[Measure::INCOME],
                true,
            )),
            single(income_line(subject, IncomeAndExpenditure, "财政拨款")),
            source(Measure::FISCAL_INCOME),
            single(income_line(subject, FiscalAppropriation, "一般公共预算")),
        ],
        Scope::General | Scope::GeneralOfYear => vec![
            single(income_line(subject, IncomeAndExpenditure, "一般公共预算")),
            single(income_line(subject, FiscalAppropriation, "一般公共预算")),
            source(Measure::GENERAL),
        ],
    }
}

/// The first line on the income side that names a fund of this year.
fn income_line(subject: &Subject, kind: TableKind, word: &str) -> Option<Term> {
    let (table, _) = subject.only(kind)?;
    let at = subject.rows(table).find(|at| {
        at.row.side == Side::Income
            && at.row.name.contains(word)
            && !at.row.name.contains("结转")
            && !at.row.under.contains("结转")
    })?;
    subject.measured(at, Measure::INCOME)
}

fn expenditure(subject: &Subject, total: Total) -> Vec<Option<Vec<Term>>> {
    let side = |kind, of_year| {
        single(side_total(
            subject,
            kind,
            Side::Expenditure,
            &[Measure::EXPENDITURE_TOTAL, Measure::EXPENDITURE],
            of_year,
        ))
    };
    let general = |measure| single(subject.total(GeneralBudget, measure));
    let has_year = subject
        .only(GeneralBudget)
        .is_some_and(|(table, _)| subject.has_column(table, Measure::CURRENT_APPROPRIATION));
    match total.scope {
        Scope::All => {
            let mut found = vec![
                side(IncomeAndExpenditure, total.of_year),
                single(subject.total(Expenditure, Measure::TOTAL)),
            ];
            found.push(side(IncomeAndExpenditure, !total.of_year));
            found
        }
        Scope::Fiscal => vec![
            side(FiscalAppropriation, false),
            side(FiscalAppropriation, true),
        ],
        Scope::GeneralOfYear if has_year => vec![general(Measure::CURRENT_APPROPRIATION)],
        Scope::GeneralOfYear => vec![general(Measure::TOTAL)],
        Scope::General => vec![
            general(Measure::TOTAL),
            single(side_total(
                subject,
                FiscalAppropriation,
                Side::Expenditure,
                &[Measure::EXPENDITURE_GENERAL],
                false,
            )),
            general(Measure::CURRENT_APPROPRIATION),
        ],
    }
}

fn carried_over(subject: &Subject) -> Vec<Option<Vec<Term>>> {
    let line = |kind| {
        let (table, _) = subject.only(kind)?;
        let at = subject.rows(table).find(|at| {
            at.row.side == Side::Income
                && (at.row.name.contains("结转") || at.row.under.contains("结转"))
        })?;
        single(subject.measured(at, Measure::INCOME))
    };
    vec![
        line(IncomeAndExpenditure),
        single(subject.total(Income, Measure::CARRY_OVER)),
        line(FiscalAppropriation),
    ]
}

fn part(subject: &Subject, scope: Scope, measure: Measure) -> Vec<Option<Vec<Term>>> {
    let general = single(subject.total(GeneralBudget, measure));
    let with_carried = || with_carried(subject, measure);
    let detailed = match measure {
        Measure::BASIC => single(subject.total(GeneralBudgetBasic, Measure::TOTAL)),
        _ => single(subject.total(GeneralBudgetProjects, Measure::TOTAL)),
    };
    match scope {
        Scope::All => vec![single(subject.total(Expenditure, measure))],
        Scope::Fiscal if prints_other_funds(subject) => vec![of_all_funds(subject, measure)],
        Scope::Fiscal | Scope::General | Scope::GeneralOfYear => {
            vec![detailed, general, with_carried()]
        }
    }
}

/// A part of the general budget with the carry-over that its table prints beside the parts.
fn with_carried(subject: &Subject, measure: Measure) -> Option<Vec<Term>> {
    let (table, _) = subject.only(GeneralBudget)?;
    let carried = subject.carried_beside(subject.total_row(table)?)?;
    Some(vec![subject.total(GeneralBudget, measure)?, carried])
}

/// The budgets that 财政拨款 holds beside the general one.
const OTHER_FUNDS: [TableKind; 2] = [GovernmentFund, StateCapital];

/// Whether another fund than the general budget has money: then that one's part is not all of 财政拨款.
fn prints_other_funds(subject: &Subject) -> bool {
    OTHER_FUNDS.into_iter().any(|kind| {
        let mut tables = subject.tables_of(kind);
        tables.any(|(_, table)| table.state != TableState::Empty)
    })
}

/// A part of 财政拨款: the sum over the tables of its funds. None where one of them says it in another way.
fn of_all_funds(subject: &Subject, measure: Measure) -> Option<Vec<Term>> {
    let mut terms = vec![subject.total(GeneralBudget, measure)?];
    for kind in OTHER_FUNDS {
        for (index, table) in subject.tables_of(kind) {
            if table.state == TableState::Empty {
                continue;
            }
            // A fund whose table divides nothing may be of either part.
            if !subject.has_column(index, Measure::BASIC)
                && !subject.has_column(index, Measure::PROJECT)
            {
                return None;
            }
            terms.extend(subject.total(kind, measure));
        }
    }
    Some(terms)
}

/// 人员经费 or 公用经费: a column of the basic table, or its total of that name.
fn class_of_basic(subject: &Subject, measure: Measure) -> Vec<Option<Vec<Term>>> {
    let by_row = subject.only(GeneralBudgetBasic).and_then(|(table, _)| {
        let named =
            |at: &RowAt| at.row.kind == RowKind::Total && at.row.name.contains(measure.path());
        let at = subject.rows(table).find(named)?;
        subject.measured(at, Measure::TOTAL)
    });
    let by_balance = side_total(
        subject,
        IncomeAndExpenditure,
        Side::Expenditure,
        &[measure.under(Measure::EXPENDITURE_BASIC)],
        false,
    );
    vec![
        single(subject.total(GeneralBudgetBasic, measure)),
        single(by_row),
        single(by_balance),
        single(subject.total(Expenditure, measure.under(Measure::BASIC))),
    ]
}

/// What the tables print of 人员经费 and 公用经费 is of: 基本支出 of general money, where it has a table.
pub fn whole_of_classes(subject: &Subject) -> Option<Term> {
    subject.total(GeneralBudgetBasic, Measure::TOTAL)
}
