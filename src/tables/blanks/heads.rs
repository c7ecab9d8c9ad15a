/*!
The headings over columns of blanks: words torn over lines are put together, and a heading in
the middle of several others is found to stand over all of them.
*/

use super::columns::{Column, Holds, earlier};
use super::stack::{Stack, is_of_labels};
use super::token::Token;
use super::words::{
    breaks_word, ends_complete, is_known_part, is_no_part, is_outer, is_portion, is_whole,
    repeats_beginning, stands_alone,
};
use crate::tables::lines::{Cell, squeeze};

/// A heading over several others.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    cell: Cell,
    left: usize,
    right: usize,
    line: usize,
}

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The headings right over columns, from left to right.
    pub stacks: Vec<Stack>,
    /// The headings over others: which, and the first and the last of those.
    pub groups: Vec<(Cell, usize, usize)>,
    /// Whether a heading found no place, neither over a column nor over others.
    pub has_lost: bool,
}

/// Whether two stretches of a line share a character.
pub fn meet(first: (usize, usize), second: (usize, usize)) -> bool {
    first.0 < second.1 && second.0 < first.1
}

/// Reads the lines of a header over columns.
pub fn read(lines: &[Vec<Token>], columns: &[Column]) -> Header {
    let mut stacks: Vec<Stack> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    for (line, tokens) in lines.iter().enumerate().rev() {
        let mut new: Vec<Stack> = Vec::new();
        let beginnings = beginnings(tokens, &stacks);
        for (at, token) in tokens.iter().enumerate() {
            if let Some(stack) = beginnings[at] {
                put_over(&mut stacks[stack], token, line);
                continue;
            }
            let extent = (token.left, token.right);
            let under: Vec<usize> = (0..stacks.len())
                .filter(|&stack| meet(extent, (stacks[stack].left, stacks[stack].right)))
                .collect();
            let is_over_group = groups
                .iter()
                .any(|group| meet(extent, (group.left, group.right)));
            match under.as_slice() {
                [] if !is_over_group
                    && !hovers(tokens, at, &stacks, columns)
                    && !is_twin_over(tokens, at, &stacks) =>
                {
                    new.push(Stack {
                        cell: token.cell.clone(),
                        left: token.left,
                        right: token.right,
                        begins: token.is_apart.then_some(token.left),
                        is_packed: !token.is_apart,
                        top: line,
                        bottom: line,
                    });
                }
                [stack] if !is_over_group && is_torn(token, *stack, tokens, &stacks) => {
                    put_over(&mut stacks[*stack], token, line);
                }
                _ => groups.push(Group {
                    cell: token.cell.clone(),
                    left: token.left,
                    right: token.right,
                    line,
                }),
            }
        }
        stacks.extend(new);
        stacks.sort_by_key(|stack| (stack.left, stack.right));
    }
    let count = groups.len();
    let groups = extents(&stacks, &groups);
    let has_lost = groups.len() < count;
    Header {
        stacks,
        groups,
        has_lost,
    }
}

/// For each word of a line the heading below that it is the beginning of, where it breaks off inside
/// a word. Several of them keep their order, since words slip sideways in a text.
fn beginnings(tokens: &[Token], stacks: &[Stack]) -> Vec<Option<usize>> {
    const ALONE: usize = 14;
    let torn: Vec<usize> = (0..tokens.len())
        .filter(|&at| !ends_complete(tokens[at].text()))
        .collect();
    let cost = |at: usize, stack: usize| {
        let (token, stack) = (&tokens[torn[at]], &stacks[stack]);
        let whole = if is_whole(&stack.cell.text) { 20 } else { 0 };
        let broken = if breaks_word(token.text(), &stack.cell.text) {
            ALONE
        } else {
            0
        };
        token.middle().abs_diff(stack.left + stack.right) + whole + broken
    };
    // The least cost of the first words over the first headings, and whether the last is over the last.
    let mut costs = vec![vec![(0, false); stacks.len() + 1]; torn.len() + 1];
    for at in 1..=torn.len() {
        costs[at][0] = (at * ALONE, false);
        for stack in 1..=stacks.len() {
            let over = costs[at - 1][stack - 1].0 + cost(at - 1, stack - 1);
            let apart = costs[at][stack - 1].0.min(costs[at - 1][stack].0 + ALONE);
            costs[at][stack] = (over.min(apart), over < apart);
        }
    }
    let mut found = vec![None; tokens.len()];
    let (mut at, mut stack) = (torn.len(), stacks.len());
    while at > 0 && stack > 0 {
        let (here, is_over) = costs[at][stack];
        if is_over {
            (at, stack) = (at - 1, stack - 1);
            found[torn[at]] = Some(stack);
        } else if here == costs[at][stack - 1].0 {
            stack -= 1;
        } else {
            at -= 1;
        }
    }
    found
}

/// Whether the same words stand on the same line over several headings: what says the same at one height
/// is of one rank.
fn is_twin_over(tokens: &[Token], at: usize, stacks: &[Stack]) -> bool {
    let text = squeeze(tokens[at].text());
    let is_over = |token: &Token| {
        let is_under = |at: &usize| {
            meet(
                (token.left, token.right),
                (stacks[*at].left, stacks[*at].right),
            )
        };
        let under: Vec<usize> = (0..stacks.len()).filter(is_under).collect();
        match under.as_slice() {
            [] => false,
            [stack] => !is_torn(token, *stack, tokens, stacks),
            _ => true,
        }
    };
    let mut others = tokens.iter().enumerate();
    others.any(|(other, token)| other != at && squeeze(token.text()) == text && is_over(token))
}

/// Whether a word between two headings has amounts of its own: there are more columns between the two than the
/// first of them accounts for, or one below the word that no heading stands over.
fn has_amounts(
    token: &Token,
    stacks: &[Stack],
    columns: &[Column],
    (before, after): (&Stack, &Stack),
) -> bool {
    let amounts = columns.iter().filter(|c| c.holds == Holds::Amounts);
    let is_between = |column: &&Column| column.left >= before.left && column.right <= after.left;
    let between = amounts.clone().filter(is_between).count();
    if between > usize::from(!is_of_labels(before)) {
        return true;
    }
    // 支出 stands over several wherever there are headings enough without it.
    let headings = stacks.iter().filter(|stack| !is_of_labels(stack)).count();
    if is_outer(token.text()) && headings >= amounts.clone().count() {
        return false;
    }
    amounts.into_iter().any(|column| {
        let extent = (column.left, column.right);
        let is_over = |stack: &Stack| meet(extent, (stack.left, stack.right));
        meet(extent, (token.left, token.right)) && !stacks.iter().any(is_over)
    })
}

/// Whether a word stands over no heading but between some: in the middle over those beside it,
/// since words that have a column of their own stand farther from their neighbours' columns.
fn hovers(tokens: &[Token], at: usize, stacks: &[Stack], columns: &[Column]) -> bool {
    let token = &tokens[at];
    let before = stacks.iter().rev().find(|stack| stack.right <= token.left);
    let after = stacks.iter().find(|stack| stack.left >= token.right);
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    if has_amounts(token, stacks, columns, (before, after)) {
        return false;
    }
    let is_complete = ends_complete(token.text());
    // Both neighbours have nothing over them on this line.
    let is_free = |stack: &Stack| {
        !tokens
            .iter()
            .any(|token| meet((token.left, token.right), (stack.left, stack.right)))
    };
    // What stands beside it on its line is farther away.
    let is_next = at
        .checked_sub(1)
        .is_none_or(|at| tokens[at].right <= before.left)
        && tokens
            .get(at + 1)
            .is_none_or(|next| next.left >= after.right);
    let (left_gap, right_gap) = (token.left - before.right, after.left - token.right);
    let is_middle = left_gap.abs_diff(right_gap) <= 3 + left_gap.max(right_gap) / 4;
    let names_parts = ["功能分类", "经济分类", "支出用途"];
    let is_outer = is_outer(token.text()) || names_parts.contains(&squeeze(token.text()).as_str());
    let is_whole = |stack: &Stack| {
        let text = squeeze(&stack.cell.text);
        is_known_part(&text)
            || matches!(text.as_str(), "类" | "款" | "项")
            || text.chars().count() > 3 && ends_complete(&text)
    };
    // The ends of torn words are no headings that another could stand over.
    let are_whole = is_whole(before) && is_whole(after);
    are_whole
        && is_next
        && is_complete
        && is_free(before)
        && is_free(after)
        && (is_middle || is_outer)
}

/// Whether a word right over a heading is its beginning.
fn is_torn(token: &Token, at: usize, tokens: &[Token], stacks: &[Stack]) -> bool {
    let stack = &stacks[at];
    let middles = token.middle().abs_diff(stack.left + stack.right);
    let is_aligned = middles <= 4 || token.left.abs_diff(stack.left) <= 1;
    if !is_aligned {
        return false;
    }
    let under = squeeze(&stack.cell.text);
    let is_code_part = matches!(under.as_str(), "类" | "款" | "项");
    let names_codes = |text: &str| {
        ["编码", "代码", "科目"]
            .iter()
            .any(|end| text.ends_with(end))
    };
    if is_code_part && names_codes(&squeeze(token.text())) {
        return false;
    }
    if is_portion(&under)
        || repeats_beginning(token.text(), &under)
        || stands_alone(token.text()) && under.chars().count() > 2
    {
        return false;
    }
    let is_carried = ["上年结", "年初结"]
        .iter()
        .any(|start| token.text().starts_with(start));
    if (is_outer(token.text()) || is_carried && ends_complete(token.text()))
        && ends_complete(&under)
        && !matches!(under.as_str(), "名称" | "编码" | "代码")
    {
        return false;
    }
    // A whole word over one heading of several beside each other that have nothing over them.
    let is_bare = |stack: &Stack| {
        let extent = (stack.left.saturating_sub(1), stack.right + 1);
        !tokens
            .iter()
            .any(|token| meet((token.left, token.right), extent))
    };
    let beside = |other: Option<&Stack>| {
        other.is_some_and(|other| {
            let gap = (other.left.max(stack.left)).saturating_sub(other.right.min(stack.right));
            other.top == stack.top && is_bare(other) && gap <= 12.max(usual_gap(stacks, stack.top))
        })
    };
    let before = at.checked_sub(1).and_then(|before| stacks.get(before));
    let are_parts = beside(before) || beside(stacks.get(at + 1));
    let is_part = ends_complete(&stack.cell.text) && is_known_part(&stack.cell.text);
    !is_part || !are_parts && squeeze(&stack.cell.text) != "小计"
}

/// The gap in the middle of those between headings beside each other at one height.
fn usual_gap(stacks: &[Stack], top: usize) -> usize {
    let pairs = stacks.windows(2);
    let level = pairs.filter(|pair| pair.iter().all(|stack| stack.top == top));
    let mut gaps: Vec<usize> = level
        .map(|pair| pair[1].left.saturating_sub(pair[0].right))
        .collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied().unwrap_or(0)
}

fn put_over(stack: &mut Stack, token: &Token, line: usize) {
    stack.cell.text = format!("{}{}", token.text(), stack.cell.text);
    stack.cell.place = token.cell.place;
    stack.left = stack.left.min(token.left);
    stack.right = stack.right.max(token.right);
    stack.begins = earlier(stack.begins, token);
    stack.is_packed |= !token.is_apart;
    stack.top = line;
}

/// Over which headings each group stands: those below it in whose middle it is.
fn extents(stacks: &[Stack], groups: &[Group]) -> Vec<(Cell, usize, usize)> {
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
            let Some((first, mut last)) = extents[at] else {
                continue;
            };
            let next = extents[at + 1..].iter().flatten().next();
            let end = next.map_or(stacks.len(), |(first, _)| *first);
            // 支出 goes on to the end: no column behind it is another's. And so does any heading over
            // what stands in one line with its parts: what has nothing over it stands higher.
            let parts = &stacks[first..=last];
            let is_level = |next: &Stack| parts.iter().all(|part| part.top == next.top);
            let is_below = |at: usize| stacks[at].top > line;
            let goes_on = |at: usize| {
                let next = &stacks[at];
                is_outer(&group.cell.text)
                    || is_level(next) && !covered[at] && !is_no_part(&group.cell, &next.cell)
            };
            while last + 1 < end && is_below(last + 1) && goes_on(last + 1) {
                last += 1;
            }
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
    let bare = |from: usize, to: usize| (from..to).filter(is_bare).count() as i64 * BARE;
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
    let is_series = |length: &usize| {
        let behind = &texts[texts.len() - count * length..];
        behind
            .chunks(*length)
            .all(|series| *series == behind[..*length])
    };
    let length = (2..=texts.len() / count.max(2)).rev().find(is_series)?;
    let start = texts.len() - count * length;
    let extents = (0..count).map(|at| (start + at * length, start + (at + 1) * length - 1));
    let is_over = |(group, (first, last)): (&&Group, (usize, usize))| {
        let middle = (group.left + group.right) / 2;
        let may = |stack: &Stack| stack.top > line && !is_no_part(&group.cell, &stack.cell);
        stacks[first..=last].iter().all(may)
            && (stacks[first].left..stacks[last].right).contains(&middle)
    };
    let all_are = count > 1 && groups.iter().zip(extents.clone()).all(is_over);
    all_are.then(|| extents.collect())
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
            .filter(|stack| is_no_part(&group.cell, &stack.cell))
            .count();
    let bonus = if is_total(first) && stacks.len() > 1 {
        20
    } else {
        0
    };
    (distance * 100 / width + penalty) as i64 - bonus
}

impl Header {
    /// Makes of a heading without a column, between two that stand lower and have columns, a heading
    /// over both. Says whether there was one.
    pub fn lift(&mut self, pairs: &[(Option<usize>, Option<usize>)]) -> bool {
        let is_bare = |at: usize| pairs.contains(&(Some(at), None));
        let is_lower = |at: usize, than: usize| self.stacks[at].top > self.stacks[than].bottom;
        let found = (1..self.stacks.len().saturating_sub(1)).find(|&at| {
            is_bare(at)
                && !is_of_labels(&self.stacks[at])
                && is_lower(at - 1, at)
                && is_lower(at + 1, at)
        });
        let Some(at) = found else { return false };
        let lifted = self.stacks.remove(at);
        for (_, first, last) in &mut self.groups {
            *first -= usize::from(*first > at);
            *last -= usize::from(*last > at);
        }
        let inside = self
            .groups
            .iter()
            .position(|(_, first, last)| (*first..=*last).contains(&at));
        let place = inside.map_or(self.groups.len(), |outer| outer + 1);
        self.groups.insert(place, (lifted.cell, at - 1, at));
        true
    }

    /// How many headings there are under which amounts may stand.
    pub fn headings_of_amounts(&self) -> usize {
        self.stacks.iter().filter(|s| !is_of_labels(s)).count()
    }

    /// The texts of the headings under which amounts may stand.
    pub fn texts(&self) -> Vec<String> {
        let headings = self.stacks.iter().filter(|s| !is_of_labels(s));
        headings.map(|stack| squeeze(&stack.cell.text)).collect()
    }

    /// The headings whose words stood on several lines.
    pub fn torn(&self) -> Vec<String> {
        let torn = self.stacks.iter().filter(|s| s.top != s.bottom);
        torn.map(|stack| squeeze(&stack.cell.text)).collect()
    }

    /// Takes the numbers that count the columns for the places of the headings, where there are as
    /// many of them as headings of amounts, or of all: they stand in the lines of the rows.
    pub fn place_by(&mut self, counters: &[Token]) {
        let mut headings: Vec<&mut Stack> = self.stacks.iter_mut().collect();
        if headings.len() != counters.len() {
            headings.retain(|stack| !is_of_labels(stack));
        }
        if headings.len() != counters.len() {
            return;
        }
        for (stack, counter) in headings.into_iter().zip(counters) {
            (stack.left, stack.right) = (counter.left, counter.right);
            stack.begins = counter.is_apart.then_some(counter.left);
            stack.is_packed = !counter.is_apart;
        }
    }
}

/// The header as rows of cells over the places that `matched` found.
pub fn rows(header: &Header, pairs: &[(Option<usize>, Option<usize>)]) -> Vec<Vec<Cell>> {
    let depth = |stack: usize| {
        header
            .groups
            .iter()
            .filter(|(_, first, last)| (*first..=*last).contains(&stack))
            .count()
    };
    let deepest = (0..header.stacks.len()).map(depth).max().unwrap_or(0);
    let mut rows = vec![vec![Cell::default(); pairs.len()]; deepest + 1];
    let place_of = |stack: usize| pairs.iter().position(|pair| pair.0 == Some(stack));
    for (at, pair) in pairs.iter().enumerate() {
        if let Some(stack) = pair.0 {
            let cell = &header.stacks[stack].cell;
            // The parts of a code stand at one height, whatever stands over each.
            let is_code_part = matches!(cell.text.as_str(), "类" | "款" | "项");
            let row = if is_code_part { deepest } else { depth(stack) };
            rows[row][at] = cell.clone();
        }
    }
    for (index, (cell, first, last)) in header.groups.iter().enumerate() {
        let above = header.groups[..index]
            .iter()
            .filter(|(_, start, end)| start <= first && last <= end)
            .count();
        if let Some(at) = place_of(*first) {
            rows[above][at] = cell.clone();
        }
    }
    rows
}
