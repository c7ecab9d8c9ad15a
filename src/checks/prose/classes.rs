/*!
The classes of functions that prose names: 社会保障和就业（类）支出.

Which money a class is of follows from its section and sentence: the general budget's is not
held against all funds'.
*/

use crate::budget::{
    RowKind, RuleCode, Side,
    TableKind::{
        self, Expenditure, FiscalAppropriation, GeneralBudget, GovernmentFund,
        IncomeAndExpenditure, StateCapital,
    },
    alike,
    columns::may_have,
    plain_name,
};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::pattern::regex;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::claim::{one, quote};
use crate::checks::prose::reading::Mention;
use crate::checks::prose::total::plain_lead;
use crate::checks::wording::Told;
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
    let name = label.replace("（类）", "").replace("(类)", "");
    let says_class = name.contains("支出") || label.contains("（类）");
    let is_named = says_class && name.chars().count() >= 2;
    (is_named && classes.contains(&plain_name(&name))).then_some(name)
}

/// The table and the column of the purse beside the general budget that a section is on.
fn purse(section: &str) -> Option<(TableKind, &'static str)> {
    [
        ("政府性基金", GovernmentFund, "支出/政府性基金"),
        ("国有资本", StateCapital, "支出/国有资本经营预算"),
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
    let under = |word: &str| mention.section.contains(word) || mention.head.contains(word);
    let general = |measure: &str| {
        let (table, _) = subject.only(GeneralBudget)?;
        subject.class_sum(table, name, measure)
    };
    let has_year = subject
        .only(GeneralBudget)
        .is_some_and(|(table, _)| subject.has_column(table, "当年财政拨款"));
    let line = |kind, measures: &[&str]| {
        let at = subject.line(kind, |row| {
            row.side == Side::Expenditure && alike(&row.name, name)
        })?;
        one(measures
            .iter()
            .find_map(|measure| subject.measured(at, measure)))
    };
    let quotes: Vec<Option<Vec<Term>>> = if under("当年") && has_year {
        vec![general("当年财政拨款")]
    } else if mention.section.contains("一般公共预算") || GENERAL_SPENDING.is_match(mention.head)
    {
        vec![
            general("合计"),
            line(FiscalAppropriation, &["支出/一般公共预算"]),
        ]
    } else if let Some((kind, column)) = purse(mention.section) {
        let own = subject
            .only(kind)
            .and_then(|(table, _)| subject.class_sum(table, name, "合计"));
        vec![own, line(FiscalAppropriation, &[column])]
    } else if under("财政拨款") {
        vec![
            line(FiscalAppropriation, &["支出/合计", "支出"]),
            general("合计"),
        ]
    } else {
        let whole = subject
            .only(Expenditure)
            .and_then(|(table, _)| subject.class_sum(table, name, "合计"));
        // A sentence that says nothing of its money may still go on from one that did.
        let sides = line(IncomeAndExpenditure, &["支出/合计", "支出"]);
        vec![sides, whole, general("合计")]
    };
    let told = Told::Class {
        name: name.to_owned(),
    };
    let quotes = quotes.into_iter().flatten().collect();
    quote(ledger, RuleCode::P01, stated, quotes, told, true);
}
