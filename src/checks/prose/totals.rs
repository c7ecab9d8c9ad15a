/*!
The totals that prose names, and the classes of functions, held against the tables (P01), and one total
against itself in other sentences (P11).
*/

use crate::budget::RuleCode;
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::claim::{Claim, Quotes};
use crate::checks::prose::classes::{class_claim, class_names, class_of};
use crate::checks::prose::printed_totals::{quotes, whole_of_classes};
use crate::checks::prose::reading::Mention;
use crate::checks::prose::total::{Concept, Scope, Total, named_scope, total_of};
use crate::checks::wording::{ProseReason, Sentences, Told};
use std::collections::HashMap;

/// What the same total of other money would quote.
fn quotes_of_other_scope(subject: &Subject, total: Total) -> Quotes {
    Scope::EVERY
        .into_iter()
        .filter(|scope| *scope != total.scope)
        .flat_map(|scope| quotes(subject, Total { scope, ..total }))
        .collect()
}

/// Holds the totals against the tables, and one total against itself in other sentences.
pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let classes = class_names(subject);
    // The last 基本支出 and its sentence.
    let mut basic: Option<(usize, Term)> = None;
    for mention in mentions {
        let Some(stated) = mention.money() else {
            continue;
        };
        if mention.is_of_another_year(subject.year()) || mention.is_of_another_stage(subject) {
            continue;
        }
        if let Some(total) = total_of(mention) {
            if total.concept == Concept::Basic {
                basic = Some((mention.statement, stated));
            }
            let whole = basic.filter(|(statement, _)| *statement == mention.statement);
            let mut quotes = quotes(subject, total);
            if is_class_of_basic(total)
                && whole.is_some_and(|(_, whole)| is_of_other_money(subject, whole))
            {
                let sum = |quote: &Vec<Term>| quote.iter().map(|term| term.value).sum::<i128>();
                quotes.retain(|quote| sum(quote) == stated.value);
            }
            let claim = Claim {
                rule: RuleCode::P01,
                stated,
                quotes,
                of_other_scope: &|| quotes_of_other_scope(subject, total),
                names_its_scope: named_scope(mention.label).is_some(),
                requirement: Told::Total {
                    name: name_of(total),
                }
                .into(),
                explainable: total.scope != Scope::All,
            };
            let found = claim.hold(ledger);
            if !found && stated.value != 0 {
                ledger.not_checkable(
                    RuleCode::P01,
                    ProseReason::NoTableFor {
                        label: mention.label.to_owned(),
                    },
                );
            }
        } else if let Some(class) = class_of(&classes, mention) {
            class_claim(subject, mention, stated, &class, ledger);
        }
    }
    same_total_twice(subject, mentions, ledger);
}

fn is_class_of_basic(total: Total) -> bool {
    matches!(total.concept, Concept::Staff | Concept::Running)
}

/// Whether the 基本支出 that a sentence divides is not that of the table of 人员经费 and 公用经费: 基本支出 of all money.
fn is_of_other_money(subject: &Subject, basic: Term) -> bool {
    whole_of_classes(subject).is_some_and(|printed| (printed.value - basic.value).abs() > basic.ulp)
}

fn name_of(total: Total) -> String {
    let scope = match total.scope {
        Scope::All => "",
        Scope::Fiscal => "财政拨款",
        Scope::General => "一般公共预算",
        Scope::GeneralOfYear => "一般公共预算当年",
    };
    let concept = match total.concept {
        Concept::Both => "收支总额",
        Concept::Income => "收入",
        Concept::Expenditure => "支出",
        Concept::Appropriation => "拨款",
        Concept::CarriedOver => "上年结转",
        Concept::Basic => "基本支出",
        Concept::Project => "项目支出",
        Concept::Staff => "人员经费",
        Concept::Running => "公用经费",
    };
    format!("{scope}{concept}")
}

/// P11: one total in several sentences.
fn same_total_twice(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let mut first: HashMap<(Total, bool), Term> = HashMap::new();
    for mention in mentions {
        let (Some(stated), Some(mut total)) = (mention.money(), total_of(mention)) else {
            continue;
        };
        let is_all = total.scope == Scope::All;
        if is_all && subject.is_all_general() {
            total.scope = Scope::General;
        }
        // 上年结转 is in all income, and need not be in that of general money.
        let is_income = matches!(total.concept, Concept::Income | Concept::Appropriation);
        let key = (total, is_income && is_all);
        let is_sure = matches!(total.scope, Scope::General | Scope::GeneralOfYear)
            && total.concept != Concept::CarriedOver;
        // The budget and what came of it are two totals: 年初预算为…，支出决算为….
        let is_of_another =
            mention.is_of_another_year(subject.year()) || mention.is_of_another_stage(subject);
        if !is_sure || is_of_another {
            continue;
        }
        // What a table prints is P01's; two sentences that quote two tables of one total, each
        // rightly, may still differ by what rounding took from them.
        let is_printed = !quotes(subject, total).iter().all(Vec::is_empty);
        let is_near = |other: &Term| (stated.value - other.value).abs() <= stated.ulp;
        match first.get(&key) {
            Some(other) if is_printed && !is_near(other) => {}
            Some(other) => {
                let name = name_of(total);
                let same = Sentences::SameTotal { name };
                ledger.equation(Equation::same(RuleCode::P11, stated, *other, same));
            }
            None => {
                first.insert(key, stated);
            }
        }
    }
}
