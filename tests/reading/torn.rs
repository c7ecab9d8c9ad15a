/*!
The samples without their columns: what a text extractor leaves of a table whose cells
it does not know.

Every figure that the reader then still calls printed must be one that the document
prints in that row and column; and most must still be found.
*/

use libtest_mimic::Failed;
use lkx::budget::{Book, Origin};
use std::collections::HashMap;

/// The text with every row of cells as words with single gaps, its blank cells gone.
pub fn without_columns(text: &str) -> String {
    let lines = text.lines().map(|line| {
        if !line.contains('\t') {
            return line.to_owned();
        }
        let cells = line
            .split('\t')
            .map(str::trim)
            .filter(|cell| !cell.is_empty());
        let cells: Vec<String> = cells.map(closed).collect();
        cells.join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The text as a Markdown table.
pub fn with_bars(text: &str) -> String {
    let lines = text.lines().map(|line| {
        if !line.contains('\t') {
            return line.to_owned();
        }
        format!("| {} |", line.split('\t').collect::<Vec<_>>().join(" | "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A figure without the gaps inside it.
fn closed(cell: &str) -> String {
    let is_figure = cell
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '-'));
    if is_figure {
        cell.replace(' ', "")
    } else {
        cell.to_owned()
    }
}

/// A figure with all that says where it belongs.
type Key = (String, String, String, String, String, String, u16);

fn keys(book: &Book, printed_only: bool) -> HashMap<Key, usize> {
    let mut keys = HashMap::new();
    for table in book
        .tables
        .iter()
        .filter(|table| table.kind.is_some_and(|kind| !kind.is_performance()))
    {
        for row in &table.rows {
            for figure in &row.figures {
                let is_printed = figure.origin == Origin::Printed;
                if matches!(figure.origin, Origin::Derived(_)) || printed_only && !is_printed {
                    continue;
                }
                let key = (
                    table.kind_name().to_owned(),
                    row.code.clone(),
                    row.name.clone(),
                    row.under.clone(),
                    figure.measure.path().to_owned(),
                    figure.amount.to_string(),
                    figure.year,
                );
                *keys.entry(key).or_default() += 1;
            }
        }
    }
    keys
}

/// How many of `some` are not among `all`.
fn beyond(some: &HashMap<Key, usize>, all: &HashMap<Key, usize>) -> Vec<Key> {
    let mut beyond: Vec<Key> = some
        .iter()
        .filter(|(key, count)| all.get(key).copied().unwrap_or(0) < **count)
        .map(|(key, _)| key.clone())
        .collect();
    beyond.sort();
    beyond
}

/// Holds a changed document against the one that it was made from: nothing called printed may
/// be wrong, and of a hundred figures at least so many must be there.
pub fn holds(whole: &Book, changed: &Book, at_least: usize) -> Result<(), Failed> {
    let truth = keys(whole, false);
    let wrong = beyond(&keys(changed, true), &truth);
    if !wrong.is_empty() {
        return Err(format!("{} 个数字误作 printed：{:#?}", wrong.len(), wrong).into());
    }
    let missing = beyond(&truth, &keys(changed, false));
    if missing.len() * 100 > truth.len() * (100 - at_least) {
        return Err(format!("{} 个数字不在：{:#?}", missing.len(), missing).into());
    }
    Ok(())
}
