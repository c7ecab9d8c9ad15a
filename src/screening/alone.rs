/*!
Clues that a budget gives by itself, or beside its own year before.
*/

use super::{Clue, ClueKind};
use crate::budget::{Amount, Book, Indicator, Operator, Row, RowKind, TableKind};
use std::collections::BTreeMap;

/// So many projects of one amount are a clue.
const SAME: usize = 3;
/// Among fewer projects round sums say nothing.
const ROUND_AMONG: usize = 5;
/// Ten 万元, in ten-thousandths of a 元.
const ROUND: i64 = 1_000_000_000;

/// The clues of a budget; `before` is the same unit's of the year before.
pub fn clues_of(book: &Book, before: Option<&Book>) -> Vec<Clue> {
    let projects = projects(book);
    let mut clues = same_amounts(book, &projects);
    clues.extend(round_sums(book, &projects));
    if let Some(before) = before {
        clues.extend(lower_goals(book, before));
    }
    clues
}

/// The projects of the table of projects with their amounts, each name once.
fn projects(book: &Book) -> Vec<(&Row, Amount)> {
    let mut seen: Vec<&str> = Vec::new();
    let rows = book
        .tables_of(TableKind::Projects)
        .flat_map(|table| &table.rows);
    let projects = rows.filter(|row| row.kind == RowKind::Project && !row.name.is_empty());
    projects
        .filter_map(|row| {
            let figure = row.figures.iter().find(|figure| figure.is_printed())?;
            let is_new = !seen.contains(&row.name.as_str());
            seen.push(&row.name);
            (is_new && !figure.amount.is_zero()).then_some((row, figure.amount))
        })
        .collect()
}

fn same_amounts(book: &Book, projects: &[(&Row, Amount)]) -> Vec<Clue> {
    let mut by_amount: BTreeMap<i64, Vec<&(&Row, Amount)>> = BTreeMap::new();
    for project in projects {
        let amount = project.1.ten_thousandths();
        by_amount.entry(amount).or_default().push(project);
    }
    let same = by_amount
        .into_values()
        .rev()
        .filter(|same| same.len() >= SAME);
    same.filter_map(|same| {
        let (first, amount) = same.first()?;
        Some(Clue {
            kind: ClueKind::SameAmount,
            words: format!(
                "{} 个项目的金额都是 {amount} {}",
                same.len(),
                amount.unit().name()
            ),
            against: same.iter().map(|(row, _)| row.name.clone()).collect(),
            source: book.source.name_of(first.place),
        })
    })
    .collect()
}

fn round_sums(book: &Book, projects: &[(&Row, Amount)]) -> Option<Clue> {
    let is_round = |project: &&(&Row, Amount)| project.1.ten_thousandths() % ROUND == 0;
    let round: Vec<&(&Row, Amount)> = projects.iter().filter(is_round).collect();
    let (first, _) = round.first()?;
    (projects.len() >= ROUND_AMONG && round.len() * 5 >= projects.len() * 4).then(|| Clue {
        kind: ClueKind::RoundSums,
        words: format!(
            "{} 个项目里 {} 个的金额是 10 万元的整倍数",
            projects.len(),
            round.len()
        ),
        against: round
            .iter()
            .map(|(row, amount)| format!("{} {amount}", row.name))
            .collect(),
        source: book.source.name_of(first.place),
    })
}

/// Indicators whose goal is below that of the same project's same indicator of last year.
fn lower_goals(book: &Book, before: &Book) -> Vec<Clue> {
    let mut clues = Vec::new();
    for indicator in &book.indicators {
        let Some(goal) = goal(indicator) else {
            continue;
        };
        let is_same = |other: &&Indicator| {
            other.name == indicator.name
                && other.value_unit == indicator.value_unit
                && other.operator == indicator.operator
                && project_of(before, other) == project_of(book, indicator)
        };
        let mut same = before.indicators.iter().filter(is_same);
        let (Some(then), None) = (same.next(), same.next()) else {
            continue;
        };
        if self::goal(then).is_some_and(|then| goal < then) {
            let project = project_of(book, indicator).unwrap_or_default();
            clues.push(Clue {
                kind: ClueKind::LowerGoal,
                words: format!(
                    "{project}：{} 的目标是 {}{}，上年是 {}{}",
                    indicator.name,
                    indicator.value,
                    indicator.value_unit,
                    then.value,
                    then.value_unit
                ),
                against: vec![before.source.name_of(then.place)],
                source: book.source.name_of(indicator.place),
            });
        }
    }
    clues
}

/// A goal that is to be reached, as a number with so many decimals; of what is to stay below a
/// limit a lower one is no lower aim.
fn goal(indicator: &Indicator) -> Option<i128> {
    let reaches = matches!(
        indicator.operator,
        Some(Operator::AtLeast | Operator::Equal)
    );
    let is_cost = indicator.level1.contains("成本") || indicator.direction.contains("反");
    let (whole, decimals) = match indicator.value.split_once('.') {
        Some((whole, decimals)) => (whole, decimals),
        None => (indicator.value.as_str(), ""),
    };
    const DECIMALS: usize = 4;
    let is_number = !whole.is_empty()
        && decimals.len() <= DECIMALS
        && [whole, decimals]
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !reaches || is_cost || !is_number {
        return None;
    }
    format!("{whole}{decimals:0<DECIMALS$}").parse().ok()
}

fn project_of<'b>(book: &'b Book, indicator: &Indicator) -> Option<&'b str> {
    let table = book.tables.get(indicator.table)?;
    Some(table.rows.get(indicator.row?)?.name.as_str())
}
