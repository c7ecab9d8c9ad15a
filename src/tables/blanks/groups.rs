/*!
Over which headings another heading stands that is over several: those below it in whose middle it is, or
one of the series that repeat.
*/

use super::stack::{Stack, is_of_labels, meet, names_labels};
use super::token::Token;
use super::words::{ends_complete, is_no_part, is_outer, is_part, is_portion};
use crate::narrow::narrow;
use crate::tables::lines::{Cell, squeeze};

/// A heading over several others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The text and where it begins.
    pub cell: Cell,
    /// The first column.
    pub left: usize,
    /// The column behind the last one.
    pub right: usize,
    /// The header's line; of several the one in the middle.
    pub line: usize,
}

impl Group {
    /// Whether it stands in the middle below a longer word, as the end of what breaks off there does.
    pub fn ends(&self, above: &Token) -> bool {
        let middles = above.middle().abs_diff(self.left + self.right);
        self.right - self.left <= above.right - above.left
            && (middles <= 4 || above.left.abs_diff(self.left) <= 1)
    }
}

/// Puts headings over others together that broke off at the end of a line: 2020年预算数比2019 / 年预算数.
pub fn join_torn(groups: &mut Vec<Group>) {
    let is_end_of = |above: &Group, below: &Group| {
        let middles = (above.left + above.right).abs_diff(below.left + below.right);
        below.line > above.line
            && below.right - below.left <= above.right - above.left
            && (middles <= 4 || above.left.abs_diff(below.left) <= 1)
    };
    let mut at = 0;
    while let Some(above) = groups.get(at).cloned() {
        let ends = groups
            .iter()
            .enumerate()
            .filter(|(_, below)| is_end_of(&above, below));
        let end = ends.min_by_key(|(_, below)| below.line).map(|(at, _)| at);
        if let Some(end) = end.filter(|_| !ends_complete(&above.cell.text)) {
            groups[end].cell.text = format!("{}{}", above.cell.text, groups[end].cell.text);
            groups[end].cell.place = above.cell.place;
            (groups[end].left, groups[end].right) = (above.left, above.right);
            // Set in the middle of its cell, as those beside it that fit a line are.
            groups[end].line = usize::midpoint(above.line, groups[end].line);
            groups.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Over which headings each group stands: those below it in whose middle it is.
pub fn extents(stacks: &[Stack], groups: &[Group]) -> Vec<(Cell, usize, usize)> {
    let mut lines: Vec<usize> = groups.iter().map(|group| group.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut found: Vec<(Cell, usize, usize)> = Vec::new();
    for line in lines {
        let mut here: Vec<&Group> = groups.iter().filter(|group| group.line == line).collect();
        here.sort_by_key(|group| group.left);
        let covered = |at: usize| {
            found
                .iter()
                .any(|(_, first, last)| (*first..=*last).contains(&at))
        };
        let covered: Vec<bool> = (0..stacks.len()).map(covered).collect();
        let below: Vec<&Group> = groups.iter().filter(|group| group.line > line).collect();
        // A heading within another has not the same ones below it.
        let is_new = |extent: &(usize, usize)| {
            !found
                .iter()
                .any(|(_, first, last)| (*first, *last) == *extent)
        };
        let series = of_series(line, stacks, &here).filter(|all| all.iter().all(is_new));
        let extents = match series {
            Some(series) => series.into_iter().map(Some).collect(),
            None => extents_on(line, stacks, &here, &below, &covered),
        };
        for (at, group) in here.iter().enumerate() {
            let Some((first, last)) = extents[at] else {
                continue;
            };
            let next = extents[at + 1..].iter().flatten().next();
            let end = next.map_or(stacks.len(), |(first, _)| *first);
            let last = last_part(group, (first, last), end, stacks, &found);
            let is_below = |at: usize| stacks[at].top > line;
            // 小计 is the first part of the heading next behind it.
            let from = extents[..at].iter().flatten().next_back();
            let from = from.map_or(0, |(_, last)| last + 1);
            let is_own = |at: usize| is_below(at) && is_total_of_part(stacks, at);
            let before = (from..first).rev().take_while(|&at| !covered[at]);
            let first = match squeeze(&stacks[first].cell.text).as_str() {
                // The 小计 of a heading within this one; its own total stands right before it.
                "小计" | "合计" => before
                    .into_iter()
                    .take(1)
                    .find(|&at| is_own(at) && stacks[at].top < stacks[first].top)
                    .unwrap_or(first),
                _ => before.into_iter().find(|&at| is_own(at)).unwrap_or(first),
            };
            found.push((group.cell.clone(), first, last));
        }
    }
    found
}

/// The last heading that a group over these stands over, before an `end`. 支出 goes on: no column behind it is
/// another's. And so does any heading over what stands in one line with its parts: what has nothing over it stands higher.
fn last_part(
    group: &Group,
    (first, last): (usize, usize),
    end: usize,
    stacks: &[Stack],
    found: &[(Cell, usize, usize)],
) -> usize {
    let parts = &stacks[first..=last];
    let covers = |extent: &(Cell, usize, usize), at| (extent.1..=extent.2).contains(&at);
    let is_of_another = |at| found.iter().any(|it| covers(it, at) && !covers(it, first));
    let goes_on = |at: &usize| {
        let next = &stacks[*at];
        let is_beside = is_level(parts, next) || is_part(&group.cell, &next.cell);
        let is_own = is_beside && !is_of_another(*at) && !is_no_part(&group.cell, &next.cell);
        next.top > group.line
            && !is_mixed(group, parts, next)
            && (is_outer(&group.cell.text) || is_own)
    };
    last + (last + 1..end).take_while(goes_on).count()
}

/// Whether a heading stands at the height of others: it begins where they do, or has the same middle.
fn is_level(parts: &[Stack], next: &Stack) -> bool {
    let middle = |stack: &Stack| stack.top + stack.bottom;
    parts.iter().all(|part| part.top == next.top)
        || parts.iter().all(|part| middle(part) == middle(next))
}

/// Whether a heading of labels over headings of labels would stand over one of amounts too: 项目 over 科目编码,
/// 科目名称 and 合计.
fn is_mixed(group: &Group, parts: &[Stack], next: &Stack) -> bool {
    names_labels(&group.cell.text) && parts.iter().any(is_of_labels) && !is_of_labels(next)
}

/// Whether a total is that of some columns: 小计, and 合计 behind the total of all.
fn is_total_of_part(stacks: &[Stack], at: usize) -> bool {
    let is_total = |stack: &Stack| matches!(squeeze(&stack.cell.text).as_str(), "总计" | "合计");
    match squeeze(&stacks[at].cell.text).as_str() {
        "小计" => true,
        "合计" => stacks[..at].iter().any(is_total),
        _ => false,
    }
}

/// The extents of the groups of one line that together are the most in the middle.
fn extents_on(
    line: usize,
    stacks: &[Stack],
    groups: &[&Group],
    below: &[&Group],
    covered: &[bool],
) -> Vec<Option<(usize, usize)>> {
    /// What a heading costs over which no group stands, nor one above.
    const BARE: i64 = 8;
    /// What a group without headings costs.
    const LOST: i64 = 400;
    let is_below = |at: usize| stacks[at].top > line;
    let is_bare = |at: &usize| is_below(*at) && !covered[*at];
    let bare = |from: usize, to: usize| narrow::<i64>((from..to).filter(is_bare).count()) * BARE;
    // For each number of groups and of headings the least cost, and the last group's extent.
    type Best = (i64, Option<(usize, usize)>);
    let mut best: Vec<Vec<Best>> =
        vec![(0..=stacks.len()).map(|end| (bare(0, end), None)).collect()];
    for group in groups {
        let before = &best[best.len() - 1];
        let mut row: Vec<Best> = before.iter().map(|(cost, _)| (cost + LOST, None)).collect();
        for first in 0..stacks.len() {
            for last in (first..stacks.len()).take_while(|&at| is_below(at)) {
                let cost = before[first].0 + off_middle(group, &stacks[first..=last], below);
                for (end, best) in row.iter_mut().enumerate().skip(last + 1) {
                    let cost = cost + bare(last + 1, end);
                    if cost < best.0 {
                        *best = (cost, Some((first, last)));
                    }
                }
            }
        }
        best.push(row);
    }
    let mut extents = vec![None; groups.len()];
    let mut end = stacks.len();
    for at in (0..groups.len()).rev() {
        extents[at] = best[at + 1][end].1;
        end = extents[at].map_or(end, |(first, _)| first);
    }
    extents
}

/// The extents of groups under each of which the same series of headings stands: two years beside each other.
fn of_series(line: usize, stacks: &[Stack], groups: &[&Group]) -> Option<Vec<(usize, usize)>> {
    let texts: Vec<String> = stacks
        .iter()
        .map(|stack| squeeze(&stack.cell.text))
        .collect();
    let count = groups.len();
    let is_over = |(group, (first, last)): (&&Group, (usize, usize))| {
        let middle = usize::midpoint(group.left, group.right);
        let may = |stack: &Stack| stack.top > line && !is_no_part(&group.cell, &stack.cell);
        stacks[first..=last].iter().all(may)
            && (stacks[first].left..stacks[last].right).contains(&middle)
    };
    let series_at = |length: usize, start: usize| {
        let mut series = texts[start..start + count * length].chunks(length);
        let first = series.next()?;
        let extents = (0..count).map(|at| (start + at * length, start + (at + 1) * length - 1));
        let is_series = series.all(|next| next == first);
        let all_are = is_series && groups.iter().zip(extents.clone()).all(is_over);
        all_are.then(|| extents.collect())
    };
    let longest = if count > 1 { texts.len() / count } else { 0 };
    (2..=longest).rev().find_map(|length| {
        let starts = 0..=texts.len() - count * length;
        starts.rev().find_map(|start| series_at(length, start))
    })
}

/// How far a group is from the middle of headings, in hundredths of their width.
fn off_middle(group: &Group, stacks: &[Stack], below: &[&Group]) -> i64 {
    let (Some(first), Some(last)) = (stacks.first(), stacks.last()) else {
        return i64::MAX / 4;
    };
    let distance = (first.left + last.right).abs_diff(group.left + group.right);
    let width = last.right.abs_diff(first.left) + 10;
    // A group begins with its own total and has no other; it stands over more than one heading.
    let is_total = |stack: &Stack| matches!(squeeze(&stack.cell.text).as_str(), "小计" | "合计");
    // A heading within it begins with a total too.
    let is_within = |total: usize| {
        let right = stacks.get(total + 1).map_or(last.right, |next| next.right);
        let extent = (stacks[total].left, right);
        below
            .iter()
            .any(|group| meet(extent, (group.left, group.right)))
    };
    let inside = (1..stacks.len()).filter(|&at| is_total(&stacks[at]) && !is_within(at));
    let inside = inside.count();
    let mut penalty = 30 * inside + if stacks.len() == 1 { 60 } else { 0 };
    // What a portion is of stands before it.
    penalty += if is_portion(&first.cell.text) { 200 } else { 0 };
    // What stands right under one heading stands at one height.
    let has_groups = below
        .iter()
        .any(|group| meet((group.left, group.right), (first.left, last.right)));
    let heights = || stacks.iter().map(|stack| stack.top + stack.bottom);
    let (lowest, highest) = (heights().max(), heights().min());
    if !has_groups && lowest > highest.map(|height| height + 1) {
        penalty += 40;
    }
    penalty += 500
        * stacks
            .iter()
            .filter(|stack| is_no_part(&group.cell, &stack.cell) || is_mixed(group, stacks, stack))
            .count();
    let bonus = if is_total(first) && stacks.len() > 1 {
        20
    } else {
        0
    };
    narrow::<i64>(distance * 100 / width + penalty) - bonus
}
