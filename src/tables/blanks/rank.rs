/*!
What a word of a header is among the headings below it: over several of them, the beginning of one, or a heading
of its own.
*/

use super::columns::{BlankColumn, Columns, Holds};
use super::stack::{Stack, is_code_part, is_of_labels, meet, names_labels};
use super::token::Token;
use super::words::{
    self, ends_complete, is_known, is_known_part, is_outer, is_portion, repeats_beginning,
    stands_alone,
};
use crate::tables::lines::squeeze;

/// Whether the same words stand on the same line over several headings: what says the same at one height
/// is of one rank.
fn is_twin_over((tokens, line): (&[Token], usize), at: usize, stacks: &[Stack]) -> bool {
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
            [stack] => !is_torn(token, *stack, (tokens, line), stacks),
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
    columns: &Columns,
    (before, after): (&Stack, &Stack),
) -> bool {
    let amounts = columns.all.iter().filter(|c| c.holds == Holds::Amounts);
    // 支出 stands over several wherever there are headings enough without it.
    let headings = stacks.iter().filter(|stack| !is_of_labels(stack)).count();
    let is_spare = headings >= amounts.clone().count();
    if headings >= columns.most_amounts() && is_outer(token.text()) {
        return false;
    }
    let is_between =
        |column: &&BlankColumn| column.left >= before.left && column.right <= after.left;
    let between = amounts.clone().filter(is_between).count();
    let accounted = usize::from(!is_of_labels(before));
    if between > accounted {
        return true;
    }
    if between == accounted && between > 0 && is_spare {
        return false;
    }
    let mut amounts = amounts;
    amounts.any(|column| {
        let extent = (column.left, column.right);
        let is_over = |stack: &Stack| meet(extent, (stack.left, stack.right));
        meet(extent, (token.left, token.right)) && !stacks.iter().any(is_over)
    })
}

/// Whether a heading of labels between two others has words of its own between them: not what stands over
/// 类, 款 and 项, nor over a code and its name.
fn has_labels(token: &Token, columns: &[BlankColumn], (before, after): (&Stack, &Stack)) -> bool {
    let mut labels = columns.iter().filter(|c| c.holds != Holds::Amounts);
    let is_part = |stack: &Stack| is_code_part(&stack.cell.text);
    let ends = |stack: &Stack, words: [&str; 2]| {
        let text = squeeze(&stack.cell.text);
        words.iter().any(|word| text.ends_with(word))
    };
    let are_code_and_name = ends(before, ["编码", "代码"]) && ends(after, ["名称", "品名"]);
    let is_over = is_outer(token.text()) || is_part(before) || is_part(after) || are_code_and_name;
    !is_over
        && names_labels(token.text())
        && labels.any(|column| column.left >= before.right && column.right <= after.left)
}

/// Whether a word over no heading stands over several all the same: between them, or as its twin on that line does.
pub fn is_over_others(
    (lines, line): (&[Vec<Token>], usize),
    at: usize,
    stacks: &[Stack],
    columns: &Columns,
) -> bool {
    let token = &lines[line][at];
    let before = stacks.iter().rev().find(|stack| stack.right <= token.left);
    let after = stacks.iter().find(|stack| stack.left >= token.right);
    if let (Some(before), Some(after)) = (before, after)
        && has_amounts(token, stacks, columns, (before, after))
    {
        return false;
    }
    hovers((lines, line), at, stacks, columns) || is_twin_over((&lines[line], line), at, stacks)
}

/// Whether a line is one of headings that go over several rows of the header: another of its words has nothing below it,
/// and what stands over the two headings that this word is between stands higher, another over each.
fn spans_rows(
    (lines, line): (&[Vec<Token>], usize),
    at: usize,
    stacks: &[Stack],
    (before, after): (&Stack, &Stack),
) -> bool {
    let here = &lines[line];
    let extent = |token: &Token| (token.left, token.right);
    let is_over_any = |token: &Token| {
        let is_under = |stack: &Stack| meet(extent(token), (stack.left, stack.right));
        stacks.iter().any(is_under)
    };
    let is_outer = |token: &&Token| {
        let is_over_none_here = !here.iter().any(|it| meet(extent(token), extent(it)));
        ends_complete(token.text()) && is_over_none_here && is_over_any(token)
    };
    let above: Vec<&Token> = lines[..line].iter().flatten().filter(is_outer).collect();
    let nearest = |stack: &Stack| {
        let middles = |token: &&&Token| token.middle().abs_diff(stack.left + stack.right);
        above
            .iter()
            .min_by_key(middles)
            .map(|token| token.cell.place)
    };
    let mut others = here.iter().enumerate().filter(|(other, _)| *other != at);
    others.any(|(_, token)| !is_over_any(token)) && nearest(before) != nearest(after)
}

/// Whether a word stands over no heading but between some: in the middle over those beside it,
/// since words that have a column of their own stand farther from their neighbours' columns.
fn hovers(
    (lines, line): (&[Vec<Token>], usize),
    at: usize,
    stacks: &[Stack],
    columns: &Columns,
) -> bool {
    let tokens = &lines[line];
    let token = &tokens[at];
    let before = stacks.iter().rev().find(|stack| stack.right <= token.left);
    let after = stacks.iter().find(|stack| stack.left >= token.right);
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let is_over_codes = is_code_part(&before.cell.text) || is_code_part(&after.cell.text);
    if has_labels(token, &columns.all, (before, after))
        || !is_over_codes && spans_rows((lines, line), at, stacks, (before, after))
    {
        return false;
    }
    if ends_wider(token, &lines[..line], stacks) {
        return true;
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
        // 项目（按功能分类）
        let text = text
            .split(['（', '('])
            .next()
            .unwrap_or_default()
            .to_owned();
        let is_long = |least: usize| text.chars().count() > least;
        is_known_part(&text)
            || is_known(&text)
            || is_code_part(&text)
            || text == "行次"
            || is_long(3) && ends_complete(&text)
            || is_long(2) && repeats_beginning(token.text(), &text)
    };
    // The ends of torn words are no headings that another could stand over. Above the first line nothing
    // is left that could be their beginning.
    let are_whole = line == 0 || is_whole(before) && is_whole(after);
    are_whole
        && is_next
        && is_complete
        && is_free(before)
        && is_free(after)
        && (is_middle || is_outer)
}

/// Whether a word is the end of a wider one above that breaks off over headings below: 2020年预算数比2019年 /
/// 预算数.
fn ends_wider(token: &Token, above: &[Vec<Token>], stacks: &[Stack]) -> bool {
    let is_over = |wider: &Token| {
        let extent = (wider.left, wider.right);
        stacks
            .iter()
            .any(|stack| meet(extent, (stack.left, stack.right)))
    };
    let is_wider = |wider: &Token| {
        wider.left < token.left
            && token.right < wider.right
            && wider.middle().abs_diff(token.middle()) <= 4
            && !ends_complete(wider.text())
    };
    above
        .iter()
        .flatten()
        .any(|wider| is_wider(wider) && is_over(wider))
}

/// Whether a line stands above the lines of a heading as these stand below each other.
fn is_in_step(line: usize, stack: &Stack) -> bool {
    let lines = stack.words.iter().map(|word| word.0);
    let second = lines.filter(|line| *line > stack.top).min();
    second.is_some_and(|second| line + second == 2 * stack.top)
}

/// Whether a word right over a heading is its beginning.
pub fn is_torn(
    token: &Token,
    at: usize,
    (tokens, line): (&[Token], usize),
    stacks: &[Stack],
) -> bool {
    let stack = &stacks[at];
    let middles = token.middle().abs_diff(stack.left + stack.right);
    let is_aligned = middles <= 4 || token.left.abs_diff(stack.left) <= 1;
    if !is_aligned || is_far(line, stack) || is_settled((tokens, line), at, stacks) {
        return false;
    }
    let under = squeeze(&stack.cell.text);
    let names_codes = |text: &str| {
        ["编码", "代码", "科目"]
            .iter()
            .any(|end| text.ends_with(end))
    };
    if is_code_part(&under) && names_codes(&squeeze(token.text())) {
        return false;
    }
    if is_portion(&under)
        || repeats_beginning(token.text(), &under)
        || stands_alone(token.text()) && under.chars().count() > 2
    {
        return false;
    }
    let is_carried = ["上年结", "年初结", "年末结"]
        .iter()
        .any(|start| token.text().starts_with(start));
    if (is_outer(token.text()) || is_carried && ends_complete(token.text()))
        && ends_complete(&under)
        && !matches!(under.as_str(), "名称" | "编码" | "代码")
    {
        return false;
    }
    // A word over one heading of several beside each other that have nothing else over them.
    let others: Vec<Token> = tokens
        .iter()
        .filter(|other| *other != token)
        .cloned()
        .collect();
    let beside = |other: Option<&Stack>| {
        other.is_some_and(|other| {
            let gap = (other.left.max(stack.left)).saturating_sub(other.right.min(stack.right));
            let is_near = gap <= 12.max(2 * usual_gap(stacks, stack.top));
            other.top == stack.top
                && is_bare(other, &others)
                && (is_near || is_below_middle(line, stack, stacks))
        })
    };
    let before = at.checked_sub(1).and_then(|before| stacks.get(before));
    let are_parts = beside(before) || beside(stacks.get(at + 1));
    let is_whole = ends_complete(token.text());
    let is_part = ends_complete(&under)
        && (is_known_part(&under) || is_whole && words::is_whole(&under))
        && (is_whole || !is_in_step(line, stack));
    !is_part || !are_parts && squeeze(&stack.cell.text) != "小计"
}

/// Whether a heading needs nothing from a line above: it stands in the middle of its row of cells as those beside
/// it do, over which nothing stands there, and with that line it would not.
pub fn is_settled((tokens, line): (&[Token], usize), at: usize, stacks: &[Stack]) -> bool {
    let stack = &stacks[at];
    let is_one_line = stack.top == stack.bottom;
    let is_apart = stack.top >= line + 2 || !is_one_line && !is_in_step(line, stack);
    let is_level = |other: &Stack| {
        other.top + other.bottom == stack.top + stack.bottom && is_bare(other, tokens)
    };
    let before = at.checked_sub(1).and_then(|before| stacks.get(before));
    let beside = [before, stacks.get(at + 1)];
    let mut beside = beside.into_iter().flatten().peekable();
    let is_heading = !words::is_tail(&stack.cell.text);
    is_heading && is_apart && beside.peek().is_some() && beside.all(is_level)
}

/// Whether a line stands so far above a heading that a cell of its own lies between: the lines of one cell follow each
/// other, with one of a neighbour's between two of them at most.
pub fn is_far(line: usize, stack: &Stack) -> bool {
    const NEAR: usize = 3;
    stack.top > line + NEAR
}

/// Whether a heading that says something by itself (经营收入) stands in the middle of its row of cells, as those of
/// one line do, only with a line above it (事业单位).
pub fn is_completed(line: usize, stack: &Stack, stacks: &[Stack]) -> bool {
    let is_middle =
        |other: &Stack| other.top == other.bottom && 2 * other.top == line + stack.bottom;
    !is_known_part(&stack.cell.text) && stacks.iter().any(is_middle)
}

/// Whether a line has nothing over a heading.
fn is_bare(stack: &Stack, tokens: &[Token]) -> bool {
    let extent = (stack.left.saturating_sub(1), stack.right + 1);
    let mut tokens = tokens.iter();
    !tokens.any(|token| meet((token.left, token.right), extent))
}

/// Whether headings of one line stand between a line and a heading below: in the middle of their cells, so that
/// what stands as low as the heading has a cell over it.
fn is_below_middle(line: usize, stack: &Stack, stacks: &[Stack]) -> bool {
    let is_between = |other: &Stack| line < other.top && other.top < stack.top;
    stacks
        .iter()
        .any(|other| other.top == other.bottom && is_between(other))
}

/// The gap in the middle of those between headings beside each other at one height, where there are several.
fn usual_gap(stacks: &[Stack], top: usize) -> usize {
    let pairs = stacks.windows(2);
    let level = pairs.filter(|pair| pair.iter().all(|stack| stack.top == top));
    let mut gaps: Vec<usize> = level
        .map(|pair| pair[1].left.saturating_sub(pair[0].right))
        .collect();
    gaps.sort_unstable();
    let is_usual = gaps.len() > 2;
    gaps.get(gaps.len() / 2)
        .copied()
        .filter(|_| is_usual)
        .unwrap_or(0)
}
