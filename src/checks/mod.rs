/*!
勾稽: where a budget does not add up.

Every rule has a code, a title, its reason and a weight, in one list ([`rules`]) from which
`lkx explain`, the help and the README are made. A family of rules looks at a budget and
hands equations, faults and what it could not check to the [ledger](kernel::ledger); there one cause
becomes one finding, rounding becomes notes, and a gap that the document prints itself is
named. What is wrong is data until [wording] says it. A rule that did not run is never a pass: [`Checked::outcomes`] says of each rule
what came of it.

Bounds and principles: see `equation` (rounding), `explained` (scope), `cause` (one cause,
one finding). Nothing here knows SQL, files or screens.
*/

mod across;
mod between;
mod codes;
mod disclosure;
mod goals;
mod kernel;
mod leftovers;
mod prose;
pub mod regions;
mod rows;
mod tables;
mod wording;

pub use kernel::rule::{Family, Rule};

use crate::budget::{Book, Finding, Official, Outcome, RuleCode, Severity, Verdict, YearLists};
use crate::contained::contained;
use kernel::ledger::Ledger;
use kernel::settle::settle;
use kernel::subject::Subject;
use wording::{OutcomeReason, Reason};

/// Names the rules as they are: another text where anything in the code of the checks is another.
const EDITION: &str = env!("LKX_RULES");

/// Names what judges the budgets of a year: the rules and, where there is one, the year's list of codes.
pub fn edition(lists: &YearLists, year: u16) -> String {
    match lists.edition(year) {
        Some(list) => format!("{EDITION}+{list}"),
        None => EDITION.to_owned(),
    }
}

/// The families of rules, in the order of their codes.
pub const FAMILIES: &[Family] = &[
    rows::row_sums::FAMILY,
    rows::learned::FAMILY,
    tables::table_sums::FAMILY,
    rows::oddities::FAMILY,
    rows::rates::FAMILY,
    tables::balance::FAMILY,
    between::FAMILY,
    between::project_goals::FAMILY,
    between::names::FAMILY,
    across::FAMILY,
    prose::FAMILY,
    codes::FAMILY,
    disclosure::FAMILY,
    leftovers::FAMILY,
    goals::FAMILY,
    rows::shifted::FAMILY,
    rows::repeated::FAMILY,
];

/// Every rule, in the order of the families.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// The rule of a code.
pub fn rule(code: RuleCode) -> Option<&'static Rule> {
    rules().find(|rule| rule.code == code)
}

/// The name of everything that can be wrong, as a finding names it: the gallery of messages shows
/// each of them.
pub fn faults() -> Vec<String> {
    wording::names()
}

/// What the checks say of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// The findings, worst first, then in the document's order.
    pub findings: Vec<Finding>,
    /// What came of every rule, in the order of the list.
    pub outcomes: Vec<Outcome>,
}

impl Checked {
    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

/// Checks a budget; `neighbours` are other budgets that it can be held against: other years
/// and stages of its unit, the units of its department. Its codes are judged by the built-in lists.
pub fn check(book: &Book, neighbours: &[&Book]) -> Checked {
    check_by(book, neighbours, &YearLists::default())
}

/// Checks a budget, its codes by the list of its year where there is one.
pub fn check_by(book: &Book, neighbours: &[&Book], lists: &YearLists) -> Checked {
    let official = lists.in_year(book.identity.year);
    let families: Vec<&Family> = FAMILIES.iter().collect();
    check_with(book, neighbours, &families, official)
}

/// Checks a budget with some families of rules. A family in which the program is at fault costs that
/// family: its rules are not checkable, and the others say what they find.
pub fn check_with(
    book: &Book,
    neighbours: &[&Book],
    families: &[&Family],
    official: Official,
) -> Checked {
    let rules: Vec<&'static Rule> = families.iter().flat_map(|family| family.rules).collect();
    let subject = || Subject::by(book, neighbours, official);
    contained(|| looked_at(&subject(), families, &rules)).unwrap_or_else(|_| unchecked(&rules))
}

fn looked_at(subject: &Subject, families: &[&Family], rules: &[&'static Rule]) -> Checked {
    let mut ledger = Ledger::default();
    for family in families {
        if contained(|| (family.check)(subject, &mut ledger)).is_err() {
            ledger.at_fault(family.rules.iter().map(|rule| rule.code));
        }
    }
    let (findings, outcomes) = settle(ledger, subject, rules);
    Checked { findings, outcomes }
}

/// Nothing could be found, and no rule has passed.
fn unchecked(rules: &[&'static Rule]) -> Checked {
    let why = Reason::from(OutcomeReason::ProgramFailed);
    let outcome = |rule: &&'static Rule| Outcome {
        rule: rule.code,
        verdict: Verdict::NotCheckable,
        times: 0,
        why: why.text().into_owned(),
    };
    Checked {
        findings: Vec::new(),
        outcomes: rules.iter().map(outcome).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Identity, Scope, Stage};

    #[test]
    fn a_family_that_fails_has_not_passed_and_the_others_run() {
        let failing = Family {
            title: "as asked for",
            rules: rows::rates::FAMILY.rules,
            check: |_, ledger| {
                ledger.holds(rows::rates::FAMILY.rules[0].code);
                panic!("as asked for");
            },
        };
        let book = Book::of(Identity {
            unit: "甲".to_owned(),
            year: 2024,
            stage: Stage::Budget,
            scope: Scope::Unit,
        });
        let checked = check_with(
            &book,
            &[],
            &[&failing, &disclosure::FAMILY],
            Official::built_in(2024),
        );
        let why = Reason::from(OutcomeReason::ProgramFailed);
        for rule in failing.rules {
            let outcome = checked
                .outcomes
                .iter()
                .find(|outcome| outcome.rule == rule.code);
            assert_eq!(
                outcome.map(|outcome| (outcome.verdict, outcome.why.as_str())),
                Some((Verdict::NotCheckable, why.text().as_ref()))
            );
        }
        let others = checked.outcomes.len() - failing.rules.len();
        assert_eq!(others, disclosure::FAMILY.rules.len());
    }
}
