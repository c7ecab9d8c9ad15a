/*!
The printed figures that a total of the prose may quote.
*/

use crate::budget::{
    RowKind, Side,
    TableKind::{
        self, Expenditure, FiscalAppropriation, GeneralBudget, GeneralBudgetBasic,
        GeneralBudgetProjects, GovernmentFund, Income, IncomeAndExpenditure, StateCapital,
    },
    TableState,
};
use crate::checks::kernel::subject::{RowAt, Subject};
use crate::checks::kernel::term::Term;
use crate::checks::prose::claim::{Quotes, one};
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
        Concept::Basic => part(subject, total.scope, "基本支出"),
        Concept::Project => part(subject, total.scope, "项目支出"),
        Concept::Staff => class_of_basic(subject, "人员经费"),
        Concept::Running => class_of_basic(subject, "公用经费"),
    };
    found.into_iter().flatten().collect()
}

fn side_total(
    subject: &Subject,
    kind: TableKind,
    side: Side,
    measures: &[&str],
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
        .find_map(|measure| subject.measured(at, measure))
}

fn income(subject: &Subject, total: Total) -> Vec<Option<Vec<Term>>> {
    let balance = |of_year| {
        side_total(
            subject,
            IncomeAndExpenditure,
            Side::Income,
            &["收入"],
            of_year,
        )
    };
    let source = |measure| one(subject.total(Income, measure));
    match total.scope {
        Scope::All if total.of_year => vec![one(balance(true)), source("本年收入")],
        Scope::All => vec![
            one(balance(false)),
            source("合计"),
            one(balance(true)),
            source("本年收入"),
        ],
        Scope::Fiscal => vec![
            one(side_total(
                subject,
                FiscalAppropriation,
                Side::Income,
                &["收入"],
                false,
            )),
            one(side_total(
                subject,
                FiscalAppropriation,
                Side::Income,
                &["收入"],
                true,
            )),
            one(income_line(subject, IncomeAndExpenditure, "财政拨款")),
            source("财政拨款收入"),
            one(income_line(subject, FiscalAppropriation, "一般公共预算")),
        ],
        Scope::General | Scope::GeneralOfYear => vec![
            one(income_line(subject, IncomeAndExpenditure, "一般公共预算")),
            one(income_line(subject, FiscalAppropriation, "一般公共预算")),
            source("一般公共预算"),
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
    subject.measured(at, "收入")
}

fn expenditure(subject: &Subject, total: Total) -> Vec<Option<Vec<Term>>> {
    let side = |kind, of_year| {
        one(side_total(
            subject,
            kind,
            Side::Expenditure,
            &["支出/合计", "支出"],
            of_year,
        ))
    };
    let general = |measure| one(subject.total(GeneralBudget, measure));
    let has_year = subject
        .only(GeneralBudget)
        .is_some_and(|(table, _)| subject.has_column(table, "当年财政拨款"));
    match total.scope {
        Scope::All => {
            let mut found = vec![
                side(IncomeAndExpenditure, total.of_year),
                one(subject.total(Expenditure, "合计")),
            ];
            found.push(side(IncomeAndExpenditure, !total.of_year));
            found
        }
        Scope::Fiscal => vec![
            side(FiscalAppropriation, false),
            side(FiscalAppropriation, true),
        ],
        Scope::GeneralOfYear if has_year => vec![general("当年财政拨款")],
        Scope::GeneralOfYear => vec![general("合计")],
        Scope::General => vec![
            general("合计"),
            one(side_total(
                subject,
                FiscalAppropriation,
                Side::Expenditure,
                &["支出/一般公共预算"],
                false,
            )),
            general("当年财政拨款"),
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
        one(subject.measured(at, "收入"))
    };
    vec![
        line(IncomeAndExpenditure),
        one(subject.total(Income, "上年结转")),
        line(FiscalAppropriation),
    ]
}

fn part(subject: &Subject, scope: Scope, measure: &str) -> Vec<Option<Vec<Term>>> {
    let general = one(subject.total(GeneralBudget, measure));
    let own = match measure {
        "基本支出" => one(subject.total(GeneralBudgetBasic, "合计")),
        _ => one(subject.total(GeneralBudgetProjects, "合计")),
    };
    match scope {
        Scope::All => vec![one(subject.total(Expenditure, measure))],
        Scope::Fiscal if prints_other_funds(subject) => vec![of_all_funds(subject, measure)],
        Scope::Fiscal | Scope::General | Scope::GeneralOfYear => vec![own, general],
    }
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
fn of_all_funds(subject: &Subject, measure: &str) -> Option<Vec<Term>> {
    let mut terms = vec![subject.total(GeneralBudget, measure)?];
    for kind in OTHER_FUNDS {
        for (index, table) in subject.tables_of(kind) {
            if table.state == TableState::Empty {
                continue;
            }
            // A fund whose table divides nothing may be of either part.
            if !subject.has_column(index, "基本支出") && !subject.has_column(index, "项目支出")
            {
                return None;
            }
            terms.extend(subject.total(kind, measure));
        }
    }
    Some(terms)
}

/// 人员经费 or 公用经费: a column of the basic table, or its total of that name.
fn class_of_basic(subject: &Subject, measure: &str) -> Vec<Option<Vec<Term>>> {
    let by_row = subject.only(GeneralBudgetBasic).and_then(|(table, _)| {
        let named = |at: &RowAt| at.row.kind == RowKind::Total && at.row.name.contains(measure);
        let at = subject.rows(table).find(named)?;
        subject.measured(at, "合计")
    });
    let by_balance = side_total(
        subject,
        IncomeAndExpenditure,
        Side::Expenditure,
        &[&format!("支出/基本支出/{measure}")],
        false,
    );
    vec![
        one(subject.total(GeneralBudgetBasic, measure)),
        one(by_row),
        one(by_balance),
    ]
}
