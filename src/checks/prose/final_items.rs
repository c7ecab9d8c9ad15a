/*!
The 项 that the prose of a final account lists: the item in one sentence, and in the next
「年初预算为54.53万元，支出决算为53.11万元，完成年初预算的97.40%」.

What was spent is held against the item's row (P03), and the rate against both figures (P02).
*/

use crate::budget::TableKind::GeneralBudget;
use crate::budget::{Measure, Place, RuleCode, Stage};
use crate::checks::kernel::equation::{Equation, Relation, SignedTerm};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::items::{Item, item_under, names, of_item, quotes_of, rows_of};
use crate::checks::prose::reading::{Mention, MentionKind};
use crate::checks::prose::sentences::Sentence;
use crate::checks::prose::three_public::{of_final, planned_in_table};
use crate::checks::wording::Sentences;
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

static PLANNED: LazyLock<Regex> =
    LazyLock::new(|| regex("(?:年初|财政拨款|支出)预算数?(?:为|是)?$"));
static SPENT: LazyLock<Regex> = LazyLock::new(|| regex("^(?:支出)?决算数?(?:为|是)?$"));
static RATE: LazyLock<Regex> = LazyLock::new(|| regex("完成(?:全年|年初)?预算数?的?$"));

static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    regex("^(?:支出)?决算数?(?:比|较)(?:年初)?预算数?(?:(增加|增长)|减少|下降)(?:了)?$")
});

pub fn check(subject: &Subject, mentions: &[Mention], sentences: &[Sentence], ledger: &mut Ledger) {
    if subject.book.identity.stage != Stage::Final {
        return;
    }
    let named: Vec<(Place, Item)> = sentences
        .iter()
        .filter_map(|sentence| {
            Some((
                sentence.place(0..1),
                item_under(sentence.text(), &sentence.section)?,
            ))
        })
        .collect();
    let mut before = Place::default();
    let (mut unknown, mut found) = (Vec::new(), 0);
    for (at, pair) in mentions.windows(2).enumerate() {
        let [planned, spent] = pair else { continue };
        rate_of_table(subject, planned, spent, ledger);
        let (Some(plan), Some(outcome)) = (planned.money(), spent.money()) else {
            continue;
        };
        if !are_planned_and_spent(planned, spent) {
            continue;
        }
        let next = mentions.get(at + 2);
        let is_rate =
            |next: &&Mention| next.statement == spent.statement && RATE.is_match(next.label);
        if let Some(next) = next.filter(is_rate) {
            rate(next, [outcome, plan], ledger);
        }
        difference(&mentions[at + 2..], spent, [outcome, plan], ledger);
        if planned.is_of_three_public() {
            of_final(subject, planned.label, [plan, outcome], ledger);
            continue;
        }
        // The item is the last one named since the pair before.
        let place = planned.place();
        let item = named
            .iter()
            .rfind(|(named, _)| *named > before && *named <= place)
            .filter(|_| !is_of_another_fund(spent));
        before = place;
        let Some((_, item)) = item else { continue };
        let known = subject
            .only(GeneralBudget)
            .map_or_else(Vec::new, |(table, _)| rows_of(subject, table, item));
        match known.first() {
            Some(row) => {
                found += 1;
                let quotes = quotes_of(subject, &known, Measure::TOTAL);
                of_item(ledger, outcome, quotes, row.row);
            }
            None => unknown.push((item.name, spent)),
        }
    }
    names(subject, &unknown, found, ledger);
}

/// Whether two amounts of a sentence are what was planned and what was spent.
fn are_planned_and_spent(planned: &Mention, spent: &Mention) -> bool {
    planned.statement == spent.statement
        && PLANNED.is_match(planned.label)
        && SPENT.is_match(spent.label)
}

/// Whether an amount stands under a heading of another fund than the general budget.
fn is_of_another_fund(spent: &Mention) -> bool {
    let mut funds = ["基金", "国有资本"].iter();
    funds.any(|fund| spent.section.contains(fund))
}

/// Y01: the difference that a sentence gives behind both figures.
fn difference(rest: &[Mention], spent: &Mention, [outcome, plan]: [Term; 2], ledger: &mut Ledger) {
    let sentence = rest
        .iter()
        .take_while(|mention| mention.statement == spent.statement);
    let found = sentence
        .filter(|mention| mention.money().is_some())
        .find_map(|mention| Some((mention.money()?, DIFFERENCE.captures(mention.label)?)));
    let Some((stated, words)) = found else { return };
    let rises = words.get(1).is_some();
    let requirement = Sentences::ChangeFromPlan;
    let mut equation = Equation::sum(RuleCode::Y01, stated, Vec::new(), requirement);
    equation.parts = [(outcome, !rises), (plan, rises)]
        .map(|(term, minus)| SignedTerm { minus, term })
        .to_vec();
    ledger.equation(equation);
}

/// P02: 三公 whose sentence says what was spent and the rate, and leaves what was planned to the table.
fn rate_of_table(subject: &Subject, spent: &Mention, next: &Mention, ledger: &mut Ledger) {
    let is_pair = spent.statement == next.statement
        && spent.is_of_three_public()
        && spent.label.contains("决算")
        && RATE.is_match(next.label);
    let plan = || planned_in_table(subject, spent.label);
    if let (true, Some(outcome)) = (is_pair, spent.money())
        && let Some(plan) = plan()
    {
        rate(next, [outcome, plan], ledger);
    }
}

/// P02: the rate that a sentence gives right behind both figures, what was spent and planned.
fn rate(next: &Mention, parts: [Term; 2], ledger: &mut Ledger) {
    let MentionKind::Percent { printed, decimals } = next.kind else {
        return;
    };
    let relation = Relation::Percent { printed, decimals };
    let execution = Sentences::Execution;
    let equation = Equation::stated_ratio(RuleCode::P02, next.cell(), parts, relation, execution);
    if !equation.has_no_base() {
        ledger.equation(equation);
    }
}
