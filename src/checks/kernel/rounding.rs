/*!
Differences that rounding explains: a note a table and rule, never one a row.
*/

use crate::budget::{Finding, RuleCode, Severity, Verdict};
use crate::checks::kernel::equation::Equation;
use crate::checks::kernel::found::finding_of;
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::Cell;
use std::collections::BTreeMap;

/// The notes of equations that hold within their bound.
pub fn roundings(subject: &Subject, equations: Vec<Equation>) -> Vec<Finding> {
    let mut clusters: BTreeMap<(RuleCode, Option<usize>, i128), Vec<Equation>> = BTreeMap::new();
    for equation in equations {
        let table = match equation.left.cell {
            Cell::Printed { table, .. } => Some(table),
            Cell::Stated { .. } => None,
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
    let unit = first.left.cell.money_unit(subject.book);
    let mut message = match finding.difference {
        Some(_) => {
            let gap = first.left.printed_like(subject.book, first.gap());
            format!("相差 {gap} {}，在四舍五入的范围内", unit.name())
        }
        None => "与重新计算的结果差末位一个单位".to_owned(),
    };
    if cluster.len() > 1 {
        let place = if finding.table.is_some() {
            "本表"
        } else {
            "文字"
        };
        message.push_str(&format!("；{place}同样的尾差共 {} 处", cluster.len()));
    }
    if cluster.iter().any(is_improbable) {
        message.push_str("；差得比随机的四舍五入通常能积累的多，宜问明");
    }
    finding.message = message;
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
