/*!
Which headings of a table without lines stand over which others.

Nothing but the places of the texts tells it. Where in its cell a text stands is the same in
all cells of a header, but not in all documents; so each way to set texts is tried, and the
tree is taken in which the texts are nearest to where they belong. Each column has a heading
of its own, and a heading over others has the columns whose headings are below it.
*/

use super::super::drawing::{Length, Rule};
use super::stacks::Stack;
use super::stretches::{Stretch, borders};
use crate::narrow::narrow;

/// The columns from one to before another.
pub type Range = (usize, usize);

/// A heading over columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Over {
    /// Which of the headings.
    pub index: usize,
    /// Its columns.
    pub columns: Range,
    /// How many others stand over it.
    pub level: usize,
}

/// The headings of a header.
#[derive(Debug, Clone, Copy)]
pub struct Headings<'h> {
    /// The columns.
    pub columns: &'h [Stretch],
    /// The heading of each column.
    pub leaves: &'h [Option<Stack>],
    /// The headings over others, from left to right.
    pub over: &'h [Stack],
    /// The ruling lines of the page from left to right.
    pub rules: &'h [Rule],
}

impl Headings<'_> {
    /// Which columns the line below each heading over others says that it has, if one does: a line
    /// that is not as wide as the table ends where the heading does.
    fn ruled(&self) -> Vec<Option<Range>> {
        let width = |rule: &Rule| rule.to - rule.from;
        let widest = self.rules.iter().map(width).max().unwrap_or(0);
        let is_over = |stack: &Stack, rule: &Rule| {
            stack.middle() < rule.at && (rule.from..rule.to).contains(&stack.center())
        };
        let below = |stack: &Stack| {
            let below = self.rules.iter().filter(|rule| is_over(stack, rule));
            let nearest = below.min_by_key(|rule| rule.at)?;
            let is_part = width(nearest) * 10 < widest * 9;
            (is_part && nearest.at - stack.bottom() < stack.size()).then_some(nearest)
        };
        let lines: Vec<Option<&Rule>> = self.over.iter().map(below).collect();
        let is_alone = |line: &&Rule| {
            lines
                .iter()
                .flatten()
                .filter(|other| *other == line)
                .count()
                == 1
        };
        let columns = |line: &Rule| {
            let is_in = |column: usize| {
                let (left, right) = self.columns[column];
                (line.from..line.to).contains(&i32::midpoint(left, right))
            };
            let from = (0..self.columns.len()).find(|column| is_in(*column))?;
            let to = (from..self.columns.len()).find(|column| !is_in(*column));
            Some((from, to.unwrap_or(self.columns.len())))
        };
        lines
            .iter()
            .map(|line| columns(line.filter(is_alone)?))
            .collect()
    }
}

/// Where a text stands in the height of its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Upright {
    Middle,
    Top,
    Bottom,
}

/// Where a text stands in the width of its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sideways {
    Center,
    Left,
}

/// A way to lay headings over columns, and how far their texts are then from their places.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// How far, in all.
    pub off: i64,
    /// The headings over others.
    pub over: Vec<Over>,
}

impl Tree {
    fn add(&mut self, other: Tree) {
        self.off += other.off;
        self.over.extend(other.over);
    }
}

/// What it costs when a heading has no columns, or columns that should have a heading have none.
const ASTRAY: i64 = 25_000;

/// How far aside a heading would have to stand for a column to be left out, where nothing says
/// which columns it has.
const LEFT_OUT: i64 = 500;

/// More than headers have: of a page made to be slow, the headings over others are not laid.
const MOST_TRIED: usize = 6;
const MOST_OVER: usize = 24;
const MOST_COLUMNS: usize = 80;

/// The tree in which the texts of a header are nearest to their places.
pub fn tree(header: Headings) -> Tree {
    if header.over.len() > MOST_OVER || header.columns.len() > MOST_COLUMNS {
        return Tree::default();
    }
    let all: Vec<usize> = (0..header.over.len()).collect();
    let whole = (0, header.columns.len());
    let borders = borders(header.columns);
    let ruled = header.ruled();
    let mut best: Option<Tree> = None;
    for upright in [Upright::Middle, Upright::Top, Upright::Bottom] {
        for sideways in [Sideways::Center, Sideways::Left] {
            let setting = Setting {
                header,
                borders: &borders,
                ruled: &ruled,
                upright,
                sideways,
            };
            let mut tree = setting.lay(whole, &all, Nesting::default());
            if upright == Upright::Bottom {
                tree.off += setting.spread(whole);
            }
            if best.as_ref().is_none_or(|best| tree.off < best.off) {
                best = Some(tree);
            }
        }
    }
    best.unwrap_or_default()
}

/// How far texts of one place may differ: typesetters round.
fn slack(stack: &Stack) -> Length {
    stack.size() / 4
}

/// How deep in the tree a range of columns is.
#[derive(Debug, Clone, Copy, Default)]
struct Nesting {
    /// How many headings stand over it.
    level: usize,
    /// How often columns were divided to come to it.
    depth: usize,
}

impl Nesting {
    fn beside(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    fn under(self) -> Self {
        Self {
            level: self.level + 1,
            depth: self.depth + 1,
        }
    }
}

/// A header whose texts are set in one way.
struct Setting<'h> {
    header: Headings<'h>,
    /// The middles between its columns.
    borders: &'h [Length],
    /// The columns that a line below a heading gives it.
    ruled: &'h [Option<Range>],
    upright: Upright,
    sideways: Sideways,
}

impl Setting<'_> {
    /// The height that is the same for all cells of the same rows.
    fn height(&self, stack: &Stack) -> Length {
        match self.upright {
            Upright::Top => stack.top(),
            Upright::Middle => stack.middle(),
            Upright::Bottom => stack.bottom(),
        }
    }

    fn leaf(&self, column: usize) -> Option<&Stack> {
        self.header.leaves.get(column)?.as_ref()
    }

    /// The headings of some columns.
    fn leaves(&self, (from, to): Range) -> impl Iterator<Item = &Stack> {
        (from..to).filter_map(|column| self.leaf(column))
    }

    /// How far the headings of columns beside each other are from standing in the same rows.
    fn spread(&self, range: Range) -> i64 {
        let heights = || self.leaves(range).map(|leaf| self.height(leaf));
        let slack = self.leaves(range).map(slack).max().unwrap_or(0);
        let spread = heights().max().unwrap_or(0) - heights().min().unwrap_or(0);
        i64::from((spread - slack).max(0))
    }

    /// Those of the headings over others that stand over a range of columns.
    fn within(&self, over: &[usize], (from, to): Range) -> Vec<usize> {
        let edges = edge(from, self.header.columns)..edge(to, self.header.columns);
        let stands = |&&index: &&usize| {
            let stack = &self.header.over[index];
            edges.contains(&match self.sideways {
                Sideways::Center => stack.center(),
                Sideways::Left => stack.left(),
            })
        };
        over.iter().filter(stands).copied().collect()
    }

    /// The best tree of some columns and the headings over them.
    fn lay(&self, range: Range, over: &[usize], nesting: Nesting) -> Tree {
        let height = |index: usize| self.height(&self.header.over[index]);
        let Some(&highest) = over.iter().min_by_key(|&&index| height(index)) else {
            return Tree {
                off: self.spread(range),
                over: Vec::new(),
            };
        };
        let limit = height(highest) + slack(&self.header.over[highest]);
        let (upper, lower): (Vec<usize>, Vec<usize>) =
            over.iter().partition(|&&index| height(index) <= limit);
        self.divisions(range, limit, nesting)
            .iter()
            .map(|below| self.divide(range, below, (&upper, &lower), nesting))
            .min_by_key(|tree| tree.off)
            .unwrap_or_default()
    }

    /// Which of some columns may be below headings that stand not lower than a limit.
    fn divisions(&self, (from, to): Range, limit: Length, nesting: Nesting) -> Vec<Vec<bool>> {
        let below = |limit: Length| -> Vec<bool> {
            (from..to)
                .map(|column| {
                    self.leaf(column)
                        .is_none_or(|leaf| self.height(leaf) > limit)
                })
                .collect()
        };
        let all = vec![true; to - from];
        match self.upright {
            Upright::Top => vec![below(limit)],
            Upright::Middle if nesting.depth < MOST_TRIED => {
                // The highest of them may be merged over all rows, or stand under the others.
                let highest = self.leaves((from, to)).min_by_key(|leaf| self.height(leaf));
                let beside = highest.map(|leaf| below(self.height(leaf) + slack(leaf)));
                let some = beside.filter(|below| below.contains(&true));
                some.into_iter().chain([all]).collect()
            }
            Upright::Middle | Upright::Bottom => vec![all],
        }
    }

    /// The tree where some columns are below the upper ones of the headings over them.
    fn divide(
        &self,
        range: Range,
        below: &[bool],
        (upper, lower): (&[usize], &[usize]),
        nesting: Nesting,
    ) -> Tree {
        let mut tree = Tree::default();
        let mut astray = narrow::<i64>(upper.len() + lower.len());
        for (run, is_below) in runs(range, below) {
            let (own, rest) = (self.within(upper, run), self.within(lower, run));
            astray -= narrow::<i64>(rest.len());
            if is_below {
                astray -= narrow::<i64>(own.len());
                astray += i64::from(own.is_empty());
                tree.add(self.share(run, &own, &rest, nesting));
            } else {
                tree.add(self.lay(run, &rest, nesting.beside()));
            }
        }
        tree.off += astray.max(0) * ASTRAY;
        if self.upright == Upright::Middle && lower.is_empty() {
            tree.off += self.off_merged(range, below, upper);
        }
        tree
    }

    /// How far headings beside two rows of others are from the middle of both: the rows are as high
    /// as their texts, with the same room around them.
    fn off_merged(&self, (from, to): Range, below: &[bool], upper: &[usize]) -> i64 {
        let leaves = |are_below: bool| {
            let columns = (from..to)
                .zip(below)
                .filter(move |(_, below)| **below == are_below);
            columns.filter_map(|(column, _)| self.leaf(column))
        };
        let first = upper.iter().map(|&index| &self.header.over[index]);
        let (Some(high), Some(low)) = (
            first.max_by_key(|stack| stack.height()),
            leaves(true).max_by_key(|stack| stack.height()),
        ) else {
            return 0;
        };
        let apart = low.middle() - high.middle();
        let room = apart - i32::midpoint(high.height(), low.height());
        let middle = high.middle() + i32::midpoint(low.height(), room);
        let off = leaves(false)
            .map(|leaf| (leaf.middle() - middle).abs())
            .max();
        i64::from(off.unwrap_or(0))
    }

    /// The tree of columns that headings beside each other share.
    fn share(&self, run: Range, upper: &[usize], lower: &[usize], nesting: Nesting) -> Tree {
        let (off, shares) = self.shares(run, upper, lower.is_empty());
        let mut tree = Tree {
            off,
            over: Vec::new(),
        };
        let mut left_out = run.0;
        for (&index, columns) in upper.iter().zip(shares) {
            let before = (left_out, columns.0);
            tree.add(self.lay(before, &self.within(lower, before), nesting.beside()));
            tree.over.push(Over {
                index,
                columns,
                level: nesting.level,
            });
            tree.add(self.lay(columns, &self.within(lower, columns), nesting.under()));
            left_out = columns.1;
        }
        let after = (left_out, run.1);
        tree.add(self.lay(after, &self.within(lower, after), nesting.beside()));
        tree
    }

    /// What it costs to share columns among headings beside each other, and the columns of each.
    fn shares(&self, (from, to): Range, upper: &[usize], are_last: bool) -> (i64, Vec<Range>) {
        // 小计 is the first under a heading, since it adds up those beside it; before it stand
        // names alone.
        let adds_up = |column: usize| {
            let leaf = self.leaf(column).filter(|_| are_last);
            leaf.is_some_and(|leaf| leaf.solid() == "小计")
        };
        let is_of_names = |column: usize| {
            let leaf = self.leaf(column);
            leaf.is_some_and(|leaf| heads_names(&leaf.solid()))
        };
        let sums = |from: usize, to: usize| {
            narrow::<i64>((from..to).filter(|&column| adds_up(column)).count()) * ASTRAY
        };
        let behind_first = |from: usize, to: usize| {
            let names = (from..to).take_while(|&column| is_of_names(column)).count();
            sums(to.min(from + names + 1), to)
        };
        let each = match self.upright {
            Upright::Bottom => LEFT_OUT,
            Upright::Middle | Upright::Top => ASTRAY,
        };
        let left_out = |from: usize, to: usize| narrow::<i64>(to - from) * each + sums(from, to);
        // The best way for the headings so far, by the column before which the last one ends.
        let mut best: Vec<Option<(i64, Vec<Range>)>> = vec![None; to + 1];
        best[from] = Some((0, Vec::new()));
        for &index in upper {
            let mut next: Vec<Option<(i64, Vec<Range>)>> = vec![None; to + 1];
            for (before, way) in best.iter().enumerate() {
                let Some((cost, shares)) = way else {
                    continue;
                };
                for start in before..to {
                    for (end, slot) in next.iter_mut().enumerate().skip(start + 1) {
                        let cost = cost
                            + left_out(before, start)
                            + self.off(index, (start, end))
                            + behind_first(start, end);
                        if slot.as_ref().is_none_or(|(known, _)| cost < *known) {
                            let with_this = shares.iter().copied().chain([(start, end)]);
                            *slot = Some((cost, with_this.collect()));
                        }
                    }
                }
            }
            best = next;
        }
        let ways = best.into_iter().enumerate();
        ways.filter_map(|(end, way)| way.map(|(cost, shares)| (cost + left_out(end, to), shares)))
            .min_by_key(|(cost, _)| *cost)
            .unwrap_or((narrow::<i64>(upper.len()) * ASTRAY, Vec::new()))
    }

    /// How far a heading is from its place over some columns.
    fn off(&self, index: usize, range: Range) -> i64 {
        let stack = &self.header.over[index];
        if let Some(ruled) = self.ruled[index] {
            return if ruled == range { 0 } else { ASTRAY };
        }
        let off = match self.sideways {
            Sideways::Left => {
                let first = self.leaf(range.0).map(Stack::left);
                let left = first.unwrap_or(self.header.columns[range.0].0);
                (stack.left() - left).abs() - slack(stack)
            }
            Sideways::Center => match self.middle_by_leaves(range) {
                Some(middle) => (stack.center() - middle).abs() - slack(stack),
                None => self.off_middle(stack, range) - stack.size() / 2,
            },
        };
        i64::from(off.max(0))
    }

    /// The middle of an odd number of columns, from the middles of their headings: the borders
    /// between them fall out of the sum.
    fn middle_by_leaves(&self, (from, to): Range) -> Option<Length> {
        if (to - from).is_multiple_of(2) {
            return None;
        }
        (from..to)
            .map(|column| {
                let center = self.leaf(column)?.center();
                let is_added = (column - from).is_multiple_of(2);
                Some(if is_added { center } else { -center })
            })
            .sum()
    }

    /// How far a heading is from the middle of some columns, whose borders are not known: texts
    /// seldom fill their columns, so the middle is that of their edges or of the borders between.
    fn off_middle(&self, stack: &Stack, (from, to): Range) -> Length {
        let columns = self.header.columns;
        let by_text = i32::midpoint(columns[from].0, columns[to - 1].1);
        let by_border = i32::midpoint(self.borders[from], self.borders[to]);
        let (one, other) = (stack.center() - by_text, stack.center() - by_border);
        one.abs().min(other.abs())
    }
}

/// Whether a heading is over names, codes or the numbers of rows.
fn heads_names(heading: &str) -> bool {
    const WORDS: [&str; 5] = ["项目", "科目", "行次", "序号", "栏次"];
    WORDS.contains(&heading)
        || ["名称", "编码", "代码"]
            .iter()
            .any(|end| heading.ends_with(end))
}

/// Columns beside each other that are alike.
fn runs((from, to): Range, below: &[bool]) -> Vec<(Range, bool)> {
    let mut runs: Vec<(Range, bool)> = Vec::new();
    for (column, &is_below) in (from..to).zip(below) {
        match runs.last_mut() {
            Some((range, same)) if *same == is_below => range.1 = column + 1,
            _ => runs.push(((column, column + 1), is_below)),
        }
    }
    runs
}

/// The left border of a column.
fn edge(at: usize, columns: &[Stretch]) -> Length {
    match at {
        0 => Length::MIN,
        _ if at >= columns.len() => Length::MAX,
        _ => i32::midpoint(columns[at - 1].1, columns[at].0),
    }
}
