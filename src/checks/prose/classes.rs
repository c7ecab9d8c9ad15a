/*!
The classes of functions that prose names: 社会保障和就业（类）支出.

Which money a class is of follows from its section and sentence: the general budget's is not
held against all funds'.
*/

use crate::budget::TableKind::{
    self, Expenditure, FiscalAppropriation, GeneralBudget, GovernmentFund, IncomeAndExpenditure,
    StateCapital,
};
use crate::budget::columns::may_have;
use crate::budget::{Measure, RowKind, RuleCode, Side, alike, plain_name};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::claim::{Quotes, quote, single};
use crate::checks::prose::reading::Mention;
use crate::checks::prose::total::plain_lead;
use crate::checks::wording::{ItemReason, ProseReason, Told};
use crate::pattern::regex;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The plain names of the classes of functions that the tables print.
pub fn class_names(subject: &Subject) -> HashSet<String> {
    subject
        .tables()
        .filter(|(_, table)| {
            table
                .kind
                .is_some_and(|kind| kind.is_two_sided() || kind.is_by_function())
        })
        .flat_map(|(_, table)| &table.rows)
        .filter(|row| {
            // A block by purpose prints as lines what 支出总表 has as columns: 基本支出.
            let is_line = row.kind == RowKind::IncomeOrExpenditure
                && row.side == Side::Expenditure
                && !may_have(Expenditure, &row.name);
            is_line || row.kind == RowKind::Function && row.code.len() == 3
        })
        .map(|row| plain_name(&row.name))
        .collect()
}

/// A sentence that breaks down what the general budget spends.
static GENERAL_SPENDING: LazyLock<Regex> =
    LazyLock::new(|| regex("一般公共预算[^，。；：]{0,12}支出[^。；]*(?:以下|包括|其中|按)"));

/// The class of functions that a label names: 社会保障和就业（类）支出.
pub fn class_of(classes: &HashSet<String>, mention: &Mention) -> Option<String> {
    let label = plain_lead(mention.label);
    if mention.is_change() || mention.is_in_reason() || label.contains("项）") {
        return None;
    }
    // “社会保障和就业支出”科目
    let label = label.strip_suffix("科目").unwrap_or(label);
    let name = label.trim_matches(['“', '”', '"']);
    let name = name.replace("（类）", "").replace("(类)", "");
    let says_class = name.contains("支出") || label.contains("（类）");
    let is_named = says_class && name.chars().count() >= 2;
    (is_named && classes.contains(&plain_name(&name))).then_some(name)
}

/// The table and the column of the purse beside the general budget that a section is on.
fn purse(section: &str) -> Option<(TableKind, Measure)> {
    [
        ("政府性基金", GovernmentFund, Measure::EXPENDITURE_FUND),
        ("国有资本", StateCapital, Measure::EXPENDITURE_STATE_CAPITAL),
    ]
    .into_iter()
    .find(|(word, ..)| section.contains(word))
    .map(|(_, kind, column)| (kind, column))
}

/// Holds a class's amount against the tables of its money.
pub fn class_claim(
    subject: &Subject,
    mention: &Mention,
    stated: Term,
    name: &str,
    ledger: &mut Ledger,
) {
    let has_year = subject
        .only(GeneralBudget)
        .is_some_and(|(table, _)| subject.has_column(table, Measure::CURRENT_APPROPRIATION));
    let quotes = quotes_of_class(subject, mention, name, has_year);
    if quotes.is_empty() {
        let label = mention.label.to_owned();
        return ledger.not_checkable(RuleCode::P01, ProseReason::NoTableFor { label });
    }
    let is_less = |terms: &Vec<Term>| {
        let (sum, ulp) = terms.iter().fold((0, 0), |(sum, ulp), term| {
            (sum + term.value, ulp + term.ulp)
        });
        stated.value < sum - ulp
    };
    let is_less = quotes.iter().all(is_less);
    if !has_year && is_less && mention.is_of_this_year_alone(subject) {
        return ledger.not_checkable(RuleCode::P01, ItemReason::WithoutCarryOver);
    }
    let told = Told::Class {
        name: name.to_owned(),
    };
    quote(ledger, RuleCode::P01, stated, quotes, told, true);
}

/// The printed figures that an amount of a class may quote, by the money that its sentence speaks of.
fn quotes_of_class(subject: &Subject, mention: &Mention, name: &str, has_year: bool) -> Quotes {
    let under = |word: &str| mention.section.contains(word) || mention.head.contains(word);
    let general = |measure: Measure| {
        let (table, _) = subject.only(GeneralBudget)?;
        subject.class_sum(table, name, measure)
    };
    let line = |kind, measures: &[Measure]| {
        let at = subject.line(kind, |row| {
            row.side == Side::Expenditure && alike(&row.name, name)
        })?;
        single(
            measures
                .iter()
                .find_map(|measure| subject.measured(at, *measure)),
        )
    };
    // A table of the general budget is no witness of more money, where the table that prints it was not read so far.
    let of_more = |kinds: &[TableKind], found: [Option<Vec<Term>>; 2]| {
        let is_there = |kind: &TableKind| subject.tables_of(*kind).next().is_some();
        let is_unread = found.iter().all(Option::is_none) && kinds.iter().any(is_there);
        let general = general(Measure::TOTAL).filter(|_| !is_unread);
        found.into_iter().chain([general]).collect()
    };
    let quotes: Vec<Option<Vec<Term>>> = if under("当年") && has_year {
        vec![general(Measure::CURRENT_APPROPRIATION)]
    } else if mention.section.contains("一般公共预算") || GENERAL_SPENDING.is_match(mention.head)
    {
        vec![
            general(Measure::TOTAL),
            line(FiscalAppropriation, &[Measure::EXPENDITURE_GENERAL]),
        ]
    } else if let Some((kind, column)) = purse(mention.section) {
        let by_class = subject
            .only(kind)
            .and_then(|(table, _)| subject.class_sum(table, name, Measure::TOTAL));
        vec![by_class, line(FiscalAppropriation, &[column])]
    } else if under("财政拨款") {
        let fiscal = line(
            FiscalAppropriation,
            &[Measure::EXPENDITURE_TOTAL, Measure::EXPENDITURE],
        );
        of_more(&[FiscalAppropriation], [fiscal, None])
    } else {
        let whole = subject
            .only(Expenditure)
            .and_then(|(table, _)| subject.class_sum(table, name, Measure::TOTAL));
        // A sentence that says nothing of its money may still go on from one that did.
        let sides = line(
            IncomeAndExpenditure,
            &[Measure::EXPENDITURE_TOTAL, Measure::EXPENDITURE],
        );
        of_more(&[IncomeAndExpenditure, Expenditure], [sides, whole])
    };
    quotes.into_iter().flatten().collect()
}
