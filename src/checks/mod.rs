/*!
勾稽: where a budget does not add up.

Every rule has a code, a title, its reason and a weight, in one list ([`rules`]) from which
`lkx explain`, the help and the README are made. A family of rules looks at a budget and
hands equations, remarks and what it could not check to the [`ledger`]; there one cause
becomes one finding, rounding becomes notes, and a gap that the document prints itself is
named. A rule that did not run is never a pass: [`Checked::outcomes`] says of each rule
what came of it.

Bounds and principles: see `equation` (rounding), `explained` (scope), `cause` (one cause,
one finding). Nothing here knows SQL, files or screens.
*/

mod balance;
mod between;
mod cause;
mod cluster;
mod codes;
mod disclosure;
mod equation;
mod explained;
mod goal_sums;
mod goals;
mod ledger;
mod left_out;
mod leftovers;
mod library;
mod likely_slip;
mod likeness;
mod names;
mod oddities;
mod pairs;
mod passages;
mod pattern;
mod plausible;
mod project_goals;
mod prose;
mod rates;
mod region;
mod repeated;
mod roots;
mod rounding;
mod row_sums;
mod rule;
mod scope;
mod shifted;
mod subject;
mod superiors;
mod table_sums;
mod term;
mod tree;

pub use rule::{Family, Rule};

use crate::budget::{Book, Finding, Outcome, Severity};
use ledger::Ledger;
use subject::Subject;

/// The families of rules, in the order of their codes.
pub const FAMILIES: &[Family] = &[
    row_sums::FAMILY,
    table_sums::FAMILY,
    oddities::FAMILY,
    rates::FAMILY,
    balance::FAMILY,
    between::FAMILY,
    project_goals::FAMILY,
    names::FAMILY,
    library::FAMILY,
    prose::FAMILY,
    codes::FAMILY,
    disclosure::FAMILY,
    leftovers::FAMILY,
    goals::FAMILY,
    shifted::FAMILY,
    repeated::FAMILY,
];

/// Every rule, in the order of the families.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// The rule of that code; small letters count.
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code.eq_ignore_ascii_case(code))
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
    let (findings, outcomes) = ledger.settle(&subject, &rules);
    Checked { findings, outcomes }
}
