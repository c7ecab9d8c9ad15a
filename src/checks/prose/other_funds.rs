/*!
Amounts of 政府性基金 and 国有资本经营预算 that the prose names: what the tables print of
that fund (P01), and nothing where its table is empty (P10).
*/

use crate::budget::TableKind::{
    self, FiscalAppropriation, GovernmentFund, Income, IncomeAndExpenditure, StateCapital,
};
use crate::budget::{Measure, RowKind, RuleCode, Side, TableState, plain_name};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::claim::{Quotes, quote};
use crate::checks::prose::reading::Mention;
use crate::checks::prose::remark;
use crate::checks::prose::total::{Concept, Scope, is_of_some_units, total_of};
use crate::checks::wording::{NamedFault, ProseReason, Told};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

static FUND: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        "(政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:当年)?(?:拨款)?(?:安排)?的?",
        "(?:收支|收入|支出)?(?:年初)?(?:预算|拨款)?(?:总额|数|合计)?(?:为|共|是)?$",
    ))
});
static INITIAL: LazyLock<Regex> = LazyLock::new(|| regex("^年初预算数?为?$"));

/// A fund with the words and the measures that name it.
struct Fund {
    kind: TableKind,
    word: &'static str,
    measure: Measure,
}

const FUNDS: [Fund; 2] = [
    Fund {
        kind: GovernmentFund,
        word: "政府性基金",
        measure: Measure::PROJECT_FUND,
    },
    Fund {
        kind: StateCapital,
        word: "国有资本经营",
        measure: Measure::STATE_CAPITAL,
    },
];

pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    lines_of_income(subject, mentions, ledger);
    for mention in mentions {
        let (Some(stated), Some(fund)) = (mention.money(), fund_of(mention)) else {
            continue;
        };
        let is_of_some_units = |label: &&str| is_of_some_units(label);
        let wholes = || mention.wholes.iter().flatten();
        let speaks_of_another = mention.is_change()
            || wholes().any(is_of_some_units)
            || mention.is_in_reason()
            || mention.is_of_another_year(subject.year())
            || mention.is_of_another_stage(subject)
            || ["结转", "三公", "采购"]
                .iter()
                .any(|word| mention.label.contains(word));
        if speaks_of_another || stated.value == 0 {
            continue;
        }
        let [income, expenditure] = printed(subject, fund);
        // What is received and what is spent differ by what is carried over.
        let printed = match (
            mention.label.contains("收入"),
            mention.label.contains("支出"),
        ) {
            (true, false) => income.clone(),
            (false, true) => expenditure.clone(),
            _ => [expenditure.clone(), income.clone()].concat(),
        };
        if !printed.is_empty() {
            let told = Told::Fund {
                fund: fund.word.to_owned(),
            };
            quote(ledger, RuleCode::P01, stated, printed, told, true);
        } else if !income.is_empty() || !expenditure.is_empty() {
            let label = mention.label.to_owned();
            ledger.not_checkable(RuleCode::P01, ProseReason::NoTableFor { label });
        } else if let Some((_, table)) = subject.tables_of(fund.kind).next() {
            // Figures that the reading left out make no empty table.
            if table.state != TableState::Empty || subject.may_hide_figures(table) {
                let why = ProseReason::UnreadTable {
                    table: table.title.clone(),
                };
                ledger.not_checkable(RuleCode::P10, why);
                continue;
            }
            let fault = NamedFault::FundWithoutTable {
                fund: fund.word.to_owned(),
                stated: mention.printed(subject),
            };
            let sides = (mention.printed(subject), table.title.clone());
            let mut found = remark(fault, mention, sides);
            found.right = Some((table.title.clone(), table.place));
            ledger.remark(found);
        }
    }
}

/// P01: a part of all income that bears the name of a line of 收支总表: 纳入财政专户管理的非税收入29.10万元.
fn lines_of_income(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let Some((balance, _)) = subject.only(IncomeAndExpenditure) else {
        return;
    };
    // The sentence that all income was named in.
    let mut sentence = usize::MAX;
    for mention in mentions {
        let label = mention.label;
        let is_all_income = total_of(mention)
            .is_some_and(|total| total.concept == Concept::Income && total.scope == Scope::All);
        if is_all_income {
            sentence = mention.statement;
        }
        // Of purses the rest of this file knows more than their names.
        let is_left =
            !FUND.is_match(label) && !label.contains("财政拨款") && label.contains("收入");
        let is_of_income = mention.statement == sentence && mention.wholes[0].is_some();
        let speaks_of_another = mention.is_change()
            || mention.is_in_reason()
            || mention.is_of_another_year(subject.year())
            || mention.is_of_another_stage(subject);
        let (Some(stated), false) = (mention.money(), speaks_of_another) else {
            continue;
        };
        if !is_left || !is_of_income {
            continue;
        }
        let mut named = subject.rows(balance).filter(|at| {
            let is_line = at.row.side == Side::Income && at.row.kind != RowKind::Total;
            is_line && plain_name(&at.row.name) == plain_name(label)
        });
        let (Some(line), None) = (named.next(), named.next()) else {
            continue;
        };
        if let Some(printed) = subject.measured_of_stage(line, Measure::INCOME) {
            let told = Told::Total {
                name: line.row.name.clone(),
            };
            quote(
                ledger,
                RuleCode::P01,
                stated,
                vec![vec![printed]],
                told,
                true,
            );
        }
    }
}

/// The fund that an amount is of, by its label or by the heading above 年初预算.
fn fund_of(mention: &Mention) -> Option<&'static Fund> {
    let named = FUND.captures(mention.label);
    let text = match &named {
        Some(found) => found.get(1)?.as_str(),
        None if INITIAL.is_match(mention.label) => mention.section,
        None => return None,
    };
    FUNDS.iter().find(|fund| text.contains(fund.word))
}

/// The figures of a fund that the tables print: what is received, and what is spent.
fn printed(subject: &Subject, fund: &Fund) -> [Quotes; 2] {
    // A carry-over of the fund may stand in a line of the same name.
    let lines = |kind| {
        let table = subject.only(kind).map(|(table, _)| table);
        let rows = table.into_iter().flat_map(|table| subject.rows(table));
        let named = rows.filter(|at| {
            at.row.side == Side::Income
                && at.row.name.contains(fund.word)
                && !at.row.name.contains("结转")
                && !at.row.under.contains("结转")
        });
        named
            .filter_map(|at| subject.measured_of_stage(at, Measure::INCOME))
            .collect::<Vec<Term>>()
    };
    let column = fund.measure.under(Measure::EXPENDITURE);
    let mut income = lines(FiscalAppropriation);
    income.extend(subject.total(Income, fund.measure));
    // Where the fund's table has the carry-over in it, what is received this year stands here alone.
    income.extend(subject.total(Income, fund.measure.under(Measure::THIS_YEAR_INCOME)));
    income.extend(lines(IncomeAndExpenditure));
    let expenditure = [
        subject.total(fund.kind, Measure::TOTAL),
        subject.total(FiscalAppropriation, column),
    ];
    let single = |term: Term| vec![term];
    [
        income.into_iter().map(single).collect(),
        expenditure.into_iter().flatten().map(single).collect(),
    ]
}
