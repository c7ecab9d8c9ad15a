/*!
Vehicles: their kinds add up (P09), and where there are none nothing runs, where none is
bought nothing is paid for one (X20).
*/

use crate::budget::{Measure, RuleCode};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Term;
use crate::checks::prose::reading::{Mention, MentionKind};
use crate::checks::prose::remark;
use crate::checks::wording::{BetweenReason, CountFault};
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

pub fn check(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    kinds(mentions, ledger);
    costs(subject, mentions, ledger);
}

/// P09: 「共有车辆4辆，其中：一般公务用车4辆、…」.
fn kinds(mentions: &[Mention], ledger: &mut Ledger) {
    let mut at = 0;
    while let Some(whole) = mentions.get(at) {
        at += 1;
        let MentionKind::Count(count) = whole.kind else {
            continue;
        };
        let is_whole = ["车辆", "公务用车", "购置车辆"]
            .iter()
            .any(|word| whole.label.ends_with(word));
        let is_cars = |mention: &&Mention| {
            mention.statement == whole.statement
                && matches!(mention.kind, MentionKind::Count(_))
                && (mention.label.ends_with('车') || mention.label.ends_with("其他车辆"))
        };
        let parts: Vec<i128> = mentions[at..]
            .iter()
            .take_while(is_cars)
            .filter_map(|mention| match mention.kind {
                MentionKind::Count(count) => Some(count),
                _ => None,
            })
            .collect();
        let is_listed = mentions
            .get(at)
            .is_some_and(|mention| mention.lead.contains("其中"));
        if !is_whole || !is_listed || parts.is_empty() {
            continue;
        }
        at += parts.len();
        let sum: i128 = parts.iter().sum();
        if sum == count {
            ledger.holds(RuleCode::P09);
        } else {
            ledger.remark(remark(
                CountFault::Vehicles { stated: count, sum },
                whole,
                (format!("{count}辆"), format!("{sum}辆")),
            ));
        }
    }
}

static BOUGHT: LazyLock<Regex> = LazyLock::new(|| {
    regex("(?:购置|更新|购买|新购)(?:公务用车|公务车辆|车辆|公务车)(?:数|数量)?(?:为|共)?$")
});
static KEPT: LazyLock<Regex> = LazyLock::new(|| {
    regex("(?:共有|保有|实有|现有)(?:公务用车|公务车辆|车辆)(?:数|量|保有量)?(?:为|共)?$")
});

/// X20: counts of vehicles against the costs of 三公.
fn costs(subject: &Subject, mentions: &[Mention], ledger: &mut Ledger) {
    let Some(row) = subject.three_public_row() else {
        return ledger.not_applicable(RuleCode::X20, BetweenReason::NoThreePublic);
    };
    let cost = |measure: Measure| {
        subject
            .measured(row, measure)
            .or_else(|| subject.measured(row, measure.under(Measure::BUDGETED)))
    };
    for mention in mentions {
        let MentionKind::Count(count) = mention.kind else {
            continue;
        };
        if mention.is_of_another_year(subject.year()) || mention.is_of_another_stage(subject) {
            continue;
        }
        if BOUGHT.is_match(mention.label) {
            // A column without a figure is nothing, a table without the column says nothing.
            let has_column = subject.has_column(row.table, Measure::CAR_PURCHASE);
            match cost(Measure::CAR_PURCHASE) {
                Some(cost) if cost.value != 0 && count == 0 => {
                    let fault = |stated, cost| CountFault::CostWithoutBuying { stated, cost };
                    contradicts(subject, mention, cost, fault, ledger);
                }
                None if has_column && count > 0 => ledger.remark(remark(
                    CountFault::BuyingWithoutCost { vehicles: count },
                    mention,
                    (format!("{count}辆"), "空格".to_owned()),
                )),
                None if !has_column => {}
                _ => ledger.holds(RuleCode::X20),
            }
        } else if KEPT.is_match(mention.label) {
            match cost(Measure::CAR_RUNNING).filter(|cost| cost.value != 0 && count == 0) {
                Some(cost) => {
                    let fault = |stated, cost| CountFault::CostWithoutVehicles { stated, cost };
                    contradicts(subject, mention, cost, fault, ledger);
                }
                None => ledger.holds(RuleCode::X20),
            }
        }
    }
}

fn contradicts(
    subject: &Subject,
    mention: &Mention,
    cost: Term,
    fault: fn(String, String) -> CountFault,
    ledger: &mut Ledger,
) {
    let printed = cost.cell.printed(subject.book);
    let stated = mention.printed(subject);
    let left = format!("{stated}辆");
    let mut found = remark(
        fault(stated, printed.clone()),
        mention,
        (left, printed.clone()),
    );
    found.right = Some((printed, cost.cell.place(subject.book)));
    ledger.remark(found);
}
