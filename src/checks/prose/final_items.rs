/*!
The 项 that the prose of a final account lists: the item in one sentence, and in the next
「年初预算为54.53万元，支出决算为53.11万元，完成年初预算的97.40%」.

What was spent is held against the item's row (P03), and the rate against both figures (P02).
*/

use crate::budget::TableKind::GeneralBudget;
use crate::budget::{Measure, Place, RuleCode, Stage};
use crate::checks::kernel::equation::{Equation, Relation};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::items::{Item, item_of, names, of_item, row_of};
use crate::checks::prose::reading::{Mention, MentionKind};
use crate::checks::prose::sentences::Sentence;
use crate::checks::wording::Sentences;
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

static PLANNED: LazyLock<Regex> = LazyLock::new(|| regex("年初预算数?(?:为|是)?$"));
static SPENT: LazyLock<Regex> = LazyLock::new(|| regex("^(?:支出)?决算数?(?:为|是)?$"));
static RATE: LazyLock<Regex> = LazyLock::new(|| regex("完成(?:全年|年初)?预算数?的?$"));

pub fn check(subject: &Subject, mentions: &[Mention], sentences: &[Sentence], ledger: &mut Ledger) {
    if subject.book.identity.stage != Stage::Final {
        return;
    }
    let named: Vec<(Place, Item)> = sentences
        .iter()
        .filter_map(|sentence| Some((sentence.place(0..1), item_of(sentence.text())?)))
        .collect();
    let mut before = Place::default();
    let (mut unknown, mut found) = (Vec::new(), 0);
    for (at, pair) in mentions.windows(2).enumerate() {
        let [planned, spent] = pair else { continue };
        let (Some(plan), Some(outcome)) = (planned.money(), spent.money()) else {
            continue;
        };
        let is_pair = planned.statement == spent.statement
            && PLANNED.is_match(planned.label)
            && SPENT.is_match(spent.label);
        if !is_pair {
            continue;
        }
        let next = mentions.get(at + 2);
        let is_rate =
            |next: &&Mention| next.statement == spent.statement && RATE.is_match(next.label);
        if let Some(next) = next.filter(is_rate) {
            rate(next, [outcome, plan], ledger);
        }
        // The item is the last one named since the pair before.
        let place = planned.place();
        let item = named
            .iter()
            .rfind(|(named, _)| *named > before && *named <= place)
            .filter(|_| {
                !["基金", "国有资本"]
                    .iter()
                    .any(|fund| spent.section.contains(fund))
            });
        before = place;
        let Some((_, item)) = item else { continue };
        let known = subject
            .only(GeneralBudget)
            .and_then(|(table, _)| row_of(subject, table, item));
        match known {
            Some(row) => {
                found += 1;
                of_item(
                    ledger,
                    outcome,
                    subject.measured(row, Measure::TOTAL),
                    row.row,
                );
            }
            None => unknown.push((item.name, spent)),
        }
    }
    names(subject, &unknown, found, ledger);
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
