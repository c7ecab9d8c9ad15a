/*!
Which budgets a budget can be held against.

Its unit's other years, stages and scopes; its department and the department's units.
*/

use super::Identity;

/// What tells whether two budgets belong together.
#[derive(Debug, Clone, Copy)]
pub struct Kin<'a> {
    /// Whose budget, for which year.
    pub identity: &'a Identity,
    /// The department above the unit, as its document names it; or empty.
    pub department: &'a str,
}

impl Kin<'_> {
    /// Whether a budget is that of the department above.
    pub fn stands_under(&self, department: &Identity) -> bool {
        !self.department.is_empty() && self.department == department.unit
    }
}

/// Whether one of them can be held against the other; a budget is no neighbour of itself.
pub fn are_neighbours(one: Kin, other: Kin) -> bool {
    if one.identity == other.identity {
        return false;
    }
    let same_unit = one.identity.unit == other.identity.unit
        && one.identity.year.abs_diff(other.identity.year) <= 1;
    let same_year = one.identity.year == other.identity.year;
    same_unit || same_year && (one.stands_under(other.identity) || other.stands_under(one.identity))
}
