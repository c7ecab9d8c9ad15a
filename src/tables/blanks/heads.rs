/*!
The headings over columns of blanks: words torn over lines are put together, and a heading in
the middle of several others is found to stand over all of them.
*/

use super::columns::{Columns, earlier};
use super::groups::{Group, extents, join_torn};
use super::rank::{is_completed, is_far, is_over_others, is_settled, is_torn};
use super::stack::{self, Stack, is_code_part, is_of_labels, meet};
use super::token::Token;
use super::words::{breaks_word, ends_complete, goes_on, is_whole, makes_known};
use crate::tables::lines::{Cell, squeeze};

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlankHeader {
    /// The headings right over columns, from left to right.
    pub stacks: Vec<Stack>,
    /// The headings over others: which, and the first and the last of those.
    pub groups: Vec<(Cell, usize, usize)>,
    /// Whether a heading found no place, neither over a column nor over others.
    pub has_lost: bool,
}

/// Reads the lines of a header over columns.
pub fn read(lines: &[Vec<Token>], columns: &Columns) -> BlankHeader {
    let mut stacks: Vec<Stack> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    for (line, tokens) in lines.iter().enumerate().rev() {
        let mut new: Vec<Stack> = Vec::new();
        let beginnings = beginnings((tokens, line), &stacks);
        for (at, token) in tokens.iter().enumerate() {
            // Where a heading over others goes on with it, it is that one's beginning.
            let is_outer = groups.iter().any(|group| group.ends(token));
            if let Some(stack) = beginnings[at].filter(|_| !is_outer) {
                put_over(&mut stacks[stack], token, (line, at));
                continue;
            }
            let (under, is_beside_one) = headings_under((token, line), &stacks);
            let is_over_group = groups
                .iter()
                .any(|group| meet((token.left, token.right), (group.left, group.right)));
            match under.as_slice() {
                [] if !is_over_group
                    && (is_beside_one || !is_over_others((lines, line), at, &stacks, columns)) =>
                {
                    new.push(stack_of(token, (line, at)));
                }
                [stack] if !is_over_group && is_torn(token, *stack, (tokens, line), &stacks) => {
                    put_over(&mut stacks[*stack], token, (line, at));
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
    stack::pack(&mut stacks);
    stack::tell_whole(&mut stacks, lines);
    join_torn(&mut groups);
    let count = groups.len();
    let groups = extents(&stacks, &groups);
    let has_lost = groups.len() < count;
    BlankHeader {
        stacks,
        groups,
        has_lost,
    }
}

/// The headings that a word stands over, and whether it meets one that has a word on its own line: the two stand
/// beside each other, so neither is over the other.
fn headings_under((token, line): (&Token, usize), stacks: &[Stack]) -> (Vec<usize>, bool) {
    let is_under = |stack: &Stack| meet((token.left, token.right), (stack.left, stack.right));
    let is_beside = |stack: &Stack| stack.words.iter().any(|word| word.0 == line);
    let met: Vec<usize> = (0..stacks.len())
        .filter(|&at| is_under(&stacks[at]))
        .collect();
    let is_beside_one = met.iter().any(|&at| is_beside(&stacks[at]));
    let under = met.into_iter().filter(|&at| !is_beside(&stacks[at]));
    (under.collect(), is_beside_one)
}

fn stack_of(token: &Token, (line, at): (usize, usize)) -> Stack {
    Stack {
        cell: token.cell.clone(),
        left: token.left,
        right: token.right,
        begins: token.is_apart.then_some(token.left),
        is_packed: !token.is_apart,
        is_whole: false,
        top: line,
        bottom: line,
        words: vec![(line, at)],
    }
}

/// For each word of a line the heading below that it is the beginning of, where it breaks off inside
/// a word. Several of them keep their order, since words slip sideways in a text.
fn beginnings((tokens, line): (&[Token], usize), stacks: &[Stack]) -> Vec<Option<usize>> {
    const ALONE: usize = 14;
    const ALIGNED: usize = 4;
    let goes_on_near = |token: &Token| {
        let is_near =
            |stack: &&Stack| token.middle().abs_diff(stack.left + stack.right) < 2 * ALONE;
        let mut near = stacks.iter().filter(is_near);
        near.any(|stack| makes_known(token.text(), &stack.cell.text))
    };
    let torn: Vec<usize> = (0..tokens.len())
        .filter(|&at| !ends_complete(tokens[at].text()) || goes_on_near(&tokens[at]))
        .collect();
    let cost = |at: usize, stack: usize| {
        let (token, end) = (&tokens[torn[at]], &stacks[stack]);
        // What is packed stands aside of what is below it.
        let is_over = !token.is_apart || token.middle().abs_diff(end.left + end.right) <= ALIGNED;
        let goes_on = goes_on(token.text(), &end.cell.text)
            || is_over && makes_known(token.text(), &end.cell.text);
        // The end of a word needs its beginning, wherever in its row of cells it stands.
        let is_other = !goes_on && is_settled((tokens, line), stack, stacks);
        let is_other = is_other || is_far(line, end);
        let settled = if is_other { ALONE } else { 0 };
        let is_completed = is_completed(line, end, stacks);
        let is_heading = is_whole(&end.cell.text) && !is_completed && !goes_on;
        let whole = if is_heading { 20 } else { 0 };
        let is_broken = breaks_word(token.text(), &end.cell.text);
        let broken = if is_broken { ALONE } else { 0 };
        let middles = token.middle().abs_diff(end.left + end.right);
        let aside = if goes_on { middles / 2 } else { middles };
        aside + whole + broken + settled
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

fn put_over(stack: &mut Stack, token: &Token, (line, at): (usize, usize)) {
    stack.words.push((line, at));
    stack.cell.text = format!("{}{}", token.text(), stack.cell.text);
    stack.cell.place = token.cell.place;
    stack.left = stack.left.min(token.left);
    stack.right = stack.right.max(token.right);
    stack.begins = earlier(stack.begins, token);
    stack.is_packed |= !token.is_apart;
    stack.top = line;
}

impl BlankHeader {
    /// The header as another page prints its words again: its headings over where they stand there.
    pub fn moved(&self, lines: &[Vec<Token>]) -> Option<Self> {
        let mut header = self.clone();
        for stack in &mut header.stacks {
            let words = stack.words.iter();
            let words: Option<Vec<&Token>> =
                words.map(|&(line, at)| lines.get(line)?.get(at)).collect();
            let words = words?;
            stack.left = words.iter().map(|word| word.left).min()?;
            stack.right = words.iter().map(|word| word.right).max()?;
            stack.begins = words
                .iter()
                .fold(None, |begins, word| earlier(begins, word));
            stack.is_packed = words.iter().any(|word| !word.is_apart);
        }
        Some(header)
    }

    /// Makes of a heading without a column, between two that stand lower and have columns, a heading
    /// over both. Says whether there was one.
    pub fn lift(&mut self, pairs: &[(Option<usize>, Option<usize>)]) -> bool {
        let is_bare = |at: usize| pairs.contains(&(Some(at), None));
        let is_lower = |at: usize, than: usize| self.stacks[at].top > self.stacks[than].bottom;
        // What stands over one of its neighbours alone would cross it.
        let is_parted = |at: usize| {
            let covers = |first: usize, last: usize, at| (first..=last).contains(&at);
            let mut groups = self.groups.iter();
            groups.any(|(_, first, last)| {
                covers(*first, *last, at - 1) != covers(*first, *last, at + 1)
            })
        };
        let found = (1..self.stacks.len().saturating_sub(1)).find(|&at| {
            is_bare(at)
                && !is_parted(at)
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

    /// The heading that is the same as one of another page, whose headings of amounts are alike; those of
    /// labels may be put together otherwise there.
    pub fn same(&self, page: &[Stack], at: usize) -> Option<usize> {
        let of_amounts = |stacks: &[Stack]| {
            let all = stacks.iter().enumerate();
            let amounts = all.filter(|(_, stack)| !is_of_labels(stack));
            amounts.map(|(at, _)| at).collect::<Vec<usize>>()
        };
        let ordinal = of_amounts(page).iter().position(|&heading| heading == at);
        match ordinal {
            Some(ordinal) => of_amounts(&self.stacks).get(ordinal).copied(),
            None => {
                let text = squeeze(&page[at].cell.text);
                let is_alike = |stack: &Stack| {
                    let own = squeeze(&stack.cell.text);
                    own.ends_with(&text) || text.ends_with(&own)
                };
                // Labels of the same name stand beside each other in tables of several blocks.
                let are_as_many = self.stacks.len() == page.len();
                let here = self.stacks.get(at).filter(|_| are_as_many);
                match here.is_some_and(is_alike) {
                    true => Some(at),
                    false => self.stacks.iter().position(is_alike),
                }
            }
        }
    }

    /// The headings whose words stood on several lines and may not belong together.
    pub fn torn(&self) -> Vec<String> {
        let torn = self
            .stacks
            .iter()
            .filter(|s| s.top != s.bottom && !s.is_whole);
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
pub fn rows(header: &BlankHeader, pairs: &[(Option<usize>, Option<usize>)]) -> Vec<Vec<Cell>> {
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
            let row = if is_code_part(&cell.text) {
                deepest
            } else {
                depth(stack)
            };
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
