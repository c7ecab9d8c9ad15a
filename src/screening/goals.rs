/*!
Goals below the goals of the year before, or below what was reached then.
*/

use super::{Against, Clue, ClueKind};
use crate::budget::{Book, Indicator, Operator, Table};
use std::sync::Arc;

/// Indicators whose goal is below that of the same project's same indicator of last year.
pub fn lower(book: &Book, before: &Book) -> Vec<Clue> {
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
            let goal_then = then.shown();
            let against = Against {
                identity: before.identity.clone(),
                name: then.name.clone(),
                amount: None,
                value: goal_then.clone(),
                place: then.place,
                source: before.source.name_of(then.place),
            };
            let kind = ClueKind::LowerGoal;
            clues.push(clue(
                book,
                indicator,
                kind,
                &format!("上年是 {goal_then}"),
                against,
            ));
        }
    }
    clues
}

/// Indicators whose goal is below what the same table says was reached the year before.
pub fn below_reached(book: &Book) -> Vec<Clue> {
    let mut clues = Vec::new();
    for (number, table) in book.tables.iter().enumerate() {
        let Some(column) = column_of_reached(book, table) else {
            continue;
        };
        let own = book.indicators.iter();
        for indicator in own.filter(|indicator| indicator.table == number) {
            let Some(goal) = goal(indicator) else {
                continue;
            };
            let line = book.source.line(indicator.place.line);
            let cell = line.split('\t').nth(column).unwrap_or_default().trim();
            let reached = number_of(cell, &indicator.value_unit);
            if reached.is_some_and(|reached| goal < reached) {
                let against = Against {
                    identity: book.identity.clone(),
                    name: format!("{}（上年完成）", indicator.name),
                    amount: None,
                    value: cell.to_owned(),
                    place: indicator.place,
                    source: book.source.name_of(indicator.place),
                };
                let then = format!("上年完成 {cell}");
                let kind = ClueKind::BelowReached;
                clues.push(clue(book, indicator, kind, &then, against));
            }
        }
    }
    clues
}

fn clue(book: &Book, indicator: &Indicator, kind: ClueKind, then: &str, against: Against) -> Clue {
    let project = match project_of(book, indicator) {
        Some(project) => format!("{project}："),
        None => String::new(),
    };
    let (name, shown) = (&indicator.name, indicator.shown());
    Clue {
        kind,
        code: String::new(),
        name: name.clone(),
        amount: None,
        measured: None,
        words: format!("{project}{name} 的目标是 {shown}，{then}"),
        against: Arc::from([against]),
        place: indicator.place,
        source: book.source.name_of(indicator.place),
    }
}

/// The cell of a line that says what was reached the year before, by the one heading of the table that
/// means it: 上年完成值, 上年实际值.
fn column_of_reached(book: &Book, table: &Table) -> Option<usize> {
    let is_heading = |cell: &str| {
        let has = |words: &[&str]| words.iter().any(|word| cell.contains(word));
        cell.chars().count() <= 12 && has(&["上年", "去年"]) && has(&["完成", "实际", "实现"])
    };
    let lines = table.place.line..=table.end_line;
    let mut columns: Vec<usize> = lines
        .flat_map(|line| {
            let cells = book.source.line(line).split('\t').enumerate();
            cells.filter(|(_, cell)| is_heading(cell.trim()))
        })
        .map(|(column, _)| column)
        .collect();
    columns.dedup();
    let [column] = columns.as_slice() else {
        return None;
    };
    (*column > 0).then_some(*column)
}

/// A goal that is to be reached, as a number with so many decimals; of what is to stay below a
/// limit a lower one is no lower aim.
fn goal(indicator: &Indicator) -> Option<i128> {
    let reaches = matches!(
        indicator.operator,
        Some(Operator::AtLeast | Operator::Equal)
    );
    let is_cost = indicator.level1.contains("成本") || indicator.direction.contains("反");
    (reaches && !is_cost)
        .then(|| number_of(&indicator.value, ""))
        .flatten()
}

/// A number with at most four decimals, in ten-thousandths; its unit may stand behind it.
fn number_of(text: &str, unit: &str) -> Option<i128> {
    const DECIMALS: usize = 4;
    let text = text.strip_suffix(unit).unwrap_or(text).trim();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_number = !whole.is_empty()
        && decimals.len() <= DECIMALS
        && [whole, decimals]
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let digits = format!("{whole}{decimals:0<DECIMALS$}");
    is_number.then(|| digits.parse().ok()).flatten()
}

fn project_of<'b>(book: &'b Book, indicator: &Indicator) -> Option<&'b str> {
    let table = book.tables.get(indicator.table)?;
    Some(table.rows.get(indicator.row?)?.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(number_of("95.5", ""), Some(955_000));
        assert_eq!(number_of("95%", "%"), Some(950_000));
        assert_eq!(number_of("1200 人次", "人次"), Some(12_000_000));
        assert_eq!(number_of("95%", ""), None);
        assert_eq!(number_of("", ""), None);
        assert_eq!(number_of("1.23456", ""), None);
    }
}
