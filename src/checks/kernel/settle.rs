/*!
What the rules wrote down becomes findings: equations are held against what rounding allows, a
gap that the document prints itself is explained, and of what is left one cause becomes one
finding. At the end the findings are ranked and get their keys.
*/

use crate::budget::{Finding, Outcome, RuleCode, Verdict};
use crate::checks::kernel::cause::causes;
use crate::checks::kernel::doubt::{leave_out_doubted_tables, leave_out_misread_columns};
use crate::checks::kernel::equation::{Balance, Equation};
use crate::checks::kernel::explained::explained;
use crate::checks::kernel::joined::joined;
use crate::checks::kernel::key::give_keys;
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::left_out;
use crate::checks::kernel::rounding::roundings;
use crate::checks::kernel::rule::Rule;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{Clause, OutcomeReason, Reason};
use crate::narrow::narrow;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Equations by how they came out.
#[derive(Default)]
struct Sorted {
    violated: Vec<Equation>,
    rounding: Vec<Equation>,
    /// They hold, within their bounds or because the document explains the gap.
    holding: Vec<Equation>,
    explanations: Vec<Finding>,
}

/// Settles everything: the findings, worst first, and what came of each rule.
pub fn settle(
    mut ledger: Ledger,
    subject: &Subject,
    rules: &[&'static Rule],
) -> (Vec<Finding>, Vec<Outcome>) {
    ledger.leave_out(
        |equation| left_out::rests_on_unread(subject.book, equation),
        OutcomeReason::UnreadFigures,
    );
    leave_out_misread_columns(&mut ledger, subject);
    leave_out_doubted_tables(&mut ledger, subject);
    let sorted = sorted(&mut ledger, subject);
    let mut counts: HashMap<RuleCode, u32> = HashMap::new();
    for equation in &sorted.violated {
        *counts.entry(equation.rule).or_default() += 1;
    }
    let mut findings = std::mem::take(&mut ledger.findings);
    findings.extend(clustered(sorted.explanations));
    let causes = causes(subject, sorted.violated, &sorted.holding, rules);
    findings.extend(of_one_sentence(causes));
    findings.extend(roundings(subject, sorted.rounding));
    let (mut findings, gone) = joined(subject.book, findings);
    for rule in gone {
        *counts.entry(rule).or_default() += 1;
    }
    rank(&mut findings);
    give_keys(subject.book, &mut findings);
    let outcomes = rules
        .iter()
        .map(|rule| outcome(&ledger, &findings, rule.code, &counts))
        .collect();
    (findings, outcomes)
}

fn sorted(ledger: &mut Ledger, subject: &Subject) -> Sorted {
    let mut sorted = Sorted::default();
    for equation in std::mem::take(&mut ledger.equations) {
        match equation.balance() {
            Balance::Equal => {
                ledger.holds(equation.rule);
                sorted.holding.push(equation);
            }
            Balance::Rounding => {
                sorted.holding.push(equation.clone());
                sorted.rounding.push(equation);
            }
            Balance::Apart => match explained(subject, &equation) {
                Some(finding) => {
                    sorted.explanations.push(finding);
                    sorted.holding.push(equation);
                }
                None => sorted.violated.push(equation),
            },
        }
    }
    sorted
}

/// A sentence that gives a whole and its part both too great by one amount has one cause.
fn of_one_sentence(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| finding.severity);
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        let is_same = |similar: &&mut Finding| {
            finding.table.is_none()
                && similar.table.is_none()
                && finding.left.place.line == similar.left.place.line
                && finding.difference.is_some_and(|gap| !gap.is_zero())
                && finding.difference == similar.difference
        };
        match kept.iter_mut().find(is_same) {
            Some(similar) => {
                let title = finding.title().to_owned();
                let clause = Clause::SameGap { title };
                similar.message.push_str(&clause.to_string());
            }
            None => kept.push(finding),
        }
    }
    kept
}

/// The worst first, of equal ones that which is about more money, then as the document goes.
fn rank(findings: &mut [Finding]) {
    findings.sort_by_cached_key(|finding| {
        let money = finding
            .difference
            .map_or(0, |gap| gap.ten_thousandths().abs());
        (
            finding.severity,
            Reverse(money),
            finding.left.place,
            finding.rule,
        )
    });
}

fn outcome(
    ledger: &Ledger,
    findings: &[Finding],
    rule: RuleCode,
    violated: &HashMap<RuleCode, u32>,
) -> Outcome {
    let of_rule: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .collect();
    let held = ledger.held.get(&rule).copied().unwrap_or(0);
    let times = held + narrow::<u32>(of_rule.len()).max(violated.get(&rule).copied().unwrap_or(0));
    let worst = of_rule.iter().map(|finding| finding.verdict).min();
    let (verdict, why) = match worst {
        Some(verdict) => (verdict, Some(OutcomeReason::Findings(of_rule.len()).into())),
        None if violated.contains_key(&rule) => (
            Verdict::Violated,
            Some(OutcomeReason::OfAnotherFinding.into()),
        ),
        None if held > 0 => (Verdict::Holds, ledger.unchecked.get(&rule).cloned()),
        None => match (ledger.unchecked.get(&rule), ledger.inapplicable.get(&rule)) {
            (Some(why), _) => (Verdict::NotCheckable, Some(why.clone())),
            (None, Some(why)) => (Verdict::NotApplicable, Some(why.clone())),
            (None, None) => (
                Verdict::NotApplicable,
                Some(OutcomeReason::NothingToCheck.into()),
            ),
        },
    };
    Outcome {
        rule,
        verdict,
        times,
        why: why.map_or_else(String::new, |why: Reason| why.text().into_owned()),
    }
}

/// Explained gaps of one rule, table and size are one finding.
fn clustered(explanations: Vec<Finding>) -> Vec<Finding> {
    let mut clusters: Vec<(Finding, usize)> = Vec::new();
    let mut known: HashMap<(RuleCode, Option<usize>, Option<i64>), usize> = HashMap::new();
    for finding in explanations {
        let size = finding.difference.map(|gap| gap.ten_thousandths().abs());
        let cluster = known
            .entry((finding.rule, finding.table, size))
            .or_insert(clusters.len());
        match clusters.get_mut(*cluster) {
            Some((_, count)) => *count += 1,
            None => clusters.push((finding, 1)),
        }
    }
    clusters
        .into_iter()
        .map(|(mut finding, count)| {
            if count > 1 {
                let clause = Clause::SameExplanation {
                    is_in_table: finding.table.is_some(),
                    count,
                };
                finding.message.push_str(&clause.to_string());
            }
            finding
        })
        .collect()
}
