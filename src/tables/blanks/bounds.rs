/*!
Under which heading a column of amounts can stand at all.

pdftotext gives each run of text a column of its own that grows with the place where the run begins,
over the whole page: what is wholly right of another run stands behind its end. So amounts that begin
before a heading ends are in no column behind it, and a heading that begins before amounts end
is of no column behind theirs. What follows a single blank in a run is packed and says less; so does a
heading right behind the end of one on another line, for both are of one block.
*/

use super::columns::{BlankColumn, Holds};
use super::stack::{Stack, is_of_labels};
use crate::tables::grid::is_total_word;
use std::ops::RangeInclusive;

/// The headings that each column may have; of columns of words any.
///
/// Where there are as many columns of amounts as headings of amounts their order tells. Else their
/// places do, unless they contradict each other: then header and rows are not spaced alike.
pub fn bounds(stacks: &[Stack], columns: &[BlankColumn]) -> Vec<RangeInclusive<usize>> {
    let any = 0..=stacks.len();
    let leading = leading_labels(stacks, columns);
    let headings: Vec<usize> = (leading..stacks.len())
        .filter(|&at| !is_of_labels(&stacks[at]))
        .collect();
    let is_amounts = |column: &&BlankColumn| column.holds == Holds::Amounts;
    let amounts: Vec<&BlankColumn> = columns.iter().filter(is_amounts).collect();
    let of_amounts = if amounts.len() == headings.len() {
        headings.iter().map(|&at| at..=at).collect()
    } else {
        let places = amounts.iter().map(|column| by_place(stacks, column));
        narrowed(&places.collect::<Vec<_>>(), &headings)
            .unwrap_or_else(|| vec![any.clone(); amounts.len()])
    };
    let mut of_amounts = of_amounts.into_iter();
    let of = |column: &BlankColumn| match column.holds {
        Holds::Amounts => of_amounts.next().unwrap_or_else(|| any.clone()),
        Holds::Words | Holds::Codes => any.clone(),
    };
    columns.iter().map(of).collect()
}

/// How many headings stand before the first amounts, where there are as many columns of labels: whatever
/// these headings are called, none is one of amounts.
fn leading_labels(stacks: &[Stack], columns: &[BlankColumn]) -> usize {
    let is_amounts = |column: &BlankColumn| column.holds == Holds::Amounts;
    let Some(first) = columns.iter().position(is_amounts) else {
        return 0;
    };
    let is_before = |stack: &&Stack| stack.right <= columns[first].left;
    let before = stacks.iter().take_while(is_before).count();
    let is_total = |stack: &Stack| is_total_word(&stack.cell.text);
    let are_labels = before == first && !stacks[..before].iter().any(is_total);
    if are_labels { first } else { 0 }
}

/// The headings that a column of amounts may have by where it stands. A single column of overlap with
/// a heading may be one of rounding.
fn by_place(stacks: &[Stack], column: &BlankColumn) -> RangeInclusive<usize> {
    let ends_behind = |stack: &Stack| column.begins.is_some_and(|begins| begins < stack.right);
    let all = stacks.len();
    let ending = stacks.iter().position(ends_behind).unwrap_or(all);
    // Amounts end at the right of their cell, at least as far as the heading in its middle does.
    let is_behind = |stack: &Stack| column.right <= stack.left;
    let behind = stacks.iter().position(is_behind).unwrap_or(all);
    let last = ending
        .min(behind.saturating_sub(1))
        .min(all.saturating_sub(1));
    let begins = |stack: &Stack| stack.begins.filter(|_| !stack.is_packed);
    let is_before = |stack: &Stack| begins(stack).is_some_and(|begins| begins + 1 < column.right);
    let first = stacks.iter().rposition(is_before).unwrap_or(0);
    // Of headings that are packed any may be that of amounts below them.
    let is_shared = |at: &usize| {
        let stack = &stacks[*at];
        stack.is_packed && stack.left < column.right && column.left < stack.right
    };
    let shared = (1..all).filter(is_shared);
    let first = shared
        .clone()
        .map(|at| at - 1)
        .min()
        .map_or(first, |at| first.min(at));
    let last = shared.max().map_or(last, |at| last.max(at));
    first..=last
}

/// The headings that are left for each column as they keep their order; none where some column
/// has none.
fn narrowed(
    columns: &[RangeInclusive<usize>],
    headings: &[usize],
) -> Option<Vec<RangeInclusive<usize>>> {
    let (first, last) = (leftmost(columns, headings), rightmost(columns, headings));
    let between = |(first, last): (Option<usize>, Option<usize>)| Some(first?..=last?);
    first.into_iter().zip(last).map(between).collect()
}

/// For each column the first heading that it may have behind that of the column before.
fn leftmost(columns: &[RangeInclusive<usize>], headings: &[usize]) -> Vec<Option<usize>> {
    let mut after = 0;
    let first = |column: &RangeInclusive<usize>| {
        let mut rest = headings.iter().skip(after);
        let found = rest.position(|heading| column.contains(heading));
        after += found.map_or(0, |at| at + 1);
        found.map(|_| headings[after - 1])
    };
    columns.iter().map(first).collect()
}

/// For each column the last heading that it may have before that of the column behind.
fn rightmost(columns: &[RangeInclusive<usize>], headings: &[usize]) -> Vec<Option<usize>> {
    let mut before = headings.len();
    let last = |column: &RangeInclusive<usize>| {
        let found = headings[..before]
            .iter()
            .rposition(|heading| column.contains(heading))?;
        before = found;
        Some(headings[found])
    };
    let mut found: Vec<Option<usize>> = columns.iter().rev().map(last).collect();
    found.reverse();
    found
}
