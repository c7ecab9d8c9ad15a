/*!
One cause, one finding.

A wrong cell breaks every equation it stands in: its row, its column, the same figure in
other tables, the sentence that quotes it. The cause of several violations is the cell
whose change, to one value, satisfies the most of them and breaks the fewest others.
*/

use crate::budget::{Compares, Evidence, Finding, RuleCode, Severity, Verdict};
use crate::checks::kernel::equation::{Equation, Relation};
use crate::checks::kernel::fact::fact;
use crate::checks::kernel::found::{finding_of, say, table_index};
use crate::checks::kernel::roots::{Mended, Root, Roots};
use crate::checks::kernel::rule::Rule;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::FigureCell;
use crate::checks::wording::Clause;
use std::collections::HashMap;

/// So many further equations of a cause are written out.
const MOST_EQUATIONS: usize = 3;

/// The findings of violated equations.
pub fn causes(
    subject: &Subject,
    mut violated: Vec<Equation>,
    holding: &[Equation],
    rules: &[&'static Rule],
) -> Vec<Finding> {
    let order: HashMap<RuleCode, usize> = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| (rule.code, index))
        .collect();
    violated.sort_by_key(|equation| order.get(&equation.rule).copied());
    let mut roots = Roots::of(subject, &violated, holding);
    let mut findings = Vec::new();
    while let Some(Mended {
        root,
        is_only,
        equations,
    }) = roots.next()
    {
        let equations: Vec<&Equation> = equations
            .iter()
            .filter_map(|index| violated.get(*index))
            .collect();
        let is_sure = is_only && !is_blamed_by_one_sentence(root.cell, &equations);
        findings.extend(finding(
            subject,
            &equations,
            is_sure.then_some(&root),
            rules,
        ));
    }
    let alone = roots.left().filter_map(|index| violated.get(index));
    findings.extend(alone.filter_map(|equation| finding(subject, &[equation], None, rules)));
    findings
}

/// Whether a sentence alone speaks against a table's cell: then either may be wrong.
fn is_blamed_by_one_sentence(cell: FigureCell, equations: &[&Equation]) -> bool {
    let [only] = equations else { return false };
    matches!(cell, FigureCell::Printed { .. })
        && only
            .cells()
            .any(|cell| matches!(cell, FigureCell::Stated { .. }))
}

fn finding(
    subject: &Subject,
    equations: &[&Equation],
    root: Option<&Root>,
    rules: &[&'static Rule],
) -> Option<Finding> {
    let first = equations.first()?;
    let severity = equations
        .iter()
        .map(|equation| severity(subject, equation, rules))
        .min()
        .unwrap_or(Severity::Note);
    let mut finding = finding_of(subject, first, Verdict::Violated, severity);
    say(&mut finding, &fact(subject, first));
    let mut clauses = Vec::new();
    if let Some(gap) = finding.difference
        && matches!(first.relation, Relation::Sum | Relation::AtLeast)
    {
        clauses.push(Clause::Gap(gap));
    }
    if let Some(root) = root {
        clauses.push(place_at(subject, &mut finding, first, root));
    }
    if equations.len() > 1 {
        clauses.push(also(equations));
        // What else the cell breaks is read beside the first.
        for equation in equations.iter().skip(1).take(MOST_EQUATIONS) {
            let words = finding_of(subject, equation, Verdict::Violated, severity).equation;
            finding.equation.push_str("；又 ");
            finding.equation.push_str(&words);
        }
    }
    if !equations.iter().all(|equation| equation.is_all_printed()) {
        clauses.push(Clause::NotAllPrinted);
    }
    if equations
        .iter()
        .all(|equation| may_have_lost_a_part(subject, equation))
    {
        clauses.push(Clause::MayBeLost);
    }
    for clause in clauses {
        finding.message.push_str(&clause.to_string());
    }
    Some(finding)
}

/// Puts the cell that is most likely wrong on the left side, where it is not there already, and
/// names it.
fn place_at(subject: &Subject, finding: &mut Finding, equation: &Equation, root: &Root) -> Clause {
    let book = subject.book;
    let unit = root.cell.money_unit(book);
    let term = equation.term_of(root.cell).unwrap_or(equation.left);
    // A part that is greater than its whole stands on the left already.
    if equation.left.cell != root.cell && equation.relation != Relation::AtLeast {
        let meant = term.printed_like(book, root.value).to_string();
        finding.right = Some(Evidence::at(meant, finding.left.place));
        finding.left = Evidence::at(root.cell.printed(book), root.cell.place(book));
        finding.table = table_index(root.cell);
        finding.row = root.cell.in_table(book).map(|(_, row, _)| row.ordinal);
        let part = equation
            .parts
            .iter()
            .find(|part| part.term.cell == root.cell);
        finding.difference = part.map(|part| term.printed_like(book, part.term.value - root.value));
        finding.money_unit = Some(unit);
    }
    Clause::MostLikely {
        cell: root.cell.words(book),
        printed: root.cell.printed(book),
        meant: term.printed_like(book, root.value),
    }
}

fn also(equations: &[&Equation]) -> Clause {
    let mut rules: Vec<RuleCode> = equations
        .iter()
        .skip(1)
        .map(|equation| equation.rule)
        .collect();
    rules.sort_unstable_by_key(|rule| rule.name());
    rules.dedup();
    Clause::SameCause {
        equations: equations.len(),
        rules,
    }
}

/// The severity of a violated equation: what rests on a derived or uncertain figure is a
/// warning at most.
fn severity(subject: &Subject, equation: &Equation, rules: &[&'static Rule]) -> Severity {
    let severity = equation.severity.or_else(|| {
        rules
            .iter()
            .find(|rule| rule.code == equation.rule)
            .map(|rule| rule.severity)
    });
    let severity = severity.unwrap_or(Severity::Warning);
    if equation.is_all_printed() && !may_have_lost_a_part(subject, equation) {
        severity
    } else {
        severity.max(Severity::Warning)
    }
}

/// Whether what a row's parts lack may stand in a cell that the text lost.
fn may_have_lost_a_part(subject: &Subject, equation: &Equation) -> bool {
    let Some((table, row)) = equation.left.cell.row() else {
        return false;
    };
    equation.rule.compares() == Compares::Row
        && equation.relation == Relation::Sum
        && equation.gap() > 0
        && subject.may_have_lost_cells(table, row)
}
