/*!
What a rule is, and the family that it is checked with.
*/

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;

/// A consistency rule, for the list, the help and `lkx explain`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The code: R01.
    pub code: RuleCode,
    /// What must hold, in a line.
    pub title: &'static str,
    /// Why it must hold, what it needs and when it stays silent.
    pub why: &'static str,
    /// How much a violation weighs.
    pub severity: Severity,
}

impl Rule {
    /// A rule: its code, what must hold, how much a violation weighs, why it must hold.
    pub const fn new(
        code: RuleCode,
        title: &'static str,
        severity: Severity,
        why: &'static str,
    ) -> Self {
        Self {
            code,
            title,
            why,
            severity,
        }
    }
}

/// Rules that are checked together, because they look at the same things.
pub struct Family {
    /// What they look at, as a heading.
    pub title: &'static str,
    /// The rules.
    pub rules: &'static [Rule],
    /// Applies them all to a budget.
    pub check: fn(&Subject, &mut Ledger),
}
