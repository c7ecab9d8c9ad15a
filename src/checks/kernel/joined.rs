/*!
Findings about one cause.

Of a cell that is wrong by two measures, each with a gap of its own, one error speaks. A figure that is wrong beyond doubt may be odd by another rule as well, and its gap come up in an equation that is
no more than a warning. What is said of it then is said once: the warning goes, and its sentence and place join the
error. What another document prints stays a finding of its own: an error has no way to that place.
*/

use crate::budget::{Book, Finding, Place, RuleCode, Severity, Verdict};
use crate::checks::wording::Clause;

/// Joins warnings to the errors of the same cause; says which rules have lost a finding by it.
pub fn joined(book: &Book, mut findings: Vec<Finding>) -> (Vec<Finding>, Vec<RuleCode>) {
    findings.sort_by_key(|finding| finding.severity);
    let mut kept: Vec<Finding> = Vec::new();
    let mut gone = Vec::new();
    for finding in findings {
        let may_join = is_violation(&finding) && !is_of_two_documents(&finding);
        let error = kept
            .iter_mut()
            .filter(|_| may_join)
            .find(|error| match finding.severity {
                Severity::Error => is_error_of_one_cell(error, &finding),
                Severity::Warning => is_one_cause(error, &finding),
                Severity::Note => false,
            });
        match error {
            Some(error) => {
                gone.push(finding.rule);
                let clause = Clause::AlsoFound {
                    rule: finding.rule,
                    title: finding.title().to_owned(),
                    place: place_beside(error, &finding).map(|place| book.source.name_of(place)),
                };
                error.message.push_str(&clause.to_string());
            }
            None => kept.push(finding),
        }
    }
    (kept, gone)
}

fn is_violation(finding: &Finding) -> bool {
    finding.verdict == Verdict::Violated
}

fn is_of_two_documents(finding: &Finding) -> bool {
    std::iter::once(&finding.left)
        .chain(&finding.right)
        .any(|side| side.elsewhere.is_some())
}

/// Whether a warning is about the very figure of an error, or about its gap with a figure of both.
fn is_one_cause(error: &Finding, warning: &Finding) -> bool {
    if error.severity != Severity::Error || !is_violation(error) {
        return false;
    }
    let is_same_cell = is_of_one_cell(error, warning);
    let gap = |finding: &Finding| {
        let gap = finding.difference?.ten_thousandths().abs();
        (gap != 0).then_some(gap)
    };
    let is_same_gap = gap(error).is_some() && gap(error) == gap(warning);
    is_same_cell || is_same_gap && places(error).any(|place| places(warning).any(|it| it == place))
}

/// Whether two findings are about the very same figure of a table.
fn is_of_one_cell(finding: &Finding, other: &Finding) -> bool {
    finding.table.is_some()
        && finding.table == other.table
        && finding.left.place == other.left.place
        && finding.left.printed == other.left.printed
}

/// Whether a second error says of a cell what the first says by another gap: one figure is wrong, by whatever
/// measure.
fn is_error_of_one_cell(error: &Finding, finding: &Finding) -> bool {
    let has_gap = |finding: &Finding| finding.difference.is_some();
    is_violation(error)
        && !is_of_two_documents(error)
        && has_gap(error)
        && has_gap(finding)
        && is_of_one_cell(error, finding)
}

/// Every place of a finding: both sides and all operands.
fn places(finding: &Finding) -> impl Iterator<Item = Place> {
    let right = finding.right.iter().map(|side| side.place);
    let operands = finding.operands.iter().map(|operand| operand.place);
    std::iter::once(finding.left.place)
        .chain(right)
        .chain(operands)
}

/// The first place of a warning that its error does not have; none where it has them all.
fn place_beside(error: &Finding, warning: &Finding) -> Option<Place> {
    places(warning).find(|place| places(error).all(|known| known != *place))
}
