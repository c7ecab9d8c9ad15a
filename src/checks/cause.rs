/*!
One cause, one finding.

A wrong cell breaks every equation it stands in: its row, its column, the same figure in
other tables, the sentence that quotes it. The cause of several violations is the cell
whose change, to one value, satisfies the most of them and breaks the fewest others.
*/

use super::equation::{Balance, Equation, Relation};
use super::explained::is_explained;
use super::ledger::{finding_of, table_index};
use super::rule::Rule;
use super::subject::Subject;
use super::term::{Cell, amount};
use crate::budget::{Evidence, Finding, Severity, Verdict};
use std::collections::{BTreeMap, HashMap};

/// The findings of violated equations.
pub(super) fn causes(
    subject: &Subject,
    mut violated: Vec<Equation>,
    holding: &[Equation],
    rules: &[&'static Rule],
) -> Vec<Finding> {
    let order: HashMap<&str, usize> = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| (rule.code, index))
        .collect();
    violated.sort_by_key(|equation| order.get(equation.rule).copied());
    let mut by_cell: HashMap<Cell, Vec<usize>> = HashMap::new();
    for (index, equation) in holding.iter().enumerate() {
        for cell in equation.cells() {
            by_cell.entry(cell).or_default().push(index);
        }
    }
    let mut findings = Vec::new();
    while !violated.is_empty() {
        let root = root(subject, &violated, holding, &by_cell);
        let (own, rest): (Vec<Equation>, Vec<Equation>) = match &root {
            Some((root, _)) => violated
                .into_iter()
                .partition(|equation| satisfied(subject, equation, root)),
            None => {
                let first = violated.remove(0);
                (vec![first], violated)
            }
        };
        violated = rest;
        let only = root.filter(|(_, is_only)| *is_only).map(|(root, _)| root);
        findings.extend(finding(subject, &own, only.as_ref(), rules));
    }
    findings
}

/// A cell and the value it would have to hold.
struct Root {
    cell: Cell,
    value: i128,
}

fn satisfied(subject: &Subject, equation: &Equation, root: &Root) -> bool {
    if !equation.cells().any(|cell| cell == root.cell) {
        return false;
    }
    let changed = equation.with(root.cell, root.value);
    changed.balance() != Balance::Apart || is_explained(subject, &changed)
}

/// The best cell, and whether no other is as good; none where no change of one cell helps.
fn root(
    subject: &Subject,
    violated: &[Equation],
    holding: &[Equation],
    by_cell: &HashMap<Cell, Vec<usize>>,
) -> Option<(Root, bool)> {
    let mut candidates: BTreeMap<Cell, Vec<i128>> = BTreeMap::new();
    for equation in violated {
        for cell in equation.cells() {
            if let Some(value) = equation.solved_for(cell) {
                let values = candidates.entry(cell).or_default();
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
    }
    let mut best: Option<(i64, Root)> = None;
    let mut as_good: Vec<Root> = Vec::new();
    for (cell, values) in candidates {
        let scored = values.into_iter().map(|value| {
            let root = Root { cell, value };
            (score(subject, &root, violated, holding, by_cell), root)
        });
        let Some(own) = scored.max_by_key(|(score, _)| *score) else {
            continue;
        };
        match &best {
            Some((score, _)) if own.0 < *score => {}
            Some((score, _)) if own.0 == *score => as_good.push(own.1),
            _ => {
                best = Some(own);
                as_good.clear();
            }
        }
    }
    let (_, root) = best.filter(|(score, _)| *score > 0)?;
    // Another cell that is as good is another cause, unless it mends the same equations.
    let mends_the_same = |other: &Root| {
        violated.iter().any(|equation| {
            satisfied(subject, equation, &root) && satisfied(subject, equation, other)
        })
    };
    let is_only =
        !as_good.iter().any(mends_the_same) && !is_blamed_by_one_sentence(subject, &root, violated);
    Some((root, is_only))
}

/// Whether a sentence alone speaks against a table's cell: then either may be wrong.
fn is_blamed_by_one_sentence(subject: &Subject, root: &Root, violated: &[Equation]) -> bool {
    let is_printed = matches!(root.cell, Cell::Printed { .. });
    let mut own = violated
        .iter()
        .filter(|equation| satisfied(subject, equation, root));
    let has_stated = |equation: &Equation| {
        equation
            .cells()
            .any(|cell| matches!(cell, Cell::Stated { .. }))
    };
    is_printed && own.next().is_some_and(has_stated) && own.next().is_none()
}

fn score(
    subject: &Subject,
    root: &Root,
    violated: &[Equation],
    holding: &[Equation],
    by_cell: &HashMap<Cell, Vec<usize>>,
) -> i64 {
    let mended = violated
        .iter()
        .filter(|equation| satisfied(subject, equation, root))
        .count() as i64;
    let broken = by_cell.get(&root.cell).map_or(0, |own| {
        own.iter()
            .filter_map(|index| holding.get(*index))
            .filter(|equation| equation.balance_with(root.cell, root.value) == Balance::Apart)
            .count() as i64
    });
    mended - broken
}

fn finding(
    subject: &Subject,
    own: &[Equation],
    root: Option<&Root>,
    rules: &[&'static Rule],
) -> Option<Finding> {
    let first = own.first()?;
    let severity = own
        .iter()
        .map(|equation| severity(equation, rules))
        .min()
        .unwrap_or(Severity::Note);
    let mut finding = finding_of(subject, first, Verdict::Violated, severity);
    let unit = first.left.cell.money_unit(subject.book);
    let mut message = match finding.difference {
        Some(gap) if matches!(first.relation, Relation::Sum | Relation::AtLeast) => {
            format!("相差 {gap} {}", unit.name())
        }
        _ => "与重新计算的结果不符".to_owned(),
    };
    if let Some(root) = root {
        place_at(subject, &mut finding, first, root, &mut message);
    }
    if own.len() > 1 {
        message.push_str(&also(own));
    }
    if !own.iter().all(Equation::is_all_printed) {
        message.push_str("；所据的数中有推算或存疑的");
    }
    finding.message = message;
    Some(finding)
}

/// Puts the cell that is most likely wrong on the left side, where it is not there already.
fn place_at(
    subject: &Subject,
    finding: &mut Finding,
    equation: &Equation,
    root: &Root,
    message: &mut String,
) {
    let book = subject.book;
    let unit = root.cell.money_unit(book);
    // A part that is greater than its whole stands on the left already.
    if equation.left.cell != root.cell && equation.relation != Relation::AtLeast {
        finding.right = Some(Evidence {
            printed: amount(root.value, unit, 0).to_string(),
            place: finding.left.place,
            elsewhere: None,
        });
        finding.left = Evidence {
            printed: root.cell.printed(book),
            place: root.cell.place(book),
            elsewhere: None,
        };
        finding.table = table_index(root.cell);
        finding.row = root.cell.in_table(book).map(|(_, row, _)| row.ordinal);
        let part = equation
            .parts
            .iter()
            .find(|part| part.term.cell == root.cell);
        finding.difference = part.map(|part| amount(part.term.value - root.value, unit, 0));
        finding.money_unit = Some(unit);
    }
    message.push_str(&format!(
        "；最可能有误的是 {} {}，应为 {}",
        root.cell.words(book),
        root.cell.printed(book),
        amount(root.value, unit, 0)
    ));
}

fn also(own: &[Equation]) -> String {
    let mut others: Vec<&str> = own.iter().skip(1).map(|equation| equation.rule).collect();
    others.sort_unstable();
    others.dedup();
    format!("；同一原因使 {} 处不符（{}）", own.len(), others.join("、"))
}

/// The severity of a violated equation: what rests on a derived or uncertain figure is a
/// warning at most.
fn severity(equation: &Equation, rules: &[&'static Rule]) -> Severity {
    let own = equation.severity.or_else(|| {
        rules
            .iter()
            .find(|rule| rule.code == equation.rule)
            .map(|rule| rule.severity)
    });
    let own = own.unwrap_or(Severity::Warning);
    if equation.is_all_printed() {
        own
    } else {
        own.max(Severity::Warning)
    }
}
