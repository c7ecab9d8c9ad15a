/*!
A gap that the document itself prints is no contradiction.

Two tables of different scope differ by what one leaves out: the carry-over, money of its
own, the special account. Where a figure of that kind equals the gap, within the bound,
the finding names it and becomes a note.
*/

use crate::budget::{Evidence, Finding, Severity, Verdict};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::found::{finding_of, say};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::{FigureCell, Term};
use crate::checks::wording::{Imbalance, PrintedFigure};

/// The finding of an equation whose gap is itself a printed figure of other scope.
pub fn explained(subject: &Subject, equation: &Equation) -> Option<Finding> {
    let figure = figure_of_other_scope(subject, equation)?;
    // A sentence names its scope in words, so that a sentence of another scope than its
    // words misleads its reader; two tables of different scope do not.
    let severity = match (equation.severity, equation.left.cell) {
        (Some(Severity::Warning), _) | (_, FigureCell::Stated { .. }) => Severity::Warning,
        _ => Severity::Note,
    };
    let mut finding = finding_of(subject, equation, Verdict::Explained, severity);
    let printed = figure.cell.printed(subject.book);
    let place = figure.cell.place(subject.book);
    let imbalance = Imbalance::OtherScope {
        gap: equation.left.printed_like(subject.book, equation.gap()),
        figure: PrintedFigure {
            what: figure.cell.words(subject.book),
            figure: printed.clone(),
        },
        place: subject.book.source.name_of(place),
    };
    say(&mut finding, &imbalance);
    finding.right.get_or_insert(Evidence::at(printed, place));
    Some(finding)
}

/// Whether a printed figure of other scope explains the gap.
pub fn is_explained(subject: &Subject, equation: &Equation) -> bool {
    figure_of_other_scope(subject, equation).is_some()
}

fn figure_of_other_scope(subject: &Subject, equation: &Equation) -> Option<Term> {
    if !equation.may_be_explained {
        return None;
    }
    let cells: Vec<FigureCell> = equation.cells().collect();
    carry_over_of(
        subject,
        equation.gap().abs(),
        equation.twice_bound(),
        &cells,
    )
}

/// A printed carry-over, or money of other funds, of that value; none of `cells`.
pub fn carry_over_of(
    subject: &Subject,
    value: i128,
    twice_bound: i128,
    cells: &[FigureCell],
) -> Option<Term> {
    let is_near = |term: &Term| (term.value.abs() - value).abs() * 2 <= twice_bound;
    subject
        .of_other_scope()
        .iter()
        .copied()
        .find(|term| is_near(term) && !cells.contains(&term.cell))
}
