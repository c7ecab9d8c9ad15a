/*!
What stands above the indicators of a form: labels and what they say, beside each other.
*/

use super::super::line_of;
use super::super::token::Token;
use super::GoalRow;
use crate::tables::grid::is_money;
use crate::tables::lines::{Cell, Line, name, squeeze};
use unicode_width::UnicodeWidthStr;

/// Whether a line begins the form of another project.
pub fn begins_form(row: &GoalRow) -> bool {
    row.words
        .first()
        .is_some_and(|word| squeeze(word.text()) == "项目名称")
}

/// The lines above the indicators as rows of cells.
pub fn lines(rows: &[GoalRow], under: &[Line]) -> Vec<Line> {
    let edge = rows
        .iter()
        .filter_map(|row| row.words.last())
        .map(|word| word.right)
        .max();
    let edge = edge.unwrap_or(0);
    let mut lines: Vec<(Vec<Token>, u32)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let next = rows.get(at + 1).map(|next| next.words.as_slice());
        match lines.last_mut() {
            Some((above, _)) if goes_on(above, &row.words, edge) => join(above, &row.words),
            Some((above, _)) if wraps(above, &row.words) => join_each(above, &row.words),
            // The label of a long text may stand alone between two of its lines.
            Some((above, _)) if is_label_between(above, &row.words, next, edge) => {
                above.splice(0..0, row.words.iter().cloned()).for_each(drop);
            }
            _ => lines.push((row.words.clone(), under[row.at].number)),
        }
    }
    let cells = |words: Vec<Token>| {
        words
            .into_iter()
            .map(|word| word.cell)
            .collect::<Vec<Cell>>()
    };
    let mut rows: Vec<(Vec<Token>, u32)> = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some((words, number)) = lines.next() {
        // A label that spans the lines above and below it stands alone between them.
        let first = words.first().map_or(0, |word| word.left);
        let is_right = |words: &[Token]| words.first().is_some_and(|word| word.left > first + 3);
        let is_between = words.len() == 1
            && rows.last().is_some_and(|(above, _)| is_right(above))
            && lines.peek().is_some_and(|(below, _)| is_right(below));
        match rows.last_mut() {
            Some((above, _)) if is_between => above.splice(0..0, words).for_each(drop),
            _ => rows.push((words, number)),
        }
    }
    rows.into_iter()
        .map(|(words, number)| {
            let mut cells = cells(words);
            // A line of one cell is a row all the same.
            cells.push(Cell::default());
            line_of(number, cells)
        })
        .collect()
}

/// Whether a line goes on with a long text above it, whose label may stand beside either.
fn goes_on(above: &[Token], words: &[Token], edge: usize) -> bool {
    let (Some(last), Some(next)) = (above.last(), words.last()) else {
        return false;
    };
    let is_long = last.text().width() > 30 && last.right + 4 > edge;
    let labels = (above.len() - 1) + (words.len() - 1);
    is_long && last.left.abs_diff(next.left) <= 2 && labels <= 1
}

/// Whether a line holds nothing but the next lines of cells of the row above: of a row with its money, or of what one
/// label says.
fn wraps(above: &[Token], words: &[Token]) -> bool {
    let has_money = above.iter().any(|word| is_money(word.text()));
    let is_answer = || {
        let first_is_label = above.first().is_some_and(|word| is_label(word.text()));
        first_is_label && words.len() == 1 && words[0].left > above[0].right
    };
    let goes_on = |word: &Token| {
        !word.is_number() && over(above, word).is_some_and(|at| !is_label(above[at].text()))
    };
    !words.is_empty() && words.iter().all(goes_on) && (has_money || is_answer())
}

/// The word of a row that begins where another does.
fn over(above: &[Token], word: &Token) -> Option<usize> {
    above
        .iter()
        .position(|over| over.left.abs_diff(word.left) <= 1)
}

fn join_each(above: &mut [Token], words: &[Token]) {
    for word in words {
        if let Some(at) = over(above, word) {
            let joined = name(&format!("{} {}", above[at].text(), word.text()));
            above[at].cell.text = joined;
        }
    }
}

/// Whether a text is a form's own word, whose answer stands behind or below it.
fn is_label(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "名称",
        "编码",
        "代码",
        "单位",
        "部门",
        "类别",
        "类型",
        "性质",
        "属性",
        "日期",
        "目标",
        "资金",
        "总额",
        "金额",
        "合计",
        "拨款",
        "负责人",
        "电话",
        "内容",
        "情况",
        "预算数",
        "指标",
        "：",
    ];
    let text = squeeze(text);
    ENDS.iter().any(|end| text.ends_with(end))
}

fn is_label_between(above: &[Token], words: &[Token], next: Option<&[Token]>, edge: usize) -> bool {
    let ([text], [label], Some(next)) = (above, words, next) else {
        return false;
    };
    label.right < text.left && goes_on(above, next, edge)
}

fn join(above: &mut Vec<Token>, words: &[Token]) {
    let Some((next, labels)) = words.split_last() else {
        return;
    };
    if let Some(last) = above.last_mut() {
        last.cell.text = name(&format!("{} {}", last.text(), next.text()));
        last.right = last.right.max(next.right);
    }
    above.splice(0..0, labels.iter().cloned()).for_each(drop);
}
