/*!
Which headings stand over which columns of a table without lines.

Each column has the heading that is nearest; the others stand over those below them, as
[`header_tree`] finds it.
*/

use super::super::drawing::{Length, Rule};
use super::super::words::Word;
use super::header_tree::{self, Headings, Over, Tree};
use super::stacks::Stack;
use super::stretches::{Stretch, overlap, place};
use crate::narrow::narrow;

/// A heading with its first column and the number of its columns.
type Placed = (usize, usize, Stack);

/// Which part of a header a heading stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeaderPart {
    Upper,
    Middle,
    Lower,
}

fn part(stack: &Stack, all: &[Stack]) -> HeaderPart {
    let top = all.iter().map(Stack::top).min().unwrap_or(0);
    let bottom = all.iter().map(Stack::bottom).max().unwrap_or(0);
    let size = stack.size();
    if bottom - top <= size * 3 / 2 {
        return HeaderPart::Middle;
    }
    let slack = size / 4 + (bottom - top) / 10;
    let off = stack.middle() - i32::midpoint(top, bottom);
    match off {
        _ if off < -slack => HeaderPart::Upper,
        _ if off > slack => HeaderPart::Lower,
        _ => HeaderPart::Middle,
    }
}

/// A header laid over columns.
pub struct Laid {
    /// How far its texts are from where they belong.
    pub off: i64,
    /// The columns, those with a heading and no figures among them.
    pub columns: Vec<Stretch>,
    /// The rows of the header.
    pub rows: Vec<Vec<Placed>>,
}

impl Laid {
    /// Whether the column with some texts has a heading of its own.
    pub fn heads(&self, texts: &Stretch) -> bool {
        let at = place(texts.0, texts.1, &self.columns);
        let mut headings = self.rows.iter().flatten();
        headings.any(|(first, columns, _)| *first == at && *columns == 1)
    }
}

/// Lays headings over the columns of the body, some of which hold amounts: of the ways to do it, that
/// in which the texts fit best.
pub fn laid(stacks: &[Stack], figures: &[Stretch], amounts: &[bool], rules: &[Rule]) -> Laid {
    let ways: &[bool] = match begins_left(stacks, figures) {
        Some(true) => &[true],
        Some(false) => &[false],
        None => &[false, true],
    };
    let mut best: Option<Laid> = None;
    for &is_flush in ways {
        for leaves in single(stacks, is_flush) {
            let columns = with_headings(leaves, (figures, amounts), is_flush);
            let (off, rows) = rows(stacks, &columns, rules);
            if best.as_ref().is_none_or(|best| off < best.off) {
                best = Some(Laid { off, columns, rows });
            }
        }
    }
    best.unwrap_or_else(|| Laid {
        off: i64::MAX,
        columns: figures.to_vec(),
        rows: Vec::new(),
    })
}

/// The headings that may be those of one column. One that stands right over none may stand between
/// those that it is over, or be that of a column without figures.
fn single(stacks: &[Stack], is_flush: bool) -> Vec<Vec<&Stack>> {
    let all: Vec<&Stack> = stacks
        .iter()
        .filter(|upper| !stacks.iter().any(|lower| is_over(upper, lower)))
        .collect();
    let between = over_orphans(stacks, is_flush);
    let rest = all.iter().filter(|stack| !between.contains(stack));
    let mut ways = vec![rest.copied().collect()];
    if !between.is_empty() {
        ways.push(all);
    }
    ways
}

/// The columns from the headings and the figures, each with its heading: those of headings without
/// figures are added.
fn with_headings(
    leaves: Vec<&Stack>,
    (figures, amounts): (&[Stretch], &[bool]),
    is_flush: bool,
) -> Vec<Stretch> {
    let mut columns = figures.to_vec();
    let mut leaves: Vec<Stretch> = leaves.into_iter().map(edges).collect();
    leaves.sort_unstable();
    let cells = if is_flush {
        up_to_next(&leaves, figures)
    } else {
        leaves.clone()
    };
    for (leaf, column) in leaves.iter().zip(matched_to(&cells, figures, amounts)) {
        match column {
            Some(at) => {
                columns[at] = (columns[at].0.min(leaf.0), columns[at].1.max(leaf.1));
            }
            None if figures.iter().all(|at| overlap(at, leaf.0, leaf.1) <= 0) => {
                columns.push(*leaf);
            }
            None => {}
        }
    }
    columns.sort_unstable();
    for at in 1..columns.len() {
        if columns[at].0 < columns[at - 1].1 {
            let border = i32::midpoint(columns[at].0, columns[at - 1].1);
            columns[at - 1].1 = border;
            columns[at].0 = border;
            columns[at].1 = columns[at].1.max(border);
        }
    }
    columns
}

fn edges(stack: &Stack) -> Stretch {
    (stack.left(), stack.right())
}

/// Whether the headings begin at the left of their cells rather than stand in the middle: the
/// texts of their columns, those under them and the lines of those that wrap tell, where they do.
fn begins_left(stacks: &[Stack], columns: &[Stretch]) -> Option<bool> {
    let below = stacks.iter().map(|stack| {
        let (left, right) = edges(stack);
        let column = columns.get(place(left, right, columns));
        let is_below = |column: &&Stretch| overlap(column, left, right) > 0;
        (edges(stack), column.filter(is_below).copied(), stack.size())
    });
    let wrapped = stacks.iter().map(|stack| {
        let line = |word: Option<&Word>| word.map(|word| (word.left, word.right));
        let first = line(stack.words.first()).unwrap_or_default();
        (first, line(stack.words.last()), stack.size())
    });
    let under = stacks.iter().flat_map(|upper| {
        let lower = stacks.iter().filter(|lower| is_over(upper, lower));
        lower.map(|lower| (edges(upper), Some(edges(lower)), upper.size()))
    });
    let mut votes = 0;
    for ((left, right), other, size) in below.chain(wrapped).chain(under) {
        let Some((other_left, other_right)) = other else {
            continue;
        };
        // Texts of one width begin and stand in the middle alike.
        let is_near = |off: Length| off.abs() <= size / 4;
        let same_left = is_near(left - other_left);
        let same_middle =
            is_near(i32::midpoint(left, right) - i32::midpoint(other_left, other_right));
        votes += i32::from(same_left) - i32::from(same_middle);
    }
    (votes != 0).then_some(votes > 0)
}

/// The headings with the room up to the next: where they begin at the left, figures stand there.
fn up_to_next(leaves: &[Stretch], columns: &[Stretch]) -> Vec<Stretch> {
    let end = columns.last().map_or(0, |(_, right)| *right);
    let nexts = leaves.iter().skip(1).map(|(left, _)| *left).chain([end]);
    let cells = leaves.iter().zip(nexts);
    cells
        .map(|((left, right), next)| (*left, next.max(*right)))
        .collect()
}

/// The heights that headings stand at: two rows have at most three, the middle among them.
fn levels(stacks: &[Stack]) -> usize {
    let mut middles: Vec<Length> = stacks.iter().map(Stack::middle).collect();
    let size = stacks.iter().map(Stack::size).max();
    middles.sort_unstable();
    middles.dedup_by(|next, before| *next - *before <= size.unwrap_or(0) / 4);
    middles.len()
}

/// The headings nearest above those that none stands right over.
fn over_orphans(stacks: &[Stack], is_flush: bool) -> Vec<&Stack> {
    let is_deep = levels(stacks) > 3;
    // One in the middle of the last two rows stands beside those in the last.
    let is_between = |upper: &Stack, lower: &Stack| upper.bottom() > lower.top();
    let has_over = |lower: &Stack| stacks.iter().any(|upper| is_over(upper, lower));
    let nearest_over = |lower: &Stack| {
        stacks
            .iter()
            .filter(|upper| upper.bottom() <= lower.top() + lower.size() / 4)
            .filter(|upper| match part(upper, stacks) {
                HeaderPart::Upper => true,
                HeaderPart::Middle => is_deep && !is_between(upper, lower),
                HeaderPart::Lower => false,
            })
            // What begins at the left has nothing under it further left.
            .filter(|upper| !is_flush || upper.left() <= lower.left() + lower.size() / 4)
            .min_by_key(|upper| {
                if is_flush {
                    return lower.left() - upper.left();
                }
                // One that stands over others of this row is likelier to stand over this too.
                let off = (upper.center() - lower.center()).abs();
                let has_under = stacks.iter().any(|other| is_over(upper, other));
                if has_under { off } else { off * 2 }
            })
    };
    // Set at the top of its cell, one line stands higher than two beside it.
    let is_lower = |stack: &Stack| part(stack, stacks) == HeaderPart::Lower;
    let begins_with_lower = |stack: &Stack| {
        let is_level = |other: &Stack| (other.top() - stack.top()).abs() <= stack.size() / 4;
        part(stack, stacks) == HeaderPart::Middle
            && stacks
                .iter()
                .any(|other| is_lower(other) && is_level(other))
    };
    stacks
        .iter()
        .filter(|lower| (is_lower(lower) || begins_with_lower(lower)) && !has_over(lower))
        .filter_map(nearest_over)
        .filter(|upper| !stacks.iter().any(|lower| is_over(upper, lower)))
        .collect()
}

/// What a column without a heading costs: more than a heading in the middle of the widest column
/// is away from a figure at its right, and less than what moves all headings by a column. A total
/// whose name stands over two columns has a column of its own.
const FAR: i64 = 25_000;

/// What it costs that a heading and the texts of its column have nothing above each other, as if
/// they were further apart.
const BESIDE: i64 = 300;

/// The column of each heading, none where it has no figures: in order, as near as can be.
pub fn matched(leaves: &[Stretch], columns: &[Stretch]) -> Vec<Option<usize>> {
    matched_to(leaves, columns, &[])
}

/// The same where some columns are known to hold amounts.
fn matched_to(leaves: &[Stretch], columns: &[Stretch], amounts: &[bool]) -> Vec<Option<usize>> {
    let apart = |leaf: &Stretch, at: usize| {
        let column = &columns[at];
        let off = i64::from((leaf.0 + leaf.1 - column.0 - column.1).abs()) / 100;
        // Amounts stand at the right of their cells, seldom left of their heading.
        let is_amount = amounts.get(at).copied().unwrap_or(false);
        let each = if is_amount && column.1 <= leaf.0 {
            4
        } else {
            2
        };
        match i64::from(overlap(column, leaf.0, leaf.1)) {
            overlap if overlap > 0 => off,
            overlap => BESIDE - overlap * each + off,
        }
    };
    // What the best way costs from a heading and a column on.
    let mut cost = vec![vec![0i64; columns.len() + 1]; leaves.len() + 1];
    for at in (0..=leaves.len()).rev() {
        for column in (0..columns.len()).rev() {
            let mut best = cost[at][column + 1] + FAR;
            if at < leaves.len() {
                best = best.min(cost[at + 1][column]);
                let here = apart(&leaves[at], column);
                best = best.min(cost[at + 1][column + 1] + here);
            }
            cost[at][column] = best;
        }
    }
    let mut found = vec![None; leaves.len()];
    let (mut at, mut column) = (0, 0);
    while at < leaves.len() && column < columns.len() {
        let here = apart(&leaves[at], column);
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

/// The rows of a header, and how far its texts are off in them.
fn rows(stacks: &[Stack], columns: &[Stretch], rules: &[Rule]) -> (i64, Vec<Vec<Placed>>) {
    let (leaves, over) = parted(stacks, columns);
    let Tree {
        mut off,
        over: tree,
    } = header_tree::tree(Headings {
        columns,
        leaves: &leaves,
        over: &over,
        rules,
    });
    off += narrow::<i64>(leaves.iter().filter(|leaf| leaf.is_none()).count()) * FAR;
    let mut rows: Vec<Vec<Placed>> = Vec::new();
    let mut put = |level: usize, placed: Placed| {
        rows.resize(rows.len().max(level + 1), Vec::new());
        rows[level].push(placed);
    };
    for (column, leaf) in leaves.into_iter().enumerate() {
        let covers = |over: &&Over| (over.columns.0..over.columns.1).contains(&column);
        let above = tree.iter().filter(covers).count();
        if let Some(leaf) = leaf {
            put(above, (column, 1, leaf));
        }
    }
    for Over {
        index,
        columns: (from, to),
        level,
    } in tree
    {
        put(level, (from, to - from, over[index].clone()));
    }
    (off, rows)
}

/// The heading of each column, and those over others from left to right.
fn parted(stacks: &[Stack], columns: &[Stretch]) -> (Vec<Option<Stack>>, Vec<Stack>) {
    // Of two in one column the lower is its heading, though they stand beside each other.
    let shares_column = |upper: &Stack, lower: &Stack| {
        columns.iter().any(|column| {
            [upper, lower]
                .iter()
                .all(|stack| overlap(column, stack.left(), stack.right()) > 0)
        })
    };
    let stands_over = |upper: &Stack, lower: &Stack| {
        is_over(upper, lower) || is_above(upper, lower) && shares_column(upper, lower)
    };
    let (mut over, mut single): (Vec<Stack>, Vec<Stack>) = stacks
        .iter()
        .cloned()
        .partition(|upper| stacks.iter().any(|lower| stands_over(upper, lower)));
    single.sort_by_key(edges);
    let stretches: Vec<Stretch> = single.iter().map(edges).collect();
    let mut leaves: Vec<Option<Stack>> = vec![None; columns.len()];
    for (stack, column) in single.iter().zip(matched(&stretches, columns)) {
        let has_below = || stacks.iter().any(|lower| is_above(stack, lower));
        match column {
            Some(column) => put_into(&mut leaves[column], stack),
            None if has_below() => over.push(stack.clone()),
            None => put_into(
                &mut leaves[place(stack.left(), stack.right(), columns)],
                stack,
            ),
        }
    }
    over.sort_by_key(Stack::center);
    (leaves, over)
}

/// The words of a heading in two pieces are one heading.
fn put_into(leaf: &mut Option<Stack>, stack: &Stack) {
    match leaf {
        Some(leaf) => leaf.words.extend(stack.words.iter().cloned()),
        None => *leaf = Some(stack.clone()),
    }
}

/// Whether a heading is above another, wherever it stands.
fn is_above(upper: &Stack, lower: &Stack) -> bool {
    lower.middle() > upper.middle() && lower.top() >= upper.bottom() - lower.size() / 4
}

/// Whether a heading is above another and over it.
fn is_over(upper: &Stack, lower: &Stack) -> bool {
    is_above(upper, lower)
        && overlap(&(lower.left(), lower.right()), upper.left(), upper.right()) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where in its cell a text stands, from 0 at the left or top to 2 at the right or bottom.
    type Setting = (Length, Length);

    /// A text as a cell of a header sets it: the columns and the rows of the cell, 60 pt and 30 pt
    /// each, its lines of 9 pt.
    fn set(text: &str, columns: (Length, Length), rows: (Length, Length), at: Setting) -> Stack {
        let lines: Vec<&str> = text.split('|').collect();
        let (left, right) = (columns.0 * 6000 + 400, columns.1 * 6000 - 400);
        let (top, bottom) = (rows.0 * 3000 + 300, rows.1 * 3000 - 300);
        let count = Length::try_from(lines.len()).expect("few lines");
        let first = top + (bottom - top - count * 1000) * at.1 / 2;
        let words = (0..).zip(lines).map(|(number, line)| {
            let width = 900 * Length::try_from(line.chars().count()).expect("short");
            let from = left + (right - left - width) * at.0 / 2;
            Word {
                text: line.to_owned(),
                left: from,
                right: from + width,
                baseline: first + number * 1000 + 800,
                size: 900,
            }
        });
        Stack {
            words: words.collect(),
        }
    }

    /// The headings of 预算数 and 决算数 of 三公 in three rows.
    fn three_public(at: Setting) -> Vec<Stack> {
        let group = |name: &str, from: Length| {
            vec![
                set(name, (from, from + 6), (0, 1), at),
                set("合计", (from, from + 1), (1, 3), at),
                set("因公出国|（境）费", (from + 1, from + 2), (1, 3), at),
                set("公务用车购置及运行费", (from + 2, from + 5), (1, 2), at),
                set("小计", (from + 2, from + 3), (2, 3), at),
                set("公务用车|购置费", (from + 3, from + 4), (2, 3), at),
                set("公务用车|运行费", (from + 4, from + 5), (2, 3), at),
                set("公务接待|费", (from + 5, from + 6), (1, 3), at),
            ]
        };
        [group("预算数", 0), group("决算数", 6)].concat()
    }

    fn spans(laid: &Laid, text: &str) -> Vec<(usize, usize)> {
        let cells = laid.rows.iter().flatten();
        let mut spans: Vec<(usize, usize)> = cells
            .filter(|(_, _, stack)| stack.solid() == text)
            .map(|(column, columns, _)| (*column, *columns))
            .collect();
        spans.sort_unstable();
        spans
    }

    fn figures(right: Length) -> Vec<Stretch> {
        (1..=12)
            .map(|column| (column * 6000 - right - 1800, column * 6000 - right))
            .collect()
    }

    #[test]
    fn wherever_texts_stand_in_their_cells_the_headings_are_the_same() {
        // At the bottom and at the left nothing tells the last column of 公务用车.
        for at in [(1, 0), (1, 1), (1, 2), (0, 0), (0, 1)] {
            let laid = laid(&three_public(at), &figures(400), &[true; 12], &[]);
            assert_eq!(laid.columns.len(), 12, "{at:?}");
            assert_eq!(spans(&laid, "预算数"), [(0, 6)], "{at:?}");
            assert_eq!(spans(&laid, "决算数"), [(6, 6)], "{at:?}");
            let cars = spans(&laid, "公务用车购置及运行费");
            assert_eq!(cars, [(2, 3), (8, 3)], "{at:?}");
            assert_eq!(spans(&laid, "因公出国（境）费"), [(1, 1), (7, 1)], "{at:?}");
            assert_eq!(spans(&laid, "公务接待费"), [(5, 1), (11, 1)], "{at:?}");
        }
    }

    #[test]
    fn columns_without_figures_have_their_headings() {
        for at in [(1, 0), (1, 1), (1, 2)] {
            let mut some = figures(400);
            some.retain(|(left, _)| !matches!(left / 6000, 1 | 3 | 7 | 9));
            let laid = laid(&three_public(at), &some, &[true; 8], &[]);
            assert_eq!(laid.columns.len(), 12, "{at:?}");
            let cars = spans(&laid, "公务用车购置及运行费");
            assert_eq!(cars, [(2, 3), (8, 3)], "{at:?}");
        }
    }

    #[test]
    fn figures_at_the_right_of_headings_at_the_left_are_theirs() {
        let at = (0, 1);
        let stacks = vec![
            set("编码", (0, 1), (0, 1), at),
            set("名称", (1, 3), (0, 1), at),
            set("合计", (3, 5), (0, 1), at),
            set("基本", (5, 7), (0, 1), at),
            set("项目", (7, 9), (0, 1), at),
        ];
        let figures = [
            (400, 4000),
            (6400, 14_000),
            (27_800, 29_600),
            (39_800, 41_600),
            (51_800, 53_600),
        ];
        let laid = laid(&stacks, &figures, &[false, false, true, true, true], &[]);
        assert_eq!(laid.columns.len(), 5);
        for (column, name) in ["编码", "名称", "合计", "基本", "项目"].iter().enumerate()
        {
            assert_eq!(spans(&laid, name), [(column, 1)]);
        }
    }
}
