/*!
An equation as a finding: both sides, the difference, what rounding allows, every operand.
*/

use crate::budget::{Amount, Evidence, Finding, Operand, Severity, Verdict};
use crate::checks::kernel::equation::{Equation, Relation};
use crate::checks::kernel::fact::operands;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::{FigureCell, amount};
use crate::checks::wording::{Imbalance, Made, with_figures};

/// A finding of an equation as it stands: left, right, difference and bound. Of a part that is
/// greater than its whole the part is what it is about.
pub fn finding_of(
    subject: &Subject,
    equation: &Equation,
    verdict: Verdict,
    severity: Severity,
) -> Finding {
    let book = subject.book;
    let unit = equation.left.cell.money_unit(book);
    let money = |value: i128| equation.left.printed_like(book, value);
    let left_place = equation.left.cell.place(book);
    let right_place = equation
        .parts
        .first()
        .map_or(left_place, |part| part.term.cell.place(book));
    let recomputed = equation.recomputed();
    let right = match (equation.parts.as_slice(), &recomputed) {
        (_, Some(share)) => share.clone(),
        ([only], None) => only.term.cell.printed(book),
        _ => money(equation.right()).to_string(),
    };
    let is_sum = matches!(equation.relation, Relation::Sum | Relation::AtLeast);
    let (table, row) = match equation.left.cell.in_table(book) {
        Some((_, row, _)) => (table_index(equation.left.cell), Some(row.ordinal)),
        None => (None, None),
    };
    let left = Evidence::at(equation.left.cell.printed(book), left_place);
    let operands = operands(subject, equation);
    let finding = Finding {
        verdict,
        table,
        row,
        right: Some(Evidence::at(right, right_place)),
        difference: is_sum.then(|| money(equation.gap())),
        bound: is_sum.then(|| money(equation.bound())),
        money_unit: is_sum.then_some(unit),
        equation: in_words(subject, equation, &operands),
        operands,
        ..Finding::of(equation.rule, severity, left, String::new())
    };
    match (equation.relation, equation.parts.as_slice()) {
        (Relation::AtLeast, [part]) => about_the_part(subject, finding, part.term.cell),
        _ => finding,
    }
}

fn about_the_part(subject: &Subject, finding: Finding, part: FigureCell) -> Finding {
    let Some(right) = finding.right else {
        return finding;
    };
    let turned = |difference: Amount| {
        let value = -i128::from(difference.ten_thousandths());
        amount(value, difference.unit(), difference.scale())
    };
    Finding {
        left: right,
        right: Some(finding.left),
        table: table_index(part),
        row: part.in_table(subject.book).map(|(_, row, _)| row.ordinal),
        difference: finding.difference.map(turned),
        ..finding
    }
}

/// The table of a cell.
pub fn table_index(cell: FigureCell) -> Option<usize> {
    match cell {
        FigureCell::Printed { table, .. } => Some(table),
        FigureCell::Stated { .. } => None,
    }
}

/// Puts what is wrong with an equation into its finding.
pub fn say(finding: &mut Finding, imbalance: &Imbalance) {
    finding.fault = imbalance.name();
    finding.message = imbalance.sentence();
}

/// The equation with its figures.
fn in_words(subject: &Subject, equation: &Equation, operands: &[Operand]) -> String {
    let is_sum = matches!(equation.relation, Relation::Sum | Relation::AtLeast);
    let made = match equation.recomputed() {
        Some(ratio) => Some(Made::Ratio(ratio)),
        None if equation.parts.len() > 1 => {
            let sum = equation.left.printed_like(subject.book, equation.right());
            Some(Made::Sum(sum))
        }
        None => None,
    };
    with_figures(&equation.requirement.text(), operands, (!is_sum, made))
}
