/*!
Differences that rounding explains: a note a table and rule, never one a row.
*/

use crate::budget::{Finding, RuleCode, Severity, Verdict};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::found::{finding_of, say};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::FigureCell;
use crate::checks::wording::{Clause, Imbalance};
use std::collections::BTreeMap;

/// The notes of equations that hold within their bound.
pub fn roundings(subject: &Subject, equations: Vec<Equation>) -> Vec<Finding> {
    let mut clusters: BTreeMap<(RuleCode, Option<usize>, i128), Vec<Equation>> = BTreeMap::new();
    for equation in equations {
        let table = match equation.left.cell {
            FigureCell::Printed { table, .. } => Some(table),
            FigureCell::Stated { .. } => None,
        };
        let key = (equation.rule, table, equation.gap().abs());
        clusters.entry(key).or_default().push(equation);
    }
    clusters
        .into_values()
        .filter_map(|cluster| note(subject, &cluster))
        .collect()
}

fn note(subject: &Subject, cluster: &[Equation]) -> Option<Finding> {
    let first = cluster.first()?;
    let mut finding = finding_of(subject, first, Verdict::Rounding, Severity::Note);
    let imbalance = match finding.difference {
        Some(_) => Imbalance::Rounding {
            gap: first.left.printed_like(subject.book, first.gap()),
        },
        None => Imbalance::RoundedRatio,
    };
    say(&mut finding, &imbalance);
    if cluster.len() > 1 {
        let clause = Clause::SameRounding {
            is_in_table: finding.table.is_some(),
            count: cluster.len(),
        };
        finding.message.push_str(&clause.to_string());
    }
    if cluster.iter().any(is_improbable) {
        finding.message.push_str(&Clause::Improbable.to_string());
    }
    Some(finding)
}

/// Rounding errors are spread evenly over their unit, so n + 1 of them together deviate by
/// the unit times the root of (n + 1) / 12; more than three times that is possible, yet rare.
fn is_improbable(equation: &Equation) -> bool {
    let n = equation.parts.len() as i128 + 1;
    let Some(ulp) = equation.parts.iter().map(|part| part.term.ulp).max() else {
        return false;
    };
    // gap > 3 · ulp · sqrt(n / 12), squared and cleared of the fraction.
    n > 8 && equation.gap().pow(2) * 12 > 9 * ulp.pow(2) * n
}
