/*!
Rows whose words were pushed aside, moved to where the words of their columns stand in other rows.
*/

use super::columns::BlankColumn;
use super::numbers::number_columns;
use super::token::Token;
use crate::tables::grid::is_money;
use std::collections::HashMap;
use std::ops::Range;

/// Rows whose words stand a single blank behind an amount, both moved to where the words of that column
/// begin in other rows: where amount and word stand near each other they are spaced as one run.
pub fn beside_words(rows: &[Vec<Token>]) -> Vec<Vec<Token>> {
    let mut edges: HashMap<usize, usize> = HashMap::new();
    let is_spread = |token: &&Token| !token.is_number() && token.is_apart;
    for token in rows.iter().flatten().filter(is_spread) {
        *edges.entry(token.left).or_default() += 1;
    }
    edges.retain(|_, count| *count > 1);
    let is_packed = |token: &Token| !token.is_number() && !token.is_apart;
    let numbers: Vec<(usize, usize)> = rows
        .iter()
        .flat_map(|row| {
            row.iter()
                .enumerate()
                .map(move |(at, token)| (token, row.get(at + 1)))
        })
        .filter(|(token, next)| token.is_number() && !next.is_some_and(is_packed))
        .map(|(token, _)| (token.left, token.right))
        .collect();
    let mut moved = rows.to_vec();
    for row in &mut moved {
        for at in 1..row.len() {
            let is_pair = row[at - 1].is_number() && row[at - 1].is_apart;
            if is_pair && !row[at].is_number() && !row[at].is_apart {
                move_pair(row, at, edges.keys().copied(), &numbers);
            }
        }
    }
    moved
}

/// Moves a word and the amount before it to the nearest of the edges, where they neither leave their
/// place in the row nor pass numbers of another column.
fn move_pair(
    row: &mut [Token],
    word: usize,
    edges: impl Iterator<Item = usize>,
    numbers: &[(usize, usize)],
) {
    const FAR: usize = 12;
    let from = row[word].left;
    let near = edges.filter(|edge| edge.abs_diff(from) <= FAR);
    let Some(to) = near.min_by_key(|edge| (edge.abs_diff(from), *edge)) else {
        return;
    };
    let place = |at: usize| (at + to).saturating_sub(from);
    let (left, right) = (place(row[word - 1].left), place(row[word - 1].right));
    let is_behind = word < 2 || row[word - 2].right < left;
    let is_before = row
        .get(word + 1)
        .is_none_or(|next| place(row[word].right) < next.left);
    let passes = |&(start, end): &(usize, usize)| {
        let is_between = start >= from.min(to) && end <= from.max(to);
        is_between && !(start < right && left < end)
    };
    if is_behind && is_before && !numbers.iter().any(passes) {
        for token in &mut row[word - 1..=word] {
            (token.left, token.right) = (place(token.left), place(token.right));
        }
    }
}

/// Rows whose amounts stand a single blank apart, each moved below the column that its order leaves
/// it: the longest amounts, those of the total, push each other aside. None where there are none.
pub fn unpacked(rows: &[Vec<Token>]) -> Option<Vec<Vec<Token>>> {
    let is_figure = |text: &str| is_money(text.strip_suffix('%').unwrap_or(text));
    let is_packed = |token: &Token| !token.is_apart && is_figure(token.text());
    let is_spread = |token: &&Token| !is_packed(token);
    let spread: Vec<Vec<Token>> = rows
        .iter()
        .map(|row| row.iter().filter(is_spread).cloned().collect())
        .collect();
    let numbers = number_columns(&spread)?;
    let mut rows = rows.to_vec();
    for row in &mut rows {
        let mut at = 0;
        while at < row.len() {
            let run = row[at..]
                .iter()
                .take_while(|token| is_packed(token))
                .count();
            if run > 0 {
                move_run(row, at..at + run, &numbers)?;
            }
            at += run.max(1);
        }
    }
    Some(rows)
}

/// Moves a run of amounts below the columns between those of the numbers beside it, where it fills
/// them all.
fn move_run(row: &mut [Token], run: Range<usize>, numbers: &[BlankColumn]) -> Option<()> {
    let column_of = |token: &Token| numbers.iter().position(|column| column.meets(token));
    let before = row[..run.start].iter().rfind(|token| token.is_number());
    let first = before.map_or(Some(0), |token| Some(column_of(token)? + 1))?;
    let behind = row[run.end..].iter().find(|token| token.is_number());
    let last = behind.map_or(Some(numbers.len()), column_of)?;
    if last.checked_sub(first) != Some(run.len()) {
        return None;
    }
    for (token, column) in row[run].iter_mut().zip(&numbers[first..last]) {
        let width = token.right - token.left;
        (token.left, token.right) = (column.right.saturating_sub(width), column.right);
    }
    Some(())
}

/// Rows of which each prints an amount in every column, moved below those of the row that is set widest: in a table so
/// narrow that amounts push each other aside their order tells the columns. None where a row has fewer amounts than
/// another, or words behind them.
pub fn in_order(rows: &[Vec<Token>]) -> Option<Vec<Vec<Token>>> {
    let starts: Vec<usize> = rows.iter().map(|row| first_amount(row)).collect();
    let with_amounts = || {
        rows.iter()
            .zip(&starts)
            .filter(|(row, start)| **start < row.len())
    };
    let widest = with_amounts().max_by_key(|(row, start)| {
        let apart = row[**start..].iter().filter(|token| token.is_apart);
        apart.count()
    });
    let (row, start) = widest?;
    let ends: Vec<usize> = row[*start..].iter().map(|token| token.right).collect();
    let is_full = |(row, start): (&Vec<Token>, &usize)| {
        row.len() - start == ends.len() && row[*start..].iter().all(Token::is_number)
    };
    if with_amounts().count() < 2 || !with_amounts().all(is_full) {
        return None;
    }
    let mut rows = rows.to_vec();
    for (row, start) in rows.iter_mut().zip(starts) {
        for (token, right) in row[start..].iter_mut().zip(&ends) {
            let width = token.right - token.left;
            (token.left, token.right) = (right.saturating_sub(width), *right);
        }
    }
    Some(rows)
}

/// Where the amounts of a row begin: behind its codes and names.
fn first_amount(row: &[Token]) -> usize {
    let labels = row.iter().enumerate().take_while(|(at, token)| {
        let is_code = *at == 0 && matches!(token.text().len(), 3 | 5 | 7) && token.is_whole();
        is_code || !token.is_number()
    });
    labels.count()
}
