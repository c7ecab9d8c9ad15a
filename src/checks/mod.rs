/*!
勾稽: where a budget does not add up.

Every rule has a code, a title, its reason and a weight, in one list ([`rules`]) from which
`lkx explain`, the help and the README are made. A family of rules looks at a budget and
hands equations, remarks and what it could not check to the [ledger](kernel::ledger); there one cause
becomes one finding, rounding becomes notes, and a gap that the document prints itself is
named. A rule that did not run is never a pass: [`Checked::outcomes`] says of each rule
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

pub use kernel::rule::{Family, Rule};

use crate::budget::{Book, Finding, Outcome, RuleCode, Severity};
use kernel::ledger::Ledger;
use kernel::settle::settle;
use kernel::subject::Subject;

/// The families of rules, in the order of their codes.
pub const FAMILIES: &[Family] = &[
    rows::row_sums::FAMILY,
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
/// and stages of its unit, the units of its department.
pub fn check(book: &Book, neighbours: &[&Book]) -> Checked {
    check_with(book, neighbours, &FAMILIES.iter().collect::<Vec<_>>())
}

/// Checks a budget with some families of rules.
pub fn check_with(book: &Book, neighbours: &[&Book], families: &[&Family]) -> Checked {
    let subject = Subject::of(book, neighbours);
    let mut ledger = Ledger::default();
    for family in families {
        (family.check)(&subject, &mut ledger);
    }
    let rules: Vec<&'static Rule> = families.iter().flat_map(|family| family.rules).collect();
    let (findings, outcomes) = settle(ledger, &subject, &rules);
    Checked { findings, outcomes }
}
