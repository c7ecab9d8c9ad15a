/*!
Which heading stands over which column: the pairing of the least distance, order kept.
*/

use super::bounds::bounds;
use super::columns::{BlankColumn, Holds};
use super::heads::BlankHeader;
use super::stack::{Stack, is_of_labels, meet};
use super::words::is_no_part;
use crate::tables::lines::squeeze;

/// Lays headings and columns beside each other, in order: for each place the heading and the column
/// that stand there. None where a column of amounts has no heading.
pub fn matched(
    header: &BlankHeader,
    columns: &[BlankColumn],
) -> Option<Vec<(Option<usize>, Option<usize>)>> {
    const FAR: usize = 100_000;
    if !is_sound(header) {
        return None;
    }
    let (rows, width) = (header.stacks.len(), columns.len());
    let bounds = bounds(&header.stacks, columns);
    let mut costs = vec![vec![usize::MAX; width + 1]; rows + 1];
    let mut steps = vec![vec![0u8; width + 1]; rows + 1];
    costs[0][0] = 0;
    for stack in 0..=rows {
        for column in 0..=width {
            let here = costs[stack][column];
            if here == usize::MAX {
                continue;
            }
            let mut offer = |to: (usize, usize), cost: usize, step: u8| {
                let total = here.saturating_add(cost);
                if total < costs[to.0][to.1] {
                    costs[to.0][to.1] = total;
                    steps[to.0][to.1] = step;
                }
            };
            if stack < rows && column < width {
                let cost = distance(header, stack, &columns[column]);
                // Labels stand at the left of a cell in whose middle the heading stands.
                let is_amounts = columns[column].holds == Holds::Amounts;
                let cost = match is_amounts {
                    true if !bounds[column].contains(&stack) => FAR,
                    true if is_of_labels(&header.stacks[stack]) => FAR,
                    // Where the places leave it open, the fund that all units have is likelier.
                    true if is_usual(&header.stacks[stack]) => 0,
                    true => cost + 1,
                    false => cost.min(20) + misfit(&header.stacks[stack], &columns[column]),
                };
                offer((stack + 1, column + 1), cost, 1);
            }
            if stack < rows {
                offer((stack + 1, column), 3, 2);
            }
            if column < width {
                let is_amounts = columns[column].holds == Holds::Amounts;
                offer((stack, column + 1), if is_amounts { FAR } else { 30 }, 3);
            }
        }
    }
    if costs[rows][width] >= FAR {
        return None;
    }
    Some(pairs_of(&steps))
}

/// What it costs that a heading of codes stands over words, or one of names over codes.
fn misfit(stack: &Stack, column: &BlankColumn) -> usize {
    let text = squeeze(&stack.cell.text);
    let says = |words: &[&str]| words.iter().any(|word| text.ends_with(word));
    let is_misfit = match column.holds {
        Holds::Words => says(&["编码", "代码"]),
        Holds::Codes => says(&["名称"]),
        Holds::Amounts => false,
    };
    if is_misfit { 5 } else { 0 }
}

/// The pairs that the steps to the end of both lists make.
fn pairs_of(steps: &[Vec<u8>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut pairs = Vec::new();
    let mut stack = steps.len() - 1;
    let mut column = steps[stack].len() - 1;
    while (stack, column) != (0, 0) {
        match steps[stack][column] {
            1 => {
                (stack, column) = (stack - 1, column - 1);
                pairs.push((Some(stack), Some(column)));
            }
            2 => {
                stack -= 1;
                pairs.push((Some(stack), None));
            }
            _ => {
                column -= 1;
                pairs.push((None, Some(column)));
            }
        }
    }
    pairs.reverse();
    pairs
}

/// Whether a heading is that of the money which hardly any unit lacks.
fn is_usual(stack: &Stack) -> bool {
    let text = squeeze(&stack.cell.text);
    ["一般公共预算", "财政拨款", "合计", "总计"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// How far a heading and a column are from standing over each other.
fn distance(header: &BlankHeader, at: usize, column: &BlankColumn) -> usize {
    let stack = &header.stacks[at];
    if ends_under(header, at, column) {
        return 0;
    }
    let middles = (stack.left + stack.right).abs_diff(column.left + column.right) / 2;
    if meet((stack.left, stack.right), (column.left, column.right)) {
        1 + middles.min(10) / 3
    } else {
        let gap = stack.left.max(column.left) - stack.right.min(column.right);
        4 + gap + middles / 4
    }
}

/// Whether amounts end right of the middle of a heading and left of the middle of the next one, as
/// they do where headings stand in the middle of a cell and amounts at its right.
fn ends_under(header: &BlankHeader, at: usize, column: &BlankColumn) -> bool {
    let middle = |stack: &Stack| usize::midpoint(stack.left, stack.right);
    let next = header.stacks.get(at + 1).map_or(usize::MAX, middle);
    column.holds == Holds::Amounts
        && middle(&header.stacks[at]) < column.right
        && column.right <= next
}

/// Whether no heading that stands over others covers what cannot be its part.
fn is_sound(header: &BlankHeader) -> bool {
    let groups = &header.groups;
    let is_over = |at: usize, under: usize| {
        let ((_, first, last), (_, start, end)) = (&groups[at], &groups[under]);
        at < under && first <= start && end <= last
    };
    let is_wrong =
        |at: usize, under: usize| is_over(at, under) && is_no_part(&groups[at].0, &groups[under].0);
    (0..groups.len()).all(|at| !(0..groups.len()).any(|under| is_wrong(at, under)))
}
