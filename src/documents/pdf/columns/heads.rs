/*!
Which headings stand over which columns of a table without lines.

A heading in the upper part of a header stands over those in the lower part; one in the
middle has a column of its own. Headings beside each other share the columns so that each
stands as near to the middle of its own as can be.
*/

use super::super::drawing::Length;
use super::stacks::Stack;
use super::stretches::{Stretch, borders, overlap, place};

/// A heading with its first column and the number of its columns.
type Placed = (usize, usize, Stack);

/// Which part of a header a heading stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Upper,
    Middle,
    Lower,
}

fn part(stack: &Stack, all: &[Stack]) -> Part {
    let top = all.iter().map(Stack::top).min().unwrap_or(0);
    let bottom = all.iter().map(Stack::bottom).max().unwrap_or(0);
    let size = stack.words.iter().map(|word| word.size).max().unwrap_or(0);
    if bottom - top <= size * 3 / 2 {
        return Part::Middle;
    }
    let slack = size / 4 + (bottom - top) / 10;
    let off = stack.middle() - i32::midpoint(top, bottom);
    match off {
        _ if off < -slack => Part::Upper,
        _ if off > slack => Part::Lower,
        _ => Part::Middle,
    }
}

/// Gives each column its heading, and adds the columns that have a heading and no figures.
pub fn add_columns(stacks: &[Stack], columns: &mut Vec<Stretch>) {
    let mut leaves: Vec<Stretch> = leaves(stacks)
        .iter()
        .map(|stack| (stack.left(), stack.right()))
        .collect();
    leaves.sort_unstable();
    let known = columns.clone();
    for (leaf, column) in leaves.iter().zip(matched(&leaves, &known)) {
        match column {
            Some(at) => {
                columns[at] = (columns[at].0.min(leaf.0), columns[at].1.max(leaf.1));
            }
            None if known.iter().all(|at| overlap(at, leaf.0, leaf.1) <= 0) => columns.push(*leaf),
            None => {}
        }
    }
    columns.sort_unstable();
    for at in 1..columns.len() {
        if columns[at].0 < columns[at - 1].1 {
            let border = i32::midpoint(columns[at].0, columns[at - 1].1);
            columns[at - 1].1 = border;
            columns[at].0 = border;
        }
    }
}

/// The heights that headings stand at: two rows have at most three, the middle among them.
fn levels(stacks: &[Stack]) -> usize {
    let mut middles: Vec<Length> = stacks.iter().map(Stack::middle).collect();
    let size = stacks
        .iter()
        .flat_map(|stack| &stack.words)
        .map(|word| word.size)
        .max();
    middles.sort_unstable();
    middles.dedup_by(|next, before| *next - *before <= size.unwrap_or(0) / 4);
    middles.len()
}

/// The headings that stand over no others.
fn leaves(stacks: &[Stack]) -> Vec<&Stack> {
    let is_over = |upper: &Stack, lower: &Stack| {
        lower.middle() > upper.middle()
            && lower.top() >= upper.bottom() - lower.words[0].size / 4
            && overlap(&(lower.left(), lower.right()), upper.left(), upper.right()) > 0
    };
    let is_deep = levels(stacks) > 3;
    // One in the middle of the last two rows stands beside those in the last.
    let is_between = |upper: &Stack, lower: &Stack| upper.bottom() > lower.top();
    let has_over = |lower: &Stack| stacks.iter().any(|upper| is_over(upper, lower));
    // A heading below that none stands over belongs to the nearest one above.
    let nearest_over = |lower: &Stack| {
        stacks
            .iter()
            .filter(|upper| upper.bottom() <= lower.top() + lower.words[0].size / 4)
            .filter(|upper| match part(upper, stacks) {
                Part::Upper => true,
                Part::Middle => is_deep && !is_between(upper, lower),
                Part::Lower => false,
            })
            .min_by_key(|upper| {
                // One that stands over others of this row is likelier to stand over this too.
                let off = (upper.center() - lower.center()).abs();
                let has_under = stacks.iter().any(|other| is_over(upper, other));
                if has_under { off } else { off * 2 }
            })
    };
    let orphans: Vec<&Stack> = stacks
        .iter()
        .filter(|lower| part(lower, stacks) == Part::Lower && !has_over(lower))
        .filter_map(nearest_over)
        .collect();
    stacks
        .iter()
        .filter(|stack| !stacks.iter().any(|lower| is_over(stack, lower)))
        .filter(|stack| !orphans.contains(stack))
        .collect()
}

/// What a column without a heading costs: more than a heading in the middle of the widest column
/// is away from a figure at its right, and less than what moves all headings by a column. A total
/// whose name stands over two columns has a column of its own.
const FAR: i64 = 25_000;

/// The column of each heading, none where it has no figures: in order, as near as can be.
pub fn matched(leaves: &[Stretch], columns: &[Stretch]) -> Vec<Option<usize>> {
    let apart = |leaf: &Stretch, column: &Stretch| {
        i64::from(-overlap(column, leaf.0, leaf.1).min(0)) * 2
            + i64::from((leaf.0 + leaf.1 - column.0 - column.1).abs()) / 100
    };
    // What the best way costs from a heading and a column on.
    let mut cost = vec![vec![0i64; columns.len() + 1]; leaves.len() + 1];
    for at in (0..=leaves.len()).rev() {
        for column in (0..columns.len()).rev() {
            let mut best = cost[at][column + 1] + FAR;
            if at < leaves.len() {
                best = best.min(cost[at + 1][column]);
                let here = apart(&leaves[at], &columns[column]);
                best = best.min(cost[at + 1][column + 1] + here);
            }
            cost[at][column] = best;
        }
    }
    let mut found = vec![None; leaves.len()];
    let (mut at, mut column) = (0, 0);
    while at < leaves.len() && column < columns.len() {
        let here = apart(&leaves[at], &columns[column]);
        if cost[at][column] == cost[at + 1][column + 1] + here {
            found[at] = Some(column);
            at += 1;
            column += 1;
        } else if cost[at][column] == cost[at + 1][column] {
            at += 1;
        } else {
            column += 1;
        }
    }
    found
}

/// The rows of a header.
pub fn rows(stacks: &[Stack], columns: &[Stretch]) -> Vec<Vec<Placed>> {
    let mut rows: Vec<Vec<Placed>> = Vec::new();
    lay(stacks.to_vec(), 0, columns.len(), columns, 0, &mut rows);
    rows.retain(|row| !row.is_empty());
    rows
}

/// Lays headings over the columns from one to before another, at a level and below it.
fn lay(
    stacks: Vec<Stack>,
    from: usize,
    to: usize,
    columns: &[Stretch],
    level: usize,
    rows: &mut Vec<Vec<Placed>>,
) {
    if stacks.is_empty() {
        return;
    }
    if rows.len() <= level {
        rows.resize(level + 1, Vec::new());
    }
    let alone = leaves(&stacks);
    let (mut over, mut own, mut under) = (Vec::new(), Vec::new(), Vec::new());
    for stack in &stacks {
        match part(stack, &stacks) {
            Part::Lower => under.push(stack.clone()),
            _ if alone.contains(&stack) => own.push(stack.clone()),
            Part::Middle => under.push(stack.clone()),
            Part::Upper => over.push(stack.clone()),
        }
    }
    if under.len() == stacks.len() {
        own = std::mem::take(&mut under);
    }
    let mut taken = vec![false; columns.len()];
    for stack in own {
        let column = place(stack.left(), stack.right(), columns).clamp(from, to - 1);
        taken[column] = true;
        rows[level].push((column, 1, stack));
    }
    over.sort_by_key(Stack::center);
    let mut start = from;
    while start < to {
        let end = (start..to).find(|&at| taken[at]).unwrap_or(to);
        if end > start {
            let edge = |at: usize| edge(at, columns);
            let here: Vec<Stack> = over
                .iter()
                .filter(|stack| (edge(start)..edge(end)).contains(&stack.center()))
                .cloned()
                .collect();
            share(here, (start, end), &under, columns, level, rows);
        }
        start = end + 1;
    }
}

/// The left border of a column.
fn edge(at: usize, columns: &[Stretch]) -> Length {
    match at {
        0 => Length::MIN,
        _ if at >= columns.len() => Length::MAX,
        _ => i32::midpoint(columns[at - 1].1, columns[at].0),
    }
}

/// Shares columns among headings beside each other, and lays what stands under them.
fn share(
    over: Vec<Stack>,
    (from, to): (usize, usize),
    under: &[Stack],
    columns: &[Stretch],
    level: usize,
    rows: &mut Vec<Vec<Placed>>,
) {
    let below = |from: usize, to: usize| -> Vec<Stack> {
        under
            .iter()
            .filter(|stack| (edge(from, columns)..edge(to, columns)).contains(&stack.center()))
            .cloned()
            .collect()
    };
    if over.is_empty() {
        lay(below(from, to), from, to, columns, level + 1, rows);
        return;
    }
    let mut start = from;
    for (stack, (first, end)) in over.iter().zip(ranges(&over, from, to, columns)) {
        lay(below(start, first), start, first, columns, level + 1, rows);
        rows[level].push((first, end - first, stack.clone()));
        lay(below(first, end), first, end, columns, level + 1, rows);
        start = end;
    }
    lay(below(start, to), start, to, columns, level + 1, rows);
}

/// How far aside a heading would have to stand for a column to be left out.
const LEFT_OUT: i64 = 500;

/// A way to share columns: what it costs, and the columns of each heading so far.
type Shares = (i64, Vec<(usize, usize)>);

/// The columns of each heading, so that the headings together stand nearest to the middles of
/// theirs; a column is left out rather than that a heading stands aside.
fn ranges(over: &[Stack], from: usize, to: usize, columns: &[Stretch]) -> Vec<(usize, usize)> {
    let borders = borders(columns);
    let off = |stack: &Stack, start: usize, end: usize| {
        let size = stack.words.iter().map(|word| word.size).max().unwrap_or(0);
        // Texts seldom fill their columns, so the middle is known by their edges and borders.
        let by_text = i32::midpoint(columns[start].0, columns[end - 1].1);
        let by_border = i32::midpoint(borders[start], borders[end]);
        let (one, other) = (stack.center() - by_text, stack.center() - by_border);
        i64::from((one.abs().min(other.abs()) - size / 2).max(0))
    };
    let left_out = |count: usize| count as i64 * LEFT_OUT;
    // The best way for the headings so far, by the column before which the last one ends.
    let mut best: Vec<Option<Shares>> = vec![None; to + 1];
    best[from] = Some((0, Vec::new()));
    for stack in over {
        let mut next: Vec<Option<Shares>> = vec![None; to + 1];
        for (before, way) in best.iter().enumerate() {
            let Some((cost, shares)) = way else {
                continue;
            };
            for start in before..to {
                for (end, slot) in next.iter_mut().enumerate().skip(start + 1) {
                    let cost = cost + left_out(start - before) + off(stack, start, end);
                    if slot.as_ref().is_none_or(|(known, _)| cost < *known) {
                        let mut shares = shares.clone();
                        shares.push((start, end));
                        *slot = Some((cost, shares));
                    }
                }
            }
        }
        best = next;
    }
    let ways = best.into_iter().enumerate();
    ways.filter_map(|(end, way)| way.map(|(cost, shares)| (cost + left_out(to - end), shares)))
        .min_by_key(|(cost, _)| *cost)
        .map_or_else(Vec::new, |(_, shares)| shares)
}
