/*!
Headers whose last line repeats a series: 预算数 and 决算数 below every item.

Each series is as one column to what stands above it, so the lines above are read as a header of their own, whose
headings then stand each over a whole series.
*/

use super::columns::Columns;
use super::heads::{self, BlankHeader};
use super::stack::{Stack, is_of_labels};
use super::token::Token;
use crate::tables::lines::squeeze;

/// Reads a header; one whose last line repeats a series by that.
pub fn read(lines: &[Vec<Token>], columns: &Columns) -> BlankHeader {
    over_series(lines, columns).unwrap_or_else(|| heads::read(lines, columns))
}

/// The header over the series of its last line; none where it has no series, or not one heading over each.
fn over_series(lines: &[Vec<Token>], columns: &Columns) -> Option<BlankHeader> {
    let (last, above) = lines.split_last()?;
    let length = length_of_series(last)?;
    let upper = heads::read(above, columns);
    let series: Vec<&[Token]> = last.chunks(length).collect();
    let labels = upper.stacks.len().checked_sub(series.len())?;
    let (labels, over) = upper.stacks.split_at(labels);
    let are_labels = labels.iter().all(is_of_labels);
    let are_over = over
        .iter()
        .zip(&series)
        .all(|(stack, series)| is_over(stack, series));
    if upper.has_lost || !are_labels || !are_over {
        return None;
    }
    let mut lower = heads::read(std::slice::from_ref(last), &Columns::default());
    for stack in &mut lower.stacks {
        (stack.top, stack.bottom) = (above.len(), above.len());
        stack.words.iter_mut().for_each(|word| word.0 = above.len());
    }
    let before = labels.len();
    let place = |at: usize, within: usize| match at.checked_sub(before) {
        Some(series) => before + series * length + within,
        None => at,
    };
    let extent = |first: usize, last: usize| (place(first, 0), place(last, length - 1));
    let outer = upper.groups.iter().map(|(cell, first, last)| {
        let (first, last) = extent(*first, *last);
        (cell.clone(), first, last)
    });
    let own = over.iter().zip(before..).map(|(stack, at)| {
        let (first, last) = extent(at, at);
        (stack.cell.clone(), first, last)
    });
    Some(BlankHeader {
        groups: outer.chain(own).collect(),
        stacks: labels.iter().cloned().chain(lower.stacks).collect(),
        has_lost: false,
    })
}

/// After how many words a line begins anew with the same ones; none where it does not, or where all are the same.
fn length_of_series(line: &[Token]) -> Option<usize> {
    let texts: Vec<String> = line.iter().map(|token| squeeze(token.text())).collect();
    let repeats = |length: &usize| {
        texts.len().is_multiple_of(*length)
            && texts
                .chunks(*length)
                .all(|series| *series == texts[..*length])
    };
    let length = (1..=texts.len() / 2).find(repeats)?;
    (length > 1).then_some(length)
}

/// Whether a heading has its middle over a series.
fn is_over(stack: &Stack, series: &[Token]) -> bool {
    let (Some(first), Some(last)) = (series.first(), series.last()) else {
        return false;
    };
    (2 * first.left..=2 * last.right).contains(&(stack.left + stack.right))
}
